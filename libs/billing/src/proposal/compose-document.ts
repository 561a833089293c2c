import {
  type Buyer,
  type DocumentLine,
  type InvoiceDocument,
  type LegalNotes,
  legalNotes,
  type LegalNotesRequest,
  type Seller,
  type VatBreakdown,
  vatTreatmentOf,
} from '#documents';
import { addDays, centsToDecimal, daysOf, type LocalDate, vatCents, writeCents, writePeriod } from '#kernel';
import type { ChargeToMake, DeductionToMake, DocumentToIssue } from '../sealing/document-to-issue.js';
import { isWholeCycle, type Piece } from './cut-pieces.js';
import type { ClientFacts, DepositFacts, IssuerFacts } from './facts.js';

export interface Composition {
  readonly issuer: IssuerFacts;
  readonly client: ClientFacts;
  readonly issueOn: LocalDate;
  readonly runId: number | null;
  readonly pieces: readonly Piece[];
}

const NO_ADDRESS = { lines: [], postCode: '', city: '', country: 'FR' } as const;

/** The document that bills some pieces of one client: an invoice, a deposit invoice, or a balance invoice with what it deducts. */
export function composeDocument({ issuer, client, issueOn, runId, pieces }: Composition): DocumentToIssue {
  const deposits = [
    ...new Map(
      pieces.flatMap((p) => p.line.deposits).map((d) => [`${d.invoiceId}/${d.position}`, d]),
    ).values(),
  ];
  const isDeposit = pieces.some((piece) => piece.line.kind === 'deposit');
  const lines = [
    ...pieces.map((piece, index) => billingLine(piece, index + 1, client.language)),
    ...deposits.map((deposit, index) => deductionLine(deposit, pieces.length + index + 1, client.language)),
  ];
  const head = headOf({ issuer, client, issueOn, lines, natures: pieces.map((piece) => piece.line.nature) });
  const kind = isDeposit ? '1' : deposits.length > 0 ? '4' : '1';
  const document: InvoiceDocument = {
    ...head,
    type: isDeposit ? 'depositInvoice' : deposits.length > 0 ? 'balanceInvoice' : 'invoice',
    businessProcess: `${natureLetter(pieces.map((piece) => piece.line.nature))}${kind}`,
    purchaseOrder: only(pieces.map((piece) => piece.line.purchaseOrder)),
    contractReference: only(pieces.map((piece) => piece.line.contractCode)),
    seller: { ...head.seller, tradeName: only(pieces.map((piece) => piece.line.activityName)) },
    deliveryPeriod: {
      from: pieces.map((piece) => piece.period.from).reduce((a, b) => (a < b ? a : b)),
      to: pieces.map((piece) => piece.period.to).reduce((a, b) => (a > b ? a : b)),
    },
    precedes: deposits.map(({ number, issuedOn }) => ({ number, issuedOn })),
    reason: null,
  };
  return {
    document,
    clientId: client.id,
    runId,
    creditsInvoiceId: null,
    ...deliveryOf(client),
    charges: pieces.map((piece, index) => chargeOf(piece, index + 1)),
    credits: [],
    creditedPositions: {},
    deductions: deposits.map((deposit, index): DeductionToMake => ({
      position: pieces.length + index + 1,
      depositInvoiceId: deposit.invoiceId,
      depositPosition: deposit.position,
      generation: deposit.generation,
    })),
    reversals: [],
  };
}

export function deliveryOf(client: ClientFacts): Pick<DocumentToIssue, 'channel' | 'deliveryAddress'> {
  return {
    channel: client.channel ?? 'post',
    deliveryAddress:
      client.channel === 'email'
        ? client.email
        : client.channel === 'platform'
          ? `${client.electronicScheme ?? ''}:${client.electronicAddress ?? ''}`
          : null,
  };
}

interface HeadFacts {
  readonly issuer: IssuerFacts;
  readonly client: ClientFacts;
  readonly issueOn: LocalDate;
  readonly lines: readonly DocumentLine[];
  readonly natures: readonly ('goods' | 'services')[];
}

type Head = Omit<
  InvoiceDocument,
  | 'type'
  | 'businessProcess'
  | 'purchaseOrder'
  | 'contractReference'
  | 'deliveryPeriod'
  | 'precedes'
  | 'reason'
