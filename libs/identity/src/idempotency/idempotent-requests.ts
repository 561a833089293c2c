import { Inject, Injectable } from '@nestjs/common';
import { createHash, createHmac } from 'node:crypto';
import { type Clock, CLOCK } from '#kernel';
import { UnitOfWork } from '#persistence';

/** A request as its sender named it. `payload` is the whole of what is asked: method, path and body. */
export interface IdempotentRequest {
  readonly accountId: number;
  readonly key: string;
  readonly payload: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
}

/** What became of the key: `unanswered` also when the first request ended in a fault and its outcome is unknown. */
export type Claim =
  | { readonly outcome: 'claimed' | 'keyReused' | 'unanswered' }
  | { readonly outcome: 'answered'; readonly answer: KeptAnswer };

interface RequestRow {
  payload_hmac: Buffer;
  status: number | null;
  location: string | null;
  body: unknown;
}

/** Makes a repeated request answer as the first one did, without acting again. */
@Injectable()
export class IdempotentRequests {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Claims the key before anything is done. Only who gets `claimed` may act. */
  async claim(request: IdempotentRequest): Promise<Claim> {
    const identity = [request.accountId, keyDigest(request)];
    const payload = createHmac('sha256', request.key).update(request.payload).digest();
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx): Promise<Claim> => {
      await tx.query(
        `DELETE FROM identity.idempotent_request WHERE claimed_at < $1::timestamptz - interval '30 days'`,
        [now],
      );
      const claimed = await tx.query(
        `INSERT INTO identity.idempotent_request (account_id, key_sha256, payload_hmac, claimed_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
        [...identity, payload, now],
      );
      if (claimed.length > 0) return { outcome: 'claimed' };
      const [row] = (await tx.query(
        `SELECT payload_hmac, status, location, body FROM identity.idempotent_request
         WHERE account_id = $1 AND key_sha256 = $2`,
        identity,
      )) as RequestRow[];
      if (row && !row.payload_hmac.equals(payload)) return { outcome: 'keyReused' };
      // No row: the first request was refused and gave its key back in this very instant.
      if (!row || row.status === null) return { outcome: 'unanswered' };
      return { outcome: 'answered', answer: { status: row.status, location: row.location, body: row.body } };
    });
  }

  /** Keeps the answer for whoever repeats the request, for 30 days. */
  async keep(request: IdempotentRequest, answer: KeptAnswer): Promise<void> {
    const body = answer.body === undefined ? null : JSON.stringify(answer.body);
    await this.unitOfWork.run((tx) =>
      tx.query(
        `UPDATE identity.idempotent_request SET status = $3, location = $4, body = $5
         WHERE account_id = $1 AND key_sha256 = $2`,
        [request.accountId, keyDigest(request), answer.status, answer.location, body],
      ),
    );
  }

  /** Gives the key back after a refusal that changed nothing: the sender may correct the request and keep the key. */
  async release(request: IdempotentRequest): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.query(
        'DELETE FROM identity.idempotent_request WHERE account_id = $1 AND key_sha256 = $2 AND status IS NULL',
        [request.accountId, keyDigest(request)],
      ),
    );
  }
}

function keyDigest({ key }: IdempotentRequest): Buffer {
  return createHash('sha256').update(key).digest();
}
