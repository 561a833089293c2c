import { Group, Skeleton, Stack } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { today as civilToday } from '../../api/today';
import { ProblemNotice } from '../problem-notice';
import { CoveragePicture, type Opened, type PictureHandle } from './picture/coverage-picture';
import { Legend } from './picture/legend';
import { windowAround, type ZoomName } from './picture/time-scale';
import { ZoomControls } from './picture/zoom-controls';
import { SpanPanel, type Surroundings } from './span-panel';
import { pictureTexts } from './texts';
import { useCoverage } from './use-coverage';

interface CoverageStripProps {
  /** The contract whose lines are shown; all that the account may see where it is not said. */
  readonly contract?: number;
  /** Read aloud: « Couverture du contrat NUAGE ». */
  readonly label: string;
  readonly surroundings: Surroundings;
}

/** The picture of one contract, for its page: the same shapes, keys and panel as the whole one. */
export function CoverageStrip({ contract, label, surroundings }: CoverageStripProps) {
  const t = pictureTexts.use();
  const [zoom, setZoom] = useState<ZoomName>('year');
  const [opened, setOpened] = useState<Opened | null>(null);
  const picture = useRef<PictureHandle>(null);
  const today = civilToday();
  const window = windowAround(today, zoom);
  const coverage = useCoverage({ whose: surroundings.whose, contract, ...window });
  const codes = useMemo(() => coverage.issuers.map(({ code }) => code), [coverage.issuers]);
  const { total, error } = coverage;
  if (error !== null && total === undefined) {
    return <ProblemNotice error={error} onRetry={coverage.retry} />;
  }
  if (total === undefined) return <Skeleton height={190} radius="md" animate={false} />;
  if (total === 0) return t('empty');
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <ZoomControls zoom={zoom} onZoom={setZoom} onToday={() => picture.current?.showToday()} />
      </Group>
      <CoveragePicture
        ref={picture}
        label={label}
        rows={coverage.rows}
        total={total}
        window={window}
        today={today}
        issuers={codes}
        zoom={zoom}
        onZoom={setZoom}
        onOpen={setOpened}
        maxHeight="480px"
      />
      <Legend issuers={coverage.issuers} />
      <SpanPanel surroundings={surroundings} opened={opened} onClose={() => setOpened(null)} />
    </Stack>
  );
}
