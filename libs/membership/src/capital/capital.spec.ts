import pg from 'pg';
import { Identity, systemActor } from '#identity';
import { ClockSetTo, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { admitted } from '#test/fixtures/admitted.js';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { Membership } from '../membership.js';
import { Capital } from './capital.js';
import { verifyCapital } from './verify-capital.js';
import type { ShareEvent } from './acts.js';

const actor = systemActor('essai');
const TODAY = localDate('2026-11-22');
const on = localDate;

let db: TestDatabase;
let capital: Capital;
let alice: number;
let bob: number;
let coop: number;
let classA: number;
let classB: number;
let reference = 0;

async function person(name: string, givenName: string | null = null): Promise<number> {
  const [row] = await db.unitOfWork.read<{ id: number }>(
    'INSERT INTO membership.person (kind, name, given_name) VALUES ($1, $2, $3) RETURNING id',
    [givenName ? 'natural' : 'legal', name, givenName],
  );
  return row!.id;
}

/** A bulletin paid in full on its day. */
async function holds(of: number, classId: number, quantity: number, day = '2026-02-01'): Promise<number> {
  const subscription = await capital.subscribe(actor, {
    person: of,
    classId,
    quantity,
    subscribedOn: on(day),
  });
  const { amountCents } = await capital.readSubscription(subscription);
  reference += 1;
  await capital.pay(actor, { subscription, amountCents, paidOn: on(day), reference: `banque ${reference}` });
  return subscription;
}

async function quantityOf(of: number, code = 'A'): Promise<number> {
  return (await capital.holdingsOf(of)).find(({ classCode }) => classCode === code)?.quantity ?? 0;
}

beforeEach(async () => {
  db = await createTestDatabase();
  const clock = new ClockSetTo(TODAY);
  capital = new Capital(db.unitOfWork, clock, new Identity(db.unitOfWork, clock));
  await db.unitOfWork.read(
    `INSERT INTO membership.bylaws (from_day, revision, form, company, rules, reason, made_by, made_at)
     VALUES ('2025-01-01', 1, 'scic', 'sa', $1, 'Statuts constitutifs', 'essai', now())`,
    [
      JSON.stringify({
        capital: {
          minimumCents: 500_000,
          floorBasisPoints: 2_500,
          paidAtSubscriptionBasisPoints: 2_500,
          releaseMonths: 60,
          refundDelayMonths: 60,
          interestMarginBasisPoints: 200,
        },
        categories: [
          { code: 'USA', name: 'Usagers', kind: 'beneficiary', minimumShares: 1 },
          { code: 'FIN', name: 'Financeurs', kind: 'investor', minimumShares: 1 },
        ],
        colleges: [],
        career: {},
      }),
    ],
  );
  alice = await person('Martin', 'Alice');
  bob = await person('Durand', 'Bob');
  coop = await person('Solidarité Invest');
  await admitted(db, bob);
  classA = await capital.createClass(actor, {
    code: 'A',
    name: 'Parts A',
    nominalCents: 5_000,
    from: on('2025-01-01'),
  });
  classB = await capital.createClass(actor, {
    code: 'B',
    name: 'Parts B',
    nominalCents: 50_000,
    from: on('2025-01-01'),
  });
});
afterEach(async () => {
  if (db.dataSource.isInitialized) await db.drop();
});

describe('a bulletin', () => {
  it('is numbered without gaps within its year and makes no shares before a quarter is paid', async () => {
    const first = await capital.subscribe(actor, {
      person: alice,
      classId: classA,
      quantity: 8,
      subscribedOn: on('2026-03-01'),
    });
    const second = await capital.subscribe(actor, {
      person: bob,
      classId: classA,
      quantity: 1,
      subscribedOn: on('2026-03-02'),
    });
    expect((await capital.readSubscription(first)).code).toBe('BS-2026-0001');
    expect((await capital.readSubscription(second)).code).toBe('BS-2026-0002');
    // 8 × 50.00 = 400.00, of which a quarter: 100.00.
    expect(await capital.readSubscription(first)).toMatchObject({
      amountCents: 40_000,
      requiredCents: 10_000,
      state: 'awaiting',
    });
    await capital.pay(actor, { subscription: first, amountCents: 9_999, paidOn: on('2026-03-05') });
    expect(await quantityOf(alice)).toBe(0);
    await capital.pay(actor, { subscription: first, amountCents: 1, paidOn: on('2026-03-06') });
    expect(await quantityOf(alice)).toBe(8);
    expect(await capital.readSubscription(first)).toMatchObject({
      state: 'partly',
      releaseDueOn: '2031-03-01',
    });
    expect((await capital.register()).items).toMatchObject([
      { number: 1, kind: 'subscription', day: '2026-03-06', causeCode: 'BS-2026-0001' },
    ]);
    await expectInvariants(db, TODAY);
  });

  it('is not paid beyond its amount, nor on a day to come, nor once it is cancelled', async () => {
    const subscription = await capital.subscribe(actor, {
      person: alice,
      classId: classA,
      quantity: 2,
      subscribedOn: on('2026-03-01'),
    });
    const pay = (amountCents: number, paidOn = '2026-03-05') =>
      capital.pay(actor, { subscription, amountCents, paidOn: on(paidOn) });
    await expect(pay(10_001)).rejects.toMatchObject({ code: 'CAPITAL.PAYMENT_EXCEEDS' });
    await expect(pay(10_000, '2026-11-23')).rejects.toMatchObject({ code: 'CAPITAL.DAY_IN_FUTURE' });
    await capital.cancelSubscription(actor, { subscription, reason: 'Erreur de quantité' });
    await expect(pay(10_000)).rejects.toMatchObject({ code: 'CAPITAL.SUBSCRIPTION_CANCELLED' });
    const paid = await holds(bob, classA, 1);
    await expect(
      capital.cancelSubscription(actor, { subscription: paid, reason: 'x' }),
    ).rejects.toMatchObject({
      code: 'CAPITAL.SUBSCRIPTION_CANCELLED',
    });
    await expectInvariants(db, TODAY);
  });

  it('needs bylaws that say something of capital, and a class that exists on its day', async () => {
    const wish = { person: alice, classId: classA, quantity: 2, subscribedOn: on('2024-06-01') };
    await expect(capital.subscribe(actor, wish)).rejects.toMatchObject({ code: 'CAPITAL.NO_CAPITAL_RULES' });
    const late = await capital.createClass(actor, {
      code: 'C',
      name: 'Parts C',
      nominalCents: 100,
      from: on('2026-06-01'),
    });
    await expect(
      capital.subscribe(actor, { ...wish, classId: late, subscribedOn: on('2026-05-31') }),
    ).rejects.toMatchObject({ code: 'CAPITAL.CLASS_NOT_YET' });
    await expect(
      capital.subscribe(actor, { ...wish, subscribedOn: on('2026-05-31'), calledCents: 2_499 }),
    ).rejects.toMatchObject({ code: 'CAPITAL.CALLED_OUT_OF_BOUNDS' });
    await expect(
      capital.createClass(actor, { code: 'A', name: 'Autre', nominalCents: 6_000, from: on('2026-01-01') }),
    ).rejects.toMatchObject({ code: 'CAPITAL.CLASS_CODE_TAKEN' });
  });

  it('is called and paid up in parts: subscribed, called and paid differ until then', async () => {
    const subscription = await capital.subscribe(actor, {
      person: alice,
      classId: classB,
      quantity: 4,
      subscribedOn: on('2026-03-01'),
      calledCents: 50_000,
    });
    await capital.pay(actor, { subscription, amountCents: 50_000, paidOn: on('2026-03-05') });
    expect(await capital.standingOn()).toMatchObject({
      subscribedCents: 200_000,
      calledCents: 50_000,
      paidCents: 50_000,
    });
    await capital.call(actor, {
      classId: classB,
      basisPoints: 5_000,
      calledOn: on('2026-06-01'),
      dueOn: on('2026-07-01'),
      reason: 'Conseil du 1er juin',
    });
    expect(await capital.standingOn()).toMatchObject({ calledCents: 150_000, paidCents: 50_000 });
    expect(await capital.standingOn(on('2026-05-31'))).toMatchObject({ calledCents: 50_000 });
    await capital.call(actor, {
      classId: classB,
      basisPoints: 5_000,
      calledOn: on('2026-06-02'),
      dueOn: on('2026-07-01'),
      reason: 'Solde',
    });
    await expect(
      capital.call(actor, {
        classId: classB,
        basisPoints: 1,
        calledOn: on('2026-06-03'),
        dueOn: on('2026-07-01'),
        reason: 'Encore',
      }),
    ).rejects.toMatchObject({ code: 'CAPITAL.NOTHING_TO_CALL' });
    await capital.pay(actor, { subscription, amountCents: 150_000, paidOn: on('2026-07-01') });
    expect(await capital.standingOn()).toMatchObject({ calledCents: 200_000, paidCents: 200_000 });
    await expectInvariants(db, TODAY);
  });
});

describe('incident 54: a payment reconciled, un-reconciled and reconciled again', () => {
  it('appends a movement, its reversal and a new movement; the shares are there once', async () => {
    const subscription = await capital.subscribe(actor, {
      person: alice,
      classId: classA,
      quantity: 10,
      subscribedOn: on('2026-03-01'),
    });
    const paid = await capital.pay(actor, {
      subscription,
      amountCents: 50_000,
      paidOn: on('2026-03-05'),
      reference: 'REL-12',
    });
    for (let round = 1; round <= 3; round += 1) {
      const day = on(`2026-04-0${round}`);
      await capital.undoPayment(actor, { subscription, payment: paid.payment, because: 'returned', day });
      expect(await quantityOf(alice)).toBe(0);
      await capital.payAgain(actor, { subscription, payment: paid.payment, day });
      expect(await quantityOf(alice)).toBe(10);
    }
    const { items } = await capital.register();
    expect(items.map(({ number, generation, reversal }) => [number, generation, reversal])).toEqual([
      [1, 1, false],
      [2, 1, true],
      [3, 2, false],
      [4, 2, true],
      [5, 3, false],
      [6, 3, true],
      [7, 4, false],
    ]);
    await expect(
      capital.payAgain(actor, { subscription, payment: paid.payment, day: TODAY }),
    ).rejects.toMatchObject({ code: 'CAPITAL.PAYMENT_KNOWN' });
    await expect(
      capital.pay(actor, {
        subscription,
        amountCents: 50_000,
        paidOn: on('2026-04-05'),
        reference: 'REL-12',
      }),
    ).rejects.toMatchObject({ code: 'CAPITAL.PAYMENT_KNOWN' });
    await expectInvariants(db, TODAY);
  });

  it('twenty reconciliations at once give one movement', async () => {
    const subscription = await capital.subscribe(actor, {
      person: alice,
      classId: classA,
      quantity: 10,
      subscribedOn: on('2026-03-01'),
    });
    const pay = () =>
      capital.pay(actor, {
        subscription,
        amountCents: 50_000,
        paidOn: on('2026-03-05'),
        reference: 'REL-12',
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, pay));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'CAPITAL.PAYMENT_KNOWN' });
    expect((await capital.register()).total).toBe(1);
    expect(await quantityOf(alice)).toBe(10);
  });

  it('is refused by the database itself, also to the owner: no second live movement of one bulletin', async () => {
    const subscription = await holds(alice, classA, 10);
    const owner = new pg.Client({ connectionString: db.url });
    await owner.connect();
    const append = (generation: number) =>
      owner.query(
        `INSERT INTO membership.share_movement (number, subscription_id, generation, day, made_by, made_at)
         VALUES (0, $1, $2, '2026-03-01', 'psql', now())`,
        [subscription, generation],
      );
    await expect(append(1)).rejects.toMatchObject({ constraint: 'share_movement_once_per_cause' });
    await expect(append(2)).rejects.toMatchObject({ constraint: 'share_movement_after_reversal' });
    await owner.end();
  });

  it('an undone payment of shares that moved on meanwhile is refused in words', async () => {
    const subscription = await capital.subscribe(actor, {
      person: alice,
      classId: classA,
      quantity: 10,
      subscribedOn: on('2026-02-01'),
    });
    const { payment } = await capital.pay(actor, {
      subscription,
      amountCents: 50_000,
      paidOn: on('2026-02-01'),
    });
    await capital.transfer(actor, {
      from: alice,
      to: bob,
      classId: classA,
      quantity: 4,
      agreedOn: on('2026-03-01'),
      reason: 'Cession',
    });
    await expect(
      capital.undoPayment(actor, { subscription, payment, because: 'returned', day: on('2026-04-01') }),
    ).rejects.toMatchObject({
      code: 'CAPITAL.HOLDINGS_TOO_SMALL',
      facts: { person: 'Alice Martin', class: 'A', missing: 4 },
    });
    expect(await quantityOf(alice)).toBe(6);
  });
});

