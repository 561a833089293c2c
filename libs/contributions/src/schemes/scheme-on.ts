import type { LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import type { Scheme } from './scheme.js';

export type Reader = Pick<Transaction, 'query'> | UnitOfWork['database'];

/** One dated version of what an issuer keeps, of all its activities or of one. */
export interface SchemeVersion {
  readonly id: number;
  readonly issuer: number;
  /** Null for the scheme of all activities. */
  readonly activity: number | null;
  /** First day of a month. */
  readonly from: LocalDate;
  /** A correction of the same day is the next revision. */
  readonly revision: number;
  /** Null: an activity follows its issuer's scheme again; an issuer keeps nothing. */
  readonly scheme: Scheme | null;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export interface SchemeInForce {
  readonly id: number;
  readonly scheme: Scheme;
  readonly from: LocalDate;
  /** Whether it is the activity's own, or that of all the activities of its issuer. */
  readonly scope: 'activity' | 'issuer';
}

const newest = (versions: readonly SchemeVersion[], day: LocalDate) =>
  versions
    .filter(({ from }) => from <= day)
    .reduce<SchemeVersion | null>((best, next) => {
      if (!best) return next;
      const later = next.from > best.from || (next.from === best.from && next.revision > best.revision);
      return later ? next : best;
    }, null);

/** The scheme that counts for an activity on a day: its own, or else its issuer's; null where nothing is kept. */
export function inForce(
  versions: readonly SchemeVersion[],
  { activity, day }: { readonly activity: number | null; readonly day: LocalDate },
): SchemeInForce | null {
  const own = newest(
    versions.filter((each) => activity !== null && each.activity === activity),
    day,
  );
  if (own?.scheme) return { id: own.id, scheme: own.scheme, from: own.from, scope: 'activity' };
  const common = newest(
    versions.filter((each) => each.activity === null),
    day,
  );
  return common?.scheme ? { id: common.id, scheme: common.scheme, from: common.from, scope: 'issuer' } : null;
}

/** Every version of an issuer's schemes, oldest first. */
export async function readSchemeVersions(reader: Reader, issuer: number): Promise<SchemeVersion[]> {
  return reader.query(
    `SELECT id, issuer_id AS issuer, activity_id AS activity, from_day AS "from", revision, terms AS scheme, reason,
       made_by AS "madeBy", made_at AS "madeAt"
     FROM contributions.scheme WHERE issuer_id = $1 ORDER BY from_day, revision, id`,
    [issuer],
  );
}

/** What an issuer keeps of an activity on a day, or null where nothing was set. */
export async function schemeOn(
  reader: Reader,
  of: { readonly issuer: number; readonly activity: number | null; readonly day: LocalDate },
): Promise<SchemeInForce | null> {
  return inForce(await readSchemeVersions(reader, of.issuer), of);
}
