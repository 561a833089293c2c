import { DomainError } from '#kernel';
import type { Refusal } from '../history-errors.js';
import {
  canonicalValues,
  columnsOf,
  type ColumnPlaces,
  type HistoryField,
  placeColumns,
  readHistoryMap,
  requiredColumns,
  type TableMap,
} from './column-map.js';
import { decodeText } from './decode-text.js';
import { knownBillings, knownCadences, knownStatuses, knownTypes } from './known-values.js';
import { type ParsedTable, parseTable, type TableFile } from './parse-table.js';
import { plainWords } from './plain-words.js';
import { decimalSignOf, type DecimalSign, readHundredths } from './read-amount.js';
import { readBillingHistory } from './read-billing-history.js';
import { type DateOrder, provenOrder } from './read-date.js';
import { documentAmounts, documentDays } from './read-documents.js';
import { subscriptionAmounts, subscriptionDays } from './read-subscriptions.js';
import { TableReader } from './table-reader.js';

/** How sure the reading of a column is: some cells cannot be read, the header alone says so, or the cells do too. */
export const confidences = ['doubtful', 'probable', 'certain'] as const;
type Confidence = (typeof confidences)[number];

/** How a column was found: named by the mapping, or under a header that is known. */
export const waysOfPlacing = ['mapping', 'knownHeader'] as const;
type WayOfPlacing = (typeof waysOfPlacing)[number];

export interface ReadColumn {
  readonly header: string;
  /** The canonical column that is read from it; null where it is left aside. */
  readonly field: HistoryField | null;
  /** The first different cells that are not empty. */
  readonly samples: readonly string[];
}

/** A value of a column that holds one of a few words, and what it is taken for. */
export interface ReadValue {
  readonly value: string;
  readonly rows: number;
  readonly meaning: string | null;
}

export interface ReadField {
  readonly field: HistoryField;
  readonly required: boolean;
  /** The header it is read from; null where the file has none for it. */
  readonly header: string | null;
  readonly placedBy: WayOfPlacing | null;
  readonly confidence: Confidence | null;
  readonly decimalSign: DecimalSign | null;
  readonly dateOrder: DateOrder | null;
  /** The meanings that a value may have; empty for columns of free text, amounts and days. */
  readonly meanings: readonly string[];
  readonly values: readonly ReadValue[];
}

export interface ReadFile {
  readonly file: TableFile;
  /** Which of the two exports its headers resemble. */
  readonly looksLike: TableFile;
  readonly encoding: string;
  /** Null where it is no table. */
  readonly delimiter: string | null;
  readonly rows: number;
  readonly columns: readonly ReadColumn[];
  readonly fields: readonly ReadField[];
  /** Its first rows, as the file has them. */
  readonly sample: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** What two exports, or one of them, would be read as. */
export interface ExportReading {
  readonly files: readonly ReadFile[];
  /** Why they cannot be read yet, the first 200; empty where they can. */
  readonly refusals: readonly Refusal[];
  readonly refusalCount: number;
}

export interface ExportToInspect {
  readonly subscriptions: Uint8Array | null;
  readonly invoices: Uint8Array | null;
  readonly map: unknown;
}

const SAMPLE_ROWS = 5;
const SAMPLE_CELLS = 4;
const MOST_VALUES = 30;
const MOST_REFUSALS_TOLD = 200;

const amountsOf = { invoices: documentAmounts, subscriptions: subscriptionAmounts } as const;
const daysOf = { invoices: documentDays, subscriptions: subscriptionDays } as const;
const knownValues: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  type: knownTypes,
  status: knownStatuses,
  cadence: knownCadences,
  billing: knownBillings,
};

/**
 * Says what exports would be read as, and why they cannot be read yet; keeps nothing. Pure.
 * A mapping that is no mapping, a file that is no table and lines that cannot be read are told among the refusals.
 */
export function inspectExport({ subscriptions, invoices, map: given }: ExportToInspect): ExportReading {
  const { map, refusals: ofMap } = readHistoryMap(given ?? undefined);
  const opened = [
    ...(subscriptions ? [inspectFile('subscriptions', subscriptions, map.subscriptions)] : []),
    ...(invoices ? [inspectFile('invoices', invoices, map.invoices)] : []),
  ];
  const own = [...ofMap, ...opened.flatMap(({ refusals }) => refusals)];
  const files = opened.map(({ read }) => read);
  if (own.length > 0 || !subscriptions || !invoices)
    return { files, refusals: own.slice(0, MOST_REFUSALS_TOLD), refusalCount: own.length };
  return { files, ...refusalsOfBoth({ subscriptions, invoices, map: given ?? undefined }) };
}

function refusalsOfBoth(
  files: Parameters<typeof readBillingHistory>[0],
): Pick<ExportReading, 'refusals' | 'refusalCount'> {
  try {
    readBillingHistory(files);
    return { refusals: [], refusalCount: 0 };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'HISTORY.EXPORT_REFUSED') throw error;
    const { refusals, total } = error.facts as { refusals: readonly Refusal[]; total: number };
    return { refusals, refusalCount: total };
  }
}

