import type { Facts, LocalDate } from '#kernel';
import type { UnitOfWork } from '#persistence';

export interface AuditEvent {
  readonly id: number;
  readonly at: Date;
  readonly accountId: number | null;
  readonly actorName: string;
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string | null };
  readonly facts: Facts;
  readonly address: string | null;
}

export interface AuditTrailQuery {
  /** Only events older than this one: the `next` of the previous page. */
  readonly before?: number;
  /** From 1 to 200; 50 by default. */
  readonly limit?: number;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly accountId?: number;
  /** How the action begins: `billing.`, `identity.account`. */
  readonly action?: string;
  /** Civil days in Europe/Paris, both included. */
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

export interface AuditTrailPage {
  /** Newest first. */
  readonly events: readonly AuditEvent[];
  /** The `before` of the next page, or null on the last one. */
  readonly next: number | null;
}

interface EventRow {
  id: number;
  at: Date;
  account_id: number | null;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  facts: Facts;
  address: string | null;
}

export async function readAuditTrail(
  unitOfWork: UnitOfWork,
  query: AuditTrailQuery,
): Promise<AuditTrailPage> {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const rows = await unitOfWork.read<EventRow>(
    `SELECT * FROM identity.audit_event
     WHERE ($1::bigint IS NULL OR id < $1) AND ($2::text IS NULL OR subject_kind = $2)
       AND ($3::text IS NULL OR subject_id = $3) AND ($4::bigint IS NULL OR account_id = $4)
       AND ($6::text IS NULL OR starts_with(action, $6))
       AND ($7::date IS NULL OR at >= $7::date::timestamp AT TIME ZONE 'Europe/Paris')
       AND ($8::date IS NULL OR at < ($8::date + 1)::timestamp AT TIME ZONE 'Europe/Paris')
     ORDER BY id DESC LIMIT $5`,
    [
      query.before ?? null,
      query.subjectKind ?? null,
      query.subjectId ?? null,
      query.accountId ?? null,
      limit + 1,
      query.action ?? null,
      query.from ?? null,
      query.to ?? null,
    ],
  );
  const events = rows.slice(0, limit).map((row) => ({
    id: row.id,
    at: row.at,
    accountId: row.account_id,
    actorName: row.actor_name,
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id },
    facts: row.facts,
    address: row.address,
  }));
  return { events, next: rows.length > limit ? events[events.length - 1]!.id : null };
}
