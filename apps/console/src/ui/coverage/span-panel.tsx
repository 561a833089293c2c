import { Anchor, Divider, Drawer, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schema } from '../../api/api';
import { useLanguage, writeDay } from '../../i18n/format';
import { Amount } from '../amount';
import { Loaded } from '../loaded';
import { StateBadge, type Tone } from '../state-badge';
import type { Opened } from './picture/coverage-picture';
import { dayNumber, dayOf } from './picture/days';
import type { CoverageState, Row, Span } from './picture/rows';
import { sayCount, sayDays } from './picture/say-place';
import { pictureTexts, spanTexts } from './texts';
import { useLineCoverage, type Whose } from './use-coverage';

/** What a state asks of the person who reads it. */
export const TONES: Readonly<Record<CoverageState, Tone>> = {
  billed: 'done',
  billedElsewhere: 'done',
  held: 'held',
  unbilled: 'failed',
  credited: 'neutral',
  paused: 'neutral',
  notYetDue: 'waiting',
};

/** Days of a line, as the server says them. */
export interface DaysOfLine {
  readonly segment: Schema<'CoverageSegmentView'>;
  readonly coverage: Schema<'LineCoverageView'>;
}

/** Where the picture stands: whose lines it shows, where its links lead, and what can be done there. */
export interface Surroundings {
  readonly whose: Whose;
  readonly contractAt: (id: number) => string;
  readonly invoiceAt: (id: number) => string;
  /** Absent where clients have no page. */
  readonly clientAt?: (id: number) => string;
  readonly whatToDo?: (days: DaysOfLine) => ReactNode;
}

interface SpanPanelProps {
  readonly surroundings: Surroundings;
  /** Null while closed. */
  readonly opened: Opened | null;
  readonly onClose: () => void;
}

/** The days that were opened: how they stand, by which document, and what can be done about them. */
export function SpanPanel({ surroundings, opened, onClose }: SpanPanelProps) {
  const t = spanTexts.use();
  return (
    <Drawer
      opened={opened !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={<Text fw={600}>{t('title')}</Text>}
      overlayProps={{ backgroundOpacity: 0.15 }}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Within a dialogue it is no banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {opened && (
        <Stack gap="sm">
          <Facts row={opened.row} surroundings={surroundings} />
          {opened.span ? (
            <SpanDetails row={opened.row} span={opened.span} surroundings={surroundings} />
          ) : (
            <Text size="sm">{t('nothing')}</Text>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

interface FactsProps {
  readonly row: Row;
  readonly surroundings: Surroundings;
}

function Facts({ row: { line, contract, client }, surroundings: { contractAt, clientAt } }: FactsProps) {
  const t = spanTexts.use();
  return (
    <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '4px 16px' }}>
      <Fact name={t('line')}>
        {line.label} ({line.code})
      </Fact>
      <Fact name={t('contract')}>
        <Anchor component={Link} to={contractAt(contract.id)} size="sm">
          {contract.code}
        </Anchor>
      </Fact>
      <Fact name={t('client')}>
        {clientAt ? (
          <Anchor component={Link} to={clientAt(client.id)} size="sm">
            {client.name}
          </Anchor>
        ) : (
          client.name
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </>
  );
}

interface SpanDetailsProps extends FactsProps {
  readonly span: Span;
}

/** As the server says it now: an excuse written meanwhile shows at once. */
function SpanDetails({ row, span, surroundings }: SpanDetailsProps) {
  const days = { from: dayOf(span.from), to: dayOf(span.to) };
  const query = useLineCoverage(surroundings.whose, row.line.id, days);
  return (
    <Loaded query={query}>
      {(coverage) =>
        coverage.segments.map((segment) => (
          <Stack key={segment.from} gap="xs">
            <Divider />
            <SegmentDetails segment={segment} coverage={coverage} surroundings={surroundings} />
          </Stack>
        ))
      }
    </Loaded>
  );
}

function SegmentDetails({
  segment,
  coverage,
  surroundings,
}: DaysOfLine & { readonly surroundings: Surroundings }) {
  const t = spanTexts.use();
  const name = pictureTexts.use();
  const days = { from: dayNumber(segment.from), to: dayNumber(segment.to) };
  const carriers = coverage.carriers.filter(({ from, to }) => from < segment.to && segment.from < to);
  const nameOf = (code: string) => coverage.issuers.find((each) => each.code === code)?.name ?? code;
  const document = coverage.documents.find(({ id }) => id === segment.invoice);
  return (
    <>
      <Group gap="xs">
        <StateBadge tone={TONES[segment.state]}>{name(`states.${segment.state}`)}</StateBadge>
        <Text size="sm" fw={600}>
          {sayDays(days)} ({sayCount(days)})
        </Text>
      </Group>
      <Text size="sm">
        {t('carrier')}{' '}
        {carriers.length > 0
          ? [...new Set(carriers.map(({ issuer }) => nameOf(issuer)))].join(', ')
          : t('nobody')}
      </Text>
      {document && <DocumentFacts document={document} at={surroundings.invoiceAt(document.id)} />}
      <Meaning state={segment.state} isCredited={segment.invoice !== null} />
      {surroundings.whatToDo?.({ segment, coverage })}
    </>
  );
}

interface DocumentFactsProps {
  readonly document: Schema<'CoveringDocumentView'>;
  readonly at: string;
}

function DocumentFacts({ document: { number, type, issuedOn, issuer, net, days }, at }: DocumentFactsProps) {
  const t = spanTexts.use();
  const language = useLanguage();
  return (
    <div>
      <Anchor component={Link} to={at} size="sm" fw={600}>
        {t(type === 'creditNote' ? 'creditNote' : 'invoice', { number })}
      </Anchor>
      <Text size="sm">{t('issued', { day: writeDay(issuedOn, language), issuer: issuer.name })}</Text>
      <Text size="sm">
        {t('net')} <Amount of={net} /> (
        {days.map(({ from, to }) => sayDays({ from: dayNumber(from), to: dayNumber(to ?? from) })).join(', ')}
        )
      </Text>
    </div>
  );
}

const MEANINGS = {
  billed: null,
  billedElsewhere: 'billedElsewhere',
  held: 'heldMeans',
  unbilled: 'unbilledMeans',
  credited: 'creditedMeans',
  paused: 'pausedMeans',
  notYetDue: 'notYetDueMeans',
} as const;

function Meaning({ state, isCredited }: { readonly state: CoverageState; readonly isCredited: boolean }) {
  const t = spanTexts.use();
  const meaning = state === 'unbilled' && isCredited ? 'creditedAgain' : MEANINGS[state];
  return meaning && <Text size="sm">{t(meaning)}</Text>;
}
