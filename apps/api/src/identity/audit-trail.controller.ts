import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Identity } from '#identity';
import { RolesAllowed } from '../http/access.js';
import { AuditTrailFilter, AuditTrailView } from './audit-trail.views.js';

@ApiTags('audit trail')
@Controller('audit-trail')
export class AuditTrailController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Qui a fait quoi, du plus récent au plus ancien / who did what, newest first' })
  @ApiOkResponse({ type: AuditTrailView })
  async read(@Query() filter: AuditTrailFilter): Promise<AuditTrailView> {
    return AuditTrailView.of(await this.identity.readAuditTrail(filter));
  }
}
