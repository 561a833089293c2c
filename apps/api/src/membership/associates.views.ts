import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { centsToDecimal, type LocalDate } from '#kernel';
import {
  ADMITTING_BODIES,
  ASSOCIATE_SORTS,
  type AssociateList,
  type AssociateRecord,
  type AssociateRow,
  type AssociateSearch,
  DECIDING_BODIES,
  EXIT_REASONS,
  type Placement,
  WORK_STATUSES,
  type WorkStatus,
} from '#membership';
import {
  DaysView,
  IsBooleanText,
  IsDay,
  IsNullableText,
  IsRecordId,
  ListFilter,
  MayBeAbsent,
} from '../contracts/input.js';

const STANDINGS = ['present', 'former', 'all'] as const;
const KINDS = ['natural', 'legal'] as const;

export class AdmissionInput {
  @ApiProperty()
  @IsRecordId()
  person: number;

  @IsDay()
  decidedOn: LocalDate;

  @ApiProperty({ enum: ADMITTING_BODIES })
  @IsIn(ADMITTING_BODIES)
  decidedBy: (typeof ADMITTING_BODIES)[number];

  @IsNullableText({ example: 'CA du 12 mars, résolution 4' })
  reference?: string | null;

  @IsDay()
  effectiveOn: LocalDate;

  @ApiProperty({ example: 'SAL', description: 'A code of the bylaws in force that day' })
  @IsString()
  @Length(1, 40)
  category: string;

  @IsNullableText({ example: 'TRAVAIL', description: 'Needed where the bylaws have colleges' })
  college?: string | null;
}

export class ExitInput {
  @ApiProperty({ enum: EXIT_REASONS })
  @IsIn(EXIT_REASONS)
  reason: (typeof EXIT_REASONS)[number];

  @IsDay()
  decidedOn: LocalDate;

  @ApiPropertyOptional({ enum: DECIDING_BODIES, nullable: true, description: 'Needed for an exclusion' })
  @IsOptional()
  @IsIn(DECIDING_BODIES)
  decidedBy?: (typeof DECIDING_BODIES)[number] | null;

  @IsNullableText()
  reference?: string | null;

  @IsDay()
  effectiveOn: LocalDate;
}

export class PlacementInput {
  @IsDay()
  from: LocalDate;

  @ApiPropertyOptional({ example: 'PRO', description: 'Absent: stays' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 40)
  category?: string;

  @ApiPropertyOptional({ example: 'TRAVAIL', description: 'Absent: stays' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 40)
  college?: string;

  @IsNullableText({ example: 'Embauche au 1er mars' })
  reason?: string | null;
}

export class AssociateCorrectionInput {
  @ApiProperty({ example: 'Homonyme : la décision concernait une autre personne' })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/)
  reason: string;
}

export class AssociateCorrectionView {
  @ApiProperty() reason: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(
    this: void,
    { reason, madeBy, madeAt }: NonNullable<AssociateRecord['correction']>,
  ): AssociateCorrectionView {
    return { reason, madeBy, madeAt: madeAt.toISOString() };
  }
}

export class PlacementView {
  @ApiProperty() code: string;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, placement: Placement): PlacementView {
    return { ...placement, period: DaysView.of(placement.period), madeAt: placement.madeAt.toISOString() };
  }
}

export class ExitView {
  @ApiProperty({ enum: EXIT_REASONS }) reason: (typeof EXIT_REASONS)[number];
  @ApiProperty({ format: 'date' }) decidedOn: string;
  @ApiProperty({ enum: DECIDING_BODIES, nullable: true }) decidedBy: (typeof DECIDING_BODIES)[number] | null;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ format: 'date' }) effectiveOn: string;
}

export class CorrectedExitView extends ExitView {
  @ApiProperty({ type: AssociateCorrectionView }) correction: AssociateCorrectionView;
}

