import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
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
  ValidateNested,
} from 'class-validator';
import type { AwaitingCredit, BilledAheadDays } from '#billing';
import {
  type AuditRecord,
  type FindingKind,
  findingKinds,
  type ImportSummary,
  type Remark,
  type RemarkKind,
  remarkKinds,
} from '#history';
import type { JobView } from '#jobs';
import { type LocalDate, totalDays } from '#kernel';
import { amountOf } from '../billing/shared.views.js';
import { DaysView, IsDay } from '../contracts/input.js';
import { ImportEffectView } from './findings.views.js';
import { HistoryMapView } from './mapping.views.js';
import { asBoolean, PagingQuery } from '../http/paging.js';
import { SentenceView } from '../http/sentence.view.js';

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

export class AwaitingQuery extends PagingQuery {
  @ApiPropertyOptional({ default: false, description: 'Those that are settled instead' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  settled?: boolean;
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
  @ApiPropertyOptional({
    type: [ChoiceInput],
    description: 'By default what was decided of the findings, and else the document issued first is kept',
  })
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

export class JobProgressView {
  @ApiProperty({ example: 1400 }) done: number;
  @ApiProperty({ description: 'Contracts and documents to write', example: 2374 }) total: number;
}

/** The import on its way: ask again every two seconds while it is `ready` or `running`. */
export class HistoryJobView {
  @ApiProperty() id: number;
  @ApiProperty({ enum: ['ready', 'running', 'failed', 'done', 'stuck'] }) state: JobView['state'];
  @ApiProperty({ type: JobProgressView, nullable: true }) progress: JobView['progress'];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it stopped, in French, with the lines refused',
  })
  lastError: string | null;
  @ApiProperty({ type: Date, nullable: true }) finishedAt: Date | null;

  static of(this: void, { id, state, progress, lastError, finishedAt }: JobView): HistoryJobView {
    return { id, state, progress, lastError, finishedAt };
  }
}

export class HistoryIssuerView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'SCIC' }) code: string;
  @ApiProperty({ example: 'La Fabrique' }) name: string;
}

export class AuditedFileView {
  @ApiProperty({ example: 'factures.csv' }) name: string;
  @ApiProperty({ example: 335_240 }) bytes: number;
  @ApiProperty({ description: 'SHA-256 in hexadecimal' }) digest: string;
  @ApiProperty({ example: 2073 }) rows: number;
}

export class AuditedFilesView {
  @ApiProperty({ type: AuditedFileView }) subscriptions: AuditedFileView;
  @ApiProperty({ type: AuditedFileView }) invoices: AuditedFileView;
}

/** What was found out about one file. */
export class DetectedFormatView {
  @ApiProperty({ example: 'UTF-8' }) encoding: string;
  @ApiProperty({ example: ';' }) delimiter: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: [',', '.'] },
    description: 'Per field that holds amounts',
    example: { net: ',' },
  })
  decimalSigns: Readonly<Record<string, ',' | '.'>>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['dmy', 'mdy', 'ymd'] },
    description: 'Per field that holds days; tells only those whose year does not come first',
    example: { issuedOn: 'dmy' },
  })
  dateOrders: Readonly<Record<string, 'dmy' | 'mdy' | 'ymd'>>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Field to the header of the file',
    example: { net: 'montant_ht' },
  })
  headers: Readonly<Record<string, string>>;
  @ApiProperty({ example: 2073 }) rows: number;
}

export class DetectedFormatsView {
  @ApiProperty({ type: DetectedFormatView }) subscriptions: DetectedFormatView;
  @ApiProperty({ type: DetectedFormatView }) invoices: DetectedFormatView;
}

export class FindingCountsView implements Record<FindingKind, number> {
  @ApiProperty({ example: 64 }) 'billed-ahead': number;
  @ApiProperty({ example: 7 }) 'billed-twice': number;
  @ApiProperty({ example: 25 }) 'never-sent': number;
  @ApiProperty({ example: 21 }) 'never-billed': number;
  @ApiProperty({ example: 16 }) 'amount-anomaly': number;
  @ApiProperty({ example: 8 }) 'number-gap': number;
  @ApiProperty({ example: 2 }) 'number-duplicate': number;
}

const AMOUNT = { type: String, nullable: true, example: '232.00' } as const;

/** Net at stake by kind, whatever the sign; null where the kind has none. */
export class FindingAmountsView implements Record<FindingKind, string | null> {
  @ApiProperty(AMOUNT) 'billed-ahead': string | null;
  @ApiProperty(AMOUNT) 'billed-twice': string | null;
  @ApiProperty(AMOUNT) 'never-sent': string | null;
  @ApiProperty(AMOUNT) 'never-billed': string | null;
  @ApiProperty(AMOUNT) 'amount-anomaly': string | null;
  @ApiProperty(AMOUNT) 'number-gap': string | null;
  @ApiProperty(AMOUNT) 'number-duplicate': string | null;

