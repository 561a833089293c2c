import { basisPointsToPercent, type Sentence, writeCents } from '#kernel';
import type { Bylaws, CapitalRules } from './bylaws.js';
import { type BoundKey, type LegalBound, legalBoundOn } from './legal-bounds.js';

/** What bylaws may not say, or what the membership of a day does not fulfil. */
export interface BoundFinding {
  readonly rule: BoundKey | 'form';
  /** The article, where it is a matter of law. */
  readonly source: string | null;
  readonly sure: boolean;
  readonly sentence: Sentence;
  /** What to do about it. */
  readonly advice: Sentence;
}

const CORRECT: Sentence = { fr: 'Corrigez la valeur.', en: 'Correct the value.' };

const percent = (basisPoints: number) => ({
  fr: `${basisPointsToPercent(basisPoints).replace('.', ',')}\u00a0%`,
  en: `${basisPointsToPercent(basisPoints)}%`,
});

/** What follows from an article of law. */
export function ofLaw(bound: LegalBound, sentence: Sentence, advice: Sentence = CORRECT): BoundFinding {
  const { key: rule, source, sure } = bound;
  const cited = (text: string, open: string, close: string) =>
    `${text} ${open}${source}${sure ? '' : ' [?]'}${close}`;
  return {
    rule,
    source,
    sure,
    sentence: { fr: cited(sentence.fr, '(', ').'), en: cited(sentence.en, '(', ').') },
    advice,
  };
}

/** What follows from the bylaws themselves. */
export const ofForm = (sentence: Sentence): BoundFinding => ({
  rule: 'form',
  source: null,
  sure: true,
  sentence,
  advice: CORRECT,
});

/** Every hard bound that bylaws break: such a version is refused. Pure. */
export function checkBylaws(bylaws: Bylaws): BoundFinding[] {
  return [
    ...checkShape(bylaws),
    ...checkCapital(bylaws),
    ...checkCategories(bylaws),
    ...checkColleges(bylaws),
  ];
}

function twice(codes: readonly string[]): string | undefined {
  return codes.find((code, i) => codes.indexOf(code) !== i);
}

function checkShape({ form, company, capital, categories, colleges }: Bylaws): BoundFinding[] {
  const found: BoundFinding[] = [];
  if ((form === 'association') !== (company === null)) {
    found.push(
      ofForm({
        fr: 'Une coopérative est une SA, une SARL ou une SAS\u202f; une association n’est aucune des trois.',
        en: 'A cooperative is an SA, an SARL or an SAS; an association is none of them.',
      }),
    );
  }
  if ((form === 'association') !== (capital === null)) {
    found.push(
      ofForm({
        fr: 'Une coopérative a des règles de capital\u202f; une association n’en a pas.',
        en: 'A cooperative has rules of capital; an association has none.',
      }),
    );
  }
  if (categories.length === 0) {
    found.push(
      ofForm({
        fr: 'Il faut au moins une catégorie d’associés.',
        en: 'At least one category of associates is needed.',
      }),
    );
  }
  const repeated = twice(categories.map(({ code }) => code)) ?? twice(colleges.map(({ code }) => code));
  if (repeated !== undefined) {
    found.push(
      ofForm({
        fr: `Le code «\u00a0${repeated}\u00a0» figure deux fois.`,
        en: `Code “${repeated}” stands twice.`,
      }),
    );
  }
  return found;
}

