import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import type { Control } from '#billing';
import { centsToDecimal, type Facts, type LocalDate, type Sentence } from '#kernel';
import { IsDay } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';

/** Cents as a decimal text; null stays null. */
export function amountOf(cents: number): string;
export function amountOf(cents: number | null): string | null;
export function amountOf(cents: number | null): string | null {
  return cents === null ? null : centsToDecimal(cents);
}

/** How documents reach their receivers; those of a former tool were delivered there. */
export const CHANNELS = ['email', 'platform', 'post', 'formerTool'] as const;

export class ThingView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}

export class LineRefView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() label: string;
}

export class ContractRefView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
}

export class InvoiceRefView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
}

/** One remark of the controls, in words. */
export class ControlView {
  @ApiProperty({ example: 'CATCH_UP' }) code: string;
  @ApiProperty({ enum: ['blocked', 'held', 'warning'] }) severity: Control['severity'];
  @ApiProperty({ type: String, nullable: true, description: 'Code of the contract line' }) line:
    string | null;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;
  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    description: 'What the sentence says, by name: days, numbers, amounts in cents',
  })
  facts: Facts;

  static of(this: void, { code, severity, line, sentence, facts }: Control): ControlView {
    return { code, severity, line, sentence, facts };
  }
}

/** Days with both ends, the last one excluded. */
export class ClosedDaysInput {
  @IsDay()
  from: LocalDate;

  @IsDay()
  to: LocalDate;
}

/** What a person writes down for others to read. */
export class ReasonInput {
  @ApiProperty({ minLength: 5, maxLength: 500 })
  @IsString()
  @Length(5, 500)
  // Blanks around a reason say nothing, and do not make up its length.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  reason: string;
}

/** Pages of a list ordered by one number. */
export class PageFilter {
  @ApiPropertyOptional({ description: 'The `next` of the previous page' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class TextFilter extends PageFilter {
  @ApiPropertyOptional({ description: 'Anywhere in a code or a name' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}
