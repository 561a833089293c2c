import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { COST_KINDS, type CostPage, type DirectCostRecord, type PayCostRecord } from '#contributions';
import { decimalToCents, type LocalDate, month, periodOfMonth } from '#kernel';
import { amountOf, ThingView } from '../billing/shared.views.js';
import {
  IsContractDay,
  IsDay,
  IsDecimalText,
  IsNullableText,
  IsRecordId,
  IsRecordIdText,
  ListFilter,
  MayBeAbsent,
} from '../contracts/input.js';

const AMOUNT = { example: '120.00' } as const;

export class CostFilter extends ListFilter {
  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  activity?: number;

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  from?: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'Excluded' })
  @MayBeAbsent()
  @IsDay()
  to?: LocalDate;
}

export class NewDirectCostInput {
  @ApiProperty({ type: Number })
  @IsRecordId()
  activity: number;

  @IsContractDay()
  spentOn: LocalDate;

  @ApiProperty({ enum: COST_KINDS })
  @IsIn(COST_KINDS)
  kind: (typeof COST_KINDS)[number];

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  label: string;

  @IsNullableText()
  supplier?: string | null;

  @IsDecimalText(2, { description: 'Without recoverable VAT' })
  net: string;

  @IsDecimalText(2, { description: 'Recoverable VAT; no more than the highest rate of that day on the net' })
  vat: string;

  @ApiPropertyOptional({ description: 'A scheme that gives back on purchases counts it', default: false })
  @IsOptional()
  @IsBoolean()
  eligible?: boolean;

  static cents(this: void, { net, vat, ...cost }: NewDirectCostInput) {
    return { ...cost, netCents: decimalToCents(net), vatCents: decimalToCents(vat) };
  }
}

export class NewPayCostInput {
  @ApiProperty({ type: Number })
  @IsRecordId()
  activity: number;

  @ApiProperty({ example: '2026-10' })
  @Matches(/^20\d{2}-(0[1-9]|1[0-2])$/)
  month: string;

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  label: string;

  @IsDecimalText(2)
  grossPay: string;

  @IsDecimalText(2)
  employerCharges: string;

  static cents(this: void, { month: text, grossPay, employerCharges, ...cost }: NewPayCostInput) {
    return {
      ...cost,
      month: periodOfMonth(month(text)).from,
      grossPayCents: decimalToCents(grossPay),
      employerChargesCents: decimalToCents(employerCharges),
    };
  }
}

class CostView {
  @ApiProperty() id: number;
  @ApiProperty({ type: ThingView }) activity: ThingView;
  @ApiProperty() label: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: Number, nullable: true, description: 'The entry that this one takes back' })
  reverses: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The entry that takes this one back' })
  reversedBy: number | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class DirectCostView extends CostView {
  @ApiProperty({ format: 'date' }) spentOn: string;
  @ApiProperty({ enum: COST_KINDS }) kind: (typeof COST_KINDS)[number];
  @ApiProperty({ type: String, nullable: true }) supplier: string | null;
  @ApiProperty({ ...AMOUNT, description: 'Negative on a reversal' }) net: string;
  @ApiProperty(AMOUNT) vat: string;
  @ApiProperty() eligible: boolean;

  static of(this: void, { netCents, vatCents, madeAt, ...cost }: DirectCostRecord): DirectCostView {
    return { ...cost, madeAt: madeAt.toISOString(), net: amountOf(netCents), vat: amountOf(vatCents) };
  }
}

export class DirectCostPage {
  @ApiProperty({ type: [DirectCostView] }) items: readonly DirectCostView[];
  @ApiProperty() total: number;
  @ApiProperty({ ...AMOUNT, description: 'On all pages, without VAT' }) net: string;

  static of({ items, total, sumCents }: CostPage<DirectCostRecord>): DirectCostPage {
    return { items: items.map(DirectCostView.of), total, net: amountOf(sumCents) };
  }
}

export class PayCostView extends CostView {
  @ApiProperty({ format: 'date', description: 'First day of the month' }) month: string;
  @ApiProperty({ ...AMOUNT, description: 'Negative on a reversal' }) grossPay: string;
  @ApiProperty(AMOUNT) employerCharges: string;
  @ApiProperty(AMOUNT) cost: string;

  static of(this: void, record: PayCostRecord): PayCostView {
    const { grossPayCents, employerChargesCents, costCents, madeAt, ...cost } = record;
    return {
      ...cost,
      madeAt: madeAt.toISOString(),
      grossPay: amountOf(grossPayCents),
      employerCharges: amountOf(employerChargesCents),
      cost: amountOf(costCents),
    };
  }
}

export class PayCostPage {
  @ApiProperty({ type: [PayCostView] }) items: readonly PayCostView[];
  @ApiProperty() total: number;
  @ApiProperty({ ...AMOUNT, description: 'On all pages' }) cost: string;

  static of({ items, total, sumCents }: CostPage<PayCostRecord>): PayCostPage {
    return { items: items.map(PayCostView.of), total, cost: amountOf(sumCents) };
  }
}
