import { addMonths, type LocalDate, localDate, type Period } from '#kernel';
import type { ActivityAccountFacts, DirectCostFact, ExpenseFact, PayCostFact } from './account-facts.js';
import type { ActivityRef } from './costs/cost.js';
import type { Reader } from './costs/store-costs.js';
import { readBilled, readCollected } from '../facts/read-facts.js';
import { readContributions } from '../statements/read-statements.js';
import { readOpenings } from './opening.js';

/** Accounts have no past that is cut off: their opening says from when on facts count. */
const FIRST_DAY = localDate('1900-01-01');

/** The person whose activity it is today. */
export interface Entrepreneur {
  readonly account: number;
  readonly name: string;
}

interface ActivityFilter {
  readonly id?: number;
  readonly search?: string;
  /** The activities of this account alone. */
  readonly account?: number | undefined;
}

/** In order of their names. */
export function readActivities(
  reader: Reader,
  { id, search = '', account }: ActivityFilter,
): Promise<(ActivityRef & { entrepreneur: Entrepreneur | null })[]> {
  return reader.query(
    `SELECT a.id, a.code, a.name,
            CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('account', p.id, 'name', p.name) END AS entrepreneur
     FROM contracts.activity a LEFT JOIN identity.account p ON p.id = a.account_id
     WHERE ($1::bigint IS NULL OR a.id = $1) AND ($2::bigint IS NULL OR a.account_id = $2)
       AND (a.name COLLATE pg_c_utf8 ILIKE $3 OR a.code COLLATE pg_c_utf8 ILIKE $3 OR p.name COLLATE pg_c_utf8 ILIKE $3)
     ORDER BY a.name COLLATE "unicode", a.id`,
    [id ?? null, account ?? null, `%${search.replace(/[\\%_]/g, (each) => `\\${each}`)}%`],
  );
}

/**
 * The issuer in whose name the statement of a month speaks: whoever carries the activity on that day, or carried it
 * last; any issuer of the house where nothing was ever carried. Null where there is none.
 */
export async function issuerOfActivity(
  reader: Reader,
  activity: number,
  day: LocalDate,
): Promise<number | null> {
  const [row] = await reader.query(
    `SELECT i.id FROM contracts.issuer i
     LEFT JOIN LATERAL (
       SELECT max(least(coalesce(upper(k.period), 'infinity'), $2::date + 1)) AS until, count(*) AS contracts
       FROM contracts.contract c
       JOIN contracts.carriage k ON k.contract_id = c.id AND k.revision = c.carriage_revision
       WHERE c.activity_id = $1 AND k.issuer_id = i.id AND lower(k.period) <= $2) carried ON true
     WHERE NOT i.outside
     ORDER BY carried.until DESC NULLS LAST, carried.contracts DESC, i.id LIMIT 1`,
    [activity, day],
  );
  return row?.id ?? null;
}

/** What is entered here, summed by month: an account opens on the first of a month, so that no day is lost by it. */
async function readEntered(reader: Reader, activity: number | null) {
  const directCosts: DirectCostFact[] = await reader.query(
    `SELECT activity_id AS activity, date_trunc('month', spent_on)::date AS "spentOn",
            sum(net_cents)::bigint AS "netCents", sum(vat_cents)::bigint AS "vatCents"
     FROM contributions.direct_cost WHERE ($1::bigint IS NULL OR activity_id = $1) GROUP BY 1, 2`,
    [activity],
  );
  const payCosts: PayCostFact[] = await reader.query(
    `SELECT activity_id AS activity, month, sum(cost_cents)::bigint AS "costCents"
     FROM contributions.pay_cost WHERE ($1::bigint IS NULL OR activity_id = $1) GROUP BY 1, 2`,
    [activity],
  );
  const expenses: ExpenseFact[] = await reader.query(
    `SELECT s.activity_id AS activity, approved.on_day AS "approvedOn", paid.on_day AS "reimbursedOn",
            sum(l.net_cents)::bigint AS "netCents", sum(l.vat_cents)::bigint AS "vatCents"
     FROM contributions.expense_sheet s
     JOIN contributions.expense_act approved ON approved.sheet_id = s.id AND approved.step = 2 AND approved.state = 'approved'
     LEFT JOIN contributions.expense_act paid ON paid.sheet_id = s.id AND paid.step = 3
     JOIN contributions.expense_line l ON l.sheet_id = s.id
     WHERE ($1::bigint IS NULL OR s.activity_id = $1)
     GROUP BY s.id, s.activity_id, approved.on_day, paid.on_day`,
    [activity],
  );
  return { directCosts, payCosts, expenses };
}

function grouped<T extends { readonly activity: number }>(
  facts: readonly T[],
): (activity: number) => readonly T[] {
  const byActivity = new Map<number, T[]>();
  for (const fact of facts) {
    const known = byActivity.get(fact.activity);
    if (known) known.push(fact);
    else byActivity.set(fact.activity, [fact]);
  }
  return (activity) => byActivity.get(activity) ?? [];
}

/** The facts of one activity, or of all of them at once, up to the end of the month of a day; each asked for by its number. */
export async function factsByActivity(
  reader: Reader,
  { activity, until }: { readonly activity: number | null; readonly until: LocalDate },
): Promise<{ of(activity: number): ActivityAccountFacts }> {
  const { directCosts, payCosts, expenses } = await readEntered(reader, activity);
  const openings = grouped(await readOpenings(reader, activity));
  const period: Period = { from: FIRST_DAY, to: addMonths(localDate(`${until.slice(0, 7)}-01`), 1) };
  const search = { period, activity: activity ?? undefined };
  const issuers: { id: number }[] = await reader.query(
    `SELECT id FROM contracts.issuer WHERE vat_regime = 'debits'`,
  );
  const of = {
    billed: grouped(await readBilled(reader, search)),
    collected: grouped(await readCollected(reader, search)),
    contributions: grouped(await readContributions(reader, search)),
    directCosts: grouped(directCosts),
    payCosts: grouped(payCosts),
    expenses: grouped(expenses),
  };
  const issuersOnDebits = new Set(issuers.map(({ id }) => id));
  return {
    of: (each) => ({
      opening: openings(each)[0] ?? null,
      billed: of.billed(each),
      collected: of.collected(each),
      contributions: of.contributions(each),
      directCosts: of.directCosts(each),
      expenses: of.expenses(each),
      payCosts: of.payCosts(each),
      issuersOnDebits,
    }),
  };
}
