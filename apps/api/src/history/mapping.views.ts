import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  confidences,
  type HistoryField,
  historyFields,
  type InspectedExport,
  type ReadColumn,
  type ReadField,
  type ReadFile,
  type Refusal,
  waysOfPlacing,
} from '#history';
import { SentenceView } from '../http/sentence.view.js';

const FILES = ['subscriptions', 'invoices'] as const;
const HEADERS = { type: 'object', additionalProperties: { type: 'string', nullable: true } } as const;

/** How one file names its columns and values; what it leaves out is looked up among the known ones. */
export class TableMapView {
  @ApiPropertyOptional({
    ...HEADERS,
    description: 'Field to the header of the file; null: the file has none',
    example: { net: 'Montant HT', gross: null },
  })
  columns?: Record<string, string | null>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
    description: 'Field, then a value of the file to what it means',
    example: { cadence: { 'tous les mois': 'monthly' } },
  })
  values?: Record<string, Record<string, string>>;
}

export class HistoryMapView {
  @ApiPropertyOptional({ type: TableMapView }) subscriptions?: TableMapView;
  @ApiPropertyOptional({ type: TableMapView }) invoices?: TableMapView;
}

export class MappingInput {
  @ApiProperty({ type: HistoryMapView, example: { invoices: { columns: { net: 'Montant HT' } } } })
  @IsObject()
  map: Record<string, unknown>;
}

/** The text field beside the files of an upload that is only looked at. */
export class ReadingInput {
  @ApiPropertyOptional({ description: 'The mapping as JSON; the remembered one by default' })
  @IsOptional()
  @IsString()
  @MaxLength(200_000)
  map?: string;
}

/** Why one cell, line or file cannot be read. */
export class HistoryRefusalView {
  @ApiProperty({ enum: ['invoices', 'subscriptions', 'map'] }) file: Refusal['file'];
  @ApiProperty({ description: 'Physical line of the file, from 1; 0: the file as a whole', example: 12 })
  line: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The header concerned; null: the whole line',
    example: 'montant_ht',
  })
  column: string | null;
  @ApiProperty({ type: SentenceView }) reason: SentenceView;

  static of(this: void, { file, line, column, reason, reasonEn }: Refusal): HistoryRefusalView {
    return { file, line, column, reason: { fr: reason, en: reasonEn } };
  }
}

export class ReadColumnView {
  @ApiProperty({ description: 'As the file writes it', example: 'montant_ht' }) header: string;
  @ApiProperty({
    enum: historyFields,
    enumName: 'HistoryField',
    nullable: true,
    description: 'What is read from it; null: left aside',
  })
  field: HistoryField | null;
  @ApiProperty({ type: [String], description: 'Its first different cells', example: ['20,00', '324,00'] })
  samples: readonly string[];
}

export class ReadValueView {
  @ApiProperty({ example: 'mensuel' }) value: string;
  @ApiProperty({ description: 'Rows that hold it', example: 241 }) rows: number;
  @ApiProperty({ type: String, nullable: true, description: 'Null: not understood', example: 'monthly' })
  meaning: string | null;
}

export class ReadFieldView {
  @ApiProperty({ enum: historyFields, enumName: 'HistoryField' }) field: HistoryField;
  @ApiProperty({ description: 'Whether the export cannot be read without it' }) required: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The header it is read from; null: none',
    example: 'montant_ht',
  })
  header: string | null;
  @ApiProperty({ enum: waysOfPlacing, nullable: true }) placedBy: ReadField['placedBy'];
  @ApiProperty({
    enum: confidences,
    nullable: true,
    description: 'doubtful: some cells cannot be read; probable: the header alone says so',
  })
  confidence: ReadField['confidence'];
  @ApiProperty({ enum: [',', '.'], nullable: true }) decimalSign: ReadField['decimalSign'];
  @ApiProperty({
    enum: ['dmy', 'mdy', 'ymd'],
    nullable: true,
    description: 'Of days whose year does not come first',
  })
  dateOrder: ReadField['dateOrder'];
  @ApiProperty({
    type: [String],
    description: 'What a value may mean; empty: free text, amounts, days',
    example: ['monthly', 'quarterly', 'yearly'],
  })
  meanings: readonly string[];
  @ApiProperty({ type: [ReadValueView] }) values: readonly ReadValueView[];
}

export class SampleRowView {
  @ApiProperty({ example: 2 }) line: number;
  @ApiProperty({ type: [String] }) cells: readonly string[];
}

export class ReadFileView {
  @ApiProperty({ enum: FILES }) file: ReadFile['file'];
  @ApiProperty({ enum: FILES, description: 'Which export its headers resemble' })
  looksLike: ReadFile['looksLike'];
  @ApiProperty({ example: 'UTF-8' }) encoding: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null: no table', example: ';' }) delimiter:
    string | null;
  @ApiProperty({ description: 'Without the headers', example: 2073 }) rows: number;
  @ApiProperty({ type: [ReadColumnView] }) columns: readonly ReadColumn[];
  @ApiProperty({ type: [ReadFieldView] }) fields: readonly ReadField[];
  @ApiProperty({ type: [SampleRowView], description: 'Its first rows' }) sample: ReadFile['sample'];
}

export class RememberedMapView {
  @ApiProperty() by: string;
  @ApiProperty() at: Date;
}

/** What exports would be read as. */
export class ExportReadingView {
  @ApiProperty({ type: [ReadFileView] }) files: readonly ReadFileView[];
  @ApiProperty({ type: [HistoryRefusalView], description: 'The first 200; empty: it can be read' })
  refusals: HistoryRefusalView[];
  @ApiProperty() refusalCount: number;
  @ApiProperty({ type: HistoryMapView, nullable: true, description: 'The mapping that was used' })
  map: HistoryMapView | null;
  @ApiProperty({
    type: RememberedMapView,
    nullable: true,
    description: 'Where that mapping comes from, when nobody gave one',
  })
  remembered: RememberedMapView | null;

  static of(
    this: void,
    { files, refusals, refusalCount, map, remembered }: InspectedExport,
  ): ExportReadingView {
    return {
      files,
      refusals: refusals.map(HistoryRefusalView.of),
      refusalCount,
      map: map as HistoryMapView | null,
      remembered: remembered && { by: remembered.rememberedBy, at: remembered.rememberedAt },
    };
  }
}
