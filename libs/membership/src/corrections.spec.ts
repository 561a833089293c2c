import pg from 'pg';
import { Identity, systemActor } from '#identity';
import { ClockSetTo, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { defaultBylaws } from './bylaws/default-bylaws.js';
import { Capital } from './capital/capital.js';
import { Membership } from './membership.js';

const actor = systemActor('essai');
const TODAY = localDate('2026-11-22');
const on = localDate;
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: { code?: string }) => error.code,
  );

describe('what was recorded of an associate by mistake', () => {
  let database: TestDatabase;
  let membership: Membership;
  let capital: Capital;
  let classId: number;
  let nextName = 0;

  const natural = async () => {
    const person = { kind: 'natural', name: `Morvan ${(nextName += 1)}`, givenName: 'Gwenola' } as const;
    return (await membership.createPerson(actor, person)).id;
  };
  const admit = (person: number, effectiveOn = '2024-02-10') =>
    membership.admit(actor, {
      person,
      decidedOn: on('2024-02-01'),
      decidedBy: 'board',
      effectiveOn: on(effectiveOn),
      category: 'BEN',
    });
  const leave = (associate: number, effectiveOn = '2025-02-01') =>
    membership.leave(actor, {
      associate,
      reason: 'resignation',
      decidedOn: on('2025-01-10'),
      effectiveOn: on(effectiveOn),
    });
  const correctAdmission = (associate: number, reason = 'Mauvaise personne') =>
    membership.correctAdmission(actor, { associate, reason });
  const correctExit = (associate: number, reason = 'Démission reprise') =>
    membership.correctExit(actor, { associate, reason });
  const isPresent = async (person: number, day = '2026-11-22') =>
    (await membership.rosterOn(on(day))).some((each) => each.person === person);
  const sql = async (statement: string) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(statement);
      return 'kept';
    } catch (error) {
      return (error as { constraint?: string }).constraint;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = new ClockSetTo(TODAY);
    const identity = new Identity(database.unitOfWork, clock);
    membership = new Membership(database.unitOfWork, clock, identity);
    capital = new Capital(database.unitOfWork, clock, identity);
    const { revision: _, ...bylaws } = defaultBylaws('scic', 'sa', on('2024-01-01'));
    await membership.writeBylaws(actor, { ...bylaws, reason: 'Statuts constitutifs', afterRevision: 0 });
    const shares = { code: 'A', name: 'Parts A', nominalCents: 5_000, from: on('2024-01-01') };
    classId = await capital.createClass(actor, shares);
  });
  afterAll(async () => database.drop());

  it('an admission counts on no day, stays readable with its reason, and its number is not given again', async () => {
    const person = await natural();
    const { id, number } = await admit(person);
    const corrected = await correctAdmission(id);
    expect(corrected).toMatchObject({
      number,
      correction: { reason: 'Mauvaise personne', madeBy: 'essai' },
      categories: [{ code: 'BEN' }],
    });
    expect(await isPresent(person)).toBe(false);
    expect(await membership.readAssociatesOf(person)).toEqual([]);
    expect(await membership.readMistakenAdmissionsOf(person)).toMatchObject([{ id, number }]);
    expect(
      (await membership.listAssociates({ standing: 'all', size: 500 })).items.map((row) => row.id),
    ).not.toContain(id);
    expect((await membership.readRegister()).at(-1)).toMatchObject({ number, correction: {} });
    // On the same days, for the person who was meant or for this one.
    expect((await admit(person)).number).toBe(number + 1);
    expect(await refused(membership.erasePerson(actor, person))).toBe('MEMBERSHIP.REGISTER_KEPT_FOR_LIFE');
  });

  it('nothing more is recorded of an admission that was taken back', async () => {
    const { id } = await admit(await natural());
    await correctAdmission(id);
    for (const act of [
      () => correctAdmission(id),
      () => correctExit(id),
      () => leave(id),
      () => membership.replace(actor, { associate: id, from: on('2025-03-01'), category: 'SAL' }),
    ])
      expect(await refused(act())).toBe('MEMBERSHIP.ADMISSION_CORRECTED');
  });

  it('an admission is not taken back before the exit that supposes it, nor where shares were held', async () => {
    const left = await admit(await natural());
    await leave(left.id);
    expect(await refused(correctAdmission(left.id))).toBe('MEMBERSHIP.LEFT_SINCE');
    await correctExit(left.id);
    expect(await refused(correctAdmission(left.id))).toBe('kept');

    const person = await natural();
    const { id } = await admit(person);
    const wish = { person, classId, quantity: 4, subscribedOn: on('2024-03-01') };
    const subscription = await capital.subscribe(actor, wish);
    const { payment } = await capital.pay(actor, {
      subscription,
      amountCents: 20_000,
      paidOn: on('2024-03-01'),
    });
    await expect(correctAdmission(id)).rejects.toMatchObject({
      code: 'MEMBERSHIP.SHARES_WERE_HELD',
      facts: { day: '1er mars 2024', quantity: 4 },
    });
    expect(await isPresent(person)).toBe(true);
    await capital.undoPayment(actor, { subscription, payment, because: 'mistake' });
    expect(await refused(correctAdmission(id))).toBe('kept');
  });

  it('an exit is taken back: membership, category and college go on, and it may be recorded again', async () => {
    const person = await natural();
    const { id } = await admit(person);
    await membership.replace(actor, { associate: id, from: on('2024-06-01'), category: 'SAL' });
    await leave(id);
    expect(await isPresent(person)).toBe(false);
    const again = await correctExit(id);
    expect(again).toMatchObject({
      exit: null,
      period: { from: '2024-02-10', to: '9999-12-31' },
      correctedExits: [
        { effectiveOn: '2025-02-01', correction: { reason: 'Démission reprise', madeBy: 'essai' } },
      ],
    });
    expect(again.categories.map(({ code, period }) => [code, period.from, period.to])).toEqual([
      ['BEN', '2024-02-10', '2024-06-01'],
      ['SAL', '2024-06-01', '9999-12-31'],
    ]);
    expect(await isPresent(person, '2025-06-01')).toBe(true);
    expect(await refused(correctExit(id))).toBe('MEMBERSHIP.NO_EXIT');
    expect((await leave(id, '2025-04-01')).exit).toMatchObject({ effectiveOn: '2025-04-01' });
    expect((await correctExit(id)).correctedExits).toHaveLength(2);
  });

  it('an exit is not taken back once the person was admitted again', async () => {
    const person = await natural();
    const { id } = await admit(person);
    await leave(id);
    const again = await admit(person, '2025-06-01');
    await expect(correctExit(id)).rejects.toMatchObject({
      code: 'MEMBERSHIP.ADMITTED_SINCE',
      facts: { number: again.number },
    });
    await correctAdmission(again.id);
    expect(await refused(correctExit(id))).toBe('kept');
  });

  it('two corrections at once: one is kept', async () => {
    const { id } = await admit(await natural());
    await leave(id);
    const outcomes = await Promise.all([refused(correctExit(id)), refused(correctExit(id))]);
    expect(outcomes.sort()).toEqual(['MEMBERSHIP.NO_EXIT', 'kept']);
  });

  it('leaves its trace, with its reason', async () => {
    const { id } = await admit(await natural());
    await correctAdmission(id, 'Homonyme');
    const [event] = await database.unitOfWork.read<{ action: string; facts: object }>(
      `SELECT action, facts FROM identity.audit_event WHERE subject_id = $1::text AND action LIKE '%correctAdmission'`,
      [String(id)],
    );
    expect(event).toMatchObject({
      action: 'membership.associate.correctAdmission',
      facts: { reason: 'Homonyme' },
    });
  });

  it('the database takes nothing back without its correction, and no correction back', async () => {
    const { id } = await admit(await natural());
    expect(await sql(`UPDATE membership.associate SET counts = false WHERE id = ${id}`)).toBe(
      'membership_facts_append_only',
    );
    await leave(id);
    const reopen = `UPDATE membership.associate SET period = daterange(lower(period), NULL) WHERE id = ${id}`;
    expect(await sql(reopen)).toBe('membership_facts_append_only');
    const second = `INSERT INTO membership.associate_exit
        (associate_id, generation, reason, decided_on, effective_on, made_by, made_at)
      VALUES (${id}, 2, 'death', '2025-03-01', '2025-03-01', 'x', now())`;
    expect(await sql(second)).toBe('associate_exit_after_correction');
    const correction = `INSERT INTO membership.associate_exit_correction (associate_id, generation, reason, made_by, made_at)
      VALUES (${id}, 1, 'x', 'x', now())`;
    // The correction alone: the membership still ends without an exit.
    expect(await sql(correction)).toBe('associate_ends_by_exit');
    await correctExit(id);
    expect(await sql(`DELETE FROM membership.associate_exit_correction`)).toBe(
      'membership_facts_append_only',
    );
    expect(await sql(`UPDATE membership.associate_admission_correction SET reason = 'y'`)).toBe(
      'membership_facts_append_only',
    );
  });
});
