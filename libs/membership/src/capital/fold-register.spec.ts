import fc from 'fast-check';
import { addDays, type LocalDate, localDate } from '#kernel';
import {
  capitalDaysOf,
  fallsOf,
  floorOf,
  holdingsOn,
  inOrder,
  liveByCause,
  refundOf,
  servable,
  shortfallsOf,
} from './fold-register.js';
import type { Movement, Side } from './movement.js';

const START = localDate('2026-01-01');
const NOMINAL: Readonly<Record<number, number>> = { 1: 5_000, 2: 50_000 };
const RULE = { minimumCents: 0, floorBasisPoints: 2_500 };

const side = (person: number, shareClass: number, quantity: number): Side => ({
  person,
  class: shareClass,
  quantity,
  cents: quantity * NOMINAL[shareClass]!,
});

type Act =
  | { readonly act: 'subscribe' | 'withdraw'; readonly person: number; readonly quantity: number }
  | { readonly act: 'transfer'; readonly person: number; readonly to: number; readonly quantity: number }
  | { readonly act: 'convert'; readonly person: number; readonly quantity: number }
  | { readonly act: 'reconcile'; readonly bulletin: number };

const person = fc.integer({ min: 1, max: 4 });
const quantity = fc.integer({ min: 1, max: 30 });
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    fc.record({ act: fc.constantFrom('subscribe' as const, 'withdraw' as const), person, quantity }),
    fc.record({ act: fc.constant('transfer' as const), person, to: person, quantity }),
    fc.record({ act: fc.constant('convert' as const), person, quantity }),
    fc.record({ act: fc.constant('reconcile' as const), bulletin: fc.integer({ min: 0, max: 5 }) }),
  ),
  { maxLength: 40 },
);

/** A register as the facade would write it: an act that the rules refuse leaves nothing. */
function registerOf(wishes: readonly Act[]): Movement[] {
  const register: Movement[] = [];
  const bulletins: string[] = [];
  const append = (movement: Omit<Movement, 'number' | 'day'>) => {
    const next = { ...movement, number: register.length + 1, day: addDays(START, register.length) };
    const tried = [...register, next];
    if (shortfallsOf(tried).length === 0 && fallsOf(tried, () => RULE).length === 0) register.push(next);
  };
  const base = { generation: 1, reversal: false, from: null, to: null };
  wishes.forEach((wish, index) => {
    const cause = `${wish.act}/${index}`;
    switch (wish.act) {
      case 'subscribe':
        bulletins.push(cause);
        return append({ ...base, kind: 'subscription', cause, to: side(wish.person, 1, wish.quantity) });
      case 'withdraw':
        return append({ ...base, kind: 'withdrawal', cause, from: side(wish.person, 1, wish.quantity) });
      case 'transfer':
        if (wish.person === wish.to) return;
        return append({
          ...base,
          kind: 'transfer',
          cause,
          from: side(wish.person, 1, wish.quantity),
          to: side(wish.to, 1, wish.quantity),
        });
      case 'convert':
        return append({
          ...base,
          kind: 'conversion',
          cause,
          from: side(wish.person, 1, wish.quantity * 10),
          to: side(wish.person, 2, wish.quantity),
        });
      case 'reconcile': {
        const of = bulletins[wish.bulletin];
        const newest = register.findLast((each) => each.cause === of);
        if (!newest) return;
        const { reversal, generation } = newest;
        return append(
          reversal
            ? { ...newest, reversal: false, generation: generation + 1 }
            : { ...newest, reversal: true },
        );
      }
    }
  });
  return register;
}

const last = (register: readonly Movement[]) => addDays(START, register.length);
const valueOf = (held: ReadonlyMap<string, number>) =>
  [...held].reduce((sum, [key, shares]) => sum + shares * NOMINAL[Number(key.split('/')[1])]!, 0);

