import { addMonths, type LocalDate } from '#kernel';
import { readPurchases } from '../activity-account/costs/read-purchases.js';
import type { PurchaseFact } from '../facts/activity-facts.js';
import { readBilled, readCollected } from '../facts/read-facts.js';
import { NOTHING_BEFORE, type RunningSums, type SumsOfMonth } from '../schemes/running-sums.js';
import { readSchemeVersions, type Reader, type SchemeVersion } from '../schemes/scheme-on.js';
import type { DocumentRate } from '../schemes/scheme.js';
import { type ActivityFacts, type OpenStatement, openStatements } from './open-months.js';

export interface OpenMonths {
  readonly issuer: number;
  /** All of them by default. */
  readonly activity?: number | undefined;
  /** First day of the last month that is looked at. */
  readonly until: LocalDate;
}

/** How facts are read where they are not read as they are. */
interface Supposition {
  /** As if these counted and nothing were closed. */
  readonly versions?: readonly SchemeVersion[];
  /** As if a document, with its credit notes, had this rate of its own; null: none. */
  readonly documentRate?: { readonly invoice: number; readonly rateBasisPoints: number | null };
}

const AS_IT_IS: Supposition = {};

const LONG_AGO = '1900-01-01' as LocalDate;

function grouped<T extends { readonly activity: number }>(facts: readonly T[]): (activity: number) => T[] {
  const byActivity = new Map<number, T[]>();
  for (const fact of facts) byActivity.set(fact.activity, [...(byActivity.get(fact.activity) ?? []), fact]);
  return (activity) => byActivity.get(activity) ?? [];
}

/** The last rate of each document that has one; a credit note without one takes back at that of its invoice. */
export async function readDocumentRates(reader: Reader, issuer: number): Promise<DocumentRate[]> {
  return reader.query(
    `WITH last AS (
       SELECT * FROM (
         SELECT DISTINCT ON (r.invoice_id) r.invoice_id AS invoice, r.rate_bp AS "rateBasisPoints", r.reason
         FROM contributions.document_rate r JOIN billing.invoice i ON i.id = r.invoice_id AND i.issuer_id = $1
         ORDER BY r.invoice_id, r.revision DESC) newest
       WHERE "rateBasisPoints" IS NOT NULL
     )
     SELECT * FROM last
     UNION ALL
     SELECT k.id, last."rateBasisPoints", last.reason FROM last JOIN billing.invoice k ON k.credits_invoice_id = last.invoice
     WHERE k.id NOT IN (SELECT invoice FROM last)`,
    [issuer],
  );
}

interface Closed {
  readonly month: LocalDate;
  readonly sums: RunningSums;
}

/** Where the statements of each activity stop, and what they say of months that open ones or facts from a day on move. */
async function readClosed(reader: Reader, issuer: number, from: LocalDate): Promise<Map<number, Closed>> {
  const last: { activity: number; month: LocalDate }[] = await reader.query(
    `SELECT activity_id AS activity, max(month) AS month FROM contributions.statement WHERE issuer_id = $1 GROUP BY 1`,
    [issuer],
  );
  const rows: (SumsOfMonth & { activity: number; ofMonth: LocalDate })[] = await reader.query(
    `SELECT t.activity_id AS activity, l.of_month AS "ofMonth",
       coalesce(sum(l.basis_cents) FILTER (WHERE l.cause = 'band'), 0)::bigint AS "basisCents",
       coalesce(sum(l.amount_cents) FILTER (WHERE l.cause IN ('band', 'shift')), 0)::bigint AS "bandCents",
       coalesce(sum(l.amount_cents) FILTER (WHERE l.cause = 'documentRate'), 0)::bigint AS "documentRateCents",
       coalesce(sum(l.amount_cents) FILTER (WHERE l.cause = 'reversal'), 0)::bigint AS "reversalCents",
       coalesce(sum(l.amount_cents) FILTER (WHERE l.cause = 'reversalLimit'), 0)::bigint AS "reversalLimitCents",
       coalesce(sum(l.amount_cents) FILTER (WHERE l.cause = 'minimum'), 0)::bigint AS "minimumCents"
     FROM contributions.statement t JOIN contributions.statement_line l ON l.statement_id = t.id
     WHERE t.issuer_id = $1 AND l.of_month >= date_trunc('year', least($2::date, $3::date)) GROUP BY 1, 2`,
    [issuer, from, last.reduce((oldest, { month }) => (month < oldest ? month : oldest), from)],
  );
  const sums = new Map<number, Map<LocalDate, SumsOfMonth>>();
  for (const { activity, ofMonth, ...ofRow } of rows) {
    if (!sums.has(activity)) sums.set(activity, new Map());
    sums.get(activity)!.set(ofMonth, ofRow);
  }
  return new Map(
    last.map(({ activity, month }) => [activity, { month, sums: sums.get(activity) ?? NOTHING_BEFORE }]),
  );
}

