import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { ListFilter } from './input.js';
import { ActivityChange, ActivityPage, ActivityView, NewActivityInput } from './parties.views.js';

@ApiTags('contracts')
@Controller('activities')
export class ActivitiesController {
  constructor(private readonly contracts: Contracts) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les activités / the activities' })
  @ApiOkResponse({ type: ActivityPage })
  async list(@Query() filter: ListFilter): Promise<ActivityPage> {
    const { items, total } = await this.contracts.listActivities(filter);
    return { items: items.map(ActivityView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Une activité / one activity' })
  @ApiOkResponse({ type: ActivityView })
  async show(@Param('id', RecordId) id: number): Promise<ActivityView> {
    return ActivityView.of(await this.contracts.readActivity(id));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter une activité / add an activity' })
  @ApiCreatedResponse({ type: ActivityView })
  async create(@CurrentActor() actor: Actor, @Body() activity: NewActivityInput): Promise<ActivityView> {
    return ActivityView.of(await this.contracts.createActivity(actor, activity));
  }

  @Patch(':id')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Modifier une activité / change an activity' })
  @ApiOkResponse({ type: ActivityView })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() values: ActivityChange,
  ): Promise<ActivityView> {
    return ActivityView.of(await this.contracts.updateActivity(actor, { id, values }));
  }
}
