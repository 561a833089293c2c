import type { HttpAgent } from '#test/api/start-api.js';
import { jpegReceipt, pngReceipt } from '#test/fixtures/receipts.js';
import { routesOfControllers } from '#test/scenarios/access/routes.js';
import { type Entrepreneur, type Sheet, TwoEntrepreneurs } from './two-entrepreneurs.js';

const NOWHERE = 987_654_321;
const LINE = { spentOn: '2026-11-04', kind: 'meal', label: 'Repas', gross: '12.00' };

/** What a number in a path stands for. */
type Kind = 'activity' | 'sheet' | 'line' | 'receipt';

interface Guess {
  readonly route: string;
  readonly of: Kind;
  readonly call: (http: HttpAgent, id: number) => ReturnType<HttpAgent['get']>;
}

/** Every route of one's own account and expenses that takes a number; the list is compared with the server's below. */
const GUESSES: readonly Guess[] = [
  {
    route: 'GET /api/my/activity-account/:activity/months',
    of: 'activity',
    call: (http, id) => http.get(`/api/my/activity-account/${id}/months`),
  },
  {
    route: 'GET /api/my/activity-account/:activity/statements/:month',
    of: 'activity',
    call: (http, id) => http.get(`/api/my/activity-account/${id}/statements/2026-11`),
  },
  {
    route: 'POST /api/my/expense-sheets',
    of: 'activity',
    call: (http, id) => http.post('/api/my/expense-sheets').send({ activity: id, title: 'Chez un autre' }),
  },
  {
    route: 'GET /api/my/expense-sheets/:id',
    of: 'sheet',
    call: (http, id) => http.get(`/api/my/expense-sheets/${id}`),
  },
  {
    route: 'POST /api/my/expense-sheets/:id/lines',
    of: 'sheet',
    call: (http, id) => http.post(`/api/my/expense-sheets/${id}/lines`).send(LINE),
  },
  {
    route: 'POST /api/my/expense-sheets/:id/submission',
    of: 'sheet',
    call: (http, id) => http.post(`/api/my/expense-sheets/${id}/submission`),
  },
  {
    route: 'POST /api/my/expense-sheets/:id/correction',
    of: 'sheet',
    call: (http, id) => http.post(`/api/my/expense-sheets/${id}/correction`),
  },
  {
    route: 'DELETE /api/my/expense-sheets/:id',
    of: 'sheet',
    call: (http, id) => http.delete(`/api/my/expense-sheets/${id}`),
  },
  {
    route: 'PUT /api/my/expense-lines/:id',
    of: 'line',
    call: (http, id) => http.put(`/api/my/expense-lines/${id}`).send(LINE),
  },
  {
    route: 'PUT /api/my/expense-lines/:id/receipt',
    of: 'line',
    call: (http, id) =>
      http.put(`/api/my/expense-lines/${id}/receipt`).attach('file', jpegReceipt, 'photo.jpg'),
  },
  {
    route: 'DELETE /api/my/expense-lines/:id',
    of: 'line',
    call: (http, id) => http.delete(`/api/my/expense-lines/${id}`),
  },
  {
    route: 'GET /api/my/expense-receipts/:id',
    of: 'receipt',
    call: (http, id) => http.get(`/api/my/expense-receipts/${id}`),
  },
];

const WITHOUT_NUMBERS = [
  'GET /api/my/activity-account',
  'GET /api/my/expense-sheets',
  'GET /api/my/mileage-scales',
];

function numberOf(kind: Kind, of: Entrepreneur, sheet: Sheet): number {
  return kind === 'activity' ? of.activity : sheet[kind];
}

