import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { centsToDecimal, type Period } from '#kernel';
import { CERTAINTIES, type LineDecision, type ReadingRecord, type Recording } from '#transfers';
import { ClosedDaysInput } from '../billing/shared.views.js';
import { DaysView, IsRecordId } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';

export class ReadTransferLineView {
  @ApiProperty() label: string;
  @ApiProperty({ type: DaysView, nullable: true, description: 'Null where the file does not say' })
  period: DaysView | null;
  @ApiProperty({ type: DaysView, nullable: true, description: 'What the label seems to say' })
  proposedPeriod: DaysView | null;
  @ApiProperty({ example: '100.00' }) net: string;
  @ApiProperty({ type: Number, nullable: true, description: 'The contract line that it seems to bill' })
  contractLine: number | null;
  @ApiProperty({ enum: CERTAINTIES }) certainty: (typeof CERTAINTIES)[number];
  @ApiProperty({ type: SentenceView }) reason: SentenceView;
  @ApiProperty({
    type: SentenceView,
    nullable: true,
    description: 'Where the contract agrees another price for these days',
  })
  note: SentenceView | null;
}

export class ReadTransferDocumentView {
  @ApiProperty() number: string;
  @ApiProperty({ enum: ['invoice', 'creditNote'] }) type: 'invoice' | 'creditNote';
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty() client: string;
  @ApiProperty({ example: '100.00' }) net: string;
  @ApiProperty({ example: '20.00' }) vat: string;
  @ApiProperty({ type: String, nullable: true, description: 'Number of what it credits' }) credits:
    string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'What it was recorded as' }) invoice:
    number | null;
  @ApiProperty({
    type: SentenceView,
    nullable: true,
    description: 'How it contradicts what is recorded under its number, which stays as it is',
  })
  refusal: SentenceView | null;
  @ApiProperty({ type: [ReadTransferLineView] }) lines: readonly ReadTransferLineView[];
}

export class TransferReadingView {
  @ApiProperty() id: number;
  @ApiProperty() fileName: string;
  @ApiProperty({ enum: ['csv', 'facturX'] }) format: 'csv' | 'facturX';
  @ApiProperty() readBy: string;
  @ApiProperty({ format: 'date-time' }) readAt: Date;
  @ApiProperty({ type: [ReadTransferDocumentView] }) documents: readonly ReadTransferDocumentView[];

  static of(this: void, { documents, ...reading }: ReadingRecord): TransferReadingView {
    return {
      ...reading,
      documents: documents.map((document) => ({
        number: document.number,
        type: document.type,
        issuedOn: document.issuedOn,
        client: document.client.name,
        net: centsToDecimal(document.netCents),
        vat: centsToDecimal(document.vatCents),
        credits: document.credits,
        invoice: document.invoiceId,
        refusal: document.refusal,
        lines: document.lines.map(({ label, period, proposedPeriod, netCents }, at) => ({
          label,
          period: days(period),
          proposedPeriod: days(proposedPeriod),
          net: centsToDecimal(netCents),
          ...document.matches[at]!,
        })),
      })),
    };
  }
}

const days = (period: Period | null) => period && DaysView.of(period);

export class TransferReadingsView {
  @ApiProperty({ type: [TransferReadingView] }) items: readonly TransferReadingView[];
}

export class TransferMatchInput implements LineDecision {
  @ApiProperty({ description: 'Its number' })
  @IsString()
  @Length(1, 100)
  document: string;

  @ApiProperty({ minimum: 0, description: 'From 0, in the order of the document' })
  @IsInt()
  @Min(0)
  @Max(100_000)
  line: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Null where it bills none of these contracts' })
  @IsOptional()
  @IsRecordId()
  contractLine: number | null;

  @ApiProperty({ type: ClosedDaysInput, nullable: true, description: 'Null for those that the file says' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ClosedDaysInput)
  period: ClosedDaysInput | null;
}

export class TransferRecordingInput {
  @ApiProperty({ type: [TransferMatchInput] })
  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => TransferMatchInput)
  decisions: TransferMatchInput[];
}

export class TransferRecordedView {
  @ApiProperty() number: string;
  @ApiProperty({ type: [DaysView], description: 'That it charges, or gives back' }) days: readonly DaysView[];
}

export class TransferAwaitedView {
  @ApiProperty() number: string;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ description: 'The contract line' }) line: number;
}

export class TransferRecordingView {
  @ApiProperty({ type: [TransferRecordedView] }) recorded: readonly TransferRecordedView[];
  @ApiProperty({ type: [String], description: 'Known with the same content' }) unchanged: readonly string[];
  @ApiProperty({ type: [String], description: 'Concern none of these contracts' }) leftOut: readonly string[];
  @ApiProperty({ type: [TransferAwaitedView], description: 'Billed twice: a credit note is awaited' })
  awaiting: readonly TransferAwaitedView[];

  static of(this: void, { recorded, unchanged, leftOut, awaiting }: Recording): TransferRecordingView {
    return {
      recorded: recorded.map(({ number, days: own }) => ({ number, days: own.map(DaysView.of) })),
      ...{ unchanged, leftOut },
      awaiting: awaiting.map(({ number, period, line }) => ({ number, line, period: DaysView.of(period) })),
    };
  }
}
