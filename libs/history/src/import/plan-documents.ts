import { type Period, proRataCents } from '#kernel';

import type { AuditedDocument, AuditedSubscription } from '../audit/billing-history.js';
import { type Biller, CoveredDays } from './covered-days.js';
import { orderOfKeeping } from './order-of-keeping.js';
import type { Choice, PlannedAwaiting, PlannedDocument, PlannedLine, PlannedSubscription } from './plan.js';
import { clientKeyOf, digestOf } from './plan-parties.js';
import type { Known } from './read-known.js';
import { vatOfDocument } from './vat-of-document.js';

/** A line that a credit note may take back, of a planned or of a recorded document. */
interface Creditable {
  readonly position: number;
  readonly label: string;
  readonly period: Period | null;
  readonly subscription: string | null;
  readonly netCents: number;
  creditedCents: number;
  /** Days charged and not credited yet, with their generation. */
  live: { readonly periods: readonly Period[]; readonly generation: number } | null;
}

export interface DocumentsRequest {
  /** New documents that enter, in the order of the export. */
  readonly entering: readonly AuditedDocument[];
  /** Ids of invoices that credit notes cancel whole, of all the export. */
  readonly cancelledWhole: ReadonlySet<string>;
  /** The credit note that completes the cancellation of an invoice, by the invoice's id. */
  readonly completing: ReadonlyMap<string, string>;
  readonly byId: ReadonlyMap<string, AuditedDocument>;
  readonly rank: ReadonlyMap<string, number>;
  readonly subscriptions: ReadonlyMap<string, PlannedSubscription>;
  readonly audited: ReadonlyMap<string, AuditedSubscription>;
  readonly known: Known;
  readonly choices: readonly Choice[];
  /** Why a document that was never sent needs no sending, by its id. */
  readonly unsentExcuses: ReadonlyMap<string, string>;
  readonly untaxedIssuer: boolean;
}

/**
 * Which days each document charges, gives back, or leaves to another one. Pure.
 * Cancelled invoices come first, each under the next generation and credited at once, so that the invoice in force
 * stands on top of them whatever the order of issue. Days that no kept document covers are charged, also of a document
 * that awaits its credit: only the shared days stay outside of coverage.
 */
export class DocumentsPlanner {
  readonly awaiting: PlannedAwaiting[] = [];
  private readonly covered = new Map<string, CoveredDays>();
  private readonly creditable = new Map<string, Creditable[]>();
  private readonly linesOf = new Map<string, PlannedLine[]>();

  constructor(private readonly request: DocumentsRequest) {
    this.readKnown();
  }

  plan(): PlannedDocument[] {
    const { entering, cancelledWhole } = this.request;
    const notes = entering.filter(({ type }) => type === 'creditNote');
    const invoices = entering.filter(({ type }) => type === 'invoice');
    // Credits of what was imported earlier free days before anything new takes them.
    const ofKnown = notes.filter(
      ({ cancels }) => cancels !== null && this.request.known.documents.has(cancels),
    );
    for (const note of this.inOrder(ofKnown)) this.planNote(note);
    const earlier = new Set(ofKnown);
    for (const invoice of this.inOrder(invoices.filter(({ id }) => cancelledWhole.has(id)))) {
      this.chargeCancelled(invoice);
    }
    const live = new Map<string | null, AuditedDocument[]>();
    for (const invoice of invoices) {
      if (cancelledWhole.has(invoice.id)) continue;
      const known = live.get(invoice.subscription);
      if (known) known.push(invoice);
      else live.set(invoice.subscription, [invoice]);
    }
    for (const documents of live.values()) {
      for (const invoice of orderOfKeeping(documents, this.request.rank, this.request.choices))
        this.chargeLive(invoice);
    }
    for (const note of this.inOrder(notes.filter((each) => !earlier.has(each)))) this.planNote(note);
    return entering.map((document) => this.documentOf(document));
  }

