import { difference, type LocalDate, type Period } from '#kernel';
import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { type Drift, readDrift } from '../coverage/read-drift.js';
import type { ProposalFacts } from './build-proposal.js';
import type { BilledElsewhere, ClientFacts, IssuerFacts, LineFacts, TermFacts } from './facts.js';
import { readDeposits } from './read-deposits.js';
import { groupBy } from './group-by.js';

export const ISSUER_COLUMNS = `id, code, version, name, outside, siren, siret, vat_number AS "vatNumber", vat_regime AS "vatRegime",
  legal_form AS "legalForm", address, email, phone, iban, bic, logo, payment_days AS "paymentDays"`;

/** @throws BILLING.ISSUER_UNKNOWN, BILLING.ISSUER_OUTSIDE */
export async function readIssuer(tx: Transaction, issuer: string | number): Promise<IssuerFacts> {
  const [found] = (await tx.query(
    `SELECT ${ISSUER_COLUMNS} FROM contracts.issuer WHERE ${typeof issuer === 'number' ? 'id' : 'code'} = $1`,
    [issuer],
  )) as IssuerFacts[];
  if (!found) throw billingErrors.ISSUER_UNKNOWN({ issuer: String(issuer) });
  if (found.outside) throw billingErrors.ISSUER_OUTSIDE({ issuer: found.name });
  return found;
}

export async function readClients(
  tx: Transaction,
  ids: readonly number[],
): Promise<Map<number, ClientFacts>> {
  const clients = (await tx.query(
    `SELECT id, code, version, name, vat_status AS "vatStatus", siren, siret, vat_number AS "vatNumber", address,
            delivery_address AS "deliveryAddress", electronic_scheme AS "electronicScheme",
            electronic_address AS "electronicAddress", email, contact, language,
            coalesce(channel::text, CASE WHEN email IS NOT NULL THEN 'email' END) AS channel,
            buyer_reference AS "buyerReference", payment_days AS "paymentDays", grouping
     FROM contracts.client WHERE id = ANY ($1::bigint[])`,
    [ids],
  )) as ClientFacts[];
  return new Map(clients.map((client) => [client.id, client]));
}

/**
 * Reads all that a proposal for one issuer is made from. Only lines with something unbilled are read, so the cost
 * follows what is due. `lineIds` narrows it to some lines, `days` replaces what drift says is unbilled (corrections).
 */
export async function readProposalFacts(
  tx: Transaction,
  question: {
    readonly issuer: IssuerFacts;
    readonly asOf: LocalDate;
    readonly issueOn: LocalDate;
    readonly lineIds?: readonly number[];
  },
): Promise<ProposalFacts> {
  const { issuer, asOf, issueOn, lineIds } = question;
  const drift = await readDrift(tx, { asOf, issuerId: issuer.id, lineIds }, 'toBill');
  const lines = await readLines(tx, drift, await readExcused(tx, drift));
  const clients = await readClients(tx, [...new Set(lines.map((line) => line.clientId))]);
  return { issuer, asOf, issueOn, lines, clients };
}

/** Days with a written excuse, by line. */
export async function readExcused(tx: Transaction, drift: readonly Drift[]): Promise<Map<number, Period[]>> {
  const rows = (await tx.query(
    `SELECT line_id AS "lineId", period FROM billing.excuse WHERE lifted_at IS NULL AND line_id = ANY ($1::bigint[])`,
    [drift.map((each) => each.lineId)],
  )) as { lineId: number; period: Period }[];
  return groupBy(
    rows,
    (row) => row.lineId,
    (row) => row.period,
  );
}

/** The facts of the lines of a drift; excused days are left out of what is to bill. */
export async function readLines(
  tx: Transaction,
  drift: readonly Drift[],
  excused: ReadonlyMap<number, readonly Period[]>,
): Promise<LineFacts[]> {
  const ids = [...new Set(drift.map((each) => each.lineId))];
  if (ids.length === 0) return [];
  const [terms, credited, prices, deposits, elsewhere] = [
    await readTerms(tx, ids),
    await readCredited(tx, ids),
    await readLastPrices(tx, ids),
    await readDeposits(tx, ids),
    await readElsewhere(tx, drift),
  ];
  const rows = (await tx.query(
    `SELECT l.id, l.code, l.kind, l.service, l.label, l.nature, l.unit, l.revision,
            l.deposit_of AS "depositOf", l.contract_id AS "contractId",
            k.code AS "contractCode", k.carriage_revision AS "carriageRevision", k.purchase_order AS "purchaseOrder",
            a.name AS "activityName", k.client_id AS "clientId"
     FROM contracts.contract_line l
     JOIN contracts.contract k ON k.id = l.contract_id
     LEFT JOIN contracts.activity a ON a.id = k.activity_id
     WHERE l.id = ANY ($1::bigint[]) ORDER BY l.id`,
    [ids],
  )) as Omit<
    LineFacts,
    'terms' | 'unbilled' | 'elsewhere' | 'uncarried' | 'credited' | 'lastPrice' | 'deposits'
  >[];
  const driftOf = groupBy(
    drift,
    (each) => each.lineId,
    (each) => each,
  );
  return rows.map((row) => ({
    ...row,
    terms: terms.get(row.id) ?? [],
    unbilled: without(
      driftOf
        .get(row.id)!
        .filter((each) => each.issuerId !== null)
        .flatMap((each) => each.unbilled),
      excused.get(row.id),
    ),
    uncarried: without(
      driftOf
        .get(row.id)!
        .filter((each) => each.issuerId === null)
        .flatMap((each) => each.unbilled),
      excused.get(row.id),
    ),
    elsewhere: elsewhere.get(row.id) ?? [],
    credited: credited.get(row.id) ?? [],
    lastPrice: prices.get(row.id) ?? null,
    deposits: deposits.get(row.id) ?? [],
  }));
}

