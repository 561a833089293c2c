import { type BillingHistory } from '../audit/billing-history.js';
import { historyErrors, type Refusal, refusalAt } from '../history-errors.js';
import { placeColumns, readHistoryMap, type TableMap } from './column-map.js';
import { decodeText } from './decode-text.js';
import { type ParsedTable, parseTable, type TableFile } from './parse-table.js';
import { type DecimalSign, decimalSignOf, type SignVotes } from './read-amount.js';
import { type DateOrder, joinEvidence, provenOrder } from './read-date.js';
import { documentAmounts, documentDays, readDocuments } from './read-documents.js';
import {
  namedSubscriptions,
  readSubscriptions,
  subscriptionAmounts,
  subscriptionDays,
} from './read-subscriptions.js';
import { TableReader } from './table-reader.js';

/** What was found out about one file, to be shown to the person who gave it. */
export interface DetectedFormat {
  readonly encoding: string;
  readonly delimiter: string;
  /** Per canonical column. */
  readonly decimalSigns: Readonly<Record<string, DecimalSign>>;
  /** Per canonical column; only tells days whose year does not come first. */
  readonly dateOrders: Readonly<Record<string, DateOrder>>;
  /** Canonical column to the header of the file. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every header of the file, in its order. */
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface ReadHistory {
  readonly history: BillingHistory;
  readonly detected: Readonly<Record<TableFile, DetectedFormat>>;
  /** The rows of each file: the n-th one is the n-th subscription or document. */
  readonly tables: Readonly<Record<TableFile, ParsedTable>>;
  /** The physical line of each subscription and document, in their order. */
  readonly lines: Readonly<Record<TableFile, readonly number[]>>;
}

export interface HistoryFiles {
  readonly subscriptions: Uint8Array;
  readonly invoices: Uint8Array;
  /** A mapping as parsed from JSON. */
  readonly map?: unknown;
}

const MOST_BYTES = 200_000_000;
const MOST_REFUSALS_TOLD = 200;

function refuseExport(refusals: readonly Refusal[]): never {
  throw historyErrors.EXPORT_REFUSED({
    refusals: refusals.slice(0, MOST_REFUSALS_TOLD),
    total: refusals.length,
  });
}

interface OpenedTable {
  readonly encoding: string;
  readonly reader: TableReader | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly refusals: readonly Refusal[];
}

function openTable(file: TableFile, bytes: Uint8Array, map: TableMap): OpenedTable {
  if (bytes.byteLength > MOST_BYTES) {
    const refusal = refusalAt(
      { file, line: 0, column: null },
      {
        fr: `le fichier dépasse ${MOST_BYTES / 1_000_000} Mo`,
        en: `the file exceeds ${MOST_BYTES / 1_000_000} MB`,
      },
    );
    return { encoding: '', reader: null, headers: {}, refusals: [refusal] };
  }
  const { encoding, text } = decodeText(bytes);
  const { table, refusals } = parseTable(text, file);
  if (!table) return { encoding, reader: null, headers: {}, refusals };
  const placed = placeColumns(file, table.header, map);
  if (placed.refusals.length > 0) return { encoding, reader: null, headers: {}, refusals: placed.refusals };
  return {
    encoding,
    reader: new TableReader(file, table, placed.places, map, refusals),
    headers: placed.places.headers,
    refusals: [],
  };
}

function joinVotes(votes: readonly SignVotes[]): SignVotes {
  const total: SignVotes = { comma: 0, point: 0, loneComma: 0, lonePoint: 0 };
  for (const each of votes) {
    total.comma += each.comma;
    total.point += each.point;
    total.loneComma += each.loneComma;
    total.lonePoint += each.lonePoint;
  }
  return total;
}

/**
 * Columns decide by themselves; those that cannot follow their file, then the other file, then French habits
 * (decimal comma, day before month).
 */
function settleFormats(invoices: TableReader, subscriptions: TableReader): DateOrder {
  const ofInvoices = joinVotes(invoices.signVotes(documentAmounts));
  const ofSubscriptions = joinVotes(subscriptions.signVotes(subscriptionAmounts));
  const signOfBoth = decimalSignOf(joinVotes([ofInvoices, ofSubscriptions])) ?? ',';
  invoices.settleSigns(documentAmounts, decimalSignOf(ofInvoices) ?? signOfBoth);
  subscriptions.settleSigns(subscriptionAmounts, decimalSignOf(ofSubscriptions) ?? signOfBoth);
  const daysOfInvoices = invoices.dateEvidence(documentDays);
  const daysOfSubscriptions = subscriptions.dateEvidence(subscriptionDays);
  const orderOfBoth = provenOrder(joinEvidence([daysOfInvoices, daysOfSubscriptions])) ?? 'dmy';
  const orderOfInvoices = provenOrder(daysOfInvoices) ?? orderOfBoth;
  invoices.settleOrders(documentDays, orderOfInvoices);
  subscriptions.settleOrders(subscriptionDays, provenOrder(daysOfSubscriptions) ?? orderOfBoth);
  return orderOfInvoices;
}

function formatOf({ encoding, headers }: OpenedTable, reader: TableReader): DetectedFormat {
  const { decimalSigns, dateOrders, table } = reader;
  const columns = table.header.cells.map((cell) => cell.trim());
  const rows = table.rows.length;
  return { encoding, delimiter: table.delimiter, decimalSigns, dateOrders, headers, columns, rows };
}

/**
 * Reads the two exports of a former tool: encoding, delimiter, decimal sign and order of days are found out, columns
 * are known or named by the mapping.
 * @throws HISTORY.EXPORT_REFUSED with every refusal (the first 200 told); nothing is kept in part
 */
export function readBillingHistory(files: HistoryFiles): ReadHistory {
  const { map, refusals: ofMap } = readHistoryMap(files.map);
  if (ofMap.length > 0) refuseExport(ofMap);
  const openedSubscriptions = openTable('subscriptions', files.subscriptions, map.subscriptions);
  const openedInvoices = openTable('invoices', files.invoices, map.invoices);
  const subscriptionReader = openedSubscriptions.reader;
  const invoiceReader = openedInvoices.reader;
  if (!subscriptionReader || !invoiceReader) {
    refuseExport([...openedSubscriptions.refusals, ...openedInvoices.refusals]);
  }
  const order = settleFormats(invoiceReader, subscriptionReader);
  const subscriptions = readSubscriptions(subscriptionReader);
  const named = namedSubscriptions(subscriptionReader);
  const invoices = readDocuments(invoiceReader, { read: subscriptions, named }, order);
  const refusals = [...subscriptionReader.refusals, ...invoiceReader.refusals].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? 1 : -1,
  );
  if (refusals.length > 0) refuseExport(refusals);
  return {
    history: { subscriptions: [...subscriptions.values()], invoices },
    detected: {
      invoices: formatOf(openedInvoices, invoiceReader),
      subscriptions: formatOf(openedSubscriptions, subscriptionReader),
    },
    // Every row was read, or the export was refused above.
    tables: { invoices: invoiceReader.table, subscriptions: subscriptionReader.table },
    lines: {
      invoices: invoiceReader.table.rows.map(({ line }) => line),
      subscriptions: subscriptionReader.table.rows.map(({ line }) => line),
    },
  };
}