  private readKnown(): void {
    const { known } = this.request;
    const lineOf = new Map(
      [...this.request.subscriptions].flatMap(([id, { line }]) => (line ? [[line.id, id] as const] : [])),
    );
    const chargeOf = new Map(known.charged.map((each) => [`${each.invoiceId}/${each.position}`, each]));
    for (const { lineId, period, generation, live, invoiceId } of known.charged) {
      const days = this.daysOf(lineOf.get(lineId) ?? null);
      if (!days) continue;
      days.set(period, generation, null);
      for (const each of live) days.set(each, generation, invoiceId);
    }
    const keyOf = new Map([...known.documents].map(([key, { id }]) => [id, key]));
    for (const line of known.recorded) {
      const key = keyOf.get(line.invoiceId)!;
      const charge = chargeOf.get(`${line.invoiceId}/${line.position}`);
      const lines = this.creditable.get(key) ?? [];
      this.creditable.set(key, lines);
      lines.push({
        ...line,
        subscription: line.lineId === null ? null : (lineOf.get(line.lineId) ?? null),
        live:
          charge && charge.live.length > 0 ? { periods: charge.live, generation: charge.generation } : null,
      });
    }
  }

  private inOrder(documents: readonly AuditedDocument[]): AuditedDocument[] {
    return orderOfKeeping(documents, this.request.rank, []);
  }

  private daysOf(subscription: string | null): CoveredDays | null {
    if (subscription === null || !this.request.subscriptions.has(subscription)) return null;
    const days = this.covered.get(subscription) ?? new CoveredDays();
    this.covered.set(subscription, days);
    return days;
  }

  /** An invoice that is cancelled whole: charged where it can be, so that its credit note has what to give back. */
  private chargeCancelled(invoice: AuditedDocument): void {
    const days = this.daysOf(invoice.subscription);
    if (!days || !invoice.period) return this.keep(invoice, [this.lineOf(invoice, invoice.period, null)]);
    const pieces = days.piecesOf(invoice.period);
    this.keep(
      invoice,
      pieces.map((piece) => {
        if (piece.by !== null) return this.lineOf(invoice, piece.period, null);
        days.set(piece.period, piece.generation + 1, null);
        return this.lineOf(invoice, piece.period, piece.generation + 1);
      }),
    );
  }

  private chargeLive(invoice: AuditedDocument): void {
    const days = this.daysOf(invoice.subscription);
    if (!days || !invoice.period) return this.keep(invoice, [this.lineOf(invoice, invoice.period, null)]);
    const pieces = days.piecesOf(invoice.period);
    const shared = pieces.filter(({ by }) => by !== null);
    this.keep(
      invoice,
      pieces.map((piece) => {
        if (piece.by !== null) return this.lineOf(invoice, piece.period, null);
        days.set(piece.period, piece.generation + 1, invoice.id);
        return this.lineOf(invoice, piece.period, piece.generation + 1);
      }),
    );
    if (shared.length === 0) return;
    this.awaiting.push({
      document: invoice.id,
      subscription: invoice.subscription!,
      period: { from: shared[0]!.period.from, to: shared.at(-1)!.period.to },
      conflictsWith: shared[0]!.by as Biller,
    });
  }

  private lineOf(invoice: AuditedDocument, period: Period | null, generation: number | null): PlannedLine {
    const subscription =
      invoice.subscription !== null && this.request.subscriptions.has(invoice.subscription)
        ? invoice.subscription
        : null;
    const netCents = Math.abs(invoice.netCents);
    return {
      label:
        invoice.label ||
        this.request.audited.get(invoice.subscription ?? '')?.service ||
        `Document ${invoice.id}`,
      period,
      // Parts of a period sum to the whole, to the cent.
      netCents: period && invoice.period ? proRataCents(netCents, invoice.period, period) : netCents,
      subscription,
      generation,
      credit: null,
    };
  }

  private keep(document: AuditedDocument, lines: readonly PlannedLine[]): void {
    this.linesOf.set(document.id, [...lines]);
    this.creditable.set(
      document.id,
      lines.map((line, index) => ({
        ...line,
        position: index + 1,
        creditedCents: 0,
        live: line.generation === null ? null : { periods: [line.period!], generation: line.generation },
      })),
    );
  }

  /** The lines of a credit note: over what is left of its invoice, first what awaits a credit. */
  private planNote(note: AuditedDocument): void {
    const { completing } = this.request;
    const net = Math.abs(note.netCents);
    const of = note.cancels === null ? undefined : this.creditable.get(note.cancels);
    if (!of) return this.keepNote(note, [this.lineOf(note, null, null)]);
    const completes = completing.get(note.cancels!) === note.id;
    const shares = shareOut(net, of, completes);
    const lines = of.flatMap((line, index): PlannedLine[] => {
      const share = shares[index]!;
      line.creditedCents += share;
      if (completes && line.live) return this.giveBack(note, line, share);
      return share === 0
        ? []
        : [this.creditLine(note, line, { period: line.period, netCents: share, generation: null })];
    });
    this.keepNote(note, lines.length > 0 ? lines : [this.lineOf(note, null, null)]);
  }

