import type { DomainError, Period } from '#kernel';
import { refusalOf, type Transaction } from '#persistence';
import { type BilledDays, billingErrors } from './billing-errors.js';

const SENTENCES: Readonly<Record<string, () => DomainError>> = {
  charge_under_current_terms: () => billingErrors.AMENDED_MEANWHILE({}),
  charge_of_excused_days: () => billingErrors.EXCUSED_MEANWHILE({}),
  charge_by_the_carrier: () => billingErrors.NOT_CARRIED({}),
  charge_within_term: () => billingErrors.OUTSIDE_TERMS({}),
  charge_at_agreed_price: () => billingErrors.OUTSIDE_TERMS({}),
  charge_pro_rata: () => billingErrors.OUTSIDE_TERMS({}),
  charge_span: () => billingErrors.OUTSIDE_TERMS({}),
  charge_within_cycle: () => billingErrors.OUTSIDE_TERMS({}),
  charge_cycle_of_term: () => billingErrors.OUTSIDE_TERMS({}),
  charge_within_horizon: () => billingErrors.BEYOND_HORIZON({}),
  credit_days_once: () => billingErrors.DAYS_ALREADY_CREDITED({}),
  credit_of_charged_days: () => billingErrors.DAYS_ALREADY_CREDITED({}),
  credit_within_its_charge: () => billingErrors.OUTSIDE_TERMS({}),
  deduction_once: () => billingErrors.AMENDED_MEANWHILE({}),
  issued_is_immutable: () => billingErrors.ISSUED_IMMUTABLE({}),
  document_is_complete: () => billingErrors.ISSUED_IMMUTABLE({}),
  excuse_once: () => billingErrors.EXCUSE_REFUSED({}),
  excuse_reason_check: () => billingErrors.EXCUSE_REFUSED({}),
};

/** Constraints that say: these days are billed by another document. */
export function saysAlreadyBilled(error: unknown): boolean {
  const constraint = refusalOf(error)?.constraint;
  return constraint === 'charge_days_once' || constraint === 'charge_again_only_after_credit';
}

/** The sentence for a refusal of the database, or the failure itself when it has none: then it is a fault of ours. */
export function explainRefusal(error: unknown): unknown {
  const constraint = refusalOf(error)?.constraint;
  return (constraint && SENTENCES[constraint]?.()) ?? error;
}

/**
 * Who billed days already: the newest document in force that shares a day with `period`.
 * @returns null when no document does
 */
export async function whoBilled(
  tx: Transaction,
  lineId: number,
  period: Period,
): Promise<DomainError | null> {
  const [found] = await billedDaysOf(tx, [{ position: 0, lineId, ...period }]);
  return found ? billingErrors.DAYS_ALREADY_BILLED(found.billed) : null;
}

/** Days of a document that a run would issue. */
interface WantedDays extends Period {
  readonly position: number;
  readonly lineId: number;
}

/** For each position whose days are billed, in whole or in part, the newest document in force that bills them. */
export async function billedDaysOf(
  tx: Transaction,
  wanted: readonly WantedDays[],
): Promise<{ readonly position: number; readonly billed: BilledDays }[]> {
  return (await tx.query(
    `SELECT DISTINCT ON (w.position) w.position, jsonb_build_object('line', l.code, 'from', lower(c.period),
       'to', upper(c.period), 'issuer', s.name, 'number', i.number, 'issuedOn', c.issued_on) AS billed
     FROM jsonb_to_recordset($1::jsonb) AS w (position int, "lineId" bigint, "from" date, "to" date)
     JOIN billing.charge c ON c.line_id = w."lineId" AND c.period && daterange(w."from", w."to")
     JOIN billing.invoice i ON i.id = c.invoice_id
     JOIN contracts.issuer s ON s.id = c.issuer_id
     JOIN contracts.contract_line l ON l.id = c.line_id
     WHERE NOT datemultirange(c.period * daterange(w."from", w."to")) <@ coalesce(
       (SELECT range_agg(k.period) FROM billing.credit k
        WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}')
     ORDER BY w.position, c.invoice_id DESC`,
    [JSON.stringify(wanted)],
  )) as { position: number; billed: BilledDays }[];
}
