import { addDays, daysBetween, type LocalDate, writeCents, writeDate, writePeriod } from '#kernel';
import { type AuditedSubscription } from './billing-history.js';
import { type AmountAnomaly, type BilledAhead, type NeverSent } from './audit-report.js';
import { type LiveInvoice } from './live-invoices.js';
import { rightNetsOf } from './subscription-periods.js';

/** Amounts may differ by a cent of rounding; a hair more absorbs the division of a pro rata. */
const TOLERANCE_CENTS = 1 + 1e-6;

/** Live invoices whose period begins more than `horizonDays` after their day of issue. */
export function findBilledAhead(
  live: readonly LiveInvoice[],
  { asOf, horizonDays }: { asOf: LocalDate; horizonDays: number },
): BilledAhead[] {
  return live.flatMap((invoice): BilledAhead[] => {
    const { id, number, issuedOn, period, netCents, subscription } = invoice;
    if (issuedOn === null || period === null) return [];
    const daysAhead = daysBetween(issuedOn, period.from);
    if (daysAhead <= horizonDays) return [];
    const reached = period.from <= asOf;
    const explanation =
      `La facture ${number}, émise le ${writeDate(issuedOn, 'fr')}, facture ${writePeriod(period, 'fr')} : ` +
      `${daysAhead} jours d’avance, plus que les ${horizonDays} admis. ` +
      (reached
        ? 'Cette période a commencé depuis : la facture peut être gardée.'
        : 'Créditez-la, ou gardez-la en vue jusqu’au début de sa période.');
    const explanationEn =
      `Invoice ${number}, issued on ${writeDate(issuedOn, 'en')}, bills ${writePeriod(period, 'en')}: ` +
      `${daysAhead} days ahead, more than the ${horizonDays} admitted. ` +
      (reached
        ? 'This period has begun since: the invoice may be kept.'
        : 'Credit it, or keep it in sight until its period begins.');
    return [
      {
        kind: 'billed-ahead',
        invoice: id,
        subscription,
        amountCents: netCents,
        explanation,
        explanationEn,
        correction: reached
          ? { action: 'keep', invoice: id, reachedOn: period.from }
          : { action: 'creditNote', invoice: id, netCents, from: period.from, to: period.to },
      },
    ];
  });
}

/** Live invoices that the export says were never sent. */
export function findNeverSent(live: readonly LiveInvoice[]): NeverSent[] {
  return live
    .filter(({ sent }) => sent === false)
    .map(({ id, number, issuedOn, clientName, client, netCents }) => ({
      kind: 'never-sent',
      invoice: id,
      amountCents: netCents,
      explanation:
        `La facture ${number}${issuedOn ? `, émise le ${writeDate(issuedOn, 'fr')}` : ''}, ` +
        `n’a pas de date d’envoi : ${clientName || client || 'le client'} ne l’a sans doute jamais reçue. Envoyez-la.`,
      explanationEn:
        `Invoice ${number}${issuedOn ? `, issued on ${writeDate(issuedOn, 'en')},` : ''} ` +
        `has no day of sending: ${clientName || client || 'the client'} has probably never received it. Send it.`,
      correction: { action: 'send', invoice: id },
    }));
}

/** Live invoices whose net is more than a cent away from the price of what they bill. */
export function findAmountAnomalies(
  live: readonly LiveInvoice[],
  subscriptions: ReadonlyMap<string, AuditedSubscription>,
): AmountAnomaly[] {
  return live.flatMap((invoice): AmountAnomaly[] => {
    const subscription = invoice.subscription === null ? undefined : subscriptions.get(invoice.subscription);
    if (!subscription || invoice.period === null) return [];
    const rightNets = rightNetsOf(subscription, invoice.period);
    if (rightNets.some((net) => Math.abs(invoice.netCents - net) <= TOLERANCE_CENTS)) return [];
    const expectedCents = Math.round(rightNets[0]!);
    return [
      {
        kind: 'amount-anomaly',
        invoice: invoice.id,
        expectedCents,
        amountCents: invoice.netCents - expectedCents,
        explanation:
          `La facture ${invoice.number} demande ${writeCents(invoice.netCents, 'fr')} HT ` +
          `${writePeriod(invoice.period, 'fr')} ; le prix de l’abonnement ${subscription.id} pour ces jours est ` +
          `${writeCents(expectedCents, 'fr')} HT. Créditez-la et refaites-la au bon prix.`,
        explanationEn:
          `Invoice ${invoice.number} asks for ${writeCents(invoice.netCents, 'en')} net ` +
          `${writePeriod(invoice.period, 'en')}; the price of subscription ${subscription.id} for these days is ` +
          `${writeCents(expectedCents, 'en')} net. Credit it and issue it again at the right price.`,
        correction: {
          action: 'creditAndReissue',
          invoice: invoice.id,
          creditNetCents: invoice.netCents,
          netCents: expectedCents,
        },
      },
    ];
  });
}

/** The last day of the last month that the documents hold whole: nothing due later is expected in such an export. */
export function lastWholeMonthOf(documents: readonly { issuedOn: LocalDate | null }[]): LocalDate | null {
  let last: LocalDate | null = null;
  for (const { issuedOn } of documents) {
    if (issuedOn !== null && (last === null || issuedOn > last)) last = issuedOn;
  }
  if (last === null) return null;
  const next = addDays(last, 1);
  return next.slice(8) === '01' ? last : addDays(`${last.slice(0, 8)}01` as LocalDate, -1);
}
