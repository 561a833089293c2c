import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  COVERAGE_STATES,
  type CoverageSegment,
  type CoverageState,
  DRIFT_KINDS,
  type DriftCounts,
  type DriftKind,
  type DriftLine,
  type ExcuseRecord,
  type LineCoverage,
} from '#billing';
import { addMonths, type LocalDate, localDate, type Period, periodOfMonth, monthOf } from '#kernel';
import { DaysView, IsDay, IsRecordId, IsRecordIdText, MayBeAbsent } from '../contracts/input.js';
import { apiErrors } from '../http/api-errors.js';
import {
  ClosedDaysInput,
  ContractRefView,
  LineRefView,
  ReasonInput,
  TextFilter,
  ThingView,
} from './shared.views.js';

/** Days that a person looks at; a year before this month and a year after it, unless told. */
export class WindowFilter extends TextFilter {
  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  from?: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'Excluded; at most ten years later' })
  @MayBeAbsent()
  @IsDay()
  to?: LocalDate;

  /** @throws API.INPUT_REFUSED when it holds no day, or more than ten years */
  static windowOf({ from, to }: WindowFilter, today: LocalDate): Period {
    const month = periodOfMonth(monthOf(today));
    const start = from ?? addMonths(to ?? month.from, -12);
    const window = { from: start, to: to ?? addMonths(start, 24) };
    if (window.from < window.to && window.to <= latestEnd(window.from)) return window;
    throw apiErrors.INPUT_REFUSED({
      fields: [
        {
          field: 'to',
          rule: 'window',
          fr: '« to » : il faut un jour après « from », de dix ans au plus.',
          en: 'to: a day after “from” is needed, ten years later at most.',
        },
      ],
    });
  }
}

function latestEnd(from: LocalDate): LocalDate {
  const last = localDate('9999-01-01');
  return from >= '9980' ? last : addMonths(from, 120);
}

export class CoverageFilter extends WindowFilter {
  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  contract?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  client?: number;

  @ApiPropertyOptional({ description: 'Code of an issuer that carries the contract in these days' })
  @IsOptional()
  @IsString()
  @MaxLength(12)
  issuer?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  override limit?: number;
}

export class CarrierView {
  @ApiProperty({ description: 'Code of the issuer' }) issuer: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date', description: 'Excluded' }) to: string;
}

export class CoverageSegmentView {
  @ApiProperty({ enum: COVERAGE_STATES }) state: CoverageState;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date', description: 'Excluded' }) to: string;
  @ApiProperty({ type: Number, nullable: true, description: 'What bills these days, or took them back' })
  invoice: number | null;

  static of(this: void, { state, from, to, invoiceId }: CoverageSegment): CoverageSegmentView {
    return { state, from, to, invoice: invoiceId };
  }
}

/** A line with its segments as objects. */
export class LineCoverageView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: [CarrierView] }) carriers: readonly CarrierView[];
  @ApiProperty({ type: [CoverageSegmentView] }) segments: readonly CoverageSegmentView[];

  static of(this: void, coverage: LineCoverage): LineCoverageView {
    return { ...coverage, segments: coverage.segments.map(CoverageSegmentView.of) };
  }
}

type CompactSegment = readonly [state: number, from: string, to: string, invoice: number];

/** A line of a long list, its segments as short as they can be said. */
export class CompactCoverageView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: [CarrierView] }) carriers: readonly CarrierView[];
  @ApiProperty({
    description: '[state, from, to, invoice]: the place in `states`, the days, and the document or 0',
    type: 'array',
    items: { type: 'array', items: {} },
    example: [[0, '2026-01-01', '2026-02-01', 12]],
  })
  segments: readonly CompactSegment[];

  static of(this: void, coverage: LineCoverage): CompactCoverageView {
    return {
      ...coverage,
      segments: coverage.segments.map(({ state, from, to, invoiceId }): CompactSegment => [
        COVERAGE_STATES.indexOf(state),
        from,
        to,
        invoiceId ?? 0,
      ]),
    };
  }
}

export class CoveragePage {
  @ApiProperty({ type: DaysView }) window: DaysView;
  @ApiProperty({ enum: COVERAGE_STATES, isArray: true }) states: readonly CoverageState[];
  @ApiProperty({ type: [CompactCoverageView] }) lines: readonly CompactCoverageView[];
  @ApiProperty({ type: Number, nullable: true }) next: number | null;
}

export class DriftFilter extends TextFilter {
  @ApiPropertyOptional({ format: 'date', description: 'Today by default' })
  @MayBeAbsent()
  @IsDay()
  asOf?: LocalDate;

  @ApiPropertyOptional({ description: 'Code of the issuer' })
  @IsOptional()
  @IsString()
  @MaxLength(12)
  issuer?: string;

  @ApiPropertyOptional({ enum: DRIFT_KINDS })
  @IsOptional()
  @IsIn(DRIFT_KINDS)
  kind?: DriftKind;
}

export class DriftLineView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: String, nullable: true, description: 'Code; null for days that nobody carries' })
  issuer: string | null;
  @ApiProperty({ type: [DaysView], description: 'Due and billed by nobody' }) unbilled: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Due here, billed by another' })
  elsewhere: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Due, carried by nobody' }) uncarried: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Billed at another price' }) mispriced: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Billed and never due' }) overbilled: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Billed and not due yet' }) ahead: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'With a written excuse' }) excused: readonly DaysView[];

  static of(this: void, drift: DriftLine): DriftLineView {
    return {
      ...drift,
      unbilled: drift.unbilled.map(DaysView.of),
      elsewhere: drift.elsewhere.map(DaysView.of),
      uncarried: drift.uncarried.map(DaysView.of),
      mispriced: drift.mispriced.map(DaysView.of),
      overbilled: drift.overbilled.map(DaysView.of),
      ahead: drift.ahead.map(DaysView.of),
      excused: drift.excused.map(DaysView.of),
    };
  }
}

export class DriftPage {
  @ApiProperty({ type: [DriftLineView] }) lines: readonly DriftLineView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { lines: { type: 'integer' }, days: { type: 'integer' } },
    },
    description: 'Lines and days of each kind, on all pages',
  })
  counts: DriftCounts;
  @ApiProperty({ type: Number, nullable: true }) next: number | null;
}

export class ExcuseInput extends ReasonInput {
  @ApiProperty({ description: 'The contract line' })
  @IsRecordId()
  line: number;

  @ApiProperty({ type: ClosedDaysInput })
  @ValidateNested()
  @Type(() => ClosedDaysInput)
  @IsDefined()
  period: ClosedDaysInput;
}

export class ExcuseFilter {
  @ApiPropertyOptional({ description: 'Of this contract line, lifted ones too' })
  @IsOptional()
  @IsRecordIdText()
  line?: number;

  @ApiPropertyOptional({ description: 'Excuses with a smaller number only' })
  @IsOptional()
  @IsRecordIdText()
  before?: number;
}

export class ExcuseView {
  @ApiProperty() id: number;
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty() reason: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) liftedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) liftedBy: string | null;

  static of(this: void, excuse: ExcuseRecord): ExcuseView {
    return {
      ...excuse,
      period: DaysView.of(excuse.period),
      madeAt: excuse.madeAt.toISOString(),
      liftedAt: excuse.liftedAt?.toISOString() ?? null,
    };
  }
}
