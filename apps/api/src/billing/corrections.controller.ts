import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Billing, type CorrectionWish } from '#billing';
import { type Actor, Identity } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { ApprovedCorrectionInput, CorrectionInput, CorrectionView } from './corrections.views.js';

/** What sets the drift right: credit notes of what is over-billed, and what those days cost now. */
@ApiTags('coverage')
@Controller('corrections')
export class CorrectionsController {
  constructor(
    private readonly billing: Billing,
    private readonly identity: Identity,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ce qui serait émis, sans numéro / what would be issued, without numbers' })
  @ApiOkResponse({ type: CorrectionView })
  async preview(@Body() wish: CorrectionInput): Promise<CorrectionView> {
    return CorrectionView.of(await this.billing.previewCorrection(wishOf(wish)), false);
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Émettre la correction lue / issue the correction that was read',
    description: 'All of it or nothing; refused when the drift has changed since.',
  })
  @ApiCreatedResponse({ type: CorrectionView })
  async correct(
    @CurrentActor() actor: Actor,
    @Body() { digest, ...wish }: ApprovedCorrectionInput,
  ): Promise<CorrectionView> {
    const correction = await this.billing.correct(
      wishOf(wish),
      digest,
      actor.name,
      (tx, { credits, rebills }) =>
        this.identity.recordAct(tx, actor, {
          action: 'billing.correction.issue',
          subject: { kind: 'issuer', id: wish.issuer },
          facts: { ...wish, digest, numbers: [...credits, ...rebills].map(({ number }) => number) },
        }),
    );
    return CorrectionView.of(correction, true);
  }
}

function wishOf({ lines, ...wish }: CorrectionInput): CorrectionWish {
  return { ...wish, lineIds: lines };
}
