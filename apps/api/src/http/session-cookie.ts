import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { OpenedSession } from '#identity';
import { Configuration } from '#installation';

/** The token's cookie: unreadable by scripts, not sent by other sites' forms, and over https bound to this very host. */
@Injectable()
export class SessionCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(configuration: Configuration) {
    this.secure = configuration.PUBLIC_URL?.startsWith('https:') ?? false;
    this.name = this.secure ? '__Host-intendance' : 'intendance';
  }

  read(request: Request): string | null {
    const token: unknown = request.cookies?.[this.name];
    return typeof token === 'string' && /^[\w-]{43}$/.test(token) ? token : null;
  }

  write(response: Response, session: OpenedSession): void {
    // Without an age the browser forgets it when it closes; the server ends the session in any case.
    response.cookie(this.name, session.token, this.options());
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options());
  }

  private options() {
    return { httpOnly: true, sameSite: 'lax', secure: this.secure, path: '/' } as const;
  }
}
