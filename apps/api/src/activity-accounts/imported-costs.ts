import type { Response } from 'express';
import { accountsErrors } from '#contributions';
import type { ImportSummary } from '#imports';
import { ImportView } from '../contracts/imports.views.js';
import { apiErrors } from '../http/api-errors.js';
import type { UploadedBytes } from '../http/bounded-upload.js';

/** @throws API.INPUT_REFUSED */
export function csvOf(file: UploadedBytes | undefined): Buffer {
  if (file) return file.buffer;
  throw apiErrors.INPUT_REFUSED({
    fields: [
      {
        field: 'file',
        rule: 'isDefined',
        fr: '« file » : il faut joindre un fichier CSV.',
        en: 'file: a CSV file must be attached.',
      },
    ],
  });
}

/** A preview tells its refusals as a result; an import that is refused is an error. @throws ACCOUNTS.IMPORT_REFUSED */
export function answerImport(response: Response, summary: ImportSummary): ImportView {
  const { preview, refused, refusedCount } = summary;
  if (!preview && refusedCount > 0) throw accountsErrors.IMPORT_REFUSED({ refusedCount, refused });
  response.status(preview ? 200 : 201);
  return ImportView.of(summary);
}
