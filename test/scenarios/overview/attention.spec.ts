import { Office } from '#test/scenarios/invoicing/office.js';

interface Item {
  readonly kind: string;
  readonly urgency: string;
  readonly count: number;
  readonly net: string | null;
  readonly sentence: { readonly fr: string; readonly en: string };
  readonly action: Readonly<Record<string, unknown>>;
}

describe('what needs a person', () => {
  let office: Office;
  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  const attention = async (): Promise<Item[]> =>
    (await office.accountant.get('/api/attention').expect(200)).body;
  const one = async (kind: string) => (await attention()).filter((item) => item.kind === kind);

  it('is next to nothing in a cooperative that has nothing: scheduled billing alone was never turned on', async () => {
    expect(await attention()).toEqual([
      expect.objectContaining({
        kind: 'schedulingPaused',
        urgency: 'watch',
        action: expect.objectContaining({ kind: 'clearScheduling' }),
      }),
    ]);
  });

  it('goes from days to bill to a run to approve, with the same amount', async () => {
    await office.subscription('2026-11-01');
    await office.subscription('2026-11-01', { unitPrice: '20' });
    const [toBill] = await one('daysToBill');
    expect(toBill).toMatchObject({
      urgency: 'soon',
      count: 2,
      net: '120.00',
      action: { kind: 'proposeRun', issuer: 'SCIC' },
    });
    expect(toBill!.sentence.fr).toBe(
      'Coopérative du Bocage peut facturer 2\u00a0lignes échues, pour 120,00\u00a0€ HT.',
    );
    const run = await office.propose();
    expect(await one('daysToBill')).toEqual([]);
    expect(await one('runToApprove')).toEqual([
      expect.objectContaining({
        urgency: 'now',
        count: 2,
        net: '120.00',
        action: { kind: 'readRun', run: run.id, issuer: 'SCIC', need: null, drift: null, ids: [] },
      }),
    ]);
    await office.approve(run).expect(201);
    await office.work();
    expect((await attention()).map(({ kind }) => kind)).toEqual(['schedulingPaused']);
  });

  it('tells the days that the run of the month before should have billed from those of this month', async () => {
    // Monthly in advance from 1 September: September and October, 200.00, were due by 31 October.
    await office.subscription('2026-09-01');
    // In arrears, October falls due on 1 November: of this month, and not late.
    await office.subscription('2026-10-01', { billing: 'arrears' });
    const [late] = await one('lateDays');
    expect(late).toMatchObject({
      urgency: 'now',
      count: 1,
      net: '200.00',
      action: { kind: 'readDrift', drift: 'unbilled' },
    });
    expect((await one('daysToBill'))[0]).toMatchObject({ count: 2, net: '400.00' });
    // Days with an excuse in writing are nobody's work any more.
    const { body: drift } = await office.accountant.get('/api/drift?kind=unbilled').expect(200);
    await office.administrator
      .post('/api/excuses')
      .send({
        line: drift.lines[0].line.id,
        period: { from: '2026-09-01', to: '2026-11-01' },
        reason: 'essai gratuit convenu',
      })
      .expect(201);
    expect(await one('lateDays')).toEqual([]);
    expect((await one('daysToBill'))[0]).toMatchObject({ count: 2, net: '200.00' });
  });

  it('leaves out the days that an outside issuer bills with a tool of its own', async () => {
    const { body: outside } = await office.administrator
      .post('/api/issuers')
      .send({
        code: 'OX',
        name: 'Oxalis',
        outside: true,
        siren: '552100554',
        address: { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' },
      })
      .expect(201);
    const line = await office.subscription('2026-09-01');
    await office.administrator
      .post(`/api/contracts/${line.contract}/carriages`)
      .send({ to: outside.id, from: '2026-10-01', fromRevision: 1 })
      .expect(201);
    // September only: October and November are of Oxalis.
    expect((await one('daysToBill')).map(({ net }) => net)).toEqual(['100.00']);
    expect((await one('lateDays')).map(({ net }) => net)).toEqual(['100.00']);
  });

  it('names the clients whose record holds their billing back, as a run would', async () => {
    const bare = await office.client({ name: 'Épicerie du Port', email: null, channel: null });
    await office.subscription('2026-11-01', {}, bare.id);
    await office.subscription('2026-11-01');
    const [item] = await one('incompleteClients');
    expect(item).toMatchObject({ count: 1, action: { kind: 'completeClients', ids: [bare.id] } });
    expect(item!.sentence.fr).toContain('Épicerie du Port');
    const run = await office.propose();
    expect(
      (await office.documents(run.id)).filter(({ state }: { state: string }) => state === 'held'),
    ).toEqual([expect.objectContaining({ client: expect.objectContaining({ id: bare.id }) })]);
    await office.administrator
      .patch(`/api/clients/${bare.id}`)
      .send({ email: 'port@exemple.test' })
      .expect(200);
    expect(await one('incompleteClients')).toEqual([]);
  });

  it('says what was billed and is no longer due', async () => {
    const line = await office.subscription('2026-11-01');
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${line.id}/amendments`)
      .send({ kind: 'cancellation', fromRevision: 1, onDay: '2026-11-16', reason: 'résiliation' })
      .expect(201);
    expect(await one('daysToCredit')).toEqual([
      expect.objectContaining({
        count: 1,
        // True as well of days that another issuer carries by now.
        sentence: {
          fr: '1\u00A0ligne a 15\u00A0jours facturés par un émetteur à qui ils ne sont pas dus\u202F: un avoir est à établir.',
          en: '1 line has 15 days billed by an issuer to which they are not due: to be credited.',
        },
        action: expect.objectContaining({ kind: 'readDrift', drift: 'overbilled' }),
      }),
    ]);
  });

  it('counts each delivery once, by what it needs, and never its job again', async () => {
    const posted = await office.client({ channel: 'post', email: null });
    await office.subscription('2026-11-01', {}, posted.id);
    await office.subscription('2026-11-01');
    await office.bill();
    expect(await one('deliveries')).toEqual([
      expect.objectContaining({
        urgency: 'soon',
        count: 1,
        net: '100.00',
        action: expect.objectContaining({ kind: 'settleDeliveries', need: 'byHand' }),
      }),
    ]);
    const { invoices } = await office.invoices();
    const mailed = invoices.find(({ client }: { client: { id: number } }) => client.id !== posted.id);
    await office.sql(
      `WITH stuck AS (UPDATE jobs.job SET state = 'stuck', finished_at = NULL, last_error = 'plus de papier'
         WHERE kind = 'billing.render' AND key = $1 RETURNING id),
       waiting AS (UPDATE billing.delivery SET state = 'awaiting' WHERE invoice_id = $2 RETURNING invoice_id)
       SELECT id FROM stuck`,
      [String(mailed.id), mailed.id],
    );
    expect((await one('deliveries')).map(({ action }) => action['need'])).toEqual([
      'stuckRendering',
      'byHand',
    ]);
    expect(await one('stuckJobs')).toEqual([]);
    await office.sql(
      `INSERT INTO jobs.job (kind, key, state, last_error) VALUES ('billing.verify', 'essai', 'stuck', 'disque plein') RETURNING id`,
    );
    expect((await one('stuckJobs'))[0]).toMatchObject({
      urgency: 'now',
      count: 1,
      action: { kind: 'retryJobs' },
    });
  });

  it('keeps last month in sight until its run is closed', async () => {
    office.api.clock.setToday('2026-10-31');
    await office.subscription('2026-10-01');
    const run = await office.bill('2026-10-31');
    expect(await one('runToClose')).toEqual([]);
    office.api.clock.setToday('2026-11-22');
    expect((await one('runToClose'))[0]).toMatchObject({
      urgency: 'watch',
      net: '100.00',
      action: { kind: 'readRun', run },
    });
    await office.administrator.post(`/api/billing-runs/${run}/closing`).expect(200);
    expect(await one('runToClose')).toEqual([]);
  });

  it('is urgent once scheduled billing stands still after it had been on', async () => {
    const clear = async () => {
      const { body } = await office.accountant.get('/api/scheduling').expect(200);
      await office.administrator
        .post('/api/scheduling/clearance')
        .send({ digest: body.after.digest })
        .expect(201);
    };
    await clear();
    expect(await one('schedulingPaused')).toEqual([]);
    await office.accountant.delete('/api/scheduling/clearance').expect(403);
    const { body: paused } = await office.administrator.delete('/api/scheduling/clearance').expect(200);
    expect(paused).toMatchObject({
      on: false,
      pause: 'revoked',
      cause: 'elle a été suspendue par Essai administrator',
    });
    expect((await one('schedulingPaused'))[0]).toMatchObject({ urgency: 'now' });
    expect(await office.acts()).toContain('billing.scheduling.pause');
    await clear();
    expect(await one('schedulingPaused')).toEqual([]);
  });

  it('puts what is urgent first', async () => {
    await office.subscription('2026-09-01');
    const urgencies = (await attention()).map(({ urgency }) => ['now', 'soon', 'watch'].indexOf(urgency));
    expect(urgencies).toEqual([...urgencies].sort());
    expect(new Set(urgencies).size).toBe(3);
  });
});

describe('the months behind the dashboard', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open({ today: '2026-10-31' });
    await office.subscription('2026-10-01');
    await office.bill('2026-10-31');
    office.api.clock.setToday('2026-11-22');
    await office.subscription('2026-10-01', { unitPrice: '30' });
    await office.bill('2026-11-22');
  });
  afterAll(async () => office.close());

  it('a month that is over is told as of its last day: what it left unbilled, issuer by issuer', async () => {
    await office.subscription('2026-10-01', { unitPrice: '7' });
    const { body } = await office.accountant.get('/api/dashboard?month=2026-10').expect(200);
    expect(body).toMatchObject({
      asOf: '2026-10-31',
      toBill: { count: 1, net: '7.00' },
      issued: { count: 1, net: '100.00' },
      due: '107.00',
      issuers: [{ issuer: { code: 'SCIC' }, toBill: { net: '7.00' }, issued: { net: '100.00' } }],
    });
  });

  it('are listed without a gap, the empty ones too', async () => {
    const { body } = await office.accountant.get('/api/dashboard/months?months=3').expect(200);
    expect(
      body.map(({ month, issued }: { month: string; issued: { net: string } }) => [month, issued.net]),
    ).toEqual([
      ['2026-09', '0.00'],
      ['2026-10', '100.00'],
      // November of the first line, October and November of the second.
      ['2026-11', '160.00'],
    ]);
    await office.accountant.get('/api/dashboard/months?months=61').expect(400);
    await office.accountant.get('/api/dashboard/months?to=2026-13').expect(400);
  });
});
