import { ActionIcon, Button, Group, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import {
  IconCalendarStats,
  IconChevronLeft,
  IconChevronRight,
  IconFilterOff,
  IconTable,
} from '@tabler/icons-react';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { type Day, useLanguage, writeNumber, writePeriod } from '../../i18n/format';
import { EmptyState } from '../empty-state';
import { Page } from '../page';
import { ProblemNotice } from '../problem-notice';
import { CoverageTable } from './coverage-table';
import { Filters } from './filters';
import { CoveragePicture, type Opened, type PictureHandle } from './picture/coverage-picture';
import { Legend } from './picture/legend';
import { ZoomControls } from './picture/zoom-controls';
import { SpanPanel, type Surroundings } from './span-panel';
import { pageTexts } from './texts';
import { type Coverage, useCoverage } from './use-coverage';
import { useQuestion } from './use-question';

/** The height that is left by what stands above the picture; never so little that nothing could be read. */
const HEIGHT = 'max(360px, calc(100dvh - 432px))';

interface CoveragePageProps {
  readonly title: string;
  readonly lead: string;
  readonly surroundings: Surroundings;
  /** Where there is no line at all, filters apart. */
  readonly empty: ReactNode;
}

/** Which days are billed, line by line, as a picture or as a table. */
export function CoveragePage({ title, lead, surroundings, empty }: CoveragePageProps) {
  const t = pageTexts.use();
  const asked = useQuestion(surroundings.whose);
  const coverage = useCoverage(asked.question);
  const { isTable } = asked;
  return (
    <Page
      title={title}
      lead={lead}
      actions={
        <Button
          variant="default"
          onClick={() => asked.showTable(!isTable)}
          leftSection={
            isTable ? <IconCalendarStats size={18} aria-hidden /> : <IconTable size={18} aria-hidden />
          }
        >
          {t(isTable ? 'seePicture' : 'seeTable')}
        </Button>
      }
    >
      <Stack gap="sm">
        <Filters asked={asked} coverage={coverage} />
        {coverage.error !== null && <ProblemNotice error={coverage.error} onRetry={coverage.retry} />}
        {coverage.total === 0 ? (
          asked.isFiltered ? (
            <NothingFound onClear={asked.clearFilters} />
          ) : (
            empty
          )
        ) : isTable ? (
          <CoverageTable surroundings={surroundings} coverage={coverage} state={asked.question.state} />
        ) : (
          <Timeline title={title} asked={asked} coverage={coverage} surroundings={surroundings} />
        )}
      </Stack>
    </Page>
  );
}

interface TimelineProps {
  readonly asked: ReturnType<typeof useQuestion>;
  readonly coverage: Coverage;
  readonly surroundings: Surroundings;
  readonly title: string;
}

function Timeline({ title, asked, coverage, surroundings }: TimelineProps) {
  const t = pageTexts.use();
  const [opened, setOpened] = useState<Opened | null>(null);
  const picture = useRef<PictureHandle>(null);
  const codes = useMemo(() => coverage.issuers.map(({ code }) => code), [coverage.issuers]);
  const { isShifted } = asked;
  const sight = useRef<(days: Days) => void>(null);
  // Today is shown once its years are those that are read.
  const isTodayAwaited = useRef(false);
  useEffect(() => {
    if (isTodayAwaited.current && !isShifted) picture.current?.showToday();
    isTodayAwaited.current = false;
  }, [isShifted]);
  const showToday = () => {
    isTodayAwaited.current = isShifted;
    if (isShifted) asked.backToToday();
    else picture.current?.showToday();
  };
  const step = (direction: -1 | 1) => {
    if (picture.current?.step(direction) === false) asked.readOn(direction);
  };
  const { total } = coverage;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <ZoomControls zoom={asked.zoom} onZoom={asked.setZoom} onToday={showToday} />
        <Group gap="xs" ml="auto">
          <Text size="sm" c="dimmed" data-testid="coverage-read" data-print="hide">
            {total !== undefined &&
              t('reading', {
                count: total,
                read: writeNumber(coverage.rows.length),
                total: writeNumber(total),
              })}
          </Text>
          <InSight ref={sight} read={asked.window} onStep={step} />
        </Group>
      </Group>
      {total === undefined ? (
        <Skeleton height={HEIGHT} radius="md" animate={false} />
      ) : (
        <CoveragePicture
          ref={picture}
          label={title}
          rows={coverage.rows}
          total={total}
          window={asked.window}
          today={asked.today}
          issuers={codes}
          zoom={asked.zoom}
          onZoom={asked.setZoom}
          onOpen={setOpened}
          onSight={(days) => sight.current?.(days)}
          maxHeight={HEIGHT}
        />
      )}
      <Legend issuers={coverage.issuers} />
      <SpanPanel surroundings={surroundings} opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

interface Days {
  readonly from: Day;
  readonly to: Day;
}

interface InSightProps {
  /** Told the days, so that scrolling draws nothing anew but their names. */
  readonly ref: Ref<(days: Days) => void>;
  /** As long as those in sight, whose room they keep until these are known. */
  readonly read: Days;
  readonly onStep: (direction: -1 | 1) => void;
}

/** The days that are in sight, and those before and after them. */
function InSight({ ref, read, onStep }: InSightProps) {
  const t = pageTexts.use();
  const language = useLanguage();
  const [days, setDays] = useState<Days | null>(null);
  useImperativeHandle(ref, () => setDays, []);
  return (
    <Group gap={4} wrap="nowrap" data-print="hide">
      <Shift label={t('earlier')} onClick={() => onStep(-1)}>
        <IconChevronLeft size={16} aria-hidden />
      </Shift>
      <Text
        size="sm"
        c="dimmed"
        className="nowrap"
        data-testid="coverage-sight"
        style={{ fontVariantNumeric: 'tabular-nums', visibility: days ? undefined : 'hidden' }}
      >
        {writePeriod(days ?? read, language)}
      </Text>
      <Shift label={t('later')} onClick={() => onStep(1)}>
        <IconChevronRight size={16} aria-hidden />
      </Shift>
    </Group>
  );
}

interface ShiftProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Shift({ label, onClick, children }: ShiftProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  const t = pageTexts.use();
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('none')}
      action={<Button onClick={onClear}>{t('clearAll')}</Button>}
    >
      {t('noneDetail')}
    </EmptyState>
  );
}
