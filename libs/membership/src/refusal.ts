import { DomainError } from '#kernel';
import { type DatabaseRefusal, refusalOf } from '#persistence';
import { membershipErrors } from './membership-errors.js';

const EXCLUSION_VIOLATION = '23P01';
const CHECK_VIOLATION = '23514';
const NOT_NULL_VIOLATION = '23502';
const UNIQUE_VIOLATION = '23505';
const INVALID_TEXT = new Set(['22P02', '22003', '22007', '22008', '22001', '22000', '22021']);

/** `Key (code)=(X1) already exists.` */
function valueIn({ detail = '' }: DatabaseRefusal): string {
  return /=\((.*?)\)/.exec(detail)?.[1] ?? '';
}

function refusalByConstraint(refusal: DatabaseRefusal): DomainError | null {
  const { constraint = '' } = refusal;
  const value = valueIn(refusal);
  switch (constraint) {
    case 'person_code_unique':
      return membershipErrors.CODE_TAKEN({ code: value });
    case 'person_account_once':
      return membershipErrors.ACCOUNT_TAKEN({});
    case 'worker_one_status_a_day':
      return membershipErrors.STATUS_OVERLAPS({ name: '' });
    case 'worker_is_natural':
      return membershipErrors.STATUS_OF_NATURAL_PERSON({ name: '' });
    case 'associate_once_a_day':
      return membershipErrors.ASSOCIATE_ALREADY({ name: '', number: 0, since: '', sinceEn: '' });
    case 'associate_number_once':
      return membershipErrors.NUMBER_TAKEN({ number: Number.parseInt(value, 10) || 0 });
    case 'associate_one_category_a_day':
    case 'associate_one_college_a_day':
      return membershipErrors.TWO_CATEGORIES_A_DAY({});
    case 'associate_exit_once':
      return membershipErrors.EXITED_ALREADY({ name: '', day: '', dayEn: '' });
    case 'interview_signed_once':
      return membershipErrors.INTERVIEW_SIGNED_ALREADY({});
    case 'bylaws_pkey':
      return membershipErrors.BYLAWS_CHANGED_MEANWHILE({ from: '', revision: 0 });
    case 'membership_facts_append_only':
      return membershipErrors.APPEND_ONLY({});
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
  const code = refusal.code ?? '';
  const isValue =
    [EXCLUSION_VIOLATION, CHECK_VIOLATION, NOT_NULL_VIOLATION, UNIQUE_VIOLATION].includes(code) ||
    INVALID_TEXT.has(code);
  return isValue ? membershipErrors.VALUE_REFUSED({ constraint: refusal.constraint ?? code }) : error;
}
