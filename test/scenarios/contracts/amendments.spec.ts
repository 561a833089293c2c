import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const address = { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' };

describe('contracts over HTTP', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let cae: number;
  let cooperative: number;
  let client: number;
  let contract: number;

  const post = async (path: string, payload: object, status = 201) => {
    const answer = await administrator.post(`/api/${path}`).send(payload);
    expect([path, answer.status, answer.body.code ?? '']).toEqual([
      path,
      status,
      status < 400 ? (answer.body.code ?? '') : answer.body.code,
    ]);
    return answer.body;
  };
  const line = (service: string, terms: object[], more: object = {}) =>
    post('contract-lines', { contract, kind: 'subscription', service, label: service, terms, ...more });

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-22' });
    administrator = await api.signedInAs('administrator');
    ({ id: cae } = await post('issuers', {
      code: 'CAE',
      name: 'Ouvre-Boîtes',
      siren: '552100554',
      address,
      outside: true,
    }));
    ({ id: cooperative } = await post('issuers', {
      code: 'SCIC',
      name: 'La Fabrique',
      siren: '552100554',
      address,
    }));
    ({ id: client } = await post('clients', {
      code: 'EPI',
      name: 'L’Épicerie',
      vatStatus: 'taxable',
      siren: '552100554',
    }));
    const { id: activity } = await post('activities', { code: 'ATELIER', name: 'Atelier du Pont' });
    ({ id: contract } = await post('contracts', {
      client,
      title: 'Infogérance',
      activity,
      carriedBy: cae,
      from: '2024-01-01',
    }));
  });
  afterAll(async () => api.close());

  it('a contract moves from the CAE to the cooperative on 1 June, once', async () => {
    const move = { to: cooperative, from: '2026-06-01', fromRevision: 1 };
    const moved = await post(`contracts/${contract}/carriages`, move);
    expect(moved).toMatchObject({
      carriageRevision: 2,
      activity: { code: 'ATELIER' },
      carriage: [
        { issuer: cae, period: { from: '2024-01-01', to: '2026-06-01' } },
        { issuer: cooperative, period: { from: '2026-06-01', to: null } },
      ],
    });
    const again = await administrator.post(`/api/contracts/${contract}/carriages`).send(move).expect(409);
    expect(again.body).toMatchObject({
      code: 'CONTRACTS.CARRIAGE_MOVED_MEANWHILE',
      detail: expect.stringContaining('relisez'),
    });
    const before = await administrator.get(`/api/contracts/${contract}?revision=1`).expect(200);
    expect(before.body.carriage).toHaveLength(1);
  });

  it('a line lives through change, pause, resumption and cancellation, and each stays readable', async () => {
    const { id, revision, terms } = await line('hébergement', [
      { period: { from: '2026-01-01' }, unitPrice: '120.00' },
    ]);
    expect([revision, terms]).toMatchObject([
      1,
      [{ unitPrice: '120', vatCategory: 'S', vatRateBasisPoints: 2000, period: { to: null } }],
    ]);
    const amend = (payload: object, status = 201) => post(`contract-lines/${id}/amendments`, payload, status);
    await amend({
      kind: 'change',
      fromRevision: 1,
      from: '2026-06-01',
      conditions: { unitPrice: '150.00' },
      reason: 'indexation',
    });
    await amend({ kind: 'pause', fromRevision: 2, period: { from: '2026-07-01', to: '2026-08-01' } });
    const resumed = await amend({ kind: 'resumption', fromRevision: 3, from: '2026-07-01' });
    expect(resumed.terms.map((term: { period: object }) => term.period)).toEqual([
      { from: '2026-01-01', to: '2026-06-01' },
      { from: '2026-06-01', to: null },
    ]);
    const cancelled = await amend({ kind: 'cancellation', fromRevision: 4, onDay: '2026-12-10' });
    expect(cancelled.terms.at(-1).period).toEqual({ from: '2026-06-01', to: '2026-12-10' });
    const late = await amend(
      { kind: 'change', fromRevision: 2, from: '2026-06-01', conditions: { unitPrice: '1' } },
      409,
    );
    expect(late.code).toBe('CONTRACTS.AMENDED_MEANWHILE');
    const { body: history } = await administrator.get(`/api/contract-lines/${id}/amendments`).expect(200);
    expect(history.map(({ kind, madeBy }: { kind: string; madeBy: string }) => [kind, madeBy])).toEqual(
      ['creation', 'change', 'pause', 'resumption', 'cancellation'].map((kind) => [
        kind,
        'Essai administrator',
      ]),
    );
    const { body: first } = await administrator.get(`/api/contract-lines/${id}?revision=1`).expect(200);
    expect(first.terms).toEqual(terms);
  });

  it('of two amendments sent at once from one revision, exactly one is kept', async () => {
    const { id } = await line('sauvegarde', [{ period: { from: '2026-01-01' }, unitPrice: '10' }]);
    const answers = await Promise.all(
      ['11', '12', '13', '14'].map((unitPrice) =>
        administrator
          .post(`/api/contract-lines/${id}/amendments`)
          .send({ kind: 'change', fromRevision: 1, from: '2026-07-01', conditions: { unitPrice } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { body } = await administrator.get(`/api/contract-lines/${id}`).expect(200);
    expect(body.revision).toBe(2);
  });

  it('worked time is recorded, corrected and taken back on its own days', async () => {
    const { id } = await line('assistance', [{ period: { from: '2026-01-01' }, unitPrice: '80' }], {
      kind: 'time',
    });
    const usage = { kind: 'usage', period: { from: '2026-03-01', to: '2026-04-01' } };
    const recorded = await post(`contract-lines/${id}/amendments`, {
      ...usage,
      fromRevision: 1,
      quantity: '7.5',
    });
    expect(recorded.terms[1]).toMatchObject({
      months: 0,
      quantity: '7.5',
      unitPrice: '80',
      billing: 'arrears',
      billable: true,
    });
    const back = await post(`contract-lines/${id}/amendments`, { ...usage, fromRevision: 2, quantity: '0' });
    expect(back.terms).toHaveLength(1);
  });

  it('a twin is refused, and the refusal names the line that there is', async () => {
    const first = await line('messagerie', [{ period: { from: '2026-01-01' }, unitPrice: '5' }]);
    const { id: other } = await post('contracts', {
      client,
      title: 'Doublon',
      carriedBy: cooperative,
      from: '2026-01-01',
    });
    const twin = {
      contract: other,
      kind: 'subscription',
      service: 'Messagerie',
      label: 'x',
      terms: [{ period: { from: '2026-05-01' }, unitPrice: '5' }],
    };
    const refused = await post('contract-lines', twin, 409);
    expect(refused).toMatchObject({ code: 'CONTRACTS.TWIN_LINE', facts: { line: first.code } });
    expect(refused.detail).toContain(first.code);
    expect(await post('contract-lines', { ...twin, service: 'liste de diffusion' })).toMatchObject({
      revision: 1,
    });
  });

  it('fields that mean nothing for a kind, or miss, are named', async () => {
    const { id } = await line('champs', [{ period: { from: '2026-01-01' }, unitPrice: '5' }]);
    const wrong = await post(
      `contract-lines/${id}/amendments`,
      { kind: 'pause', fromRevision: 1, onDay: '2026-05-01' },
      400,
    );
    expect(wrong.errors.map((each: { field: string }) => each.field).sort()).toEqual(['onDay', 'period']);
    for (const payload of [
      { kind: 'change', fromRevision: 1, from: '2026-02-30' },
      { kind: 'change', fromRevision: 1, from: '2026-02-01', conditions: { unitPrice: '-5' } },
      { kind: 'change', fromRevision: 1, from: '2026-02-01', conditions: { billable: false } },
      { kind: 'usage', fromRevision: 1, period: { from: '2026-02-01' }, quantity: '1' },
    ]) {
      expect((await post(`contract-lines/${id}/amendments`, payload, 400)).code).toBe('API.INPUT_REFUSED');
    }
  });

  it('a client changed meanwhile is not overwritten; null is refused where there must be something', async () => {
    const changed = await administrator
      .patch(`/api/clients/${client}`)
      .send({ version: 1, email: 'epi@exemple.fr' })
      .expect(200);
    expect(changed.body).toMatchObject({ version: 2, email: 'epi@exemple.fr', name: 'L’Épicerie' });
    const late = await administrator
      .patch(`/api/clients/${client}`)
      .send({ version: 1, email: null })
      .expect(409);
    expect(late.body.code).toBe('CONTRACTS.CHANGED_MEANWHILE');
    for (const payload of [
      { name: null },
      { vatStatus: 'robot' },
      { siren: '552100555' },
      { unknown: 1 },
      { address: { ...address, city: null } },
    ]) {
      await administrator.patch(`/api/clients/${client}`).send(payload).expect(400);
    }
    const { body: issuer } = await administrator
      .patch(`/api/issuers/${cooperative}`)
      .send({ paymentDays: 45 })
      .expect(200);
    expect(issuer).toMatchObject({ paymentDays: 45, version: 2 });
    await administrator.patch(`/api/issuers/${cooperative}`).send({ paymentDays: 61 }).expect(400);
  });

  it('lists are searched and paged', async () => {
    const { body } = await administrator.get('/api/contracts?search=infog&size=1').expect(200);
    expect(body).toMatchObject({ total: 1, items: [{ title: 'Infogérance' }] });
    const none = await administrator.get(`/api/contracts?issuer=${cae}&page=2`).expect(200);
    expect(none.body).toMatchObject({ total: 1, items: [] });
    expect((await administrator.get('/api/clients?search=ÉPICERIE').expect(200)).body.total).toBe(1);
    await administrator.get('/api/clients?size=9999').expect(400);
  });

  it('accountants and auditors read and write nothing; members do not read', async () => {
    const accountant = await api.signedInAs('accountant');
    const auditor = await api.signedInAs('auditor');
    const member = await api.signedInAs('member');
    for (const agent of [accountant, auditor]) {
      await agent.get(`/api/contracts/${contract}`).expect(200);
      await agent.post('/api/clients').send({ name: 'X', vatStatus: 'consumer' }).expect(403);
    }
    await member.get(`/api/contracts/${contract}`).expect(403);
  });
});
