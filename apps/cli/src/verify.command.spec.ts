import { Command } from 'commander';
import pg from 'pg';
import { jest } from '@jest/globals';
import { addVerifyCommand } from '#app/cli/src/verify.command.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';

describe('intendance verify', () => {
  let coop: TestCooperative;
  const before = { ...process.env };
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22');
    await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    process.env['DATABASE_URL'] = coop.database.url;
    process.env['INTENDANCE_TODAY'] = '2026-11-22';
  });
  afterAll(async () => {
    process.env = before;
    process.exitCode = undefined;
    await coop.close();
  });

  /** Runs the command in this process and gives what it wrote. */
  async function run(...options: string[]) {
    const written = { out: '', err: '' };
    const out = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => Boolean((written.out += String(text))));
    const err = jest
      .spyOn(process.stderr, 'write')
      .mockImplementation((text) => Boolean((written.err += String(text))));
    const program = new Command('intendance');
    addVerifyCommand(program);
    process.exitCode = undefined;
    try {
      await program.parseAsync(['node', 'intendance', 'verify', ...options]);
      return { ...written, exitCode: process.exitCode };
    } finally {
      out.mockRestore();
      err.mockRestore();
      process.exitCode = undefined;
    }
  }

  it('says in French that all invariants hold, and in JSON', async () => {
    const told = await run();
    expect(told).toMatchObject({ err: '', exitCode: undefined });
    expect(told.out).toContain('I1  tenu');
    expect(told.out).toContain('I9  tenu');
    expect(told.out).toContain('I10 sans objet');
    expect(told.out).toContain('COOP-2026-  1 documents, COOP-2026-00001 à COOP-2026-00001, intacte');
    expect(JSON.parse((await run('--json')).out)).toMatchObject({ holds: true, day: '2026-11-22' });
  });

  it('ends with code 1 and the first offence', async () => {
    const owner = new pg.Client({ connectionString: coop.database.url });
    await owner.connect();
    await owner.query('SET session_replication_role = replica');
    await owner.query('DELETE FROM billing.delivery');
    await owner.end();
    const told = await run();
    expect(told.exitCode).toBe(1);
    expect(told.err).toBe('I4 rompu : COOP-2026-00001 : aucune obligation d’envoi.\n');
    expect(told.out).toContain('I4  ROMPU');
  });
});
