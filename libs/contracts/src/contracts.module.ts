import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { Contracts } from './contracts.js';

/** Needs a global `UnitOfWork` and a global `CLOCK`. */
@Module({ imports: [IdentityModule], providers: [Contracts], exports: [Contracts] })
export class ContractsModule {}
