import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  type ComparedLine,
  DOCUMENT_ORDERS,
  DOCUMENT_REMARKS,
  DOCUMENT_STATES,
  type HeldDaysRecord,
  OPEN_POINTS,
  type OpenPoint,
  type OpenPointKind,
  RUN_STATES,
  type RunComparison,
  type RunDetails,
  type RunDocumentOrder,
  type RunDocumentPage,
  type RunDocumentRecord,
  type RunDocumentRemark,
  type RunDocumentState,
  type RunEvent,
  type RunProgress,
  type RunRecord,
  type RunState,
} from '#billing';
import type { LocalDate } from '#kernel';
import { DaysView, IsDay, MayBeAbsent } from '../contracts/input.js';
import {
  amountOf,
  ControlView,
  InvoiceRefView,
  LineRefView,
  PageFilter,
  TextFilter,
  ThingView,
} from './shared.views.js';
import { SentenceView } from '../http/sentence.view.js';

/** What a person can do about an open point of a run. */
const POINT_ACTS = ['attempt', 'propose', 'release', 'retry', 'resend', 'settle', 'excuse'] as const;
type PointAct = (typeof POINT_ACTS)[number];

const DIRECTIONS = ['ascending', 'descending'] as const;

export class NewRunInput {
  @ApiProperty({ description: 'Code of the issuer', example: 'SCIC' })
  @IsString()
  @Length(2, 12)
  issuer: string;

  @ApiProperty({ format: 'date', description: 'What is due by this day is proposed' })
  @IsDay()
  asOf: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'The date that the invoices bear; today by default' })
  @MayBeAbsent()
  @IsDay()
  issueOn?: LocalDate;
}

export class ReleaseInput {
  @ApiProperty({ minimum: 1 })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  position: number;

  @ApiProperty({ minLength: 5, maxLength: 500 })
  @IsString()
  @Length(5, 500)
  reason: string;
}

export class ApprovalInput {
  @ApiProperty({ description: 'The digest of the proposal that was read' })
  @Matches(/^[0-9a-f]{64}$/)
  digest: string;

