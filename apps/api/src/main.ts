import 'reflect-metadata';
import { DomainError } from '#kernel';
import { openInstallation, readConfiguration } from '#installation';
import { createApi } from './create-api.js';

/** Requests that run when the server is told to stop get this long to end. */
const FAREWELL_MS = 10_000;

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const installation = await openInstallation(configuration);
  const app = await createApi(installation).catch(async (error: unknown) => {
    await installation.release();
    throw error;
  });
  await app.listen(configuration.PORT, configuration.HOST);
  process.stdout.write(`\nIntendance répond sur ${configuration.PUBLIC_URL ?? (await app.getUrl())}\n`);

  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    process.stdout.write(`\n${signal} : arrêt en cours, les demandes commencées se terminent.\n`);
    setTimeout(() => process.exit(1), FAREWELL_MS).unref();
    await app.close();
    await installation.release();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

main().catch((error: unknown) => {
  // A refusal is a sentence for whoever starts the server; anything else needs its trace.
  process.stderr.write(
    `${error instanceof DomainError ? error.sentence.fr : String((error as Error).stack)}\n`,
  );
  process.exit(1);
});
