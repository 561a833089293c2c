import type { DomainError, ErrorKind } from '#kernel';
import type { RefusedField } from './api-errors.js';

export type Language = 'fr' | 'en';

/** The one place where a kind of refusal becomes an HTTP status. */
export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooMany: 429,
  unavailable: 503,
  broken: 500,
};

/** More precise than their kind says. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'API.TOO_LARGE': 413,
  'API.MEDIA_TYPE_REFUSED': 415,
};

const TITLES: Readonly<Record<Language, Readonly<Record<ErrorKind, string>>>> = {
  fr: {
    invalid: 'Demande refusée',
    unauthenticated: 'Connexion requise',
    forbidden: 'Accès refusé',
    notFound: 'Introuvable',
    conflict: 'Les faits s’y opposent',
    tooMany: 'Trop de demandes',
    unavailable: 'Service indisponible',
    broken: 'Erreur interne',
  },
  en: {
    invalid: 'Request refused',
    unauthenticated: 'Sign-in required',
    forbidden: 'Access refused',
    notFound: 'Not found',
    conflict: 'The facts forbid it',
    tooMany: 'Too many requests',
    unavailable: 'Service unavailable',
    broken: 'Internal error',
  },
};

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly detail: string }[];
}

export function statusOf(error: DomainError): number {
  return STATUS_OF_CODE[error.code] ?? STATUS_OF_KIND[error.kind];
}

/** What the person reads. The facts of a fault of ours stay in the log, but for the reference to find them by. */
export function problemOf(error: DomainError, language: Language, instance: string): Problem {
  const { fields, ...facts } = error.facts as { fields?: readonly RefusedField[] };
  const named = error.code === 'API.INPUT_REFUSED' && fields !== undefined;
  const shown = error.kind === 'broken' && error.code !== 'API.UNEXPECTED' ? {} : named ? facts : error.facts;
  return {
    type: `urn:intendance:error:${error.code}`,
    title: TITLES[language][error.kind],
    status: statusOf(error),
    code: error.code,
    detail: error.sentence[language],
    instance,
    ...(Object.keys(shown).length > 0 ? { facts: shown } : {}),
    ...(named
      ? { errors: fields.map((each) => ({ field: each.field, rule: each.rule, detail: each[language] })) }
      : {}),
  };
}