function without(days: readonly Period[], excused: readonly Period[] | undefined): Period[] {
  return excused ? difference(days, excused) : [...days];
}

async function readTerms(tx: Transaction, lineIds: readonly number[]): Promise<Map<number, TermFacts[]>> {
  const rows = (await tx.query(
    `SELECT t.line_id AS "lineId", t.id, t.period, t.billable, t.months, t.billing, t.anchor,
            trim_scale(t.quantity) AS quantity, trim_scale(t.unit_price) AS "unitPrice", t.vat_category AS "vatCategory",
            t.vat_rate_bp AS "vatRateBasisPoints", t.horizon_days AS "horizonDays",
            t.longest_span_days AS "longestSpanDays", t.cycle_net_cents AS "cycleNetCents", t.price_key AS "priceKey"
     FROM contracts.contract_line l JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
     WHERE l.id = ANY ($1::bigint[]) ORDER BY t.line_id, lower(t.period)`,
    [lineIds],
  )) as (TermFacts & { lineId: number })[];
  return groupBy(
    rows,
    (row) => row.lineId,
    ({ lineId: _, ...term }) => term,
  );
}

async function readCredited(tx: Transaction, lineIds: readonly number[]) {
  const rows = (await tx.query(
    `SELECT line_id AS "lineId", generation, period FROM billing.credit WHERE line_id = ANY ($1::bigint[])`,
    [lineIds],
  )) as { lineId: number; generation: number; period: Period }[];
  return groupBy(
    rows,
    (row) => row.lineId,
    ({ generation, period }) => ({ generation, period }),
  );
}

/** The newest price billed, told by what covers the latest days: its price key begins with cents and months. */
async function readLastPrices(tx: Transaction, lineIds: readonly number[]) {
  const rows = (await tx.query(
    `SELECT DISTINCT ON (line_id) line_id AS "lineId", price_key AS "priceKey"
     FROM billing.coverage WHERE line_id = ANY ($1::bigint[]) AND NOT isempty(live)
     ORDER BY line_id, upper(live) DESC`,
    [lineIds],
  )) as { lineId: number; priceKey: string }[];
  return new Map(
    rows.map(({ lineId, priceKey }) => {
      const [cycleNetCents, months] = priceKey.split('/').map(Number) as [number, number];
      return [lineId, { cycleNetCents, months }];
    }),
  );
}

async function readElsewhere(
  tx: Transaction,
  drift: readonly Drift[],
): Promise<Map<number, BilledElsewhere[]>> {
  const waiting = drift.flatMap((each) =>
    each.issuerId === null
      ? []
      : each.elsewhere.map((period) => ({ lineId: each.lineId, issuerId: each.issuerId, ...period })),
  );
  if (waiting.length === 0) return new Map();
  const rows = (await tx.query(
    `SELECT w."lineId", live.period, s.name AS "issuerName", i.number, i.issued_on AS "issuedOn"
     FROM jsonb_to_recordset($1::jsonb) AS w ("lineId" bigint, "issuerId" bigint, "from" date, "to" date)
     JOIN billing.charge c ON c.line_id = w."lineId" AND c.period && daterange(w."from", w."to") AND c.issuer_id <> w."issuerId"
     JOIN billing.invoice i ON i.id = c.invoice_id
     JOIN contracts.issuer s ON s.id = c.issuer_id
     -- A credit of a part leaves the other part billed there.
     CROSS JOIN LATERAL unnest(datemultirange(c.period * daterange(w."from", w."to")) - coalesce(
       (SELECT range_agg(k.period) FROM billing.credit k
        WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}')) AS live (period)
     ORDER BY lower(live.period)`,
    [JSON.stringify(waiting)],
  )) as (BilledElsewhere & { lineId: number })[];
  return groupBy(
    rows,
    (row) => row.lineId,
    ({ lineId: _, ...billed }) => billed,
  );
}
