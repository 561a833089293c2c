import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Identity } from '#identity';
import { Configuration, DEMO_ACCOUNTS, DEMO_PASSWORD, isDemoLoaded } from '#installation';
import { type Clock, CLOCK } from '#kernel';
import { UnitOfWork } from '#persistence';
import { readVersion } from '../home/version.js';
import { OpenToAll } from '../http/access.js';

const VERSION = readVersion();

export class DemoAccountView {
  @ApiProperty() email: string;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'What the role is, in French' }) says: string;
}

export class DemoView {
  @ApiProperty({ type: [DemoAccountView] }) accounts: readonly DemoAccountView[];
  @ApiProperty({ description: 'Of each of them' }) password: string;
}

/** What runs here, for those who are not signed in yet; nothing of it is a secret. */
export class SettingView {
  @ApiProperty({ example: '0.1.0' }) version: string;
  @ApiProperty({ description: 'Name of this environment: a copy has another' }) environment: string;
  @ApiProperty({ format: 'date', description: 'The civil day that the product goes by' }) today: string;
  @ApiProperty({ description: 'The database is the one that came with the product' }) embedded: boolean;
  @ApiProperty({ description: 'Somebody can sign in; otherwise the first account is made from the shell' })
  hasAccounts: boolean;
  @ApiProperty({ type: DemoView, nullable: true, description: 'Where the demonstration is loaded' })
  demo: DemoView | null;
}

@ApiTags('setting')
@Controller('setting')
export class SettingController {
  constructor(
    private readonly configuration: Configuration,
    private readonly identity: Identity,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @OpenToAll()
  @ApiOperation({ summary: 'Ce qui tourne ici / what runs here' })
  @ApiOkResponse({ type: SettingView })
  async show(): Promise<SettingView> {
    // An installation for production never tells a password, whatever its database holds.
    const isDemo = this.configuration.NODE_ENV !== 'production' && (await isDemoLoaded(this.unitOfWork));
    return {
      version: VERSION,
      environment: this.configuration.INTENDANCE_ENVIRONMENT,
      today: this.clock.today(),
      embedded: this.configuration.DATABASE_URL === undefined,
      hasAccounts: await this.identity.hasAccounts(),
      demo: isDemo
        ? {
            accounts: DEMO_ACCOUNTS.map(({ email, name, says }) => ({ email, name, says })),
            password: DEMO_PASSWORD,
          }
        : null,
    };
  }
}
