import { addDays, basisPointsToPercent, type LocalDate, writeCents } from '#kernel';
import type { DocumentLine, DocumentType, InvoiceDocument } from '../invoice-document.js';

const FRENCH = {
  titles: {
    invoice: 'Facture',
    creditNote: 'Avoir',
    depositInvoice: 'Facture d’acompte',
    balanceInvoice: 'Facture de solde',
  } satisfies Record<DocumentType, string>,
  colon: '\u00a0: ',
  number: 'N°',
  billTo: 'Facturé à',
  creditTo: 'Crédité à',
  deliverTo: 'Livré à',
  attention: 'À l’attention de',
  operatedBy: 'Une activité de',
  issuedOn: 'Date d’émission',
  dueOn: 'Échéance',
  supplied: 'Période',
  order: 'Votre commande',
  contract: 'Contrat',
  reference: 'Votre référence',
  siren: 'SIREN',
  siret: 'SIRET',
  vatNumber: 'N° TVA',
  electronicAddress: 'Adresse électronique',
  designation: 'Désignation',
  quantity: 'Quantité',
  unitPrice: 'Prix unitaire HT',
  vat: 'TVA',
  amount: 'Montant HT',
  vatTitle: 'Détail de la TVA',
  category: 'Catégorie',
  base: 'Base HT',
  tax: 'TVA',
  net: 'Total HT',
  totalVat: 'Total TVA',
  gross: 'Total TTC',
  prepaid: 'Déjà payé',
  due: 'Net à payer',
  credited: 'Net à votre crédit',
  payment: 'Règlement',
  means: { '58': 'Virement SEPA', '30': 'Virement', '59': 'Prélèvement SEPA' },
  holder: 'Titulaire',
  iban: 'IBAN',
  bic: 'BIC',
  payReference: 'Référence à rappeler',
  mandate: 'Mandat (RUM)',
  creditor: 'Identifiant créancier (ICS)',
  debited: 'Compte débité',
  scan: 'Virement par QR code',
  credits: 'Cet avoir porte sur',
  deducts: 'Acomptes déduits',
  dated: 'du',
  invoiceWord: 'la facture',
  vatDue: {
    onCollection: 'TVA exigible à l’encaissement.',
    onInvoice: 'TVA exigible à la facturation.',
    onDelivery: 'TVA exigible à la livraison.',
  },
  page: 'Page',
  continued: 'suite',
  framework: 'Cadre de facturation',
  phone: 'Tél.',
  legal: 'Mentions légales',
} as const;

type Words = {
  readonly [K in keyof typeof FRENCH]: (typeof FRENCH)[K] extends string
    ? string
    : { readonly [L in keyof (typeof FRENCH)[K]]: string };
};

const ENGLISH: Words = {
  titles: {
    invoice: 'Invoice',
    creditNote: 'Credit note',
    depositInvoice: 'Deposit invoice',
    balanceInvoice: 'Balance invoice',
  },
  colon: ': ',
  number: 'No.',
  billTo: 'Billed to',
  creditTo: 'Credited to',
  deliverTo: 'Delivered to',
  attention: 'For the attention of',
  operatedBy: 'An activity of',
  issuedOn: 'Date of issue',
  dueOn: 'Due date',
  supplied: 'Period',
  order: 'Your order',
  contract: 'Contract',
  reference: 'Your reference',
  siren: 'SIREN',
  siret: 'SIRET',
  vatNumber: 'VAT No.',
  electronicAddress: 'Electronic address',
  designation: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Net unit price',
  vat: 'VAT',
  amount: 'Net amount',
  vatTitle: 'VAT breakdown',
  category: 'Category',
  base: 'Net base',
  tax: 'VAT',
  net: 'Total net',
  totalVat: 'Total VAT',
  gross: 'Total with VAT',
  prepaid: 'Already paid',
  due: 'Amount due',
  credited: 'Amount credited',
  payment: 'Payment',
  means: { '58': 'SEPA credit transfer', '30': 'Credit transfer', '59': 'SEPA direct debit' },
  holder: 'Account holder',
  iban: 'IBAN',
  bic: 'BIC',
  payReference: 'Reference to quote',
  mandate: 'Mandate',
  creditor: 'Creditor identifier',
  debited: 'Debited account',
  scan: 'Transfer by QR code',
  credits: 'This credit note is about',
  deducts: 'Deposits deducted',
  dated: 'of',
  invoiceWord: 'invoice',
  vatDue: {
    onCollection: 'VAT due on payment.',
    onInvoice: 'VAT due on invoicing.',
    onDelivery: 'VAT due on delivery.',
  },
  page: 'Page',
  continued: 'continued',
  framework: 'Business process',
  phone: 'Tel.',
  legal: 'Legal notes',
};

