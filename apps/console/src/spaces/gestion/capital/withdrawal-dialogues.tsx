import { SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { ClassSelect } from './class-select';
import { PersonSelect } from './person-select';
import { ReasonField } from './reason-field';
import { words } from './texts';
import { checks, typedAmount, typedQuantity } from './typed-shares';

interface OfWithdrawal {
  readonly withdrawal: Schema<'WithdrawalView'>;
  readonly onClose: () => void;
}

function useDone(onClose: () => void) {
  const t = words.use();
  return {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  };
}

export function RequestDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const request = api.useMutation('post', '/api/share-withdrawals', useDone(onClose));
  const form = useForm({
    initialValues: { person: '', classId: '', quantity: '', requestedOn: null as string | null, reason: '' },
    validate: {
      person: checks.needed,
      classId: checks.needed,
      quantity: checks.quantity,
      requestedOn: checks.needed,
      reason: checks.needed,
    },
  });
  const save = form.onSubmit(({ person, classId, quantity, requestedOn, reason }) =>
    request.mutate({
      body: {
        person: Number(person),
        classId: Number(classId),
        quantity: typedQuantity(quantity)!,
        requestedOn: requestedOn!,
        reason: reason.trim(),
      },
    }),
  );
  return (
    <ActDialogue
      title={t('withdrawals.requestTitle')}
      text={t('withdrawals.requestText')}
      error={request.error}
      isPending={request.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <PersonSelect label={t('person')} {...form.getInputProps('person')} />
      <ClassSelect label={t('class')} {...form.getInputProps('classId')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput required inputMode="numeric" label={t('quantity')} {...form.getInputProps('quantity')} />
        <DayInput required label={t('withdrawals.requestedOn')} {...form.getInputProps('requestedOn')} />
      </SimpleGrid>
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}

export function DecisionDialogue({ withdrawal: { id, personName }, onClose }: OfWithdrawal) {
  const t = words.use();
  const decide = api.useMutation('post', '/api/share-withdrawals/{id}/decision', useDone(onClose));
  const form = useForm({
    initialValues: {
      outcome: 'approved' as 'approved' | 'refused',
      decidedOn: null as string | null,
      reason: '',
    },
    validate: { decidedOn: checks.needed, reason: checks.needed },
  });
  return (
    <ActDialogue
      title={t('withdrawals.decideTitle', { name: personName })}
      text={t('withdrawals.decideText')}
      error={decide.error}
      isPending={decide.isPending}
      onSubmit={form.onSubmit(({ outcome, decidedOn, reason }) =>
        decide.mutate({
          params: { path: { id } },
          body: { outcome, decidedOn: decidedOn!, reason: reason.trim() },
        }),
      )}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t('withdrawals.outcome')}
        data={[
          { value: 'approved', label: t('withdrawals.approved') },
          { value: 'refused', label: t('withdrawals.refused') },
        ]}
        {...form.getInputProps('outcome')}
      />
      <DayInput required label={t('withdrawals.decidedOn')} maw={240} {...form.getInputProps('decidedOn')} />
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}

export function AbandonmentDialogue({ withdrawal: { id, personName }, onClose }: OfWithdrawal) {
  const t = words.use();
  const abandon = api.useMutation('post', '/api/share-withdrawals/{id}/abandonment', useDone(onClose));
  const form = useForm({ initialValues: { reason: '' }, validate: { reason: checks.needed } });
  return (
    <ActDialogue
      title={t('withdrawals.abandonTitle', { name: personName })}
      text={t('withdrawals.abandonText')}
      error={abandon.error}
      isPending={abandon.isPending}
      onSubmit={form.onSubmit(({ reason }) =>
        abandon.mutate({ params: { path: { id } }, body: { reason: reason.trim() } }),
      )}
      onClose={onClose}
    >
      <ReasonField {...form.getInputProps('reason')} />
    </ActDialogue>
  );
}

export function RefundDialogue({ withdrawal: { id, personName, refund: owed }, onClose }: OfWithdrawal) {
  const t = words.use();
  const language = useLanguage();
  const refund = api.useMutation('post', '/api/share-withdrawals/{id}/refund', useDone(onClose));
  const form = useForm({
    initialValues: { paidOn: null as string | null, reference: '' },
    validate: { paidOn: checks.needed, reference: checks.needed },
  });
  return (
    <ActDialogue
      title={t('withdrawals.refundTitle', { name: personName })}
      text={t('withdrawals.refundText', {
        amount: writeAmount(owed?.amount ?? '0', language),
        loss: writeAmount(owed?.loss ?? '0', language),
      })}
      error={refund.error}
      isPending={refund.isPending}
      onSubmit={form.onSubmit(({ paidOn, reference }) =>
        refund.mutate({ params: { path: { id } }, body: { paidOn: paidOn!, reference: reference.trim() } }),
      )}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('withdrawals.paidOn')} {...form.getInputProps('paidOn')} />
        <TextInput
          required
          label={t('bulletin.reference')}
          maxLength={120}
          {...form.getInputProps('reference')}
        />
      </SimpleGrid>
    </ActDialogue>
  );
}

/** The losses of a financial year: what those who left in it are refunded less. */
export function ClosingDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const close = api.useMutation('post', '/api/capital-closings', useDone(onClose));
  const form = useForm({
    initialValues: { closingOn: null as string | null, losses: '' },
    validate: { closingOn: checks.needed, losses: checks.amount },
  });
  return (
    <ActDialogue
      title={t('withdrawals.closeTitle')}
      text={t('withdrawals.closeText')}
      error={close.error}
      isPending={close.isPending}
      onSubmit={form.onSubmit(({ closingOn, losses }) =>
        close.mutate({ body: { closingOn: closingOn!, losses: typedAmount(losses)! } }),
      )}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('withdrawals.closingOn')} {...form.getInputProps('closingOn')} />
        <TextInput
          required
          inputMode="decimal"
          label={t('withdrawals.losses')}
          {...form.getInputProps('losses')}
        />
      </SimpleGrid>
    </ActDialogue>
  );
}
