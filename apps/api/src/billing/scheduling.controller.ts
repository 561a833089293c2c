import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Scheduling } from '#billing';
import { type Actor, Identity } from '#identity';
import { decimalToCents } from '#kernel';
import { UnitOfWork } from '#persistence';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { AutomaticIssueInput, ClearanceInput, SchedulingView } from './scheduling.views.js';

/** Billing by night: off until a person has seen the drift, never issued unless allowed within limits. */
@ApiTags('scheduling')
@Controller()
export class SchedulingController {
  constructor(
    private readonly scheduling: Scheduling,
    private readonly identity: Identity,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('scheduling')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'La facturation programmée et les écarts / scheduled billing and the drift' })
  @ApiOkResponse({ type: SchedulingView })
  async show(): Promise<SchedulingView> {
    return SchedulingView.of(await this.scheduling.status(), await this.scheduling.automaticIssues());
  }

  @Post('scheduling/clearance')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Mettre en service, écarts lus / turn it on, the drift having been read' })
  @ApiCreatedResponse({ type: SchedulingView })
  async clear(@CurrentActor() actor: Actor, @Body() { digest }: ClearanceInput): Promise<SchedulingView> {
    await this.scheduling.clear(digest, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, {
        action: 'billing.scheduling.clear',
        subject: { kind: 'scheduling', id: null },
        facts: { digest },
      }),
    );
    return this.show();
  }

  @Delete('scheduling/clearance')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Suspendre la facturation programmée / pause it',
    description: 'Until somebody turns it on again. What is paused already stays as it is.',
  })
  @ApiOkResponse({ type: SchedulingView })
  async pause(@CurrentActor() actor: Actor): Promise<SchedulingView> {
    await this.unitOfWork.run(async (tx) => {
      await this.scheduling.revoke(tx, `elle a été suspendue par ${actor.name}`, actor.name);
      await this.identity.recordAct(tx, actor, {
        action: 'billing.scheduling.pause',
        subject: { kind: 'scheduling', id: null },
      });
    });
    return this.show();
  }

  @Put('issuers/:code/automatic-issue')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Permettre ou non l’émission sans personne / allow issuing by night, within limits',
  })
  @ApiOkResponse({ type: SchedulingView })
  async setAutomaticIssue(
    @CurrentActor() actor: Actor,
    @Param('code') issuer: string,
    @Body() { enabled, mostDocuments, mostNet }: AutomaticIssueInput,
  ): Promise<SchedulingView> {
    const setting = { issuer, enabled, mostDocuments, mostNetCents: decimalToCents(mostNet) };
    await this.scheduling.setAutomaticIssue(setting, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, {
        action: 'billing.automaticIssue.set',
        subject: { kind: 'issuer', id: issuer },
        facts: { enabled, mostDocuments, mostNet },
      }),
    );
    return this.show();
  }
}
