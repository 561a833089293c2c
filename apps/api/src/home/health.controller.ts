import { Controller, Get } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { UnitOfWork } from '#persistence';
import { OpenToAll } from '../http/access.js';

class HealthView {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';
}

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get('health')
  @OpenToAll()
  @ApiOperation({ summary: 'The process runs; says nothing of its database' })
  @ApiOkResponse({ type: HealthView })
  live(): HealthView {
    return { status: 'ok' };
  }

  /** A database that refuses is a 503 by the filter. */
  @Get('ready')
  @OpenToAll()
  @ApiOperation({ summary: 'The database answers' })
  @ApiOkResponse({ type: HealthView })
  @ApiServiceUnavailableResponse({ description: 'API.DATABASE_UNAVAILABLE' })
  async ready(): Promise<HealthView> {
    await this.unitOfWork.read('SELECT 1');
    return { status: 'ok' };
  }
}
