import {
  daysBetween,
  daysOf,
  intersection,
  type LocalDate,
  type Period,
  union,
  writeCents,
  writePeriod,
} from '#kernel';
import { type AuditedDocument, type AuditedSubscription } from './billing-history.js';
import { type BilledTwice, type NeverBilled } from './audit-report.js';
import { type CoveringInvoice } from './live-invoices.js';
import { boundOf } from './subscription-periods.js';

/** The one issued first, or else the one that comes first in the export, is the one to keep. */
function inOrderOfIssue(
  pair: readonly [CoveringInvoice, CoveringInvoice],
  rank: ReadonlyMap<string, number>,
): readonly [CoveringInvoice, CoveringInvoice] {
  const [a, b] = pair;
  const dayA = a.issuedOn ?? '';
  const dayB = b.issuedOn ?? '';
  const aFirst = dayA === dayB ? rank.get(a.id)! <= rank.get(b.id)! : dayA < dayB;
  return aFirst ? [a, b] : [b, a];
}

function billedTwice(first: CoveringInvoice, second: CoveringInvoice, shared: Period): BilledTwice {
  const netCents = Math.round((second.netCents * daysOf(shared)) / daysOf(second.period));
  return {
    kind: 'billed-twice',
    invoices: [first.id, second.id],
    subscription: second.subscription,
    from: shared.from,
    to: shared.to,
    amountCents: netCents,
    explanation:
      `Les factures ${first.number} et ${second.number} de l’abonnement ${second.subscription} facturent toutes deux ` +
      `les jours ${writePeriod(shared, 'fr')}, soit ${writeCents(netCents, 'fr')} HT de trop. ` +
      `Gardez la première émise et créditez ces jours sur ${second.number}.`,
    explanationEn:
      `Invoices ${first.number} and ${second.number} of subscription ${second.subscription} both bill the days ` +
      `${writePeriod(shared, 'en')}: ${writeCents(netCents, 'en')} net too much. ` +
      `Keep the first one issued and credit these days on ${second.number}.`,
    correction: {
      action: 'creditNote',
      invoice: second.id,
      keep: first.id,
      netCents,
      from: shared.from,
      to: shared.to,
    },
  };
}

/** Pairs told one by one; beyond, they are counted. A file of n invoices on one day holds n² / 2 of them. */
export const MOST_PAIRS_TOLD = 10_000;

export interface DoubleBillings {
  readonly found: readonly BilledTwice[];
  /** Of all pairs, told or not. */
  readonly count: number;
  /** Subscriptions some of whose pairs are counted and not told. */
  readonly untold: readonly string[];
}

/** How many pairs share a day: for each invoice, those that begin no later, less those that ended before it. */
function countPairs(invoices: readonly CoveringInvoice[]): number {
  const ends = invoices.map(({ period }) => period.to).sort();
  let ended = 0;
  let count = 0;
  for (const [at, { period }] of invoices.entries()) {
    while (ended < ends.length && ends[ended]! <= period.from) ended += 1;
    count += at - ended;
  }
  return count;
}

/**
 * Pairs of live invoices of one subscription that share a day. A sweep over invoices sorted by their first day:
 * only those still open at that day are compared, so that the cost follows the pairs told.
 */
export function findBilledTwice(
  coverage: ReadonlyMap<string, readonly CoveringInvoice[]>,
  rank: ReadonlyMap<string, number>,
): DoubleBillings {
  const found: BilledTwice[] = [];
  const untold: string[] = [];
  let count = 0;
  for (const [subscription, invoices] of coverage) {
    const before = found.length;
    const pairs = countPairs(invoices);
    count += pairs;
    let open: CoveringInvoice[] = [];
    for (const invoice of pairs > 0 ? invoices : []) {
      if (found.length >= MOST_PAIRS_TOLD) break;
      open = open.filter(({ period }) => period.to > invoice.period.from);
      for (const earlier of open.slice(0, MOST_PAIRS_TOLD - found.length)) {
        const shared = intersection(earlier.period, invoice.period)!;
        found.push(billedTwice(...inOrderOfIssue([earlier, invoice], rank), shared));
      }
      open.push(invoice);
    }
    if (found.length - before < pairs) untold.push(subscription);
  }
  return { found, count, untold };
}

interface DuePeriod extends Period {
  readonly netCents: number;
}

/** Every period due at `asOf`; the last one is cut, and priced pro rata, where the subscription ends within it. */
function* duePeriods(subscription: AuditedSubscription, asOf: LocalDate): Generator<DuePeriod> {
  for (let index = 0; ; index += 1) {
    const from = boundOf(subscription, index);
    if (subscription.end !== null && from >= subscription.end) return;
    const whole = boundOf(subscription, index + 1);
    const to = subscription.end !== null && subscription.end < whole ? subscription.end : whole;
    const dueOn = subscription.billing === 'advance' ? from : to;
    if (dueOn > asOf) return;
    const netCents = Math.round((subscription.netCents * daysBetween(from, to)) / daysBetween(from, whole));
    yield { from, to, netCents };
  }
}

function neverBilled(
  subscription: AuditedSubscription,
  stretch: readonly DuePeriod[],
  drafts: readonly AuditedDocument[],
): NeverBilled {
  const from = stretch[0]!.from;
  const to = stretch.at(-1)!.to;
  const netCents = stretch.reduce((sum, each) => sum + each.netCents, 0);
  const waiting = drafts.filter(({ period }) => period !== null && period.from < to && from < period.to);
  const count = stretch.length;
  return {
    kind: 'never-billed',
    subscription: subscription.id,
    from,
    to,
    amountCents: netCents,
    explanation:
      `L’abonnement ${subscription.id} (${[subscription.service, subscription.clientName].filter(Boolean).join(', ')}) ` +
      `n’a pas été facturé ${writePeriod({ from, to }, 'fr')} : ${count} période${count > 1 ? 's' : ''}, ` +
      `${writeCents(netCents, 'fr')} HT. ` +
      (waiting.length > 0 ? 'Un brouillon attend encore : validez-le.' : 'Émettez la facture qui manque.'),
    explanationEn:
      `Subscription ${subscription.id} (${[subscription.service, subscription.clientName].filter(Boolean).join(', ')}) ` +
      `was not billed ${writePeriod({ from, to }, 'en')}: ${count} period${count > 1 ? 's' : ''}, ` +
      `${writeCents(netCents, 'en')} net. ` +
      (waiting.length > 0 ? 'A draft still waits: validate it.' : 'Issue the missing invoice.'),
    correction: {
      action: 'issue',
      subscription: subscription.id,
      from,
      to,
      periods: count,
      netCents,
      drafts: waiting.map(({ id }) => id),
    },
  };
}

/**
 * The longest stretches of due periods of which no live invoice bills any day.
 * A period billed in part is not a whole period left out; a draft covers nothing.
 */
export function findNeverBilled(
  subscription: AuditedSubscription,
  covering: readonly CoveringInvoice[],
  drafts: readonly AuditedDocument[],
  asOf: LocalDate,
): NeverBilled[] {
  const covered = union(covering.map(({ period }) => period));
  const found: NeverBilled[] = [];
  let stretch: DuePeriod[] = [];
  let at = 0;
  const endStretch = () => {
    if (stretch.length > 0) found.push(neverBilled(subscription, stretch, drafts));
    stretch = [];
  };
  for (const due of duePeriods(subscription, asOf)) {
    while (at < covered.length && covered[at]!.to <= due.from) at += 1;
    if (at < covered.length && covered[at]!.from < due.to) endStretch();
    else stretch.push(due);
  }
  endStretch();
  return found;
}
