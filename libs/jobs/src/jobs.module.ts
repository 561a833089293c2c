import { type DynamicModule, Global, Module } from '@nestjs/common';
import { BullDoorbellModule } from './doorbell/bull-doorbell.js';
import { DOORBELL } from './doorbell/doorbell.js';
import { InProcessDoorbell } from './doorbell/in-process-doorbell.js';
import { Jobs } from './jobs.js';
import { JobsWorker, WORKER_OPTIONS, type WorkerOptions } from './worker/jobs-worker.js';

export interface WorkingOptions extends WorkerOptions {
  /** With it, bells go through Redis; without, this process hears of work by PostgreSQL alone. */
  readonly redisUrl?: string;
  /** Name of the environment, as configured. */
  readonly environment: string;
}

/** What works the list stands apart from the list, so that rooms which import `JobsModule` share one list with it. */
@Module({})
class WorkingModule {}

/** The work list alone, for programs that write work and do not wait for it. Needs `UnitOfWork` and `CLOCK`. */
@Global()
@Module({ providers: [Jobs], exports: [Jobs] })
export class JobsModule {
  /** The work list and a worker, which starts once every room has registered its handlers. */
  static working({ redisUrl, environment, ...options }: WorkingOptions): DynamicModule {
    return {
      module: WorkingModule,
      imports: [JobsModule, ...(redisUrl ? [BullDoorbellModule.at({ redisUrl, environment })] : [])],
      providers: [
        ...(redisUrl ? [] : [{ provide: DOORBELL, useClass: InProcessDoorbell }]),
        { provide: WORKER_OPTIONS, useValue: options },
        JobsWorker,
      ],
      exports: [JobsWorker],
    };
  }
}
