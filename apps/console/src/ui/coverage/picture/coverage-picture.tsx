import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Ref } from 'react';
import { type Day, useLanguage, writeDay } from '../../../i18n/format';
import { pictureTexts } from '../texts';
import classes from './coverage-picture.module.css';
import { dayNumber, dayOf } from './days';
import { AXIS_HEIGHT, type Place, ROW_HEIGHT } from './geometry';
import { MOST_ROWS_PRINTED, printPicture } from './print-picture';
import type { Row, Span } from './rows';
import { sayPlace, tickWriter } from './say-place';
import { type Shown, Stage } from './stage';
import { nextZoom, type ZoomName } from './time-scale';

/** What a person opened: a span, or a line where nothing is true of its days. */
export interface Opened {
  readonly row: Row;
  readonly span: Span | null;
}

export interface PictureHandle {
  showToday(): void;
  /** Earlier (-1) or later (1) by what is in sight; false where other years are to be read for that. */
  step(direction: -1 | 1): boolean;
}

export interface CoveragePictureProps {
  readonly ref?: Ref<PictureHandle>;
  /** What the lines are, read aloud. */
  readonly label: string;
  /** In order; those not read yet are absent. */
  readonly rows: readonly (Row | undefined)[];
  readonly total: number;
  readonly window: { readonly from: Day; readonly to: Day };
  readonly today: Day;
  /** Codes of the issuers, in the order of the legend. */
  readonly issuers: readonly string[];
  readonly zoom: ZoomName;
  readonly onZoom: (zoom: ZoomName) => void;
  readonly onOpen: (opened: Opened) => void;
  /** Which days are in sight, told when they change. */
  readonly onSight?: (days: { readonly from: Day; readonly to: Day }) => void;
  /** CSS; the picture is lower when its lines are. */
  readonly maxHeight: string;
}

/** Room for the bar that scrolls sideways. */
const SCROLL_BAR = 17;

/** Lines × time on one canvas: scrolled by hand, wheel or keys; what is pointed at is said in words above it. */
export function CoveragePicture(props: CoveragePictureProps) {
  const { label, rows, total, maxHeight, today } = props;
  const t = pictureTexts.use();
  const help = useId();
  const [place, setPlace] = useState<Place | null>(null);
  const shown = useShown(props);
  const { elements, stage } = useStage(shown, props, setPlace);
  const paper = usePaper(shown, stage);
  useImperativeHandle(
    props.ref,
    () => ({
      showToday: () => stage.current?.showToday(),
      step: (direction) => stage.current?.step(direction) ?? true,
    }),
    [stage],
  );
  const said = place && place.row < total ? sayPlace(rows, place) : null;
  return (
    <div className={classes.frame}>
      <div className={classes.readout} role="status" data-testid="coverage-readout">
        {said ?? <span style={{ color: 'var(--mantine-color-dimmed)' }}>{t('hint')}</span>}
      </div>
      <div
        ref={elements.scroller}
        className={classes.scroll}
        style={{ height: `min(${maxHeight}, ${AXIS_HEIGHT + total * ROW_HEIGHT + SCROLL_BAR}px)` }}
        role="application"
        tabIndex={0}
        aria-roledescription={t('kind')}
        aria-label={`${label}, ${t('lines', { count: total })}`}
        aria-describedby={help}
      >
        <div ref={elements.spacer}>
          <canvas ref={elements.canvas} className={classes.canvas} aria-hidden />
        </div>
      </div>
      <p id={help} className="visually-hidden">
        {t('help')}
      </p>
      <div className={classes.paper}>
        <p>
          {total > MOST_ROWS_PRINTED
            ? t('printed', { day: writeDay(today), count: MOST_ROWS_PRINTED })
            : t('printedAll', { day: writeDay(today) })}
        </p>
        <div ref={paper} />
      </div>
    </div>
  );
}

function useShown({ rows, total, window, today, issuers, zoom }: CoveragePictureProps): Shown {
  const t = pictureTexts.use();
  const language = useLanguage();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { from, to } = window;
  return useMemo(
    () => ({
      ...{ rows, total, issuers, zoom, scheme },
      origin: dayNumber(from),
      end: dayNumber(to),
      today: dayNumber(today),
      todayLabel: t('today'),
      labelOf: tickWriter(),
    }),
    [rows, total, from, to, today, issuers, zoom, scheme, language],
  );
}

function useStage(shown: Shown, props: CoveragePictureProps, onPlace: (place: Place | null) => void) {
  const scroller = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage>(null);
  const latest = useRef(props);
  latest.current = props;
  useLayoutEffect(() => {
    const elements = { scroller: scroller.current!, spacer: spacer.current!, canvas: canvas.current! };
    const made = new Stage(elements, shown, {
      onPlace,
      onZoom: (step) => latest.current.onZoom(nextZoom(latest.current.zoom, step)),
      onSight: ({ from, to }) => latest.current.onSight?.({ from: dayOf(from), to: dayOf(to) }),
      onOpen: ({ row, span }) => {
        const line = latest.current.rows[row];
        if (line) latest.current.onOpen({ row: line, span: line.spans[span] ?? null });
      },
    });
    stage.current = made;
    return () => made.close();
    // One stage for the life of the component; what it shows is handed on below.
  }, []);
  useLayoutEffect(() => stage.current?.show(shown), [shown]);
  return { elements: { scroller, spacer, canvas }, stage };
}

/** The lines as images of a page, made when the page is printed. */
function usePaper(shown: Shown, stage: { readonly current: Stage | null }) {
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const draw = () => {
      if (paper.current && stage.current) printPicture(paper.current, shown, stage.current.view());
    };
    const clear = () => paper.current?.replaceChildren();
    window.addEventListener('beforeprint', draw);
    window.addEventListener('afterprint', clear);
    return () => {
      window.removeEventListener('beforeprint', draw);
      window.removeEventListener('afterprint', clear);
    };
  }, [shown, stage]);
  return paper;
}
