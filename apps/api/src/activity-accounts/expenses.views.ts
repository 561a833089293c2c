import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import {
  EXPENSE_KINDS,
  type ExpenseActRecord,
  type ExpenseLineRecord,
  type ExpenseSheetRecord,
  type ExpenseSheetRow,
  MILEAGE_SCALES,
  type MileageScale,
  type NewExpenseLine,
  SHEET_STATES,
} from '#contributions';
import { decimalToCents, type LocalDate } from '#kernel';
import { amountOf, ThingView } from '../billing/shared.views.js';
import { IsContractDay, IsRecordId, IsRecordIdText } from '../contracts/input.js';
import { PagingQuery } from '../http/paging.js';

const AMOUNT = { example: '42.00' } as const;
const RECEIPT_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export class SheetFilter extends PagingQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  activity?: number;

  @ApiPropertyOptional({ enum: SHEET_STATES })
  @IsOptional()
  @IsIn(SHEET_STATES)
  state?: (typeof SHEET_STATES)[number];
}

export class NewSheetInput {
  @ApiProperty({ type: Number, description: 'One of my activities' })
  @IsRecordId()
  activity: number;

  @ApiProperty({ example: 'Déplacements de novembre', maxLength: 200 })
  @IsString()
  @Length(1, 200)
  title: string;
}

/** An expense by its amount; a distance (kind `mileage`) by its kilometres and the fiscal power of the car. */
export class ExpenseLineInput {
  @IsContractDay()
  spentOn: LocalDate;

  @ApiProperty({ enum: EXPENSE_KINDS })
  @IsIn(EXPENSE_KINDS)
  kind: (typeof EXPENSE_KINDS)[number];

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  label: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'With VAT', ...AMOUNT })
  @IsOptional()
  @Matches(/^\d{1,6}(\.\d{1,2})?$/)
  gross?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Recoverable VAT', example: '7.00' })
  @IsOptional()
  @Matches(/^\d{1,6}(\.\d{1,2})?$/)
  vat?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '120.5' })
  @IsOptional()
  @Matches(/^\d{1,5}(\.\d)?$/)
  kilometres?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 1, maximum: 99 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  fiscalPower?: number | null;

  static cents(this: void, { gross = null, vat = null, ...line }: ExpenseLineInput): NewExpenseLine {
    return {
      ...line,
      grossCents: gross === null ? null : decimalToCents(gross),
      vatCents: vat === null ? null : decimalToCents(vat),
    };
  }
}

export class ReimbursementInput {
  @IsContractDay()
  onDay: LocalDate;
}

export class ReceiptView {
  @ApiProperty() id: number;
  @ApiProperty({ enum: RECEIPT_TYPES }) mediaType: (typeof RECEIPT_TYPES)[number];
  @ApiProperty({ description: 'In bytes' }) size: number;
  @ApiProperty({ description: 'Of its content, in hexadecimal' }) sha256: string;
}

export class ExpenseLineView {
  @ApiProperty() id: number;
  @ApiProperty({ format: 'date' }) spentOn: string;
  @ApiProperty({ enum: EXPENSE_KINDS }) kind: (typeof EXPENSE_KINDS)[number];
  @ApiProperty() label: string;
  @ApiProperty({ ...AMOUNT, description: 'With VAT' }) gross: string;
  @ApiProperty({ ...AMOUNT, description: 'Recoverable' }) vat: string;
  @ApiProperty(AMOUNT) net: string;
  @ApiProperty({ type: String, nullable: true }) kilometres: string | null;
  @ApiProperty({ type: Number, nullable: true }) fiscalPower: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Euros per kilometre' }) rate: string | null;
  @ApiProperty({ type: ReceiptView, nullable: true }) receipt: ReceiptView | null;

  static of(this: void, { grossCents, vatCents, netCents, ...line }: ExpenseLineRecord): ExpenseLineView {
    return { ...line, gross: amountOf(grossCents), vat: amountOf(vatCents), net: amountOf(netCents) };
  }
}

