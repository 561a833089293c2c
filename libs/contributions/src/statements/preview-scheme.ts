import { addMonths, type LocalDate, monthOf } from '#kernel';
import type { Reader, SchemeVersion } from '../schemes/scheme-on.js';
import { requireValidScheme, type Scheme } from '../schemes/scheme.js';
import { supposeStatements } from './read-open.js';
import { listStatements } from './read-statements.js';

export interface SchemeToPreview {
  readonly issuer: number;
  /** Null for all the activities of the issuer. */
  readonly activity: number | null;
  readonly scheme: Scheme;
}

/** What was kept in a month, and what the scheme would have kept of the same facts. In cents. */
export interface PreviewedMonth {
  readonly month: LocalDate;
  readonly keptCents: number;
  readonly supposedCents: number;
}

/** How many complete months are looked back on. */
const LOOKED_BACK = 12;

const firstOf = (day: LocalDate) => `${monthOf(day)}-01` as LocalDate;

/**
 * What a scheme would have kept of the last twelve complete months, beside what was kept. Bands count from 1 January of
 * the first of these months' year on.
 * @throws CONTRIBUTIONS.INVALID_SCHEME
 */
export async function previewScheme(
  reader: Reader,
  { issuer, activity, scheme }: SchemeToPreview,
  today: LocalDate,
): Promise<PreviewedMonth[]> {
  requireValidScheme(scheme);
  const until = addMonths(firstOf(today), -1);
  const first = addMonths(until, 1 - LOOKED_BACK);
  const supposed: SchemeVersion = {
    id: 0,
    issuer,
    activity: null,
    from: `${first.slice(0, 4)}-01-01` as LocalDate,
    revision: 1,
    scheme,
    reason: '',
    madeBy: '',
    madeAt: new Date(0),
  };
  const search = { issuer, activity: activity ?? undefined, until };
  const kept = await listStatements(reader, search);
  const then = await supposeStatements(reader, search, [supposed]);
  return Array.from({ length: LOOKED_BACK }, (_, at) => {
    const month = addMonths(first, at);
    return {
      month,
      keptCents: kept.filter((row) => row.month === month).reduce((sum, row) => sum + row.amountCents, 0),
      supposedCents: then
        .filter((each) => each.month === month)
        .reduce((sum, { contribution }) => sum + contribution.amountCents, 0),
    };
  });
}