describe('incident 55: a transfer', () => {
  it('deletes nothing: both sides, and what was before, stay in the register', async () => {
    await holds(alice, classA, 10, '2026-02-01');
    const transfer = await capital.transfer(actor, {
      from: alice,
      to: bob,
      classId: classA,
      quantity: 10,
      agreedOn: on('2026-03-01'),
      reason: 'Départ',
    });
    expect([await quantityOf(alice), await quantityOf(bob)]).toEqual([0, 10]);
    expect((await capital.holdingsOf(alice, on('2026-02-28')))[0]).toMatchObject({
      quantity: 10,
      since: '2026-02-01',
    });
    expect((await capital.register({ person: alice })).items).toMatchObject([
      { kind: 'subscription', to: { personName: 'Alice Martin', quantity: 10 } },
      {
        kind: 'transfer',
        from: { personName: 'Alice Martin' },
        to: { personName: 'Bob Durand', quantity: 10, amountCents: 50_000 },
      },
    ]);
    await capital.reverse(actor, { cause: { transfer }, day: on('2026-03-10'), reason: 'Erreur' });
    expect([await quantityOf(alice), await quantityOf(bob)]).toEqual([10, 0]);
    expect((await capital.register()).items[1]).toMatchObject({ reversedBy: 3 });
    await expect(db.unitOfWork.read('DELETE FROM membership.share_movement')).rejects.toThrow(
      /permission denied/,
    );
    const owner = new pg.Client({ connectionString: db.url });
    await owner.connect();
    for (const sql of [
      'DELETE FROM membership.share_movement',
      'UPDATE membership.share_movement SET to_quantity = 1',
      'TRUNCATE membership.share_movement CASCADE',
    ])
      await expect(owner.query(sql)).rejects.toMatchObject({ constraint: 'membership_facts_append_only' });
    await owner.end();
    await expectInvariants(db, TODAY);
  });

  it('moves no more than is held, on the day itself, nor to oneself, nor what is not paid up', async () => {
    await holds(alice, classA, 10, '2026-03-01');
    const move = (quantity: number, agreedOn: string, to = bob) =>
      capital.transfer(actor, {
        from: alice,
        to,
        classId: classA,
        quantity,
        agreedOn: on(agreedOn),
        reason: 'Cession',
      });
    await expect(move(11, '2026-03-02')).rejects.toMatchObject({
      code: 'CAPITAL.HOLDINGS_TOO_SMALL',
      facts: { missing: 1 },
    });
    await expect(move(1, '2026-02-28')).rejects.toMatchObject({ code: 'CAPITAL.HOLDINGS_TOO_SMALL' });
    await expect(move(1, '2026-03-02', alice)).rejects.toMatchObject({ code: 'CAPITAL.TRANSFER_TO_SELF' });
    await expect(move(1, '2026-03-02', 987_654)).rejects.toMatchObject({ code: 'CAPITAL.NOT_FOUND' });
    const half = await capital.subscribe(actor, {
      person: bob,
      classId: classA,
      quantity: 10,
      subscribedOn: on('2026-04-01'),
    });
    await capital.pay(actor, { subscription: half, amountCents: 25_000, paidOn: on('2026-04-01') });
    await expect(
      capital.transfer(actor, {
        from: bob,
        to: alice,
        classId: classA,
        quantity: 1,
        agreedOn: on('2026-05-01'),
        reason: 'Cession',
      }),
    ).rejects.toMatchObject({ code: 'CAPITAL.SHARES_NOT_PAID_UP', facts: { unpaid: 10 } });
    expect((await capital.register()).total).toBe(2);
  });

  it('goes to who was admitted by then, or holds shares: others are refused in words', async () => {
    await holds(alice, classA, 10);
    const wish = { from: alice, classId: classA, quantity: 1, reason: 'Cession' };
    const move = (to: number, agreedOn: string) =>
      capital.transfer(actor, { ...wish, to, agreedOn: on(agreedOn) });
    await expect(move(coop, '2026-03-01')).rejects.toMatchObject({
      code: 'CAPITAL.RECIPIENT_NOT_ADMITTED',
      message: expect.stringMatching(/Solidarité Invest n’a ni parts ni admission au 1er mars 2026/),
    });
    // A subscription precedes the admission: its shares make a holder, to whom others may be transferred.
    await holds(coop, classA, 1, '2026-03-02');
    await expect(move(coop, '2026-03-01')).rejects.toMatchObject({ code: 'CAPITAL.RECIPIENT_NOT_ADMITTED' });
    await move(coop, '2026-03-02');
    expect(await quantityOf(coop)).toBe(2);
  });

  it('is foreseen without being done', async () => {
    await holds(alice, classA, 10);
    const wish = {
      from: alice,
      to: bob,
      classId: classA,
      quantity: 4,
      agreedOn: on('2026-03-01'),
      reason: 'Cession',
    };
    const foreseen = await capital.foresee((tx) => capital.transfer(actor, wish, tx), [alice, bob]);
    expect(foreseen.after).toMatchObject([{ quantity: 6 }, { quantity: 4 }]);
    expect((await capital.register()).total).toBe(1);
  });
});