  static of(this: void, amounts: AuditRecord['amounts']): FindingAmountsView {
    return Object.fromEntries(
      findingKinds.map((kind) => [kind, amountOf(amounts[kind] ?? null)]),
    ) as unknown as FindingAmountsView;
  }
}

export class CreatedByImportView {
  @ApiProperty() clients: number;
  @ApiProperty() contracts: number;
  @ApiProperty() invoices: number;
  @ApiProperty() creditNotes: number;
  @ApiProperty() charges: number;
  @ApiProperty() credits: number;
  @ApiProperty() awaitingCredits: number;
}

export class AdoptedByImportView {
  @ApiProperty() clients: number;
  @ApiProperty() contracts: number;
}

export class UnchangedByImportView {
  @ApiProperty() clients: number;
  @ApiProperty() subscriptions: number;
  @ApiProperty() documents: number;
}

export class ImportRemarkView {
  @ApiProperty({ enum: remarkKinds, enumName: 'ImportRemarkKind' }) kind: RemarkKind;
  @ApiProperty({ type: [String], description: 'Ids of documents in the export' })
  documents: readonly string[];
  @ApiProperty({ type: String, nullable: true }) subscription: string | null;
  @ApiProperty({ type: String, nullable: true }) client: string | null;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;

  static of(
    this: void,
    { kind, documents = [], subscription, client, sentence, sentenceEn }: Remark,
  ): ImportRemarkView {
    return {
      kind,
      documents,
      subscription: subscription ?? null,
      client: client ?? null,
      // Imports of earlier versions were told in French alone.
      sentence: { fr: sentence, en: sentenceEn ?? sentence },
    };
  }
}

export class RemarkCountView {
  @ApiProperty({ enum: remarkKinds, enumName: 'ImportRemarkKind' }) kind: RemarkKind;
  @ApiProperty() count: number;
}

/** What an import wrote, or would write. */
export class ImportSummaryView {
  @ApiProperty() audit: number;
  @ApiProperty() issuer: string;
  @ApiProperty() source: string;
  @ApiProperty() preview: boolean;
  @ApiProperty({ description: 'False where everything was imported before' }) writes: boolean;
  @ApiProperty({ description: 'To be given back with the import' }) digest: string;
  @ApiProperty({ type: CreatedByImportView }) created: CreatedByImportView;
  @ApiProperty({ type: AdoptedByImportView, description: 'What existed and is now referred to' })
  adopted: AdoptedByImportView;
  @ApiProperty({ type: UnchangedByImportView }) unchanged: UnchangedByImportView;
  @ApiProperty({ description: 'Documents that the former tool has sent since an earlier import' })
  sentSince: number;
  @ApiProperty() coveredDays: number;
  @ApiProperty({
    type: ImportEffectView,
    nullable: true,
    description: 'Null for imports of earlier versions',
  })
  effect: ImportEffectView | null;
  @ApiProperty({ type: [RemarkCountView], description: 'Kinds that have some' })
  remarkCounts: RemarkCountView[];
  @ApiProperty({ type: [ImportRemarkView], description: 'The first 500 of each kind' })
  remarks: ImportRemarkView[];

  static of(this: void, summary: ImportSummary): ImportSummaryView {
    const { effect, remarkCounts, remarks } = summary;
    return {
      ...summary,
      effect: effect ? ImportEffectView.of(effect) : null,
      remarkCounts: remarkKinds
        .map((kind) => ({ kind, count: remarkCounts[kind] ?? 0 }))
        .filter(({ count }) => count > 0),
      remarks: remarks.map(ImportRemarkView.of),
    };
  }
}

export class MadeImportView {
  @ApiProperty() madeBy: string;
  @ApiProperty() madeAt: Date;
  @ApiProperty({ type: ImportSummaryView }) summary: ImportSummaryView;
}

export class BriefImportView {
  @ApiProperty() madeBy: string;
  @ApiProperty() madeAt: Date;
}

/** An audit as lists show it. */
export class HistoryAuditRowView {
  @ApiProperty() id: number;
  @ApiProperty({ type: HistoryIssuerView }) issuer: HistoryIssuerView;
  @ApiProperty({ example: 'ancien-outil' }) source: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ example: 31 }) horizonDays: number;
  @ApiProperty({ type: AuditedFilesView }) files: AuditedFilesView;
  @ApiProperty({ type: FindingCountsView }) counts: FindingCountsView;
  @ApiProperty({ type: FindingAmountsView }) amounts: FindingAmountsView;
  @ApiProperty({ description: 'Findings on which a person decided' }) decided: number;
  @ApiProperty() createdBy: string;
  @ApiProperty() createdAt: Date;
  @ApiProperty({
    type: BriefImportView,
    nullable: true,
    description: 'The latest import that wrote something',
  })
  import: BriefImportView | null;

  static of(this: void, record: AuditRecord): HistoryAuditRowView {
    const { id, issuer, source, asOf, horizonDays, files, counts, amounts, decided, createdBy, createdAt } =
      record;
    return {
      id,
      issuer,
      source,
      asOf,
      horizonDays,
      files,
      counts,
      amounts: FindingAmountsView.of(amounts),
      decided,
      createdBy,
      createdAt,
      import: record.import && { madeBy: record.import.madeBy, madeAt: record.import.madeAt },
    };
  }
}

