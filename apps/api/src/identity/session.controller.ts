import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Identity, type OpenedSession, type Session } from '#identity';
import { CurrentSession, OpenToAll, OwnAccount } from '../http/access.js';
import { SessionCookie } from '../http/session-cookie.js';
import { SessionView, SignIn } from './session.views.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly identity: Identity,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @OpenToAll()
  @ApiOperation({ summary: 'Se connecter / sign in: opens a session and sets its cookie' })
  @ApiCreatedResponse({ type: SessionView })
  async open(
    @Body() { email, password }: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const former = this.cookie.read(request);
    const session: OpenedSession = await this.identity.signIn({
      email,
      password,
      address: request.ip,
      userAgent: request.get('user-agent'),
    });
    if (former !== null) await this.identity.signOut(former);
    this.cookie.write(response, session);
    return SessionView.of(session);
  }

  @Get()
  @OwnAccount()
  @ApiOperation({ summary: 'Qui est connecté / who is signed in' })
  @ApiOkResponse({ type: SessionView })
  show(@CurrentSession() session: Session): SessionView {
    return SessionView.of(session);
  }

  @Delete()
  @HttpCode(204)
  @OwnAccount()
  @ApiOperation({ summary: 'Se déconnecter / sign out' })
  @ApiNoContentResponse()
  async close(
    @CurrentSession() { token }: { token: string },
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.identity.signOut(token);
    this.cookie.clear(response);
  }
}
