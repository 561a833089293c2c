import type { LocalDate } from '#kernel';
import { writeCents, writeDate } from '#kernel';
import type { MembershipAlert, WithdrawalRow } from '#membership';
import type { DossierRow, Step } from '#transfers';
import type { PaymentOverview } from '#treasury';
import { counted, countedEn, type Told } from './told-attention.js';

/** What the rooms of members, money and transfers know that may need a person. */
export interface CooperativeFacts {
  readonly today: LocalDate;
  readonly alerts: readonly MembershipAlert[];
  readonly withdrawals: readonly WithdrawalRow[];
  readonly payments: PaymentOverview;
  /** Not over yet. */
  readonly transfers: readonly DossierRow[];
  readonly sheetsToApprove: { readonly total: number; readonly grossCents: number };
}

/** Pure: the same facts give the same list. */
export function findCooperativeAttention(facts: CooperativeFacts): Told[] {
  return [
    ...memberAlerts(facts),
    ...refunds(facts),
    ...withdrawals(facts),
    ...payments(facts),
    ...transfers(facts),
    ...expenses(facts),
  ];
}

function memberAlerts({ alerts }: CooperativeFacts): Told[] {
  return (['overdue', 'soon'] as const).flatMap((urgency): Told[] => {
    const [first, ...others] = alerts.filter((alert) => alert.urgency === urgency);
    if (!first) return [];
    const more = others.length;
    return [
      {
        kind: 'memberAlerts',
        urgency: urgency === 'overdue' ? 'now' : 'soon',
        count: 1 + more,
        fr: `${first.sentence.fr}${more > 0 ? ` Et ${counted(more, 'autre échéance', 'autres échéances')} de la vie coopérative.` : ''}`,
        en: `${first.sentence.en}${more > 0 ? ` And ${countedEn(more, 'other date', 'other dates')} of cooperative life.` : ''}`,
        action: { kind: 'readMemberAlerts' },
      },
    ];
  });
}

function refunds({ withdrawals: all, today }: CooperativeFacts): Told[] {
  const due = all.flatMap(({ refund }) =>
    refund && refund.paidOn === null && !refund.provisional && refund.dueOn <= today ? [refund] : [],
  );
  if (due.length === 0) return [];
  const cents = due.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const since = due.map(({ dueOn }) => dueOn).reduce((first, day) => (day < first ? day : first));
  return [
    {
      kind: 'refundsDue',
      urgency: 'now',
      count: due.length,
      fr: `${counted(due.length, 'remboursement de parts est dû', 'remboursements de parts sont dus')} depuis le ${writeDate(since, 'fr')}\u202f: ${writeCents(cents, 'fr')}.`,
      en: `${countedEn(due.length, 'refund of shares is', 'refunds of shares are')} due since ${writeDate(since, 'en')}: ${writeCents(cents, 'en')}.`,
      action: { kind: 'readWithdrawals' },
    },
  ];
}

function withdrawals({ withdrawals: all }: CooperativeFacts): Told[] {
  const asked = all.filter(({ state }) => state === 'requested');
  if (asked.length === 0) return [];
  return [
    {
      kind: 'withdrawalsToDecide',
      urgency: 'soon',
      count: asked.length,
      fr: `${counted(asked.length, 'demande de retrait de parts attend', 'demandes de retrait de parts attendent')} une décision.`,
      en: `${countedEn(asked.length, 'request to withdraw shares awaits', 'requests to withdraw shares await')} a decision.`,
      action: { kind: 'readWithdrawals' },
    },
  ];
}

function payments({ payments: { unallocated, overdue } }: CooperativeFacts): Told[] {
  const told: Told[] = [];
  if (unallocated.payments > 0) {
    const { payments: count, amountCents } = unallocated;
    told.push({
      kind: 'unallocatedPayments',
      urgency: 'soon',
      count,
      fr: `${counted(count, 'encaissement n’est pas rattaché', 'encaissements ne sont pas rattachés')} en entier à une facture\u202f: ${writeCents(amountCents, 'fr')} restent à affecter.`,
      en: `${countedEn(count, 'payment is', 'payments are')} not wholly matched with an invoice: ${writeCents(amountCents, 'en')} remain.`,
      action: { kind: 'allocatePayments' },
    });
  }
  if (overdue.documents > 0) {
    const { documents, balanceCents } = overdue;
    told.push({
      kind: 'overdueInvoices',
      urgency: 'soon',
      count: documents,
      fr: `${counted(documents, 'facture échue reste', 'factures échues restent')} à payer\u202f: ${writeCents(balanceCents, 'fr')} TTC.`,
      en: `${countedEn(documents, 'invoice is', 'invoices are')} past due and unpaid: ${writeCents(balanceCents, 'en')} with VAT.`,
      action: { kind: 'readOverdueInvoices' },
    });
  }
  return told;
}

const NEXT: Readonly<Record<Step, { readonly fr: string; readonly en: string }>> = {
  choice: { fr: 'choisir les contrats et la date', en: 'choose contracts and date' },
  conflicts: { fr: 'traiter les conflits', en: 'settle the conflicts' },
  billing: { fr: 'reprendre ce que la CAE a facturé', en: 'take over what the CAE billed' },
  documents: { fr: 'préparer la lettre et l’avenant', en: 'prepare letter and amendment' },
  switch: { fr: 'basculer le portage', en: 'switch the carriage' },
  firstInvoice: { fr: 'émettre la première facture', en: 'issue the first invoice' },
  closing: { fr: 'clore le dossier', en: 'close the dossier' },
};

function transfers({ transfers: open, today }: CooperativeFacts): Told[] {
  return open.flatMap(({ id, code, title, movesOn, nextStep }): Told[] => {
    if (nextStep === null) return [];
    return [
      {
        kind: 'transferUnderWay',
        urgency: movesOn <= today ? 'soon' : 'watch',
        count: 1,
        fr: `Rapatriement ${code} « ${title} », au ${writeDate(movesOn, 'fr')}\u202f: il reste à ${NEXT[nextStep].fr}.`,
        en: `Transfer ${code} “${title}”, on ${writeDate(movesOn, 'en')}: what remains is to ${NEXT[nextStep].en}.`,
        action: { kind: 'readTransfer', ids: [id] },
      },
    ];
  });
}

function expenses({ sheetsToApprove: { total, grossCents } }: CooperativeFacts): Told[] {
  if (total === 0) return [];
  return [
    {
      kind: 'expensesToApprove',
      urgency: 'soon',
      count: total,
      fr: `${counted(total, 'note de frais attend', 'notes de frais attendent')} d’être approuvée${total === 1 ? '' : 's'}\u202f: ${writeCents(grossCents, 'fr')} TTC.`,
      en: `${countedEn(total, 'expense sheet awaits', 'expense sheets await')} approval: ${writeCents(grossCents, 'en')} with VAT.`,
      action: { kind: 'approveExpenses' },
    },
  ];
}
