import type { LocalDate, Period } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';

/** How what is due and what is billed differ for one contract line and one issuer, in days. */
export interface Drift {
  readonly lineId: number;
  readonly contractId: number;
  /** Null for due days that no issuer carries. */
  readonly issuerId: number | null;
  readonly due: readonly Period[];
  readonly covered: readonly Period[];
  /** Due, carried by this issuer, billed by nobody. */
  readonly unbilled: readonly Period[];
  /** Due and carried by this issuer, but billed by another one, whose credit it awaits. */
  readonly elsewhere: readonly Period[];
  /** Billed here at a price that is no longer the agreed one. */
  readonly mispriced: readonly Period[];
  /** Billed here and never due from here. */
  readonly overbilled: readonly Period[];
  /** Billed here and not due yet. */
  readonly ahead: readonly Period[];
}

export interface DriftQuestion {
  readonly asOf: LocalDate;
  readonly issuerId?: number;
  readonly lineIds?: readonly number[];
}

/** What of the drift calls for an act; rows without any are left out. */
const WORK = {
  toBill: 'NOT isempty(unbilled) OR NOT isempty(elsewhere)',
  toCorrect: 'NOT isempty(mispriced) OR NOT isempty(overbilled)',
  any: 'NOT isempty(unbilled) OR NOT isempty(elsewhere) OR NOT isempty(mispriced) OR NOT isempty(overbilled) OR NOT isempty(ahead)',
  all: 'true',
} as const;

/**
 * The work list: due days less covered days and back, from terms, carriage, charges and credits, by one query.
 * Its cost follows the lines that are live, not the history that they have.
 */
export async function readDrift(
  reader: Transaction | UnitOfWork,
  { asOf, issuerId, lineIds }: DriftQuestion,
  work: keyof typeof WORK = 'any',
): Promise<Drift[]> {
  const sql = `
    SELECT line_id AS "lineId", contract_id AS "contractId", issuer_id AS "issuerId",
           due, covered, unbilled, elsewhere, mispriced, overbilled, ahead
    FROM billing.drift($1::date, $2::bigint, $3::bigint[])
    WHERE ${WORK[work]}
    ORDER BY line_id, issuer_id`;
  const parameters = [asOf, issuerId ?? null, lineIds ?? null];
  return 'read' in reader
    ? reader.read<Drift>(sql, parameters)
    : ((await reader.query(sql, parameters)) as Drift[]);
}
