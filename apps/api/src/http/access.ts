import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiCookieAuth, ApiExtension, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Actor, identityErrors, type Role, type Session } from '#identity';

/** Who may call a route. */
export type Access =
  | { readonly to: 'all' }
  | { readonly to: 'anyAccount' }
  | { readonly to: 'ownAccount' }
  | { readonly to: 'roles'; readonly roles: readonly Role[] };

export const ACCESS = Symbol('access');

export const SESSION_COOKIE_SCHEME = 'session';

/** The session that the guard found, on the request. */
export interface AuthenticatedRequest extends Request {
  session?: Session & { readonly token: string };
}

function declared(access: Access, described: string) {
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiCookieAuth(SESSION_COOKIE_SCHEME),
    ApiUnauthorizedResponse({ description: 'No session' }),
    ApiForbiddenResponse({ description: `Open to: ${described}` }),
    ApiExtension('x-access', described),
  );
}

/** Only these roles. An auditor may read whatever an administrator may. */
export function RolesAllowed(...roles: [Role, ...Role[]]) {
  return declared({ to: 'roles', roles }, roles.join(', '));
}

/** Whoever is signed in; writing is refused to those who are auditors and nothing else. */
export function AnyAccount() {
  return declared({ to: 'anyAccount' }, 'any account');
}

/** Whoever is signed in, auditors too, for what concerns only their own account: session, password. */
export function OwnAccount() {
  return declared({ to: 'ownAccount' }, 'any account, for itself');
}

/** Strangers too: signing in, the home page, health. */
export function OpenToAll() {
  return applyDecorators(
    SetMetadata(ACCESS, { to: 'all' } satisfies Access),
    ApiExtension('x-access', 'all'),
  );
}

/** Whether these roles open the door. */
export function admits(access: Access, roles: readonly Role[], reading: boolean): boolean {
  switch (access.to) {
    case 'all':
    case 'ownAccount':
      return true;
    case 'anyAccount':
      return reading || !(roles.length === 1 && roles[0] === 'auditor');
    case 'roles': {
      if (access.roles.some((role) => roles.includes(role) && (reading || role !== 'auditor'))) return true;
      return reading && access.roles.includes('administrator') && roles.includes('auditor');
    }
  }
}

/** The person who acts, for the facades of the rooms. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  const session = request.session;
  if (!session) throw identityErrors.SESSION_REQUIRED({});
  return { accountId: session.accountId, name: session.name, roles: session.roles, address: request.ip };
});

/** The session itself, for the routes that show or close it. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const session = context.switchToHttp().getRequest<AuthenticatedRequest>().session;
  if (!session) throw identityErrors.SESSION_REQUIRED({});
  return session;
});
