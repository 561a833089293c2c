import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { EMBEDDED_FILE_MARK } from './read-embedded-xml.js';
import { readInPages } from './read-in-pages.js';

/** An issued document with all that must say the same. */
export interface SealedDocument {
  readonly id: number;
  readonly seriesId: number;
  readonly foreignOrigin: boolean;
  readonly sequence: number;
  readonly number: string;
  readonly type: string;
  readonly issuedOn: LocalDate;
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  readonly payload: string;
  readonly hash: Buffer;
  readonly previousSequence: number | null;
  readonly previousHash: Buffer | null;
  /** `position net category rate product` of each line, in cents and basis points, joined by `|`. */
  readonly lines: string | null;
  /** `category rate net vat` of each rate, joined by `|`. */
  readonly vat: string | null;
  readonly xml: Buffer | null;
  readonly hasPdf: boolean;
  /** The PDF from its embedded file on, cut after some kilobytes. */
  readonly embedded: Buffer | null;
}

const EMBEDDED_BYTES = 8192;
const MARK = Buffer.from(EMBEDDED_FILE_MARK).toString('hex');

/** Every issued document, series by series in the order of the numbers. */
export function readSealedDocuments(tx: Transaction): AsyncGenerator<SealedDocument> {
  return readInPages<SealedDocument>(tx, {
    name: 'sealed_documents',
    pageSize: 400,
    sql: `
      SELECT i.id, i.series_id AS "seriesId", i.foreign_origin AS "foreignOrigin", i.sequence, i.number, i.type,
             i.issued_on AS "issuedOn", i.net_cents AS "netCents", i.vat_cents AS "vatCents", i.gross_cents AS "grossCents",
             i.payload, i.hash, i.previous_sequence AS "previousSequence", i.previous_hash AS "previousHash",
             (SELECT string_agg(concat_ws(' ', l.position, l.net_cents, l.vat_category, l.vat_rate_bp,
                                          round(l.quantity * l.unit_price * 100)::bigint), '|' ORDER BY l.position)
              FROM billing.invoice_line l WHERE l.invoice_id = i.id) AS lines,
             (SELECT string_agg(concat_ws(' ', v.vat_category, v.vat_rate_bp, v.net_cents, v.vat_cents), '|'
                                ORDER BY v.vat_category, v.vat_rate_bp)
              FROM billing.invoice_vat v WHERE v.invoice_id = i.id) AS vat,
             x.bytes AS xml, p.key IS NOT NULL AS "hasPdf",
             substring(p.bytes FROM nullif(position('\\x${MARK}'::bytea IN p.bytes), 0) FOR ${EMBEDDED_BYTES}) AS embedded
      FROM billing.invoice i
      LEFT JOIN documents.archived_file x ON x.key = 'invoice/' || i.id || '/xml'
      LEFT JOIN documents.archived_file p ON p.key = 'invoice/' || i.id || '/pdf'
      ORDER BY i.series_id, i.sequence, i.id`,
  });
}

/** The PDF from its embedded file on, whole. */
export async function readWholeEmbedded(tx: Transaction, invoiceId: number): Promise<Buffer> {
  const [row] = (await tx.query(
    `SELECT substring(bytes FROM position('\\x${MARK}'::bytea IN bytes)) AS embedded
     FROM documents.archived_file WHERE key = $1`,
    [`invoice/${invoiceId}/pdf`],
  )) as { embedded: Buffer }[];
  return row!.embedded;
}