  @ApiPropertyOptional({ type: [ReleaseInput], description: 'Held documents that go out nevertheless' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(5000)
  @ArrayUnique((each: ReleaseInput | null) => each?.position)
  @ValidateNested({ each: true })
  @Type(() => ReleaseInput)
  releases?: ReleaseInput[];

  @ApiPropertyOptional({ type: [String], description: 'Held controls on the run that are accepted' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  accepts?: string[];
}

export class RunFilter {
  @ApiPropertyOptional({ description: 'Code of the issuer' })
  @IsOptional()
  @IsString()
  @MaxLength(12)
  issuer?: string;

  @ApiPropertyOptional({ enum: RUN_STATES })
  @IsOptional()
  @IsIn(RUN_STATES)
  state?: RunState;

  @ApiPropertyOptional({ description: 'The `next` of the previous page' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

export class RunDocumentFilter extends PageFilter {
  @ApiPropertyOptional({ enum: DOCUMENT_STATES })
  @IsOptional()
  @IsIn(DOCUMENT_STATES)
  state?: RunDocumentState;

  @ApiPropertyOptional({ enum: DOCUMENT_REMARKS, description: 'The gravest remark of the controls' })
  @IsOptional()
  @IsIn(DOCUMENT_REMARKS)
  remark?: RunDocumentRemark;

  @ApiPropertyOptional({ enum: DOCUMENT_ORDERS, default: 'proposal' })
  @IsOptional()
  @IsIn(DOCUMENT_ORDERS)
  order?: RunDocumentOrder;

  @ApiPropertyOptional({ enum: DIRECTIONS, default: 'ascending' })
  @IsOptional()
  @IsIn(DIRECTIONS)
  direction?: (typeof DIRECTIONS)[number];

  @ApiPropertyOptional({ description: 'Anywhere in the name or the code of the client' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  client?: string;
}

export class HeldDaysFilter extends PickType(TextFilter, ['after', 'limit'] as const) {}

export class RunCountView {
  @ApiProperty({ enum: DOCUMENT_STATES }) state: RunDocumentState;
  @ApiProperty() documents: number;
  @ApiProperty({ example: '1234.56' }) net: string;
  @ApiProperty({ example: '246.91' }) vat: string;
  @ApiProperty({ example: '1481.47' }) gross: string;
}

export class RunView {
  @ApiProperty() id: number;
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date' }) issueOn: string;
  @ApiProperty({ enum: RUN_STATES }) state: RunState;
  @ApiProperty({ description: 'Proposed by night, by nobody' }) automatic: boolean;
  @ApiProperty() proposedBy: string;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
  @ApiProperty({ description: 'An approval says it back' }) digest: string;
  @ApiProperty({ type: [ControlView] }) controls: readonly ControlView[];
  @ApiProperty({ type: [RunCountView] }) counts: readonly RunCountView[];

  static of(this: void, run: RunRecord): RunView {
    const { id, issuer, asOf, issueOn, state, automatic, proposedBy, digest } = run;
    return {
      ...{ id, issuer, asOf, issueOn, state, automatic, proposedBy, digest },
      proposedAt: run.proposedAt.toISOString(),
      controls: run.controls.map(ControlView.of),
      counts: run.counts.map(({ netCents, grossCents, ...count }) => ({
        ...count,
        net: amountOf(netCents),
        vat: amountOf(grossCents - netCents),
        gross: amountOf(grossCents),
      })),
    };
  }
}

export class RunPage {
  @ApiProperty({ type: [RunView] }) runs: readonly RunView[];
  @ApiProperty({ type: Number, nullable: true }) next: number | null;
}

export class RunEventFactsView {
  @ApiPropertyOptional({ description: 'How many documents were proposed, or approved' }) documents?: number;
  @ApiPropertyOptional({ example: '1234.56' }) net?: string;
  @ApiPropertyOptional({ description: 'Of the proposal that was approved' }) digest?: string;
  @ApiPropertyOptional({ type: () => [ReleaseInput] }) releases?: readonly ReleaseInput[];
  @ApiPropertyOptional({ description: 'The document that was to be tried again' }) attempt?: number;
}

export class RunEventView {
  @ApiProperty({ enum: RUN_STATES }) state: RunState;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: RunEventFactsView }) facts: RunEventFactsView;

  static of(this: void, { state, madeBy, at, facts }: RunEvent): RunEventView {
    const { documents, digest, releases, attempt, netCents } = facts;
    const net = facts.net ?? (netCents === undefined ? undefined : amountOf(netCents));
    return { state, madeBy, at: at.toISOString(), facts: { documents, net, digest, releases, attempt } };
  }
}

/** How far a run has come, in documents. */
export class RunProgressView {
  @ApiProperty({ enum: RUN_STATES }) state: RunState;
  @ApiProperty() documents: number;
  @ApiProperty() approved: number;
  @ApiProperty() issued: number;
  @ApiProperty() setAside: number;
  @ApiProperty() rendered: number;
  @ApiProperty() sent: number;
  @ApiProperty() excused: number;
  @ApiProperty() unknown: number;
  @ApiProperty() refused: number;
  @ApiProperty({ description: 'To be posted or put on a platform by a person' }) byHand: number;
  @ApiProperty({ description: 'No attempts left' }) stuck: number;
  @ApiProperty({ description: 'Rendering or sending goes on by itself' }) underway: number;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When it was last approved',
  })
  startedAt: string | null;
  @ApiProperty({ description: 'Nothing more happens without a person' }) done: boolean;

  static of(this: void, progress: RunProgress): RunProgressView {
    return { ...progress, startedAt: progress.startedAt?.toISOString() ?? null };
  }
}

export class RunDetailsView extends RunView {
  @ApiProperty({ type: [RunEventView] }) events: readonly RunEventView[];
  @ApiProperty({ description: 'Days seen and not proposed' }) heldDays: number;
  @ApiProperty({ type: RunProgressView }) progress: RunProgressView;

  static ofDetails(this: void, run: RunDetails, progress: RunProgress): RunDetailsView {
    return {
      ...RunView.of(run),
      events: run.events.map(RunEventView.of),
      heldDays: run.heldDays,
      progress: RunProgressView.of(progress),
    };
  }
}

export class RunDocumentLineView {
  @ApiProperty() position: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The contract line' }) line: number | null;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty({ type: DaysView, nullable: true }) period: DaysView | null;
  @ApiProperty({ example: '1' }) quantity: string;
  @ApiProperty({ example: 'MON' }) unit: string;
  @ApiProperty({ example: '100' }) unitPrice: string;
  @ApiProperty({ example: '100.00' }) net: string;
  @ApiProperty({ example: 2000 }) vatRateBasisPoints: number;
}

export class RunReleaseView {
  @ApiProperty() reason: string;
  @ApiProperty() releasedBy: string;
}

export class RunReasonView {
  @ApiProperty() code: string;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
}

export class RunDocumentView {
  @ApiProperty() position: number;
  @ApiProperty({ enum: DOCUMENT_STATES }) state: RunDocumentState;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ example: '100.00' }) net: string;
  @ApiProperty({ example: '120.00' }) gross: string;
  @ApiProperty({ type: [RunDocumentLineView] }) lines: readonly RunDocumentLineView[];
  @ApiProperty({ type: [ControlView] }) controls: readonly ControlView[];
  @ApiProperty({ type: RunReleaseView, nullable: true }) released: RunReleaseView | null;
  @ApiProperty({ type: RunReasonView, nullable: true, description: 'Why it was not issued' })
  reason: RunReasonView | null;
  @ApiProperty({ type: InvoiceRefView, nullable: true }) invoice: InvoiceRefView | null;

  static of(this: void, document: RunDocumentRecord): RunDocumentView {
    const { position, state, client, netCents, grossCents, released, reason, invoice } = document;
    return {
      ...{ position, state, client, released, invoice },
      reason: reason && { code: reason.code, sentence: reason.sentence },
      net: amountOf(netCents),
      gross: amountOf(grossCents),
      controls: document.controls.map(ControlView.of),
      lines: document.lines.map(({ lineId, netCents: net, period, ...line }) => ({
        ...line,
        line: lineId,
        period: period && DaysView.of(period),
        net: amountOf(net),
      })),
    };
  }
}

export class RunDocumentTotalsView {
  @ApiProperty() documents: number;
  @ApiProperty() clients: number;
  @ApiProperty({ example: '1234.56' }) net: string;
  @ApiProperty({ example: '246.91' }) vat: string;
  @ApiProperty({ example: '1481.47' }) gross: string;
}

export class RunDocumentPageView {
  @ApiProperty({ type: [RunDocumentView] }) documents: readonly RunDocumentView[];
  @ApiProperty({ type: RunDocumentTotalsView, description: 'Of all that is found, on all pages' })
  totals: RunDocumentTotalsView;
  @ApiProperty({ type: Number, nullable: true }) next: number | null;

  static of(this: void, { documents, totals, next }: RunDocumentPage): RunDocumentPageView {
    const { netCents, grossCents, ...counts } = totals;
    return {
      documents: documents.map(RunDocumentView.of),
      totals: {
        ...counts,
        net: amountOf(netCents),
        vat: amountOf(grossCents - netCents),
        gross: amountOf(grossCents),
      },
      next,
    };
  }
}

/** What of a run waits for a person, and what can be done about it. */
export class OpenPointView {
  @ApiProperty({ enum: OPEN_POINTS }) kind: OpenPointKind;
  @ApiProperty({ type: Number, nullable: true, description: 'The document of the proposal' })
  position: number | null;
  @ApiProperty({ type: ThingView, nullable: true }) client: ThingView | null;
  @ApiProperty({ type: String, nullable: true, example: '100.00' }) net: string | null;
  @ApiProperty({ type: InvoiceRefView, nullable: true }) invoice: InvoiceRefView | null;
  @ApiProperty({ type: [SentenceView], description: 'Why it was set aside, or is held' })
  sentences: readonly SentenceView[];
  @ApiProperty({ type: String, nullable: true, description: 'What the work or the receiver answered' })
  detail: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Where it was to be sent' }) address:
    string | null;
  @ApiProperty({ type: String, nullable: true }) channel: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) deadlineOn: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The work without attempts left' })
  job: number | null;
  @ApiProperty({
    enum: POINT_ACTS,
    isArray: true,
    description:
      'attempt: `documents/{position}/attempts`; propose: a new run; release: an approval with releases; ' +
      'retry: `jobs/{job}/retry`; resend: `invoices/{id}/deliveries`; settle: `invoices/{id}/delivery-settlement`; ' +
      'excuse: `invoices/{id}/delivery-excuse`',
  })
  acts: readonly PointAct[];

  static of(this: void, point: OpenPoint): OpenPointView {
    const { kind, position, client, netCents, invoice, sentences, detail } = point;
    const { address, channel, deadlineOn, job } = point;
    return {
      ...{ kind, position, client, invoice, sentences, detail, address, channel, deadlineOn, job },
      net: amountOf(netCents),
      acts: actsOn(point),
    };
  }
}

/** Reasons that a second attempt may find gone; the others need a new proposal, made from the facts as they are now. */
const MAY_PASS = new Set(['BILLING.DOCUMENT_NOT_WRITTEN', 'BILLING.EXCUSED_MEANWHILE']);

function actsOn({ kind, code, releasable, channel }: OpenPoint): PointAct[] {
  switch (kind) {
    case 'failed':
    case 'review':
      return MAY_PASS.has(code ?? '') ? ['attempt', 'propose'] : ['propose'];
    case 'held':
      return releasable ? ['release'] : ['propose'];
    case 'stuckIssuing':
    case 'stuckRendering':
      return ['retry'];
    case 'stuckSending':
      return ['retry', 'resend', 'settle', 'excuse'];
    case 'refused':
    case 'unknown':
      return channel === 'email' ? ['resend', 'settle', 'excuse'] : ['settle', 'excuse'];
    case 'byHand':
      return ['settle', 'excuse'];
  }
}

export class OpenPointsView {
  @ApiProperty({ type: [OpenPointView], description: '500 at most' }) points: readonly OpenPointView[];
  @ApiProperty() total: number;
}

export class HeldDaysView {
  @ApiProperty() position: number;
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: [DaysView] }) days: readonly DaysView[];
  @ApiProperty({ type: ControlView }) control: ControlView;

