import pg from 'pg';
import { ClockSetTo, localDate } from '#kernel';
import { systemActor } from '#identity';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { defaultBylaws } from './bylaws/default-bylaws.js';
import { Membership } from './membership.js';

const actor = systemActor('essai');
const on = localDate;
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: { code?: string }) => error.code,
  );

describe('people, associates and bylaws', () => {
  let database: TestDatabase;
  let membership: Membership;
  let nextName = 0;

  const natural = async () =>
    (
      await membership.createPerson(actor, {
        kind: 'natural',
        name: `Morvan ${(nextName += 1)}`,
        givenName: 'Gwenola',
      })
    ).id;
  const admission = (person: number, more: object = {}) => ({
    person,
    decidedOn: on('2024-02-01'),
    decidedBy: 'board' as const,
    effectiveOn: on('2024-02-10'),
    category: 'BEN',
    ...more,
  });
  const bylaws = (from: string, more: object = {}) => {
    const { revision: _, ...rules } = defaultBylaws('scic', 'sa', on(from));
    return { ...rules, reason: 'Statuts constitutifs', afterRevision: 0, ...more };
  };
  /** What plain SQL, as the owner of the database, is refused by. */
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
    membership = new Membership(database.unitOfWork, new ClockSetTo(on('2026-11-22')));
    await membership.writeBylaws(actor, bylaws('2024-01-01'));
  });
  afterAll(async () => database.drop());

  it('a person is natural or legal, and each has the fields of their kind', async () => {
    const person = await membership.createPerson(actor, {
      kind: 'natural',
      name: 'Hamon',
      givenName: 'Soizic',
    });
    expect(person).toMatchObject({
      fullName: 'Soizic Hamon',
      version: 1,
      code: expect.stringMatching(/^PE-\d+$/),
    });
    const firm = await membership.createPerson(actor, {
      kind: 'legal',
      name: 'Le Panier commun',
      siren: '552100554',
    });
    expect(firm).toMatchObject({ fullName: 'Le Panier commun', givenName: null });
    expect(await refused(membership.createPerson(actor, { kind: 'natural', name: 'Hamon' }))).toBe(
      'MEMBERSHIP.INVALID_FIELD',
    );
    expect(await refused(membership.createPerson(actor, { kind: 'legal', name: 'X', givenName: 'Y' }))).toBe(
      'MEMBERSHIP.INVALID_FIELD',
    );
    expect(
      await refused(membership.createPerson(actor, { kind: 'legal', name: 'X', siren: '552100555' })),
    ).toBe('MEMBERSHIP.INVALID_FIELD');
    expect(await refused(membership.changePerson(actor, { id: firm.id, values: { kind: 'natural' } }))).toBe(
      'MEMBERSHIP.KIND_FIXED',
    );
    expect((await membership.listPersons({ search: 'soizic hamon' })).items.map(({ id }) => id)).toEqual([
      person.id,
    ]);
    expect((await membership.listPersons({ search: 'panier', kind: 'natural' })).total).toBe(0);
  });

  it('of two changes from one version, the second is told to read again', async () => {
    const id = await natural();
    const changed = await membership.changePerson(actor, {
      id,
      version: 1,
      values: { phone: '02 99 00 00 00' },
    });
    expect(changed).toMatchObject({ version: 2, phone: '02 99 00 00 00', givenName: 'Gwenola' });
    const late = membership.changePerson(actor, { id, version: 1, values: { phone: null } });
    expect(await refused(late)).toBe('MEMBERSHIP.CHANGED_MEANWHILE');
    expect((await membership.readPerson(id)).phone).toBe('02 99 00 00 00');
  });

  it('an account is one person’s, and has to exist', async () => {
    const id = await natural();
    expect(await refused(membership.changePerson(actor, { id, values: { accountId: 987_654 } }))).toBe(
      'MEMBERSHIP.ACCOUNT_UNKNOWN',
    );
  });

  it('a day has one status: the next one ends the one before, and another on its days is refused', async () => {
    const person = await natural();
    const first = await membership.recordStatus(actor, { person, status: 'cape', from: on('2024-01-01') });
    await membership.recordStatus(actor, {
      person,
      status: 'cesa',
      from: on('2024-10-01'),
      trialEndsOn: null,
    });
    const statuses = await membership.readStatusesOf(person);
    expect(statuses.map(({ status, period }) => [status, period.from, period.to])).toEqual([
      ['cesa', '2024-10-01', '9999-12-31'],
      ['cape', '2024-01-01', '2024-10-01'],
    ]);
    const early = { person, status: 'freelancer' as const, from: on('2023-12-01'), to: on('2024-01-02') };
    expect(await refused(membership.recordStatus(actor, early))).toBe('MEMBERSHIP.STATUS_OVERLAPS');
    expect(
      await sql(`INSERT INTO membership.worker_status (person_id, status, period, made_by, made_at)
      VALUES (${person}, 'volunteer', '[2024-05-01,2024-06-01)', 'x', now())`),
    ).toBe('worker_one_status_a_day');
    await membership.withdrawStatus(actor, first.id, 'saisi par erreur');
    expect(await refused(membership.withdrawStatus(actor, first.id, 'encore'))).toBe(
      'MEMBERSHIP.STATUS_ENDED_ALREADY',
    );
    await membership.recordStatus(actor, {
      person,
      status: 'freelancer',
      from: on('2024-03-01'),
      to: on('2024-10-01'),
    });
    expect((await membership.readStatusesOf(person)).map(({ status }) => status)).toEqual([
      'cesa',
      'freelancer',
      'cape',
    ]);
  });

  it('a trial is that of the bylaws unless it is said', async () => {
    const person = await natural();
    const { trialEndsOn } = await membership.recordStatus(actor, {
      person,
      status: 'employee',
      from: on('2026-10-14'),
    });
    expect(trialEndsOn).toBe('2026-12-14');
    const volunteer = { person: await natural(), status: 'volunteer' as const, from: on('2026-10-14') };
    expect((await membership.recordStatus(actor, volunteer)).trialEndsOn).toBeNull();
  });

  it('a legal person has no status of work', async () => {
    const { id: person } = await membership.createPerson(actor, { kind: 'legal', name: 'Garance des Îles' });
    expect(
      await refused(membership.recordStatus(actor, { person, status: 'employee', from: on('2026-01-01') })),
    ).toBe('MEMBERSHIP.STATUS_OF_NATURAL_PERSON');
    expect(
      await sql(`INSERT INTO membership.worker_status (person_id, status, period, made_by, made_at)
      VALUES (${person}, 'employee', '[2024-05-01,)', 'x', now())`),
    ).toBe('worker_is_natural');
  });

  it('an admission takes the next number of the register, with the category that was decided', async () => {
    const [one, two] = [await natural(), await natural()];
    const first = await membership.admit(actor, admission(one));
    const second = await membership.admit(actor, admission(two, { category: 'SAL' }));
    expect(second.number).toBe(first.number + 1);
    expect(second).toMatchObject({
      exit: null,
      categories: [{ code: 'SAL', period: { from: '2024-02-10', to: '9999-12-31' } }],
    });
    expect(await refused(membership.admit(actor, admission(one)))).toBe('MEMBERSHIP.ASSOCIATE_ALREADY');
    expect(await refused(membership.admit(actor, admission(await natural(), { category: 'NOBODY' })))).toBe(
      'MEMBERSHIP.CATEGORY_UNKNOWN',
    );
    expect(
      await refused(membership.admit(actor, admission(await natural(), { effectiveOn: on('2024-01-31') }))),
    ).toBe('MEMBERSHIP.ADMISSION_BEFORE_DECISION');
    const before = { decidedOn: on('2023-12-01'), effectiveOn: on('2023-12-10') };
    expect(await refused(membership.admit(actor, admission(await natural(), before)))).toBe(
      'MEMBERSHIP.NO_BYLAWS',
    );
    const third = await membership.admit(actor, admission(await natural()));
    expect(third.number).toBe(second.number + 1);
  });

  it('two admissions at once take two numbers', async () => {
    const persons = [await natural(), await natural(), await natural()];
    const numbers = (
      await Promise.all(persons.map((person) => membership.admit(actor, admission(person))))
    ).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(3);
    expect(Math.max(...numbers) - Math.min(...numbers)).toBe(2);
  });

  it('a category changes on a day, the days before stay what they were', async () => {
    const { id: associate } = await membership.admit(actor, admission(await natural()));
    const change = { associate, from: on('2025-03-01'), category: 'SAL', reason: 'Embauche' };
    const { categories } = await membership.replace(actor, change);
    expect(categories.map(({ code, period }) => [code, period.from, period.to])).toEqual([
      ['BEN', '2024-02-10', '2025-03-01'],
      ['SAL', '2025-03-01', '9999-12-31'],
    ]);
    expect(await refused(membership.replace(actor, change))).toBe('MEMBERSHIP.NOTHING_CHANGES');
    expect(
      await refused(membership.replace(actor, { ...change, category: 'SOU', from: on('2025-02-01') })),
    ).toBe('MEMBERSHIP.CHANGE_AFTER_LAST');
    expect(
      await refused(membership.replace(actor, { ...change, category: 'SOU', from: on('2024-01-15') })),
    ).toBe('MEMBERSHIP.NOT_ASSOCIATE_THEN');
    expect(
      await sql(`INSERT INTO membership.associate_category (associate_id, category, period, made_by, made_at)
      VALUES (${associate}, 'SOU', '[2024-05-01,2024-06-01)', 'x', now())`),
    ).toBe('associate_one_category_a_day');
  });

  it('the database refuses an associate without a category, an end without an exit, and any rewriting', async () => {
    const person = await natural();
    expect(
      await sql(`INSERT INTO membership.associate (person_id, decided_on, decided_by, period, made_by, made_at)
      VALUES (${person}, '2024-01-01', 'board', '[2024-01-01,)', 'x', now())`),
    ).toBe('associate_always_in_a_category');
    const { id } = await membership.admit(actor, admission(person));
    expect(
      await sql(`UPDATE membership.associate_category SET period = daterange(lower(period), '2025-01-01') WHERE associate_id = ${id};
      UPDATE membership.associate SET period = daterange(lower(period), '2025-01-01') WHERE id = ${id}`),
    ).toBe('associate_ends_by_exit');
    expect(await sql(`UPDATE membership.associate SET number = 999 WHERE id = ${id}`)).toBe(
      'membership_facts_append_only',
    );
    expect(await sql(`DELETE FROM membership.associate_category WHERE associate_id = ${id}`)).toBe(
      'membership_facts_append_only',
    );
    expect(
      await sql(`UPDATE membership.associate_category SET category = 'SAL' WHERE associate_id = ${id}`),
    ).toBe('membership_facts_append_only');
  });

  it('an exit ends the days of category and college, once; who comes back has another number', async () => {
    const person = await natural();
    const first = await membership.admit(actor, admission(person));
    const leaving = {
      associate: first.id,
      reason: 'resignation' as const,
      decidedOn: on('2025-01-10'),
      effectiveOn: on('2025-02-01'),
    };
    const left = await membership.leave(actor, leaving);
    expect(left).toMatchObject({
      exit: { reason: 'resignation', effectiveOn: '2025-02-01' },
      period: { to: '2025-02-01' },
      categories: [{ code: 'BEN', period: { to: '2025-02-01' } }],
    });
    expect(await refused(membership.leave(actor, leaving))).toBe('MEMBERSHIP.EXITED_ALREADY');
    const again = await membership.admit(
      actor,
      admission(person, { decidedOn: on('2026-01-01'), effectiveOn: on('2026-01-05') }),
    );
    expect(again.number).toBeGreaterThan(first.number);
    expect((await membership.readAssociatesOf(person)).map(({ number }) => number)).toEqual([
      again.number,
      first.number,
    ]);
    const names = async (standing: 'present' | 'former') =>
      (await membership.listAssociates({ standing, size: 500 })).items.map(({ id }) => id);
    expect(await names('former')).toContain(first.id);
    expect(await names('present')).toContain(again.id);
    expect(await names('present')).not.toContain(first.id);
  });

  it('an exclusion names who decided it, and a resignation does not take effect before it was decided', async () => {
    const { id: associate } = await membership.admit(actor, admission(await natural()));
    const exit = { associate, decidedOn: on('2025-01-10'), effectiveOn: on('2025-02-01') };
    expect(await refused(membership.leave(actor, { ...exit, reason: 'exclusion' }))).toBe(
      'MEMBERSHIP.EXCLUSION_UNDECIDED',
    );
    expect(
      await refused(
        membership.leave(actor, { ...exit, reason: 'resignation', effectiveOn: on('2025-01-09') }),
      ),
    ).toBe('MEMBERSHIP.ADMISSION_BEFORE_DECISION');
    const death = { ...exit, reason: 'death' as const, effectiveOn: on('2024-12-24') };
    expect((await membership.leave(actor, death)).exit?.effectiveOn).toBe('2024-12-24');
  });

  it('the register is kept for life: an associate is not erased, somebody of whom nothing is recorded is', async () => {
    const [associate, worker, nobody] = [await natural(), await natural(), await natural()];
    await membership.admit(actor, admission(associate));
    await membership.recordStatus(actor, { person: worker, status: 'volunteer', from: on('2026-01-01') });
    expect(await refused(membership.erasePerson(actor, associate))).toBe('MEMBERSHIP.REGISTER_KEPT_FOR_LIFE');
    expect(await refused(membership.erasePerson(actor, worker))).toBe('MEMBERSHIP.PERSON_IN_USE');
    await membership.erasePerson(actor, nobody);
    expect(await refused(membership.readPerson(nobody))).toBe('MEMBERSHIP.PERSON_NOT_FOUND');
    expect((await membership.readPerson(associate)).id).toBe(associate);
  });

  it('bylaws of a later day leave what was in force before readable, a correction is the next revision', async () => {
    const colleges = ['A', 'B', 'C'].map((code, i) => ({
      code,
      name: code,
      weightBasisPoints: [5000, 4000, 1000][i]!,
    }));
    await membership.writeBylaws(actor, bylaws('2026-01-01', { colleges, reason: 'AGE du 12 décembre' }));
    expect((await membership.readBylawsOn(on('2025-12-31')))?.colleges).toEqual([]);
    const again = bylaws('2026-01-01', { colleges, reason: 'Correction', afterRevision: 0 });
    expect(await refused(membership.writeBylaws(actor, again))).toBe('MEMBERSHIP.BYLAWS_CHANGED_MEANWHILE');
    expect((await membership.writeBylaws(actor, { ...again, afterRevision: 1 })).revision).toBe(2);
    const bad = { ...again, afterRevision: 2, colleges: colleges.slice(0, 2) };
    expect(await refused(membership.writeBylaws(actor, bad))).toBe('MEMBERSHIP.BYLAWS_BREAK_THE_LAW');
    expect(await sql(`DELETE FROM membership.bylaws`)).toBe('membership_facts_append_only');
    const late = { decidedOn: on('2026-02-01'), effectiveOn: on('2026-02-10') };
    expect(await refused(membership.admit(actor, admission(await natural(), late)))).toBe(
      'MEMBERSHIP.COLLEGE_MISSING',
    );
    expect(
      await refused(membership.admit(actor, admission(await natural(), { ...late, college: 'Z' }))),
    ).toBe('MEMBERSHIP.COLLEGE_UNKNOWN');
    const { colleges: placed } = await membership.admit(
      actor,
      admission(await natural(), { ...late, college: 'B' }),
    );
    expect(placed).toMatchObject([{ code: 'B' }]);
  });

  it('an interview counts once both have signed, and only what took place is recorded', async () => {
    const person = await natural();
    const { id } = await membership.recordInterview(actor, {
      person,
      heldOn: on('2026-11-02'),
      heldBy: 'Maëlle Kervran',
    });
    expect(await refused(membership.signInterview(actor, id, on('2026-11-01')))).toBe(
      'MEMBERSHIP.INVALID_FIELD',
    );
    expect(await refused(membership.signInterview(actor, id, on('2026-11-23')))).toBe(
      'MEMBERSHIP.DAY_IN_THE_FUTURE',
    );
    expect((await membership.signInterview(actor, id, on('2026-11-05'))).signedOn).toBe('2026-11-05');
    expect(await refused(membership.signInterview(actor, id, on('2026-11-06')))).toBe(
      'MEMBERSHIP.INTERVIEW_SIGNED_ALREADY',
    );
    const future = { person, heldOn: on('2026-11-23'), heldBy: 'Maëlle Kervran' };
    expect(await refused(membership.recordInterview(actor, future))).toBe('MEMBERSHIP.DAY_IN_THE_FUTURE');
  });

  it('alerts come with their next action, the most urgent first', async () => {
    const person = await natural();
    await membership.recordStatus(actor, {
      person,
      status: 'cesa',
      from: on('2023-12-15'),
      trialEndsOn: null,
    });
    const alerts = (await membership.alerts(on('2026-11-22'))).filter((alert) => alert.person === person);
    expect(alerts.map(({ kind, urgency, dueOn }) => [kind, urgency, dueOn])).toEqual([
      // The third year of the contract began on 15 December 2025: its first interview was due by 15 June 2026.
      ['interview', 'overdue', '2026-06-15'],
      ['becomeAssociate', 'soon', '2026-12-15'],
    ]);
    expect(alerts[1]!.sentence.fr).toContain('15 décembre 2026');
    expect(alerts[1]!.action.fr).toBe('Préparer l’admission');
    await membership.recordRevision(actor, { heldOn: on('2021-12-20'), reviser: 'Armelle Quéré' });
    const revision = (await membership.alerts(on('2026-11-22'))).find(
      ({ kind }) => kind === 'cooperativeRevision',
    );
    expect(revision).toMatchObject({ dueOn: '2026-12-20', urgency: 'soon' });
  });
});