>;

/** All that documents of every type share: parties, amounts, payment, legal sentences. */
export function headOf({ issuer, client, issueOn, lines, natures }: HeadFacts): Head {
  const regime =
    issuer.vatRegime === 'franchise' || issuer.vatRegime === 'exempt' ? issuer.vatRegime : 'standard';
  const parties = {
    seller: { vatRegime: regime, vatOnDebits: issuer.vatRegime === 'debits' } as const,
    buyer: { vatStatus: client.vatStatus, country: client.address?.country ?? 'FR' },
  };
  const nature = natures.every((each) => each === 'goods') ? 'goods' : 'services';
  const { flow } = vatTreatmentOf({ seller: regime, buyer: parties.buyer, nature });
  const legal = knownLegalNotes({
    issuedOn: issueOn,
    language: client.language,
    flow,
    ...parties,
    categories: [...new Set(lines.map((line) => line.vatCategory))],
    services: nature === 'services',
  });
  const vat = vatOf(lines, legal.exemptions);
  const netCents = vat.reduce((sum, each) => sum + each.netCents, 0);
  const vatTotal = vat.reduce((sum, each) => sum + each.vatCents, 0);
  const days = client.paymentDays ?? issuer.paymentDays;
  return {
    version: 1,
    language: client.language,
    number: '',
    issuedOn: issueOn,
    dueOn: addDays(issueOn, days),
    currency: 'EUR',
    flow,
    seller: sellerOf(issuer),
    buyer: buyerOf(client),
    buyerReference: client.buyerReference,
    lines,
    vat,
    netCents,
    vatCents: vatTotal,
    grossCents: netCents + vatTotal,
    prepaidCents: 0,
    dueCents: netCents + vatTotal,
    vatDue: legal.vatDue,
    payment: {
      meansCode: issuer.iban ? '58' : '30',
      iban: issuer.iban,
      bic: issuer.bic,
      accountHolder: issuer.name,
      terms: paymentTerms(days, client.language),
    },
    notes: legal.notes,
  };
}

const knownNotes = new Map<string, LegalNotes>();
const KNOWN_NOTES = 200;

/** Most documents of a run share their legal notes, which follow from the request alone. */
function knownLegalNotes(request: LegalNotesRequest): LegalNotes {
  const key = JSON.stringify(request);
  let notes = knownNotes.get(key);
  if (!notes) {
    if (knownNotes.size >= KNOWN_NOTES) knownNotes.clear();
    knownNotes.set(key, (notes = legalNotes(request)));
  }
  return notes;
}

function paymentTerms(days: number, language: 'fr' | 'en'): string {
  if (days === 0) return language === 'fr' ? 'Paiement à réception' : 'Payment on receipt';
  return language === 'fr' ? `Paiement à ${days} jours` : `Payment within ${days} days`;
}

function sellerOf(issuer: IssuerFacts): Seller {
  return {
    name: issuer.name,
    tradeName: null,
    siren: issuer.siren,
    siret: issuer.siret,
    vatNumber: issuer.vatNumber,
    legalForm: issuer.legalForm,
    address: issuer.address,
    electronicAddress: { scheme: '0225', value: issuer.siren },
    email: issuer.email,
    phone: issuer.phone,
    logo: issuer.logo,
  };
}

function buyerOf(client: ClientFacts): Buyer {
  const electronic =
    client.electronicAddress && client.electronicScheme
      ? { scheme: client.electronicScheme, value: client.electronicAddress }
      : client.siren
        ? { scheme: '0225', value: client.siren }
        : client.email
          ? { scheme: 'EM', value: client.email }
          : null;
  return {
    name: client.name,
    siren: client.siren,
    siret: client.siret,
    vatNumber: client.vatNumber,
    vatStatus: client.vatStatus,
    address: client.address ?? NO_ADDRESS,
    deliveryAddress: client.deliveryAddress,
    electronicAddress: electronic,
    contact: client.contact,
  };
}

