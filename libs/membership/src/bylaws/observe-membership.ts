import type { Sentence } from '#kernel';
import type { Bylaws } from './bylaws.js';
import { type BoundFinding, ofForm, ofLaw, WHOLE } from './check-bylaws.js';
import { legalBoundOn } from './legal-bounds.js';

/** An associate as the bounds look at them. */
export interface Placed {
  readonly name: string;
  readonly category: string | null;
  readonly college: string | null;
  readonly quantity: number;
  readonly amountCents: number;
}

/** Bounds of the bylaws and of the law that the membership of a day breaks. Pure. */
export function observeMembership(bylaws: Bylaws, roster: readonly Placed[]): BoundFinding[] {
  if (roster.length === 0) return [];
  return [
    ...observePlacement(bylaws, roster),
    ...observeCategories(bylaws, roster),
    ...observeHoldings(bylaws, roster),
  ];
}

const SAID_AT_MOST = 3;

function namesOf(placed: readonly Placed[]): string {
  const said = placed.slice(0, SAID_AT_MOST).map(({ name }) => name);
  return placed.length > said.length ? `${said.join(', ')}… (${placed.length})` : said.join(', ');
}

function observePlacement({ categories, colleges }: Bylaws, roster: readonly Placed[]): BoundFinding[] {
  const known = (rules: readonly { code: string }[], code: string | null) =>
    rules.some((rule) => rule.code === code);
  const astray = roster.filter(({ category }) => !known(categories, category));
  const outside = colleges.length === 0 ? [] : roster.filter(({ college }) => !known(colleges, college));
  return [
    ...(astray.length === 0
      ? []
      : [
          {
            ...ofForm({
              fr: `Sans catégorie des statuts en vigueur\u00a0: ${namesOf(astray)}.`,
              en: `Without a category of the bylaws in force: ${namesOf(astray)}.`,
            }),
            advice: { fr: 'Donnez-leur une catégorie.', en: 'Give them a category.' },
          },
        ]),
    ...(outside.length === 0
      ? []
      : [
          {
            ...ofForm({
              fr: `Sans collège des statuts en vigueur\u00a0: ${namesOf(outside)}. Leur voix ne compterait pas.`,
              en: `Without a college of the bylaws in force: ${namesOf(outside)}. Their vote would not count.`,
            }),
            advice: { fr: 'Donnez-leur un collège.', en: 'Give them a college.' },
          },
        ]),
  ];
}

function observeCategories(
  { form, company, from: day, categories, colleges }: Bylaws,
  roster: readonly Placed[],
): BoundFinding[] {
  const found: BoundFinding[] = [];
  const kinds = new Set(
    roster.flatMap(({ category }) => categories.find(({ code }) => code === category)?.kind ?? []),
  );
  const bound = legalBoundOn('categories', { form, company, day });
  const admitSome: Sentence = {
    fr: 'Admettez quelqu’un dans cette catégorie.',
    en: 'Admit an associate of that category.',
  };
  if (bound && !kinds.has('beneficiary')) {
    found.push(
      ofLaw(
        bound,
        { fr: 'Personne au sociétariat n’est bénéficiaire', en: 'No associate is a beneficiary' },
        admitSome,
      ),
    );
  }
  if (bound && !kinds.has('employee') && !kinds.has('producer')) {
    found.push(
      ofLaw(
        bound,
        {
          fr: 'Personne au sociétariat ne relève du salariat ni de la production',
          en: 'No associate is an employee or a producer',
        },
        admitSome,
      ),
    );
  }
  const held = new Set(roster.map(({ category }) => category));
  if (bound && held.size < bound.value) {
    found.push(
      ofLaw(
        bound,
        {
          fr: `Les associés ne sont que de ${held.size} catégories\u202f; il en faut ${bound.value}`,
          en: `The associates are of ${held.size} categories only; ${bound.value} are needed`,
        },
        admitSome,
      ),
    );
  }
  for (const { code, name } of colleges) {
    if (roster.some(({ college }) => college === code)) continue;
    found.push({
      ...ofForm({
        fr: `Le collège «\u00a0${name}\u00a0» n’a personne\u00a0: son poids ne s’exprimerait pas.`,
        en: `College “${name}” has no associate: its weight would not speak.`,
      }),
      advice: {
        fr: 'Placez-y quelqu’un, ou révisez les statuts.',
        en: 'Place an associate in it, or revise the bylaws.',
      },
    });
  }
  return found;
}

function observeHoldings(bylaws: Bylaws, roster: readonly Placed[]): BoundFinding[] {
  const { form, company, from: day, categories, capital } = bylaws;
  const total = roster.reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (capital === null || total === 0) return [];
  const found: BoundFinding[] = [];
  const kindOf = (code: string | null) => categories.find((rule) => rule.code === code)?.kind;
  const heldBy = (kind: string) =>
    roster
      .filter(({ category }) => kindOf(category) === kind)
      .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const authorities = legalBoundOn('localAuthorities', { form, company, day });
  if (authorities && heldBy('localAuthority') * WHOLE > total * authorities.value) {
    found.push(
      ofLaw(
        authorities,
        {
          fr: 'Les collectivités détiennent ensemble plus de la moitié du capital',
          en: 'Local authorities together hold more than half of the capital',
        },
        {
          fr: 'Appelez d’autres souscriptions, ou convenez d’un retrait.',
          en: 'Call for other subscriptions, or agree on a withdrawal.',
        },
      ),
    );
  }
  const employees = legalBoundOn('employeesOfCapital', { form, company, day });
  if (employees && heldBy('employee') * WHOLE <= total * employees.value) {
    found.push(
      ofLaw(
        employees,
        {
          fr: 'Les associés salariés ne détiennent pas la majorité du capital',
          en: 'Associate employees do not hold the majority of the capital',
        },
        { fr: 'Appelez des souscriptions de salariés.', en: 'Call for subscriptions of employees.' },
      ),
    );
  }
  const votes = legalBoundOn('employeesOfVotes', { form, company, day });
  const voting = roster.filter(({ category }) => kindOf(category) === 'employee').length;
  if (votes && voting * WHOLE < roster.length * votes.value) {
    found.push(
      ofLaw(
        votes,
        {
          fr: `Les associés salariés n’ont que ${voting} voix sur ${roster.length}`,
          en: `Associate employees have ${voting} votes of ${roster.length} only`,
        },
        {
          fr: 'Admettez des salariés, ou limitez les voix extérieures dans les statuts.',
          en: 'Admit employees, or limit outside votes in the bylaws.',
        },
      ),
    );
  }
  const short = roster.filter(
    ({ category, quantity }) =>
      quantity < (categories.find(({ code }) => code === category)?.minimumShares ?? 0),
  );
  if (short.length > 0) {
    found.push({
      ...ofForm({
        fr: `Moins de parts que le minimum de leur catégorie\u00a0: ${namesOf(short)}.`,
        en: `Fewer shares than the minimum of their category: ${namesOf(short)}.`,
      }),
      advice: { fr: 'Proposez-leur un bulletin de souscription.', en: 'Offer them a subscription bulletin.' },
    });
  }
  return found;
}