describe('incident 53: shares of several classes', () => {
  it('leave the category of an associate as it was decided: it is a dated fact, never derived from shares', async () => {
    const membership = new Membership(
      db.unitOfWork,
      new ClockSetTo(TODAY),
      new Identity(db.unitOfWork, new ClockSetTo(TODAY)),
    );
    const decided = {
      decidedOn: on('2026-01-10'),
      decidedBy: 'board',
      reference: 'Conseil',
      effectiveOn: on('2026-01-15'),
    } as const;
    await membership.admit(actor, { ...decided, person: alice, category: 'USA', college: null });
    const categories = async () =>
      (await membership.readAssociatesOf(alice))[0]!.categories.map(({ code, period }) => [
        code,
        period.from,
      ]);
    const before = await categories();
    expect(before).toEqual([['USA', '2026-01-15']]);
    await holds(alice, classA, 30);
    await holds(alice, classB, 20);
    await capital.convert(actor, {
      person: alice,
      fromClassId: classA,
      toClassId: classB,
      quantity: 10,
      agreedOn: on('2026-05-01'),
      reason: 'Demande',
    });
    await capital.transfer(actor, {
      from: alice,
      to: bob,
      classId: classA,
      quantity: 20,
      agreedOn: on('2026-05-02'),
      reason: 'Cession',
    });
    expect(await categories()).toEqual(before);
    expect((await capital.holdingsOf(alice)).map(({ classCode, quantity }) => [classCode, quantity])).toEqual(
      [['B', 21]],
    );
  });
});

