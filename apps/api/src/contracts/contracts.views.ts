import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
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
  type AmendmentRecord,
  CONTRACT_SORTS,
  CONTRACT_STATES,
  type ContractRecord,
  type ContractRow,
  type ContractSearch,
  type ContractState,
  type LineRecord,
  type Term,
} from '#contracts';
import { centsToDecimal, type LocalDate } from '#kernel';
import {
  DaysInput,
  DaysView,
  IsBooleanText,
  IsContractDay,
  IsDecimalText,
  IsNullableText,
  IsRecordId,
  IsRecordIdText,
  ListFilter,
  MayBeAbsent,
} from './input.js';

const KINDS = ['subscription', 'oneOff', 'time', 'deposit'] as const;
const BILLINGS = ['advance', 'arrears'] as const;
const NATURES = ['services', 'goods'] as const;
const CATEGORIES = ['S', 'E', 'AE', 'K', 'G', 'O', 'Z'] as const;
const AMENDMENTS = ['change', 'pause', 'resumption', 'cancellation', 'usage'] as const;

/** What is agreed of the days of a term; all of it may stay away. */
export class ConditionsInput {
  @ApiPropertyOptional({
    minimum: 0,
    maximum: 60,
    description: 'Length of a billing period in months; 0: once',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(60)
  months?: number;

  @ApiPropertyOptional({ enum: BILLINGS })
  @MayBeAbsent()
  @IsIn(BILLINGS)
  billing?: (typeof BILLINGS)[number];

  @ApiPropertyOptional({ format: 'date', description: 'Day from which billing periods are counted' })
  @MayBeAbsent()
  @IsContractDay()
  anchor?: LocalDate;

  @ApiPropertyOptional({ example: '1' })
  @MayBeAbsent()
  @IsDecimalText(4, { required: false, example: '1' })
  quantity?: string;

  @MayBeAbsent()
  @IsDecimalText(6, { required: false, description: 'Euros before tax for one unit and one billing period' })
  unitPrice?: string;

  @ApiPropertyOptional({ enum: CATEGORIES })
  @MayBeAbsent()
  @IsIn(CATEGORIES)
  vatCategory?: (typeof CATEGORIES)[number];

  @ApiPropertyOptional({ minimum: 0, maximum: 10_000, example: 2000 })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(10_000)
  vatRateBasisPoints?: number;

  @ApiPropertyOptional({ minimum: 0, maximum: 366, description: '31 for a new line' })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(366)
  horizonDays?: number;
}

export class NewTermInput extends ConditionsInput {
  @ApiProperty({ type: DaysInput })
  @IsDefined()
  @ValidateNested()
  @Type(() => DaysInput)
  period: DaysInput;

  @IsDecimalText(6, { required: true })
  declare unitPrice: string;
}

export class NewLineInput {
  @ApiProperty()
  @IsRecordId()
  contract: number;

  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind: (typeof KINDS)[number];

  @ApiProperty({
    example: 'hébergement',
    description: 'Two live lines of one client for one service are refused',
  })
  @IsString()
  @Length(1, 100)
  service: string;

  @ApiProperty({ example: 'Hébergement du site' })
  @IsString()
  @Length(1, 300)
  label: string;

  @ApiPropertyOptional({ description: 'Given when absent' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 60)
  code?: string;

  @ApiPropertyOptional({ enum: NATURES, default: 'services' })
  @MayBeAbsent()
  @IsIn(NATURES)
  nature?: (typeof NATURES)[number];

  @ApiPropertyOptional({ example: 'C62', description: 'UN/ECE Rec 20: C62 unit, HUR hour, DAY, MON, ANN' })
  @MayBeAbsent()
  @IsString()
  @Length(2, 3)
  unit?: string;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'The line that a deposit prepays' })
  @IsOptional()
  @IsRecordId()
  depositOf?: number | null;

  @ApiProperty({ type: [NewTermInput] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewTermInput)
  terms: NewTermInput[];
}

/** A line of a contract that is made with it: its contract is not named. */
export class LineOfNewContractInput extends OmitType(NewLineInput, ['contract', 'depositOf'] as const) {}

export class NewContractInput {
  @ApiProperty()
  @IsRecordId()
  client: number;

  @ApiProperty({ example: 'Infogérance' })
  @IsString()
  @Length(1, 200)
  title: string;

  @ApiPropertyOptional({ type: Number, nullable: true })
  @IsOptional()
  @IsRecordId()
  activity?: number | null;

  @IsNullableText({ description: 'The client’s order number' })
  purchaseOrder?: string | null;

  @ApiPropertyOptional({ description: 'Given when absent' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 60)
  code?: string;

  @ApiProperty({ description: 'The issuer that carries it' })
  @IsRecordId()
  carriedBy: number;

  @IsContractDay()
  from: LocalDate;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'date' })
  @IsOptional()
  @IsContractDay()
  to?: LocalDate | null;

  @ApiPropertyOptional({ type: [LineOfNewContractInput], description: 'Made with the contract, all or none' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => LineOfNewContractInput)
  lines?: LineOfNewContractInput[];
}

export class NewCarriage {
  @ApiProperty({ description: 'The issuer that carries the contract from that day on' })
  @IsRecordId()
  to: number;

  @IsContractDay()
  from: LocalDate;

  @ApiProperty({ description: 'The carriage revision that was read; refused when it has moved since' })
  @IsInt()
  @Min(1)
  fromRevision: number;
}

/** Which fields go with a kind is said by its description; others are refused. */
export class NewAmendment {
  @ApiProperty({ enum: AMENDMENTS })
  @IsIn(AMENDMENTS)
  kind: (typeof AMENDMENTS)[number];

  @ApiProperty({ description: 'The revision that was read; refused when it has moved since' })
  @IsInt()
  @Min(1)
  fromRevision: number;

  @IsNullableText()
  reason?: string | null;

  @ApiPropertyOptional({ format: 'date', description: 'change, resumption: the first day' })
  @MayBeAbsent()
  @IsContractDay()
  from?: LocalDate;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'date',
    description: 'change: the end, excluded',
  })
  @IsOptional()
  @IsContractDay()
  to?: LocalDate | null;

