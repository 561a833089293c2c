import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { Bulletins } from './capital/bulletin/bulletins.js';
import { Capital } from './capital/capital.js';
import { Membership } from './membership.js';
import { Registers } from './registers/registers.js';

@Module({
  imports: [IdentityModule],
  providers: [Membership, Bulletins, Capital, Registers],
  exports: [Membership, Bulletins, Capital, Registers],
})
export class MembershipModule {}
