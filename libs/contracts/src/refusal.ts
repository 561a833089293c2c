import { DomainError } from '#kernel';
import { type DatabaseRefusal, refusalOf } from '#persistence';
import { contractsErrors, type Thing } from './contracts-errors.js';

const codes: Readonly<Record<string, Thing>> = {
  issuer_code_unique: 'issuer',
  activity_code_unique: 'activity',
  client_code_unique: 'client',
  contract_code_unique: 'contract',
  contract_line_code_unique: 'line',
};

const references: Readonly<Record<string, Thing>> = {
  contract_client_id_fkey: 'client',
  contract_activity_id_fkey: 'activity',
  carriage_contract_id_fkey: 'contract',
  carriage_issuer_id_fkey: 'issuer',
  contract_line_contract_id_fkey: 'contract',
  contract_line_deposit_of_fkey: 'line',
  amendment_line_id_fkey: 'line',
  term_line_id_revision_fkey: 'revision',
  live_days_line_id_fkey: 'line',
};

const EXCLUSION_VIOLATION = '23P01';
const CHECK_VIOLATION = '23514';
const NOT_NULL_VIOLATION = '23502';
const INVALID_TEXT = new Set(['22P02', '22003', '22007', '22008', '22001', '22000', '22021']);

/** `Key (code)=(X1) already exists.` */
function valueIn({ detail = '' }: DatabaseRefusal): string {
  return /=\((.*?)\)/.exec(detail)?.[1] ?? '';
}

function refusalByConstraint(refusal: DatabaseRefusal): DomainError | null {
  const { constraint = '' } = refusal;
  const value = valueIn(refusal);
  if (codes[constraint]) return contractsErrors.CODE_TAKEN({ thing: codes[constraint], code: value });
  if (references[constraint]) return contractsErrors.NOT_FOUND({ thing: references[constraint], key: value });
  switch (constraint) {
    case 'term_one_price_a_day':
    case 'term_days':
      return contractsErrors.TERMS_OVERLAP({
        day: /[[(](\d{4}-\d{2}-\d{2})/.exec(refusal.detail ?? '')?.[1] ?? '',
      });
    case 'carriage_one_carrier_a_day':
    case 'carriage_of_issuer':
      return contractsErrors.CARRIAGE_OVERLAPS({});
    case 'amendment_one_per_revision':
    case 'line_revision_moves_by_one':
      return contractsErrors.AMENDED_MEANWHILE({ line: Number.parseInt(value, 10) || 0, fromRevision: 0 });
    case 'carriage_revision_moves_by_one':
      return contractsErrors.CARRIAGE_MOVED_MEANWHILE({ contract: 0, fromRevision: 0 });
    case 'twin_line_refused':
      return contractsErrors.TWIN_LINE({
        service: value.split(', ')[1] ?? '',
        line: '?',
        contract: '?',
        days: '',
        daysEn: '',
      });
    case 'agreed_facts_append_only':
      return contractsErrors.APPEND_ONLY({});
    default:
      return null;
  }
}

/** What PostgreSQL refused, as this room says it; anything that is not a refusal of a value passes through. */
export function domainErrorOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const named = refusalByConstraint(refusal);
  if (named) return named;
  const isValue =
    refusal.code === EXCLUSION_VIOLATION ||
    refusal.code === CHECK_VIOLATION ||
    refusal.code === NOT_NULL_VIOLATION ||
    INVALID_TEXT.has(refusal.code ?? '');
  return isValue
    ? contractsErrors.VALUE_REFUSED({ constraint: refusal.constraint ?? refusal.code ?? '' })
    : error;
}
