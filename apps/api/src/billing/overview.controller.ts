import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { BillingReader, type Dashboard, type Verification, Verifier } from '#billing';
import { month } from '#kernel';
import { RolesAllowed } from '../http/access.js';
import { amountOf } from './shared.views.js';

export class DashboardFilter {
  @ApiPropertyOptional({ example: '2026-11', description: 'This month by default' })
  @IsOptional()
  @Matches(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/)
  month?: string;
}

export class SumView {
  @ApiProperty() count: number;
  @ApiProperty({ example: '1234.56', description: 'Without VAT' }) net: string;
}

export class OpenRunsView {
  @ApiProperty({ description: 'Wait for an approval' }) proposed: number;
  @ApiProperty({ description: 'Approved and not closed' }) underway: number;
}

/** Where the billing of a month stands: due, issued, sent. */
export class DashboardView {
  @ApiProperty({ example: '2026-11' }) month: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ example: '1234.56', description: 'To bill, and issued in the month, without VAT' })
  due: string;
  @ApiProperty({ type: SumView, description: 'Lines with due days that nobody billed' }) toBill: SumView;
  @ApiProperty({ type: SumView }) issued: SumView;
  @ApiProperty({ type: SumView }) credited: SumView;
  @ApiProperty({ type: SumView }) sent: SumView;
  @ApiProperty({ type: SumView }) unsent: SumView;
  @ApiProperty({ type: OpenRunsView }) openRuns: OpenRunsView;

  static of(this: void, dashboard: Dashboard): DashboardView {
    const view = ({ count, netCents }: Dashboard['issued']): SumView => ({ count, net: amountOf(netCents) });
    return {
      month: dashboard.month,
      asOf: dashboard.asOf,
      due: amountOf(dashboard.dueCents),
      toBill: view(dashboard.toBill),
      issued: view(dashboard.issued),
      credited: view(dashboard.credited),
      sent: view(dashboard.sent),
      unsent: view(dashboard.unsent),
      openRuns: dashboard.openRuns,
    };
  }
}

/** What an administrator looks at first, and what proves the rest. */
@ApiTags('overview')
@Controller()
export class OverviewController {
  constructor(
    private readonly reader: BillingReader,
    private readonly verifier: Verifier,
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

  @Get('verification')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Recalculer tous les invariants / recompute every invariant',
    description: 'From the facts, now; its time grows with the history.',
  })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  verify(): Promise<Verification> {
    return this.verifier.verify();
  }
}
