import { createHash } from 'node:crypto';
import type { UnitOfWork } from '#persistence';

type Rows = Pick<UnitOfWork, 'read'>;

/**
 * What of the promise does not hold in this database, in words; empty when all of it does. Recomputed here from the
 * rows alone, by other means than the product's own: the days are counted one by one.
 */
export async function brokenInvariants(database: Rows): Promise<string[]> {
  const checks = [
    daysBilledTwice,
    coverageAgainstFacts,
    chains,
    totals,
    creditsWithinInvoices,
    deliveries,
    runsAndInvoices,
  ];
  const offences: string[] = [];
  for (const check of checks) offences.push(...(await check(database)));
  return offences;
}

/** I1: for each line and each day, charges − credits ∈ {0, 1}. */
async function daysBilledTwice(database: Rows): Promise<string[]> {
  const rows = await database.read<{ line: number; day: string; times: number }>(`
    SELECT line_id AS line, day::date AS day, sum(n)::int AS times
    FROM (SELECT line_id, generate_series(lower(period), upper(period) - 1, '1 day') AS day, 1 AS n FROM billing.charge
          UNION ALL
          SELECT line_id, generate_series(lower(period), upper(period) - 1, '1 day'), -1 FROM billing.credit) each_day
    GROUP BY 1, 2 HAVING sum(n) NOT IN (0, 1) ORDER BY 1, 2 LIMIT 10`);
  return rows.map((row) => `I1: line ${row.line} is billed ${row.times} times on ${row.day}`);
}

/** I8: what is kept as covered is what charges less credits give. */
async function coverageAgainstFacts(database: Rows): Promise<string[]> {
  const rows = await database.read<{ line: number; kept: unknown; facts: unknown }>(`
    WITH live AS (
      SELECT c.line_id, c.issuer_id, c.price_key, c.foreign_origin,
             datemultirange(c.period) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
               WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}') AS days
      FROM billing.charge c
    ), facts AS (
      SELECT line_id, issuer_id, price_key, foreign_origin, range_agg(days) AS live FROM live GROUP BY 1, 2, 3, 4
    )
    SELECT line_id AS line, v.live AS kept, f.live AS facts
    FROM billing.coverage v FULL JOIN facts f USING (line_id, issuer_id, price_key, foreign_origin)
    WHERE v.live IS DISTINCT FROM f.live`);
  return rows.map((row) => `I8: coverage of line ${row.line} is ${JSON.stringify(row)}`);
}

interface Link {
  series: number;
  sequence: number;
  number: string;
  issuedOn: string;
  payload: string;
  hash: Buffer;
}

/** I3: each series is 1..n, each seal follows from the one before, dates never run backwards. */
async function chains(database: Rows): Promise<string[]> {
  const links = await database.read<Link>(`
    SELECT series_id AS series, sequence, number, issued_on AS "issuedOn", payload, hash
    FROM billing.invoice WHERE NOT foreign_origin ORDER BY series_id, sequence`);
  const offences: string[] = [];
  let before: Link | null = null;
  for (const link of links) {
    const previous: Link | null = before?.series === link.series ? before : null;
    if (link.sequence !== (previous?.sequence ?? 0) + 1) offences.push(`I3: a gap before ${link.number}`);
    if (previous && link.issuedOn < previous.issuedOn) offences.push(`I3: ${link.number} is dated back`);
    const seal = createHash('sha256')
      .update(previous?.hash ?? '')
      .update(link.payload)
      .digest();
    if (!seal.equals(link.hash)) offences.push(`I6: the seal of ${link.number} is not that of its bytes`);
    if ((JSON.parse(link.payload) as { number: string }).number !== link.number)
      offences.push(`I6: ${link.number} says another number`);
    before = link;
  }
  const counters = await database.read<{ prefix: string }>(`
    SELECT prefix FROM billing.series s
    LEFT JOIN LATERAL (SELECT sequence, hash FROM billing.invoice i WHERE i.series_id = s.id
                       ORDER BY sequence DESC LIMIT 1) newest ON true
    WHERE NOT foreign_origin AND (last_sequence, last_hash) IS DISTINCT FROM (coalesce(sequence, 0), hash)`);
  return [
    ...offences,
    ...counters.map((row) => `I3: the counter of ${row.prefix} is not at its last document`),
  ];
}

