import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
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
import type { Lack } from '#billing';
import {
  type ActivityRecord,
  CLIENT_SORTS,
  type ClientList,
  type ClientRecord,
  type ClientRow,
  type ClientSearch,
  type IssuerRecord,
  LACKS,
} from '#contracts';
import { centsToDecimal, type Sentence } from '#kernel';
import {
  IsBooleanText,
  IsNullableText,
  IsRecordId,
  ListFilter,
  MayBeAbsent,
  PostalAddressInput,
} from './input.js';
import { SentenceView } from '../http/sentence.view.js';

const REGIMES = ['collection', 'debits', 'franchise', 'exempt'] as const;
const STATUSES = ['taxable', 'franchise', 'exempt', 'nonTaxable', 'consumer', 'foreign'] as const;
const CHANNELS = ['email', 'platform', 'post'] as const;
const LANGUAGES = ['fr', 'en'] as const;
const GROUPINGS = ['client', 'contract'] as const;

/** Null is no change of a field that cannot be null: it is refused. */
const patch = { skipNullProperties: false } as const;

export class NewIssuerInput {
  @ApiProperty({ example: 'SCIC', description: '2 to 12 capital letters and digits' })
  @IsString()
  @Matches(/^[A-Z0-9]{2,12}$/)
  code: string;

  @ApiProperty({ example: 'La Fabrique' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ example: '552100554' })
  @IsString()
  @MaxLength(9)
  siren: string;

  @ApiProperty({ type: PostalAddressInput })
  @IsDefined()
  @ValidateNested()
  @Type(() => PostalAddressInput)
  address: PostalAddressInput;

  @ApiPropertyOptional({
    default: false,
    description: 'Known by its billing history only; never issues here',
  })
  @MayBeAbsent()
  @IsBoolean()
  outside?: boolean;

  @IsNullableText()
  siret?: string | null;

  @IsNullableText({ example: 'FR96552100554' })
  vatNumber?: string | null;

  @ApiPropertyOptional({ enum: REGIMES, default: 'collection' })
  @MayBeAbsent()
  @IsIn(REGIMES)
  vatRegime?: (typeof REGIMES)[number];

  @IsNullableText({ example: 'SCIC SA à capital variable, RCS Rennes' })
  legalForm?: string | null;

  @IsNullableText()
  email?: string | null;

  @IsNullableText()
  phone?: string | null;

  @IsNullableText({ description: 'Without spaces' })
  iban?: string | null;

  @IsNullableText()
  bic?: string | null;

  @ApiPropertyOptional({ minimum: 0, maximum: 60, default: 30 })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(60)
  paymentDays?: number;
}

export class IssuerChange extends PartialType(NewIssuerInput, patch) {
  @ApiPropertyOptional({ description: 'The version that was read; refused when it has moved since' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  version?: number;
}

export class IssuerView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty() outside: boolean;
  @ApiProperty() siren: string;
  @ApiProperty({ type: String, nullable: true }) siret: string | null;
  @ApiProperty({ type: String, nullable: true }) vatNumber: string | null;
  @ApiProperty({ enum: REGIMES }) vatRegime: (typeof REGIMES)[number];
  @ApiProperty({ type: String, nullable: true }) legalForm: string | null;
  @ApiProperty({ type: PostalAddressInput }) address: IssuerRecord['address'];
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ type: String, nullable: true }) phone: string | null;
  @ApiProperty({ type: String, nullable: true }) iban: string | null;
  @ApiProperty({ type: String, nullable: true }) bic: string | null;
  @ApiProperty({ type: String, nullable: true }) logo: string | null;
  @ApiProperty() paymentDays: number;
  @ApiProperty() version: number;

  static of(this: void, issuer: IssuerRecord): IssuerView {
    return issuer;
  }
}

export class IssuerPage {
  @ApiProperty({ type: [IssuerView] }) items: readonly IssuerView[];
  @ApiProperty() total: number;
}

