import { lineCents, writeCents } from '#kernel';
import type { DocumentLine, InvoiceDocument } from '../invoice-document.js';
import { type Report, type RuleGroup, written } from './finding.js';

const QUANTITY = /^-?\d{1,15}(\.\d{1,4})?$/;
const PRICE = /^\d{1,13}(\.\d{1,6})?$/;

const eur = (cents: number) => ({ fr: writeCents(cents, 'fr'), en: writeCents(cents, 'en') });

/** An equality in cents that the norm demands exactly. */
function requireEqual(
  rule: string,
  path: string,
  amounts: { readonly given: number; readonly expected: number; readonly fr: string; readonly en: string },
  report: Report,
): void {
  const { given, expected, fr, en } = amounts;
  if (given === expected) return;
  report(
    rule,
    path,
    {
      fr: `${fr} : ${eur(given).fr} au lieu de ${eur(expected).fr}. Le document est incohérent et n’est pas émis ; recalculez-le.`,
      en: `${en}: ${eur(given).en} instead of ${eur(expected).en}. The document is inconsistent and is not issued; compute it again.`,
    },
    { given, expected },
  );
}

function checkLine(line: DocumentLine, index: number, document: InvoiceDocument, report: Report): void {
  const path = `lines[${index}]`;
  const facts = { position: line.position };
  if (!written(line.label)) {
    report(
      'BR-25',
      `${path}.label`,
      {
        fr: `La ligne ${line.position} n’a pas de désignation.`,
        en: `Line ${line.position} has no designation.`,
      },
      facts,
    );
  }
  if (!/^[A-Z0-9]{2,3}$/.test(line.unit)) {
    report(
      'BR-23',
      `${path}.unit`,
      {
        fr: `L’unité « ${line.unit} » de la ligne ${line.position} n’est pas un code de la recommandation 20 (C62, HUR, DAY, MON…).`,
        en: `The unit “${line.unit}” of line ${line.position} is not a code of Recommendation 20 (C62, HUR, DAY, MON…).`,
      },
      { ...facts, unit: line.unit },
    );
  }
  const quantityReads = QUANTITY.test(line.quantity);
  if (!quantityReads) {
    report(
      'BR-FR-DEC-02',
      `${path}.quantity`,
      {
        fr: `La quantité « ${line.quantity} » de la ligne ${line.position} a plus de 4 décimales ou n’est pas un nombre.`,
        en: `The quantity “${line.quantity}” of line ${line.position} has more than 4 decimals or is not a number.`,
      },
      { ...facts, quantity: line.quantity },
    );
  }
  const priceReads = PRICE.test(line.unitPrice);
  if (!priceReads) {
    const negative = line.unitPrice.startsWith('-');
    report(
      negative ? 'BR-27' : 'BR-FR-DEC-03',
      `${path}.unitPrice`,
      {
        fr: `Le prix unitaire « ${line.unitPrice} » de la ligne ${line.position} est refusé : un nombre positif d’au plus 6 décimales.`,
        en: `The unit price “${line.unitPrice}” of line ${line.position} is refused: a positive number of at most 6 decimals.`,
      },
      { ...facts, unitPrice: line.unitPrice },
    );
  }
  // A balance invoice deducts its deposits, and the credit note of one gives the deduction back.
  const deducts = document.type === 'balanceInvoice' || document.type === 'creditNote';
  if (quantityReads && line.quantity.startsWith('-') && !deducts) {
    report(
      'ID-QUANTITY-01',
      `${path}.quantity`,
      {
        fr: `La ligne ${line.position} a une quantité négative. Seule une facture de solde déduit ainsi un acompte ; pour corriger, émettez un avoir.`,
        en: `Line ${line.position} has a negative quantity. Only a balance invoice deducts a deposit this way; to correct, issue a credit note.`,
      },
      { ...facts, quantity: line.quantity },
    );
  }
  if (quantityReads && priceReads) {
    requireEqual(
      'ID-LINE-01',
      `${path}.netCents`,
      {
        given: line.netCents,
        expected: lineCents(line.quantity, line.unitPrice),
        fr: `Montant de la ligne ${line.position} (quantité × prix, arrondi au centime)`,
        en: `Amount of line ${line.position} (quantity × price, rounded to the cent)`,
      },
      report,
    );
  }
}

