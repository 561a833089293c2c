import type { Bylaws } from './bylaws.js';
import { legalBoundOn } from './legal-bounds.js';

export interface CollegeWeight {
  readonly code: string;
  readonly name: string;
  readonly members: number;
  /** Its part of all votes by the bylaws. */
  readonly weightBasisPoints: number;
  /** What the vote of one member counts of all votes, in millionths; null without members. */
  readonly perMemberMicros: number | null;
  /** Null where the law sets none. */
  readonly leastBasisPoints: number | null;
  readonly mostBasisPoints: number | null;
}

const MICROS = 1_000_000;
const WHOLE = 10_000;

/**
 * One associate, one vote, whatever they hold: within a college each vote counts the same, and the college counts its
 * weight. Without colleges all are in one of 100 %. Pure; `perMemberMicros` is rounded down to a millionth of all votes.
 */
export function weighColleges(
  { form, company, from: day, colleges }: Bylaws,
  roster: readonly { readonly college: string | null }[],
): CollegeWeight[] {
  const least = legalBoundOn('collegeLeast', { form, company, day })?.value ?? null;
  const most = legalBoundOn('collegeMost', { form, company, day })?.value ?? null;
  const weighed = (
    code: string,
    name: string,
    weightBasisPoints: number,
    members: number,
  ): CollegeWeight => ({
    code,
    name,
    members,
    weightBasisPoints,
    perMemberMicros: members === 0 ? null : Math.floor((weightBasisPoints * (MICROS / WHOLE)) / members),
    leastBasisPoints: colleges.length === 0 ? null : least,
    mostBasisPoints: colleges.length === 0 ? null : most,
  });
  if (colleges.length === 0) return [weighed('', '', WHOLE, roster.length)];
  return colleges.map(({ code, name, weightBasisPoints }) =>
    weighed(code, name, weightBasisPoints, roster.filter(({ college }) => college === code).length),
  );
}
