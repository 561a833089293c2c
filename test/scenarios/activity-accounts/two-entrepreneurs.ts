import { Identity, systemActor } from '#identity';
import { type HttpAgent, TEST_PASSWORD } from '#test/api/start-api.js';
import { pngReceipt } from '#test/fixtures/receipts.js';
import { Office } from '#test/scenarios/invoicing/office.js';

/** Somebody with an activity of their own. */
export interface Entrepreneur {
  readonly http: HttpAgent;
  readonly account: number;
  readonly activity: number;
}

/** What belongs to one expense sheet, by number. */
export interface Sheet {
  readonly sheet: number;
  readonly line: number;
  readonly receipt: number;
}

/** Two entrepreneurs of one cooperative and its office, over HTTP only. */
export class TwoEntrepreneurs {
  private constructor(
    readonly office: Office,
    readonly ines: Entrepreneur,
    readonly loic: Entrepreneur,
  ) {}

  static async open(): Promise<TwoEntrepreneurs> {
    const office = await Office.open();
    const member = async (name: string): Promise<Entrepreneur> => {
      const email = `${name}@essai.coop`;
      const account = await office.api
        .get(Identity)
        .createAccount(systemActor('essai'), { email, name, password: TEST_PASSWORD, roles: ['member'] });
      const http = office.api.http();
      await http.post('/api/session').send({ email, password: TEST_PASSWORD }).expect(201);
      const activity = await office.administrator
        .post('/api/activities')
        .send({ name: `Atelier de ${name}`, accountId: account.id })
        .expect(201);
      return { http, account: account.id, activity: activity.body.id };
    };
    return new TwoEntrepreneurs(office, await member('Inès'), await member('Loïc'));
  }

  close(): Promise<void> {
    return this.office.close();
  }

  /** A draft with one expense of 44.00, of which 4.00 of VAT, and its receipt. */
  async draft(of: Entrepreneur): Promise<Sheet> {
    const sheet = await of.http
      .post('/api/my/expense-sheets')
      .send({ activity: of.activity, title: 'Novembre' })
      .expect(201);
    const { body } = await of.http
      .post(`/api/my/expense-sheets/${sheet.body.id}/lines`)
      .send({ spentOn: '2026-11-03', kind: 'travel', label: 'Train', gross: '44.00', vat: '4.00' })
      .expect(201);
    const line = body.lines[0].id;
    const receipt = await of.http
      .put(`/api/my/expense-lines/${line}/receipt`)
      .attach('file', pngReceipt(), { filename: 'ticket.png', contentType: 'image/png' })
      .expect(200);
    return { sheet: sheet.body.id, line, receipt: receipt.body.id };
  }

  async submitted(of: Entrepreneur): Promise<Sheet> {
    const draft = await this.draft(of);
    await of.http.post(`/api/my/expense-sheets/${draft.sheet}/submission`).expect(201);
    return draft;
  }

  /** The current month of an account, as its entrepreneur reads it. */
  async currentMonth(of: Entrepreneur) {
    const { body } = await of.http.get(`/api/my/activity-account/${of.activity}/months`).expect(200);
    return body.months.at(-1);
  }

  /** Something moves in the account, so that it has a month to state. */
  async cost(of: Entrepreneur, net = '100.00') {
    const { body } = await this.office.accountant
      .post('/api/direct-costs')
      .send({
        activity: of.activity,
        spentOn: '2026-11-05',
        kind: 'purchase',
        label: 'Disques',
        net,
        vat: '0.00',
      })
      .expect(201);
    return body as { id: number };
  }
}
