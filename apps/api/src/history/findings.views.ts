import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
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
import {
  type AuditRecord,
  type DecidedFinding,
  type Decision,
  type DecisionAction,
  decisionActions,
  type DecisionPreview,
  type FindingKind,
  findingKinds,
  type FindingRecord,
  type FindingSearch,
  type FindingSort,
  findingSorts,
  type ImportEffect,
  type KindOfFindings,
  type LocatedDocument,
  type LocatedFinding,
} from '#history';
import { amountOf } from '../billing/shared.views.js';
import { DaysView } from '../contracts/input.js';
import { asBoolean, PagingQuery } from '../http/paging.js';
import { SentenceView } from '../http/sentence.view.js';

/** Which findings of an audit. */
export class FindingSearchInput implements FindingSearch {
  @ApiPropertyOptional({ enum: findingKinds })
  @IsOptional()
  @IsIn(findingKinds)
  kind?: FindingKind;

  @ApiPropertyOptional({ description: 'Code of the client in the export', example: 'C0061' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  client?: string;

  @ApiPropertyOptional({
    description: 'Anywhere in the finding, its client or its documents',
    example: 'ourcq',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;

  @ApiPropertyOptional({ description: 'Those on which a person decided, or the others' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  decided?: boolean;
}

export class FindingsQuery extends IntersectionType(FindingSearchInput, PagingQuery) {
  @ApiPropertyOptional({ enum: findingSorts, default: 'position' })
  @IsOptional()
  @IsIn(findingSorts)
  sort?: FindingSort;

  @ApiPropertyOptional({ default: false })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  descending?: boolean;
}

export class FindingClientView {
  @ApiProperty({ example: 'C0061' }) code: string;
  @ApiProperty({ example: 'Association de l’Ourcq' }) name: string;
}

export class FindingAgreementView {
  @ApiProperty({ description: 'Id of the subscription in the export', example: 'S0045' }) id: string;
  @ApiProperty({ example: 'Hébergement Nextcloud' }) service: string;
  @ApiProperty({ description: 'Net of one period', example: '30.00' }) net: string;
  @ApiProperty({ enum: ['monthly', 'quarterly', 'yearly'] }) cadence: 'monthly' | 'quarterly' | 'yearly';
  @ApiProperty({ description: 'Line of the file of subscriptions', example: 46 }) line: number;
}

/** An invoice or a credit note of the export. */
export class FindingDocumentView {
  @ApiProperty({ description: 'Its id in the export', example: '1634' }) id: string;
  @ApiProperty({ type: String, nullable: true, example: 'FA2024-00391' }) number: string | null;
  @ApiProperty({ enum: ['invoice', 'creditNote'] }) type: LocatedDocument['type'];
  @ApiProperty({ example: 'Hébergement Nextcloud – mars 2024' }) label: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: DaysView, nullable: true }) days: DaysView | null;
  @ApiProperty({ example: '30.00' }) net: string;
  @ApiProperty({ enum: ['draft', 'open', 'paid', 'cancelled'] }) status: LocatedDocument['status'];
  @ApiProperty({ type: Boolean, nullable: true, description: 'Null: the export does not tell' }) sent:
    boolean | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) sentOn: string | null;
  @ApiProperty({ description: 'Line of the file of invoices', example: 1635 }) line: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The invoice here, once imported' }) invoice:
    number | null;

  static of(document: LocatedDocument, invoice: number | null): FindingDocumentView {
    const { id, number, type, label, issuedOn, period, netCents, status, sent, sentOn, line } = document;
    const days = period && DaysView.of(period);
    return {
      id,
      number,
      type,
      label,
      issuedOn,
      days,
      net: amountOf(netCents),
      status,
      sent,
      sentOn,
      line,
      invoice,
    };
  }
}

/** What the audit proposes; nothing is done before a person decides. */
export class FindingCorrectionView {
  @ApiProperty({ enum: ['creditNote', 'keep', 'send', 'issue', 'creditAndReissue', 'justify', 'renumber'] })
  action: LocatedFinding['correction']['action'];
  @ApiPropertyOptional({ description: 'Id of the document concerned, in the export' }) invoice?: string;
  @ApiPropertyOptional({ description: 'Id of the document that is kept' }) keep?: string;
  @ApiPropertyOptional({ format: 'date' }) from?: string;
  @ApiPropertyOptional({ format: 'date', description: 'Excluded' }) to?: string;
  @ApiPropertyOptional({ description: 'Net to credit or to issue', example: '30.00' }) net?: string;
  @ApiPropertyOptional({ description: 'Net to credit before issuing anew', example: '2024.00' })
  creditNet?: string;
  @ApiPropertyOptional({ description: 'Periods to issue' }) periods?: number;
  @ApiPropertyOptional({ format: 'date', description: 'When its days began' }) reachedOn?: string;

  static of(this: void, correction: LocatedFinding['correction']): FindingCorrectionView {
    const { action } = correction;
    const at = 'from' in correction ? { from: correction.from, to: correction.to } : {};
    const net = 'netCents' in correction ? { net: amountOf(correction.netCents) } : {};
    switch (correction.action) {
      case 'creditNote':
        return {
          action,
          invoice: correction.invoice,
          ...(correction.keep ? { keep: correction.keep } : {}),
          ...at,
          ...net,
        };
      case 'keep':
        return { action, invoice: correction.invoice, reachedOn: correction.reachedOn };
      case 'send':
        return { action, invoice: correction.invoice };
      case 'issue':
        return { action, periods: correction.periods, ...at, ...net };
      case 'creditAndReissue':
        return {
          action,
          invoice: correction.invoice,
          creditNet: amountOf(correction.creditNetCents),
          ...net,
        };
      case 'justify':
        return { action };
      case 'renumber':
        return { action, keep: correction.keep };
    }
  }
}

export class DecisionView {
  @ApiProperty({ enum: ['keep', 'excuse'] }) kind: Decision['kind'];
  @ApiProperty({ type: String, nullable: true, description: 'Id of the document that is kept' }) keep:
    string | null;
  @ApiProperty({ type: String, nullable: true }) statement: string | null;

  static of(this: void, decision: Decision): DecisionView {
    const { kind } = decision;
    return kind === 'keep'
      ? { kind, keep: decision.keep, statement: null }
      : { kind, keep: null, statement: decision.statement };
  }
}

export class MadeDecisionView extends DecisionView {
  @ApiProperty() decidedBy: string;
  @ApiProperty() decidedAt: Date;
}

export class FindingView {
  @ApiProperty({
    description: 'Rank within the audit, from 1; names it until the files are read again',
    example: 65,
  })
  position: number;
  @ApiProperty({ enum: findingKinds, enumName: 'FindingKind' }) kind: FindingKind;
  @ApiProperty({ type: FindingClientView, nullable: true }) client: FindingClientView | null;
  @ApiProperty({ type: FindingAgreementView, nullable: true }) agreement: FindingAgreementView | null;
  @ApiProperty({
    type: [FindingDocumentView],
    description: 'In the order of issue where they bill the same days',
  })
  documents: FindingDocumentView[];
  @ApiProperty({ type: DaysView, nullable: true, description: 'The days at stake' }) days: DaysView | null;
  @ApiProperty({ type: Number, nullable: true, example: 31 }) dayCount: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Net at stake; null: about numbers alone',
    example: '30.00',
  })
  amount: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What an abnormal amount should have been',
    example: '45.00',
  })
  expected: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The number missing, or borne twice' }) number:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The last of many numbers missing in a row' })
  through: string | null;
  @ApiProperty({ type: SentenceView, description: 'What happened and what to do' }) explanation: SentenceView;
  @ApiProperty({ type: FindingCorrectionView }) correction: FindingCorrectionView;
  @ApiProperty({ type: MadeDecisionView, nullable: true }) decision: MadeDecisionView | null;

  static of(this: void, record: FindingRecord): FindingView {
    const { finding, decision, recorded } = record;
    return {
      ...basicsOf(record.position, finding, recorded),
      decision: decision && {
        ...DecisionView.of(decision),
        decidedBy: decision.decidedBy,
        decidedAt: decision.decidedAt,
      },
    };
  }
}

