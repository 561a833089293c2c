import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { IdentityModule } from '#identity';
import { ActivityAccounts } from './activity-account/activity-accounts.js';
import { Contributions } from './contributions.js';
import { ExpenseSheets } from './activity-account/expenses/expense-sheets.js';

/** Needs a global `UnitOfWork`, a global `CLOCK` and the global `Documents`. */
@Module({
  imports: [IdentityModule, ContractsModule],
  providers: [Contributions, ActivityAccounts, ExpenseSheets],
  exports: [Contributions, ActivityAccounts, ExpenseSheets],
})
export class ContributionsModule {}
