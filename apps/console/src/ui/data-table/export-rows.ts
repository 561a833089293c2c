import type { Cell as SheetCell } from 'write-excel-file/universal';
import type { ColumnKind, DataColumn } from './columns';

/** Signs with which a spreadsheet begins a formula; a tab or a line end at the beginning hides one. */
const FORMULA = /^[=+\-@\t\r\n]/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula: an apostrophe goes before it (OWASP, CSV injection). Numbers keep
 * their minus sign, for they are numbers.
 */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) && !DECIMAL.test(text) ? `'${text}` : text;
}

type Cell = string | number | null | undefined;

/** One cell of a CSV file for a French spreadsheet: decimal comma, day first. */
export function csvCell(value: Cell, kind: ColumnKind): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  if (kind === 'amount' || kind === 'number') return withoutFormula(text).replace('.', ',');
  if (kind === 'day') return text.split('-').reverse().join('/');
  return withoutFormula(text);
}

/** One cell of an XLSX file: days and numbers keep their type, so that they sort and sum; text is never a formula. */
export function xlsxCell(value: Cell, kind: ColumnKind): SheetCell {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'amount') return { type: Number, value: Number(value), format: '#,##0.00' };
  if (kind === 'number') return { type: Number, value: Number(value) };
  if (kind === 'day') return { type: Date, value: new Date(`${value}T00:00:00Z`), format: 'dd/mm/yyyy' };
  return { type: String, value: String(value) };
}

interface Export<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
}

/** UTF-8 with its mark and semicolons: what a French spreadsheet opens without asking. */
export async function csvOf<Row>({ columns, rows }: Export<Row>): Promise<Blob> {
  const { default: papa } = await import('papaparse');
  const text = papa.unparse(
    [
      columns.map(({ header }) => withoutFormula(header)),
      ...rows.map((row) => columns.map(({ value, kind }) => csvCell(value(row), kind))),
    ],
    { delimiter: ';', newline: '\r\n' },
  );
  return new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

export async function xlsxOf<Row>({ columns, rows }: Export<Row>): Promise<Blob> {
  // Unlike the entry for browsers, this one also runs in the tests; it zips large files in a worker all the same.
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  const header = columns.map((column) => ({
    type: String,
    value: column.header,
    fontWeight: 'bold' as const,
  }));
  const body = rows.map((row) => columns.map(({ value, kind }) => xlsxCell(value(row), kind)));
  return writeExcelFile([header, ...body], {
    columns: columns.map(({ kind }) => ({ width: kind === 'text' ? 32 : 16 })),
    stickyRowsCount: 1,
  }).toBlob();
}

/** Gives the file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click: not to be taken away in the same turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
