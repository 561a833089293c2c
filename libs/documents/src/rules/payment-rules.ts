import { type RuleGroup, written } from './finding.js';

/** ISO 13616: moved first four, letters as numbers, remainder 1 modulo 97. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}

/** How and where to pay. */
export const paymentRules: RuleGroup = ({ payment, dueCents, type }, report) => {
  const toBePaid = type !== 'creditNote' && dueCents > 0;
  if (toBePaid && !written(payment.terms)) {
    report('BR-CO-25', 'payment.terms', {
      fr: 'Les conditions de paiement manquent (par exemple « Paiement à 30 jours »).',
      en: 'The payment terms are missing (for instance “Payment within 30 days”).',
    });
  }
  if (toBePaid && payment.meansCode !== '59' && !written(payment.iban)) {
    report('BR-61', 'payment.iban', {
      fr: 'Le document demande un virement sans dire sur quel compte. Complétez l’IBAN de l’émetteur.',
      en: 'The document asks for a transfer without naming the account. Complete the issuer’s IBAN.',
    });
  }
  if (written(payment.iban) && !isIban(payment.iban)) {
    report(
      'ID-IBAN-01',
      'payment.iban',
      {
        fr: `L’IBAN « ${payment.iban} » n’est pas valable (clé de contrôle). Écrivez-le sans espace.`,
        en: `The IBAN “${payment.iban}” is not valid (check digits). Write it without spaces.`,
      },
      { iban: payment.iban },
    );
  }
  if (toBePaid && payment.meansCode === '59' && !payment.mandate) {
    report(
      'ID-MANDATE-01',
      'payment.mandate',
      {
        fr: 'Le document annonce un prélèvement sans citer le mandat. Le client ne pourra pas le rapprocher.',
        en: 'The document announces a direct debit without naming the mandate. The client cannot match it.',
      },
      {},
      'warning',
    );
  }
};
