import type { Check, LocalDate } from '#kernel';

/** A series of numbers as it stands, recomputed from its documents. */
export interface SeriesReport {
  readonly prefix: string;
  /** Code of the issuer. */
  readonly issuer: string;
  readonly year: number;
  readonly documents: number;
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
  /** Seal of the last document in hexadecimal, recomputed; noted elsewhere, it proves the whole series up to there. */
  readonly lastHash: string | null;
  readonly intact: boolean;
}

export interface Verification {
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  /** The civil day for which due days and deadlines were told. */
  readonly day: LocalDate;
  /** No invariant is broken. */
  readonly holds: boolean;
  readonly checks: readonly Check[];
  readonly series: readonly SeriesReport[];
}
