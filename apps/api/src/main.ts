import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DomainError } from '#kernel';
import { type Installation, openInstallation, readConfiguration } from '#installation';
import { demoHint, loadDemoOnFirstStart } from './home/demo-on-first-start.js';

/** Requests that run when the server is told to stop get this long to end. */
const FAREWELL_MS = 10_000;

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  // The database comes up while the rest of the program is read.
  const [installation, { createApi }] = await Promise.all([
    openInstallation(configuration),
    import('./create-api.js'),
  ]);
  try {
    const app = await createApi(installation);
    await loadDemoOnFirstStart(app, installation);
    await app.listen(configuration.PORT, configuration.HOST);
    const hint = await demoHint(app, installation);
    const address = configuration.PUBLIC_URL ?? (await app.getUrl());
    process.stdout.write(`\nIntendance répond sur ${address}\n${hint}`);
    stopOnSignal(app, installation);
  } catch (error) {
    await installation.release();
    throw error;
  }
}

function stopOnSignal(app: NestExpressApplication, installation: Installation): void {
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