export class NewClientInput {
  @ApiPropertyOptional({ example: 'EPICERIE', description: 'Given when absent' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 60)
  code?: string;

  @ApiProperty({ example: 'L’Épicerie' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ enum: STATUSES })
  @IsIn(STATUSES)
  vatStatus: (typeof STATUSES)[number];

  @IsNullableText({ example: '552100554' })
  siren?: string | null;

  @IsNullableText()
  siret?: string | null;

  @IsNullableText()
  vatNumber?: string | null;

  @ApiPropertyOptional({ type: PostalAddressInput, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => PostalAddressInput)
  address?: PostalAddressInput | null;

  @ApiPropertyOptional({ type: PostalAddressInput, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => PostalAddressInput)
  deliveryAddress?: PostalAddressInput | null;

  @IsNullableText({ example: '0225', description: 'EAS code of the e-invoicing address' })
  electronicScheme?: string | null;

  @IsNullableText({ example: '552100554', description: 'In scheme 0225 it begins with the SIREN' })
  electronicAddress?: string | null;

  @IsNullableText()
  email?: string | null;

  @IsNullableText()
  contact?: string | null;

  @ApiPropertyOptional({ enum: LANGUAGES, default: 'fr' })
  @MayBeAbsent()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];

  @ApiPropertyOptional({ enum: CHANNELS, nullable: true })
  @IsOptional()
  @IsIn(CHANNELS)
  channel?: (typeof CHANNELS)[number] | null;

  @IsNullableText({ description: 'BT-10' })
  buyerReference?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 0, maximum: 60 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(60)
  paymentDays?: number | null;

  @ApiPropertyOptional({ enum: GROUPINGS, default: 'contract' })
  @MayBeAbsent()
  @IsIn(GROUPINGS)
  grouping?: (typeof GROUPINGS)[number];
}

export class ClientChange extends PartialType(NewClientInput, patch) {
  @ApiPropertyOptional({ description: 'The version that was read; refused when it has moved since' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  version?: number;
}

export class ClientFilter extends ListFilter {
  @ApiPropertyOptional({ default: false, description: 'Archived clients instead of the others' })
  @IsBooleanText()
  archived?: boolean;

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  vatStatus?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ enum: CHANNELS })
  @IsOptional()
  @IsIn(CHANNELS)
  channel?: (typeof CHANNELS)[number];

  @ApiPropertyOptional({ description: 'Whether the record lacks something that stops its invoices' })
  @IsBooleanText()
  incomplete?: boolean;

  @ApiPropertyOptional({ enum: CLIENT_SORTS, default: 'name' })
  @IsOptional()
  @IsIn(CLIENT_SORTS)
  sort?: NonNullable<ClientSearch['sort']>;

  @ApiPropertyOptional({ default: false })
  @IsBooleanText()
  descending?: boolean;
}

export class ClientView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: STATUSES }) vatStatus: (typeof STATUSES)[number];
  @ApiProperty({ type: String, nullable: true }) siren: string | null;
  @ApiProperty({ type: String, nullable: true }) siret: string | null;
  @ApiProperty({ type: String, nullable: true }) vatNumber: string | null;
  @ApiProperty({ type: PostalAddressInput, nullable: true }) address: ClientRecord['address'];
  @ApiProperty({ type: PostalAddressInput, nullable: true }) deliveryAddress: ClientRecord['address'];
  @ApiProperty({ type: String, nullable: true }) electronicScheme: string | null;
  @ApiProperty({ type: String, nullable: true }) electronicAddress: string | null;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ type: String, nullable: true }) contact: string | null;
  @ApiProperty({ enum: LANGUAGES }) language: (typeof LANGUAGES)[number];
  @ApiProperty({ enum: CHANNELS, nullable: true }) channel: (typeof CHANNELS)[number] | null;
  @ApiProperty({ type: String, nullable: true }) buyerReference: string | null;
  @ApiProperty({ type: Number, nullable: true }) paymentDays: number | null;
  @ApiProperty({ enum: GROUPINGS }) grouping: (typeof GROUPINGS)[number];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) archivedAt: string | null;
  @ApiProperty() version: number;

  static of(this: void, client: ClientRecord): ClientView {
    return { ...client, archivedAt: client.archivedAt?.toISOString() ?? null };
  }
}

export class ClientRowView extends ClientView {
  @ApiProperty() contracts: number;
  @ApiProperty({ example: '1200.00', description: 'Its running subscriptions, for one month' })
  monthlyNet: string;
  @ApiProperty({ enum: LACKS, isArray: true, description: 'What stops its invoices' })
  lacks: ClientRow['lacks'];

  static ofRow(this: void, { monthlyNetCents, ...row }: ClientRow): ClientRowView {
    return { ...row, ...ClientView.of(row), monthlyNet: centsToDecimal(monthlyNetCents) };
  }
}

export class ClientPage {
  @ApiProperty({ type: [ClientRowView] }) items: readonly ClientRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ description: 'Incomplete records, on all pages' }) incomplete: number;
  @ApiProperty({ example: '1200.00', description: 'On all pages' }) monthlyNet: string;

  static of(this: void, { items, total, incomplete, monthlyNetCents }: ClientList): ClientPage {
    return {
      items: items.map(ClientRowView.ofRow),
      total,
      incomplete,
      monthlyNet: centsToDecimal(monthlyNetCents),
    };
  }
}

export class LackView {
  @ApiProperty({ example: 'CLIENT_WITHOUT_ADDRESS' }) code: string;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;
}

export class OneClientView extends ClientView {
  @ApiProperty({ type: [LackView], description: 'What stops its invoices; empty when nothing does' })
  completeness: readonly Lack[];
}

export class NewActivityInput {
  @ApiPropertyOptional({ example: 'ATELIER', description: 'Given when absent' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 60)
  code?: string;

  @ApiProperty({ example: 'Atelier du Pont', description: 'The trade name on invoices' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description: 'The account of the member whose activity it is',
  })
  @IsOptional()
  @IsRecordId()
  accountId?: number | null;
}

export class ActivityChange extends PartialType(NewActivityInput, patch) {}

export class ActivityView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: Number, nullable: true }) accountId: number | null;

  static of(this: void, activity: ActivityRecord): ActivityView {
    return activity;
  }
}

export class ActivityPage {
  @ApiProperty({ type: [ActivityView] }) items: readonly ActivityView[];
  @ApiProperty() total: number;
}
