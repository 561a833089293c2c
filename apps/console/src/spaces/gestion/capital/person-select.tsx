import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../../api/api';
import { helpBelow } from '../../../ui/help-below';
import { words } from './texts';

interface PersonSelectProps {
  readonly label: string;
  readonly value?: string;
  readonly onChange: (person: string | null) => void;
  readonly error?: ReactNode;
}

const OFFERED = 20;

/** A person, found by a few letters of the name. The value is the number, as text. */
export function PersonSelect({ label, value = '', onChange, error }: PersonSelectProps) {
  const t = words.use();
  const [typed, setTyped] = useState('');
  const [known, setKnown] = useState<{ value: string; label: string } | null>(null);
  const [search] = useDebouncedValue(typed === known?.label ? '' : typed, 200);
  const found = api.useQuery(
    'get',
    '/api/persons',
    { params: { query: { search: search || undefined, size: OFFERED } } },
    { placeholderData: keepPreviousData },
  );
  const offered = (found.data?.items ?? []).map(({ id, fullName, code }) => ({
    value: String(id),
    label: `${fullName} (${code})`,
  }));
  const isMissing = known !== null && known.value === value && !offered.some((each) => each.value === value);
  const data = isMissing ? [known, ...offered] : offered;
  return (
    <Select
      required
      searchable
      {...helpBelow}
      label={label}
      description={t('personHelp')}
      error={error}
      data={data}
      // The API has searched already.
      filter={({ options }) => options}
      value={value || null}
      onChange={(id) => {
        setKnown(data.find((each) => each.value === id) ?? null);
        onChange(id);
      }}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  );
}
