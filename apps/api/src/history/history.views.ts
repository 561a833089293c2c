import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { AwaitingCredit, BilledAheadDays } from '#billing';
import { type AuditRecord, type Finding, type FindingKind, findingKinds, type ImportSummary } from '#history';
import type { JobView } from '#jobs';
import { centsToDecimal, type LocalDate, type Period } from '#kernel';
import { IsDay } from '../contracts/input.js';

/** The text fields beside the files of an upload. */
export class AuditInput {
  @ApiProperty({ description: 'Code of the issuer that billed with the former tool', example: 'SCIC' })
  @IsString()
  @Matches(/^[A-Z0-9]{2,12}$/)
  issuer: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The end of the last whole month of the export by default',
  })
  @IsOptional()
  @IsDay()
  asOf?: LocalDate;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 3660,
    default: 31,
    description: 'Days that an invoice may be ahead',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(3660)
  horizon?: number;

  @ApiPropertyOptional({ default: 'ancien-outil', description: 'The former tool, whose keys are unique' })
  @IsOptional()
  @IsString()
  @Matches(/^[a-z0-9-]{1,28}$/)
  source?: string;

  @ApiPropertyOptional({ description: 'The mapping as JSON; the remembered one by default' })
  @IsOptional()
  @IsString()
  @MaxLength(200_000)
  map?: string;
}

