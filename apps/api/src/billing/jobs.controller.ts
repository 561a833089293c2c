import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { type Actor, Identity } from '#identity';
import { Jobs, type JobState, type JobView } from '#jobs';
import { UnitOfWork } from '#persistence';
import { IsRecordIdText } from '../contracts/input.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';

const STATES: readonly JobState[] = ['ready', 'running', 'failed', 'done', 'stuck'];

export class JobsFilter {
  @ApiPropertyOptional({ example: 'billing.render' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  kind?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: JobState;

  @ApiPropertyOptional({ description: 'Jobs with a smaller number only' })
  @IsOptional()
  @IsRecordIdText()
  before?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

export class JobProgressView {
  @ApiProperty() done: number;
  @ApiProperty() total: number;
}

export class WorkView {
  @ApiProperty() id: number;
  @ApiProperty() kind: string;
  @ApiProperty({ description: 'What it is about' }) key: string;
  @ApiProperty({ enum: STATES }) state: JobState;
  @ApiProperty() attempts: number;
  @ApiProperty() maxAttempts: number;
  @ApiProperty({ type: String, nullable: true }) lastError: string | null;
  @ApiProperty({ type: JobProgressView, nullable: true }) progress: JobProgressView | null;
  @ApiProperty({ format: 'date-time' }) runAfter: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) finishedAt: string | null;

  static of(this: void, { worker: _, ...job }: JobView): WorkView {
    return {
      ...job,
      runAfter: job.runAfter.toISOString(),
      createdAt: job.createdAt.toISOString(),
      finishedAt: job.finishedAt?.toISOString() ?? null,
    };
  }
}

export class JobCountView {
  @ApiProperty() kind: string;
  @ApiProperty({ enum: STATES }) state: JobState;
  @ApiProperty() count: number;
  @ApiProperty({ format: 'date-time' }) oldest: string;
}

export class WorkListView {
  @ApiProperty({ type: [WorkView] }) jobs: readonly WorkView[];
  @ApiProperty({ type: [JobCountView] }) counts: readonly JobCountView[];
}

/** The work that goes on behind: issuing, rendering, sending. */
@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly jobs: Jobs,
    private readonly identity: Identity,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les travaux, du plus récent au plus ancien / the work list, newest first' })
  @ApiOkResponse({ type: WorkListView })
  async list(@Query() { kind, state, before, limit }: JobsFilter): Promise<WorkListView> {
    const jobs = await this.jobs.list({ kind, states: state && [state], before, limit });
    const counts = await this.jobs.counts();
    return {
      jobs: jobs.map(WorkView.of),
      counts: counts.map((each) => ({ ...each, oldest: each.oldest.toISOString() })),
    };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Reprendre un travail bloqué / give a stuck job its attempts back' })
  @ApiOkResponse({ type: WorkView })
  async retry(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<WorkView> {
    await this.jobs.retry(id, actor.name);
    const job = await this.jobs.read(id);
    await this.unitOfWork.run((tx) =>
      this.identity.recordAct(tx, actor, {
        action: 'jobs.job.retry',
        subject: { kind: 'job', id },
        facts: { kind: job.kind, key: job.key },
      }),
    );
    return WorkView.of(job);
  }
}
