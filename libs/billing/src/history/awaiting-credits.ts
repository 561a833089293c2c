import type { LocalDate, Period } from '#kernel';
import { rangeLiteral, type Transaction, type UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';

/** A document of a former tool that bills days which another document bills already. */
export interface AwaitingCredit {
  readonly invoiceId: number;
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: LocalDate;
  readonly client: { readonly id: number; readonly name: string };
  readonly contractId: number;
  readonly line: { readonly id: number; readonly code: string; readonly service: string };
  /** From the first to the last day billed twice; of several conflicts the first is named. */
  readonly period: Period;
  readonly conflictsWith: {
    readonly invoiceId: number;
    readonly number: string;
    readonly issuedOn: LocalDate;
  };
  /** What its credit note must take back: these lines, by amount. Net, in cents. */
  readonly toCredit: readonly { readonly position: number; readonly netCents: number }[];
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly settlement: string | null;
}

export interface DoubleBilling {
  readonly invoiceId: number;
  readonly lineId: number;
  readonly period: Period;
  readonly conflictsWith: number;
}

/** Lines of an awaiting document that no charge holds: their days are another document's. */
const UNCOVERED = `FROM billing.invoice_line l
  WHERE l.invoice_id = a.invoice_id AND l.contract_line_id = a.line_id
    AND NOT EXISTS (SELECT 1 FROM billing.charge c WHERE c.invoice_id = l.invoice_id AND c.position = l.position)`;
const CREDITED = `coalesce((SELECT sum(k.net_cents) FROM billing.invoice_line k
  WHERE k.credits_invoice_id = l.invoice_id AND k.credits_position = l.position), 0)`;

export async function recordAwaitingCredits(tx: Transaction, found: readonly DoubleBilling[]): Promise<void> {
  if (found.length === 0) return;
  await tx.query(
    `INSERT INTO billing.awaiting_credit (invoice_id, line_id, period, conflicts_with)
     SELECT r.invoice, r.line, r.period, r.other FROM jsonb_to_recordset($1::jsonb)
       AS r (invoice bigint, line bigint, period daterange, other bigint)`,
    [
      JSON.stringify(
        found.map(({ invoiceId, lineId, period, conflictsWith }) => ({
          invoice: invoiceId,
          line: lineId,
          period: rangeLiteral(period),
          other: conflictsWith,
        })),
      ),
    ],
  );
}

/** Those that wait, oldest first; with `settled`, those that no longer do. */
export async function listAwaitingCredits(
  reader: UnitOfWork,
  { settled = false, page = 1, size = 100 }: { settled?: boolean; page?: number; size?: number } = {},
): Promise<{ items: AwaitingCredit[]; total: number }> {
  const which = settled ? 'a.settled_at IS NOT NULL' : 'a.settled_at IS NULL';
  const items = await reader.read<AwaitingCredit>(
    `SELECT a.invoice_id AS "invoiceId", i.number, s.code AS issuer, i.issued_on AS "issuedOn",
            json_build_object('id', c.id, 'name', c.name) AS client, cl.contract_id AS "contractId",
            json_build_object('id', cl.id, 'code', cl.code, 'service', cl.service) AS line, a.period,
            json_build_object('invoiceId', o.id, 'number', o.number, 'issuedOn', o.issued_on) AS "conflictsWith",
            coalesce((SELECT json_agg(json_build_object('position', l.position, 'netCents', l.net_cents - ${CREDITED}) ORDER BY l.position)
                      ${UNCOVERED} AND l.net_cents > ${CREDITED}), '[]') AS "toCredit",
            a.settled_at AS "settledAt", a.settled_by AS "settledBy", a.settlement
     FROM billing.awaiting_credit a
     JOIN billing.invoice i ON i.id = a.invoice_id
     JOIN billing.invoice o ON o.id = a.conflicts_with
     JOIN contracts.issuer s ON s.id = i.issuer_id
     JOIN contracts.client c ON c.id = i.client_id
     JOIN contracts.contract_line cl ON cl.id = a.line_id
     WHERE ${which} ORDER BY i.issued_on, i.id LIMIT $1 OFFSET $2`,
    [size, (page - 1) * size],
  );
  const [count] = await reader.read<{ total: number }>(
    `SELECT count(*) AS total FROM billing.awaiting_credit a WHERE ${which}`,
  );
  return { items, total: count!.total };
}

/**
 * A person says how the double billing was settled outside of here: refunded, credited in the former tool.
 * @throws BILLING.AWAITING_CREDIT_UNKNOWN, BILLING.AWAITING_CREDIT_SETTLED
 */
export async function settleAwaitingCredit(
  tx: Transaction,
  invoiceId: number,
  { statement, settledBy }: { readonly statement: string; readonly settledBy: string },
): Promise<void> {
  const [found] = (await tx.query(
    `SELECT i.number, a.settled_at IS NOT NULL AS settled, a.settlement FROM billing.awaiting_credit a
     JOIN billing.invoice i ON i.id = a.invoice_id WHERE a.invoice_id = $1 FOR UPDATE OF a`,
    [invoiceId],
  )) as { number: string; settled: boolean; settlement: string | null }[];
  if (!found) throw billingErrors.AWAITING_CREDIT_UNKNOWN({ invoice: String(invoiceId) });
  if (found.settled)
    throw billingErrors.AWAITING_CREDIT_SETTLED({ number: found.number, settlement: found.settlement ?? '' });
  await tx.query(
    `UPDATE billing.awaiting_credit SET settled_at = now(), settled_by = $2, settlement = $3 WHERE invoice_id = $1`,
    [invoiceId, settledBy, statement],
  );
}

/**
 * Settles those of these documents whose days billed twice are credited in full.
 * @returns how many
 */
export async function settleCredited(
  tx: Transaction,
  invoiceIds: readonly number[],
  settledBy: string,
): Promise<number> {
  if (invoiceIds.length === 0) return 0;
  const [, settled] = (await tx.query(
    `UPDATE billing.awaiting_credit a SET settled_at = now(), settled_by = $2,
       settlement = 'Avoir ' || (SELECT string_agg(n.number, ', ' ORDER BY n.id) FROM billing.invoice n
                                 WHERE n.credits_invoice_id = a.invoice_id)
     WHERE a.invoice_id = ANY ($1::bigint[]) AND a.settled_at IS NULL
       AND EXISTS (SELECT 1 FROM billing.invoice n WHERE n.credits_invoice_id = a.invoice_id)
       AND NOT EXISTS (SELECT 1 ${UNCOVERED} AND l.net_cents > ${CREDITED})`,
    [invoiceIds, settledBy],
  )) as [unknown, number];
  return settled;
}

/** Days that a former tool billed before their time: covered, and in sight until credited or reached. */
export interface BilledAheadDays {
  readonly invoiceId: number;
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: LocalDate;
  readonly clientName: string;
  readonly lineCode: string;
  readonly service: string;
  readonly days: readonly Period[];
}

export async function listBilledAhead(reader: UnitOfWork, today: LocalDate): Promise<BilledAheadDays[]> {
  return reader.read<BilledAheadDays>(
    `SELECT i.id AS "invoiceId", i.number, s.code AS issuer, i.issued_on AS "issuedOn", c.name AS "clientName",
            l.code AS "lineCode", l.service, h.days
     FROM (SELECT c.invoice_id, c.line_id, c.issuer_id,
                  (datemultirange(c.period) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
                     WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}'))
                  * datemultirange(daterange($1::date + 1, NULL)) AS days
           FROM billing.charge c WHERE c.foreign_origin AND lower(c.period) > $1::date) h
     JOIN billing.invoice i ON i.id = h.invoice_id
     JOIN contracts.issuer s ON s.id = h.issuer_id
     JOIN contracts.client c ON c.id = i.client_id
     JOIN contracts.contract_line l ON l.id = h.line_id
     WHERE NOT isempty(h.days) ORDER BY i.issued_on, i.id LIMIT 1000`,
    [today],
  );
}