describe('any register', () => {
  it('is worth what its holders hold, on every day', () => {
    fc.assert(
      fc.property(acts, (wishes) => {
        const register = registerOf(wishes);
        for (const { day, capitalCents } of capitalDaysOf(register, () => RULE))
          expect(valueOf(holdingsOn(register, day))).toBe(capitalCents);
      }),
    );
  });

  it('leaves nobody below zero, and nobody leaves below the floor', () => {
    fc.assert(
      fc.property(acts, (wishes) => {
        const register = registerOf(wishes);
        expect(shortfallsOf(register)).toEqual([]);
        const kinds = new Map(register.map(({ day, kind, reversal }) => [day, reversal ? 'undone' : kind]));
        // Each act has a day of its own here: whoever left, capital was at its floor or above that evening.
        for (const { day, capitalCents, floorCents } of capitalDaysOf(register, () => RULE))
          if (kinds.get(day) === 'withdrawal') expect(capitalCents).toBeGreaterThanOrEqual(floorCents);
        for (const shares of holdingsOn(register, last(register)).values()) expect(shares).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps its value under transfers and conversions: they make and lose nothing', () => {
    fc.assert(
      fc.property(acts, (wishes) => {
        const register = registerOf(wishes);
        const moved = register.filter(({ from, to }) => from && to);
        const rest = register.filter(({ from, to }) => !from || !to);
        const capital = (of: readonly Movement[]) => capitalDaysOf(of, () => null).at(-1)?.capitalCents ?? 0;
        expect(capital(register)).toBe(capital(rest));
        expect(capital(moved)).toBe(0);
      }),
    );
  });

  it('holds one live movement of a cause at most, however often its payment is reconciled and undone', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (steps) => {
        const register = registerOf([
          { act: 'subscribe', person: 1, quantity: 7 },
          ...steps.map(() => ({ act: 'reconcile' as const, bulletin: 0 })),
        ]);
        for (const live of liveByCause(register).values()) expect([0, 1]).toContain(live);
        // Seven shares or none: never fourteen (incident 54).
        expect([undefined, 7]).toContain(holdingsOn(register, last(register)).get('1/1'));
      }),
    );
  });

  it('tells a shortfall on the day on which it is one, not within a day', () => {
    const day = (of: string) => of as LocalDate;
    const give: Movement = {
      number: 1,
      kind: 'transfer',
      cause: 'transfer/1',
      generation: 1,
      reversal: false,
      day: day('2026-03-01'),
      from: side(1, 1, 5),
      to: side(2, 1, 5),
    };
    const get: Movement = {
      ...give,
      number: 2,
      kind: 'subscription',
      cause: 'subscription/1',
      from: null,
      to: side(1, 1, 5),
    };
    expect(shortfallsOf([give, get])).toEqual([]);
    expect(shortfallsOf([give, { ...get, day: day('2026-03-02') }])).toEqual([
      { person: 1, class: 1, day: '2026-03-01', missing: 5 },
    ]);
  });
});

describe('the floor', () => {
  it('is a quarter of the highest ever reached, rounded up, or the minimum when that is higher', () => {
    // 25 % of 100,000.01 is 25,000.0025: a fraction of a cent counts up.
    expect(floorOf({ minimumCents: 1_850_000, floorBasisPoints: 2_500 }, 10_000_001)).toBe(2_500_001);
    expect(floorOf({ minimumCents: 1_850_000, floorBasisPoints: 2_500 }, 4_000_000)).toBe(1_850_000);
  });

  it('holds back nobody who comes: capital rises from nothing', () => {
    const register = registerOf([{ act: 'subscribe', person: 1, quantity: 1 }]);
    const rule = () => ({ minimumCents: 1_850_000, floorBasisPoints: 2_500 });
    expect(capitalDaysOf(register, rule)).toMatchObject([{ capitalCents: 5_000, floorCents: 1_850_000 }]);
    expect(fallsOf(register, rule)).toEqual([]);
  });

  describe('judges a withdrawal with what was told before it', () => {
    const base = { generation: 1, reversal: false, from: null, to: null } as const;
    const on = (day: string) => day as LocalDate;
    const comes: Movement = {
      ...base,
      number: 1,
      kind: 'subscription',
      cause: 'subscription/1',
      day: on('2026-03-01'),
      to: side(1, 1, 10),
    };
    const comesToo: Movement = { ...comes, number: 2, cause: 'subscription/2', to: side(2, 1, 10) };
    const leaves: Movement = {
      ...base,
      number: 3,
      kind: 'withdrawal',
      cause: 'withdrawal/1',
      day: on('2026-04-01'),
      from: side(1, 1, 10),
    };
    // 2 × 500.00, of which 500.00 may leave.
    const rule = () => ({ minimumCents: 50_000, floorBasisPoints: 2_500 });

    it('not with the payment undone after it, on that very day or before', () => {
      for (const day of ['2026-03-01', '2026-04-01', '2026-04-02']) {
        const undone: Movement = { ...comesToo, number: 4, reversal: true, day: on(day) };
        expect(fallsOf([comes, comesToo, leaves, undone], rule)).toEqual([]);
      }
    });

    it('but with the one undone before it', () => {
      const undone: Movement = { ...comesToo, number: 3, reversal: true, day: on('2026-03-31') };
      expect(fallsOf([comes, comesToo, undone, { ...leaves, number: 4 }], rule)).toEqual([
        { number: 4, day: '2026-04-01', capitalCents: 0, floorCents: 50_000 },
      ]);
    });

    it('and with a withdrawal of a later day, where it is dated before one', () => {
      const before: Movement = {
        ...leaves,
        number: 4,
        cause: 'withdrawal/2',
        day: on('2026-03-15'),
        from: side(2, 1, 1),
      };
      expect(fallsOf([comes, comesToo, leaves, before], rule)).toMatchObject([
        { number: 4, day: '2026-04-01' },
      ]);
    });
  });
});