describe('a conversion', () => {
  it('keeps the value: 20 shares of 50 become 2 of 500, and 15 do not', async () => {
    await holds(alice, classA, 35);
    const convert = (quantity: number) =>
      capital.convert(actor, {
        person: alice,
        fromClassId: classA,
        toClassId: classB,
        quantity,
        agreedOn: on('2026-05-01'),
        reason: 'Demande',
      });
    await expect(convert(15)).rejects.toMatchObject({ code: 'CAPITAL.CONVERSION_UNEQUAL' });
    await convert(20);
    expect([await quantityOf(alice, 'A'), await quantityOf(alice, 'B')]).toEqual([15, 2]);
    expect((await capital.standingOn()).subscribedCents).toBe(175_000);
    await expectInvariants(db, TODAY);
  });
});

describe('a withdrawal', () => {
  const request = (of: number, quantity: number, day: string, classId = classB) =>
    capital.requestWithdrawal(actor, {
      person: of,
      classId,
      quantity,
      requestedOn: on(day),
      reason: 'Départ',
    });
  const grant = (withdrawal: number, day: string) =>
    capital.decideWithdrawal(actor, {
      withdrawal,
      outcome: 'approved',
      decidedOn: on(day),
      reason: 'Conseil',
    });

  it('that would bring capital under its floor waits, in order, and says why', async () => {
    // Minimum 5,000.00; capital 6,000.00 = 12 shares of 500.00: two can leave.
    await holds(alice, classB, 8);
    await holds(bob, classB, 4);
    const first = await request(alice, 3, '2026-05-01');
    const second = await request(bob, 1, '2026-05-02');
    await grant(second, '2026-06-01');
    expect(await quantityOf(bob, 'B')).toBe(3);
    await grant(first, '2026-06-02');
    const third = await request(bob, 1, '2026-06-10');
    await grant(third, '2026-06-11');
    const queue = (await capital.listWithdrawals()).filter(({ state }) => state === 'waiting');
    expect(queue).toMatchObject([
      { id: first, place: 1 },
      { id: third, place: 2 },
    ]);
    // 5,500.00 − 1,500.00 = 4,000.00: 1,000.00 below the floor.
    expect(queue[0]!.why!.en).toContain('€1,000.00');
    expect(await quantityOf(bob, 'B')).toBe(3);
    // 2,500.00 more: 8,000.00 − 1,500.00 − 500.00 = 6,000.00. Both are served, in order, by the payment.
    await holds(coop, classB, 5, '2026-07-01');
    expect((await capital.register()).items.slice(-3)).toMatchObject([
      { kind: 'subscription' },
      { kind: 'withdrawal', causeId: first },
      { kind: 'withdrawal', causeId: third },
    ]);
    await expectInvariants(db, TODAY);
  });

  it('two at once against the floor: one leaves, the other waits', async () => {
    await holds(alice, classB, 8);
    await holds(bob, classB, 4);
    const ids = [await request(alice, 2, '2026-05-01'), await request(bob, 2, '2026-05-02')];
    await Promise.all(ids.map((id) => grant(id, '2026-06-01')));
    const states = (await capital.listWithdrawals()).map(({ state }) => state).sort();
    expect(states).toEqual(['done', 'waiting']);
    expect((await capital.standingOn()).subscribedCents).toBe(500_000);
    await expectInvariants(db, TODAY);
  });

  it('is not forced past the floor nor past an earlier one by writing to the database', async () => {
    await holds(alice, classB, 8);
    await holds(bob, classB, 4);
    const [first, second] = [await request(alice, 3, '2026-05-01'), await request(bob, 1, '2026-05-02')];
    await grant(first, '2026-06-01');
    await grant(second, '2026-06-01');
    const force = (withdrawal: number) =>
      db.unitOfWork.run((tx) =>
        tx.query(
          `INSERT INTO membership.share_movement (number, withdrawal_id, generation, day, made_by, made_at)
           VALUES (0, $1, 1, '2026-06-02', 'psql', now())`,
          [withdrawal],
        ),
      );
    await expect(force(first)).rejects.toMatchObject({
      driverError: { constraint: 'capital_keeps_its_floor' },
    });
    await expect(force(second)).rejects.toMatchObject({
      driverError: { constraint: 'share_withdrawals_in_order' },
    });
    const asked = await request(bob, 1, '2026-05-03');
    await capital.abandonWithdrawal(actor, { withdrawal: first, reason: 'Reste' });
    await expect(force(asked)).rejects.toMatchObject({
      driverError: { constraint: 'share_movement_of_granted_withdrawal' },
    });
    // Abandoning the first let the second leave.
    expect(await quantityOf(bob, 'B')).toBe(3);
  });

  it('is decided once, abandoned only while it waits, and asked for only by who holds shares', async () => {
    await holds(alice, classB, 12);
    await expect(request(alice, 13, '2026-05-01')).rejects.toMatchObject({
      code: 'CAPITAL.HOLDINGS_TOO_SMALL',
    });
    const withdrawal = await request(alice, 1, '2026-05-01');
    await grant(withdrawal, '2026-06-01');
    await expect(grant(withdrawal, '2026-06-01')).rejects.toMatchObject({
      code: 'CAPITAL.WITHDRAWAL_DECIDED',
    });
    await expect(capital.abandonWithdrawal(actor, { withdrawal, reason: 'x' })).rejects.toMatchObject({
      code: 'CAPITAL.WITHDRAWAL_DONE',
    });
  });

  it('is refunded with its share of losses, once they are known, and once', async () => {
    await holds(alice, classB, 20);
    const withdrawal = await request(alice, 2, '2026-05-01');
    const refund = () => capital.refund(actor, { withdrawal, paidOn: on('2026-11-20'), reference: 'VIR-77' });
    await expect(refund()).rejects.toMatchObject({ code: 'CAPITAL.REFUND_NOT_OWED' });
    await grant(withdrawal, '2026-06-01');
    const [waiting] = await capital.listWithdrawals();
    expect(waiting!.refund).toMatchObject({ dueOn: '2031-06-01', amountCents: 100_000, provisional: true });
    await expect(refund()).rejects.toMatchObject({ code: 'CAPITAL.REFUND_AMOUNT_OPEN' });
    // 1,200.00 of losses on the 10,000.00 that bear them, the 1,000.00 that left included: 12 %.
    await capital.recordClosing(actor, { closingOn: on('2026-09-30'), lossesCents: 120_000 });
    expect((await capital.listWithdrawals())[0]!.refund).toMatchObject({
      lossCents: 12_000,
      amountCents: 88_000,
      provisional: false,
    });
    expect(await refund()).toBe(88_000);
    await expect(refund()).rejects.toMatchObject({ code: 'CAPITAL.REFUND_PAID' });
    await expect(
      capital.recordClosing(actor, { closingOn: on('2026-09-30'), lossesCents: 0 }),
    ).rejects.toMatchObject({ code: 'CAPITAL.CLOSING_KNOWN' });
  });
});

