import { readLabelPeriod } from '#history';
import { CellReader, type ColumnNames, readCsv, type Row } from '#imports';
import {
  addDays,
  basisPointsToPercent,
  decimalToCents,
  DomainError,
  type LocalDate,
  type Period,
  type Sentence,
  vatCents as vatOf,
} from '#kernel';
import { transfersErrors } from '../transfers-errors.js';
import type { CaeDocument, CaeLine } from './cae-document.js';

const NAMES: ColumnNames = {
  number: ['numero', 'n facture', 'no facture', 'numero de facture', 'facture', 'piece', 'number'],
  type: ['type', 'nature', 'kind'],
  issuedOn: ['date', 'date de facture', 'emise le', 'date emission', 'issued on'],
  client: ['client', 'nom client', 'customer'],
  siren: ['siren', 'siren client', 'client siren'],
  contract: ['contrat', 'reference', 'ref', 'bon de commande', 'contract'],
  label: ['libelle', 'designation', 'prestation', 'description', 'label'],
  from: ['du', 'debut', 'periode debut', 'period start', 'from'],
  until: ['au', 'fin', 'periode fin', 'period end', 'until'],
  net: ['montant_ht', 'ht', 'total ht', 'montant', 'net'],
  rate: ['tva', 'taux tva', 'taux', 'vat rate'],
  credits: ['avoir_de', 'facture d origine', 'facture creditee', 'credits'],
};
const TYPES = {
  facture: 'invoice',
  invoice: 'invoice',
  acompte: 'invoice',
  avoir: 'creditNote',
  'note de credit': 'creditNote',
  'credit note': 'creditNote',
} as const;
/** CGI art. 278: the normal rate, where the file has no column for it. */
const NORMAL_RATE = 2000;
const TOLD_REFUSALS = 200;
/** Of a file for the contracts of one dossier: years of a hundred lines a month. As many as of one Factur-X. */
const MOST_LINES = 2_000;

interface CsvLine {
  readonly at: number;
  readonly number: string;
  readonly type: CaeDocument['type'];
  readonly negative: boolean;
  readonly issuedOn: LocalDate;
  readonly client: CaeDocument['client'];
  readonly reference: string | null;
  readonly rate: number;
  readonly credits: string | null;
  readonly line: CaeLine;
}

export interface LineRefusal {
  readonly place: string;
  readonly reason: string;
  readonly reasonEn: string;
}

/**
 * Documents of a CAE from CSV: one row for each line, rows of one number make one document. Days are included on both
 * ends, as on invoices. All of the file or nothing.
 * @throws IMPORTS.FILE_UNREADABLE, TRANSFERS.LINES_REFUSED
 */
export function readCaeCsv(bytes: Uint8Array): CaeDocument[] {
  const file = readCsv(bytes, NAMES, ['number', 'issuedOn', 'label', 'net']);
  if (file.rows.length > MOST_LINES)
    throw transfersErrors.FILE_UNREADABLE({
      reason:
        'il a plus de 2 000 lignes : gardez celles des contrats du dossier, ou reprenez toute la facturation par la Reprise de l’historique.',
      reasonEn:
        'it has more than 2,000 lines: keep those of the transfer’s contracts, or take the whole billing over by the import of the history.',
    });
  const refusals: LineRefusal[] = [];
  const byNumber = new Map<string, { lines: CsvLine[]; at: number }>();
  for (const row of file.rows) {
    const read = readRow(row);
    if (Array.isArray(read)) {
      refusals.push(...read.map((error) => refusalAt(row.line, error)));
      continue;
    }
    const document = byNumber.get(read.number) ?? { lines: [], at: row.line };
    byNumber.set(read.number, document);
    document.lines.push(read);
  }
  const documents: CaeDocument[] = [];
  for (const { lines, at } of byNumber.values()) {
    const disagreement = disagreementOf(lines);
    if (disagreement) refusals.push({ place: `ligne ${at}`, ...disagreement });
    else documents.push(documentOf(lines));
  }
  if (refusals.length > 0)
    throw transfersErrors.LINES_REFUSED({ refusals: refusals.slice(0, TOLD_REFUSALS) });
  if (documents.length === 0)
    throw transfersErrors.FILE_UNREADABLE({
      reason: 'il ne contient aucune facture.',
      reasonEn: 'it holds no invoice.',
    });
  return documents;
}

function refusalAt(line: number, { sentence }: DomainError): LineRefusal {
  return { place: `ligne ${line}`, reason: sentence.fr, reasonEn: sentence.en };
}

