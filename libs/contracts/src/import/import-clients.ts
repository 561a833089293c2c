import {
  CellReader,
  type ColumnNames,
  importFile,
  type Importing,
  type ImportOptions,
  type ImportSummary,
  type Outcome,
  readCsv,
  type Row,
} from '#imports';
import type { PostalAddress } from '#documents';
import type { Transaction } from '#persistence';
import { contractsErrors } from '../contracts-errors.js';
import type { ClientDetails } from '../parties/party.js';
import { findParty, readParty } from '../parties/store-parties.js';
import { completeClient, createParty, updatePartyFrom } from '../parties/write-parties.js';
import { digestOf, findSourceKey, keepSourceKey } from './source-keys.js';

const NAMES: ColumnNames = {
  code: ['code', 'client', 'code client', 'customer', 'client code'],
  name: ['nom', 'raison sociale', 'name'],
  vatStatus: ['statut_tva', 'vat status'],
  siren: ['siren'],
  siret: ['siret'],
  vatNumber: ['numero_tva', 'tva intracommunautaire', 'vat number'],
  street: ['adresse', 'adresse 1', 'address', 'street'],
  street2: ['adresse_2', 'complement', 'address 2'],
  postCode: ['code_postal', 'cp', 'postcode', 'zip'],
  city: ['ville', 'city'],
  country: ['pays', 'country'],
  electronicScheme: ['schema_electronique', 'electronic scheme'],
  electronicAddress: ['adresse_electronique', 'electronic address'],
  email: ['courriel', 'email', 'e-mail', 'mail'],
  contact: ['contact', 'interlocuteur'],
  language: ['langue', 'language'],
  channel: ['canal', 'envoi', 'channel'],
  buyerReference: ['reference_acheteur', 'buyer reference'],
  paymentDays: ['delai_paiement', 'payment days'],
  grouping: ['regroupement', 'grouping'],
};

const STATUSES = {
  assujetti: 'taxable',
  taxable: 'taxable',
  franchise: 'franchise',
  exonere: 'exempt',
  exempt: 'exempt',
  'non assujetti': 'nonTaxable',
  nontaxable: 'nonTaxable',
  'non taxable': 'nonTaxable',
  particulier: 'consumer',
  consommateur: 'consumer',
  consumer: 'consumer',
  etranger: 'foreign',
  foreign: 'foreign',
} as const;
const CHANNELS = {
  courriel: 'email',
  email: 'email',
  plateforme: 'platform',
  platform: 'platform',
  courrier: 'post',
  post: 'post',
} as const;
const LANGUAGES = { fr: 'fr', francais: 'fr', en: 'en', anglais: 'en', english: 'en', french: 'fr' } as const;
const GROUPINGS = { client: 'client', contrat: 'contract', contract: 'contract' } as const;
const COUNTRIES: Readonly<Record<string, string>> = {
  FRANCE: 'FR',
  BELGIQUE: 'BE',
  SUISSE: 'CH',
  ALLEMAGNE: 'DE',
  ESPAGNE: 'ES',
  ITALIE: 'IT',
  LUXEMBOURG: 'LU',
};

interface ClientRow {
  readonly line: number;
  readonly code: string;
  /** With defaults where the file says nothing: what a new client is made of. */
  readonly whole: Omit<ClientDetails, 'code' | 'deliveryAddress'>;
  /** Only the columns that the file has, an empty cell being null: what changes of an older client. */
  readonly said: Partial<ClientDetails>;
}

function addressOf(cells: CellReader): PostalAddress | null {
  const lines = [...cells.raw('street').split(/\r?\n| \| /), cells.raw('street2')]
    .map((each) => each.trim())
    .filter(Boolean);
  const [postCode, city] = [cells.raw('postCode'), cells.raw('city')];
  if (lines.length === 0 && postCode === '' && city === '') return null;
  const country = cells.raw('country').toUpperCase() || 'FR';
  return { lines, postCode, city, country: COUNTRIES[country] ?? country };
}