export class AssociateView {
  @ApiProperty() id: number;
  @ApiProperty() person: number;
  @ApiProperty({ description: 'In the register of associates' }) number: number;
  @ApiProperty({ format: 'date' }) decidedOn: string;
  @ApiProperty({ enum: ADMITTING_BODIES }) decidedBy: (typeof ADMITTING_BODIES)[number];
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({
    type: AssociateCorrectionView,
    nullable: true,
    description: 'That the admission was recorded by mistake, and does not count',
  })
  correction: AssociateCorrectionView | null;
  @ApiProperty({ type: ExitView, nullable: true }) exit: ExitView | null;
  @ApiProperty({ type: [CorrectedExitView], description: 'Exits recorded by mistake, the first one first' })
  correctedExits: readonly CorrectedExitView[];
  @ApiProperty({ type: [PlacementView], description: 'From the first to the last' })
  categories: readonly PlacementView[];
  @ApiProperty({ type: [PlacementView], description: 'From the first to the last' })
  colleges: readonly PlacementView[];

  static of(this: void, associate: AssociateRecord): AssociateView {
    return {
      ...associate,
      period: DaysView.of(associate.period),
      correction: associate.correction && AssociateCorrectionView.of(associate.correction),
      correctedExits: associate.correctedExits.map((exit) => ({
        ...exit,
        correction: AssociateCorrectionView.of(exit.correction),
      })),
      categories: associate.categories.map(PlacementView.of),
      colleges: associate.colleges.map(PlacementView.of),
    };
  }
}

export class AssociateFilter extends ListFilter {
  @ApiPropertyOptional({ enum: STANDINGS, default: 'present' })
  @IsOptional()
  @IsIn(STANDINGS)
  standing?: (typeof STANDINGS)[number];

  @ApiPropertyOptional({ description: 'A code of the bylaws' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  category?: string;

  @ApiPropertyOptional({ description: 'A code of the bylaws' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  college?: string;

  @ApiPropertyOptional({ enum: WORK_STATUSES })
  @IsOptional()
  @IsIn(WORK_STATUSES)
  status?: WorkStatus;

  @ApiPropertyOptional({ enum: ASSOCIATE_SORTS, default: 'number' })
  @IsOptional()
  @IsIn(ASSOCIATE_SORTS)
  sort?: NonNullable<AssociateSearch['sort']>;

  @ApiPropertyOptional({ default: false })
  @IsBooleanText()
  descending?: boolean;
}

export class AssociateRowView {
  @ApiProperty() id: number;
  @ApiProperty() person: number;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: KINDS }) kind: (typeof KINDS)[number];
  @ApiProperty() number: number;
  @ApiProperty({ description: 'Of those who left, the last one' }) category: string;
  @ApiProperty({ type: String, nullable: true }) college: string | null;
  @ApiProperty({ enum: WORK_STATUSES, nullable: true }) status: WorkStatus | null;
  @ApiProperty({ format: 'date' }) admittedOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) leftOn: string | null;
  @ApiProperty({ enum: EXIT_REASONS, nullable: true }) exitReason: (typeof EXIT_REASONS)[number] | null;
  @ApiProperty({ description: 'Shares of all classes' }) quantity: number;
  @ApiProperty({ example: '500.00', description: 'Their nominal' }) amount: string;

  static of(this: void, { amountCents, ...row }: AssociateRow): AssociateRowView {
    return { ...row, amount: centsToDecimal(amountCents) };
  }
}

export class AssociatePage {
  @ApiProperty({ type: [AssociateRowView] }) items: readonly AssociateRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ description: 'On all pages' }) quantity: number;
  @ApiProperty({ example: '32000.00', description: 'On all pages' }) amount: string;

  static of(this: void, { items, total, quantity, amountCents }: AssociateList): AssociatePage {
    return { items: items.map(AssociateRowView.of), total, quantity, amount: centsToDecimal(amountCents) };
  }
}
