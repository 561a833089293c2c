import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { LocalDate } from '#kernel';
import {
  type CooperativeRevision,
  type InterviewRecord,
  WORK_STATUSES,
  type WorkerStatus,
  type WorkStatus,
} from '#membership';
import { DaysView, IsDay, IsNullableText } from '../contracts/input.js';

export class NewStatusInput {
  @ApiProperty({ enum: WORK_STATUSES })
  @IsIn(WORK_STATUSES)
  status: WorkStatus;

  @IsDay()
  from: LocalDate;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Excluded; null for no end',
  })
  @IsOptional()
  @IsDay()
  to?: LocalDate | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The first day after the trial; null for none; absent: by the bylaws',
  })
  @IsOptional()
  @IsDay()
  trialEndsOn?: LocalDate | null;
}

export class StatusEndInput {
  @IsDay()
  on: LocalDate;
}

export class StatusWithdrawalInput {
  @ApiProperty({ example: 'Saisi par erreur sur la mauvaise personne' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class WorkerStatusView {
  @ApiProperty() id: number;
  @ApiProperty() person: number;
  @ApiProperty({ enum: WORK_STATUSES }) status: WorkStatus;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ type: String, format: 'date', nullable: true }) trialEndsOn: string | null;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was taken back' })
  withdrawnReason: string | null;

  static of(this: void, status: WorkerStatus): WorkerStatusView {
    return { ...status, period: DaysView.of(status.period), madeAt: status.madeAt.toISOString() };
  }
}

export class NewInterviewInput {
  @IsDay()
  heldOn: LocalDate;

  @ApiProperty({ example: 'Maëlle Kervran' })
  @IsString()
  @Length(1, 200)
  heldBy: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 4000 })
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  note?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Since when both have signed',
  })
  @IsOptional()
  @IsDay()
  signedOn?: LocalDate | null;
}

export class InterviewSignatureInput {
  @IsDay()
  signedOn: LocalDate;
}

export class InterviewView {
  @ApiProperty() id: number;
  @ApiProperty() person: number;
  @ApiProperty({ format: 'date' }) heldOn: string;
  @ApiProperty() heldBy: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn: string | null;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, interview: InterviewRecord): InterviewView {
    return { ...interview, madeAt: interview.madeAt.toISOString() };
  }
}

export class NewRevisionInput {
  @IsDay()
  heldOn: LocalDate;

  @ApiProperty({ example: 'Armelle Quéré, réviseuse agréée' })
  @IsString()
  @Length(1, 200)
  reviser: string;

  @IsNullableText()
  reference?: string | null;
}

export class CooperativeRevisionView {
  @ApiProperty({ format: 'date' }) heldOn: string;
  @ApiProperty() reviser: string;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, revision: CooperativeRevision): CooperativeRevisionView {
    return { ...revision, madeAt: revision.madeAt.toISOString() };
  }
}
