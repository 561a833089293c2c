import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { words } from './texts';

interface EndingProps {
  readonly transfer: Schema<'TransferView'>;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 5;

/** The contracts go back to their former carrier, what was excused is due again; before the switch, it is given up. */
export function UndoDialogue({ transfer, onClose }: EndingProps) {
  const t = words.use();
  const [reason, setReason] = useState('');
  const switched = transfer.state !== 'preparing';
  const undo = api.useMutation('post', '/api/contract-transfers/{id}/undoing', {
    onSuccess: () => {
      tell(t(switched ? 'undoing.done' : 'undoing.givenUp'));
      onClose();
    },
  });
  const issuers = { from: transfer.from.name, to: transfer.to.name };
  return (
    <Dialogue onClose={onClose} title={t(switched ? 'undoing.title' : 'undoing.giveUpTitle')}>
      <Stack>
        <Text size="sm">{t(switched ? 'undoing.text' : 'undoing.giveUpText', issuers)}</Text>
        {transfer.excusedDays > 0 && (
          <Text size="sm">{t('undoing.excused', { count: transfer.excusedDays })}</Text>
        )}
        <Text size="sm">{t('undoing.kept', issuers)}</Text>
        <Textarea
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          label={t('undoing.reason')}
          description={t('undoing.reasonHint')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          {...helpBelow}
        />
        <ProblemNotice error={undo.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('undoing.cancel')}
          </Button>
          <Button
            color="red"
            disabled={reason.trim().length < SHORTEST_REASON}
            loading={undo.isPending}
            onClick={() =>
              undo.mutate({ params: { path: { id: transfer.id } }, body: { reason: reason.trim() } })
            }
          >
            {t(switched ? 'undoing.confirm' : 'undoing.giveUpConfirm')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}

export function CloseDialogue({ transfer, onClose }: EndingProps) {
  const t = words.use();
  const close = api.useMutation('post', '/api/contract-transfers/{id}/closing', {
    onSuccess: () => {
      tell(t('closing.done'));
      onClose();
    },
  });
  return (
    <Dialogue onClose={onClose} title={t('closing.title')}>
      <Stack>
        <Text size="sm">{t('closing.text')}</Text>
        <ProblemNotice error={close.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('closing.cancel')}
          </Button>
          <Button
            loading={close.isPending}
            onClick={() => close.mutate({ params: { path: { id: transfer.id } } })}
          >
            {t('closing.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
