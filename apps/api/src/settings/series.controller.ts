import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { BillingReader, NightlyVerification, type SeriesRecord, type Verification } from '#billing';
import { ThingView } from '../billing/shared.views.js';
import { RolesAllowed } from '../http/access.js';

/** What the newest nightly verification recomputed of a series. */
export class SeriesChainView {
  @ApiProperty({ description: 'Each number once, without a gap, each seal on the one before' })
  intact: boolean;
  @ApiProperty({ format: 'date-time' }) checkedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'The last number that was looked at' })
  upTo: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Seal of that document; noted elsewhere, it proves the whole series up to there',
  })
  lastHash: string | null;
}

export class SeriesView {
  @ApiProperty() id: number;
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ example: 'COOP-2026-' }) prefix: string;
  @ApiProperty() year: number;
  @ApiProperty({ description: 'Numbers of a former tool: never given again' }) foreignOrigin: boolean;
  @ApiProperty() documents: number;
  @ApiProperty({ type: String, nullable: true }) firstNumber: string | null;
  @ApiProperty({ type: String, nullable: true }) lastNumber: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) lastIssuedOn: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it stands apart from the first one' })
  justification: string | null;
  @ApiProperty({
    type: SeriesChainView,
    nullable: true,
    description: 'Null for a former tool, and before the first nightly verification that saw it',
  })
  chain: SeriesChainView | null;

  static of(this: void, series: SeriesRecord, nightly: Verification | null): SeriesView {
    const checked = series.foreignOrigin
      ? undefined
      : nightly?.series.find(
          ({ issuer, prefix, year }) =>
            issuer === series.issuer.code && prefix === series.prefix && year === series.year,
        );
    return {
      ...series,
      chain: checked
        ? {
            intact: checked.intact,
            checkedAt: nightly!.at,
            upTo: checked.lastNumber,
            lastHash: checked.lastHash,
          }
        : null,
    };
  }
}

@ApiTags('settings')
@Controller('series')
export class SeriesController {
  constructor(
    private readonly reader: BillingReader,
    private readonly nightly: NightlyVerification,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les séries de numéros / the series of numbers' })
  @ApiOkResponse({ type: [SeriesView] })
  async list(): Promise<SeriesView[]> {
    const [series, nightly] = await Promise.all([this.reader.series(), this.nightly.lastVerification()]);
    return series.map((each) => SeriesView.of(each, nightly));
  }
}
