import type { LocalDate, Month } from '#kernel';
import { addMonths, monthOf } from '#kernel';
import { contributionsErrors } from '../contributions-errors.js';
import type { ContributionFact } from '../facts/activity-facts.js';
import type { FactsSearch } from '../facts/read-facts.js';
import { type ExplainedLine, yearOf } from '../schemes/explained-line.js';
import { sumsOfYear } from '../schemes/running-sums.js';
import { natureOf } from '../schemes/scheme.js';
import type { Reader } from '../schemes/scheme-on.js';
import type { OpenStatement } from './open-months.js';
import { readOpenStatements } from './read-open.js';
import type { KeepingIssuer, StatementRecord, StatementRow } from './statement.js';

export interface StatementSearch {
  readonly issuer?: number | undefined;
  readonly activity?: number | undefined;
  /** Those of one month. */
  readonly month?: LocalDate | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  /** Last month of which open statements are computed. */
  readonly until: LocalDate;
}

const ISSUER = `jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'outside', s.outside)`;

const CLOSED = `
  SELECT t.id, t.number, ${ISSUER} AS issuer,
    coalesce(n.terms ->> 'nature', CASE WHEN s.outside THEN 'commission' ELSE 'contribution' END) AS nature, t.parties -> 'activity' AS activity, t.month,
    (SELECT coalesce(sum(l.basis_cents) FILTER (WHERE l.cause IN ('band', 'documentRate')), 0)::bigint
     FROM contributions.statement_line l WHERE l.statement_id = t.id) AS "basisCents",
    t.amount_cents AS "amountCents",
    jsonb_build_object('on', t.closed_on, 'by', t.closed_by, 'at', t.closed_at) AS closing
  FROM contributions.statement t
  JOIN contracts.issuer s ON s.id = t.issuer_id
  LEFT JOIN contributions.scheme n ON n.id = t.scheme_id`;

const closedRow = (row: StatementRow): StatementRow => ({
  ...row,
  closing: row.closing && { ...row.closing, at: new Date(row.closing.at) },
});

export const basisOf = (lines: readonly ExplainedLine[]) =>
  lines
    .filter(({ cause }) => cause === 'band' || cause === 'documentRate')
    .reduce((sum, { basisCents }) => sum + basisCents, 0);

/** Issuers that set a scheme at some time. */
export async function readKeepingIssuers(reader: Reader): Promise<KeepingIssuer[]> {
  return reader.query(
    `SELECT s.id, s.code, s.name, s.outside FROM contracts.issuer s
     WHERE EXISTS (SELECT 1 FROM contributions.scheme c WHERE c.issuer_id = s.id) ORDER BY s.outside, s.name, s.id`,
  );
}

