import { type LocalDate, type Sentence } from '#kernel';
import { type Refusal, refusalAt } from '../history-errors.js';
import { type ColumnPlaces, type TableMap } from './column-map.js';
import { emptyCells } from './known-values.js';
import { type ParsedTable, type TableFile, type TableRow } from './parse-table.js';
import { plainWords } from './plain-words.js';
import { type DecimalSign, decimalSignOf, readHundredths, type SignVotes, votesFor } from './read-amount.js';
import {
  type DateOrder,
  joinEvidence,
  orderEvidence,
  type OrderEvidence,
  provenOrder,
  readDate,
} from './read-date.js';

const namesOfOrders: Readonly<Record<DateOrder, Sentence>> = {
  dmy: { fr: 'jour, mois, année', en: 'day, month, year' },
  mdy: { fr: 'mois, jour, année', en: 'month, day, year' },
  ymd: { fr: 'année, mois, jour', en: 'year, month, day' },
};

/** A sign without a letter, such as ✓, stays itself. */
const comparable = (cell: string): string => plainWords(cell) || cell.trim();

/** Reads cells by canonical column and gathers every refusal, with the line and header it concerns. */
export class TableReader {
  private readonly refused: Refusal[];
  private readonly signs = new Map<string, DecimalSign>();
  private readonly orders = new Map<string, DateOrder>();
  private readonly dates = new Map<string, LocalDate | null>();
  private readonly votes = new Map<string, SignVotes>();
  private readonly amounts = new Map<string, number | null>();
  private readonly choices = new Map<string, Map<string, string>>();

  constructor(
    private readonly file: TableFile,
    readonly table: ParsedTable,
    private readonly places: ColumnPlaces,
    private readonly map: TableMap,
    refusals: readonly Refusal[],
  ) {
    this.refused = [...refusals];
  }

  get refusals(): readonly Refusal[] {
    return this.refused;
  }

  has(column: string): boolean {
    return this.places.at.has(column);
  }

  refuse(row: TableRow, column: string | null, why: Sentence): void {
    const header = column === null ? null : (this.places.headers[column] ?? column);
    this.refused.push(refusalAt({ file: this.file, line: row.line, column: header }, why));
  }

  /** The trimmed cell; '' when the column is absent, or holds what tools write for nothing. */
  text(row: TableRow, column: string): string {
    const at = this.places.at.get(column);
    if (at === undefined) return '';
    const cell = (row.cells[at] ?? '').trim();
    return cell.length > 0 && cell.length <= 10 && emptyCells.has(cell.toLowerCase()) ? '' : cell;
  }

  /** The cell of an identifier: without the no-break spaces and line ends of a cell wrapped by hand. */
  identifier(row: TableRow, column: string): string {
    const cell = this.text(row, column);
    return /\s/.test(cell) ? cell.replace(/\s+/g, ' ') : cell;
  }

  *cells(column: string): Generator<string> {
    for (const row of this.table.rows) {
      const cell = this.text(row, column);
      if (cell !== '') yield cell;
    }
  }

  /** Different amounts vote once each: exports repeat the same prices thousands of times. */
  private votesOf(column: string): SignVotes {
    const known = this.votes.get(column) ?? votesFor(new Set(this.cells(column)));
    this.votes.set(column, known);
    return known;
  }

  signVotes(columns: readonly string[]): SignVotes[] {
    return columns.filter((column) => this.has(column)).map((column) => this.votesOf(column));
  }

  /** Each column decides its decimal sign; one that cannot follows `fallback`, what the rest of the export says. */
  settleSigns(columns: readonly string[], fallback: DecimalSign): void {
    for (const column of columns) {
      if (this.has(column)) this.signs.set(column, decimalSignOf(this.votesOf(column)) ?? fallback);
    }
  }

  dateEvidence(columns: readonly string[]): OrderEvidence {
    return joinEvidence(
      columns.filter((column) => this.has(column)).map((column) => orderEvidence(this.cells(column))),
    );
  }

