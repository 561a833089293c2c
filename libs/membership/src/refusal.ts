import { DomainError, type LocalDate, writeDate } from '#kernel';
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

/** Facts that a check of the database tells, each check its own. */
interface Told {
  readonly day: LocalDate;
  readonly quantity: number;
}

const bothDays = (day: LocalDate) => ({ day: writeDate(day, 'fr'), dayEn: writeDate(day, 'en') });
const blank = (fieldFr: string, fieldEn: string) => () => membershipErrors.FIELD_BLANK({ fieldFr, fieldEn });
const blankReason = blank('Le motif', 'The reason');
const blankReference = blank('La référence', 'The reference');
const meanwhile = () => membershipErrors.RECORDED_MEANWHILE({});

const BY_CONSTRAINT: Readonly<Record<string, (refusal: DatabaseRefusal, told: () => Told) => DomainError>> = {
  person_code_unique: (refusal) => membershipErrors.CODE_TAKEN({ code: valueIn(refusal) }),
  person_account_once: () => membershipErrors.ACCOUNT_TAKEN({}),
  worker_one_status_a_day: meanwhile,
  worker_is_born: meanwhile,
  worker_is_natural: () => membershipErrors.STATUS_OF_NATURAL_PERSON({ name: 'Cette personne' }),
  associate_once_a_day: meanwhile,
  associate_exit_once: meanwhile,
  associate_exit_corrected_once: meanwhile,
  associate_corrected_once: meanwhile,
  associate_number_once: (refusal) =>
    membershipErrors.NUMBER_TAKEN({ number: Number.parseInt(valueIn(refusal), 10) || 0 }),
  associate_one_category_a_day: () => membershipErrors.TWO_CATEGORIES_A_DAY({}),
  associate_one_college_a_day: () => membershipErrors.TWO_CATEGORIES_A_DAY({}),
  associate_exclusion_decided: () => membershipErrors.EXCLUSION_UNDECIDED({}),
  associate_corrected_before_exit: meanwhile,
  associate_corrected_without_shares: (_, told) => {
    const { day, quantity } = told();
    return membershipErrors.SHARES_WERE_HELD({ ...bothDays(day), quantity });
  },
  associate_reference_check: blankReference,
  associate_exit_reference_check: blankReference,
  associate_category_reason_check: blankReason,
  associate_college_reason_check: blankReason,
  associate_admission_correction_reason_check: blankReason,
  associate_exit_correction_reason_check: blankReason,
  worker_status_withdrawn_reason_check: blankReason,
  bylaws_reason_check: blankReason,
  interview_held_by_check: blank('Le nom de qui a mené l’entretien', 'The name of who held the interview'),
  interview_note_check: blank('Le compte rendu', 'The note'),
  interview_signed_once: () => membershipErrors.INTERVIEW_SIGNED_ALREADY({}),
  cooperative_revision_once: (refusal) =>
    membershipErrors.REVISION_KNOWN(bothDays(valueIn(refusal) as LocalDate)),
  cooperative_revision_reviser_check: blank('Le nom du cabinet ou de la personne', 'The name of the reviser'),
  cooperative_revision_reference_check: blankReference,
  bylaws_pkey: () => membershipErrors.BYLAWS_CHANGED_MEANWHILE({ from: '', revision: null }),
  membership_facts_append_only: () => membershipErrors.APPEND_ONLY({}),
};

/** What PostgreSQL refused, as this room says it; anything that is not a refusal of a value passes through. */
export function domainErrorOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const { constraint = '', code = '', detail = '{}' } = refusal;
  const said = BY_CONSTRAINT[constraint]?.(refusal, () => JSON.parse(detail) as Told);
  if (said) return said;
  const isValue =
    [EXCLUSION_VIOLATION, CHECK_VIOLATION, NOT_NULL_VIOLATION, UNIQUE_VIOLATION].includes(code) ||
    INVALID_TEXT.has(code);
  return isValue ? membershipErrors.VALUE_REFUSED({ constraint: constraint || code }) : error;
}
