import { localDate } from '#kernel';
import type { Buyer, InvoiceDocument, Seller } from '../invoice-document.js';
import { BUYER, composeSample, type Draft, type SampleLine, SELLER } from './compose.js';

export interface Sample {
  /** Kind of document, fit for a file name. */
  readonly name: string;
  readonly document: InvoiceDocument;
}

const october = { from: localDate('2026-10-01'), to: localDate('2026-11-01') };

const HOSTING: SampleLine = {
  label: 'Hébergement web mutualisé',
  detail: 'Offre Quai – 50 Go, sauvegarde quotidienne',
  quantity: '1',
  unit: 'MON',
  unitPrice: '49.90',
  period: october,
};
const CONSULTING: SampleLine = {
  label: 'Conseil en accessibilité numérique',
  quantity: '2.5',
  unit: 'DAY',
  unitPrice: '620',
};

const CONSUMER: Buyer = {
  ...BUYER,
  name: 'Mme Anaïs Lebœuf',
  siren: null,
  siret: null,
  vatNumber: null,
  vatStatus: 'consumer',
  address: { lines: ['3 impasse du Moulin'], postCode: '56000', city: 'Vannes', country: 'FR' },
  electronicAddress: { scheme: 'EM', value: 'anais.leboeuf@courriel.example' },
  contact: null,
};

const GERMAN: Buyer = {
  ...CONSUMER,
  name: 'Hafenwerk Größe GmbH',
  vatNumber: 'DE136695976',
  vatStatus: 'foreign',
  address: { lines: ['Speicherstraße 4'], postCode: '20457', city: 'Hamburg', country: 'DE' },
  electronicAddress: { scheme: 'EM', value: 'rechnung@hafenwerk.example' },
};

const SWISS: Buyer = {
  ...GERMAN,
  name: 'Coopérative du Léman SA',
  vatNumber: null,
  address: { lines: ['Quai du Mont-Blanc 7'], postCode: '1201', city: 'Genève', country: 'CH' },
  electronicAddress: { scheme: 'EM', value: 'achats@cooperative-leman.example' },
};

const GREEK: Buyer = {
  ...GERMAN,
  name: 'Συνεταιρισμός Θάλασσα',
  vatNumber: 'EL094259216',
  address: { lines: ['Οδός Ερμού 15'], postCode: '105 63', city: 'Αθήνα', country: 'GR' },
  electronicAddress: { scheme: 'EM', value: 'logistirio@thalassa.example' },
};

const FRANCHISE_SELLER: Seller = {
  ...SELLER,
  name: 'Marius Quéméneur EI',
  siren: '902564376',
  siret: '90256437600017',
  vatNumber: null,
  legalForm: 'Entrepreneur individuel',
  electronicAddress: { scheme: '0225', value: '902564376' },
};

const ASSOCIATION: Seller = {
  ...SELLER,
  name: 'Association Le Fil bleu',
  siren: '349217562',
  siret: '34921756200025',
  vatNumber: null,
  legalForm: 'Association loi 1901, RNA W353001234',
  electronicAddress: { scheme: '0225', value: '349217562' },
};

const ASSOCIATION_BUYER: Buyer = {
  ...BUYER,
  name: 'Association Les Jardins partagés',
  siren: '510293848',
  siret: null,
  vatNumber: null,
  vatStatus: 'exempt',
  electronicAddress: { scheme: '0225', value: '510293848' },
  contact: null,
};

function manyLines(count: number): SampleLine[] {
  return Array.from({ length: count }, (_, index) => ({
    label: `Nom de domaine cooperative-${String(index + 1).padStart(3, '0')}.example`,
    detail: index % 10 === 0 ? 'Renouvellement annuel, bureau d’enregistrement et DNS compris' : null,
    quantity: '1',
    unit: 'ANN',
    unitPrice: (12 + (index % 7) * 0.35).toFixed(2),
    vatRateBasisPoints: index % 25 === 0 ? 550 : 2000,
  }));
}

