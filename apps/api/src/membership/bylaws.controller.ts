import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#identity';
import { type Clock, CLOCK } from '#kernel';
import { type Bylaws, defaultBylaws, legalBoundsOn, Membership } from '#membership';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import {
  BylawsInput,
  BylawsList,
  BylawsPreviewView,
  BylawsVersionView,
  BylawsView,
  DefaultBylawsQuery,
  NewBylawsInput,
} from './bylaws.views.js';

const boundsOf = ({ form, company, from: day }: Bylaws) => legalBoundsOn({ form, company, day });

@ApiTags('membership')
@Controller('bylaws')
export class BylawsController {
  constructor(
    private readonly membership: Membership,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les versions des statuts / the versions of the bylaws' })
  @ApiOkResponse({ type: BylawsList })
  async list(): Promise<BylawsList> {
    const versions = await this.membership.listBylaws();
    return { items: versions.map((version) => BylawsVersionView.ofVersion(version, boundsOf(version))) };
  }

  @Get('default')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ce que dit la loi pour une forme / what the law says for a form' })
  @ApiOkResponse({ type: BylawsView })
  byLaw(@Query() { form, company = 'sa' }: DefaultBylawsQuery): BylawsView {
    const bylaws = defaultBylaws(form, company, this.clock.today());
    return BylawsView.of(bylaws, boundsOf(bylaws));
  }

  @Post('previews')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Ce que diraient les bornes, sans rien enregistrer / what the bounds would say; records nothing',
  })
  @ApiOkResponse({ type: BylawsPreviewView })
  async preview(@Body() bylaws: BylawsInput): Promise<BylawsPreviewView> {
    return BylawsPreviewView.of(await this.membership.previewBylaws(BylawsInput.rulesOf(bylaws)));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer une version / record a version' })
  @ApiCreatedResponse({ type: BylawsVersionView })
  async write(@CurrentActor() actor: Actor, @Body() input: NewBylawsInput): Promise<BylawsVersionView> {
    const { reason, afterRevision = 0 } = input;
    const { revision: _, ...bylaws } = BylawsInput.rulesOf(input);
    const version = await this.membership.writeBylaws(actor, { ...bylaws, reason, afterRevision });
    return BylawsVersionView.ofVersion(version, boundsOf(version));
  }
}
