import { Card, Text, Title } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { useLanguage, writeDay } from '../../../i18n/format';
import { useRules } from './rule-names';
import { words } from './texts';
import { scaleOf, type Span } from './timeline-scale';
import classes from './timeline.module.css';

/** Statuses, membership, category and college of a person on one axis of days. */
export function Timeline({ person }: { readonly person: Schema<'OnePersonView'> }) {
  const t = words.use();
  const language = useLanguage();
  const { standing, categoryName, collegeName } = useRules();
  const spans = (placed: readonly Schema<'PlacementView'>[], nameOf: (code: string) => string): Span[] =>
    placed.map(({ code, period }) => ({ label: nameOf(code), ...period }));
  const rows: readonly (readonly [string, readonly Span[]])[] = [
    [
      t('status'),
      person.statuses
        .filter(({ withdrawnReason }) => withdrawnReason === null)
        .map(({ status, period }) => ({ label: t(`workStatuses.${status}`), ...period })),
    ],
    [
      t('one.membership'),
      [
        ...person.mistakenAdmissions.map(({ number, period }) => ({
          label: `${t('number')} ${number} · ${t('one.admissionTaken')}`,
          ...period,
          isTakenBack: true,
        })),
        ...person.associates.map(({ number, period }) => ({ label: `${t('number')} ${number}`, ...period })),
      ],
    ],
    [t('category'), person.associates.flatMap(({ categories }) => spans(categories, categoryName))],
    [t('college'), person.associates.flatMap(({ colleges }) => spans(colleges, collegeName))],
  ];
  const today = standing.data?.on;
  const scale =
    today === undefined
      ? null
      : scaleOf(
          rows.flatMap(([, each]) => each),
          today,
        );
  if (!scale || today === undefined) return null;
  return (
    <Card withBorder padding="md" component="section" aria-label={t('one.timeline')}>
      <Title order={2}>{t('one.timeline')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('one.timelineLead', {
          from: writeDay(scale.from, language),
          to: writeDay(scale.last, language),
        })}
      </Text>
      <div className={classes.frame} aria-hidden>
        {rows
          .filter(([, each]) => each.length > 0)
          .map(([name, each]) => (
            <div key={name} className={classes.row}>
              <span className={classes.name}>{name}</span>
              <div className={classes.track}>
                {each.map(({ label, from, to, isTakenBack }) => (
                  <span
                    key={label + from}
                    className={classes.span}
                    data-open={to === null || undefined}
                    data-taken-back={isTakenBack}
                    style={{
                      left: `${scale.placeOf(from)}%`,
                      width: `${scale.placeOf(to) - scale.placeOf(from)}%`,
                    }}
                    title={label}
                  >
                    {label}
                  </span>
                ))}
              </div>
            </div>
          ))}
        <div className={classes.row}>
          <span />
          <div className={classes.axis}>
            {scale.years
              .filter((year) => scale.placeOf(year) < 95)
              .map((year) => (
                <span key={year} style={{ left: `${scale.placeOf(year)}%` }}>
                  {year.slice(0, 4)}
                </span>
              ))}
            <i style={{ left: `${scale.placeOf(today)}%` }} />
          </div>
        </div>
      </div>
    </Card>
  );
}
