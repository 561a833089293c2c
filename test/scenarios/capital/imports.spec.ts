import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const REGISTERS = path.resolve('test/fixtures/registers');
const TODAY = '2026-11-22';

describe('imports of a register of another tool', () => {
  let api: TestApi;
  let administrator: HttpAgent;

  beforeEach(async () => {
    api = await startTestApi({ today: TODAY });
    administrator = await api.signedInAs('administrator');
  });
  afterEach(async () => api.close());

  const send = (text: Buffer | string, query = '') =>
    administrator.post(`/api/share-imports${query}`).attach('file', Buffer.from(text), 'registre.csv');
  const fixture = (name: string) => readFile(path.join(REGISTERS, `${name}.csv`));
  const held = async () =>
    Object.fromEntries(
      (await administrator.get('/api/capital/holders').expect(200)).body.items.map(
        ({
          personName,
          holdings,
        }: {
          personName: string;
          holdings: { classCode: string; quantity: number }[];
        }) => [
          personName,
          Object.fromEntries(holdings.map(({ classCode, quantity }) => [classCode, quantity])),
        ],
      ),
    );

  it('of OCA cooperator: subscriptions, transfer, conversion and sell back; twice writes nothing', async () => {
    const file = await fixture('cooperator');
    expect((await send(file, '?preview=true').expect(200)).body).toMatchObject({
      kept: false,
      created: 6,
      refused: [],
    });
    expect(await held()).toEqual({});
    expect((await send(file).expect(201)).body).toMatchObject({
      kept: true,
      created: 6,
      source: 'cooperator',
    });
    // Jeanne: 20 + 10 − 20 converted = 10 A and 2 B; Anselme: 40 − 10; Maïwenn left.
    expect(await held()).toEqual({
      'Jeanne Kerbrat': { PARTA: 10, PARTB: 2 },
      'Anselme Poirier': { PARTA: 30 },
    });
    expect((await send(file).expect(201)).body).toMatchObject({ created: 0, unchanged: 6 });
    const { body } = await administrator.get('/api/share-movements').expect(200);
    expect(body.total).toBe(6);
    await expectInvariants(api.database, TODAY);
  });

  it('of La Louve: invoices of capital and their refunds; an open invoice makes a bulletin that waits', async () => {
    expect((await send(await fixture('la-louve')).expect(201)).body).toMatchObject({
      created: 4,
      source: 'la-louve',
    });
    expect(await held()).toEqual({ 'Odile LAMBERT': { PARTSA: 10 } });
    const { body } = await administrator.get('/api/share-subscriptions?state=awaiting').expect(200);
    expect(body.items).toMatchObject([{ personName: 'Ninon VASSEUR', quantity: 1 }]);
    await expectInvariants(api.database, TODAY);
  });

  it('of a spreadsheet: a company by its SIREN, shares paid in part, a transfer to somebody new', async () => {
    expect((await send(await fixture('registre')).expect(201)).body).toMatchObject({
      created: 3,
      source: 'registre',
    });
    expect(await held()).toEqual({
      'Loïc Guivarc’h': { A: 15 },
      'Mutuelle du Ponant': { A: 100 },
      'Rozenn Abgrall': { A: 5 },
    });
    const { body } = await administrator.get('/api/capital').expect(200);
    expect(body.standing).toMatchObject({ subscribed: '6000.00', paid: '2250.00' });
    await expectInvariants(api.database, TODAY);
  });

  it('is all or nothing: each refused line is told, and nothing is kept', async () => {
    const lines = (await fixture('registre')).toString('utf8').trimEnd();
    const bad = [
      lines,
      '4;11/01/2024;cession;Guivarc’h;Loïc;loic@exemple.coop;;A;16;50,00;;Abgrall;Rozenn',
      '5;2024-02-30;souscription;Autre;Anne;;;A;1;50,00;;;',
      '6;12/01/2024;souscription;Autre;Anne;;;A;1;60,00;;;',
      '1;12/01/2024;souscription;Autre;Anne;;;A;1;50,00;;;',
    ].join('\n');
    const { body } = await send(bad, '?preview=true').expect(200);
    expect(body.refused.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [5, 'CAPITAL.HOLDINGS_TOO_SMALL'],
      [6, 'IMPORTS.CELL_REFUSED'],
      [7, 'CAPITAL.NOMINAL_DIFFERS'],
      [8, 'CAPITAL.SAME_KEY_TWICE'],
    ]);
    expect((await send(bad).expect(409)).body.code).toBe('CAPITAL.IMPORT_REFUSED');
    expect(await held()).toEqual({});
  });

  it('a cell that cannot be read has one reason: its own', async () => {
    const file = [
      HEADER,
      '1;10/01/2024;souscription;Guivarc’h;Loïc;;;A;beaucoup;50,00;40,00;;',
      '2;10/01/2024;souscription;Guivarc’h;Loïc;;;A;2;cher;40,00;;',
      '3;10/01/2024;souscription;Guivarc’h;Loïc;;;A;0;50,00;40,00;;',
      '4;10/01/2024;souscription;Guivarc’h;Loïc;;;A;;50,00;;;',
    ].join('\n');
    const { body } = await send(file, '?preview=true').expect(200);
    expect(
      body.refused.map(({ line, reason }: { line: number; reason: { fr: string } }) => [
        line,
        /(nombre positif ou nul|au moins une part)/.exec(reason.fr)?.[1],
      ]),
    ).toEqual([
      [2, 'nombre positif ou nul'],
      [3, 'nombre positif ou nul'],
      [4, 'au moins une part'],
      [5, 'au moins une part'],
    ]);
  });

  it('another content under a known key is refused: a register is not rewritten', async () => {
    const file = (await fixture('registre')).toString('utf8');
    await send(file).expect(201);
    const { body } = await send(file.replace('A;20;', 'A;21;')).expect(409);
    expect(body.facts.refused).toMatchObject([{ line: 2, code: 'CAPITAL.IMPORTED_OTHERWISE' }]);
  });

  it('a file of no known format is refused with the columns that were read', async () => {
    const { body } = await send('couleur;taille\nrouge;12').expect(400);
    expect([body.code, body.detail]).toEqual([
      'CAPITAL.REGISTER_UNKNOWN',
      expect.stringContaining('couleur, taille'),
    ]);
    expect((await send('').expect(400)).body.code).toBe('IMPORTS.FILE_UNREADABLE');
    const accountant = await api.signedInAs('accountant');
    await accountant.post('/api/share-imports').attach('file', Buffer.from('x'), 'x.csv').expect(403);
  });

  it('incident 58: people are found again whatever the letter case of their address', async () => {
    await api.database.unitOfWork.read(
      `INSERT INTO membership.person (kind, name, given_name, email) VALUES ('natural', 'Guivarc''h', 'Loic', 'LOIC@exemple.coop')`,
    );
    await send(await fixture('registre')).expect(201);
    const [{ count }] = (await api.database.unitOfWork.read<{ count: number }>(
      'SELECT count(*)::int AS count FROM membership.person',
    )) as [{ count: number }];
    expect(count).toBe(3);
  });

  const HEADER =
    'operation;date;type;nom;prenom;identifiant;courriel;categorie;quantite;valeur nominale;libere;vers nom;vers prenom';
  const people = async () =>
    (
      await api.database.unitOfWork.read<{ name: string }>(
        "SELECT given_name || ' ' || name AS name FROM membership.person ORDER BY 1",
      )
    ).map(({ name }) => name);

  it('incident 58: one person, with an address on one line and without on another, in other letters, stays one', async () => {
    const file = [
      HEADER,
      '1;10/01/2024;souscription;Guivarc’h;Loïc;;loic@exemple.coop;A;20;50,00;;;',
      '2;11/01/2024;souscription;Abgrall;Rozenn;;;A;2;50,00;;;',
      '3;12/01/2024;cession;Abgrall;Rozenn;;;A;1;50,00;;GUIVARC’H;Loic',
      '4;13/01/2024;retrait;GUIVARC’H;LOÏC;;;A;11;50,00;;;',
    ].join('\n');
    expect((await send(file, '?preview=true').expect(200)).body).toMatchObject({ created: 4, refused: [] });
    await send(file).expect(201);
    expect(await people()).toEqual(['Loïc Guivarc’h', 'Rozenn Abgrall']);
    expect(await held()).toEqual({ 'Loïc Guivarc’h': { A: 10 }, 'Rozenn Abgrall': { A: 1 } });
    expect((await send(file).expect(201)).body).toMatchObject({ created: 0, unchanged: 4 });
  });

  it('two identifiers of one source are two persons of one name, and a line that could be either is refused', async () => {
    const file = [
      HEADER,
      '1;10/01/2024;souscription;Le Gall;Yann;12;;A;4;50,00;;;',
      '2;10/01/2024;souscription;Le Gall;Yann;57;;A;5;50,00;;;',
    ].join('\n');
    await send(file).expect(201);
    expect(await people()).toEqual(['Yann Le Gall', 'Yann Le Gall']);
    const { body } = await send(`${HEADER}\n3;11/01/2024;retrait;Le Gall;Yann;;;A;1;50,00;;;`).expect(409);
    expect(body.facts.refused).toMatchObject([{ line: 2, code: 'CAPITAL.PERSON_AMBIGUOUS' }]);
  });

  it('what a file breaks as a whole is told by its preview, as it would be by the import', async () => {
    const file = [
      HEADER,
      '1;10/01/2024;souscription;Guivarc’h;Loïc;;;A;20;50,00;250,00;;',
      '2;11/01/2024;cession;Guivarc’h;Loïc;;;A;5;50,00;;Abgrall;Rozenn',
    ].join('\n');
    const { body } = await send(file, '?preview=true').expect(200);
    expect(body.refused).toMatchObject([{ line: 3, code: 'CAPITAL.SHARES_NOT_PAID_UP' }]);
    expect((await send(file).expect(409)).body.code).toBe('CAPITAL.IMPORT_REFUSED');
    expect(await people()).toEqual([]);
  });
});
