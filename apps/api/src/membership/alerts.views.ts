import { ApiProperty } from '@nestjs/swagger';
import { type MembershipAlert, STEP_KINDS } from '#membership';
import { SentenceView } from '../http/sentence.view.js';

const ALERT_KINDS = [...STEP_KINDS, 'bound'] as const;
const URGENCIES = ['overdue', 'soon'] as const;

export class AlertView {
  @ApiProperty({ enum: ALERT_KINDS }) kind: (typeof ALERT_KINDS)[number];
  @ApiProperty({ enum: URGENCIES }) urgency: (typeof URGENCIES)[number];
  @ApiProperty({ type: Number, nullable: true, description: 'Whom it concerns; null: the cooperative' })
  person: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn: string | null;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
  @ApiProperty({ type: SentenceView, description: 'The one thing to do next' }) action: SentenceView;
  @ApiProperty({ type: String, nullable: true, example: 'C. trav., art. L7331-3' }) source: string | null;

  static of(this: void, alert: MembershipAlert): AlertView {
    return alert;
  }
}
