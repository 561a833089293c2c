import { Algorithm, hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { identityErrors } from '../identity-errors.js';

const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 256;

// 19 MiB, 2 passes, 1 lane: the OWASP minimum for argon2id; about 20 ms on the small machines that this runs on.
// The number is written out because the enum of the package is a `const enum`, which SWC cannot read.
const ARGON2ID: Algorithm = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The same letters typed on two keyboards may differ in bytes; NFKC makes them equal. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}

/** @throws IDENTITY.PASSWORD_TOO_SHORT, IDENTITY.PASSWORD_TOO_LONG, IDENTITY.PASSWORD_GUESSABLE */
export function requireGoodPassword({ password, email }: { password: string; email: string }): void {
  const length = [...normalized(password)].length;
  if (length < MINIMUM_LENGTH) throw identityErrors.PASSWORD_TOO_SHORT({ minimum: MINIMUM_LENGTH });
  if (length > MAXIMUM_LENGTH) throw identityErrors.PASSWORD_TOO_LONG({ maximum: MAXIMUM_LENGTH });
  const isEmail = normalized(password).trim().toLowerCase() === email;
  if (isEmail || new Set(normalized(password)).size === 1) throw identityErrors.PASSWORD_GUESSABLE({});
}

export async function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), COST);
}

let nobody: Promise<string> | undefined;

/** A hash that no password opens, verified when no account matches so that both cases cost the same time. */
export function hashOfNobody(): Promise<string> {
  nobody ??= hash(randomBytes(32), COST);
  return nobody;
}

/** Whether the password opens the hash; without a hash, false after as much work. */
export async function passwordOpens(passwordHash: string | null, password: string): Promise<boolean> {
  // A longer text cannot have been accepted as a password, and would only cost time.
  const tried = normalized(password.slice(0, MAXIMUM_LENGTH * 4));
  const opens = await verify(passwordHash ?? (await hashOfNobody()), tried);
  return opens && passwordHash !== null;
}
