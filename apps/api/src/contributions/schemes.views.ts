import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  BASES,
  type Basis,
  type DocumentRateRecord,
  MINIMUM_SPANS,
  type Nature,
  NATURES,
  type PreviewedDocumentRate,
  type PreviewedMonth,
  type Scheme,
  type SchemeVersion,
  tellScheme,
} from '#contributions';
import { decimalToCents, type LocalDate, type Sentence } from '#kernel';
import { amountOf, ReasonInput } from '../billing/shared.views.js';
import { IsDay, IsDecimalText, IsRecordId, IsRecordIdText, MayBeAbsent } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';

const WHOLE = 10_000;

export class BandInput {
  @IsDecimalText(2, { description: 'Of the basis cumulated since 1 January; the first band begins at 0' })
  from: string;

  @ApiProperty({ minimum: 0, maximum: WHOLE, example: 1100, description: '1100 is 11 %' })
  @IsInt()
  @Min(0)
  @Max(WHOLE)
  rateBasisPoints: number;
}

export class MinimumInput {
  @IsDecimalText(2)
  amount: string;

  @ApiProperty({ enum: MINIMUM_SPANS })
  @IsIn(MINIMUM_SPANS)
  per: (typeof MINIMUM_SPANS)[number];
}

export class SchemeTermsInput {
  @ApiProperty({ enum: BASES })
  @IsIn(BASES)
  basis: Basis;

  @ApiProperty({ type: [BandInput], description: 'One band is a flat rate; several are marginal' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => BandInput)
  bands: BandInput[];

  @ApiPropertyOptional({ type: MinimumInput, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => MinimumInput)
  minimum?: MinimumInput | null;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Of eligible purchases; 300 is 3 %' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WHOLE)
  reversalBasisPoints?: number | null;

  @ApiPropertyOptional({
    enum: NATURES,
    description: 'A commission of another CAE, or a contribution within one’s own; by the issuer unless said',
  })
  @MayBeAbsent()
  @IsIn(NATURES)
  nature?: Nature;

  static scheme(
    this: void,
    { basis, bands, minimum, reversalBasisPoints, nature }: SchemeTermsInput,
  ): Scheme {
    return {
      ...(nature && { nature }),
      basis,
      bands: bands.map(({ from, rateBasisPoints }) => ({ fromCents: decimalToCents(from), rateBasisPoints })),
      minimum: minimum ? { cents: decimalToCents(minimum.amount), per: minimum.per } : null,
      reversalBasisPoints: reversalBasisPoints ?? null,
    };
  }
}

class SchemeParties {
  @ApiProperty()
  @IsRecordId()
  issuer: number;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Null for all activities of the issuer' })
  @IsOptional()
  @IsRecordId()
  activity?: number | null;
}

export class SchemePreviewInput extends SchemeParties {
  @ApiProperty({ type: SchemeTermsInput })
  @IsDefined()
  @ValidateNested()
  @Type(() => SchemeTermsInput)
  terms: SchemeTermsInput;
}

export class NewSchemeInput extends SchemeParties {
  @IsDay()
  from: LocalDate;

  @ApiPropertyOptional({
    type: SchemeTermsInput,
    nullable: true,
    description: 'Null: an activity follows its issuer’s scheme again; an issuer keeps nothing',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => SchemeTermsInput)
  terms?: SchemeTermsInput | null;

  @ApiProperty({ minLength: 5, maxLength: 500, example: 'Assemblée générale du 12 juin 2026' })
  @IsString()
  @Length(5, 500)
  reason: string;
}

export class BandView {
  @ApiProperty() from: string;
  @ApiProperty() rateBasisPoints: number;
}

export class MinimumView {
  @ApiProperty() amount: string;
  @ApiProperty({ enum: MINIMUM_SPANS }) per: (typeof MINIMUM_SPANS)[number];
}

export class SchemeTermsView {
  @ApiProperty({ enum: BASES }) basis: Basis;
  @ApiProperty({ type: [BandView] }) bands: readonly BandView[];
  @ApiProperty({ type: MinimumView, nullable: true }) minimum: MinimumView | null;
  @ApiProperty({ type: Number, nullable: true }) reversalBasisPoints: number | null;
  @ApiProperty({ enum: NATURES, nullable: true, description: 'Null: by its issuer' }) nature: Nature | null;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;

  static of(this: void, scheme: Scheme): SchemeTermsView {
    const { basis, bands, minimum, reversalBasisPoints } = scheme;
    return {
      basis,
      bands: bands.map(({ fromCents, rateBasisPoints }) => ({ from: amountOf(fromCents), rateBasisPoints })),
      minimum: minimum && { amount: amountOf(minimum.cents), per: minimum.per },
      reversalBasisPoints,
      nature: scheme.nature ?? null,
      sentence: { fr: tellScheme(scheme, 'fr'), en: tellScheme(scheme, 'en') },
    };
  }
}

export class SchemeView {
  @ApiProperty() id: number;
  @ApiProperty() issuer: number;
  @ApiProperty({ type: Number, nullable: true }) activity: number | null;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ description: 'A correction of the same day is the next' }) revision: number;
  @ApiProperty({ type: SchemeTermsView, nullable: true }) terms: SchemeTermsView | null;
  @ApiProperty() reason: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, { scheme, madeAt, ...version }: SchemeVersion): SchemeView {
    return { ...version, terms: scheme && SchemeTermsView.of(scheme), madeAt: madeAt.toISOString() };
  }
}

export class SchemeFilter {
  @ApiProperty()
  @IsRecordIdText()
  issuer: number;
}

export class PreviewedMonthView {
  @ApiProperty({ format: 'date' }) month: string;
  @ApiProperty({ description: 'What was kept' }) kept: string;
  @ApiProperty({ description: 'What the scheme would have kept of the same facts' }) supposed: string;

  static of(this: void, { month, keptCents, supposedCents }: PreviewedMonth): PreviewedMonthView {
    return { month, kept: amountOf(keptCents), supposed: amountOf(supposedCents) };
  }
}

export class DocumentRateInput extends ReasonInput {
  @ApiProperty({ type: Number, nullable: true, description: 'Null: counted under the scheme again' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WHOLE)
  rateBasisPoints: number | null;
}

export class DocumentRatePreviewInput {
  @ApiProperty()
  @IsRecordId()
  invoice: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Null: counted under the scheme again' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WHOLE)
  rateBasisPoints: number | null;
}

export class MovedMonthView extends PreviewedMonthView {
  @ApiProperty() activity: string;
}

export class DocumentRatePreviewView {
  @ApiProperty() number: string;
  @ApiProperty() client: string;
  @ApiProperty({ description: 'Of the document by closed statements: that stays' }) closed: string;
  @ApiProperty({ type: [MovedMonthView], description: 'The open statements that it moves' })
  months: readonly MovedMonthView[];

  static of(this: void, { closedCents, months, ...named }: PreviewedDocumentRate): DocumentRatePreviewView {
    return {
      ...named,
      closed: amountOf(closedCents),
      months: months.map(({ activity, ...month }) => ({ activity, ...PreviewedMonthView.of(month) })),
    };
  }
}

export class DocumentRateView {
  @ApiProperty() invoice: number;
  @ApiProperty() number: string;
  @ApiProperty() client: string;
  @ApiProperty() issuer: number;
  @ApiProperty() rateBasisPoints: number;
  @ApiProperty() reason: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, { rateBasisPoints, madeAt, ...rate }: DocumentRateRecord): DocumentRateView {
    return { ...rate, rateBasisPoints: rateBasisPoints!, madeAt: madeAt.toISOString() };
  }
}
