import { CsvError, parse } from 'csv-parse/sync';
import type { Sentence } from '#kernel';
import { type Refusal, refusalAt } from '../history-errors.js';

export interface TableRow {
  /** Physical line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface ParsedTable {
  readonly delimiter: string;
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

export type TableFile = 'invoices' | 'subscriptions';

const delimiters = [';', ',', '\t', '|'] as const;
const MOST_LINES = 2_000_000;
const SAMPLE_CHARACTERS = 100_000;

interface Parsing {
  rows: TableRow[];
  /** First line of the row whose quote is never closed. */
  unclosedAt: number | null;
}

function parseRows(text: string, delimiter: string): Parsing {
  const rows: TableRow[] = [];
  let lastLine = 0;
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: '\n',
      on_record: (cells: string[], { lines }: { lines: number }) => {
        lastLine = lines;
        if (cells.every((cell) => cell.trim() === '')) return null;
        const within = cells.reduce(
          (sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum),
          0,
        );
        rows.push({ line: lines - within, cells });
        return null;
      },
    });
    return { rows, unclosedAt: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows, unclosedAt: lastLine + 1 };
  }
}

/** The delimiter under which the header has most columns and most rows have as many as it. */
function delimiterOf(text: string): string {
  const cut = text.length > SAMPLE_CHARACTERS ? text.lastIndexOf('\n', SAMPLE_CHARACTERS) + 1 : text.length;
  const sample = cut > 0 ? text.slice(0, cut) : text;
  const scored = delimiters.map((delimiter) => {
    const { rows } = parseRows(sample, delimiter);
    const width = rows[0]?.cells.length ?? 0;
    const regular = rows.filter(({ cells }) => cells.length === width).length / (rows.length || 1);
    return { delimiter, score: width < 2 ? 0 : regular * width };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

/** Cuts a text into rows; rows whose cells are all empty are left out. Refuses what is not a table. */
export function parseTable(
  text: string,
  file: TableFile,
): { table: ParsedTable | null; refusals: Refusal[] } {
  const refuse = (line: number, why: Sentence): { table: null; refusals: Refusal[] } => ({
    table: null,
    refusals: [refusalAt({ file, line, column: null }, why)],
  });
  const announced = /^sep=(.)\n/i.exec(text)?.[1];
  const delimiter = announced ?? delimiterOf(text);
  const { rows, unclosedAt } = parseRows(text, delimiter);
  const body = announced ? rows.slice(1) : rows;
  if (unclosedAt !== null) {
    return refuse(unclosedAt, {
      fr: 'un guillemet ouvert sur cette ligne n’est jamais fermé',
      en: 'a quote opened on this line is never closed',
    });
  }
  const [header, ...others] = body;
  if (!header) return refuse(0, { fr: 'le fichier est vide', en: 'the file is empty' });
  if (others.length > MOST_LINES) {
    return refuse(0, {
      fr: `le fichier compte plus de ${MOST_LINES} lignes`,
      en: `the file has more than ${MOST_LINES} lines`,
    });
  }
  const width = header.cells.length;
  const isWhole = ({ cells }: TableRow) =>
    cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '');
  const whole: TableRow[] = [];
  const refusals: Refusal[] = [];
  for (const row of others) {
    if (isWhole(row)) whole.push(row);
    else {
      refusals.push(
        refusalAt(
          { file, line: row.line, column: null },
          {
            fr: `${row.cells.length} cellules au lieu de ${width}`,
            en: `${row.cells.length} cells instead of ${width}`,
          },
        ),
      );
    }
  }
  return { table: { delimiter, header, rows: whole }, refusals };
}
