import { applyDecorators, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { accountsErrors } from '#contributions';
import type { ImportSummary } from '#imports';
import { ImportView } from '../contracts/imports.views.js';
import { RolesAllowed } from '../http/access.js';
import { apiErrors } from '../http/api-errors.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';

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

const LARGEST_FILE = 10 * 1024 * 1024;

/** `POST imports` of costs: one CSV file, previewed or kept whole. */
export function ImportsCosts(summary: string): MethodDecorator {
  return applyDecorators(
    Post('imports'),
    RolesAllowed('administrator'),
    BoundedUpload({ name: 'file', bytes: LARGEST_FILE }),
    ApiOperation({ summary, description: 'One CSV file, all of it or nothing.' }),
    ApiCreatedResponse({ type: ImportView }),
    ApiOkResponse({ type: ImportView, description: 'A preview' }),
  );
}
