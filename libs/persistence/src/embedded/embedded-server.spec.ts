import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from './embedded-server.js';

describe('embedded PostgreSQL', () => {
  it('is shared by processes, keeps data, and stops with the last of them', async () => {
    // mkdtemp makes a folder that only its owner may enter, as a fresh clone of root's often is.
    const folder = await mkdtemp(path.join(tmpdir(), 'embedded-'));
    const first = await startEmbeddedServer(folder, { fsync: 'off' });
    const second = await startEmbeddedServer(folder);
    expect(second.url).toBe(first.url);
    const client = new pg.Client({ connectionString: first.url });
    await client.connect();
    await client.query('CREATE TABLE kept (day int)');
    await client.end();
    await first.release();

    const third = await startEmbeddedServer(folder);
    expect(third.url).toBe(first.url);
    await second.release();
    await third.release();
    const probe = new pg.Client({ connectionString: first.url });
    await expect(probe.connect()).rejects.toThrow();

    const again = await startEmbeddedServer(folder);
    const reader = new pg.Client({ connectionString: again.url });
    await reader.connect();
    expect((await reader.query('SELECT * FROM kept')).rows).toEqual([]);
    await reader.end();
    await again.release();

    // The README says to delete the data folder to begin again, wherever the cluster itself had to lie.
    await rm(folder, { recursive: true });
    const anew = await startEmbeddedServer(folder, { fsync: 'off' });
    const newcomer = new pg.Client({ connectionString: anew.url });
    await newcomer.connect();
    await expect(newcomer.query('SELECT * FROM kept')).rejects.toThrow('does not exist');
    await newcomer.end();
    await anew.release();
    await rm(folder, { recursive: true });
  });
});