describe('the queue of those who leave', () => {
  const waiting = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 1_000 }),
      requestedOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays(START, days)),
      cents: fc.integer({ min: 1, max: 100_000 }),
      held: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  it('is served from its front, in the order of the requests, and never below the floor', () => {
    fc.assert(
      fc.property(
        waiting,
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 0, max: 200_000 }),
        (queue, capitalCents, floorCents) => {
          const served = servable(queue, { capitalCents, floorCents });
          const order = inOrder(queue);
          expect(served).toEqual(order.slice(0, served.length));
          const gone = served.reduce((sum, { cents }) => sum + cents, 0);
          if (served.length > 0) expect(capitalCents - gone).toBeGreaterThanOrEqual(floorCents);
          const next = order[served.length];
          if (next?.held) expect(capitalCents - gone - next.cents).toBeLessThan(floorCents);
        },
      ),
    );
  });

  it('lets nobody small overtake somebody big', () => {
    const queue = [
      { id: 1, requestedOn: START, cents: 900, held: true },
      { id: 2, requestedOn: addDays(START, 1), cents: 10, held: true },
    ];
    expect(servable(queue, { capitalCents: 1_000, floorCents: 500 })).toEqual([]);
    expect(servable(queue, { capitalCents: 1_410, floorCents: 500 })).toMatchObject([{ id: 1 }, { id: 2 }]);
  });
});

describe('a refund', () => {
  it('is quantity × (nominal − share of losses)', () => {
    // 20 shares of 50.00 = 1,000.00; 12,000.00 of losses on 100,000.00 take 12 %: 120.00.
    expect(refundOf(100_000, { lossesCents: 1_200_000, bearingCents: 10_000_000 })).toEqual({
      lossCents: 12_000,
      refundCents: 88_000,
    });
    expect(refundOf(100_000, null)).toEqual({ lossCents: 0, refundCents: 100_000 });
    expect(refundOf(100_000, { lossesCents: 0, bearingCents: 0 })).toEqual({
      lossCents: 0,
      refundCents: 100_000,
    });
  });

  it('is never negative, though shares that were undone since leave less than the losses', () => {
    expect(refundOf(1_000, { lossesCents: 3_000, bearingCents: 2_000 })).toEqual({
      lossCents: 1_000,
      refundCents: 0,
    });
  });

  it('is never negative, never above the nominal, and all losses are borne but for a cent a person', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (holdings, part) => {
          const bearingCents = holdings.reduce((sum, cents) => sum + cents, 0);
          const lossesCents = Math.floor(bearingCents * part);
          const refunds = holdings.map((cents) => refundOf(cents, { lossesCents, bearingCents }));
          refunds.forEach(({ refundCents }, index) => {
            expect(refundCents).toBeGreaterThanOrEqual(0);
            expect(refundCents).toBeLessThanOrEqual(holdings[index]!);
          });
          const borne = refunds.reduce((sum, { lossCents }) => sum + lossCents, 0);
          expect(Math.abs(borne - lossesCents)).toBeLessThanOrEqual(holdings.length);
        },
      ),
    );
  });
});
