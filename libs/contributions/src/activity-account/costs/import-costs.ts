import { createHash } from 'node:crypto';
import {
  CellReader,
  type ColumnNames,
  importFile,
  type Importing,
  type ImportOptions,
  type ImportSummary,
  type Outcome,
  readCsv,
  type Row,
} from '#imports';
import { decimalToCents, isLocalDate, type LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { accountsErrors, reasonAlone } from '../accounts-errors.js';
import type { CostKind, Hand, NewDirectCost, NewPayCost } from './cost.js';
import { insertDirectCost, insertPayCost } from './store-costs.js';

const OF_BOTH = {
  reference: ['référence', 'pièce', 'clé', 'key'],
  activity: ['activité', 'code activité', 'activity'],
  label: ['libellé', 'intitulé', 'label'],
};

const DIRECT: ColumnNames = {
  ...OF_BOTH,
  spentOn: ['date', 'jour', 'day'],
  kind: ['nature', 'kind'],
  supplier: ['fournisseur', 'supplier'],
  net: ['montant HT', 'HT', 'net'],
  vat: ['TVA', 'TVA récupérable', 'VAT'],
  eligible: ['achat éligible', 'eligible'],
};

const PAY: ColumnNames = {
  ...OF_BOTH,
  month: ['mois', 'month'],
  gross: ['brut', 'salaire brut', 'gross'],
  charges: ['cotisations patronales', 'charges patronales', 'charges', 'employer charges'],
};

const KINDS: Readonly<Record<string, CostKind>> = {
  achat: 'purchase',
  purchase: 'purchase',
  'sous traitance': 'subcontracting',
  subcontracting: 'subcontracting',
  materiel: 'equipment',
  equipment: 'equipment',
  assurance: 'insurance',
  insurance: 'insurance',
  deplacement: 'travel',
  travel: 'travel',
  formation: 'training',
  training: 'training',
  autre: 'other',
  other: 'other',
};

const YES_OR_NO = { oui: 1, yes: 1, non: 0, no: 0 } as const;

interface Keyed {
  readonly line: number;
  /** The file's own reference: importing it again writes nothing. */
  readonly key: string;
  /** Code of the activity. */
  readonly activity: string;
}

type DirectRow = Keyed & Omit<NewDirectCost, 'activity'>;
type PayRow = Keyed & Omit<NewPayCost, 'activity'>;

function centsOf(cells: CellReader, column: string): number {
  const text = cells.decimal(column);
  if (text === null) return 0;
  if (/^\d+(\.\d{1,2})?$/.test(text)) return decimalToCents(text);
  cells.note(column, text, 'deux décimales au plus.', 'two decimals at the most.');
  return 0;
}

/** `2026-10`, `10/2026`, or a day of the month. */
function monthIn(cells: CellReader): LocalDate {
  const text = cells.required('month');
  const [, month, year] = /^(\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const first = year ? `${year}-${month!.padStart(2, '0')}-01` : `${text}-01`;
  if (isLocalDate(first)) return first;
  const day = text === '' ? null : cells.day('month');
  return `${(day ?? '2000-01').slice(0, 7)}-01` as LocalDate;
}

function parseDirect(row: Row) {
  const cells = new CellReader(row, DIRECT);
  cells.required('spentOn');
  const parsed: DirectRow = {
    line: row.line,
    key: cells.required('reference'),
    activity: cells.required('activity'),
    spentOn: cells.day('spentOn') ?? ('2000-01-01' as LocalDate),
    kind: cells.choice('kind', KINDS) ?? 'other',
    label: cells.required('label'),
    supplier: cells.text('supplier'),
    netCents: (cells.required('net'), centsOf(cells, 'net')),
    vatCents: centsOf(cells, 'vat'),
    eligible: cells.choice('eligible', YES_OR_NO) === 1,
  };
  return { parsed, errors: cells.errors };
}

function parsePay(row: Row) {
  const cells = new CellReader(row, PAY);
  const parsed: PayRow = {
    line: row.line,
    key: cells.required('reference'),
    activity: cells.required('activity'),
    month: monthIn(cells),
    label: cells.required('label'),
    grossPayCents: (cells.required('gross'), centsOf(cells, 'gross')),
    employerChargesCents: centsOf(cells, 'charges'),
  };
  return { parsed, errors: cells.errors };
}

function digestOf(row: object): string {
  const said = Object.entries(row)
    .filter(([name, value]) => name !== 'line' && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

interface Kept<R extends Keyed> {
  readonly kind: 'direct-cost' | 'pay-cost';
  readonly source: string;
  readonly write: (tx: Transaction, row: R, activity: number) => Promise<{ id: number }>;
}

/** One record per reference, ever: the same content is left alone, other content is refused. */
function keptOnce<R extends Keyed>(tx: Transaction, { kind, source, write }: Kept<R>) {
  const seen = new Map<string, number>();
  return async (row: R): Promise<Outcome> => {
    const before = seen.get(row.key);
    if (before) throw accountsErrors.SAME_KEY_TWICE({ key: row.key, line: before });
    seen.set(row.key, row.line);
    const digest = digestOf(row);
    const [known] = await tx.query(
      'SELECT digest FROM contributions.account_source_key WHERE source = $1 AND kind = $2 AND key = $3',
      [source, kind, row.key],
    );
    if (known && known.digest !== digest) throw accountsErrors.IMPORTED_OTHERWISE({ key: row.key });
    if (known) return 'unchanged';
    const [activity] = await tx.query('SELECT id FROM contracts.activity WHERE code = $1', [row.activity]);
    if (!activity) throw accountsErrors.ACTIVITY_NOT_FOUND({ activity: row.activity });
    const { id } = await write(tx, row, activity.id);
    await tx.query(
      'INSERT INTO contributions.account_source_key (source, kind, key, id, digest) VALUES ($1, $2, $3, $4, $5)',
      [source, kind, row.key, id, digest],
    );
    return 'created';
  };
}

function tellingOnce(summary: ImportSummary): ImportSummary {
  const refused = summary.refused.map((each) => ({ ...each, reason: reasonAlone(each.reason) }));
  return { ...summary, refused };
}

/** See the room's README for the columns. @throws IMPORTS.FILE_UNREADABLE */
export async function importDirectCosts(
  importing: Importing,
  hand: Hand,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportSummary> {
  const file = readCsv(bytes, DIRECT, ['reference', 'activity', 'spentOn', 'label', 'net']);
  const summary = await importFile<DirectRow>(importing, {
    kind: 'direct-costs',
    file,
    options,
    parse: parseDirect,
    begin: async (tx) =>
      keptOnce(tx, {
        kind: 'direct-cost',
        source: options.source ?? 'csv',
        write: (open, row, activity) => insertDirectCost(open, { ...row, activity }, hand),
      }),
  });
  return tellingOnce(summary);
}

/** See the room's README for the columns. @throws IMPORTS.FILE_UNREADABLE */
export async function importPayCosts(
  importing: Importing,
  hand: Hand,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportSummary> {
  const file = readCsv(bytes, PAY, ['reference', 'activity', 'month', 'label', 'gross']);
  const summary = await importFile<PayRow>(importing, {
    kind: 'pay-costs',
    file,
    options,
    parse: parsePay,
    begin: async (tx) =>
      keptOnce(tx, {
        kind: 'pay-cost',
        source: options.source ?? 'csv',
        write: (open, row, activity) => insertPayCost(open, { ...row, activity }, hand),
      }),
  });
  return tellingOnce(summary);
}