describe('interest on shares', () => {
  const exercise = { from: on('2025-01-01'), to: on('2026-01-01') };

  it('stays within its cap, needs the rates of three years, and is decided once', async () => {
    await holds(alice, classB, 20, '2025-01-01');
    const wish = {
      exercise,
      rateBasisPoints: 300,
      decidedOn: on('2026-06-20'),
      reason: 'Assemblée du 20 juin',
    };
    await expect(capital.decideInterest(actor, wish)).rejects.toMatchObject({
      code: 'CAPITAL.TMO_MISSING',
      facts: { years: [2024, 2025] },
      message: expect.stringContaining('le TMO de 2024 et de 2025, qui manquent.'),
    });
    for (const year of [2024, 2025])
      await capital.enterTmo(actor, { year, rateBasisPoints: 300, verified: false, source: 'Essai' });
    // (3.26 + 3.00 + 3.00) / 3 = 3.0866…, rounded down to 3.08, + 2 = 5.08 %.
    await expect(capital.decideInterest(actor, { ...wish, rateBasisPoints: 509 })).rejects.toMatchObject({
      code: 'CAPITAL.INTEREST_ABOVE_CAP',
      facts: { cap: 508 },
    });
    // 10,000.00 for the whole year at 3 %.
    expect(await capital.forecastInterest(wish)).toMatchObject({
      capBasisPoints: 508,
      totalCents: 30_000,
      parts: [{ personName: 'Alice Martin', amountCents: 30_000 }],
    });
    await capital.decideInterest(actor, wish);
    await expect(capital.decideInterest(actor, wish)).rejects.toMatchObject({
      code: 'CAPITAL.INTEREST_KNOWN',
    });
    expect(await capital.listInterests()).toMatchObject([{ totalCents: 30_000, holders: 1, exercise }]);
  });
});

