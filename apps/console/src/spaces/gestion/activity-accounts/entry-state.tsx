import { Button, Group } from '@mantine/core';
import { StateBadge } from '../../../ui/state-badge';
import { words } from './texts';

interface EntryStateProps {
  readonly entry: {
    readonly label: string;
    readonly reverses: number | null;
    readonly reversedBy: number | null;
  };
  readonly onReverse: (() => void) | null;
}

/** Whether an entry counts, was taken back or takes back; and the way to take it back. */
export function EntryState({ entry, onReverse }: EntryStateProps) {
  const t = words.use();
  const { label, reverses, reversedBy } = entry;
  if (reverses !== null) return <StateBadge tone="neutral">{t('entry.reversal')}</StateBadge>;
  if (reversedBy !== null) return <StateBadge tone="held">{t('entry.reversed')}</StateBadge>;
  return (
    <Group gap="xs" wrap="nowrap">
      <StateBadge tone="done">{t('entry.counted')}</StateBadge>
      {onReverse && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('entry.reverseOf', { label })}
          onClick={onReverse}
        >
          {t('entry.reverse')}
        </Button>
      )}
    </Group>
  );
}

/** What an export says of it. */
export function tellState({ reverses, reversedBy }: EntryStateProps['entry']): string {
  if (reverses !== null) return words.now('entry.reversal');
  return words.now(reversedBy !== null ? 'entry.reversed' : 'entry.counted');
}
