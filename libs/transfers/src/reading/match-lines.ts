import { cyclesBetween, type Term } from '#contracts';
import { intersection, lineCents, type Period, proRataCents, type Sentence, writeCents } from '#kernel';
import type { LineFacts } from '../picture/picture.js';
import type { CaeDocument, CaeLine } from './cae-document.js';

export const CERTAINTIES = ['sure', 'probable', 'none'] as const;

/** Which contract line a line of a document seems to bill, and why. A person decides. */
export interface LineMatch {
  readonly contractLine: number | null;
  readonly certainty: (typeof CERTAINTIES)[number];
  readonly reason: Sentence;
}

interface Sign {
  readonly weight: number;
  readonly words: Sentence;
}

/** A sign of the client alone does not tell which of its lines; with the label or the price it does. */
const ENOUGH = 4;
const SURE = 7;

/** In the order of the document's lines. Pure. */
export function matchLines(document: CaeDocument, lines: readonly LineFacts[]): LineMatch[] {
  return document.lines.map((line) => matchLine(document, line, lines));
}

function matchLine(document: CaeDocument, line: CaeLine, lines: readonly LineFacts[]): LineMatch {
  const ranked = lines
    .map((candidate) => ({ candidate, signs: signsOf(document, line, candidate) }))
    .map(({ candidate, signs }) => ({ candidate, signs, weight: weightOf(signs) }))
    .sort((a, b) => b.weight - a.weight);
  const [best, next] = ranked;
  if (!best || best.weight < ENOUGH) return { contractLine: null, certainty: 'none', reason: NOTHING };
  if (next?.weight === best.weight) return { contractLine: null, certainty: 'none', reason: SEVERAL };
  return {
    contractLine: best.candidate.id,
    certainty: best.weight >= SURE ? 'sure' : 'probable',
    reason: {
      fr: best.signs.map(({ words }) => words.fr).join(', '),
      en: best.signs.map(({ words }) => words.en).join(', '),
    },
  };
}

const NOTHING: Sentence = {
  fr: 'ne ressemble à aucune ligne de ces contrats',
  en: 'resembles no line of these contracts',
};
const SEVERAL: Sentence = {
  fr: 'ressemble autant à plusieurs lignes de ces contrats',
  en: 'resembles several lines of these contracts alike',
};

const weightOf = (signs: readonly Sign[]) => signs.reduce((sum, { weight }) => sum + weight, 0);

function signsOf(document: CaeDocument, line: CaeLine, candidate: LineFacts): Sign[] {
  const { client, contract } = candidate;
  if (document.client.siren && client.siren && document.client.siren !== client.siren) return [];
  const signs: Sign[] = [];
  const named = document.references.find((reference) =>
    [contract.code, contract.purchaseOrder].some((each) => each !== null && plain(each) === plain(reference)),
  );
  if (named !== undefined)
    signs.push({ weight: 3, words: { fr: `« ${named} » est cité`, en: `“${named}” is named` } });
  if (document.client.siren !== null && document.client.siren === client.siren)
    signs.push({ weight: 3, words: { fr: 'même SIREN', en: 'same SIREN' } });
  else if (plain(document.client.name) === plain(client.name))
    signs.push({ weight: 2, words: { fr: 'même client', en: 'same client' } });
  if (sharesWords(line.label, candidate))
    signs.push({ weight: 2, words: { fr: 'libellé proche', en: 'similar label' } });
  const price = line.proposedPeriod && priceOf(candidate.terms, line.proposedPeriod);
  if (price !== null && price === line.netCents) {
    const [fr, en] = [writeCents(price, 'fr'), writeCents(price, 'en')];
    signs.push({
      weight: 2,
      words: { fr: `prix du contrat, ${fr} HT`, en: `the contract’s price, ${en} net` },
    });
  }
  return signs;
}

function sharesWords(label: string, { service, label: own }: LineFacts): boolean {
  const said = plain(label);
  return [service, own].some((each) => {
    const known = plain(each);
    return known.length > 2 && (said.includes(known) || known.includes(said));
  });
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What the terms ask for these days, in cents; null where a day of them is not agreed. */
export function priceOf(terms: readonly Term[], days: Period): number | null {
  let sum = 0;
  let covered = days.from;
  for (const term of terms) {
    if (!intersection(term.period, days) || !term.billable) continue;
    for (const { whole, days: own } of cyclesBetween(term, days)) {
      const part = intersection(own, days);
      if (!part || part.from !== covered) return null;
      sum += proRataCents(lineCents(term.quantity, term.unitPrice), whole, part);
      covered = part.to;
    }
  }
  return covered === days.to ? sum : null;
}
