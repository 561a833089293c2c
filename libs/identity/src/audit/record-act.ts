import type { Facts } from '#kernel';
import type { Transaction } from '#persistence';
import type { Actor } from '../actor.js';

/** What somebody did, told by the room that did it: `billing.run.approve` on `{ kind: 'billingRun', id: 12 }`. */
export interface Act {
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string | number | null };
  /** What a reader needs to understand the act; never a secret. */
  readonly facts?: Facts;
}

export async function recordAct(tx: Transaction, actor: Actor, act: Act, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO identity.audit_event (at, account_id, actor_name, action, subject_kind, subject_id, facts, address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      at,
      actor.accountId,
      actor.name,
      act.action,
      act.subject.kind,
      act.subject.id === null ? null : String(act.subject.id),
      JSON.stringify(act.facts ?? {}),
      actor.address ?? null,
    ],
  );
}
