import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { Command } from 'commander';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { addImportCommand } from './import.command.js';

const GOOD = 'code;nom;statut_tva\nMME;Mme Hervé;particulier\n';

describe('intendance import', () => {
  let db: TestDatabase;
  let folder: string;
  const before = { ...process.env };

  beforeAll(async () => {
    db = await createTestDatabase(2);
    folder = await mkdtemp(path.join(tmpdir(), 'intendance-import-'));
    process.env['DATABASE_URL'] = db.url;
  });
  afterAll(async () => {
    process.env = before;
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  });

  /** What the command says, and the exit code that it sets. */
  async function run(kind: string, text: string | null, ...choices: string[]) {
    const file = path.join(folder, 'file.csv');
    if (text !== null) await writeFile(file, text);
    const said: string[] = [];
    const listen = (chunk: unknown) => said.push(String(chunk)) > 0;
    const out = jest.spyOn(process.stdout, 'write').mockImplementation(listen);
    const err = jest.spyOn(process.stderr, 'write').mockImplementation(listen);
    try {
      const program = new Command();
      addImportCommand(program);
      await program.parseAsync([
        'node',
        'intendance',
        'import',
        kind,
        text === null ? `${file}.none` : file,
        ...choices,
      ]);
      return { said: said.join(''), code: process.exitCode ?? 0 };
    } finally {
      out.mockRestore();
      err.mockRestore();
      process.exitCode = 0;
    }
  }

  it('refuses with code 2, the line and the reason', async () => {
    const { said, code } = await run('clients', `${GOOD};Sans code;particulier\n`);
    expect(code).toBe(2);
    expect(said).toContain('ligne 3 : Le champ « code »');
    expect(await run('clients', null)).toMatchObject({ code: 2, said: expect.stringContaining('ENOENT') });
  });

  it('previews, imports, and imports again with code 0', async () => {
    const counts = async (...choices: string[]) => {
      const { said, code } = await run('clients', GOOD, '--json', ...choices);
      const { created, unchanged, kept } = JSON.parse(said);
      return { created, unchanged, kept, code };
    };
    expect(await counts('--preview')).toEqual({ created: 1, unchanged: 0, kept: false, code: 0 });
    expect(await counts()).toEqual({ created: 1, unchanged: 0, kept: true, code: 0 });
    expect(await counts()).toEqual({ created: 0, unchanged: 1, kept: true, code: 0 });
    expect((await run('clients', GOOD)).said).toBe(
      'Clients : ajouts 0, mises à jour 0, sans changement 1.\n',
    );
  });

  it('reads contracts too', async () => {
    const { said, code } = await run('contracts', 'contrat;client\nC1;MME\n');
    expect([code, said]).toEqual([
      2,
      expect.stringContaining('il lui manque les colonnes : ligne, prestation'),
    ]);
  });
});
