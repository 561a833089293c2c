import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { type Clock, CLOCK, writeDate } from '#kernel';
import { Contracts } from '#contracts';
import { Configuration, DEMO_ACCOUNTS, DEMO_PASSWORD, isDemoLoaded } from '#installation';
import { UnitOfWork } from '#persistence';
import { OpenToAll } from '../http/access.js';
import { homePage } from './home-page.js';
import { readVersion } from './version.js';

const STYLE = readFileSync(new URL('./home.css', import.meta.url), 'utf8');
const ICON = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8');
const VERSION = readVersion();

/** The first page: what runs here and where to go on. The web console will take its place. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly configuration: Configuration,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: Contracts,
  ) {}

  @Get('/')
  @OpenToAll()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  async page(): Promise<string> {
    const isDemo = this.configuration.NODE_ENV !== 'production' && (await isDemoLoaded(this.unitOfWork));
    const issuers = await this.contracts.listIssuers();
    return homePage({
      version: VERSION,
      today: writeDate(this.clock.today(), 'fr'),
      environment: this.configuration.INTENDANCE_ENVIRONMENT,
      embedded: this.configuration.DATABASE_URL === undefined,
      issuers: issuers.items,
      demo: isDemo ? { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD } : null,
    });
  }

  @Get('/home.css')
  @OpenToAll()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  style(): string {
    return STYLE;
  }

  @Get('/icon.svg')
  @OpenToAll()
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', 'public, max-age=3600')
  icon(): string {
    return ICON;
  }
}
