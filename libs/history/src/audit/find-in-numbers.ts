import { type AuditedDocument } from './billing-history.js';
import { type NumberDuplicate, type NumberGap } from './audit-report.js';
import { numberLike, type SeriesNumber, seriesOf } from './number-series.js';

/** Beyond this many numbers missing in a row, one finding tells them all: it is a jump, not so many lost invoices. */
const MOST_GAPS_IN_A_ROW = 10_000;

function gapBetween(lower: [string, SeriesNumber], upper: [string, SeriesNumber]): NumberGap[] {
  const [before, low] = lower;
  const [after, high] = upper;
  const missing = high.counter - low.counter - 1;
  const correctionOf = (number: string) => ({ action: 'justify', number, before, after }) as const;
  if (missing > MOST_GAPS_IN_A_ROW) {
    const number = numberLike(low, low.counter + 1);
    const through = numberLike(low, high.counter - 1);
    const explanation =
      `${missing} numéros manquent d’affilée, de ${number} à ${through}, entre ${before} et ${after}. ` +
      `Retrouvez les pièces, ou versez au dossier une note qui explique ce saut.`;
    const explanationEn =
      `${missing} numbers in a row are missing, from ${number} to ${through}, between ${before} and ${after}. ` +
      `Find the documents, or file a note that explains this jump.`;
    return [
      {
        kind: 'number-gap',
        number,
        through,
        amountCents: null,
        explanation,
        explanationEn,
        correction: correctionOf(number),
      },
    ];
  }
  return Array.from({ length: Math.max(0, missing) }, (_, step): NumberGap => {
    const number = numberLike(low, low.counter + 1 + step);
    const explanation =
      `Le numéro ${number} manque entre ${before} et ${after}. ` +
      `Retrouvez la pièce, ou versez au dossier une note qui explique ce trou : une série de factures est continue.`;
    const explanationEn =
      `Number ${number} is missing between ${before} and ${after}. ` +
      `Find the document, or file a note that explains this gap: a series of invoices is continuous.`;
    const correction = correctionOf(number);
    return { kind: 'number-gap', number, amountCents: null, explanation, explanationEn, correction };
  });
}

/** Numbers missing between the lowest and the highest of each series. */
export function findNumberGaps(documents: readonly AuditedDocument[]): NumberGap[] {
  const bySeries = new Map<string, [string, SeriesNumber][]>();
  for (const entry of seriesOf(documents)) {
    const members = bySeries.get(entry[1].series);
    if (members) members.push(entry);
    else bySeries.set(entry[1].series, [entry]);
  }
  return [...bySeries.values()].flatMap((members) => {
    members.sort((a, b) => a[1].counter - b[1].counter);
    return members.slice(1).flatMap((upper, at) => gapBetween(members[at]!, upper));
  });
}

/** Numbers borne by more than one document, whatever their state. */
export function findNumberDuplicates(documents: readonly AuditedDocument[]): NumberDuplicate[] {
  const byNumber = new Map<string, AuditedDocument[]>();
  for (const document of documents) {
    if (document.number === null) continue;
    const bearers = byNumber.get(document.number);
    if (bearers) bearers.push(document);
    else byNumber.set(document.number, [document]);
  }
  return [...byNumber].flatMap(([number, bearers]): NumberDuplicate[] => {
    if (bearers.length < 2) return [];
    const [kept, ...others] = bearers.map(({ id }) => id);
    return [
      {
        kind: 'number-duplicate',
        number,
        invoices: bearers.map(({ id }) => id),
        amountCents: null,
        explanation:
          `Le numéro ${number} est porté par ${bearers.length} pièces (${bearers.map(({ id }) => id).join(', ')}). ` +
          `Un numéro ne désigne qu’une pièce : gardez la première, créditez et refaites les autres sous un numéro neuf.`,
        explanationEn:
          `Number ${number} is borne by ${bearers.length} documents (${bearers.map(({ id }) => id).join(', ')}). ` +
          `A number names one document only: keep the first, credit the others and issue them again under a new number.`,
        correction: { action: 'renumber', keep: kept!, invoices: others },
      },
    ];
  });
}
