import { Checkbox, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeDay } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { tell } from '../../../ui/tell';
import { FactDialogue } from './fact-dialogue';
import { WORK_STATUSES } from './statuses';
import { words } from './texts';

interface OfPerson {
  readonly person: { readonly id: number; readonly fullName: string };
  readonly onClose: () => void;
}

/** What follows the recording of a fact. */
function useDone(onClose: () => void) {
  const t = words.use();
  return {
    onSuccess: () => {
      tell(t('dialogue.saved'));
      onClose();
    },
  };
}

export function StatusDialogue({ person, onClose }: OfPerson) {
  const t = words.use();
  const record = api.useMutation('post', '/api/persons/{id}/statuses', useDone(onClose));
  const form = useForm({
    initialValues: {
      status: 'employee' as (typeof WORK_STATUSES)[number],
      from: null as string | null,
      to: null as string | null,
      trialEndsOn: null as string | null,
      noTrial: false,
    },
    validate: {
      from: (value) => (value ? null : t('dialogue.required')),
      to: (value, { from }) => (value && from && value <= from ? t('dialogue.toBeforeFrom') : null),
    },
  });
  const save = form.onSubmit(({ status, from, to, trialEndsOn, noTrial }) =>
    record.mutate({
      params: { path: { id: person.id } },
      body: {
        status,
        from: from!,
        to,
        ...(noTrial ? { trialEndsOn: null } : trialEndsOn ? { trialEndsOn } : {}),
      },
    }),
  );
  return (
    <FactDialogue
      title={t('dialogue.statusTitle', { name: person.fullName })}
      error={record.error}
      isPending={record.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <Select
        required
        allowDeselect={false}
        label={t('status')}
        data={WORK_STATUSES.map((status) => ({ value: status, label: t(`workStatuses.${status}`) }))}
        {...form.getInputProps('status')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('dialogue.from')} {...form.getInputProps('from')} />
        <DayInput label={t('dialogue.to')} description={t('dialogue.toHelp')} {...form.getInputProps('to')} />
        <DayInput
          label={t('dialogue.trialEndsOn')}
          description={t('dialogue.trialHelp')}
          disabled={form.values.noTrial}
          {...form.getInputProps('trialEndsOn')}
        />
      </SimpleGrid>
      <Checkbox label={t('dialogue.noTrial')} {...form.getInputProps('noTrial', { type: 'checkbox' })} />
    </FactDialogue>
  );
}

interface OfStatus {
  readonly status: Schema<'WorkerStatusView'>;
  readonly onClose: () => void;
}

export function EndStatusDialogue({ status, onClose }: OfStatus) {
  const t = words.use();
  const end = api.useMutation('post', '/api/worker-statuses/{id}/end', useDone(onClose));
  const form = useForm({
    initialValues: { on: null as string | null },
    validate: { on: (value) => (value ? null : t('dialogue.required')) },
  });
  return (
    <FactDialogue
      title={t('dialogue.endTitle', { status: t(`workStatuses.${status.status}`) })}
      error={end.error}
      isPending={end.isPending}
      onSubmit={form.onSubmit(({ on }) =>
        end.mutate({ params: { path: { id: status.id } }, body: { on: on! } }),
      )}
      onClose={onClose}
    >
      <DayInput required label={t('dialogue.on')} {...form.getInputProps('on')} />
    </FactDialogue>
  );
}

export function WithdrawStatusDialogue({ status, onClose }: OfStatus) {
  const t = words.use();
  const withdraw = api.useMutation('post', '/api/worker-statuses/{id}/withdrawal', useDone(onClose));
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim().length < 3 ? t('dialogue.required') : null) },
  });
  return (
    <FactDialogue
      title={t('dialogue.withdrawTitle', { status: t(`workStatuses.${status.status}`) })}
      text={t('dialogue.withdrawText')}
      error={withdraw.error}
      isPending={withdraw.isPending}
      onSubmit={form.onSubmit(({ reason }) =>
        withdraw.mutate({ params: { path: { id: status.id } }, body: { reason: reason.trim() } }),
      )}
      onClose={onClose}
    >
      <TextInput required label={t('dialogue.reason')} maxLength={500} {...form.getInputProps('reason')} />
    </FactDialogue>
  );
}

