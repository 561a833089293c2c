import type { LocalDate } from '#kernel';
import { foldedColumn, patternsOf, type UnitOfWork } from '#persistence';
import type { Named, RunState } from './read-runs.js';
import type { INVOICE_TYPES } from './read-invoices.js';

export interface FoundInvoice {
  readonly id: number;
  readonly number: string;
  readonly type: (typeof INVOICE_TYPES)[number];
  readonly issuedOn: LocalDate;
  readonly client: string;
  readonly grossCents: number;
}

export interface FoundRun {
  readonly id: number;
  readonly issuer: Named;
  readonly asOf: LocalDate;
  readonly state: RunState;
}

/** Numbers looked at, the highest first, when only their end or middle is known. */
const NUMBERS_LOOKED_AT = 200;

/**
 * Documents whose number holds the question, and the newest of these clients, newest first.
 * @param clientIds of the clients whose names hold the question
 */
export async function findInvoices(
  unitOfWork: UnitOfWork,
  { question, clientIds, limit }: { question: string; clientIds: readonly number[]; limit: number },
): Promise<FoundInvoice[]> {
  // Numbers have no accents and hardly ever small letters; what nobody numbers by is not looked for among them.
  const number = /^[A-Za-z0-9+_/-]*\d[A-Za-z0-9+_/-]*$/.test(question) ? question.toUpperCase() : null;
  return unitOfWork.read<FoundInvoice>(
    `WITH numbered AS MATERIALIZED (
       SELECT number FROM billing.invoice WHERE $1::text IS NOT NULL AND number LIKE $1 ORDER BY number USING ~>~ LIMIT ${NUMBERS_LOOKED_AT}
     ), found AS (
       (SELECT i.id, i.issued_on, true AS by_number FROM billing.invoice i WHERE i.number IN (SELECT number FROM numbered)
        ORDER BY i.issued_on DESC, i.id DESC LIMIT $3)
       UNION ALL
       SELECT newest.id, newest.issued_on, false FROM unnest($2::bigint[]) AS asked (client_id)
       CROSS JOIN LATERAL (SELECT i.id, i.issued_on FROM billing.invoice i WHERE i.client_id = asked.client_id
                           ORDER BY i.issued_on DESC, i.id DESC LIMIT $3) newest
     ), first AS (
       SELECT id, bool_or(by_number) AS by_number, issued_on FROM found GROUP BY id, issued_on
       ORDER BY by_number DESC, issued_on DESC, id DESC LIMIT $3
     )
     SELECT i.id, i.number, i.type, i.issued_on AS "issuedOn", c.name AS client, i.gross_cents AS "grossCents"
     FROM first f JOIN billing.invoice i ON i.id = f.id JOIN contracts.client c ON c.id = i.client_id
     ORDER BY f.by_number DESC, i.issued_on DESC, i.id DESC`,
    [number === null ? null : `%${number.replaceAll('_', '\\_')}%`, clientIds, limit],
  );
}

/** Runs by number, issuer or due day, newest first: « campagne 35 », « 2026-10 ». */
export async function findRuns(
  unitOfWork: UnitOfWork,
  { question, limit }: { question: string; limit: number },
): Promise<FoundRun[]> {
  const words = patternsOf(question);
  if (words.length === 0) return [];
  const haystack = `'campagne billing run no ' || r.id || ' ' || r.as_of || ' ' || s.code || ' ' || s.name`;
  return unitOfWork.read<FoundRun>(
    `SELECT r.id, jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer, r.as_of AS "asOf", r.state
     FROM billing.run r JOIN contracts.issuer s ON s.id = r.issuer_id
     WHERE ${foldedColumn(haystack)} LIKE ALL ($1::text[])
     ORDER BY r.id::text = $2 DESC, r.state = 'abandoned', r.id DESC LIMIT $3`,
    [words, question.replace(/\D/g, ''), limit],
  );
}
