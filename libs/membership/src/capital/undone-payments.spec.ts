import { Identity, systemActor } from '#identity';
import { addDays, ClockSetTo, type LocalDate, localDate } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { admitted } from '#test/fixtures/admitted.js';
import { defaultBylaws } from '../bylaws/default-bylaws.js';
import { Membership } from '../membership.js';
import { Capital } from './capital.js';
import { verifyCapital } from './verify-capital.js';

const actor = systemActor('essai');
const TODAY = localDate('2026-11-22');
const on = localDate;

let db: TestDatabase;
let capital: Capital;
let alice: number;
let bob: number;
let classA: number;

async function person(givenName: string): Promise<number> {
  const [row] = await db.unitOfWork.read<{ id: number }>(
    `INSERT INTO membership.person (kind, name, given_name) VALUES ('natural', 'Martin', $1) RETURNING id`,
    [givenName],
  );
  return row!.id;
}

beforeEach(async () => {
  db = await createTestDatabase();
  const clock = new ClockSetTo(TODAY);
  const identity = new Identity(db.unitOfWork, clock);
  capital = new Capital(db.unitOfWork, clock, identity);
  const { revision: _, ...bylaws } = defaultBylaws('loi47', 'sarl', on('2020-01-01'));
  const rules = { ...bylaws, capital: { ...bylaws.capital!, minimumCents: 50_000 } };
  await new Membership(db.unitOfWork, clock, identity).writeBylaws(actor, {
    ...rules,
    reason: 'Statuts constitutifs',
    afterRevision: 0,
  });
  [alice, bob] = [await person('Alice'), await person('Bob')];
  await admitted(db, bob);
  const from = on('2020-01-01');
  classA = await capital.createClass(actor, { code: 'A', name: 'Parts A', nominalCents: 5_000, from });
  for (const year of [2024, 2025])
    await capital.enterTmo(actor, { year, rateBasisPoints: 300, verified: false, source: 'Essai' });
});
afterEach(async () => db.drop());

/** Shares of 50.00, of which a quarter makes shares. */
const bulletin = (quantity = 10, person = alice, day = '2025-01-01') =>
  capital.subscribe(actor, { person, classId: classA, quantity, subscribedOn: on(day) });
const pay = async (subscription: number, amountCents: number, day: string, reference: string) =>
  (await capital.pay(actor, { subscription, amountCents, paidOn: on(day), reference })).payment;
const mistake = (subscription: number, payment: number) =>
  capital.undoPayment(actor, { subscription, payment, because: 'mistake' });
const returned = (subscription: number, payment: number, day: string) =>
  capital.undoPayment(actor, { subscription, payment, because: 'returned', day: on(day) });
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const days = async () =>
  (await capital.register()).items.map(({ day, reversal }) => `${reversal ? '−' : '+'} ${day}`);

/** 1 % a year. */
const interest = async (exercise = { from: on('2025-01-01'), to: on('2026-01-01') }) => {
  const wish = { exercise, rateBasisPoints: 100, decidedOn: on('2026-06-20') };
  const { parts } = await capital.forecastInterest(wish);
  return Object.fromEntries(parts.map(({ personName, amountCents }) => [personName, amountCents]));
};

