import type { DocumentLine, InvoiceDocument, VatBreakdown } from '#documents';
import {
  centsToDecimal,
  daysOf,
  intersection,
  type LocalDate,
  type Period,
  proRataCents,
  totalDays,
  union,
  vatCents,
} from '#kernel';
import { billingErrors } from '../billing-errors.js';
import type { CreditToMake, DocumentToIssue } from '../sealing/document-to-issue.js';

/** A charge of an issued document and what was taken back of it so far. */
export interface CreditableCharge {
  readonly position: number;
  readonly lineId: number;
  readonly generation: number;
  readonly period: Period;
  readonly cycle: Period;
  readonly cycleNetCents: number;
  readonly netCents: number;
  /** Days charged and not credited. */
  readonly liveDays: readonly Period[];
}

/** An issued document with all that was credited of it. */
export interface CreditableInvoice {
  readonly id: number;
  readonly number: string;
  readonly type: InvoiceDocument['type'];
  readonly foreignOrigin: boolean;
  readonly document: InvoiceDocument;
  readonly charges: readonly CreditableCharge[];
  /** Net credited so far, by line position. */
  readonly creditedCents: ReadonlyMap<number, number>;
  /** Net and VAT credited so far, by `category/rate`. */
  readonly creditedVat: ReadonlyMap<string, { readonly netCents: number; readonly vatCents: number }>;
  /** Deposits that this balance invoice deducts and that were not taken back. */
  readonly deductions: readonly {
    readonly depositInvoiceId: number;
    readonly depositPosition: number;
    readonly generation: number;
  }[];
}

/** What to credit: all that is left, some days of one line, or an amount of one line without giving days back. */
export type CreditScope =
  | { readonly kind: 'whole' }
  | { readonly kind: 'days'; readonly position: number; readonly period: Period }
  | { readonly kind: 'amount'; readonly position: number; readonly netCents: number };

interface CreditLine {
  readonly of: DocumentLine;
  readonly netCents: number;
  readonly days: { readonly charge: CreditableCharge; readonly period: Period } | null;
}

/**
 * The credit note for some scopes of one invoice. Pure.
 * Amounts by days are the same differences of running sums that the charge was made of, so that crediting a period in
 * parts gives back exactly what it cost; what amounts were credited before is never given back twice. VAT is credited
 * so that over all credit notes of the invoice it is the rounded product of the nets and the rate.
 * @throws BILLING.CREDIT_EMPTY, BILLING.CREDIT_TOO_LARGE, BILLING.CREDIT_OF_CREDIT, BILLING.CREDIT_PART_OF_BALANCE
 */
export function composeCredit(
  invoice: CreditableInvoice,
  scopes: readonly CreditScope[],
  note: { readonly issueOn: LocalDate; readonly reason: string },
): Pick<DocumentToIssue, 'document' | 'credits' | 'creditedPositions' | 'reversals'> {
  if (invoice.type === 'creditNote') throw billingErrors.CREDIT_OF_CREDIT({ number: invoice.number });
  const whole = scopes.some((scope) => scope.kind === 'whole');
  if (invoice.deductions.length > 0 && !whole)
    throw billingErrors.CREDIT_PART_OF_BALANCE({ number: invoice.number });
  const lines = scopes.flatMap((scope, index) => linesOf(invoice, scope, scopes.slice(0, index), scopes));
  if (lines.length === 0) throw billingErrors.CREDIT_EMPTY({});
  requireWithinInvoice(invoice, lines);
  const { document } = invoice;
  const vat = vatOf(invoice, lines);
  const netCents = vat.reduce((sum, each) => sum + each.netCents, 0);
  const vatTotal = vat.reduce((sum, each) => sum + each.vatCents, 0);
  const credited: InvoiceDocument = {
    ...document,
    type: 'creditNote',
    number: '',
    issuedOn: note.issueOn,
    dueOn: note.issueOn,
    businessProcess: `${document.businessProcess[0]}1`,
    deliveryPeriod: document.deliveryPeriod,
    lines: lines.map((line, index) => documentLine(line, index + 1, document.language)),
    vat,
    netCents,
    vatCents: vatTotal,
    grossCents: netCents + vatTotal,
    prepaidCents: 0,
    dueCents: netCents + vatTotal,
    payment: { ...document.payment, terms: creditTerms(invoice.number, document.language) },
    precedes: [{ number: invoice.number, issuedOn: document.issuedOn }],
    reason: note.reason,
  };
  return {
    document: credited,
    credits: lines.flatMap((line, index): CreditToMake[] =>
      line.days
        ? [
            {
              position: index + 1,
              lineId: line.days.charge.lineId,
              generation: line.days.charge.generation,
              period: line.days.period,
              creditedPosition: line.of.position,
              netCents: line.netCents,
            },
          ]
        : [],
    ),
    creditedPositions: Object.fromEntries(lines.map((line, index) => [index + 1, line.of.position])),
    reversals: whole ? invoice.deductions : [],
  };
}

/** Nothing is to be paid on a credit note: its terms (BT-20) say what becomes of the amount. */
function creditTerms(number: string, language: 'fr' | 'en'): string {
  return language === 'fr'
    ? `Avoir à valoir sur la facture ${number}, ou à rembourser si elle est déjà payée`
    : `Credit against invoice ${number}, or refund if it is already paid`;
}

