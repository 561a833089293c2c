import { PALETTES, type Scheme, SHAPES, stripes } from './look';
import type { CoverageState } from './rows';

/** Where a bar stands, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const patterns = new Map<string, CanvasPattern | string>();

function stripesOf(color: string, ratio: number): CanvasPattern | string {
  const name = `${color} ${ratio}`;
  const made = patterns.get(name) ?? stripes(color, ratio);
  patterns.set(name, made);
  return made;
}

/** One bar in the shape and colour of its state; the legend draws the very same. */
export function drawSpan(
  pen: CanvasRenderingContext2D,
  state: CoverageState,
  { x, y, width, height }: Box,
  { scheme, ratio }: { scheme: Scheme; ratio: number },
): void {
  const color = PALETTES[scheme].states[state];
  const middle = y + height / 2;
  pen.fillStyle = color;
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  switch (SHAPES[state]) {
    case 'full':
      pen.fillRect(x, y + 2, width, height - 4);
      break;
    case 'threaded':
      pen.fillRect(x, y + 2, width, height - 4);
      pen.fillStyle = PALETTES[scheme].background;
      pen.fillRect(x, middle - 1, width, 2);
      break;
    case 'tall':
      pen.fillRect(x, y - 1, width, height + 2);
      break;
    case 'hollow':
      if (width <= 3) pen.fillRect(x, y + 2, Math.min(width, 1.5), height - 4);
      else pen.strokeRect(x + 0.75, y + 2.75, width - 1.5, height - 5.5);
      break;
    case 'striped':
      pen.fillStyle = stripesOf(color, ratio);
      pen.fillRect(x, y + 2, width, height - 4);
      if (width > 3) {
        pen.lineWidth = 1;
        pen.strokeRect(x + 0.5, y + 2.5, width - 1, height - 5);
      }
      break;
    case 'dashed':
      pen.setLineDash([4, 3]);
      pen.beginPath();
      pen.moveTo(x, middle);
      pen.lineTo(x + width, middle);
      pen.stroke();
      pen.setLineDash([]);
      break;
    case 'low':
      pen.globalAlpha = 0.3;
      pen.fillRect(x, y + height - 7, width, 5);
      pen.globalAlpha = 1;
      pen.fillRect(x, y + height - 3, width, 1);
      break;
  }
}
