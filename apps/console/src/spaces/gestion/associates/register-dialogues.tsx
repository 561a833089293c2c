import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { tell } from '../../../ui/tell';
import { FactDialogue } from './fact-dialogue';
import { choicesOf, useRules } from './rule-names';
import { DECIDING_BODIES, EXIT_REASONS } from './statuses';
import { words } from './texts';

export interface AssociateDialogueProps {
  readonly associate: Schema<'AssociateView'>;
  readonly name: string;
  readonly onClose: () => void;
}

/** An associate leaves; the register keeps them. */
export function ExitDialogue({ associate, name, onClose }: AssociateDialogueProps) {
  const t = words.use();
  const leave = api.useMutation('post', '/api/associates/{id}/exit', {
    onSuccess: () => {
      tell(t('dialogue.saved'));
      onClose();
    },
  });
  const needed = (value: string | null) => (value ? null : t('dialogue.required'));
  const form = useForm({
    initialValues: {
      reason: 'resignation' as (typeof EXIT_REASONS)[number],
      decidedBy: '' as '' | (typeof DECIDING_BODIES)[number],
      decidedOn: null as string | null,
      effectiveOn: null as string | null,
      reference: '',
    },
    validate: {
      decidedOn: needed,
      effectiveOn: needed,
      decidedBy: (value, { reason }) => (reason === 'exclusion' ? needed(value) : null),
    },
  });
  const save = form.onSubmit(({ decidedOn, effectiveOn, decidedBy, reference, reason }) =>
    leave.mutate({
      params: { path: { id: associate.id } },
      body: {
        reason,
        decidedBy: decidedBy || null,
        decidedOn: decidedOn!,
        effectiveOn: effectiveOn!,
        reference: reference.trim() || null,
      },
    }),
  );
  return (
    <FactDialogue
      title={t('dialogue.leaveTitle', { name })}
      text={t('dialogue.leaveText')}
      error={leave.error}
      isPending={leave.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          required
          allowDeselect={false}
          label={t('dialogue.exitReason')}
          data={EXIT_REASONS.map((reason) => ({ value: reason, label: t(`exits.${reason}`) }))}
          {...form.getInputProps('reason')}
        />
        <Select
          required={form.values.reason === 'exclusion'}
          clearable
          label={t('dialogue.decidedBy')}
          placeholder={t('dialogue.nobody')}
          data={DECIDING_BODIES.map((body) => ({ value: body, label: t(`bodies.${body}`) }))}
          {...form.getInputProps('decidedBy')}
          value={form.values.decidedBy || null}
        />
        <DayInput required label={t('dialogue.decidedOn')} {...form.getInputProps('decidedOn')} />
        <DayInput
          required
          label={t('dialogue.effectiveOn')}
          description={t('dialogue.firstDayOut')}
          {...form.getInputProps('effectiveOn')}
        />
      </SimpleGrid>
      <TextInput
        label={t('dialogue.reference')}
        description={t('dialogue.referenceHelp')}
        maxLength={200}
        {...form.getInputProps('reference')}
        {...helpBelow}
      />
    </FactDialogue>
  );
}

/** Another category or college from a day on; the days before keep theirs. */
export function PlacementDialogue({ associate, name, onClose }: AssociateDialogueProps) {
  const t = words.use();
  const { bylaws } = useRules();
  const place = api.useMutation('post', '/api/associates/{id}/placements', {
    onSuccess: () => {
      tell(t('dialogue.saved'));
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      category: associate.categories.at(-1)?.code ?? '',
      college: associate.colleges.at(-1)?.code ?? '',
      from: null as string | null,
      reason: '',
    },
    validate: { from: (value) => (value ? null : t('dialogue.required')) },
  });
  const save = form.onSubmit(({ category, college, from, reason }) =>
    place.mutate({
      params: { path: { id: associate.id } },
      body: {
        from: from!,
        reason: reason.trim() || null,
        ...(category ? { category } : {}),
        ...(college ? { college } : {}),
      },
    }),
  );
  return (
    <FactDialogue
      title={t('dialogue.changeTitle', { name })}
      text={t('dialogue.changeText')}
      error={place.error}
      isPending={place.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          allowDeselect={false}
          label={t('dialogue.category')}
          data={choicesOf(bylaws?.categories)}
          {...form.getInputProps('category')}
        />
        {bylaws && bylaws.colleges.length > 0 && (
          <Select
            allowDeselect={false}
            label={t('dialogue.college')}
            data={choicesOf(bylaws.colleges)}
            {...form.getInputProps('college')}
          />
        )}
        <DayInput required label={t('dialogue.from')} {...form.getInputProps('from')} />
        <TextInput label={t('dialogue.reason')} maxLength={200} {...form.getInputProps('reason')} />
      </SimpleGrid>
    </FactDialogue>
  );
}
