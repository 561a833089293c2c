import type { Period } from '#kernel';
import type { PurchaseFact } from '../../facts/activity-facts.js';
import type { Reader } from './store-costs.js';

/** The direct costs of the days of a period, as a scheme counts them; reversals are negative. In order of their day. */
export function readPurchases(
  reader: Reader,
  { period, activity = null }: { readonly period: Period; readonly activity?: number | null },
): Promise<PurchaseFact[]> {
  return reader.query(
    `SELECT id, activity_id AS activity, label, spent_on AS "boughtOn", net_cents AS "netCents", eligible
     FROM contributions.direct_cost
     WHERE spent_on >= $1 AND spent_on < $2 AND ($3::bigint IS NULL OR activity_id = $3)
     ORDER BY spent_on, id`,
    [period.from, period.to, activity],
  );
}
