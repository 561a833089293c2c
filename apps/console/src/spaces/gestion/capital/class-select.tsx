import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount } from '../../../i18n/format';

interface ClassSelectProps {
  readonly label: string;
  readonly value?: string;
  readonly onChange: (shareClass: string | null) => void;
  readonly error?: ReactNode;
}

export function useShareClasses(): readonly Schema<'ShareClassView'>[] {
  return api.useQuery('get', '/api/share-classes').data ?? [];
}

/** A class of shares, with its nominal value. The value is the number, as text. */
export function ClassSelect({ label, value = '', onChange, error }: ClassSelectProps) {
  const language = useLanguage();
  const data = useShareClasses().map(({ id, code, name, nominal }) => ({
    value: String(id),
    label: `${code} – ${name} (${writeAmount(nominal, language)})`,
  }));
  return (
    <Select
      required
      allowDeselect={false}
      label={label}
      data={data}
      value={value || null}
      onChange={onChange}
      error={error}
    />
  );
}
