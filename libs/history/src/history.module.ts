import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { IdentityModule } from '#identity';
import { AuditDecisions } from './decisions/audit-decisions.js';
import { History } from './history.js';

/** Needs the modules of persistence, jobs and billing, and `CLOCK`. */
@Module({
  imports: [IdentityModule, ContractsModule],
  providers: [History, AuditDecisions],
  exports: [History, AuditDecisions],
})
export class HistoryModule {}
