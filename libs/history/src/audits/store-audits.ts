import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import type { Finding, FindingKind } from '../audit/audit-report.js';
import { historyErrors } from '../history-errors.js';
import type { ImportSummary } from '../import/import-summary.js';
import type { DetectedFormat } from '../reading/read-billing-history.js';
import type { TableFile } from '../reading/parse-table.js';
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
         a.horizon_days AS "horizonDays", a.files, a.map, a.detected, a.counts, a.remarks, a.created_by AS "createdBy",
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
       remarks, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
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
  await insertFindings(tx, id, report.findings);
  return id;
}

async function insertFindings(tx: Transaction, id: number, findings: readonly Finding[]): Promise<void> {
  await tx.query(
    `INSERT INTO history.finding (audit_id, position, kind, finding)
     SELECT $1, f.position, f.finding ->> 'kind', f.finding
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS f (finding, position)`,
    [id, JSON.stringify(findings)],
  );
}

/** The same files, read by another mapping. */
export async function replaceAudit(
  tx: Transaction,
  id: number,
  { map, audited }: Pick<NewAudit, 'map' | 'audited'>,
): Promise<void> {
  const { report, detected } = audited;
  await tx.query(
    'UPDATE history.audit SET as_of = $2, map = $3, detected = $4, counts = $5, remarks = $6 WHERE id = $1',
    [
      id,
      report.asOf,
      JSON.stringify(map),
      JSON.stringify(detected),
      JSON.stringify(report.counts),
      JSON.stringify(report.remarks),
    ],
  );
  await tx.query('DELETE FROM history.finding WHERE audit_id = $1', [id]);
  await insertFindings(tx, id, report.findings);
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

/** In the order of the report. */
export async function listFindings(
  reader: Reader,
  id: number,
  { kind, ...paging }: Paging & { readonly kind?: FindingKind },
): Promise<{ items: Finding[]; total: number }> {
  const rows = await reader.read<{ finding: Finding }>(
    `SELECT finding FROM history.finding WHERE audit_id = $1 AND ($2::text IS NULL OR kind = $2)
     ORDER BY position LIMIT $3 OFFSET $4`,
    [id, kind ?? null, ...limitsOf(paging)],
  );
  const [count] = await reader.read<{ total: number }>(
    'SELECT count(*) AS total FROM history.finding WHERE audit_id = $1 AND ($2::text IS NULL OR kind = $2)',
    [id, kind ?? null],
  );
  return { items: rows.map(({ finding }) => finding), total: count!.total };
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

export async function rememberedMap(reader: Reader, signature: string): Promise<unknown> {
  const [found] = await reader.read<{ map: unknown }>(
    'SELECT map FROM history.mapping WHERE signature = $1',
    [signature],
  );
  return found?.map ?? null;
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
