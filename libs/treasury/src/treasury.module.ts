import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { Treasury } from './treasury.js';

/** Needs a global `UnitOfWork` and a global `CLOCK`. */
@Module({ imports: [IdentityModule], providers: [Treasury], exports: [Treasury] })
export class TreasuryModule {}