async function readActivities(reader: Reader, ids: readonly number[]) {
  const rows: StatementRow['activity'][] = await reader.query(
    `SELECT a.id, a.code, a.name, p.name AS holder FROM contracts.activity a
     LEFT JOIN identity.account p ON p.id = a.account_id WHERE a.id = ANY ($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The open statements of every issuer, or of one, named. */
export async function readOpen(
  reader: Reader,
  { issuer, activity, until }: Pick<StatementSearch, 'issuer' | 'activity' | 'until'>,
): Promise<{ row: StatementRow; open: OpenStatement }[]> {
  const issuers = (await readKeepingIssuers(reader)).filter(
    ({ id }) => issuer === undefined || id === issuer,
  );
  const found: { issuer: KeepingIssuer; open: OpenStatement }[] = [];
  for (const each of issuers) {
    const statements = await readOpenStatements(reader, { issuer: each.id, activity, until });
    found.push(...statements.map((open) => ({ issuer: each, open })));
  }
  const activities = await readActivities(reader, [...new Set(found.map(({ open }) => open.activity))]);
  return found.map(({ issuer: keeping, open }) => ({
    open,
    row: {
      id: null,
      number: null,
      issuer: keeping,
      nature: natureOf(open.scheme.scheme, keeping),
      activity: activities.get(open.activity)!,
      month: open.month,
      basisCents: basisOf(open.contribution.lines),
      amountCents: open.contribution.amountCents,
      closing: null,
    },
  }));
}

/** Closed ones and open ones together, newest month first, then by activity. */
export async function listStatements(reader: Reader, search: StatementSearch): Promise<StatementRow[]> {
  const { issuer, activity, month, state, until } = search;
  const closed: StatementRow[] =
    state === 'open'
      ? []
      : await reader.query(
          `${CLOSED} WHERE ($1::bigint IS NULL OR t.issuer_id = $1) AND ($2::bigint IS NULL OR t.activity_id = $2)
             AND ($3::date IS NULL OR t.month = $3)`,
          [issuer ?? null, activity ?? null, month ?? null],
        );
  const last = month !== undefined && month < until ? month : until;
  const open = state === 'closed' ? [] : await readOpen(reader, { issuer, activity, until: last });
  const rows = [
    ...closed.map(closedRow),
    ...open.map(({ row }) => row).filter((row) => month === undefined || row.month === month),
  ];
  const collator = new Intl.Collator('fr');
  return rows.sort(
    (a, b) =>
      (a.month < b.month ? 1 : a.month > b.month ? -1 : 0) ||
      Number(a.issuer.outside) - Number(b.issuer.outside) ||
      collator.compare(a.activity.name, b.activity.name) ||
      a.activity.id - b.activity.id,
  );
}

/** What the lines of a month's statement settle of years before its own, oldest first. */
function earlierYears(month: LocalDate, lines: readonly ExplainedLine[]): StatementRecord['earlierYears'] {
  const years = new Map<string, number>();
  for (const { ofMonth, amountCents } of lines) {
    const year = yearOf(ofMonth);
    if (year !== yearOf(month)) years.set(year, (years.get(year) ?? 0) + amountCents);
  }
  return [...years].sort().map(([year, amountCents]) => ({ year, amountCents }));
}

const LINES = `
  SELECT l.cause, l.on_day AS "on", l.of_month AS "ofMonth",
    CASE WHEN l.invoice_id IS NOT NULL THEN jsonb_build_object('id', i.id, 'number', i.number) END AS invoice,
    CASE WHEN l.client_id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name) END AS client,
    l.payment_id AS payment, l.purchase_id AS purchase, l.basis_cents AS "basisCents", l.rate_bp AS "rateBasisPoints",
    l.amount_cents AS "amountCents", jsonb_build_object('fr', l.sentence_fr, 'en', l.sentence_en) AS sentence
  FROM contributions.statement_line l
  LEFT JOIN billing.invoice i ON i.id = l.invoice_id
  LEFT JOIN contracts.client c ON c.id = l.client_id
  WHERE l.statement_id = $1 ORDER BY l.position`;

/**
 * A closed statement.
 * @param account only of an activity of this account
 * @throws CONTRIBUTIONS.STATEMENT_UNKNOWN, also for a statement of another's activity
 */
export async function readStatement(reader: Reader, id: number, account?: number): Promise<StatementRecord> {
  const [row]: (StatementRow & Pick<StatementRecord, 'scheme' | 'year'>)[] = await reader.query(
    `SELECT f.*, jsonb_build_object('basisCents', t.basis_cents, 'keptCents', t.kept_cents) AS year,
       CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('scheme', v.terms, 'from', v.from_day,
         'scope', CASE WHEN v.activity_id IS NULL THEN 'issuer' ELSE 'activity' END) END AS scheme
     FROM (${CLOSED} WHERE t.id = $1) f
     JOIN contributions.statement t ON t.id = f.id
     JOIN contracts.activity a ON a.id = t.activity_id
     LEFT JOIN contributions.scheme v ON v.id = t.scheme_id
     WHERE $2::bigint IS NULL OR a.account_id = $2`,
    [id, account ?? null],
  );
  if (!row) throw contributionsErrors.STATEMENT_UNKNOWN({ statement: String(id) });
  const lines: ExplainedLine[] = await reader.query(LINES, [id]);
  return { ...row, ...closedRow(row), lines, earlierYears: earlierYears(row.month, lines) };
}

/** The statement of an open month, as it would be closed now. @throws CONTRIBUTIONS.NOTHING_TO_CLOSE */
export async function readOpenStatement(
  reader: Reader,
  {
    issuer,
    activity,
    month,
  }: { readonly issuer: number; readonly activity: number; readonly month: LocalDate },
): Promise<StatementRecord> {
  const found = await readOpen(reader, { issuer, activity, until: month });
  const last = found.find(({ row }) => row.month === month);
  if (!last) throw contributionsErrors.NOTHING_TO_CLOSE({ month });
  const { scheme, contribution } = last.open;
  const year = sumsOfYear(contribution.after, yearOf(month));
  return {
    ...last.row,
    scheme: { scheme: scheme.scheme, from: scheme.from, scope: scheme.scope },
    lines: contribution.lines,
    year: { basisCents: year.basisCents, keptCents: year.keptCents },
    earlierYears: earlierYears(month, contribution.lines),
  };
}

/** The closed statements of the activities of an account, newest first. */
export async function listOwnStatements(reader: Reader, account: number): Promise<StatementRow[]> {
  const rows: StatementRow[] = await reader.query(
    `${CLOSED} JOIN contracts.activity a ON a.id = t.activity_id WHERE a.account_id = $1 ORDER BY t.month DESC, t.id DESC`,
    [account],
  );
  return rows.map(closedRow);
}

/** A contribution of a closed month stays as it is; that of an open one is computed and may still change. */
export interface KeptContribution extends ContributionFact {
  readonly closed: boolean;
}

const firstOf = (month: Month) => `${month}-01` as LocalDate;

/** What is kept of activities in the months that begin within a period, one row an activity, issuer and month. */
export async function readContributions(
  reader: Reader,
  { period, activity, issuer }: FactsSearch,
): Promise<KeptContribution[]> {
  const last = firstOf(monthOf(addMonths(period.to, -1)));
  const until = addMonths(last, 1) < period.to ? addMonths(last, 1) : last;
  const rows = await listStatements(reader, { issuer, activity, until });
  return rows
    .filter(({ month }) => month >= period.from && month < period.to)
    .map(({ activity: of, issuer: by, month, amountCents, closing }) => ({
      activity: of.id,
      issuer: by.id,
      month,
      amountCents,
      closed: closing !== null,
    }));
}
