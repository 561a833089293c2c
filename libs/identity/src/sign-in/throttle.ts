import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Transaction } from '#persistence';

/** Attempts that cost no waiting: a person mistypes, an office shares one address. */
const FREE_ATTEMPTS = { email: 5, address: 20 } as const;
const LONGEST_DELAY_SECONDS = 900;

type Scope = keyof typeof FREE_ATTEMPTS;

export interface SignInOrigin {
  readonly email: string;
  readonly address?: string | undefined;
}

/** The sixteen-bit groups of an IPv6 address that name a network; hosts inside of it are free for the taking. */
function networkOf(address: string): string {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = groups.split('::');
  const first = head ? head.split(':') : [];
  const last = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(8 - first.length - last.length).fill('0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}

function subjects({ email, address }: SignInOrigin): [Scope, string][] {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const place = isIP(plain) === 6 ? networkOf(plain) : isIP(plain) === 4 ? plain : 'unknown';
  // Addresses always come before e-mails, so that two transactions cannot wait for each other.
  return [
    ['address', place],
    ['email', createHash('sha256').update(email).digest('hex')],
  ];
}

/**
 * Counts an attempt before the password is looked at, so that a hundred attempts at once are a hundred attempts.
 * After the free ones each further attempt doubles the wait: 1 s, 3 s, 7 s … 15 min. An hour of rest is forgiven.
 * @returns seconds to wait, 0 when the attempt may go on
 */
export async function claimAttempt(tx: Transaction, origin: SignInOrigin, now: Date): Promise<number> {
  for (const [scope, subject] of subjects(origin)) {
    const claimed = await tx.query(
      `INSERT INTO identity.sign_in_attempt AS known (scope, subject, failures, last_at, blocked_until)
       VALUES ($1, $2, 1, $3, $3)
       ON CONFLICT (scope, subject) DO UPDATE SET
         failures = CASE WHEN known.last_at < $3 - interval '1 hour' THEN 1 ELSE known.failures + 1 END,
         last_at = $3,
         blocked_until = CASE WHEN known.last_at < $3 - interval '1 hour' THEN $3
           ELSE $3 + least($5, 2 ^ least(greatest(known.failures + 1 - $4, 0), 20) - 1) * interval '1 second' END
       WHERE known.blocked_until <= $3
       RETURNING failures`,
      [scope, subject, now, FREE_ATTEMPTS[scope], LONGEST_DELAY_SECONDS],
    );
    if (claimed.length > 0) continue;
    const [blocked] = await tx.query(
      'SELECT blocked_until FROM identity.sign_in_attempt WHERE scope = $1 AND subject = $2',
      [scope, subject],
    );
    return Math.max(1, Math.ceil((blocked.blocked_until.getTime() - now.getTime()) / 1000));
  }
  return 0;
}

/**
 * After a success the e-mail starts afresh; the address only gets this attempt back, or somebody with an account
 * of their own could wash an address clean between two guesses.
 */
export async function forgiveAttempt(tx: Transaction, origin: SignInOrigin, now: Date): Promise<void> {
  const [[, place], [, email]] = subjects(origin) as [[Scope, string], [Scope, string]];
  await tx.query(
    `UPDATE identity.sign_in_attempt SET failures = greatest(failures - 1, 0), blocked_until = $2
     WHERE scope = 'address' AND subject = $1`,
    [place, now],
  );
  await tx.query(`DELETE FROM identity.sign_in_attempt WHERE scope = 'email' AND subject = $1`, [email]);
  await tx.query(`DELETE FROM identity.sign_in_attempt WHERE last_at < $1::timestamptz - interval '1 day'`, [
    now,
  ]);
}
