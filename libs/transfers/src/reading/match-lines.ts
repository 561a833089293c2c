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
  /** Where the contract agrees another price for these days. */
  readonly note: Sentence | null;
}

interface Sign {
  readonly weight: number;
  readonly words: Sentence;
}

/** A sign of the client alone does not tell which of its lines; with the label or the price it does. */
const ENOUGH = 4;
const SURE = 7;

/** A contract line with its words, made plain once for all lines that are compared with it. */
interface Candidate {
  readonly line: LineFacts;
  readonly client: string;
  readonly references: readonly string[];
  readonly words: readonly string[];
}

/** What a document's lines have in common. */
interface Said {
  readonly type: CaeDocument['type'];
  readonly client: string;
  readonly siren: string | null;
  readonly references: readonly { readonly said: string; readonly plain: string }[];
}

/** Tells for each line of a document, in its order, which of these contract lines it seems to bill. Pure. */
export function lineMatcher(lines: readonly LineFacts[]): (document: CaeDocument) => LineMatch[] {
  const candidates = lines.map((line): Candidate => {
    const { client, contract, service, label } = line;
    return {
      line,
      client: plain(client.name),
      references: [contract.code, contract.purchaseOrder].flatMap((each) =>
        each === null ? [] : plain(each),
      ),
      words: [service, label].map(plain).filter((known) => known.length > 2),
    };
  });
  return ({ type, client, references, lines: own }) => {
    const said: Said = {
      type,
      client: plain(client.name),
      siren: client.siren,
      references: references.map((each) => ({ said: each, plain: plain(each) })),
    };
    return own.map((line) => matchLine(said, line, candidates));
  };
}

function matchLine(said: Said, line: CaeLine, candidates: readonly Candidate[]): LineMatch {
  const label = plain(line.label);
  const ranked = candidates
    .map((candidate) => ({ candidate, signs: signsOf(said, { ...line, label }, candidate) }))
    .map(({ candidate, signs }) => ({ candidate, signs, weight: weightOf(signs) }))
    .sort((a, b) => b.weight - a.weight);
  const [best, next] = ranked;
  if (!best || best.weight < ENOUGH) return { ...UNMATCHED, reason: NOTHING };
  if (next?.weight === best.weight) return { ...UNMATCHED, reason: SEVERAL };
  return {
    contractLine: best.candidate.line.id,
    certainty: best.weight >= SURE ? 'sure' : 'probable',
    reason: {
      fr: best.signs.map(({ words }) => words.fr).join(', '),
      en: best.signs.map(({ words }) => words.en).join(', '),
    },
    // A credit note may give a part back: its amount is no price.
    note: said.type === 'invoice' ? noteOfPrice(line, best.candidate.line) : null,
  };
}

/** A person may accept another price, and is told of it: an index not passed on, a discount, a typing error. */
function noteOfPrice({ netCents, proposedPeriod }: CaeLine, { terms }: LineFacts): Sentence | null {
  const agreed = proposedPeriod && priceOf(terms, proposedPeriod);
  if (agreed === null || agreed === netCents) return null;
  return {
    fr: `Le contrat dit ${writeCents(agreed, 'fr')} HT pour ces jours, ce fichier ${writeCents(netCents, 'fr')} HT.`,
    en: `The contract says ${writeCents(agreed, 'en')} net for these days, this file ${writeCents(netCents, 'en')} net.`,
  };
}

const UNMATCHED = { contractLine: null, certainty: 'none', note: null } as const;

const NOTHING: Sentence = {
  fr: 'ne ressemble à aucune ligne de ces contrats',
  en: 'resembles no line of these contracts',
};
const SEVERAL: Sentence = {
  fr: 'ressemble autant à plusieurs lignes de ces contrats',
  en: 'resembles several lines of these contracts alike',
};

const weightOf = (signs: readonly Sign[]) => signs.reduce((sum, { weight }) => sum + weight, 0);

/** @param line with its label made plain */
function signsOf(said: Said, line: CaeLine, candidate: Candidate): Sign[] {
  const { client, terms } = candidate.line;
  if (said.siren && client.siren && said.siren !== client.siren) return [];
  const signs: Sign[] = [];
  const named = said.references.find((reference) => candidate.references.includes(reference.plain));
  if (named !== undefined)
    signs.push({ weight: 3, words: { fr: `« ${named.said} » est cité`, en: `“${named.said}” is named` } });
  if (said.siren !== null && said.siren === client.siren)
    signs.push({ weight: 3, words: { fr: 'même SIREN', en: 'same SIREN' } });
  else if (said.client === candidate.client)
    signs.push({ weight: 2, words: { fr: 'même client', en: 'same client' } });
  if (candidate.words.some((known) => line.label.includes(known) || known.includes(line.label)))
    signs.push({ weight: 2, words: { fr: 'libellé proche', en: 'similar label' } });
  // The price is dear to reckon, and decides only where something else speaks for the line.
  const price = signs.length > 0 && line.proposedPeriod ? priceOf(terms, line.proposedPeriod) : null;
  if (price !== null && price === line.netCents) {
    const [fr, en] = [writeCents(price, 'fr'), writeCents(price, 'en')];
    signs.push({
      weight: 2,
      words: { fr: `prix du contrat, ${fr} HT`, en: `the contract’s price, ${en} net` },
    });
  }
  return signs;
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
