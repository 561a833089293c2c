import type { CoverageState } from './rows';

export type Scheme = 'light' | 'dark';

/**
 * How each state is told apart without its colour: full, full with a light thread, hollow, tall, striped, a dashed
 * line, low and pale.
 */
export type Shape = 'full' | 'threaded' | 'hollow' | 'tall' | 'striped' | 'dashed' | 'low';

export const SHAPES: Readonly<Record<CoverageState, Shape>> = {
  billed: 'full',
  billedElsewhere: 'threaded',
  credited: 'hollow',
  unbilled: 'tall',
  held: 'striped',
  paused: 'dashed',
  notYetDue: 'low',
};

/** The order of the legend: what is settled, what needs a person, what is to come. */
export const LEGEND: readonly CoverageState[] = [
  'billed',
  'billedElsewhere',
  'unbilled',
  'held',
  'credited',
  'paused',
  'notYetDue',
];

interface Palette {
  readonly background: string;
  readonly text: string;
  readonly dimmed: string;
  readonly line: string;
  readonly faintLine: string;
  readonly stripe: string;
  readonly today: string;
  readonly focus: string;
  readonly hover: string;
  readonly reserved: string;
  readonly carriers: readonly string[];
  readonly states: Readonly<Record<CoverageState, string>>;
}

/** Bars stand out from the background by 3 to 1 or more, or have an edge that does (WCAG 1.4.11). */
export const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: {
    background: '#ffffff',
    text: '#212529',
    dimmed: '#495057',
    line: '#ced4da',
    faintLine: '#edf0f2',
    stripe: '#f8fafa',
    today: '#c2255c',
    focus: '#0b4f52',
    hover: '#212529',
    reserved: '#e9ecef',
    carriers: ['#3b5b73', '#9c5fb5', '#a8741a', '#5c7a29'],
    states: {
      billed: '#12696c',
      billedElsewhere: '#3f5fa8',
      credited: '#495057',
      unbilled: '#d6293e',
      held: '#b8620b',
      paused: '#6c757d',
      notYetDue: '#7d979a',
    },
  },
  dark: {
    background: '#242424',
    text: '#e9ecef',
    dimmed: '#b8b8b8',
    line: '#4a4a4a',
    faintLine: '#303030',
    stripe: '#292929',
    today: '#f783ac',
    focus: '#ffffff',
    hover: '#ffffff',
    reserved: '#363636',
    carriers: ['#8fb3cc', '#d3a2e6', '#e3b768', '#b5d27f'],
    states: {
      billed: '#3aa0a3',
      billedElsewhere: '#8aa4e6',
      credited: '#ced4da',
      unbilled: '#ff6b78',
      held: '#f0a04b',
      paused: '#adb5bd',
      notYetDue: '#7f9a9c',
    },
  },
};

/** The dashes of each carrier's line, so that two are told apart without their colour. */
export const CARRIER_DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 2, 2, 2]];

/** Diagonal stripes, drawn once for each colour and density of the screen. */
export function stripes(color: string, ratio: number): CanvasPattern | string {
  const size = 6;
  const tile = document.createElement('canvas');
  tile.width = tile.height = Math.round(size * ratio);
  const pen = tile.getContext('2d');
  if (!pen) return color;
  pen.scale(tile.width / size, tile.height / size);
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.beginPath();
  // Twice beyond the corners, so that the tiles join.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = pen.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? color;
}
