import fc from 'fast-check';
import iconv from 'iconv-lite';
import { systemActor } from '#identity';
import type { ImportSummary } from '#imports';
import { ClockSetTo, DomainError, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { Contracts } from '../index.js';

const actor = systemActor('reprise');
const address = { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' };

let db: TestDatabase;
let contracts: Contracts;

beforeEach(async () => {
  db = await createTestDatabase(3);
  contracts = new Contracts(db.unitOfWork, new ClockSetTo(localDate('2026-11-22')));
  await contracts.createIssuer(actor, { code: 'SCIC', name: 'La Fabrique', siren: '552100554', address });
});
afterEach(() => db.drop());

const CLIENTS = [
  'code;nom;statut_tva;siren;adresse;code_postal;ville;courriel;canal',
  'EPI;L’Épicerie;assujetti;552 100 554;2 rue Vasselot;35000;Rennes;epi@exemple.fr;courriel',
  'MME;Mme Hervé;particulier;;3 rue de Nantes;35000;Rennes;;courrier',
].join('\n');

const HEADER =
  'contrat;client;ligne;prestation;libelle;quantite;prix_unitaire_ht;tva;cadence;echeance;ancre;debut;fin;emetteur';
const CONTRACTS = [
  HEADER,
  'C1;EPI;1;hébergement;Hébergement du site;1;1 234,56 €;20;mensuel;à échoir;01/01/2026;01/01/2026;;SCIC',
  'C1;EPI;2;audit;Audit;1;9000;5,5 %;unique;échu;;2026-03-01;2026-06-01;SCIC',
  'C2;MME;1;hébergement;Hébergement;2,5;10;;4 mois;échu;;31/01/2026;;',
].join('\n');

const clients = (text: string | Uint8Array, options = {}) =>
  contracts.importClients(actor, typeof text === 'string' ? Buffer.from(text) : text, options);
const lines = (text: string, options = {}) => contracts.importContracts(actor, Buffer.from(text), options);
const counts = ({ created, updated, unchanged, kept, refused }: ImportSummary) => ({
  created,
  updated,
  unchanged,
  kept,
  refused: refused.map((each) => [each.line, each.code]),
});
const rows = async () => {
  const [row] = await db.unitOfWork.read<Record<string, number>>(
    `SELECT (SELECT count(*) FROM contracts.client) AS clients, (SELECT count(*) FROM contracts.contract) AS contracts,
            (SELECT count(*) FROM contracts.term) AS terms, (SELECT count(*) FROM contracts.source_key) AS keys`,
  );
  return row;
};

describe('import of clients', () => {
  it('twice the same file creates them once', async () => {
    expect(counts(await clients(CLIENTS))).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      kept: true,
      refused: [],
    });
    expect(counts(await clients(CLIENTS))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      kept: true,
      refused: [],
    });
    expect(await contracts.readClient('EPI')).toMatchObject({
      name: 'L’Épicerie',
      siren: '552100554',
      vatStatus: 'taxable',
      channel: 'email',
      version: 1,
      address: { city: 'Rennes', country: 'FR' },
    });
  });

  it('the same content in windows-1252, other order, other delimiter and names is the same', async () => {
    await clients(CLIENTS);
    const english =
      'Name,Code,VAT status,SIREN,Address,Postcode,City,E-mail,Channel,Loyalty\r\n"L’Épicerie",EPI,taxable,552100554,2 rue Vasselot,35000,Rennes,epi@exemple.fr,email,gold\r\n';
    const summary = await clients(iconv.encode(english, 'windows-1252'));
    expect(counts(summary)).toMatchObject({ unchanged: 1, created: 0, updated: 0 });
    expect(summary).toMatchObject({ delimiter: ',', encoding: 'windows-1252', ignoredColumns: ['Loyalty'] });
  });

  it('other content updates the columns that the file has, and only these', async () => {
    await clients(CLIENTS);
    const moved = 'code;nom;siren;courriel\nEPI;L’Épicerie;552100554;autre@exemple.fr';
    expect(counts(await clients(moved))).toMatchObject({ updated: 1 });
    expect(await contracts.readClient('EPI')).toMatchObject({
      version: 2,
      email: 'autre@exemple.fr',
      address: { city: 'Rennes' },
      channel: 'email',
    });
    expect(counts(await clients(moved))).toMatchObject({ unchanged: 1 });
  });

  it('one bad line and nothing is written; every refusal is listed with its line', async () => {
    const summary = await clients(
      `${CLIENTS}\nBAD;;franchise;552100555;;;;x;pigeon\nEPI;Deux fois;consumer;;;;;;`,
    );
    expect(counts(summary)).toMatchObject({
      kept: false,
      refused: expect.arrayContaining([
        [4, 'IMPORTS.CELL_REFUSED'],
        [5, 'CONTRACTS.SAME_KEY_TWICE'],
      ]),
    });
    expect(summary.refused.filter((each) => each.line === 4)).toHaveLength(2);
    expect(summary.refused.map((each) => each.reason.fr).join()).toContain('pigeon');
    expect(await rows()).toMatchObject({ clients: 0, keys: 0 });
  });

  it('a preview says what would be done and does nothing', async () => {
    expect(counts(await clients(CLIENTS, { preview: true }))).toMatchObject({ created: 2, kept: false });
    expect(await rows()).toMatchObject({ clients: 0, keys: 0 });
  });
});

