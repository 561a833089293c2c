import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Billing, BillingReader } from '#billing';
import { type Act, type Actor, Identity } from '#identity';
import { CLOCK, type Clock } from '#kernel';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  CoverageFilter,
  CoveragePage,
  DriftFilter,
  DriftLineView,
  DriftPage,
  ExcuseFilter,
  ExcuseInput,
  ExcuseView,
  LineCoverageView,
  WindowFilter,
} from './coverage.views.js';

/** Which days are billed, by whom, and which are not. */
@ApiTags('coverage')
@Controller()
export class CoverageController {
  constructor(
    private readonly billing: Billing,
    private readonly reader: BillingReader,
    private readonly identity: Identity,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('coverage')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les jours de beaucoup de lignes, en abrégé / the days of many lines, compactly' })
  @ApiOkResponse({ type: CoveragePage })
  async list(@Query() filter: CoverageFilter): Promise<CoveragePage> {
    const { from: _from, to: _to, ...asked } = filter;
    const window = WindowFilter.windowOf(filter, this.clock.today());
    return CoveragePage.of(window, await this.reader.coverage({ ...asked, window }));
  }

  @Get('coverage/:line')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les jours d’une ligne de contrat / the days of one contract line' })
  @ApiOkResponse({ type: LineCoverageView })
  async show(
    @Param('line', RecordId) line: number,
    @Query() filter: WindowFilter,
  ): Promise<LineCoverageView> {
    const window = WindowFilter.windowOf(filter, this.clock.today());
    return LineCoverageView.of(await this.reader.coverageOf(line, window));
  }

  @Get('drift')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les écarts entre le dû et le facturé / due days less billed days, and back' })
  @ApiOkResponse({ type: DriftPage })
  async drift(@Query() filter: DriftFilter): Promise<DriftPage> {
    const { lines, counts, next } = await this.reader.drift(filter);
    return { lines: lines.map(DriftLineView.of), counts, next };
  }

  @Get('excuses')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les motifs de non-facturation / days that are not billed, with the reason' })
  @ApiOkResponse({ type: [ExcuseView] })
  async excuses(@Query() filter: ExcuseFilter): Promise<ExcuseView[]> {
    return (await this.reader.excuses(filter)).map(ExcuseView.of);
  }

  @Post('excuses')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ne pas facturer des jours, par écrit / excuse days from billing, in writing' })
  @ApiCreatedResponse({ type: ExcuseView })
  async excuse(
    @CurrentActor() actor: Actor,
    @Body() { line, period, reason }: ExcuseInput,
  ): Promise<ExcuseView> {
    const id = await this.billing.excuseDays({ lineId: line, period, reason }, actor.name, (tx, excuse) =>
      this.identity.recordAct(tx, actor, actOn(excuse, 'make', { line, ...period, reason })),
    );
    return ExcuseView.of(await this.reader.excuse(id));
  }

  @Delete('excuses/:id')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Lever un motif de non-facturation / lift an excuse',
    description: 'It stays readable; its days are to be billed again.',
  })
  @ApiOkResponse({ type: ExcuseView })
  async lift(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<ExcuseView> {
    await this.billing.liftExcuse(id, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'lift', {})),
    );
    return ExcuseView.of(await this.reader.excuse(id));
  }
}

function actOn(excuse: number, act: string, facts: Act['facts']): Act {
  return { action: `billing.excuse.${act}`, subject: { kind: 'excuse', id: excuse }, facts };
}
