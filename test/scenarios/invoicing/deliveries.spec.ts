import { type AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { type SMTPServerOptions, SMTPServer } from 'smtp-server';
import { Documents, documentsErrors } from '#documents';
import { Office } from './office.js';

describe('sending documents', () => {
  let office: Office;
  afterEach(async () => office.close());

  async function oneInvoice(): Promise<number> {
    await office.subscription('2026-11-01');
    await office.bill();
    return (await office.invoices()).invoices[0].id;
  }

  const resend = (id: number, wish: object) =>
    office.administrator.post(`/api/invoices/${id}/deliveries`).send(wish);

  it('asks before it sends again what may have arrived, and then sends once', async () => {
    office = await Office.open();
    const id = await oneInvoice();
    const asked = await resend(id, { confirmed: false }).expect(409);
    expect(asked.body.code).toBe('BILLING.RESEND_UNCONFIRMED');
    expect(asked.body.detail).toContain('confirmez');
    await office.work();
    expect(await office.outbox()).toHaveLength(1);
    await office.accountant.post(`/api/invoices/${id}/deliveries`).send({ confirmed: true }).expect(403);
    await resend(id, { confirmed: true, address: 'direction@exemple.test' }).expect(201);
    await office.work();
    await office.work();
    const messages = await office.outbox();
    expect(messages).toHaveLength(2);
    expect(await office.message(messages[1]!)).toContain('To: direction@exemple.test');
    const { deliveryDetails } = await office.invoice(id);
    expect(deliveryDetails).toMatchObject({ state: 'sent', attempt: 2, address: 'direction@exemple.test' });
    expect(await office.acts()).toContain('billing.invoice.resend');
  });

  it('files a returned message: the document is refused, and a person is told', async () => {
    office = await Office.open();
    const id = await oneInvoice();
    const [name] = await office.outbox();
    const messageId = name!.replace(/\.eml$/, '');
    const report = [
      'From: MAILER-DAEMON@exemple.test',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
      '',
      '--b1',
      'Content-Type: message/delivery-status',
      '',
      `Original-Envelope-Id: ${messageId}`,
      'Reporting-MTA: dns; mx.exemple.test',
      '',
      'Final-Recipient: rfc822;client1@exemple.test',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 no such mailbox',
      '',
      '--b1--',
      '',
    ].join('\r\n');
    const file = (text: string) =>
      office.accountant.post('/api/bounces').attach('file', Buffer.from(text), 'retour.eml').expect(200);
    expect((await file(report)).body).toEqual({ number: (await office.invoice(id)).number });
    expect((await file('Subject: bonjour\r\n\r\nrien')).body).toEqual({ number: null });
    const { body: open } = await office.accountant.get('/api/deliveries').expect(200);
    expect(open).toEqual([
      expect.objectContaining({ need: 'refused', detail: expect.stringContaining('5.1.1') }),
    ]);
    const mended = await resend(id, { confirmed: false, address: 'nouvelle@exemple.test' }).expect(201);
    expect(mended.body.delivery).toBe('awaiting');
    await office.work();
    expect((await office.invoice(id)).delivery).toBe('sent');
    await office.accountant.post('/api/bounces').send({}).expect(400);
  });

  it('a document that cannot be rendered stays issued, is shown as stuck, and takes no second number', async () => {
    office = await Office.open();
    await office.subscription('2026-11-01');
    const documents = office.api.get(Documents);
    const render = jest.spyOn(documents, 'render');
    render.mockRejectedValue(documentsErrors.UNPRINTABLE_TEXT({ characters: ['漢'] }));
    const runId = await office.bill();
    const [{ id, number, delivery }] = (await office.invoices()).invoices;
    expect(delivery).toBe('awaiting');
    expect((await office.run(runId)).progress).toMatchObject({
      issued: 1,
      rendered: 0,
      stuck: 1,
      done: true,
    });
    // Asked for on screen, it is tried once more, and says which text cannot be printed.
    const { body: refusal } = await office.accountant.get(`/api/invoices/${id}/pdf`).expect(400);
    expect(refusal.code).toBe('DOCUMENTS.UNPRINTABLE_TEXT');
    const { body: open } = await office.accountant.get('/api/deliveries').expect(200);
    expect(open).toEqual([
      expect.objectContaining({ need: 'stuckRendering', invoice: expect.objectContaining({ id }) }),
    ]);
    expect(open[0].job.error).toContain('漢');
    const { body: list } = await office.accountant.get('/api/jobs?state=stuck').expect(200);
    expect(list.jobs).toEqual([expect.objectContaining({ id: open[0].job.id, kind: 'billing.render' })]);

    // Sending before anything is rendered waits for the bytes, and nothing has left.
    await resend(id, { confirmed: false }).expect(201);
    await office.work();
    expect((await office.invoice(id)).delivery).toBe('awaiting');
    expect(await office.outbox()).toEqual([]);

    render.mockRestore();
    await office.accountant.post(`/api/jobs/${open[0].job.id}/retry`).expect(403);
    await office.administrator.post(`/api/jobs/${open[0].job.id}/retry`).expect(200);
    await office.work();
    await office.sql(`UPDATE jobs.job SET run_after = now() WHERE state = 'failed'`);
    await office.work();
    const mended = await office.invoice(id);
    expect(mended).toMatchObject({ number, delivery: 'sent' });
    expect(await office.outbox()).toHaveLength(1);
    expect((await office.invoices()).totals.documents).toBe(1);
    expect(await office.acts()).toContain('jobs.job.retry');
    const again = await office.administrator.post(`/api/jobs/${open[0].job.id}/retry`).expect(409);
    expect(again.body.code).toBe('JOBS.NOT_STUCK');
  });

  it('is shown as overdue after its deadline, until it is excused in writing', async () => {
    office = await Office.open();
    const posted = await office.client({ channel: 'post' });
    await office.subscription('2026-11-01', {}, posted.id);
    await office.bill();
    office.api.clock.setToday('2026-11-30');
    const { body: open } = await office.accountant.get('/api/deliveries').expect(200);
    expect(open).toEqual([expect.objectContaining({ need: 'overdue', deadlineOn: '2026-11-24' })]);
    const path = `/api/invoices/${open[0].invoice.id}/delivery-excuse`;
    await office.administrator.post(path).send({ reason: 'non' }).expect(400);
    await office.administrator.post(path).send({ reason: 'Remise en main propre' }).expect(200);
    expect((await office.accountant.get('/api/deliveries').expect(200)).body).toEqual([]);
    expect((await office.invoices({ delivery: 'excused' })).invoices).toHaveLength(1);
  });
});

describe('sending by a mail server', () => {
  let office: Office;
  let server: SMTPServer;
  let taken: number;

  async function openWith(options: SMTPServerOptions): Promise<void> {
    taken = 0;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      ...options,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    office = await Office.open({ configuration: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    await office.subscription('2026-11-01');
  }

  afterEach(async () => {
    await office.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('that goes away after it took everything: unknown, and never sent again unasked', async () => {
    await openWith({
      onData: (stream) => {
        stream.on('end', () => {
          taken += 1;
          const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
          for (const { _socket } of connections) _socket.destroy();
        });
        stream.resume();
      },
    });
    const runId = await office.bill();
    const [{ id }] = (await office.invoices({ delivery: 'unknown' })).invoices;
    expect(taken).toBe(1);
    for (let day = 0; day < 3; day += 1) {
      await office.sql(`UPDATE jobs.job SET run_after = now() WHERE state = 'failed'`);
      await office.work();
    }
    expect(taken).toBe(1);
    const { body: open } = await office.accountant.get('/api/deliveries').expect(200);
    expect(open).toEqual([expect.objectContaining({ need: 'unknown' })]);
    expect((await office.run(runId)).progress).toMatchObject({ unknown: 1, done: true });
    const close = () => office.administrator.post(`/api/billing-runs/${runId}/closing`);
    expect((await close().expect(409)).body.code).toBe('BILLING.RUN_NOT_DONE');
    const path = `/api/invoices/${id}`;
    const asked = await office.administrator
      .post(`${path}/deliveries`)
      .send({ confirmed: false })
      .expect(409);
    expect(asked.body.code).toBe('BILLING.RESEND_UNCONFIRMED');
    await office.accountant
      .post(`${path}/delivery-settlement`)
      .send({ arrived: true, detail: 'Confirmé au téléphone' })
      .expect(200);
    expect((await close().expect(200)).body.state).toBe('closed');
    expect(taken).toBe(1);
  });

  it('that is full for now: tried again later, and then sent once', async () => {
    let full = true;
    await openWith({
      onData: (stream, _session, done) => {
        stream.on('end', () => {
          if (full) return done(Object.assign(new Error('disk full'), { responseCode: 452 }));
          taken += 1;
          done(null, 'queued' as never);
        });
        stream.resume();
      },
    });
    const runId = await office.bill();
    expect((await office.invoices()).invoices[0].delivery).toBe('awaiting');
    expect((await office.run(runId)).progress).toMatchObject({ underway: 1, done: false });
    full = false;
    await office.sql(`UPDATE jobs.job SET run_after = now() WHERE state = 'failed'`);
    await office.work();
    expect((await office.invoices()).invoices[0].delivery).toBe('sent');
    expect(taken).toBe(1);
  });
});