const UNITS: Readonly<Record<string, { fr: string; en: string }>> = {
  C62: { fr: '', en: '' },
  HUR: { fr: 'h', en: 'h' },
  DAY: { fr: 'j', en: 'd' },
  WEE: { fr: 'sem.', en: 'wk' },
  MON: { fr: 'mois', en: 'mo.' },
  QAN: { fr: 'trim.', en: 'qtr' },
  ANN: { fr: 'an', en: 'yr' },
  KGM: { fr: 'kg', en: 'kg' },
  LTR: { fr: 'l', en: 'l' },
  MTR: { fr: 'm', en: 'm' },
  KMT: { fr: 'km', en: 'km' },
  MTK: { fr: 'm²', en: 'm²' },
  KWH: { fr: 'kWh', en: 'kWh' },
};

export type Language = InvoiceDocument['language'];

export function wordsOf(language: Language): Words {
  return language === 'fr' ? FRENCH : ENGLISH;
}

/** `31/10/2026` in both languages: day first, as in France and Britain. */
export function shortDate(day: LocalDate): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** « du 01/10/2026 au 31/10/2026 »: the last day is said included. */
export function shortPeriod(
  of: { readonly from: LocalDate; readonly to: LocalDate },
  language: Language,
): string {
  const last = addDays(of.to, -1);
  if (last === of.from) return shortDate(last);
  return language === 'fr'
    ? `du ${shortDate(of.from)} au ${shortDate(last)}`
    : `${shortDate(of.from)} to ${shortDate(last)}`;
}

/** A plain decimal with the language's marks: `1234.5` is `1 234,5` or `1,234.5`; at least `decimals` decimals. */
export function writeDecimal(text: string, language: Language, decimals = 0): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const trimmed = fraction.replace(/0+$/, '').padEnd(decimals, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u00a0' : ',');
  const mark = language === 'fr' ? ',' : '.';
  return `${negative ? '−' : ''}${grouped}${trimmed ? mark + trimmed : ''}`;
}

/**
 * What `writeCents` writes, for paper: the narrow no-break space of French typography is too narrow to be seen in this font.
 */
export function writeAmount(cents: number, language: Language): string {
  return writeCents(cents, language).replaceAll('\u202f', '\u00a0');
}

export function writePrice(price: string, language: Language): string {
  const decimal = writeDecimal(price, language, 2);
  return language === 'fr' ? `${decimal}\u00a0€` : `€${decimal}`;
}

export function writeQuantity({ quantity, unit }: DocumentLine, language: Language): string {
  const word = UNITS[unit]?.[language] ?? unit;
  return word === '' ? writeDecimal(quantity, language) : `${writeDecimal(quantity, language)}\u00a0${word}`;
}

/** `20 %`; the category's letter where no rate is charged. */
export function writeVatRate(category: string, basisPoints: number, language: Language): string {
  if (category === 'O') return 'O';
  const percent = `${writeDecimal(basisPointsToPercent(basisPoints), language)}${language === 'fr' ? '\u00a0%' : '%'}`;
  return category === 'S' ? percent : `${category} ${percent}`;
}

/** An IBAN in groups of four. */
export function writeIban(iban: string): string {
  return iban.replaceAll(' ', '').replace(/(.{4})(?=.)/g, '$1\u00a0');
}
