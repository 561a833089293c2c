import { createHash } from 'node:crypto';
import type { ContractRecord } from '#contracts';
import { contains, type LocalDate, type Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import type { Dossier } from '../dossier/dossier.js';
import { findConflicts, sideOf } from './find-conflicts.js';
import type { BilledSide, Conflict, LineFacts } from './picture.js';
import { readPicture } from './read-picture.js';

/** What a person decided about days of a conflict. */
export interface Decision {
  readonly line: number;
  readonly code: string;
  readonly period: Period;
  readonly choice: 'formerBills' | 'excused';
  readonly statement: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export interface JudgedConflict extends Conflict {
  readonly decision: Decision | null;
  /** When the former issuer was asked for its credit note by a letter of this dossier. */
  readonly requestedAt: Date | null;
}

export interface LinePicture {
  readonly facts: LineFacts;
  /** Of the former and of the new carrier, in this order. */
  readonly sides: readonly BilledSide[];
  readonly conflicts: readonly JudgedConflict[];
}

/** What each side has billed, what stands in the way, and a digest of both. */
export interface DossierPicture {
  readonly dossier: Dossier;
  readonly contracts: readonly ContractRecord[];
  readonly lines: readonly LinePicture[];
  readonly digest: string;
}

interface Request {
  readonly invoice: number;
  readonly line: number;
  readonly period: Period;
  readonly at: Date;
}

export async function drawDossier(
  reader: UnitOfWork,
  dossier: Dossier,
  contracts: readonly ContractRecord[],
  today: LocalDate,
): Promise<DossierPicture> {
  const { from, to, movesOn } = dossier;
  const decisions = await reader.read<Decision>(
    `SELECT line_id AS line, code, period, choice, statement, made_by AS "madeBy", made_at AS "madeAt"
     FROM transfers.decision WHERE dossier_id = $1 ORDER BY id`,
    [dossier.id],
  );
  const requests = await reader.read<Request>(
    `SELECT r.invoice_id AS invoice, r.line_id AS line, r.period, d.confirmed_at AS at
     FROM transfers.requested_credit r JOIN transfers.document d ON d.id = r.document_id
     WHERE d.dossier_id = $1 ORDER BY d.id`,
    [dossier.id],
  );
  const lines = (await readPicture(reader, contracts, today)).map((facts) => ({
    facts,
    sides: [sideOf(facts, from.id), sideOf(facts, to.id)],
    conflicts: findConflicts(facts, { from, to, movesOn, today }).map((conflict) => ({
      ...conflict,
      decision: decisions.findLast((each) => decides(each, conflict)) ?? null,
      requestedAt: requests.findLast((each) => requested(each, conflict))?.at ?? null,
    })),
  }));
  return { dossier, contracts, lines, digest: digestOf(dossier, contracts, lines) };
}

function decides(decision: Decision, { line, code, period }: Conflict): boolean {
  return decision.line === line && decision.code === code && contains(decision.period, period);
}

function requested(request: Request, { line, invoice, period }: Conflict): boolean {
  return request.line === line && request.invoice === invoice?.id && contains(request.period, period);
}

/** Of what a person reads before the switch: another bill, another carriage or another choice changes it. */
function digestOf(
  { version, movesOn }: Dossier,
  contracts: readonly ContractRecord[],
  lines: readonly LinePicture[],
): string {
  const read = {
    version,
    movesOn,
    contracts: contracts.map(({ id, carriageRevision, lines: own }) => [
      id,
      carriageRevision,
      ...own.map(({ id: line, revision }) => [line, revision]),
    ]),
    conflicts: lines.flatMap(({ conflicts }) =>
      conflicts.map(({ code, line, period, invoice, netCents }) => [
        code,
        line,
        period,
        invoice?.id,
        netCents,
      ]),
    ),
  };
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}
