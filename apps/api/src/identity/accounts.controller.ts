import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, Identity, type Role } from '#identity';
import { CurrentActor, CurrentSession, OwnAccount, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { AccountView, NewAccount, NewPassword, NewRole } from './accounts.views.js';

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Les comptes / the accounts' })
  @ApiOkResponse({ type: [AccountView] })
  async list(): Promise<AccountView[]> {
    return (await this.identity.listAccounts()).map(AccountView.of);
  }

  @Get(':id')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Un compte / one account' })
  @ApiOkResponse({ type: AccountView })
  async show(@Param('id', RecordId) id: number): Promise<AccountView> {
    return AccountView.of(await this.identity.account(id));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ouvrir un compte / create an account' })
  @ApiCreatedResponse({ type: AccountView })
  async create(@CurrentActor() actor: Actor, @Body() account: NewAccount): Promise<AccountView> {
    return AccountView.of(await this.identity.createAccount(actor, account));
  }

  @Post(':id/roles')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Donner un rôle / grant a role' })
  @ApiCreatedResponse({ type: AccountView })
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { role }: NewRole,
  ): Promise<AccountView> {
    return AccountView.of(await this.identity.grantRole(actor, id, role));
  }

  @Delete(':id/roles/:role')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Retirer un rôle / revoke a role' })
  @ApiOkResponse({ type: AccountView })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('role') role: string,
  ): Promise<AccountView> {
    return AccountView.of(await this.identity.revokeRole(actor, id, role as Role));
  }

  @Put(':id/password')
  @HttpCode(204)
  @OwnAccount()
  @ApiOperation({
    summary: 'Changer un mot de passe / change a password',
    description: 'One’s own, with the current password; an administrator sets those of others.',
  })
  @ApiNoContentResponse()
  async changePassword(
    @CurrentActor() actor: Actor,
    @CurrentSession() { token }: { token: string },
    @Param('id', RecordId) accountId: number,
    @Body() { newPassword, currentPassword }: NewPassword,
  ): Promise<void> {
    await this.identity.changePassword(actor, { accountId, newPassword, currentPassword, token });
  }

  @Post(':id/deactivation')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Désactiver un compte / disable an account' })
  @ApiCreatedResponse({ type: AccountView })
  async disable(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<AccountView> {
    return AccountView.of(await this.identity.disable(actor, id));
  }

  @Delete(':id/deactivation')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Réactiver un compte / enable an account again' })
  @ApiOkResponse({ type: AccountView })
  async enable(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<AccountView> {
    return AccountView.of(await this.identity.enable(actor, id));
  }
}
