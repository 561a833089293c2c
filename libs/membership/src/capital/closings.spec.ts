import fc from 'fast-check';
import { Identity, systemActor } from '#identity';
import { ClockSetTo, localDate } from '#kernel';
import type { Transaction } from '#persistence';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { defaultBylaws } from '../bylaws/default-bylaws.js';
import { Membership } from '../membership.js';
import { Capital } from './capital.js';

const actor = systemActor('essai');
const on = localDate;
const YEARS = [2023, 2024, 2025] as const;
/** 20 shares of 50.00 leave in each year. */
const LEAVING_CENTS = 100_000;

let db: TestDatabase;
let capital: Capital;
const withdrawals = new Map<number, number>();

class Undone extends Error {}

/** Does it, and leaves nothing. */
async function tried<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  let result: T;
  await db.unitOfWork
    .run(async (tx) => {
      result = await work(tx);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return result!;
}

const close = (year: number, lossesCents: number, tx: Transaction) =>
  capital.recordClosing(actor, { closingOn: on(`${year}-12-31`), lossesCents }, tx);
const refunds = async (tx: Transaction) => {
  const all = new Map((await capital.listWithdrawals(tx)).map(({ id, refund }) => [id, refund!]));
  return YEARS.map((year) => all.get(withdrawals.get(year)!)!);
};

beforeAll(async () => {
  db = await createTestDatabase();
  const clock = new ClockSetTo(on('2023-01-01'));
  const identity = new Identity(db.unitOfWork, clock);
  capital = new Capital(db.unitOfWork, clock, identity);
  const { revision: _, ...bylaws } = defaultBylaws('loi47', 'sarl', on('2020-01-01'));
  const membership = new Membership(db.unitOfWork, clock, identity);
  const rules = { ...bylaws, capital: { ...bylaws.capital!, minimumCents: 100 } };
  await membership.writeBylaws(actor, { ...rules, reason: 'Statuts constitutifs', afterRevision: 0 });
  const [row] = await db.unitOfWork.read<{ id: number }>(
    `INSERT INTO membership.person (kind, name, given_name) VALUES ('natural', 'Martin', 'Alice') RETURNING id`,
  );
  const person = row!.id;
  const from = on('2020-01-01');
  const classId = await capital.createClass(actor, { code: 'A', name: 'Parts A', nominalCents: 5_000, from });
  // 5,000.00, of which 1,000.00 leave in each of three years.
  const wish = { person, classId, quantity: 100, subscribedOn: on('2023-01-01') };
  const subscription = await capital.subscribe(actor, wish);
  await capital.pay(actor, { subscription, amountCents: 500_000, paidOn: on('2023-01-01') });
  for (const year of YEARS) {
    const day = on(`${year}-06-01`);
    clock.set(day);
    const asked = { person, classId, quantity: 20, requestedOn: day, reason: 'Retrait partiel' };
    const withdrawal = await capital.requestWithdrawal(actor, asked);
    const decision = { withdrawal, outcome: 'approved', decidedOn: day, reason: 'Conseil' } as const;
    await capital.decideWithdrawal(actor, decision);
    withdrawals.set(year, withdrawal);
  }
  clock.set(on('2026-11-22'));
});
afterAll(async () => db.drop());

describe('closings', () => {
  it('entered in any order refund the same, each withdrawal bearing the losses of one', async () => {
    // Bearing: 5,000.00, 4,000.00 and 3,000.00, those of the year that left included.
    const bearing = [500_000, 400_000, 300_000];
    const losses = fc.tuple(...bearing.map((most) => fc.integer({ min: 0, max: most })));
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(losses, order, async (cents, entered) => {
        const found = await tried(async (tx) => {
          for (const index of entered) await close(YEARS[index]!, cents[index]!, tx);
          return refunds(tx);
        });
        expect(found.map(({ lossCents, provisional }) => [lossCents, provisional])).toEqual(
          cents.map((lost, index) => [Math.round((LEAVING_CENTS * lost) / bearing[index]!), false]),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('a year that is not closed yet is borne at the next closing, until it is', async () => {
    await tried(async (tx) => {
      // 4,000.00 at the end of 2024 bear it, and 1,000.00 that left in 2023: a tenth of all.
      await close(2024, 50_000, tx);
      expect((await refunds(tx)).map(({ lossCents }) => lossCents)).toEqual([10_000, 10_000, 0]);
      await close(2023, 0, tx);
      expect((await refunds(tx)).map(({ lossCents }) => lossCents)).toEqual([0, 12_500, 0]);
    });
  });

  it('are refused where somebody was refunded after a later one: the loss would be counted twice', async () => {
    await tried(async (tx) => {
      await close(2024, 50_000, tx);
      const withdrawal = withdrawals.get(2023)!;
      await capital.refund(actor, { withdrawal, paidOn: on('2026-01-05'), reference: 'VIR 1' }, tx);
      await close(2025, 0, tx);
      await expect(close(2023, 0, tx)).rejects.toMatchObject({
        code: 'CAPITAL.CLOSING_AFTER_REFUND',
        facts: { day: '2023-12-31', withdrawal, paidOn: '2026-01-05' },
      });
    });
  });

  it('lose no more than what bears them, those that are there already included', async () => {
    await tried(async (tx) => {
      await close(2024, 500_000, tx);
      // With 2023 closed, 4,000.00 are left to bear the 5,000.00 of 2024.
      await expect(close(2023, 0, tx)).rejects.toMatchObject({
        code: 'CAPITAL.LOSSES_EXCEED_CAPITAL',
        facts: { day: '2024-12-31', losses: 500_000, bearing: 400_000 },
      });
    });
  });
});
