import { useElementSize } from '@mantine/hooks';
import { useId } from 'react';
import type { Schema } from '../../../api/api';
import { addDays, useLanguage, writeDay, writePeriod } from '../../../i18n/format';
import classes from './agreement-picture.module.css';
import { placeOf, seen, ticksOf, type Window, windowOf } from './picture-scale';
import { isPaused, sayPrice } from './say-terms';
import { words } from './texts';

type Contract = Schema<'OneContractView'>;

const TOP = 22;
const ROW = 34;
const BAND = 24;
const FOOT = 14;
const FIRST_WIDTH = 900;
/** Room that a letter takes, to know whether words fit into a band. */
const LETTER = 6.6;

interface Band {
  readonly key: string;
  readonly days: { readonly from: string; readonly to: string | null };
  readonly words: string;
  readonly look: string;
}

interface BandRow {
  readonly name: string;
  readonly bands: readonly Band[];
}

function rowsOf({ carriage, carriers, lines }: Contract, language: 'fr' | 'en'): BandRow[] {
  const t = words.now;
  const looks = [classes.carrierOne, classes.carrierTwo, classes.carrierThree];
  const carried = carriage.map(({ issuer, period }) => {
    const index = carriers.findIndex(({ id }) => id === issuer);
    const { code = '', outside = false } = carriers[index] ?? {};
    return {
      key: period.from,
      days: period,
      words: code,
      look: outside ? classes.outside! : looks[index % looks.length]!,
    };
  });
  return [
    { name: t('carrier'), bands: carried },
    ...lines.map((line) => ({
      name: line.label,
      bands: line.terms.map((term) => {
        const paused = isPaused(line.kind, term);
        const isRate = line.kind === 'time' && term.months > 0;
        return {
          key: term.period.from,
          days: term.period,
          words: paused ? t('one.pausedDays') : sayPrice(line.kind, term, language),
          look: paused ? classes.paused! : isRate ? classes.rate! : classes.term!,
        };
      }),
    })),
  ];
}

/** Who carries a contract and what is agreed of its lines, day by day; the same facts as a table for who cannot see it. */
export function AgreementPicture({ contract }: { readonly contract: Contract }) {
  const t = words.use();
  const language = useLanguage();
  const { ref, width: measured } = useElementSize();
  const width = measured || FIRST_WIDTH;
  const stripes = useId();
  const rows = rowsOf(contract, language);
  const window = windowOf(
    contract.carriage.map(({ period }) => period),
    contract.lines.flatMap(({ terms }) => terms.map(({ period }) => period)),
    contract.asOf,
  );
  const height = TOP + rows.length * (ROW + 16) + FOOT;
  const days = {
    from: writeDay(window.from, language),
    to: writeDay(addDays(window.to, -1), language),
  };
  const today = placeOf(contract.asOf, window, width);
  return (
    <figure className={classes.figure} aria-label={t('one.pictureTitle')}>
      <div ref={ref} style={{ minHeight: height }}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={t('one.pictureAlt', days)}
          className={classes.picture}
        >
          <defs>
            <pattern
              id={stripes}
              width="7"
              height="7"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="7" height="7" className={classes.stripesGround} />
              <rect width="2.5" height="7" className={classes.stripes} />
            </pattern>
          </defs>
          <Axis window={window} width={width} height={height} />
          {rows.map((row, index) => (
            <g key={`${row.name}${index}`} transform={`translate(0 ${TOP + index * (ROW + 16)})`}>
              <text y={12} className={classes.rowName}>
                {row.name}
              </text>
              {row.bands.map((band) => (
                <BandOf key={band.key} band={band} window={window} width={width} stripes={stripes} />
              ))}
            </g>
          ))}
          <line x1={today} x2={today} y1={14} y2={height} className={classes.today} />
          <text
            x={today}
            y={11}
            textAnchor={today > width - 80 ? 'end' : 'middle'}
            className={classes.todayName}
          >
            {t('one.today')}
          </text>
        </svg>
      </div>
      <table className="visually-hidden">
        <caption>{t('one.pictureTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('one.what')}</th>
            <th scope="col">{t('one.days')}</th>
            <th scope="col">{t('one.conditions')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row, index) =>
            row.bands.map((band) => (
              <tr key={`${index}${band.key}`}>
                <th scope="row">{row.name}</th>
                <td>{writePeriod(band.days, language)}</td>
                <td>{band.words}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </figure>
  );
}

interface BandProps {
  readonly band: Band;
  readonly window: Window;
  readonly width: number;
  readonly stripes: string;
}

function BandOf({ band, window, width, stripes }: BandProps) {
  const language = useLanguage();
  const part = seen(band.days, window);
  if (!part) return null;
  const [x, end] = [placeOf(part.from, window, width), placeOf(part.to, window, width)];
  const room = Math.max(2, end - x - 1);
  const isStriped = band.look === classes.paused;
  // What goes on beyond the picture has no edge there.
  const tip = part.goesOn ? 0 : 4;
  return (
    <g transform={`translate(${x} 18)`}>
      <title>{`${writePeriod(band.days, language)} : ${band.words}`}</title>
      <path
        d={`M4 0 H${room - tip} q${tip} 0 ${tip} ${tip} V${BAND - tip} q0 ${tip} ${-tip} ${tip} H4 q-4 0 -4 -4 V4 q0 -4 4 -4 z`}
        className={band.look}
        style={isStriped ? { fill: `url(#${stripes})` } : undefined}
      />
      {room > band.words.length * LETTER + 12 && (
        <text x={8} y={16} className={classes.bandWords}>
          {band.words}
        </text>
      )}
    </g>
  );
}

function shortMonth(day: string, language: 'fr' | 'en'): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language, { month: 'short', timeZone: 'UTC' });
}

function Axis({
  window,
  width,
  height,
}: {
  readonly window: Window;
  readonly width: number;
  readonly height: number;
}) {
  const language = useLanguage();
  return ticksOf(window, width).map(({ day, unit }) => {
    const x = placeOf(day, window, width);
    const name = unit === 'year' ? day.slice(0, 4) : shortMonth(day, language);
    return (
      <g key={day}>
        <line x1={x} x2={x} y1={14} y2={height} className={unit === 'year' ? classes.year : classes.tick} />
        {x < width - 30 && (
          <text
            x={x + 3}
            y={height - 2}
            className={classes.tickName}
            fontWeight={unit === 'year' ? 600 : 400}
          >
            {name}
          </text>
        )}
      </g>
    );
  });
}
