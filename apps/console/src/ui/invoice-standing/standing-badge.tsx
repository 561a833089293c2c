import type { Schema } from '../../api/api';
import { texts } from '../../i18n/texts';
import { StateBadge, type Tone } from '../state-badge';

export const standingTexts = texts(
  'invoice-standing',
  {
    title: 'Payé',
    balance: 'Reste à payer',
    states: {
      unpaid: 'à payer',
      partlyPaid: 'payée en partie',
      paid: 'payée',
      credited: 'rien à payer, créditée',
      overpaid: 'trop payée',
      paidFormerly: 'payée selon l’ancien outil',
      deducted: 'déduit de la facture',
      refundDue: 'à rembourser',
      refunded: 'remboursé',
    },
  },
  {
    title: 'Paid',
    balance: 'Left to pay',
    states: {
      unpaid: 'to pay',
      partlyPaid: 'partly paid',
      paid: 'paid',
      credited: 'nothing to pay, credited',
      overpaid: 'overpaid',
      paidFormerly: 'paid, says the former tool',
      deducted: 'taken off the invoice',
      refundDue: 'to pay back',
      refunded: 'paid back',
    },
  },
);

export type Standing = Schema<'StandingView'>;

const TONES: Readonly<Record<Standing['state'], Tone>> = {
  unpaid: 'waiting',
  partlyPaid: 'running',
  paid: 'done',
  credited: 'neutral',
  overpaid: 'attention',
  paidFormerly: 'done',
  deducted: 'neutral',
  refundDue: 'attention',
  refunded: 'done',
};

/** Whether a document is paid, in a word; nothing while that is not known. */
export function StandingBadge({ standing }: { readonly standing: Standing | undefined }) {
  const t = standingTexts.use();
  return standing ? (
    <StateBadge tone={TONES[standing.state]}>{t(`states.${standing.state}`)}</StateBadge>
  ) : null;
}