function basicsOf(
  position: number,
  finding: LocatedFinding,
  recorded: FindingRecord['recorded'],
): Omit<FindingView, 'decision'> {
  const { kind, agreement, days, explanation } = finding;
  // Audits of earlier versions were not located in their files until these are read again.
  const documents = finding.documents ?? [];
  return {
    position,
    kind,
    client: finding.client ?? null,
    agreement: agreement
      ? {
          id: agreement.id,
          service: agreement.service,
          net: amountOf(agreement.netCents),
          cadence: agreement.cadence,
          line: agreement.line,
        }
      : null,
    documents: documents.map((each) => FindingDocumentView.of(each, recorded[each.id] ?? null)),
    days: days ? DaysView.of(days) : null,
    dayCount: finding.dayCount ?? null,
    amount: amountOf(finding.amountCents),
    expected: finding.kind === 'amount-anomaly' ? amountOf(finding.expectedCents) : null,
    number: 'number' in finding ? finding.number : null,
    through: finding.kind === 'number-gap' ? (finding.through ?? null) : null,
    explanation: { fr: explanation, en: finding.explanationEn ?? explanation },
    correction: FindingCorrectionView.of(finding.correction),
  };
}

export class KindOfFindingsView {
  @ApiProperty({ enum: findingKinds, enumName: 'FindingKind' }) kind: FindingKind;
  @ApiProperty({ example: 64 }) count: number;
  @ApiProperty({ description: 'Net at stake, whatever the sign', example: '4215.00' }) amount: string;
  @ApiProperty({ description: 'Those on which a person decided', example: 12 }) decided: number;

