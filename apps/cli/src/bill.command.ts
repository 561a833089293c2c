import { type Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import type { Billing, ProposedRun, RunOutcome } from '#billing';
import { type LocalDate, writeCents, writePeriod } from '#kernel';
import { reportFailure } from './report-failure.js';

interface BillChoices {
  readonly issuer: string;
  readonly asOf?: string;
  readonly approve?: boolean;
  readonly accept: readonly string[];
  readonly json?: boolean;
}

/** A line that was not issued, and why. */
interface HeldLine {
  readonly line: string;
  readonly code: string;
  readonly reason: string;
}

interface BillResult {
  readonly run: number;
  readonly proposed: { readonly documents: number; readonly netCents: number };
  readonly issued: RunOutcome['issued'];
  readonly held: readonly HeldLine[];
}

/** `intendance bill`: proposes, and with `--approve` approves what nothing holds back, issues and delivers it. */
export function addBillCommand(program: Command): void {
  program
    .command('bill')
    .description('propose une campagne de facturation et, avec --approve, l’émet')
    .requiredOption('--issuer <code>', 'l’émetteur, par son code')
    .option('--as-of <jour>', 'facture ce qui est dû à ce jour, AAAA-MM-JJ (aujourd’hui)')
    .option('--approve', 'approuve ce que rien ne retient, puis émet et envoie')
    .option('--accept <code>', 'accepte une alerte sur la campagne entière (répétable)', collect, [])
    .option('--json', 'écrit le résultat en JSON')
    .action(async (choices: BillChoices) => {
      try {
        const { result, run } = await bill(choices);
        process.stdout.write(
          choices.json ? `${JSON.stringify(result, null, 2)}\n` : writeResult(result, run, choices),
        );
      } catch (error) {
        reportFailure(error, { json: choices.json === true });
      }
    });
}

function collect(code: string, before: readonly string[]): string[] {
  return [...before, code];
}

async function bill(choices: BillChoices): Promise<{ result: BillResult; run: ProposedRun }> {
  const { Billing } = await import('#billing');
  const { openRooms } = await import('#installation');
  const { localDate } = await import('#kernel');
  const asOf = choices.asOf === undefined ? undefined : localDate(choices.asOf);
  const { rooms, installation, close } = await openRooms(process.env);
  try {
    const billing = rooms.get(Billing, { strict: false });
    const run = await billing.proposeRun({
      issuer: choices.issuer,
      asOf: asOf ?? installation.clock.today(),
      proposedBy: 'intendance bill',
    });
    const { documents, held } = run.proposal;
    if (documents.length === 0 && held.length === 0) {
      await billing.abandonRun(run.id, 'intendance bill');
    } else if (choices.approve) {
      await approveAndIssue(rooms, billing, run, choices.accept);
    }
    const outcome = await billing.outcomeOf(run.id);
    const ready = documents.filter((document) => document.state === 'proposed');
    const netCents = ready.reduce((sum, document) => sum + document.toIssue.document.netCents, 0);
    const result = {
      run: run.id,
      proposed: { documents: ready.length, netCents },
      issued: outcome.issued,
      held: outcome.held.map(({ line, code, sentence }) => ({ line, code, reason: sentence.fr })),
    };
    return { result, run };
  } finally {
    await close();
  }
}

async function approveAndIssue(
  rooms: INestApplicationContext,
  billing: Billing,
  run: ProposedRun,
  accepts: readonly string[],
): Promise<void> {
  const { Deliveries } = await import('#billing');
  await billing.approveRun({
    runId: run.id,
    digest: run.proposal.digest,
    accepts,
    approvedBy: 'intendance bill',
  });
  await billing.issueRun(run.id, { issuedBy: 'intendance bill' });
  await rooms.get(Deliveries, { strict: false }).deliverRun(run.id);
}

function writeResult(
  { run, proposed, issued, held }: BillResult,
  { issuer }: ProposedRun,
  { approve }: BillChoices,
): string {
  const lines = [`Campagne ${run} – ${issuer.name}`];
  if (approve) {
    lines.push(
      '',
      issued.length === 0 ? 'Aucune facture à émettre.' : `${issued.length} facture(s) émise(s) :`,
    );
    for (const each of issued) {
      const period = writePeriod({ from: each.from as LocalDate, to: each.to as LocalDate }, 'fr');
      lines.push(`  ${each.number}  ${each.client}  ${writeCents(each.grossCents, 'fr')} TTC  ${period}`);
    }
  } else {
    lines.push(
      '',
      `${proposed.documents} facture(s) proposée(s), ${writeCents(proposed.netCents, 'fr')} HT.`,
    );
    if (proposed.documents > 0) lines.push('Ajoutez --approve pour les émettre.');
  }
  if (held.length > 0) {
    lines.push('', `${held.length} point(s) retenu(s) :`);
    for (const each of held) lines.push(`  ${each.line}  ${each.code} : ${each.reason}`);
  }
  return `${lines.join('\n')}\n`;
}
