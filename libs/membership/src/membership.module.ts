import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { Bulletins } from './capital/bulletin/bulletins.js';
import { Capital } from './capital/capital.js';
import { Membership } from './membership.js';

@Module({
  imports: [IdentityModule],
  providers: [Membership, Bulletins, Capital],
  exports: [Membership, Bulletins, Capital],
})
export class MembershipModule {}
