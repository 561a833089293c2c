import { type DayNumber, dayOf } from './days';
import { drawSpan } from './draw-span';
import {
  AXIS_HEIGHT,
  BAND,
  BAR,
  NARROWEST,
  type Place,
  ROW_HEIGHT,
  rowsInSight,
  type View,
  xOf,
} from './geometry';
import { CARRIER_DASHES, PALETTES, type Scheme } from './look';
import { firstEndingAfter, type Row } from './rows';
import { ticksOf, type TickUnit, unitsFor } from './time-scale';

export interface Scene {
  readonly view: View;
  /** By place; undefined where a line is not read yet. */
  readonly rows: readonly (Row | undefined)[];
  readonly total: number;
  /** The first day that is not in the window any more. */
  readonly end: DayNumber;
  readonly today: DayNumber;
  readonly todayLabel: string;
  /** Codes of issuers, in the order of the legend. */
  readonly issuers: readonly string[];
  readonly scheme: Scheme;
  /** Device pixels for one CSS pixel. */
  readonly ratio: number;
  readonly hovered: Place | null;
  readonly focused: Place | null;
  readonly labelOf: (unit: TickUnit, day: string, isMajor: boolean) => string;
  /** Shortened to a width, as the font measures it. */
  readonly fit: (pen: CanvasRenderingContext2D, text: string, width: number) => string;
}

export const FONT = "'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, sans-serif";

/** Draws what is in sight, and nothing else: its cost does not grow with the number of lines. */
export function drawScene(pen: CanvasRenderingContext2D, scene: Scene): void {
  const { view, scheme, ratio } = scene;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = PALETTES[scheme].background;
  pen.fillRect(0, 0, view.width, view.height);
  const { first, end } = rowsInSight(view, scene.total);
  clipped(pen, { x: 0, y: AXIS_HEIGHT, width: view.width, height: view.height - AXIS_HEIGHT }, () => {
    drawGround(pen, scene, first, end);
    const plot = { x: view.gutter, y: AXIS_HEIGHT, width: view.width - view.gutter, height: view.height };
    clipped(pen, plot, () => {
      for (let row = first; row < end; row += 1) drawRow(pen, scene, row);
      drawMark(pen, scene, scene.focused, 2.5, PALETTES[scheme].focus);
      drawMark(pen, scene, scene.hovered, 1.5, PALETTES[scheme].hover);
      drawToday(pen, scene);
    });
    for (let row = first; row < end; row += 1) drawName(pen, scene, row);
    drawVertical(pen, view.gutter - 0.5, view.height, PALETTES[scheme].line);
  });
  drawAxis(pen, scene);
}

function clipped(
  pen: CanvasRenderingContext2D,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  draw: () => void,
): void {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  draw();
  pen.restore();
}

function topOf({ scrollY }: View, row: number): number {
  return AXIS_HEIGHT + row * ROW_HEIGHT - scrollY;
}

function drawVertical(pen: CanvasRenderingContext2D, x: number, height: number, color: string): void {
  pen.fillStyle = color;
  pen.fillRect(Math.round(x), AXIS_HEIGHT, 1, height);
}

/** Every other client on another ground, and the lines of time. */
function drawGround(pen: CanvasRenderingContext2D, scene: Scene, first: number, end: number): void {
  const { view, rows, scheme } = scene;
  const palette = PALETTES[scheme];
  for (let row = first; row < end; row += 1) {
    const top = topOf(view, row);
    if (scene.focused?.row === row || scene.hovered?.row === row) {
      pen.fillStyle = palette.stripe;
      pen.fillRect(0, top, view.width, ROW_HEIGHT);
    }
    const isNewClient = rows[row]?.client.id !== rows[row + 1]?.client.id;
    pen.fillStyle = isNewClient ? palette.line : palette.faintLine;
    pen.fillRect(0, Math.round(top + ROW_HEIGHT) - 1, view.width, 1);
  }
  const { minor, major } = unitsFor(view.pixelsPerDay);
  const inSight = daysInSight(scene);
  for (const day of ticksOf(minor, ...inSight)) {
    if (xOf(view, day) > view.gutter) drawVertical(pen, xOf(view, day), view.height, palette.faintLine);
  }
  for (const day of ticksOf(major, ...inSight)) {
    if (xOf(view, day) > view.gutter) drawVertical(pen, xOf(view, day), view.height, palette.line);
  }
}

