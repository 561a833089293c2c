import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../../api/api';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import type { Payment } from './means';
import { words } from './texts';

interface UndoDialogueProps {
  readonly payment: Payment;
  /** The whole payment where there is none. */
  readonly allocation?: Payment['allocations'][number] | undefined;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 5;

/** Takes a payment, or one of its parts, back; why is written down. */
export function UndoDialogue({ payment, allocation, onClose }: UndoDialogueProps) {
  const t = words.use();
  const [reason, setReason] = useState('');
  const onSuccess = () => {
    tell(t('undo.done'));
    onClose();
  };
  const whole = api.useMutation('post', '/api/payments/{id}/reversal', { onSuccess });
  const part = api.useMutation('post', '/api/payments/{id}/allocations/{allocation}/reversal', { onSuccess });
  const body = { reason: reason.trim() };
  const undo = () =>
    allocation
      ? part.mutate({ params: { path: { id: payment.id, allocation: allocation.id } }, body })
      : whole.mutate({ params: { path: { id: payment.id } }, body });
  return (
    <Dialogue
      onClose={onClose}
      title={
        allocation
          ? t('undo.partTitle', { number: allocation.invoice.number })
          : t('undo.title', { code: payment.code })
      }
    >
      <Stack>
        <Text size="sm">{t(allocation ? 'undo.partText' : 'undo.text')}</Text>
        <Textarea
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          label={t('undo.reason')}
          description={t('undo.reasonHint')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          {...helpBelow}
        />
        <ProblemNotice error={whole.error ?? part.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('undo.cancel')}
          </Button>
          <Button
            color="red.8"
            disabled={body.reason.length < SHORTEST_REASON}
            loading={whole.isPending || part.isPending}
            onClick={undo}
          >
            {t(allocation ? 'undo.partConfirm' : 'undo.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
