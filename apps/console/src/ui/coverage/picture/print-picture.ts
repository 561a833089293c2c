import { drawScene } from './draw';
import { textFitter } from './fit-text';
import { AXIS_HEIGHT, dayAt, ROW_HEIGHT, type View } from './geometry';
import type { Shown } from './stage';

/** How wide a printed picture is drawn; the page scales it. */
const WIDTH = 1040;
const GUTTER = 264;
/** Lines of one image: no page breaks within it. */
const ROWS_OF_IMAGE = 11;
/** Beyond these a table is the thing to print. */
export const MOST_ROWS_PRINTED = 440;

/** Draws the lines for paper, from the first one on, on the days that are in sight on the screen. */
export function printPicture(host: HTMLElement, shown: Shown, sight: View): void {
  const total = Math.min(shown.total, MOST_ROWS_PRINTED);
  const days = (sight.width - sight.gutter) / sight.pixelsPerDay;
  const pixelsPerDay = (WIDTH - GUTTER) / days;
  const first = dayAt(sight, sight.gutter);
  const fit = textFitter();
  const images: HTMLCanvasElement[] = [];
  for (let row = 0; row < total; row += ROWS_OF_IMAGE) {
    const rows = shown.rows.slice(row, Math.min(row + ROWS_OF_IMAGE, total));
    const height = AXIS_HEIGHT + rows.length * ROW_HEIGHT;
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH * 2;
    canvas.height = height * 2;
    const view: View = {
      ...{ width: WIDTH, height, gutter: GUTTER, pixelsPerDay, origin: shown.origin, scrollY: 0 },
      scrollX: (first - shown.origin) * pixelsPerDay,
    };
    const scene = { ...shown, rows, total: rows.length, view, fit, ratio: 2, hovered: null, focused: null };
    drawScene(canvas.getContext('2d')!, { ...scene, scheme: 'light' });
    images.push(canvas);
  }
  host.replaceChildren(...images);
}
