import { Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../../../api/api';
import { type Period, useLanguage, writeDay, writePeriod } from '../../../../i18n/format';
import { pictureTexts } from '../../../../ui/coverage/texts';
import { words } from '../texts';
import classes from './coverage-picture.module.css';
import { placesOf } from './segment-places';

type Effect = Schema<'CreditEffectView'>;
type Segment = Effect['after'][number];

/** One contract line before and after a credit note, in the patterns of the coverage. */
export function CoveragePicture({ effect }: { readonly effect: Effect }) {
  const t = words.use();
  const state = pictureTexts.use();
  const language = useLanguage();
  const { window } = effect;
  const said = [...new Set([...effect.before, ...effect.after].map(({ state }) => state))];
  return (
    <Stack gap={4}>
      <Band label={t('credit.before')} segments={effect.before} within={window} />
      <Band label={t('credit.after')} segments={effect.after} within={window} />
      <Group justify="space-between" className={classes.ends} aria-hidden>
        <span>{writeDay(window.from, language)}</span>
        <span>{window.to && writeDay(window.to, language)}</span>
      </Group>
      <Group gap="md" aria-hidden>
        {said.map((each) => (
          <Group key={each} gap={6}>
            <span className={classes.key} data-state={each} />
            <Text size="xs">{state(`states.${each}`)}</Text>
          </Group>
        ))}
      </Group>
    </Stack>
  );
}

interface BandProps {
  readonly label: string;
  readonly segments: readonly Segment[];
  readonly within: Period;
}

function Band({ label, segments, within }: BandProps) {
  const t = words.use();
  const state = pictureTexts.use();
  const language = useLanguage();
  const inWords = segments
    .map((segment) => `${state(`states.${segment.state}`)} ${writePeriod(segment, language)}`)
    .join(', ');
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="xs" className={classes.label} aria-hidden>
        {label}
      </Text>
      <div
        className={classes.band}
        role="img"
        aria-label={t('credit.picture', { when: label, segments: inWords || t('credit.nothingAgreed') })}
      >
        {placesOf(segments, within).map(({ state: of, from, start, width }) => (
          <span
            key={from}
            className={classes.segment}
            data-state={of}
            style={{ left: `${start}%`, width: `${width}%` }}
          />
        ))}
      </div>
    </Group>
  );
}
