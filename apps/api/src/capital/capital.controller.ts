import { Body, Controller, Get, Post, Query, Res, UploadedFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '#identity';
import { percentToBasisPoints } from '#kernel';
import { Capital, capitalErrors } from '#membership';
import { ImportQuery, ImportView } from '../contracts/imports.views.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { apiErrors } from '../http/api-errors.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';
import {
  CalledView,
  CapitalDayView,
  CapitalStandingView,
  CapitalView,
  centsOf,
  CapitalClosingList,
  CapitalClosingView,
  HolderView,
  HoldersView,
  MovementFilter,
  MovementPage,
  MovementView,
  NewCallInput,
  NewClosingInput,
  NewShareClassInput,
  OnDayQuery,
  ShareClassView,
  ShareLedgerEntryView,
  ShareLedgerView,
} from './shares.views.js';

const LARGEST_FILE = 10 * 1024 * 1024;

/** Capital as a whole: where it stands, its classes, its register, its ledger, and the register of a former tool. */
@ApiTags('capital')
@Controller()
export class CapitalController {
  constructor(private readonly capital: Capital) {}

  @Get('capital')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le capital et son plancher / capital and its floor' })
  @ApiOkResponse({ type: CapitalView })
  async show(@Query() { on }: OnDayQuery): Promise<CapitalView> {
    const history = await this.capital.history();
    return {
      standing: CapitalStandingView.of(await this.capital.standingOn(on)),
      history: history.map(CapitalDayView.of),
    };
  }

  @Get('capital/holders')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Qui détient quoi, un jour donné / who holds what on a day' })
  @ApiOkResponse({ type: HoldersView })
  async holders(@Query() { on }: OnDayQuery): Promise<HoldersView> {
    const { day } = await this.capital.standingOn(on);
    return { day, items: (await this.capital.holdersOn(day)).map(HolderView.of) };
  }

  @Get('share-classes')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les catégories de parts / the share classes' })
  @ApiOkResponse({ type: [ShareClassView] })
  async classes(): Promise<ShareClassView[]> {
    return (await this.capital.listClasses()).map(ShareClassView.of);
  }

  @Post('share-classes')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter une catégorie de parts / add a share class' })
  @ApiCreatedResponse({ type: ShareClassView })
  async createClass(
    @CurrentActor() actor: Actor,
    @Body() { nominal, ...wish }: NewShareClassInput,
  ): Promise<ShareClassView> {
    const nominalCents = centsOf(nominal);
    const id = await this.capital.createClass(actor, { ...wish, nominalCents });
    return ShareClassView.of({ id, ...wish, nominalCents });
  }

  @Get('share-movements')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le registre des mouvements / the register of movements' })
  @ApiOkResponse({ type: MovementPage })
  async movements(@Query() filter: MovementFilter): Promise<MovementPage> {
    const { items, total } = await this.capital.register(filter);
    return { items: items.map(MovementView.of), total };
  }

  @Get('share-ledger')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le capital en termes de comptes / capital in terms of accounts' })
  @ApiOkResponse({ type: ShareLedgerView })
  async ledger(): Promise<ShareLedgerView> {
    return { entries: (await this.capital.ledger()).map(ShareLedgerEntryView.of) };
  }

  @Post('capital-calls')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Appeler du capital / call capital' })
  @ApiCreatedResponse({ type: CalledView })
  async call(@CurrentActor() actor: Actor, @Body() { percent, ...wish }: NewCallInput): Promise<CalledView> {
    const basisPoints = percentToBasisPoints(percent);
    return { bulletins: await this.capital.call(actor, { ...wish, basisPoints }) };
  }

  @Get('capital-closings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les clôtures enregistrées / the closings recorded' })
  @ApiOkResponse({ type: CapitalClosingList })
  async closings(): Promise<CapitalClosingList> {
    return { items: (await this.capital.listClosings()).map(CapitalClosingView.of) };
  }

  @Post('capital-closings')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer les pertes d’une clôture / record the losses of a closing' })
  @ApiCreatedResponse({ type: NewClosingInput })
  async close(
    @CurrentActor() actor: Actor,
    @Body() { closingOn, losses }: NewClosingInput,
  ): Promise<NewClosingInput> {
    await this.capital.recordClosing(actor, { closingOn, lossesCents: centsOf(losses) });
    return { closingOn, losses };
  }

  @Post('share-imports')
  @RolesAllowed('administrator')
  @BoundedUpload({ name: 'file', bytes: LARGEST_FILE })
  @ApiOperation({
    summary: 'Importer un registre / import a register',
    description: 'One CSV file of a known format, all of it or nothing.',
  })
  @ApiCreatedResponse({ type: ImportView })
  @ApiOkResponse({ type: ImportView, description: 'A preview' })
  async importRegister(
    @CurrentActor() actor: Actor,
    @Query() { preview = false, source }: ImportQuery,
    @UploadedFile() file: UploadedBytes | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const options = { preview, ...(source ? { source } : {}) };
    const summary = await this.capital.importRegister(actor, bytesOf(file), options);
    const { refused, refusedCount } = summary;
    if (!preview && refusedCount > 0) throw capitalErrors.IMPORT_REFUSED({ refusedCount, refused });
    response.status(preview ? 200 : 201);
    return ImportView.of(summary);
  }
}

/** @throws API.INPUT_REFUSED */
function bytesOf(file: UploadedBytes | undefined): Buffer {
  if (file) return file.buffer;
  throw apiErrors.INPUT_REFUSED({
    fields: [
      {
        field: 'file',
        rule: 'isDefined',
        fr: '«\u00a0file\u00a0»\u00a0: il faut joindre un fichier CSV.',
        en: 'file: a CSV file must be attached.',
      },
    ],
  });
}