export function InterviewDialogue({ person, onClose }: OfPerson) {
  const t = words.use();
  const record = api.useMutation('post', '/api/persons/{id}/interviews', useDone(onClose));
  const form = useForm({
    initialValues: { heldOn: null as string | null, heldBy: '', note: '', signedOn: null as string | null },
    validate: {
      heldOn: (value) => (value ? null : t('dialogue.required')),
      heldBy: (value) => (value.trim() === '' ? t('dialogue.required') : null),
    },
  });
  const save = form.onSubmit(({ heldOn, heldBy, note, signedOn }) =>
    record.mutate({
      params: { path: { id: person.id } },
      body: { heldOn: heldOn!, heldBy: heldBy.trim(), note: note.trim() || null, signedOn },
    }),
  );
  return (
    <FactDialogue
      title={t('dialogue.interviewTitle', { name: person.fullName })}
      error={record.error}
      isPending={record.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('dialogue.heldOn')} {...form.getInputProps('heldOn')} />
        <TextInput required label={t('dialogue.heldBy')} maxLength={200} {...form.getInputProps('heldBy')} />
        <DayInput
          label={t('dialogue.signedOn')}
          description={t('dialogue.signedHelp')}
          {...form.getInputProps('signedOn')}
        />
      </SimpleGrid>
      <Textarea
        label={t('dialogue.note')}
        autosize
        minRows={3}
        maxLength={4000}
        {...form.getInputProps('note')}
      />
    </FactDialogue>
  );
}

interface OfInterview {
  readonly interview: Schema<'InterviewView'>;
  readonly onClose: () => void;
}

export function SignatureDialogue({ interview, onClose }: OfInterview) {
  const t = words.use();
  const language = useLanguage();
  const sign = api.useMutation('post', '/api/interviews/{id}/signature', useDone(onClose));
  const form = useForm({
    initialValues: { signedOn: null as string | null },
    validate: { signedOn: (value) => (value ? null : t('dialogue.required')) },
  });
  return (
    <FactDialogue
      title={t('dialogue.signTitle', { day: writeDay(interview.heldOn, language) })}
      error={sign.error}
      isPending={sign.isPending}
      onSubmit={form.onSubmit(({ signedOn }) =>
        sign.mutate({ params: { path: { id: interview.id } }, body: { signedOn: signedOn! } }),
      )}
      onClose={onClose}
    >
      <DayInput required label={t('dialogue.signedOn')} {...form.getInputProps('signedOn')} />
    </FactDialogue>
  );
}

export function RevisionDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const record = api.useMutation('post', '/api/cooperative-revisions', useDone(onClose));
  const form = useForm({
    initialValues: { heldOn: null as string | null, reviser: '', reference: '' },
    validate: {
      heldOn: (value) => (value ? null : t('dialogue.required')),
      reviser: (value) => (value.trim() === '' ? t('dialogue.required') : null),
    },
  });
  return (
    <FactDialogue
      title={t('dialogue.revisionTitle')}
      error={record.error}
      isPending={record.isPending}
      onSubmit={form.onSubmit(({ heldOn, reviser, reference }) =>
        record.mutate({
          body: { heldOn: heldOn!, reviser: reviser.trim(), reference: reference.trim() || null },
        }),
      )}
      onClose={onClose}
    >
      <DayInput required label={t('alerts.heldOn')} {...form.getInputProps('heldOn')} />
      <TextInput required label={t('alerts.reviser')} maxLength={200} {...form.getInputProps('reviser')} />
      <TextInput label={t('alerts.reference')} maxLength={200} {...form.getInputProps('reference')} />
    </FactDialogue>
  );
}
