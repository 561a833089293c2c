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
  type BillOfDays,
  COVERAGE_STATES,
  type CoverageList,
  type CoverageSegment,
  type CoverageState,
  type DrawnLine,
  DRIFT_LISTS,
  type DriftCounts,
  type DriftLine,
  type DriftList,
  type ExcuseRecord,
  INVOICE_TYPES,
  type LineCoverage,
  tellDrift,
} from '#billing';
import { addMonths, type LocalDate, localDate, type Period, periodOfMonth, monthOf } from '#kernel';
import {
  DaysView,
  IsBooleanText,
  IsDay,
  IsRecordId,
  IsRecordIdText,
  MayBeAbsent,
} from '../contracts/input.js';
import { apiErrors } from '../http/api-errors.js';
import {
  amountOf,
  ClosedDaysInput,
  ContractRefView,
  InvoiceRefView,
  LineRefView,
  ReasonInput,
  TextFilter,
  ThingView,
} from './shared.views.js';
import { SentenceView } from '../http/sentence.view.js';

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
  line?: number;

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

  @ApiPropertyOptional({ enum: COVERAGE_STATES, description: 'Lines with a day in this state' })
  @IsOptional()
  @IsIn(COVERAGE_STATES)
  state?: CoverageState;

  @ApiPropertyOptional({ default: false, description: 'Name the documents of the days too' })
  @IsBooleanText()
  documents?: boolean;

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

export class CoveringDocumentView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
  @ApiProperty({ enum: INVOICE_TYPES }) type: (typeof INVOICE_TYPES)[number];
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ description: 'Of this line alone, without VAT; positive also on credit notes' }) net: string;
  @ApiProperty({ type: [DaysView], description: 'Days of this line that it bills, or takes back' })
  days: readonly DaysView[];

  static of(
    this: void,
    { netCents, days, ...document }: LineCoverage['documents'][number],
  ): CoveringDocumentView {
    return { ...document, net: amountOf(netCents), days: days.map(DaysView.of) };
  }
}

/** A line with its segments as objects, and the documents that they name. */
export class LineCoverageView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: [CarrierView] }) carriers: readonly CarrierView[];
  @ApiProperty({ type: [ThingView], description: 'Those named by code in `carriers`' })
  issuers: readonly ThingView[];
  @ApiProperty({ type: [CoverageSegmentView] }) segments: readonly CoverageSegmentView[];
  @ApiProperty({ type: [CoveringDocumentView] }) documents: readonly CoveringDocumentView[];
  @ApiProperty({ format: 'date', description: 'Due days are told as of this day' }) asOf: string;

  static of(this: void, coverage: LineCoverage): LineCoverageView {
    return {
      ...coverage,
      segments: coverage.segments.map(CoverageSegmentView.of),
      documents: coverage.documents.map(CoveringDocumentView.of),
    };
  }
}

type CompactSegment = readonly [state: number, from: string, to: string, invoice: number];

/** A tuple in JSON Schema 2020-12, which generated clients read as one; the types of Nest know OpenAPI 3.0 only. */
const COMPACT_SEGMENT = {
  type: 'array',
  prefixItems: [
    { type: 'integer' },
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date' },
    { type: 'integer' },
  ],
  minItems: 4,
  maxItems: 4,
  items: {},
} as const;

