import type { LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import { readBylawsOn } from '../bylaws/read-bylaws.js';
import { type CapitalDay, floorOf } from './fold-register.js';

export type Reader = Pick<Transaction, 'query'> | UnitOfWork['database'];

/** `Alice Martin`, `Solidarité Invest`. */
export const personName = (table: string) => `concat_ws(' ', ${table}.given_name, ${table}.name)`;

/** Shares of one class that a person holds. */
export interface Holding {
  readonly classId: number;
  readonly classCode: string;
  readonly className: string;
  readonly nominalCents: number;
  readonly quantity: number;
  /** Quantity × nominal. */
  readonly subscribedCents: number;
  readonly paidCents: number;
  /** Of the first share of the class that the person ever held. */
  readonly since: LocalDate;
}

export interface Holder {
  readonly personId: number;
  readonly personCode: string;
  readonly personName: string;
  readonly holdings: readonly Holding[];
  readonly quantity: number;
  readonly subscribedCents: number;
  readonly paidCents: number;
}

/** Capital on a day, in cents. */
export interface Standing {
  readonly day: LocalDate;
  readonly subscribedCents: number;
  readonly calledCents: number;
  readonly paidCents: number;
  /** The highest ever subscribed, up to that day. */
  readonly highestCents: number;
  /** Below which no withdrawal takes the capital; null where the bylaws of the day say nothing of it. */
  readonly floorCents: number | null;
  readonly minimumCents: number | null;
  readonly shares: number;
  readonly holders: number;
}

/**
 * Bulletins whose shares count on day $1, with what is called and paid by then. What was recorded in place of a payment
 * that was undone later stood beside it until that day: no more is paid up than was subscribed.
 */
export const BULLETINS_ON = `
  SELECT s.id, s.person_id, s.class_id, s.amount_cents, least(s.amount_cents, coalesce(p.paid, 0)) AS paid_cents,
    least(s.amount_cents, greatest(s.called_cents + coalesce(c.called, 0), coalesce(p.paid, 0))) AS called_cents
  FROM membership.share_subscription s
  JOIN LATERAL (SELECT sum(CASE WHEN reversal THEN -1 ELSE 1 END) AS live FROM membership.share_movement
                WHERE cause = 'subscription/' || s.id AND day <= $1) m ON m.live > 0
  LEFT JOIN LATERAL (SELECT sum(signed_cents) AS paid FROM membership.share_payment
                     WHERE subscription_id = s.id AND paid_on <= $1) p ON true
  LEFT JOIN LATERAL (SELECT sum(amount_cents) AS called FROM membership.share_call
                     WHERE subscription_id = s.id AND called_on <= $1) c ON true`;

/** Who holds what at the end of a day; one person when asked for. By name. */
export async function readHolders(
  reader: Reader,
  day: LocalDate,
  person: number | null = null,
): Promise<Holder[]> {
  const rows: (Holding & Pick<Holder, 'personId' | 'personCode' | 'personName'>)[] = await reader.query(
    `WITH held AS (
       SELECT person_id, class_id, sum(quantity)::int AS quantity, sum(cents)::bigint AS cents,
         min(day) FILTER (WHERE quantity > 0) AS since
       FROM membership.share_leg WHERE day <= $1 AND ($2::bigint IS NULL OR person_id = $2)
       GROUP BY person_id, class_id HAVING sum(quantity) > 0),
     unpaid AS (
       SELECT person_id, class_id, sum(amount_cents - paid_cents)::bigint AS cents FROM (${BULLETINS_ON}) b
       WHERE $2::bigint IS NULL OR person_id = $2 GROUP BY person_id, class_id)
     SELECT p.id AS "personId", p.code AS "personCode", ${personName('p')} AS "personName", c.id AS "classId",
       c.code AS "classCode", c.name AS "className", c.nominal_cents AS "nominalCents", h.quantity,
       h.cents AS "subscribedCents", (h.cents - coalesce(u.cents, 0))::bigint AS "paidCents", h.since
     FROM held h
     JOIN membership.person p ON p.id = h.person_id
     JOIN membership.share_class c ON c.id = h.class_id
     LEFT JOIN unpaid u ON u.person_id = h.person_id AND u.class_id = h.class_id
     ORDER BY p.name COLLATE "unicode", p.given_name COLLATE "unicode", p.id, c.code`,
    [day, person],
  );
  const holders = new Map<number, Holder>();
  for (const { personId, personCode, personName: name, ...holding } of rows) {
    const known = holders.get(personId);
    holders.set(personId, {
      personId,
      personCode,
      personName: name,
      holdings: [...(known?.holdings ?? []), holding],
      quantity: (known?.quantity ?? 0) + holding.quantity,
      subscribedCents: (known?.subscribedCents ?? 0) + holding.subscribedCents,
      paidCents: (known?.paidCents ?? 0) + holding.paidCents,
    });
  }
  return [...holders.values()];
}

export async function readStanding(reader: Reader, day: LocalDate): Promise<Standing> {
  const [row]: (Omit<Standing, 'day' | 'floorCents' | 'minimumCents'> & {
    uncalled: number;
    unpaid: number;
  })[] = await reader.query(
    `SELECT coalesce((SELECT sum(cents) FROM membership.share_leg WHERE day <= $1), 0)::bigint AS "subscribedCents",
         coalesce((SELECT sum(quantity) FROM membership.share_leg WHERE day <= $1), 0)::int AS shares,
         coalesce((SELECT max(capital_cents) FROM membership.capital_day WHERE day <= $1), 0)::bigint AS "highestCents",
         (SELECT count(*) FROM (SELECT FROM membership.share_leg WHERE day <= $1 GROUP BY person_id
            HAVING sum(quantity) > 0) h)::int AS holders,
         coalesce(sum(b.amount_cents - b.called_cents), 0)::bigint AS uncalled,
         coalesce(sum(b.amount_cents - b.paid_cents), 0)::bigint AS unpaid
       FROM (${BULLETINS_ON}) b`,
    [day],
  );
  const rules = (await readBylawsOn(reader, day))?.capital ?? null;
  const { uncalled, unpaid, ...sums } = row!;
  return {
    day,
    ...sums,
    calledCents: sums.subscribedCents - uncalled,
    paidCents: sums.subscribedCents - unpaid,
    floorCents: rules ? floorOf(rules, sums.highestCents) : null,
    minimumCents: rules?.minimumCents ?? null,
  };
}

/** Capital, the highest so far and the floor at the end of each day on which capital moved, the first one first. */
export async function readCapitalDays(reader: Reader): Promise<CapitalDay[]> {
  return reader.query(
    `SELECT day, capital_cents AS "capitalCents", withdrawn_cents AS "withdrawnCents", highest_cents AS "highestCents",
       coalesce(floor_cents, 0) AS "floorCents"
     FROM membership.capital_day ORDER BY day`,
  );
}
