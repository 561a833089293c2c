import { Office } from './office.js';

describe('what is billed and what is not', () => {
  let office: Office;

  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  const segmentsOf = async (line: number) => {
    const { body } = await office.auditor
      .get(`/api/coverage/${line}?from=2026-10-01&to=2027-01-01`)
      .expect(200);
    return body.segments.map((each: { state: string; from: string; to: string }) => [
      each.state,
      each.from,
      each.to,
    ]);
  };

  it('excused days are held in sight, are proposed by nobody, and are due again once the excuse is lifted', async () => {
    const { id } = await office.subscription('2026-11-01');
    const wish = {
      line: id,
      period: { from: '2026-11-01', to: '2026-11-11' },
      reason: 'Panne du service',
    };
    await office.accountant.post('/api/excuses').send(wish).expect(403);
    const { body: excuse } = await office.administrator.post('/api/excuses').send(wish).expect(201);
    const twice = await office.administrator.post('/api/excuses').send(wish).expect(409);
    expect(twice.body.code).toBe('BILLING.EXCUSE_REFUSED');
    await office.administrator
      .post('/api/excuses')
      .send({ ...wish, line: 987654 })
      .expect(404);
    await office.administrator
      .post('/api/excuses')
      .send({ ...wish, period: { from: '2026-11-11', to: '2026-11-11' } })
      .expect(409);
    expect(await segmentsOf(id)).toEqual([
      ['held', '2026-11-01', '2026-11-11'],
      ['unbilled', '2026-11-11', '2026-12-01'],
      ['notYetDue', '2026-12-01', '2027-01-01'],
    ]);
    const { body: drift } = await office.accountant.get('/api/drift?kind=unbilled').expect(200);
    expect(drift.lines[0].excused).toEqual([{ from: '2026-11-01', to: '2026-11-11' }]);
    expect((await office.accountant.get('/api/dashboard').expect(200)).body.toBill.net).toBe('66.67');
    await office.bill();
    expect((await office.invoices()).totals.net).toBe('66.67');
    expect((await office.accountant.get('/api/excuses').expect(200)).body).toHaveLength(1);
    await office.administrator.delete(`/api/excuses/${excuse.id}`).expect(200);
    const lifted = await office.administrator.delete(`/api/excuses/${excuse.id}`).expect(200);
    expect(lifted.body.liftedBy).toBe('Essai administrator');
    expect((await office.accountant.get('/api/excuses').expect(200)).body).toEqual([]);
    expect((await office.accountant.get(`/api/excuses?line=${id}`).expect(200)).body).toHaveLength(1);
    expect((await segmentsOf(id))[0]).toEqual(['unbilled', '2026-11-01', '2026-11-11']);
    await office.administrator.delete('/api/excuses/987654').expect(404);
  });

  it('a price backdated is corrected by the very documents that were previewed', async () => {
    const { id } = await office.subscription('2026-11-01');
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${id}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-11-16', conditions: { unitPrice: '80' } })
      .expect(201);
    const { body: drift } = await office.accountant.get('/api/drift?kind=mispriced').expect(200);
    expect(drift.lines[0].mispriced).toEqual([{ from: '2026-11-16', to: '2026-12-01' }]);
    const wish = { issuer: 'SCIC', reason: 'Nouveau prix au 16 novembre' };
    const { body: preview } = await office.accountant.post('/api/corrections/preview').send(wish).expect(200);
    expect(preview).toMatchObject({
      credits: [{ number: null, net: '50.00' }],
      rebills: [{ number: null, net: '40.00' }],
      blocked: [],
    });
    expect((await office.invoices()).totals.documents).toBe(1);
    const stale = { ...wish, digest: '0'.repeat(64) };
    const refused = await office.administrator.post('/api/corrections').send(stale).expect(409);
    expect(refused.body.code).toBe('BILLING.CORRECTION_CHANGED');
    const approved = { ...wish, digest: preview.digest };
    await office.accountant.post('/api/corrections').send(approved).expect(403);
    const { body: done } = await office.administrator.post('/api/corrections').send(approved).expect(201);
    expect(done.credits[0].number).toMatch(/\d$/);
    expect((await office.invoices()).totals).toMatchObject({ documents: 3, creditNotes: 1, net: '90.00' });
    await office.administrator.post('/api/corrections').send(approved).expect(409);
    expect((await office.accountant.get('/api/drift').expect(200)).body.lines).toEqual([]);
    expect(await office.acts()).toContain('billing.correction.issue');
  });

  it('many lines are told compactly, page by page, each as it is told alone', async () => {
    for (let count = 0; count < 5; count += 1) await office.subscription('2026-11-01');
    await office.bill();
    const seen: number[] = [];
    let after = '';
    do {
      const { body } = await office.accountant
        .get(`/api/coverage?from=2026-10-01&to=2027-01-01&limit=2${after}`)
        .expect(200);
      expect(body.lines.length).toBeLessThanOrEqual(2);
      for (const each of body.lines) {
        seen.push(each.line.id);
        const { body: alone } = await office.accountant
          .get(`/api/coverage/${each.line.id}?from=2026-10-01&to=2027-01-01`)
          .expect(200);
        expect(
          each.segments.map(([state, from, to, invoice]: [number, string, string, number]) => ({
            state: body.states[state],
            from,
            to,
            invoice: invoice || null,
          })),
        ).toEqual(alone.segments);
        expect(each.carriers).toEqual([{ issuer: 'SCIC', from: '2026-11-01', to: '2027-01-01' }]);
      }
      after = body.next ? `&after=${body.next}` : '';
    } while (after);
    expect(seen).toHaveLength(5);
    await office.accountant.get('/api/coverage?from=2026-01-01&to=2026-01-01').expect(400);
    await office.accountant.get('/api/coverage?from=2000-01-01&to=2026-01-01').expect(400);
  });

  it('lines are listed by client and code, counted in full, and found by client, contract, words and carrier', async () => {
    const { id: zephyr } = await office.client({ name: 'Zéphyr' });
    const { id: ecluse } = await office.client({ name: 'Écluse du Lin' });
    const [last, first] = [
      await office.subscription('2026-11-01', {}, zephyr),
      await office.subscription('2026-11-01', {}, ecluse),
    ];
    const found = async (query: object) => {
      const { body } = await office.accountant
        .get('/api/coverage')
        .query({ from: '2026-10-01', to: '2027-01-01', ...query })
        .expect(200);
      return [body.lines.map((each: { line: { id: number } }) => each.line.id), body.total];
    };
    expect(await found({})).toEqual([[first.id, last.id], 2]);
    expect(await found({ limit: 1 })).toEqual([[first.id], 2]);
    expect(await found({ limit: 1, after: first.id })).toEqual([[last.id], 2]);
    expect(await found({ client: zephyr })).toEqual([[last.id], 1]);
    expect(await found({ contract: first.contract })).toEqual([[first.id], 1]);
    expect(await found({ line: last.id })).toEqual([[last.id], 1]);
    expect(await found({ search: 'écluse' })).toEqual([[first.id], 1]);
    expect(await found({ search: '%' })).toEqual([[], 0]);
    expect(await found({ issuer: 'SCIC' })).toEqual([[first.id, last.id], 2]);
    expect(await found({ issuer: 'AUTRE' })).toEqual([[], 0]);
    await office.accountant.get('/api/coverage?state=perhaps').expect(400);
  });

  it('the numbers of the documents are told where they are asked for, and the day that counts as today', async () => {
    await office.subscription('2026-11-01');
    await office.bill();
    const { number, id } = (await office.invoices()).invoices[0];
    const url = '/api/coverage?from=2026-10-01&to=2027-01-01';
    const { body } = await office.accountant.get(`${url}&documents=true`).expect(200);
    expect(body).toMatchObject({ asOf: '2026-11-22', documents: [{ id, number }] });
    expect(body.issuers).toMatchObject([{ code: 'SCIC', name: 'Coopérative du Bocage' }]);
    expect((await office.accountant.get(url).expect(200)).body.documents).toEqual([]);
    await office.accountant.get(`${url}&documents=perhaps`).expect(400);
  });

  it('days with a rate of worked time and no time recorded are neither owed nor paused', async () => {
    const { contract } = await office.subscription('2026-10-01');
    const rate = { unitPrice: '60', period: { from: '2026-10-01', to: null } };
    const { body: line } = await office.administrator
      .post('/api/contract-lines')
      .send({ contract, kind: 'time', service: 'appui', label: 'Appui technique', terms: [rate] })
      .expect(201);
    expect(await segmentsOf(line.id)).toEqual([]);
    await office.administrator
      .post(`/api/contract-lines/${line.id}/amendments`)
      .send({
        kind: 'usage',
        fromRevision: 1,
        period: { from: '2026-10-01', to: '2026-11-01' },
        quantity: '3',
      })
      .expect(201);
    expect(await segmentsOf(line.id)).toEqual([['unbilled', '2026-10-01', '2026-11-01']]);
    const window = { from: '2026-10-01', to: '2027-01-01' };
    const { body } = await office.accountant
      .get('/api/coverage')
      .query({ ...window, state: 'paused' })
      .expect(200);
    expect(body.total).toBe(0);
  });

  it('lines with a day in a state are exactly those whose picture shows one', async () => {
    const billed = await office.subscription('2026-10-01');
    await office.bill();
    const credited = await office.subscription('2026-11-01');
    await office.bill();
    const { invoices } = await office.invoices({ client: credited.client });
    await office.administrator
      .post(`/api/contract-lines/${credited.id}/amendments`)
      .send({ kind: 'cancellation', fromRevision: 1, onDay: '2026-11-11' })
      .expect(201);
    await office.administrator
      .post(`/api/invoices/${invoices[0].id}/credit-notes`)
      .send({
        scopes: [{ kind: 'days', position: 1, period: { from: '2026-11-11', to: '2026-12-01' } }],
        reason: 'Résiliation au 11 novembre',
      })
      .expect(201);
    const paused = await office.subscription('2026-11-01');
    await office.administrator
      .post(`/api/contract-lines/${paused.id}/amendments`)
      .send({ kind: 'pause', fromRevision: 1, period: { from: '2026-12-01', to: null } })
      .expect(201);
    const held = await office.subscription('2026-11-01');
    await office.administrator
      .post('/api/excuses')
      .send({ line: held.id, period: { from: '2026-11-01', to: '2026-12-01' }, reason: 'Panne du service' })
      .expect(201);
    const window = { from: '2026-10-01', to: '2027-01-01' };
    const { body: all } = await office.accountant.get('/api/coverage').query(window).expect(200);
    type Drawn = { line: { id: number }; segments: [number][] };
    for (const [at, state] of (all.states as string[]).entries()) {
      const { body } = await office.accountant
        .get('/api/coverage')
        .query({ ...window, state })
        .expect(200);
      const expected = (all.lines as Drawn[]).filter(({ segments }) =>
        segments.some(([each]) => each === at),
      );
      expect([state, body.lines]).toEqual([state, expected]);
      expect(body.total).toBe(expected.length);
    }
    const idsIn = (state: string) =>
      (all.lines as Drawn[])
        .filter(({ segments }) => segments.some(([each]) => all.states[each] === state))
        .map(({ line }) => line.id);
    expect(idsIn('credited')).toEqual([credited.id]);
    expect(idsIn('paused')).toEqual([paused.id]);
    expect(idsIn('held')).toEqual([held.id]);
    expect(idsIn('unbilled')).toEqual([paused.id]);
    expect(idsIn('billed')).toEqual([billed.id, credited.id]);
  });

  it('pages of invoices hold each once, whatever the filter', async () => {
    const { client } = await office.subscription('2026-11-01');
    for (let count = 0; count < 4; count += 1) await office.subscription('2026-11-01');
    await office.bill();
    const numbers: string[] = [];
    let after: string | null = null;
    do {
      const page = await office.invoices({ limit: 2, ...(after ? { after } : {}) });
      numbers.push(...page.invoices.map((each: { number: string }) => each.number));
      expect(page.totals === null).toBe(after !== null);
      after = page.next;
    } while (after);
    expect(numbers).toHaveLength(5);
    expect(numbers).toEqual([...numbers].sort().reverse());
    const count = async (query: Record<string, string | number>) =>
      (await office.invoices(query)).totals.documents;
    expect(await count({ client })).toBe(1);
    expect(await count({ number: numbers[0]! })).toBe(1);
    expect(await count({ number: '%' })).toBe(0);
    expect(
      await count({ issuer: 'SCIC', type: 'invoice', issuedFrom: '2026-11-22', issuedTo: '2026-11-22' }),
    ).toBe(5);
    expect(await count({ issuedTo: '2026-11-21' })).toBe(0);
    expect(await count({ issuer: 'AUTRE' })).toBe(0);
    expect(await count({ delivery: 'sent' })).toBe(5);
    await office.accountant.get('/api/invoices?after=2026-02-30.1').expect(400);
  });
});
