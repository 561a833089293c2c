import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import {
  LINE_CAUSES,
  type MonthToClose,
  type Nature,
  NATURES,
  type StatementRecord,
  type StatementRow,
} from '#contributions';
import { decimalToCents, type LocalDate, month, periodOfMonth, type Sentence } from '#kernel';
import { amountOf, InvoiceRefView, ThingView } from '../billing/shared.views.js';
import { IsRecordId, IsRecordIdText } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';
import { IsSignedAmount } from '../treasury/payments.views.js';
import { SchemeTermsView } from './schemes.views.js';

const MONTH = /^(19|20)\d{2}-(0[1-9]|1[0-2])$/;
const STATES = ['open', 'closed'] as const;
const LANGUAGES = ['fr', 'en'] as const;

/** The first day of a month written `2026-10`. */
const firstDayOf = (text: string): LocalDate => periodOfMonth(month(text)).from;

export class StatementFilter {
  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  issuer?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  activity?: number;

  @ApiPropertyOptional({ example: '2026-10' })
  @IsOptional()
  @Matches(MONTH)
  month?: string;

  @ApiPropertyOptional({ enum: STATES, description: 'Both unless said' })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  static search(this: void, { month: of, ...filter }: StatementFilter) {
    return { ...filter, month: of === undefined ? undefined : firstDayOf(of) };
  }
}

export class OpenStatementFilter {
  @ApiProperty()
  @IsRecordIdText()
  issuer: number;

  @ApiProperty()
  @IsRecordIdText()
  activity: number;

  @ApiProperty({ example: '2026-10' })
  @Matches(MONTH)
  month: string;

  static of(this: void, { issuer, activity, month: of }: OpenStatementFilter) {
    return { issuer, activity, month: firstDayOf(of) };
  }
}

export class StatementPdfFilter {
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'fr' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

export class OpenStatementPdfFilter extends OpenStatementFilter {
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'fr' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

export class KeepingIssuerView extends ThingView {
  @ApiProperty({ description: 'Whether it bills with a tool of its own' }) outside: boolean;
}

export class HeldActivityView extends ThingView {
  @ApiProperty({ type: String, nullable: true, description: 'Whose activity it is' }) holder: string | null;
}

export class ClosingView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty() by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class StatementRowView {
  @ApiProperty({ type: Number, nullable: true, description: 'Null while it is open' }) id: number | null;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty({ type: KeepingIssuerView }) issuer: KeepingIssuerView;
  @ApiProperty({
    enum: NATURES,
    description: 'A commission of another CAE, or a contribution, an internal analytic transfer',
  })
  nature: Nature;
  @ApiProperty({ type: HeldActivityView }) activity: HeldActivityView;
  @ApiProperty({ format: 'date', description: 'First day of the month' }) month: string;
  @ApiProperty({ description: 'Of the month, without VAT' }) basis: string;
  @ApiProperty({ description: 'Negative where more is given back than kept' }) amount: string;
  @ApiProperty({ type: ClosingView, nullable: true }) closing: ClosingView | null;

  static of(this: void, row: StatementRow): StatementRowView {
    const { id, number, issuer, nature, activity, month: of, basisCents, amountCents, closing } = row;
    return {
      id,
      number,
      issuer,
      nature,
      activity,
      month: of,
      basis: amountOf(basisCents),
      amount: amountOf(amountCents),
      closing: closing && { ...closing, at: closing.at.toISOString() },
    };
  }
}

export class ClientOfLineView {
  @ApiProperty() id: number;
  @ApiProperty() name: string;
}

export class StatementLineView {
  @ApiProperty({ enum: LINE_CAUSES }) cause: (typeof LINE_CAUSES)[number];
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({
    format: 'date',
    description: 'The month to which the fact belongs: its year’s bands cut it',
  })
  ofMonth: string;
  @ApiProperty({ type: InvoiceRefView, nullable: true }) invoice: InvoiceRefView | null;
  @ApiProperty({ type: ClientOfLineView, nullable: true }) client: ClientOfLineView | null;
  @ApiProperty({ type: Number, nullable: true }) payment: number | null;
  @ApiProperty({ type: Number, nullable: true }) purchase: number | null;
  @ApiProperty() basis: string;
  @ApiProperty({ type: Number, nullable: true }) rateBasisPoints: number | null;
  @ApiProperty() amount: string;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;
}

export class CountedSchemeView {
  @ApiProperty({ type: SchemeTermsView }) terms: SchemeTermsView;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ enum: ['activity', 'issuer'] }) scope: 'activity' | 'issuer';
}

export class YearToDateView {
  @ApiProperty() basis: string;
  @ApiProperty() kept: string;
}

export class EarlierYearView {
  @ApiProperty({ example: '2025' }) year: string;
  @ApiProperty() amount: string;
}

export class StatementView extends StatementRowView {
  @ApiProperty({ type: CountedSchemeView, nullable: true }) scheme: CountedSchemeView | null;
  @ApiProperty({ type: [StatementLineView] }) lines: readonly StatementLineView[];
  @ApiProperty({ type: YearToDateView, description: 'Of the facts of its civil year, this month included' })
  year: YearToDateView;
  @ApiProperty({ type: [EarlierYearView], description: 'What it settles of the facts of earlier years' })
  earlierYears: readonly EarlierYearView[];

  static ofRecord(this: void, record: StatementRecord): StatementView {
    const { scheme, lines, year, earlierYears } = record;
    return {
      ...StatementRowView.of(record),
      scheme: scheme && {
        terms: SchemeTermsView.of(scheme.scheme),
        from: scheme.from,
        scope: scheme.scope,
      },
      lines: lines.map(({ basisCents, amountCents, ...line }) => ({
        ...line,
        basis: amountOf(basisCents),
        amount: amountOf(amountCents),
      })),
      year: { basis: amountOf(year.basisCents), kept: amountOf(year.keptCents) },
      earlierYears: earlierYears.map((each) => ({ year: each.year, amount: amountOf(each.amountCents) })),
    };
  }
}

export class StatementToCloseInput {
  @ApiProperty()
  @IsRecordId()
  activity: number;

  @IsSignedAmount({ description: 'As it was read: refused when it moved since' })
  amount: string;
}

export class ClosingInput {
  @ApiProperty()
  @IsRecordId()
  issuer: number;

  @ApiProperty({ example: '2026-10' })
  @Matches(MONTH)
  month: string;

  @ApiProperty({ type: [StatementToCloseInput] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => StatementToCloseInput)
  statements: StatementToCloseInput[];

  static wish(this: void, { issuer, month: of, statements }: ClosingInput): MonthToClose {
    return {
      issuer,
      month: firstDayOf(of),
      statements: statements.map(({ activity, amount }) => ({
        activity,
        amountCents: decimalToCents(amount),
      })),
    };
  }
}
