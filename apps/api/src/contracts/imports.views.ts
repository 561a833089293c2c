import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import type { ImportRefusal, ImportSummary } from '#imports';
import { SentenceView } from '../http/sentence.view.js';

export class ImportQuery {
  @ApiPropertyOptional({ default: false, description: 'Says what the import would do, and does nothing' })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  preview?: boolean;

  @ApiPropertyOptional({ default: 'csv', description: 'The tool that the keys of the file come from' })
  @IsOptional()
  @IsString()
  @Matches(/^[a-z0-9-]{1,40}$/)
  source?: string;
}

export class ImportRefusalView {
  @ApiProperty({ description: 'Line of the file; the header is line 1' }) line: number;
  @ApiProperty({ example: 'CONTRACTS.TWIN_LINE' }) code: string;
  @ApiProperty({ type: SentenceView }) reason: ImportRefusal['reason'];
}

export class ImportView {
  /** `clients`, `contracts`, `shares`: what the lines of the file are. */
  @ApiProperty() kind: string;
  @ApiProperty() source: string;
  @ApiProperty() preview: boolean;
  @ApiProperty({ description: 'False for a preview' }) kept: boolean;
  @ApiProperty() lines: number;
  @ApiProperty() created: number;
  @ApiProperty() updated: number;
  @ApiProperty() unchanged: number;
  @ApiProperty({ type: [ImportRefusalView] }) refused: readonly ImportRefusalView[];
  @ApiProperty() refusedCount: number;
  @ApiProperty({ type: [String] }) ignoredColumns: readonly string[];
  @ApiProperty() encoding: string;
  @ApiProperty() delimiter: string;

  static of(this: void, summary: ImportSummary): ImportView {
    return summary;
  }
}
