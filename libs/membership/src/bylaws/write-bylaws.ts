import type { Transaction } from '#persistence';
import { membershipErrors } from '../membership-errors.js';
import type { Hand } from '../associates/write-associates.js';
import type { Reader } from '../people/store-people.js';
import type { Bylaws } from './bylaws.js';
import { checkBylaws } from './check-bylaws.js';

export interface NewBylaws extends Omit<Bylaws, 'revision'> {
  /** The assembly that adopted them, or why they are corrected. */
  readonly reason: string;
  /** The revision of that day which the person saw; 0 for the first one. */
  readonly afterRevision: number;
}

/** A version as it was recorded. */
export interface BylawsVersion extends Bylaws {
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

interface Row extends Omit<BylawsVersion, 'capital' | 'categories' | 'colleges' | 'career'> {
  readonly rules: Pick<Bylaws, 'capital' | 'categories' | 'colleges' | 'career'>;
}

/** All versions, the one with the latest day first, and of one day the latest revision. */
export async function listBylaws(reader: Reader): Promise<BylawsVersion[]> {
  const rows: Row[] = await reader.query(
    `SELECT from_day AS "from", revision, form, company, rules, reason, made_by AS "madeBy", made_at AS "madeAt"
     FROM membership.bylaws ORDER BY from_day DESC, revision DESC`,
  );
  return rows.map(({ rules, ...row }) => ({ ...row, ...rules }));
}

/** @throws MEMBERSHIP.BYLAWS_BREAK_THE_LAW, MEMBERSHIP.BYLAWS_CHANGED_MEANWHILE */
export async function writeBylaws(
  tx: Transaction,
  { reason, afterRevision, ...bylaws }: NewBylaws,
  { madeBy, at }: Hand,
): Promise<BylawsVersion> {
  const { from, form, company, ...rules } = bylaws;
  const offences = checkBylaws({ ...bylaws, revision: afterRevision + 1 });
  if (offences.length > 0) {
    throw membershipErrors.BYLAWS_BREAK_THE_LAW({
      offences: offences.map(({ rule, sentence }) => ({ rule, ...sentence })),
      count: offences.length,
    });
  }
  const known = (await listBylaws(tx)).filter((each) => each.from === from);
  const revision = known[0]?.revision ?? 0;
  if (revision !== afterRevision) throw membershipErrors.BYLAWS_CHANGED_MEANWHILE({ from, revision });
  await tx.query(
    `INSERT INTO membership.bylaws (from_day, revision, form, company, rules, reason, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [from, revision + 1, form, company, JSON.stringify(rules), reason, madeBy, at],
  );
  return (await listBylaws(tx)).find((each) => each.from === from)!;
}