function daysInSight({ view, end }: Scene): [DayNumber, DayNumber] {
  const from = Math.floor(view.origin + view.scrollX / view.pixelsPerDay);
  const to = Math.ceil(from + (view.width - view.gutter) / view.pixelsPerDay) + 1;
  return [from, Math.min(to, end)];
}

function drawRow(pen: CanvasRenderingContext2D, scene: Scene, at: number): void {
  const { view, rows } = scene;
  const row = rows[at];
  const top = topOf(view, at);
  if (!row) {
    pen.fillStyle = PALETTES[scene.scheme].reserved;
    pen.fillRect(view.gutter + 8, top + BAR.top + 4, view.width - view.gutter - 16, BAR.height - 8);
    return;
  }
  drawCarriers(pen, scene, row, top);
  const [from, to] = daysInSight(scene);
  const reach = NARROWEST / view.pixelsPerDay;
  for (let index = firstEndingAfter(row.spans, from - reach); index < row.spans.length; index += 1) {
    const span = row.spans[index]!;
    if (span.from >= to) break;
    drawSpan(pen, span.state, boxOf(view, at, span), scene);
  }
}

/** The bar of a span; a hair of room parts it from the next one where there is room. */
function boxOf(view: View, row: number, span: { from: DayNumber; to: DayNumber }) {
  const x = xOf(view, span.from);
  const width = (span.to - span.from) * view.pixelsPerDay;
  // Far beyond the edges nothing is seen, and long dashes would be costly.
  const left = Math.max(x, view.gutter - 40);
  const right = Math.min(x + width, view.width + 40);
  return {
    x: left,
    y: topOf(view, row) + BAR.top,
    width: Math.max(right - left - (width > 6 ? 1 : 0), NARROWEST),
    height: BAR.height,
  };
}

/** A thin line above the bar; where the carrier changes, the code of the new one. */
function drawCarriers(pen: CanvasRenderingContext2D, scene: Scene, row: Row, top: number): void {
  const { view, issuers, scheme } = scene;
  const palette = PALETTES[scheme];
  row.carriers.forEach(({ issuer, from, to }, index) => {
    const left = Math.max(xOf(view, from), view.gutter - 20);
    const right = Math.min(xOf(view, to), view.width + 20);
    if (right <= left) return;
    const style = Math.max(0, issuers.indexOf(issuer)) % palette.carriers.length;
    const y = top + BAND.top + BAND.height / 2;
    pen.strokeStyle = palette.carriers[style]!;
    pen.lineWidth = BAND.height - 1;
    pen.setLineDash([...CARRIER_DASHES[style]!]);
    pen.beginPath();
    pen.moveTo(left, y);
    pen.lineTo(right, y);
    pen.stroke();
    pen.setLineDash([]);
    if (index === 0 || xOf(view, from) < view.gutter) return;
    pen.font = `600 10px ${FONT}`;
    pen.textBaseline = 'middle';
    const label = `→ ${issuer}`;
    const width = pen.measureText(label).width + 6;
    if (width > right - left) return;
    pen.fillStyle = palette.background;
    pen.fillRect(left, top + 1, width, 10);
    pen.fillStyle = palette.carriers[style]!;
    pen.fillText(label, left + 3, y);
    pen.fillRect(Math.round(left), top + 1, 1.5, BAR.top + BAR.height);
  });
}

function drawMark(
  pen: CanvasRenderingContext2D,
  { view, rows }: Scene,
  place: Place | null,
  width: number,
  color: string,
): void {
  const span = place && rows[place.row]?.spans[place.span];
  if (!place || !span) return;
  const box = boxOf(view, place.row, span);
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.strokeRect(box.x - 2, box.y - 3, box.width + 4, box.height + 6);
}

