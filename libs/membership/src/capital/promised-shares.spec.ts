import { Identity, systemActor } from '#identity';
import { ClockSetTo, localDate } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { admitted } from '#test/fixtures/admitted.js';
import { defaultBylaws } from '../bylaws/default-bylaws.js';
import { Membership } from '../membership.js';
import { Capital } from './capital.js';

const actor = systemActor('essai');
const TODAY = localDate('2026-11-22');
const on = localDate;

let db: TestDatabase;
let capital: Capital;
let alice: number;
let bob: number;
let classA: number;
let classB: number;

async function person(givenName: string): Promise<number> {
  const [row] = await db.unitOfWork.read<{ id: number }>(
    `INSERT INTO membership.person (kind, name, given_name) VALUES ('natural', 'Martin', $1) RETURNING id`,
    [givenName],
  );
  return row!.id;
}

async function holds(of: number, quantity: number, day = '2026-02-01'): Promise<void> {
  const wish = { person: of, classId: classA, quantity, subscribedOn: on(day) };
  const subscription = await capital.subscribe(actor, wish);
  await capital.pay(actor, { subscription, amountCents: quantity * 5_000, paidOn: on(day) });
}

beforeEach(async () => {
  db = await createTestDatabase();
  const clock = new ClockSetTo(TODAY);
  const identity = new Identity(db.unitOfWork, clock);
  capital = new Capital(db.unitOfWork, clock, identity);
  const { revision: _, ...bylaws } = defaultBylaws('loi47', 'sarl', on('2020-01-01'));
  const membership = new Membership(db.unitOfWork, clock, identity);
  const rules = { ...bylaws, capital: { ...bylaws.capital!, minimumCents: 1_000_000 } };
  await membership.writeBylaws(actor, { ...rules, reason: 'Statuts constitutifs', afterRevision: 0 });
  [alice, bob] = [await person('Alice'), await person('Bob')];
  await admitted(db, alice, bob);
  const from = on('2020-01-01');
  const shares = { name: 'Parts', from };
  classA = await capital.createClass(actor, { ...shares, code: 'A', nominalCents: 5_000 });
  classB = await capital.createClass(actor, { ...shares, code: 'B', nominalCents: 10_000 });
});
afterEach(async () => db.drop());

const request = (quantity: number, of = alice, day = '2026-05-10') =>
  capital.requestWithdrawal(actor, {
    person: of,
    classId: classA,
    quantity,
    requestedOn: on(day),
    reason: 'Départ',
  });
const decide = (withdrawal: number, outcome: 'approved' | 'refused' = 'approved') =>
  capital.decideWithdrawal(actor, { withdrawal, outcome, decidedOn: on('2026-05-20'), reason: 'Conseil' });
const transfer = (quantity: number, from = alice, to = bob) => {
  const wish = { from, to, classId: classA, quantity, agreedOn: on('2026-06-01'), reason: 'Cession' };
  return capital.transfer(actor, wish);
};
const convert = (quantity: number) => {
  const wish = { person: alice, fromClassId: classA, toClassId: classB, quantity };
  return capital.convert(actor, { ...wish, agreedOn: on('2026-06-01'), reason: 'Demande' });
};
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('shares that a withdrawal asks for', () => {
  it('are neither transferred nor converted while it is not decided, and while it waits; the others are', async () => {
    await holds(alice, 10);
    const withdrawal = await request(6);
    for (const state of ['requested', 'waiting']) {
      expect((await capital.listWithdrawals())[0]!.state).toBe(state);
      await expect(transfer(5)).rejects.toMatchObject({
        code: 'CAPITAL.SHARES_PROMISED',
        facts: { person: 'Alice Martin', withdrawal, promised: 6, missing: 1 },
      });
      expect(await refusal(convert(6))).toBe('CAPITAL.SHARES_PROMISED');
      // The whole capital is 500.00, the floor 10,000.00: nobody is served.
      if (state === 'requested') await decide(withdrawal);
    }
    expect(await refusal(transfer(2))).toBe('done');
    expect(await refusal(convert(2))).toBe('done');
    expect(await refusal(transfer(1))).toBe('CAPITAL.SHARES_PROMISED');
    await expectInvariants(db, TODAY);
  });

  it('are free again once it is abandoned, or refused', async () => {
    await holds(alice, 10);
    const first = await request(10);
    expect(await refusal(transfer(1))).toBe('CAPITAL.SHARES_PROMISED');
    await capital.abandonWithdrawal(actor, { withdrawal: first, reason: 'Reste' });
    expect(await refusal(transfer(1))).toBe('done');
    const second = await request(9);
    expect(await refusal(transfer(1))).toBe('CAPITAL.SHARES_PROMISED');
    await decide(second, 'refused');
    expect(await refusal(transfer(1))).toBe('done');
  });

  it('do not go back by the reversal of the transfer by which they came', async () => {
    await holds(alice, 10);
    const given = await transfer(10);
    await request(10, bob, '2026-06-10');
    const reverse = capital.reverse(actor, { cause: { transfer: given }, day: TODAY, reason: 'Erreur' });
    expect(await refusal(reverse)).toBe('CAPITAL.SHARES_PROMISED');
  });

  it('may still be lost with their payment, which is a fact; and others still come', async () => {
    await holds(alice, 10);
    await holds(bob, 4);
    await request(10);
    expect(await refusal(transfer(2, bob, alice))).toBe('done');
    const subscription = (await capital.listSubscriptions({ person: alice })).items[0]!.id;
    const payment = (await capital.readSubscription(subscription)).payments[0]!.id;
    expect(await refusal(capital.undoPayment(actor, { subscription, payment, because: 'mistake' }))).toBe(
      'done',
    );
  });

  it('are not asked for twice, whoever writes', async () => {
    await holds(alice, 10);
    await request(6);
    expect(await refusal(request(5))).toBe('CAPITAL.SHARES_ALREADY_LEAVING');
    const force = db.unitOfWork.run((tx) =>
      tx.query(
        `INSERT INTO membership.share_withdrawal (person_id, class_id, quantity, requested_on, reason, made_by, made_at)
         VALUES ($1, $2, 5, '2026-05-11', 'x', 'psql', now())`,
        [alice, classA],
      ),
    );
    await expect(force).rejects.toMatchObject({
      driverError: { constraint: 'share_withdrawals_of_other_shares' },
    });
    expect(await refusal(request(4))).toBe('done');
  });

  it('a transfer and a request at once: one of them is refused', async () => {
    await holds(alice, 10);
    const outcomes = await Promise.all([refusal(transfer(6)), refusal(request(6))]);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    await expectInvariants(db, TODAY);
  });
});
