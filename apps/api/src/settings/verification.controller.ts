import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NightlyVerification, Verifier } from '#billing';
import { RolesAllowed } from '../http/access.js';
import { ProofsView, VerificationView } from './verification.views.js';

/** What proves the rest. */
@ApiTags('settings')
@Controller()
export class VerificationController {
  constructor(
    private readonly verifier: Verifier,
    private readonly nightly: NightlyVerification,
  ) {}

  @Get('verification')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Recalculer tous les invariants / recompute every invariant',
    description: 'From the facts, now; its time grows with the history.',
  })
  @ApiOkResponse({ type: VerificationView })
  async verify(): Promise<VerificationView> {
    return VerificationView.of(await this.verifier.verify());
  }

  @Get('proofs')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'La dernière vérification de nuit / the last nightly verification' })
  @ApiOkResponse({ type: ProofsView })
  async proofs(): Promise<ProofsView> {
    const nightly = await this.nightly.lastVerification();
    return { nightly: nightly && VerificationView.of(nightly), lastBackupAt: null };
  }
}
