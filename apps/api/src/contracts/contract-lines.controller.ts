import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Forecasts } from '#billing';
import { Contracts, type LineRecord } from '#contracts';
import { type Actor } from '#identity';
import { earliest, type LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { apiErrors } from '../http/api-errors.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { ForecastChangeView, ForecastFilter, LinePreview, PreviewedLineView } from './forecast.views.js';
import { PreviewCodes } from './preview-codes.js';
import { AmendmentView, LineView, NewAmendment, NewLineInput, RevisionFilter } from './contracts.views.js';

type Field = Exclude<keyof NewAmendment, 'kind' | 'fromRevision' | 'reason'>;

/** What each kind of amendment needs, and what else it may say. */
const FIELDS: Readonly<Record<NewAmendment['kind'], { needs: readonly Field[]; takes: readonly Field[] }>> = {
  change: { needs: ['from'], takes: ['to', 'conditions', 'prolongTo'] },
  pause: { needs: ['period'], takes: [] },
  resumption: { needs: ['from'], takes: [] },
  cancellation: { needs: ['onDay'], takes: [] },
  usage: { needs: ['period', 'quantity'], takes: ['unitPrice'] },
};

@ApiTags('contracts')
@Controller('contract-lines')
export class ContractLinesController {
  constructor(
    private readonly contracts: Contracts,
    private readonly forecasts: Forecasts,
  ) {}

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Une ligne de contrat / one contract line' })
  @ApiOkResponse({ type: LineView })
  async show(@Param('id', RecordId) id: number, @Query() { revision }: RevisionFilter): Promise<LineView> {
    return LineView.of(await this.contracts.readLine(id, revision));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter une ligne à un contrat / add a line to a contract' })
  @ApiCreatedResponse({ type: LineView })
  async create(@CurrentActor() actor: Actor, @Body() line: NewLineInput): Promise<LineView> {
    return LineView.of(await this.contracts.addLine(actor, line));
  }

  @Post('preview')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Ce que facturerait une nouvelle ligne / what a new line would bill',
    description: 'Refused as the line itself would be. Nothing is kept.',
  })
  @ApiOkResponse({ type: LinePreview })
  async preview(
    @CurrentActor() actor: Actor,
    @Query() { months }: ForecastFilter,
    @Body() line: NewLineInput,
  ): Promise<LinePreview> {
    const codes = new PreviewCodes();
    const withCode = codes.give(line);
    return this.previewAs({
      codes,
      effectiveOn: earliest(...line.terms.map(({ period }) => period.from)),
      months,
      act: (tx) => this.contracts.addLine(actor, withCode, tx),
    });
  }

  @Get(':id/amendments')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les avenants d’une ligne / the amendments of a line' })
  @ApiOkResponse({ type: [AmendmentView] })
  async amendments(@Param('id', RecordId) id: number): Promise<AmendmentView[]> {
    await this.contracts.readLine(id);
    return (await this.contracts.readAmendments(id)).map(AmendmentView.of);
  }

  @Post(':id/amendments')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Faire un avenant / amend a line',
    description:
      'change {from, to?, conditions?, prolongTo?}; pause {period}; resumption {from}; cancellation {onDay}; ' +
      'usage {period, quantity, unitPrice?}: worked time.',
  })
  @ApiCreatedResponse({ type: LineView })
  async amend(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) line: number,
    @Body() amendment: NewAmendment,
  ): Promise<LineView> {
    requireFieldsOfKind(amendment);
    return LineView.of(await this.amendAs(actor, line, amendment));
  }

  @Post(':id/amendments/preview')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Ce que changerait un avenant / what an amendment would change',
    description: 'Refused as the amendment itself would be. Nothing is kept.',
  })
  @ApiOkResponse({ type: LinePreview })
  async previewAmendment(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) line: number,
    @Query() { months }: ForecastFilter,
    @Body() amendment: NewAmendment,
  ): Promise<LinePreview> {
    requireFieldsOfKind(amendment);
    return this.previewAs({
      codes: new PreviewCodes(),
      lineIds: [line],
      effectiveOn: (amendment.from ?? amendment.period?.from ?? amendment.onDay)!,
      months,
      act: (tx) => this.amendAs(actor, line, amendment, tx),
    });
  }

  private async previewAs({
    codes,
    ...of
  }: {
    readonly codes: PreviewCodes;
    readonly lineIds?: readonly number[];
    readonly effectiveOn: LocalDate;
    readonly months?: number;
    readonly act: (tx: Transaction) => Promise<LineRecord>;
  }): Promise<LinePreview> {
    let line: LineRecord;
    const change = await this.forecasts.ofAct({
      ...of,
      act: async (tx) => {
        line = await of.act(tx);
        return [line.id];
      },
    });
    return { line: PreviewedLineView.of(line!, codes), forecast: ForecastChangeView.of(change, codes) };
  }

  private amendAs(
    actor: Actor,
    line: number,
    amendment: NewAmendment,
    tx?: Transaction,
  ): Promise<LineRecord> {
    const { kind, fromRevision, reason } = amendment;
    const of = { line, fromRevision, reason };
    switch (kind) {
      case 'change': {
        const { from, to, conditions, prolongTo } = amendment;
        return this.contracts.amendLine(
          actor,
          { ...of, change: { from: from!, to, conditions, prolongTo } },
          tx,
        );
      }
      case 'pause':
        return this.contracts.pauseLine(actor, { ...of, period: amendment.period! }, tx);
      case 'resumption':
        return this.contracts.resumeLine(actor, { ...of, from: amendment.from! }, tx);
      case 'cancellation':
        return this.contracts.cancelLine(actor, { ...of, onDay: amendment.onDay! }, tx);
      case 'usage': {
        const { period, quantity, unitPrice } = amendment;
        const days = { from: period!.from, to: period!.to! };
        return this.contracts.recordWorkedTime(
          actor,
          { ...of, period: days, quantity: quantity!, unitPrice },
          tx,
        );
      }
    }
  }
}

/** A field that a kind does not know is refused rather than dropped. @throws API.INPUT_REFUSED */
function requireFieldsOfKind(amendment: NewAmendment): void {
  const { needs, takes } = FIELDS[amendment.kind];
  const all = new Set(Object.values(FIELDS).flatMap((each) => [...each.needs, ...each.takes]));
  const missing = needs.filter((field) => amendment[field] === undefined);
  const open = amendment.kind === 'usage' && amendment.period && !amendment.period.to ? ['period.to'] : [];
  const surplus = [...all].filter(
    (field) => amendment[field] !== undefined && !needs.includes(field) && !takes.includes(field),
  );
  const fields = [
    ...[...missing, ...open].map((field) => ({
      field,
      rule: 'isDefined',
      fr: `« ${field} » : ce champ est attendu pour « ${amendment.kind} ».`,
      en: `${field} is needed for ${amendment.kind}.`,
    })),
    ...surplus.map((field) => ({
      field,
      rule: 'whitelistValidation',
      fr: `« ${field} » n’a pas de sens pour « ${amendment.kind} ».`,
      en: `${field} means nothing for ${amendment.kind}.`,
    })),
  ];
  if (fields.length > 0) throw apiErrors.INPUT_REFUSED({ fields });
}
