import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { centsToDecimal, decimalToCents, type LocalDate } from '#kernel';
import {
  type BoundFinding,
  type Bylaws,
  type BylawsPreview,
  type BylawsVersion,
  type CapitalRules,
  CATEGORY_KINDS,
  type CollegeWeight,
  COMPANY_FORMS,
  COOPERATIVE_FORMS,
  type LegalBound,
  type MembershipStanding,
} from '#membership';
import { IsDay, IsDecimalText, MayBeAbsent } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';

/** A part of a whole in hundredths of a percent. */
function IsBasisPoints(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ minimum: 0, maximum: 10_000, description: 'Hundredths of a percent' })(target, property);
    IsInt()(target, property);
    Min(0)(target, property);
    Max(10_000)(target, property);
  };
}

function IsCount(max: number, description: string): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ minimum: 0, maximum: max, description })(target, property);
    IsInt()(target, property);
    Min(0)(target, property);
    Max(max)(target, property);
  };
}

export class CapitalRulesInput {
  @IsDecimalText(2, { example: '18500.00', description: 'The legal minimum of the form, or more' })
  minimum: string;
  @IsBasisPoints() floorBasisPoints: number;
  @IsBasisPoints() paidAtSubscriptionBasisPoints: number;
  @IsCount(600, 'Months within which the rest is paid') releaseMonths: number;
  @IsCount(600, 'Months until a refund is due') refundDelayMonths: number;
  @IsBasisPoints() interestMarginBasisPoints: number;
}

export class CategoryInput {
  @ApiProperty({ example: 'SAL' })
  @Matches(/^[A-Z0-9]{1,20}$/)
  code: string;
  @ApiProperty({ example: 'Salariés' })
  @IsString()
  @Length(1, 120)
  name: string;
  @ApiProperty({ enum: CATEGORY_KINDS })
  @IsIn(CATEGORY_KINDS)
  kind: (typeof CATEGORY_KINDS)[number];
  @IsCount(1_000_000, 'Shares that an associate of the category holds at least') minimumShares: number;
}

export class CollegeInput {
  @ApiProperty({ example: 'TRAVAIL' })
  @Matches(/^[A-Z0-9]{1,20}$/)
  code: string;
  @ApiProperty({ example: 'Travail' })
  @IsString()
  @Length(1, 120)
  name: string;
  @IsBasisPoints() weightBasisPoints: number;
}

export class CareerInput {
  @IsCount(120, 'Months within which an entrepreneur becomes an associate, CAPE deducted')
  associateWithinMonths: number;
  @IsCount(12, 'Signed interviews a year') interviewsPerYear: number;
  @IsCount(240, 'Months between two révisions coopératives') revisionEveryMonths: number;
  @IsCount(24, 'Months of trial; 0 for none') trialMonths: number;
  @IsCount(730, 'Days before a limit from which people are told') alertDays: number;
}

export class BylawsInput {
  @IsDay()
  from: LocalDate;

  @ApiProperty({ enum: COOPERATIVE_FORMS })
  @IsIn(COOPERATIVE_FORMS)
  form: (typeof COOPERATIVE_FORMS)[number];

  @ApiProperty({ enum: COMPANY_FORMS, nullable: true, description: 'Null for an association' })
  @IsOptional()
  @IsIn(COMPANY_FORMS)
  company: (typeof COMPANY_FORMS)[number] | null;

  @ApiProperty({ type: CapitalRulesInput, nullable: true, description: 'Null for an association' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CapitalRulesInput)
  capital: CapitalRulesInput | null;

  @ApiProperty({ type: [CategoryInput] })
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => CategoryInput)
  categories: CategoryInput[];

  @ApiProperty({ type: [CollegeInput], description: 'None: one associate, one vote, counted together' })
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => CollegeInput)
  colleges: CollegeInput[];

  @ApiProperty({ type: CareerInput })
  @IsDefined()
  @ValidateNested()
  @Type(() => CareerInput)
  career: CareerInput;

  static rulesOf(this: void, { capital, company, ...input }: BylawsInput): Bylaws {
    const { from, form, categories, colleges, career } = input;
    const rules = capital && capitalOf(capital);
    return {
      from,
      revision: 0,
      form,
      company: company ?? null,
      capital: rules ?? null,
      categories,
      colleges,
      career,
    };
  }
}

function capitalOf({ minimum, ...rest }: CapitalRulesInput): CapitalRules {
  return { minimumCents: decimalToCents(minimum), ...rest };
}

export class NewBylawsInput extends BylawsInput {
  @ApiProperty({
    example: 'Assemblée générale extraordinaire du 14 mars 2026',
    description: 'Who adopted them, or why they are corrected',
  })
  @IsString()
  @Length(3, 500)
  reason: string;