function linesOf(
  invoice: CreditableInvoice,
  scope: CreditScope,
  before: readonly CreditScope[],
  all: readonly CreditScope[],
): CreditLine[] {
  if (scope.kind === 'whole') return invoice.document.lines.flatMap((line) => restOf(invoice, line));
  const line = invoice.document.lines.find((each) => each.position === scope.position);
  if (!line) throw billingErrors.CREDIT_EMPTY({});
  if (scope.kind === 'amount') {
    return scope.netCents > 0 ? [{ of: line, netCents: scope.netCents, days: null }] : [];
  }
  const charge = invoice.charges.find((each) => each.position === scope.position);
  if (!charge) throw billingErrors.CREDIT_EMPTY({});
  // All the days asked of a line are credited as one, out of what is left of it: an amount that was given back before
  // counts once, and not once per stretch of days.
  const ofLine = (each: CreditScope) => each.kind === 'days' && each.position === scope.position;
  if (before.some(ofLine)) return [];
  const asked = union(all.filter(ofLine).map((each) => (each as typeof scope).period));
  const days = charge.liveDays.flatMap((live) => asked.flatMap((each) => intersection(live, each) ?? []));
  return creditOfDays(invoice, line, charge, days);
}

/** All that is left of a line: its live days, and an amount where no days are left but money is. */
function restOf(invoice: CreditableInvoice, line: DocumentLine): CreditLine[] {
  const left = Math.abs(line.netCents) - (invoice.creditedCents.get(line.position) ?? 0);
  const charge = invoice.charges.find((each) => each.position === line.position);
  if (charge && charge.liveDays.length > 0) return creditOfDays(invoice, line, charge, charge.liveDays);
  return left > 0 ? [{ of: line, netCents: left, days: null }] : [];
}

function creditOfDays(
  invoice: CreditableInvoice,
  line: DocumentLine,
  charge: CreditableCharge,
  days: readonly Period[],
): CreditLine[] {
  const sorted = [...days].sort((a, b) => (a.from < b.from ? -1 : 1));
  const allThatIsLeft = totalDays(sorted) === totalDays(charge.liveDays);
  let left = charge.netCents - (invoice.creditedCents.get(line.position) ?? 0);
  return sorted.map((period, index) => {
    // The last live days take what is left, so that amounts credited before and roundings end at zero.
    const priced = invoice.foreignOrigin
      ? proRataCents(charge.netCents, charge.period, period)
      : proRataCents(charge.cycleNetCents, charge.cycle, period);
    const netCents = allThatIsLeft && index === sorted.length - 1 ? left : Math.min(left, priced);
    left -= netCents;
    return { of: line, netCents, days: { charge, period } };
  });
}

function requireWithinInvoice(invoice: CreditableInvoice, lines: readonly CreditLine[]): void {
  const asked = new Map<number, number>();
  for (const line of lines) asked.set(line.of.position, (asked.get(line.of.position) ?? 0) + line.netCents);
  for (const [position, cents] of asked) {
    const of = invoice.document.lines.find((line) => line.position === position)!;
    const remaining = Math.abs(of.netCents) - (invoice.creditedCents.get(position) ?? 0);
    if (cents > remaining) throw billingErrors.CREDIT_TOO_LARGE({ remainingCents: remaining });
  }
}

function vatOf(invoice: CreditableInvoice, lines: readonly CreditLine[]): VatBreakdown[] {
  return invoice.document.vat.flatMap((rate) => {
    const own = lines.filter(
      ({ of }) => of.vatCategory === rate.category && of.vatRateBasisPoints === rate.rateBasisPoints,
    );
    if (own.length === 0) return [];
    const netCents = own.reduce((sum, line) => sum + signed(line), 0);
    const before = invoice.creditedVat.get(`${rate.category}/${rate.rateBasisPoints}`) ?? {
      netCents: 0,
      vatCents: 0,
    };
    const total = vatCents(before.netCents + netCents, rate.rateBasisPoints);
    return [{ ...rate, netCents, vatCents: total - before.vatCents }];
  });
}

/** A deducted deposit is given back with its sign: the credit note mirrors the balance invoice. */
function signed(line: CreditLine): number {
  return line.of.netCents < 0 ? -line.netCents : line.netCents;
}

function documentLine(line: CreditLine, position: number, language: 'fr' | 'en'): DocumentLine {
  const net = signed(line);
  const detail = line.days ? daysDetail(line, language) : null;
  return {
    ...line.of,
    position,
    detail,
    period: line.days?.period ?? null,
    quantity: net < 0 ? '-1' : '1',
    unit: 'C62',
    unitPrice: centsToDecimal(Math.abs(net)),
    netCents: net,
  };
}

function daysDetail(line: CreditLine, language: 'fr' | 'en'): string | null {
  const [part, whole] = [daysOf(line.days!.period), daysOf(line.days!.charge.period)];
  if (part === whole) return null;
  return language === 'fr' ? `${part} jours sur ${whole} facturés` : `${part} of the ${whole} days billed`;
}
