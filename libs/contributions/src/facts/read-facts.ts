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

/**
 * What documents of a period bill on the lines of activities, one row a document and activity, in order of issue.
 * Lines belong to the activity that their contract has now.
 */
export async function readBilled(reader: Reader, search: FactsSearch): Promise<BilledFact[]> {
  const { period, activity = null, issuer = null } = search;
  return reader.query(
    `SELECT c.activity_id AS activity, i.issuer_id AS issuer, ${NAMED}, i.issued_on AS "issuedOn",
       sum(s.net_cents)::bigint AS "netCents", sum(s.gross_cents)::bigint AS "grossCents"
     FROM treasury.document_share s
     JOIN billing.invoice i ON i.id = s.invoice_id
     JOIN contracts.contract c ON c.id = s.contract_id
     JOIN contracts.client k ON k.id = i.client_id
     WHERE s.invoice_id = ANY (ARRAY (
         SELECT id FROM billing.invoice
         WHERE issued_on >= $1::date AND issued_on < $2::date AND ($4::bigint IS NULL OR issuer_id = $4)
           AND ($3::bigint IS NULL OR client_id IN (SELECT client_id FROM contracts.contract WHERE activity_id = $3))))
       AND c.activity_id IS NOT NULL AND ($3::bigint IS NULL OR c.activity_id = $3)
     GROUP BY i.id, k.id, c.activity_id
     ORDER BY i.issued_on, i.id, c.activity_id`,
    [period.from, period.to, activity, issuer],
  );
}

/** With what names the fact and when its document was issued. */
export interface CollectedRow extends CollectedFact {
  readonly allocation: number;
  readonly invoiceIssuedOn: LocalDate;
}

/**
 * What was received, and taken back, in a period on the lines of activities, one row an allocation and activity, in
 * order of the day. Lines belong to the activity that their contract has now.
 */
export async function readCollected(reader: Reader, search: FactsSearch): Promise<CollectedRow[]> {
  const { period, activity = null, issuer = null } = search;
  return reader.query(
    `SELECT c.activity_id AS activity, a.issuer_id AS issuer, ${NAMED}, a.payment_id AS payment, a.id AS allocation,
       a.collected_on AS "collectedOn", i.issued_on AS "invoiceIssuedOn",
       sum(s.net_cents)::bigint AS "netCents", sum(s.gross_cents)::bigint AS "grossCents"
     FROM treasury.allocation a
     JOIN treasury.allocation_share s ON s.allocation_id = a.id
     JOIN contracts.contract c ON c.id = s.contract_id
     JOIN billing.invoice i ON i.id = a.invoice_id
     JOIN contracts.client k ON k.id = i.client_id
     WHERE a.collected_on >= $1::date AND a.collected_on < $2::date AND ($4::bigint IS NULL OR a.issuer_id = $4)
       AND c.activity_id IS NOT NULL AND ($3::bigint IS NULL OR c.activity_id = $3)
     GROUP BY a.id, i.id, k.id, c.activity_id
     ORDER BY a.collected_on, a.id, c.activity_id`,
    [period.from, period.to, activity, issuer],
  );
}
