import { Identity, systemActor } from '#identity';
import { ClockSetTo, localDate } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { defaultBylaws } from '../bylaws/default-bylaws.js';
import { Membership } from '../membership.js';
import { Capital } from './capital.js';

const actor = systemActor('essai');
const TODAY = localDate('2026-11-22');
const on = localDate;

let db: TestDatabase;
let capital: Capital;
let alice: number;
let classA: number;

beforeEach(async () => {
  db = await createTestDatabase();
  const clock = new ClockSetTo(TODAY);
  const identity = new Identity(db.unitOfWork, clock);
  capital = new Capital(db.unitOfWork, clock, identity);
  const { revision: _, ...bylaws } = defaultBylaws('loi47', 'sarl', on('2020-01-01'));
  const membership = new Membership(db.unitOfWork, clock, identity);
  await membership.writeBylaws(actor, { ...bylaws, reason: 'Statuts constitutifs', afterRevision: 0 });
  const [row] = await db.unitOfWork.read<{ id: number }>(
    `INSERT INTO membership.person (kind, name, given_name) VALUES ('natural', 'Martin', 'Alice') RETURNING id`,
  );
  alice = row!.id;
  const from = on('2020-01-01');
  classA = await capital.createClass(actor, { code: 'A', name: 'Parts A', nominalCents: 5_000, from });
});
afterEach(async () => db.drop());

/** 10 × 50.00 = 500.00, of which 125.00 make shares. */
const bulletin = (day = '2026-03-01') =>
  capital.subscribe(actor, { person: alice, classId: classA, quantity: 10, subscribedOn: on(day) });
const pay = (subscription: number, cents: number, day: string, reference: string) =>
  capital.pay(actor, { subscription, amountCents: cents, paidOn: on(day), reference });
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const days = async () => (await capital.register()).items.map(({ day }) => day);

describe('the day of shares', () => {
  it('is not before their bulletin: neither the money nor the signature is', async () => {
    const subscription = await bulletin();
    const sign = (day: string) =>
      capital.recordSignature(actor, { subscription, signedOn: on(day), signedBy: 'Alice Martin' });
    expect(await refusal(pay(subscription, 50_000, '2026-02-28', 'VIR 1'))).toBe('CAPITAL.BEFORE_BULLETIN');
    expect(await refusal(sign('2026-02-28'))).toBe('CAPITAL.BEFORE_BULLETIN');
    expect(await refusal(sign('2026-11-23'))).toBe('CAPITAL.DAY_IN_FUTURE');
    await pay(subscription, 50_000, '2026-03-01', 'VIR 1');
    await sign('2026-03-01');
    expect(await days()).toEqual(['2026-03-01']);
  });

  it('is the one on which enough was paid, in whatever order the payments are recorded', async () => {
    const subscription = await bulletin();
    await pay(subscription, 10_000, '2026-06-10', 'VIR 2');
    await pay(subscription, 2_500, '2026-06-01', 'VIR 1');
    expect(await days()).toEqual(['2026-06-10']);
    await expectInvariants(db, TODAY);
  });
});

describe('a signature that was recorded by mistake', () => {
  it('is taken back with its reason, and the bulletin is signed again', async () => {
    const subscription = await bulletin();
    const take = () => capital.correctSignature(actor, { subscription, reason: 'Date fausse' });
    const sign = (day: string) =>
      capital.recordSignature(actor, { subscription, signedOn: on(day), signedBy: 'Alice Martin' });
    expect(await refusal(take())).toBe('CAPITAL.NOT_SIGNED');
    await sign('2026-03-20');
    expect(await refusal(sign('2026-03-02'))).toBe('CAPITAL.ALREADY_SIGNED');
    await take();
    expect(await capital.readSubscription(subscription)).toMatchObject({ signedOn: null, signedBy: null });
    await sign('2026-03-02');
    expect(await capital.readSubscription(subscription)).toMatchObject({ signedOn: '2026-03-02' });
    // Both stay in the database, which refuses a second one in force.
    const rows = await db.unitOfWork.read<{ day: string }>(
      'SELECT signed_on AS day FROM membership.share_subscription_signature ORDER BY generation',
    );
    expect(rows.map(({ day }) => day)).toEqual(['2026-03-20', '2026-03-02']);
    const third = db.unitOfWork.read(
      `INSERT INTO membership.share_subscription_signature (subscription_id, generation, signed_on, signed_by, made_by, made_at)
       VALUES ($1, 3, '2026-03-03', 'Alice Martin', 'essai', now())`,
      [subscription],
    );
    await expect(third).rejects.toThrow('share_signature_after_correction');
  });
});

