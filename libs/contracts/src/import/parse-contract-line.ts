import { CellReader, type ColumnNames, plainName, type Row } from '#imports';
import { addDays, type LocalDate } from '#kernel';
import type { NewLine, TermInput } from '../agreements/agreement.js';

export const CONTRACT_COLUMNS: ColumnNames = {
  contract: ['contrat', 'numero_contrat', 'contract'],
  client: ['client', 'code_client', 'customer', 'client code'],
  line: ['ligne', 'numero_ligne', 'line'],
  service: ['prestation', 'service', 'produit', 'product'],
  label: ['libelle', 'designation', 'label'],
  quantity: ['quantite', 'qte', 'quantity'],
  unitPrice: ['prix_unitaire_ht', 'prix_unitaire', 'pu_ht', 'unit_price', 'unit price net'],
  vat: ['tva', 'taux_tva', 'vat', 'vat_rate'],
  cadence: ['cadence', 'periodicite', 'frequence', 'frequency'],
  billing: ['echeance', 'terme', 'billing'],
  anchor: ['ancre', 'anchor'],
  from: ['debut', 'date_debut', 'from', 'start'],
  to: ['fin', 'date_fin', 'to', 'end'],
  issuer: ['emetteur', 'issuer'],
  activity: ['activite', 'enseigne', 'activity'],
  title: ['titre', 'objet', 'title'],
  purchaseOrder: ['bon_de_commande', 'bon_commande', 'purchase_order'],
  unit: ['unite', 'unit'],
  nature: ['nature'],
  horizon: ['horizon_jours', 'horizon_days'],
  depositOf: ['acompte_de', 'deposit_of'],
};

export const REQUIRED_COLUMNS = [
  'contract',
  'client',
  'line',
  'service',
  'unitPrice',
  'cadence',
  'from',
] as const;

const CADENCES: Readonly<Record<string, number | 'time' | 'deposit'>> = {
  mensuel: 1,
  mensuelle: 1,
  monthly: 1,
  bimestriel: 2,
  trimestriel: 3,
  trimestrielle: 3,
  quarterly: 3,
  semestriel: 6,
  semestrielle: 6,
  annuel: 12,
  annuelle: 12,
  yearly: 12,
  annual: 12,
  unique: 0,
  ponctuel: 0,
  once: 0,
  'one off': 0,
  'temps passe': 'time',
  regie: 'time',
  time: 'time',
  acompte: 'deposit',
  deposit: 'deposit',
};
const BILLINGS = {
  'a echoir': 'advance',
  'd avance': 'advance',
  avance: 'advance',
  advance: 'advance',
  echu: 'arrears',
  'a terme echu': 'arrears',
  'terme echu': 'arrears',
  arrears: 'arrears',
} as const;
const NATURES = {
  services: 'services',
  service: 'services',
  prestations: 'services',
  biens: 'goods',
  goods: 'goods',
} as const;
const UNITS = {
  unite: 'C62',
  unit: 'C62',
  heure: 'HUR',
  hour: 'HUR',
  jour: 'DAY',
  day: 'DAY',
  mois: 'MON',
  month: 'MON',
  an: 'ANN',
  annee: 'ANN',
  year: 'ANN',
  c62: 'C62',
  hur: 'HUR',
  mon: 'MON',
  ann: 'ANN',
} as const;
const CATEGORIES = new Set(['S', 'E', 'AE', 'K', 'G', 'O', 'Z']);

/** What a line of the file says of its contract; the same on each line of that contract. */
export interface ContractHead {
  readonly client: string;
  readonly issuer: string | null;
  readonly activity: string | null;
  readonly title: string | null;
  readonly purchaseOrder: string | null;
}

export interface ContractLineRow {
  readonly line: number;
  readonly contract: string;
  readonly head: ContractHead;
  /** The source's own key of the line, unique within its contract. */
  readonly key: string;
  /** The key of the line, in the same contract, that a deposit prepays. */
  readonly depositOf: string | null;
  readonly from: LocalDate;
  /** Excluded; null for a line without end. */
  readonly to: LocalDate | null;
  readonly agreed: Pick<NewLine, 'kind' | 'service' | 'label' | 'nature' | 'unit' | 'terms'>;
}

