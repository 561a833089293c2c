import { type DynamicModule, Module } from '@nestjs/common';
import { Billing } from './billing.js';
import { Deliveries } from './delivery/deliveries.js';
import { Forecasts } from './forecast/forecasts.js';
import { BillingReader } from './reading/billing-reader.js';
import { IssueWork } from './run/issue-work.js';
import type { Environment } from './scheduling/drift-snapshot.js';
import { ENVIRONMENT, Scheduling } from './scheduling/scheduling.js';
import { NightlyVerification } from './verification/nightly-verification.js';
import { Verifier } from './verification/verifier.js';

export interface BillingOptions {
  readonly environment: Environment;
}

/** Needs the modules of persistence, jobs, mail and documents, and `CLOCK`. */
@Module({})
export class BillingModule {
  static with({ environment }: BillingOptions): DynamicModule {
    return {
      module: BillingModule,
      global: true,
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        Billing,
        BillingReader,
        Deliveries,
        Forecasts,
        IssueWork,
        NightlyVerification,
        Scheduling,
        Verifier,
      ],
      exports: [Billing, BillingReader, Deliveries, Forecasts, NightlyVerification, Scheduling, Verifier],
    };
  }
}
