import type { INestApplicationContext } from '@nestjs/common';
import { Documents } from '#documents';
import {
  DEMO_ACCOUNTS,
  DEMO_PASSWORD,
  type Installation,
  isDemoLoaded,
  loadDemoIfEmpty,
} from '#installation';
import { UnitOfWork } from '#persistence';

/** An empty installation that may hold the demonstration gets it, with its progress on the console. */
export async function loadDemoOnFirstStart(
  app: INestApplicationContext,
  { configuration, clock }: Installation,
): Promise<void> {
  if (!configuration.INTENDANCE_DEMO || configuration.NODE_ENV === 'production') return;
  const loaded = await loadDemoIfEmpty({
    unitOfWork: app.get(UnitOfWork, { strict: false }),
    documents: app.get(Documents, { strict: false }),
    clock,
    configuration,
    onMonth: tellMonth,
  });
  if (!loaded) return;
  const { clients, lines, documents } = loaded;
  process.stdout.write(
    `\n  ${clients} clients, ${lines} lignes de contrat, ${documents} factures et avoirs.\n`,
  );
}

function tellMonth(done: number, of: number): void {
  if (done === 1) process.stdout.write('Première ouverture : la coopérative de démonstration s’installe.\n');
  if (process.stdout.isTTY) process.stdout.write(`\r  mois ${done} sur ${of}`);
  else if (done % 6 === 0) process.stdout.write(`  mois ${done} sur ${of}\n`);
}

/** The accounts of the demonstration for the console, or nothing where it is not loaded. */
export async function demoHint(
  app: INestApplicationContext,
  { configuration }: Installation,
): Promise<string> {
  const isDemo =
    configuration.NODE_ENV !== 'production' && (await isDemoLoaded(app.get(UnitOfWork, { strict: false })));
  if (!isDemo) return '';
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  const accounts = DEMO_ACCOUNTS.map(({ email, says }) => `  ${email.padEnd(width)}  ${says}`);
  return `\nComptes de démonstration, mot de passe « ${DEMO_PASSWORD} » :\n${accounts.join('\n')}\n`;
}
