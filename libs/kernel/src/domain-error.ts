/** What kind of refusal an error is; the HTTP filter maps each kind to one status. */
export type ErrorKind =
  | 'invalid' // the request cannot be understood or breaks a rule of form
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict' // the request is well formed but the facts forbid it
  | 'tooMany' // a rate limit
  | 'unavailable' // an outside service or resource is missing
  | 'broken'; // an invariant does not hold: a fault of ours

export type Facts = Readonly<Record<string, unknown>>;

/** One sentence per language: what happened, what was kept, what to do next. */
export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

/** A refusal that a person can read and a program can match on (`code`). */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly sentence: Sentence,
    readonly facts: Facts = {},
  ) {
    super(`${code}: ${sentence.fr}`);
  }
}

interface ErrorDefinition<F extends Facts> {
  readonly kind: ErrorKind;
  readonly fr: (facts: F) => string;
  readonly en: (facts: F) => string;
}

const catalogue = new Map<string, ErrorKind>();

/** Every error code defined so far with its kind, for the test that each one is mapped and translated. */
export function errorCatalogue(): ReadonlyMap<string, ErrorKind> {
  return catalogue;
}

// `any` is the one argument type that every definition accepts; `never` would be inferred for those without facts.
// oxlint-disable-next-line no-explicit-any
type AnyDefinition = ErrorDefinition<any>;

type ErrorFactories<D extends Record<string, AnyDefinition>> = {
  readonly [K in keyof D]: D[K] extends ErrorDefinition<infer F> ? (facts: F) => DomainError : never;
};

/** Describes one error of a room; `F` is the shape of its facts. */
export function errorOf<F extends Facts = Record<string, never>>(
  kind: ErrorKind,
  fr: (facts: F) => string,
  en: (facts: F) => string,
): ErrorDefinition<F> {
  return { kind, fr, en };
}

/** Declares the errors of a room. `billingErrors.DAYS_ALREADY_BILLED(facts)` makes one with code `BILLING.DAYS_ALREADY_BILLED`. */
export function defineErrors<D extends Record<string, AnyDefinition>>(
  room: string,
  definitions: D,
): ErrorFactories<D> {
  const factories: Record<string, (facts: never) => DomainError> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    const code = `${room}.${name}`;
    catalogue.set(code, definition.kind);
    factories[name] = (facts: never) =>
      new DomainError(
        code,
        definition.kind,
        { fr: definition.fr(facts), en: definition.en(facts) },
        facts as Facts,
      );
  }
  return factories as ErrorFactories<D>;
}
