import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { LEGAL_INTEREST_RATES, LEGAL_TEXTS, type LegalText } from '#documents';
import { type Clock, CLOCK, type LocalDate } from '#kernel';
import { IsDay } from '../contracts/input.js';
import { RolesAllowed } from '../http/access.js';
import { SentenceView } from '../http/sentence.view.js';

const KEYS = [...new Set(LEGAL_TEXTS.map(({ key }) => key))];

export class LegalTextsFilter {
  @ApiPropertyOptional({ format: 'date', description: 'Of documents issued on this day; today by default' })
  @IsOptional()
  @IsDay()
  on?: LocalDate;
}

/** A sentence of law as documents bear it between two dates. */
export class LegalTextView {
  @ApiProperty({ enum: KEYS }) key: LegalText['key'];
  @ApiProperty({ type: SentenceView }) text: SentenceView;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'First day without it' })
  to: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Code of the VATEX list (BT-121)' })
  vatex: string | null;
  @ApiProperty({ description: 'Article and date' }) source: string;
  @ApiProperty({ description: 'Confirmed against the official publication' }) verified: boolean;

  static of(this: void, { key, fr, en, from, to, vatex, source, verified }: LegalText): LegalTextView {
    return { key, text: { fr, en }, from, to, vatex, source, verified };
  }
}

export class LegalInterestRateView {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date', description: 'Excluded' }) to: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Null while it is not known here' })
  basisPoints: number | null;
  @ApiProperty() source: string;
  @ApiProperty() verified: boolean;
}

export class LegalTextsView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ type: [LegalTextView] }) texts: readonly LegalTextView[];
  @ApiProperty({
    type: LegalInterestRateView,
    nullable: true,
    description: 'Late-payment interest may not be less than three times this rate (C. com. art. L441-10 II)',
  })
  interestRate: LegalInterestRateView | null;
  @ApiProperty({ type: [String], format: 'date', description: 'Days on which a wording changes, in order' })
  changesOn: readonly string[];
}

@ApiTags('settings')
@Controller('legal-texts')
export class LegalTextsController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les mentions légales à une date / the legal texts on a day' })
  @ApiOkResponse({ type: LegalTextsView })
  list(@Query() { on = this.clock.today() }: LegalTextsFilter): LegalTextsView {
    const inForce = ({ from, to }: { from: LocalDate; to: LocalDate | null }) =>
      from <= on && (to === null || on < to);
    return {
      on,
      texts: LEGAL_TEXTS.filter(inForce).map(LegalTextView.of),
      interestRate: LEGAL_INTEREST_RATES.find(inForce) ?? null,
      changesOn: [...new Set(LEGAL_TEXTS.map(({ from }) => from))].sort(),
    };
  }
}
