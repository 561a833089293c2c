import { Body, Controller, Get, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ExpenseSheets } from '#contributions';
import { type Actor } from '#identity';
import { ReasonInput } from '../billing/shared.views.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { ExpenseSheetPage, ExpenseSheetView, ReimbursementInput, SheetFilter } from './expenses.views.js';
import { receiptFile } from './receipt-file.js';

/** The expense sheets that were submitted, for the support team; drafts are their author's. */
@ApiTags('activity accounts')
@Controller()
export class ExpenseSheetsController {
  constructor(private readonly sheets: ExpenseSheets) {}

  @Get('expense-sheets')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les notes de frais soumises / the submitted expense sheets' })
  @ApiOkResponse({ type: ExpenseSheetPage })
  async list(@Query() filter: SheetFilter): Promise<ExpenseSheetPage> {
    return ExpenseSheetPage.of(await this.sheets.list(filter));
  }

  @Get('expense-sheets/:id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Une note de frais / one expense sheet' })
  @ApiOkResponse({ type: ExpenseSheetView })
  async show(@Param('id', RecordId) id: number): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.read(id));
  }

  @Post('expense-sheets/:id/approval')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Valider une note de frais / approve an expense sheet',
    description: 'By somebody else than its author',
  })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async approve(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.decide(actor, id, { state: 'approved' }));
  }

  @Post('expense-sheets/:id/refusal')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Refuser une note de frais, avec le motif / refuse an expense sheet' })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { reason }: ReasonInput,
  ): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.decide(actor, id, { state: 'refused', reason }));
  }

  @Post('expense-sheets/:id/reimbursement')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Dire qu’une note est remboursée / record that a sheet was paid back' })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async reimburse(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { onDay }: ReimbursementInput,
  ): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.reimburse(actor, id, onDay));
  }

  @Get('expense-receipts/:id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un justificatif d’une note soumise / a receipt of a submitted sheet' })
  @ApiProduces('application/pdf', 'image/jpeg', 'image/png')
  @ApiOkResponse({ content: { '*/*': { schema: { type: 'string', format: 'binary' } } } })
  async receipt(
    @Param('id', RecordId) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return receiptFile(await this.sheets.receipt(id), response);
  }
}