function checkTotals(document: InvoiceDocument, report: Report): void {
  const { lines, vat, netCents, vatCents, grossCents, prepaidCents, dueCents } = document;
  const sum = (values: readonly number[]) => values.reduce((total, next) => total + next, 0);
  const equalities = [
    [
      'BR-CO-10',
      'netCents',
      netCents,
      sum(lines.map((line) => line.netCents)),
      'Total hors taxe (somme des lignes)',
      'Total net (sum of lines)',
    ],
    [
      'BR-CO-13',
      'vat',
      sum(vat.map((each) => each.netCents)),
      netCents,
      'Somme des bases de TVA',
      'Sum of the VAT bases',
    ],
    [
      'BR-CO-14',
      'vatCents',
      vatCents,
      sum(vat.map((each) => each.vatCents)),
      'Total de TVA (somme par taux)',
      'Total VAT (sum by rate)',
    ],
    [
      'BR-CO-15',
      'grossCents',
      grossCents,
      netCents + vatCents,
      'Total TTC (hors taxe + TVA)',
      'Total with VAT (net + VAT)',
    ],
    [
      'BR-CO-16',
      'dueCents',
      dueCents,
      grossCents - prepaidCents,
      'Net à payer (TTC − déjà payé)',
      'Amount due (total − paid before)',
    ],
  ] as const;
  for (const [rule, path, given, expected, fr, en] of equalities) {
    requireEqual(rule, path, { given, expected, fr, en }, report);
  }
  const all = { netCents, vatCents, grossCents, prepaidCents, dueCents };
  for (const [path, cents] of Object.entries(all)) {
    if (!Number.isSafeInteger(cents)) {
      report(
        'BR-FR-DEC-01',
        path,
        {
          fr: `Le montant ${cents} n’est pas un nombre entier de centimes.`,
          en: `The amount ${cents} is not a whole number of cents.`,
        },
        { cents },
      );
    } else if (cents < 0) {
      report(
        'ID-POSITIVE-01',
        path,
        {
          fr: `Un total du document est négatif (${eur(cents).fr}). Un document porte des montants positifs ; ce qui est rendu au client est un avoir.`,
          en: `A total of the document is negative (${eur(cents).en}). A document bears positive amounts; what is given back is a credit note.`,
        },
        { cents },
      );
    }
  }
}

function checkPaidBefore(
  { businessProcess, prepaidCents, grossCents, dueCents }: InvoiceDocument,
  report: Report,
): void {
  if (!/^[BSM]2$/.test(businessProcess)) return;
  if (prepaidCents === grossCents && dueCents === 0) return;
  report(
    'BR-FR-CO-09',
    'prepaidCents',
    {
      fr: `Le cadre ${businessProcess} dit la facture déjà payée : le payé doit égaler le total et rien ne doit rester dû.`,
      en: `Process ${businessProcess} says that the invoice is already paid: what was paid must equal the total and nothing may remain due.`,
    },
    { businessProcess, prepaidCents, grossCents, dueCents },
  );
}

/** Lines, totals and what is due: exact equalities in cents. */
export const amountRules: RuleGroup = (document, report) => {
  if (document.lines.length === 0) {
    report('BR-16', 'lines', { fr: 'Le document n’a aucune ligne.', en: 'The document has no line.' });
  }
  if (new Set(document.lines.map((line) => line.position)).size !== document.lines.length) {
    report('BR-21', 'lines', {
      fr: 'Deux lignes portent le même numéro de position.',
      en: 'Two lines bear the same position.',
    });
  }
  document.lines.forEach((line, index) => checkLine(line, index, document, report));
  checkTotals(document, report);
  checkPaidBefore(document, report);
};
