import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api } from '../../../api/api';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { tell } from '../../../ui/tell';
import { FactDialogue } from './fact-dialogue';
import { choicesOf, useRules } from './rule-names';
import { ADMITTING_BODIES } from './statuses';
import { words } from './texts';

interface AdmissionDialogueProps {
  /** Chosen already where one comes from a person's page. */
  readonly person?: { readonly id: number; readonly fullName: string };
  readonly onClose: () => void;
}

/** Somebody becomes an associate, by the decision of a body on a day. */
export function AdmissionDialogue({ person, onClose }: AdmissionDialogueProps) {
  const t = words.use();
  const { bylaws } = useRules();
  const [search, setSearch] = useState('');
  const people = api.useQuery(
    'get',
    '/api/persons',
    { params: { query: { search, size: 30 } } },
    { enabled: person === undefined },
  );
  const admit = api.useMutation('post', '/api/associates', {
    onSuccess: () => {
      tell(t('dialogue.saved'));
      onClose();
    },
  });
  const needed = (value: string | null) => (value ? null : t('dialogue.required'));
  const form = useForm({
    initialValues: {
      person: person ? String(person.id) : '',
      decidedOn: null as string | null,
      decidedBy: 'board' as (typeof ADMITTING_BODIES)[number],
      reference: '',
      effectiveOn: null as string | null,
      category: '',
      college: '',
    },
    validate: {
      person: needed,
      decidedOn: needed,
      effectiveOn: needed,
      category: needed,
      college: (value) => (bylaws && bylaws.colleges.length > 0 ? needed(value) : null),
    },
  });
  const save = form.onSubmit(({ person: id, decidedOn, effectiveOn, reference, college, ...rest }) =>
    admit.mutate({
      body: {
        ...rest,
        person: Number(id),
        decidedOn: decidedOn!,
        effectiveOn: effectiveOn!,
        reference: reference.trim() || null,
        college: college || null,
      },
    }),
  );
  const choices = person
    ? [{ value: String(person.id), label: person.fullName }]
    : (people.data?.items ?? []).map(({ id, fullName, code }) => ({
        value: String(id),
        label: `${fullName} (${code})`,
      }));
  return (
    <FactDialogue
      title={t('dialogue.admitTitle')}
      error={admit.error}
      isPending={admit.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <Select
        required
        searchable={!person}
        readOnly={person !== undefined}
        label={t('dialogue.person')}
        description={person ? undefined : t('dialogue.personHelp')}
        data={choices}
        filter={({ options }) => options}
        onSearchChange={(typed) => setSearch(typed.replace(/ \([^()]*\)$/, ''))}
        {...form.getInputProps('person')}
        {...helpBelow}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          required
          label={t('dialogue.category')}
          data={choicesOf(bylaws?.categories)}
          {...form.getInputProps('category')}
        />
        {bylaws && bylaws.colleges.length > 0 && (
          <Select
            required
            label={t('dialogue.college')}
            data={choicesOf(bylaws.colleges)}
            {...form.getInputProps('college')}
          />
        )}
        <Select
          required
          allowDeselect={false}
          label={t('dialogue.decidedBy')}
          data={ADMITTING_BODIES.map((body) => ({ value: body, label: t(`bodies.${body}`) }))}
          {...form.getInputProps('decidedBy')}
        />
        <TextInput
          label={t('dialogue.reference')}
          description={t('dialogue.referenceHelp')}
          maxLength={200}
          {...form.getInputProps('reference')}
          {...helpBelow}
        />
        <DayInput required label={t('dialogue.decidedOn')} {...form.getInputProps('decidedOn')} />
        <DayInput required label={t('dialogue.effectiveOn')} {...form.getInputProps('effectiveOn')} />
      </SimpleGrid>
    </FactDialogue>
  );
}
