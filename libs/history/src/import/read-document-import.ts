import type { UnitOfWork } from '#persistence';

/** The import that wrote a document of a former tool here. */
export interface DocumentImport {
  readonly audit: number;
  readonly source: string;
  /** The key of the document in the export. */
  readonly key: string;
  /** Name of the file of invoices, and the SHA-256 of its bytes in hexadecimal. */
  readonly file: { readonly name: string; readonly digest: string };
  readonly auditedBy: string;
  readonly importedAt: Date;
}

/** Null for a document that was issued here. */
export async function readDocumentImport(
  unitOfWork: UnitOfWork,
  invoiceId: number,
): Promise<DocumentImport | null> {
  const [found] = await unitOfWork.read<DocumentImport>(
    `SELECT a.id AS audit, a.source, k.key,
       jsonb_build_object('name', a.files #>> '{invoices,name}', 'digest', a.files #>> '{invoices,digest}') AS file,
       a.created_by AS "auditedBy", k.imported_at AS "importedAt"
     FROM history.source_key k JOIN history.audit a ON a.id = k.audit_id
     WHERE k.kind = 'document' AND k.id = $1`,
    [invoiceId],
  );
  return found ?? null;
}
