import { expectInvariants } from '#test/database/expect-invariants.js';
import { Office } from '#test/scenarios/invoicing/office.js';

describe('payments, over HTTP', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { id: client } = await office.client();
    for (let at = 0; at < 4; at += 1) await office.subscription('2026-11-01');
    await office.subscription('2026-11-01', {}, client);
    await office.bill();
  });
  afterAll(async () => {
    await expectInvariants(office.api.database, '2026-11-22');
    await office.close();
  });

  interface Open {
    readonly id: number;
    readonly number: string;
    readonly balance: string;
    readonly client: { readonly id: number; readonly name: string };
  }

  /** An invoice of 120.00 that nobody paid yet. */
  const openOne = async (): Promise<Open> =>
    (await office.accountant.get('/api/payments/open-documents').expect(200)).body.find(
      ({ balance }: Open) => balance === '120.00',
    );

  const payment = (invoice: Open, amount: string, more: object = {}) => ({
    receivedOn: '2026-11-20',
    amount,
    means: 'transfer',
    reference: `VIR ${invoice.number} ${amount}`,
    allocations: [{ invoice: invoice.id, amount }],
    ...more,
  });

  const standing = async ({ id }: Open) =>
    (await office.accountant.get(`/api/invoice-standings?invoices=${id}`).expect(200)).body[0];

  it('an invoice paid in two parts, told on its page, in the month and in the trail', async () => {
    const invoice = await openOne();
    const first = await office.accountant.post('/api/payments').send(payment(invoice, '50.00')).expect(201);
    expect(first.body).toMatchObject({
      amount: '50.00',
      unallocated: '0.00',
      client: { id: invoice.client.id },
    });
    expect(await standing(invoice)).toMatchObject({ state: 'partlyPaid', balance: '70.00' });
    const search = async (q: string) =>
      (await office.accountant.get('/api/search').query({ q }).expect(200)).body.results.filter(
        ({ kind }: { kind: string }) => kind === 'payment',
      );
    expect(await search(first.body.code)).toEqual([
      expect.objectContaining({ id: first.body.id, title: first.body.code }),
    ]);
    // By the name of a client its invoices are meant, not every payment of theirs.
    expect(await search('client')).toEqual([]);
    await office.accountant.post('/api/payments').send(payment(invoice, '70.00')).expect(201);
    const told = await office.accountant.get(`/api/invoices/${invoice.id}/payments`).expect(200);
    expect(told.body.standing).toMatchObject({ state: 'paid', paid: '120.00', lastPaidOn: '2026-11-20' });
    expect(told.body.payments.map(({ amount }: { amount: string }) => amount)).toEqual(['50.00', '70.00']);
    const overview = await office.accountant.get('/api/payments/overview?month=2026-11').expect(200);
    expect(overview.body).toMatchObject({ paid: { documents: 1, gross: '120.00' }, received: '120.00' });
    expect(await office.acts()).toContain('treasury.payment.record');
  });

  it('a cent too much is refused, and the sentence says what is left', async () => {
    const invoice = await openOne();
    const refused = await office.accountant
      .post('/api/payments')
      .send(payment(invoice, '120.01'))
      .expect(409);
    expect(refused.body).toMatchObject({ code: 'TREASURY.BEYOND_BALANCE' });
    expect(await standing(invoice)).toMatchObject({ state: 'unpaid' });
  });

  it('the rest of a payment waits in sight, is allocated, taken back and undone with its reason', async () => {
    const invoice = await openOne();
    const { body } = await office.accountant
      .post('/api/payments')
      .send(payment(invoice, '120.00', { allocations: [{ invoice: invoice.id, amount: '20.00' }] }))
      .expect(201);
    const waiting = await office.accountant.get('/api/payments?state=unallocated').expect(200);
    expect(waiting.body).toMatchObject({ total: 1, unallocated: '100.00' });
    const allocated = await office.accountant
      .post(`/api/payments/${body.id}/allocations`)
      .send({ allocations: [{ invoice: invoice.id, amount: '100.00' }] })
      .expect(201);
    const [part] = allocated.body.allocations;
    const undo = `/api/payments/${body.id}/allocations/${part.id}/reversal`;
    await office.accountant.post(undo).send({ reason: '' }).expect(400);
    const undone = await office.accountant.post(undo).send({ reason: 'Mauvaise facture' }).expect(201);
    expect(undone.body).toMatchObject({
      unallocated: '20.00',
      allocations: [{ undone: { by: expect.any(String) } }, {}],
    });
    const reversal = `/api/payments/${body.id}/reversal`;
    const reversed = await office.accountant
      .post(reversal)
      .send({ reason: 'Rejet de la banque' })
      .expect(201);
    expect(reversed.body.reversal).toMatchObject({ on: '2026-11-22', reason: 'Rejet de la banque' });
    const twice = await office.accountant.post(reversal).send({ reason: 'Rejet de la banque' }).expect(409);
    expect(twice.body.code).toBe('TREASURY.ALREADY_UNDONE');
    expect(await standing(invoice)).toMatchObject({ state: 'unpaid', balance: '120.00' });
  });

  it('one key, sent twice by a double click, records one payment', async () => {
    const invoice = await openOne();
    const send = () =>
      office.accountant
        .post('/api/payments')
        .set('Idempotency-Key', 'double-clic-1234567890')
        .send(payment(invoice, '10.00'));
    const [first, second] = [await send().expect(201), await send().expect(201)];
    expect(second.body.id).toBe(first.body.id);
    // Another key for the same payment is found by what it says.
    const again = await office.accountant
      .post('/api/payments')
      .set('Idempotency-Key', 'autre-onglet-1234567890')
      .send(payment(invoice, '10.00'))
      .expect(409);
    expect(again.body).toMatchObject({ code: 'TREASURY.ALREADY_RECORDED' });
    expect(again.body.facts ?? again.body).toBeDefined();
  });

  it('two people pay the same invoice at once: one of them is told what is left', async () => {
    const invoice = await openOne();
    const answers = await Promise.all([
      office.accountant.post('/api/payments').send(payment(invoice, '120.00', { reference: 'A' })),
      office.administrator.post('/api/payments').send(payment(invoice, '120.00', { reference: 'B' })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('TREASURY.BEYOND_BALANCE');
  });

  it.each([
    ['an amount that is no number', { amount: 'cent' }, 400],
    ['nothing', { amount: '0.00', allocations: [], client: 1, issuer: 1 }, 400],
    ['another means', { means: 'troc' }, 400],
    ['a day that does not exist', { receivedOn: '2026-02-30' }, 400],
    ['a day of another age', { receivedOn: '0026-11-20' }, 400],
    ['a day after today', { receivedOn: '2026-11-23' }, 400],
    ['an invoice that does not exist', { allocations: [{ invoice: 987_654, amount: '1.00' }] }, 404],
  ])('refuses %s', async (_, wrong, status) => {
    const invoice = await openOne();
    await office.accountant
      .post('/api/payments')
      .send(payment(invoice, '1.00', wrong))
      .expect(status);
  });

  it('tells each refusal of the database in words', async () => {
    const invoice = await openOne();
    const { body: waiting } = await office.accountant
      .post('/api/payments')
      .send(
        payment(invoice, '50.00', { allocations: [], client: invoice.client.id, issuer: office.issuer.id }),
      )
      .expect(201);
    const credited = await openOne();
    const send = (path: string, body: object) => office.accountant.post(`/api/payments${path}`).send(body);
    const { body: made } = await office.administrator
      .post(`/api/invoices/${credited.id}/credit-notes`)
      .send({ scopes: [{ kind: 'whole' }], reason: 'Facturé par erreur' })
      .expect(201);
    const note = made.id;
    const part = (amount: string, of = invoice.id) => ({ allocations: [{ invoice: of, amount }] });
    const answers = [
      await send('', payment(invoice, '0.00', part('0.00'))),
      await send('', payment(invoice, '5.00', part('0.00'))),
      await send('', payment(invoice, '5.00', part('-5.00'))),
      await send('', payment(invoice, '-5.00', part('5.00'))),
      await send(
        '',
        payment(invoice, '5.00', { client: 987_654, issuer: office.issuer.id, allocations: [] }),
      ),
      await send(
        '',
        payment(invoice, '5.00', { client: invoice.client.id, issuer: 987_654, allocations: [] }),
      ),
      await send('', payment(invoice, '5.00', { ...part('5.00'), arrivedWith: 987_654 })),
      await send('', payment(invoice, '-5.00', part('-5.00'))),
      await send(`/${waiting.id}/allocations`, part('0.00')),
      await send(`/${waiting.id}/allocations`, part('-5.00')),
      await send(`/${waiting.id}/allocations`, part('50.01')),
      await send(`/${waiting.id}/allocations`, part('5.00', note)),
      await send(`/${waiting.id}/reversal`, { reason: '      ' }),
      await send('', payment(invoice, '5.00', { ...part('5.00'), reference: 'a\u0000b' })),
      await send('', payment(invoice, '5.00', { ...part('5.00'), means: 'troc' })),
    ];
    expect(answers.map(({ body, status }) => [status, body.code])).toEqual([
      [400, 'TREASURY.NOTHING'],
      [400, 'TREASURY.NOTHING'],
      [400, 'TREASURY.OPPOSITE_SIGN'],
      [400, 'TREASURY.OPPOSITE_SIGN'],
      [404, 'TREASURY.PARTY_UNKNOWN'],
      [404, 'TREASURY.PARTY_UNKNOWN'],
      [404, 'TREASURY.PARTY_UNKNOWN'],
      [409, 'TREASURY.BEYOND_OVERPAYMENT'],
      [400, 'TREASURY.NOTHING'],
      [400, 'TREASURY.OPPOSITE_SIGN'],
      [409, 'TREASURY.BEYOND_PAYMENT'],
      [409, 'TREASURY.CREDIT_NOTE_NOT_PAID'],
      [400, 'API.INPUT_REFUSED'],
      [400, expect.stringMatching(/^(API|TREASURY)\./)],
      [400, 'API.INPUT_REFUSED'],
    ]);
    for (const { body } of answers) expect(body.detail).not.toMatch(/[a-z]+_[a-z]+|règle/);
  });

  it('auditors read and do not write; members see neither', async () => {
    const invoice = await openOne();
    await office.auditor.get('/api/payments').expect(200);
    await office.auditor.post('/api/payments').send(payment(invoice, '1.00')).expect(403);
    const member = await office.api.signedInAs('member');
    await member.get('/api/payments').expect(403);
    // What is another's is left out, as what does not exist.
    const { body } = await member.get(`/api/my/invoice-standings?invoices=${invoice.id},987654`).expect(200);
    expect(body).toEqual([]);
  });
});
