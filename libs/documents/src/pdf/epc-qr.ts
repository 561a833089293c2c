import QRCode from 'qrcode';
import { centsToDecimal } from '#kernel';
import type { InvoiceDocument } from '../invoice-document.js';

/**
 * The text that banking apps read to fill in a SEPA transfer (EPC069-12, version 2.1: version 002, UTF-8, SCT).
 * Null where no transfer is asked for: credit notes, direct debits, nothing due, no account.
 */
export function epcPayload({ type, payment, dueCents, number, seller }: InvoiceDocument): string | null {
  const asked = type !== 'creditNote' && payment.meansCode !== '59' && payment.iban && dueCents > 0;
  if (!asked || dueCents > 99_999_999_999) return null;
  const name = (payment.accountHolder ?? seller.name).slice(0, 70);
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    payment.bic ?? '',
    name,
    payment.iban!.replaceAll(' ', ''),
    `EUR${centsToDecimal(dueCents)}`,
    '',
    '',
    number,
  ];
  return lines.join('\n');
}

/** Runs of dark squares as rectangles [x, y, width, height], in points, within a square of side `size`. */
export function qrRectangles(
  payload: string,
  at: { x: number; y: number; size: number },
): [number, number, number, number][] {
  // The mask is given, not searched for: every mask reads as well, and the search takes longer than the page.
  const { modules } = QRCode.create(payload, { errorCorrectionLevel: 'M', maskPattern: 3 });
  const side = at.size / modules.size;
  const rectangles: [number, number, number, number][] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size;) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run += 1;
      if (run > 0) rectangles.push([at.x + column * side, at.y + row * side, run * side, side]);
      column += Math.max(run, 1);
    }
  }
  return rectangles;
}
