import type { LocalDate } from '#kernel';
import type { Reader } from './read-holdings.js';
import { ledgerOf, type ShareAccounts, type ShareFact, type ShareLedgerEntry } from './share-ledger.js';

interface FactRow {
  readonly what: ShareFact['what'];
  readonly cause: string;
  readonly day: LocalDate;
  readonly bulletin: number | null;
  readonly person: number;
  readonly other: number | null;
  readonly cents: number;
  readonly more: number;
  readonly reversal: boolean;
}

/**
 * What moves an account, in the order in which it was recorded: payments before the movement that they bring about.
 * @param bulletin of this one alone
 */
async function readFacts(reader: Reader, bulletin: number | null): Promise<ShareFact[]> {
  const rows: FactRow[] = await reader.query(
    `SELECT * FROM (
       SELECT m.kind AS what, 'movement/' || m.number AS cause, m.day, m.subscription_id AS bulletin,
         coalesce(m.from_person_id, m.to_person_id) AS person, m.to_person_id AS other,
         (CASE WHEN m.reversal THEN -1 ELSE 1 END * coalesce(m.from_cents, m.to_cents))::bigint AS cents,
         coalesce(s.called_cents, 0)::bigint AS more, m.reversal, m.made_at, 2 AS rank, m.number::bigint AS id
       FROM membership.share_movement m LEFT JOIN membership.share_subscription s ON s.id = m.subscription_id
       UNION ALL
       SELECT 'payment', 'payment/' || p.id, p.paid_on, p.subscription_id, s.person_id, NULL, p.signed_cents, 0, false,
         p.made_at, 1, p.id
       FROM membership.share_payment p JOIN membership.share_subscription s ON s.id = p.subscription_id
       UNION ALL
       SELECT 'call', 'call/' || c.id, c.called_on, c.subscription_id, s.person_id, NULL, c.amount_cents, 0, false,
         c.made_at, 0, c.id
       FROM membership.share_call c JOIN membership.share_subscription s ON s.id = c.subscription_id
       UNION ALL
       SELECT 'refund', 'refund/' || r.withdrawal_id, r.paid_on, NULL, w.person_id, NULL, r.amount_cents, r.losses_cents,
         false, r.made_at, 3, r.withdrawal_id
       FROM membership.share_refund r JOIN membership.share_withdrawal w ON w.id = r.withdrawal_id) facts
     WHERE $1::bigint IS NULL OR bulletin = $1
     ORDER BY made_at, rank, id`,
    [bulletin],
  );
  return rows.map(factOf);
}

function factOf({ what, cause, day, bulletin, person, other, cents, more, reversal }: FactRow): ShareFact {
  switch (what) {
    case 'subscription':
      return {
        what,
        cause,
        day,
        bulletin: bulletin!,
        person,
        amountCents: Math.abs(cents),
        calledCents: more,
        reversal,
      };
    case 'payment':
    case 'call':
      return { what, cause, day, bulletin: bulletin!, person, cents };
    case 'transfer':
    case 'conversion':
      return { what, cause, day, person, toPerson: other!, cents };
    case 'withdrawal':
      return { what, cause, day, person, cents };
    case 'refund':
      return { what, cause, day, person, paidCents: cents, lossCents: more };
  }
}

/** The share ledger: balanced entries in the order in which their facts were recorded. */
export async function readShareLedger(
  reader: Reader,
  { bulletin = null, accounts }: { bulletin?: number | null; accounts?: ShareAccounts } = {},
): Promise<ShareLedgerEntry[]> {
  return ledgerOf(await readFacts(reader, bulletin), accounts);
}
