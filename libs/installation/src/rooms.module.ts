import path from 'node:path';
import { type DynamicModule, Global, Module, type OnModuleInit } from '@nestjs/common';
import { BillingModule, type Environment, Verifier } from '#billing';
import { ContractsModule } from '#contracts';
import { ContributionsModule } from '#contributions';
import { DocumentsModule } from '#documents';
import { HistoryModule } from '#history';
import { IdentityModule } from '#identity';
import { JobsModule } from '#jobs';
import { type Clock, CLOCK } from '#kernel';
import { FileTransport, MailModule, type MailTransport, SmtpTransport } from '#mail';
import { MembershipModule } from '#membership';
import { PersistenceModule } from '#persistence';
import { TransfersModule } from '#transfers';
import { TreasuryModule } from '#treasury';
import { Configuration } from './configuration.js';
import { otherInvariants } from './other-invariants.js';

/** What the rooms need to work: an open installation, or a test's own database and clock. */
export interface RoomsSetting {
  readonly configuration: Configuration;
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Which installation and version this is; see `Scheduling`. */
  readonly environment?: Environment;
  /**
   * Whether this process works the list of jobs: `never` for a command that works only what it is asked to, `unlessRedis`
   * for the server, which leaves the work to the workers when there is a Redis, `always` for a worker.
   */
  readonly works: 'never' | 'unlessRedis' | 'always';
}

@Global()
@Module({})
class SettingModule {
  static of({ clock, configuration }: RoomsSetting): DynamicModule {
    return {
      module: SettingModule,
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: Configuration, useValue: configuration },
      ],
      exports: [CLOCK, Configuration],
    };
  }
}

/** Jobs at once in one process. */
const CONCURRENCY = 4;

/** All rooms, put together: what every application of the house runs on. */
@Module({})
export class RoomsModule implements OnModuleInit {
  constructor(private readonly verifier: Verifier) {}

  onModuleInit(): void {
    for (const check of otherInvariants) this.verifier.also(check);
  }

  static of(setting: RoomsSetting): DynamicModule {
    const { configuration, databaseUrl, works } = setting;
    const { REDIS_URL: redisUrl, INTENDANCE_ENVIRONMENT: environment } = configuration;
    const rooms = [
      SettingModule.of(setting),
      PersistenceModule.at({ url: databaseUrl }),
      JobsModule,
      IdentityModule,
      DocumentsModule.with({ threads: configuration.RENDER_THREADS }),
      MailModule.with({ transport: mailTransportOf(configuration), from: configuration.MAIL_FROM }),
      MembershipModule,
      ContractsModule,
      BillingModule.with({
        environment: setting.environment ?? { fingerprint: environment, schemaLevel: 'unversioned' },
      }),
      TreasuryModule,
      ContributionsModule,
      HistoryModule,
      TransfersModule,
    ];
    const answers = works === 'always' || !redisUrl;
    const worker = JobsModule.working({ redisUrl, environment, answers, concurrency: CONCURRENCY });
    return {
      module: RoomsModule,
      imports: works === 'never' ? rooms : [...rooms, worker],
      exports: [
        IdentityModule,
        MembershipModule,
        ContractsModule,
        TreasuryModule,
        ContributionsModule,
        HistoryModule,
        TransfersModule,
      ],
    };
  }
}

/** Where outgoing messages are written when no SMTP server is set. */
export function outboxOf(configuration: Configuration): string {
  return path.resolve(configuration.INTENDANCE_DATA, 'outbox');
}

function mailTransportOf(configuration: Configuration): MailTransport {
  return configuration.SMTP_URL
    ? new SmtpTransport(configuration.SMTP_URL)
    : new FileTransport(outboxOf(configuration));
}
