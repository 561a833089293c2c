import {
  excuseDays,
  excuseForeignDeliveries,
  recordAwaitingCredits,
  recordForeignDocuments,
  recordSentByFormerTool,
  settleCredited,
} from '#billing';
import { type Contracts } from '#contracts';
import type { Actor } from '#identity';
import { centsToDecimal } from '#kernel';
import type { Transaction } from '#persistence';
import { monthsOfCadence } from '../audit/subscription-periods.js';
import type { ImportPlan, PlannedClient, PlannedDocument, PlannedSubscription } from './plan.js';
import { digestOf } from './plan-parties.js';

export interface ImportOf {
  readonly auditId: number;
  readonly issuerId: number;
  readonly source: string;
  readonly actor: Actor;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => Promise<void> | void;
}

interface Line {
  readonly id: number;
  readonly contractId: number;
}

/** Writes a plan, in the caller's transaction: clients, contracts with their line, documents, and what they became. */
export async function writeImport(
  tx: Transaction,
  contracts: Contracts,
  plan: ImportPlan,
  of: ImportOf,
): Promise<void> {
  const total = plan.subscriptions.length + plan.documents.length;
  let done = 0;
  const advance = async (to: number) => {
    if (to < total && to - done < 200) return;
    done = to;
    await of.onProgress?.({ done, total });
  };
  const clientIds = await writeClients(tx, contracts, plan.clients, of);
  const lines = new Map<string, Line>();
  for (const [at, planned] of plan.subscriptions.entries()) {
    const line =
      planned.line ?? (await writeContract(tx, contracts, planned, clientIds.get(planned.client)!, of));
    lines.set(planned.subscription.id, line);
    await advance(at + 1);
  }
  const invoiceIds = await recordForeignDocuments(tx, {
    issuerId: of.issuerId,
    source: of.source,
    recordedBy: of.actor.name,
    documents: foreignDocuments(plan, { clientIds, lines }),
    onProgress: (recorded) => advance(plan.subscriptions.length + recorded),
  });
  await writeKeys(tx, plan, of, { clientIds, lines, invoiceIds });
  const idOf = (biller: string | number) => (typeof biller === 'number' ? biller : invoiceIds.get(biller)!);
  await recordAwaitingCredits(
    tx,
    plan.awaiting.map(({ document, subscription, period, conflictsWith }) => ({
      invoiceId: idOf(document),
      lineId: lines.get(subscription)!.id,
      period,
      conflictsWith: idOf(conflictsWith),
    })),
  );
  const credited = plan.documents.flatMap(({ credits }) => (credits ? idOf(credits.document) : []));
  await settleCredited(tx, [...new Set(credited)], of.actor.name);
  await excuseForeignDeliveries(
    tx,
    plan.documents.flatMap(({ key, excuse }) => (excuse ? { invoiceId: idOf(key), reason: excuse } : [])),
    of.actor.name,
  );
  await recordSentByFormerTool(tx, plan.sentSince, of.actor.name);
  await excuseForeignDeliveries(tx, plan.excusedSince, of.actor.name);
  for (const { subscription, period, reason } of plan.excuses)
    await excuseDays(tx, { lineId: lines.get(subscription)!.id, period, reason }, of.actor.name);
}

async function writeClients(
  tx: Transaction,
  contracts: Contracts,
  clients: readonly PlannedClient[],
  { actor }: ImportOf,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const { key, id, name, code, email } of clients) {
    const known =
      id ??
      (
        await contracts.createClient(
          actor,
          {
            name,
            // What an unknown client is for VAT until somebody says: billing holds it, for want of a SIREN.
            vatStatus: 'taxable',
            email,
            channel: email === null ? null : 'email',
            ...(code === null ? {} : { code }),
          },
          tx,
        )
      ).id;
    ids.set(key, known);
  }
  return ids;
}

async function writeContract(
  tx: Transaction,
  contracts: Contracts,
  { subscription, service, code }: PlannedSubscription,
  client: number,
  { actor, issuerId }: ImportOf,
): Promise<Line> {
  const { start, end, netCents, vatRateBasisPoints, cadence, billing } = subscription;
  const contract = await contracts.createContract(
    actor,
    { client, title: service, carriedBy: issuerId, from: start, ...(code === null ? {} : { code }) },
    tx,
  );
  const line = await contracts.addLine(
    actor,
    {
      contract: contract.id,
      kind: 'subscription',
      service,
      label: service,
      terms: [
        {
          period: { from: start, to: end },
          months: monthsOfCadence[cadence],
          billing,
          anchor: start,
          unitPrice: centsToDecimal(netCents),
          ...(vatRateBasisPoints === null ? {} : { vatRateBasisPoints }),
        },
      ],
    },
    tx,
  );
  return { id: line.id, contractId: contract.id };
}

function foreignDocuments(
  plan: ImportPlan,
  { clientIds, lines }: { clientIds: ReadonlyMap<string, number>; lines: ReadonlyMap<string, Line> },
) {
  const prices = new Map(plan.subscriptions.map(({ subscription: each }) => [each.id, priceKeyOf(each)]));
  return plan.documents.map(({ client, subscription, lines: planned, ...document }) => ({
    ...document,
    clientId: clientIds.get(client)!,
    contractReference: subscription,
    lines: planned.map(({ subscription: of, generation, ...line }) => ({
      ...line,
      lineId: of === null ? null : lines.get(of)!.id,
      charge:
        generation === null
          ? null
          : {
              contractId: lines.get(of!)!.contractId,
              generation,
              documentPeriod: document.documentPeriod!,
              documentNetCents: document.netCents,
              priceKey: prices.get(of!)!,
            },
    })),
  }));
}

/** The agreed price and not that of one document: it is what the next proposal is compared with. */
function priceKeyOf({ netCents, cadence, vatRateBasisPoints }: PlannedSubscription['subscription']): string {
  return `${netCents}/${monthsOfCadence[cadence]}/${vatRateBasisPoints ?? 0}`;
}

async function writeKeys(
  tx: Transaction,
  { clients, subscriptions, documents }: ImportPlan,
  { source, issuerId, auditId }: ImportOf,
  became: {
    readonly clientIds: ReadonlyMap<string, number>;
    readonly lines: ReadonlyMap<string, Line>;
    readonly invoiceIds: ReadonlyMap<string, number>;
  },
): Promise<void> {
  const rows = [
    ...clients
      .filter(({ mapped }) => !mapped)
      .map(({ key, name }) => ({
        kind: 'client',
        key,
        id: became.clientIds.get(key),
        digest: digestOf(name),
      })),
    ...subscriptions
      .filter(({ mapped }) => !mapped)
      .map(({ subscription: { id: key }, digest }) => ({
        kind: 'subscription',
        key,
        id: became.lines.get(key)!.id,
        digest,
      })),
    ...documents.map(({ key, digest }: PlannedDocument) => ({
      kind: 'document',
      key,
      id: became.invoiceIds.get(key),
      digest,
    })),
  ];
  await tx.query(
    `INSERT INTO history.source_key (source, issuer_id, audit_id, kind, key, id, digest)
     SELECT $1, $2, $3, r.* FROM jsonb_to_recordset($4::jsonb) AS r (kind text, key text, id bigint, digest text)`,
    [source, issuerId, auditId, JSON.stringify(rows)],
  );
}
