import { contributionOf, type ExplainedLine, type RunningSums, type Scheme } from '#contributions';
import { addMonths, earliest, latest, type LocalDate, type Sentence } from '#kernel';

/** What the new carrier billed on moved contracts by one document, of one activity. Credit notes are negative. */
export interface MovedBilling {
  /** Null for contracts of no activity. */
  readonly activity: number | null;
  readonly invoice: { readonly id: number; readonly number: string };
  readonly client: { readonly id: number; readonly name: string };
  readonly issuedOn: LocalDate;
  /** In cents, without VAT. */
  readonly netCents: number;
}

/** What the former carrier would have kept of a month. */
export interface SavedMonth {
  /** First day of the month. */
  readonly month: LocalDate;
  readonly billedCents: number;
  /** In cents; null where no scheme of the former carrier is known for the month. */
  readonly savedCents: number | null;
  readonly lines: readonly ExplainedLine[];
}

export interface Savings {
  readonly months: readonly SavedMonth[];
  readonly billedCents: number;
  /** Since the move; null where no scheme is known for any month. */
  readonly savedCents: number | null;
  /** On what the figures rest. */
  readonly basis: Sentence;
}

export interface SavingsRequest {
  readonly billed: readonly MovedBilling[];
  readonly movesOn: LocalDate;
  readonly today: LocalDate;
  readonly former: string;
  /** What the former carrier keeps of an activity in the month that begins on this day. */
  readonly schemeOn: (activity: number | null, month: LocalDate) => Scheme | null;
}

/** From the first month that has anything to count to the present one; first days. Pure. */
export function monthsOf({
  billed,
  movesOn,
  today,
}: Pick<SavingsRequest, 'billed' | 'movesOn' | 'today'>): LocalDate[] {
  const issued = billed.map(({ issuedOn }) => issuedOn);
  const first = firstOf(earliest(movesOn, ...issued));
  const last = firstOf(latest(today, ...issued));
  const months: LocalDate[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

const firstOf = (day: LocalDate) => `${day.slice(0, 7)}-01` as LocalDate;

/**
 * The commission that is no longer paid, by month and since the move: the former carrier's own scheme on what the new
 * one billed. Bands are counted from 1 January, of these contracts alone; a minimum is not counted, since the former
 * carrier may still claim it for other contracts. Pure.
 */
export function savingsOf(request: SavingsRequest): Savings {
  const { billed, former, schemeOn } = request;
  const months: SavedMonth[] = [];
  const running = new Map<number | null, RunningSums>();
  const activities = [...new Set(billed.map(({ activity }) => activity))];
  for (const month of monthsOf(request)) {
    if (month.endsWith('-01-01')) running.clear();
    const lines: ExplainedLine[] = [];
    let known = activities.length === 0 && schemeOn(null, month) !== null;
    for (const activity of activities) {
      const scheme = schemeOn(activity, month);
      if (!scheme) continue;
      known = true;
      const { lines: told, after } = contributionOf(
        { ...scheme, basis: 'invoiced', minimum: null, reversalBasisPoints: null },
        {
          month,
          carried: false,
          billed: billed
            .filter((each) => each.activity === activity && firstOf(each.issuedOn) === month)
            .map(({ netCents, ...each }) => ({
              ...each,
              activity: activity ?? 0,
              issuer: 0,
              netCents,
              grossCents: netCents,
            })),
          ...(running.has(activity) ? { before: running.get(activity)! } : {}),
        },
      );
      running.set(activity, after);
      lines.push(...told);
    }
    const own = billed.filter(({ issuedOn }) => firstOf(issuedOn) === month);
    months.push({
      month,
      billedCents: own.reduce((sum, { netCents }) => sum + netCents, 0),
      savedCents: known ? lines.reduce((sum, { amountCents }) => sum + amountCents, 0) : null,
      lines,
    });
  }
  const saved = months.flatMap(({ savedCents }) => savedCents ?? []);
  return {
    months,
    billedCents: months.reduce((sum, { billedCents }) => sum + billedCents, 0),
    savedCents: saved.length === 0 ? null : saved.reduce((sum, each) => sum + each, 0),
    basis: {
      fr: `Barème de ${former} en vigueur chaque mois, appliqué à ce qui a été facturé sur ces contrats depuis la bascule ; sans minimum.`,
      en: `The scheme of ${former} in force in each month, applied to what was billed on these contracts since the switch; without a minimum.`,
    },
  };
}
