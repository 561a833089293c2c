import { Body, Controller, Get, Param, Post, Query, Res, UploadedFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ActivityAccounts } from '#contributions';
import { type Actor } from '#identity';
import { ReasonInput } from '../billing/shared.views.js';
import { ImportQuery, ImportView } from '../contracts/imports.views.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import type { UploadedBytes } from '../http/bounded-upload.js';
import { RecordId } from '../http/record-id.js';
import { CostFilter, PayCostPage, PayCostView, NewPayCostInput } from './costs.views.js';
import { answerImport, csvOf, ImportsCosts } from './imported-costs.js';

@ApiTags('activity accounts')
@Controller('pay-costs')
export class PayCostsController {
  constructor(private readonly accounts: ActivityAccounts) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les coûts de rémunération / pay costs, newest first' })
  @ApiOkResponse({ type: PayCostPage })
  async list(@Query() filter: CostFilter): Promise<PayCostPage> {
    return PayCostPage.of(await this.accounts.listPayCosts(filter));
  }

  @Post()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Saisir un coût de rémunération / enter a pay cost' })
  @ApiCreatedResponse({ type: PayCostView })
  async record(@CurrentActor() actor: Actor, @Body() input: NewPayCostInput): Promise<PayCostView> {
    return PayCostView.of(await this.accounts.recordPayCost(actor, NewPayCostInput.cents(input)));
  }

  @Post(':id/reversal')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Contre-passer un coût de rémunération / reverse a pay cost',
    description: 'Of the same day and the opposite amount; once.',
  })
  @ApiCreatedResponse({ type: PayCostView })
  async reverse(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { reason }: ReasonInput,
  ): Promise<PayCostView> {
    return PayCostView.of(await this.accounts.reversePayCost(actor, { id, reason }));
  }

  @ImportsCosts('Importer des coûts de rémunération / import pay costs')
  async importFile(
    @CurrentActor() actor: Actor,
    @Query() { preview = false, source }: ImportQuery,
    @UploadedFile() file: UploadedBytes | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return answerImport(
      response,
      await this.accounts.importPayCosts(actor, csvOf(file), { preview, source }),
    );
  }
}