/** The direct costs that statements counted, of whichever issuer. */
async function readCountedPurchases(reader: Reader): Promise<ReadonlySet<number>> {
  const rows: { id: number }[] = await reader.query(
    `SELECT fact_id AS id FROM contributions.counted_fact WHERE kind = 'bought'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** In which months an issuer carries a contract of each activity. */
async function readCarried(
  reader: Reader,
  issuer: number,
): Promise<(activity: number, month: LocalDate) => boolean> {
  const rows: { activity: number; from: LocalDate; to: LocalDate }[] = await reader.query(
    `SELECT c.activity_id AS activity, lower(k.period) AS "from", coalesce(upper(k.period), '9999-12-31') AS "to"
     FROM contracts.contract c
     JOIN contracts.carriage k ON k.contract_id = c.id AND k.revision = c.carriage_revision
     WHERE k.issuer_id = $1 AND c.activity_id IS NOT NULL`,
    [issuer],
  );
  const periods = grouped(rows);
  return (activity, month) =>
    periods(activity).some(({ from, to }) => from < addMonths(month, 1) && to > month);
}

/** What an activity bought concerns the issuer that carried it on that day, or last; our own where both did. */
async function readPurchasesOf(
  reader: Reader,
  { issuer, activity, until }: OpenMonths,
): Promise<PurchaseFact[]> {
  const purchases = await readPurchases(reader, {
    period: { from: LONG_AGO, to: addMonths(until, 1) },
    ...(activity === undefined ? {} : { activity }),
  });
  if (purchases.length === 0) return [];
  const rows: { n: number; issuer: number | null }[] = await reader.query(
    `SELECT r.n, carrier.issuer_id AS issuer
     FROM unnest($1::bigint[], $2::date[]) WITH ORDINALITY AS r (activity, day, n)
     LEFT JOIN LATERAL (
       SELECT k.issuer_id FROM contracts.contract c
       JOIN contracts.carriage k ON k.contract_id = c.id AND k.revision = c.carriage_revision
       JOIN contracts.issuer s ON s.id = k.issuer_id
       WHERE c.activity_id = r.activity AND lower(k.period) <= r.day
       ORDER BY least(coalesce(upper(k.period), 'infinity'), r.day + 1) DESC, s.outside, s.id LIMIT 1) carrier ON true`,
    [purchases.map((each) => each.activity), purchases.map(({ boughtOn }) => boughtOn)],
  );
  const carriers = new Map(rows.map((row) => [row.n, row.issuer]));
  return purchases.filter((_, at) => carriers.get(at + 1) === issuer);
}

async function readFactsOfIssuer(
  reader: Reader,
  of: OpenMonths,
  supposed: Supposition,
): Promise<ActivityFacts[]> {
  const { issuer, activity, until } = of;
  const versions = supposed.versions ?? (await readSchemeVersions(reader, issuer));
  const first = versions.map(({ from }) => from).sort()[0];
  if (first === undefined || first > until) return [];
  const search = { period: { from: first, to: addMonths(until, 1) }, issuer, activity };
  const bases = new Set(versions.flatMap(({ scheme }) => scheme?.basis ?? []));
  const anew = supposed.versions !== undefined;
  const bought: ReadonlySet<number> = anew ? new Set() : await readCountedPurchases(reader);
  const isFresh = ({ counted }: { readonly counted: boolean }) => anew || !counted;
  const onlyCollected = bases.size === 1 && bases.has('collected');
  const billed = onlyCollected ? [] : await readBilled(reader, search);
  const collected = bases.has('collected') ? await readCollected(reader, search) : [];
  const purchases = (await readPurchasesOf(reader, of)).filter(({ boughtOn }) => boughtOn >= first);
  const carriedIn = await readCarried(reader, issuer);
  const documentRates = await supposeRate(reader, await readDocumentRates(reader, issuer), supposed);
  const fresh = {
    billed: billed.filter(isFresh),
    collected: collected.filter(isFresh),
    purchases: purchases.filter(({ id }) => !bought.has(id)),
  };
  const days = [
    ...fresh.billed.map(({ issuedOn, takesBack }) => takesBack?.on ?? issuedOn),
    ...fresh.collected.map(({ collectedOn, takesBack }) => takesBack?.on ?? collectedOn),
    ...fresh.purchases.map(({ boughtOn }) => boughtOn),
  ];
  const oldest = days.reduce((found, day) => (day < found ? day : found), until);
  const closed = anew ? new Map<number, Closed>() : await readClosed(reader, issuer, oldest);
  const parts = {
    billed: grouped(fresh.billed),
    collected: grouped(fresh.collected),
    purchases: grouped(fresh.purchases),
  };
  const activities: { id: number }[] = await reader.query(
    'SELECT id FROM contracts.activity WHERE $1::bigint IS NULL OR id = $1 ORDER BY name COLLATE "unicode", id',
    [activity ?? null],
  );
  return activities.map(({ id }) => ({
    activity: id,
    versions,
    billed: parts.billed(id),
    collected: parts.collected(id),
    purchases: parts.purchases(id),
    documentRates,
    lastClosed: closed.get(id)?.month ?? null,
    before: closed.get(id)?.sums ?? NOTHING_BEFORE,
    carriedIn: (month) => carriedIn(id, month),
  }));
}

async function supposeRate(
  reader: Reader,
  rates: readonly DocumentRate[],
  { documentRate }: Supposition,
): Promise<readonly DocumentRate[]> {
  if (!documentRate) return rates;
  const { invoice, rateBasisPoints } = documentRate;
  const documents: { id: number }[] = await reader.query(
    'SELECT id FROM billing.invoice WHERE id = $1 OR credits_invoice_id = $1',
    [invoice],
  );
  const others = rates.filter((rate) => !documents.some(({ id }) => id === rate.invoice));
  if (rateBasisPoints === null) return others;
  return [...others, ...documents.map(({ id }) => ({ invoice: id, rateBasisPoints, reason: '' }))];
}

/** The statements of an issuer that are not closed, by activity and then by month. */
export async function readOpenStatements(
  reader: Reader,
  of: OpenMonths,
  documentRate?: Supposition['documentRate'],
): Promise<OpenStatement[]> {
  const facts = await readFactsOfIssuer(reader, of, documentRate ? { documentRate } : AS_IT_IS);
  return facts.flatMap((each) => openStatements(each, of.until));
}

/** What the statements would have been if these versions had counted from their days on, nothing being closed. */
export async function supposeStatements(
  reader: Reader,
  of: OpenMonths,
  versions: readonly SchemeVersion[],
): Promise<OpenStatement[]> {
  const facts = await readFactsOfIssuer(reader, of, { versions });
  return facts.flatMap((each) => openStatements(each, of.until));
}