  static of(this: void, held: HeldDaysRecord): HeldDaysView {
    return { ...held, days: held.days.map(DaysView.of), control: ControlView.of(held.control) };
  }
}

export class HeldDaysPage {
  @ApiProperty({ type: [HeldDaysView] }) held: readonly HeldDaysView[];
  @ApiProperty({ type: Number, nullable: true }) next: number | null;
}

export class ComparedLineView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: String, nullable: true }) before: string | null;
  @ApiProperty({ type: String, nullable: true }) now: string | null;

  static of(this: void, { line, client, beforeCents, nowCents }: ComparedLine): ComparedLineView {
    return { line, client, before: amountOf(beforeCents), now: amountOf(nowCents) };
  }
}

export class PreviousRunView {
  @ApiProperty() id: number;
  @ApiProperty({ format: 'date' }) issueOn: string;
}

export class ComparisonTotalsView {
  @ApiProperty() appeared: number;
  @ApiProperty() vanished: number;
  @ApiProperty() changed: number;
}

/** What differs from the run before, by contract line; the largest differences first, 200 of each at most. */
export class RunComparisonView {
  @ApiProperty({ type: PreviousRunView, nullable: true }) previous: PreviousRunView | null;
  @ApiProperty({ type: [ComparedLineView] }) appeared: readonly ComparedLineView[];
  @ApiProperty({ type: [ComparedLineView] }) vanished: readonly ComparedLineView[];
  @ApiProperty({ type: [ComparedLineView] }) changed: readonly ComparedLineView[];
  @ApiProperty() unchanged: number;
  @ApiProperty({ type: ComparisonTotalsView }) totals: ComparisonTotalsView;

  static of(this: void, comparison: RunComparison): RunComparisonView {
    return {
      ...comparison,
      appeared: comparison.appeared.map(ComparedLineView.of),
      vanished: comparison.vanished.map(ComparedLineView.of),
      changed: comparison.changed.map(ComparedLineView.of),
    };
  }
}
