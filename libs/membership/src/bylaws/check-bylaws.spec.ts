import fc from 'fast-check';
import { localDate } from '#kernel';
import type { Bylaws, CategoryKind } from './bylaws.js';
import { checkBylaws } from './check-bylaws.js';
import { defaultBylaws } from './default-bylaws.js';
import { legalBoundOn } from './legal-bounds.js';
import { observeMembership, type Placed } from './observe-membership.js';
import { weighColleges } from './weigh-colleges.js';

const day = localDate('2026-01-01');
const scic = defaultBylaws('scic', 'sa', day);
const colleges = (...weights: number[]): Bylaws['colleges'] =>
  weights.map((weightBasisPoints, i) => ({ code: `C${i}`, name: `Collège ${i}`, weightBasisPoints }));
const refusals = (bylaws: Bylaws) => checkBylaws(bylaws).map(({ rule }) => rule);
const category = (code: string, kind: CategoryKind) => ({ code, name: code, kind, minimumShares: 1 });

describe('bylaws and the law', () => {
  it('the defaults of every form keep every bound', () => {
    for (const form of ['scic', 'scop', 'loi47', 'association'] as const) {
      for (const company of ['sa', 'sarl', 'sas'] as const) {
        expect([form, company, refusals(defaultBylaws(form, company, day))]).toEqual([form, company, []]);
      }
    }
  });

  it('a SCIC has three categories, among them beneficiaries, and employees or producers', () => {
    const two = { ...scic, categories: scic.categories.slice(0, 2) };
    expect(refusals(two)).toEqual(['categories']);
    const noWork = {
      ...scic,
      categories: [category('B', 'beneficiary'), category('I', 'investor'), category('O', 'other')],
    };
    expect(checkBylaws(noWork)[0]?.sentence.fr).toBe(
      'Il manque une catégorie de salariés, ou de producteurs (Loi 47-1775, art. 19 septies).',
    );
    const producers = {
      ...scic,
      categories: [category('B', 'beneficiary'), category('P', 'producer'), category('O', 'other')],
    };
    expect(refusals(producers)).toEqual([]);
    const noBeneficiary = {
      ...scic,
      categories: [category('S', 'employee'), category('P', 'producer'), category('O', 'other')],
    };
    expect(refusals(noBeneficiary)).toEqual(['categories']);
  });

  it('colleges weigh 10 to 50 % each and 100 % together, and there are three at least', () => {
    expect(refusals({ ...scic, colleges: colleges(5000, 4000, 1000) })).toEqual([]);
    expect(refusals({ ...scic, colleges: colleges(5001, 3999, 1000) })).toEqual(['collegeMost']);
    expect(refusals({ ...scic, colleges: colleges(5000, 4001, 999) })).toEqual(['collegeLeast']);
    expect(refusals({ ...scic, colleges: colleges(5000, 3000, 1000) })).toEqual(['form']);
    expect(refusals({ ...scic, colleges: colleges(5000, 5000) })).toEqual(['colleges']);
  });

  it('the capital of an SA is 18,500 € at least, and its floor a quarter of the highest', () => {
    const with_ = (rules: Partial<NonNullable<Bylaws['capital']>>) => ({
      ...scic,
      capital: { ...scic.capital!, ...rules },
    });
    expect(scic.capital?.minimumCents).toBe(1_850_000);
    expect(refusals(with_({ minimumCents: 1_849_999 }))).toEqual(['minimumCapital']);
    expect(refusals(with_({ floorBasisPoints: 2_499 }))).toEqual(['capitalFloor']);
    expect(refusals(with_({ paidAtSubscriptionBasisPoints: 2_499 }))).toEqual(['paidAtSubscription']);
    expect(refusals(with_({ releaseMonths: 61 }))).toEqual(['releaseMonths']);
    expect(refusals(with_({ interestMarginBasisPoints: 201 }))).toEqual(['interestMargin']);
    expect(checkBylaws(with_({ minimumCents: 1_000_000 }))[0]?.sentence.fr).toMatch(
      /10\s000,00\s€.*18\s500,00\s€.*art\. 27/u,
    );
  });

  it('what could not be confirmed says so', () => {
    const bound = legalBoundOn('paidAtSubscription', { form: 'scic', company: 'sa', day })!;
    expect(bound.sure).toBe(false);
    const broken = { ...scic, capital: { ...scic.capital!, paidAtSubscriptionBasisPoints: 0 } };
    expect(checkBylaws(broken)[0]?.sentence.fr).toContain('[?]');
  });

  it('an association has neither capital nor a form of company', () => {
    expect(refusals({ ...defaultBylaws('association', null, day), capital: scic.capital })).toEqual(['form']);
    expect(refusals({ ...scic, capital: null })).toEqual(['form']);
    expect(refusals({ ...scic, company: null })).toContain('form');
  });

  it('local authorities were bounded to half of the capital on 2 August 2014', () => {
    const onDay = (text: string) =>
      legalBoundOn('localAuthorities', { form: 'scic', company: 'sa', day: localDate(text) });
    expect(onDay('2014-08-01')).toBeNull();
    expect(onDay('2014-08-02')?.value).toBe(5000);
  });
});