export class HistoryAuditView extends OmitType(HistoryAuditRowView, ['import']) {
  @ApiProperty({ type: HistoryMapView, nullable: true }) map: HistoryMapView | null;
  @ApiProperty({ type: DetectedFormatsView, description: 'What was found out about each file' })
  detected: DetectedFormatsView;
  @ApiProperty({ type: [String], description: 'What the report counts and does not tell one by one' })
  remarks: readonly string[];
  @ApiProperty({
    type: MadeImportView,
    nullable: true,
    description: 'The latest import that wrote something',
  })
  import: MadeImportView | null;

  static from(this: void, record: AuditRecord): HistoryAuditView {
    const { map, detected, remarks, import: made } = record;
    return {
      ...HistoryAuditRowView.of(record),
      map: map as HistoryMapView | null,
      detected,
      remarks,
      import: made && {
        madeBy: made.madeBy,
        madeAt: made.madeAt,
        summary: ImportSummaryView.of(made.summary),
      },
    };
  }
}

export class OneHistoryAuditView extends HistoryAuditView {
  @ApiProperty({ type: HistoryJobView, nullable: true, description: 'The import that was ordered last' })
  job: HistoryJobView | null;
}

export class HistoryAuditPage {
  @ApiProperty({ type: [HistoryAuditRowView] }) items: HistoryAuditRowView[];
  @ApiProperty() total: number;
}

export class OrderedImportView {
  @ApiProperty({ description: 'The job that imports; its progress is shown with the audit' }) job: number;
}

export class AwaitingClientView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'Association de l’Ourcq' }) name: string;
}

export class AwaitingLineView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'S0045-1' }) code: string;
  @ApiProperty({ example: 'Hébergement Nextcloud' }) service: string;
}

export class ConflictingInvoiceView {
  @ApiProperty({ description: 'The invoice here' }) id: number;
  @ApiProperty({ example: 'FA2024-00391' }) number: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
}

export class ToCreditView {
  @ApiProperty({ description: 'Line of the invoice, from 1' }) position: number;
  @ApiProperty({ example: '30.00' }) net: string;
}

export class AwaitingCreditView {
  @ApiProperty({ description: 'The invoice here' }) id: number;
  @ApiProperty({ example: 'FA2024-00467' }) number: string;
  @ApiProperty({ example: 'SCIC' }) issuer: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ type: AwaitingClientView }) client: AwaitingClientView;
  @ApiProperty() contract: number;
  @ApiProperty({ type: AwaitingLineView }) line: AwaitingLineView;
  @ApiProperty({ type: DaysView, description: 'From the first to the last day billed twice' })
  period: DaysView;
  @ApiProperty({ type: ConflictingInvoiceView, description: 'The invoice that is kept' })
  conflictsWith: ConflictingInvoiceView;
  @ApiProperty({
    type: [ToCreditView],
    description: 'The lines and net amounts that its credit note has to take back',
  })
  toCredit: ToCreditView[];
  @ApiProperty({ description: 'Their sum', example: '30.00' }) net: string;
  @ApiProperty({ type: Date, nullable: true }) settledAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) settledBy: string | null;
  @ApiProperty({ type: String, nullable: true }) settlement: string | null;

  static of(this: void, awaiting: AwaitingCredit): AwaitingCreditView {
    const { invoiceId, contractId, period, conflictsWith, toCredit, ...rest } = awaiting;
    const { invoiceId: id, number, issuedOn } = conflictsWith;
    return {
      ...rest,
      id: invoiceId,
      contract: contractId,
      period: DaysView.of(period),
      conflictsWith: { id, number, issuedOn },
      toCredit: toCredit.map(({ position, netCents }) => ({ position, net: amountOf(netCents) })),
      net: amountOf(toCredit.reduce((sum, { netCents }) => sum + netCents, 0)),
    };
  }
}

export class AwaitingCreditPage {
  @ApiProperty({ type: [AwaitingCreditView] }) items: AwaitingCreditView[];
  @ApiProperty() total: number;
}

export class BilledAheadView {
  @ApiProperty({ description: 'The invoice here' }) invoiceId: number;
  @ApiProperty({ example: 'FA2024-00454' }) number: string;
  @ApiProperty({ example: 'SCIC' }) issuer: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ example: 'Radio Quai Sud' }) clientName: string;
  @ApiProperty({ example: 'S0192-1' }) lineCode: string;
  @ApiProperty({ example: 'Infogérance' }) service: string;
  @ApiProperty({ type: [DaysView], description: 'Days covered whose time has not come' }) days: DaysView[];
  @ApiProperty({ example: 31 }) dayCount: number;

  static of(this: void, { days, ...rest }: BilledAheadDays): BilledAheadView {
    return { ...rest, days: days.map(DaysView.of), dayCount: totalDays(days) };
  }
}
