import { type DynamicModule, Module } from '@nestjs/common';
import { MAIL_FROM, MAIL_TRANSPORT, type MailTransport } from './mail-transport.js';

export interface MailOptions {
  readonly transport: MailTransport;
  /** The sender of every message: `Name <address>` or an address. */
  readonly from: string;
}

@Module({})
export class MailModule {
  static with({ transport, from }: MailOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [
        { provide: MAIL_TRANSPORT, useValue: transport },
        { provide: MAIL_FROM, useValue: from },
      ],
      exports: [MAIL_TRANSPORT, MAIL_FROM],
    };
  }
}