export class ExpenseActView {
  @ApiProperty({ enum: SHEET_STATES.filter((state) => state !== 'draft') }) state: ExpenseActRecord['state'];
  @ApiProperty({ format: 'date' }) onDay: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class AuthorView {
  @ApiProperty({ description: 'Number of the account' }) id: number;
  @ApiProperty() name: string;
}

class ExpenseSheetBase {
  @ApiProperty() id: number;
  @ApiProperty() title: string;
  @ApiProperty({ type: ThingView }) activity: ThingView;
  @ApiProperty({ type: AuthorView }) enteredBy: AuthorView;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ enum: SHEET_STATES }) state: (typeof SHEET_STATES)[number];
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null for a draft' })
  stateSince: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The refused sheet that this one takes up again',
  })
  corrects: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The sheet that takes this refused one up again',
  })
  correctedBy: number | null;
  @ApiProperty({ ...AMOUNT, description: 'With VAT' }) gross: string;
  @ApiProperty({ ...AMOUNT, description: 'Recoverable' }) vat: string;
}

function baseOf(sheet: ExpenseSheetRow | ExpenseSheetRecord): ExpenseSheetBase {
  const { grossCents, vatCents, createdAt, ...rest } = sheet;
  const { id, title, activity, enteredBy, state, stateSince, corrects, correctedBy } = rest;
  return {
    ...{ id, title, activity, enteredBy, state, stateSince, corrects, correctedBy },
    createdAt: createdAt.toISOString(),
    gross: amountOf(grossCents),
    vat: amountOf(vatCents),
  };
}

export class ExpenseSheetRowView extends ExpenseSheetBase {
  @ApiProperty({ description: 'How many' }) lines: number;

  static of(this: void, sheet: ExpenseSheetRow): ExpenseSheetRowView {
    return { ...baseOf(sheet), lines: sheet.lines };
  }
}

export class ExpenseSheetView extends ExpenseSheetBase {
  @ApiProperty({ type: [ExpenseLineView] }) lines: readonly ExpenseLineView[];
  @ApiProperty({ type: [ExpenseActView], description: 'From the first to the last' })
  acts: readonly ExpenseActView[];

  static of(this: void, sheet: ExpenseSheetRecord): ExpenseSheetView {
    return {
      ...baseOf(sheet),
      lines: sheet.lines.map(ExpenseLineView.of),
      acts: sheet.acts.map(({ madeAt, ...act }) => ({ ...act, madeAt: new Date(madeAt).toISOString() })),
    };
  }
}

export class ExpenseSheetPage {
  @ApiProperty({ type: [ExpenseSheetRowView] }) items: readonly ExpenseSheetRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ ...AMOUNT, description: 'On all pages, with VAT' }) gross: string;

  static of({ items, total, grossCents }: Page): ExpenseSheetPage {
    return { items: items.map(ExpenseSheetRowView.of), total, gross: amountOf(grossCents) };
  }
}

interface Page {
  readonly items: readonly ExpenseSheetRow[];
  readonly total: number;
  readonly grossCents: number;
}

export class MileageRateView {
  @ApiProperty() fiscalPower: number;
  @ApiProperty({ example: '0.636', description: 'Euros per kilometre' }) rate: string;
}

export class MileageScaleView {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'First day without it' })
  to: string | null;
  @ApiProperty({ type: [MileageRateView] }) rates: readonly MileageRateView[];
  @ApiProperty() source: string;
  @ApiProperty({ description: 'Whether it was checked against the official publication' }) verified: boolean;

  static of(this: void, scale: MileageScale): MileageScaleView {
    return scale;
  }
}

export class MileageScalesView {
  @ApiProperty({ type: [MileageScaleView] }) items: readonly MileageScaleView[];

  static known(): MileageScalesView {
    return { items: MILEAGE_SCALES.map(MileageScaleView.of) };
  }
}
