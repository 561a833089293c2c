import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconMailForward } from '@tabler/icons-react';
import { api } from '../../../../api/api';
import { useLanguage, writeInstant } from '../../../../i18n/format';
import { ProblemNotice } from '../../../../ui/problem-notice';
import type { DeliveryState, Invoice } from '../states';
import { Dialogue } from '../../../../ui/dialogue';
import { words } from '../texts';
import { isAddress, mayHaveArrived } from './arrival';

interface Delivery {
  readonly channel: Invoice['deliveryDetails']['channel'];
  readonly address: string | null;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly settledAt?: string | null;
}

interface ResendDialogProps {
  readonly document: { readonly id: number; readonly number: string };
  readonly delivery: Delivery;
  readonly onClose: () => void;
}

/** Says what may have arrived already, and asks before it sends again. */
export function ResendDialog({ document, delivery, onClose }: ResendDialogProps) {
  const t = words.use();
  const { id, number } = document;
  const asks = mayHaveArrived(delivery.state);
  const isMail = delivery.channel === 'email';
  const form = useForm({
    initialValues: { address: isMail ? (delivery.address ?? '') : '', confirmed: false },
    validate: {
      address: (address) =>
        isAddress(address) ? null : t(address.trim() === '' ? 'send.addressMissing' : 'send.addressWrong'),
      confirmed: (confirmed) => (asks && !confirmed ? t('send.unconfirmed') : null),
    },
  });
  const resend = api.useMutation('post', '/api/invoices/{id}/deliveries', {
    onSuccess: () => {
      notifications.show({ message: t('send.done', { number }) });
      onClose();
    },
  });
  const send = form.onSubmit(({ address, confirmed }) => {
    const written = address.trim();
    const isOther = !isMail || written !== delivery.address;
    resend.mutate({
      params: { path: { id } },
      body: { confirmed, ...(isOther ? { address: written } : {}) },
    });
  });
  return (
    <Dialogue onClose={onClose} title={t('send.title', { number })}>
      <form onSubmit={send} noValidate>
        <Stack gap="md">
          <WhatIsKnown delivery={delivery} />
          <TextInput
            type="email"
            label={t('send.address')}
            description={t('send.addressHint')}
            autoComplete="off"
            maxLength={200}
            required
            {...form.getInputProps('address')}
          />
          {asks && (
            <Checkbox label={t('send.confirm')} {...form.getInputProps('confirmed', { type: 'checkbox' })} />
          )}
          <ProblemNotice error={resend.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('send.cancel')}
            </Button>
            <Button
              type="submit"
              loading={resend.isPending}
              leftSection={<IconMailForward size={18} aria-hidden />}
            >
              {t('send.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

/** The yellow of the theme is too pale for words. */
const READABLE_TITLE = { title: { color: 'var(--mantine-color-text)' } };

function WhatIsKnown({ delivery }: { readonly delivery: Delivery }) {
  const t = words.use();
  const language = useLanguage();
  const { state, address, settledAt, attempt, channel } = delivery;
  const attempts = attempt > 0 ? ` ${t('send.attempts', { count: attempt })}` : '';
  if (!mayHaveArrived(state)) {
    return (
      <Text size="sm">
        {t('send.neverArrived')}
        {attempts}
      </Text>
    );
  }
  const when = settledAt ? writeInstant(settledAt, language) : '…';
  const values = { address: address ?? '…', when };
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('send.mayHaveArrived')}
      styles={READABLE_TITLE}
    >
      {state === 'sending' && t('send.sending', values)}
      {state === 'unknown' && t('send.unknown', values)}
      {state === 'sent' && t(channel === 'email' ? 'send.sent' : 'send.sentByPerson', values)}
      {attempts}
    </Alert>
  );
}
