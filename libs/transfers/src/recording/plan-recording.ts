import type { ForeignDocument, ForeignLine, RecordedLine } from '#billing';
import { type Biller, CoveredDays } from '#history';
import { intersection, lineCents, overlap, type Period, proRataCents } from '#kernel';
import type { LineFacts } from '../picture/picture.js';
import type { CaeDocument, CaeLine } from '../reading/cae-document.js';
import type { LineRefusal } from '../reading/read-cae-csv.js';
import { type RecordedContent, sayDifference } from './say-difference.js';

/** What a person decided of one line of a document: the contract line that it bills, if any, and the days. */
export interface LineDecision {
  readonly document: string;
  /** From 0, in the order of the document. */
  readonly line: number;
  readonly contractLine: number | null;
  /** Where the file says none, or says it wrongly. */
  readonly period: Period | null;
}

/** A document of the former issuer that is known already. */
export interface KnownDocument extends RecordedContent {
  readonly invoiceId: number;
  readonly issuedOn: string;
  readonly lines: readonly RecordedLine[];
}

export interface PlannedRecording {
  readonly documents: readonly (ForeignDocument & { readonly digest: string })[];
  readonly awaiting: readonly {
    readonly document: string;
    readonly line: number;
    readonly period: Period;
    readonly conflictsWith: Biller;
  }[];
  /** Numbers that are known with this very content. */
  readonly unchanged: readonly string[];
  /** Numbers none of whose lines bills these contracts. */
  readonly leftOut: readonly string[];
  readonly refusals: readonly LineRefusal[];
}

export interface RecordingRequest {
  readonly documents: readonly CaeDocument[];
  readonly decisions: readonly LineDecision[];
  readonly lines: readonly LineFacts[];
  readonly known: ReadonlyMap<string, KnownDocument>;
  readonly digestOf: (document: CaeDocument) => string;
}

interface Creditable {
  readonly position: number;
  readonly lineId: number | null;
  readonly period: Period | null;
  leftCents: number;
  generation: number | null;
  live: readonly Period[];
}

/** Which days each document charges or gives back, and which it shares with another one. Pure. */
export function planRecording(request: RecordingRequest): PlannedRecording {
  return new RecordingPlanner(request).plan();
}

class RecordingPlanner {
  private readonly covered = new Map<number, CoveredDays>();
  private readonly creditable = new Map<string, Creditable[]>();
  private readonly lineById: ReadonlyMap<number, LineFacts>;
  private readonly awaiting: PlannedRecording['awaiting'][number][] = [];
  private readonly refusals: LineRefusal[] = [];
  private readonly leftOut: string[] = [];
  private readonly unchanged: string[] = [];

  constructor(private readonly request: RecordingRequest) {
    this.lineById = new Map(request.lines.map((line) => [line.id, line]));
    for (const { id, billed } of request.lines) {
      const days = new CoveredDays();
      this.covered.set(id, days);
      for (const { period, generation, live, invoice } of billed) {
        days.set(period, generation, null);
        for (const each of live) days.set(each, generation, invoice.id);
      }
    }
    for (const [number, { lines, invoiceId }] of request.known)
      this.creditable.set(
        number,
        lines.map((line) => this.creditableOf(line, invoiceId)),
      );
  }

  plan(): PlannedRecording {
    const rank = ({ type, issuedOn }: CaeDocument) => `${type === 'creditNote' ? 1 : 0}${issuedOn}`;
    const inOrder = [...this.request.documents].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    const documents = inOrder.flatMap((document) => this.planDocument(document) ?? []);
    const { awaiting, unchanged, leftOut, refusals } = this;
    return { documents, awaiting, unchanged, leftOut, refusals };
  }

  private creditableOf(line: RecordedLine, invoiceId: number): Creditable {
    const charge = this.lineById
      .get(line.lineId ?? 0)
      ?.billed.find((each) => each.invoice.id === invoiceId && each.position === line.position);
    return {
      position: line.position,
      lineId: line.lineId,
      period: line.period,
      leftCents: line.netCents - line.creditedCents,
      generation: charge?.generation ?? null,
      live: charge?.live ?? [],
    };
  }

