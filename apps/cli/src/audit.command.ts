import { readFile } from 'node:fs/promises';
import { type Command } from 'commander';
import { DomainError, isLocalDate, type LocalDate, SystemClock } from '#kernel';
import { reportFailure } from './report-failure.js';

interface AuditOptions {
  readonly subscriptions: string;
  readonly invoices: string;
  readonly map?: string;
  readonly asOf?: string;
  readonly horizon: string;
  readonly json?: true;
}

const DEFAULT_HORIZON_DAYS = 31;
const MOST_HORIZON_DAYS = 3660;

type HistoryRoom = typeof import('#history');

async function readGiven({ historyErrors }: HistoryRoom, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw historyErrors.FILE_UNREADABLE({ path, reason });
  }
}

async function readMap(room: HistoryRoom, path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined;
  const text = (await readGiven(room, path)).toString('utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = `le fichier de correspondances n’est pas du JSON : ${(error as Error).message}`;
    const reasonEn = `the mapping is not JSON: ${(error as Error).message}`;
    throw room.historyErrors.EXPORT_REFUSED({
      refusals: [{ file: 'map', line: 0, column: null, reason, reasonEn }],
      total: 1,
    });
  }
}

function horizonOf({ historyErrors }: HistoryRoom, text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days > MOST_HORIZON_DAYS) throw historyErrors.INVALID_HORIZON({ text });
  return days;
}

/** Lines that tell each refusal of an export, the first ones told and the rest counted. */
function detailsOf({ writeRefusal, historyErrors }: HistoryRoom, error: unknown): string[] {
  if (!(error instanceof DomainError) || error.code !== 'HISTORY.EXPORT_REFUSED') return [];
  type ExportRefused = Parameters<typeof historyErrors.EXPORT_REFUSED>[0];
  const { refusals, total } = error.facts as ExportRefused;
  const untold = total - refusals.length;
  return [...refusals.map(writeRefusal), ...(untold > 0 ? [`… et ${untold} autres refus`] : [])];
}

async function audit(room: HistoryRoom, options: AuditOptions): Promise<void> {
  const horizonDays = horizonOf(room, options.horizon);
  const given = options.asOf;
  if (given !== undefined && !isLocalDate(given)) throw room.historyErrors.INVALID_AS_OF({ text: given });
  const map = await readMap(room, options.map);
  const subscriptions = await readGiven(room, options.subscriptions);
  const invoices = await readGiven(room, options.invoices);
  const { history, detected } = room.readBillingHistory({ subscriptions, invoices, map });
  const asOf: LocalDate = given ?? room.lastWholeMonthOf(history.invoices) ?? new SystemClock().today();
  const report = room.auditBillingHistory({ ...history, asOf, horizonDays });
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...report, detected }, null, 2)}\n`);
    return;
  }
  const { writeAuditReport } = await import('./write-audit-report.js');
  const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  process.stdout.write(
    writeAuditReport({ report, detected, history }, { asOfGiven: given !== undefined, colours }),
  );
}

export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('contrôle l’historique de facturation d’un autre outil, sans base de données')
    .requiredOption('--subscriptions <fichier>', 'export CSV des abonnements')
    .requiredOption('--invoices <fichier>', 'export CSV des factures et avoirs')
    .option('--map <fichier>', 'correspondances JSON des en-têtes et des valeurs')
    .option(
      '--as-of <jour>',
      'jour d’arrêté AAAA-MM-JJ (par défaut la fin du dernier mois entier de l’export)',
    )
    .option('--horizon <jours>', 'avance admise entre l’émission et la période', String(DEFAULT_HORIZON_DAYS))
    .option('--json', 'écrit le rapport en JSON')
    .action(async (options: AuditOptions) => {
      const room = await import('#history');
      try {
        await audit(room, options);
      } catch (error) {
        reportFailure(error, { json: options.json === true, details: detailsOf(room, error) });
      }
    });
}
