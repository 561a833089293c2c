import { DomainError, type LocalDate } from '#kernel';
import { type DatabaseRefusal, refusalOf } from '#persistence';
import { contributionsErrors } from './contributions-errors.js';

const monthIn = ({ detail = '' }: DatabaseRefusal) => detail as LocalDate;

const UNNAMED_RULE = {
  rule: 'ses tranches, ses taux ou son minimum ne vont pas ensemble.',
  ruleEn: 'its bands, its rates or its minimum do not fit.',
};

const SENTENCES: Readonly<Record<string, (refusal: DatabaseRefusal) => DomainError>> = {
  scheme_issuer: () => contributionsErrors.PARTY_UNKNOWN({}),
  scheme_activity: () => contributionsErrors.PARTY_UNKNOWN({}),
  document_rate_invoice: () => contributionsErrors.PARTY_UNKNOWN({}),
  scheme_revision_once: () => contributionsErrors.CHANGED_MEANWHILE({}),
  document_rate_once: () => contributionsErrors.CHANGED_MEANWHILE({}),
  scheme_terms: () => contributionsErrors.INVALID_SCHEME(UNNAMED_RULE),
  scheme_reason: () => contributionsErrors.REASON_MISSING({}),
  document_rate_reason: () => contributionsErrors.REASON_MISSING({}),
  document_rate_bounds: () => contributionsErrors.RATE_REFUSED({}),
  scheme_of_open_months: (refusal) => contributionsErrors.MONTHS_CLOSED({ month: monthIn(refusal) }),
  statement_once: () => contributionsErrors.ALREADY_CLOSED({}),
  statement_in_order: () => contributionsErrors.ALREADY_CLOSED({}),
  counted_once: () => contributionsErrors.CHANGED_MEANWHILE({}),
  contributions_append_only: () => contributionsErrors.APPEND_ONLY({}),
  statement_is_closed: () => contributionsErrors.APPEND_ONLY({}),
};

/** A text that no table can hold, a number or a day out of range. */
const VALUES = new Set(['22P02', '22003', '22007', '22008', '22001', '22021']);

/** What PostgreSQL refused, as this room says it. What no person can cause passes through: it is a fault of the room. */
export function domainErrorOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const named = SENTENCES[refusal.constraint ?? ''];
  if (named) return named(refusal);
  return VALUES.has(refusal.code ?? '') ? contributionsErrors.VALUE_REFUSED({}) : error;
}