interface SealedDocument {
  lines: { netCents: number; vatCategory: string; vatRateBasisPoints: number }[];
  vat: { category: string; rateBasisPoints: number; netCents: number; vatCents: number }[];
  netCents: number;
  vatCents: number;
  grossCents: number;
}

/** Half away from zero, to the cent, in whole numbers only. */
export function vatOf(netCents: number, rateBasisPoints: number): number {
  const product = Math.abs(netCents) * rateBasisPoints;
  const rounded = Math.floor((product + 5_000) / 10_000);
  return netCents < 0 ? -rounded : rounded;
}

/** I5: the sum of the lines = the totals of the sealed bytes = those of the rows, to the cent. */
async function totals(database: Rows): Promise<string[]> {
  const rows = await database.read<{
    number: string;
    type: string;
    payload: string;
    net: number;
    vat: number;
    gross: number;
    lines: number;
  }>(`SELECT i.number, i.type, i.payload, i.net_cents AS net, i.vat_cents AS vat, i.gross_cents AS gross,
             coalesce((SELECT sum(net_cents) FROM billing.invoice_line l WHERE l.invoice_id = i.id), 0)::bigint AS lines
      FROM billing.invoice i WHERE NOT foreign_origin`);
  return rows.flatMap((row) => {
    const document = JSON.parse(row.payload) as SealedDocument;
    const sum = document.lines.reduce((total, line) => total + line.netCents, 0);
    const agrees =
      sum === document.netCents &&
      document.netCents === row.net &&
      row.net === row.lines &&
      document.vatCents === row.vat &&
      document.grossCents === row.gross &&
      row.gross === row.net + row.vat &&
      document.vat.reduce((total, rate) => total + rate.vatCents, 0) === row.vat;
    const rates =
      row.type === 'creditNote' ||
      document.vat.every((rate) => rate.vatCents === vatOf(rate.netCents, rate.rateBasisPoints));
    return agrees && rates ? [] : [`I5: the amounts of ${row.number} do not agree`];
  });
}

/** Credit notes together never exceed what they credit, per rate, and their VAT is the rounded product over all of them. */
async function creditsWithinInvoices(database: Rows): Promise<string[]> {
  const rows = await database.read<{
    number: string;
    rate: number;
    net: number;
    vat: number;
    creditedNet: number;
    creditedVat: number;
  }>(`SELECT i.number, v.vat_rate_bp AS rate, v.net_cents AS net, v.vat_cents AS vat,
             sum(k.net_cents)::bigint AS "creditedNet", sum(k.vat_cents)::bigint AS "creditedVat"
      FROM billing.invoice i
      JOIN billing.invoice_vat v ON v.invoice_id = i.id
      JOIN billing.invoice n ON n.credits_invoice_id = i.id
      JOIN billing.invoice_vat k ON k.invoice_id = n.id AND (k.vat_category, k.vat_rate_bp) = (v.vat_category, v.vat_rate_bp)
      WHERE NOT i.foreign_origin GROUP BY 1, 2, 3, 4`);
  return rows
    .filter(
      (row) =>
        row.creditedNet > row.net ||
        row.creditedVat > row.vat ||
        row.creditedVat !== vatOf(row.creditedNet, row.rate),
    )
    .map((row) => `credits of ${row.number} at ${row.rate}: ${JSON.stringify(row)}`);
}

/** I4: each document has its one delivery obligation, and nothing else has one. */
async function deliveries(database: Rows): Promise<string[]> {
  const rows = await database.read<{ id: number }>(`
    SELECT coalesce(i.id, d.invoice_id) AS id FROM billing.invoice i
    FULL JOIN billing.delivery d ON d.invoice_id = i.id WHERE i.id IS NULL OR d.invoice_id IS NULL`);
  return rows.map((row) => `I4: document ${row.id} and its delivery do not go together`);
}

/** What a run calls issued is an invoice of that run, once; no invoice claims a run that does not know it. */
async function runsAndInvoices(database: Rows): Promise<string[]> {
  const rows = await database.read<{ id: number }>(`
    SELECT coalesce(i.id, d.invoice_id) AS id
    FROM (SELECT * FROM billing.run_document WHERE state = 'issued') d
    FULL JOIN (SELECT * FROM billing.invoice WHERE run_id IS NOT NULL) i ON i.id = d.invoice_id AND i.run_id = d.run_id
    WHERE i.id IS NULL OR d.run_id IS NULL`);
  return rows.map((row) => `invoice ${row.id} and its run do not agree`);
}
