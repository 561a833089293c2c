import type { Transaction } from '#persistence';
import { addRows, type CheckUnderWay, MOST_TOLD } from '#kernel';

/** The rest of I6: archived files still have the hash that they were archived under. Hashed in the database. */
export async function verifyArchive(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const [count] = (await tx.query(
    `SELECT (SELECT count(*) FROM billing.invoice) + (SELECT count(*) FROM documents.archived_file) AS files`,
  )) as { files: number }[];
  check.checked = count!.files;
  const rows = (await tx.query(
    `SELECT f.key, i.number, count(*) OVER () AS total
     FROM documents.archived_file f
     LEFT JOIN billing.invoice i ON i.id = substring(f.key FROM '^invoice/(\\d{1,18})/')::bigint
     WHERE encode(sha256(f.bytes), 'hex') <> f.sha256
     ORDER BY i.id, f.key LIMIT ${MOST_TOLD}`,
  )) as { key: string; number: string | null; total: number }[];
  addRows(check.offences, rows, ({ key, number }) => ({
    fr: `${number ?? key} : le fichier archivé « ${key} » a changé depuis son archivage.`,
    en: `${number ?? key}: the archived file “${key}” has changed since it was archived.`,
  }));
}
