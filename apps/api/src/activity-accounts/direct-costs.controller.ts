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
import { CostFilter, DirectCostPage, DirectCostView, NewDirectCostInput } from './costs.views.js';
import { answerImport, csvOf, ImportsCosts } from './imported-costs.js';

@ApiTags('activity accounts')
@Controller('direct-costs')
export class DirectCostsController {
  constructor(private readonly accounts: ActivityAccounts) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les charges directes / direct costs, newest first' })
  @ApiOkResponse({ type: DirectCostPage })
  async list(@Query() filter: CostFilter): Promise<DirectCostPage> {
    return DirectCostPage.of(await this.accounts.listDirectCosts(filter));
  }

  @Post()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Saisir une charge directe / enter a direct cost' })
  @ApiCreatedResponse({ type: DirectCostView })
  async record(@CurrentActor() actor: Actor, @Body() input: NewDirectCostInput): Promise<DirectCostView> {
    return DirectCostView.of(await this.accounts.recordDirectCost(actor, NewDirectCostInput.cents(input)));
  }

  @Post(':id/reversal')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Contre-passer une charge directe / reverse a direct cost',
    description: 'Of the same day and the opposite amount; once.',
  })
  @ApiCreatedResponse({ type: DirectCostView })
  async reverse(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { reason }: ReasonInput,
  ): Promise<DirectCostView> {
    return DirectCostView.of(await this.accounts.reverseDirectCost(actor, { id, reason }));
  }

  @ImportsCosts('Importer des charges directes / import direct costs')
  async importFile(
    @CurrentActor() actor: Actor,
    @Query() { preview = false, source }: ImportQuery,
    @UploadedFile() file: UploadedBytes | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return answerImport(
      response,
      await this.accounts.importDirectCosts(actor, csvOf(file), { preview, source }),
    );
  }
}
