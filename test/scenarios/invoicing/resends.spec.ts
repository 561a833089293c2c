import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Office } from './office.js';

describe('sending a document again', () => {
  let office: Office;
  let server: SMTPServer;
  /** Recipients of what the mail server was given, in order. */
  let given: string[];
  /** Answers to give, of those that wait; with none, everything is taken at once. */
  let answers: Promise<Error | null>[];

  beforeEach(async () => {
    given = [];
    answers = [];
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        stream.on('end', () => {
          given.push(session.envelope.rcptTo[0]!.address);
          void (answers.shift() ?? Promise.resolve(null)).then((error) => done(error));
        });
        stream.resume();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    office = await Office.open({ configuration: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  });
  afterEach(async () => {
    await office.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  const resend = (id: number, wish: object) =>
    office.administrator.post(`/api/invoices/${id}/deliveries`).send(wish);
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  /** An invoice whose first message the server has and has not answered yet. */
  async function invoiceUnderWay() {
    let answer: (error: Error | null) => void = () => undefined;
    answers.push(new Promise((resolve) => (answer = resolve)));
    await office.subscription('2026-11-01');
    const run = await office.propose();
    await office.approve(run).expect(201);
    const sending = office.work();
    await until(() => given.length === 1);
    const id: number = (await office.invoices()).invoices[0].id;
    return {
      id,
      /** Answers the first message, and waits until that is written down. */
      answer: async (error: Error | null) => {
        answer(error);
        await sending;
      },
    };
  }

  it('the answer to the older attempt neither settles nor swallows the newer one', async () => {
    const { id, answer } = await invoiceUnderWay();
    await resend(id, { confirmed: true, address: 'direction@exemple.test' }).expect(201);
    expect((await office.invoice(id)).deliveryDetails).toMatchObject({ state: 'awaiting', attempt: 2 });
    await answer(null);
    await office.work();
    expect(given).toEqual(['client1@exemple.test', 'direction@exemple.test']);
    const { deliveryDetails } = await office.invoice(id);
    expect(deliveryDetails).toMatchObject({ state: 'sent', attempt: 2, address: 'direction@exemple.test' });
  });

  it('what a person found out while the message was on its way is not overwritten by "try again later"', async () => {
    const { id, answer } = await invoiceUnderWay();
    await office.accountant
      .post(`/api/invoices/${id}/delivery-settlement`)
      .send({ arrived: true, detail: 'Remise en main propre' })
      .expect(200);
    await answer(Object.assign(new Error('disk full'), { responseCode: 452 }));
    await office.sql(`UPDATE jobs.job SET run_after = now() WHERE state = 'failed'`);
    await office.work();
    expect(given).toHaveLength(1);
    expect((await office.invoice(id)).deliveryDetails).toMatchObject({
      state: 'sent',
      detail: 'Remise en main propre',
    });
  });

  it('once more after a resend that was settled before it left: it leaves', async () => {
    await office.subscription('2026-11-01');
    await office.bill();
    const { id } = (await office.invoices()).invoices[0];
    await resend(id, { confirmed: true }).expect(201);
    await office.administrator
      .post(`/api/invoices/${id}/delivery-excuse`)
      .send({ reason: 'Le client l’a retrouvée' })
      .expect(200);
    await office.work();
    expect(given).toHaveLength(1);
    await resend(id, { confirmed: true }).expect(201);
    await office.work();
    expect(given).toHaveLength(2);
    expect((await office.invoice(id)).delivery).toBe('sent');
  });

  it('a message of the first attempt that comes back late does not stop the second', async () => {
    await office.subscription('2026-11-01');
    await office.bill();
    const { id, number } = (await office.invoices()).invoices[0];
    await resend(id, { confirmed: true, address: 'direction@exemple.test' }).expect(201);
    const report = [
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
      '',
      '--b1',
      'Content-Type: message/delivery-status',
      '',
      `Original-Envelope-Id: invoice-${id}-1@exemple.test`,
      'Reporting-MTA: dns; mx.exemple.test',
      '',
      'Final-Recipient: rfc822;client1@exemple.test',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b1--',
      '',
    ].join('\r\n');
    const filed = await office.accountant
      .post('/api/bounces')
      .attach('file', Buffer.from(report), 'retour.eml')
      .expect(200);
    expect(filed.body).toEqual({ number });
    await office.work();
    expect(given).toEqual(['client1@exemple.test', 'direction@exemple.test']);
    expect((await office.invoice(id)).delivery).toBe('sent');
  });

  it('of a former tool is refused: nothing of it is rendered here', async () => {
    const id = await office.invoiceOfFormerTool();
    const refused = await resend(id, { confirmed: true, address: 'a@exemple.test' }).expect(409);
    expect(refused.body.code).toBe('BILLING.DELIVERY_STATE');
    expect((await office.invoice(id)).delivery).toBe('awaiting');
  });
});
