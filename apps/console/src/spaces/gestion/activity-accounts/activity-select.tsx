import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { api } from '../../../api/api';
import { words } from './texts';

interface ActivitySelectProps {
  readonly value: string;
  readonly onChange: (activity: string) => void;
  /** Offers « all » too. */
  readonly all?: boolean;
  readonly error?: ReactNode;
}

/** One of the activities, by its number; '' for none or all. */
export function ActivitySelect({ value, onChange, all = false, error }: ActivitySelectProps) {
  const t = words.use();
  const activities = api.useQuery('get', '/api/activities', { params: { query: { size: 500 } } });
  const known = (activities.data?.items ?? []).map(({ id, name, code }) => ({
    value: String(id),
    label: `${name} (${code})`,
  }));
  return (
    <Select
      searchable
      allowDeselect={false}
      required={!all}
      label={t('activity')}
      data={all ? [{ value: '', label: t('everyActivity') }, ...known] : known}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      error={error}
    />
  );
}
