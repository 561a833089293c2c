import type { Transaction } from '#persistence';
import { contractsErrors } from '../contracts-errors.js';
import {
  anywhere,
  insertRecord,
  limits,
  type Page,
  type Paging,
  type RecordColumns,
  selectedColumns,
  updateRecord,
} from '../record-columns.js';
import type {
  ActivityDetails,
  ActivityRecord,
  ClientDetails,
  ClientRecord,
  IssuerDetails,
  IssuerRecord,
} from './party.js';

/** What reads: a transaction, or single queries outside of any. */
export interface Reader {
  query(sql: string, parameters?: unknown[]): Promise<any>;
}

const ISSUER: RecordColumns<IssuerDetails> = {
  code: 'code',
  name: 'name',
  outside: 'outside',
  siren: 'siren',
  siret: 'siret',
  vatNumber: 'vat_number',
  vatRegime: 'vat_regime',
  legalForm: 'legal_form',
  address: 'address',
  email: 'email',
  phone: 'phone',
  iban: 'iban',
  bic: 'bic',
  logo: 'logo',
  paymentDays: 'payment_days',
};

const CLIENT: RecordColumns<ClientDetails> = {
  code: 'code',
  name: 'name',
  vatStatus: 'vat_status',
  siren: 'siren',
  siret: 'siret',
  vatNumber: 'vat_number',
  address: 'address',
  deliveryAddress: 'delivery_address',
  electronicScheme: 'electronic_scheme',
  electronicAddress: 'electronic_address',
  email: 'email',
  contact: 'contact',
  language: 'language',
  channel: 'channel',
  buyerReference: 'buyer_reference',
  paymentDays: 'payment_days',
  grouping: 'grouping',
};

const ACTIVITY: RecordColumns<ActivityDetails> = { code: 'code', name: 'name', accountId: 'account_id' };

const tables = {
  issuer: {
    name: 'contracts.issuer',
    columns: ISSUER as Readonly<Record<string, string>>,
    read: { ...ISSUER, id: 'id', version: 'version' },
  },
  client: {
    name: 'contracts.client',
    columns: CLIENT as Readonly<Record<string, string>>,
    read: { ...CLIENT, id: 'id', archivedAt: 'archived_at', version: 'version' },
  },
  activity: {
    name: 'contracts.activity',
    columns: ACTIVITY as Readonly<Record<string, string>>,
    read: { ...ACTIVITY, id: 'id' },
  },
} as const;

export interface Parties {
  readonly issuer: { details: IssuerDetails; record: IssuerRecord };
  readonly client: { details: ClientDetails; record: ClientRecord };
  readonly activity: { details: ActivityDetails; record: ActivityRecord };
}
export type PartyKind = keyof Parties;

/** By id, or by code. @throws CONTRACTS.NOT_FOUND */
export async function readParty<K extends PartyKind>(
  reader: Reader,
  kind: K,
  key: number | string,
): Promise<Parties[K]['record']> {
  const found = await findParty(reader, kind, key);
  if (!found) throw contractsErrors.NOT_FOUND({ thing: kind, key });
  return found;
}

export async function findParty<K extends PartyKind>(
  reader: Reader,
  kind: K,
  key: number | string,
  lock = false,
): Promise<Parties[K]['record'] | null> {
  const { name, read } = tables[kind];
  const [row] = await reader.query(
    `SELECT ${selectedColumns(read, 'p')} FROM ${name} p WHERE p.${typeof key === 'number' ? 'id' : 'code'} = $1
     ${lock ? 'FOR NO KEY UPDATE' : ''}`,
    [key],
  );
  return row ?? null;
}

export async function insertParty<K extends PartyKind>(
  tx: Transaction,
  kind: K,
  details: Partial<Parties[K]['details']>,
): Promise<Parties[K]['record']> {
  const { name, columns } = tables[kind];
  const { id } = await insertRecord(tx, name, columns, details as Record<string, string>);
  return readParty(tx, kind, id);
}

export async function updateParty<K extends PartyKind>(
  tx: Transaction,
  kind: K,
  id: number,
  values: Partial<Parties[K]['details']>,
): Promise<Parties[K]['record']> {
  const { name, columns } = tables[kind];
  await updateRecord(tx, name, columns, {
    id,
    values: values as Record<string, string>,
    bump: kind !== 'activity',
  });
  return readParty(tx, kind, id);
}

/** The columns of a client, by the names of its record. */
export function clientColumns(table: string): string {
  return selectedColumns(tables.client.read, table);
}

export interface PartySearch extends Paging {
  /** Anywhere in the code, the name, or the SIREN. */
  readonly search?: string;
}

export async function listParties<K extends 'issuer' | 'activity'>(
  reader: Reader,
  kind: K,
  { search = '', ...paging }: PartySearch,
): Promise<Page<Parties[K]['record']>> {
  const { name, read } = tables[kind];
  const { limit, offset } = limits(paging);
  const searched = kind === 'activity' ? ['code', 'name'] : ['code', 'name', 'siren'];
  const found = searched.map((column) => `p.${column} COLLATE pg_c_utf8 ILIKE $1`).join(' OR ');
  const where = `WHERE ${found}`;
  const items = await reader.query(
    `SELECT ${selectedColumns(read, 'p')} FROM ${name} p ${where} ORDER BY p.name COLLATE "unicode", p.id LIMIT $2 OFFSET $3`,
    [anywhere(search), limit, offset],
  );
  const [{ total }] = await reader.query(`SELECT count(*) AS total FROM ${name} p ${where}`, [
    anywhere(search),
  ]);
  return { items, total };
}
