import { jest } from '@jest/globals';
import { Client } from 'pg';
import { Documents } from '#documents';
import { Office } from './office.js';

interface Point {
  readonly kind: string;
  readonly position: number | null;
  readonly client: { readonly id: number } | null;
  readonly sentences: readonly { readonly fr: string }[];
  readonly detail: string | null;
  readonly job: number | null;
  readonly acts: readonly string[];
}

describe('what of a run waits for a person', () => {
  let office: Office;

  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  const openPoints = async (run: number): Promise<Point[]> =>
    (await office.accountant.get(`/api/billing-runs/${run}/open-points`).expect(200)).body.points;
  /** What only the owner of the database may do. */
  const asOwner = async (statement: string) => {
    const psql = new Client({ connectionString: office.api.database.url });
    await psql.connect();
    await psql.query(statement);
    await psql.end();
  };
  const attempt = (run: number, position: number | null) =>
    office.administrator.post(`/api/billing-runs/${run}/documents/${position}/attempts`);

  it('a second tab that approves the same days is told who billed what, and nothing of it changes', async () => {
    await office.subscription('2026-11-01');
    await office.subscription('2026-11-01');
    const [first, second] = [await office.propose(), await office.propose()];
    await office.approve(first).expect(201);
    await office.work();
    const { body: refusal } = await office.approve(second).expect(409);
    expect(refusal.code).toBe('BILLING.PROPOSAL_BILLED');
    expect(refusal.detail).toMatch(
      /déjà facturée par Coopérative du Bocage du 1er au 30 novembre 2026, facture SCIC-2026-\d+ du 22 novembre 2026/,
    );
    expect(refusal.detail).toContain('de 1 autre facture de la proposition');
    const english = await office.approve(second).set('Accept-Language', 'en').expect(409);
    expect(english.body.detail).toContain('from 1 to 30 November 2026');
    expect((await office.run(second.id)).state).toBe('proposed');
    await office.accountant.post(`/api/billing-runs/${second.id}/abandonment`).expect(200);
    expect((await office.invoices()).totals).toMatchObject({ documents: 2, net: '200.00' });
  });

  it('what was billed meanwhile is set aside with the reason when a proposal is approved, the rest goes on', async () => {
    const early = await office.subscription('2026-11-01');
    const first = await office.propose();
    const late = await office.subscription('2026-11-01');
    const second = await office.propose();
    await office.approve(first).expect(201);
    await office.work();
    const approved = await office.approve(second).expect(201);
    expect(approved.body.progress).toMatchObject({ approved: 1, setAside: 1 });
    await office.work();
    const documents = await office.documents(second.id);
    const of = (client: number) =>
      documents.find((each: { client: { id: number } }) => each.client.id === client);
    expect(of(early.client)).toMatchObject({
      state: 'obsolete',
      reason: { code: 'BILLING.DAYS_ALREADY_BILLED' },
    });
    expect(of(early.client).reason.sentence.fr).toContain('déjà facturée par Coopérative du Bocage');
    expect(of(late.client)).toMatchObject({ state: 'issued' });
    expect(await openPoints(second.id)).toEqual([]);
  });

  it('a document that the database refused is issued by another attempt once the cause is gone', async () => {
    const refused = await office.subscription('2026-11-01');
    await office.subscription('2026-11-01');
    const run = await office.propose();
    await asOwner(
      `ALTER TABLE billing.invoice ADD CONSTRAINT not_this_client CHECK (client_id <> ${refused.client})`,
    );
    await office.approve(run).expect(201);
    await office.work();
    expect((await office.run(run.id)).progress).toMatchObject({ issued: 1, setAside: 1 });
    const [point, ...others] = await openPoints(run.id);
    expect(others).toEqual([]);
    expect(point).toMatchObject({
      kind: 'failed',
      client: { id: refused.client },
      net: '100.00',
      acts: ['attempt', 'propose'],
    });
    expect(point!.sentences[0]!.fr).toContain('not_this_client');

    // Again while the cause is there: it fails again, and nothing else moves.
    await attempt(run.id, point!.position).expect(201);
    await office.work();
    expect((await openPoints(run.id)).map(({ kind }) => kind)).toEqual(['failed']);

    await asOwner('ALTER TABLE billing.invoice DROP CONSTRAINT not_this_client');
    await attempt(run.id, point!.position).expect(201);
    await office.work();
    expect(await openPoints(run.id)).toEqual([]);
    expect(await office.run(run.id)).toMatchObject({ state: 'delivering', progress: { issued: 2, sent: 2 } });
    expect(await office.acts()).toContain('billing.run.attempt');
    expect((await office.run(run.id)).events.at(-3)).toMatchObject({
      state: 'approved',
      facts: { attempt: point!.position },
    });
    await office.administrator.post(`/api/billing-runs/${run.id}/closing`).expect(200);
    const closed = await attempt(run.id, point!.position).expect(409);
    expect(closed.body.code).toBe('BILLING.RUN_STATE');
  });

  it('refuses to try again what has not failed, and everybody but an administrator', async () => {
    await office.subscription('2026-11-01');
    const run = await office.propose();
    expect((await attempt(run.id, 1).expect(409)).body.code).toBe('BILLING.RUN_STATE');
    await office.approve(run).expect(201);
    await office.work();
    const issued = await attempt(run.id, 1).expect(409);
    expect(issued.body).toMatchObject({ code: 'BILLING.ATTEMPT_REFUSED', facts: { state: 'issued' } });
    expect((await attempt(run.id, 2).expect(404)).body.code).toBe('BILLING.RUN_DOCUMENT_UNKNOWN');
    expect((await attempt(987654, 1).expect(404)).body.code).toBe('BILLING.RUN_UNKNOWN');
    const path = `/api/billing-runs/${run.id}/documents/1/attempts`;
    await office.accountant.post(path).expect(403);
    await office.auditor.post(path).expect(403);
    await office.auditor.get(`/api/billing-runs/${run.id}/open-points`).expect(200);
    await office.accountant.get('/api/billing-runs/987654/open-points').expect(404);
  });

  it('days excused after the approval fall back, and are issued by another attempt once the excuse is lifted', async () => {
    const { id: line } = await office.subscription('2026-11-01');
    const run = await office.propose();
    const period = { from: '2026-11-01', to: '2026-12-01' };
    const { body: excuse } = await office.administrator
      .post('/api/excuses')
      .send({ line, period, reason: 'Panne du service' })
      .expect(201);
    await office.approve(run).expect(201);
    await office.work();
    const [point] = await openPoints(run.id);
    expect(point).toMatchObject({ kind: 'review', acts: ['attempt', 'propose'] });
    await office.administrator.delete(`/api/excuses/${excuse.id}`).expect(200);
    await attempt(run.id, point!.position).expect(201);
    await office.work();
    expect((await office.invoices()).totals).toMatchObject({ documents: 1, net: '100.00' });
  });

  it('an amended contract asks for a new proposal, since another attempt would only fall back again', async () => {
    const { id: line } = await office.subscription('2026-11-01');
    const run = await office.propose();
    await office.administrator
      .post(`/api/contract-lines/${line}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-11-01', conditions: { unitPrice: '90' } })
      .expect(201);
    await office.approve(run).expect(201);
    await office.work();
    expect(await openPoints(run.id)).toEqual([
      expect.objectContaining({ kind: 'review', acts: ['propose'] }),
    ]);
    await attempt(run.id, 1).expect(201);
    await office.work();
    expect((await openPoints(run.id)).map(({ kind }) => kind)).toEqual(['review']);
    expect((await office.invoices()).totals.documents).toBe(0);
  });

  it('names held documents once the run is approved, and what stuck, with the work to try again', async () => {
    const held = await office.subscription('2026-01-01');
    const silent = await office.client({ channel: null, email: null });
    await office.subscription('2026-11-01', {}, silent.id);
    const posted = await office.client({ channel: 'post' });
    await office.subscription('2026-11-01', {}, posted.id);
    const stuck = await office.subscription('2026-11-01');
    const documents = office.api.get(Documents);
    const draw = documents.render.bind(documents);
    const render = jest.spyOn(documents, 'render').mockImplementation(async (document) => {
      if (document.buyer.name === 'Client 4') throw new Error('plus de place sur le disque');
      return draw(document);
    });
    const run = await office.propose();
    expect(await openPoints(run.id)).toEqual([]);
    await office.approve(run).expect(201);
    for (let attempts = 0; attempts < 9; attempts += 1) {
      await office.work();
      await office.sql(`UPDATE jobs.job SET run_after = now() WHERE state = 'failed'`);
    }
    const points = await openPoints(run.id);
    expect(points.map(({ kind, client, acts }) => [kind, client!.id, acts])).toEqual([
      ['held', held.client, ['release']],
      ['held', silent.id, ['propose']],
      ['stuckRendering', stuck.client, ['retry']],
      ['byHand', posted.id, ['settle', 'excuse']],
    ]);
    expect(points[2]!.detail).toContain('plus de place');
    render.mockRestore();
    await office.administrator.post(`/api/jobs/${points[2]!.job}/retry`).expect(200);
    await office.work();
    expect((await openPoints(run.id)).map(({ kind }) => kind)).toEqual(['held', 'held', 'byHand']);
  });
});

describe('reading the documents of a run', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
    for (const [name, unitPrice] of [
      ['Zèbre', '300'],
      ['abricot', '100'],
      ['Moulin', '200'],
    ] as const) {
      const { id } = await office.client({ name });
      await office.subscription('2026-11-01', { unitPrice }, id);
    }
    const { id: blocked } = await office.client({ name: 'Bloquée', channel: null, email: null });
    await office.subscription('2026-11-01', {}, blocked);
    const { id: late } = await office.client({ name: 'Retard' });
    await office.subscription('2026-01-01', {}, late);
  });
  afterAll(async () => office.close());

  const read = async (run: number, query: object) =>
    (await office.accountant.get(`/api/billing-runs/${run}/documents`).query(query).expect(200)).body;
  const clients = ({ documents }: { documents: { client: { name: string } }[] }) =>
    documents.map(({ client }) => client.name);

  it('orders by client and by amount, page by page, both ways', async () => {
    const { id } = await office.propose();
    expect(clients(await read(id, {}))).toEqual(['Zèbre', 'abricot', 'Moulin', 'Bloquée', 'Retard']);
    const byName = ['abricot', 'Bloquée', 'Moulin', 'Retard', 'Zèbre'];
    expect(clients(await read(id, { order: 'client' }))).toEqual(byName);
    const seen: string[] = [];
    let after: number | null = null;
    do {
      const page: { documents: { client: { name: string } }[]; next: number | null } = await read(id, {
        order: 'net',
        direction: 'descending',
        limit: 2,
        ...(after === null ? {} : { after }),
      });
      seen.push(...clients(page));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(['Retard', 'Zèbre', 'Moulin', 'Bloquée', 'abricot']);
  });

  it('finds by the gravest remark and by name, and says what all that is found comes to', async () => {
    const { id } = await office.propose();
    expect(clients(await read(id, { remark: 'blocked' }))).toEqual(['Bloquée']);
    expect(clients(await read(id, { remark: 'held' }))).toEqual(['Retard']);
    const clean = await read(id, { remark: 'none', limit: 1 });
    expect(clean.totals).toEqual({ documents: 3, clients: 3, net: '600.00', vat: '120.00', gross: '720.00' });
    expect(clients(await read(id, { client: 'moul' }))).toEqual(['Moulin']);
    expect((await read(id, { client: '%' })).totals.documents).toBe(0);
    await office.accountant.get(`/api/billing-runs/${id}/documents?order=anything`).expect(400);
  });

  it('tells VAT beside net and gross in the counts', async () => {
    const { id } = await office.propose();
    expect((await office.run(id)).counts).toContainEqual({
      state: 'proposed',
      documents: 3,
      net: '600.00',
      vat: '120.00',
      gross: '720.00',
    });
  });
});
