import { Body, Controller, HttpCode, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { History } from '#history';
import { RolesAllowed } from '../http/access.js';
import { type ExportUpload, exportUpload, fileOf, mapOf } from './export-upload.js';
import { ExportReadingView, ReadingInput } from './mapping.views.js';

const BODY: Parameters<typeof ApiBody>[0] = {
  schema: {
    type: 'object',
    properties: {
      subscriptions: { type: 'string', format: 'binary' },
      invoices: { type: 'string', format: 'binary' },
      map: { type: 'string', description: 'JSON, as text or as a file' },
    },
  },
};

/** Exports that are only looked at: what they would be read as, before an audit keeps them. */
@ApiTags('history')
@Controller('history-readings')
export class HistoryReadingsController {
  constructor(private readonly history: History) {}

  @Post()
  @HttpCode(200)
  @RolesAllowed('administrator')
  @UseInterceptors(exportUpload)
  @ApiOperation({
    summary: 'Comment des exports seraient lus / how exports would be read',
    description: 'One file or both; keeps nothing. What cannot be read is told with its line and reason.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody(BODY)
  @ApiOkResponse({ type: ExportReadingView })
  async read(
    @UploadedFiles() files: ExportUpload | undefined,
    @Body() { map }: ReadingInput,
  ): Promise<ExportReadingView> {
    const [subscriptions, invoices] = [files?.subscriptions?.[0], files?.invoices?.[0]];
    if (!subscriptions && !invoices) fileOf(files, 'invoices');
    const reading = await this.history.inspect({
      subscriptions: subscriptions?.buffer ?? null,
      invoices: invoices?.buffer ?? null,
      map: mapOf(files, map),
    });
    return ExportReadingView.of(reading);
  }
}
