import type { DocumentLine, InvoiceDocument } from '#documents';
import { centsToDecimal } from '#kernel';
import { headOf } from '../proposal/compose-document.js';
import type { ClientFacts, IssuerFacts } from '../proposal/facts.js';
import type { ForeignDocument } from './foreign-document.js';

/** The content that is kept of a foreign document: complete, so that a credit note can be made from it. */
export interface ForeignPayload extends InvoiceDocument {
  /** When the former tool sent it; absent where it never did. */
  readonly sentOn?: string;
  readonly sentAssumed?: true;
  readonly paidInFormerTool?: true;
}

/**
 * The parties are those known here, since the export holds no more; numbers, days and amounts are those of the former
 * tool, as they are. Pure.
 */
export function composeForeignDocument(
  document: ForeignDocument,
  { issuer, client }: { readonly issuer: IssuerFacts; readonly client: ClientFacts },
): ForeignPayload {
  const lines = document.lines.map((line, index): DocumentLine => ({
    position: index + 1,
    label: line.label,
    detail: null,
    period: line.period,
    quantity: '1',
    unit: 'C62',
    unitPrice: centsToDecimal(line.netCents),
    netCents: line.netCents,
    vatCategory: document.vatCategory,
    vatRateBasisPoints: document.vatRateBasisPoints,
  }));
  const head = headOf({ issuer, client, issueOn: document.issuedOn, lines, natures: ['services'] });
  const { vatCents, credits } = document;
  const isNote = document.type === 'creditNote';
  const grossCents = head.netCents + vatCents;
  return {
    ...head,
    type: document.type,
    number: document.number,
    dueOn: isNote ? document.issuedOn : head.dueOn,
    businessProcess: 'S1',
    purchaseOrder: null,
    contractReference: document.contractReference,
    deliveryPeriod: spanOf(document),
    vat: head.vat.map((each) => ({ ...each, vatCents })),
    vatCents,
    grossCents,
    dueCents: grossCents,
    precedes: credits ? [{ number: credits.number, issuedOn: credits.issuedOn }] : [],
    reason: isNote ? 'Avoir émis par l’ancien outil de facturation' : null,
    ...(document.sentOn ? { sentOn: document.sentOn } : {}),
    ...(document.sentAssumed ? { sentAssumed: true as const } : {}),
    ...(document.paid ? { paidInFormerTool: true as const } : {}),
  };
}

function spanOf({ lines }: ForeignDocument): InvoiceDocument['deliveryPeriod'] {
  const periods = lines.flatMap(({ period }) => period ?? []);
  if (periods.length === 0) return null;
  return {
    from: periods.map(({ from }) => from).reduce((a, b) => (a < b ? a : b)),
    to: periods.map(({ to }) => to).reduce((a, b) => (a > b ? a : b)),
  };
}