export class PagingQuery {
  @ApiPropertyOptional({ minimum: 1, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  size?: number;
}

export class FindingsQuery extends PagingQuery {
  @ApiPropertyOptional({ enum: findingKinds })
  @IsOptional()
  @IsIn(findingKinds)
  kind?: FindingKind;
}

const asBoolean = ({ value }: { value: unknown }) =>
  value === 'true' ? true : value === 'false' ? false : value;

export class AwaitingQuery extends PagingQuery {
  @ApiPropertyOptional({ default: false, description: 'Those that are settled instead' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  settled?: boolean;
}

export class MappingInput {
  @ApiProperty({ type: Object, example: { invoices: { columns: { net: 'Montant HT' } } } })
  @IsObject()
  map: Record<string, unknown>;
}

export class ImportHistoryQuery {
  @ApiPropertyOptional({ default: false, description: 'Says what the import would do, and does nothing' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  preview?: boolean;
}

export class ChoiceInput {
  @ApiProperty({ description: 'Id, in the export, of the document that stays in coverage' })
  @IsString()
  @Length(1, 200)
  keep: string;

  @ApiProperty({ description: 'Id of the document that bills the same days and awaits its credit note' })
  @IsString()
  @Length(1, 200)
  over: string;
}

export class ImportHistoryInput {
  @ApiPropertyOptional({ type: [ChoiceInput], description: 'By default the document issued first is kept' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => ChoiceInput)
  choices?: ChoiceInput[];

  @ApiPropertyOptional({ description: 'That of the preview that was read; needed but for a preview' })
  @IsOptional()
  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  digest?: string;
}

export class AwaitingCreditSettlementInput {
  @ApiProperty({ description: 'How it was settled', example: 'Remboursée par virement le 3 mai.' })
  @IsString()
  @Length(5, 500)
  statement: string;
}

export class HistoryJobView {
  @ApiProperty() id: number;
  @ApiProperty({ enum: ['ready', 'running', 'failed', 'done', 'stuck'] }) state: JobView['state'];
  @ApiProperty({ type: Object, nullable: true }) progress: JobView['progress'];
  @ApiProperty({ type: String, nullable: true }) lastError: string | null;

  static of(this: void, { id, state, progress, lastError }: JobView): HistoryJobView {
    return { id, state, progress, lastError };
  }
}

export class HistoryAuditView {
  @ApiProperty() id: number;
  @ApiProperty({ type: Object }) issuer: AuditRecord['issuer'];
  @ApiProperty() source: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty() horizonDays: number;
  @ApiProperty({ type: Object, description: 'Name, size, SHA-256 and lines of each file' })
  files: AuditRecord['files'];
  @ApiProperty({ type: Object, nullable: true }) map: unknown;
  @ApiProperty({ type: Object, description: 'What was found out about each file' })
  detected: AuditRecord['detected'];
  @ApiProperty({ type: Object, description: 'Findings of each kind' }) counts: AuditRecord['counts'];
  @ApiProperty({ type: [String] }) remarks: readonly string[];
  @ApiProperty() createdBy: string;
  @ApiProperty() createdAt: Date;
  @ApiProperty({ type: Object, nullable: true, description: 'The latest import that wrote something' })
  import: AuditRecord['import'];

  static of(this: void, record: AuditRecord): HistoryAuditView {
    return { ...record };
  }
}

export class OneHistoryAuditView extends HistoryAuditView {
  @ApiProperty({ type: HistoryJobView, nullable: true, description: 'The import that was ordered last' })
  job: HistoryJobView | null;
}

export class HistoryAuditPage {
  @ApiProperty({ type: [HistoryAuditView] }) items: HistoryAuditView[];
  @ApiProperty() total: number;
}

export class FindingsPage {
  @ApiProperty({ type: [Object], description: 'Amounts are decimal texts, net of VAT' }) items: unknown[];
  @ApiProperty() total: number;
}

/** Cents under their name without `Cents`, as decimal texts. */
export function findingView(finding: Finding): unknown {
  return inDecimals(finding);
}

function inDecimals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inDecimals);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (!name.endsWith('Cents')) return [name, inDecimals(each)];
      const short = name === 'netCents' ? 'net' : name.slice(0, -'Cents'.length);
      return [short, typeof each === 'number' ? centsToDecimal(each) : null];
    }),
  );
}

export class ImportSummaryView {
  @ApiProperty() audit: number;
  @ApiProperty() issuer: string;
  @ApiProperty() source: string;
  @ApiProperty() preview: boolean;
  @ApiProperty({ description: 'False where everything was imported before' }) writes: boolean;
  @ApiProperty({ description: 'To be given back with the import' }) digest: string;
  @ApiProperty({ type: Object }) created: ImportSummary['created'];
  @ApiProperty({ type: Object }) adopted: ImportSummary['adopted'];
  @ApiProperty({ type: Object }) unchanged: ImportSummary['unchanged'];
  @ApiProperty() sentSince: number;
  @ApiProperty() coveredDays: number;
  @ApiProperty({ type: Object }) remarkCounts: ImportSummary['remarkCounts'];
  @ApiProperty({ type: [Object] }) remarks: ImportSummary['remarks'];
}

export class OrderedImportView {
  @ApiProperty({ description: 'The job that imports; its progress is shown with the audit' }) job: number;
}

export class AwaitingCreditView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
  @ApiProperty() issuer: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ type: Object }) client: AwaitingCredit['client'];
  @ApiProperty() contract: number;
  @ApiProperty({ type: Object }) line: AwaitingCredit['line'];
  @ApiProperty({ type: Object }) period: Period;
  @ApiProperty({ type: Object }) conflictsWith: AwaitingCredit['conflictsWith'];
  @ApiProperty({
    type: [Object],
    description: 'The lines and net amounts that its credit note has to take back',
  })
  toCredit: { position: number; net: string }[];
  @ApiProperty({ type: Date, nullable: true }) settledAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) settledBy: string | null;
  @ApiProperty({ type: String, nullable: true }) settlement: string | null;

  static of(this: void, { invoiceId, contractId, toCredit, ...rest }: AwaitingCredit): AwaitingCreditView {
    return {
      id: invoiceId,
      contract: contractId,
      ...rest,
      toCredit: toCredit.map(({ position, netCents }) => ({ position, net: centsToDecimal(netCents) })),
    };
  }
}

export class AwaitingCreditPage {
  @ApiProperty({ type: [AwaitingCreditView] }) items: AwaitingCreditView[];
  @ApiProperty() total: number;
}

export class BilledAheadView {
  @ApiProperty() invoiceId: number;
  @ApiProperty() number: string;
  @ApiProperty() issuer: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty() clientName: string;
  @ApiProperty() lineCode: string;
  @ApiProperty() service: string;
  @ApiProperty({ type: [Object], description: 'Days covered whose time has not come' })
  days: BilledAheadDays['days'];
}
