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
import { AuditDecisions, History } from '#history';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { type ExportUpload, exportUpload, fileOf, mapOf, refusedField } from './export-upload.js';
import {
  DecisionInput,
  DecisionPreviewView,
  FindingsPage,
  FindingsQuery,
  FindingView,
  KindOfFindingsView,
  OneFindingView,
  ReadDecisionInput,
} from './findings.views.js';
import {
  AuditInput,
  HistoryAuditPage,
  HistoryAuditRowView,
  HistoryAuditView,
  HistoryJobView,
  ImportHistoryInput,
  ImportHistoryQuery,
  ImportSummaryView,
  OneHistoryAuditView,
  OrderedImportView,
} from './history.views.js';
import { ExportReadingView, MappingInput } from './mapping.views.js';
import { PagingQuery } from '../http/paging.js';

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
  constructor(
    private readonly history: History,
    private readonly decisions: AuditDecisions,
  ) {}

  @Post()
  @RolesAllowed('administrator')
  @UseInterceptors(exportUpload)
  @ApiOperation({ summary: 'Auditer l’historique d’un ancien outil / audit the history of a former tool' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(BODY)
  @ApiCreatedResponse({ type: HistoryAuditView })
  async create(
    @CurrentActor() actor: Actor,
    @UploadedFiles() files: ExportUpload | undefined,
    @Body() { issuer, asOf, horizon, source, map }: AuditInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HistoryAuditView> {
    const audit = await this.history.createAudit(actor, {
      subscriptions: fileOf(files, 'subscriptions'),
      invoices: fileOf(files, 'invoices'),
      map: mapOf(files, map),
      asOf: asOf ?? null,
      ...(horizon === undefined ? {} : { horizonDays: horizon }),
      ...(source === undefined ? {} : { source }),
      issuer,
    });
    response.setHeader('Location', `/api/history-audits/${audit.id}`);
    return HistoryAuditView.from(audit);
  }

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les audits / the audits' })
  @ApiOkResponse({ type: HistoryAuditPage })
  async list(@Query() paging: PagingQuery): Promise<HistoryAuditPage> {
    const { items, total } = await this.history.listAudits(paging);
    return { items: items.map(HistoryAuditRowView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un audit, et l’import en cours / one audit and its import' })
  @ApiOkResponse({ type: OneHistoryAuditView })
  async read(@Param('id', RecordId) id: number): Promise<OneHistoryAuditView> {
    const audit = await this.history.readAudit(id);
    const job = await this.history.jobOf(id);
    return { ...HistoryAuditView.from(audit), job: job && HistoryJobView.of(job) };
  }

  @Get(':id/findings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les constats / the findings' })
  @ApiOkResponse({ type: FindingsPage })
  async findings(@Param('id', RecordId) id: number, @Query() query: FindingsQuery): Promise<FindingsPage> {
    const { items, total, kinds } = await this.history.findings(id, query);
    return { items: items.map(FindingView.of), total, kinds: kinds.map(KindOfFindingsView.of) };
  }

  @Get(':id/findings/:position')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un constat et ses lignes des fichiers / one finding and its rows of the files' })
  @ApiOkResponse({ type: OneFindingView })
  async finding(
    @Param('id', RecordId) id: number,
    @Param('position', RecordId) position: number,
  ): Promise<OneFindingView> {
    const { audit, record } = await this.history.finding(id, position);
    return OneFindingView.from(audit, record);
  }

  @Post(':id/decisions/preview')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qu’une décision changerait, sans rien garder / what a decision would change',
  })
  @ApiOkResponse({ type: DecisionPreviewView })
  async previewDecision(
    @Param('id', RecordId) id: number,
    @Body() wish: DecisionInput,
  ): Promise<DecisionPreviewView> {
    return DecisionPreviewView.of(await this.decisions.preview(id, wish));
  }

  @Post(':id/decisions')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Garder la décision lue / keep the decision that was read',
    description: 'Refused when findings or decisions have changed since the preview.',
  })
  @ApiOkResponse({ type: DecisionPreviewView })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { digest, ...wish }: ReadDecisionInput,
  ): Promise<DecisionPreviewView> {
    return DecisionPreviewView.of(await this.decisions.decide(actor, id, wish, digest));
  }

  @Get(':id/reading')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Comment les fichiers gardés sont lus / how the kept files are read' })
  @ApiOkResponse({ type: ExportReadingView })
  async reading(@Param('id', RecordId) id: number): Promise<ExportReadingView> {
    return ExportReadingView.of(await this.history.inspectAudit(id));
  }

  @Post(':id/reading')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary:
      'Comment ils seraient lus par une autre correspondance / how they would be read by another mapping',
    description: 'Keeps nothing.',
  })
  @ApiOkResponse({ type: ExportReadingView })
  async readingBy(
    @Param('id', RecordId) id: number,
    @Body() { map }: MappingInput,
  ): Promise<ExportReadingView> {
    return ExportReadingView.of(await this.history.inspectAudit(id, map));
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
    return HistoryAuditView.from(await this.history.mapAgain(actor, id, map));
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
    @Body() { choices, digest }: ImportHistoryInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderedImportView | ImportSummaryView> {
    const plain = choices?.map(({ keep, over }) => ({ keep, over }));
    if (preview) {
      response.status(200);
      return ImportSummaryView.of(await this.history.previewImport(actor, id, plain));
    }
    if (digest === undefined) {
      throw refusedField(
        'digest',
        'il faut l’empreinte de l’aperçu lu',
        'the digest of the preview is needed',
      );
    }
    const job = await this.history.orderImport(actor, id, { ...(plain ? { choices: plain } : {}), digest });
    response.setHeader('Location', `/api/history-audits/${id}`);
    return { job };
  }
}
