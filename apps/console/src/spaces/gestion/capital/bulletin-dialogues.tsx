import { Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { useLanguage } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { ReasonField } from './reason-field';
import { words } from './texts';
import { checks, typedAmount } from './typed-shares';

interface OfBulletin {
  readonly bulletin: Schema<'OneSubscriptionView'>;
  readonly onClose: () => void;
}

export function PaymentDialogue({ bulletin: { id, amount, paid }, onClose }: OfBulletin) {
  const t = words.use();
  const language = useLanguage();
  const left = amountOf(centsOf(amount) - centsOf(paid));
  const pay = api.useMutation('post', '/api/share-subscriptions/{id}/payments', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      amount: language === 'fr' ? left.replace('.', ',') : left,
      paidOn: null as string | null,
      reference: '',
    },
    validate: { amount: checks.amount, paidOn: checks.needed },
  });
  const save = form.onSubmit(({ amount: typed, paidOn, reference }) =>
    pay.mutate({
      params: { path: { id } },
      body: {
        amount: typedAmount(typed)!,
        paidOn: paidOn!,
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
      },
    }),
  );
  return (
    <ActDialogue
      title={t('bulletin.pay')}
      text={t('bulletin.payText')}
      error={pay.error}
      isPending={pay.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput required inputMode="decimal" label={t('amount')} {...form.getInputProps('amount')} />
        <DayInput required label={t('bulletin.paidOn')} {...form.getInputProps('paidOn')} />
      </SimpleGrid>
      <TextInput
        label={t('bulletin.reference')}
        description={t('bulletin.referenceHelp')}
        maxLength={120}
        {...form.getInputProps('reference')}
        {...helpBelow}
      />
    </ActDialogue>
  );
}

interface OfPayment extends OfBulletin {
  readonly payment: Schema<'SharePaymentView'>;
}

/** A payment counts no more: whether it never came, or the bank took it back, is for the person to say. */
export function UndoingDialogue({ bulletin: { id }, payment, onClose }: OfPayment) {
  const t = words.use();
  const undo = api.useMutation('delete', '/api/share-subscriptions/{id}/payments/{payment}', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({
    initialValues: { because: '' as '' | 'mistake' | 'returned', day: null as string | null },
    validate: {
      because: checks.needed,
      day: (value, { because }) => (because === 'returned' ? checks.needed(value) : null),
    },
  });
  const save = form.onSubmit(({ because, day }) =>
    undo.mutate({
      params: {
        path: { id, payment: payment.id },
        query: because === 'returned' ? { because, day: day! } : { because: 'mistake' },
      },
    }),
  );
  return (
    <ActDialogue
      title={t('bulletin.undoTitle', { reference: payment.reference })}
      text={t('bulletin.undoText')}
      error={undo.error}
      isPending={undo.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <Radio.Group required label={t('bulletin.undoWhy')} {...form.getInputProps('because')}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="mistake"
            label={t('bulletin.undoMistake')}
            description={t('bulletin.undoMistakeHelp')}
          />
          <Radio
            value="returned"
            label={t('bulletin.undoReturned')}
            description={t('bulletin.undoReturnedHelp')}
          />
        </Stack>
      </Radio.Group>
      {form.values.because === 'returned' && (
        <DayInput required label={t('bulletin.returnedOn')} maw={240} {...form.getInputProps('day')} />
      )}
    </ActDialogue>
  );
}

/** A payment that was undone is reconciled again: the register tells both. */
export function ReconciliationDialogue({ bulletin: { id }, payment, onClose }: OfPayment) {
  const t = words.use();
  const again = api.useMutation('post', '/api/share-subscriptions/{id}/payments/{payment}/reconciliation', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({ initialValues: { day: null as string | null }, validate: { day: checks.needed } });
  return (
    <ActDialogue
      title={t('bulletin.againTitle', { reference: payment.reference })}
      error={again.error}
      isPending={again.isPending}
      onSubmit={form.onSubmit(({ day }) =>
        again.mutate({ params: { path: { id, payment: payment.id } }, body: { day: day! } }),
      )}
      onClose={onClose}
    >
      <DayInput required label={t('bulletin.paidOn')} maw={240} {...form.getInputProps('day')} />
    </ActDialogue>
  );
}

export function SignatureDialogue({ bulletin: { id, personName }, onClose }: OfBulletin) {
  const t = words.use();
  const sign = api.useMutation('post', '/api/share-subscriptions/{id}/signature', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({
    initialValues: { signedOn: null as string | null, signedBy: personName },
    validate: { signedOn: checks.needed, signedBy: checks.needed },
  });
  return (
    <ActDialogue
      title={t('bulletin.recordSignature')}
      error={sign.error}
      isPending={sign.isPending}
      onSubmit={form.onSubmit(({ signedOn, signedBy }) =>
        sign.mutate({ params: { path: { id } }, body: { signedOn: signedOn!, signedBy: signedBy.trim() } }),
      )}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          required
          label={t('bulletin.signer')}
          maxLength={200}
          {...form.getInputProps('signedBy')}
        />
        <DayInput required label={t('bulletin.signedOn')} {...form.getInputProps('signedOn')} />
      </SimpleGrid>
    </ActDialogue>
  );
}

/** The signature was recorded by mistake: it is taken back, with why, and another may be recorded. */
export function SignatureCorrectionDialogue({ bulletin: { id }, onClose }: OfBulletin) {
  const t = words.use();
  const correct = api.useMutation('post', '/api/share-subscriptions/{id}/signature/correction', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({ initialValues: { reason: '' }, validate: { reason: checks.needed } });
  return (
    <ActDialogue
      title={t('bulletin.unsign')}
      text={t('bulletin.unsignText')}
      error={correct.error}
      isPending={correct.isPending}
      onSubmit={form.onSubmit(({ reason }) =>
        correct.mutate({ params: { path: { id } }, body: { reason: reason.trim() } }),
      )}
      onClose={onClose}
    >
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}

export function CancellationDialogue({ bulletin: { id }, onClose }: OfBulletin) {
  const t = words.use();
  const cancel = api.useMutation('post', '/api/share-subscriptions/{id}/cancellation', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({ initialValues: { reason: '' }, validate: { reason: checks.needed } });
  return (
    <ActDialogue
      title={t('bulletin.cancel')}
      text={t('bulletin.cancelText')}
      error={cancel.error}
      isPending={cancel.isPending}
      onSubmit={form.onSubmit(({ reason }) =>
        cancel.mutate({ params: { path: { id } }, body: { reason: reason.trim() } }),
      )}
      onClose={onClose}
    >
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}
