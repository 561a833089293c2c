import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const CLIENTS = 'code;nom;statut_tva;siren\nEPI;L’Épicerie;assujetti;552100554\nMME;Mme Hervé;particulier;';
const CONTRACTS = [
  'contrat;client;ligne;prestation;prix_unitaire_ht;cadence;debut',
  'C1;EPI;1;hébergement;120,00;mensuel;01/01/2026',
  'C2;MME;1;hébergement;60,00;annuel;31/01/2026',
].join('\n');

describe('imports over HTTP', () => {
  let api: TestApi;
  let administrator: HttpAgent;

  const send = (kind: 'clients' | 'contracts', text: string, query = '') =>
    administrator.post(`/api/imports/${kind}${query}`).attach('file', Buffer.from(text), `${kind}.csv`);
  const count = async (path: string) => (await administrator.get(`/api/${path}`).expect(200)).body.total;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-22' });
    administrator = await api.signedInAs('administrator');
    const address = { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' };
    await administrator
      .post('/api/issuers')
      .send({ code: 'SCIC', name: 'La Fabrique', siren: '552100554', address })
      .expect(201);
  });
  afterAll(async () => api.close());

  it('a preview says what would be done and does nothing', async () => {
    const { body } = await send('clients', CLIENTS, '?preview=true').expect(200);
    expect(body).toMatchObject({ preview: true, kept: false, created: 2, refused: [] });
    expect(await count('clients')).toBe(0);
  });

  it('one bad line refuses the file, names each line, and writes nothing', async () => {
    const { body } = await send('clients', `${CLIENTS}\nBAD;Faux;assujetti;552100555`).expect(409);
    expect(body).toMatchObject({
      code: 'CONTRACTS.IMPORT_REFUSED',
      facts: { refusedCount: 1, refused: [{ line: 4, code: 'CONTRACTS.INVALID_FIELD' }] },
    });
    expect(body.detail).toContain('ligne 4');
    expect(await count('clients')).toBe(0);
    const { body: preview } = await send(
      'clients',
      `${CLIENTS}\nBAD;Faux;assujetti;552100555`,
      '?preview=true',
    ).expect(200);
    expect(preview).toMatchObject({ kept: false, refused: [{ line: 4 }] });
  });

  it('clients, then contracts, each twice: the second time changes nothing', async () => {
    expect((await send('clients', CLIENTS).expect(201)).body).toMatchObject({
      created: 2,
      unchanged: 0,
      kept: true,
    });
    expect((await send('clients', CLIENTS).expect(201)).body).toMatchObject({ created: 0, unchanged: 2 });
    expect((await send('contracts', CONTRACTS).expect(201)).body).toMatchObject({
      created: 2,
      unchanged: 0,
      kept: true,
    });
    expect((await send('contracts', CONTRACTS).expect(201)).body).toMatchObject({ created: 0, unchanged: 2 });
    expect(await count('contracts')).toBe(2);
    const { body } = await send('contracts', CONTRACTS.replace('120,00', '130,00')).expect(409);
    expect(body.facts.refused).toMatchObject([{ line: 2, code: 'CONTRACTS.IMPORTED_OTHERWISE' }]);
  });

  it('the same service under a new contract number is a twin', async () => {
    const { body } = await send('contracts', CONTRACTS.replaceAll('C1;', 'N1;')).expect(409);
    expect(body.facts.refused).toMatchObject([{ line: 2, code: 'CONTRACTS.TWIN_LINE' }]);
  });

  it('files that are none are refused in words', async () => {
    expect((await send('clients', '').expect(400)).body.code).toBe('IMPORTS.FILE_UNREADABLE');
    expect((await send('contracts', CLIENTS).expect(400)).body.detail).toContain('prestation');
    expect((await administrator.post('/api/imports/clients').expect(400)).body.code).toBe(
      'API.INPUT_REFUSED',
    );
    const large = 'code;nom\n'.padEnd(10 * 1024 * 1024 + 1, 'x');
    expect((await send('clients', large).expect(413)).body.code).toBe('API.TOO_LARGE');
    const other = await administrator
      .post('/api/imports/clients')
      .attach('other', Buffer.from(CLIENTS), 'c.csv');
    expect(other.status).toBe(400);
  });

  it('only administrators import', async () => {
    const accountant = await api.signedInAs('accountant');
    await accountant.post('/api/imports/clients').attach('file', Buffer.from(CLIENTS), 'c.csv').expect(403);
  });
});
