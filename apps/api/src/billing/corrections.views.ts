import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import type { Correction, CorrectionEffect, DaysInWords, IssuedDocument } from '#billing';
import type { InvoiceDocument } from '#documents';
import type { LocalDate } from '#kernel';
import { DaysView, IsDay, MayBeAbsent } from '../contracts/input.js';
import { amountOf, ControlView, LineRefView, ReasonInput, ThingView } from './shared.views.js';
import { SentenceView } from '../http/sentence.view.js';

export class CorrectionInput extends ReasonInput {
  @ApiProperty({ description: 'Code of the issuer' })
  @IsString()
  @Length(2, 12)
  issuer: string;

  @ApiPropertyOptional({ format: 'date', description: 'The day of the drift; today by default' })
  @MayBeAbsent()
  @IsDay()
  asOf?: LocalDate;

  @ApiPropertyOptional({
    type: [Number],
    description: 'Only these contract lines; all with drift by default',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  lines?: number[];
}

export class ApprovedCorrectionInput extends CorrectionInput {
  @ApiProperty({ description: 'The digest of the preview that was read' })
  @Matches(/^[0-9a-f]{64}$/)
  digest: string;
}

export class CorrectedLineView {
  @ApiProperty() position: number;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty({ type: DaysView, nullable: true }) period: DaysView | null;
  @ApiProperty({ example: '1' }) quantity: string;
  @ApiProperty({ example: 'MON' }) unit: string;
  @ApiProperty({ example: '100' }) unitPrice: string;
  @ApiProperty({ example: '100.00' }) net: string;
  @ApiProperty({ example: 2000 }) vatRateBasisPoints: number;

  static of(this: void, line: InvoiceDocument['lines'][number]): CorrectedLineView {
    const { position, label, detail, period, quantity, unit, unitPrice, netCents, vatRateBasisPoints } = line;
    return {
      ...{ position, label, detail, quantity, unit, unitPrice, vatRateBasisPoints },
      period: period && DaysView.of(period),
      net: amountOf(netCents),
    };
  }
}

const DOCUMENT_TYPES = ['invoice', 'creditNote', 'depositInvoice', 'balanceInvoice'] as const;

/** A credit note or an invoice of a correction; amounts are positive on both. */
export class CorrectedDocumentView {
  @ApiProperty({ type: Number, nullable: true, description: 'Null in a preview' }) invoice: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null in a preview' }) number: string | null;
  @ApiProperty({ enum: DOCUMENT_TYPES }) type: (typeof DOCUMENT_TYPES)[number];
  @ApiProperty({ description: 'Name of the client' }) client: string;
  @ApiProperty({ type: String, nullable: true, description: 'Number of what is credited' })
  credited: string | null;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ example: '100.00' }) net: string;
  @ApiProperty({ example: '20.00' }) vat: string;
  @ApiProperty({ example: '120.00' }) gross: string;
  @ApiProperty({ type: [CorrectedLineView] }) lines: readonly CorrectedLineView[];

  static of(this: void, issued: IssuedDocument, kept: boolean): CorrectedDocumentView {
    const { document } = issued.toIssue;
    return {
      invoice: kept ? issued.invoiceId : null,
      number: kept ? issued.number : null,
      type: document.type,
      client: document.buyer.name,
      credited: document.precedes[0]?.number ?? null,
      issuedOn: document.issuedOn,
      net: amountOf(document.netCents),
      vat: amountOf(document.vatCents),
      gross: amountOf(document.grossCents),
      lines: document.lines.map(CorrectedLineView.of),
    };
  }
}

export class BlockedDocumentView {
  @ApiProperty({ description: 'Name of the client' }) client: string;
  @ApiProperty() net: string;
  @ApiProperty({ type: [ControlView] }) controls: readonly ControlView[];
}

export class UncreditedView {
  @ApiProperty({ description: 'The document' }) invoice: number;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
}

/** How some days of a line are billed, in words. */
export class DaysInWordsView {
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ type: String, nullable: true, description: 'Null for days that are not billed' })
  net: string | null;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;

  static of(this: void, { period, netCents, sentence }: DaysInWords): DaysInWordsView {
    return { period: DaysView.of(period), net: amountOf(netCents), sentence };
  }
}

export class CorrectionEffectView {
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: [DaysInWordsView] }) before: readonly DaysInWordsView[];
  @ApiProperty({ type: [DaysInWordsView] }) after: readonly DaysInWordsView[];

  static of(this: void, { line, client, before, after }: CorrectionEffect): CorrectionEffectView {
    return { line, client, before: before.map(DaysInWordsView.of), after: after.map(DaysInWordsView.of) };
  }
}

export class CorrectionView {
  @ApiProperty({ description: 'Of everything but the numbers' }) digest: string;
  @ApiProperty({ type: [CorrectedDocumentView] }) credits: readonly CorrectedDocumentView[];
  @ApiProperty({ type: [CorrectedDocumentView] }) rebills: readonly CorrectedDocumentView[];
  @ApiProperty({ type: [BlockedDocumentView], description: 'Credited, and not billed again yet' })
  blocked: readonly BlockedDocumentView[];
  @ApiProperty({ type: [UncreditedView], description: 'Left as they are, with the reason' })
  uncredited: readonly UncreditedView[];
  @ApiProperty({ type: [CorrectionEffectView], description: 'Line by line, the days before and after' })
  effects: readonly CorrectionEffectView[];

  static of(this: void, correction: Correction, kept: boolean): CorrectionView {
    const { digest, credits, rebills, blocked, uncredited, effects } = correction;
    return {
      digest,
      credits: credits.map((each) => CorrectedDocumentView.of(each, kept)),
      rebills: rebills.map((each) => CorrectedDocumentView.of(each, kept)),
      blocked: blocked.map(({ toIssue, controls }) => ({
        client: toIssue.document.buyer.name,
        net: amountOf(toIssue.document.netCents),
        // What is only held is released by approving the correction.
        controls: controls.filter(({ severity }) => severity === 'blocked').map(ControlView.of),
      })),
      uncredited: uncredited.map(({ invoiceId, sentence }) => ({ invoice: invoiceId, sentence })),
      effects: effects.map(CorrectionEffectView.of),
    };
  }
}
