import { divideHalfUp } from '#kernel';

export type DecimalSign = ',' | '.';

/** An amount without its currency and spaces: sign apart, digits and separators left. */
interface BareAmount {
  readonly negative: boolean;
  readonly figures: string;
}

function bare(text: string): BareAmount | null {
  let rest = text
    .replace(/[\s\u00a0\u202f\u2009]/g, '')
    .replace(/€|eur(os?)?|%/gi, '')
    .replace(/[−–]/g, '-')
    .replace(/['’]/g, '');
  let negative = false;
  if (/^\(.*\)$/.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1);
  }
  if (/^[-+]/.test(rest) || /[-+]$/.test(rest)) {
    if (/^-|-$/.test(rest)) negative = !negative;
    rest = rest.replace(/^[-+]|[-+]$/, '');
  }
  return /^\d[\d.,]*$|^[.,]\d+$/.test(rest) ? { negative, figures: rest } : null;
}

/** The decimal sign that one amount proves by itself; null where it could be read both ways. */
function proofOf(figures: string): DecimalSign | null {
  const commas = figures.split(',').length - 1;
  const points = figures.split('.').length - 1;
  if (commas > 0 && points > 0) return figures.lastIndexOf(',') > figures.lastIndexOf('.') ? ',' : '.';
  if (commas + points === 0) return null;
  if (commas > 1) return '.';
  if (points > 1) return ',';
  const sign = commas === 1 ? ',' : '.';
  const [whole = '', decimals = ''] = figures.split(sign);
  return decimals.length !== 3 || whole.length > 3 || /^0*$/.test(whole) ? sign : null;
}

/** Votes of the cells of one column for either sign, and for amounts that a lone separator of thousands would explain. */
export interface SignVotes {
  comma: number;
  point: number;
  loneComma: number;
  lonePoint: number;
}

export function votesFor(cells: Iterable<string>): SignVotes {
  const votes: SignVotes = { comma: 0, point: 0, loneComma: 0, lonePoint: 0 };
  for (const cell of cells) {
    const amount = bare(cell);
    if (!amount) continue;
    const proof = proofOf(amount.figures);
    if (proof === ',') votes.comma += 1;
    else if (proof === '.') votes.point += 1;
    else if (amount.figures.includes(',')) votes.loneComma += 1;
    else if (amount.figures.includes('.')) votes.lonePoint += 1;
  }
  return votes;
}

/** The majority's sign; without proof, `1.234` alone is taken for thousands, since amounts have two decimals. */
export function decimalSignOf(votes: SignVotes): DecimalSign | null {
  if (votes.comma !== votes.point) return votes.comma > votes.point ? ',' : '.';
  if (votes.lonePoint !== votes.loneComma) return votes.lonePoint > votes.loneComma ? ',' : '.';
  return null;
}

/**
 * An exact count of hundredths: `1 234,56 €` is 123456, `(12.00)` is -1200. More than two decimals round half-up.
 * Null when it is no amount under that decimal sign, or its thousands are not grouped by three.
 */
export function readHundredths(text: string, sign: DecimalSign): number | null {
  const amount = bare(text);
  if (!amount) return null;
  const parts = amount.figures.split(sign);
  if (parts.length > 2) return null;
  const [whole = '', decimals = ''] = parts;
  const thousands = sign === ',' ? '.' : ',';
  if (decimals.includes(thousands)) return null;
  const groups = whole.split(thousands);
  if (groups.length > 1 && (groups[0]!.length < 1 || groups[0]!.length > 3)) return null;
  if (groups.slice(1).some((group) => group.length !== 3)) return null;
  const digits = groups.join('') + decimals.padEnd(2, '0');
  const excess = Math.max(0, decimals.length - 2);
  const hundredths = Number(divideHalfUp(BigInt(digits), 10n ** BigInt(excess)));
  if (!Number.isSafeInteger(hundredths)) return null;
  return amount.negative && hundredths !== 0 ? -hundredths : hundredths;
}
