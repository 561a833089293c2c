import { createHash } from 'node:crypto';
import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import Bull, { type Queue, type QueueOptions } from 'bull';
import { UnitOfWork } from '#persistence';
import { type Doorbell, DOORBELL, type DueRow, type House } from './doorbell.js';

interface Bell {
  readonly jobId: number;
}

const QUEUE = 'jobs';
const PATIENCE_MS = 5_000;
const log = new Logger('Doorbell');

/**
 * Bull as a doorbell: a bell carries the id of a row and nothing else. Bull delivers at least once and remembers
 * nothing for us: a bell that rings twice finds the row taken, and one that is lost rings again at a later sweep.
 */
export class BullDoorbell implements Doorbell {
  private readonly quiet: { complaint: string; until: number } = { complaint: '', until: 0 };

  constructor(private readonly queue: Queue<Bell>) {
    // Without a listener an unreachable Redis would end the process.
    queue.on('error', (error: Error) => this.complain(error));
  }

  async open(house: House, answers: boolean): Promise<void> {
    if (!answers) return;
    this.queue
      .process(house.concurrency, async ({ data }) => house.workOne(data.jobId))
      .catch((error: Error) => this.complain(error));
  }

  async ring(house: House): Promise<void> {
    for (;;) {
      const rows = await house.takeUnrung();
      if (rows.length === 0) return;
      try {
        await withinPatience(this.queue.addBulk(rows.map(bellOf)));
      } catch (error) {
        // Redis is away. The rows are as they were, and each later sweep tries again.
        this.complain(error as Error);
        await house.forgetBells(rows.map(({ jobId }) => jobId));
        return;
      }
    }
  }

  async mute(): Promise<void> {
    // Local and without waiting for active bells: the worker itself lets go of what runs.
    await withinPatience(this.queue.pause(true, true)).catch((error: Error) => this.complain(error));
  }

  async close(): Promise<void> {
    await withinPatience(this.queue.close(true)).catch((error: Error) => this.complain(error));
  }

  /** An outage gives the same error again and again: once a minute is enough. */
  private complain(error: Error): void {
    if (error.message === this.quiet.complaint && Date.now() < this.quiet.until) return;
    this.quiet.complaint = error.message;
    this.quiet.until = Date.now() + 60_000;
    log.warn(`Redis: ${error.message || error.name}. The work itself is safe in PostgreSQL.`);
  }
}

function bellOf({ jobId, turn }: DueRow): { data: Bell; opts: Bull.JobOptions } {
  // The id of the bell silences a second ring while the first still waits. It holds the turn, since the bell of a
  // worker that was killed stays in Redis for a while and must not silence the next one.
  return {
    data: { jobId },
    opts: { jobId: `row-${jobId}-${turn}`, attempts: 1, removeOnComplete: true, removeOnFail: true },
  };
}

/** Commands wait while Redis is away; nobody here should wait as long as that. */
async function withinPatience<T>(command: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([command, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

export interface BullAddress {
  /** `redis://user:password@host:port/database`, `rediss:` for TLS */
  readonly redisUrl: string;
  /** Name of the environment, as configured. */
  readonly environment: string;
}

/**
 * Options of the one queue of an installation. Its name is bound to the very database, so that a copy of it, or
 * another installation on the same Redis, never takes its bells.
 */
async function queueOptions(
  unitOfWork: UnitOfWork,
  { redisUrl, environment }: BullAddress,
): Promise<QueueOptions> {
  const [server] = await unitOfWork.read<{ identity: string }>(
    `SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), current_database(),
       (SELECT oid FROM pg_database WHERE datname = current_database())) AS identity`,
  );
  const digest = createHash('sha256').update(server!.identity).digest('hex').slice(0, 12);
  const { hostname, port, username, password, pathname, protocol } = new URL(redisUrl);
  return {
    prefix: `intendance-${environment}-${digest}`,
    // A bell that a worker took and left behind silences its row until Bull finds it stalled: by default a minute. A
    // bell that rings once too often does no harm, since rows are claimed in PostgreSQL.
    settings: { lockDuration: 10_000, stalledInterval: 5_000 },
    redis: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 6379),
      username: decodeURIComponent(username) || undefined,
      password: decodeURIComponent(password) || undefined,
      db: Number(pathname.slice(1) || 0),
      tls: protocol === 'rediss:' ? {} : undefined,
      // Come back soon, and for as long as it takes.
      retryStrategy: (attempts: number) => Math.min(attempts * 100, 2_000),
    },
  };
}

/** A doorbell made by hand, for programs that run without Nest. */
export async function openBullDoorbell(unitOfWork: UnitOfWork, address: BullAddress): Promise<BullDoorbell> {
  return new BullDoorbell(new Bull<Bell>(QUEUE, await queueOptions(unitOfWork, address)));
}

@Module({})
export class BullDoorbellModule {
  /** Provides `DOORBELL`. */
  static at(address: BullAddress): DynamicModule {
    const queue = BullModule.registerQueueAsync({
      name: QUEUE,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => queueOptions(unitOfWork, address),
    });
    return {
      module: BullDoorbellModule,
      imports: [queue],
      providers: [
        {
          provide: DOORBELL,
          inject: [getQueueToken(QUEUE)],
          useFactory: (bells: Queue<Bell>) => new BullDoorbell(bells),
        },
      ],
      exports: [DOORBELL],
    };
  }
}
