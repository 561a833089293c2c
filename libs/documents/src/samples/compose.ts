import { lineCents, type LocalDate, localDate, vatCents } from '#kernel';
import type { Buyer, DocumentLine, InvoiceDocument, Seller, VatBreakdown } from '../invoice-document.js';
import { legalNotes, type SellerVatRegime } from '../legal-texts/legal-notes.js';

export const SELLER: Seller = {
  name: 'Les Ateliers du Canal',
  tradeName: null,
  siren: '853479269',
  siret: '85347926900013',
  vatNumber: 'FR17853479269',
  legalForm: 'SCIC SA à capital variable – RCS Rennes 853 479 269',
  address: { lines: ['12 quai de la Prévalaye'], postCode: '35000', city: 'Rennes', country: 'FR' },
  electronicAddress: { scheme: '0225', value: '853479269' },
  email: 'facturation@ateliers-du-canal.example',
  phone: '+33 2 99 00 00 00',
  logo: null,
};

export const BUYER: Buyer = {
  name: 'Maison Kervadec SAS',
  siren: '417329802',
  siret: '41732980200025',
  vatNumber: 'FR39417329802',
  vatStatus: 'taxable',
  address: {
    lines: ['Service comptabilité', '8 rue des Tisserands'],
    postCode: '29200',
    city: 'Brest',
    country: 'FR',
  },
  deliveryAddress: null,
  electronicAddress: { scheme: '0225', value: '417329802_COMPTA' },
  contact: 'Soizic Le Goff',
};

export type SampleLine = Partial<DocumentLine> & Pick<DocumentLine, 'label' | 'quantity' | 'unitPrice'>;

export interface Draft extends Partial<Omit<InvoiceDocument, 'lines' | 'vat' | 'notes'>> {
  readonly number: string;
  readonly lines: readonly SampleLine[];
  readonly regime?: SellerVatRegime;
  readonly onDebits?: boolean;
}

function linesOf(draft: Draft): DocumentLine[] {
  return draft.lines.map((line, index) => ({
    position: index + 1,
    detail: null,
    period: null,
    unit: 'C62',
    vatCategory: 'S',
    vatRateBasisPoints: (line.vatCategory ?? 'S') === 'S' ? 2000 : 0,
    ...line,
    netCents: lineCents(line.quantity, line.unitPrice),
  }));
}

function breakdownOf(
  lines: readonly DocumentLine[],
  exemptions: ReturnType<typeof legalNotes>['exemptions'],
): VatBreakdown[] {
  const nets = new Map<string, VatBreakdown>();
  for (const { vatCategory: category, vatRateBasisPoints: rateBasisPoints, netCents } of lines) {
    const key = `${category} ${rateBasisPoints}`;
    const sum = (nets.get(key)?.netCents ?? 0) + netCents;
    nets.set(key, {
      category,
      rateBasisPoints,
      netCents: sum,
      vatCents: vatCents(sum, rateBasisPoints),
      exemptionReason: exemptions[category]?.reason ?? null,
      exemptionCode: exemptions[category]?.code ?? null,
    });
  }
  return [...nets.values()].sort((a, b) => b.rateBasisPoints - a.rateBasisPoints);
}

function termsOf(type: InvoiceDocument['type'], language: 'fr' | 'en'): string {
  if (type === 'creditNote') {
    return language === 'fr'
      ? 'Avoir à valoir sur la facture, ou à rembourser si elle est déjà payée'
      : 'Credit against the invoice, or refund if it is already paid';
  }
  return language === 'fr' ? 'Paiement à 30 jours' : 'Payment within 30 days';
}

/** A whole document from its lines and what is particular to it: everything else is computed as billing would. */
export function composeSample(draft: Draft): InvoiceDocument {
  const { lines: _lines, regime = 'standard', onDebits = false, ...particular } = draft;
  const lines = linesOf(draft);
  const seller = draft.seller ?? SELLER;
  const buyer = draft.buyer ?? BUYER;
  const flow = draft.flow ?? 'B2B';
  const issuedOn: LocalDate = draft.issuedOn ?? localDate('2026-11-02');
  const language = draft.language ?? 'fr';
  const legal = legalNotes({
    issuedOn,
    language,
    flow,
    seller: { vatRegime: regime, vatOnDebits: onDebits },
    buyer: { vatStatus: buyer.vatStatus, country: buyer.address.country },
    categories: lines.map((line) => line.vatCategory),
  });
  const vat = breakdownOf(lines, legal.exemptions);
  const netCents = lines.reduce((sum, line) => sum + line.netCents, 0);
  const taxCents = vat.reduce((sum, each) => sum + each.vatCents, 0);
  const prepaidCents = draft.prepaidCents ?? 0;
  return {
    version: 1,
    type: 'invoice',
    language,
    issuedOn,
    dueOn: localDate('2026-12-02'),
    currency: 'EUR',
    businessProcess: 'S1',
    flow,
    seller,
    buyer,
    buyerReference: null,
    purchaseOrder: null,
    contractReference: null,
    deliveryPeriod: { from: localDate('2026-10-01'), to: localDate('2026-11-01') },
    lines,
    vat,
    netCents,
    vatCents: taxCents,
    grossCents: netCents + taxCents,
    precedes: [],
    reason: null,
    payment: {
      meansCode: '58',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP',
      accountHolder: seller.name,
      terms: termsOf(draft.type ?? 'invoice', language),
    },
    notes: legal.notes,
    vatDue: legal.vatDue,
    ...particular,
    prepaidCents,
    dueCents: netCents + taxCents - prepaidCents,
  };
}