  private planDocument(document: CaeDocument): PlannedRecording['documents'][number] | null {
    const { number } = document;
    const digest = this.request.digestOf(document);
    const known = this.request.known.get(number);
    if (known) {
      const difference = sayDifference(known, document, digest);
      if (difference) this.refuse(number, [difference.fr, difference.en]);
      else this.unchanged.push(number);
      return null;
    }
    const decided = document.lines.map((line, at) => this.decisionOf(document, line, at));
    const clients = new Set(decided.flatMap(({ of }) => (of ? [of.client.id] : [])));
    if (clients.size === 0) {
      this.leftOut.push(number);
      return null;
    }
    if (clients.size > 1) {
      this.refuse(number, ['ses lignes visent plusieurs clients.', 'its lines concern several clients.']);
      return null;
    }
    const lines =
      document.type === 'invoice' ? this.chargeLines(document, decided) : this.creditLines(document, decided);
    if (!lines) return null;
    const first = decided.find(({ of }) => of !== null)!.of!;
    return {
      key: number,
      number,
      digest,
      type: document.type,
      clientId: first.client.id,
      issuedOn: document.issuedOn,
      sentOn: document.issuedOn,
      sentAssumed: true,
      paid: false,
      contractReference: first.contract.code,
      vatCategory: document.vatCategory,
      vatRateBasisPoints: document.vatRateBasisPoints,
      vatCents: document.vatCents,
      credits: document.type === 'creditNote' ? this.creditedOf(document) : null,
      lines,
    };
  }

  private decisionOf(document: CaeDocument, line: CaeLine, at: number): Decided {
    const decision = this.request.decisions.find(
      (each) => each.document === document.number && each.line === at,
    );
    const of = this.lineById.get(decision?.contractLine ?? 0) ?? null;
    return { line, of, period: decision?.period ?? line.period };
  }

  private chargeLines(document: CaeDocument, decided: readonly Decided[]): ForeignLine[] | null {
    const creditable: Creditable[] = [];
    const lines: ForeignLine[] = [];
    const add = (line: ForeignLine) => {
      lines.push(line);
      creditable.push({
        position: lines.length,
        lineId: line.lineId,
        period: line.period,
        leftCents: line.netCents,
        generation: line.charge?.generation ?? null,
        live: line.charge ? [line.period!] : [],
      });
    };
    for (const { line, of, period } of decided) {
      if (!of) {
        add({ label: line.label, period: line.period, netCents: line.netCents, ...APART });
        continue;
      }
      if (!period) {
        this.refuse(document.number, [
          `« ${line.label} » : dites quels jours elle facture.`,
          `“${line.label}”: say which days it bills.`,
        ]);
        return null;
      }
      for (const each of this.piecesOf(document, line, of, period)) add(each);
    }
    this.creditable.set(document.number, creditable);
    return lines;
  }

  /** Days that nobody bills are charged; the others stay lines of their own, which await their credit note. */
  private piecesOf(document: CaeDocument, line: CaeLine, of: LineFacts, period: Period): ForeignLine[] {
    const days = this.covered.get(of.id)!;
    const pieces = days.piecesOf(period);
    const shared = pieces.filter(({ by }) => by !== null && by !== document.number);
    if (shared.length > 0)
      this.awaiting.push({
        document: document.number,
        line: of.id,
        period: { from: shared[0]!.period.from, to: shared.at(-1)!.period.to },
        conflictsWith: shared[0]!.by!,
      });
    return pieces.map((piece) => {
      const common = {
        label: line.label,
        period: piece.period,
        netCents: proRataCents(line.netCents, period, piece.period),
        lineId: of.id,
        credit: null,
      };
      if (piece.by !== null) return { ...common, charge: null };
      const generation = piece.generation + 1;
      days.set(piece.period, generation, document.number);
      return {
        ...common,
        charge: {
          contractId: of.contract.id,
          generation,
          documentPeriod: period,
          documentNetCents: line.netCents,
          priceKey: priceKeyOf(of, period, document),
        },
      };
    });
  }

