import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { centsToDecimal, type LocalDate } from '#kernel';
import {
  type BilledSide,
  CONFLICT_ACTIONS,
  CONFLICT_CODES,
  CONFLICT_SEVERITIES,
  type ConflictCode,
  type DossierPicture,
  type JudgedConflict,
  type LinePicture,
  type Savings,
  type SwitchPreview,
} from '#transfers';
import { ContractRefView, InvoiceRefView, LineRefView, ThingView } from '../billing/shared.views.js';
import { ForecastChangeView } from '../contracts/forecast.views.js';
import { DaysView, IsContractDay, IsRecordId } from '../contracts/input.js';
import { PreviewCodes } from '../contracts/preview-codes.js';
import { SentenceView } from '../http/sentence.view.js';

const CHOICES = ['formerBills', 'excused'] as const;

export class TransferDecisionInput {
  @ApiProperty({ description: 'The contract line' })
  @IsRecordId()
  line: number;

  @ApiProperty({ enum: CONFLICT_CODES })
  @IsIn(CONFLICT_CODES)
  code: ConflictCode;

  @IsContractDay()
  from: LocalDate;

  @IsContractDay()
  to: LocalDate;

  @ApiProperty({ enum: CHOICES, description: 'The former carrier bills these days, or nobody does' })
  @IsIn(CHOICES)
  choice: (typeof CHOICES)[number];

  @ApiProperty({ minLength: 5, maxLength: 500 })
  @IsString()
  @Length(5, 500)
  @Matches(/\S/)
  statement: string;
}

export class TransferInvoiceView extends InvoiceRefView {
  @ApiProperty({ format: 'date' }) issuedOn: string;
}

export class TransferSideView {
  @ApiProperty({ description: 'The issuer' }) issuer: number;
  @ApiProperty({ type: [DaysView], description: 'Billed and not credited' }) days: readonly DaysView[];
  @ApiProperty() dayCount: number;
  @ApiProperty({ example: '100.00', description: 'Before tax' }) net: string;
  @ApiProperty({ type: [TransferInvoiceView] }) invoices: readonly TransferInvoiceView[];

  static of(this: void, { issuer, days, dayCount, netCents, invoices }: BilledSide): TransferSideView {
    return { issuer, days: days.map(DaysView.of), dayCount, net: centsToDecimal(netCents), invoices };
  }
}

export class TransferDecisionView {
  @ApiProperty({ enum: CHOICES }) choice: (typeof CHOICES)[number];
  @ApiProperty() statement: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: Date;
}

export class TransferConflictView {
  @ApiProperty({ enum: CONFLICT_CODES }) code: ConflictCode;
  @ApiProperty({
    enum: CONFLICT_SEVERITIES,
    description: '`decide` stops the switch; `correct` is set right after it; `know` asks for nothing',
  })
  severity: JudgedConflict['severity'];
  @ApiProperty({ description: 'The contract line' }) line: number;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ type: TransferInvoiceView, nullable: true }) invoice: TransferInvoiceView | null;
  @ApiProperty({ type: String, nullable: true }) net: string | null;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
  @ApiProperty({ enum: CONFLICT_ACTIONS }) action: JudgedConflict['action'];
  @ApiProperty({ type: SentenceView }) advice: SentenceView;
  @ApiProperty({ type: TransferDecisionView, nullable: true }) decision: TransferDecisionView | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When its credit was asked for',
  })
  requestedAt: Date | null;

  static of(this: void, conflict: JudgedConflict): TransferConflictView {
    const {
      code,
      severity,
      line,
      period,
      invoice,
      netCents,
      sentence,
      action,
      advice,
      decision,
      requestedAt,
    } = conflict;
    return {
      ...{ code, severity, line, invoice, sentence, action, advice, requestedAt },
      period: DaysView.of(period),
      net: netCents === null ? null : centsToDecimal(netCents),
      decision: decision && {
        choice: decision.choice,
        statement: decision.statement,
        madeBy: decision.madeBy,
        madeAt: decision.madeAt,
      },
    };
  }
}