function readRow(row: Row): CsvLine | DomainError[] {
  const negative = /^\s*[-−]/.test(row.cells['net'] ?? '');
  const cells = new CellReader(
    { ...row, cells: { ...row.cells, net: (row.cells['net'] ?? '').replace(/^\s*[-−]\s*/, '') } },
    NAMES,
  );
  const number = cells.required('number');
  const issuedOn = cells.day('issuedOn');
  const label = cells.required('label');
  cells.required('issuedOn');
  cells.required('net');
  const net = cells.decimal('net');
  const type = cells.choice('type', TYPES) ?? (negative ? 'creditNote' : 'invoice');
  if (negative && type === 'invoice')
    cells.note(
      'net',
      row.cells['net']!,
      'une facture a un montant positif : une remise se déduit de sa ligne, un avoir porte le type « avoir ».',
      'an invoice has a positive amount: a discount is taken off its line, a credit note has the type “credit note”.',
    );
  const rate = cells.decimal('rate');
  const [from, until] = [cells.day('from'), cells.day('until')];
  if (from && until && from > until)
    cells.note('until', until, 'la fin précède le début.', 'the end comes before the beginning.');
  const netCents = centsOf(net);
  if (net !== null && netCents === null)
    cells.note('net', net, 'il faut au plus deux décimales.', 'two decimals at the most are needed.');
  if (cells.errors.length > 0 || issuedOn === null || netCents === null) return cells.errors;
  const period = from && until ? { from, to: addDays(until, 1) } : null;
  const siren = cells.digits('siren');
  return {
    at: row.line,
    number,
    type,
    negative,
    issuedOn,
    client: {
      name: cells.raw('client'),
      siren: siren !== null && /^\d{9}/.test(siren) ? siren.slice(0, 9) : null,
    },
    reference: cells.text('contract'),
    rate: rate === null ? NORMAL_RATE : Math.round(Number(rate) * 100),
    credits: cells.text('credits'),
    line: { label, period, proposedPeriod: period ?? periodOf(label), netCents },
  };
}

function centsOf(net: string | null): number | null {
  if (net === null) return null;
  const [whole, fraction = ''] = net.split('.');
  const kept = fraction.replace(/0+$/, '');
  return kept.length > 2 ? null : decimalToCents(kept === '' ? whole! : `${whole}.${kept}`);
}

/** « 5,5 % », “5.5%”. */
export function writeRate(basisPoints: number): Sentence {
  const percent = basisPointsToPercent(basisPoints);
  return { fr: `${percent.replace('.', ',')} %`, en: `${percent}%` };
}

/** « Hébergement mai 2026 »: the days that a label names, as a proposal. A year that stands alone names nothing. */
export function periodOf(label: string): Period | null {
  const read = readLabelPeriod(label, 'dmy');
  return read && read.bareYear !== true ? read.period : null;
}

function disagreementOf(lines: readonly CsvLine[]): Omit<LineRefusal, 'place'> | null {
  const [first, ...others] = lines;
  const differs = others.some(
    (each) =>
      each.issuedOn !== first!.issuedOn ||
      each.type !== first!.type ||
      each.client.name !== first!.client.name,
  );
  if (differs)
    return {
      reason: `les lignes de ${first!.number} ne s’accordent pas sur la date, le type ou le client.`,
      reasonEn: `the lines of ${first!.number} disagree on the date, the type or the client.`,
    };
  if (others.some((each) => each.negative !== first!.negative))
    return {
      reason: `${first!.number} a des montants des deux signes : reprenez-le par la Reprise de l’historique.`,
      reasonEn: `${first!.number} has amounts of both signs: take it over by the import of the history.`,
    };
  const other = others.find((each) => each.rate !== first!.rate);
  if (other) {
    const rates = [first!, other].map(({ at, rate }) => ({ at, ...writeRate(rate) }));
    const [fr, en] = [
      rates.map((each) => `${each.fr} ligne ${each.at}`),
      rates.map((each) => `${each.en} on line ${each.at}`),
    ];
    return {
      reason: `${first!.number} a plusieurs taux de TVA (${fr.join(', ')}) : reprenez-la par la Reprise de l’historique.`,
      reasonEn: `${first!.number} has several VAT rates (${en.join(', ')}): take it over by the import of the history.`,
    };
  }
  return null;
}

function documentOf(lines: readonly CsvLine[]): CaeDocument {
  const [first] = lines as [CsvLine];
  const netCents = lines.reduce((sum, { line }) => sum + line.netCents, 0);
  return {
    number: first.number,
    type: first.type,
    issuedOn: first.issuedOn,
    client: first.client,
    references: [...new Set(lines.flatMap(({ reference }) => reference ?? []))],
    lines: lines.map(({ line }) => line),
    netCents,
    vatCents: vatOf(netCents, first.rate),
    vatCategory: first.rate > 0 ? 'S' : 'E',
    vatRateBasisPoints: first.rate,
    credits: lines.find(({ credits }) => credits !== null)?.credits ?? null,
  };
}
