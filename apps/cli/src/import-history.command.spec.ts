import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { Command } from 'commander';
import { Contracts } from '#contracts';
import { systemActor } from '#identity';
import { SystemClock } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { addImportCommand } from './import.command.js';

const SUBSCRIPTIONS = [
  'abonnement;client;nom;prestation;montant_ht;tva;cadence;echeance;debut;fin',
  'S1;EPI;L’Épicerie;Site web;31,00;20;mensuel;à échoir;2024-01-01;',
].join('\n');
const INVOICES = [
  'id;numero;type;abonnement;client;nom;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;etat;envoyee_le;annule',
  '1;F-1;facture;S1;EPI;L’Épicerie;2024-01-01;2024-01-01;2024-01-31;31,00;6,20;validée;2024-01-01;',
  '2;F-2;facture;S1;EPI;L’Épicerie;2024-01-02;2024-01-01;2024-01-31;31,00;6,20;validée;;',
].join('\n');

describe('intendance import history', () => {
  let db: TestDatabase;
  let folder: string;
  const before = { ...process.env };

  beforeAll(async () => {
    db = await createTestDatabase(2);
    folder = await mkdtemp(path.join(tmpdir(), 'intendance-history-'));
    process.env['DATABASE_URL'] = db.url;
    process.env['INTENDANCE_DATA'] = folder;
    await new Contracts(db.unitOfWork, new SystemClock()).createIssuer(systemActor('essai'), {
      code: 'SCIC',
      name: 'La Fabrique',
      siren: '552100554',
      address: { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' },
    });
    await writeFile(path.join(folder, 'abonnements.csv'), SUBSCRIPTIONS);
  });
  afterAll(async () => {
    process.env = before;
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  });

  /** What the command says, and the exit code that it sets. */
  async function run(invoices: string, ...choices: string[]) {
    await writeFile(path.join(folder, 'factures.csv'), invoices);
    const files = [
      'subscriptions',
      path.join(folder, 'abonnements.csv'),
      'invoices',
      path.join(folder, 'factures.csv'),
    ];
    const said: string[] = [];
    const listen = (chunk: unknown) => said.push(String(chunk)) > 0;
    const out = jest.spyOn(process.stdout, 'write').mockImplementation(listen);
    const err = jest.spyOn(process.stderr, 'write').mockImplementation(listen);
    try {
      const program = new Command();
      addImportCommand(program);
      const named = files.map((each, at) => (at % 2 === 0 ? `--${each}` : each));
      await program.parseAsync([
        'node',
        'intendance',
        'import',
        'history',
        '--issuer',
        'SCIC',
        ...named,
        ...choices,
      ]);
      return { said: said.join(''), code: process.exitCode ?? 0 };
    } finally {
      out.mockRestore();
      err.mockRestore();
      process.exitCode = 0;
    }
  }

  it('previews, imports with what was chosen, and imports again with code 0', async () => {
    const preview = await run(INVOICES, '--preview');
    expect(preview).toMatchObject({
      code: 0,
      said: expect.stringContaining('Aperçu : rien n’a été importé.'),
    });
    const done = await run(INVOICES, '--keep', '2=1');
    expect(done.code).toBe(0);
    expect(done.said).toContain('Clients : 1, contrats : 1, factures : 2, avoirs : 0, jours couverts : 31.');
    expect(done.said).toContain('F-1 facture du 1er au 31 janvier 2024 comme F-2, qui est gardée');
    expect(done.said).toContain('La facturation programmée est arrêtée');
    const again = await run(INVOICES, '--json');
    expect(JSON.parse(again.said)).toMatchObject({ writes: false, unchanged: { documents: 2 } });
  });

  it('refuses with code 2, line by line', async () => {
    const changed = await run(INVOICES.replace('31,00;6,20', '32,00;6,40'));
    expect(changed.code).toBe(2);
    expect(changed.said).toContain('factures, ligne 2 : F-1 a changé depuis son import');
    expect(await run(INVOICES.replace('2024-01-02', 'hier'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('factures, ligne 3'),
    });
    expect(await run(INVOICES, '--keep', '1')).toMatchObject({ code: 2 });
    expect(await run(INVOICES, '--as-of', 'demain')).toMatchObject({ code: 2 });
  });
});
