import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { centsToDecimal, type LocalDate } from '#kernel';
import {
  type Dossier,
  DOSSIER_STATES,
  type DossierRow,
  type DossierState,
  EVENT_KINDS,
  type EventKind,
  type Savings,
  type Step,
  type StepRecord,
  STEPS,
} from '#transfers';
import { ThingView } from '../billing/shared.views.js';
import { IsContractDay, IsDay, IsRecordId, IsRecordIdText } from '../contracts/input.js';
import { PagingQuery } from '../http/paging.js';
import { TransferDocumentView } from './letters.views.js';

export class TransferFilter extends PagingQuery {
  @ApiPropertyOptional({ enum: DOSSIER_STATES })
  @IsOptional()
  @IsIn(DOSSIER_STATES)
  state?: DossierState;

  @ApiPropertyOptional({ description: 'Those that hold this contract' })
  @IsOptional()
  @IsRecordIdText()
  contract?: number;
}

export class TransferChoiceInput {
  @ApiProperty({ type: [Number], maxItems: 200 })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  contracts: number[];

  @IsContractDay()
  movesOn: LocalDate;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 200,
    description: 'The clients by default',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string | null;
}

export class NewTransferInput extends TransferChoiceInput {
  @ApiProperty({ description: 'The issuer that carries the contracts from then on' })
  @IsRecordId()
  to: number;
}

export class ChangedChoiceInput extends TransferChoiceInput {
  @ApiProperty({ description: 'The version that was read' })
  @IsRecordId()
  fromVersion: number;
}

export class TransferDigestInput {
  @ApiProperty({ description: 'The digest of what was read' })
  @Matches(/^[0-9a-f]{64}$/)
  digest: string;
}

export class TransferNoteInput {
  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString()
  @Length(1, 2000)
  @Matches(/\S/)
  text: string;
}

export class TransferStepChargeInput {
  @ApiProperty({ type: String, nullable: true, maxLength: 200, description: 'Null for nobody in particular' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(/\S/)
  person: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  dueOn?: LocalDate | null;
}

export class TransferIssuerView extends ThingView {
  @ApiProperty({ description: 'Bills with a tool of its own' }) outside: boolean;
}

export class TransferContractView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: ThingView }) client: ThingView;
}

export class TransferFirstInvoiceView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ example: '100.00', description: 'Of the lines of these contracts, before tax' }) net: string;
}

export class TransferRowView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'RA-0001' }) code: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: TransferIssuerView }) from: TransferIssuerView;
  @ApiProperty({ type: TransferIssuerView }) to: TransferIssuerView;
  @ApiProperty({ format: 'date' }) movesOn: string;
  @ApiProperty() version: number;
  @ApiProperty() openedBy: string;
  @ApiProperty({ format: 'date-time' }) openedAt: Date;
  @ApiProperty({ enum: DOSSIER_STATES }) state: DossierState;
  @ApiProperty({ enum: STEPS, nullable: true, type: String, description: 'Null once it is over' })
  nextStep: Step | null;
  @ApiProperty({ type: [TransferContractView] }) contracts: readonly TransferContractView[];
  @ApiProperty({ type: TransferFirstInvoiceView, nullable: true })
  firstInvoice: TransferFirstInvoiceView | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '310.00',
    description: 'Commission no longer paid since the switch; null before it, or without a known scheme',
  })
  saved: string | null;

  static of(this: void, row: DossierRow, savings: Savings | null): TransferRowView {
    const { id, code, title, from, to, movesOn, version, openedBy, openedAt, state, nextStep } = row;
    const first = row.firstInvoice;
    return {
      ...{ id, code, title, from, to, movesOn, version, openedBy, openedAt, state, nextStep },
      contracts: row.contracts.map(({ id: contract, code: number, title: name, client }) => ({
        ...{ id: contract, code: number, title: name, client },
      })),
      firstInvoice: first && {
        ...{ id: first.id, number: first.number, issuedOn: first.issuedOn },
        net: centsToDecimal(first.netCents),
      },
      saved: savings?.savedCents == null ? null : centsToDecimal(savings.savedCents),
    };
  }
}

export class TransferPage {
  @ApiProperty({ type: [TransferRowView] }) items: readonly TransferRowView[];
  @ApiProperty() total: number;
}

export class TransferStepView {
  @ApiProperty({ enum: STEPS }) step: Step;
  @ApiProperty({ enum: ['done', 'current', 'toDo'] }) state: StepRecord['state'];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) doneBy: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who is in charge' }) person: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn: string | null;
}

export class TransferEventView {
  @ApiProperty({ enum: EVENT_KINDS }) kind: EventKind;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: Date;
  @ApiProperty({ type: String, nullable: true, description: 'The reason given, the title of a document' })
  detail: string | null;
}

export class TransferNoteView {
  @ApiProperty() id: number;
  @ApiProperty() text: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: Date;
}

export class TransferView extends TransferRowView {
  @ApiProperty({ type: [TransferStepView] }) steps: readonly TransferStepView[];
  @ApiProperty({ type: [TransferEventView] }) events: readonly TransferEventView[];
  @ApiProperty({ type: [TransferNoteView] }) notes: readonly TransferNoteView[];
  @ApiProperty({ type: [TransferDocumentView] }) documents: readonly TransferDocumentView[];
  @ApiProperty({ description: 'Days that it excuses from billing: due again once it is undone' })
  excusedDays: number;

  static from(this: void, dossier: Dossier, savings: Savings | null = null): TransferView {
    const { steps, events, notes, documents, excusedDays } = dossier;
    return {
      ...TransferRowView.of(dossier, savings),
      ...{ steps, notes, excusedDays },
      events: events.map(({ kind, madeBy, madeAt, facts }) => ({
        ...{ kind, madeBy, madeAt },
        detail: detailOf(facts),
      })),
      documents: documents.map(TransferDocumentView.of),
    };
  }
}

function detailOf(facts: Readonly<Record<string, unknown>>): string | null {
  const { reason, title, numbers } = facts;
  if (typeof reason === 'string') return reason;
  if (typeof title === 'string') return title;
  return Array.isArray(numbers) ? numbers.join(', ') : null;
}
