import {
  Body,
  Controller,
  Get,
  HttpCode,
  type MessageEvent,
  type OnModuleDestroy,
  Param,
  Post,
  Query,
  Sse,
  UseGuards,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { Billing, BillingReader } from '#billing';
import { type Act, type Actor, Identity } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { RunExists } from './run-exists.guard.js';
import { RunWatch } from './run-watch.js';
import {
  ApprovalInput,
  HeldDaysFilter,
  HeldDaysPage,
  HeldDaysView,
  NewRunInput,
  OpenPointsView,
  OpenPointView,
  RunComparisonView,
  RunDetailsView,
  RunDocumentFilter,
  RunDocumentPageView,
  RunFilter,
  RunPage,
  RunView,
} from './runs.views.js';

/** Runs: proposed and prepared by accountants, approved and closed by administrators. */
@ApiTags('billing runs')
@Controller('billing-runs')
export class BillingRunsController implements OnModuleDestroy {
  private readonly watch: RunWatch;

  constructor(
    private readonly billing: Billing,
    private readonly reader: BillingReader,
    private readonly identity: Identity,
  ) {
    this.watch = new RunWatch((run) => reader.progress(run));
  }

  /** Streams end with the server, which would otherwise wait for them. */
  onModuleDestroy(): void {
    this.watch.end();
  }

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les campagnes, de la plus récente à la plus ancienne / runs, newest first' })
  @ApiOkResponse({ type: RunPage })
  async list(@Query() filter: RunFilter): Promise<RunPage> {
    const { runs, next } = await this.reader.runs(filter);
    return { runs: runs.map(RunView.of), next };
  }

  @Post()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Proposer une campagne / propose a run',
    description: 'Nothing is issued: what would be, on which days, with every control in words.',
  })
  @ApiCreatedResponse({ type: RunDetailsView })
  async propose(@CurrentActor() actor: Actor, @Body() wish: NewRunInput): Promise<RunDetailsView> {
    const run = await this.billing.proposeRun({ ...wish, proposedBy: actor.name }, (tx, { id, proposal }) =>
      this.identity.recordAct(
        tx,
        actor,
        actOn(id, 'propose', { ...wish, documents: proposal.documents.length }),
      ),
    );
    return this.show(run.id);
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Une campagne, sa vie et ses totaux / one run, its life and totals' })
  @ApiOkResponse({ type: RunDetailsView })
  async show(@Param('id', RecordId) id: number): Promise<RunDetailsView> {
    return RunDetailsView.ofDetails(await this.reader.run(id), await this.reader.progress(id));
  }

  @Get(':id/documents')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les factures d’une campagne, lignes et contrôles / documents of a run' })
  @ApiOkResponse({ type: RunDocumentPageView })
  async documents(
    @Param('id', RecordId) id: number,
    @Query() { direction, ...filter }: RunDocumentFilter,
  ): Promise<RunDocumentPageView> {
    const descending = direction === 'descending';
    return RunDocumentPageView.of(await this.reader.documentsOf(id, { ...filter, descending }));
  }

  @Post(':id/documents/:position/attempts')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Tenter de nouveau d’émettre une facture en échec / try again to issue a document that failed',
    description: 'The very document that was approved; it is set aside again where its facts have changed.',
  })
  @ApiCreatedResponse({ type: RunDetailsView })
  async attempt(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('position', RecordId) position: number,
  ): Promise<RunDetailsView> {
    await this.billing.attemptAgain({ runId: id, position }, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'attempt', { position })),
    );
    return this.show(id);
  }

  @Get(':id/open-points')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qui attend quelqu’un dans une campagne / what of a run waits for a person',
    description:
      'Documents that failed, fell back or are held, and deliveries that do not go on by themselves.',
  })
  @ApiOkResponse({ type: OpenPointsView })
  async openPoints(@Param('id', RecordId) id: number): Promise<OpenPointsView> {
    const { points, total } = await this.reader.openPointsOf(id);
    return { points: points.map(OpenPointView.of), total };
  }

  @Get(':id/held')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les jours vus et non proposés, avec la raison / days seen and not proposed' })
  @ApiOkResponse({ type: HeldDaysPage })
  async held(@Param('id', RecordId) id: number, @Query() filter: HeldDaysFilter): Promise<HeldDaysPage> {
    const { held, next } = await this.reader.heldDaysOf(id, filter);
    return { held: held.map(HeldDaysView.of), next };
  }

  @Get(':id/comparison')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ce qui change depuis la campagne précédente / what differs from the run before' })
  @ApiOkResponse({ type: RunComparisonView })
  async comparison(@Param('id', RecordId) id: number): Promise<RunComparisonView> {
    return RunComparisonView.of(await this.reader.comparison(id));
  }

  @Sse(':id/progress')
  @UseGuards(RunExists)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'L’avancement, au fil de l’eau / progress as server-sent events',
    description:
      'At once and on each change a `progress` event, a `heartbeat` while nothing changes, then one `done`, after ' +
      'which the reader closes the stream. The pace is for the reader to work out, from `issued` and `startedAt`.',
  })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  progress(@Param('id', RecordId) id: number): Observable<MessageEvent> {
    return this.watch.of(id);
  }

  @Post(':id/approval')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Approuver la proposition lue, et ordonner son émission / approve the proposal that was read',
    description: 'Held documents stay held unless each is released with a reason.',
  })
  @ApiCreatedResponse({ type: RunDetailsView })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { digest, releases = [], accepts = [] }: ApprovalInput,
  ): Promise<RunDetailsView> {
    const approval = { runId: id, digest, releases, accepts, approvedBy: actor.name };
    await this.billing.approveRun(approval, (tx, { documents, netCents }) =>
      this.identity.recordAct(
        tx,
        actor,
        actOn(id, 'approve', { digest, releases, accepts, documents, netCents }),
      ),
    );
    return this.show(id);
  }

  @Post(':id/abandonment')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Abandonner une proposition / give up a proposal' })
  @ApiOkResponse({ type: RunDetailsView })
  async abandon(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<RunDetailsView> {
    await this.billing.abandonRun(id, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'abandon')),
    );
    return this.show(id);
  }

  @Post(':id/closing')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Clôturer une campagne / close a run',
    description: 'All that was due is issued or held with a reason, each invoice delivered or excused.',
  })
  @ApiOkResponse({ type: RunDetailsView })
  async close(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<RunDetailsView> {
    await this.billing.closeRun(id, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'close')),
    );
    return this.show(id);
  }
}

function actOn(run: number, act: string, facts: Act['facts'] = {}): Act {
  return { action: `billing.run.${act}`, subject: { kind: 'billingRun', id: run }, facts };
}
