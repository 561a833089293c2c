import { Jobs } from '#jobs';
import { Office } from './office.js';

describe('approving and closing runs', () => {
  let office: Office;

  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  it('refuses the digest of another proposal, and anything that is no digest', async () => {
    await office.subscription('2026-11-01');
    const seen = await office.propose();
    await office.subscription('2026-11-01');
    const { id } = await office.propose();
    const refused = await office.approve({ id, digest: seen.digest }).expect(409);
    expect(refused.body.code).toBe('BILLING.PROPOSAL_CHANGED');
    expect(refused.body.detail).toContain('Rien n’a été approuvé');
    await office.approve({ id, digest: 'x' }).expect(400);
    await office.work();
    expect((await office.run(id)).state).toBe('proposed');
    expect((await office.invoices()).totals.documents).toBe(0);
  });

  it('issues nothing of a line that was amended since: it falls back to review, the others go on', async () => {
    const kept = await office.subscription('2026-11-01');
    const amended = await office.subscription('2026-11-01');
    const run = await office.propose();
    await office.administrator
      .post(`/api/contract-lines/${amended.id}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-11-01', conditions: { unitPrice: '90' } })
      .expect(201);
    await office.approve(run).expect(201);
    await office.work();
    const documents = await office.documents(run.id);
    const of = (line: number) =>
      documents.find((each: { lines: { line: number }[] }) => each.lines[0]!.line === line);
    expect(of(kept.id)).toMatchObject({ state: 'issued' });
    expect(of(amended.id)).toMatchObject({
      state: 'review',
      invoice: null,
      reason: { code: 'BILLING.AMENDED_MEANWHILE' },
    });
    const refused = await office.administrator.post(`/api/billing-runs/${run.id}/closing`).expect(409);
    expect(refused.body).toMatchObject({ code: 'BILLING.RUN_NOT_DONE' });
    expect(refused.body.detail).toContain('à relire');
  });

  it('issues a held document only when it is released with a reason, and a blocked one never', async () => {
    const late = await office.subscription('2026-01-01');
    const silent = await office.client({ channel: null, email: null });
    await office.subscription('2026-11-01', {}, silent.id);
    const run = await office.propose();
    const documents = await office.documents(run.id);
    const held = documents.find((each: { client: { id: number } }) => each.client.id === late.client);
    const blocked = documents.find((each: { client: { id: number } }) => each.client.id === silent.id);
    expect(held).toMatchObject({ state: 'held', controls: [{ code: 'CATCH_UP', severity: 'held' }] });
    expect(blocked.controls[0]).toMatchObject({ code: 'NO_DELIVERY_CHANNEL', severity: 'blocked' });
    expect(blocked.controls[0].sentence.fr).toContain('courriel');

    const withoutReason = { releases: [{ position: held.position, reason: 'ok' }] };
    await office.approve(run, withoutReason).expect(400);
    const spaces = { releases: [{ position: held.position, reason: '        ' }] };
    expect((await office.approve(run, spaces).expect(409)).body.code).toBe('BILLING.RELEASE_REFUSED');
    const blockedOne = { releases: [{ position: blocked.position, reason: 'peu importe' }] };
    expect((await office.approve(run, blockedOne).expect(409)).body.code).toBe('BILLING.RELEASE_REFUSED');
    await office.approve(run).expect(201);
    await office.work();
    expect((await office.invoices()).totals.documents).toBe(0);

    await office
      .approve(run, { releases: [{ position: held.position, reason: 'Vérifié avec le client' }] })
      .expect(201);
    await office.work();
    expect((await office.documents(run.id)).map((each: { state: string }) => each.state).sort()).toEqual([
      'held',
      'issued',
    ]);
    expect((await office.invoices()).totals).toMatchObject({ documents: 1, net: '1100.00' });
    const { body: filtered } = await office.accountant
      .get(`/api/billing-runs/${run.id}/documents`)
      .query({ state: 'held', client: silent.name })
      .expect(200);
    expect(filtered.documents).toHaveLength(1);
  });

  it('two administrators approve at once, and workers race: each document is issued once', async () => {
    for (let count = 0; count < 5; count += 1) await office.subscription('2026-11-01');
    const run = await office.propose();
    const other = await office.propose();
    const second = await office.api.signedInAs('administrator');
    const answers = await Promise.all([
      office.approve(run),
      second.post(`/api/billing-runs/${run.id}/approval`).send({ digest: run.digest }),
      second.post(`/api/billing-runs/${other.id}/approval`).send({ digest: other.digest }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const jobs = office.api.get(Jobs);
    await Promise.all([jobs.workUntilIdle(), jobs.workUntilIdle(), jobs.workUntilIdle()]);
    expect((await office.invoices()).totals).toMatchObject({ documents: 5, net: '500.00' });
    const states = [...(await office.documents(run.id)), ...(await office.documents(other.id))].map(
      (each: { state: string }) => each.state,
    );
    expect(states.filter((state) => state === 'issued')).toHaveLength(5);
    expect(states.filter((state) => state === 'obsolete')).toHaveLength(5);
    const numbers = (await office.invoices()).invoices.map((each: { number: string }) => each.number);
    expect(new Set(numbers).size).toBe(5);
  });

  it('a request sent twice with one key is one run, one approval, one credit note', async () => {
    await office.subscription('2026-11-01');
    const wish = { issuer: 'SCIC', asOf: '2026-11-22' };
    const propose = () =>
      office.accountant.post('/api/billing-runs').set('Idempotency-Key', 'proposer-1').send(wish).expect(201);
    const [first, again] = [await propose(), await propose()];
    expect(again.body).toEqual(first.body);
    expect((await office.accountant.get('/api/billing-runs').expect(200)).body.runs).toHaveLength(1);
    const other = await office.accountant
      .post('/api/billing-runs')
      .set('Idempotency-Key', 'proposer-1')
      .send({ ...wish, asOf: '2026-12-01' })
      .expect(409);
    expect(other.body.code).toBe('API.IDEMPOTENCY_KEY_REUSED');

    await office.approve(first.body).expect(201);
    await office.work();
    const [{ id }] = (await office.invoices()).invoices;
    const credit = () =>
      office.administrator
        .post(`/api/invoices/${id}/credit-notes`)
        .set('Idempotency-Key', 'avoir-0001')
        .send({ reason: 'Geste commercial', scopes: [{ kind: 'amount', position: 1, net: '10.00' }] });
    const note = await credit().expect(201);
    const repeated = await credit().expect(201);
    expect(repeated.body.number).toBe(note.body.number);
    expect(repeated.headers['idempotency-replayed']).toBe('true');
    expect((await office.invoices()).totals).toMatchObject({ documents: 2, creditNotes: 1, net: '90.00' });
  });

  it('refuses to close while something is open, and closes once each delivery is settled or excused', async () => {
    const posted = await office.client({ channel: 'post' });
    await office.subscription('2026-11-01', {}, posted.id);
    await office.subscription('2026-11-01');
    const run = await office.propose();
    const close = () => office.administrator.post(`/api/billing-runs/${run.id}/closing`);
    expect((await close().expect(409)).body.code).toBe('BILLING.RUN_STATE');
    await office.approve(run).expect(201);
    await office.work();
    expect((await office.run(run.id)).progress).toMatchObject({ sent: 1, byHand: 1, done: true });
    const refused = await close().expect(409);
    expect(refused.body).toMatchObject({ code: 'BILLING.RUN_NOT_DONE' });
    expect(refused.body.detail).toContain('1 envoi(s) sans preuve');
    const { body: open } = await office.accountant.get('/api/deliveries').expect(200);
    expect(open).toEqual([expect.objectContaining({ need: 'byHand', channel: 'post', state: 'awaiting' })]);
    await office.accountant
      .post(`/api/invoices/${open[0].invoice.id}/delivery-settlement`)
      .send({ arrived: true, detail: 'Postée le 22 novembre' })
      .expect(200);
    expect((await close().expect(200)).body.state).toBe('closed');
    expect((await office.accountant.get('/api/deliveries').expect(200)).body).toEqual([]);
  });

  it('compares a run with the one before: appeared, vanished, changed', async () => {
    const same = await office.subscription('2026-11-01');
    const dearer = await office.subscription('2026-11-01');
    const ended = await office.subscription('2026-11-01', {
      unitPrice: '100',
      period: { from: '2026-11-01', to: '2026-12-01' },
    });
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${dearer.id}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-12-01', conditions: { unitPrice: '130' } })
      .expect(201);
    const fresh = await office.subscription('2026-12-01');
    office.api.clock.setToday('2026-12-01');
    const run = await office.propose('2026-12-01');
    const { body } = await office.accountant.get(`/api/billing-runs/${run.id}/comparison`).expect(200);
    const found = (kind: string) =>
      body[kind].map((each: { line: { id: number }; before: string; now: string }) => [
        each.line.id,
        each.before,
        each.now,
      ]);
    expect(found('appeared')).toEqual([[fresh.id, null, '100.00']]);
    expect(found('vanished')).toEqual([[ended.id, '100.00', null]]);
    expect(found('changed')).toEqual([[dearer.id, '100.00', '130.00']]);
    expect(body).toMatchObject({ unchanged: 1, totals: { appeared: 1, vanished: 1, changed: 1 } });
    expect(same.id).not.toBe(fresh.id);
  });

  it('tells its progress as it happens, to whoever asks again, and ends', async () => {
    await office.subscription('2026-11-01');
    const run = await office.propose();
    const still = await office.accountant.get(`/api/billing-runs/${run.id}/progress`).expect(200);
    expect(still.headers['content-type']).toContain('text/event-stream');
    expect(still.text).toContain('event: done');
    await office.approve(run).expect(201);
    const stream = office.accountant
      .get(`/api/billing-runs/${run.id}/progress`)
      .then((answer) => answer.text);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await office.work();
    const text = await stream;
    const events = [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]!));
    expect(events[0]).toMatchObject({ state: 'approved', issued: 0, done: false });
    expect(events.at(-1)).toMatchObject({ state: 'delivering', issued: 1, sent: 1, done: true });
    const reloaded = await office.auditor.get(`/api/billing-runs/${run.id}/progress`).expect(200);
    expect(reloaded.text).toContain('"sent":1');
    await office.accountant.get('/api/billing-runs/987654/progress').expect(404);
  });
});