function inspectFile(
  file: TableFile,
  bytes: Uint8Array,
  map: TableMap,
): { readonly read: ReadFile; readonly refusals: readonly Refusal[] } {
  const { encoding, text } = decodeText(bytes);
  const { table, refusals } = parseTable(text, file);
  if (!table) {
    const nothing = { delimiter: null, rows: 0, columns: [], fields: [], sample: [] };
    return { read: { file, looksLike: file, encoding, ...nothing }, refusals };
  }
  const { places, refusals: unplaced } = placeColumns(file, table.header, map);
  const reader = new TableReader(file, table, places, map, []);
  const fieldAt = new Map([...places.at].map(([field, at]) => [at, field as HistoryField]));
  return {
    read: {
      file,
      looksLike: resemblance(table, file),
      encoding,
      delimiter: table.delimiter,
      rows: table.rows.length,
      columns: table.header.cells.map((header, at) => ({
        header: header.trim(),
        field: fieldAt.get(at) ?? null,
        samples: samplesAt(table, at),
      })),
      fields: columnsOf[file].map((field) => inspectField(field, { file, map, places, reader })),
      sample: table.rows.slice(0, SAMPLE_ROWS),
    },
    refusals: [...refusals, ...unplaced],
  };
}

/** The export of which more columns are found; the one it was given as where both are equal. */
function resemblance({ header }: ParsedTable, given: TableFile): TableFile {
  const score = (file: TableFile) => {
    const { at } = placeColumns(file, header, { columns: {}, values: {} }).places;
    return requiredColumns[file].filter((column) => at.has(column)).length * 10 + at.size;
  };
  const other = given === 'invoices' ? 'subscriptions' : 'invoices';
  return score(other) > score(given) ? other : given;
}

function samplesAt({ rows }: ParsedTable, at: number): string[] {
  const samples = new Set<string>();
  for (const { cells } of rows) {
    const cell = (cells[at] ?? '').trim();
    if (cell !== '') samples.add(cell);
    if (samples.size === SAMPLE_CELLS) break;
  }
  return [...samples];
}

interface Inspected {
  readonly file: TableFile;
  readonly map: TableMap;
  readonly places: ColumnPlaces;
  readonly reader: TableReader;
}

function inspectField(field: HistoryField, { file, map, places, reader }: Inspected): ReadField {
  const header = places.headers[field] ?? null;
  const meanings = canonicalValues[field] ?? [];
  const base = { field, required: requiredColumns[file].includes(field), header, meanings };
  if (header === null)
    return { ...base, placedBy: null, confidence: null, decimalSign: null, dateOrder: null, values: [] };
  const placedBy = field in map.columns ? 'mapping' : 'knownHeader';
  const named = placedBy === 'mapping' || plainWords(header) === plainWords(field);
  const { confidence, ...read } = readCells(field, file, reader);
  return { ...base, placedBy, ...read, confidence: confidence ?? (named ? 'certain' : 'probable') };
}

type CellsRead = Pick<ReadField, 'confidence' | 'decimalSign' | 'dateOrder' | 'values'>;

/** What the cells themselves say; free text says nothing. */
function readCells(field: string, file: TableFile, reader: TableReader): CellsRead {
  const cells = new Set(reader.cells(field));
  const sure = (read: boolean, proven: boolean): Confidence =>
    cells.size > 0 && !read ? 'doubtful' : proven ? 'certain' : 'probable';
  if ((amountsOf[file] as readonly string[]).includes(field)) {
    const proven = decimalSignOf(reader.signVotes([field])[0]!);
    const sign = proven ?? decimalSignOfFile(file, reader);
    const read = [...cells].every((cell) => readHundredths(cell, sign) !== null);
    // Whole amounts read alike under either sign.
    const certain = proven !== null || [...cells].every((cell) => !/[.,]/.test(cell));
    return { confidence: sure(read, certain), decimalSign: sign, dateOrder: null, values: [] };
  }
  if ((daysOf[file] as readonly string[]).includes(field)) {
    const evidence = reader.dateEvidence([field]);
    const order = provenOrder(evidence) ?? provenOrder(reader.dateEvidence(daysOf[file])) ?? 'dmy';
    reader.settleOrders([field], order);
    const read = [...cells].every((cell) => reader.readDay(cell, field) !== null);
    const told = evidence.figures > 0 ? order : null;
    const proven = told === null || provenOrder(evidence) !== null;
    // A column of sending may hold words instead of days.
    const confidence = sure(read || field === 'sentOn', proven);
    return { confidence, decimalSign: null, dateOrder: told, values: [] };
  }
  const known = knownValues[field];
  if (!known) return { confidence: null, decimalSign: null, dateOrder: null, values: [] };
  const values = readValues(field, known, reader);
  const read = values.every(({ meaning }) => meaning !== null);
  return { confidence: sure(read, true), decimalSign: null, dateOrder: null, values };
}

function decimalSignOfFile(file: TableFile, reader: TableReader): DecimalSign {
  const signs = reader.signVotes(amountsOf[file]).map(decimalSignOf);
  return signs.find((sign) => sign !== null) ?? ',';
}

/** Each different value with what it is taken for; those that are not understood first. */
function readValues(
  field: string,
  known: Readonly<Record<string, readonly string[]>>,
  reader: TableReader,
): ReadValue[] {
  const found = new Map<string, { rows: number; meaning: string | null }>();
  for (const row of reader.table.rows) {
    const value = reader.text(row, field);
    if (value === '') continue;
    const before = found.get(value);
    if (before) before.rows += 1;
    else found.set(value, { rows: 1, meaning: reader.choice(row, field, known) });
  }
  return [...found]
    .map(([value, { rows, meaning }]) => ({ value, rows, meaning }))
    .sort((a, b) => Number(a.meaning !== null) - Number(b.meaning !== null) || b.rows - a.rows)
    .slice(0, MOST_VALUES);
}