/** Per category and rate: the sum of the nets, and VAT half-up on that sum (4-law.md, Arithmetic). */
function vatOf(
  lines: readonly DocumentLine[],
  exemptions: ReturnType<typeof legalNotes>['exemptions'],
): VatBreakdown[] {
  const groups = new Map<string, { category: DocumentLine['vatCategory']; rate: number; net: number }>();
  for (const line of lines) {
    const key = `${line.vatCategory}/${line.vatRateBasisPoints}`;
    const group = groups.get(key) ?? { category: line.vatCategory, rate: line.vatRateBasisPoints, net: 0 };
    group.net += line.netCents;
    groups.set(key, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.rate - a.rate || (a.category < b.category ? -1 : 1))
    .map(({ category, rate, net }) => ({
      category,
      rateBasisPoints: rate,
      netCents: net,
      vatCents: vatCents(net, rate),
      exemptionReason: exemptions[category]?.reason ?? null,
      exemptionCode: exemptions[category]?.code ?? null,
    }));
}

const UNIT_OF_MONTHS: Readonly<Record<number, string>> = { 1: 'MON', 12: 'ANN' };

/** One subscription is counted in months or years; several are counted as such, or two for a month would read "2 months". */
function unitOf({ line, term }: Piece): string {
  const counted = line.unit === 'C62' && term.quantity === '1';
  return counted ? (UNIT_OF_MONTHS[term.months] ?? 'C62') : line.unit;
}

function billingLine(piece: Piece, position: number, language: 'fr' | 'en'): DocumentLine {
  const { term, line } = piece;
  const whole = isWholeCycle(piece);
  // A part of a billing period is written as one unit at the amount due, so that quantity × price is exact.
  return {
    position,
    label: line.label,
    detail: whole ? null : proRataDetail(piece, language),
    period: piece.period,
    quantity: whole ? term.quantity : '1',
    unit: whole ? unitOf(piece) : 'C62',
    unitPrice: whole ? term.unitPrice : centsToDecimal(piece.netCents),
    netCents: piece.netCents,
    vatCategory: term.vatCategory,
    vatRateBasisPoints: term.vatRateBasisPoints,
  };
}

function proRataDetail(piece: Piece, language: 'fr' | 'en'): string {
  const [part, whole] = [daysOf(piece.period), daysOf(piece.cycle)];
  const price = writeCents(piece.term.cycleNetCents, language);
  const cycle = writePeriod(piece.cycle, language);
  return language === 'fr'
    ? `Prorata : ${part} jours sur ${whole} de la période ${cycle}, à ${price}`
    : `Pro rata: ${part} of the ${whole} days of the period ${cycle}, at ${price}`;
}

function deductionLine(deposit: DepositFacts, position: number, language: 'fr' | 'en'): DocumentLine {
  return {
    position,
    label:
      language === 'fr'
        ? `Acompte déjà facturé, ${deposit.number}`
        : `Deposit already invoiced, ${deposit.number}`,
    detail: null,
    period: null,
    quantity: '-1',
    unit: 'C62',
    unitPrice: centsToDecimal(deposit.netCents),
    netCents: -deposit.netCents,
    vatCategory: deposit.vatCategory,
    vatRateBasisPoints: deposit.vatRateBasisPoints,
  };
}

function chargeOf(piece: Piece, position: number): ChargeToMake {
  const { term, line } = piece;
  return {
    position,
    lineId: line.id,
    contractId: line.contractId,
    generation: piece.generation,
    period: piece.period,
    termId: term.id,
    termRevision: line.revision,
    carriageRevision: line.carriageRevision,
    cycle: piece.cycle,
    cycleNetCents: term.cycleNetCents,
    vatCategory: term.vatCategory,
    vatRateBasisPoints: term.vatRateBasisPoints,
    priceKey: term.priceKey,
    horizonDays: term.horizonDays,
    longestSpanDays: term.longestSpanDays,
    netCents: piece.netCents,
  };
}

function natureLetter(natures: readonly ('goods' | 'services')[]): 'B' | 'S' | 'M' {
  const kinds = new Set(natures);
  return kinds.size > 1 ? 'M' : kinds.has('goods') ? 'B' : 'S';
}

/** The one value that all share, or null. */
function only(values: readonly (string | null)[]): string | null {
  const distinct = new Set(values);
  return distinct.size === 1 ? (values[0] ?? null) : null;
}