describe('the account and the expenses of an entrepreneur', () => {
  let two: TwoEntrepreneurs;
  let ofInes: Sheet;
  let drafted: Sheet;
  beforeAll(async () => {
    two = await TwoEntrepreneurs.open();
    await two.cost(two.ines);
    ofInes = await two.submitted(two.ines);
    drafted = await two.draft(two.ines);
  });
  afterAll(async () => two.close());

  it('are read and written on these routes and on no other', () => {
    const served = routesOfControllers(two.office.api.app)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => /\/api\/my\/(activity-account|expense|mileage)/.test(route));
    expect(served.sort()).toEqual([...GUESSES.map(({ route }) => route), ...WITHOUT_NUMBERS].sort());
  });

  it.each(GUESSES)('of another answer as what does not exist: $route', async ({ of, call }) => {
    const plain = (body: object, number: number) =>
      JSON.stringify(body).replace(new RegExp(`\\b${number}\\b`, 'g'), '#');
    const absent = await call(two.loic.http, NOWHERE);
    expect(absent.status).toBe(404);
    for (const sheet of [ofInes, drafted]) {
      const target = numberOf(of, two.ines, sheet);
      // The number itself and those around it: none of them is Loïc's.
      for (const id of [target, target + 1, Math.max(1, target - 1)].filter(
        (each) => each !== two.loic.activity,
      )) {
        const guessed = await call(two.loic.http, id);
        expect([id, guessed.status]).toEqual([id, 404]);
        expect(plain(guessed.body, id)).toEqual(plain(absent.body, NOWHERE));
        expect(JSON.stringify(guessed.headers)).not.toMatch(/justificatif|CA-/);
      }
    }
  });

  it('are unchanged after all that guessing', async () => {
    const submitted = await two.ines.http.get(`/api/my/expense-sheets/${ofInes.sheet}`).expect(200);
    expect(submitted.body).toMatchObject({ state: 'submitted', gross: '44.00', lines: [{ label: 'Train' }] });
    const draft = await two.ines.http.get(`/api/my/expense-sheets/${drafted.sheet}`).expect(200);
    expect(draft.body).toMatchObject({ state: 'draft', lines: [{ receipt: { id: drafted.receipt } }] });
  });

  it('are not in another’s lists', async () => {
    const sheets = await two.loic.http.get('/api/my/expense-sheets').expect(200);
    expect(sheets.body).toMatchObject({ items: [], total: 0, gross: '0.00' });
    const byActivity = await two.loic.http
      .get(`/api/my/expense-sheets?activity=${two.ines.activity}`)
      .expect(200);
    expect(byActivity.body.total).toBe(0);
    const accounts = await two.loic.http.get('/api/my/activity-account').expect(200);
    expect(accounts.body.items.map((each: { activity: { id: number } }) => each.activity.id)).toEqual([
      two.loic.activity,
    ]);
  });

  it('are for members: associates, auditors and the office are told so on every one of these routes', async () => {
    const { administrator, accountant, auditor, api } = two.office;
    for (const http of [administrator, accountant, auditor, await api.signedInAs('associate')]) {
      for (const { route, of, call } of GUESSES) {
        const answer = await call(http, numberOf(of, two.ines, ofInes));
        expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'IDENTITY.ROLE_REFUSED']);
      }
    }
  });

  it('have no way round by the routes of the office', async () => {
    const associate = await two.office.api.signedInAs('associate');
    for (const http of [two.ines.http, two.loic.http, associate]) {
      for (const path of [
        'activity-accounts',
        `activity-accounts/${two.ines.activity}/months`,
        `activity-accounts/${two.ines.activity}/statements/2026-11`,
        'direct-costs',
        'pay-costs',
        'expense-sheets',
        `expense-sheets/${ofInes.sheet}`,
        `expense-receipts/${ofInes.receipt}`,
      ]) {
        expect([path, (await http.get(`/api/${path}`)).status]).toEqual([path, 403]);
      }
      for (const act of ['approval', 'refusal', 'reimbursement']) {
        const answer = await http
          .post(`/api/expense-sheets/${ofInes.sheet}/${act}`)
          .send({ reason: 'par un autre chemin', onDay: '2026-11-22' });
        expect([act, answer.status]).toEqual([act, 403]);
      }
    }
  });

  it('are read by the office once they are submitted, drafts never', async () => {
    const { accountant, auditor } = two.office;
    for (const http of [accountant, auditor]) {
      await http.get(`/api/expense-sheets/${ofInes.sheet}`).expect(200);
      await http.get(`/api/expense-receipts/${ofInes.receipt}`).expect(200);
      await http.get(`/api/expense-sheets/${drafted.sheet}`).expect(404);
      await http.get(`/api/expense-receipts/${drafted.receipt}`).expect(404);
    }
    const { body } = await accountant.get('/api/expense-sheets').expect(200);
    expect(body.items.map(({ id }: { id: number }) => id)).toEqual([ofInes.sheet]);
  });
});

describe('incident 52: a receipt over HTTP', () => {
  let two: TwoEntrepreneurs;
  beforeEach(async () => {
    two = await TwoEntrepreneurs.open();
  });
  afterEach(async () => two.close());

  it('is whose its line is, whatever it was called: the same name and bytes open nothing of another', async () => {
    const [ines, loic] = [await two.submitted(two.ines), await two.submitted(two.loic)];
    await two.ines.http.get(`/api/my/expense-receipts/${ines.receipt}`).expect(200);
    await two.ines.http.get(`/api/my/expense-receipts/${loic.receipt}`).expect(404);
    await two.loic.http.get(`/api/my/expense-receipts/${ines.receipt}`).expect(404);
    for (const name of ['ticket.png', `${ines.receipt}.png`, `expense-line%2F${ines.line}%2Freceipt`]) {
      expect([name, (await two.loic.http.get(`/api/my/expense-receipts/${name}`)).status]).toEqual([
        name,
        400,
      ]);
    }
  });

  it('is served as what it is, under a name made of its own numbers', async () => {
    const { receipt, sheet, line } = await two.submitted(two.ines);
    const answer = await two.ines.http.get(`/api/my/expense-receipts/${receipt}`).expect(200);
    expect(Buffer.from(answer.body).equals(pngReceipt())).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="justificatif-${sheet}-${line}.png"`,
    });
  });

  it('goes with the activity: who no longer holds it no longer sees it, nor does who holds it now', async () => {
    const { receipt, sheet } = await two.submitted(two.ines);
    await two.office.administrator
      .patch(`/api/activities/${two.ines.activity}`)
      .send({ accountId: two.loic.account })
      .expect(200);
    for (const { http } of [two.ines, two.loic]) {
      await http.get(`/api/my/expense-receipts/${receipt}`).expect(404);
      await http.get(`/api/my/expense-sheets/${sheet}`).expect(404);
    }
    await two.ines.http.get(`/api/my/activity-account/${two.ines.activity}/months`).expect(404);
  });
});
