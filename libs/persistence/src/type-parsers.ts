import pg from 'pg';
import { type LocalDate, type Period } from '#kernel';

const { types } = pg;
const INT8 = 20;
const DATE = 1082;
const DATE_RANGE = 3912;
const DATE_MULTIRANGE = 4535;

/** Days of PostgreSQL ranges without an upper bound are read as ending on this day, beyond any contract. */
export const FAR_FUTURE = '9999-12-31' as LocalDate;
const FAR_PAST = '0001-01-01' as LocalDate;

/** `[2024-01-01,2024-02-01)` as a period; null for `empty`. PostgreSQL always writes date ranges in this form. */
function parseDateRange(text: string): Period | null {
  if (text === 'empty') return null;
  const [from, to] = text.slice(1, -1).split(',');
  return { from: (from || FAR_PAST) as LocalDate, to: (to || FAR_FUTURE) as LocalDate };
}

function parseDateMultirange(text: string): Period[] {
  return (text.match(/\[[^)]*\)|\([^)]*\)/g) ?? []).flatMap((each) => parseDateRange(each) ?? []);
}

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond the safe integers`);
  return value;
}

/** Set once per process, so that raw queries and entities read the same values. */
export function setTypeParsers(): void {
  types.setTypeParser(INT8, parseInt8);
  types.setTypeParser(DATE, (text) => text);
  types.setTypeParser(DATE_RANGE as never, parseDateRange);
  types.setTypeParser(DATE_MULTIRANGE as never, parseDateMultirange);
}

/** A period as PostgreSQL reads it; a period that ends in the far future has no upper bound. */
export function rangeLiteral(of: Period): string {
  return `[${of.from},${of.to >= FAR_FUTURE ? '' : of.to})`;
}
