import type { BuyerVatStatus } from '#documents';
import { type Period, plainDecimal, scaledInteger } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import type { Reader } from '../parties/store-parties.js';
import type { Term } from '../terms/term.js';
import type { VatRegime } from '../vat/default-vat.js';
import type { AmendmentRecord, Carriage, ContractRecord, LineRecord } from './agreement.js';

const LINE = `l.id, l.code, l.contract_id AS contract, l.kind, l.service, l.label, l.nature, l.unit,
  l.deposit_of AS "depositOf", l.revision`;

const TERM = `t.line_id AS line, t.period, t.billable, t.months, t.billing, t.anchor, t.quantity, t.unit_price AS "unitPrice",
  t.vat_category AS "vatCategory", t.vat_rate_bp AS "vatRateBasisPoints", t.horizon_days AS "horizonDays"`;

type TermRow = Term & { line: number };

/** PostgreSQL pads decimals to the scale of the column; terms carry them without needless zeros. */
function termOf({ line: _line, ...row }: TermRow): Term {
  return {
    ...row,
    quantity: plainDecimal(scaledInteger(row.quantity, 4), 4),
    unitPrice: plainDecimal(scaledInteger(row.unitPrice, 6), 6),
  };
}

function byOwner<Row extends Record<Key, number>, Key extends string>(
  rows: readonly Row[],
  key: Key,
): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) groups.set(row[key], [...(groups.get(row[key]) ?? []), row]);
  return groups;
}

async function withTerms(reader: Reader, lines: readonly Omit<LineRecord, 'terms'>[]): Promise<LineRecord[]> {
  const rows: TermRow[] = await reader.query(
    `SELECT ${TERM} FROM contracts.term t
     JOIN unnest($1::bigint[], $2::int[]) AS asked (id, revision) ON t.line_id = asked.id AND t.revision = asked.revision
     ORDER BY t.line_id, t.period`,
    [lines.map((line) => line.id), lines.map((line) => line.revision)],
  );
  const terms = byOwner(rows, 'line');
  return lines.map((line) => ({ ...line, terms: (terms.get(line.id) ?? []).map(termOf) }));
}

/** A line with its current terms, or those of an earlier revision. @throws CONTRACTS.NOT_FOUND */
export async function readLine(reader: Reader, key: number | string, revision?: number): Promise<LineRecord> {
  const [line] = await reader.query(
    `SELECT ${LINE} FROM contracts.contract_line l WHERE l.${typeof key === 'number' ? 'id' : 'code'} = $1`,
    [key],
  );
  if (!line) throw contractsErrors.NOT_FOUND({ thing: 'line', key });
  if (revision !== undefined && (revision < 1 || revision > line.revision)) {
    throw contractsErrors.NOT_FOUND({ thing: 'revision', key: revision });
  }
  return (await withTerms(reader, [{ ...line, revision: revision ?? line.revision }]))[0]!;
}

const CONTRACT = `c.id, c.code, c.title, c.purchase_order AS "purchaseOrder", c.carriage_revision AS "carriageRevision",
  jsonb_build_object('id', k.id, 'code', k.code, 'name', k.name) AS client,
  CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'code', a.code, 'name', a.name) END AS activity`;
const CONTRACT_FROM = `FROM contracts.contract c JOIN contracts.client k ON k.id = c.client_id
  LEFT JOIN contracts.activity a ON a.id = c.activity_id`;

type ContractRow = Omit<ContractRecord, 'carriage' | 'lines'>;

async function withCarriageAndLines(
  reader: Reader,
  contracts: readonly ContractRow[],
): Promise<ContractRecord[]> {
  const ids = contracts.map((contract) => contract.id);
  const carriage: (Carriage & { contract: number })[] = await reader.query(
    `SELECT g.contract_id AS contract, g.issuer_id AS issuer, g.period FROM contracts.carriage g
     JOIN unnest($1::bigint[], $2::int[]) AS asked (id, revision)
       ON g.contract_id = asked.id AND g.revision = asked.revision ORDER BY g.period`,
    [ids, contracts.map((contract) => contract.carriageRevision)],
  );
  const lines = await reader.query(
    `SELECT ${LINE} FROM contracts.contract_line l WHERE l.contract_id = ANY ($1::bigint[]) ORDER BY l.id`,
    [ids],
  );
  const carriageOf = byOwner(carriage, 'contract');
  const linesOf = byOwner(await withTerms(reader, lines), 'contract');
  return contracts.map((contract) => ({
    ...contract,
    carriage: (carriageOf.get(contract.id) ?? []).map(({ issuer, period }) => ({ issuer, period })),
    lines: linesOf.get(contract.id) ?? [],
  }));
}

