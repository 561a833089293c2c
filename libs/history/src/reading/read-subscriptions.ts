import { type AuditedSubscription } from '../audit/billing-history.js';
import { knownBillings, knownCadences } from './known-values.js';
import { type TableRow } from './parse-table.js';
import { type TableReader } from './table-reader.js';

export const subscriptionAmounts = ['net', 'vatRate'] as const;
export const subscriptionDays = ['start', 'end'] as const;

function readSubscription(reader: TableReader, row: TableRow): AuditedSubscription | null {
  const id = reader.identifier(row, 'id');
  if (id === '') {
    reader.refuse(row, 'id', {
      fr: 'l’identifiant de l’abonnement manque',
      en: 'the id of the subscription is missing',
    });
  }
  const netCents = reader.hundredths(row, 'net', { needed: true });
  const vatRate = reader.hundredths(row, 'vatRate', { needed: false });
  const cadence = reader.choice(row, 'cadence', knownCadences);
  if (cadence === null && reader.text(row, 'cadence') === '')
    reader.refuse(row, 'cadence', { fr: 'la cadence manque', en: 'the cadence is missing' });
  const billing = reader.choice(row, 'billing', knownBillings);
  if (billing === null && reader.text(row, 'billing') === '') {
    reader.refuse(row, 'billing', {
      fr: 'il manque s’il est facturé à échoir ou échu',
      en: 'it is missing whether it is billed in advance or in arrears',
    });
  }
  const start = reader.day(row, 'start', { needed: true });
  const end = reader.day(row, 'end', { needed: false });
  if (netCents !== null && netCents < 0) {
    reader.refuse(row, 'net', {
      fr: 'le prix d’un abonnement ne peut pas être négatif',
      en: 'the price of a subscription cannot be negative',
    });
  }
  if (start !== null && end !== null && end < start) {
    reader.refuse(row, 'end', {
      fr: `la fin (${end}) précède le début (${start})`,
      en: `the end (${end}) is before the start (${start})`,
    });
  }
  if (netCents === null || cadence === null || billing === null || start === null) return null;
  return {
    id,
    client: reader.identifier(row, 'client'),
    clientName: reader.identifier(row, 'clientName'),
    email: reader.text(row, 'email'),
    service: reader.identifier(row, 'service'),
    netCents,
    vatRateBasisPoints: vatRate,
    cadence,
    billing,
    start,
    end,
  };
}

/** Every subscription of the export by its id; what cannot be read is refused on the reader. */
export function readSubscriptions(reader: TableReader): Map<string, AuditedSubscription> {
  const subscriptions = new Map<string, AuditedSubscription>();
  for (const row of reader.table.rows) {
    const subscription = readSubscription(reader, row);
    if (!subscription) continue;
    if (subscriptions.has(subscription.id)) {
      reader.refuse(row, 'id', {
        fr: `l’abonnement « ${subscription.id} » est déjà donné plus haut`,
        en: `subscription “${subscription.id}” is given above already`,
      });
    }
    subscriptions.set(subscription.id, subscription);
  }
  return subscriptions;
}

/** Every id a row gives, also on rows that cannot be read whole, so that one bad line is told once. */
export function namedSubscriptions(reader: TableReader): Set<string> {
  return new Set(reader.table.rows.map((row) => reader.identifier(row, 'id')));
}
