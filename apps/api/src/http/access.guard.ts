import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Identity, identityErrors } from '#identity';
import { ACCESS, type Access, admits, type AuthenticatedRequest } from './access.js';
import { apiErrors } from './api-errors.js';
import { SessionCookie } from './session-cookie.js';

const READING = new Set(['GET', 'HEAD']);

/** Closed unless opened: a handler that does not say who may call it answers nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
    private readonly cookie: SessionCookie,
  ) {}

  /** @throws IDENTITY.SESSION_REQUIRED, IDENTITY.ROLE_REFUSED, API.ACCESS_UNDECLARED */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.to === 'all') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const token = this.cookie.read(request);
    const session = token === null ? null : await this.identity.sessionOf(token);
    if (token === null || !session) throw identityErrors.SESSION_REQUIRED({});
    if (!access)
      throw apiErrors.ACCESS_UNDECLARED({ route: `${request.method} ${request.originalUrl.split('?')[0]}` });
    if (!admits(access, session.roles, READING.has(request.method))) {
      throw identityErrors.ROLE_REFUSED({ roles: access.to === 'roles' ? access.roles : [] });
    }
    request.session = { ...session, token };
    return true;
  }
}
