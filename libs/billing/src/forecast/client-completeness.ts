import { checkDocument, type InvoiceDocument } from '#documents';
import type { LocalDate, Sentence } from '#kernel';
import { headOf } from '../proposal/compose-document.js';
import { controlsOfClient } from '../proposal/controls.js';
import type { ClientFacts, IssuerFacts } from '../proposal/facts.js';

/** What a client's record lacks, as a run will say it. */
export interface Lack {
  readonly code: string;
  readonly sentence: Sentence;
}

/**
 * What stops every invoice of a client: the controls of a run on the client, then the rules of form that its part of a
 * document would break. Pure.
 */
export function lacksOf(client: ClientFacts, issuer: IssuerFacts | null, today: LocalDate): Lack[] {
  const lacks = controlsOfClient(client).map(({ code, sentence }) => ({ code, sentence }));
  if (lacks.length > 0 || !issuer) return lacks;
  return checkDocument(anyInvoice(client, issuer, today))
    .filter(({ severity, path }) => severity === 'fatal' && path.startsWith('buyer'))
    .map(({ rule, sentence }) => ({ code: rule, sentence }));
}

/** An invoice like any other of this client: only what it says of the buyer is looked at. */
function anyInvoice(client: ClientFacts, issuer: IssuerFacts, today: LocalDate): InvoiceDocument {
  const line = {
    position: 1,
    label: '-',
    detail: null,
    period: null,
    quantity: '1',
    unit: 'C62',
    unitPrice: '1',
    netCents: 100,
    vatCategory: 'S',
    vatRateBasisPoints: 2000,
  } as const;
  return {
    ...headOf({ issuer, client, issueOn: today, lines: [line], natures: ['services'] }),
    number: 'X-1',
    type: 'invoice',
    businessProcess: 'S1',
    purchaseOrder: null,
    contractReference: null,
    deliveryPeriod: null,
    precedes: [],
    reason: null,
  };
}
