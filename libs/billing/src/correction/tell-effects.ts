import { difference, overlap, type Period, type Sentence, union, writeCents, writePeriod } from '#kernel';
import type { ProposedDocument } from '../proposal/build-proposal.js';
import type { DocumentToIssue, IssuedDocument } from '../sealing/document-to-issue.js';

/** How some days of a contract line stand before or after a correction. */
export interface DaysInWords {
  readonly period: Period;
  /** Null for days that are not billed. */
  readonly netCents: number | null;
  readonly sentence: Sentence;
}

/** What a correction does to the coverage of one contract line. */
export interface LineEffect {
  readonly lineId: number;
  readonly before: readonly DaysInWords[];
  readonly after: readonly DaysInWords[];
}

/** Days of a contract line that its present terms agree on, and who is to bill them. */
export interface AgreedDays {
  readonly lineId: number;
  /** Name of the issuer that carries them; null where nobody does. */
  readonly carrier: string | null;
  /** Whether the issuer that corrects carries them. */
  readonly own: boolean;
  readonly days: readonly Period[];
  /** Those of the days that a written reason keeps from being billed. */
  readonly excused: readonly Period[];
}

export interface CorrectedDocuments {
  readonly credits: readonly Pick<IssuedDocument, 'toIssue'>[];
  readonly rebills: readonly Pick<IssuedDocument, 'toIssue'>[];
  readonly blocked: readonly Pick<ProposedDocument, 'toIssue' | 'controls'>[];
  readonly agreed: readonly AgreedDays[];
}

/** Line by line, in the order of the lines: the days that are credited, and what becomes of each of them. Pure. */
export function tellEffects({ credits, rebills, blocked, agreed }: CorrectedDocuments): LineEffect[] {
  const before = daysByLine(credits, ({ document, credits: taken }) =>
    taken.map(({ lineId, period, netCents }) => ({
      lineId,
      days: { period, netCents, sentence: billedOn(document.precedes[0]?.number ?? '', period, netCents) },
    })),
  );
  const again = daysByLine(rebills, ({ charges }) =>
    charges.map(({ lineId, period, netCents }) => ({
      lineId,
      days: { period, netCents, sentence: billedAgain(period, netCents) },
    })),
  );
  const waiting = daysByLine(blocked, ({ charges }, { controls }) =>
    charges.map(({ lineId, period }) => ({
      lineId,
      days: { period, netCents: null, sentence: waits(period, controls) },
    })),
  );
  return [...before.keys()]
    .sort((a, b) => a - b)
    .map((lineId) => {
      const after = [...(again.get(lineId) ?? []), ...(waiting.get(lineId) ?? [])];
      const gone = tellGone(
        difference(periodsOf(before.get(lineId)!), periodsOf(after)),
        agreed.filter((each) => each.lineId === lineId),
      );
      return { lineId, before: inOrder(before.get(lineId)!), after: inOrder([...after, ...gone]) };
    });
}

/** What becomes of days that this correction credits and does not bill again. */
function tellGone(gone: readonly Period[], agreed: readonly AgreedDays[]): DaysInWords[] {
  const tell = (days: readonly Period[], sentence: (period: Period) => Sentence) =>
    overlap(gone, days).map((period): DaysInWords => ({
      period,
      netCents: null,
      sentence: sentence(period),
    }));
  const rest = difference(
    gone,
    agreed.flatMap(({ days }) => days),
  );
  return [
    ...agreed.flatMap(({ carrier, own, days, excused }) => [
      ...tell(difference(days, excused), own ? staysAgreed : (period) => passesTo(carrier, period)),
      ...tell(excused, staysAgreed),
    ]),
    ...tell(rest, billedNoMore),
  ];
}

function daysByLine<D extends { readonly toIssue: DocumentToIssue }>(
  documents: readonly D[],
  read: (toIssue: DocumentToIssue, document: D) => { readonly lineId: number; readonly days: DaysInWords }[],
): Map<number, DaysInWords[]> {
  const byLine = new Map<number, DaysInWords[]>();
  for (const document of documents) {
    for (const { lineId, days } of read(document.toIssue, document)) {
      byLine.set(lineId, [...(byLine.get(lineId) ?? []), days]);
    }
  }
  return byLine;
}

function periodsOf(days: readonly DaysInWords[]): Period[] {
  return union(days.map(({ period }) => period));
}

function inOrder(days: readonly DaysInWords[]): DaysInWords[] {
  return [...days].sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
}

function billedOn(number: string, period: Period, netCents: number): Sentence {
  return {
    fr: `Facturé ${writePeriod(period, 'fr')} pour ${writeCents(netCents, 'fr')} HT, facture ${number}.`,
    en: `Billed ${writePeriod(period, 'en')} for ${writeCents(netCents, 'en')} net, invoice ${number}.`,
  };
}

function billedAgain(period: Period, netCents: number): Sentence {
  return {
    fr: `Crédité, puis facturé de nouveau ${writePeriod(period, 'fr')} pour ${writeCents(netCents, 'fr')} HT.`,
    en: `Credited, then billed again ${writePeriod(period, 'en')} for ${writeCents(netCents, 'en')} net.`,
  };
}

function passesTo(carrier: string | null, period: Period): Sentence {
  const start = {
    fr: `Crédité ${writePeriod(period, 'fr')}\u00A0: `,
    en: `Credited ${writePeriod(period, 'en')}: `,
  };
  return carrier === null
    ? {
        fr: `${start.fr}aucun émetteur ne porte le contrat ces jours-là. Indiquez qui le porte pour qu’ils soient facturés.`,
        en: `${start.en}no issuer carries the contract on these days. Say who carries it so that they are billed.`,
      }
    : {
        fr: `${start.fr}ces jours sont repris par ${carrier}, qui les facturera.`,
        en: `${start.en}${carrier} takes these days over and will bill them.`,
      };
}

function staysAgreed(period: Period): Sentence {
  return {
    fr: `Crédité ${writePeriod(period, 'fr')}\u00A0: ces jours restent prévus au contrat, mais un motif écrit les retient ou leur échéance n’est pas venue.`,
    en: `Credited ${writePeriod(period, 'en')}: these days stay agreed, but a written reason holds them back or they have not fallen due.`,
  };
}

function billedNoMore(period: Period): Sentence {
  return {
    fr: `Crédité ${writePeriod(period, 'fr')}\u00A0: ces jours ne sont pas dus et ne seront plus facturés.`,
    en: `Credited ${writePeriod(period, 'en')}: these days are not due and are billed no more.`,
  };
}

function waits(period: Period, controls: ProposedDocument['controls']): Sentence {
  const why = (language: 'fr' | 'en') =>
    controls
      .filter(({ severity }) => severity === 'blocked')
      .map(({ sentence }) => sentence[language])
      .join(' ');
  return {
    fr: `Crédité, et à facturer ${writePeriod(period, 'fr')} quand ce point sera levé\u00A0: ${why('fr')}`,
    en: `Credited, and to be billed ${writePeriod(period, 'en')} once this is mended: ${why('en')}`,
  };
}