async function findContract(
  reader: Reader,
  key: number | string,
  carriageRevision?: number,
): Promise<ContractRecord | null> {
  const [row]: ContractRow[] = await reader.query(
    `SELECT ${CONTRACT} ${CONTRACT_FROM} WHERE c.${typeof key === 'number' ? 'id' : 'code'} = $1`,
    [key],
  );
  if (!row) return null;
  const revision = carriageRevision ?? row.carriageRevision;
  if (revision < 1 || revision > row.carriageRevision)
    throw contractsErrors.NOT_FOUND({ thing: 'revision', key: revision });
  return (await withCarriageAndLines(reader, [{ ...row, carriageRevision: revision }]))[0]!;
}

/** A contract with its lines; its carriage as it is, or at an earlier revision. @throws CONTRACTS.NOT_FOUND */
export async function readContract(
  reader: Reader,
  key: number | string,
  carriageRevision?: number,
): Promise<ContractRecord> {
  const found = await findContract(reader, key, carriageRevision);
  if (!found) throw contractsErrors.NOT_FOUND({ thing: 'contract', key });
  return found;
}

export async function contractExists(reader: Reader, key: number | string): Promise<boolean> {
  const column = typeof key === 'number' ? 'id' : 'code';
  const rows = await reader.query(`SELECT FROM contracts.contract WHERE ${column} = $1`, [key]);
  return rows.length > 0;
}

/** Who changed a line, when and why, from the first revision to the last. */
export async function readAmendments(reader: Reader, line: number): Promise<AmendmentRecord[]> {
  return reader.query(
    `SELECT line_id AS line, revision, kind, effective_on AS "effectiveOn", reason, made_by AS "madeBy", made_at AS "madeAt"
     FROM contracts.amendment WHERE line_id = $1 ORDER BY revision`,
    [line],
  );
}

/** Who changed the lines of a contract, when and why, the newest first. */
export async function readAmendmentsOfContract(reader: Reader, contract: number): Promise<AmendmentRecord[]> {
  return reader.query(
    `SELECT a.line_id AS line, a.revision, a.kind, a.effective_on AS "effectiveOn", a.reason, a.made_by AS "madeBy",
            a.made_at AS "madeAt"
     FROM contracts.contract_line l JOIN contracts.amendment a ON a.line_id = l.id
     WHERE l.contract_id = $1 ORDER BY a.made_at DESC, a.line_id DESC, a.revision DESC`,
    [contract],
  );
}

/** What the terms of a contract's line follow from. */
export interface Circumstances {
  readonly regime: VatRegime;
  readonly status: BuyerVatStatus;
  readonly country: string | null;
  readonly hasVatNumber: boolean;
  /** The days on which somebody carries the contract. */
  readonly carried: readonly Period[];
}

/** Of the client, and of the issuer that carries a day, or the last that carries at all. @throws CONTRACTS.NOT_FOUND */
export async function readCircumstances(
  reader: Reader,
  contract: number,
  day: string,
): Promise<Circumstances> {
  const [row] = await reader.query(
    `SELECT i.vat_regime AS regime, k.vat_status AS status, k.address ->> 'country' AS country,
            k.vat_number IS NOT NULL AS "hasVatNumber", range_agg(g.period) OVER () AS carried
     FROM contracts.contract c
     JOIN contracts.client k ON k.id = c.client_id
     JOIN contracts.carriage g ON g.contract_id = c.id AND g.revision = c.carriage_revision
     JOIN contracts.issuer i ON i.id = g.issuer_id
     WHERE c.id = $1 ORDER BY g.period @> $2::date DESC, g.period DESC LIMIT 1`,
    [contract, day],
  );
  if (!row) throw contractsErrors.NOT_FOUND({ thing: 'contract', key: contract });
  return row;
}
