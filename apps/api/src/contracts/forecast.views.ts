import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Control, Forecast, ForecastChange } from '#billing';
import type { ContractRecord, LineRecord } from '#contracts';
import { centsToDecimal, type Sentence } from '#kernel';
import { InvoiceRefView, LineRefView, ThingView } from '../billing/shared.views.js';
import { ContractView, LineView } from './contracts.views.js';
import { DaysView } from './input.js';
import type { PreviewCodes } from './preview-codes.js';
import { SentenceView } from '../http/sentence.view.js';

export class ForecastFilter {
  @ApiPropertyOptional({
    minimum: 1,
    maximum: 60,
    default: 12,
    description: 'Months told, from today or from the first day that changes',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60)
  months?: number;
}

export class ForecastIssuerView extends ThingView {
  @ApiProperty({ description: 'Bills with a tool of its own, and nothing here' }) outside: boolean;
}

/** A record is numbered when it is made, unless a person gives its code. */
const UNKNOWN_YET = { type: String, nullable: true, description: 'Null until it is made' } as const;

export class ForecastLineView extends OmitType(LineRefView, ['code'] as const) {
  @ApiProperty(UNKNOWN_YET) code: string | null;
}

export class ForecastPieceView {
  @ApiProperty({ type: ForecastLineView }) line: ForecastLineView;
  @ApiProperty({ description: 'Code of the issuer' }) issuer: string;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ example: '100.00', description: 'Euros before tax' }) net: string;
  @ApiProperty({
    format: 'date',
    description: 'First day on which a run can bill it; today for what is late',
  })
  billableOn: string;
  @ApiProperty({ description: 'What bills these days now is to be credited first' }) afterCredit: boolean;
}

export class DaysToCreditView {
  @ApiProperty({ type: ForecastLineView }) line: ForecastLineView;
  @ApiProperty({ description: 'Code of the issuer' }) issuer: string;
  @ApiProperty({ type: InvoiceRefView }) invoice: InvoiceRefView;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ example: '100.00', description: 'Euros before tax' }) net: string;
}

export class ForecastView {
  @ApiProperty({ type: [ForecastPieceView] }) pieces: readonly ForecastPieceView[];
  @ApiProperty({ type: [DaysToCreditView] }) toCredit: readonly DaysToCreditView[];

  static of(this: void, { lines, issuers }: Forecast, { shown }: PreviewCodes): ForecastView {
    const codes = new Map(issuers.map(({ id, code }) => [id, code]));
    const told = lines.map(({ line, ...each }) => ({ ...each, line: { ...line, code: shown(line.code) } }));
    const pieces = told.flatMap(({ line, pieces }) =>
      pieces.map(({ issuerId, period, netCents, ...piece }) => ({
        ...piece,
        line,
        issuer: codes.get(issuerId)!,
        period: DaysView.of(period),
        net: centsToDecimal(netCents),
      })),
    );
    return {
      pieces: pieces.sort((a, b) => (a.billableOn < b.billableOn ? -1 : a.billableOn > b.billableOn ? 1 : 0)),
      toCredit: told.flatMap(({ line, toCredit }) =>
        toCredit.map(({ issuerId, period, netCents, ...days }) => ({
          ...days,
          line,
          issuer: codes.get(issuerId)!,
          period: DaysView.of(period),
          net: centsToDecimal(netCents),
        })),
      ),
    };
  }
}

/** A remark of the controls, without its facts. */
export class ForecastControlView {
  @ApiProperty({ example: 'CATCH_UP' }) code: string;
  @ApiProperty({ enum: ['blocked', 'held', 'warning'] }) severity: Control['severity'];
  @ApiProperty({ type: String, nullable: true, description: 'Code of the contract line' }) line:
    string | null;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;
}

/** What an act would change in what is billed. Nothing of it was kept. */
export class ForecastChangeView {
  @ApiProperty({ format: 'date', description: 'What falls due before this day is told' }) until: string;
  @ApiProperty({ type: ForecastView, nullable: true, description: 'Null where the act makes what it bills' })
  before: ForecastView | null;
  @ApiProperty({ type: ForecastView }) after: ForecastView;
  @ApiProperty({ example: '100.00', description: 'To credit because of the act' }) newCredit: string;
  @ApiProperty({ example: '120.00', description: 'To bill again for the credited days' }) rebilled: string;
  @ApiProperty({ type: String, nullable: true, description: 'All that is told, credits taken off' })
  netBefore: string | null;
  @ApiProperty({ description: 'All that is told, credits taken off' }) netAfter: string;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;
  @ApiProperty({ type: [ForecastControlView], description: 'What a run will say of the next document' })
  controls: readonly ForecastControlView[];
  @ApiProperty({ type: [ForecastIssuerView] }) issuers: readonly ForecastIssuerView[];

  static of(this: void, change: ForecastChange, of: PreviewCodes): ForecastChangeView {
    const { before, after, newCreditCents, rebilledCents, netBeforeCents, netAfterCents, sentence } = change;
    return {
      until: after.until,
      before: before && ForecastView.of(before, of),
      after: ForecastView.of(after, of),
      newCredit: centsToDecimal(newCreditCents),
      rebilled: centsToDecimal(rebilledCents),
      netBefore: before && centsToDecimal(netBeforeCents),
      netAfter: centsToDecimal(netAfterCents),
      sentence,
      controls: after.controls.map(({ code, severity, line, sentence }) => ({
        code,
        severity,
        line: line === null ? null : of.shown(line),
        sentence: of.hiddenIn(sentence),
      })),
      issuers: after.issuers,
    };
  }
}

export class PreviewedLineView extends OmitType(LineView, ['code'] as const) {
  @ApiProperty(UNKNOWN_YET) code: string | null;

  static of(this: void, line: LineRecord, { shown }: PreviewCodes): PreviewedLineView {
    return { ...LineView.of(line), code: shown(line.code) };
  }
}

export class PreviewedContractView extends OmitType(ContractView, ['code', 'lines'] as const) {
  @ApiProperty(UNKNOWN_YET) code: string | null;
  @ApiProperty({ type: [PreviewedLineView] }) lines: readonly PreviewedLineView[];

  static of(this: void, contract: ContractRecord, codes: PreviewCodes): PreviewedContractView {
    return {
      ...ContractView.of(contract),
      code: codes.shown(contract.code),
      lines: contract.lines.map((line) => PreviewedLineView.of(line, codes)),
    };
  }
}

export class LinePreview {
  @ApiProperty({ type: PreviewedLineView, description: 'As it would be' }) line: PreviewedLineView;
  @ApiProperty({ type: ForecastChangeView }) forecast: ForecastChangeView;
}

export class ContractPreview {
  @ApiProperty({ type: PreviewedContractView, description: 'As it would be' })
  contract: PreviewedContractView;
  @ApiProperty({ type: ForecastChangeView }) forecast: ForecastChangeView;
}
