import { Scheduling } from '#billing';
import { Configuration } from '#installation';
import { Jobs } from '#jobs';
import { createApi } from '#app/api/src/create-api.js';
import { Office } from './office.js';

describe('billing by night', () => {
  let office: Office;

  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  /** The work of one night. */
  async function night(day: string): Promise<void> {
    office.api.clock.setToday(day);
    await office.api.get(Jobs).planRecurring();
    await office.work();
  }

  const status = async () => (await office.accountant.get('/api/scheduling').expect(200)).body;
  const clear = async () => {
    const { after } = await status();
    return office.administrator.post('/api/scheduling/clearance').send({ digest: after.digest }).expect(201);
  };
  const runs = async () => (await office.accountant.get('/api/billing-runs').expect(200)).body.runs;
  const limits = (limit: object) =>
    office.administrator
      .put('/api/issuers/SCIC/automatic-issue')
      .send({ enabled: true, mostDocuments: 10, mostNet: '1000.00', ...limit });

  it('is off until a person has seen the drift, and then proposes without issuing', async () => {
    await office.subscription('2026-11-01');
    await night('2026-11-22');
    expect(await runs()).toEqual([]);
    const before = await status();
    expect(before).toMatchObject({ on: false, before: null });
    expect(before.after.summary).toEqual([expect.objectContaining({ issuer: 'SCIC', unbilledDays: 30 })]);

    const stale = await office.administrator
      .post('/api/scheduling/clearance')
      .send({ digest: '0'.repeat(64) })
      .expect(409);
    expect(stale.body.code).toBe('BILLING.SNAPSHOT_STALE');
    expect((await status()).on).toBe(false);
    await office.accountant
      .post('/api/scheduling/clearance')
      .send({ digest: before.after.digest })
      .expect(403);
    expect((await clear()).body).toMatchObject({ on: true, cause: null, clearedBy: 'Essai administrator' });

    await night('2026-11-23');
    const [proposed] = await runs();
    expect(proposed).toMatchObject({ automatic: true, state: 'proposed', asOf: '2026-11-23' });
    expect((await office.invoices()).totals.documents).toBe(0);

    await night('2026-11-24');
    expect((await runs()).map((run: { state: string }) => run.state)).toEqual(['proposed', 'abandoned']);
    expect(await office.acts()).toContain('billing.scheduling.clear');
  });

  it('is off again after an import, with the drift before it beside the one after', async () => {
    await office.subscription('2026-11-01');
    await clear();
    const clients = 'code;nom;statut_tva;siren\nEPI;L’Épicerie;assujetti;552100554';
    await office.administrator
      .post('/api/imports/clients')
      .attach('file', Buffer.from(clients), 'c.csv')
      .expect(201);
    const contracts = [
      'contrat;client;ligne;prestation;prix_unitaire_ht;cadence;debut',
      'C1;EPI;1;hébergement;120,00;mensuel;01/11/2026',
    ].join('\n');
    await clear();
    await office.administrator
      .post('/api/imports/contracts')
      .attach('file', Buffer.from(contracts), 'k.csv')
      .expect(201);
    const off = await status();
    expect(off.on).toBe(false);
    expect(off.cause).toContain('import');
    expect(off.before.summary[0].unbilledDays).toBe(30);
    expect(off.after.summary[0].unbilledDays).toBe(60);
    await night('2026-11-23');
    expect(await runs()).toEqual([]);
    await clear();
    await night('2026-11-24');
    expect(await runs()).toHaveLength(1);
  });

  it('stays off in a copy of the database that runs under another name', async () => {
    await office.subscription('2026-11-01');
    await clear();
    const configuration = Object.assign(new Configuration(), {
      NODE_ENV: 'test',
      INTENDANCE_ENVIRONMENT: 'recette',
    });
    const { clock, database } = office.api;
    const copy = await createApi(
      { configuration, databaseUrl: database.url, clock, works: 'never' },
      { log: false },
    );
    try {
      const told = await copy.get(Scheduling, { strict: false }).status();
      expect(told.on).toBe(false);
      expect(told.cause).toContain('restaurée, copiée ou déplacée');
      clock.setToday('2026-11-23');
      const jobs = copy.get(Jobs, { strict: false });
      await jobs.planRecurring();
      await jobs.workUntilIdle();
      expect(await runs()).toEqual([]);
    } finally {
      await copy.close();
    }
    await night('2026-11-24');
    expect(await runs()).toHaveLength(1);
  });

  it('issues by itself only where it is allowed, and only within the limits', async () => {
    for (let count = 0; count < 3; count += 1) await office.subscription('2026-11-01');
    await clear();
    await limits({ mostNet: '0.00' }).expect(400);
    await limits({ mostDocuments: 0 }).expect(400);
    await office.administrator
      .put('/api/issuers/PERSONNE/automatic-issue')
      .send({ enabled: true, mostDocuments: 1, mostNet: '1.00' })
      .expect(404);
    await limits({ mostDocuments: 2 }).expect(200);
    await night('2026-11-23');
    await limits({ mostNet: '299.99' }).expect(200);
    await night('2026-11-24');
    await limits({ enabled: false }).expect(200);
    await night('2026-11-25');
    expect((await office.invoices()).totals.documents).toBe(0);
    const allowed = await limits({ mostDocuments: 3, mostNet: '300.00' }).expect(200);
    expect(allowed.body.automaticIssue).toEqual([
      {
        issuer: 'SCIC',
        enabled: true,
        mostDocuments: 3,
        mostNet: '300.00',
        enabledBy: 'Essai administrator',
      },
    ]);
    await night('2026-11-26');
    await office.work();
    expect((await office.invoices()).totals).toMatchObject({ documents: 3, net: '300.00' });
    expect((await runs())[0]).toMatchObject({ state: 'delivering', automatic: true });
    await night('2026-11-27');
    expect((await office.invoices()).totals.documents).toBe(3);
  });

  it('leaves a proposal of nothing but held documents to a person', async () => {
    await office.subscription('2026-01-01');
    await clear();
    await limits({ mostNet: '99999.00' }).expect(200);
    await night('2026-11-23');
    expect((await runs())[0]).toMatchObject({ state: 'proposed', counts: [{ state: 'held', documents: 1 }] });
    expect((await office.invoices()).totals.documents).toBe(0);
  });
});
