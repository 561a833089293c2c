import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { RoomsModule } from '#installation';
import { BillingRunsController } from './billing/billing-runs.controller.js';
import { CorrectionsController } from './billing/corrections.controller.js';
import { CoverageController } from './billing/coverage.controller.js';
import { DeliveriesController } from './billing/deliveries.controller.js';
import { InvoicesController } from './billing/invoices.controller.js';
import { JobsController } from './billing/jobs.controller.js';
import { SchedulingController } from './billing/scheduling.controller.js';
import { CapitalController } from './capital/capital.controller.js';
import { ShareActsController } from './capital/share-acts.controller.js';
import { ShareSubscriptionsController } from './capital/share-subscriptions.controller.js';
import { ActivitiesController } from './contracts/activities.controller.js';
import { ClientsController } from './contracts/clients.controller.js';
import { ContractLinesController } from './contracts/contract-lines.controller.js';
import { ContractsController } from './contracts/contracts.controller.js';
import { ImportsController } from './contracts/imports.controller.js';
import { IssuersController } from './contracts/issuers.controller.js';
import { AwaitingCreditsController } from './history/awaiting-credits.controller.js';
import { HistoryAuditsController } from './history/history-audits.controller.js';
import { HistoryReadingsController } from './history/history-readings.controller.js';
import { HealthController } from './home/health.controller.js';
import { AccessGuard } from './http/access.guard.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SessionCookie } from './http/session-cookie.js';
import type { ApiSetting } from './http/api-setting.js';
import { inputValidation } from './http/validate-input.js';
import { AccountsController } from './identity/accounts.controller.js';
import { AuditTrailController } from './identity/audit-trail.controller.js';
import { SessionController } from './identity/session.controller.js';
import { AssociatesController } from './membership/associates.controller.js';
import { BylawsController } from './membership/bylaws.controller.js';
import { CareersController } from './membership/careers.controller.js';
import { PersonsController } from './membership/persons.controller.js';
import { RegistersController } from './membership/registers.controller.js';
import { MySharesController } from './my/my-shares.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { SearchController } from './search/search.controller.js';
import { LegalTextsController } from './settings/legal-texts.controller.js';
import { SeriesController } from './settings/series.controller.js';
import { SettingController } from './settings/setting.controller.js';
import { VerificationController } from './settings/verification.controller.js';
import { ActivityAccountsController } from './activity-accounts/activity-accounts.controller.js';
import { DirectCostsController } from './activity-accounts/direct-costs.controller.js';
import { ExpenseSheetsController } from './activity-accounts/expense-sheets.controller.js';
import { PayCostsController } from './activity-accounts/pay-costs.controller.js';
import { MyActivityAccountsController } from './my/my-activity-accounts.controller.js';
import { MyExpensesController } from './my/my-expenses.controller.js';
import { TransferFilesController } from './transfers/transfer-files.controller.js';
import { TransfersController } from './transfers/transfers.controller.js';
import { SchemesController } from './contributions/schemes.controller.js';
import { StatementsController } from './contributions/statements.controller.js';
import { MyContributionStatementsController } from './my/my-contribution-statements.controller.js';
import { MyInvoiceStandingsController } from './my/my-invoice-standings.controller.js';
import { InvoicePaymentsController } from './treasury/invoice-payments.controller.js';
import { PaymentsController } from './treasury/payments.controller.js';
import { MyBillingController } from './my/my-billing.controller.js';
import { MyContractsController } from './my/my-contracts.controller.js';

/** Every controller of the product; the walk over all routes reads this list from the running application. */
const controllers: Type[] = [
  HealthController,
  SessionController,
  AccountsController,
  AuditTrailController,
  IssuersController,
  ClientsController,
  ActivitiesController,
  ContractsController,
  ContractLinesController,
  ImportsController,
  HistoryAuditsController,
  HistoryReadingsController,
  AwaitingCreditsController,
  BillingRunsController,
  InvoicesController,
  DeliveriesController,
  CoverageController,
  CorrectionsController,
  SchedulingController,
  JobsController,
  OverviewController,
  SearchController,
  SeriesController,
  LegalTextsController,
  VerificationController,
  SettingController,
  TransfersController,
  TransferFilesController,
  PersonsController,
  AssociatesController,
  CareersController,
  BylawsController,
  RegistersController,
  MySharesController,
  CapitalController,
  ShareSubscriptionsController,
  ShareActsController,
  PaymentsController,
  InvoicePaymentsController,
  SchemesController,
  StatementsController,
  MyInvoiceStandingsController,
  MyContributionStatementsController,
  MyContractsController,
  MyBillingController,
  ActivityAccountsController,
  DirectCostsController,
  PayCostsController,
  ExpenseSheetsController,
  MyActivityAccountsController,
  MyExpensesController,
];

@Module({})
export class ApiModule {
  static of(setting: ApiSetting, more: readonly Type[] = []): DynamicModule {
    return {
      module: ApiModule,
      imports: [RoomsModule.of({ works: 'unlessRedis', ...setting })],
      controllers: [...controllers, ...more],
      providers: [
        SessionCookie,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useFactory: inputValidation },
      ],
    };
  }
}
