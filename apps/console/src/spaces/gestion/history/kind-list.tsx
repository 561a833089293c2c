import { Group, NavLink, Stack, Text } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { useLanguage, writeAmount, writeNumber } from '../../../i18n/format';
import type { Schema } from '../../../api/api';
import { type FindingKind, KIND_ICONS, KINDS } from './kinds';
import { words } from './texts';

interface KindListProps {
  readonly kinds: readonly Schema<'KindOfFindingsView'>[];
  readonly current: FindingKind | null;
}

/** Counts and amounts by kind; each is a link that shows its findings alone. */
export function KindList({ kinds, current }: KindListProps) {
  const t = words.use();
  const language = useLanguage();
  const [params] = useSearchParams();
  const linkTo = (kind: FindingKind | null) => {
    const next = new URLSearchParams(params);
    next.delete('page');
    if (kind) next.set('nature', kind);
    else next.delete('nature');
    return `?${next.toString()}`;
  };
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <Stack component="nav" gap={2} aria-label={t('kindsLabel')}>
      <NavLink
        component={Link}
        to={linkTo(null)}
        active={current === null}
        aria-current={current === null ? 'true' : undefined}
        label={t('all')}
        description={t('count', { count: total })}
        leftSection={<IconListDetails size={20} stroke={1.6} aria-hidden />}
      />
      {KINDS.map((kind) => {
        const found = kinds.find((each) => each.kind === kind);
        const { count = 0, amount = '0.00', decided = 0 } = found ?? {};
        const Icon = KIND_ICONS[kind];
        return (
          <NavLink
            key={kind}
            component={Link}
            to={linkTo(kind)}
            active={current === kind}
            aria-current={current === kind ? 'true' : undefined}
            leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
            label={
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <span>{t(`kinds.${kind}`)}</span>
                <Text component="span" fw={600} size="sm">
                  {writeNumber(count, language)}
                </Text>
              </Group>
            }
            description={
              <Group component="span" justify="space-between" wrap="nowrap" gap="xs">
                <span>{decided > 0 ? t('decidedOf', { decided, count }) : '\u00a0'}</span>
                <span className="nowrap">
                  {kind.startsWith('number') || count === 0 ? '' : writeAmount(amount, language)}
                </span>
              </Group>
            }
          />
        );
      })}
    </Stack>
  );
}
