import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Contributions } from '#contributions';
import { type Actor } from '#identity';
import { statementFile } from '../activity-accounts/statement-file.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  ClosingInput,
  OpenStatementFilter,
  OpenStatementPdfFilter,
  StatementFilter,
  StatementPdfFilter,
  StatementRowView,
  StatementView,
} from './statements.views.js';

const PDF = { content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } } as const;

/** What is kept of each activity, month by month. */
@ApiTags('contributions')
@Controller()
export class StatementsController {
  constructor(private readonly contributions: Contributions) {}

  @Get('contribution-statements')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Les relevés de contribution / contribution statements, newest month first',
    description: 'Closed ones as they were closed; open ones computed now.',
  })
  @ApiOkResponse({ type: [StatementRowView] })
  async list(@Query() filter: StatementFilter): Promise<StatementRowView[]> {
    return (await this.contributions.statements(StatementFilter.search(filter))).map(StatementRowView.of);
  }

  @Get('open-contribution-statement')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un relevé ouvert, ligne à ligne / an open statement as it would be closed now' })
  @ApiOkResponse({ type: StatementView })
  async open(@Query() filter: OpenStatementFilter): Promise<StatementView> {
    return StatementView.ofRecord(await this.contributions.openStatement(OpenStatementFilter.of(filter)));
  }

  @Get('open-contribution-statement/pdf')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'L’aperçu d’un relevé ouvert en PDF / the preview of an open statement' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF)
  async openPdf(@Query() { language = 'fr', ...filter }: OpenStatementPdfFilter): Promise<StreamableFile> {
    const statement = await this.contributions.openStatement(OpenStatementFilter.of(filter));
    return statementFile(await this.contributions.statementPdf(statement, language));
  }

  @Get('contribution-statements/:id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un relevé clos, ligne à ligne / a closed statement, line by line' })
  @ApiOkResponse({ type: StatementView })
  async show(@Param('id', RecordId) id: number): Promise<StatementView> {
    return StatementView.ofRecord(await this.contributions.statement(id));
  }

  @Get('contribution-statements/:id/pdf')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un relevé clos en PDF / a closed statement as it was archived' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF)
  async pdf(
    @Param('id', RecordId) id: number,
    @Query() { language = 'fr' }: StatementPdfFilter,
  ): Promise<StreamableFile> {
    return statementFile(
      await this.contributions.statementPdf(await this.contributions.statement(id), language),
    );
  }

  @Post('contribution-closings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Clore les relevés d’un mois / close the statements of a month',
    description: 'For good: what comes to light later is counted in the next open month.',
  })
  @ApiCreatedResponse({ type: [StatementView] })
  async close(@CurrentActor() actor: Actor, @Body() input: ClosingInput): Promise<StatementView[]> {
    const ids = await this.contributions.closeMonth(actor, ClosingInput.wish(input));
    const closed = await Promise.all(ids.map((id) => this.contributions.statement(id)));
    return closed.map(StatementView.ofRecord);
  }
}
