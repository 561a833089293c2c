import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command } from 'commander';
import type { ImportSummary, RemarkKind } from '#history';
import { DomainError, isLocalDate } from '#kernel';
import { reportFailure } from './report-failure.js';

interface ImportHistoryOptions {
  readonly issuer: string;
  readonly subscriptions: string;
  readonly invoices: string;
  readonly map?: string;
  readonly asOf?: string;
  readonly source?: string;
  readonly keep: readonly string[];
  readonly preview?: true;
  readonly json?: true;
}

type HistoryRoom = typeof import('#history');

const collect = (choice: string, before: readonly string[]) => [...before, choice];

/** `intendance import history`: exit code 0 when done, 2 when refused. */
export function addImportHistoryCommand(group: Command): void {
  group
    .command('history')
    .description('importe l’historique de facturation d’un ancien outil, comme couverture d’ouverture')
    .requiredOption('--issuer <code>', 'l’émetteur qui facturait avec cet outil')
    .requiredOption('--subscriptions <fichier>', 'export CSV des abonnements')
    .requiredOption('--invoices <fichier>', 'export CSV des factures et avoirs')
    .option('--map <fichier>', 'correspondances JSON ; par défaut celles retenues pour ces en-têtes')
    .option('--as-of <jour>', 'jour d’arrêté AAAA-MM-JJ (fin du dernier mois entier de l’export)')
    .option('--source <nom>', 'l’ancien outil : les clés de ses lignes lui sont propres')
    .option(
      '--keep <gardée=autre>',
      'de deux factures des mêmes jours, celle qui est gardée (répétable)',
      collect,
      [],
    )
    .option('--preview', 'dit ce qui serait fait, sans rien importer')
    .option('--json', 'écrit le résultat en JSON')
    .action(async (options: ImportHistoryOptions) => {
      const room = await import('#history');
      try {
        const summary = await importHistory(room, options);
        process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : writeSummary(summary));
      } catch (error) {
        reportFailure(error, { json: options.json === true, details: detailsOf(room, error) });
      }
    });
}

async function importHistory(room: HistoryRoom, options: ImportHistoryOptions): Promise<ImportSummary> {
  const { asOf } = options;
  if (asOf !== undefined && !isLocalDate(asOf)) throw room.historyErrors.INVALID_AS_OF({ text: asOf });
  const choices = options.keep.map((pair) => choiceOf(room, pair));
  const order = {
    subscriptions: await readGiven(room, options.subscriptions),
    invoices: await readGiven(room, options.invoices),
    map: options.map === undefined ? undefined : await readMap(room, options.map),
    asOf: asOf ?? null,
    issuer: options.issuer,
    ...(options.source === undefined ? {} : { source: options.source }),
  };
  const { openRooms } = await import('#installation');
  const { systemActor } = await import('#identity');
  const { rooms, close } = await openRooms(process.env);
  try {
    const history = rooms.get(room.History, { strict: false });
    const actor = systemActor('intendance import history');
    const { id } = await history.createAudit(actor, order);
    if (options.preview) return await history.previewImport(actor, id, choices);
    return await history.importAudit(actor, id, { choices }, showProgress(options));
  } finally {
    await close();
  }
}

/** Only for a person who looks on. */
function showProgress({ json }: ImportHistoryOptions) {
  if (json || !process.stderr.isTTY) return undefined;
  return ({ done, total }: { done: number; total: number }) =>
    void process.stderr.write(`\r${done} / ${total} `);
}

function choiceOf({ historyErrors }: HistoryRoom, pair: string) {
  const [keep, over, ...more] = pair.split('=');
  if (keep && over && more.length === 0) return { keep, over };
  throw historyErrors.CHOICES_REFUSED({
    reason: `« ${pair} » ne s’écrit pas gardée=autre, avec les identifiants de l’export.`,
    reasonEn: `“${pair}” is not written kept=other, with the ids of the export.`,
  });
}

