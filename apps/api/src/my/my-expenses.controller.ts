import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
  type StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { accountsErrors, ExpenseSheets, LARGEST_RECEIPT } from '#contributions';
import { type Actor } from '#identity';
import {
  ExpenseLineInput,
  ExpenseSheetPage,
  ExpenseSheetView,
  MileageScalesView,
  NewSheetInput,
  ReceiptView,
  SheetFilter,
} from '../activity-accounts/expenses.views.js';
import { receiptFile } from '../activity-accounts/receipt-file.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';
import { RecordId } from '../http/record-id.js';
import { OwnAccountId } from './own-account.js';

/**
 * The expense sheets that whoever asks entered for activities of their own. A sheet, a line or a receipt of another
 * answers as one that does not exist, also to those who change or delete.
 */
@ApiTags('my')
@Controller('my')
export class MyExpensesController {
  constructor(private readonly sheets: ExpenseSheets) {}

  @Get('mileage-scales')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Les barèmes kilométriques / the mileage scales' })
  @ApiOkResponse({ type: MileageScalesView })
  scales(): MileageScalesView {
    return MileageScalesView.known();
  }

  @Get('expense-sheets')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Mes notes de frais / my expense sheets' })
  @ApiOkResponse({ type: ExpenseSheetPage })
  async list(@OwnAccountId() account: number, @Query() filter: SheetFilter): Promise<ExpenseSheetPage> {
    return ExpenseSheetPage.of(await this.sheets.list({ ...filter, account }));
  }

  @Post('expense-sheets')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Commencer une note de frais / begin an expense sheet' })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async begin(@CurrentActor() actor: Actor, @Body() sheet: NewSheetInput): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.begin(actor, sheet));
  }

  @Get('expense-sheets/:id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Une de mes notes de frais / one of my expense sheets' })
  @ApiOkResponse({ type: ExpenseSheetView })
  async show(@OwnAccountId() account: number, @Param('id', RecordId) id: number): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.read(id, account));
  }

  @Post('expense-sheets/:id/correction')
  @RolesAllowed('member')
  @ApiOperation({
    summary: 'Corriger et renvoyer une note refusée / take a refused expense sheet up again',
    description: 'A draft with its lines and receipts; once. The refused sheet stays and names it.',
  })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async correct(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.correct(actor, id));
  }

  @Delete('expense-sheets/:id')
  @HttpCode(204)
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Jeter un brouillon / throw a draft away' })
  @ApiNoContentResponse()
  async discard(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<void> {
    await this.sheets.discard(actor, id);
  }

  @Post('expense-sheets/:id/lines')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Ajouter une dépense / add an expense' })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async addLine(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() line: ExpenseLineInput,
  ): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.addLine(actor, id, ExpenseLineInput.cents(line)));
  }

  @Post('expense-sheets/:id/submission')
  @RolesAllowed('member')
  @ApiOperation({
    summary: 'Soumettre une note de frais / submit an expense sheet',
    description: 'From then on nothing of it changes; its receipts are archived.',
  })
  @ApiCreatedResponse({ type: ExpenseSheetView })
  async submit(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.submit(actor, id));
  }

  @Put('expense-lines/:id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Corriger une dépense d’un brouillon / correct an expense of a draft' })
  @ApiOkResponse({ type: ExpenseSheetView })
  async changeLine(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() line: ExpenseLineInput,
  ): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.changeLine(actor, id, ExpenseLineInput.cents(line)));
  }

  @Delete('expense-lines/:id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Retirer une dépense d’un brouillon / remove an expense of a draft' })
  @ApiOkResponse({ type: ExpenseSheetView })
  async removeLine(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
  ): Promise<ExpenseSheetView> {
    return ExpenseSheetView.of(await this.sheets.removeLine(actor, id));
  }

  @Put('expense-lines/:id/receipt')
  @RolesAllowed('member')
  @BoundedUpload({ name: 'file', bytes: LARGEST_RECEIPT })
  @ApiOperation({
    summary: 'Le justificatif d’une dépense / the receipt of an expense',
    description: 'PDF, JPEG or PNG of at most 10 MB, told by its content; in the place of an earlier one',
  })
  @ApiOkResponse({ type: ReceiptView })
  async attachReceipt(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @UploadedFile() file: UploadedBytes | undefined,
  ): Promise<ReceiptView> {
    if (!file) throw accountsErrors.RECEIPT_REFUSED({});
    return this.sheets.attachReceipt(actor, id, file.buffer);
  }

  @Get('expense-receipts/:id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Un de mes justificatifs / one of my receipts' })
  @ApiProduces('application/pdf', 'image/jpeg', 'image/png')
  @ApiOkResponse({ content: { '*/*': { schema: { type: 'string', format: 'binary' } } } })
  async receipt(
    @OwnAccountId() account: number,
    @Param('id', RecordId) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return receiptFile(await this.sheets.receipt(id, account), response);
  }
}
