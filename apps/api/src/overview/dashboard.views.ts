import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { BilledMonth, Dashboard } from '#billing';
import { amountOf, ThingView } from '../billing/shared.views.js';

const MONTH = /^(19|20)\d{2}-(0[1-9]|1[0-2])$/;

export class DashboardFilter {
  @ApiPropertyOptional({ example: '2026-11', description: 'This month by default' })
  @IsOptional()
  @Matches(MONTH)
  month?: string;
}

export class MonthsFilter {
  @ApiPropertyOptional({ example: '2026-11', description: 'The last of them, this month by default' })
  @IsOptional()
  @Matches(MONTH)
  to?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 60, default: 12 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60)
  months?: number;
}

export class SumView {
  @ApiProperty() count: number;
  @ApiProperty({ example: '1234.56', description: 'Without VAT' }) net: string;

  static of(this: void, { count, netCents }: Dashboard['issued']): SumView {
    return { count, net: amountOf(netCents) };
  }
}

export class OpenRunsView {
  @ApiProperty({ description: 'Wait for an approval' }) proposed: number;
  @ApiProperty({ description: 'Approved and not closed' }) underway: number;
}

/** The month of one issuer. */
export class DashboardOfIssuerView {
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ type: SumView }) toBill: SumView;
  @ApiProperty({ type: SumView }) issued: SumView;
  @ApiProperty({ type: SumView }) credited: SumView;
  @ApiProperty({ type: SumView }) sent: SumView;
  @ApiProperty({ type: SumView }) unsent: SumView;
}

/** Where the billing of a month stands: due, issued, sent. */
export class DashboardView {
  @ApiProperty({ example: '2026-11' }) month: string;
  @ApiProperty({
    format: 'date',
    description: 'Due days are told for this day: today, or the last of a month that is over',
  })
  asOf: string;
  @ApiProperty({ example: '1234.56', description: 'To bill, and issued in the month, without VAT' })
  due: string;
  @ApiProperty({ type: SumView, description: 'Lines with due days that nobody billed' }) toBill: SumView;
  @ApiProperty({ type: SumView }) issued: SumView;
  @ApiProperty({ type: SumView }) credited: SumView;
  @ApiProperty({ type: SumView }) sent: SumView;
  @ApiProperty({ type: SumView }) unsent: SumView;
  @ApiProperty({ type: [DashboardOfIssuerView], description: 'Those that have something to show' })
  issuers: readonly DashboardOfIssuerView[];
  @ApiProperty({ type: OpenRunsView }) openRuns: OpenRunsView;

  static of(this: void, dashboard: Dashboard): DashboardView {
    const sums = (of: Pick<Dashboard, 'toBill' | 'issued' | 'credited' | 'sent' | 'unsent'>) => ({
      toBill: SumView.of(of.toBill),
      issued: SumView.of(of.issued),
      credited: SumView.of(of.credited),
      sent: SumView.of(of.sent),
      unsent: SumView.of(of.unsent),
    });
    return {
      month: dashboard.month,
      asOf: dashboard.asOf,
      due: amountOf(dashboard.dueCents),
      ...sums(dashboard),
      issuers: dashboard.issuers.map((each) => ({ issuer: each.issuer, ...sums(each) })),
      openRuns: dashboard.openRuns,
    };
  }
}

export class BilledMonthView {
  @ApiProperty({ example: '2026-11' }) month: string;
  @ApiProperty({ type: SumView }) issued: SumView;
  @ApiProperty({ type: SumView }) credited: SumView;

  static of(this: void, { month, issued, credited }: BilledMonth): BilledMonthView {
    return { month, issued: SumView.of(issued), credited: SumView.of(credited) };
  }
}
