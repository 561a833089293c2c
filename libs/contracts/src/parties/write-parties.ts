import type { Transaction } from '#persistence';
import { contractsErrors } from '../contracts-errors.js';
import type { ActivityDetails, ClientDetails, ClientRecord, IssuerDetails } from './party.js';
import { requireValidActivity, requireValidClient, requireValidIssuer } from './require-valid-party.js';
import {
  findParty,
  insertParty,
  type Parties,
  type PartyKind,
  readParty,
  updateParty,
} from './store-parties.js';

/** What must be said of a new one; the rest has defaults. */
export type NewIssuer = Partial<IssuerDetails> & Pick<IssuerDetails, 'code' | 'name' | 'siren' | 'address'>;
export type NewClient = Partial<ClientDetails> & Pick<ClientDetails, 'name' | 'vatStatus'>;
export type NewActivity = Partial<ActivityDetails> & Pick<ActivityDetails, 'name'>;

/** Some fields of a record; `version` is the one that the person saw, where they saw one. */
export interface Changed<Details> {
  readonly id: number;
  readonly version?: number;
  readonly values: Partial<Details>;
}

const noIssuer: Omit<IssuerDetails, 'code' | 'name' | 'siren' | 'address'> = {
  outside: false,
  siret: null,
  vatNumber: null,
  vatRegime: 'collection',
  legalForm: null,
  email: null,
  phone: null,
  iban: null,
  bic: null,
  logo: null,
  paymentDays: 30,
};

const noClient: Omit<ClientDetails, 'name' | 'vatStatus' | 'code'> = {
  siren: null,
  siret: null,
  vatNumber: null,
  address: null,
  deliveryAddress: null,
  electronicScheme: null,
  electronicAddress: null,
  email: null,
  contact: null,
  language: 'fr',
  channel: null,
  buyerReference: null,
  paymentDays: null,
  grouping: 'contract',
};

/** A SIRET says the SIREN, so that nobody needs to give both. */
function withSiren<T extends { siren?: string | null; siret?: string | null }>(values: T): T {
  return values.siret && !values.siren ? { ...values, siren: values.siret.slice(0, 9) } : values;
}

/** Absent fields are those of `defaults`; undefined never hides a default. */
function filled<T extends object>(defaults: object, values: object): T {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) } as T;
}

/** @throws CONTRACTS.INVALID_FIELD */
export function completeClient(client: NewClient): Omit<ClientDetails, 'code'> & { code?: string } {
  const complete = filled<ClientDetails>(noClient, withSiren(client));
  requireValidClient(complete);
  return complete;
}

/** @throws CONTRACTS.INVALID_FIELD, and CONTRACTS.CODE_TAKEN by the database */
export async function createParty<K extends PartyKind>(
  tx: Transaction,
  kind: K,
  given: { issuer: NewIssuer; client: NewClient; activity: NewActivity }[K],
): Promise<Parties[K]['record']> {
  if (kind === 'client')
    return insertParty<PartyKind>(tx, kind, completeClient(given as NewClient)) as Promise<
      Parties[K]['record']
    >;
  if (kind === 'issuer') {
    const issuer = filled<IssuerDetails>(noIssuer, given);
    requireValidIssuer(issuer);
    return insertParty(tx, kind, issuer);
  }
  requireValidActivity({ code: 'AC', ...(given as NewActivity) });
  return insertParty(tx, kind, given);
}

/** @throws CONTRACTS.NOT_FOUND, CONTRACTS.CHANGED_MEANWHILE, CONTRACTS.INVALID_FIELD */
export async function updatePartyFrom<K extends PartyKind>(
  tx: Transaction,
  kind: K,
  { id, version, values }: Changed<Parties[K]['details']>,
): Promise<Parties[K]['record']> {
  const before = await findParty(tx, kind, id, true);
  if (!before) throw contractsErrors.NOT_FOUND({ thing: kind, key: id });
  if (version !== undefined && 'version' in before && before.version !== version) {
    throw contractsErrors.CHANGED_MEANWHILE({ thing: kind, id, version: before.version });
  }
  const given = filled<Partial<Parties[K]['details']>>({}, values);
  const after = { ...before, ...given };
  if (kind === 'issuer') requireValidIssuer(after as unknown as IssuerDetails);
  else if (kind === 'client') requireValidClient(after as unknown as ClientDetails);
  else requireValidActivity(after as ActivityDetails);
  return Object.keys(given).length === 0 ? before : updateParty(tx, kind, id, given);
}

/** @throws CONTRACTS.NOT_FOUND */
export async function setArchived(tx: Transaction, id: number, at: Date | null): Promise<ClientRecord> {
  await readParty(tx, 'client', id);
  await tx.query('UPDATE contracts.client SET archived_at = $2, version = version + 1 WHERE id = $1', [
    id,
    at,
  ]);
  return readParty(tx, 'client', id);
}
