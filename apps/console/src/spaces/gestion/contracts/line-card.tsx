import { ActionIcon, Anchor, Badge, Card, Group, Menu, Table, Text, Title } from '@mantine/core';
import {
  IconClockPlus,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSquareX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schema } from '../../../api/api';
import { useLanguage, writeBasisPoints } from '../../../i18n/format';
import { StateBadge } from '../../../ui/state-badge';
import { PeriodText } from '../../../ui/when';
import type { AmendmentKind } from './amendment-form';
import classes from './line-card.module.css';
import { isPaused, sayPrice, sayQuantity } from './say-terms';
import { words } from './texts';

type Line = Schema<'LineView'>;
type Term = Schema<'TermView'>;

interface LineCardProps {
  readonly line: Line;
  readonly today: string;
  readonly mayWrite: boolean;
  readonly onAct: (kind: AmendmentKind) => void;
}

/** A line with its terms, and what can be done with it. */
export function LineCard({ line, today, mayWrite, onAct }: LineCardProps) {
  const t = words.use();
  const [whole, setWhole] = useState(false);
  const past = whole ? 0 : pastToFold(line.terms, today);
  const terms = line.terms.slice(past);
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <Group gap="xs">
          <Title order={3} size="h4">
            {line.label}
          </Title>
          <Badge variant="default" tt="none" fw={500}>
            {t(`kinds.${line.kind}`)}
          </Badge>
          <Text size="sm" c="dimmed">
            {`${line.service} · `}
            <Text span ff="monospace" size="sm">
              {line.code}
            </Text>
          </Text>
        </Group>
        <Group gap="sm" wrap="nowrap">
          <Anchor component={Link} to={`/gestion/couverture?ligne=${line.id}`} size="sm" data-print="hide">
            {t('one.coverage')}
            <span className="visually-hidden">{`, ${line.label}`}</span>
          </Anchor>
          {mayWrite && <Acts line={line} onAct={onAct} />}
        </Group>
      </Group>
      <div
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={`${t('one.conditions')}, ${line.label}`}
      >
        <Table verticalSpacing={4} horizontalSpacing="xs" className={classes.terms}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('one.days')}</Table.Th>
              <Table.Th scope="col">{t('one.price')}</Table.Th>
              <Table.Th scope="col">{t('dialogue.billing')}</Table.Th>
              <Table.Th scope="col">{t('one.vat')}</Table.Th>
              <Table.Th scope="col">{t('state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {terms.map((term) => (
              <TermRow key={term.period.from} line={line} term={term} today={today} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {past > 0 && (
        <Anchor component="button" type="button" size="sm" mt="xs" ta="left" onClick={() => setWhole(true)}>
          {t('one.past', { count: past })}
        </Anchor>
      )}
    </Card>
  );
}

const TERMS_IN_SIGHT = 6;

/** How many of the first terms have ended and only make the list long. */
function pastToFold(terms: readonly Term[], today: string): number {
  const ended = terms.filter(({ period }) => period.to !== null && period.to <= today).length;
  return terms.length > TERMS_IN_SIGHT + 2 ? Math.min(ended, terms.length - TERMS_IN_SIGHT) : 0;
}

function TermRow({
  line,
  term,
  today,
}: {
  readonly line: Line;
  readonly term: Term;
  readonly today: string;
}) {
  const t = words.use();
  const language = useLanguage();
  const { from, to } = term.period;
  const holds = from <= today && (to === null || today < to);
  const quantity = sayQuantity(term, language);
  return (
    <Table.Tr data-now={holds || undefined}>
      <Table.Th scope="row">
        <PeriodText of={term.period} />
      </Table.Th>
      <Table.Td className="nowrap">
        {sayPrice(line.kind, term, language)}
        {quantity && (
          <Text span size="sm" c="dimmed">
            {` (${quantity})`}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="nowrap">{t(`cadence.${term.billing}`)}</Table.Td>
      <Table.Td className="nowrap">
        {term.vatCategory === 'S' ? writeBasisPoints(term.vatRateBasisPoints, language) : term.vatCategory}
      </Table.Td>
      <Table.Td>
        {isPaused(line.kind, term) ? (
          <StateBadge tone="held">{t('one.pausedDays')}</StateBadge>
        ) : (
          holds && <StateBadge tone="done">{t('one.now')}</StateBadge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const ICONS = {
  change: IconPencil,
  usage: IconClockPlus,
  pause: IconPlayerPause,
  resumption: IconPlayerPlay,
  cancellation: IconSquareX,
} as const;

/** What makes sense for a line; the API says why it refuses the rest. */
function actsOf({ kind, terms }: Line): AmendmentKind[] {
  if (kind === 'time') return ['usage', 'change', 'cancellation'];
  const resumes: AmendmentKind[] = terms.some((term) => isPaused(kind, term)) ? ['resumption'] : [];
  return ['change', 'pause', ...resumes, 'cancellation'];
}

function Acts({ line, onAct }: Pick<LineCardProps, 'line' | 'onAct'>) {
  const t = words.use();
  return (
    <Menu position="bottom-end" withArrow shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('acts.menu', { line: line.label })}
          data-print="hide"
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actsOf(line).map((kind) => {
          const Icon = ICONS[kind];
          return (
            <Menu.Item
              key={kind}
              color={kind === 'cancellation' ? 'red' : undefined}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => onAct(kind)}
            >
              {t(`acts.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