const DRAFTS: readonly (Draft & { readonly name: string })[] = [
  {
    name: 'invoice',
    number: 'FA-2026-00117',
    lines: [HOSTING, CONSULTING],
    purchaseOrder: 'BC-8841',
    contractReference: 'CT-2024-031',
    buyerReference: 'DIR-TECH',
    deliveryPeriod: october,
  },
  {
    name: 'two-vat-rates',
    number: 'FA-2026-00118',
    lines: [
      { label: 'Panier de légumes livré', quantity: '12', unitPrice: '18.65', vatRateBasisPoints: 550 },
      { label: 'Livraison à vélo', quantity: '12', unitPrice: '4.3333' },
      {
        label: 'Atelier de cuisine',
        detail: 'Deux heures, douze participants',
        quantity: '1',
        unitPrice: '240',
      },
    ],
    businessProcess: 'M1',
    buyer: {
      ...BUYER,
      deliveryAddress: {
        lines: ['Cantine – porte B', '2 allée des Lices'],
        postCode: '29200',
        city: 'Brest',
        country: 'FR',
      },
    },
  },
  {
    name: 'credit-note',
    number: 'AV-2026-00009',
    type: 'creditNote',
    lines: [{ ...HOSTING, quantity: '0.5' }],
    precedes: [{ number: 'FA-2026-00117', issuedOn: localDate('2026-11-02') }],
    issuedOn: localDate('2026-11-16'),
    reason: 'Interruption du service du 17 au 31 octobre 2026 : la moitié du mois est rendue.',
    payment: {
      meansCode: '58',
      iban: null,
      bic: null,
      accountHolder: null,
      terms: 'À déduire de votre prochain règlement',
    },
  },
  {
    name: 'deposit',
    number: 'AC-2026-00004',
    type: 'depositInvoice',
    lines: [
      {
        label: 'Acompte de 30 % – refonte du site',
        detail: 'Devis D-2026-051 du 12 octobre 2026',
        quantity: '1',
        unitPrice: '2400',
      },
    ],
    deliveryPeriod: null,
    dueOn: localDate('2026-11-02'),
    payment: {
      meansCode: '58',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP',
      accountHolder: SELLER.name,
      terms: 'Paiement à réception',
    },
  },
  {
    name: 'balance-after-deposit',
    number: 'FA-2026-00131',
    type: 'balanceInvoice',
    businessProcess: 'S4',
    lines: [
      {
        label: 'Refonte du site',
        detail: 'Devis D-2026-051 du 12 octobre 2026',
        quantity: '1',
        unitPrice: '8000',
      },
      { label: 'Acompte déduit – facture AC-2026-00004', quantity: '-1', unitPrice: '2400' },
    ],
    precedes: [{ number: 'AC-2026-00004', issuedOn: localDate('2026-11-02') }],
    issuedOn: localDate('2026-11-20'),
    dueOn: localDate('2026-12-20'),
  },
  {
    name: 'already-paid',
    number: 'FA-2026-00132',
    businessProcess: 'S2',
    lines: [{ label: 'Formation en ligne', quantity: '1', unitPrice: '150' }],
    prepaidCents: 18_000,
    dueOn: localDate('2026-11-02'),
  },
  {
    name: 'franchise',
    number: '2026-042',
    regime: 'franchise',
    seller: FRANCHISE_SELLER,
    lines: [{ ...CONSULTING, vatCategory: 'E' }],
  },
  {
    name: 'association',
    number: 'LFB-2026-18',
    regime: 'exempt',
    seller: ASSOCIATION,
    buyer: ASSOCIATION_BUYER,
    lines: [
      {
        label: 'Animation d’un atelier de couture',
        quantity: '4',
        unit: 'HUR',
        unitPrice: '45',
        vatCategory: 'E',
      },
    ],
  },
  {
    name: 'reverse-charge',
    number: 'FA-2026-00119',
    flow: 'B2BINT',
    buyer: GERMAN,
    lines: [{ ...CONSULTING, vatCategory: 'AE' }],
  },
  {
    name: 'reverse-charge-domestic',
    number: 'FA-2026-00120',
    lines: [
      {
        label: 'Pose de cloisons, sous-traitance',
        quantity: '38',
        unit: 'MTK',
        unitPrice: '41.50',
        vatCategory: 'AE',
      },
    ],
  },
  {
    name: 'intra-community-goods',
    number: 'FA-2026-00121',
    flow: 'B2BINT',
    businessProcess: 'B1',
    buyer: GREEK,
    language: 'en',
    lines: [{ label: 'Linen bread bags', quantity: '250', unitPrice: '3.2', vatCategory: 'K' }],
  },
  {
    name: 'consumer',
    number: 'FA-2026-00122',
    flow: 'B2C',
    buyer: CONSUMER,
    lines: [{ ...HOSTING, unitPrice: '9.90' }],
  },
  {
    name: 'foreign-client',
    number: 'FA-2026-00123',
    flow: 'B2BINT',
    buyer: SWISS,
    language: 'en',
    lines: [
      {
        label: 'Accessibility audit',
        detail: 'Report and debriefing',
        quantity: '3',
        unit: 'DAY',
        unitPrice: '700',
        vatCategory: 'O',
      },
    ],
  },
  {
    name: 'export',
    number: 'FA-2026-00124',
    flow: 'B2BINT',
    businessProcess: 'B1',
    buyer: SWISS,
    language: 'en',
    lines: [{ label: 'Linen bread bags', quantity: '100', unitPrice: '3.4', vatCategory: 'G' }],
  },
  {
    name: 'debit-option',
    number: 'FA-2026-00125',
    onDebits: true,
    seller: { ...SELLER, tradeName: 'Studio Perspective' },
    lines: [CONSULTING],
  },
  {
    name: 'direct-debit',
    number: 'FA-2026-00126',
    lines: [HOSTING],
    payment: {
      meansCode: '59',
      iban: null,
      bic: null,
      accountHolder: null,
      terms: 'Prélèvement le 2 décembre 2026',
      mandate: {
        reference: 'RUM-2024-00317',
        creditorIdentifier: 'FR72ZZZ123456',
        debtorIban: 'FR1420041010050500013M02606',
      },
    },
  },
  {
    name: '300-lines',
    number: 'FA-2026-00130',
    lines: manyLines(300),
    businessProcess: 'M1',
  },
];

/** A document of every kind that the product issues, each of which passes every rule: for tests, benches and conformance. */
export function sampleDocuments(): Sample[] {
  return DRAFTS.map(({ name, ...draft }) => ({ name, document: composeSample(draft) }));
}