async function readGiven({ historyErrors }: HistoryRoom, path: string) {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw historyErrors.FILE_UNREADABLE({ path, reason });
  }
}

async function readMap(room: HistoryRoom, path: string): Promise<unknown> {
  const { bytes } = await readGiven(room, path);
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = `le fichier de correspondances n’est pas du JSON : ${(error as Error).message}`;
    const reasonEn = `the mapping is not JSON: ${(error as Error).message}`;
    throw room.historyErrors.EXPORT_REFUSED({
      refusals: [{ file: 'map', line: 0, column: null, reason, reasonEn }],
      total: 1,
    });
  }
}

/** Each refusal of an export or of its import, line by line. */
function detailsOf({ writeRefusal, historyErrors }: HistoryRoom, error: unknown): string[] {
  if (!(error instanceof DomainError)) return [];
  if (error.code !== 'HISTORY.EXPORT_REFUSED' && error.code !== 'HISTORY.IMPORT_REFUSED') return [];
  const { refusals, total } = error.facts as Parameters<typeof historyErrors.IMPORT_REFUSED>[0];
  const untold = total - refusals.length;
  return [...refusals.map(writeRefusal), ...(untold > 0 ? [`… et ${untold} autres refus`] : [])];
}

const TITLES: Readonly<Record<RemarkKind, string>> = {
  billedTwice: 'Facturé deux fois : le second document attend son avoir',
  billedAhead: 'Facturé d’avance : couvert, et en vue',
  neverSent: 'Jamais envoyé : l’envoi reste à faire',
  neverBilled: 'Jamais facturé : la prochaine proposition le rattrape',
  draftLeftOut: 'Brouillons, laissés de côté',
  cancelledLeftOut: 'Documents annulés, laissés de côté',
  creditOfLeftOut: 'Avoirs d’un document laissé de côté',
  withoutNumber: 'Avoirs sans numéro',
  amountsDisagree: 'Montants qui ne se recoupent pas',
  vatRateUnusual: 'TVA d’aucun taux en vigueur',
  knownClient: 'Clients déjà connus',
  clientCodeTaken: 'Codes de client déjà pris',
  clientIncomplete: 'Clients à compléter',
  emailLeftOut: 'Courriels laissés de côté',
  knownLine: 'Abonnements déjà suivis ici',
  twinSubscription: 'Abonnements jumeaux',
  subscriptionWithoutDays: 'Abonnements sans aucun jour',
  subscriptionChanged: 'Abonnements changés depuis leur import',
};
const MOST_TOLD = 20;

function writeSummary({
  preview,
  writes,
  created,
  unchanged,
  coveredDays,
  remarkCounts,
  remarks,
  digest,
}: ImportSummary): string {
  const lines = [
    preview ? 'Aperçu : rien n’a été importé.' : writes ? 'Historique importé.' : 'Tout était déjà importé.',
    `  Clients : ${created.clients}, contrats : ${created.contracts}, factures : ${created.invoices}, avoirs : ${created.creditNotes}, jours couverts : ${coveredDays}.`,
    `  Déjà là : clients ${unchanged.clients}, abonnements ${unchanged.subscriptions}, documents ${unchanged.documents}.`,
    `  Empreinte : ${digest}`,
  ];
  for (const [kind, count] of Object.entries(remarkCounts) as [RemarkKind, number][]) {
    if (count === 0) continue;
    const told = remarks.filter((remark) => remark.kind === kind).slice(0, MOST_TOLD);
    lines.push('', `${TITLES[kind]} : ${count}`, ...told.map(({ sentence }) => `  - ${sentence}`));
    if (count > told.length) lines.push(`  … et ${count - told.length} autres (--json les dit).`);
  }
  if (writes && !preview) {
    lines.push(
      '',
      'La facturation programmée est arrêtée : relisez l’écart avant et après, puis remettez-la en service.',
    );
  }
  return `${lines.join('\n')}\n`;
}
