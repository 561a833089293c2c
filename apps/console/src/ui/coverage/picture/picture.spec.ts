import { todayInParis } from '../../../api/today';
import { dayNumber, dayOf, firstOfMonth } from './days';
import { shorten } from './fit-text';
import { AXIS_HEIGHT, placeAt, ROW_HEIGHT, rowsInSight, scrollTo, type View, xOf } from './geometry';
import { moved, moveOf } from './move';
import { carriersOf, nearestSpan, type Row, rowsOf, type Span } from './rows';
import { nextZoom, ticksOf, unitsFor, windowAround, windowFrom } from './time-scale';

const day = dayNumber;

function row(...spans: [state: Span['state'], from: string, to: string, invoice?: number][]): Row {
  return {
    line: { id: 1, code: 'L1', label: 'Nextcloud' },
    contract: { id: 1, code: 'K1' },
    client: { id: 1, name: 'Métropole' },
    carriers: [
      { issuer: 'CAE', from: day('2025-01-01'), to: day('2026-06-01') },
      { issuer: 'COOP', from: day('2026-06-01'), to: day('2028-01-01') },
    ],
    spans: spans.map(([state, from, to, invoice = 0]) => ({ state, from: day(from), to: day(to), invoice })),
  };
}

const months = row(
  ['billed', '2026-01-01', '2026-02-01', 7],
  ['unbilled', '2026-02-01', '2026-02-02'],
  ['paused', '2026-03-01', '2026-05-01'],
);

/** 1 January 2026 stands at x = 200, each day 2 pixels wide. */
const view: View = {
  width: 1000,
  height: AXIS_HEIGHT + 10 * ROW_HEIGHT,
  gutter: 200,
  scrollX: 0,
  scrollY: 0,
  pixelsPerDay: 2,
  origin: day('2026-01-01'),
};