function readCadence(cells: CellReader): number | 'time' | 'deposit' | null {
  const text = cells.required('cadence');
  const plain = plainName(text);
  const every = /^(?:tous les )?(\d{1,2}) (?:mois|months?)$/.exec(plain)?.[1];
  const cadence = every ? Number(every) : CADENCES[plain];
  if (
    cadence !== undefined &&
    cadence !== null &&
    (typeof cadence !== 'number' || cadence <= 60) &&
    every !== '0'
  )
    return cadence;
  if (text !== '') {
    cells.note(
      'cadence',
      text,
      'valeurs connues : mensuel, trimestriel, semestriel, annuel, « n mois » (1 à 60), unique, temps passé, acompte.',
      'known values: monthly, quarterly, yearly, “n months” (1 to 60), once, time, deposit.',
    );
  }
  return null;
}

function readVat(cells: CellReader): Pick<TermInput, 'vatCategory' | 'vatRateBasisPoints'> {
  const text = cells.raw('vat').toUpperCase();
  if (CATEGORIES.has(text)) return { vatCategory: text as NonNullable<TermInput['vatCategory']> };
  const percent = cells.decimal('vat');
  if (percent === null) return {};
  const points = Math.round(Number(percent) * 100);
  if (/^\d+(\.\d{1,2}0*)?$/.test(percent) && points <= 10_000) return { vatRateBasisPoints: points };
  cells.note(
    'vat',
    text,
    'il faut un taux de 0 à 100 avec deux décimales au plus, ou une catégorie S, E, AE, K, G, O, Z.',
    'a rate from 0 to 100 with at most two decimals is needed, or a category S, E, AE, K, G, O, Z.',
  );
  return {};
}

/** @returns the first day and the end, excluded; null where it cannot be read or, for the end, where there is none */
function readDays(cells: CellReader): { from: LocalDate | null; to: LocalDate | null } {
  cells.required('from');
  const from = cells.day('from');
  const to = cells.day('to');
  if (from && to && to <= from) {
    const end = cells.raw('to');
    cells.note(
      'to',
      end,
      'la fin (exclue) doit suivre le début.',
      'the end (excluded) must come after the start.',
    );
  }
  return { from, to };
}

function readDepositOf(cells: CellReader, isDeposit: boolean): string | null {
  const depositOf = cells.text('depositOf');
  if (isDeposit !== (depositOf !== null)) {
    cells.note(
      'depositOf',
      depositOf ?? '',
      'un acompte, et lui seul, dit la ligne du même contrat qu’il règle d’avance.',
      'a deposit, and nothing else, says which line of the same contract it prepays.',
    );
  }
  return depositOf;
}

/** One line of the file, with every error in it. */
export function parseContractLine(row: Row): {
  parsed: ContractLineRow | null;
  errors: CellReader['errors'];
} {
  const cells = new CellReader(row, CONTRACT_COLUMNS);
  const cadence = readCadence(cells);
  const { from, to } = readDays(cells);
  cells.required('unitPrice');
  const unitPrice = cells.decimal('unitPrice');
  const service = cells.required('service');
  const contract = cells.required('contract');
  const key = cells.required('line');
  const head: ContractHead = {
    client: cells.required('client'),
    issuer: cells.text('issuer'),
    activity: cells.text('activity'),
    title: cells.text('title'),
    purchaseOrder: cells.text('purchaseOrder'),
  };
  const depositOf = readDepositOf(cells, cadence === 'deposit');
  const nature = cells.choice('nature', NATURES) ?? undefined;
  const unit = cells.choice('unit', UNITS) ?? undefined;
  const conditions = {
    quantity: cells.decimal('quantity') ?? undefined,
    billing: cells.choice('billing', BILLINGS) ?? undefined,
    anchor: cells.day('anchor') ?? undefined,
    horizonDays: cells.whole('horizon') ?? undefined,
    ...readVat(cells),
  };
  const { errors } = cells;
  if (errors.length > 0 || cadence === null || !from || unitPrice === null) return { parsed: null, errors };
  const kind = typeof cadence === 'string' ? cadence : cadence === 0 ? 'oneOff' : 'subscription';
  const oneDay = addDays(from, 1);
  const end = kind === 'deposit' ? oneDay : (to ?? (kind === 'oneOff' ? oneDay : null));
  const months = typeof cadence === 'number' ? { months: cadence } : {};
  const term: TermInput = { ...conditions, ...months, unitPrice, period: { from, to: end } };
  const label = cells.text('label') ?? service;
  const agreed = { kind, service, label, nature, unit, terms: [term] } as const;
  return { parsed: { line: row.line, contract, head, key, depositOf, from, to: end, agreed }, errors };
}