  static of(this: void, { kind, count, amountCents, decided }: KindOfFindings): KindOfFindingsView {
    return { kind, count, amount: amountOf(amountCents), decided };
  }
}

export class FindingsPage {
  @ApiProperty({ type: [FindingView] }) items: FindingView[];
  @ApiProperty() total: number;
  @ApiProperty({
    type: [KindOfFindingsView],
    description: 'Every kind, under the same search without `kind`',
  })
  kinds: KindOfFindingsView[];
}

export class FileCellView {
  @ApiProperty({ example: 'montant_ht' }) header: string;
  @ApiProperty({ example: '30,00' }) value: string;
}

/** A row that a finding was read from, as the file has it. */
export class FileRowView {
  @ApiProperty({ enum: ['subscriptions', 'invoices'] }) file: 'subscriptions' | 'invoices';
  @ApiProperty({ example: 'factures.csv' }) fileName: string;
  @ApiProperty({ example: 1635 }) line: number;
  @ApiProperty({ type: [FileCellView] }) cells: FileCellView[];
}

export class OneFindingView extends FindingView {
  @ApiProperty({ type: [FileRowView] }) rows: FileRowView[];

  static from(this: void, audit: AuditRecord, record: FindingRecord): OneFindingView {
    const { agreement, documents } = record.finding;
    const row = (file: FileRowView['file'], { line, cells }: Pick<LocatedDocument, 'line' | 'cells'>) => ({
      file,
      fileName: audit.files[file].name,
      line,
      cells: (audit.detected[file].columns ?? []).map((header, at) => ({ header, value: cells[at] ?? '' })),
    });
    return {
      ...FindingView.of(record),
      rows: [
        ...(agreement ? [row('subscriptions', agreement)] : []),
        ...(documents ?? []).map((each) => row('invoices', each)),
      ],
    };
  }
}

/** A rule and the findings it is applied to. */
export class DecisionInput {
  @ApiProperty({
    enum: decisionActions,
    enumName: 'DecisionAction',
    description:
      'keep…: which of two invoices for the same days stays in coverage; excuse: needs no sending, is not to be billed, or is justified; undo: as the import does by default',
  })
  @IsIn(decisionActions)
  action: DecisionAction;

