import chardet from 'chardet';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { importsErrors } from './imports-errors.js';

export interface Row {
  readonly line: number;
  /** By the English name of the column; trimmed; a cell that is missing or empty is ''. */
  readonly cells: Readonly<Record<string, string>>;
  /** Cells beyond the header: the sign of a delimiter within an unquoted text. */
  readonly surplus: number;
}

export interface ReadFile {
  readonly rows: readonly Row[];
  /** The known columns that the header names. */
  readonly columns: ReadonlySet<string>;
  readonly ignoredColumns: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
}

/** For each column, its names in files, French first; compared without accents, case, or signs. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>;

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_ROWS = 100_000;
const DELIMITERS = [';', ',', '\t', '|'] as const;

/** `Prix unitaire HT` and `prix_unitaire_ht` are one name. */
export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function unreadable(why: string, whyEn: string): Error {
  return importsErrors.FILE_UNREADABLE({ why, whyEn });
}

function decode(bytes: Buffer): { text: string; encoding: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const guess = chardet.detect(bytes);
    // Spreadsheets of French offices write windows-1252, which guesses often take for one of its relatives.
    const encoding = guess?.startsWith('UTF-') && guess !== 'UTF-8' ? guess : 'windows-1252';
    return { text: iconv.decode(bytes, encoding), encoding };
  }
}

function delimiterOf(header: string): string {
  const counts = DELIMITERS.map((each) => header.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** @throws IMPORTS.FILE_UNREADABLE when it is no CSV, is too large, or lacks a required column */
export function readCsv(bytes: Uint8Array, names: ColumnNames, required: readonly string[]): ReadFile {
  if (bytes.length > MAX_BYTES) throw unreadable('il dépasse 10 Mo.', 'it is larger than 10 MB.');
  const { text, encoding } = decode(Buffer.from(bytes));
  if (text.includes('\0'))
    throw unreadable(
      'ce n’est pas un fichier texte. Enregistrez-le au format CSV.',
      'it is not a text file. Save it as CSV.',
    );
  const delimiter = delimiterOf(text.split(/\r?\n/, 1)[0] ?? '');
  const [header, ...records] = parseRecords(text, delimiter);
  if (!header) throw unreadable('il est vide.', 'it is empty.');
  if (records.length > MAX_ROWS)
    throw unreadable('il a plus de 100 000 lignes.', 'it has more than 100,000 lines.');
  const columns = header.cells.map((cell) => columnOf(cell, names));
  const known = columns.filter((column): column is string => column !== null);
  const twice = known.find((column, i) => known.indexOf(column) !== i);
  if (twice)
    throw unreadable(
      `la colonne « ${names[twice]![0]} » y figure deux fois.`,
      `column “${names[twice]!.at(-1)}” stands in it twice.`,
    );
  const missing = required.filter((column) => !known.includes(column));
  if (missing.length > 0) {
    const fr = missing.map((column) => names[column]![0]).join(', ');
    const en = missing.map((column) => names[column]!.at(-1)).join(', ');
    throw unreadable(`il lui manque les colonnes : ${fr}.`, `it lacks the columns: ${en}.`);
  }
  return {
    rows: records.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(
        columns.flatMap((column, i) => (column ? [[column, (cells[i] ?? '').trim()]] : [])),
      ),
      surplus: cells.slice(columns.length).filter((cell) => cell.trim() !== '').length,
    })),
    columns: new Set(known),
    ignoredColumns: header.cells.filter((cell, i) => columns[i] === null && cell.trim() !== ''),
    encoding,
    delimiter,
  };
}

function columnOf(cell: string, names: ColumnNames): string | null {
  const name = plainName(cell);
  const found = Object.entries(names).find(([, each]) => each.some((known) => plainName(known) === name));
  return found?.[0] ?? null;
}

interface NumberedCells {
  readonly line: number;
  readonly cells: string[];
}

function parseRecords(text: string, delimiter: string): NumberedCells[] {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 100_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw unreadable(
      `ses guillemets ou ses lignes sont mal formés${lines ? ` vers la ligne ${lines}` : ''}.`,
      `its quotes or lines are malformed${lines ? ` near line ${lines}` : ''}.`,
    );
  }
}
