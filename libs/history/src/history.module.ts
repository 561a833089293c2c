import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { IdentityModule } from '#identity';
import { History } from './history.js';

/** Needs the modules of persistence, jobs and billing, and `CLOCK`. */
@Module({ imports: [IdentityModule, ContractsModule], providers: [History], exports: [History] })
export class HistoryModule {}