function drawToday(pen: CanvasRenderingContext2D, { view, today, scheme }: Scene): void {
  const x = xOf(view, today);
  pen.fillStyle = PALETTES[scheme].today;
  pen.fillRect(Math.round(x), AXIS_HEIGHT, 1.5, view.height);
}

/** The line and its client, over whatever was drawn under them. */
function drawName(pen: CanvasRenderingContext2D, scene: Scene, at: number): void {
  const { view, rows, scheme, fit } = scene;
  const palette = PALETTES[scheme];
  const row = rows[at];
  const top = topOf(view, at);
  const room = view.gutter - 16;
  if (!row) {
    pen.fillStyle = palette.reserved;
    pen.fillRect(8, top + 7, room * 0.7, 8);
    pen.fillRect(8, top + 20, room * 0.5, 7);
    return;
  }
  pen.textBaseline = 'alphabetic';
  pen.font = `500 13px ${FONT}`;
  pen.fillStyle = palette.text;
  pen.fillText(fit(pen, row.client.name, room), 8, top + 14);
  pen.font = `12px ${FONT}`;
  pen.fillStyle = palette.dimmed;
  pen.fillText(fit(pen, row.line.label, room), 8, top + 28);
}

/** Two lines of time on top: the larger unit stays in sight while its days are. */
function drawAxis(pen: CanvasRenderingContext2D, scene: Scene): void {
  const { view, scheme, labelOf, today, todayLabel } = scene;
  const palette = PALETTES[scheme];
  const { minor, major } = unitsFor(view.pixelsPerDay);
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, view.width, AXIS_HEIGHT);
  pen.textBaseline = 'alphabetic';
  clipped(pen, { x: view.gutter, y: 0, width: view.width - view.gutter, height: AXIS_HEIGHT }, () => {
    const inSight = daysInSight(scene);
    pen.font = `600 12px ${FONT}`;
    pen.fillStyle = palette.text;
    const majors = ticksOf(major, ...inSight);
    majors.forEach((day, index) => {
      const label = labelOf(major, dayOf(day), true);
      const next = majors[index + 1];
      const end = next === undefined ? view.width : xOf(view, next);
      const x = Math.max(xOf(view, day), view.gutter) + 5;
      if (x + pen.measureText(label).width < end) pen.fillText(label, x, 15);
    });
    pen.font = `12px ${FONT}`;
    pen.fillStyle = palette.dimmed;
    for (const day of ticksOf(minor, ...inSight)) {
      const x = xOf(view, day);
      // Years above years would say one thing twice; half a label says nothing.
      if (minor !== major && x >= view.gutter - 2) pen.fillText(labelOf(minor, dayOf(day), false), x + 5, 33);
      pen.fillRect(Math.round(x), 24, 1, AXIS_HEIGHT - 24);
    }
    drawTodayLabel(pen, scene, xOf(view, today), todayLabel);
  });
  pen.fillStyle = palette.line;
  pen.fillRect(0, AXIS_HEIGHT - 1, view.width, 1);
  pen.fillRect(view.gutter - 1, 0, 1, AXIS_HEIGHT);
}

function drawTodayLabel(
  pen: CanvasRenderingContext2D,
  { view, scheme }: Scene,
  x: number,
  label: string,
): void {
  if (x < view.gutter || x > view.width) return;
  const palette = PALETTES[scheme];
  pen.font = `600 11px ${FONT}`;
  const width = pen.measureText(label).width + 8;
  const left = Math.min(x, view.width - width);
  pen.fillStyle = palette.today;
  pen.fillRect(left, 1, width, 16);
  pen.fillStyle = palette.background;
  pen.fillText(label, left + 4, 13);
  pen.fillStyle = palette.today;
  pen.fillRect(Math.round(x), 17, 1.5, AXIS_HEIGHT);
}
