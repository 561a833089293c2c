import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ActivityAccounts } from '#contributions';
import type { LocalDate } from '#kernel';
import {
  ActivityAccountsView,
  ActivityAccountView,
  StatementQuery,
} from '../activity-accounts/activity-accounts.views.js';
import { statementFile, StatementMonth } from '../activity-accounts/statement-file.js';
import { RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { OwnAccountId } from './own-account.js';

/**
 * The accounts of the activities of whoever asks: their entrepreneur has a right to them (C. trav. art. L7331-1 and
 * following). Another's answers as one that does not exist.
 */
@ApiTags('my')
@Controller('my/activity-account')
export class MyActivityAccountsController {
  constructor(private readonly accounts: ActivityAccounts) {}

  @Get()
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Mes comptes d’activité, au mois courant / my activity accounts as they stand' })
  @ApiOkResponse({ type: ActivityAccountsView })
  async list(@OwnAccountId() account: number): Promise<ActivityAccountsView> {
    return ActivityAccountsView.of(await this.accounts.list({ account }));
  }

  @Get(':activity/months')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Mon compte d’activité, mois par mois / my account, month by month' })
  @ApiOkResponse({ type: ActivityAccountView })
  async months(
    @OwnAccountId() account: number,
    @Param('activity', RecordId) activity: number,
  ): Promise<ActivityAccountView> {
    return ActivityAccountView.of(await this.accounts.read(activity, account));
  }

  @Get(':activity/statements/:month')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Le relevé d’un mois en PDF / the statement of a month' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async statement(
    @OwnAccountId() account: number,
    @Param('activity', RecordId) activity: number,
    @Param('month', StatementMonth) month: LocalDate,
    @Query() { language = 'fr' }: StatementQuery,
  ): Promise<StreamableFile> {
    return statementFile(await this.accounts.statement(activity, month, { language, account }));
  }
}
