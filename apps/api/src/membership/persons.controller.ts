import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '#identity';
import { type Clock, CLOCK } from '#kernel';
import { Membership } from '#membership';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { InterviewView, NewInterviewInput, NewStatusInput, WorkerStatusView } from './careers.views.js';
import {
  NewPersonInput,
  OnePersonView,
  PersonChange,
  PersonFilter,
  PersonPage,
  PersonView,
} from './persons.views.js';

@ApiTags('membership')
@Controller('persons')
export class PersonsController {
  constructor(
    private readonly membership: Membership,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les personnes / the people' })
  @ApiOkResponse({ type: PersonPage })
  async list(@Query() filter: PersonFilter): Promise<PersonPage> {
    return PersonPage.of(await this.membership.listPersons(filter));
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Une personne et ses faits / one person and their facts' })
  @ApiOkResponse({ type: OnePersonView })
  show(@Param('id', RecordId) id: number): Promise<OnePersonView> {
    return OnePersonView.read(this.membership, id, this.clock.today());
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter une personne / add a person' })
  @ApiCreatedResponse({ type: PersonView })
  async create(@CurrentActor() actor: Actor, @Body() person: NewPersonInput): Promise<PersonView> {
    return PersonView.of(await this.membership.createPerson(actor, person));
  }

  @Patch(':id')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Modifier une personne / change a person' })
  @ApiOkResponse({ type: PersonView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { version, ...values }: PersonChange,
  ): Promise<PersonView> {
    return PersonView.of(await this.membership.changePerson(actor, { id, version, values }));
  }

  @Delete(':id')
  @HttpCode(204)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Effacer une personne dont rien n’est enregistré / erase a person of whom nothing is recorded',
  })
  @ApiNoContentResponse()
  async erase(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<void> {
    await this.membership.erasePerson(actor, id);
  }

  @Post(':id/statuses')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer un statut de travail / record a status of work' })
  @ApiCreatedResponse({ type: WorkerStatusView })
  async recordStatus(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) person: number,
    @Body() status: NewStatusInput,
  ): Promise<WorkerStatusView> {
    return WorkerStatusView.of(await this.membership.recordStatus(actor, { ...status, person }));
  }

  @Post(':id/interviews')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer un entretien / record an interview' })
  @ApiCreatedResponse({ type: InterviewView })
  async recordInterview(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) person: number,
    @Body() interview: NewInterviewInput,
  ): Promise<InterviewView> {
    return InterviewView.of(await this.membership.recordInterview(actor, { ...interview, person }));
  }
}