const placed = (name: string, more: Partial<Placed> = {}): Placed => ({
  name,
  category: 'BEN',
  college: null,
  quantity: 1,
  amountCents: 5_000,
  ...more,
});
const whole = [placed('A', { category: 'SAL' }), placed('B'), placed('C', { category: 'SOU' })];

describe('the membership against the bounds', () => {
  it('is in order with three categories of which one works and one benefits', () => {
    expect(observeMembership(scic, whole)).toEqual([]);
  });

  it('says who has no category, no college, or too few shares', () => {
    const bylaws = { ...scic, colleges: colleges(5000, 4000, 1000) };
    const roster = [
      placed('Anne', { category: 'OLD', college: 'C0' }),
      ...whole.map((each, i) => ({ ...each, college: `C${i}` })),
    ];
    const said = (given: Bylaws, members: readonly Placed[]) =>
      observeMembership(given, members).map(({ sentence }) => sentence.fr);
    expect(said(bylaws, roster)).toEqual(['Sans catégorie des statuts en vigueur\u00a0: Anne.']);
    expect(said(bylaws, [placed('Bob'), ...whole.map((each, i) => ({ ...each, college: `C${i}` }))])).toEqual(
      ['Sans collège des statuts en vigueur\u00a0: Bob. Leur voix ne compterait pas.'],
    );
    expect(said(scic, [...whole, placed('Chloé', { quantity: 0, amountCents: 0 })])).toEqual([
      'Moins de parts que le minimum de leur catégorie\u00a0: Chloé.',
    ]);
  });

  it('local authorities may hold half of the capital and not a cent more', () => {
    const bylaws = { ...scic, categories: [...scic.categories, category('COL', 'localAuthority')] };
    const town = (amountCents: number) => [
      ...whole,
      placed('Commune', { category: 'COL', quantity: 3, amountCents }),
    ];
    expect(observeMembership(bylaws, town(15_000))).toEqual([]);
    expect(observeMembership(bylaws, town(15_001)).map(({ rule }) => rule)).toEqual(['localAuthorities']);
  });

  it('a SCOP whose employees hold half only is told, with the doubt about the article', () => {
    const scop = defaultBylaws('scop', 'sarl', day);
    const roster = [placed('S', { category: 'SAL' }), placed('E', { category: 'EXT' })];
    expect(observeMembership(scop, roster).map(({ rule, sure }) => [rule, sure])).toEqual([
      ['employeesOfCapital', false],
      ['employeesOfVotes', false],
    ]);
  });

  it('incident 53: several share classes never change a category or what it counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 3, maxLength: 3 }),
        (quantities) => {
          const bylaws = { ...scic, colleges: colleges(5000, 4000, 1000) };
          const holding = (quantity: number, i: number) => ({ ...whole[i]!, college: `C${i}`, quantity });
          expect(weighColleges(bylaws, quantities.map(holding))).toEqual(
            weighColleges(bylaws, [1, 1, 1].map(holding)),
          );
        },
      ),
    );
  });
});

describe('one associate, one vote', () => {
  it('without colleges each vote counts the same', () => {
    expect(weighColleges(scic, whole)).toMatchObject([
      { members: 3, weightBasisPoints: 10_000, perMemberMicros: 333_333, leastBasisPoints: null },
    ]);
  });

  it('with colleges a vote counts the weight of its college divided by its members', () => {
    const bylaws = { ...scic, colleges: colleges(5000, 4000, 1000) };
    const roster = ['C0', 'C0', 'C1'].map((college) => ({ college }));
    // 50 % / 2 = 25 %; 40 % / 1; nobody in the third.
    expect(weighColleges(bylaws, roster).map(({ perMemberMicros }) => perMemberMicros)).toEqual([
      250_000,
      400_000,
      null,
    ]);
  });

  it('all votes together never come to more than the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 60 }), (places) => {
        const bylaws = { ...scic, colleges: colleges(5000, 4000, 1000) };
        const roster = places.map((place) => ({ college: `C${place}` }));
        const sum = weighColleges(bylaws, roster).reduce(
          (total, { members, perMemberMicros }) => total + members * (perMemberMicros ?? 0),
          0,
        );
        expect(sum).toBeLessThanOrEqual(1_000_000);
      }),
    );
  });
});
