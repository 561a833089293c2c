import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import { type FindingKind, findingKinds } from '../audit/audit-report.js';
import type { LocatedFinding } from '../audit/locate-findings.js';
import { type Decision, subjectOf } from '../decisions/decide.js';
import { decisionOf } from '../decisions/store-decisions.js';
import { historyErrors } from '../history-errors.js';
import type { ImportSummary } from '../import/import-summary.js';
import type { DetectedFormat } from '../reading/read-billing-history.js';
import type { TableFile } from '../reading/parse-table.js';
import { plainWords } from '../reading/plain-words.js';
import type { AuditedHistory } from '../reading-thread/read-and-audit.js';

const compress = promisify(gzip);
const expand = promisify(gunzip);

export interface AuditedFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly digest: string;
  readonly rows: number;
}

export interface AuditRecord {
  readonly id: number;
  readonly issuer: { readonly id: number; readonly code: string; readonly name: string };
  readonly source: string;
  readonly asOf: LocalDate;
  readonly horizonDays: number;
  readonly files: Readonly<Record<TableFile, AuditedFile>>;
  readonly map: unknown;
  readonly detected: Readonly<Record<TableFile, DetectedFormat>>;
  readonly counts: Readonly<Record<FindingKind, number>>;
  /** Net amounts at stake by kind, in cents, whatever their sign; kinds without one are absent. */
  readonly amounts: Readonly<Partial<Record<FindingKind, number>>>;
  /** Findings on which a person decided. */
  readonly decided: number;
  readonly remarks: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  /** The latest import of this audit that wrote something. */
  readonly import: { readonly madeBy: string; readonly madeAt: Date; readonly summary: ImportSummary } | null;
}

/** What the import needs beside the record: never shown. */
export interface AuditSetting {
  readonly signature: string;
  readonly asOfGiven: boolean;
}

const SELECT = `
  SELECT a.id, json_build_object('id', i.id, 'code', i.code, 'name', i.name) AS issuer, a.source, a.as_of AS "asOf",
         a.horizon_days AS "horizonDays", a.files, a.map, a.detected, a.counts, a.amounts,
         (SELECT count(*) FROM history.decision d JOIN history.finding f ON f.audit_id = d.audit_id AND f.subject = d.subject
          WHERE d.audit_id = a.id) AS decided, a.remarks, a.created_by AS "createdBy",
         a.created_at AS "createdAt", a.signature, a.as_of_given AS "asOfGiven",
         (SELECT json_build_object('madeBy', m.made_by, 'madeAt', m.made_at, 'summary', m.summary)
          FROM history.import m WHERE m.audit_id = a.id ORDER BY m.id DESC LIMIT 1) AS import
  FROM history.audit a JOIN contracts.issuer i ON i.id = a.issuer_id`;

export interface NewAudit extends AuditSetting {
  readonly issuerId: number;
  readonly source: string;
  readonly files: Readonly<
    Record<TableFile, { readonly name: string; readonly bytes: Uint8Array; readonly digest: string }>
  >;
  readonly map: unknown;
  readonly audited: AuditedHistory;
  readonly createdBy: string;
}

export async function compressed(bytes: Uint8Array): Promise<Buffer> {
  return compress(bytes);
}

