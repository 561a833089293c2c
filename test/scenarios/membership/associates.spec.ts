import { DEMO_ACCOUNTS, DEMO_ASSOCIATES, DemoCalendar, tellAssociates } from '#installation';
import { systemActor } from '#identity';
import { localDate } from '#kernel';
import { Membership } from '#membership';
import { UnitOfWork } from '#persistence';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const TODAY = '2026-11-22';

interface Row {
  readonly id: number;
  readonly person: number;
  readonly name: string;
  readonly number: number;
  readonly category: string;
  readonly college: string;
  readonly status: string | null;
}

describe('the 21 associates over HTTP', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let accountant: HttpAgent;

  const read = async (path: string, agent: HttpAgent = accountant) =>
    (await agent.get(`/api/${path}`).expect(200)).body;
  const list = async (query = ''): Promise<Row[]> => (await read(`associates?size=500${query}`)).items;
  const post = async (path: string, payload: object, status = 201) => {
    const answer = await administrator.post(`/api/${path}`).send(payload);
    expect([path, answer.status, answer.body.code]).toEqual([path, status, answer.body.code]);
    return answer.body;
  };
  const named = async (name: string) => (await list(`&search=${encodeURIComponent(name)}`))[0]!;

  beforeAll(async () => {
    api = await startTestApi({ today: TODAY });
    administrator = await api.signedInAs('administrator');
    accountant = await api.signedInAs('accountant');
    const accounts = new Map([
      ['associate', await api.accountOf('associate')],
      ['member', await api.accountOf('member')],
    ]);
    const membership = api.get(Membership);
    await api.get(UnitOfWork).run(async (tx) => {
      const calendar = new DemoCalendar(localDate(TODAY));
      await tellAssociates({ tx, membership, actor: systemActor('démonstration'), calendar, accounts });
    });
  });
  afterAll(async () => api.close());

  it('are 21: 2 solidarity investment companies, 1 CAE and 3 associate employees among them', async () => {
    expect(DEMO_ASSOCIATES).toHaveLength(21);
    expect(DEMO_ACCOUNTS.some(({ role }) => role === 'associate')).toBe(true);
    const rows = await list();
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(rows.filter(({ category }) => category === 'FIN').map(({ name }) => name)).toEqual([
      'Garance des Îles',
      'Marée solidaire',
    ]);
    expect(rows.filter(({ name }) => name.includes('coopérative d’activités'))).toHaveLength(1);
    expect(rows.filter(({ category, status }) => category === 'SAL' && status === 'employee')).toHaveLength(
      3,
    );
  });

  it('are filtered by category, college, status and words, sorted, and paged', async () => {
    expect((await list('&college=TRAVAIL')).map(({ category }) => category).sort()).toEqual([
      'PRO',
      'PRO',
      'SAL',
      'SAL',
      'SAL',
    ]);
    expect((await list('&category=COL')).map(({ name }) => name)).toEqual(['Commune de Kerlann-sur-Mer']);
    expect((await list('&status=cesa')).map(({ name }) => name)).toEqual(['Léna Salin']);
    expect((await list('&search=lena salin'))[0]?.name).toBe('Léna Salin');
    expect((await list('&sort=name'))[0]?.name).toBe('Awen Prigent');
    const page = await read('associates?page=3&size=10');
    expect([page.items.length, page.total]).toEqual([1, 21]);
  });

  it('have one vote each, and a college counts its weight', async () => {
    const { associates, weights, observations, bylaws } = await read('membership-standing');
    expect(associates).toBe(21);
    expect(
      weights.map((weight: Record<string, unknown>) => [
        weight['code'],
        weight['members'],
        weight['weightBasisPoints'],
        weight['perMemberMicros'],
      ]),
    ).toEqual([
      // 35 % / 5, 30 % / 9, 20 % / 4, 15 % / 3.
      ['TRAVAIL', 5, 3500, 70_000],
      ['USAGERS', 9, 3000, 33_333],
      ['PARTENAIRES', 4, 2000, 50_000],
      ['SOUTIENS', 3, 1500, 50_000],
    ]);
    for (const weight of weights)
      expect([weight.leastBasisPoints, weight.mostBasisPoints]).toEqual([1000, 5000]);
    expect(bylaws.bounds.map(({ key }: { key: string }) => key)).toContain('localAuthorities');
    // Nobody holds shares in this test: what the bounds say of capital is not asked yet.
    expect(
      observations.map(({ sentence }: { sentence: { fr: string } }) => sentence.fr.slice(0, 39)),
    ).toEqual([]);
  });

  it('what falls due is told with what to do', async () => {
    const alerts = await read('membership-alerts');
    expect(alerts.map(({ kind, urgency, dueOn }: Record<string, string>) => [kind, urgency, dueOn])).toEqual([
      ['interview', 'soon', '2026-12-01'],
      ['trialEnds', 'soon', '2026-12-14'],
      ['becomeAssociate', 'soon', '2026-12-31'],
    ]);
    expect(alerts[2].sentence.fr).toMatch(/^Inès Ronce doit entrer au sociétariat/);
    expect(alerts[2].source).toBe('C. trav., art. L7331-3');
  });

  it('an admission takes number 22, and the alert is gone', async () => {
    const [{ id: person }] = (await read('persons?search=RONCE')).items;
    const admission = {
      person,
      decidedOn: '2026-11-18',
      decidedBy: 'board',
      reference: 'CA du 18 novembre, résolution 2',
      effectiveOn: '2026-11-20',
      category: 'PRO',
      college: 'TRAVAIL',
    };
    const noCollege = await post('associates', { ...admission, college: null }, 400);
    expect(noCollege).toMatchObject({
      code: 'MEMBERSHIP.COLLEGE_MISSING',
      detail: expect.stringContaining('TRAVAIL'),
    });
    const unknown = await post('associates', { ...admission, category: 'VIP' }, 409);
    expect(unknown.code).toBe('MEMBERSHIP.CATEGORY_UNKNOWN');
    const admitted = await post('associates', admission);
    expect(admitted).toMatchObject({
      number: 22,
      exit: null,
      categories: [{ code: 'PRO', period: { from: '2026-11-20', to: null } }],
    });
    expect((await post('associates', admission, 409)).code).toBe('MEMBERSHIP.ASSOCIATE_ALREADY');
    const kinds = (await read('membership-alerts')).map(({ kind }: { kind: string }) => kind);
    expect(kinds).not.toContain('becomeAssociate');
    const shown = await read(`persons/${person}`);
    expect(shown).toMatchObject({
      fullName: 'Inès Ronce',
      statuses: [{ status: 'cesa' }, { status: 'cape' }],
      associates: [{ number: 22 }],
    });
    expect(shown.interviews).toHaveLength(4);
  });

  it('an exit leaves the associate in the register, among the former ones', async () => {
    const { id } = await named('Ronan Le Bris');
    const exit = { reason: 'resignation', decidedOn: '2026-11-01', effectiveOn: '2026-11-22' };
    const left = await post(`associates/${id}/exit`, exit);
    expect(left.exit).toMatchObject({ reason: 'resignation', effectiveOn: '2026-11-22' });
    expect((await post(`associates/${id}/exit`, exit, 409)).code).toBe('MEMBERSHIP.EXITED_ALREADY');
    expect((await list('&standing=former')).map(({ id: each }) => each)).toEqual([id]);
    expect((await list('&standing=all')).length).toBe(22);
    expect((await list()).map(({ id: each }) => each)).not.toContain(id);
  });

  it('an exit and an admission recorded by mistake are taken back with a reason, in the order in which they hang together', async () => {
    const { id, person } = (await list('&standing=former'))[0]!;
    const correct = (path: string, reason = 'Saisie par erreur', status = 201) =>
      post(`associates/${id}/${path}`, { reason }, status);
    await correct('exit/correction', '  ', 400);
    expect((await correct('correction', 'Homonyme', 409)).code).toBe('MEMBERSHIP.LEFT_SINCE');
    expect(await correct('exit/correction')).toMatchObject({
      exit: null,
      period: { to: null },
      correctedExits: [{ reason: 'resignation', correction: { reason: 'Saisie par erreur' } }],
    });
    expect((await correct('exit/correction', 'Encore', 409)).code).toBe('MEMBERSHIP.NO_EXIT');
    expect((await list()).map((row) => row.id)).toContain(id);
    expect((await correct('correction', 'Homonyme')).correction).toMatchObject({ reason: 'Homonyme' });
    expect((await list('&standing=all')).map((row) => row.id)).not.toContain(id);
    expect(await read(`persons/${person}`)).toMatchObject({
      associates: [],
      mistakenAdmissions: [{ id, correctedExits: [{}], correction: { reason: 'Homonyme' } }],
    });
    const { body } = await administrator.get('/api/audit-trail').expect(200);
    expect(body.events.slice(0, 2)).toMatchObject([
      { action: 'membership.associate.correctAdmission', facts: { reason: 'Homonyme' } },
      { action: 'membership.associate.correctExit', facts: { reason: 'Saisie par erreur' } },
    ]);
    for (const path of ['correction', 'exit/correction']) {
      await accountant.post(`/api/associates/${id}/${path}`).send({ reason: 'x' }).expect(403);
      await administrator.post(`/api/associates/987654/${path}`).send({ reason: 'x' }).expect(404);
    }
  });

  it('a change of category is dated and never rewrites the days before', async () => {
    const { id } = await named('Awen Prigent');
    const change = { from: '2026-09-01', category: 'SAL', reason: 'Embauche au 1er septembre' };
    const { categories } = await post(`associates/${id}/placements`, change);
    expect(categories.map(({ code, period }: { code: string; period: object }) => [code, period])).toEqual([
      ['PRO', { from: '2024-05-10', to: '2026-09-01' }],
      ['SAL', { from: '2026-09-01', to: null }],
    ]);
    expect((await post(`associates/${id}/placements`, change, 409)).code).toBe('MEMBERSHIP.NOTHING_CHANGES');
  });

  it('somebody in the register is not erased', async () => {
    const { person } = await named('Soizic Hamon');
    const { body } = await administrator.delete(`/api/persons/${person}`).expect(409);
    expect(body.code).toBe('MEMBERSHIP.REGISTER_KEPT_FOR_LIFE');
    const { id } = await post('persons', { kind: 'natural', name: 'Essai', givenName: 'Anne' });
    await administrator.delete(`/api/persons/${id}`).expect(204);
    await accountant.get(`/api/persons/${id}`).expect(404);
  });

  it('statuses, interviews and the révision coopérative are recorded, and refused in words', async () => {
    const { id } = await post('persons', { kind: 'natural', name: 'Cariou', givenName: 'Jeanne' });
    const { id: status } = await post(`persons/${id}/statuses`, { status: 'freelancer', from: '2026-01-01' });
    const overlapping = { status: 'volunteer', from: '2025-12-01', to: '2026-01-02' };
    expect((await post(`persons/${id}/statuses`, overlapping, 409)).code).toBe('MEMBERSHIP.STATUS_OVERLAPS');
    expect((await post(`worker-statuses/${status}/end`, { on: '2026-06-01' })).period.to).toBe('2026-06-01');
    expect((await post(`worker-statuses/${status}/end`, { on: '2026-07-01' }, 409)).code).toBe(
      'MEMBERSHIP.STATUS_ENDED_ALREADY',
    );
    expect(
      (await post(`worker-statuses/${status}/withdrawal`, { reason: 'Autre personne' })).withdrawnReason,
    ).toBe('Autre personne');
    const { id: interview } = await post(`persons/${id}/interviews`, {
      heldOn: '2026-11-10',
      heldBy: 'Maëlle Kervran',
    });
    expect((await post(`interviews/${interview}/signature`, { signedOn: '2026-11-12' })).signedOn).toBe(
      '2026-11-12',
    );
    const revision = { heldOn: '2026-11-15', reviser: 'Armelle Quéré' };
    await post('cooperative-revisions', revision);
    expect((await post('cooperative-revisions', revision, 409)).code).toBe('MEMBERSHIP.REVISION_KNOWN');
    expect((await read('cooperative-revisions'))[0]).toMatchObject(revision);
  });

  it('bylaws are previewed, refused with the article, and recorded as versions', async () => {
    const [current] = (await read('bylaws')).items;
    const { revision: _, bounds: __, reason: ___, madeBy: ____, madeAt: _____, ...rules } = current;
    const colleges = rules.colleges
      .slice(0, 2)
      .map((college: object) => ({ ...college, weightBasisPoints: 5000 }));
    const draft = { ...rules, from: '2027-01-01', colleges };
    const preview = (await administrator.post('/api/bylaws/previews').send(draft).expect(200)).body;
    expect(preview.refusals.map(({ rule }: { rule: string }) => rule)).toEqual(['colleges']);
    expect(preview.observations.length).toBeGreaterThan(0);
    const refused = await post('bylaws', { ...draft, reason: 'AGE du 1er décembre' }, 409);
    expect(refused).toMatchObject({
      code: 'MEMBERSHIP.BYLAWS_BREAK_THE_LAW',
      detail: expect.stringContaining('art. 19 octies'),
    });
    expect((await read('bylaws')).items).toHaveLength(1);
    const written = await post('bylaws', { ...rules, from: '2027-01-01', reason: 'AGE du 1er décembre' });
    expect(written).toMatchObject({ from: '2027-01-01', revision: 1, reason: 'AGE du 1er décembre' });
    const byLaw = await read('bylaws/default?form=scop&company=sarl');
    expect(byLaw).toMatchObject({ form: 'scop', company: 'sarl', revision: 0, colleges: [] });
  });

  it('are for the office: members and associates are refused, auditors read and write nothing', async () => {
    const { id, person } = await named('Soizic Hamon');
    const auditor = await api.signedInAs('auditor');
    const paths = [
      'persons',
      `persons/${person}`,
      'associates',
      `associates/${id}`,
      'membership-standing',
      'membership-alerts',
      'bylaws',
      'bylaws/default?form=scic',
      'cooperative-revisions',
    ];
    for (const role of ['member', 'associate'] as const) {
      const agent = await api.signedInAs(role);
      for (const path of paths) {
        const { body } = await agent.get(`/api/${path}`).expect(403);
        expect([path, body.code]).toEqual([path, 'IDENTITY.ROLE_REFUSED']);
      }
    }
    for (const path of paths) await read(path, auditor);
    await auditor.post(`/api/associates/${id}/exit`).send({}).expect(403);
    await accountant.post(`/api/persons`).send({ kind: 'natural', name: 'A', givenName: 'B' }).expect(403);
  });
});
