import type { Sentence } from '#kernel';
import { type Refusal, refusalAt } from '../history-errors.js';
import { invoiceColumns, knownInvoiceHeaders } from './known-invoice-headers.js';
import { knownSubscriptionHeaders, subscriptionColumns } from './known-subscription-headers.js';
import { type TableFile, type TableRow } from './parse-table.js';
import { plainWords } from './plain-words.js';

/** How one export names its columns and values; what it leaves out is looked up among the known ones. */
export interface TableMap {
  /** Canonical column to the header of the file. */
  readonly columns: Readonly<Record<string, string>>;
  /** Canonical column, then the value of the file to the canonical value. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type HistoryMap = Readonly<Record<TableFile, TableMap>>;

/** Every canonical column of either file, once. */
export const historyFields = [...new Set([...invoiceColumns, ...subscriptionColumns])];
export type HistoryField = (typeof historyFields)[number];

export const columnsOf: Readonly<Record<TableFile, readonly HistoryField[]>> = {
  invoices: invoiceColumns,
  subscriptions: subscriptionColumns,
};
const knownHeaders: Readonly<Record<TableFile, Readonly<Record<string, readonly string[]>>>> = {
  invoices: knownInvoiceHeaders,
  subscriptions: knownSubscriptionHeaders,
};
export const requiredColumns: Readonly<Record<TableFile, readonly string[]>> = {
  invoices: ['number', 'subscription', 'issuedOn', 'net'],
  subscriptions: ['id', 'net', 'cadence', 'billing', 'start'],
};
/** As a person calls them. */
const namesOfRequired: Readonly<Record<string, Sentence>> = {
  id: { fr: 'l’identifiant', en: 'the id' },
  number: { fr: 'le numéro', en: 'the number' },
  subscription: { fr: 'l’abonnement facturé', en: 'the subscription billed' },
  issuedOn: { fr: 'la date d’émission', en: 'the day of issue' },
  net: { fr: 'le montant HT', en: 'the net amount' },
  cadence: { fr: 'la cadence', en: 'the cadence' },
  billing: { fr: '« à échoir » ou « échu »', en: 'in advance or in arrears' },
  start: { fr: 'le début', en: 'the start' },
};
export const canonicalValues: Readonly<Record<string, readonly string[]>> = {
  type: ['invoice', 'creditNote'],
  status: ['draft', 'open', 'paid', 'cancelled'],
  cadence: ['monthly', 'quarterly', 'yearly'],
  billing: ['advance', 'arrears'],
};
const files: readonly TableFile[] = ['invoices', 'subscriptions'];
const emptyMap: TableMap = { columns: {}, values: {} };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readTableMap(file: TableFile, given: unknown, refuse: (why: Sentence) => void): TableMap {
  if (given === undefined || given === null) return emptyMap;
  if (!isRecord(given)) {
    refuse({
      fr: `« ${file} » doit être un objet { "columns": …, "values": … }`,
      en: `“${file}” must be an object { "columns": …, "values": … }`,
    });
    return emptyMap;
  }
  for (const key of Object.keys(given)) {
    if (key !== 'columns' && key !== 'values')
      refuse({
        fr: `« ${file}.${key} » est inconnu ; attendu : columns, values`,
        en: `“${file}.${key}” is unknown; expected: columns, values`,
      });
  }
  const columns = new Map<string, string>();
  const values = new Map<string, Record<string, string>>();
  const isColumn = (column: string) => (columnsOf[file] as readonly string[]).includes(column);
  const entriesOf = (part: 'columns' | 'values'): [string, unknown][] => {
    const content = given[part] ?? {};
    if (isRecord(content)) return Object.entries(content);
    refuse({
      fr: `« ${file}.${part} » doit être un objet`,
      en: `“${file}.${part}” must be an object`,
    });
    return [];
  };
  for (const [column, header] of entriesOf('columns')) {
    if (!isColumn(column)) {
      refuse({
        fr: `« ${file}.columns.${column} » n’est pas une colonne ; connues : ${columnsOf[file].join(', ')}`,
        en: `“${file}.columns.${column}” is no column; known: ${columnsOf[file].join(', ')}`,
      });
    } else if (typeof header === 'string' && header.trim() !== '') columns.set(column, header);
    else if (header !== null) {
      refuse({
        fr: `« ${file}.columns.${column} » doit être le texte d’un en-tête`,
        en: `“${file}.columns.${column}” must be the text of a header`,
      });
    }
  }
  for (const [column, theirs] of entriesOf('values')) {
    const known = canonicalValues[column];
    const name = `${file}.values.${column}`;
    if (!isColumn(column)) refuse({ fr: `« ${name} » n’est pas une colonne`, en: `“${name}” is no column` });
    else if (!isRecord(theirs))
      refuse({ fr: `« ${name} » doit être un objet`, en: `“${name}” must be an object` });
    else {
      for (const [value, canonical] of Object.entries(theirs)) {
        if (typeof canonical !== 'string' || (known && !known.includes(canonical))) {
          refuse({
            fr: `« ${name}.${value} » doit être ${known ? known.join(', ') : 'un texte'}`,
            en: `“${name}.${value}” must be ${known ? known.join(', ') : 'a text'}`,
          });
        }
      }
      values.set(column, theirs as Record<string, string>);
    }
  }
  return { columns: Object.fromEntries(columns), values: Object.fromEntries(values) };
}

/** Checks a mapping as parsed from JSON; `undefined` is the empty mapping. */
export function readHistoryMap(given: unknown): { map: HistoryMap; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const refuse = (why: Sentence) => refusals.push(refusalAt({ file: 'map', line: 0, column: null }, why));
  const content = given ?? {};
  if (!isRecord(content)) {
    refuse({
      fr: 'le fichier de correspondances doit contenir un objet { "invoices": …, "subscriptions": … }',
      en: 'the mapping must hold an object { "invoices": …, "subscriptions": … }',
    });
    return { map: { invoices: emptyMap, subscriptions: emptyMap }, refusals };
  }
  for (const key of Object.keys(content)) {
    if (!files.includes(key as TableFile))
      refuse({
        fr: `« ${key} » est inconnu ; attendu : invoices, subscriptions`,
        en: `“${key}” is unknown; expected: invoices, subscriptions`,
      });
  }
  const invoices = readTableMap('invoices', content.invoices, refuse);
  const subscriptions = readTableMap('subscriptions', content.subscriptions, refuse);
  return { map: { invoices, subscriptions }, refusals };
}

/** Where each canonical column stands in a file, and what its header is there. */
export interface ColumnPlaces {
  readonly at: ReadonlyMap<string, number>;
  readonly headers: Readonly<Record<string, string>>;
}

interface Header {
  readonly text: string;
  readonly words: string;
  readonly at: number;
}

/** The headers a mapping names: compared as written first, then without case, accents and punctuation. */
function placesOfMap(
  { columns }: TableMap,
  headers: readonly Header[],
  refuse: (column: string, why: Sentence) => void,
): Map<string, number> {
  const places = new Map<string, number>();
  for (const [column, named] of Object.entries(columns)) {
    const asWritten = headers.filter(({ text }) => text === named.trim());
    const alike =
      asWritten.length > 0 ? asWritten : headers.filter(({ words }) => words === plainWords(named));
    if (alike.length === 1) places.set(column, alike[0]!.at);
    else if (alike.length === 0) {
      const there = headers.map((h) => h.text).join(', ');
      refuse(named, {
        fr: `cet en-tête, donné pour ${column}, n’est pas dans le fichier (${there})`,
        en: `this header, given for ${column}, is not in the file (${there})`,
      });
    } else {
      refuse(named, {
        fr: `plusieurs colonnes portent cet en-tête, donné pour ${column}`,
        en: `several columns bear this header, given for ${column}`,
      });
    }
  }
  return places;
}

/**
 * Finds each canonical column: where the mapping says, or else under the best of its known headers.
 * A header serves one column only, so that « tva » is not both a rate and an amount.
 */
export function placeColumns(
  file: TableFile,
  header: TableRow,
  map: TableMap,
): { places: ColumnPlaces; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const refuse = (column: string | null, why: Sentence) =>
    refusals.push(refusalAt({ file, line: header.line, column }, why));
  const headers = header.cells.map((cell, at) => ({ text: cell.trim(), words: plainWords(cell), at }));
  const places = placesOfMap(map, headers, refuse);
  const taken = new Set(places.values());
  const wanted = columnsOf[file].filter((column) => !(column in map.columns));
  const ranks = Math.max(...wanted.map((column) => knownHeaders[file][column]!.length), 0);
  for (let rank = -1; rank < ranks; rank += 1) {
    for (const column of wanted) {
      if (places.has(column)) continue;
      const words = plainWords(rank < 0 ? column : (knownHeaders[file][column]![rank] ?? ''));
      if (words === '') continue;
      const alike = headers.filter((each) => each.words === words && !taken.has(each.at));
      if (alike.length > 1) {
        refuse(alike[0]!.text, {
          fr: 'plusieurs colonnes portent cet en-tête',
          en: 'several columns bear this header',
        });
      }
      if (alike.length === 0) continue;
      places.set(column, alike[0]!.at);
      taken.add(alike[0]!.at);
    }
  }
  for (const column of requiredColumns[file]) {
    if (places.has(column) || column in map.columns) continue;
    const there = headers.map((each) => each.text).join(', ');
    refuse(null, {
      fr: `aucune colonne pour ${namesOfRequired[column]?.fr ?? column} (« ${column} ») parmi ${there} ; nommez-la dans les correspondances`,
      en: `no column for ${namesOfRequired[column]?.en ?? column} (“${column}”) among ${there}; name it in the mapping`,
    });
  }
  const named = [...places].map(([column, at]) => [column, headers[at]!.text] as const);
  return { places: { at: places, headers: Object.fromEntries(named) }, refusals };
}
