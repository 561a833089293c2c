import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Contributions } from '#contributions';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  DocumentRateInput,
  DocumentRatePreviewInput,
  DocumentRatePreviewView,
  DocumentRateView,
  NewSchemeInput,
  PreviewedMonthView,
  SchemeFilter,
  SchemePreviewInput,
  SchemeTermsInput,
  SchemeView,
} from './schemes.views.js';

/** What is kept of activities, by dated versions. */
@ApiTags('contributions')
@Controller()
export class SchemesController {
  constructor(private readonly contributions: Contributions) {}

  @Get('contribution-schemes')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les versions des barèmes d’un émetteur / an issuer’s schemes, oldest first' })
  @ApiOkResponse({ type: [SchemeView] })
  async list(@Query() { issuer }: SchemeFilter): Promise<SchemeView[]> {
    return (await this.contributions.schemes(issuer)).map(SchemeView.of);
  }

  @Post('contribution-schemes')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Fixer un barème à partir d’un mois / set a scheme from a month on',
    description:
      'A new version; closed months stay as they are. The same wish as the version that counts from that day on answers that version.',
  })
  @ApiCreatedResponse({ type: SchemeView })
  async set(@CurrentActor() actor: Actor, @Body() input: NewSchemeInput): Promise<SchemeView> {
    const { activity = null, terms, ...rest } = input;
    const scheme = terms ? SchemeTermsInput.scheme(terms) : null;
    return SchemeView.of(await this.contributions.setScheme(actor, { ...rest, activity, scheme }));
  }

  @Post('contribution-scheme-previews')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qu’un barème aurait retenu des douze derniers mois / what a scheme would have kept',
    description: 'Writes nothing.',
  })
  @ApiOkResponse({ type: [PreviewedMonthView] })
  async preview(
    @Body() { issuer, activity = null, terms }: SchemePreviewInput,
  ): Promise<PreviewedMonthView[]> {
    const scheme = SchemeTermsInput.scheme(terms);
    return (await this.contributions.previewScheme({ issuer, activity, scheme })).map(PreviewedMonthView.of);
  }

  @Get('contribution-document-rates')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les documents à taux propre / documents counted at a rate of their own' })
  @ApiOkResponse({ type: [DocumentRateView] })
  async documentRates(): Promise<DocumentRateView[]> {
    return (await this.contributions.documentRates()).map(DocumentRateView.of);
  }

  @Post('contribution-document-rate-previews')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qu’un taux propre changerait aux mois ouverts / what a rate of its own would move',
    description: 'Writes nothing.',
  })
  @ApiOkResponse({ type: DocumentRatePreviewView })
  async previewDocumentRate(
    @Body() { invoice, rateBasisPoints = null }: DocumentRatePreviewInput,
  ): Promise<DocumentRatePreviewView> {
    return DocumentRatePreviewView.of(
      await this.contributions.previewDocumentRate({ invoice, rateBasisPoints }),
    );
  }

  @Put('contribution-document-rates/:invoice')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Donner un taux propre à un document, ou le lui ôter / give a document a rate of its own',
    description: 'Counts in months that are still open.',
  })
  @ApiOkResponse({ type: [DocumentRateView] })
  async setDocumentRate(
    @CurrentActor() actor: Actor,
    @Param('invoice', RecordId) invoice: number,
    @Body() { rateBasisPoints = null, reason }: DocumentRateInput,
  ): Promise<DocumentRateView[]> {
    await this.contributions.setDocumentRate(actor, { invoice, rateBasisPoints, reason });
    return this.documentRates();
  }
}
