import { isInvoiceDay } from '#documents';
import { DomainError, type LocalDate } from '#kernel';
import { importsErrors } from './imports-errors.js';
import { plainName, type ColumnNames, type Row } from './read-csv.js';

type Choices<T extends string | number> = Readonly<Record<string, T>>;

/** Reads the cells of one line, and gathers every error instead of stopping at the first. */
export class CellReader {
  readonly errors: DomainError[] = [];

  constructor(
    private readonly row: Row,
    private readonly names: ColumnNames,
  ) {
    if (row.surplus > 0) {
      this.refuse(
        '',
        `${row.surplus} cellule(s) de trop`,
        'la ligne a plus de cellules que l’en-tête ; mettez entre guillemets les textes qui contiennent le séparateur.',
        'the line has more cells than the header; quote texts that hold the delimiter.',
      );
    }
  }

  private refuse(column: string, value: string, expected: string, expectedEn: string): void {
    const field = this.names[column]?.[0] ?? column;
    this.errors.push(importsErrors.CELL_REFUSED({ field, value, expected, expectedEn }));
  }

  /** '' where the cell is empty or the column absent. */
  raw(column: string): string {
    return this.row.cells[column] ?? '';
  }

  text(column: string): string | null {
    return this.raw(column) || null;
  }

  required(column: string): string {
    const text = this.raw(column);
    if (text === '')
      this.refuse(column, '', 'cette cellule ne peut pas rester vide.', 'this cell cannot stay empty.');
    return text;
  }

  choice<T extends string | number>(column: string, choices: Choices<T>): T | null {
    const text = this.raw(column);
    if (text === '') return null;
    const chosen = choices[plainName(text)];
    if (chosen !== undefined) return chosen;
    const known = Object.keys(choices).join(', ');
    this.refuse(column, text, `valeurs connues : ${known}.`, `known values: ${known}.`);
    return null;
  }

  /** `2026-06-01` or `01/06/2026`, of the years that an invoice may bear. */
  day(column: string): LocalDate | null {
    const text = this.raw(column);
    if (text === '') return null;
    const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
    const iso = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text;
    if (isInvoiceDay(iso)) return iso;
    this.refuse(
      column,
      text,
      'il faut une date existante entre 2000 et 2099, JJ/MM/AAAA ou AAAA-MM-JJ.',
      'an existing date between 2000 and 2099 is needed, DD/MM/YYYY or YYYY-MM-DD.',
    );
    return null;
  }

  /** `1 234,56 €`, `1.234,56` and `1234.56` are one number. A lone comma is a decimal one, as in French. */
  decimal(column: string): string | null {
    const text = this.raw(column);
    if (text === '') return null;
    const plain = text.replace(/[\s\u00a0\u202f€%]/g, '');
    const separator = plain.lastIndexOf(',') > plain.lastIndexOf('.') ? ',' : '.';
    const grouping = separator === ',' ? /\./g : /,/g;
    const number = plain.replace(grouping, '').replace(separator, '.');
    if (/^\d+(\.\d+)?$/.test(number) && number.length <= 18) return number;
    this.refuse(
      column,
      text,
      'il faut un nombre positif ou nul, comme 1234,56.',
      'a number of zero or more is needed, such as 1234.56.',
    );
    return null;
  }

  whole(column: string): number | null {
    const text = this.decimal(column);
    if (text === null) return null;
    if (/^\d{1,6}$/.test(text)) return Number(text);
    this.refuse(column, text, 'il faut un nombre entier.', 'a whole number is needed.');
    return null;
  }

  /** Digits only: `823 456 789` is a SIREN as people write it. */
  digits(column: string): string | null {
    return this.raw(column).replace(/[\s\u00a0\u202f.]/g, '') || null;
  }

  /** Adds what a check of the whole line refuses. */
  check(verify: () => void): void {
    try {
      verify();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.errors.push(error);
    }
  }

  note(column: string, value: string, expected: string, expectedEn: string): void {
    this.refuse(column, value, expected, expectedEn);
  }
}
