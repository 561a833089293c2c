import type { HttpAgent } from '#test/api/start-api.js';
import { pdfReceipt, pngReceipt } from '#test/fixtures/receipts.js';
import { TwoEntrepreneurs } from './two-entrepreneurs.js';

describe('expenses and costs over HTTP', () => {
  let two: TwoEntrepreneurs;
  beforeEach(async () => {
    two = await TwoEntrepreneurs.open();
  });
  afterEach(async () => two.close());

  it('an expense sheet is entered, submitted, approved, and shown by the account of the month', async () => {
    const { sheet } = await two.submitted(two.ines);
    const { accountant } = two.office;
    const approved = await accountant.post(`/api/expense-sheets/${sheet}/approval`).expect(201);
    expect(approved.body).toMatchObject({
      state: 'approved',
      acts: [
        { state: 'submitted', madeBy: 'Inès' },
        { state: 'approved', onDay: '2026-11-22' },
      ],
    });
    expect(await two.currentMonth(two.ines)).toMatchObject({
      month: '2026-11-01',
      flows: { expenses: '40.00' },
      available: '-40.00',
      balance: { expensesDue: '44.00', vatDue: '-4.00', assets: '0.00', liabilities: '0.00' },
    });
    await accountant
      .post(`/api/expense-sheets/${sheet}/reimbursement`)
      .send({ onDay: '2026-11-22' })
      .expect(201);
    expect((await two.currentMonth(two.ines)).balance).toMatchObject({ expensesDue: '0.00', cash: '-44.00' });
    const twice = await accountant
      .post(`/api/expense-sheets/${sheet}/reimbursement`)
      .send({ onDay: '2026-11-22' })
      .expect(409);
    expect(twice.body.code).toBe('ACCOUNTS.SHEET_NOT_APPROVED');
    const trail = await two.office.administrator.get('/api/audit-trail').expect(200);
    expect(JSON.stringify(trail.body)).toContain('contributions.expenseSheet.approve');
  });

  it('a refusal needs its reason and reaches who entered the sheet', async () => {
    const { sheet } = await two.submitted(two.ines);
    await two.office.accountant.post(`/api/expense-sheets/${sheet}/refusal`).send({}).expect(400);
    await two.office.accountant
      .post(`/api/expense-sheets/${sheet}/refusal`)
      .send({ reason: 'Ce ticket est illisible' })
      .expect(201);
    const { body } = await two.ines.http.get(`/api/my/expense-sheets/${sheet}`).expect(200);
    expect(body).toMatchObject({ state: 'refused', acts: [{}, { reason: 'Ce ticket est illisible' }] });
  });

  it('a refused sheet is taken up again, with its lines and receipts, once, by who entered it', async () => {
    const { sheet } = await two.submitted(two.ines);
    const { accountant } = two.office;
    const mine = two.ines.http;
    const path = `/api/my/expense-sheets/${sheet}/correction`;
    expect((await mine.post(path).expect(409)).body.code).toBe('ACCOUNTS.SHEET_NOT_REFUSED');
    await accountant.post(`/api/expense-sheets/${sheet}/refusal`).send({ reason: 'TVA fausse' }).expect(201);
    await two.loic.http.post(path).expect(404);
    const both = await Promise.all([mine.post(path), mine.post(path)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = both.find(({ status }) => status === 409)!;
    expect(refused.body.code).toBe('ACCOUNTS.SHEET_ALREADY_CORRECTED');
    const { body: draft } = both.find(({ status }) => status === 201)!;
    expect(draft).toMatchObject({
      state: 'draft',
      title: 'Novembre',
      corrects: sheet,
      correctedBy: null,
      lines: [{ label: 'Train', gross: '44.00', vat: '4.00', receipt: { mediaType: 'image/png' } }],
    });
    const receipt = await mine.get(`/api/my/expense-receipts/${draft.lines[0].receipt.id}`).expect(200);
    expect(Buffer.from(receipt.body).equals(pngReceipt())).toBe(true);
    // A draft is nobody else's: the office reads of it once it is submitted.
    const seenBy = async (http: HttpAgent, from: string) =>
      (await http.get(`/api/${from}/${sheet}`).expect(200)).body;
    expect((await seenBy(accountant, 'expense-sheets')).correctedBy).toBeNull();
    expect(await seenBy(mine, 'my/expense-sheets')).toMatchObject({
      state: 'refused',
      correctedBy: draft.id,
      lines: [{ vat: '4.00' }],
    });
    await mine
      .put(`/api/my/expense-lines/${draft.lines[0].id}`)
      .send({ spentOn: '2026-11-03', kind: 'travel', label: 'Train', gross: '44.00', vat: '0.00' })
      .expect(200);
    await mine.post(`/api/my/expense-sheets/${draft.id}/submission`).expect(201);
    expect((await seenBy(accountant, 'expense-sheets')).correctedBy).toBe(draft.id);
    await accountant.post(`/api/expense-sheets/${draft.id}/approval`).expect(201);
    expect(await two.office.acts()).toContain('contributions.expenseSheet.correct');
  });

  it('a corrected draft that is thrown away leaves the refused sheet to be corrected', async () => {
    const { sheet } = await two.submitted(two.ines);
    await two.office.accountant
      .post(`/api/expense-sheets/${sheet}/refusal`)
      .send({ reason: 'TVA fausse' })
      .expect(201);
    const again = () => two.ines.http.post(`/api/my/expense-sheets/${sheet}/correction`);
    const { body } = await again().expect(201);
    await two.ines.http.delete(`/api/my/expense-sheets/${body.id}`).expect(204);
    await again().expect(201);
  });

  it('an upload that is no receipt, or too large, is refused and leaves what was there', async () => {
    const { line, receipt, sheet } = await two.draft(two.ines);
    const send = (bytes: Buffer, filename: string) =>
      two.ines.http.put(`/api/my/expense-lines/${line}/receipt`).attach('file', bytes, filename);
    const text = await send(Buffer.from('je ne suis pas une photo'), 'photo.jpg').expect(400);
    expect(text.body.code).toBe('ACCOUNTS.RECEIPT_REFUSED');
    const large = await send(Buffer.concat([pdfReceipt, Buffer.alloc(10 * 1024 * 1024)]), 'gros.pdf').expect(
      413,
    );
    expect(large.body.code).toBe('API.TOO_LARGE');
    const nothing = await two.ines.http.put(`/api/my/expense-lines/${line}/receipt`).expect(400);
    expect(nothing.body.code).toBe('ACCOUNTS.RECEIPT_REFUSED');
    const { body } = await two.ines.http.get(`/api/my/expense-sheets/${sheet}`).expect(200);
    expect(body.lines[0].receipt.id).toBe(receipt);
  });

  it('an expense without its amount is refused, and says which field', async () => {
    const { sheet } = await two.draft(two.ines);
    const missing = await two.ines.http
      .post(`/api/my/expense-sheets/${sheet}/lines`)
      .send({ spentOn: '2026-11-04', kind: 'meal', label: 'Repas' })
      .expect(400);
    expect(missing.body.code).toBe('ACCOUNTS.AMOUNT_REFUSED');
    const wrong = await two.ines.http
      .post(`/api/my/expense-sheets/${sheet}/lines`)
      .send({ spentOn: '2026-11-04', kind: 'meal', label: 'Repas', gross: '12,50' })
      .expect(400);
    expect(wrong.body.errors).toMatchObject([{ field: 'gross' }]);
  });

  it('costs are entered, reversed and imported by the office, and shown behind the account', async () => {
    const { accountant, administrator } = two.office;
    const { id } = await two.cost(two.ines);
    await accountant
      .post('/api/pay-costs')
      .send({
        activity: two.ines.activity,
        month: '2026-11',
        label: 'Salaire',
        grossPay: '1500',
        employerCharges: '450.5',
      })
      .expect(201);
    expect(await two.currentMonth(two.ines)).toMatchObject({
      flows: { directCosts: '100.00', payCost: '1950.50' },
      available: '-2050.50',
    });
    await accountant
      .post(`/api/direct-costs/${id}/reversal`)
      .send({ reason: 'saisie deux fois' })
      .expect(201);
    const again = await accountant
      .post(`/api/direct-costs/${id}/reversal`)
      .send({ reason: 'saisie deux fois' })
      .expect(409);
    expect(again.body.code).toBe('ACCOUNTS.ALREADY_REVERSED');
    const code = (await accountant.get(`/api/activities/${two.ines.activity}`).expect(200)).body.code;
    const csv = `référence;activité;date;libellé;montant HT\nF-1;${code};2026-11-06;Câbles;20,00\n`;
    const send = (query: string, text: string) =>
      administrator
        .post(`/api/direct-costs/imports${query}`)
        .attach('file', Buffer.from(text), 'charges.csv');
    expect((await send('?preview=true', csv).expect(200)).body).toMatchObject({ created: 1, kept: false });
    expect((await send('', csv).expect(201)).body).toMatchObject({ created: 1, kept: true });
    expect((await send('', csv).expect(201)).body).toMatchObject({ created: 0, unchanged: 1 });
    const refused = await send('', csv.replace('20,00', '21,00')).expect(409);
    expect(refused.body.code).toBe('ACCOUNTS.IMPORT_REFUSED');
    expect((await two.currentMonth(two.ines)).flows.directCosts).toBe('20.00');
  });

  it('a statement is a PDF in French or in English, of a month that the account has', async () => {
    await two.cost(two.ines);
    const path = `/api/my/activity-account/${two.ines.activity}/statements`;
    for (const language of ['fr', 'en']) {
      const { body, headers } = await two.ines.http.get(`${path}/2026-11?language=${language}`).expect(200);
      expect(headers['content-type']).toBe('application/pdf');
      expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect((await two.ines.http.get(`${path}/2026-10`).expect(404)).body.code).toBe(
      'ACCOUNTS.MONTH_NOT_FOUND',
    );
    await two.ines.http.get(`${path}/2026-13`).expect(400);
    await two.office.accountant
      .get(`/api/activity-accounts/${two.ines.activity}/statements/2026-11`)
      .expect(200);
  });

  it('an account is opened with its balances, once from what was read', async () => {
    const path = `/api/activity-accounts/${two.ines.activity}`;
    const opening = {
      openedOn: '2026-10-01',
      receivables: '1200.00',
      uncollected: '1000.00',
      vatWaiting: '200.00',
      vatDue: '0',
      expensesDue: '0',
      available: '-150.00',
      reason: 'reprise du tableur',
    };
    const { body } = await two.office.accountant.post(`${path}/openings`).send(opening).expect(201);
    // −150 + 1,000 + 200 − 1,200
    expect(body.cash).toBe('-150.00');
    const again = await two.office.accountant.post(`${path}/openings`).send(opening).expect(409);
    expect(again.body.code).toBe('ACCOUNTS.OPENING_REPLACED_MEANWHILE');
    await two.office.accountant
      .post(`${path}/openings`)
      .send({ ...opening, available: '-100', replaces: body.id })
      .expect(201);
    expect((await two.currentMonth(two.ines)).available).toBe('-100.00');
    await two.office.auditor.post(`${path}/openings`).send(opening).expect(403);
  });
});
