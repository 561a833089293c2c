import type { LocalDate, Period } from '#kernel';
import type { Reader } from '../schemes/scheme-on.js';
import type { BilledFact, CollectedFact } from './activity-facts.js';

export interface FactsSearch {
  readonly period: Period;
  readonly activity?: number | undefined;
  readonly issuer?: number | undefined;
}

const NAMED = `jsonb_build_object('id', i.id, 'number', i.number) AS invoice,
  jsonb_build_object('id', k.id, 'name', k.name) AS client`;

/** How a statement counts a fact: on the lines of each contract, once. */
export interface Countable {
  /** Whether a statement counted it; what it did not count of the same document is a row of its own. */
  readonly counted: boolean;
  /** The invoice that it is about, with its credit notes. */
  readonly root: number;
  /** Its day of issue says by which basis all of it is counted. */
  readonly rootIssuedOn: LocalDate;
  readonly parts: readonly { readonly contract: number; readonly netCents: number }[];
}

export type BilledRow = BilledFact & Countable;

/** Lines belong to the activity that a statement counted them for, or else to that which their contract has now. */
const ACTIVITY = 'coalesce(w.activity_id, c.activity_id)';

const COUNTED = `n.fact_id IS NOT NULL AS counted, o.id AS root, o.issued_on AS "rootIssuedOn",
  jsonb_agg(jsonb_build_object('contract', c.id, 'netCents', s.net_cents) ORDER BY c.id) AS parts`;

/** How a closed statement counted a fact, by its line: the same document, and the same payment where it is one. */
const countedAtRate = (line: string) => `
  (SELECT jsonb_build_object('ownRateBasisPoints', CASE WHEN l.cause = 'documentRate' THEN l.rate_bp END, 'reason',
     (SELECT r.reason FROM contributions.document_rate r WHERE r.rate_bp = l.rate_bp AND r.invoice_id = l.invoice_id
      ORDER BY r.revision DESC LIMIT 1))
   FROM contributions.statement_line l WHERE l.cause IN ('band', 'documentRate') AND l.invoice_id = ${line} LIMIT 1)`;

const countedAs = (kind: 'billed' | 'collected', fact: string) => `
  JOIN billing.invoice o ON o.id = coalesce(i.credits_invoice_id, i.id)
  LEFT JOIN contributions.counted_document w ON w.root_id = o.id AND w.contract_id = c.id
  LEFT JOIN contributions.counted_fact n ON n.kind = '${kind}' AND n.fact_id = ${fact} AND n.contract_id = c.id`;

/** What documents of a period bill on the lines of activities, one row a document and activity, in order of issue. */
export async function readBilled(reader: Reader, search: FactsSearch): Promise<BilledRow[]> {
  const { period, activity = null, issuer = null } = search;
  return reader.query(
    `SELECT ${ACTIVITY} AS activity, i.issuer_id AS issuer, ${NAMED}, ${COUNTED}, i.issued_on AS "issuedOn",
       CASE WHEN i.credits_invoice_id IS NOT NULL THEN jsonb_build_object('on', o.issued_on, 'counted',
         ${countedAtRate('o.id AND l.payment_id IS NULL')}) END AS "takesBack",
       sum(s.net_cents)::bigint AS "netCents", sum(s.gross_cents)::bigint AS "grossCents"
     FROM treasury.document_share s
     JOIN billing.invoice i ON i.id = s.invoice_id
     JOIN contracts.contract c ON c.id = s.contract_id
     JOIN contracts.client k ON k.id = i.client_id ${countedAs('billed', 'i.id')}
     WHERE s.invoice_id = ANY (ARRAY (
         SELECT id FROM billing.invoice
         WHERE issued_on >= $1::date AND issued_on < $2::date AND ($4::bigint IS NULL OR issuer_id = $4)
           AND ($3::bigint IS NULL OR client_id IN (SELECT client_id FROM contracts.contract
             WHERE activity_id = $3 OR id IN (SELECT contract_id FROM contributions.counted_fact WHERE activity_id = $3)))))
       AND ${ACTIVITY} IS NOT NULL AND ($3::bigint IS NULL OR ${ACTIVITY} = $3)
     GROUP BY i.id, o.id, k.id, ${ACTIVITY}, n.fact_id IS NOT NULL
     ORDER BY i.issued_on, i.id, ${ACTIVITY}`,
    [period.from, period.to, activity, issuer],
  );
}

/** With what names the fact. */
export interface CollectedRow extends CollectedFact, Countable {
  readonly allocation: number;
}

/**
 * What was received, and taken back, in a period on the lines of activities, one row an allocation and activity, in
 * order of the day.
 */
export async function readCollected(reader: Reader, search: FactsSearch): Promise<CollectedRow[]> {
  const { period, activity = null, issuer = null } = search;
  return reader.query(
    `SELECT ${ACTIVITY} AS activity, a.issuer_id AS issuer, ${NAMED}, ${COUNTED}, a.payment_id AS payment, a.id AS allocation,
       a.collected_on AS "collectedOn",
       CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('on', u.collected_on, 'counted',
         ${countedAtRate('i.id AND l.payment_id = a.payment_id')}) END AS "takesBack",
       sum(s.net_cents)::bigint AS "netCents", sum(s.gross_cents)::bigint AS "grossCents"
     FROM treasury.allocation a
     LEFT JOIN treasury.allocation u ON u.id = a.reverses_id
     JOIN treasury.allocation_share s ON s.allocation_id = a.id
     JOIN contracts.contract c ON c.id = s.contract_id
     JOIN billing.invoice i ON i.id = a.invoice_id
     JOIN contracts.client k ON k.id = i.client_id ${countedAs('collected', 'a.id')}
     WHERE a.collected_on >= $1::date AND a.collected_on < $2::date AND ($4::bigint IS NULL OR a.issuer_id = $4)
       AND ${ACTIVITY} IS NOT NULL AND ($3::bigint IS NULL OR ${ACTIVITY} = $3)
     GROUP BY a.id, u.id, i.id, o.id, k.id, ${ACTIVITY}, n.fact_id IS NOT NULL
     ORDER BY a.collected_on, a.id, ${ACTIVITY}`,
    [period.from, period.to, activity, issuer],
  );
}
