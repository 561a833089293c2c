import { Module } from '@nestjs/common';
import { JobsModule } from '#jobs';
import { Billing } from './billing.js';

@Module({ imports: [JobsModule], providers: [Billing], exports: [Billing] })
export class BillingModule {}