/** A line of a long list, its segments as short as they can be said. */
export class CompactCoverageView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: [CarrierView] }) carriers: readonly CarrierView[];
  @ApiProperty({
    description: '[state, from, to, invoice]: the place in `states`, the days, and the document or 0',
    type: 'array',
    items: COMPACT_SEGMENT,
    example: [[0, '2026-01-01', '2026-02-01', 12]],
  })
  segments: readonly CompactSegment[];

  static of(this: void, coverage: DrawnLine): CompactCoverageView {
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

/** Lines by client, then by code. */
export class CoveragePage {
  @ApiProperty({ type: DaysView }) window: DaysView;
  @ApiProperty({ enum: COVERAGE_STATES, isArray: true }) states: readonly CoverageState[];
  @ApiProperty({ type: [ThingView], description: 'Those named by code in `carriers`' })
  issuers: readonly ThingView[];
  @ApiProperty({ type: [CompactCoverageView] }) lines: readonly CompactCoverageView[];
  @ApiProperty({
    type: [InvoiceRefView],
    description: 'Those of the segments, where `documents` asks for them',
  })
  documents: readonly InvoiceRefView[];
  @ApiProperty({ format: 'date', description: 'Due days are told as of this day' }) asOf: string;
  @ApiProperty({ description: 'Lines found, on all pages' }) total: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The `after` of the next page' })
  next: number | null;

  static of(window: Period, { lines, ...list }: CoverageList): CoveragePage {
    return {
      window: DaysView.of(window),
      states: COVERAGE_STATES,
      ...list,
      lines: lines.map(CompactCoverageView.of),
    };
  }
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

  @ApiPropertyOptional({ enum: DRIFT_LISTS })
  @IsOptional()
  @IsIn(DRIFT_LISTS)
  kind?: DriftList;
}

export class ToldDriftView {
  @ApiProperty({ enum: DRIFT_LISTS }) kind: DriftList;
  @ApiProperty() days: number;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
}

export class BillOfDaysView {
  @ApiProperty({ type: InvoiceRefView }) invoice: InvoiceRefView;
  @ApiProperty({ description: 'Name of the issuer' }) issuer: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ type: [DaysView] }) days: readonly DaysView[];

  static of(this: void, bill: BillOfDays): BillOfDaysView {
    return { ...bill, days: bill.days.map(DaysView.of) };
  }
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
  @ApiProperty({ type: [DaysView], description: 'Due and not billed, with a written excuse' })
  excused: readonly DaysView[];
  @ApiProperty({ type: [BillOfDaysView], description: 'What bills the days that are billed' })
  bills: readonly BillOfDaysView[];
  @ApiProperty({ type: [ToldDriftView], description: 'One sentence for each kind of days' })
  told: readonly ToldDriftView[];

  static of(this: void, drift: DriftLine): DriftLineView {
    const { line, contract, client, issuer } = drift;
    return {
      ...{ line, contract, client, issuer },
      unbilled: drift.unbilled.map(DaysView.of),
      elsewhere: drift.elsewhere.map(DaysView.of),
      uncarried: drift.uncarried.map(DaysView.of),
      mispriced: drift.mispriced.map(DaysView.of),
      overbilled: drift.overbilled.map(DaysView.of),
      ahead: drift.ahead.map(DaysView.of),
      excused: drift.excused.map(DaysView.of),
      bills: drift.bills.map(BillOfDaysView.of),
      told: tellDrift(drift),
    };
  }
}

export class DriftCountView {
  @ApiProperty() lines: number;
  @ApiProperty() days: number;
}

/** Of all lines, on whatever page, and whatever is searched. */
export class DriftCountsView implements DriftCounts {
  @ApiProperty({ type: DriftCountView }) unbilled: DriftCountView;
  @ApiProperty({ type: DriftCountView }) elsewhere: DriftCountView;
  @ApiProperty({ type: DriftCountView }) uncarried: DriftCountView;
  @ApiProperty({ type: DriftCountView }) mispriced: DriftCountView;
  @ApiProperty({ type: DriftCountView }) overbilled: DriftCountView;
  @ApiProperty({ type: DriftCountView }) ahead: DriftCountView;
  @ApiProperty({ type: DriftCountView }) excused: DriftCountView;
}

export class DriftPage {
  @ApiProperty({ type: [DriftLineView] }) lines: readonly DriftLineView[];
  @ApiProperty({ type: DriftCountsView, description: 'Lines and days of each kind, on all pages' })
  counts: DriftCountsView;
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
