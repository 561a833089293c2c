import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Treasury } from '#treasury';
import { RolesAllowed } from '../http/access.js';
import { StandingFilter, StandingView } from '../treasury/payments.views.js';
import { OwnAccountId } from './own-account.js';

/** Whether my clients paid. A document that bills others too is left out: its amounts are not mine alone. */
@ApiTags('my')
@Controller('my')
export class MyInvoiceStandingsController {
  constructor(private readonly treasury: Treasury) {}

  @Get('invoice-standings')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Payé ou non, de mes factures / where my documents stand; others are left out' })
  @ApiOkResponse({ type: [StandingView] })
  async standings(@OwnAccountId() account: number, @Query() filter: StandingFilter): Promise<StandingView[]> {
    return (await this.treasury.standings(StandingFilter.ids(filter), { account })).map(StandingView.of);
  }
}
