import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Schema } from '../../../api/api';
import { say, useLanguage } from '../../../i18n/format';
import { words } from './texts';

type Refusal = Schema<'HistoryRefusalView'>;

interface RefusalListProps {
  readonly refusals: readonly Refusal[];
  readonly count: number;
}

/** Why an export cannot be read: each line with its reason, and what to do. */
export function RefusalList({ refusals, count }: RefusalListProps) {
  const t = words.use();
  const language = useLanguage();
  if (count === 0) return null;
  const placeOf = ({ file, line, column }: Refusal) => {
    const named = t(`fileNames.${file}`);
    if (line === 0) return t('refusals.whole', { file: named });
    return column === null
      ? t('refusals.place', { file: named, line })
      : t('refusals.placeColumn', { file: named, line, column });
  };
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('refusals.title', { count })}
    >
      <Text size="sm" mb="xs">
        {t('refusals.todo')}
      </Text>
      <List
        size="sm"
        mah={260}
        style={{ overflowY: 'auto' }}
        tabIndex={0}
        aria-label={t('refusals.title', { count })}
      >
        {refusals.map((refusal, at) => (
          <List.Item key={at}>
            <strong>{placeOf(refusal)}</strong> – {say(refusal.reason, language)}
          </List.Item>
        ))}
      </List>
      {refusals.length < count && (
        <Text size="sm" mt="xs">
          {t('refusals.more', { count: refusals.length })}
        </Text>
      )}
    </Alert>
  );
}

/** Refusals that a problem of the API carries, as the reading says them. */
export function refusalsOfProblem(facts: Readonly<Record<string, unknown>> | undefined): {
  readonly refusals: Refusal[];
  readonly count: number;
} {
  const told = (facts?.['refusals'] ?? []) as (Omit<Refusal, 'reason'> & {
    reason: string;
    reasonEn: string;
  })[];
  return {
    refusals: told.map(({ reason, reasonEn, ...place }) => ({
      ...place,
      reason: { fr: reason, en: reasonEn },
    })),
    count: Number(facts?.['total'] ?? told.length),
  };
}
