import { defineErrors, errorOf, writeCents } from '#kernel';

interface OfDocument extends Record<string, unknown> {
  readonly number: string;
}

const TEXTS = {
  reference: {
    fr: 'La référence a 140 caractères au plus, sans espace au bord.',
    en: 'The reference has 140 characters at the most, without spaces around it.',
  },
  note: { fr: 'La note a 500 caractères au plus.', en: 'The note has 500 characters at the most.' },
  reason: {
    fr: 'Il faut un motif, de 500 caractères au plus.',
    en: 'A reason is needed, of 500 characters at the most.',
  },
} as const;

/** Every refusal of this room. Each sentence says what was asked, that nothing was kept, and what to do next. */
export const treasuryErrors = defineErrors('TREASURY', {
  PAYMENT_UNKNOWN: errorOf<{ payment: string }>(
    'notFound',
    ({ payment }) => `Le paiement ${payment} n’existe pas. Vérifiez la référence.`,
    ({ payment }) => `Payment ${payment} does not exist. Check the reference.`,
  ),
  ALLOCATION_UNKNOWN: errorOf<{ allocation: string }>(
    'notFound',
    ({ allocation }) => `L’affectation ${allocation} n’existe pas sur ce paiement. Relisez-le.`,
    ({ allocation }) => `Allocation ${allocation} does not exist on this payment. Read it again.`,
  ),
  INVOICE_UNKNOWN: errorOf<{ invoice: string }>(
    'notFound',
    ({ invoice }) => `La facture ${invoice} n’existe pas. Rien n’a été enregistré ; vérifiez le numéro.`,
    ({ invoice }) => `Invoice ${invoice} does not exist. Nothing was recorded; check the number.`,
  ),
  PARTY_UNKNOWN: errorOf(
    'notFound',
    () => 'Cet émetteur ou ce client n’existe pas. Rien n’a été enregistré ; vérifiez la référence.',
    () => 'This issuer or client does not exist. Nothing was recorded; check the reference.',
  ),
  ALREADY_RECORDED: errorOf<{ code: string; by: string }>(
    'conflict',
    ({ code, by }) =>
      `Ce paiement est déjà enregistré (${code}, par ${by}) : même jour, même montant, même référence. Rien n’a été ajouté. S’il s’agit bien d’un second paiement, dites-le en l’enregistrant.`,
    ({ code, by }) =>
      `This payment is recorded already (${code}, by ${by}): same day, same amount, same reference. Nothing was added. If it really is a second payment, say so when recording it.`,
  ),
  BEYOND_PAYMENT: errorOf(
    'conflict',
    () =>
      'Les montants affectés dépassent le paiement. Rien n’a été enregistré : diminuez une affectation, ou relisez le paiement si quelqu’un d’autre l’a affecté.',
    () =>
      'The amounts allocated exceed the payment. Nothing was recorded: lower an allocation, or read the payment again if somebody else allocated it.',
  ),
  BEYOND_BALANCE: errorOf<{ number: string; balanceCents: number }>(
    'conflict',
    ({ number, balanceCents }) =>
      `Il ne reste que ${writeCents(Math.max(0, balanceCents), 'fr')} à payer sur ${number}. Rien n’a été enregistré : affectez ce montant, et laissez le reste en attente ou affectez-le à une autre facture.`,
    ({ number, balanceCents }) =>
      `Only ${writeCents(Math.max(0, balanceCents), 'en')} is left to pay on ${number}. Nothing was recorded: allocate that amount, and leave the rest waiting or allocate it to another invoice.`,
  ),
  BEYOND_OVERPAYMENT: errorOf<{ number: string; overpaidCents: number }>(
    'conflict',
    ({ number, overpaidCents }) =>
      `Le client n’a que ${writeCents(Math.max(0, overpaidCents), 'fr')} à recevoir sur ${number}. Rien n’a été enregistré : diminuez le remboursement.`,
    ({ number, overpaidCents }) =>
      `Only ${writeCents(Math.max(0, overpaidCents), 'en')} is due to the client on ${number}. Nothing was recorded: lower the refund.`,
  ),
  CREDIT_NOTE_NOT_PAID: errorOf<OfDocument>(
    'conflict',
    ({ number }) =>
      `${number} est un avoir : un client ne le paie pas. Rien n’a été enregistré. S’il a été remboursé, enregistrez un montant négatif.`,
    ({ number }) =>
      `${number} is a credit note: a client does not pay it. Nothing was recorded. If it was refunded, record a negative amount.`,
  ),
  OTHER_CLIENT: errorOf<OfDocument & { client: string }>(
    'conflict',
    ({ number, client }) =>
      `${number} est due par un autre client (${client}). Rien n’a été enregistré : choisissez une facture du client qui paie, ou enregistrez le paiement pour ${client}.`,
    ({ number, client }) =>
      `${number} is owed by another client (${client}). Nothing was recorded: choose an invoice of the client who pays, or record the payment for ${client}.`,
  ),
  OTHER_ISSUER: errorOf<OfDocument & { issuer: string }>(
    'conflict',
    ({ number, issuer }) =>
      `${number} a été émise par ${issuer}, pas par l’émetteur de ce paiement. Rien n’a été enregistré : enregistrez un paiement distinct pour ${issuer}.`,
    ({ number, issuer }) =>
      `${number} was issued by ${issuer}, not by the issuer of this payment. Nothing was recorded: record a separate payment for ${issuer}.`,
  ),
  OUTSIDE_ISSUER: errorOf<OfDocument & { issuer: string }>(
    'conflict',
    ({ number, issuer }) =>
      `${number} est une facture de ${issuer} : cet argent lui est dû. Rien n’a été enregistré. Enregistrez le paiement pour ${issuer}, en disant s’il est arrivé sur son compte ou sur le vôtre ; dans ce dernier cas, il reste à lui reverser.`,
    ({ number, issuer }) =>
      `${number} is an invoice of ${issuer}: this money is owed to it. Nothing was recorded. Record the payment for ${issuer} and say whether it arrived on its account or on yours; in that case it is still to be passed on.`,
  ),
  PARTIES_MISSING: errorOf(
    'invalid',
    () =>
      'Dites de quel client vient ce paiement et pour quel émetteur, ou choisissez une facture. Rien n’a été enregistré.',
    () => 'Say which client pays and for which issuer, or choose an invoice. Nothing was recorded.',
  ),
  IN_FUTURE: errorOf(
    'invalid',
    () =>
      'Un paiement ne peut pas être reçu après aujourd’hui. Rien n’a été enregistré ; corrigez le jour, ou attendez-le.',
    () => 'A payment cannot be received after today. Nothing was recorded; correct the day, or wait for it.',
  ),
  ALREADY_UNDONE: errorOf(
    'conflict',
    () => 'C’est déjà annulé. Rien n’a changé ; relisez le paiement.',
    () => 'This is undone already. Nothing changed; read the payment again.',
  ),
  PAYMENT_UNDONE: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Le paiement ${code} est annulé : il ne peut plus être affecté. Rien n’a été enregistré. S’il a bien été reçu, enregistrez-le de nouveau.`,
    ({ code }) =>
      `Payment ${code} is undone: it cannot be allocated any more. Nothing was recorded. If it was received, record it again.`,
  ),
  NOTHING: errorOf(
    'invalid',
    () =>
      'Un paiement ou une affectation de 0,00 € ne dit rien. Rien n’a été enregistré ; saisissez le montant, ou retirez la ligne.',
    () =>
      'A payment or an allocation of €0.00 says nothing. Nothing was recorded; enter the amount, or take the line out.',
  ),
  OPPOSITE_SIGN: errorOf<OfDocument>(
    'invalid',
    ({ number }) =>
      `Le montant affecté à ${number} n’a pas le signe du paiement. Rien n’a été enregistré : positif pour ce qui est reçu, négatif pour ce qui est rendu ; pour un remboursement, enregistrez un paiement négatif.`,
    ({ number }) =>
      `The amount allocated to ${number} has not the sign of the payment. Nothing was recorded: positive for what is received, negative for what is paid back; for a refund, record a negative payment.`,
  ),
  TEXT_REFUSED: errorOf<{ field: 'reference' | 'note' | 'reason' }>(
    'invalid',
    ({ field }) => `${TEXTS[field].fr} Rien n’a été enregistré ; corrigez le texte et recommencez.`,
    ({ field }) => `${TEXTS[field].en} Nothing was recorded; correct the text and try again.`,
  ),
  VALUE_REFUSED: errorOf<{ constraint: string }>(
    'invalid',
    () =>
      'Une des valeurs ne peut pas être gardée : un caractère illisible, un montant ou un jour hors limites. Rien n’a été enregistré ; corrigez-la et recommencez.',
    () =>
      'One of the values cannot be kept: an unreadable character, an amount or a day beyond bounds. Nothing was recorded; correct it and try again.',
  ),
  APPEND_ONLY: errorOf(
    'conflict',
    () =>
      'Un paiement enregistré ne se modifie pas et ne s’efface pas. Rien n’a changé : annulez-le avec un motif, puis enregistrez le bon.',
    () =>
      'A recorded payment is neither changed nor deleted. Nothing changed: undo it with a reason, then record the right one.',
  ),
});
