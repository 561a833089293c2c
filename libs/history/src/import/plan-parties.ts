import { createHash } from 'node:crypto';
import { type Period, union } from '#kernel';
import type { AuditedDocument, AuditedSubscription, BillingHistory } from '../audit/billing-history.js';
import { plainWords } from '../reading/plain-words.js';
import type { PlannedClient, PlannedSubscription, Remark } from './plan.js';
import type { Known, KnownLine } from './read-known.js';

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const NO_END = '9999-12-31';

export function digestOf(...facts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

type Named = Pick<AuditedDocument, 'client' | 'clientName'>;

/** A client goes by its code in the export; without one, by its name. */
export function clientKeyOf({ client, clientName }: Named, subscription: AuditedSubscription | null): string {
  const key = client || (clientName ? `nom:${plainWords(clientName)}` : '');
  if (key) return key;
  return subscription && (subscription.client || subscription.clientName)
    ? clientKeyOf(subscription, null)
    : `abonnement:${subscription?.id ?? 'aucun'}`;
}

/** Every client that a subscription or an entered document names, in the order of the export. */
export function planClients(
  history: BillingHistory,
  known: Known,
  remark: (remark: Remark) => void,
): Map<string, PlannedClient> {
  const planned = new Map<string, PlannedClient>();
  const subscriptionOf = new Map(history.subscriptions.map((each) => [each.id, each]));
  const add = (named: Named & { email?: string }, subscription: AuditedSubscription | null) => {
    const key = clientKeyOf(named, subscription);
    if (planned.has(key)) return;
    const name =
      named.clientName ||
      subscription?.clientName ||
      named.client ||
      `Client de l’abonnement ${subscription?.id ?? '?'}`;
    planned.set(
      key,
      planClient({ key, name, code: named.client || null, email: named.email ?? '' }, known, remark),
    );
  };
  for (const each of history.subscriptions) add(each, each);
  for (const each of history.invoices) {
    if (each.status === 'draft' || each.status === 'cancelled') continue;
    add(each, each.subscription === null ? null : (subscriptionOf.get(each.subscription) ?? null));
  }
  return planned;
}

function planClient(
  { key, name, code, email }: { key: string; name: string; code: string | null; email: string },
  known: Known,
  remark: (remark: Remark) => void,
): PlannedClient {
  const mapped = known.clients.get(key);
  if (mapped) return { key, id: mapped.id, mapped: true, name, code, email: null };
  const bearer = code === null ? undefined : known.clientsByCode.get(code);
  if (bearer && plainWords(bearer.name) === plainWords(name)) {
    remark({
      kind: 'knownClient',
      client: key,
      sentence: `Le client ${code} (${name}) existe déjà : ses factures lui sont rattachées.`,
      sentenceEn: `Client ${code} (${name}) exists already: its invoices are attached to it.`,
    });
    return { key, id: bearer.id, mapped: false, name, code, email: null };
  }
  if (bearer) {
    remark({
      kind: 'clientCodeTaken',
      client: key,
      sentence: `Le code ${code} est celui de « ${bearer.name} » ; « ${name} » reçoit un autre code.`,
      sentenceEn: `Code ${code} is that of “${bearer.name}”; “${name}” gets another code.`,
    });
  }
  const writable = EMAIL.test(email) ? email : null;
  if (email !== '' && writable === null) {
    remark({
      kind: 'emailLeftOut',
      client: key,
      sentence: `Le courriel « ${email} » de ${name} n’en est pas un : il est laissé de côté.`,
      sentenceEn: `The e-mail “${email}” of ${name} is none: it is left out.`,
    });
  }
  remark({
    kind: 'clientIncomplete',
    client: key,
    sentence: `${name} : régime de TVA « assujetti » par défaut, sans SIREN ni adresse. Ses factures sont retenues jusqu’à ce que sa fiche soit complète.`,
    sentenceEn: `${name}: taxable by default, without SIREN or address. Its invoices are held until its record is complete.`,
  });
  return { key, id: null, mapped: false, name, code: bearer ? null : code, email: writable };
}

/** One contract and one line for each subscription with days; twins are told apart by the subscription's own id. */
export function planSubscriptions(
  subscriptions: readonly AuditedSubscription[],
  { clients, known }: { readonly clients: ReadonlyMap<string, PlannedClient>; readonly known: Known },
  remark: (remark: Remark) => void,
): Map<string, PlannedSubscription> {
  const planned = new Map<string, PlannedSubscription>();
  const taken = new Map<string, Period[]>();
  const linesOf = new Map<string, KnownLine[]>();
  for (const line of known.lines) {
    const name = `${line.clientId}/${line.service}`;
    linesOf.set(name, [...(linesOf.get(name) ?? []), line]);
  }
  const adopted = new Set<number>();
  for (const subscription of subscriptions) {
    const { id } = subscription;
    const { service: given, start, end, netCents, vatRateBasisPoints, cadence, billing } = subscription;
    const client = clientKeyOf(subscription, subscription);
    const service = given || `Abonnement ${id}`;
    const digest = digestOf(client, service, netCents, vatRateBasisPoints, cadence, billing, start, end);
    const base = { subscription, client, code: known.takenCodes.has(id) ? null : id, digest };
    const before = known.subscriptions.get(id);
    if (before) {
      if (before.digest !== digest) remark(changed(subscription));
      planned.set(id, { ...base, line: before, mapped: true, service });
      continue;
    }
    const period = { from: start, to: end ?? (NO_END as typeof start) };
    if (period.from >= period.to) {
      remark({
        kind: 'subscriptionWithoutDays',
        subscription: id,
        sentence: `L’abonnement ${id} finit le jour où il commence : aucun contrat n’est créé.`,
        sentenceEn: `Subscription ${id} ends on the day it begins: no contract is created.`,
      });
      continue;
    }
    const clientId = clients.get(client)!.id;
    const here = (
      clientId === null ? [] : (linesOf.get(`${clientId}/${service.toLowerCase()}`) ?? [])
    ).filter((line) => line.period.from < period.to && period.from < line.period.to);
    const line = adoptable(here, adopted);
    if (line) {
      adopted.add(line.id);
      remark({
        kind: 'knownLine',
        subscription: id,
        sentence: `L’abonnement ${id} (${service}) est déjà un contrat ici : ses factures couvrent cette ligne, dont les conditions ne changent pas.`,
        sentenceEn: `Subscription ${id} (${service}) is a contract here already: its invoices cover that line, whose terms do not change.`,
      });
      planned.set(id, { ...base, line, mapped: false, service });
      continue;
    }
    const name = `${client}/${service.toLowerCase()}`;
    const others = taken.get(name) ?? [];
    const twin = here.length > 0 || others.some((other) => other.from < period.to && period.from < other.to);
    if (twin) {
      remark({
        kind: 'twinSubscription',
        subscription: id,
        sentence: `Le client a deux abonnements « ${service} » les mêmes jours : celui-ci s’appelle « ${service} (${id}) ».`,
        sentenceEn: `The client has two subscriptions “${service}” on the same days: this one is called “${service} (${id})”.`,
      });
    }
    taken.set(name, union([...others, period]));
    planned.set(id, { ...base, line: null, mapped: false, service: twin ? `${service} (${id})` : service });
  }
  return planned;
}

/** The one line of that service that no subscription of a former tool stands for yet. */
function adoptable(here: readonly KnownLine[], adopted: ReadonlySet<number>): KnownLine | null {
  const ids = new Set(here.map(({ id }) => id));
  const [line] = here;
  return ids.size === 1 && line && !line.mapped && !adopted.has(line.id) ? line : null;
}

function changed({ id }: AuditedSubscription): Remark {
  return {
    kind: 'subscriptionChanged',
    subscription: id,
    sentence: `L’abonnement ${id} a changé dans l’ancien outil depuis son import. Le contrat d’ici n’est pas touché : faites un avenant s’il le faut.`,
    sentenceEn: `Subscription ${id} has changed in the former tool since its import. The contract here is untouched: amend it if need be.`,
  };
}
