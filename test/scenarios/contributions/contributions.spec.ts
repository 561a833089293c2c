import { expectInvariants } from '#test/database/expect-invariants.js';
import type { HttpAgent } from '#test/api/start-api.js';
import { Office } from '#test/scenarios/invoicing/office.js';

const marginal = {
  basis: 'collected',
  bands: [
    { from: '0', rateBasisPoints: 1100 },
    { from: '40000', rateBasisPoints: 1000 },
  ],
};

describe('contributions, over HTTP', () => {
  let office: Office;
  let member: HttpAgent;
  let mine: number;
  let another: number;
  const invoices = new Map<number, number>();

  const activity = async (name: string, accountId: number | null): Promise<number> =>
    (await office.administrator.post('/api/activities').send({ name, accountId }).expect(201)).body.id;

  /** A contract of an activity with a subscription at 1,000.00 since 1 November. */
  async function contract(of: number): Promise<void> {
    const { id: client } = await office.client();
    const { body } = await office.administrator
      .post('/api/contracts')
      .send({ client, title: 'Conseil', activity: of, carriedBy: office.issuer.id, from: '2026-11-01' })
      .expect(201);
    await office.administrator
      .post('/api/contract-lines')
      .send({
        contract: body.id,
        kind: 'subscription',
        service: 'conseil',
        label: 'Conseil',
        terms: [{ unitPrice: '1000', period: { from: '2026-11-01', to: null } }],
      })
      .expect(201);
  }

  async function pay(of: number, amount: string, receivedOn = '2026-10-12') {
    const allocations = [{ invoice: invoices.get(of), amount }];
    const { body } = await office.accountant
      .post('/api/payments')
      .send({ receivedOn, amount, means: 'transfer', reference: `VIR ${of} ${amount}`, allocations })
      .expect(201);
    return body.id as number;
  }

  const setScheme = (more: object = {}) =>
    office.administrator.post('/api/contribution-schemes').send({
      issuer: office.issuer.id,
      from: '2026-01-01',
      terms: marginal,
      reason: 'Assemblée du 12 décembre 2025',
      ...more,
    });

  const close = (statements: object[], agent = office.accountant, month = '2026-10') =>
    agent.post('/api/contribution-closings').send({ issuer: office.issuer.id, month, statements });

  beforeAll(async () => {
    office = await Office.open();
    member = await office.api.signedInAs('member');
    mine = await activity('Atelier du Pont', await office.api.accountOf('member'));
    another = await activity('Studio du Quai', await office.api.accountOf('associate'));
    for (const each of [mine, another]) await contract(each);
    await office.bill();
    const rows = await office.sql<{ activity: number; invoice: number }>(
      `SELECT c.activity_id AS activity, i.id AS invoice FROM billing.invoice i
       JOIN contracts.contract c ON c.client_id = i.client_id WHERE c.activity_id IS NOT NULL`,
    );
    for (const row of rows) invoices.set(row.activity, row.invoice);
  });
  afterAll(async () => {
    await expectInvariants(office.api.database, '2026-11-22');
    await office.close();
  });

  it('a scheme is set by an administrator, from the first of a month on, after a preview that writes nothing', async () => {
    await pay(mine, '1200.00');
    await pay(another, '600.00');
    const preview = await office.accountant
      .post('/api/contribution-scheme-previews')
      .send({ issuer: office.issuer.id, terms: marginal })
      .expect(200);
    // (1,000.00 + 500.00) × 11 %
    expect(preview.body.at(-1)).toEqual({ month: '2026-10-01', kept: '0.00', supposed: '165.00' });
    await setScheme({ from: '2026-01-15' }).expect(400);
    await setScheme({ terms: { ...marginal, bands: [] } }).expect(400);
    await office.accountant.post('/api/contribution-schemes').send({}).expect(403);
    await setScheme().expect(201);
    const { body } = await office.auditor
      .get(`/api/contribution-schemes?issuer=${office.issuer.id}`)
      .expect(200);
    expect(body).toMatchObject([{ activity: null, from: '2026-01-01', terms: { basis: 'collected' } }]);
    expect(body[0].terms.sentence.fr).toContain('11');
    expect(await office.acts()).toContain('contributions.scheme.set');
  });

  it('each figure of an open month is explained, to the document', async () => {
    const { body } = await office.accountant
      .get(`/api/open-contribution-statement?issuer=${office.issuer.id}&activity=${mine}&month=2026-10`)
      .expect(200);
    expect(body).toMatchObject({ id: null, basis: '1000.00', amount: '110.00', closing: null });
    expect(body.lines).toMatchObject([
      {
        cause: 'band',
        invoice: { id: invoices.get(mine) },
        basis: '1000.00',
        rateBasisPoints: 1100,
        amount: '110.00',
      },
    ]);
    await office.accountant
      .get(`/api/open-contribution-statement/pdf?issuer=${office.issuer.id}&activity=${mine}&month=2026-10`)
      .expect('content-type', /pdf/)
      .expect(200);
  });

  it('a month is closed as it was read, once, whoever asks twice', async () => {
    const moved = await close([{ activity: mine, amount: '99.00' }]).expect(409);
    expect(moved.body.code).toBe('CONTRIBUTIONS.FIGURES_CHANGED');
    const wish = [{ activity: mine, amount: '110.00' }];
    const both = await Promise.all([close(wish), close(wish, office.administrator)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = both.find(({ status }) => status === 409)!;
    expect(refused.body.code).toBe('CONTRIBUTIONS.ALREADY_CLOSED');
    const [closed] = both.find(({ status }) => status === 201)!.body;
    expect(closed).toMatchObject({ number: 'RC-SCIC-2026-0001', amount: '110.00' });
    await office.accountant.get(`/api/contribution-statements/${closed.id}/pdf`).expect(200);
    const early = await close([{ activity: another, amount: '0.00' }], office.accountant, '2026-11').expect(
      409,
    );
    expect(early.body.code).toBe('CONTRIBUTIONS.MONTH_NOT_OVER');
  });

  it('a payment undone afterwards is given back in the next open month, the closed one stays', async () => {
    const list = await office.accountant.get('/api/payments').expect(200);
    const paid = list.body.items.find(({ amount }: { amount: string }) => amount === '1200.00');
    await office.accountant
      .post(`/api/payments/${paid.id}/reversal`)
      .send({ reason: 'Rejet de la banque' })
      .expect(201);
    const { body } = await office.accountant.get(`/api/contribution-statements?activity=${mine}`).expect(200);
    expect(body.map(({ month, amount }: Record<string, string>) => [month, amount])).toEqual([
      ['2026-11-01', '-110.00'],
      ['2026-10-01', '110.00'],
    ]);
    const backdated = await setScheme({ from: '2026-10-01' }).expect(409);
    expect(backdated.body.code).toBe('CONTRIBUTIONS.MONTHS_CLOSED');
  });

  it('a rate of its own for one document, and its end', async () => {
    const path = `/api/contribution-document-rates/${invoices.get(another)}`;
    const rate = { rateBasisPoints: 500, reason: 'Sous-traitance interne' };
    await office.accountant.put(path).send(rate).expect(403);
    await office.administrator.put('/api/contribution-document-rates/987654').send(rate).expect(404);
    const blank = await office.administrator
      .put(path)
      .send({ ...rate, reason: '     ' })
      .expect(400);
    expect(blank.body).toMatchObject({ code: 'API.INPUT_REFUSED', errors: [{ field: 'reason' }] });
    const wish = { invoice: invoices.get(another), rateBasisPoints: 500 };
    const preview = await office.accountant
      .post('/api/contribution-document-rate-previews')
      .send(wish)
      .expect(200);
    // 500.00 × 11 % and 500.00 × 5 %; a look writes nothing
    expect(preview.body).toMatchObject({
      closed: '0.00',
      months: [{ activity: 'Studio du Quai', month: '2026-10-01', kept: '55.00', supposed: '25.00' }],
    });
    expect((await office.accountant.get('/api/contribution-document-rates').expect(200)).body).toEqual([]);
    const { body } = await office.administrator.put(path).send(rate).expect(200);
    expect(await office.acts()).toContain('contributions.documentRate.set');
    expect(body).toMatchObject([{ invoice: invoices.get(another), rateBasisPoints: 500 }]);
    const open = await office.accountant
      .get(`/api/contribution-statements?activity=${another}&state=open`)
      .expect(200);
    expect(open.body[0].amount).toBe('25.00');
    const back = await office.accountant
      .post('/api/contribution-document-rate-previews')
      .send({ ...wish, rateBasisPoints: null })
      .expect(200);
    expect(back.body.months).toMatchObject([{ kept: '25.00', supposed: '55.00' }]);
    const unknown = { ...wish, invoice: 987_654 };
    await office.accountant.post('/api/contribution-document-rate-previews').send(unknown).expect(404);
    const ended = await office.administrator
      .put(path)
      .send({ ...rate, rateBasisPoints: null })
      .expect(200);
    expect(ended.body).toEqual([]);
  });

  it('what another CAE keeps is its commission, from the month in which its scheme says so', async () => {
    const nature = async (of: number) => {
      const { body } = await office.accountant.get(`/api/contribution-statements?activity=${of}`).expect(200);
      return body.map(({ month, nature: as }: Record<string, string>) => [month, as]);
    };
    expect(await nature(mine)).toEqual([
      ['2026-11-01', 'contribution'],
      ['2026-10-01', 'contribution'],
    ]);
    await setScheme({ terms: { ...marginal, nature: 'gift' } }).expect(400);
    await setScheme({ from: '2026-11-01', terms: { ...marginal, nature: 'commission' } }).expect(201);
    // The closed month stays what it was.
    expect(await nature(mine)).toEqual([
      ['2026-11-01', 'commission'],
      ['2026-10-01', 'contribution'],
    ]);
  });

  it('a member reads their own statements, and another’s as if they did not exist', async () => {
    await close([{ activity: another, amount: '55.00' }]).expect(201);
    const { body: own } = await member.get('/api/my/contribution-statements').expect(200);
    expect(own).toMatchObject([{ activity: { id: mine }, amount: '110.00' }]);
    await member.get(`/api/my/contribution-statements/${own[0].id}`).expect(200);
    await member.get(`/api/my/contribution-statements/${own[0].id}/pdf`).expect('content-type', /pdf/);
    const { body: all } = await office.accountant
      .get('/api/contribution-statements?state=closed')
      .expect(200);
    const theirs = all.find((each: { activity: { id: number } }) => each.activity.id === another);
    const unknown = await member.get('/api/my/contribution-statements/987654').expect(404);
    for (const path of ['', '/pdf']) {
      const { body } = await member.get(`/api/my/contribution-statements/${theirs.id}${path}`).expect(404);
      expect(body.code).toBe(unknown.body.code);
    }
    await member.get('/api/contribution-statements').expect(403);
  });
});
