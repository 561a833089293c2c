import { Inject, Injectable } from '@nestjs/common';
import { type Clock, CLOCK } from '#kernel';
import { refusalOf, type Transaction, UnitOfWork } from '#persistence';
import { hashOfNobody, hashPassword, passwordOpens, requireGoodPassword } from './account/password.js';
import { type Account, readAccount, readAccounts } from './account/read-accounts.js';
import { type Actor, isRole, type Role, ROLES } from './actor.js';
import { type AuditTrailPage, type AuditTrailQuery, readAuditTrail } from './audit/read-audit-trail.js';
import { type Act, recordAct } from './audit/record-act.js';
import { identityErrors } from './identity-errors.js';
import {
  closeSession,
  closeSessionsOf,
  findSession,
  type OpenedSession,
  openSession,
  type Session,
} from './session/sessions.js';
import { claimAttempt, forgiveAttempt, type SignInOrigin } from './sign-in/throttle.js';

interface NewAccount {
  readonly email: string;
  readonly name: string;
  /** At least 12 characters. */
  readonly password: string;
  readonly roles: readonly Role[];
}

interface SignInRequest {
  readonly email: string;
  readonly password: string;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

interface PasswordChange {
  readonly accountId: number;
  readonly newPassword: string;
  /** Needed when people change their own. */
  readonly currentPassword?: string | undefined;
  /** The session that stays open; all others of the account are closed. */
  readonly token?: string | undefined;
}

/** Accounts, sessions and the trail of who did what. Who may call which act is decided at the HTTP door. */
@Injectable()
export class Identity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    void hashOfNobody();
  }

  /**
   * @throws IDENTITY.EMAIL_INVALID, IDENTITY.EMAIL_TAKEN, IDENTITY.NAME_MISSING, IDENTITY.ROLE_UNKNOWN,
   * IDENTITY.PASSWORD_TOO_SHORT, IDENTITY.PASSWORD_TOO_LONG, IDENTITY.PASSWORD_GUESSABLE
   */
  async createAccount(actor: Actor, account: NewAccount): Promise<Account> {
    const email = emailOf(account.email);
    const name = account.name.trim();
    if (!/^[^@\s]+@[^@\s]+$/.test(email) || email.length > 254) throw identityErrors.EMAIL_INVALID({ email });
    if (name === '' || name.length > 200) throw identityErrors.NAME_MISSING({});
    for (const role of account.roles) requireRole(role);
    requireGoodPassword({ password: account.password, email });
    const passwordHash = await hashPassword(account.password);
    const now = this.clock.now();
    try {
      const id = await this.unitOfWork.run(async (tx) => {
        const [{ id: accountId }] = await tx.query(
          `INSERT INTO identity.account (email, name, password_hash, password_set_at, created_at)
           VALUES ($1, $2, $3, $4, $4) RETURNING id`,
          [email, name, passwordHash, now],
        );
        for (const role of new Set(account.roles)) await insertRole(tx, actor, { accountId, role }, now);
        const facts = { email, name, roles: account.roles };
        await this.recordAct(tx, actor, {
          action: 'identity.account.create',
          subject: subject(accountId),
          facts,
        });
        return accountId as number;
      });
      return await this.account(id);
    } catch (error) {
      if (refusalOf(error)?.constraint === 'account_email_unique')
        throw identityErrors.EMAIL_TAKEN({ email });
      throw error;
    }
  }

  /** Granting a role that is held already changes nothing. @throws IDENTITY.ACCOUNT_UNKNOWN, IDENTITY.ROLE_UNKNOWN */
  async grantRole(actor: Actor, accountId: number, role: Role): Promise<Account> {
    requireRole(role);
    await this.account(accountId);
    await this.unitOfWork.run(async (tx) => {
      if (!(await insertRole(tx, actor, { accountId, role }, this.clock.now()))) return;
      await this.recordAct(tx, actor, {
        action: 'identity.role.grant',
        subject: subject(accountId),
        facts: { role },
      });
    });
    return this.account(accountId);
  }

  /**
   * @throws IDENTITY.ACCOUNT_UNKNOWN, IDENTITY.ROLE_UNKNOWN, IDENTITY.ROLE_NOT_HELD, IDENTITY.LAST_ADMINISTRATOR
   */
  async revokeRole(actor: Actor, accountId: number, role: Role): Promise<Account> {
    requireRole(role);
    await this.account(accountId);
    await this.keepingAnAdministrator(accountId, async (tx) => {
      const [rows] = await tx.query(
        'DELETE FROM identity.account_role WHERE account_id = $1 AND role = $2 RETURNING role',
        [accountId, role],
      );
      if (rows.length === 0) throw identityErrors.ROLE_NOT_HELD({ accountId, role });
      await this.recordAct(tx, actor, {
        action: 'identity.role.revoke',
        subject: subject(accountId),
        facts: { role },
      });
    });
    return this.account(accountId);
  }

  /**
   * Changes a password and closes the other sessions of the account. People give their current password to change their
   * own; administrators set the password of others.
   * @throws IDENTITY.ACCOUNT_UNKNOWN, IDENTITY.ROLE_REFUSED, IDENTITY.CURRENT_PASSWORD_REFUSED,
   * IDENTITY.SIGN_IN_THROTTLED, IDENTITY.PASSWORD_TOO_SHORT, IDENTITY.PASSWORD_TOO_LONG, IDENTITY.PASSWORD_GUESSABLE
   */
  async changePassword(actor: Actor, change: PasswordChange): Promise<void> {
    const own = actor.accountId === change.accountId;
    if (!own && !actor.roles.includes('administrator')) {
      throw identityErrors.ROLE_REFUSED({ roles: ['administrator'] });
    }
    const { email } = await this.account(change.accountId);
    const origin = { email, address: actor.address };
    if (own) {
      await this.claimAttempt(origin);
      const known = await this.passwordHashOf(email);
      if (!(await passwordOpens(known?.passwordHash ?? null, change.currentPassword ?? ''))) {
        throw identityErrors.CURRENT_PASSWORD_REFUSED({});
      }
    }
    requireGoodPassword({ password: change.newPassword, email });
    const passwordHash = await hashPassword(change.newPassword);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await tx.query('UPDATE identity.account SET password_hash = $2, password_set_at = $3 WHERE id = $1', [
        change.accountId,
        passwordHash,
        now,
      ]);
      await closeSessionsOf(tx, change.accountId, own ? change.token : undefined);
      if (own) await forgiveAttempt(tx, origin, now);
      await this.recordAct(tx, actor, {
        action: 'identity.password.change',
        subject: subject(change.accountId),
      });
    });
  }

  /** Disables an account and closes its sessions. @throws IDENTITY.ACCOUNT_UNKNOWN, IDENTITY.LAST_ADMINISTRATOR */
  async disable(actor: Actor, accountId: number): Promise<Account> {
    await this.account(accountId);
    await this.keepingAnAdministrator(accountId, async (tx) => {
      const [rows] = await tx.query(
        'UPDATE identity.account SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id',
        [accountId, this.clock.now()],
      );
      if (rows.length === 0) return;
      await closeSessionsOf(tx, accountId);
      await this.recordAct(tx, actor, { action: 'identity.account.disable', subject: subject(accountId) });
    });
    return this.account(accountId);
  }

  /** Opens a disabled account again. @throws IDENTITY.ACCOUNT_UNKNOWN */
  async enable(actor: Actor, accountId: number): Promise<Account> {
    await this.account(accountId);
    await this.unitOfWork.run(async (tx) => {
      const [rows] = await tx.query(
        'UPDATE identity.account SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL RETURNING id',
        [accountId],
      );
      if (rows.length === 0) return;
      await this.recordAct(tx, actor, { action: 'identity.account.enable', subject: subject(accountId) });
    });
    return this.account(accountId);
  }

  /**
   * An unknown e-mail, a disabled account and a wrong password get the same answer after the same work.
   * @throws IDENTITY.SIGN_IN_REFUSED, IDENTITY.SIGN_IN_THROTTLED
   */
  async signIn(request: SignInRequest): Promise<OpenedSession> {
    const email = emailOf(request.email);
    const origin = { email, address: request.address };
    await this.claimAttempt(origin);
    const known = await this.passwordHashOf(email);
    const opens = await passwordOpens(known?.passwordHash ?? null, request.password);
    const now = this.clock.now();
    if (!known || !opens || known.disabled) {
      await this.recordRefusedSignIn(known?.id ?? null, request.address);
      throw identityErrors.SIGN_IN_REFUSED({});
    }
    const { token } = await this.unitOfWork.run(async (tx) => {
      const opened = await openSession(tx, { accountId: known.id, ...request }, now);
      await forgiveAttempt(tx, origin, now);
      const actor = { accountId: known.id, name: known.name, roles: [], address: request.address };
      await this.recordAct(tx, actor, { action: 'identity.session.open', subject: subject(known.id) });
      return opened;
    });
    const session = await this.sessionOf(token);
    // Between the check and now somebody disabled the account.
    if (!session) throw identityErrors.SIGN_IN_REFUSED({});
    return { ...session, token };
  }

  /** Closes a session; a token that opens none is no error. */
  async signOut(token: string): Promise<void> {
    const session = await this.sessionOf(token);
    await this.unitOfWork.run(async (tx) => {
      const accountId = await closeSession(tx, token);
      if (accountId === null || !session) return;
      await this.recordAct(tx, session, { action: 'identity.session.close', subject: subject(accountId) });
    });
  }

  /** The live session of a token (12 h at most, 2 h without a visit), with the roles of this moment; or null. */
  async sessionOf(token: string): Promise<Session | null> {
    return findSession(this.unitOfWork, token, this.clock.now());
  }

  async listAccounts(): Promise<Account[]> {
    return readAccounts(this.unitOfWork);
  }

  /** Whether anybody can sign in yet: the first account is made from the shell. */
  async hasAccounts(): Promise<boolean> {
    const [row] = await this.unitOfWork.read<{ any: boolean }>(
      'SELECT EXISTS (SELECT FROM identity.account) AS any',
    );
    return row!.any;
  }

  /** @throws IDENTITY.ACCOUNT_UNKNOWN */
  async account(accountId: number): Promise<Account> {
    const account = await readAccount(this.unitOfWork, accountId);
    if (!account) throw identityErrors.ACCOUNT_UNKNOWN({ accountId });
    return account;
  }

  /** @throws IDENTITY.EMAIL_UNKNOWN */
  async accountOfEmail(text: string): Promise<Account> {
    const email = emailOf(text);
    const known = await this.passwordHashOf(email);
    if (!known) throw identityErrors.EMAIL_UNKNOWN({ email });
    return this.account(known.id);
  }

  /** Writes a line of the audit trail in the caller's transaction: the act and its trace are kept together. */
  async recordAct(tx: Transaction, actor: Actor, act: Act): Promise<void> {
    await recordAct(tx, actor, act, this.clock.now());
  }

  async readAuditTrail(query: AuditTrailQuery = {}): Promise<AuditTrailPage> {
    return readAuditTrail(this.unitOfWork, query);
  }

  private async claimAttempt(origin: SignInOrigin): Promise<void> {
    const now = this.clock.now();
    const retryAfterSeconds = await this.unitOfWork.run((tx) => claimAttempt(tx, origin, now));
    if (retryAfterSeconds > 0) throw identityErrors.SIGN_IN_THROTTLED({ retryAfterSeconds });
  }

  private async recordRefusedSignIn(accountId: number | null, address: string | undefined): Promise<void> {
    // Written for unknown e-mails too: an answer that comes sooner would tell which ones exist.
    const stranger = { accountId: null, name: 'inconnu', roles: [], address };
    await this.unitOfWork.run((tx) =>
      this.recordAct(tx, stranger, {
        action: 'identity.session.refuse',
        subject: { kind: 'account', id: accountId },
      }),
    );
  }

  private async passwordHashOf(
    email: string,
  ): Promise<{ id: number; name: string; passwordHash: string; disabled: boolean } | null> {
    const [row] = await this.unitOfWork.read<{
      id: number;
      name: string;
      password_hash: string;
      disabled_at: Date | null;
    }>('SELECT id, name, password_hash, disabled_at FROM identity.account WHERE email = $1', [email]);
    if (!row) return null;
    return {
      id: row.id,
      name: row.name,
      passwordHash: row.password_hash,
      disabled: row.disabled_at !== null,
    };
  }

  private async keepingAnAdministrator(
    accountId: number,
    work: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    try {
      await this.unitOfWork.run(work);
    } catch (error) {
      if (refusalOf(error)?.constraint === 'administrator_remains') {
        throw identityErrors.LAST_ADMINISTRATOR({ accountId });
      }
      throw error;
    }
  }
}

function emailOf(text: string): string {
  return text.trim().toLowerCase();
}

function subject(accountId: number): Act['subject'] {
  return { kind: 'account', id: accountId };
}

function requireRole(role: string): void {
  if (!isRole(role)) throw identityErrors.ROLE_UNKNOWN({ role, known: ROLES });
}

async function insertRole(
  tx: Transaction,
  actor: Actor,
  { accountId, role }: { accountId: number; role: Role },
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO identity.account_role (account_id, role, granted_at, granted_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [accountId, role, now, actor.accountId],
  );
  return rows.length > 0;
}
