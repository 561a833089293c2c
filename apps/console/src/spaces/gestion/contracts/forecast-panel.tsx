import { Alert, Anchor, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schema } from '../../../api/api';
import { addDays, say, useLanguage, writeDay } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { DayText, PeriodText } from '../../../ui/when';
import { forecastRows, type ForecastRow } from './forecast-rows';
import classes from './forecast-panel.module.css';
import { words } from './texts';

type Forecast = Schema<'ForecastChangeView'>;

const TONES = { blocked: 'failed', held: 'held', warning: 'attention' } as const satisfies Record<
  string,
  Tone
>;

interface ForecastPanelProps {
  readonly query: UseQueryResult<{ readonly forecast: Forecast }, unknown>;
  /** The form says enough to be asked. */
  readonly asked: boolean;
  /** What is to be filled in before. */
  readonly incomplete: string;
  /** Of its title among those of the page; 3 within a dialogue. */
  readonly order?: 2 | 3;
}

/** What an act will bill, told before it is confirmed. The room is kept, so that nothing moves when it comes. */
export function ForecastPanel({ query, asked, incomplete, order = 3 }: ForecastPanelProps) {
  const t = words.use();
  const language = useLanguage();
  const until = asked && !query.isError ? query.data?.forecast.until : undefined;
  return (
    <section className={classes.panel} aria-label={t('forecast.title')}>
      <Title order={order} size="h4" mb="xs">
        {until
          ? t('forecast.titleUntil', { day: writeDay(addDays(until, -1), language) })
          : t('forecast.title')}
      </Title>
      {!asked ? (
        <Text c="dimmed" size="sm">
          {incomplete}
        </Text>
      ) : query.isError ? (
        <ProblemNotice error={query.error} />
      ) : query.data ? (
        <div
          className={query.isPlaceholderData ? classes.stale : undefined}
          aria-busy={query.isPlaceholderData}
        >
          <ForecastFacts forecast={query.data.forecast} />
        </div>
      ) : (
        <Stack gap="sm" aria-busy>
          <Skeleton height={40} animate={false} />
          <Skeleton height={120} animate={false} />
        </Stack>
      )}
    </section>
  );
}

function ForecastFacts({ forecast }: { readonly forecast: Forecast }) {
  const t = words.use();
  const language = useLanguage();
  const rows = forecastRows(forecast);
  return (
    <Stack gap="sm">
      <Text component="p" m={0} aria-live="polite" className={classes.sentence}>
        {say(forecast.sentence, language)}
      </Text>
      {forecast.controls.length > 0 && (
        <Alert
          role="note"
          variant="light"
          color="yellow"
          title={
            <Text span fw={600} size="sm" c="var(--mantine-color-text)">
              {t('forecast.controls')}
            </Text>
          }
        >
          <Stack gap={6}>
            {forecast.controls.map(({ code, severity, sentence, line }) => (
              <Group key={`${code}${line}`} gap="xs" align="flex-start" wrap="nowrap">
                <StateBadge tone={TONES[severity]}>{t(`forecast.severity.${severity}`)}</StateBadge>
                <Text size="sm">{say(sentence, language)}</Text>
              </Group>
            ))}
          </Stack>
        </Alert>
      )}
      {rows.length === 0 ? (
        <Text size="sm">{t('forecast.none')}</Text>
      ) : (
        <ForecastTable forecast={forecast} rows={rows} />
      )}
      {rows.some(({ kind, changed }) => kind === 'credit' && changed) && (
        <Text size="sm" c="dimmed">
          {t('forecast.creditHow')}{' '}
          <Anchor component={Link} to="/gestion/ecarts" size="sm" underline="always" target="_blank">
            {t('forecast.drift')}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}

interface ForecastTableProps {
  readonly forecast: Forecast;
  readonly rows: readonly ForecastRow[];
}

function ForecastTable({ forecast, rows }: ForecastTableProps) {
  const t = words.use();
  const language = useLanguage();
  const compared = forecast.before !== null;
  const lines = new Set(rows.flatMap(({ parts }) => parts.map(({ line }) => line)));
  const issuers = new Set(rows.flatMap(({ parts }) => parts.map(({ issuer }) => issuer)));
  const until = writeDay(addDays(forecast.until, -1), language);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('forecast.table')}>
      <Table verticalSpacing={5} horizontalSpacing="xs" className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('forecast.on')}</Table.Th>
            <Table.Th scope="col">{t('forecast.what')}</Table.Th>
            {compared && (
              <Table.Th scope="col" ta="right">
                {t('forecast.before')}
              </Table.Th>
            )}
            <Table.Th scope="col" ta="right">
              {compared ? t('forecast.after') : t('forecast.net')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.kind}${row.on}${row.invoice?.id}`} data-changed={row.changed || undefined}>
              <Table.Th scope="row" className={classes.when}>
                {row.on ? <DayText of={row.on} /> : t('forecast.credit')}
                {row.kind === 'rebill' && <Text size="xs">{t('forecast.rebill')}</Text>}
                {row.invoice && (
                  <Text size="xs">
                    <Anchor
                      component={Link}
                      to={`/gestion/factures/${row.invoice.id}`}
                      size="xs"
                      target="_blank"
                    >
                      {t('forecast.creditOn', { invoice: row.invoice.number })}
                    </Anchor>
                  </Text>
                )}
              </Table.Th>
              <Table.Td>
                {row.parts.map((part) => (
                  <div key={`${part.line}${part.period.from}${part.issuer}`} className={classes.part}>
                    <PeriodText of={part.period} />
                    {lines.size > 1 && <Text span c="dimmed" size="sm">{`· ${part.line}`}</Text>}
                    {issuers.size > 1 && (
                      <Text
                        span
                        c="dimmed"
                        size="sm"
                      >{`· ${t('forecast.by', { issuer: part.issuer })}`}</Text>
                    )}
                  </div>
                ))}
              </Table.Td>
              {compared && (
                <Table.Td ta="right" className={row.changed ? classes.was : undefined}>
                  <Amount of={row.before!} />
                </Table.Td>
              )}
              <Table.Td ta="right" fw={row.changed ? 600 : undefined}>
                <Amount of={row.after} />
                {row.changed && <span className="visually-hidden"> {t('forecast.changed')}</span>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={2}>
              {t('forecast.total', { day: until })}
            </Table.Th>
            {compared && (
              <Table.Td ta="right">
                <Amount of={forecast.netBefore!} />
              </Table.Td>
            )}
            <Table.Td ta="right" fw={600}>
              <Amount of={forecast.netAfter} />
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </div>
  );
}
