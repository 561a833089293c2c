import { DemoCalendar, tellAssociates } from '#installation';
import { systemActor } from '#identity';
import { localDate } from '#kernel';
import { Membership } from '#membership';
import { UnitOfWork } from '#persistence';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const TODAY = '2026-11-22';
/** A name of the database, such as `share_class_nominal_cents_check`, or a day as programs write it. */
const CONSTRAINT = /\b[a-z]+(_[a-z]+)+\b|\d{4}-\d{2}-\d{2}/;

describe('what cannot be of people and associates', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let persons: Map<string, number>;

  beforeAll(async () => {
    api = await startTestApi({ today: TODAY });
    administrator = await api.signedInAs('administrator');
    const accounts = new Map([['associate', await api.accountOf('associate')]]);
    persons = await api.get(UnitOfWork).run((tx) =>
      tellAssociates({
        tx,
        membership: api.get(Membership),
        actor: systemActor('démonstration'),
        calendar: new DemoCalendar(localDate(TODAY)),
        accounts,
      }),
    );
  });
  afterAll(async () => api.close());

  /** The code of the refusal, told in French and in English, in sentences and not in names of the database. */
  const refused = async (path: string, payload: object) => {
    const { status, body } = await administrator.post(`/api/${path}`).send(payload);
    for (const sentence of [body.detail, body.sentence?.fr, body.sentence?.en])
      if (sentence) expect([path, sentence]).toEqual([path, expect.not.stringMatching(CONSTRAINT)]);
    return [status, body.code];
  };
  const made = async (path: string, payload: object) =>
    (await administrator.post(`/api/${path}`).send(payload).expect(201)).body;
  const somebody = async () =>
    (await made('persons', { kind: 'natural', name: 'Cariou', givenName: 'Jeanne' })).id as number;
  const associate = async (code: string) =>
    (await administrator.get(`/api/persons/${persons.get(code)!}`).expect(200)).body.associates[0]
      .id as number;

  it('is told in words: persons', async () => {
    await made('persons', { kind: 'legal', code: 'DOUBLE', name: 'Double' });
    const legal = { kind: 'legal', name: 'Autre' };
    expect(await refused('persons', { ...legal, code: 'DOUBLE' })).toEqual([409, 'MEMBERSHIP.CODE_TAKEN']);
    expect(await refused('persons', { ...legal, givenName: 'Anne' })).toEqual([
      400,
      'MEMBERSHIP.INVALID_FIELD',
    ]);
    const accountId = await api.accountOf('associate');
    expect(await refused('persons', { ...legal, accountId })).toEqual([409, 'MEMBERSHIP.ACCOUNT_TAKEN']);
    expect(await refused('persons', { ...legal, name: '   ' })).toEqual([400, 'MEMBERSHIP.INVALID_FIELD']);
    const natural = { kind: 'natural', name: 'Cariou', givenName: 'Jeanne' };
    const unborn = await administrator
      .post('/api/persons')
      .send({ ...natural, birthDate: '2031-01-01' })
      .expect(400);
    expect(unborn.body.detail).toContain(
      'Le champ «\u00a0date de naissance\u00a0» ne peut pas valoir «\u00a01er janvier 2031\u00a0»',
    );
    expect(await refused('persons', { ...natural, birthDate: TODAY })).toEqual([
      400,
      'MEMBERSHIP.INVALID_FIELD',
    ]);
    const empty = await administrator
      .post('/api/persons')
      .send({ ...natural, givenName: ' ' })
      .expect(400);
    expect(empty.body.detail).toMatch(/^Le champ «\u00a0prénom\u00a0»/);
  });

  it('is told in words: a status of work before the birth, whichever is entered last', async () => {
    const natural = { kind: 'natural', name: 'Cariou', givenName: 'Jeanne', birthDate: '1991-04-12' };
    const { id, version } = await made('persons', natural);
    const before = [409, 'MEMBERSHIP.STATUS_BEFORE_BIRTH'];
    const path = `persons/${id}/statuses`;
    expect(await refused(path, { status: 'employee', from: '1980-01-01' })).toEqual(before);
    expect(await refused(path, { status: 'employee', from: '1991-04-12' })).toEqual(before);
    await made(path, { status: 'employee', from: '2026-03-01' });
    const change = await administrator
      .patch(`/api/persons/${id}`)
      .send({ ...natural, birthDate: '2026-03-02', version });
    expect([change.status, change.body.code]).toEqual(before);
    const owner = api.database.unitOfWork.read(
      `INSERT INTO membership.worker_status (person_id, status, period, made_by, made_at)
       VALUES ($1, 'volunteer', '[1980-01-01,1981-01-01)', 'essai', now())`,
      [id],
    );
    await expect(owner).rejects.toThrow('born');
  });

  it('is told in words: statuses', async () => {
    const person = await somebody();
    const path = `persons/${person}/statuses`;
    const status = { status: 'employee', from: '2026-03-01' };
    const early = [400, 'MEMBERSHIP.STATUS_ENDS_BEFORE_START'];
    expect(await refused(path, { ...status, to: '2026-03-01' })).toEqual(early);
    expect(await refused(path, { ...status, to: '2026-02-01' })).toEqual(early);
    expect(await refused(path, { ...status, trialEndsOn: '2026-03-01' })).toEqual([
      400,
      'MEMBERSHIP.TRIAL_ENDS_BEFORE_START',
    ]);
    const { id } = await made(path, status);
    expect(await refused(`worker-statuses/${id}/end`, { on: '2026-03-01' })).toEqual(early);
    expect(await refused(`worker-statuses/${id}/end`, { on: '2026-02-01' })).toEqual(early);
    const ended = await made(path, { status: 'volunteer', from: '2025-02-01', to: '2025-03-01' });
    expect(await refused(`worker-statuses/${ended.id}/end`, { on: '2025-02-20' })).toEqual([
      409,
      'MEMBERSHIP.STATUS_ENDED_ALREADY',
    ]);
    expect(await refused(path, { status: 'volunteer', from: '2026-02-01', to: '2026-03-02' })).toEqual([
      409,
      'MEMBERSHIP.STATUS_OVERLAPS',
    ]);
  });

  it('is told in words: admissions, exits and placements', async () => {
    const admission = {
      person: await somebody(),
      decidedOn: '2026-03-01',
      decidedBy: 'board',
      effectiveOn: '2026-03-10',
      category: 'PRO',
      college: 'TRAVAIL',
    };
    const blank = [400, 'MEMBERSHIP.FIELD_BLANK'];
    expect(await refused('associates', { ...admission, reference: '   ' })).toEqual(blank);
    expect(await refused('associates', { ...admission, effectiveOn: '2026-02-28' })).toEqual([
      400,
      'MEMBERSHIP.ADMISSION_BEFORE_DECISION',
    ]);
    const id = await associate('RIOU');
    const exit = { reason: 'resignation', decidedOn: '2026-11-01', effectiveOn: '2026-11-02' };
    expect(await refused(`associates/${id}/exit`, { ...exit, reason: 'exclusion' })).toEqual([
      400,
      'MEMBERSHIP.EXCLUSION_UNDECIDED',
    ]);
    expect(await refused(`associates/${id}/exit`, { ...exit, reference: ' ' })).toEqual(blank);
    const change = { from: '2026-11-01', category: 'SAL', reason: ' ' };
    expect(await refused(`associates/${await associate('MORVAN')}/placements`, change)).toEqual(blank);
    const outcomes = await Promise.all(
      [1, 2].map(() => administrator.post('/api/associates').send(admission)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (const { status, body } of outcomes)
      if (status === 409)
        expect([
          body.detail,
          ['MEMBERSHIP.RECORDED_MEANWHILE', 'MEMBERSHIP.ASSOCIATE_ALREADY'].includes(body.code),
        ]).toEqual([expect.not.stringMatching(CONSTRAINT), true]);
  });

  it('is told in words: interviews, révisions and bylaws', async () => {
    const blank = [400, 'MEMBERSHIP.FIELD_BLANK'];
    const path = `persons/${await somebody()}/interviews`;
    const interview = { heldOn: '2026-11-02', heldBy: 'Maëlle Kervran' };
    expect(await refused(path, { ...interview, heldBy: '  ' })).toEqual([400, expect.any(String)]);
    expect(await refused(path, { ...interview, note: '  ' })).toEqual(blank);
    const revision = { heldOn: '2026-10-01', reviser: 'Armelle Quéré' };
    expect(await refused('cooperative-revisions', { ...revision, reviser: ' ' })).toEqual([
      400,
      expect.any(String),
    ]);
    expect(await refused('cooperative-revisions', { ...revision, reference: ' ' })).toEqual(blank);
    await made('cooperative-revisions', revision);
    expect(await refused('cooperative-revisions', revision)).toEqual([409, 'MEMBERSHIP.REVISION_KNOWN']);
    const [current] = (await administrator.get('/api/bylaws').expect(200)).body.items;
    const { revision: _, bounds: __, madeBy: ___, madeAt: ____, ...rules } = current;
    expect(await refused('bylaws', { ...rules, from: '2027-01-01', reason: '   ' })).toEqual([
      400,
      expect.any(String),
    ]);
    const formless = { ...rules, from: '2027-01-01', company: null, reason: 'AGE' };
    expect(await refused('bylaws', formless)).toEqual([expect.any(Number), expect.any(String)]);
    expect(await refused('bylaws', { ...formless, form: 'association', company: 'sa' })).toEqual([
      expect.any(Number),
      expect.any(String),
    ]);
  });
});