describe('days as numbers', () => {
  it('go there and back, over the change of the clock too', () => {
    for (const each of ['1970-01-01', '2024-02-29', '2026-03-29', '2026-10-25', '2100-12-31']) {
      expect(dayOf(dayNumber(each))).toBe(each);
    }
    expect(dayNumber('2026-03-30') - dayNumber('2026-03-29')).toBe(1);
  });

  it('know the first of a month, earlier and later', () => {
    expect(firstOfMonth('2026-11-22')).toBe('2026-11-01');
    expect(firstOfMonth('2026-01-31', 1)).toBe('2026-02-01');
    expect(firstOfMonth('2026-01-31', -13)).toBe('2024-12-01');
  });

  it('call today what Paris calls it', () => {
    expect(todayInParis(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(todayInParis(new Date('2026-12-31T22:30:00Z'))).toBe('2026-12-31');
  });
});

describe('the scale of time', () => {
  it('goes from a month to five years and stays there', () => {
    expect(nextZoom('month', -1)).toBe('month');
    expect(nextZoom('month', 1)).toBe('quarter');
    expect(nextZoom('fiveYears', 1)).toBe('fiveYears');
  });

  it('reads 36 months around today, 60 where five years are shown', () => {
    expect(windowAround('2026-11-22', 'year')).toEqual({ from: '2024-05-01', to: '2027-05-01' });
    expect(windowAround('2026-11-22', 'fiveYears')).toEqual({ from: '2022-11-01', to: '2027-11-01' });
    expect(windowFrom('2023-05-01', 'month')).toEqual({ from: '2023-05-01', to: '2026-05-01' });
  });

  it.each([
    [30, 'day', 'month'],
    [8, 'week', 'month'],
    [3, 'month', 'year'],
    [0.8, 'monthLetter', 'year'],
    [0.3, 'quarter', 'year'],
    [0.1, 'year', 'year'],
  ])('with %d pixels a day, is marked by %s under %s', (pixels, minor, major) => {
    expect(unitsFor(pixels)).toEqual({ minor, major });
  });

  it('marks the unit that is already begun, then each within', () => {
    const ticks = (unit: Parameters<typeof ticksOf>[0], from: string, to: string) =>
      ticksOf(unit, day(from), day(to)).map(dayOf);
    expect(ticks('day', '2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    // 23 November 2026 is a Monday.
    expect(ticks('week', '2026-11-22', '2026-12-01')).toEqual(['2026-11-16', '2026-11-23', '2026-11-30']);
    expect(ticks('month', '2025-12-15', '2026-02-02')).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
    expect(ticks('quarter', '2026-02-15', '2026-07-02')).toEqual(['2026-01-01', '2026-04-01', '2026-07-01']);
    expect(ticks('year', '2025-12-31', '2026-01-02')).toEqual(['2025-01-01', '2026-01-01']);
  });
});

describe('what is under the pointer', () => {
  const rows = [months, row()];
  const at = (x: number, y: number, of: View = view) => placeAt(of, rows, { x, y });
  const bar = AXIS_HEIGHT + 10;

  it('is the span of that day', () => {
    expect(at(201, bar)).toEqual({ row: 0, span: 0 });
    expect(at(xOf(view, day('2026-03-15')), bar)).toEqual({ row: 0, span: 2 });
  });

  it('is a single day too, though it is narrower than the eye sees', () => {
    const far = { ...view, pixelsPerDay: 0.5 };
    expect(at(xOf(far, day('2026-02-01')) + 0.2, bar, far)).toEqual({ row: 0, span: 1 });
    expect(at(xOf(far, day('2026-02-01')) + 2, bar, far)).toEqual({ row: 0, span: 1 });
  });

  it('is the row alone where nothing is true of the day, and on its name', () => {
    expect(at(xOf(view, day('2026-02-20')), bar)).toEqual({ row: 0, span: -1 });
    expect(at(20, bar + ROW_HEIGHT)).toEqual({ row: 1, span: -1 });
  });

  it('is nothing on the axis, below the last row and beside the picture', () => {
    expect(at(300, AXIS_HEIGHT - 1)).toBeNull();
    expect(at(300, AXIS_HEIGHT + 2 * ROW_HEIGHT)).toBeNull();
    expect(at(1000, bar)).toBeNull();
  });

  it('follows what is scrolled', () => {
    const scrolled = { ...view, scrollX: 62, scrollY: ROW_HEIGHT };
    expect(placeAt(scrolled, [row(), months], { x: 201, y: bar })).toEqual({ row: 1, span: 1 });
    expect(rowsInSight(scrolled, 2)).toEqual({ first: 1, end: 2 });
    expect(rowsInSight({ ...view, scrollY: 17 }, 2000)).toEqual({ first: 0, end: 11 });
  });
});

describe('the keyboard', () => {
  const rows = [months, row(), row(['billed', '2026-01-01', '2026-12-01', 9])];
  const standing = { rows, total: 4, page: 2, day: day('2026-03-20') };

  it('reaches every span of a line', () => {
    expect(moved({ row: 0, span: 0 }, 'right', standing)).toEqual({ row: 0, span: 1 });
    expect(moved({ row: 0, span: 2 }, 'right', standing)).toEqual({ row: 0, span: 2 });
    expect(moved({ row: 0, span: 0 }, 'left', standing)).toEqual({ row: 0, span: 0 });
    expect(moved({ row: 0, span: 0 }, 'end', standing)).toEqual({ row: 0, span: 2 });
    expect(moved({ row: 0, span: 2 }, 'home', standing)).toEqual({ row: 0, span: 0 });
  });

  it('goes from line to line on the day it stands on, over a line without days and lines not read yet', () => {
    expect(moved({ row: 0, span: 2 }, 'down', standing)).toEqual({ row: 1, span: -1 });
    expect(moved({ row: 1, span: -1 }, 'up', standing)).toEqual({ row: 0, span: 2 });
    expect(moved({ row: 0, span: 0 }, 'pageDown', standing)).toEqual({ row: 2, span: 0 });
    expect(moved({ row: 0, span: 0 }, 'last', standing)).toEqual({ row: 3, span: -1 });
    expect(moved({ row: 3, span: -1 }, 'first', standing)).toEqual({ row: 0, span: 2 });
    expect(moved({ row: 1, span: -1 }, 'right', standing)).toEqual({ row: 1, span: -1 });
  });

  it('has Home and End for the line, with Ctrl for all lines, and leaves other keys alone', () => {
    const key = (name: string, ctrlKey = false) => moveOf({ key: name, ctrlKey, metaKey: false });
    expect([key('Home'), key('Home', true), key('End', true)]).toEqual(['home', 'first', 'last']);
    expect(key('a')).toBeNull();
  });

  it('scrolls to what it stands on, and not at all when that is in sight', () => {
    expect(scrollTo(view, rows, { row: 0, span: 0 })).toEqual({ scrollX: 0, scrollY: 0 });
    const away = { ...view, scrollX: 700, scrollY: 400 };
    const there = scrollTo(away, rows, { row: 0, span: 0 });
    expect(there).toEqual({ scrollX: 0, scrollY: 0 });
    expect(scrollTo(view, [...rows, ...rows, ...rows, ...rows], { row: 11, span: 0 }).scrollY).toBe(
      2 * ROW_HEIGHT,
    );
  });
});

describe('a line', () => {
  it('is read from the shortest form of the API', () => {
    const [read] = rowsOf({
      states: ['billed', 'billedElsewhere', 'held', 'unbilled', 'credited', 'paused', 'notYetDue'],
      lines: [
        {
          line: { id: 4, code: 'L4', label: 'Portail' },
          contract: { id: 2, code: 'RESEAU' },
          client: { id: 3, code: 'C3', name: 'Réseau' },
          carriers: [{ issuer: 'CAE', from: '2026-01-01', to: '2026-06-01' }],
          segments: [[3, '2026-01-01', '2026-02-01', 0]],
        },
      ],
    });
    expect(read!.spans).toEqual([
      { state: 'unbilled', from: day('2026-01-01'), to: day('2026-02-01'), invoice: 0 },
    ]);
    expect(read!.carriers[0]!.to).toBe(day('2026-06-01'));
  });

  it('knows the span of a day, else the nearest, and who carries it', () => {
    expect(nearestSpan(months.spans, day('2026-01-15'))).toBe(0);
    expect(nearestSpan(months.spans, day('2026-02-05'))).toBe(1);
    expect(nearestSpan(months.spans, day('2026-02-25'))).toBe(2);
    expect(nearestSpan(months.spans, day('2030-01-01'))).toBe(2);
    expect(nearestSpan([], day('2026-01-01'))).toBe(-1);
    expect(carriersOf(months, months.spans[2]!)).toEqual(['CAE']);
    const across = { ...months.spans[2]!, to: day('2026-07-01') };
    expect(carriersOf(months, across)).toEqual(['CAE', 'COOP']);
  });

  it('has its name shortened to the room there is', () => {
    const fits = (text: string) => text.length <= 8;
    expect(shorten(fits, 'Portail')).toBe('Portail');
    expect(shorten(fits, 'Portail documentaire')).toBe('Portail…');
  });
});