export class TransferLineView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({
    type: [TransferSideView],
    description: 'Of the former and of the new carrier, in this order',
  })
  sides: readonly TransferSideView[];
  @ApiProperty({ type: [TransferConflictView] }) conflicts: readonly TransferConflictView[];

  static of(this: void, { facts, sides, conflicts }: LinePicture): TransferLineView {
    const { id, code, label, contract, client } = facts;
    return {
      line: { id, code, label },
      contract: { id: contract.id, code: contract.code },
      client: { id: client.id, code: client.code, name: client.name },
      sides: sides.map(TransferSideView.of),
      conflicts: conflicts.map(TransferConflictView.of),
    };
  }
}

export class TransferPictureView {
  @ApiProperty({ type: [TransferLineView] }) lines: readonly TransferLineView[];
  @ApiProperty({ description: 'Whether this choice was read as it stands' }) read: boolean;
  @ApiProperty() digest: string;

  static of(this: void, { dossier, lines, digest }: DossierPicture): TransferPictureView {
    const read = dossier.steps.find(({ step }) => step === 'conflicts')?.state === 'done';
    return { lines: lines.map(TransferLineView.of), read, digest };
  }
}

export class TransferFirstBillingView {
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ format: 'date', description: 'The first day on which a run can bill it' })
  billableOn: string;
  @ApiProperty({ example: '100.00', description: 'Before tax' }) net: string;
}

export class TransferSwitchView {
  @ApiProperty({ type: ForecastChangeView }) forecast: ForecastChangeView;
  @ApiProperty({
    type: [TransferFirstBillingView],
    description: 'What the new carrier bills first, client by client',
  })
  firstBillings: readonly TransferFirstBillingView[];
  @ApiProperty({ example: '0.00', description: 'What waits for a credit note of the former carrier' })
  waiting: string;
  @ApiProperty({ type: [TransferConflictView] }) conflicts: readonly TransferConflictView[];
  @ApiProperty({ description: 'Given back with the order to switch' }) digest: string;

  static of(this: void, preview: SwitchPreview): TransferSwitchView {
    const { forecast, firstBillings, waitingCents, conflicts, digest } = preview;
    return {
      forecast: ForecastChangeView.of(forecast, new PreviewCodes()),
      firstBillings: firstBillings.map(({ client, billableOn, netCents }) => ({
        ...{ client, billableOn },
        net: centsToDecimal(netCents),
      })),
      waiting: centsToDecimal(waitingCents),
      conflicts: conflicts.map(TransferConflictView.of),
      digest,
    };
  }
}

export class TransferSavedLineView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ type: InvoiceRefView, nullable: true }) invoice: InvoiceRefView | null;
  @ApiProperty({ example: '1000.00', description: 'What the rate applies to, before tax' }) basis: string;
  @ApiProperty({ type: Number, nullable: true }) rateBasisPoints: number | null;
  @ApiProperty({ example: '100.00' }) amount: string;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
}

export class TransferSavedMonthView {
  @ApiProperty({ format: 'date', description: 'First day of the month' }) month: string;
  @ApiProperty({ example: '1000.00', description: 'Before tax' }) billed: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where no scheme is known' }) saved:
    string | null;
  @ApiProperty({ type: [TransferSavedLineView] }) lines: readonly TransferSavedLineView[];
}

export class TransferSavingsView {
  @ApiProperty({ type: [TransferSavedMonthView] }) months: readonly TransferSavedMonthView[];
  @ApiProperty() billed: string;
  @ApiProperty({ type: String, nullable: true, description: 'Since the switch' }) saved: string | null;
  @ApiProperty({ type: SentenceView, nullable: true, description: 'Null before the switch' })
  basis: SentenceView | null;

  static of(this: void, savings: Savings | null): TransferSavingsView {
    if (!savings) return { months: [], billed: '0.00', saved: null, basis: null };
    const { months, billedCents, savedCents, basis } = savings;
    return {
      months: months.map(({ month, billedCents: billed, savedCents: saved, lines }) => ({
        month,
        billed: centsToDecimal(billed),
        saved: saved === null ? null : centsToDecimal(saved),
        lines: lines.map(({ on, invoice, basisCents, rateBasisPoints, amountCents, sentence }) => ({
          ...{ on, invoice, rateBasisPoints, sentence },
          basis: centsToDecimal(basisCents),
          amount: centsToDecimal(amountCents),
        })),
      })),
      billed: centsToDecimal(billedCents),
      saved: savedCents === null ? null : centsToDecimal(savedCents),
      basis,
    };
  }
}
