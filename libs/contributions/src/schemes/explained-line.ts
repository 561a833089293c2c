import type { LocalDate, Sentence } from '#kernel';

export const LINE_CAUSES = ['band', 'shift', 'documentRate', 'reversal', 'reversalLimit', 'minimum'] as const;

/** One figure of a contribution and the fact that it comes from. */
export interface ExplainedLine {
  readonly cause: (typeof LINE_CAUSES)[number];
  /** The day of the fact; the first of the month for what concerns the month as a whole. */
  readonly on: LocalDate;
  /** First day of the month to which the fact belongs: its year's bands cut it. */
  readonly ofMonth: LocalDate;
  readonly invoice: { readonly id: number; readonly number: string } | null;
  readonly client: { readonly id: number; readonly name: string } | null;
  readonly payment: number | null;
  readonly purchase: number | null;
  /** In cents, without VAT. */
  readonly basisCents: number;
  readonly rateBasisPoints: number | null;
  /** In cents; what is given back is negative. */
  readonly amountCents: number;
  readonly sentence: Sentence;
}

export const yearOf = (day: LocalDate) => day.slice(0, 4);

/** The last month of a year at which a statement of this month looks. */
export function lastMonthOf(year: string, month: LocalDate): LocalDate {
  return yearOf(month) === year ? month : (`${year}-12-01` as LocalDate);
}

/** What concerns a month or a year as a whole, told in a month's statement. */
export function lineOfYear(
  year: string,
  month: LocalDate,
  line: Pick<ExplainedLine, 'cause' | 'amountCents' | 'sentence'>,
): ExplainedLine {
  const nothing = { invoice: null, client: null, payment: null, purchase: null, basisCents: 0 };
  return { on: month, ofMonth: lastMonthOf(year, month), ...nothing, rateBasisPoints: null, ...line };
}