function checkCapital({ form, company, capital, from: day }: Bylaws): BoundFinding[] {
  if (capital === null) return [];
  const found: BoundFinding[] = [];
  const check = (
    key: BoundKey,
    value: number,
    way: 'least' | 'most',
    write: (value: number) => Sentence,
    of: Sentence,
  ) => {
    const bound = legalBoundOn(key, { form, company, day });
    if (!bound || (way === 'least' ? value >= bound.value : value <= bound.value)) return;
    const [is, limit] = [write(value), write(bound.value)];
    found.push(
      ofLaw(bound, {
        fr: `${of.fr}\u00a0: ${is.fr} ${way === 'least' ? 'est sous le minimum' : 'dépasse le maximum'} de ${limit.fr}`,
        en: `${of.en}: ${is.en} is ${way === 'least' ? 'below the minimum' : 'above the maximum'} of ${limit.en}`,
      }),
    );
  };
  const euros = (cents: number) => ({ fr: writeCents(cents, 'fr'), en: writeCents(cents, 'en') });
  const months = (count: number) => ({ fr: `${count} mois`, en: `${count} months` });
  const { minimumCents, floorBasisPoints, paidAtSubscriptionBasisPoints }: CapitalRules = capital;
  check('minimumCapital', minimumCents, 'least', euros, { fr: 'Capital minimum', en: 'Minimum capital' });
  check('capitalFloor', floorBasisPoints, 'least', percent, {
    fr: 'Plancher du capital',
    en: 'Floor of the capital',
  });
  check('paidAtSubscription', paidAtSubscriptionBasisPoints, 'least', percent, {
    fr: 'Part versée à la souscription',
    en: 'Part paid when subscribing',
  });
  check('releaseMonths', capital.releaseMonths, 'most', months, {
    fr: 'Libération du reste',
    en: 'Payment of the rest',
  });
  check('interestMargin', capital.interestMarginBasisPoints, 'most', percent, {
    fr: 'Marge d’intérêt aux parts',
    en: 'Margin of interest on shares',
  });
  return found;
}

function checkCategories({ form, company, categories, from: day }: Bylaws): BoundFinding[] {
  const bound = legalBoundOn('categories', { form, company, day });
  if (!bound) return [];
  const found: BoundFinding[] = [];
  const has = (...kinds: string[]) => categories.some(({ kind }) => kinds.includes(kind));
  if (categories.length < bound.value) {
    found.push(
      ofLaw(bound, {
        fr: `Une SCIC compte au moins ${bound.value} catégories d’associés\u202f; celle-ci en a ${categories.length}`,
        en: `A SCIC has at least ${bound.value} categories of associates; this one has ${categories.length}`,
      }),
    );
  }
  if (!has('beneficiary')) {
    found.push(
      ofLaw(bound, {
        fr: 'Il manque une catégorie de bénéficiaires',
        en: 'A category of beneficiaries is missing',
      }),
    );
  }
  if (!has('employee', 'producer')) {
    found.push(
      ofLaw(bound, {
        fr: 'Il manque une catégorie de salariés, ou de producteurs',
        en: 'A category of employees, or of producers, is missing',
      }),
    );
  }
  return found;
}

export const WHOLE = 10_000;

function checkColleges({ form, company, colleges, from: day }: Bylaws): BoundFinding[] {
  if (colleges.length === 0) return [];
  const found: BoundFinding[] = [];
  const bound = (key: BoundKey) => legalBoundOn(key, { form, company, day });
  const [count, least, most] = [bound('colleges'), bound('collegeLeast'), bound('collegeMost')];
  if (count && colleges.length < count.value) {
    found.push(
      ofLaw(count, {
        fr: `Une SCIC qui a des collèges en a au moins ${count.value}\u202f; celle-ci en a ${colleges.length}`,
        en: `A SCIC with colleges has at least ${count.value} of them; this one has ${colleges.length}`,
      }),
    );
  }
  for (const { name, weightBasisPoints } of colleges) {
    const broken = [
      least && weightBasisPoints < least.value && least,
      most && weightBasisPoints > most.value && most,
    ].find((each) => each);
    if (!broken) continue;
    const [is, limit] = [percent(weightBasisPoints), percent(broken.value)];
    found.push(
      ofLaw(broken, {
        fr: `Le collège «\u00a0${name}\u00a0» aurait ${is.fr} des voix, la limite est ${limit.fr}`,
        en: `College “${name}” would have ${is.en} of the votes, the limit is ${limit.en}`,
      }),
    );
  }
  const sum = colleges.reduce((total, { weightBasisPoints }) => total + weightBasisPoints, 0);
  if (sum !== WHOLE) {
    found.push(
      ofForm({
        fr: `Les poids des collèges font ${percent(sum).fr} au lieu de 100\u00a0%.`,
        en: `The weights of the colleges come to ${percent(sum).en} instead of 100%.`,
      }),
    );
  }
  return found;
}
