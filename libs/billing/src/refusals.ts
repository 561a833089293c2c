import { type DomainError, type Period, writeDate } from '#kernel';
import { refusalOf, type Transaction } from '#persistence';
import { billingErrors } from './billing-errors.js';

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
  const [found] = (await tx.query(
    `SELECT l.code AS line, c.period, s.name AS issuer, i.number, c.issued_on AS "issuedOn"
     FROM billing.charge c
     JOIN billing.invoice i ON i.id = c.invoice_id
     JOIN contracts.issuer s ON s.id = c.issuer_id
     JOIN contracts.contract_line l ON l.id = c.line_id
     WHERE c.line_id = $1 AND c.period && daterange($2, $3)
       AND NOT datemultirange(c.period * daterange($2, $3)) <@ coalesce(
         (SELECT range_agg(k.period) FROM billing.credit k
          WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}')
     ORDER BY c.invoice_id DESC LIMIT 1`,
    [lineId, period.from, period.to],
  )) as { line: string; period: Period; issuer: string; number: string; issuedOn: string }[];
  if (!found) return null;
  return billingErrors.DAYS_ALREADY_BILLED({
    line: found.line,
    from: writeDate(found.period.from, 'fr'),
    to: writeDate(found.period.to, 'fr'),
    issuer: found.issuer,
    number: found.number,
    issuedOn: writeDate(found.issuedOn as never, 'fr'),
  });
}
