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

/** A mapping has four levels: what is nested deeper was made to exhaust whoever reads it. */
const DEEPEST_MAP = 8;

/** @throws HISTORY.EXPORT_REFUSED where it is no JSON, or larger or nested deeper than a mapping can be */
export function mapOf(files: ExportUpload | undefined, field: string | undefined): unknown {
  const file = files?.map?.[0];
  if (file && file.size > LARGEST_TEXT) {
    const [fr, en] = [`dépasse ${LARGEST_TEXT / 1024} Kio`, `exceeds ${LARGEST_TEXT / 1024} KiB`];
    throw refusedMap(`le fichier de correspondances ${fr}`, `the mapping file ${en}`);
  }
  const text = file?.buffer.toString('utf8') ?? field;
  if (text === undefined || text.trim() === '') return undefined;
  const map = parsed(text.replace(/^\uFEFF/, ''));
  if (isDeeperThan(DEEPEST_MAP, map)) {
    throw refusedMap(
      'les correspondances sont imbriquées plus que ne peut l’être un tel fichier',
      'the mapping is nested deeper than such a file can be',
    );
  }
  return map;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusedMap('le fichier de correspondances n’est pas du JSON', 'the mapping is not JSON');
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}

function refusedMap(reason: string, reasonEn: string) {
  return historyErrors.EXPORT_REFUSED({
    refusals: [{ file: 'map', line: 0, column: null, reason, reasonEn }],
    total: 1,
  });
}
