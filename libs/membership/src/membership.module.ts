import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { Capital } from './capital/capital.js';
import { Membership } from './membership.js';

@Module({ imports: [IdentityModule], providers: [Membership, Capital], exports: [Membership, Capital] })
export class MembershipModule {}
