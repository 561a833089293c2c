import { createHash } from 'node:crypto';
import { decodeText } from './decode-text.js';
import { parseTable, type TableFile } from './parse-table.js';

const HEADER_BYTES = 65_536;

/** Headers of an export, as it writes them; none where its first line is no table. */
function headersOf(bytes: Uint8Array, file: TableFile): readonly string[] {
  const { text } = decodeText(bytes.subarray(0, HEADER_BYTES));
  const [first = '', second = ''] = text.split('\n', 2);
  const lines = /^sep=.$/i.test(first) ? `${first}\n${second}\n` : `${first}\n`;
  const { table } = parseTable(lines, file);
  return table?.header.cells.map((cell) => cell.trim()) ?? [];
}

/** Same for two exports with the same headers in the same order: a tool writes them alike each time. */
export function headerSignature(files: Readonly<Record<TableFile, Uint8Array>>): string {
  const headers = [headersOf(files.subscriptions, 'subscriptions'), headersOf(files.invoices, 'invoices')];
  return createHash('sha256').update(JSON.stringify(headers)).digest('hex');
}
