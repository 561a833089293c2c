import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ActivityAccounts } from '#contributions';
import { type Actor } from '#identity';
import type { LocalDate } from '#kernel';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  AccountFilter,
  ActivityAccountsView,
  ActivityAccountView,
  OpeningInput,
  OpeningView,
  StatementQuery,
} from './activity-accounts.views.js';
import { statementFile, StatementMonth } from './statement-file.js';

/** The accounts of all activities, for the support team; entrepreneurs have theirs under `/my`. */
@ApiTags('activity accounts')
@Controller('activity-accounts')
export class ActivityAccountsController {
  constructor(private readonly accounts: ActivityAccounts) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les comptes d’activité, au mois courant / the activity accounts as they stand' })
  @ApiOkResponse({ type: ActivityAccountsView })
  async list(@Query() { search }: AccountFilter): Promise<ActivityAccountsView> {
    return ActivityAccountsView.of(await this.accounts.list({ search }));
  }

  @Get(':activity/months')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un compte d’activité, mois par mois / one account, month by month' })
  @ApiOkResponse({ type: ActivityAccountView })
  async months(@Param('activity', RecordId) activity: number): Promise<ActivityAccountView> {
    return ActivityAccountView.of(await this.accounts.read(activity));
  }

  @Get(':activity/statements/:month')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Le relevé d’un mois en PDF / the statement of a month',
    description: 'Account, analytic result and balance sheet (C. trav. art. L7331-1 and following)',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async statement(
    @Param('activity', RecordId) activity: number,
    @Param('month', StatementMonth) month: LocalDate,
    @Query() { language = 'fr' }: StatementQuery,
  ): Promise<StreamableFile> {
    return statementFile(await this.accounts.statement(activity, month, { language }));
  }

  @Post(':activity/openings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ouvrir un compte avec ses soldes / what an account begins with' })
  @ApiCreatedResponse({ type: OpeningView })
  async open(
    @CurrentActor() actor: Actor,
    @Param('activity', RecordId) activity: number,
    @Body() input: OpeningInput,
  ): Promise<OpeningView> {
    return OpeningView.of(await this.accounts.open(actor, { ...OpeningInput.cents(input), activity }));
  }
}
