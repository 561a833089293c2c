import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Res,
  StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { type Actor } from '#identity';
import { type Clock, CLOCK } from '#kernel';
import { DRAFT_KINDS, type DraftKind, TransferImports, TransferLetters } from '#transfers';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { apiErrors } from '../http/api-errors.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';
import { oneOf } from '../http/one-of.js';
import { RecordId } from '../http/record-id.js';
import { TransferView } from './dossiers.views.js';
import {
  TransferDraftInput,
  TransferDraftsView,
  TransferDraftView,
  TransferTemplateView,
} from './letters.views.js';
import {
  TransferReadingsView,
  TransferReadingView,
  TransferRecordingInput,
  TransferRecordingView,
} from './readings.views.js';

const LARGEST_FILE = 10 * 1024 * 1024;

/** What comes in and goes out with a transfer: the former issuer's billing, letters and amendments. */
@ApiTags('contract transfers')
@Controller('contract-transfers')
export class TransferFilesController {
  constructor(
    private readonly imports: TransferImports,
    private readonly letters: TransferLetters,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/readings')
  @RolesAllowed('administrator')
  @BoundedUpload({ name: 'file', bytes: LARGEST_FILE })
  @ApiOperation({
    summary: 'Lire un fichier de facturation de la CAE / read a file of the former issuer’s billing',
    description:
      'CSV, Factur-X PDF or CII XML. Nothing is recorded before its lines are matched by a person.',
  })
  @ApiCreatedResponse({ type: TransferReadingView })
  async readFile(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @UploadedFile() file: UploadedBytes | undefined,
  ): Promise<TransferReadingView> {
    if (!file)
      throw apiErrors.INPUT_REFUSED({
        fields: [
          { field: 'file', rule: 'isDefined', fr: 'Il faut joindre un fichier.', en: 'A file is needed.' },
        ],
      });
    // Multer reads names as Latin-1, and browsers send UTF-8.
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200);
    return TransferReadingView.of(await this.imports.readFile(actor, id, { name, bytes: file.buffer }));
  }

  @Get(':id/readings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les fichiers lus et ce qu’ils facturent / the files read and what they bill' })
  @ApiOkResponse({ type: TransferReadingsView })
  async readings(@Param('id', RecordId) id: number): Promise<TransferReadingsView> {
    return { items: (await this.imports.readings(id)).map(TransferReadingView.of) };
  }

  @Post(':id/readings/:reading/recording/preview')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ce qui serait repris, sans rien garder / what would be recorded' })
  @ApiOkResponse({ type: TransferRecordingView })
  async previewRecording(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('reading', RecordId) reading: number,
    @Body() { decisions }: TransferRecordingInput,
  ): Promise<TransferRecordingView> {
    return TransferRecordingView.of(await this.imports.preview(actor, id, reading, decisions));
  }

  @Post(':id/readings/:reading/recording')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Reprendre les factures lues / record the invoices that were read',
    description: 'All of the file or nothing; each number of the seller once.',
  })
  @ApiCreatedResponse({ type: TransferRecordingView })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('reading', RecordId) reading: number,
    @Body() { decisions }: TransferRecordingInput,
  ): Promise<TransferRecordingView> {
    return TransferRecordingView.of(await this.imports.record(actor, id, reading, decisions));
  }

  @Get(':id/drafts')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Lettres et avenants / letters and amendments' })
  @ApiOkResponse({ type: TransferDraftsView })
  async drafts(@Param('id', RecordId) id: number): Promise<TransferDraftsView> {
    return {
      items: (await this.letters.drafts(id)).map(TransferDraftView.of),
      templates: TransferTemplateView.all(this.clock.today()),
    };
  }

  @Put(':id/drafts/:kind/:about')
  @ApiParam({ name: 'kind', enum: DRAFT_KINDS })
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Modifier le texte / edit the words' })
  @ApiOkResponse({ type: TransferDraftView })
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('about', RecordId) aboutId: number,
    @Param('kind', oneOf(DRAFT_KINDS)) kind: DraftKind,
    @Body() words: TransferDraftInput,
  ): Promise<TransferDraftView> {
    return TransferDraftView.of(await this.letters.edit(actor, id, { kind, aboutId }, words));
  }

  @Get(':id/drafts/:kind/:about/pdf')
  @ApiParam({ name: 'kind', enum: DRAFT_KINDS })
  @RolesAllowed('administrator', 'accountant')
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'Aperçu du PDF / preview of the PDF' })
  async previewPdf(
    @Param('id', RecordId) id: number,
    @Param('about', RecordId) aboutId: number,
    @Param('kind', oneOf(DRAFT_KINDS)) kind: DraftKind,
  ): Promise<StreamableFile> {
    const bytes = await this.letters.preview(id, { kind, aboutId });
    return pdf(bytes, `${kind}-${aboutId}`);
  }

  @Post(':id/drafts/:kind/:about/confirmation')
  @ApiParam({ name: 'kind', enum: DRAFT_KINDS })
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Confirmer l’envoi : le PDF est archivé / confirm that it was sent: the PDF is archived',
  })
  @ApiCreatedResponse({ type: TransferView })
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('about', RecordId) aboutId: number,
    @Param('kind', oneOf(DRAFT_KINDS)) kind: DraftKind,
  ): Promise<TransferView> {
    return TransferView.from(await this.letters.confirm(actor, id, { kind, aboutId }));
  }

  @Get(':id/documents/:document/pdf')
  @RolesAllowed('administrator', 'accountant')
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'Le PDF archivé / the archived PDF' })
  async file(
    @Param('id', RecordId) id: number,
    @Param('document', RecordId) document: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { bytes, sha256 } = await this.letters.file(id, document);
    response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return pdf(bytes, `document-${document}`);
  }
}

function pdf(bytes: Uint8Array, name: string): StreamableFile {
  return new StreamableFile(bytes, {
    type: 'application/pdf',
    length: bytes.length,
    disposition: `inline; filename="${name}.pdf"`,
  });
}
