import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_NEEDS, type DeliveryNeed, DRIFT_KINDS, type DriftKind } from '#billing';
import type { Sentence } from '#kernel';
import { SentenceView } from '../http/sentence.view.js';

export const ATTENTION_KINDS = [
  'runToApprove',
  'documentsSetAside',
  'deliveries',
  'stuckJobs',
  'lateDays',
  'uncarriedDays',
  'verificationBroken',
  'schedulingPaused',
  'daysToBill',
  'incompleteClients',
  'daysToCredit',
  'billedElsewhere',
  'awaitingCredits',
  'billedAhead',
  'runToClose',
  'memberAlerts',
  'refundsDue',
  'withdrawalsToDecide',
  'unallocatedPayments',
  'overdueInvoices',
  'transferUnderWay',
  'expensesToApprove',
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** `now`: money or an obligation is late; `soon`: of this month; `watch`: known, and nothing is lost by waiting. */
export const URGENCIES = ['now', 'soon', 'watch'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const ATTENTION_ACTIONS = [
  'readRun',
  'settleDeliveries',
  'retryJobs',
  'proposeRun',
  'readDrift',
  'completeClients',
  'settleAwaitingCredits',
  'readBilledAhead',
  'clearScheduling',
  'readProofs',
  'readMemberAlerts',
  'readWithdrawals',
  'allocatePayments',
  'readOverdueInvoices',
  'readTransfer',
  'approveExpenses',
] as const;
export type AttentionAction = (typeof ATTENTION_ACTIONS)[number];

/** The one next act, with what a page that offers it needs to open at the right place. */
export class AttentionActionView {
  @ApiProperty({ enum: ATTENTION_ACTIONS }) kind: AttentionAction;
  @ApiProperty({ type: Number, nullable: true, description: 'The run to read' }) run: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Code of the issuer' }) issuer: string | null;
  @ApiProperty({ enum: DELIVERY_NEEDS, nullable: true }) need: DeliveryNeed | null;
  @ApiProperty({ enum: DRIFT_KINDS, nullable: true }) drift: DriftKind | null;
  @ApiProperty({ type: [Number], description: 'The clients, the jobs or the transfer' })
  ids: readonly number[];
}

/** One thing that does not go on without a person. */
export class AttentionView {
  @ApiProperty({ enum: ATTENTION_KINDS }) kind: AttentionKind;
  @ApiProperty({ enum: URGENCIES }) urgency: Urgency;
  @ApiProperty({ description: 'Documents, lines, clients or jobs, as the sentence says' }) count: number;
  @ApiProperty({ type: String, nullable: true, example: '1234.56', description: 'Without VAT, where known' })
  net: string | null;
  @ApiProperty({ type: SentenceView }) sentence: Sentence;
  @ApiProperty({ type: AttentionActionView }) action: AttentionActionView;
}