export async function insertAudit(
  tx: Transaction,
  { audited, files, ...audit }: NewAudit,
  gzips: Readonly<Record<TableFile, Buffer>>,
): Promise<number> {
  const { report, detected } = audited;
  const kinds = ['subscriptions', 'invoices'] as const;
  const described = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      {
        name: files[kind].name,
        bytes: files[kind].bytes.byteLength,
        digest: files[kind].digest,
        rows: detected[kind].rows,
      },
    ]),
  );
  const [row] = (await tx.query(
    `INSERT INTO history.audit (issuer_id, source, signature, as_of, as_of_given, horizon_days, files, map, detected, counts,
       remarks, created_by, amounts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
    [
      audit.issuerId,
      audit.source,
      audit.signature,
      report.asOf,
      audit.asOfGiven,
      report.horizonDays,
      JSON.stringify(described),
      audit.map === null ? null : JSON.stringify(audit.map),
      JSON.stringify(detected),
      JSON.stringify(report.counts),
      JSON.stringify(report.remarks),
      audit.createdBy,
      JSON.stringify(amountsOf(audited.located)),
    ],
  )) as { id: number }[];
  const id = row!.id;
  for (const kind of kinds) {
    await tx.query('INSERT INTO history.file (audit_id, kind, gzip) VALUES ($1, $2, $3)', [
      id,
      kind,
      gzips[kind],
    ]);
  }
  await insertFindings(tx, id, audited.located);
  return id;
}

async function insertFindings(
  tx: Transaction,
  id: number,
  findings: readonly LocatedFinding[],
): Promise<void> {
  const rows = findings.map((finding) => ({
    finding,
    subject: subjectOf(finding),
    searched: searchedIn(finding),
  }));
  await tx.query(
    `INSERT INTO history.finding (audit_id, position, kind, subject, searched, finding)
     SELECT $1, f.position, f.row -> 'finding' ->> 'kind', f.row ->> 'subject', f.row ->> 'searched', f.row -> 'finding'
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS f (row, position)`,
    [id, JSON.stringify(rows)],
  );
}

function amountsOf(findings: readonly LocatedFinding[]): Partial<Record<FindingKind, number>> {
  const amounts: Partial<Record<FindingKind, number>> = {};
  for (const { kind, amountCents } of findings)
    if (amountCents !== null) amounts[kind] = (amounts[kind] ?? 0) + Math.abs(amountCents);
  return amounts;
}

/** Whatever a person may search a finding by. */
function searchedIn({ explanation, explanationEn, client, agreement, documents }: LocatedFinding): string {
  const said = [client?.code, client?.name, agreement?.id, agreement?.service, explanation, explanationEn];
  const named = documents.flatMap(({ id, number, label }) => [id, number, label]);
  return plainWords([...said, ...named].filter(Boolean).join(' '));
}

/** The same files, read by another mapping. */
export async function replaceAudit(
  tx: Transaction,
  id: number,
  { map, audited }: Pick<NewAudit, 'map' | 'audited'>,
): Promise<void> {
  const { report, detected } = audited;
  await tx.query(
    'UPDATE history.audit SET as_of = $2, map = $3, detected = $4, counts = $5, remarks = $6, amounts = $7 WHERE id = $1',
    [
      id,
      report.asOf,
      JSON.stringify(map),
      JSON.stringify(detected),
      JSON.stringify(report.counts),
      JSON.stringify(report.remarks),
      JSON.stringify(amountsOf(audited.located)),
    ],
  );
  await tx.query('DELETE FROM history.finding WHERE audit_id = $1', [id]);
  await insertFindings(tx, id, audited.located);
}

type Reader = Pick<UnitOfWork, 'read'>;

/** @throws HISTORY.AUDIT_UNKNOWN */
export async function readAudit(reader: Reader, id: number): Promise<AuditRecord & AuditSetting> {
  const [found] = await reader.read<AuditRecord & AuditSetting>(`${SELECT} WHERE a.id = $1`, [id]);
  if (!found) throw historyErrors.AUDIT_UNKNOWN({ audit: id });
  return found;
}

export interface Paging {
  readonly page?: number;
  readonly size?: number;
}

function limitsOf({ page = 1, size = 50 }: Paging): [number, number] {
  const limit = Math.min(Math.max(size, 1), 500);
  return [limit, (Math.max(page, 1) - 1) * limit];
}

/** Latest first. */
export async function listAudits(
  reader: Reader,
  paging: Paging,
): Promise<{ items: AuditRecord[]; total: number }> {
  const items = await reader.read<AuditRecord>(
    `${SELECT} ORDER BY a.id DESC LIMIT $1 OFFSET $2`,
    limitsOf(paging),
  );
  const [count] = await reader.read<{ total: number }>('SELECT count(*) AS total FROM history.audit');
  return { items, total: count!.total };
}

export const findingSorts = ['position', 'amount', 'client', 'day'] as const;
export type FindingSort = (typeof findingSorts)[number];

/** Which findings of an audit; all of them by default. */
export interface FindingSearch {
  readonly kind?: FindingKind;
  /** Code of the client in the export. */
  readonly client?: string;
  /** Words that the finding, its client or its documents hold; case and accents do not matter. */
  readonly text?: string;
  /** Those on which a person decided, or the others. */
  readonly decided?: boolean;
}

export interface FindingRecord {
  /** Rank within the audit, from 1: names a finding until the files are read again. */
  readonly position: number;
  readonly finding: LocatedFinding;
  readonly decision: (Decision & { readonly decidedBy: string; readonly decidedAt: Date }) | null;
  /** What documents of the export became here, by their id there. */
  readonly recorded: Readonly<Record<string, number>>;
}

export interface KindOfFindings {
  readonly kind: FindingKind;
  readonly count: number;
  /** Net, in cents, whatever the sign. */
  readonly amountCents: number;
  readonly decided: number;
}

const MATCHING = `f.audit_id = $1 AND ($2::text IS NULL OR f.kind = $2) AND ($3::text IS NULL OR f.client_code = $3)
  AND ($4::text IS NULL OR f.searched LIKE $4) AND ($5::boolean IS NULL OR (d.subject IS NOT NULL) = $5)`;
const FINDINGS = `history.finding f LEFT JOIN history.decision d ON d.audit_id = f.audit_id AND d.subject = f.subject`;
const COLUMNS_OF_SORTS: Readonly<Record<FindingSort, string>> = {
  position: 'f.position',
  amount: 'abs(f.amount_cents)',
  client: 'f.client_name',
  day: 'f.first_day',
};

function matching(id: number, { kind, client, text, decided }: FindingSearch): unknown[] {
  const words = plainWords(text ?? '').replace(/[\\%_]/g, '\\$&');
  return [id, kind ?? null, client ?? null, words === '' ? null : `%${words}%`, decided ?? null];
}

/** One page of findings; in the order of the report by default. */
export async function listFindings(
  reader: Reader,
  id: number,
  search: FindingSearch & Paging & { readonly sort?: FindingSort; readonly descending?: boolean },
): Promise<{ items: FindingRecord[]; total: number; kinds: KindOfFindings[] }> {
  const values = matching(id, search);
  const order = `${COLUMNS_OF_SORTS[search.sort ?? 'position']} ${search.descending ? 'DESC' : 'ASC'} NULLS LAST`;
  const rows = await reader.read<FindingRow>(
    `${SELECT_FINDING} WHERE ${MATCHING} ORDER BY ${order}, f.position LIMIT $6 OFFSET $7`,
    [...values, ...limitsOf(search)],
  );
  // Counts of all kinds, so that a person sees what the other ones hold under the same search.
  const kinds = await reader.read<KindOfFindings>(
    `SELECT f.kind, count(*) AS count, coalesce(sum(abs(f.amount_cents)), 0)::bigint AS "amountCents",
            count(d.subject) AS decided
     FROM ${FINDINGS} WHERE ${MATCHING} GROUP BY f.kind`,
    matching(id, { ...search, kind: undefined }),
  );
  const found = new Map(kinds.map((each) => [each.kind, each]));
  return {
    items: await withRecorded(reader, id, rows),
    total: kinds.reduce(
      (sum, { kind, count }) => sum + (!search.kind || search.kind === kind ? count : 0),
      0,
    ),
    kinds: findingKinds.map((kind) => found.get(kind) ?? { kind, count: 0, amountCents: 0, decided: 0 }),
  };
}

/** What documents of an export became here, by their id there: those that any import of the same tool wrote. */
export async function recordedDocuments(
  reader: Reader,
  audit: number,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const recorded = await reader.read<{ key: string; id: number }>(
    `SELECT k.key, k.id FROM history.source_key k JOIN history.audit a ON a.issuer_id = k.issuer_id AND a.source = k.source
     WHERE a.id = $1 AND k.kind = 'document' AND k.key = ANY ($2::text[])`,
    [audit, [...new Set(ids)]],
  );
  return new Map(recorded.map(({ key, id }) => [key, id]));
}

/** @throws HISTORY.FINDING_UNKNOWN */
export async function readFinding(reader: Reader, id: number, position: number): Promise<FindingRecord> {
  const rows = await reader.read<FindingRow>(
    `${SELECT_FINDING} WHERE f.audit_id = $1 AND f.position = $2::bigint`,
    [id, position],
  );
  if (rows.length === 0) throw historyErrors.FINDING_UNKNOWN({ audit: id, finding: position });
  const [found] = await withRecorded(reader, id, rows);
  return found!;
}

interface FindingRow {
  readonly position: number;
  readonly finding: LocatedFinding;
  readonly kind: 'keep' | 'excuse' | null;
  readonly keep: string | null;
  readonly statement: string | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

const SELECT_FINDING = `SELECT f.position, f.finding, d.kind, d.keep, d.statement, d.decided_by AS "decidedBy",
  d.decided_at AS "decidedAt" FROM ${FINDINGS}`;

async function withRecorded(
  reader: Reader,
  audit: number,
  rows: readonly FindingRow[],
): Promise<FindingRecord[]> {
  const idsOf = ({ finding }: FindingRow) => (finding.documents ?? []).map(({ id }) => id);
  const idOf = await recordedDocuments(reader, audit, rows.flatMap(idsOf));
  return rows.map((row) => {
    const { position, finding, kind, keep, statement, decidedBy, decidedAt } = row;
    const here = idsOf(row).flatMap((id) => (idOf.has(id) ? [[id, idOf.get(id)!] as const] : []));
    const decision = kind && { ...decisionOf({ kind, keep, statement }), decidedBy, decidedAt };
    return { position, finding, decision, recorded: Object.fromEntries(here) };
  });
}

/** Those with these positions, or else all that a search finds; in the order of the report. */
export async function selectFindings(
  reader: Reader,
  id: number,
  { findings, search = {} }: { readonly findings?: readonly number[]; readonly search?: FindingSearch },
): Promise<{ position: number; finding: LocatedFinding }[]> {
  return findings
    ? reader.read(
        'SELECT position, finding FROM history.finding WHERE audit_id = $1 AND position = ANY ($2::int[]) ORDER BY position',
        [id, findings],
      )
    : reader.read(
        `SELECT f.position, f.finding FROM ${FINDINGS} WHERE ${MATCHING} ORDER BY f.position`,
        matching(id, search),
      );
}

/** Decisions on one audit, and its import, go one after the other. */
export async function lockAudit(tx: Transaction, id: number): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('history.audit'), $1::int)`, [id]);
}

