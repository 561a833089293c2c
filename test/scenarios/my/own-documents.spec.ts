import { type HttpAgent } from '#test/api/start-api.js';
import { Office } from '#test/scenarios/invoicing/office.js';

const WINDOW = 'from=2026-10-01&to=2027-01-01';

/** Two activities of one cooperative: the member's, and one of somebody else. */
class TwoActivities {
  private constructor(
    readonly office: Office,
    readonly member: HttpAgent,
    readonly mine: number,
    readonly another: number,
  ) {}

  static async open(): Promise<TwoActivities> {
    const office = await Office.open();
    const member = await office.api.signedInAs('member');
    const activity = async (name: string, accountId: number | null) =>
      (await office.administrator.post('/api/activities').send({ name, accountId }).expect(201)).body.id;
    const mine = await activity('Atelier du Pont', await office.api.accountOf('member'));
    const another = await activity('Studio du Quai', await office.api.accountOf('associate'));
    return new TwoActivities(office, member, mine, another);
  }

  /** A contract with one monthly subscription at `unitPrice` since 1 November. */
  async line(
    activity: number,
    service: string,
    { client, unitPrice = '100' }: { client?: number; unitPrice?: string } = {},
  ) {
    const contract = await this.office.administrator
      .post('/api/contracts')
      .send({
        client: client ?? (await this.office.client()).id,
        title: service,
        activity,
        carriedBy: this.office.issuer.id,
        from: '2026-11-01',
      })
      .expect(201);
    const line = await this.office.administrator
      .post('/api/contract-lines')
      .send({
        contract: contract.body.id,
        kind: 'subscription',
        service,
        label: service,
        terms: [{ unitPrice, period: { from: '2026-11-01', to: null } }],
      })
      .expect(201);
    return { id: line.body.id as number, contract: contract.body.id as number };
  }

  /** What the member reads, which is to succeed. */
  async sees(path: string) {
    return (await this.member.get(`/api/my/${path}`).expect(200)).body;
  }

  /** The document that bills a line, as the office knows it. */
  async invoiceOf(line: number): Promise<number> {
    const { body } = await this.office.accountant.get(`/api/coverage/${line}?${WINDOW}`).expect(200);
    return body.segments.find((each: { invoice: number | null }) => each.invoice !== null).invoice;
  }
}