  /** Each column decides the order of its days; one that cannot follows `fallback`. */
  settleOrders(columns: readonly string[], fallback: DateOrder): void {
    for (const column of columns) {
      if (this.has(column))
        this.orders.set(column, provenOrder(orderEvidence(this.cells(column))) ?? fallback);
    }
  }

  get decimalSigns(): Readonly<Record<string, DecimalSign>> {
    return Object.fromEntries(this.signs);
  }

  get dateOrders(): Readonly<Record<string, DateOrder>> {
    return Object.fromEntries(this.orders);
  }

  /** Null when empty or refused. */
  hundredths(row: TableRow, column: string, { needed }: { needed: boolean }): number | null {
    const cell = this.text(row, column);
    if (cell === '') {
      if (needed) this.refuse(row, column, { fr: 'le montant manque', en: 'the amount is missing' });
      return null;
    }
    const sign = this.signs.get(column) ?? ',';
    const key = `${sign}${cell}`;
    const known = this.amounts.get(key);
    const read = known === undefined ? readHundredths(cell, sign) : known;
    if (known === undefined) this.amounts.set(key, read);
    if (read === null) {
      this.refuse(row, column, {
        fr: `« ${cell} » n’est pas un montant (signe décimal « ${sign} »)`,
        en: `“${cell}” is no amount (decimal sign “${sign}”)`,
      });
    }
    return read;
  }

  readDay(cell: string, column: string): LocalDate | null {
    const order = this.orders.get(column) ?? 'dmy';
    const key = `${order}${cell}`;
    const known = this.dates.get(key);
    if (known !== undefined) return known;
    const read = readDate(cell, order);
    this.dates.set(key, read);
    return read;
  }

  /** Null when empty or refused. */
  day(row: TableRow, column: string, { needed }: { needed: boolean }): LocalDate | null {
    const cell = this.text(row, column);
    if (cell === '') {
      if (needed) this.refuse(row, column, { fr: 'la date manque', en: 'the date is missing' });
      return null;
    }
    const read = this.readDay(cell, column);
    if (read === null) {
      const order = this.orders.get(column) ?? 'dmy';
      this.refuse(row, column, {
        fr: `« ${cell} » n’est pas une date (ordre lu : ${namesOfOrders[order].fr})`,
        en: `“${cell}” is no date (read as ${namesOfOrders[order].en})`,
      });
    }
    return read;
  }

  /** The canonical value of a cell, by the mapping first and then by the known values. Null when empty or refused. */
  choice<V extends string>(
    row: TableRow,
    column: string,
    known: Readonly<Record<V, readonly string[]>>,
  ): V | null {
    const at = this.places.at.get(column);
    const cell = at === undefined ? '' : (row.cells[at] ?? '').trim();
    const choices = this.choicesOf(column, known);
    let value = choices.get(cell);
    if (value === undefined) {
      value = choices.get(comparable(cell));
      if (value !== undefined) choices.set(cell, value);
    }
    if (value !== undefined) return value as V;
    if (cell === '' || emptyCells.has(cell.toLowerCase())) return null;
    const accepted = Object.keys(known).join(', ');
    this.refuse(row, column, {
      fr: `« ${cell} » est inconnu ; dites dans le fichier de correspondances (values.${column}) ce qu’il vaut : ${accepted}`,
      en: `“${cell}” is unknown; say in the mapping (values.${column}) what it stands for: ${accepted}`,
    });
    return null;
  }

  private choicesOf(column: string, known: Readonly<Record<string, readonly string[]>>): Map<string, string> {
    const settled = this.choices.get(column);
    if (settled) return settled;
    const choices = new Map<string, string>();
    for (const [canonical, written] of Object.entries(known)) {
      choices.set(comparable(canonical), canonical);
      for (const each of written) choices.set(comparable(each), canonical);
    }
    for (const [theirs, canonical] of Object.entries(this.map.values[column] ?? {})) {
      choices.set(comparable(theirs), canonical);
    }
    this.choices.set(column, choices);
    return choices;
  }
}
