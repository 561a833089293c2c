import 'reflect-metadata';
import { DomainError } from '#kernel';
import { openInstallation, readConfiguration } from '#installation';
import { createWorker } from './create-worker.js';
import { workerErrors } from './worker-errors.js';

/** Running jobs have 20 s to end and are given back after; this is for the case that even that hangs. */
const FAREWELL_MS = 45_000;

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  if (!configuration.REDIS_URL) throw workerErrors.REDIS_MISSING({});
  const installation = await openInstallation(configuration);
  const worker = await createWorker(installation).catch(async (error: unknown) => {
    await installation.release();
    throw error;
  });
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    process.stdout.write(`${signal} : arrêt en cours, les travaux commencés se terminent ou sont rendus.\n`);
    setTimeout(() => process.exit(1), FAREWELL_MS).unref();
    await worker.close();
    await installation.release();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
  process.stdout.write('Intendance attend du travail.\n');
}

main().catch((error: unknown) => {
  // A refusal is a sentence for whoever starts the program; anything else needs its trace.
  process.stderr.write(
    `${error instanceof DomainError ? error.sentence.fr : String((error as Error).stack)}\n`,
  );
  process.exit(1);
});
