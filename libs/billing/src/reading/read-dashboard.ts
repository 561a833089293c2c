import { addDays, addMonths, earliest, type LocalDate, localDate, type Month, monthOf } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { readUnbilled } from './read-unbilled.js';
import type { Named } from './read-runs.js';

/** A number of documents or lines, and what they come to without VAT. */
export interface Sum {
  readonly count: number;
  readonly netCents: number;
}

/** What was issued in a month, and how much of it has left. */
export interface IssuedInMonth {
  /** Invoices issued in the month. */
  readonly issued: Sum;
  /** Credit notes issued in the month. */
  readonly credited: Sum;
  /** Of the invoices issued in the month: sent, and on their way or waiting. */
  readonly sent: Sum;
  readonly unsent: Sum;
}

/** The month of one issuer. */
export interface DashboardOfIssuer extends IssuedInMonth {
  readonly issuer: Named;
  readonly toBill: Sum;
}

/** Where the billing of a month stands, from what is due to what has arrived. */
export interface Dashboard extends IssuedInMonth {
  readonly month: Month;
  /** The day for which due days are told: today, or the last day of a month that is over. */
  readonly asOf: LocalDate;
  /** Contract lines with days that are due and billed by nobody, whatever the month, at the agreed price. */
  readonly toBill: Sum;
  /** What is to bill, and what was billed in the month, without VAT. */
  readonly dueCents: number;
  /** By code, those alone that have something to show. */
  readonly issuers: readonly DashboardOfIssuer[];
  /** Runs that wait for an approval, or are not closed. */
  readonly openRuns: { readonly proposed: number; readonly underway: number };
}

const NOTHING: Sum = { count: 0, netCents: 0 };

/** Of what this installation issued itself; what a former tool issued is history. */
export async function readDashboard(
  unitOfWork: UnitOfWork,
  month: Month,
  today: LocalDate,
): Promise<Dashboard> {
  const first = localDate(`${month}-01`);
  const asOf = earliest(today, addDays(addMonths(first, 1), -1));
  const [unbilled, issued, [open]] = await Promise.all([
    readUnbilled(unitOfWork, asOf),
    readIssued(unitOfWork, first),
    unitOfWork.read<Dashboard['openRuns']>(
      `SELECT count(*) FILTER (WHERE state = 'proposed')::int AS proposed, count(*) FILTER (WHERE state <> 'proposed')::int AS underway
       FROM billing.run WHERE state IN ('proposed', 'approved', 'issuing', 'delivering')`,
    ),
  ]);
  const whole = issued.find(({ issuer }) => issuer === null)!;
  const { issuer: _, ...sums } = whole;
  const names = new Map<string, Named>();
  for (const { issuer } of [...unbilled.issuers, ...issued]) if (issuer) names.set(issuer.code, issuer);
  const issuers = [...names.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((issuer): DashboardOfIssuer => {
      const toBill = unbilled.issuers.find((each) => each.issuer.id === issuer.id);
      const own = issued.find((each) => each.issuer?.id === issuer.id);
      return {
        issuer,
        toBill: toBill ? { count: toBill.lines, netCents: toBill.netCents } : NOTHING,
        issued: own?.issued ?? NOTHING,
        credited: own?.credited ?? NOTHING,
        sent: own?.sent ?? NOTHING,
        unsent: own?.unsent ?? NOTHING,
      };
    });
  return {
    month,
    asOf,
    toBill: { count: unbilled.lines, netCents: unbilled.netCents },
    ...sums,
    dueCents: unbilled.netCents + whole.issued.netCents,
    issuers,
    openRuns: open!,
  };
}

/** One row for each issuer that issued in the month, and one for all of them with no issuer. */
async function readIssued(
  unitOfWork: UnitOfWork,
  first: LocalDate,
): Promise<(IssuedInMonth & { issuer: Named | null })[]> {
  return unitOfWork.read(
    `SELECT CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) END AS issuer,
       ${['issued', 'credited', 'sent', 'unsent'].map((name) => `m.${name}`).join(', ')}
     FROM (
       SELECT i.issuer_id, ${sumWhere('TRUE', 'issued', false)}, ${sumWhere('TRUE', 'credited', true)},
         ${sumWhere(`v.state = 'sent'`, 'sent', false)}, ${sumWhere(`v.state NOT IN ('sent', 'excused')`, 'unsent', false)}
       FROM billing.invoice i JOIN billing.delivery v ON v.invoice_id = i.id
       WHERE NOT i.foreign_origin AND i.issued_on >= $1::date AND i.issued_on < $2::date
       GROUP BY GROUPING SETS ((i.issuer_id), ())
     ) m LEFT JOIN contracts.issuer s ON s.id = m.issuer_id`,
    [first, addMonths(first, 1)],
  );
}

function sumWhere(condition: string, name: string, creditNotes: boolean): string {
  const chosen = `(i.type = 'creditNote') = ${creditNotes} AND ${condition}`;
  return `jsonb_build_object('count', count(*) FILTER (WHERE ${chosen}),
    'netCents', coalesce(sum(i.net_cents) FILTER (WHERE ${chosen}), 0)) AS ${name}`;
}

/** One month of what this installation issued. */
export interface BilledMonth {
  readonly month: Month;
  readonly issued: Sum;
  readonly credited: Sum;
}

/**
 * The months up to one, oldest first, those without a document too.
 * @param months 1 to 60
 */
export async function readBilledMonths(
  unitOfWork: UnitOfWork,
  last: Month,
  months: number,
): Promise<BilledMonth[]> {
  const first = addMonths(localDate(`${last}-01`), 1 - months);
  const rows = await unitOfWork.read<BilledMonth>(
    `SELECT to_char(i.issued_on, 'YYYY-MM') AS month,
       jsonb_build_object('count', count(*) FILTER (WHERE i.type <> 'creditNote'),
         'netCents', coalesce(sum(i.net_cents) FILTER (WHERE i.type <> 'creditNote'), 0)) AS issued,
       jsonb_build_object('count', count(*) FILTER (WHERE i.type = 'creditNote'),
         'netCents', coalesce(sum(i.net_cents) FILTER (WHERE i.type = 'creditNote'), 0)) AS credited
     FROM billing.invoice i
     WHERE NOT i.foreign_origin AND i.issued_on >= $1::date AND i.issued_on < ($2::date + interval '1 month')
     GROUP BY 1`,
    [first, `${last}-01`],
  );
  return Array.from({ length: months }, (_, index) => {
    const month = monthOf(addMonths(first, index));
    return rows.find((row) => row.month === month) ?? { month, issued: NOTHING, credited: NOTHING };
  });
}
