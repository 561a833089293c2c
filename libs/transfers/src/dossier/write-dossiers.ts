import type { Contracts, ContractRecord } from '#contracts';
import { addMonths, includesDay, type LocalDate } from '#kernel';
import { NO_END } from '#contracts';
import type { Transaction } from '#persistence';
import { transfersErrors } from '../transfers-errors.js';
import type { EventKind } from './dossier.js';

export interface DossierChoice {
  readonly contracts: readonly number[];
  /** The first day that the new carrier bills. */
  readonly movesOn: LocalDate;
  readonly title?: string | null;
}

export interface Hand {
  readonly madeBy: string;
  readonly at: Date;
}

/**
 * A contract is moved at the next term or at a year's end, some months ahead. A day beyond is a typing error of the
 * year, and would hide that nothing is ever switched.
 */
const MONTHS_AHEAD = 18;

/** @throws TRANSFERS.MOVES_TOO_LATE */
export function requireDayInReach(movesOn: LocalDate, today: LocalDate): void {
  const last = addMonths(today, MONTHS_AHEAD);
  if (movesOn > last) throw transfersErrors.MOVES_TOO_LATE({ day: movesOn, last });
}

/**
 * The contracts, and the one issuer that carries all of them from that day on, to the end of its carriage.
 * @throws TRANSFERS.NO_CONTRACT, TRANSFERS.NO_LINE, TRANSFERS.CARRIED_BY_SEVERAL, CONTRACTS.NOT_FOUND
 */
export async function requireOneCarrier(
  contracts: Contracts,
  tx: Transaction,
  { ids, movesOn, to }: { readonly ids: readonly number[]; readonly movesOn: LocalDate; readonly to: number },
): Promise<{ records: ContractRecord[]; from: number }> {
  if (ids.length === 0) throw transfersErrors.NO_CONTRACT({});
  const records: ContractRecord[] = [];
  for (const id of new Set(ids)) records.push(await contracts.readContract(id, undefined, tx));
  const empty = records.filter(({ lines }) => lines.length === 0);
  if (empty.length > 0) throw transfersErrors.NO_LINE({ contracts: empty.map(({ code }) => code) });
  const carriers = records.map(({ carriage }) => {
    const then = carriage.find(({ period }) => includesDay(period, movesOn));
    const end = carriage.at(-1)?.period.to ?? NO_END;
    return then && then.issuer !== to && then.period.to === end ? then.issuer : null;
  });
  const from = carriers.find((carrier) => carrier !== null) ?? null;
  const others = records.filter((_, at) => carriers[at] === null || carriers[at] !== from);
  if (from === null || others.length > 0) {
    const named = others.length > 0 ? others : records;
    throw transfersErrors.CARRIED_BY_SEVERAL({ contracts: named.map(({ code }) => code), day: movesOn });
  }
  return { records, from };
}

/** @throws TRANSFERS.CONTRACT_IN_ANOTHER */
export async function writeChosenContracts(
  tx: Transaction,
  dossier: number,
  records: readonly ContractRecord[],
): Promise<void> {
  const ids = records.map(({ id }) => id);
  const [taken] = (await tx.query(
    `SELECT c.code AS contract, d.code AS dossier FROM transfers.dossier_contract x
     JOIN transfers.dossier d ON d.id = x.dossier_id JOIN contracts.contract c ON c.id = x.contract_id
     WHERE x.under_way AND x.contract_id = ANY ($1::bigint[]) AND x.dossier_id <> $2 ORDER BY c.code LIMIT 1`,
    [ids, dossier],
  )) as { contract: string; dossier: string }[];
  if (taken) throw transfersErrors.CONTRACT_IN_ANOTHER(taken);
  await tx.query(
    'DELETE FROM transfers.dossier_contract WHERE dossier_id = $1 AND contract_id <> ALL ($2::bigint[])',
    [dossier, ids],
  );
  await tx.query(
    `INSERT INTO transfers.dossier_contract (dossier_id, contract_id) SELECT $1, unnest($2::bigint[])
     ON CONFLICT ON CONSTRAINT dossier_contract_once DO NOTHING`,
    [dossier, ids],
  );
}

export async function writeEvent(
  tx: Transaction,
  dossier: number,
  kind: EventKind,
  facts: Readonly<Record<string, unknown>>,
  { madeBy, at }: Hand,
): Promise<void> {
  await tx.query(
    `INSERT INTO transfers.dossier_event (dossier_id, kind, facts, made_by, made_at) VALUES ($1, $2, $3, $4, $5)`,
    [dossier, kind, JSON.stringify(facts), madeBy, at],
  );
}
