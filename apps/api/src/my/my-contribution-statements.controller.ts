import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Contributions } from '#contributions';
import { statementFile } from '../activity-accounts/statement-file.js';
import { StatementPdfFilter, StatementRowView, StatementView } from '../contributions/statements.views.js';
import { RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { OwnAccountId } from './own-account.js';

/** The closed statements of the activities of whoever asks; what is another's answers as what does not exist. */
@ApiTags('my')
@Controller('my/contribution-statements')
export class MyContributionStatementsController {
  constructor(private readonly contributions: Contributions) {}

  @Get()
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Mes relevés de contribution / my contribution statements, newest first' })
  @ApiOkResponse({ type: [StatementRowView] })
  async list(@OwnAccountId() account: number): Promise<StatementRowView[]> {
    return (await this.contributions.ownStatements(account)).map(StatementRowView.of);
  }

  @Get(':id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Un de mes relevés, ligne à ligne / one of my statements, line by line' })
  @ApiOkResponse({ type: StatementView })
  async show(@OwnAccountId() account: number, @Param('id', RecordId) id: number): Promise<StatementView> {
    return StatementView.ofRecord(await this.contributions.ownStatement(account, id));
  }

  @Get(':id/pdf')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Un de mes relevés en PDF / one of my statements as PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async pdf(
    @OwnAccountId() account: number,
    @Param('id', RecordId) id: number,
    @Query() { language = 'fr' }: StatementPdfFilter,
  ): Promise<StreamableFile> {
    const statement = await this.contributions.ownStatement(account, id);
    return statementFile(await this.contributions.statementPdf(statement, language));
  }
}
