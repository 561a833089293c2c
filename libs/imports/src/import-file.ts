import { DomainError, type Sentence } from '#kernel';
import type { Transaction } from '#persistence';
import type { ReadFile, Row } from './read-csv.js';

export interface ImportOptions {
  /** Names the tool that the file comes from: keys are those of one source. `csv` by default. */
  readonly source?: string;
  /** Says what an import would do: it is done and rolled back. */
  readonly preview?: boolean;
  /** Runs in the same transaction, before the first line; undone with the import when that is not kept. */
  readonly beforeImport?: (tx: Transaction) => Promise<void>;
  /** Runs in the same transaction, after an import that wrote something and was kept. */
  readonly afterImport?: (tx: Transaction, summary: ImportSummary) => Promise<void>;
}

export interface ImportRefusal {
  /** Line of the file; the header is line 1. */
  readonly line: number;
  readonly code: string;
  readonly reason: Sentence;
}

export interface ImportSummary {
  /** What the lines are: `clients`, `shares`. */
  readonly kind: string;
  readonly source: string;
  readonly preview: boolean;
  /** Whether the file was kept: false for a preview, and when a line was refused. */
  readonly kept: boolean;
  readonly lines: number;
  /** What the file would create, change or find as it was; nothing of it is kept when a line is refused. */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** At most `LISTED_REFUSALS` of them. */
  readonly refused: readonly ImportRefusal[];
  /** Lines that are refused, for however many reasons. */
  readonly refusedCount: number;
  /** Columns whose names this import does not know, left aside. */
  readonly ignoredColumns: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
}

export const LISTED_REFUSALS = 200;

/** What an import is given by the facade: its transaction, who does it, and the audit trail. */
export interface Importing {
  /** `contracts`: imports of one room take turns, and the audit trail says `contracts.clients.import`. */
  readonly room: string;
  within<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  record(tx: Transaction, action: string, facts: Record<string, unknown>): Promise<void>;
  /** What PostgreSQL refused, as the room says it; anything else as it came. */
  explain(error: unknown): unknown;
}

export type Outcome = 'created' | 'updated' | 'unchanged';

/** Gathers what is said of each line. */
export class Refusals {
  readonly listed: ImportRefusal[] = [];
  private readonly lines = new Set<number>();

  /** Lines, not reasons: one line may have several. */
  get count(): number {
    return this.lines.size;
  }

  add(line: number, { code, sentence }: DomainError): void {
    this.lines.add(line);
    if (this.listed.length < LISTED_REFUSALS) this.listed.push({ line, code, reason: sentence });
  }
}

interface FileImport<Parsed extends { line: number }> {
  readonly kind: string;
  readonly file: ReadFile;
  readonly options: ImportOptions;
  readonly parse: (row: Row) => { parsed: Parsed | null; errors: readonly DomainError[] };
  /** Called once, with the lines that could be read. */
  readonly begin: (
    tx: Transaction,
    rows: readonly Parsed[],
    refuse: Refusals,
  ) => Promise<(row: Parsed) => Promise<Outcome>>;
}

/**
 * Imports each line under a savepoint of its own, so that every refusal of the file is found in one go; then keeps
 * everything, or nothing.
 */
export async function importFile<Parsed extends { line: number }>(
  importing: Importing,
  { kind, file, options, parse, begin }: FileImport<Parsed>,
): Promise<ImportSummary> {
  const { source = 'csv', preview = false, beforeImport, afterImport } = options;
  return importing.within(async (tx) => {
    await tx.query('SAVEPOINT file');
    // Two imports at once take turns, so that the second finds what the first wrote.
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${importing.room}.import`]);
    if (!preview) await beforeImport?.(tx);
    const refusals = new Refusals();
    const rows = file.rows.flatMap((row) => {
      const { parsed, errors } = parse(row);
      for (const error of errors) refusals.add(row.line, error);
      return parsed && errors.length === 0 ? [parsed] : [];
    });
    const counts: Record<Outcome, number> = { created: 0, updated: 0, unchanged: 0 };
    const write = await begin(tx, rows, refusals);
    for (const row of rows) {
      const outcome = await underSavepoint(tx, importing, () => write(row));
      if (outcome instanceof DomainError) refusals.add(row.line, outcome);
      else counts[outcome] += 1;
    }
    const kept = refusals.count === 0 && !preview;
    if (!kept) await tx.query('ROLLBACK TO SAVEPOINT file');
    const summary: ImportSummary = {
      kind,
      source,
      preview,
      kept,
      lines: file.rows.length,
      ...counts,
      refused: [...refusals.listed].sort((a, b) => a.line - b.line),
      refusedCount: refusals.count,
      ignoredColumns: file.ignoredColumns,
      encoding: file.encoding,
      delimiter: file.delimiter,
    };
    if (kept && counts.created + counts.updated > 0) {
      await importing.record(tx, `${importing.room}.${kind}.import`, { source, ...counts });
      await afterImport?.(tx, summary);
    }
    return summary;
  });
}

async function underSavepoint(
  tx: Transaction,
  importing: Importing,
  write: () => Promise<Outcome>,
): Promise<Outcome | DomainError> {
  await tx.query('SAVEPOINT file_line');
  try {
    const outcome = await write();
    await tx.query('RELEASE SAVEPOINT file_line');
    return outcome;
  } catch (error) {
    const refusal = importing.explain(error);
    if (!(refusal instanceof DomainError)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT file_line');
    return refusal;
  }
}