  private creditedOf({ credits }: CaeDocument): ForeignDocument['credits'] {
    const known = this.request.known.get(credits!);
    const own = this.request.documents.find(({ number }) => number === credits);
    return {
      document: known?.invoiceId ?? credits!,
      number: credits!,
      issuedOn: (known?.issuedOn ?? own!.issuedOn) as CaeDocument['issuedOn'],
    };
  }

  private creditLines(document: CaeDocument, decided: readonly Decided[]): ForeignLine[] | null {
    const of = document.credits === null ? undefined : this.creditable.get(document.credits);
    if (!of) {
      this.refuse(document.number, [
        `l’avoir vise ${document.credits ?? 'une facture qu’il ne nomme pas'}, qui n’est pas reprise : importez d’abord cette facture.`,
        `the credit note credits ${document.credits ?? 'an invoice that it does not name'}, which is not recorded: import that invoice first.`,
      ]);
      return null;
    }
    return decided.flatMap(({ line, of: contractLine, period }) =>
      contractLine
        ? this.takeBack(line, contractLine.id, of, period)
        : [{ label: line.label, period: line.period, netCents: line.netCents, ...APART }],
    );
  }

  /** Days are given back where the note names them or credits all that is left; else it corrects an amount. */
  private takeBack(
    line: CaeLine,
    lineId: number,
    of: readonly Creditable[],
    period: Period | null,
  ): ForeignLine[] {
    const own = of.filter((each) => each.lineId === lineId);
    const whole = own.reduce((sum, { leftCents }) => sum + leftCents, 0) === line.netCents;
    const targets = own.flatMap((each) => {
      if (each.live.length > 0) {
        const days = period ? overlap(each.live, [period]) : whole ? [...each.live] : [];
        return days.map((part) => ({ each, part: part as Period | null, generation: each.generation }));
      }
      const concerned = !period || (each.period !== null && intersection(each.period, period) !== null);
      return concerned && each.leftCents > 0 ? [{ each, part: each.period, generation: null }] : [];
    });
    const places =
      targets.length > 0
        ? targets
        : own.slice(0, 1).map((each) => ({ each, part: each.period, generation: null }));
    if (places.length === 0)
      return [{ label: line.label, period: line.period, netCents: line.netCents, ...APART, lineId }];
    let left = line.netCents;
    return places.map(({ each, part, generation }, at): ForeignLine => {
      const price = each.period && part ? proRataCents(each.leftCents, each.period, part) : each.leftCents;
      const netCents = at === places.length - 1 ? left : Math.min(left, price);
      left -= netCents;
      each.leftCents -= netCents;
      if (generation !== null) {
        each.live = each.live.filter((days) => days !== part);
        this.covered.get(lineId)?.set(part!, generation, null);
      }
      return {
        label: line.label,
        period: part,
        netCents,
        lineId,
        charge: null,
        credit: { position: each.position, generation },
      };
    });
  }

  private refuse(place: string, [reason, reasonEn]: readonly [string, string]): void {
    this.refusals.push({ place, reason, reasonEn });
  }
}

interface Decided {
  readonly line: CaeLine;
  readonly of: LineFacts | null;
  readonly period: Period | null;
}

const APART = { lineId: null, charge: null, credit: null };

/** The agreed price of the first day: it is what the next proposal is compared with. */
function priceKeyOf(
  { terms }: LineFacts,
  { from }: Period,
  { netCents, vatRateBasisPoints }: CaeDocument,
): string {
  const term = terms.find(({ period }) => period.from <= from && from < period.to);
  if (!term) return `${netCents}/0/${vatRateBasisPoints}`;
  return `${lineCents(term.quantity, term.unitPrice)}/${term.months}/${term.vatRateBasisPoints}`;
}
