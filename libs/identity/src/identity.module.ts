import { Module } from '@nestjs/common';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';
import { Identity } from './identity.js';

/** Needs a global `UnitOfWork` and a global `CLOCK`. */
@Module({ providers: [Identity, IdempotentRequests], exports: [Identity, IdempotentRequests] })
export class IdentityModule {}
