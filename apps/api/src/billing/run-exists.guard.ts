import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { BillingReader } from '#billing';
import { RecordId } from '../http/record-id.js';

/** A stream has said 200 before its handler runs; what does not exist is refused before that. */
@Injectable()
export class RunExists implements CanActivate {
  constructor(private readonly reader: BillingReader) {}

  /** @throws BILLING.RUN_UNKNOWN, API.INPUT_REFUSED */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { id } = context.switchToHttp().getRequest<Request<{ id: string }>>().params;
    await this.reader.progress(new RecordId().transform(id));
    return true;
  }
}
