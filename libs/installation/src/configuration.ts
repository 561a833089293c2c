import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  validateSync,
  ValidateIf,
} from 'class-validator';
import { defineErrors, errorOf, isLocalDate, type LocalDate } from '#kernel';

export const installationErrors = defineErrors('INSTALLATION', {
  CONFIGURATION_REFUSED: errorOf<{ problems: readonly string[] }>(
    'invalid',
    ({ problems }) =>
      `La configuration est refusée, rien n’a démarré :\n${problems.map((each) => `  - ${each}`).join('\n')}`,
    ({ problems }) =>
      `The configuration is refused, nothing was started:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
  ),
});

const asNumber = ({ value }: { value: unknown }) => (value === undefined ? undefined : Number(value));
const asBoolean = ({ value }: { value: unknown }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;

const URL_OPTIONS = { require_tld: false, require_protocol: true } as const;

/** Every variable that the product reads, with its default. Read once, at start. */
export class Configuration {
  /** Production refuses what only serves demonstrations and tests. */
  @IsIn(['production', 'development', 'test'], { message: 'production, development ou test' })
  NODE_ENV: 'production' | 'development' | 'test' = 'development';

  @Transform(asNumber)
  @IsInt({ message: 'un nombre entier de 0 à 65535' })
  @Min(0, { message: 'un nombre entier de 0 à 65535' })
  @Max(65535, { message: 'un nombre entier de 0 à 65535' })
  PORT: number = 3000;

  /** The address to listen on. */
  @IsString()
  HOST: string = '127.0.0.1';

  /** Folder of the embedded database and of outgoing mail when no SMTP server is set. */
  @IsString()
  INTENDANCE_DATA: string = '.intendance';

  /** A PostgreSQL 18 server; without it an embedded one is used. */
  @IsOptional()
  @IsUrl(
    { ...URL_OPTIONS, protocols: ['postgres', 'postgresql'] },
    { message: 'postgres://utilisateur:motdepasse@serveur:5432/base' },
  )
  DATABASE_URL?: string;

  /** With it, work is spread by Bull to `worker` processes. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['redis', 'rediss'] }, { message: 'redis://serveur:6379' })
  REDIS_URL?: string;

  /** Without it, messages are written as `.eml` files in the data folder. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['smtp', 'smtps'] }, { message: 'smtp://serveur:587' })
  SMTP_URL?: string;

  /** Sender of the messages. */
  @IsString()
  MAIL_FROM: string = 'Intendance <facturation@localhost.invalid>';

  /** Public address of the console, for links and the origin check; by default the address listened on. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, protocols: ['http', 'https'] }, { message: 'https://intendance.exemple.fr' })
  PUBLIC_URL?: string;

  /** Set when a trusted reverse proxy stands in front: the number of hops whose forwarded addresses are believed. */
  @Transform(asNumber)
  @IsInt({ message: 'un nombre entier' })
  @Min(0, { message: 'un nombre entier' })
  TRUSTED_PROXIES: number = 0;

  /** Names this environment; a copy of the database under another name does not bill by itself. */
  @Matches(/^[a-z0-9-]{1,40}$/, {
    message: 'lettres minuscules, chiffres et tirets',
  })
  INTENDANCE_ENVIRONMENT: string = 'default';

  /** Sets the civil day, for demonstrations and tests. */
  @IsOptional()
  @ValidateIf((self: Configuration) => self.INTENDANCE_TODAY !== undefined)
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'AAAA-MM-JJ' })
  INTENDANCE_TODAY?: LocalDate;

  /** Whether the first start of an empty installation loads the demonstration cooperative. */
  @Transform(asBoolean)
  @IsBoolean({ message: 'true ou false' })
  INTENDANCE_DEMO: boolean = true;

  /** Threads that render documents. */
  @Transform(asNumber)
  @IsInt({ message: 'un nombre entier de 1 à 32' })
  @Min(1, { message: 'un nombre entier de 1 à 32' })
  @Max(32, { message: 'un nombre entier de 1 à 32' })
  RENDER_THREADS: number = 2;
}

/**
 * Reads and checks the environment.
 * @throws INSTALLATION.CONFIGURATION_REFUSED naming each variable that is wrong
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const known = Object.keys(new Configuration()).concat(
    'DATABASE_URL',
    'REDIS_URL',
    'SMTP_URL',
    'PUBLIC_URL',
    'INTENDANCE_TODAY',
  );
  const given = Object.fromEntries(
    known
      .filter((name) => environment[name] !== undefined && environment[name] !== '')
      .map((name) => [name, environment[name]]),
  );
  const configuration = plainToInstance(Configuration, given);
  if (environment['INTENDANCE_DEMO'] === undefined && configuration.NODE_ENV === 'production') {
    configuration.INTENDANCE_DEMO = false;
  }
  const problems = validateSync(configuration).map(
    (error) => `${error.property} : ${[...new Set(Object.values(error.constraints ?? {}))].join(' ; ')}`,
  );
  if (configuration.INTENDANCE_TODAY !== undefined) {
    if (!isLocalDate(configuration.INTENDANCE_TODAY))
      problems.push('INTENDANCE_TODAY : ce jour n’existe pas');
    if (configuration.NODE_ENV === 'production') problems.push('INTENDANCE_TODAY : refusé en production');
  }
  if (problems.length > 0) throw installationErrors.CONFIGURATION_REFUSED({ problems });
  return configuration;
}
