import { readFile } from 'node:fs/promises';
import { type Command } from 'commander';
import type { ImportSummary } from '#imports';
import { addImportHistoryCommand } from './import-history.command.js';
import { reportFailure } from './report-failure.js';

interface ImportChoices {
  readonly preview?: boolean;
  readonly source: string;
  readonly json?: boolean;
}

const SUBJECTS = { clients: 'clients', contracts: 'contrats' } as const;

/** `intendance import clients F` and `intendance import contracts F`: exit code 0 when done, 2 when refused. */
export function addImportCommand(program: Command): void {
  const group = program
    .command('import')
    .description('importe des clients, des contrats ou l’historique d’un ancien outil, de fichiers CSV');
  addImportHistoryCommand(group);
  for (const kind of ['clients', 'contracts'] as const) {
    group
      .command(`${kind} <fichier>`)
      .description(`importe des ${SUBJECTS[kind]} : tout le fichier, ou rien`)
      .option('--preview', 'dit ce qui serait fait, sans rien écrire')
      .option('--source <nom>', 'l’outil d’où viennent les clés du fichier', 'csv')
      .option('--json', 'écrit le résultat en JSON')
      .action(async (path: string, choices: ImportChoices) => {
        const json = choices.json === true;
        try {
          const summary = await importFrom(kind, path, choices);
          process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : writeSummary(summary));
          if (summary.refusedCount > 0) process.exitCode = 2;
        } catch (error) {
          reportFailure(error, { json });
        }
      });
  }
}

async function importFrom(
  kind: 'clients' | 'contracts',
  path: string,
  { preview = false, source }: ImportChoices,
): Promise<ImportSummary> {
  const bytes = await readGiven(path);
  // Loaded here, so that the other commands start without a database's code.
  const { Contracts } = await import('#contracts');
  const { Scheduling } = await import('#billing');
  const { systemActor } = await import('#identity');
  const { openRooms } = await import('#installation');
  const { rooms, close } = await openRooms(process.env);
  try {
    const contracts = rooms.get(Contracts, { strict: false });
    const actor = systemActor('intendance import');
    const choices = { preview, source };
    if (kind === 'clients') return await contracts.importClients(actor, bytes, choices);
    // New contracts make scheduled billing doubtful: it stays off until a person has seen the drift.
    const around = rooms
      .get(Scheduling, { strict: false })
      .aroundImport('des contrats ont été importés', actor.name);
    return await contracts.importContracts(actor, bytes, { ...choices, ...around });
  } finally {
    await close();
  }
}

/** @throws CONTRACTS.FILE_UNREADABLE */
async function readGiven(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const { importsErrors } = await import('#imports');
    throw importsErrors.FILE_UNREADABLE({ why: `${path} (${code}).`, whyEn: `${path} (${code}).` });
  }
}

function writeSummary(summary: ImportSummary): string {
  const { kind, refused, refusedCount, created, updated, unchanged, preview, ignoredColumns } = summary;
  const untold = refusedCount - new Set(refused.map(({ line }) => line)).size;
  const subject = kind === 'clients' ? 'Clients' : 'Lignes de contrat';
  const outcome =
    refusedCount > 0
      ? [
          `Refusé, rien n’a été importé : ${refusedCount} ligne(s) à corriger.`,
          ...refused.map(({ line, reason }) => `  ligne ${line} : ${reason.fr}`),
          ...(untold > 0 ? [`  … et ${untold} autre(s) ligne(s)`] : []),
        ]
      : [
          `${preview ? 'Aperçu, rien n’a été écrit. ' : ''}${subject} : ajouts ${created}, mises à jour ${updated}, sans changement ${unchanged}.`,
        ];
  const ignored =
    ignoredColumns.length > 0 ? [`Colonnes laissées de côté : ${ignoredColumns.join(', ')}.`] : [];
  return `${[...outcome, ...ignored].join('\n')}\n`;
}
