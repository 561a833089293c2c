import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrate, openDatabase, UnitOfWork } from '#persistence';
import { migrations } from '#installation';

const TEMPLATE = 'intendance_template';

function at(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

async function onCluster(clusterUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: at(clusterUrl, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function createTemplate(clusterUrl: string): Promise<void> {
  await onCluster(clusterUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(at(clusterUrl, TEMPLATE), migrations);
}

export interface TestDatabase {
  /** As owner: what a person with `psql` could use. */
  readonly url: string;
  /** As the application's role. */
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  drop(): Promise<void>;
}

/** A fresh, migrated, real database for one test file. Call `drop` in `afterAll`. */
export async function createTestDatabase(poolSize = 10): Promise<TestDatabase> {
  const clusterUrl = process.env['TEST_CLUSTER_URL'];
  if (!clusterUrl) throw new Error('the test cluster is not running: use npm test');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onCluster(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  const url = at(clusterUrl, name);
  const dataSource = await openDatabase({ url, poolSize });
  return {
    url,
    dataSource,
    unitOfWork: new UnitOfWork(dataSource),
    async drop() {
      if (dataSource.isInitialized) await dataSource.destroy();
      await onCluster(clusterUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