  @ApiPropertyOptional({
    default: 0,
    description: 'The revision of that day which was read; 0 for the first one',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  afterRevision?: number;
}

export class DefaultBylawsQuery {
  @ApiProperty({ enum: COOPERATIVE_FORMS })
  @IsIn(COOPERATIVE_FORMS)
  form: (typeof COOPERATIVE_FORMS)[number];

  @ApiPropertyOptional({ enum: COMPANY_FORMS })
  @IsOptional()
  @IsIn(COMPANY_FORMS)
  company?: (typeof COMPANY_FORMS)[number];
}

export class LegalBoundView {
  @ApiProperty() key: string;
  @ApiProperty({ type: SentenceView }) says: SentenceView;
  @ApiProperty({ example: 'Loi 47-1775, art. 13' }) source: string;
  @ApiProperty({ description: 'False where the text could not be confirmed' }) sure: boolean;
  @ApiProperty({ format: 'date', description: 'In force since' }) from: string;

  static of(this: void, { key, says, source, sure, from }: LegalBound): LegalBoundView {
    return { key, says, source, sure, from };
  }
}

export class BylawsView extends BylawsInput {
  @ApiProperty({ description: 'A correction of the same day is the next one; 0: not recorded' })
  revision: number;
  @ApiProperty({ type: [LegalBoundView], description: 'What the law sets to them' })
  bounds: readonly LegalBoundView[];

  static of(this: void, bylaws: Bylaws, bounds: readonly LegalBound[]): BylawsView {
    const { from, revision, form, company, capital, categories, colleges, career } = bylaws;
    return {
      from,
      revision,
      form,
      company,
      capital: capital && capitalView(capital),
      categories: [...categories],
      colleges: [...colleges],
      career,
      bounds: bounds.map(LegalBoundView.of),
    };
  }
}

function capitalView({ minimumCents, ...rest }: CapitalRules): CapitalRulesInput {
  return { minimum: centsToDecimal(minimumCents), ...rest };
}

export class BylawsVersionView extends BylawsView {
  @ApiProperty() reason: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static ofVersion(this: void, version: BylawsVersion, bounds: readonly LegalBound[]): BylawsVersionView {
    const { reason, madeBy, madeAt } = version;
    return { ...BylawsView.of(version, bounds), reason, madeBy, madeAt: madeAt.toISOString() };
  }
}

export class BylawsList {
  @ApiProperty({ type: [BylawsVersionView], description: 'The latest first' })
  items: readonly BylawsVersionView[];
}

export class BoundFindingView {
  @ApiProperty({ example: 'collegeMost' }) rule: string;
  @ApiProperty({ type: String, nullable: true }) source: string | null;
  @ApiProperty() sure: boolean;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
  @ApiProperty({ type: SentenceView, description: 'What to do about it' }) advice: SentenceView;

  static of(this: void, finding: BoundFinding): BoundFindingView {
    return finding;
  }
}

export class CollegeWeightView {
  @ApiProperty({ description: 'Empty where the bylaws have no colleges' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty() members: number;
  @ApiProperty() weightBasisPoints: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'One vote in millionths of all votes, rounded down',
  })
  perMemberMicros: number | null;
  @ApiProperty({ type: Number, nullable: true }) leastBasisPoints: number | null;
  @ApiProperty({ type: Number, nullable: true }) mostBasisPoints: number | null;

  static of(this: void, weight: CollegeWeight): CollegeWeightView {
    return weight;
  }
}

export class BylawsPreviewView {
  @ApiProperty({ type: [BoundFindingView], description: 'Why they would be refused' })
  refusals: readonly BoundFindingView[];
  @ApiProperty({ type: [BoundFindingView], description: 'What the associates would not fulfil' })
  observations: readonly BoundFindingView[];
  @ApiProperty({ type: [CollegeWeightView] }) weights: readonly CollegeWeightView[];

  static of(this: void, { refusals, observations, weights }: BylawsPreview): BylawsPreviewView {
    return {
      refusals: refusals.map(BoundFindingView.of),
      observations: observations.map(BoundFindingView.of),
      weights: weights.map(CollegeWeightView.of),
    };
  }
}

export class MembershipStandingView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty() associates: number;
  @ApiProperty({ type: BylawsView, nullable: true, description: 'In force that day' })
  bylaws: BylawsView | null;
  @ApiProperty({ type: [CollegeWeightView] }) weights: readonly CollegeWeightView[];
  @ApiProperty({ type: [BoundFindingView] }) observations: readonly BoundFindingView[];

  static of(
    this: void,
    on: LocalDate,
    standing: MembershipStanding,
    bounds: readonly LegalBound[],
  ): MembershipStandingView {
    const { bylaws, associates, weights, observations } = standing;
    return {
      on,
      associates,
      bylaws: bylaws && BylawsView.of(bylaws, bounds),
      weights: weights.map(CollegeWeightView.of),
      observations: observations.map(BoundFindingView.of),
    };
  }
}