  private giveBack(note: AuditedDocument, line: Creditable, share: number): PlannedLine[] {
    const { periods, generation } = line.live!;
    const days = this.daysOf(line.subscription);
    line.live = null;
    let left = share;
    return periods.map((period, index) => {
      // A live invoice that was imported earlier frees its days; a cancelled one never held them.
      if (days?.piecesOf(period).some(({ by }) => by !== null)) days.set(period, generation, null);
      const netCents =
        index === periods.length - 1 ? left : Math.min(left, proRataCents(share, line.period!, period));
      left -= netCents;
      return this.creditLine(note, line, { period, netCents, generation });
    });
  }

  private creditLine(
    note: AuditedDocument,
    line: Creditable,
    { period, netCents, generation }: { period: Period | null; netCents: number; generation: number | null },
  ): PlannedLine {
    return {
      label: note.label || line.label,
      period,
      netCents,
      subscription: line.subscription,
      generation: null,
      credit: { position: line.position, generation },
    };
  }

  private keepNote(note: AuditedDocument, lines: readonly PlannedLine[]): void {
    this.linesOf.set(note.id, [...lines]);
  }

  private documentOf(document: AuditedDocument): PlannedDocument {
    const { audited, byId, known, untaxedIssuer, cancelledWhole, completing, unsentExcuses } = this.request;
    const subscription = document.subscription === null ? null : (audited.get(document.subscription) ?? null);
    const vat = vatOfDocument(document, subscription, untaxedIssuer);
    const lines = this.linesOf.get(document.id)!;
    const credited =
      document.cancels !== null && lines.some(({ credit }) => credit) ? byId.get(document.cancels)! : null;
    const neverSent = document.sent === false;
    const note = completing.get(document.id);
    return {
      key: document.id,
      number: document.number ?? `sans numéro (${document.id})`,
      type: document.type,
      client: clientKeyOf(document, subscription),
      subscription: lines.some((line) => line.subscription !== null) ? document.subscription : null,
      issuedOn: document.issuedOn!,
      sentOn: neverSent ? null : (document.sentOn ?? document.issuedOn!),
      sentAssumed: !neverSent && document.sentOn === null,
      paid: document.status === 'paid',
      vatCategory: vat.category,
      vatRateBasisPoints: vat.rateBasisPoints,
      vatCents: vat.vatCents,
      netCents: Math.abs(document.netCents),
      documentPeriod: document.period,
      credits: credited && {
        document: known.documents.get(credited.id)?.id ?? credited.id,
        number: credited.number ?? credited.id,
        issuedOn: credited.issuedOn!,
      },
      lines,
      excuse:
        neverSent && cancelledWhole.has(document.id) && note
          ? `Annulée par l’avoir ${byId.get(note)?.number ?? note} avant d’être envoyée.`
          : (neverSent && unsentExcuses.get(document.id)) || null,
      digest: digestOfDocument(document),
    };
  }
}

/** What may not change between two exports; that a document is paid or sent since is no change of it. */
export function digestOfDocument(document: AuditedDocument): string {
  const { number, type, subscription, client, issuedOn, period, netCents, vatCents, grossCents, cancels } =
    document;
  return digestOf(
    number,
    type,
    subscription,
    client,
    issuedOn,
    period,
    netCents,
    vatCents,
    grossCents,
    cancels,
  );
}

/** Shares of an amount: uncovered lines first where it credits in part, and what exceeds all of them on the last. */
function shareOut(net: number, lines: readonly Creditable[], completes: boolean): number[] {
  const left = lines.map(({ netCents, creditedCents }) => Math.max(0, netCents - creditedCents));
  const shares = lines.map(() => 0);
  let rest = net;
  const take = (index: number) => {
    const share = Math.min(rest, left[index]!);
    shares[index] = share;
    rest -= share;
  };
  const order = lines.map((_, index) => index);
  if (!completes)
    order.sort((a, b) => Number(lines[a]!.live !== null) - Number(lines[b]!.live !== null) || a - b);
  for (const index of order) take(index);
  if (rest > 0) shares[shares.length - 1]! += rest;
  return shares;
}
