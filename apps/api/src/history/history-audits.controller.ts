import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { History, historyErrors } from '#history';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { apiErrors } from '../http/api-errors.js';
import type { UploadedBytes } from '../http/bounded-upload.js';
import { RecordId } from '../http/record-id.js';
import {
  AuditInput,
  findingView,
  FindingsPage,
  FindingsQuery,
  HistoryAuditPage,
  HistoryAuditView,
  HistoryJobView,
  ImportHistoryInput,
  ImportHistoryQuery,
  ImportSummaryView,
  MappingInput,
  OneHistoryAuditView,
  OrderedImportView,
  PagingQuery,
} from './history.views.js';

/** Some 150,000 lines; held in memory once, and parsed in a thread of its own. */
const LARGEST_FILE = 20 * 1024 * 1024;
const LARGEST_TEXT = 256 * 1024;
const upload = FileFieldsInterceptor(
  [
    { name: 'subscriptions', maxCount: 1 },
    { name: 'invoices', maxCount: 1 },
    { name: 'map', maxCount: 1 },
  ],
  { limits: { fileSize: LARGEST_FILE, files: 3, fields: 5, fieldSize: LARGEST_TEXT, parts: 9 } },
);

interface HistoryUpload {
  readonly subscriptions?: UploadedBytes[];
  readonly invoices?: UploadedBytes[];
  readonly map?: UploadedBytes[];
}

const BODY: Parameters<typeof ApiBody>[0] = {
  schema: {
    type: 'object',
    required: ['subscriptions', 'invoices', 'issuer'],
    properties: {
      subscriptions: { type: 'string', format: 'binary' },
      invoices: { type: 'string', format: 'binary' },
      map: { type: 'string', description: 'JSON, as text or as a file' },
      issuer: { type: 'string' },
      asOf: { type: 'string', format: 'date' },
      horizon: { type: 'integer' },
      source: { type: 'string' },
    },
  },
};

/** The billing history of a former tool: what is wrong with it, and its import as opening coverage. */
@ApiTags('history')
@Controller('history-audits')
export class HistoryAuditsController {
  constructor(private readonly history: History) {}

  @Post()
  @RolesAllowed('administrator')
  @UseInterceptors(upload)
  @ApiOperation({ summary: 'Auditer l’historique d’un ancien outil / audit the history of a former tool' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(BODY)
  @ApiCreatedResponse({ type: HistoryAuditView })
  async create(
    @CurrentActor() actor: Actor,
    @UploadedFiles() files: HistoryUpload | undefined,
    @Body() { issuer, asOf, horizon, source, map }: AuditInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HistoryAuditView> {
    const audit = await this.history.createAudit(actor, {
      subscriptions: fileOf(files, 'subscriptions'),
      invoices: fileOf(files, 'invoices'),
      map: mapOf(files?.map?.[0]?.buffer.toString('utf8') ?? map),
      asOf: asOf ?? null,
      ...(horizon === undefined ? {} : { horizonDays: horizon }),
      ...(source === undefined ? {} : { source }),
      issuer,
    });
    response.setHeader('Location', `/api/history-audits/${audit.id}`);
    return HistoryAuditView.of(audit);
  }

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les audits / the audits' })
  @ApiOkResponse({ type: HistoryAuditPage })
  async list(@Query() paging: PagingQuery): Promise<HistoryAuditPage> {
    const { items, total } = await this.history.listAudits(paging);
    return { items: items.map(HistoryAuditView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un audit, et l’import en cours / one audit and its import' })
  @ApiOkResponse({ type: OneHistoryAuditView })
  async read(@Param('id', RecordId) id: number): Promise<OneHistoryAuditView> {
    const audit = await this.history.readAudit(id);
    const job = await this.history.jobOf(id);
    return { ...HistoryAuditView.of(audit), job: job && HistoryJobView.of(job) };
  }

  @Get(':id/findings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les constats / the findings' })
  @ApiOkResponse({ type: FindingsPage })
  async findings(@Param('id', RecordId) id: number, @Query() query: FindingsQuery): Promise<FindingsPage> {
    const { items, total } = await this.history.findings(id, query);
    return { items: items.map(findingView), total };
  }

  @Put(':id/mapping')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Relire les fichiers par une autre correspondance / read the files by another mapping',
  })
  @ApiOkResponse({ type: HistoryAuditView })
  async mapAgain(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { map }: MappingInput,
  ): Promise<HistoryAuditView> {
    return HistoryAuditView.of(await this.history.mapAgain(actor, id, map));
  }

  @Post(':id/import')
  @RolesAllowed('administrator')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Importer l’historique / import the history',
    description:
      'The import is ordered with the digest of its preview; its progress is shown with the audit.',
  })
  @ApiAcceptedResponse({ type: OrderedImportView })
  @ApiOkResponse({ type: ImportSummaryView, description: 'A preview' })
  async import(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Query() { preview = false }: ImportHistoryQuery,
    @Body() { choices = [], digest }: ImportHistoryInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderedImportView | ImportSummaryView> {
    const plain = choices.map(({ keep, over }) => ({ keep, over }));
    if (preview) {
      response.status(200);
      return this.history.previewImport(actor, id, plain);
    }
    if (digest === undefined) {
      throw refusedField(
        'digest',
        'il faut l’empreinte de l’aperçu lu',
        'the digest of the preview is needed',
      );
    }
    const job = await this.history.orderImport(actor, id, { choices: plain, digest });
    response.setHeader('Location', `/api/history-audits/${id}`);
    return { job };
  }
}

function refusedField(field: string, fr: string, en: string) {
  return apiErrors.INPUT_REFUSED({
    fields: [{ field, rule: 'isDefined', fr: `« ${field} » : ${fr}.`, en: `${field}: ${en}.` }],
  });
}

/** @throws API.INPUT_REFUSED */
function fileOf(files: HistoryUpload | undefined, field: 'subscriptions' | 'invoices') {
  const file = files?.[field]?.[0];
  if (!file) throw refusedField(field, 'il faut joindre un fichier CSV', 'a CSV file must be attached');
  // Multer reads names as Latin-1, and browsers send UTF-8.
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200);
  return { name, bytes: file.buffer };
}

/** @throws HISTORY.EXPORT_REFUSED where it is no JSON */
function mapOf(text: string | undefined): unknown {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const reason = 'le fichier de correspondances n’est pas du JSON';
    throw historyErrors.EXPORT_REFUSED({
      refusals: [{ file: 'map', line: 0, column: null, reason }],
      total: 1,
    });
  }
}
