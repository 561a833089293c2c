import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { AuditTrailPage } from '#identity';
import type { LocalDate } from '#kernel';
import { IsDay } from '../contracts/input.js';

export class AuditTrailFilter {
  @ApiPropertyOptional({ description: 'The `next` of the previous page' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ example: 'account' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  subjectKind?: string;

  @ApiPropertyOptional({ example: '1' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  subjectId?: string;

  @ApiPropertyOptional({ description: 'Only what this account did' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  accountId?: number;

  @ApiPropertyOptional({ example: 'billing.', description: 'How the action begins' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  action?: string;

  @ApiPropertyOptional({ format: 'date', description: 'From this civil day on' })
  @IsOptional()
  @IsDay()
  from?: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'To this civil day, included' })
  @IsOptional()
  @IsDay()
  to?: LocalDate;
}

class AuditSubjectView {
  @ApiProperty({ example: 'account' })
  kind: string;

  @ApiProperty({ type: String, nullable: true, example: '1' })
  id: string | null;
}

class AuditEventView {
  @ApiProperty()
  id: number;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: Number, nullable: true, description: 'Null for the shell and the scheduler' })
  accountId: number | null;

  @ApiProperty()
  actorName: string;

  @ApiProperty({ example: 'identity.role.grant' })
  action: string;

  @ApiProperty({ type: AuditSubjectView })
  subject: AuditSubjectView;

  @ApiProperty({ type: 'object', additionalProperties: true })
  facts: object;

  @ApiProperty({ type: String, nullable: true })
  address: string | null;
}

export class AuditTrailView {
  @ApiProperty({ type: [AuditEventView] })
  events: AuditEventView[];

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Give it as `before` to read on; null on the last page',
  })
  next: number | null;

  static of({ events, next }: AuditTrailPage): AuditTrailView {
    return { events: events.map((event) => ({ ...event, at: event.at.toISOString() })), next };
  }
}
