import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { isInvoiceDay } from '#documents';
import { isLocalDate, type LocalDate, type Period } from '#kernel';
import { NO_END } from '#contracts';
import { PagingQuery } from '../http/paging.js';

/** A field that may stay away, but not be null. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}

/** An existing civil day. */
export function IsDay(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, format: 'date', example: '2026-06-01' }),
    ValidateBy({
      name: 'isDay',
      validator: {
        validate: isLocalDate,
        defaultMessage: (context) => `« ${context?.property} » : il faut une date existante, AAAA-MM-JJ.`,
      },
    }),
  );
}

/** An existing civil day on which a contract may say something: an invoice bears no day of other years (BR-FR-03). */
export function IsContractDay(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, format: 'date', example: '2026-06-01' }),
    ValidateBy({
      name: 'isContractDay',
      validator: {
        validate: isInvoiceDay,
        defaultMessage: () => '$property must be an existing day between 2000 and 2099, YYYY-MM-DD',
      },
    }),
  );
}

/** A decimal of zero or more, as text: exact, and the same in every language. */
export function IsDecimalText(decimals: number, options: ApiPropertyOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, example: '120.00', ...options }),
    Matches(new RegExp(`^\\d{1,8}(\\.\\d{1,${decimals}})?$`), {
      message: (context) =>
        `« ${context.property} » : il faut un nombre en texte, comme "120.00", à ${decimals} décimales au plus.`,
    }),
  );
}

/** The number of a record in a body. */
export function IsRecordId(): PropertyDecorator {
  return applyDecorators(IsInt(), Min(1), Max(Number.MAX_SAFE_INTEGER));
}

/** The number of a record in a query, where everything is text. */
export function IsRecordIdText(): PropertyDecorator {
  return applyDecorators(
    Type(() => Number),
    IsRecordId(),
  );
}

/** A text of at most 200 characters that may be null. */
export function IsNullableText(options: ApiPropertyOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, ...options } as ApiPropertyOptions),
    IsOptional(),
    IsString(),
    MaxLength(200),
  );
}

export class PostalAddressInput {
  @ApiProperty({ type: [String], example: ['2 rue Vasselot'] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(4)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  lines: string[];

  @ApiProperty({ example: '35000' })
  @IsString()
  @MaxLength(12)
  postCode: string;

  @ApiProperty({ example: 'Rennes' })
  @IsString()
  @MaxLength(100)
  city: string;

  @ApiProperty({ example: 'FR', description: 'ISO 3166-1 alpha-2' })
  @IsString()
  @Length(2, 2)
  country: string;
}

export class DaysInput {
  @IsContractDay()
  from: LocalDate;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Excluded; null for no end',
  })
  @IsOptional()
  @IsContractDay()
  to?: LocalDate | null;
}

/** Days from `from` to `to`, excluded; `to` is null where there is no end. */
export class DaysView {
  @ApiProperty({ format: 'date' })
  from: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  to: string | null;

  static of(this: void, { from, to }: Period): DaysView {
    return { from, to: to >= NO_END ? null : to };
  }
}

/** Text of a query that says yes or no. */
export function IsBooleanText(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(),
  );
}

export class ListFilter extends PagingQuery {
  @ApiPropertyOptional({ description: 'Anywhere in the code or the name' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}
