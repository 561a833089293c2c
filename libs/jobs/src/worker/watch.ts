import { Logger } from '@nestjs/common';
import pg from 'pg';
import { APPLICATION_ROLE } from '#persistence';

const log = new Logger('Jobs');
const LONGEST_PAUSE_MS = 5_000;

/** A connection of its own that hears of each commit that wrote work, and comes back when it was cut. */
export class Watch {
  private client: pg.Client | null = null;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;
  private pauseMs = 100;

  constructor(
    private readonly databaseUrl: string,
    private readonly onWork: () => void,
  ) {}

  /** Never fails: while the connection is away, the sweep finds the work a little later. */
  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'intendance-watch',
      options: `-c role=${APPLICATION_ROLE}`,
    });
    let gone = false;
    const reopen = () => {
      if (gone || this.closed) return;
      gone = true;
      void client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.open(), this.pauseMs);
      this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    };
    client.on('error', reopen);
    client.on('end', reopen);
    client.on('notification', () => this.onWork());
    try {
      await client.connect();
      await client.query('LISTEN intendance_jobs');
      if (this.closed) return void (await client.end());
      this.client = client;
      this.pauseMs = 100;
      // What was written while nobody listened.
      this.onWork();
    } catch (error) {
      log.warn(`PostgreSQL cannot be listened to at present: ${(error as Error).message}`);
      reopen();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }
}