describe('the contracts and documents of a member', () => {
  let two: TwoActivities;
  beforeEach(async () => {
    two = await TwoActivities.open();
  });
  afterEach(async () => two.office.close());

  it('are those of their own activities, and whole', async () => {
    const own = await two.line(two.mine, 'Hébergement');
    await two.line(two.another, 'Nuage');
    await two.office.subscription('2026-11-01');
    await two.office.bill();
    const invoice = await two.invoiceOf(own.id);

    const contracts = await two.sees('contracts');
    expect(contracts).toMatchObject({ total: 1, monthlyNet: '100.00' });
    expect(contracts.items).toMatchObject([
      { id: own.contract, activity: { id: two.mine }, carrier: { code: 'SCIC' }, state: 'running', lines: 1 },
    ]);
    expect(await two.sees(`contracts/${own.contract}`)).toMatchObject({
      id: own.contract,
      carriage: [{ issuer: { code: 'SCIC' }, period: { from: '2026-11-01', to: null } }],
      lines: [{ id: own.id, terms: [{ unitPrice: '100' }] }],
    });

    const coverage = await two.sees(`coverage?${WINDOW}`);
    expect(coverage).toMatchObject({ total: 1, next: null, lines: [{ line: { id: own.id } }] });
    expect(coverage.lines[0].segments).toEqual([
      [coverage.states.indexOf('billed'), '2026-11-01', '2026-12-01', invoice],
      [coverage.states.indexOf('notYetDue'), '2026-12-01', '2027-01-01', 0],
    ]);
    const [document] = (await two.sees(`coverage/${own.id}?${WINDOW}`)).documents;
    expect(document).toMatchObject({
      id: invoice,
      net: '100.00',
      days: [{ from: '2026-11-01', to: '2026-12-01' }],
    });

    const invoices = await two.sees('invoices');
    expect(invoices).toMatchObject({ total: 1, ownNet: '100.00' });
    expect(invoices.items).toMatchObject([{ id: invoice, whole: true, gross: '120.00', delivery: 'sent' }]);
    const shown = await two.sees(`invoices/${invoice}`);
    expect(shown).toMatchObject({ number: document.number, lines: [{ line: own.id, net: '100.00' }] });
    const pdf = await two.member.get(`/api/my/invoices/${invoice}/pdf`).expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(Buffer.from(pdf.body).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('of another answer on every route as what does not exist', async () => {
    await two.line(two.mine, 'Hébergement');
    const other = await two.line(two.another, 'Nuage');
    const nobodys = await two.office.subscription('2026-11-01');
    await two.office.bill();
    const guesses: (readonly [path: string, id: number])[] = [
      ...[other, nobodys].map(({ contract }) => ['contracts/#', contract] as const),
      ...[other, nobodys].map(({ id }) => ['coverage/#', id] as const),
    ];
    for (const { id } of [other, nobodys]) {
      const invoice = await two.invoiceOf(id);
      guesses.push(['invoices/#', invoice], ['invoices/#/pdf', invoice]);
    }
    for (const [path, id] of guesses) {
      const nowhere = 987_654_321;
      const guessed = await two.member.get(`/api/my/${path.replace('#', String(id))}`).expect(404);
      const absent = await two.member.get(`/api/my/${path.replace('#', String(nowhere))}`).expect(404);
      // The number that was asked for is all that differs.
      const plain = (body: object, number: number) =>
        JSON.stringify(body).replace(new RegExp(`\\b${number}\\b`, 'g'), '#');
      expect(plain(guessed.body, id)).toEqual(plain(absent.body, nowhere));
    }
    expect((await two.sees(`contracts?search=Nuage`)).items).toEqual([]);
    expect((await two.sees(`coverage?${WINDOW}&contract=${other.contract}`)).lines).toEqual([]);
    expect((await two.sees(`invoices?contract=${other.contract}`)).items).toEqual([]);
  });

  it('that bill others too are shown with the member’s lines alone, without totals and PDF', async () => {
    const { id: client } = await two.office.client({ grouping: 'client' });
    const own = await two.line(two.mine, 'Hébergement', { client });
    const other = await two.line(two.another, 'Nuage', { client, unitPrice: '40' });
    await two.office.bill();
    const invoice = await two.invoiceOf(own.id);
    expect(await two.invoiceOf(other.id)).toBe(invoice);

    const { items, total, ownNet } = await two.sees('invoices');
    expect([total, ownNet]).toEqual([1, '100.00']);
    expect(items[0]).toMatchObject({ whole: false, ownNet: '100.00', net: null, vat: null, gross: null });
    const shown = await two.sees(`invoices/${invoice}`);
    expect(shown.lines.map(({ label }: { label: string }) => label)).toEqual(['Hébergement']);
    expect(JSON.stringify(shown)).not.toMatch(/Nuage|140\.00|168\.00/);
    const refused = await two.member.get(`/api/my/invoices/${invoice}/pdf`).expect(403);
    expect(refused.body.code).toBe('BILLING.DOCUMENT_OF_SEVERAL_ACTIVITIES');
  });

  it('are credited in sight: of days, of an amount, and of others not at all', async () => {
    const { id: client } = await two.office.client({ grouping: 'client' });
    const own = await two.line(two.mine, 'Hébergement', { client });
    const other = await two.line(two.another, 'Nuage', { client });
    await two.office.bill();
    const invoice = await two.invoiceOf(own.id);
    const lines = (await two.office.invoice(invoice)).lines as { position: number; line: number }[];
    const positionOf = (line: number) => lines.find((each) => each.line === line)!.position;
    const credit = async (scope: object) =>
      (
        await two.office.administrator
          .post(`/api/invoices/${invoice}/credit-notes`)
          .send({ scopes: [scope], reason: 'Geste convenu' })
          .expect(201)
      ).body.id as number;
    const days = await credit({
      kind: 'days',
      position: positionOf(own.id),
      period: { from: '2026-11-16', to: '2026-12-01' },
    });
    const amount = await credit({ kind: 'amount', position: positionOf(own.id), net: '10.00' });
    const foreign = await credit({ kind: 'amount', position: positionOf(other.id), net: '7.00' });

    const { items, ownNet } = await two.sees('invoices');
    expect(items.map(({ id }: { id: number }) => id)).toEqual([amount, days, invoice]);
    // 100 less 15 of 30 days (50) and 10.
    expect(ownNet).toBe('40.00');
    expect((await two.sees(`invoices/${invoice}`)).creditNotes.map(({ id }: { id: number }) => id)).toEqual([
      days,
      amount,
    ]);
    expect((await two.sees(`invoices/${amount}`)).credited.id).toBe(invoice);
    expect((await two.sees('invoices?type=creditNote')).total).toBe(2);
    await two.member.get(`/api/my/invoices/${foreign}`).expect(404);
  });

  it('are out of sight as soon as the activity is another’s', async () => {
    const own = await two.line(two.mine, 'Hébergement');
    await two.office.bill();
    const invoice = await two.invoiceOf(own.id);
    await two.sees(`invoices/${invoice}`);
    await two.office.administrator.patch(`/api/activities/${two.mine}`).send({ accountId: null }).expect(200);
    expect((await two.sees('contracts')).total).toBe(0);
    expect((await two.sees(`coverage?${WINDOW}`)).total).toBe(0);
    expect((await two.sees('invoices')).total).toBe(0);
    for (const path of [
      `contracts/${own.contract}`,
      `coverage/${own.id}`,
      `invoices/${invoice}`,
      `invoices/${invoice}/pdf`,
    ]) {
      await two.member.get(`/api/my/${path}`).expect(404);
    }
  });

  it('are for members: other roles have none here, and are told so', async () => {
    const { administrator, accountant, auditor, api } = two.office;
    const associate = await api.signedInAs('associate');
    for (const agent of [administrator, accountant, auditor, associate]) {
      for (const path of [
        'contracts',
        'contracts/1',
        'coverage',
        'coverage/1',
        'invoices',
        'invoices/1',
        'invoices/1/pdf',
      ]) {
        const { body } = await agent.get(`/api/my/${path}`).expect(403);
        expect(body.code).toBe('IDENTITY.ROLE_REFUSED');
      }
    }
  });
});
