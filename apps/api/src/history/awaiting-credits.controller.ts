import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { History } from '#history';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  AwaitingCreditPage,
  AwaitingCreditView,
  AwaitingQuery,
  BilledAheadView,
  AwaitingCreditSettlementInput,
} from './history.views.js';

/** What a former tool left to be settled: days billed twice, and days billed before their time. */
@ApiTags('history')
@Controller()
export class AwaitingCreditsController {
  constructor(private readonly history: History) {}

  @Get('awaiting-credits')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Les documents qui attendent leur avoir / documents that await their credit note',
  })
  @ApiOkResponse({ type: AwaitingCreditPage })
  async list(@Query() query: AwaitingQuery): Promise<AwaitingCreditPage> {
    const { items, total } = await this.history.awaitingCredits(query);
    return { items: items.map(AwaitingCreditView.of), total };
  }

  @Post('awaiting-credits/:id/settlement')
  @RolesAllowed('administrator')
  @HttpCode(204)
  @ApiOperation({ summary: 'Dire comment une double facturation a été réglée / say how one was settled' })
  @ApiNoContentResponse()
  async settle(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { statement }: AwaitingCreditSettlementInput,
  ): Promise<void> {
    await this.history.settleAwaitingCredit(actor, id, statement);
  }

  @Get('billed-ahead')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Les jours que l’ancien outil a facturés d’avance / days billed ahead by the former tool',
  })
  @ApiOkResponse({ type: [BilledAheadView] })
  async billedAhead(): Promise<BilledAheadView[]> {
    return (await this.history.billedAhead()).map(BilledAheadView.of);
  }
}
