import { Billing } from '#billing';
import { Jobs } from '#jobs';
import { ClockSetTo, localDate } from '#kernel';
import { openDatabase, UnitOfWork } from '#persistence';

/**
 * A worker of its own: issues the run `RUN_ID` of the database `DATABASE_URL` in batches of `BATCH_SIZE`, as if it were
 * the day `TODAY`. It writes a line when it begins and one after each transaction, and ends with 0 once the run is issued.
 */
const { DATABASE_URL, RUN_ID, BATCH_SIZE, TODAY } = process.env as Record<string, string>;

const database = await openDatabase({ url: DATABASE_URL!, poolSize: 2, applicationName: 'fault-worker' });
const unitOfWork = new UnitOfWork(database);
const clock = new ClockSetTo(localDate(TODAY!));
const billing = new Billing(unitOfWork, clock, new Jobs(unitOfWork, clock));
process.stdout.write('begun\n');
try {
  await billing.issueRun(Number(RUN_ID), {
    issuedBy: `process ${process.pid}`,
    batchSize: Number(BATCH_SIZE),
    onProgress: (done) => {
      process.stdout.write(`${done}\n`);
    },
  });
  await database.destroy();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