function parseClient(row: Row, columns: ReadonlySet<string>) {
  const cells = new CellReader(row, NAMES);
  const siren = cells.digits('siren');
  const siret = cells.digits('siret');
  const status = cells.choice('vatStatus', STATUSES) ?? (siren || siret ? 'taxable' : null);
  if (!status && cells.errors.length === 0) {
    cells.note(
      'vatStatus',
      '',
      'sans SIREN il faut dire le statut : assujetti, franchise, exonéré, non assujetti, particulier ou étranger.',
      'without a SIREN the status is needed: taxable, franchise, exempt, nonTaxable, consumer or foreign.',
    );
  }
  const code = cells.required('code');
  const electronicAddress = cells.text('electronicAddress');
  const scheme =
    cells.text('electronicScheme') ?? (electronicAddress && /^\d{9}/.test(electronicAddress) ? '0225' : null);
  const whole: ClientRow['whole'] = {
    name: cells.required('name'),
    vatStatus: status ?? 'taxable',
    siren: siren ?? siret?.slice(0, 9) ?? null,
    siret,
    vatNumber: cells.text('vatNumber')?.replace(/\s/g, '').toUpperCase() ?? null,
    address: addressOf(cells),
    electronicScheme: electronicAddress ? (scheme ?? 'EM') : scheme,
    electronicAddress,
    email: cells.text('email'),
    contact: cells.text('contact'),
    language: cells.choice('language', LANGUAGES) ?? 'fr',
    channel: cells.choice('channel', CHANNELS),
    buyerReference: cells.text('buyerReference'),
    paymentDays: cells.whole('paymentDays'),
    grouping: cells.choice('grouping', GROUPINGS) ?? 'contract',
  };
  const present: Readonly<Partial<Record<keyof ClientDetails, readonly string[]>>> = {
    siren: ['siren', 'siret'],
    address: ['street', 'postCode', 'city'],
    electronicScheme: ['electronicAddress'],
  };
  const said: ClientRow['said'] = Object.fromEntries(
    Object.entries(whole).filter(([name]) =>
      (present[name as keyof ClientDetails] ?? [name]).some((each) => columns.has(each)),
    ),
  );
  if (cells.errors.length === 0) cells.check(() => completeClient(whole));
  return { parsed: { line: row.line, code, whole, said }, errors: cells.errors };
}

/**
 * A client that was imported before is left alone when the file says the same of it, and otherwise updated in the
 * columns that the file has: nothing that was agreed or issued hangs on a client's address.
 */
async function writeClient(
  tx: Transaction,
  source: string,
  { code, whole, said }: ClientRow,
): Promise<Outcome> {
  const sourceKey = { source, kind: 'client', key: code } as const;
  const digest = digestOf(whole);
  const known = await findSourceKey(tx, sourceKey);
  if (known?.digest === digest) return 'unchanged';
  const existing = known ? await readParty(tx, 'client', known.id) : await findParty(tx, 'client', code);
  const client = existing
    ? await updatePartyFrom(tx, 'client', { id: existing.id, values: said })
    : await createParty(tx, 'client', { ...whole, code });
  await keepSourceKey(tx, sourceKey, { id: client.id, digest });
  return existing ? 'updated' : 'created';
}

/** @throws IMPORTS.FILE_UNREADABLE */
export async function importClients(
  importing: Importing,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportSummary> {
  const file = readCsv(bytes, NAMES, ['code', 'name']);
  const { source = 'csv' } = options;
  return importFile<ClientRow>(importing, {
    kind: 'clients',
    file,
    options,
    parse: (row) => parseClient(row, file.columns),
    begin: async (tx) => {
      const seen = new Map<string, number>();
      return async (row) => {
        const before = seen.get(row.code);
        if (before) throw contractsErrors.SAME_KEY_TWICE({ key: row.code, line: before });
        seen.set(row.code, row.line);
        return writeClient(tx, source, row);
      };
    },
  });
}