/** Whether an import of this audit wrote something. */
export async function isImported(tx: Transaction, id: number): Promise<boolean> {
  const rows = (await tx.query('SELECT FROM history.import WHERE audit_id = $1 LIMIT 1', [id])) as object[];
  return rows.length > 0;
}

/** The files of an audit, as they came. */
export async function readFiles(reader: Reader, id: number): Promise<Record<TableFile, Uint8Array>> {
  const rows = await reader.read<{ kind: TableFile; gzip: Buffer }>(
    'SELECT kind, gzip FROM history.file WHERE audit_id = $1',
    [id],
  );
  const fileOf = async (kind: TableFile) => expand(rows.find((row) => row.kind === kind)!.gzip);
  return { subscriptions: await fileOf('subscriptions'), invoices: await fileOf('invoices') };
}

export interface RememberedMap {
  readonly map: unknown;
  readonly rememberedBy: string;
  readonly rememberedAt: Date;
}

/** The mapping last used for exports of these headers. */
export async function rememberedMap(reader: Reader, signature: string): Promise<RememberedMap | null> {
  const [found] = await reader.read<RememberedMap>(
    `SELECT map, remembered_by AS "rememberedBy", remembered_at AS "rememberedAt" FROM history.mapping
     WHERE signature = $1`,
    [signature],
  );
  return found ?? null;
}

export async function rememberMap(
  tx: Transaction,
  { signature, map, by }: { readonly signature: string; readonly map: unknown; readonly by: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO history.mapping (signature, map, remembered_by) VALUES ($1, $2, $3)
     ON CONFLICT (signature) DO UPDATE SET map = excluded.map, remembered_by = excluded.remembered_by, remembered_at = now()`,
    [signature, JSON.stringify(map), by],
  );
}
