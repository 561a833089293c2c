import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { historyErrors } from '#history';
import { apiErrors } from '../http/api-errors.js';
import type { UploadedBytes } from '../http/bounded-upload.js';

/** Some 150,000 lines; held in memory once, and parsed in a thread of its own. */
const LARGEST_FILE = 20 * 1024 * 1024;
const LARGEST_TEXT = 256 * 1024;
/** Both exports of a former tool, and the mapping as text or as a file. */
export const exportUpload = FileFieldsInterceptor(
  [
    { name: 'subscriptions', maxCount: 1 },
    { name: 'invoices', maxCount: 1 },
    { name: 'map', maxCount: 1 },
  ],
  { limits: { fileSize: LARGEST_FILE, files: 3, fields: 5, fieldSize: LARGEST_TEXT, parts: 9 } },
);

export interface ExportUpload {
  readonly subscriptions?: UploadedBytes[];
  readonly invoices?: UploadedBytes[];
  readonly map?: UploadedBytes[];
}

export function refusedField(field: string, fr: string, en: string) {
  return apiErrors.INPUT_REFUSED({
    fields: [{ field, rule: 'isDefined', fr: `« ${field} » : ${fr}.`, en: `${field}: ${en}.` }],
  });
}

/** @throws API.INPUT_REFUSED */
export function fileOf(files: ExportUpload | undefined, field: 'subscriptions' | 'invoices') {
  const file = files?.[field]?.[0];
  if (!file) throw refusedField(field, 'il faut joindre un fichier CSV', 'a CSV file must be attached');
  // Multer reads names as Latin-1, and browsers send UTF-8.
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200);
  return { name, bytes: file.buffer };
}

/** @throws HISTORY.EXPORT_REFUSED where it is no JSON */
export function mapOf(files: ExportUpload | undefined, field: string | undefined): unknown {
  const text = files?.map?.[0]?.buffer.toString('utf8') ?? field;
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const reason = 'le fichier de correspondances n’est pas du JSON';
    const reasonEn = 'the mapping is not JSON';
    throw historyErrors.EXPORT_REFUSED({
      refusals: [{ file: 'map', line: 0, column: null, reason, reasonEn }],
      total: 1,
    });
  }
}
