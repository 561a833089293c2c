import { foldedColumn, patternsOf, type Transaction, type UnitOfWork } from '#persistence';
import { membershipErrors } from '../membership-errors.js';
import type { PersonDetails, PersonRecord } from './person.js';

/** What reads: a transaction, or single queries outside of any. */
export type Reader = Pick<Transaction, 'query'> | UnitOfWork['database'];

const COLUMNS = {
  kind: 'kind',
  name: 'name',
  givenName: 'given_name',
  birthDate: 'birth_date',
  siren: 'siren',
  legalForm: 'legal_form',
  representative: 'representative',
  email: 'email',
  phone: 'phone',
  address: 'address',
  accountId: 'account_id',
} satisfies Record<keyof PersonDetails, string>;

const names = Object.keys(COLUMNS) as (keyof PersonDetails)[];

/** « Alice Martin », « Solidarité Invest », of a row of membership.person. */
export const fullNameOf = (table: string) => `concat_ws(' ', ${table}.given_name, ${table}.name)`;

const selected = `p.id, p.code, p.version, ${fullNameOf('p')} AS "fullName", ${names
  .map((name) => `p.${COLUMNS[name]} AS "${name}"`)
  .join(', ')}`;

const written = (value: unknown) =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : value;

export async function findPerson(
  reader: Reader,
  key: number | string,
  lock = false,
): Promise<PersonRecord | null> {
  const [row]: PersonRecord[] = await reader.query(
    `SELECT ${selected} FROM membership.person p WHERE p.${typeof key === 'number' ? 'id' : 'code'} = $1
     ${lock ? 'FOR NO KEY UPDATE' : ''}`,
    [key],
  );
  return row ?? null;
}

/** By id, or by code. @throws MEMBERSHIP.PERSON_NOT_FOUND */
export async function readPerson(reader: Reader, key: number | string): Promise<PersonRecord> {
  const found = await findPerson(reader, key);
  if (!found) throw membershipErrors.PERSON_NOT_FOUND({ key });
  return found;
}

/** Who signs in under an account, where somebody does. */
export async function findPersonOfAccount(reader: Reader, account: number): Promise<PersonRecord | null> {
  const [row]: PersonRecord[] = await reader.query(
    `SELECT ${selected} FROM membership.person p WHERE p.account_id = $1`,
    [account],
  );
  return row ?? null;
}

export async function insertPerson(
  tx: Transaction,
  code: string | undefined,
  details: PersonDetails,
): Promise<PersonRecord> {
  const given = code === undefined ? [] : [code];
  const columns = [...(code === undefined ? [] : ['code']), ...names.map((name) => COLUMNS[name])];
  const values = [...given, ...names.map((name) => written(details[name]))];
  const [{ id }]: [{ id: number }] = await tx.query(
    `INSERT INTO membership.person (${columns.join(', ')}) VALUES (${values.map((_, i) => `$${i + 1}`).join(', ')})
     RETURNING id`,
    values,
  );
  return readPerson(tx, id);
}

export async function updatePerson(
  tx: Transaction,
  id: number,
  details: PersonDetails,
): Promise<PersonRecord> {
  await tx.query(
    `UPDATE membership.person SET version = version + 1, ${names
      .map((name, i) => `${COLUMNS[name]} = $${i + 2}`)
      .join(', ')} WHERE id = $1`,
    [id, ...names.map((name) => written(details[name]))],
  );
  return readPerson(tx, id);
}

export interface PersonSearch {
  /** Each word anywhere in the code, the names, the SIREN or the e-mail address. */
  readonly search?: string;
  readonly kind?: PersonDetails['kind'];
  /** From 1. */
  readonly page?: number;
  /** 1 to 500, 50 by default. */
  readonly size?: number;
}

export interface PersonList {
  readonly items: readonly PersonRecord[];
  readonly total: number;
}

const searched = foldedColumn(`concat_ws(' ', p.code, p.given_name, p.name, p.siren, p.email)`);

/** By name. */
export async function listPersons(
  reader: Reader,
  { search = '', kind, page = 1, size = 50 }: PersonSearch,
): Promise<PersonList> {
  const rows: (PersonRecord & { total: number })[] = await reader.query(
    `WITH found AS (SELECT p.* FROM membership.person p
       WHERE ${searched} LIKE ALL ($1::text[]) AND ($2::text IS NULL OR p.kind = $2))
     SELECT page.*, whole.total FROM (SELECT count(*) AS total FROM found) whole
     LEFT JOIN LATERAL (SELECT ${selected} FROM found p ORDER BY p.name COLLATE "unicode", p.given_name COLLATE "unicode", p.id
       LIMIT $3 OFFSET $4) page ON true`,
    [patternsOf(search), kind ?? null, size, (page - 1) * size],
  );
  return {
    items: rows.flatMap(({ total: _, ...row }) => (row.id === null ? [] : [row])),
    total: rows[0]!.total,
  };
}