describe('a payment that never came', () => {
  it('entered again under another reference with its old day bears interest once', async () => {
    const subscription = await bulletin();
    // 200.00 of 500.00, all year: 2.00 at 1 %.
    const wrong = await pay(subscription, 20_000, '2025-01-01', 'VIR 1');
    await mistake(subscription, wrong);
    await pay(subscription, 20_000, '2025-01-01', 'VIR 1 bis');
    expect(await interest()).toEqual({ 'Alice Martin': 200 });
    expect((await capital.standingOn(on('2025-03-01'))).paidCents).toBe(20_000);
    await expectInvariants(db, TODAY);
  });

  it('counts on no day, nor do its shares', async () => {
    const subscription = await bulletin();
    await mistake(subscription, await pay(subscription, 50_000, '2025-02-01', 'VIR 1'));
    expect(await days()).toEqual(['+ 2025-02-01', '− 2025-02-01']);
    expect(await capital.holdingsOf(alice, on('2025-06-01'))).toEqual([]);
    expect(await interest()).toEqual({});
    expect((await capital.readSubscription(subscription)).payments).toMatchObject([
      { reconciled: false, undoneBecause: 'mistake', undoneOn: '2025-02-01' },
    ]);
  });

  it('holds up nothing: the right one may have come before it, under its reference or another', async () => {
    const subscription = await bulletin();
    await mistake(subscription, await pay(subscription, 50_000, '2025-06-10', 'VIR 1'));
    await pay(subscription, 50_000, '2025-02-01', 'VIR 1');
    expect(await days()).toEqual(['+ 2025-06-10', '− 2025-06-10', '+ 2025-02-01']);
    expect(await capital.holdingsOf(alice, on('2025-02-01'))).toMatchObject([{ quantity: 10 }]);
    await expectInvariants(db, TODAY);
  });

  it('leaves shares there from the day on which enough was paid without it', async () => {
    const subscription = await bulletin();
    const wrong = await pay(subscription, 12_500, '2025-02-01', 'VIR 1');
    await pay(subscription, 12_500, '2025-06-10', 'VIR 2');
    await mistake(subscription, wrong);
    expect(await days()).toEqual(['+ 2025-02-01', '− 2025-02-01', '+ 2025-06-10']);
    await expectInvariants(db, TODAY);
  });

  it('is refused where its shares were transferred meanwhile, or could not have been without it', async () => {
    const subscription = await bulletin();
    await pay(subscription, 30_000, '2025-02-01', 'VIR 1');
    const rest = await pay(subscription, 20_000, '2025-02-01', 'VIR 2');
    const agreedOn = on('2025-03-01');
    const wish = { from: alice, to: bob, classId: classA, quantity: 10, agreedOn, reason: 'Cession' };
    await capital.transfer(actor, wish);
    expect(await refusal(mistake(subscription, rest))).toBe('CAPITAL.SHARES_NOT_PAID_UP');
  });
});

describe('a payment that the bank took back', () => {
  it('counts until that day, and the one that follows from its own', async () => {
    const subscription = await bulletin();
    const first = await pay(subscription, 50_000, '2025-01-01', 'CHQ 1');
    await returned(subscription, first, '2025-04-11');
    await pay(subscription, 50_000, '2025-07-20', 'VIR 2');
    // 100 days of January to April, and 165 of July to December: 5.00 × 265 / 365 = 3.63.
    expect(await interest()).toEqual({ 'Alice Martin': 363 });
    expect(await days()).toEqual(['+ 2025-01-01', '− 2025-04-11', '+ 2025-07-20']);
    await expectInvariants(db, TODAY);
  });

  it('beside its successor, until the bank took it back, makes no more paid up than was subscribed', async () => {
    const subscription = await bulletin();
    const first = await pay(subscription, 50_000, '2025-01-01', 'CHQ 1');
    await returned(subscription, first, '2025-04-11');
    await pay(subscription, 50_000, '2025-02-01', 'VIR 2');
    // Paid up on each day of the year, once.
    expect(await interest()).toEqual({ 'Alice Martin': 500 });
  });

  it('does not come back before it went', async () => {
    const subscription = await bulletin();
    await returned(subscription, await pay(subscription, 20_000, '2025-02-01', 'CHQ 1'), '2025-03-01');
    const early = capital.pay(actor, {
      subscription,
      amountCents: 20_000,
      paidOn: on('2025-02-28'),
      reference: 'CHQ 1',
    });
    expect(await refusal(early)).toBe('CAPITAL.PAYMENT_TOO_EARLY');
  });
});

it('shares that are not paid up yet do not move, though they are by now', async () => {
  const subscription = await bulletin();
  await pay(subscription, 12_500, '2025-02-01', 'VIR 1');
  await pay(subscription, 37_500, '2025-06-01', 'VIR 2');
  const move = (day: string) => {
    const wish = { from: alice, to: bob, classId: classA, quantity: 4, agreedOn: on(day), reason: 'Cession' };
    return refusal(capital.transfer(actor, wish));
  };
  expect(await move('2025-05-31')).toBe('CAPITAL.SHARES_NOT_PAID_UP');
  expect(await move('2025-06-01')).toBe('done');
});