  @ApiPropertyOptional({ type: ConditionsInput, description: 'change: what becomes other' })
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => ConditionsInput)
  conditions?: ConditionsInput;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'date',
    description: 'change: a later end, excluded; null for none',
  })
  @IsOptional()
  @IsContractDay()
  prolongTo?: LocalDate | null;

  @ApiPropertyOptional({
    type: DaysInput,
    description: 'pause (its end may be null), usage (the days of the work)',
  })
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => DaysInput)
  period?: DaysInput;

  @ApiPropertyOptional({ format: 'date', description: 'cancellation: the first day that is no longer owed' })
  @MayBeAbsent()
  @IsContractDay()
  onDay?: LocalDate;

  @MayBeAbsent()
  @IsDecimalText(4, {
    required: false,
    example: '7.5',
    description: 'usage: 0 takes back what these days had',
  })
  quantity?: string;

  @MayBeAbsent()
  @IsDecimalText(6, { required: false, description: 'usage: instead of the rate of these days' })
  unitPrice?: string;
}

export class ContractFilter extends ListFilter {
  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  client?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  activity?: number;

  @ApiPropertyOptional({ description: 'Carried by this issuer on any day' })
  @IsOptional()
  @IsRecordIdText()
  issuer?: number;

  @ApiPropertyOptional({ description: 'Carried by this issuer today' })
  @IsOptional()
  @IsRecordIdText()
  carrier?: number;

  @ApiPropertyOptional({ enum: CONTRACT_STATES })
  @IsOptional()
  @IsIn(CONTRACT_STATES)
  state?: ContractState;

  @ApiPropertyOptional({ enum: KINDS, description: 'With a line of this kind' })
  @IsOptional()
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];

  @ApiPropertyOptional({ enum: CONTRACT_SORTS, default: 'code' })
  @IsOptional()
  @IsIn(CONTRACT_SORTS)
  sort?: NonNullable<ContractSearch['sort']>;

  @ApiPropertyOptional({ default: false })
  @IsBooleanText()
  descending?: boolean;
}

