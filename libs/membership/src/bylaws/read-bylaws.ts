import type { LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import type { Bylaws } from './bylaws.js';

type Reader = Pick<Transaction, 'query'> | UnitOfWork['database'];

interface Row {
  readonly from_day: LocalDate;
  readonly revision: number;
  readonly form: Bylaws['form'];
  readonly company: Bylaws['company'];
  readonly rules: Pick<Bylaws, 'capital' | 'categories' | 'colleges' | 'career'>;
}

/** The bylaws in force on a day, or null before the first ones. */
export async function readBylawsOn(reader: Reader, day: LocalDate): Promise<Bylaws | null> {
  const [row]: Row[] = await reader.query(
    `SELECT from_day, revision, form, company, rules FROM membership.bylaws
     WHERE from_day <= $1 ORDER BY from_day DESC, revision DESC LIMIT 1`,
    [day],
  );
  if (!row) return null;
  const { from_day: from, rules, ...rest } = row;
  return { from, ...rest, ...rules };
}