it('interest is on what each person has paid up, on each day, once', async () => {
  const subscription = await bulletin();
  const wrong = await pay(subscription, 20_000, '2025-01-03', 'VIR 1');
  await pay(subscription, 15_000, '2025-01-05', 'VIR 2');
  await mistake(subscription, wrong);
  await pay(subscription, 35_000, '2025-01-11', 'VIR 3');
  const other = await bulletin(4, bob, '2025-01-08');
  const cheque = await pay(other, 20_000, '2025-01-09', 'CHQ 1');
  await returned(other, cheque, '2025-01-20');
  await pay(other, 20_000, '2025-01-25', 'CHQ 2');
  const agreedOn = on('2025-01-28');
  const wish = { from: alice, to: bob, classId: classA, quantity: 3, agreedOn, reason: 'Cession' };
  await capital.transfer(actor, wish);
  const exercise = { from: on('2025-01-01'), to: on('2025-02-10') };
  const centDays: Record<string, number> = {};
  for (let day: LocalDate = exercise.from; day < exercise.to; day = addDays(day, 1))
    for (const { personName, paidCents } of await capital.holdersOn(day))
      centDays[personName] = (centDays[personName] ?? 0) + paidCents;
  // 40 days; 1 % of it all.
  const expected = Object.entries(centDays).map(([name, sum]) => [name, Math.round(sum / 100 / 40)]);
  expect(await interest(exercise)).toEqual(Object.fromEntries(expected));
  expect(Object.keys(centDays).sort()).toEqual(['Alice Martin', 'Bob Martin']);
});

describe('the floor of capital', () => {
  /** 20 shares, 10 each; the floor is 500.00, so that 10 may leave. */
  const withdrawnTo = async (doneOn: string) => {
    const subscription = await bulletin();
    await pay(subscription, 50_000, '2025-01-01', 'VIR 1');
    const of = await bulletin(10, bob);
    const payment = await pay(of, 50_000, '2025-01-01', 'VIR 2');
    const withdrawal = await capital.requestWithdrawal(actor, {
      person: alice,
      classId: classA,
      quantity: 10,
      requestedOn: on('2025-03-01'),
      reason: 'Départ',
    });
    const outcome = 'approved' as const;
    await capital.decideWithdrawal(actor, { withdrawal, outcome, decidedOn: on(doneOn), reason: 'Conseil' });
    return { of, payment };
  };

  it.each(['2025-04-01', '2025-04-02'])(
    'never refuses that a payment was undone, on the day of a withdrawal or after: %s',
    async (day) => {
      const { of, payment } = await withdrawnTo('2025-04-01');
      expect(await refusal(returned(of, payment, day))).toBe('done');
      const { state, toDo } = await db.unitOfWork.run((tx) => verifyCapital(tx));
      expect([state, toDo.told.map(({ sentence }) => sentence.en)]).toEqual([
        'holds',
        ['Capital (€0.00) is below its floor (€500.00).'],
      ]);
    },
  );

  it('nor that it never came', async () => {
    const { of, payment } = await withdrawnTo('2025-04-01');
    expect(await refusal(mistake(of, payment))).toBe('done');
    expect((await db.unitOfWork.run((tx) => verifyCapital(tx))).state).toBe('holds');
  });

  it('then holds the next withdrawal back, on that day as on the next', async () => {
    const { of, payment } = await withdrawnTo('2025-04-01');
    const more = await bulletin(2, bob, '2025-02-01');
    await pay(more, 10_000, '2025-02-01', 'VIR 3');
    await returned(of, payment, '2025-04-01');
    const withdrawal = await capital.requestWithdrawal(actor, {
      person: bob,
      classId: classA,
      quantity: 1,
      requestedOn: on('2025-03-02'),
      reason: 'Départ',
    });
    const decision = {
      withdrawal,
      outcome: 'approved',
      decidedOn: on('2025-04-01'),
      reason: 'Conseil',
    } as const;
    await capital.decideWithdrawal(actor, decision);
    const force = db.unitOfWork.run((tx) =>
      tx.query(
        `INSERT INTO membership.share_movement (number, withdrawal_id, generation, day, made_by, made_at)
         VALUES (0, $1, 1, '2025-04-01', 'psql', now())`,
        [withdrawal],
      ),
    );
    await expect(force).rejects.toMatchObject({ driverError: { constraint: 'capital_keeps_its_floor' } });
    expect((await capital.listWithdrawals()).find(({ id }) => id === withdrawal)).toMatchObject({
      state: 'waiting',
    });
  });
});
