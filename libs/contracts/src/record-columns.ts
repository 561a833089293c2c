import type { Transaction } from '#persistence';

/** The columns of a table in the order in which they are written, by the name that a record gives them. */
export type RecordColumns<T> = { readonly [Name in keyof T]-?: string };

/** `name, vat_status AS "vatStatus"`: what makes a row a record. */
export function selectedColumns(columns: Readonly<Record<string, string>>, table: string): string {
  return Object.entries(columns)
    .map(([name, column]) => `${table}.${column} AS "${name}"`)
    .join(', ');
}

const asParameter = (value: unknown) =>
  value !== null && typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value;

/** Inserts what is given and leaves the rest to the defaults of the table. @returns what names the row */
export async function insertRecord<T>(
  tx: Transaction,
  table: string,
  columns: RecordColumns<T>,
  values: Partial<T>,
): Promise<{ id: number; code: string }> {
  const given = (Object.keys(columns) as (keyof T)[]).filter((name) => values[name] !== undefined);
  const [row] = await tx.query(
    `INSERT INTO ${table} (${given.map((name) => columns[name]).join(', ')})
     VALUES (${given.map((_, i) => `$${i + 1}`).join(', ')}) RETURNING id, code`,
    given.map((name) => asParameter(values[name])),
  );
  return row;
}

/** Writes the given columns of one row. @returns how many rows were there */
export async function updateRecord<T>(
  tx: Transaction,
  table: string,
  columns: RecordColumns<T>,
  { id, values, bump }: { id: number; values: Partial<T>; bump: boolean },
): Promise<void> {
  const given = (Object.keys(columns) as (keyof T)[]).filter((name) => values[name] !== undefined);
  const writes = given
    .map((name, i) => `${columns[name]} = $${i + 2}`)
    .concat(bump ? ['version = version + 1'] : []);
  await tx.query(`UPDATE ${table} SET ${writes.join(', ')} WHERE id = $1`, [
    id,
    ...given.map((name) => asParameter(values[name])),
  ]);
}

/** One page of a list, with the size of the whole. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface Paging {
  /** From 1. */
  readonly page?: number;
  /** 1 to 500, 50 by default. */
  readonly size?: number;
}

export function limits({ page = 1, size = 50 }: Paging): { limit: number; offset: number } {
  const limit = Math.min(Math.max(1, Math.trunc(size)), 500);
  return { limit, offset: (Math.max(1, Math.trunc(page)) - 1) * limit };
}

/** A column in an order, the rows without a value last. @param column written by this program, never by a person */
export function orderBy(column: string, descending = false): string {
  return `${column} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
}

/** A search text as a pattern that finds it anywhere, with the wildcards in it taken literally. */
export function anywhere(search: string): string {
  return `%${search.replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
}
