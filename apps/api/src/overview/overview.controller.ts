import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingReader, NightlyVerification, Scheduling } from '#billing';
import { History } from '#history';
import { ExpenseSheets } from '#contributions';
import { Jobs } from '#jobs';
import { type Clock, CLOCK, month, monthOf } from '#kernel';
import { Capital, Membership } from '#membership';
import { type DossierState, Transfers } from '#transfers';
import { Treasury } from '#treasury';
import { RolesAllowed } from '../http/access.js';
import { AttentionView } from './attention.views.js';
import { BilledMonthView, DashboardFilter, DashboardView, MonthsFilter } from './dashboard.views.js';
import { findAttention } from './find-attention.js';
import type { CooperativeFacts } from './find-cooperative-attention.js';

const OPEN_RUNS = ['proposed', 'approved', 'issuing', 'delivering'] as const;
const OVER: readonly DossierState[] = ['closed', 'undone'];
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
    private readonly membership: Membership,
    private readonly capital: Capital,
    private readonly treasury: Treasury,
    private readonly dossiers: Transfers,
    private readonly expenses: ExpenseSheets,
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
    const [runs, settled, owed, drift, awaiting, ahead, stuckJobs, scheduling, nightly, cooperative] =
      await Promise.all([
        Promise.all(OPEN_RUNS.map((state) => reader.runs({ state }))),
        withNet(),
        withClients(),
        reader.drift({ limit: 1 }),
        this.history.awaitingCredits({ size: AWAITING_CREDITS_SUMMED }),
        this.history.billedAhead(),
        this.jobs.stuck(),
        this.scheduling.state(),
        this.nightly.lastVerification(),
        this.cooperativeFacts(),
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
      cooperative,
    });
  }

  private async cooperativeFacts(): Promise<CooperativeFacts> {
    const today = this.clock.today();
    const [alerts, withdrawals, payments, dossiers, sheetsToApprove] = await Promise.all([
      this.membership.alerts(today),
      this.capital.listWithdrawals(),
      this.treasury.overview(monthOf(today)),
      this.dossiers.list({ size: 50 }),
      this.expenses.list({ state: 'submitted', size: 1 }),
    ]);
    const transfers = dossiers.items.filter(({ state }) => !OVER.includes(state));
    return { today, alerts, withdrawals, payments, transfers, sheetsToApprove };
  }
}
