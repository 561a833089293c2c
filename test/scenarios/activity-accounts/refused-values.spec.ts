import type { HttpAgent } from '#test/api/start-api.js';
import { TwoEntrepreneurs } from './two-entrepreneurs.js';

const SPACES = '     ';
const UNREADABLE = 'Disques\u0000';
const LAST_YEAR_OF_NUMBERS = '99999999.99';

/** What passes the form of a request and is refused by a rule of the database: said in words, never by the rule's name. */
describe('values that only the database refuses, over HTTP', () => {
  let two: TwoEntrepreneurs;
  beforeAll(async () => {
    two = await TwoEntrepreneurs.open();
  });
  afterAll(async () => two.close());

  const cost = (more: object = {}) => ({
    activity: two.ines.activity,
    spentOn: '2026-11-05',
    kind: 'purchase',
    label: 'Disques',
    net: '100.00',
    vat: '0.00',
    ...more,
  });
  const payCost = (more: object = {}) => ({
    activity: two.ines.activity,
    month: '2026-10',
    label: 'Paie',
    grossPay: '2000',
    employerCharges: '800',
    ...more,
  });
  const opening = (more: object = {}) => ({
    openedOn: '2026-09-01',
    receivables: '0.00',
    uncollected: '0.00',
    vatWaiting: '0.00',
    vatDue: '0.00',
    expensesDue: '0.00',
    available: '0.00',
    reason: 'Reprise du compte',
    ...more,
  });

  async function refused(agent: HttpAgent, path: string, body: object, code: string): Promise<void> {
    const answer = await agent.post(path).send(body);
    expect([path, answer.status, answer.body.code]).toEqual([path, 400, code]);
    // No name of a constraint, a table or a rule.
    expect(JSON.stringify(answer.body)).not.toMatch(
      /_check|règle |rule |direct_cost|pay_cost|expense_|_fkey/,
    );
  }

  it('labels and reasons of spaces alone', async () => {
    const { accountant, administrator } = two.office;
    const mine = two.ines.http;
    await refused(accountant, '/api/direct-costs', cost({ label: SPACES }), 'ACCOUNTS.TEXT_MISSING');
    await refused(accountant, '/api/direct-costs', cost({ supplier: SPACES }), 'ACCOUNTS.TEXT_MISSING');
    await refused(accountant, '/api/pay-costs', payCost({ label: SPACES }), 'ACCOUNTS.TEXT_MISSING');
    const sheet = { activity: two.ines.activity, title: SPACES };
    await refused(mine, '/api/my/expense-sheets', sheet, 'ACCOUNTS.TEXT_MISSING');
    const draft = await two.draft(two.ines);
    const line = { spentOn: '2026-11-03', kind: 'travel', label: SPACES, gross: '44.00', vat: '4.00' };
    await refused(mine, `/api/my/expense-sheets/${draft.sheet}/lines`, line, 'ACCOUNTS.TEXT_MISSING');
    const { id } = await two.cost(two.ines);
    const blank = { reason: SPACES };
    await refused(accountant, `/api/direct-costs/${id}/reversal`, blank, 'API.INPUT_REFUSED');
    const paid = await accountant.post('/api/pay-costs').send(payCost()).expect(201);
    await refused(accountant, `/api/pay-costs/${paid.body.id}/reversal`, blank, 'API.INPUT_REFUSED');
    const account = `/api/activity-accounts/${two.ines.activity}/openings`;
    await refused(administrator, account, opening(blank), 'ACCOUNTS.REASON_MISSING');
    const { sheet: submitted } = await two.submitted(two.ines);
    await refused(accountant, `/api/expense-sheets/${submitted}/refusal`, blank, 'API.INPUT_REFUSED');
  });

  it('amounts, days and distances that do not fit', async () => {
    const { accountant, administrator } = two.office;
    await refused(accountant, '/api/direct-costs', cost({ net: '0.00' }), 'ACCOUNTS.AMOUNT_REFUSED');
    await refused(accountant, '/api/pay-costs', payCost({ grossPay: '0' }), 'ACCOUNTS.AMOUNT_REFUSED');
    const account = `/api/activity-accounts/${two.ines.activity}/openings`;
    await refused(administrator, account, opening({ openedOn: '2026-09-02' }), 'ACCOUNTS.DAY_REFUSED');
    const { sheet } = await two.draft(two.ines);
    const lines = `/api/my/expense-sheets/${sheet}/lines`;
    const line = { spentOn: '2026-11-03', kind: 'travel', label: 'Train', gross: '44.00', vat: '44.00' };
    await refused(two.ines.http, lines, line, 'ACCOUNTS.AMOUNT_REFUSED');
    await refused(two.ines.http, lines, { ...line, gross: '0.00', vat: '0.00' }, 'ACCOUNTS.AMOUNT_REFUSED');
    const drive = {
      spentOn: '2026-11-03',
      kind: 'mileage',
      label: 'Client',
      kilometres: '0',
      fiscalPower: 5,
    };
    await refused(two.ines.http, lines, drive, 'ACCOUNTS.AMOUNT_REFUSED');
  });

  it('VAT above the highest rate, and days and months to come, also from files', async () => {
    const { accountant, administrator } = two.office;
    // 100.00 × 20 % = 20.00
    for (const vat of ['500.00', '20.01']) {
      await refused(accountant, '/api/direct-costs', cost({ vat }), 'ACCOUNTS.VAT_ABOVE_HIGHEST_RATE');
    }
    for (const spentOn of ['2080-01-01', '2026-11-23']) {
      await refused(accountant, '/api/direct-costs', cost({ spentOn }), 'ACCOUNTS.DAY_TO_COME');
    }
    await refused(accountant, '/api/pay-costs', payCost({ month: '2026-12' }), 'ACCOUNTS.MONTH_TO_COME');
    await accountant
      .post('/api/direct-costs')
      .send(cost({ spentOn: '2026-11-22', vat: '20.00' }))
      .expect(201);
    await accountant
      .post('/api/pay-costs')
      .send(payCost({ month: '2026-11' }))
      .expect(201);
    const { code } = (await accountant.get(`/api/activities/${two.ines.activity}`).expect(200)).body;
    const preview = async (of: string, csv: string) => {
      const { body } = await administrator
        .post(`/api/${of}/imports?preview=true`)
        .attach('file', Buffer.from(csv), 'fichier.csv')
        .expect(200);
      return body.refused as { line: number; code: string; reason: { fr: string } }[];
    };
    const costs = await preview(
      'direct-costs',
      `référence;activité;date;libellé;montant_ht;tva\nA;${code};2026-11-05;Câbles;100,00;20,01\nB;${code};23/11/2026;Câbles;100,00;\nC;${code};05/11/2026;Câbles;douze;\n`,
    );
    expect(costs).toMatchObject([
      { line: 2, code: 'ACCOUNTS.VAT_ABOVE_HIGHEST_RATE' },
      { line: 3, code: 'ACCOUNTS.DAY_TO_COME' },
      { line: 4, code: 'IMPORTS.CELL_REFUSED' },
    ]);
    const pay = await preview(
      'pay-costs',
      `référence;activité;mois;libellé;brut\nA;${code};2026-12;Paie;2000\n`,
    );
    expect(pay).toMatchObject([{ line: 2, code: 'ACCOUNTS.MONTH_TO_COME' }]);
    // Said once, of the whole file; columns by the names that people know.
    expect(JSON.stringify([...costs, ...pay])).not.toMatch(
      /Rien n’a été enregistré|Nothing was recorded|_ht/,
    );
    expect(costs[2]!.reason.fr).toContain('montant HT');
  });

  it('a text that no table can hold', async () => {
    const { accountant } = two.office;
    await refused(accountant, '/api/direct-costs', cost({ label: UNREADABLE }), 'API.REQUEST_MALFORMED');
    await refused(accountant, '/api/pay-costs', payCost({ label: UNREADABLE }), 'API.REQUEST_MALFORMED');
    const sheet = { activity: two.ines.activity, title: UNREADABLE };
    await refused(two.ines.http, '/api/my/expense-sheets', sheet, 'API.REQUEST_MALFORMED');
    await accountant
      .post('/api/direct-costs')
      .send(cost({ net: LAST_YEAR_OF_NUMBERS }))
      .expect(201);
  });

  it('incident 16: a scheme that is sent twice at once is one version; another wish is another', async () => {
    const { administrator, issuer } = two.office;
    const wish = {
      issuer: issuer.id,
      from: '2026-03-01',
      terms: { basis: 'collected', bands: [{ from: '0', rateBasisPoints: 900 }] },
      reason: 'Assemblée du 12 février 2026',
    };
    const send = (more: object = {}) =>
      administrator.post('/api/contribution-schemes').send({ ...wish, ...more });
    const both = await Promise.all([send(), send()]);
    expect(both.map(({ status, body }) => [status, body.id])).toEqual(both.map(() => [201, both[0].body.id]));
    const versions = async () => {
      const { body } = await administrator.get(`/api/contribution-schemes?issuer=${issuer.id}`).expect(200);
      return body.map(({ revision, reason }: { revision: number; reason: string }) => [revision, reason]);
    };
    expect(await versions()).toEqual([[1, wish.reason]]);
    await send({ reason: 'Correction du taux' }).expect(201);
    // As before, after another: the last one counts, so this is a version of its own.
    await send().expect(201);
    expect(await versions()).toEqual([
      [1, wish.reason],
      [2, 'Correction du taux'],
      [3, wish.reason],
    ]);
    const acts = await two.office.acts();
    expect(acts.filter((act) => act === 'contributions.scheme.set')).toHaveLength(3);
  });

  it('schemes and rates of documents', async () => {
    const { administrator, issuer } = two.office;
    const scheme = (more: object) => ({
      issuer: issuer.id,
      from: '2026-01-01',
      terms: { basis: 'collected', bands: [{ from: '0', rateBasisPoints: 1000 }] },
      reason: 'Assemblée du 12 décembre 2025',
      ...more,
    });
    const path = '/api/contribution-schemes';
    await refused(administrator, path, scheme({ reason: SPACES }), 'CONTRIBUTIONS.REASON_MISSING');
    await refused(administrator, path, scheme({ reason: UNREADABLE }), 'API.REQUEST_MALFORMED');
    const answer = await administrator
      .post(path)
      .send(scheme({ issuer: 987_654 }))
      .expect(404);
    expect(answer.body.code).toBe('CONTRIBUTIONS.PARTY_UNKNOWN');
  });
});
