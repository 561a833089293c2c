import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../../api/api';
import { helpBelow } from '../../../ui/help-below';

interface ClientSelectProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly value: number | null;
  readonly onChange: (client: number | null) => void;
}

const OFFERED = 20;

/** A client, found by a few letters of its name, code or SIREN. */
export function ClientSelect({ label, description, error, value, onChange }: ClientSelectProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const chosen = api.useQuery(
    'get',
    '/api/clients/{id}',
    { params: { path: { id: value ?? 0 } } },
    { enabled: value !== null },
  );
  const nameOfChosen = chosen.data && `${chosen.data.name} (${chosen.data.code})`;
  const found = api.useQuery(
    'get',
    '/api/clients',
    // What stands in the field after a choice is a name and no question.
    {
      params: { query: { search: search === nameOfChosen ? undefined : search || undefined, size: OFFERED } },
    },
    { placeholderData: keepPreviousData },
  );
  const offered = (found.data?.items ?? []).map(({ id, name, code }) => ({
    value: String(id),
    label: `${name} (${code})`,
  }));
  const isMissing = nameOfChosen && !offered.some((each) => each.value === String(value));
  return (
    <Select
      required
      searchable
      {...helpBelow}
      label={label}
      description={description}
      error={error}
      data={isMissing ? [{ value: String(value), label: nameOfChosen }, ...offered] : offered}
      // The API has searched already.
      filter={({ options }) => options}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  );
}
