import { createHash } from 'node:crypto';
import type { Transaction, UnitOfWork } from '#persistence';
import { documentsErrors } from '../documents-errors.js';

export interface FileToArchive {
  /** What the file is, once and for all: `invoice/123/pdf`. Letters, digits and `. _ / + -`, at most 200. */
  readonly key: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ArchivedFile {
  readonly key: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly archivedAt: Date;
}

export interface ArchiveReceipt {
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  /** Whether these very bytes were archived before. */
  readonly alreadyThere: boolean;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Keeps the bytes for good. The same bytes under the same key are kept once; the database checks their hash.
 * @throws DOCUMENTS.ALREADY_ARCHIVED when other bytes are archived under the key
 */
export async function archiveFile(tx: Transaction, file: FileToArchive): Promise<ArchiveReceipt> {
  const sha256 = sha256Of(file.bytes);
  const size = file.bytes.byteLength;
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, size);
  const inserted = await tx.query(
    `INSERT INTO documents.archived_file (key, sha256, media_type, bytes, size)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING RETURNING key`,
    [file.key, sha256, file.mediaType, bytes, size],
  );
  if (inserted.length === 1) return { key: file.key, sha256, size, alreadyThere: false };
  const [kept] = await tx.query('SELECT sha256 FROM documents.archived_file WHERE key = $1', [file.key]);
  if (kept?.sha256 !== sha256) {
    throw documentsErrors.ALREADY_ARCHIVED({ key: file.key, archived: kept?.sha256, offered: sha256 });
  }
  return { key: file.key, sha256, size, alreadyThere: true };
}

interface Row {
  readonly key: string;
  readonly media_type: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly size: number;
  readonly archived_at: Date;
}

/**
 * The archived file, whose bytes are checked against their hash before they are handed out.
 * @throws DOCUMENTS.NOT_ARCHIVED, DOCUMENTS.ARCHIVE_DAMAGED
 */
export async function readFile(unitOfWork: UnitOfWork, key: string): Promise<ArchivedFile> {
  const [row] = await unitOfWork.read<Row>(
    'SELECT key, media_type, bytes, sha256, size, archived_at FROM documents.archived_file WHERE key = $1',
    [key],
  );
  if (!row) throw documentsErrors.NOT_ARCHIVED({ key });
  const found = sha256Of(row.bytes);
  if (found !== row.sha256) throw documentsErrors.ARCHIVE_DAMAGED({ key, expected: row.sha256, found });
  return {
    key: row.key,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    size: row.size,
    archivedAt: row.archived_at,
  };
}

/** Whether something is archived under the key, and its hash. */
export async function hashOf(unitOfWork: UnitOfWork, key: string): Promise<string | null> {
  const [row] = await unitOfWork.read<{ sha256: string }>(
    'SELECT sha256 FROM documents.archived_file WHERE key = $1',
    [key],
  );
  return row?.sha256 ?? null;
}
