import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';
import { SentenceView } from '../http/sentence.view.js';

export const FOUND_KINDS = [
  'client',
  'invoice',
  'contract',
  'contractLine',
  'billingRun',
  'person',
  'shareSubscription',
  'contractTransfer',
  'payment',
  'account',
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

export class SearchQuery {
  @ApiProperty({ minLength: 2, maxLength: 100, description: 'Each word is found anywhere' })
  @Transform(({ value }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(2, 100, {
    message: (context) => `« ${context.property} » : il faut de 2 à 100 caractères / 2 to 100 characters.`,
  })
  q: string;
}

/** Something that a page can be opened for. */
export class FoundView {
  @ApiProperty({ enum: FOUND_KINDS }) kind: FoundKind;
  @ApiProperty() id: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The contract of a contract line' })
  parent: number | null;
  @ApiProperty({ example: 'COOP-2026-00522' }) title: string;
  @ApiProperty({ type: SentenceView, description: 'What tells it from its likes' }) subtitle: SentenceView;
}

export class SearchView {
  @ApiProperty({ description: 'The words that were looked for' }) q: string;
  @ApiProperty({ type: [FoundView], description: 'At most 8 of each kind, the likeliest first' })
  results: readonly FoundView[];
}
