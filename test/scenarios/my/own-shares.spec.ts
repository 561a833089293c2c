import { DEMO_ASSOCIATES, DemoCalendar, tellAssociates } from '#installation';
import { systemActor } from '#identity';
import { localDate } from '#kernel';
import { Capital, Membership } from '#membership';
import { UnitOfWork } from '#persistence';
import { readPdf, textsOfPages } from '#test/documents/read-pdf.js';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const TODAY = '2026-11-22';
const actor = systemActor('essai');

describe('the shares of an associate', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let associate: HttpAgent;
  let persons: Map<string, number>;
  let capital: Capital;

  /** What a PDF says, each stretch of white space as one space. */
  const textOf = async (agent: HttpAgent, path: string) => {
    const { body, headers } = await agent.get(`/api/${path}`).expect(200);
    expect([path, headers['content-type']]).toEqual([path, 'application/pdf']);
    return textsOfPages(readPdf(Buffer.from(body)))
      .join(' ')
      .replace(/\s+/g, ' ');
  };
  /** Shares of class A, paid in full. */
  const give = async (code: string, quantity: number) => {
    const [shareClass] = await capital.listClasses();
    const subscribedOn = localDate('2026-06-01');
    const subscription = await capital.subscribe(actor, {
      person: persons.get(code)!,
      classId: shareClass!.id,
      quantity,
      subscribedOn,
    });
    await capital.pay(actor, {
      subscription,
      reference: `virement ${code}`,
      paidOn: subscribedOn,
      amountCents: quantity * 5000,
    });
  };

  beforeAll(async () => {
    api = await startTestApi({ today: TODAY });
    administrator = await api.signedInAs('administrator');
    associate = await api.signedInAs('associate');
    const accounts = new Map([['associate', await api.accountOf('associate')]]);
    const membership = api.get(Membership);
    capital = api.get(Capital);
    persons = await api
      .get(UnitOfWork)
      .run((tx) =>
        tellAssociates({ tx, membership, actor, calendar: new DemoCalendar(localDate(TODAY)), accounts }),
      );
    await capital.createClass(actor, {
      code: 'A',
      name: 'Parts ordinaires',
      nominalCents: 5000,
      from: localDate('2022-01-01'),
    });
    const address = { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' };
    await administrator
      .post('/api/issuers')
      .send({ code: 'SCIC', name: 'La Fabrique', siren: '552100554', address })
      .expect(201);
    await give('HAMON', 4);
    await give('GARANCE', 40);
  });
  afterAll(async () => api.close());

  it('are what the register says: holdings, movements, category and college', async () => {
    const { body } = await associate.get('/api/my/shares').expect(200);
    expect(body).toMatchObject({
      on: TODAY,
      name: 'Soizic Hamon',
      quantity: 4,
      subscribed: '200.00',
      paid: '200.00',
      membership: { category: 'Usagers et clients', college: 'Usagers', period: { to: null } },
      holdings: [{ classCode: 'A', quantity: 4, subscribed: '200.00' }],
      movements: [{ kind: 'subscription', quantity: 4, amount: '200.00', reversal: false }],
    });
    expect(JSON.stringify(body)).not.toContain('Garance');
  });

  it('are certified on paper', async () => {
    const text = await textOf(associate, 'my/shares/certificate');
    expect(text).toMatch(/Soizic Hamon.*4 parts sociales.*200,00 €/);
    expect(text).not.toContain('Garance');
  });

  it('of another cannot be asked for: no number, no filter, no other route', async () => {
    const other = persons.get('GARANCE')!;
    for (const path of [
      `my/shares/${other}`,
      `my/shares/${other}/certificate`,
      `my/shares/certificate/${other}`,
    ]) {
      const { body } = await associate.get(`/api/${path}`).expect(404);
      expect([path, body.code]).toEqual([path, 'API.ROUTE_UNKNOWN']);
    }
    const asked = (await associate.get(`/api/my/shares?person=${other}`).expect(200)).body;
    expect(asked.name).toBe('Soizic Hamon');
    for (const path of [
      `persons/${other}`,
      `persons/${other}/share-certificate`,
      'registers/associates',
      'registers/share-movements',
      'associates',
    ]) {
      const { body } = await associate.get(`/api/${path}`).expect(403);
      expect([path, body.code]).toEqual([path, 'IDENTITY.ROLE_REFUSED']);
    }
    const member = await api.signedInAs('member');
    await member.get('/api/my/shares').expect(403);
  });

  it('are told as nothing where the account is linked to nobody, and shown as soon as it is', async () => {
    const id = persons.get('HAMON')!;
    await administrator.patch(`/api/persons/${id}`).send({ accountId: null }).expect(200);
    const { body } = await associate.get('/api/my/shares').expect(200);
    expect(body).toMatchObject({ name: null, quantity: 0, holdings: [], movements: [], membership: null });
    const refused = await associate.get('/api/my/shares/certificate').expect(404);
    expect(refused.body.code).toBe('MEMBERSHIP.NO_OWN_RECORD');
    const accountId = await api.accountOf('associate');
    await administrator.patch(`/api/persons/${id}`).send({ accountId }).expect(200);
    expect((await associate.get('/api/my/shares').expect(200)).body.name).toBe('Soizic Hamon');
    const taken = await administrator
      .patch(`/api/persons/${persons.get('GARANCE')!}`)
      .send({ accountId })
      .expect(409);
    expect(taken.body.code).toBe('MEMBERSHIP.ACCOUNT_TAKEN');
  });

  it('stand in the registers, which are printed whole', async () => {
    const associates = await textOf(administrator, 'registers/associates');
    for (const { person } of DEMO_ASSOCIATES) expect(associates).toContain(person.name.split(' ')[0]);
    const movements = await textOf(administrator, 'registers/share-movements');
    expect(movements).toMatch(/Soizic Hamon/);
    expect(movements).toMatch(/souscription/);
    const nothing = await administrator
      .get(`/api/persons/${persons.get('VOIX')!}/share-certificate`)
      .expect(409);
    expect(nothing.body).toMatchObject({
      code: 'MEMBERSHIP.NO_SHARES',
      detail: expect.stringContaining('Les Voix du Port'),
    });
  });
});
