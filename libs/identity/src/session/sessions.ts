import { createHash, randomBytes } from 'node:crypto';
import type { Transaction, UnitOfWork } from '#persistence';
import type { Role } from '../actor.js';

/** A working day: nobody stays signed in overnight. */
const SESSION_HOURS = 12;
/** A forgotten browser closes itself. */
const IDLE_HOURS = 2;
/** The last visit is written at most once in this time, so that reading pages does not write. */
const TOUCH_SECONDS = 60;

const HOUR_MS = 3_600_000;

export interface Session {
  readonly accountId: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface OpenedSession extends Session {
  /** 256 random bits; only the browser keeps them. */
  readonly token: string;
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export async function openSession(
  tx: Transaction,
  of: { accountId: number; userAgent?: string | undefined; address?: string | undefined },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * HOUR_MS);
  await tx.query('DELETE FROM identity.session WHERE expires_at < $1', [now]);
  await tx.query(
    `INSERT INTO identity.session (token_sha256, account_id, created_at, last_seen_at, expires_at, user_agent, address)
     VALUES ($1, $2, $3, $3, $4, $5, $6)`,
    [digest(token), of.accountId, now, expiresAt, of.userAgent?.slice(0, 300) ?? null, of.address ?? null],
  );
  return { token, expiresAt };
}

interface SessionRow {
  account_id: number;
  email: string;
  name: string;
  roles: Role[];
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}

/** The live session of a token with the roles of this very moment, or null. */
export async function findSession(unitOfWork: UnitOfWork, token: string, now: Date): Promise<Session | null> {
  const [row] = await unitOfWork.read<SessionRow>(
    `SELECT s.account_id, a.email, a.name, s.created_at, s.last_seen_at, s.expires_at,
            ARRAY(SELECT r.role::text FROM identity.account_role r WHERE r.account_id = a.id ORDER BY r.role) AS roles
     FROM identity.session s JOIN identity.account a ON a.id = s.account_id
     WHERE s.token_sha256 = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND a.disabled_at IS NULL`,
    [digest(token), now, new Date(now.getTime() - IDLE_HOURS * HOUR_MS)],
  );
  if (!row) return null;
  if (now.getTime() - row.last_seen_at.getTime() > TOUCH_SECONDS * 1000) {
    await unitOfWork.run((tx) =>
      tx.query('UPDATE identity.session SET last_seen_at = $2 WHERE token_sha256 = $1', [digest(token), now]),
    );
  }
  return {
    accountId: row.account_id,
    email: row.email,
    name: row.name,
    roles: row.roles,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** @returns whose session it was, or null when there was none */
export async function closeSession(tx: Transaction, token: string): Promise<number | null> {
  const [rows] = await tx.query('DELETE FROM identity.session WHERE token_sha256 = $1 RETURNING account_id', [
    digest(token),
  ]);
  return rows[0]?.account_id ?? null;
}

/** Signs an account out everywhere, except for the session that asks for it. */
export async function closeSessionsOf(
  tx: Transaction,
  accountId: number,
  exceptToken?: string,
): Promise<void> {
  await tx.query('DELETE FROM identity.session WHERE account_id = $1 AND token_sha256 IS DISTINCT FROM $2', [
    accountId,
    exceptToken === undefined ? null : digest(exceptToken),
  ]);
}
