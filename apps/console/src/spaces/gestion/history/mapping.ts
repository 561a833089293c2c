import type { Schema } from '../../../api/api';

export type HistoryMap = Schema<'HistoryMapView'>;
export type ReadFile = Schema<'ReadFileView'>;
export type ReadField = Schema<'ReadFieldView'>;
export type HistoryField = ReadField['field'];
export type ExportFile = ReadFile['file'];

/** The same mapping with this field read under that header; null: the file has none for it. */
export function withColumn(
  map: HistoryMap | null,
  {
    file,
    field,
    header,
  }: { readonly file: ExportFile; readonly field: HistoryField; readonly header: string | null },
): HistoryMap {
  const table = map?.[file] ?? {};
  const columns = { ...table.columns };
  // A header serves one field only: the one that had it before lets go of it.
  for (const [other, theirs] of Object.entries(columns))
    if (header !== null && theirs === header && other !== field) delete columns[other];
  columns[field] = header;
  return { ...map, [file]: { ...table, columns } };
}

/** The same mapping with this value of a field taken for that meaning. */
export function withMeaning(
  map: HistoryMap | null,
  of: {
    readonly file: ExportFile;
    readonly field: HistoryField;
    readonly value: string;
    readonly meaning: string;
  },
): HistoryMap {
  const table = map?.[of.file] ?? {};
  const values = { ...table.values, [of.field]: { ...table.values?.[of.field], [of.value]: of.meaning } };
  return { ...map, [of.file]: { ...table, values } };
}

/** A field that keeps the export from being read, or may make it read wrongly. */
export function needsCare({ required, header, confidence, values }: ReadField): boolean {
  return (
    (required && header === null) ||
    confidence === 'doubtful' ||
    values.some(({ meaning }) => meaning === null)
  );
}

export const LARGEST_FILE = 20 * 1024 * 1024;

/** What an export of invoices is usually called; the server says afterwards what the headers look like. */
const INVOICE_NAMES = /factur|invoice|account.?move|avoir|ventes|sales/i;

/** Which of the two exports dropped files are, by their names and what is there already. */
export function placeFiles<F extends { readonly name: string }>(
  dropped: readonly F[],
  present: Readonly<Partial<Record<ExportFile, F>>>,
): Partial<Record<ExportFile, F>> {
  const placed: Partial<Record<ExportFile, F>> = { ...present };
  const taken = new Set<ExportFile>();
  for (const file of dropped.slice(0, 2)) {
    const guess: ExportFile = INVOICE_NAMES.test(file.name) ? 'invoices' : 'subscriptions';
    const other: ExportFile = guess === 'invoices' ? 'subscriptions' : 'invoices';
    const at = taken.has(guess) ? other : guess;
    placed[at] = file;
    taken.add(at);
  }
  return placed;
}
