import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Forecasts } from '#billing';
import { type ContractRecord, Contracts } from '#contracts';
import { type Actor } from '#identity';
import { centsToDecimal, type Clock, CLOCK, earliest, type LocalDate } from '#kernel';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  AmendmentView,
  ContractFilter,
  ContractPage,
  ContractRowView,
  ContractView,
  NewCarriage,
  NewContractInput,
  OneContractView,
  RevisionFilter,
} from './contracts.views.js';
import {
  ContractPreview,
  ForecastChangeView,
  ForecastFilter,
  PreviewedContractView,
} from './forecast.views.js';
import { PreviewCodes } from './preview-codes.js';

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(
    private readonly contracts: Contracts,
    private readonly forecasts: Forecasts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les contrats, leurs lignes et leur portage / contracts with lines and carriage' })
  @ApiOkResponse({ type: ContractPage })
  async list(@Query() filter: ContractFilter): Promise<ContractPage> {
    const { items, total, monthlyNetCents } = await this.contracts.listContracts(filter);
    const next = await this.forecasts.nextBilling(items.map(({ id }) => id));
    return {
      items: items.map((row) => ContractRowView.of(row, next.get(row.id) ?? null)),
      total,
      monthlyNet: centsToDecimal(monthlyNetCents),
      asOf: this.clock.today(),
    };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un contrat / one contract', description: '`revision` is that of its carriage.' })
  @ApiOkResponse({ type: OneContractView })
  async show(
    @Param('id', RecordId) id: number,
    @Query() { revision }: RevisionFilter,
  ): Promise<OneContractView> {
    const contract = await this.contracts.readContract(id, revision);
    const { items } = await this.contracts.listContracts({ id });
    const issuers = await this.contracts.listIssuers({ size: 500 });
    const next = await this.forecasts.nextBilling([id]);
    return {
      ...ContractView.of(contract),
      carriers: issuers.items
        .filter((issuer) => contract.carriage.some((each) => each.issuer === issuer.id))
        .map(({ id: issuer, code, name, outside }) => ({ id: issuer, code, name, outside })),
      today: ContractRowView.of(items[0]!, next.get(id) ?? null),
      asOf: this.clock.today(),
    };
  }

  @Get(':id/amendments')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Les avenants de toutes ses lignes / the amendments of all its lines',
    description: 'The newest first.',
  })
  @ApiOkResponse({ type: [AmendmentView] })
  async amendments(@Param('id', RecordId) id: number): Promise<AmendmentView[]> {
    await this.contracts.readContract(id);
    return (await this.contracts.readAmendmentsOfContract(id)).map(AmendmentView.of);
  }

  @Post('preview')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Ce que facturerait un nouveau contrat / what a new contract would bill',
    description: 'Refused as the contract itself would be. Nothing is kept.',
  })
  @ApiOkResponse({ type: ContractPreview })
  async preview(
    @CurrentActor() actor: Actor,
    @Query() { months }: ForecastFilter,
    @Body() { lines = [], ...contract }: NewContractInput,
  ): Promise<ContractPreview> {
    const codes = new PreviewCodes();
    const withCodes = { contract: codes.give(contract), lines: lines.map((line) => codes.give(line)) };
    let made: ContractRecord;
    const change = await this.forecasts.ofAct({
      effectiveOn: firstDayOf(contract.from, lines),
      months,
      act: async (tx) => {
        made = await this.contracts.createContractWithLines(actor, withCodes.contract, withCodes.lines, tx);
        return made.lines.map(({ id }) => id);
      },
    });
    return {
      contract: PreviewedContractView.of(made!, codes),
      forecast: ForecastChangeView.of(change, codes),
    };
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Créer un contrat / create a contract' })
  @ApiCreatedResponse({ type: ContractView })
  async create(
    @CurrentActor() actor: Actor,
    @Body() { lines = [], ...contract }: NewContractInput,
  ): Promise<ContractView> {
    return ContractView.of(await this.contracts.createContractWithLines(actor, contract, lines));
  }

  @Post(':id/carriages/preview')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Ce que changerait un autre portage / what another carrier would change',
    description: 'Refused as the change itself would be. Nothing is kept.',
  })
  @ApiOkResponse({ type: ContractPreview })
  async previewCarriage(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) contract: number,
    @Query() { months }: ForecastFilter,
    @Body() move: NewCarriage,
  ): Promise<ContractPreview> {
    const { lines } = await this.contracts.readContract(contract);
    const lineIds = lines.map(({ id }) => id);
    const codes = new PreviewCodes();
    let moved: ContractRecord;
    const change = await this.forecasts.ofAct({
      lineIds,
      effectiveOn: move.from,
      months,
      act: async (tx) => {
        moved = await this.contracts.moveCarriage(actor, { contract, ...move }, tx);
        return lineIds;
      },
    });
    return {
      contract: PreviewedContractView.of(moved!, codes),
      forecast: ForecastChangeView.of(change, codes),
    };
  }

  @Post(':id/carriages')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Changer l’émetteur qui porte le contrat / have another issuer carry it' })
  @ApiCreatedResponse({ type: ContractView })
  async moveCarriage(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) contract: number,
    @Body() move: NewCarriage,
  ): Promise<ContractView> {
    return ContractView.of(await this.contracts.moveCarriage(actor, { contract, ...move }));
  }
}

/** The first day of the lines, or of the contract where it has none. */
function firstDayOf(
  from: LocalDate,
  lines: readonly { readonly terms: readonly { readonly period: { readonly from: LocalDate } }[] }[],
): LocalDate {
  const days = lines.flatMap(({ terms }) => terms.map(({ period }) => period.from));
  return days.length > 0 ? earliest(...days) : from;
}