describe('incident 54: a payment under its reference', () => {
  it('comes back with another amount and day once it was undone, and counts once', async () => {
    const subscription = await bulletin();
    const { payment } = await pay(subscription, 50_000, '2026-03-05', 'VIR 12');
    await capital.undoPayment(actor, { subscription, payment, because: 'returned', day: on('2026-03-05') });
    await pay(subscription, 20_000, '2026-03-07', 'VIR 12');
    expect(await capital.readSubscription(subscription)).toMatchObject({
      paidCents: 20_000,
      state: 'partly',
    });
    expect((await capital.holdingsOf(alice))[0]).toMatchObject({ quantity: 10, paidCents: 20_000 });
    expect(await refusal(pay(subscription, 20_000, '2026-03-07', 'VIR 12'))).toBe('CAPITAL.PAYMENT_KNOWN');
    await expectInvariants(db, TODAY);
  });

  it('is the same payment in other letters', async () => {
    const subscription = await bulletin();
    await pay(subscription, 20_000, '2026-03-05', 'VIR 12');
    expect(await refusal(pay(subscription, 20_000, '2026-03-05', ' vir 12 '))).toBe('CAPITAL.PAYMENT_KNOWN');
  });

  it('is not undone before it came, nor made again before it was undone', async () => {
    const subscription = await bulletin();
    await pay(subscription, 20_000, '2026-03-05', 'VIR 1');
    const { payment } = await pay(subscription, 30_000, '2026-06-10', 'VIR 2');
    const undo = (day: string) =>
      capital.undoPayment(actor, { subscription, payment, because: 'returned', day: on(day) });
    expect(await refusal(undo('2026-06-01'))).toBe('CAPITAL.PAYMENT_TOO_EARLY');
    await undo('2026-06-20');
    expect(await refusal(pay(subscription, 30_000, '2026-06-15', 'VIR 2'))).toBe('CAPITAL.PAYMENT_TOO_EARLY');
    expect((await capital.standingOn(on('2026-06-05'))).paidCents).toBe(20_000);
  });
});

describe('a withdrawal', () => {
  const request = (quantity: number) =>
    capital.requestWithdrawal(actor, {
      person: alice,
      classId: classA,
      quantity,
      requestedOn: on('2026-05-10'),
      reason: 'Départ',
    });
  const decide = (withdrawal: number, day: string, outcome: 'approved' | 'refused' = 'approved') =>
    capital.decideWithdrawal(actor, { withdrawal, outcome, decidedOn: on(day), reason: 'Conseil' });

  beforeEach(async () => {
    await pay(await bulletin(), 50_000, '2026-03-05', 'VIR 1');
  });

  it('is not asked for twice for the same shares, so that nobody waits behind shares that are gone', async () => {
    const first = await request(2);
    expect(await refusal(request(9))).toBe('CAPITAL.SHARES_ALREADY_LEAVING');
    await decide(first, '2026-05-11', 'refused');
    expect(await refusal(request(9))).toBe('done');
  });

  it('is neither decided before it was asked for, nor refunded before it took effect', async () => {
    const withdrawal = await request(2);
    expect(await refusal(decide(withdrawal, '2026-05-09'))).toBe('CAPITAL.ACT_TOO_EARLY');
    await decide(withdrawal, '2026-06-01');
    await capital.recordClosing(actor, { closingOn: on('2026-09-30'), lossesCents: 0 });
    const refund = (day: string) =>
      capital.refund(actor, { withdrawal, paidOn: on(day), reference: 'VIR 9' });
    expect(await refusal(refund('2026-05-31'))).toBe('CAPITAL.ACT_TOO_EARLY');
    expect(await refusal(refund('2026-10-01'))).toBe('done');
  });
});

describe('interest on shares', () => {
  beforeEach(async () => {
    await pay(await bulletin('2025-01-01'), 50_000, '2025-01-01', 'VIR 1');
    for (const year of [2024, 2025])
      await capital.enterTmo(actor, { year, rateBasisPoints: 300, verified: false, source: 'Essai' });
  });

  const decide = (from: string, to: string) =>
    capital.decideInterest(actor, {
      exercise: { from: on(from), to: on(to) },
      rateBasisPoints: 100,
      decidedOn: on('2026-06-20'),
      reason: 'Assemblée',
    });

  it('is decided once for any day, of a year that is over', async () => {
    expect(await refusal(decide('2026-01-01', '2027-01-01'))).toBe('CAPITAL.YEAR_NOT_OVER');
    expect(await refusal(decide('2025-01-01', '2025-01-01'))).toBe('CAPITAL.YEAR_NOT_OVER');
    expect(await refusal(decide('2025-01-01', '2026-01-01'))).toBe('done');
    expect(await refusal(decide('2025-01-01', '2025-12-31'))).toBe('CAPITAL.INTEREST_KNOWN');
  });
});
