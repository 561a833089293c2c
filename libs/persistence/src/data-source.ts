import { DataSource, type DataSourceOptions } from 'typeorm';
import { APPLICATION_ROLE } from './migrate.js';
import { setTypeParsers } from './type-parsers.js';

export interface DatabaseAddress {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly poolSize?: number;
  readonly applicationName?: string;
}

/** Options of the application's connections: each works under the role that owns nothing, in UTC. */
export function dataSourceOptions(
  { url, poolSize = 10, applicationName = 'intendance' }: DatabaseAddress,
  entities: DataSourceOptions['entities'] = [],
): DataSourceOptions {
  setTypeParsers();
  return {
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    applicationName,
    poolSize,
    extra: { options: `-c role=${APPLICATION_ROLE} -c timezone=UTC`, max: poolSize },
  };
}

/** An open data source for programs that run without Nest. */
export async function openDatabase(
  address: DatabaseAddress,
  entities: DataSourceOptions['entities'] = [],
): Promise<DataSource> {
  return new DataSource(dataSourceOptions(address, entities)).initialize();
}
