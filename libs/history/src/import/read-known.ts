import { type ChargedDays, readChargedDays, readRecordedLines, type RecordedLine } from '#billing';
import type { LocalDate, Period } from '#kernel';
import type { Transaction } from '#persistence';
import type { BillingHistory } from '../audit/billing-history.js';

export interface KnownKey {
  readonly id: number;
  readonly digest: string;
}

export interface KnownLine {
  readonly id: number;
  readonly contractId: number;
  readonly clientId: number;
  readonly service: string;
  readonly period: Period;
  /** Whether a subscription of a former tool is mapped to it. */
  readonly mapped: boolean;
}

/** What is there before an import: everything its plan depends on. */
export interface Known {
  readonly clients: ReadonlyMap<string, KnownKey>;
  readonly subscriptions: ReadonlyMap<
    string,
    KnownKey & { readonly contractId: number; readonly clientId: number }
  >;
  readonly documents: ReadonlyMap<
    string,
    KnownKey & { readonly issuedOn: LocalDate; readonly open: boolean }
  >;
  /** Existing clients by code. */
  readonly clientsByCode: ReadonlyMap<string, { readonly id: number; readonly name: string }>;
  readonly lines: readonly KnownLine[];
  readonly takenCodes: ReadonlySet<string>;
  readonly charged: readonly ChargedDays[];
  readonly recorded: readonly RecordedLine[];
  /** Days of existing lines that are excused from billing. */
  readonly excused: readonly { readonly lineId: number; readonly period: Period }[];
}

export interface ImportOrigin {
  readonly issuerId: number;
  readonly source: string;
}

export async function readKnown(
  tx: Transaction,
  { issuerId, source }: ImportOrigin,
  history: BillingHistory,
): Promise<Known> {
  const keys = (await tx.query(
    'SELECT kind, key, id, digest FROM history.source_key WHERE source = $1 AND issuer_id = $2',
    [source, issuerId],
  )) as (KnownKey & { kind: string; key: string })[];
  const ofKind = (kind: string) =>
    new Map(keys.filter((each) => each.kind === kind).map((each) => [each.key, each]));
  const clients = ofKind('client');
  const documents = ofKind('document');
  const subscriptions = ofKind('subscription');
  const owners = (await tx.query(
    `SELECT l.id, l.contract_id AS "contractId", c.client_id AS "clientId" FROM contracts.contract_line l
     JOIN contracts.contract c ON c.id = l.contract_id WHERE l.id = ANY ($1::bigint[])`,
    [[...subscriptions.values()].map(({ id }) => id)],
  )) as { id: number; contractId: number; clientId: number }[];
  const ownerOf = new Map(owners.map((each) => [each.id, each]));
  const invoices = (await tx.query(
    `SELECT i.id, i.issued_on AS "issuedOn", d.state = 'awaiting' AND d.channel = 'formerTool' AS open
     FROM billing.invoice i JOIN billing.delivery d ON d.invoice_id = i.id WHERE i.id = ANY ($1::bigint[])`,
    [[...documents.values()].map(({ id }) => id)],
  )) as { id: number; issuedOn: LocalDate; open: boolean }[];
  const invoiceOf = new Map(invoices.map((each) => [each.id, each]));
  const clientsByCode = await readClientsByCode(tx, history);
  const clientIds = [...clients.values(), ...clientsByCode.values()].map(({ id }) => id);
  const lines = await readLinesOf(tx, clientIds);
  const credited = history.invoices.flatMap(({ cancels, id }) =>
    cancels !== null && !documents.has(id) ? (documents.get(cancels)?.id ?? []) : [],
  );
  const lineIds = [
    ...new Set([...lines.map(({ id }) => id), ...[...subscriptions.values()].map(({ id }) => id)]),
  ];
  return {
    clients,
    subscriptions: new Map(
      [...subscriptions].map(([key, each]) => [key, { ...each, ...ownerOf.get(each.id)! }]),
    ),
    documents: new Map([...documents].map(([key, each]) => [key, { ...each, ...invoiceOf.get(each.id)! }])),
    clientsByCode,
    lines,
    takenCodes: await readTakenCodes(tx, history),
    charged: await readChargedDays(tx, lineIds),
    recorded: await readRecordedLines(tx, [...new Set(credited)]),
    excused: (await tx.query(
      `SELECT line_id AS "lineId", period FROM billing.excuse WHERE line_id = ANY ($1::bigint[]) AND lifted_at IS NULL`,
      [lineIds],
    )) as Known['excused'],
  };
}

async function readClientsByCode(tx: Transaction, history: BillingHistory) {
  const codes = [...new Set([...history.subscriptions, ...history.invoices].map(({ client }) => client))];
  const rows = (await tx.query('SELECT id, code, name FROM contracts.client WHERE code = ANY ($1::text[])', [
    codes,
  ])) as { id: number; code: string; name: string }[];
  return new Map(rows.map((each) => [each.code, each]));
}

async function readLinesOf(tx: Transaction, clientIds: readonly number[]): Promise<KnownLine[]> {
  return (await tx.query(
    `SELECT d.line_id AS id, l.contract_id AS "contractId", d.client_id AS "clientId", d.service, d.period,
            EXISTS (SELECT 1 FROM history.source_key k WHERE k.kind = 'subscription' AND k.id = d.line_id) AS mapped
     FROM contracts.live_days d JOIN contracts.contract_line l ON l.id = d.line_id
     WHERE d.client_id = ANY ($1::bigint[]) ORDER BY d.line_id, lower(d.period)`,
    [[...new Set(clientIds)]],
  )) as KnownLine[];
}

async function readTakenCodes(tx: Transaction, history: BillingHistory): Promise<Set<string>> {
  const rows = (await tx.query('SELECT code FROM contracts.contract WHERE code = ANY ($1::text[])', [
    history.subscriptions.map(({ id }) => id),
  ])) as { code: string }[];
  return new Set(rows.map(({ code }) => code));
}
