import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingReader, NightlyVerification, Scheduling } from '#billing';
import { History } from '#history';
import { Jobs } from '#jobs';
import { type Clock, CLOCK, month } from '#kernel';
import { RolesAllowed } from '../http/access.js';
import { AttentionView } from './attention.views.js';
import { BilledMonthView, DashboardFilter, DashboardView, MonthsFilter } from './dashboard.views.js';
import { findAttention } from './find-attention.js';

const OPEN_RUNS = ['proposed', 'approved', 'issuing', 'delivering'] as const;
/** More of them than this are told by their number alone. */
const AWAITING_CREDITS_SUMMED = 500;

/** What an administrator looks at first. */
@ApiTags('overview')
@Controller()
export class OverviewController {
  constructor(
    private readonly reader: BillingReader,
    private readonly history: History,
    private readonly jobs: Jobs,
    private readonly scheduling: Scheduling,
    private readonly nightly: NightlyVerification,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('dashboard')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Dû, émis, envoyé dans le mois / due, issued, sent in the month' })
  @ApiOkResponse({ type: DashboardView })
  async dashboard(@Query() filter: DashboardFilter): Promise<DashboardView> {
    return DashboardView.of(
      await this.reader.dashboard(filter.month === undefined ? undefined : month(filter.month)),
    );
  }

  @Get('dashboard/months')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Facturé mois par mois / billed month by month, oldest first' })
  @ApiOkResponse({ type: [BilledMonthView] })
  async months(@Query() { months = 12, to }: MonthsFilter): Promise<BilledMonthView[]> {
    const billed = await this.reader.billedMonths(months, to === undefined ? undefined : month(to));
    return billed.map(BilledMonthView.of);
  }

  @Get('attention')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qui attend quelqu’un, le plus urgent d’abord / what needs a person, most urgent first',
  })
  @ApiOkResponse({ type: [AttentionView] })
  async attention(): Promise<AttentionView[]> {
    const { reader } = this;
    const withNet = async () => {
      const deliveries = await reader.deliveriesToSettle();
      const netOfDeliveries = await reader.netOf(deliveries.map(({ invoice }) => invoice.id));
      return { deliveries, netOfDeliveries };
    };
    const withClients = async () => {
      const unbilled = await reader.unbilled();
      return { unbilled, incompleteClients: await reader.incompleteClients(unbilled.clientIds) };
    };
    const [runs, settled, owed, drift, awaiting, ahead, stuckJobs, scheduling, nightly] = await Promise.all([
      Promise.all(OPEN_RUNS.map((state) => reader.runs({ state }))),
      withNet(),
      withClients(),
      reader.drift({ limit: 1 }),
      this.history.awaitingCredits({ size: AWAITING_CREDITS_SUMMED }),
      this.history.billedAhead(),
      this.jobs.stuck(),
      this.scheduling.state(),
      this.nightly.lastVerification(),
    ]);
    const credits = awaiting.items.flatMap(({ toCredit }) => toCredit.map(({ netCents }) => netCents));
    return findAttention({
      today: this.clock.today(),
      runs: runs.flatMap((page) => page.runs),
      ...settled,
      ...owed,
      drift: drift.counts,
      awaitingCredits: {
        total: awaiting.total,
        netCents:
          awaiting.total > awaiting.items.length ? null : credits.reduce((sum, cents) => sum + cents, 0),
      },
      billedAhead: new Set(ahead.map(({ invoiceId }) => invoiceId)).size,
      stuckJobs,
      scheduling,
      nightly,
    });
  }
}