describe('the ledger', () => {
  it('is told entry by entry in the transaction of the act, balanced, and not kept when that fails', async () => {
    const events: ShareEvent[] = [];
    capital.onMovement(async (_, event) => {
      events.push(event);
    });
    const subscription = await holds(alice, classA, 10);
    expect(events.map(({ movement, entry }) => [movement, entry.what])).toEqual([
      [null, 'payment'],
      [1, 'subscription'],
    ]);
    for (const { lines } of await capital.ledger())
      expect(lines.reduce((sum, { debitCents, creditCents }) => sum + debitCents - creditCents, 0)).toBe(0);
    capital.onMovement(async () => {
      throw new Error('the accounts are closed');
    });
    const [payment] = (await capital.readSubscription(subscription)).payments;
    await expect(
      capital.undoPayment(actor, { subscription, payment: payment!.id, because: 'returned', day: TODAY }),
    ).rejects.toThrow('closed');
    expect(await quantityOf(alice)).toBe(10);
  });
});

describe('I9', () => {
  it('tells what somebody broke with the rights of the owner and without triggers', async () => {
    await holds(alice, classA, 100);
    await holds(bob, classA, 100);
    await expectInvariants(db, TODAY);
    const owner = new pg.Client({ connectionString: db.url });
    await owner.connect();
    const told = async () => {
      const { state, offences } = await db.unitOfWork.run((tx) => verifyCapital(tx));
      return [state, offences.told.map(({ sentence }) => sentence.fr).join(' | ')];
    };
    expect((await told())[0]).toBe('holds');
    await owner.query('SET session_replication_role = replica');
    await owner.query('ALTER TABLE membership.share_movement DISABLE TRIGGER ALL');
    await owner.query('UPDATE membership.share_movement SET to_quantity = 150 WHERE number = 1');
    expect(await told()).toEqual([
      'broken',
      expect.stringContaining('n°\u00a01 ne dit pas ce que dit sa cause'),
    ]);
    await owner.query('UPDATE membership.share_movement SET to_quantity = 100 WHERE number = 1');
    await owner.query(
      `INSERT INTO membership.share_movement (number, subscription_id, generation, day, to_person_id, to_class_id, to_quantity, to_cents, made_by, made_at)
       SELECT 3, subscription_id, 2, day, to_person_id, to_class_id, to_quantity, to_cents, made_by, made_at FROM membership.share_movement WHERE number = 1`,
    );
    expect((await told())[1]).toContain('2 mouvements de subscription/');
    await owner.query('DELETE FROM membership.share_movement WHERE number = 3');
    await owner.query(`UPDATE membership.share_payment SET paid_on = '2026-03-01' WHERE id = 1`);
    expect((await told())[1]).toBe('');
    await owner.query(
      `WITH moved AS (INSERT INTO membership.share_transfer (from_person_id, to_person_id, class_id, quantity, agreed_on, reason, made_by, made_at)
         VALUES (${alice}, ${bob}, ${classA}, 1, '2026-02-15', 'x', 'x', now()) RETURNING *)
       INSERT INTO membership.share_movement (number, transfer_id, generation, day, from_person_id, from_class_id, from_quantity,
         from_cents, to_person_id, to_class_id, to_quantity, to_cents, made_by, made_at)
       SELECT 3, id, 1, agreed_on, from_person_id, class_id, 1, 5000, to_person_id, class_id, 1, 5000, 'x', now() FROM moved`,
    );
    expect((await told())[1]).toContain('des parts au nom de Alice Martin, non libérées');
    await owner.query('DELETE FROM membership.share_movement WHERE number IN (1, 3)');
    expect((await told())[1]).toContain('Il manque au registre un mouvement');
    await owner.end();
  });
});
