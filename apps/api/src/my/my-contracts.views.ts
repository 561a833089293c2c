import { ApiProperty } from '@nestjs/swagger';
import {
  CONTRACT_STATES,
  type ContractRecord,
  type ContractRow,
  type ContractState,
  type IssuerRecord,
} from '#contracts';
import { amountOf, ThingView } from '../billing/shared.views.js';
import { LineView } from '../contracts/contracts.views.js';
import { DaysView, ListFilter } from '../contracts/input.js';

export class MyContractFilter extends ListFilter {}

export class MyCarriageView {
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ type: DaysView }) period: DaysView;
}

/** A contract as its member sees it: what is agreed, and who carries it on which days. */
export class MyContractView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: ThingView }) activity: ThingView;
  @ApiProperty({ type: String, nullable: true }) purchaseOrder: string | null;
  @ApiProperty({ type: [MyCarriageView] }) carriage: readonly MyCarriageView[];
  @ApiProperty({ type: [LineView] }) lines: readonly LineView[];

  /** @param contract one that has an activity */
  static of(contract: ContractRecord, issuers: readonly IssuerRecord[]): MyContractView {
    const { id, code, title, client, activity, purchaseOrder, carriage, lines } = contract;
    return {
      ...{ id, code, title, client, purchaseOrder },
      activity: activity!,
      carriage: carriage.map(({ issuer, period }) => {
        const named = issuers.find((each) => each.id === issuer)!;
        return {
          issuer: { id: named.id, code: named.code, name: named.name },
          period: DaysView.of(period),
        };
      }),
      lines: lines.map(LineView.of),
    };
  }
}

/** A contract in a list, as it stands today. */
export class MyContractRowView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ type: ThingView }) activity: ThingView;
  @ApiProperty({ type: ThingView, nullable: true, description: 'The issuer that carries it today' })
  carrier: ThingView | null;
  @ApiProperty() lines: number;
  @ApiProperty({ enum: CONTRACT_STATES, description: 'Of its lines today' }) state: ContractState;
  @ApiProperty({ example: '1200.00', description: 'Its running subscriptions, for one month' })
  monthlyNet: string;

  /** @param contract one that has an activity */
  static of(this: void, contract: ContractRow): MyContractRowView {
    const { id, code, title, client, activity, carrier, lines, state, monthlyNetCents } = contract;
    return {
      ...{ id, code, title, client, carrier, lines, state },
      activity: activity!,
      monthlyNet: amountOf(monthlyNetCents),
    };
  }
}

export class MyContractPage {
  @ApiProperty({ type: [MyContractRowView] }) items: readonly MyContractRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ example: '1200.00', description: 'On all pages' }) monthlyNet: string;
}
