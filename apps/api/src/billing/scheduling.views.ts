import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, Matches, Max, Min } from 'class-validator';
import type { AutomaticIssue, DriftSnapshot, SchedulingPause, SchedulingStatus } from '#billing';
import { IsDecimalText } from '../contracts/input.js';
import { amountOf } from './shared.views.js';

export class DriftSummaryView {
  @ApiProperty() issuer: string;
  @ApiProperty() unbilledLines: number;
  @ApiProperty() unbilledDays: number;
  @ApiProperty() overbilledLines: number;
  @ApiProperty() overbilledDays: number;
  @ApiProperty() aheadLines: number;
  @ApiProperty() aheadDays: number;
}

export class DriftSnapshotView {
  @ApiProperty() cause: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ type: [DriftSummaryView] }) summary: readonly DriftSummaryView[];
  @ApiProperty() digest: string;
  @ApiProperty({ format: 'date-time' }) at: string;

  static of(this: void, { cause, asOf, summary, digest, at }: DriftSnapshot): DriftSnapshotView {
    return { cause, asOf, summary, digest, at: new Date(at).toISOString() };
  }
}

export class AutomaticIssueView {
  @ApiProperty() issuer: string;
  @ApiProperty() enabled: boolean;
  @ApiProperty() mostDocuments: number;
  @ApiProperty({ example: '5000.00' }) mostNet: string;
  @ApiProperty() enabledBy: string;

  static of(this: void, setting: AutomaticIssue & { enabledBy: string }): AutomaticIssueView {
    const { issuer, enabled, mostDocuments, mostNetCents, enabledBy } = setting;
    return { issuer, enabled, mostDocuments, mostNet: amountOf(mostNetCents), enabledBy };
  }
}

const PAUSES: readonly SchedulingPause[] = ['never', 'revoked', 'moved', 'upgraded'];

export class SchedulingView {
  @ApiProperty() on: boolean;
  @ApiProperty({ enum: PAUSES, nullable: true, description: 'Why it is off' }) pause: SchedulingPause | null;
  @ApiProperty({ type: String, nullable: true, description: 'The same in French words' }) cause:
    string | null;
  @ApiProperty({ type: String, nullable: true }) clearedBy: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) clearedAt: string | null;
  @ApiProperty({
    type: DriftSnapshotView,
    nullable: true,
    description: 'The drift before what turned it off',
  })
  before: DriftSnapshotView | null;
  @ApiProperty({ type: DriftSnapshotView, description: 'The drift now' }) after: DriftSnapshotView;
  @ApiProperty({ type: [AutomaticIssueView] }) automaticIssue: readonly AutomaticIssueView[];

  static of(
    this: void,
    status: SchedulingStatus,
    automatic: readonly (AutomaticIssue & { enabledBy: string })[],
  ): SchedulingView {
    const { on, pause, cause, clearedBy, clearedAt, before, after } = status;
    return {
      ...{ on, pause, cause, clearedBy },
      clearedAt: clearedAt?.toISOString() ?? null,
      before: before && DriftSnapshotView.of(before),
      after: DriftSnapshotView.of(after),
      automaticIssue: automatic.map(AutomaticIssueView.of),
    };
  }
}

export class ClearanceInput {
  @ApiProperty({ description: 'The digest of the drift that was read' })
  @Matches(/^[0-9a-f]{64}$/)
  digest: string;
}

export class AutomaticIssueInput {
  @ApiProperty()
  @IsBoolean()
  enabled: boolean;

  @ApiProperty({ minimum: 1, description: 'A proposal with more documents waits for a person' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  mostDocuments: number;

  @IsDecimalText(2, { description: 'A proposal with a greater total waits for a person', example: '5000.00' })
  @Matches(/[1-9]/, { message: '« mostNet » : il faut un montant supérieur à zéro.' })
  mostNet: string;
}