export class RevisionFilter {
  @ApiPropertyOptional({ description: 'An earlier revision; the current one by default' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  revision?: number;
}

export class TermView {
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty() billable: boolean;
  @ApiProperty() months: number;
  @ApiProperty({ enum: BILLINGS }) billing: (typeof BILLINGS)[number];
  @ApiProperty({ format: 'date' }) anchor: string;
  @ApiProperty({ example: '1' }) quantity: string;
  @ApiProperty({ example: '120' }) unitPrice: string;
  @ApiProperty({ enum: CATEGORIES }) vatCategory: (typeof CATEGORIES)[number];
  @ApiProperty() vatRateBasisPoints: number;
  @ApiProperty() horizonDays: number;

  static of(this: void, term: Term): TermView {
    return { ...term, period: DaysView.of(term.period) };
  }
}

export class LineView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() contract: number;
  @ApiProperty({ enum: KINDS }) kind: (typeof KINDS)[number];
  @ApiProperty() service: string;
  @ApiProperty() label: string;
  @ApiProperty({ enum: NATURES }) nature: (typeof NATURES)[number];
  @ApiProperty() unit: string;
  @ApiProperty({ type: Number, nullable: true }) depositOf: number | null;
  @ApiProperty() revision: number;
  @ApiProperty({ type: [TermView] }) terms: readonly TermView[];

  static of(this: void, line: LineRecord): LineView {
    return { ...line, terms: line.terms.map(TermView.of) };
  }
}

export class NamedView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}

export class CarriageView {
  @ApiProperty() issuer: number;
  @ApiProperty({ type: DaysView }) period: DaysView;
}

export class ContractCarrierView extends NamedView {
  @ApiProperty({ description: 'Bills with a tool of its own, and nothing here' }) outside: boolean;
}

export class ContractView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty({ type: NamedView }) client: NamedView;
  @ApiProperty({ type: NamedView, nullable: true }) activity: NamedView | null;
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) purchaseOrder: string | null;
  @ApiProperty() carriageRevision: number;
  @ApiProperty({ type: [CarriageView] }) carriage: readonly CarriageView[];
  @ApiProperty({ type: [LineView] }) lines: readonly LineView[];

  static of(this: void, contract: ContractRecord): ContractView {
    return {
      ...contract,
      carriage: contract.carriage.map(({ issuer, period }) => ({ issuer, period: DaysView.of(period) })),
      lines: contract.lines.map(LineView.of),
    };
  }
}

export class ContractRowView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) purchaseOrder: string | null;
  @ApiProperty({ type: NamedView }) client: NamedView;
  @ApiProperty({ type: NamedView, nullable: true }) activity: NamedView | null;
  @ApiProperty({ type: NamedView, nullable: true, description: 'The issuer that carries it today' })
  carrier: NamedView | null;
  @ApiProperty({ type: DaysView, nullable: true, description: 'The days on which that one carries it' })
  carriedOn: DaysView | null;
  @ApiProperty() lines: number;
  @ApiProperty({ enum: KINDS, isArray: true }) kinds: ContractRow['kinds'];
  @ApiProperty({ enum: CONTRACT_STATES, description: 'Of its lines today' }) state: ContractState;
  @ApiProperty({ example: '1200.00', description: 'Its running subscriptions, for one month' })
  monthlyNet: string;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The first day on which something of it can be billed; today for what is late',
  })
  nextBillableOn: string | null;

  static of(this: void, row: ContractRow, nextBillableOn: LocalDate | null): ContractRowView {
    const { monthlyNetCents, carriedOn, ...same } = row;
    return {
      ...same,
      carriedOn: carriedOn && DaysView.of(carriedOn),
      monthlyNet: centsToDecimal(monthlyNetCents),
      nextBillableOn,
    };
  }
}

export class ContractPage {
  @ApiProperty({ type: [ContractRowView] }) items: readonly ContractRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ example: '1200.00', description: 'On all pages' }) monthlyNet: string;
  @ApiProperty({ format: 'date', description: 'The day of all that is said of today' }) asOf: string;
}

/** One contract with what is read beside it. */
export class OneContractView extends ContractView {
  @ApiProperty({ type: [ContractCarrierView], description: 'Every issuer that carries it on some day' })
  carriers: readonly ContractCarrierView[];
  @ApiProperty({ type: ContractRowView, description: 'As it stands today' }) today: ContractRowView;
  @ApiProperty({ format: 'date', description: 'That day' }) asOf: string;
}

export class AmendmentView {
  @ApiProperty() line: number;
  @ApiProperty() revision: number;
  @ApiProperty({ enum: ['creation', ...AMENDMENTS, 'import'] }) kind: AmendmentRecord['kind'];
  @ApiProperty({ format: 'date' }) effectiveOn: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, amendment: AmendmentRecord): AmendmentView {
    return { ...amendment, madeAt: amendment.madeAt.toISOString() };
  }
}
