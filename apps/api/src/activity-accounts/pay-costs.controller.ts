import { Body, Controller, Get, Param, Post, Query, Res, UploadedFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ActivityAccounts } from '#contributions';
import { type Actor } from '#identity';
import { ReasonInput } from '../billing/shared.views.js';
import { ImportQuery, ImportView } from '../contracts/imports.views.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';
import { RecordId } from '../http/record-id.js';
import { CostFilter, PayCostPage, PayCostView, NewPayCostInput } from './costs.views.js';
import { answerImport, csvOf } from './imported-costs.js';

const LARGEST_FILE = 10 * 1024 * 1024;

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
  @ApiOperation({ summary: 'Saisir un coût de rémunération / a pay cost' })
  @ApiCreatedResponse({ type: PayCostView })
  async record(@CurrentActor() actor: Actor, @Body() input: NewPayCostInput): Promise<PayCostView> {
    return PayCostView.of(await this.accounts.recordPayCost(actor, NewPayCostInput.cents(input)));
  }

  @Post(':id/reversal')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Contre-passer un coût de rémunération / a pay cost',
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

  @Post('imports')
  @RolesAllowed('administrator')
  @BoundedUpload({ name: 'file', bytes: LARGEST_FILE })
  @ApiOperation({
    summary: 'Importer des coûts de rémunération / pay costs',
    description: 'One CSV file, all of it or nothing.',
  })
  @ApiCreatedResponse({ type: ImportView })
  @ApiOkResponse({ type: ImportView, description: 'A preview' })
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