  @ApiPropertyOptional({ description: 'For keepDocument: id of the document in the export', example: '1748' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  keep?: string;

  @ApiPropertyOptional({
    description: 'For keepSeries: how the number of the kept document begins',
    example: 'OX-2024',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  series?: string;

  @ApiPropertyOptional({
    description: 'For excuse: why, 5 to 500 characters',
    example: 'Remise en main propre le 4 avril.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  statement?: string;

  @ApiPropertyOptional({
    type: [Number],
    description: 'Positions of findings; all that `search` finds by default',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  findings?: number[];

  @ApiPropertyOptional({ type: FindingSearchInput })
  @IsOptional()
  @ValidateNested()
  @Type(() => FindingSearchInput)
  search?: FindingSearchInput;
}

export class ReadDecisionInput extends DecisionInput {
  @ApiProperty({ description: 'The digest of the preview that was read' })
  @Matches(/^[0-9a-f]{64}$/)
  digest: string;
}

/** What an import leaves behind. Amounts are net. */
export class ImportEffectView {
  @ApiProperty({ description: 'Days that enter coverage', example: 68_312 }) coveredDays: number;
  @ApiProperty({ description: 'Documents that await their credit note', example: 7 }) awaitingCredits: number;
  @ApiProperty({ description: 'What those credit notes have to take back', example: '232.00' })
  awaitingAmount: string;
  @ApiProperty({ description: 'Documents that enter without having been sent', example: 25 }) unsent: number;
  @ApiProperty({ description: 'Unsent documents that need no sending', example: 0 })
  excusedDeliveries: number;
  @ApiProperty({ description: 'Days that the next proposal catches up', example: 712 }) unbilledDays: number;
  @ApiProperty({ example: '1834.00' }) unbilledAmount: string;
  @ApiProperty({ description: 'Days that are not to be billed', example: 0 }) excusedDays: number;
  @ApiProperty({ example: '0.00' }) excusedAmount: string;

  static of(this: void, effect: ImportEffect): ImportEffectView {
    const { awaitingCents, unbilledCents, excusedCents, ...counts } = effect;
    return {
      ...counts,
      awaitingAmount: amountOf(awaitingCents),
      unbilledAmount: amountOf(unbilledCents),
      excusedAmount: amountOf(excusedCents),
    };
  }
}

export class ImportEffectsView {
  @ApiProperty({ type: ImportEffectView }) before: ImportEffectView;
  @ApiProperty({ type: ImportEffectView }) after: ImportEffectView;
}

export class ChangedFindingView {
  @ApiProperty({ type: FindingView }) finding: FindingView;
  @ApiProperty({ type: DecisionView, nullable: true, description: 'Null: as by default' })
  before: DecisionView | null;
  @ApiProperty({ type: DecisionView, nullable: true, description: 'Null: as by default' })
  after: DecisionView | null;

  static of(this: void, { position, finding, before, after }: DecidedFinding): ChangedFindingView {
    return {
      finding: { ...basicsOf(position, finding, {}), decision: null },
      before: before && DecisionView.of(before),
      after: after && DecisionView.of(after),
    };
  }
}

const MOST_CHANGES_TOLD = 500;

/** What a decision would change, or has changed. */
export class DecisionPreviewView {
  @ApiProperty({ description: 'To be given back with the decision' }) digest: string;
  @ApiProperty({ description: 'Findings that the wish names', example: 7 }) matched: number;
  @ApiProperty({ example: 6 }) changedCount: number;
  @ApiProperty({ description: 'Findings already so decided', example: 0 }) unchanged: number;
  @ApiProperty({
    description: 'Pairs that the rule does not tell apart: what was decided before stays',
    example: 1,
  })
  undecided: number;
  @ApiProperty({ description: 'Findings of a kind that the rule says nothing about', example: 0 })
  notConcerned: number;
  @ApiProperty({ type: [ChangedFindingView], description: 'The first 500' }) changed: ChangedFindingView[];
  @ApiProperty({ type: ImportEffectsView }) effect: ImportEffectsView;

  static of(this: void, { changed, effect, ...preview }: DecisionPreview): DecisionPreviewView {
    return {
      ...preview,
      changedCount: changed.length,
      changed: changed.slice(0, MOST_CHANGES_TOLD).map(ChangedFindingView.of),
      effect: { before: ImportEffectView.of(effect.before), after: ImportEffectView.of(effect.after) },
    };
  }
}
