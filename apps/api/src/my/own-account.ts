import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { identityErrors } from '#identity';
import type { AuthenticatedRequest } from '../http/access.js';

/** The number of the account that asks: what it may see is looked up by it at each request, never remembered. */
export const OwnAccountId = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { session } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!session) throw identityErrors.SESSION_REQUIRED({});
  return session.accountId;
});