describe('import of contracts', () => {
  beforeEach(() => clients(CLIENTS));

  it('makes the terms that the file says', async () => {
    expect(counts(await lines(CONTRACTS))).toEqual({
      created: 3,
      updated: 0,
      unchanged: 0,
      kept: true,
      refused: [],
    });
    const first = await contracts.readContract('C1');
    expect(first.carriage).toMatchObject([{ period: { from: '2026-01-01' } }]);
    expect(first.lines).toMatchObject([
      {
        code: 'C1/1',
        kind: 'subscription',
        terms: [
          {
            months: 1,
            billing: 'advance',
            unitPrice: '1234.56',
            vatRateBasisPoints: 2000,
            period: { from: '2026-01-01', to: '9999-12-31' },
          },
        ],
      },
      {
        code: 'C1/2',
        kind: 'oneOff',
        terms: [{ months: 0, vatRateBasisPoints: 550, period: { from: '2026-03-01', to: '2026-06-01' } }],
      },
    ]);
    expect((await contracts.readContract('C2')).lines).toMatchObject([
      { terms: [{ months: 4, billing: 'arrears', quantity: '2.5', anchor: '2026-01-31' }] },
    ]);
    expect(
      (await contracts.readAmendments(first.lines[0]!.id)).map((each) => [each.kind, each.madeBy]),
    ).toEqual([['import', 'reprise']]);
  });

  it('twice the same file writes nothing the second time', async () => {
    await lines(CONTRACTS);
    const before = await rows();
    expect(counts(await lines(CONTRACTS))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 3,
      kept: true,
      refused: [],
    });
    expect(await rows()).toEqual(before);
  });

  it('two imports of one file at once end as one', async () => {
    const both = await Promise.all([lines(CONTRACTS), lines(CONTRACTS)]);
    expect(both.map((each) => each.created).sort()).toEqual([0, 3]);
    expect(await rows()).toMatchObject({ contracts: 2, terms: 3 });
  });

  it('a key with other content is refused: what was agreed changes by an amendment', async () => {
    await lines(CONTRACTS);
    const dearer = await lines(CONTRACTS.replace('1 234,56 €', '1300'));
    expect(counts(dearer).refused).toEqual([[2, 'CONTRACTS.IMPORTED_OTHERWISE']]);
    expect(dearer.refused[0]!.reason.fr).toContain('avenant');
    expect((await contracts.readLine('C1/1')).revision).toBe(1);
  });

  it('one bad line and nothing is written; every refusal is listed', async () => {
    const bad = [
      CONTRACTS,
      'C3;NOBODY;1;x;x;1;10;20;mensuel;;;2026-01-01;;',
      'C3;NOBODY;2;x;x;1;dix;20;mensuel;;;31/02/2026;;',
      'C4;EPI;1;HÉBERGEMENT;x;1;10;20;annuel;;;2027-01-01;;',
      'C1;MME;3;y;y;1;10;20;mensuel;;;2026-01-01;;',
      'C1;EPI;1;z;z;1;10;20;mensuel;;;2026-01-01;;',
      'C5;EPI;1;w;w;1;10;120;parfois;;;2026-01-01;2025-01-01;',
    ].join('\n');
    const { refused } = counts(await lines(bad));
    expect(refused).toEqual([
      [5, 'CONTRACTS.NOT_FOUND'],
      [6, 'IMPORTS.CELL_REFUSED'],
      [6, 'IMPORTS.CELL_REFUSED'],
      [7, 'CONTRACTS.TWIN_LINE'],
      [8, 'CONTRACTS.INVALID_FIELD'],
      [9, 'CONTRACTS.SAME_KEY_TWICE'],
      [10, 'IMPORTS.CELL_REFUSED'],
      [10, 'IMPORTS.CELL_REFUSED'],
      [10, 'IMPORTS.CELL_REFUSED'],
    ]);
    expect(await rows()).toMatchObject({ contracts: 0, terms: 0, keys: 2 });
  });

  it('a deposit names the line that it prepays', async () => {
    const deposit = `${HEADER};acompte_de\nC1;EPI;1;site;Site;1;9000;20;unique;;;2026-03-01;2026-06-01;;\nC1;EPI;2;site;Acompte;1;2700;20;acompte;;;2026-02-01;;;1`;
    expect(counts(await lines(deposit))).toMatchObject({ created: 2, refused: [] });
    const { lines: made } = await contracts.readContract('C1');
    expect(made[1]).toMatchObject({ kind: 'deposit', depositOf: made[0]!.id });
  });

  it('tells whoever listens, in its own transaction, only when something was kept', async () => {
    const told: number[] = [];
    const afterImport = async (_tx: unknown, summary: ImportSummary) => void told.push(summary.created);
    await lines(CONTRACTS, { afterImport, preview: true });
    await lines(`${CONTRACTS}\nC9;NOBODY;1;x;x;1;1;20;mensuel;;;2026-01-01;;`, { afterImport });
    const beforeImport = async () => void told.push(0);
    await lines(CONTRACTS, { beforeImport, afterImport });
    await lines(CONTRACTS, { afterImport });
    expect(told).toEqual([0, 3]);
    const failing = lines(`${HEADER}\nC7;EPI;1;autre;x;1;10;20;mensuel;;;2026-01-01;;`, {
      afterImport: () => Promise.reject(new Error('listener failed')),
    });
    await expect(failing).rejects.toThrow('listener failed');
    expect(await rows()).toMatchObject({ contracts: 2 });
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['empty', ''],
    ['lacking columns', 'code;ville\nA;Rennes'],
    ['a column twice', 'code;nom;name\nA;B;C'],
    ['an open quote', 'code;nom\nA;"B'],
    ['binary', 'code;nom\nA;\0'],
  ])('%s: refused in words', async (_why, text) => {
    await expect(clients(text)).rejects.toMatchObject({ code: 'IMPORTS.FILE_UNREADABLE' });
  });

  it('cells beyond the header are refused on their line', async () => {
    expect(counts(await clients('code;nom;statut_tva\nA;B;particulier;C')).refused).toEqual([
      [2, 'IMPORTS.CELL_REFUSED'],
    ]);
  });

  it('any bytes give a summary or a refusal, and never more than that', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(
          fc
            .array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 14 })
            .map((cells) => cells.join(';')),
          { maxLength: 5 },
        )
        .map((body) => Buffer.from([HEADER, ...body].join('\n'))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (each) => {
        for (const read of [contracts.importClients(actor, each), contracts.importContracts(actor, each)]) {
          await read.catch((error) => expect(error).toBeInstanceOf(DomainError));
        }
      }),
      { numRuns: 60 },
    );
  });
});
