import { Controller, Post, Query, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Scheduling } from '#billing';
import { Contracts, contractsErrors } from '#contracts';
import type { ImportOptions, ImportSummary } from '#imports';
import { type Actor } from '#identity';
import { apiErrors } from '../http/api-errors.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { ImportQuery, ImportView } from './imports.views.js';

const LARGEST_FILE = 10 * 1024 * 1024;
const upload = FileInterceptor('file', { limits: { fileSize: LARGEST_FILE, files: 1, fields: 0, parts: 2 } });
const BODY: Parameters<typeof ApiBody>[0] = {
  schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
};

interface UploadedBytes {
  readonly buffer: Buffer;
}

/** Files of another tool, one CSV each, kept whole or not at all. */
@ApiTags('contracts')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly contracts: Contracts,
    private readonly scheduling: Scheduling,
  ) {}

  @Post('clients')
  @RolesAllowed('administrator')
  @UseInterceptors(upload)
  @ApiOperation({
    summary: 'Importer des clients / import clients',
    description: 'One CSV file, all of it or nothing.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody(BODY)
  @ApiCreatedResponse({ type: ImportView })
  @ApiOkResponse({ type: ImportView, description: 'A preview' })
  async importClients(
    @CurrentActor() actor: Actor,
    @Query() { preview = false, source }: ImportQuery,
    @UploadedFile() file: UploadedBytes | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return answer(response, await this.contracts.importClients(actor, bytesOf(file), { preview, source }));
  }

  @Post('contracts')
  @RolesAllowed('administrator')
  @UseInterceptors(upload)
  @ApiOperation({
    summary: 'Importer des contrats / import contracts',
    description: 'One CSV line per contract line.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody(BODY)
  @ApiCreatedResponse({ type: ImportView })
  @ApiOkResponse({ type: ImportView, description: 'A preview' })
  async importContracts(
    @CurrentActor() actor: Actor,
    @Query() { preview = false, source }: ImportQuery,
    @UploadedFile() file: UploadedBytes | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return answer(
      response,
      await this.contracts.importContracts(actor, bytesOf(file), { preview, source, ...this.doubtOf(actor) }),
    );
  }

  /** New contracts make scheduled billing doubtful: it stays off until a person has seen the drift before and after. */
  private doubtOf(actor: Actor): Pick<ImportOptions, 'beforeImport' | 'afterImport'> {
    return this.scheduling.aroundImport('des contrats ont été importés', actor.name);
  }
}

/** @throws API.INPUT_REFUSED */
function bytesOf(file: UploadedBytes | undefined): Buffer {
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

/** A preview tells its refusals as a result; an import that is refused is an error. @throws CONTRACTS.IMPORT_REFUSED */
function answer(response: Response, summary: ImportSummary): ImportView {
  const { preview, refused, refusedCount } = summary;
  if (!preview && refusedCount > 0) throw contractsErrors.IMPORT_REFUSED({ refusedCount, refused });
  response.status(preview ? 200 : 201);
  return ImportView.of(summary);
}
