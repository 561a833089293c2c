import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { contributionsErrors } from '../contributions-errors.js';
import type { Reader, SchemeVersion } from './scheme-on.js';
import { requireValidScheme, type Scheme } from './scheme.js';

export interface NewScheme {
  readonly issuer: number;
  /** Null for all the activities of the issuer. */
  readonly activity: number | null;
  /** First day of a month. */
  readonly from: LocalDate;
  /** Null: from that day on an activity follows its issuer's scheme again; an issuer keeps nothing. */
  readonly scheme: Scheme | null;
  readonly reason: string;
}

interface Hand {
  readonly madeBy: string;
  readonly at: Date;
}

const VERSION = `id, issuer_id AS issuer, activity_id AS activity, from_day AS "from", revision, terms AS scheme, reason,
  made_by AS "madeBy", made_at AS "madeAt"`;

/**
 * The version of that day that counts, where it says the very same; null where there is something to write. Whoever
 * writes a scheme of the same issuer is waited for, so that one wish that is sent twice is one version.
 */
export async function sameScheme(
  tx: Transaction,
  { issuer, activity, from, scheme, reason }: NewScheme,
): Promise<SchemeVersion | null> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, $2))', ['contributions.scheme', issuer]);
  const [row]: SchemeVersion[] = await tx.query(
    `SELECT ${VERSION} FROM (
       SELECT * FROM contributions.scheme WHERE issuer_id = $1 AND activity_id IS NOT DISTINCT FROM $2 AND from_day = $3
       ORDER BY revision DESC LIMIT 1) last
     WHERE terms IS NOT DISTINCT FROM $4::jsonb AND reason = $5`,
    [issuer, activity, from, scheme && JSON.stringify(scheme), reason.trim()],
  );
  return row ?? null;
}

/** @throws CONTRIBUTIONS.INVALID_SCHEME, CONTRIBUTIONS.NOT_FIRST_OF_MONTH; refusals of the database */
export async function insertScheme(
  tx: Transaction,
  { issuer, activity, from, scheme, reason }: NewScheme,
  { madeBy, at }: Hand,
): Promise<SchemeVersion> {
  if (scheme) requireValidScheme(scheme);
  if (!from.endsWith('-01')) throw contributionsErrors.NOT_FIRST_OF_MONTH({ day: from });
  const [row]: SchemeVersion[] = await tx.query(
    `INSERT INTO contributions.scheme (issuer_id, activity_id, from_day, revision, terms, reason, made_by, made_at)
     SELECT $1, $2, $3, 1 + coalesce(max(revision), 0), $4, $5, $6, $7 FROM contributions.scheme
     WHERE issuer_id = $1 AND activity_id IS NOT DISTINCT FROM $2 AND from_day = $3
     RETURNING ${VERSION}`,
    [issuer, activity, from, scheme && JSON.stringify(scheme), reason.trim(), madeBy, at],
  );
  return row!;
}

export interface DocumentRateChange {
  readonly invoice: number;
  /** Null: the document is counted under the scheme again. */
  readonly rateBasisPoints: number | null;
  readonly reason: string;
}

/** A document counted at a rate of its own, or not any more. */
export interface DocumentRateRecord extends DocumentRateChange {
  readonly number: string;
  readonly client: string;
  readonly issuer: number;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export async function insertDocumentRate(
  tx: Transaction,
  { invoice, rateBasisPoints, reason }: DocumentRateChange,
  { madeBy, at }: Hand,
): Promise<void> {
  await tx.query(
    `INSERT INTO contributions.document_rate (invoice_id, revision, rate_bp, reason, made_by, made_at)
     SELECT $1, 1 + coalesce(max(revision), 0), $2, $3, $4, $5 FROM contributions.document_rate WHERE invoice_id = $1`,
    [invoice, rateBasisPoints, reason.trim(), madeBy, at],
  );
}

/** The rates of their own that count now, newest first. */
export async function listDocumentRates(reader: Reader): Promise<DocumentRateRecord[]> {
  return reader.query(
    `SELECT last.invoice_id AS invoice, i.number, c.name AS client, i.issuer_id AS issuer,
       last.rate_bp AS "rateBasisPoints", last.reason, last.made_by AS "madeBy", last.made_at AS "madeAt"
     FROM (SELECT DISTINCT ON (invoice_id) * FROM contributions.document_rate ORDER BY invoice_id, revision DESC) last
     JOIN billing.invoice i ON i.id = last.invoice_id
     JOIN contracts.client c ON c.id = i.client_id
     WHERE last.rate_bp IS NOT NULL ORDER BY last.made_at DESC, last.invoice_id DESC`,
  );
}
