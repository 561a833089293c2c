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
import type { Correction, IssuedDocument } from '#billing';
import type { LocalDate } from '#kernel';
import { IsDay, MayBeAbsent } from '../contracts/input.js';
import { amountOf, ControlView, ReasonInput } from './shared.views.js';

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

export class CorrectedDocumentView {
  @ApiProperty({ type: Number, nullable: true, description: 'Null in a preview' }) invoice: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null in a preview' }) number: string | null;
  @ApiProperty() net: string;
  @ApiProperty() gross: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Amounts in cents' })
  document: object;

  static of(this: void, issued: IssuedDocument, kept: boolean): CorrectedDocumentView {
    const { document } = issued.toIssue;
    const number = kept ? issued.number : null;
    return {
      invoice: kept ? issued.invoiceId : null,
      number,
      net: amountOf(document.netCents),
      gross: amountOf(document.grossCents),
      document: { ...document, number: number ?? '' },
    };
  }
}

export class BlockedDocumentView {
  @ApiProperty() net: string;
  @ApiProperty({ type: [ControlView] }) controls: readonly ControlView[];
}

export class CorrectionView {
  @ApiProperty({ description: 'Of everything but the numbers' }) digest: string;
  @ApiProperty({ type: [CorrectedDocumentView] }) credits: readonly CorrectedDocumentView[];
  @ApiProperty({ type: [CorrectedDocumentView] }) rebills: readonly CorrectedDocumentView[];
  @ApiProperty({ type: [BlockedDocumentView], description: 'Stays in the drift' })
  blocked: readonly BlockedDocumentView[];

  static of(this: void, correction: Correction, kept: boolean): CorrectionView {
    const { digest, credits, rebills, blocked } = correction;
    return {
      digest,
      credits: credits.map((each) => CorrectedDocumentView.of(each, kept)),
      rebills: rebills.map((each) => CorrectedDocumentView.of(each, kept)),
      blocked: blocked.map(({ toIssue, controls }) => ({
        net: amountOf(toIssue.document.netCents),
        controls: controls.map(ControlView.of),
      })),
    };
  }
}
