import { difference, isLocalDate, type LocalDate, type Period } from '#kernel';
import { rangeLiteral, type Transaction } from '#persistence';
import { contractsErrors } from '../contracts-errors.js';
import { readParty } from '../parties/store-parties.js';
import { insertRecord } from '../record-columns.js';
import { NO_END, type Term } from '../terms/term.js';
import type { Carriage, ContractRecord, LineRecord, NewContract, NewLine } from './agreement.js';
import { carryFrom } from './carry.js';
import { completeTerms } from './complete-terms.js';
import { readCircumstances, readContract, readLine } from './read-agreements.js';
import { writeFirstRevision } from './write-terms.js';

/** Who writes, and when; kept with each amendment. */
export interface Hand {
  readonly madeBy: string;
  readonly at: Date;
}

/** @throws CONTRACTS.NOT_FOUND, CONTRACTS.CODE_TAKEN, CONTRACTS.INVALID_FIELD */
export async function insertContract(tx: Transaction, contract: NewContract): Promise<number> {
  const { client, activity, carriedBy, from, to } = contract;
  const { id } = await insertRecord(
    tx,
    'contracts.contract',
    {
      code: 'code',
      client: 'client_id',
      activity: 'activity_id',
      title: 'title',
      purchaseOrder: 'purchase_order',
    },
    {
      code: contract.code,
      client,
      activity: activity ?? undefined,
      title: contract.title,
      purchaseOrder: contract.purchaseOrder ?? undefined,
    },
  );
  await writeCarriage(tx, id, 0, [{ issuer: carriedBy, period: { from, to: to ?? NO_END } }]);
  return id;
}

async function writeCarriage(
  tx: Transaction,
  contract: number,
  fromRevision: number,
  carriage: readonly Carriage[],
): Promise<void> {
  for (const { period } of carriage) {
    if (!(period.from < period.to)) {
      throw contractsErrors.INVALID_FIELD({
        field: 'to',
        value: period.to,
        expected: 'le portage doit finir après son premier jour.',
        expectedEn: 'the carriage must end after its first day.',
      });
    }
  }
  await tx.query(
    `INSERT INTO contracts.carriage (contract_id, revision, issuer_id, period)
     SELECT $1, $2, issuer, period FROM unnest($3::bigint[], $4::text[]::daterange[]) AS t (issuer, period)`,
    [
      contract,
      fromRevision + 1,
      carriage.map((each) => each.issuer),
      carriage.map((each) => rangeLiteral(each.period)),
    ],
  );
  await tx.query('UPDATE contracts.contract SET carriage_revision = $2 WHERE id = $1', [
    contract,
    fromRevision + 1,
  ]);
}

export interface CarriageMove {
  readonly contract: number;
  /** The issuer that carries the contract from that day on. */
  readonly to: number;
  readonly from: LocalDate;
  /** The carriage revision that the person saw. */
  readonly fromRevision: number;
}

/** @throws CONTRACTS.NOT_FOUND, CONTRACTS.CARRIAGE_MOVED_MEANWHILE, CONTRACTS.CONTRACT_NOT_CARRIED_THEN */
export async function writeCarriageMove(tx: Transaction, move: CarriageMove): Promise<ContractRecord> {
  const { contract: id, fromRevision } = move;
  await tx.query('SELECT FROM contracts.contract WHERE id = $1 FOR NO KEY UPDATE', [id]);
  const contract = await readContract(tx, id);
  if (contract.carriageRevision !== fromRevision) {
    throw contractsErrors.CARRIAGE_MOVED_MEANWHILE({ contract: id, fromRevision });
  }
  await readParty(tx, 'issuer', move.to);
  await writeCarriage(tx, id, fromRevision, carryFrom(contract.carriage, move.from, move.to));
  return readContract(tx, id);
}

/**
 * @throws CONTRACTS.NOT_FOUND, CONTRACTS.CODE_TAKEN, CONTRACTS.TWIN_LINE, CONTRACTS.LINE_NOT_CARRIED and what
 *   `completeTerms` refuses
 */
export async function insertLine(
  tx: Transaction,
  line: NewLine,
  { madeBy, at, kind }: Hand & { kind: 'creation' | 'import' },
): Promise<LineRecord> {
  const first = line.terms.map((term) => term.period.from).sort()[0];
  const found = await readCircumstances(tx, line.contract, isLocalDate(first) ? first : NO_END);
  const terms = completeTerms(line.terms, { kind: line.kind, nature: line.nature ?? 'services' }, found);
  requireCarried(terms, found.carried);
  await requireDeposited(tx, line);
  for (const field of ['service', 'label'] as const) {
    if (line[field].trim() === '')
      throw contractsErrors.INVALID_FIELD({
        field,
        value: '',
        expected: 'ce champ ne peut pas rester vide.',
        expectedEn: 'this field cannot stay empty.',
      });
  }
  const values = {
    code: line.code,
    contract: line.contract,
    kind: line.kind,
    service: line.service.trim(),
    label: line.label.trim(),
    nature: line.nature ?? 'services',
    unit: line.unit ?? (line.kind === 'time' ? 'HUR' : 'C62'),
    depositOf: line.depositOf ?? undefined,
  };
  const { id, code } = await insertRecord(tx, 'contracts.contract_line', LINE_COLUMNS, values);
  const effectiveOn = terms[0]!.period.from;
  await writeFirstRevision(tx, { line: id, kind, effectiveOn, reason: null, madeBy, at }, terms);
  return { ...values, id, code, depositOf: line.depositOf ?? null, revision: 1, terms };
}

const LINE_COLUMNS = {
  code: 'code',
  contract: 'contract_id',
  kind: 'kind',
  service: 'service',
  label: 'label',
  nature: 'nature',
  unit: 'unit',
  depositOf: 'deposit_of',
} as const;

/** @throws CONTRACTS.INVALID_FIELD, CONTRACTS.NOT_FOUND */
async function requireDeposited(tx: Transaction, { kind, contract, depositOf }: NewLine): Promise<void> {
  const deposited = depositOf ? await readLine(tx, depositOf) : null;
  if ((kind === 'deposit') === (deposited?.contract === contract)) return;
  throw contractsErrors.INVALID_FIELD({
    field: 'depositOf',
    value: String(depositOf ?? ''),
    expected: 'un acompte, et lui seul, désigne la ligne du même contrat qu’il règle d’avance.',
    expectedEn: 'a deposit, and nothing else, names the line of the same contract that it prepays.',
  });
}

/** A day that nobody carries would never be billed, in silence. @throws CONTRACTS.LINE_NOT_CARRIED */
export function requireCarried(terms: readonly Term[], carried: readonly Period[]): void {
  const [missing] = difference(
    terms.map((term) => term.period),
    carried,
  );
  if (missing) throw contractsErrors.LINE_NOT_CARRIED({ ...missing });
}
