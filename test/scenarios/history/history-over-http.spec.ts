import { readFileSync } from 'node:fs';
import { Jobs } from '#jobs';
import { IMPORT_JOB } from '#history';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const SUBSCRIPTIONS = [
  'abonnement;client;nom;prestation;montant_ht;tva;cadence;echeance;debut;fin',
  'S1;EPI;L’Épicerie;Site web;31,00;20;mensuel;à échoir;2024-01-01;',
].join('\n');
const INVOICES = [
  'id;numero;type;abonnement;client;nom;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;etat;envoyee_le;annule',
  '1;F-1;facture;S1;EPI;L’Épicerie;2024-01-01;2024-01-01;2024-01-31;31,00;6,20;validée;2024-01-01;',
  '2;F-2;facture;S1;EPI;L’Épicerie;2024-01-02;2024-01-01;2024-01-31;31,00;6,20;validée;2024-01-02;',
].join('\n');
const fixture = (name: string) => readFileSync(`test/fixtures/billing-history/${name}`);

describe('the history of a former tool over HTTP', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let accountant: HttpAgent;
  let auditor: HttpAgent;
  let audit: number;

  const upload = (
    subscriptions: string | Buffer,
    invoices: string | Buffer,
    fields: Record<string, string> = {},
  ) => {
    const request = administrator.post('/api/history-audits').field('issuer', 'SCIC').field(fields);
    return request
      .attach('subscriptions', Buffer.from(subscriptions as string), 'abonnements été.csv')
      .attach('invoices', Buffer.from(invoices as string), 'factures.csv');
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2024-02-15' });
    administrator = await api.signedInAs('administrator');
    accountant = await api.signedInAs('accountant');
    auditor = await api.signedInAs('auditor');
    const address = { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' };
    await administrator
      .post('/api/issuers')
      .send({ code: 'SCIC', name: 'La Fabrique', siren: '552100554', address })
      .expect(201);
  });
  afterAll(async () => api.close());

  it('audits an upload and keeps files, findings and who did it', async () => {
    const { body, headers } = await upload(SUBSCRIPTIONS, INVOICES, {
      asOf: '2024-02-15',
      horizon: '31',
    }).expect(201);
    audit = body.id;
    expect(headers['location']).toBe(`/api/history-audits/${audit}`);
    expect(body).toMatchObject({
      issuer: { code: 'SCIC' },
      asOf: '2024-02-15',
      counts: { 'billed-twice': 1, 'never-billed': 1 },
      files: { subscriptions: { name: 'abonnements été.csv', rows: 1 }, invoices: { rows: 2 } },
      createdBy: 'Essai administrator',
      import: null,
    });
    const { body: page } = await auditor
      .get(`/api/history-audits/${audit}/findings?kind=billed-twice`)
      .expect(200);
    expect(page).toMatchObject({
      total: 1,
      items: [{ documents: [{ id: '1' }, { id: '2' }], amount: '31.00', correction: { net: '31.00' } }],
    });
    expect((await accountant.get('/api/history-audits').expect(200)).body).toMatchObject({
      total: 1,
      items: [{ id: audit }],
    });
  });

  it('remembers a mapping for exports of the same headers', async () => {
    const renamed = INVOICES.replace('montant_ht', 'a payer hors tout');
    const refused = await upload(SUBSCRIPTIONS, renamed).expect(400);
    expect(refused.body).toMatchObject({ code: 'HISTORY.EXPORT_REFUSED', facts: { total: 1 } });
    const map = JSON.stringify({ invoices: { columns: { net: 'a payer hors tout' } } });
    await upload(SUBSCRIPTIONS, renamed, { map }).expect(201);
    const { body } = await upload(SUBSCRIPTIONS, renamed).expect(201);
    expect(body.map).toEqual(JSON.parse(map));
    // Looking at such an export says so before anything is kept.
    const looked = await administrator
      .post('/api/history-readings')
      .attach('subscriptions', Buffer.from(SUBSCRIPTIONS), 's.csv')
      .attach('invoices', Buffer.from(renamed), 'f.csv')
      .expect(200);
    expect(looked.body).toMatchObject({
      map: JSON.parse(map),
      remembered: { by: 'Essai administrator' },
      refusalCount: 0,
    });
    // Another mapping reads the kept files anew.
    const again = { map: { invoices: { columns: { net: 'a payer hors tout', gross: null } } } };
    expect(
      (await administrator.put(`/api/history-audits/${body.id}/mapping`).send(again).expect(200)).body.map,
    ).toEqual(again.map);
    const wrong = { map: { invoices: { columns: { net: 'numero' } } } };
    await administrator.put(`/api/history-audits/${body.id}/mapping`).send(wrong).expect(400);
    await accountant.put(`/api/history-audits/${body.id}/mapping`).send(again).expect(403);
  });

  it('previews, imports in the background what was previewed, and says what it did', async () => {
    const preview = await administrator
      .post(`/api/history-audits/${audit}/import?preview=true`)
      .send({})
      .expect(200);
    expect(preview.body).toMatchObject({
      preview: true,
      writes: true,
      created: { contracts: 1, invoices: 2, awaitingCredits: 1 },
    });
    await administrator.post(`/api/history-audits/${audit}/import`).send({}).expect(400);
    await accountant.post(`/api/history-audits/${audit}/import`).send({}).expect(403);
    const choices = [{ keep: '2', over: '1' }];
    const chosen = await administrator
      .post(`/api/history-audits/${audit}/import?preview=true`)
      .send({ choices })
      .expect(200);
    expect(chosen.body.digest).not.toBe(preview.body.digest);

    // The digest of another preview than that of these choices.
    await administrator
      .post(`/api/history-audits/${audit}/import`)
      .send({ choices, digest: preview.body.digest })
      .expect(202);
    await api.get(Jobs).workUntilIdle({ kinds: [IMPORT_JOB] });
    const { body: stuck } = await administrator.get(`/api/history-audits/${audit}`).expect(200);
    expect(stuck).toMatchObject({ import: null, job: { state: 'stuck' } });
    expect(stuck.job.lastError).toContain('aperçu');

    const digest = chosen.body.digest;
    const { body } = await administrator
      .post(`/api/history-audits/${audit}/import`)
      .send({ choices, digest })
      .expect(202);
    expect(body.job).toBeGreaterThan(0);
    await api.get(Jobs).workUntilIdle({ kinds: [IMPORT_JOB] });
    const { body: done } = await accountant.get(`/api/history-audits/${audit}`).expect(200);
    expect(done).toMatchObject({
      job: { state: 'done', progress: { done: 3, total: 3 } },
      import: { madeBy: 'Essai administrator', summary: { created: { invoices: 2 }, coveredDays: 31 } },
    });
    const refused = await administrator
      .put(`/api/history-audits/${audit}/mapping`)
      .send({ map: {} })
      .expect(409);
    expect(refused.body.code).toBe('HISTORY.AUDIT_IMPORTED');
  });

  it('lists what awaits a credit note, and takes a statement of how it was settled', async () => {
    const { body } = await accountant.get('/api/awaiting-credits').expect(200);
    expect(body).toMatchObject({
      total: 1,
      items: [{ number: 'F-1', conflictsWith: { number: 'F-2' }, toCredit: [{ position: 1, net: '31.00' }] }],
    });
    const path = `/api/awaiting-credits/${body.items[0].id}/settlement`;
    await accountant.post(path).send({ statement: 'Remboursée.' }).expect(403);
    await administrator.post(path).send({ statement: 'x' }).expect(400);
    await administrator.post(path).send({ statement: 'Remboursée par virement.' }).expect(204);
    await administrator.post(path).send({ statement: 'Remboursée par virement.' }).expect(409);
    expect((await auditor.get('/api/awaiting-credits').expect(200)).body.total).toBe(0);
    const { body: settled } = await auditor.get('/api/awaiting-credits?settled=true').expect(200);
    expect(settled.items).toMatchObject([
      { settledBy: 'Essai administrator', settlement: 'Remboursée par virement.' },
    ]);
    expect((await auditor.get('/api/billed-ahead').expect(200)).body).toEqual([]);
  });

  it('answers other requests while it reads a large export', async () => {
    const header = INVOICES.split('\n')[0]!;
    const lines = Array.from(
      { length: 60_000 },
      (_, n) =>
        `${n};G-${n};facture;S1;EPI;L’Épicerie;2024-01-02;2024-01-01;2024-01-31;31,00;6,20;validée;2024-01-02;`,
    );
    const begun = performance.now();
    let slowest = 0;
    let reading = true;
    const beats = (async () => {
      while (reading) {
        const start = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 5));
        slowest = Math.max(slowest, performance.now() - start);
      }
    })();
    const { body } = await upload(SUBSCRIPTIONS, [header, ...lines].join('\n')).expect(201);
    reading = false;
    const total = performance.now() - begun;
    await beats;
    expect(body.counts['billed-twice']).toBe((60_000 * 59_999) / 2);
    expect(body.remarks).toHaveLength(1);
    // Read on the event loop, the file would hold it for nearly all of that time.
    expect(slowest).toBeLessThan(total / 2);
  });

  it('refuses what is no export, too large, or for nobody', async () => {
    expect((await upload('', INVOICES).expect(400)).body.code).toBe('HISTORY.EXPORT_REFUSED');
    expect((await upload(SUBSCRIPTIONS, INVOICES, { map: '{' }).expect(400)).body.code).toBe(
      'HISTORY.EXPORT_REFUSED',
    );
    expect((await upload(SUBSCRIPTIONS, INVOICES, { asOf: '2024-02-30' }).expect(400)).body.code).toBe(
      'API.INPUT_REFUSED',
    );
    const missing = administrator.post('/api/history-audits').field('issuer', 'SCIC');
    expect((await missing.attach('invoices', Buffer.from(INVOICES), 'f.csv').expect(400)).body.code).toBe(
      'API.INPUT_REFUSED',
    );
    const nobody = administrator.post('/api/history-audits').field('issuer', 'AUCUN');
    await nobody
      .attach('subscriptions', Buffer.from(SUBSCRIPTIONS), 's.csv')
      .attach('invoices', Buffer.from(INVOICES), 'f.csv')
      .expect(404);
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'x');
    expect((await upload(SUBSCRIPTIONS, large).expect(413)).body.code).toBe('API.TOO_LARGE');
    await administrator.get('/api/history-audits/999999').expect(404);
    await administrator.get('/api/history-audits/999999/findings').expect(404);
    await administrator
      .post('/api/history-audits/999999/import')
      .send({ digest: '0'.repeat(64) })
      .expect(404);
  });

  it('the fixture of March 2024 over HTTP tells the findings of its truth', async () => {
    const { body } = await upload(fixture('subscriptions.csv'), fixture('invoices.csv')).expect(201);
    expect(body).toMatchObject({
      asOf: '2024-04-30',
      counts: { 'billed-ahead': 64, 'never-sent': 25, 'number-gap': 8 },
    });
    const { body: page } = await administrator
      .get(`/api/history-audits/${body.id}/findings?page=2&size=100`)
      .expect(200);
    expect(page.total).toBe(143);
    expect(page.items).toHaveLength(43);
  });
});
