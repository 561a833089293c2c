import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { Control } from '../proposal/controls.js';

export const RUN_STATES = ['proposed', 'approved', 'issuing', 'delivering', 'closed', 'abandoned'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const DOCUMENT_STATES = [
  'proposed',
  'held',
  'approved',
  'issued',
  'review',
  'failed',
  'obsolete',
] as const;
/** Where one document of a run stands: `held`, `review` and `failed` wait for a person. */
export type RunDocumentState = (typeof DOCUMENT_STATES)[number];

export interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** How many documents of a run are in one state, and what they come to. */
export interface RunCount {
  readonly state: RunDocumentState;
  readonly documents: number;
  readonly netCents: number;
  readonly grossCents: number;
}

export interface RunRecord {
  readonly id: number;
  readonly issuer: Named;
  readonly asOf: LocalDate;
  readonly issueOn: LocalDate;
  readonly state: RunState;
  readonly automatic: boolean;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** What an approval says back: it approves this proposal and no other. */
  readonly digest: string;
  /** Remarks on the run as a whole. */
  readonly controls: readonly Control[];
  readonly counts: readonly RunCount[];
}

export interface RunEvent {
  readonly state: RunState;
  readonly madeBy: string;
  readonly at: Date;
  readonly facts: RunEventFacts;
}

/** What an event of a run was about; which of them are there depends on the event. */
export interface RunEventFacts {
  /** How many documents were proposed or approved. */
  readonly documents?: number;
  /** A decimal: what was proposed. */
  readonly net?: string;
  /** What was approved. */
  readonly netCents?: number;
  readonly digest?: string;
  readonly releases?: readonly { readonly position: number; readonly reason: string }[];
  /** The document that was to be tried again. */
  readonly attempt?: number;
}

export interface RunDetails extends RunRecord {
  readonly events: readonly RunEvent[];
  readonly heldDays: number;
}

export interface RunSearch {
  /** Code of the issuer. */
  readonly issuer?: string;
  readonly state?: RunState;
  /** Runs with a smaller id only: the next page. */
  readonly before?: number;
  /** 1 to 100; 20 by default. */
  readonly limit?: number;
}

const RUN = `SELECT r.id, jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer, r.as_of AS "asOf",
    r.issue_on AS "issueOn", r.state, r.automatic, r.proposed_by AS "proposedBy", r.proposed_at AS "proposedAt",
    r.digest, r.controls, coalesce(c.counts, '[]') AS counts
  FROM billing.run r
  JOIN contracts.issuer s ON s.id = r.issuer_id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('state', state, 'documents', documents, 'netCents', net, 'grossCents', gross)
             ORDER BY state) AS counts
    FROM (SELECT d.state, count(*) AS documents, sum(d.net_cents) AS net, sum(d.gross_cents) AS gross
          FROM billing.run_document d WHERE d.run_id = r.id GROUP BY d.state) each
  ) c ON true`;

/** Newest first. */
export async function listRuns(
  unitOfWork: UnitOfWork,
  { issuer, state, before, limit = 20 }: RunSearch,
): Promise<{ runs: RunRecord[]; next: number | null }> {
  const runs = await unitOfWork.read<RunRecord>(
    `${RUN} WHERE ($1::text IS NULL OR s.code = $1) AND ($2::text IS NULL OR r.state = $2)
       AND ($3::bigint IS NULL OR r.id < $3) ORDER BY r.id DESC LIMIT $4`,
    [issuer ?? null, state ?? null, before ?? null, limit + 1],
  );
  const page = runs.slice(0, limit);
  return { runs: page, next: runs.length > limit ? page.at(-1)!.id : null };
}

/** @throws BILLING.RUN_UNKNOWN */
export async function readRun(unitOfWork: UnitOfWork, runId: number): Promise<RunDetails> {
  const [run] = await unitOfWork.read<RunRecord>(`${RUN} WHERE r.id = $1`, [runId]);
  if (!run) throw billingErrors.RUN_UNKNOWN({ run: runId });
  const events = await unitOfWork.read<RunEvent>(
    `SELECT state, made_by AS "madeBy", at, facts FROM billing.run_event WHERE run_id = $1 ORDER BY id`,
    [runId],
  );
  const [held] = await unitOfWork.read<{ days: number }>(
    `SELECT coalesce(sum(billing.days_of(days)), 0)::int AS days FROM billing.run_held WHERE run_id = $1`,
    [runId],
  );
  return { ...run, events, heldDays: held!.days };
}

export interface RunDocumentLine {
  readonly position: number;
  /** The contract line that is billed; null for a deposit that is deducted. */
  readonly lineId: number | null;
  readonly label: string;
  readonly detail: string | null;
  readonly period: Period | null;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly netCents: number;
  readonly vatRateBasisPoints: number;
}

export interface RunDocumentRecord {
  readonly position: number;
  readonly state: RunDocumentState;
  readonly client: Named;
  readonly netCents: number;
  readonly grossCents: number;
  readonly lines: readonly RunDocumentLine[];
  readonly controls: readonly Control[];
  /** Who let it through although it was held, and why. */
  readonly released: { readonly reason: string; readonly releasedBy: string } | null;
  /** Why it was not issued. */
  readonly reason: { readonly code: string; readonly sentence: { fr: string; en: string } } | null;
  readonly invoice: { readonly id: number; readonly number: string } | null;
}

export const DOCUMENT_ORDERS = ['proposal', 'client', 'net'] as const;
/** `proposal` by client and line as it was made, `client` by name, `net` by amount. */
export type RunDocumentOrder = (typeof DOCUMENT_ORDERS)[number];

export const DOCUMENT_REMARKS = ['blocked', 'held', 'warning', 'none'] as const;
/** The gravest remark that the controls made on a document. */
export type RunDocumentRemark = (typeof DOCUMENT_REMARKS)[number];

export interface RunDocumentSearch {
  readonly state?: RunDocumentState;
  readonly remark?: RunDocumentRemark;
  /** Anywhere in the name or the code of the client. */
  readonly client?: string;
  readonly order?: RunDocumentOrder;
  readonly descending?: boolean;
  /** The position of the last document of the page before. */
  readonly after?: number;
  /** 1 to 200; 50 by default. */
  readonly limit?: number;
}

/** What all documents that a search finds come to. */
export interface RunDocumentTotals {
  readonly documents: number;
  readonly clients: number;
  readonly netCents: number;
  readonly grossCents: number;
}

export interface RunDocumentPage {
  readonly documents: readonly RunDocumentRecord[];
  readonly totals: RunDocumentTotals;
  readonly next: number | null;
}

const RANK: Readonly<Record<RunDocumentOrder, string>> = {
  proposal: 'd.position',
  client: 'lower(c.name)',
  net: 'd.net_cents',
};

const REMARK = `CASE WHEN d.controls @> '[{"severity": "blocked"}]' THEN 'blocked' WHEN d.controls @> '[{"severity": "held"}]' THEN 'held'
  WHEN d.controls @> '[{"severity": "warning"}]' THEN 'warning' ELSE 'none' END`;

const LINES = `(SELECT jsonb_agg(jsonb_build_object('position', l -> 'position', 'lineId', g.line, 'label', l -> 'label',
    'detail', l -> 'detail', 'period', l -> 'period', 'quantity', l -> 'quantity', 'unit', l -> 'unit',
    'unitPrice', l -> 'unitPrice', 'netCents', l -> 'netCents', 'vatRateBasisPoints', l -> 'vatRateBasisPoints')
    ORDER BY (l -> 'position')::int)
  FROM jsonb_array_elements(d.draft::jsonb #> '{document,lines}') l
  LEFT JOIN LATERAL (SELECT (k ->> 'lineId')::bigint AS line FROM jsonb_array_elements(d.draft::jsonb -> 'charges') k
                     WHERE k -> 'position' = l -> 'position' LIMIT 1) g ON true)`;

/** What a person reads before approving. @throws BILLING.RUN_UNKNOWN */
export async function listRunDocuments(
  unitOfWork: UnitOfWork,
  runId: number,
  { state, remark, client, order = 'proposal', descending = false, after, limit = 50 }: RunDocumentSearch,
): Promise<RunDocumentPage> {
  await requireRun(unitOfWork, runId);
  const direction = descending ? 'DESC' : 'ASC';
  const [found] = await unitOfWork.read<{ totals: RunDocumentTotals; documents: RunDocumentRecord[] }>(
    `WITH found AS (
       SELECT d.position, d.client_id, d.net_cents, d.gross_cents, ${RANK[order]} AS rank
       FROM billing.run_document d JOIN contracts.client c ON c.id = d.client_id
       WHERE d.run_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR ${REMARK} = $3)
         AND ($4::text IS NULL OR c.name ILIKE $4 OR c.code ILIKE $4)
     ), last AS (
       SELECT ${RANK[order]} AS rank, d.position
       FROM billing.run_document d JOIN contracts.client c ON c.id = d.client_id WHERE d.run_id = $1 AND d.position = $5
     ), page AS (
       SELECT f.position, row_number() OVER (ORDER BY f.rank ${direction}, f.position ${direction}) AS place FROM found f
       WHERE $5::int IS NULL OR (f.rank, f.position) ${descending ? '<' : '>'} (SELECT rank, position FROM last)
       ORDER BY place LIMIT $6
     )
     SELECT (SELECT jsonb_build_object('documents', count(*), 'clients', count(DISTINCT client_id),
               'netCents', coalesce(sum(net_cents), 0), 'grossCents', coalesce(sum(gross_cents), 0)) FROM found) AS totals,
       coalesce((SELECT jsonb_agg(jsonb_build_object('position', d.position, 'state', d.state,
           'client', jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name),
           'netCents', d.net_cents, 'grossCents', d.gross_cents, 'controls', d.controls, 'released', d.released,
           'reason', d.reason, 'lines', ${LINES},
           'invoice', CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('id', i.id, 'number', i.number) END)
           ORDER BY p.place)
         FROM page p
         JOIN billing.run_document d ON d.run_id = $1 AND d.position = p.position
         JOIN contracts.client c ON c.id = d.client_id
         LEFT JOIN billing.invoice i ON i.id = d.invoice_id), '[]') AS documents`,
    [runId, state ?? null, remark ?? null, client ? anywhere(client) : null, after ?? null, limit + 1],
  );
  const { totals, documents } = found!;
  const page = documents.slice(0, limit);
  return { documents: page, totals, next: documents.length > limit ? page.at(-1)!.position : null };
}

/** Days that a run saw and could not propose, with the reason. */
export interface HeldDaysRecord {
  readonly position: number;
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly client: Named;
  readonly days: readonly Period[];
  readonly control: Control;
}

/** @throws BILLING.RUN_UNKNOWN */
export async function listHeldDays(
  unitOfWork: UnitOfWork,
  runId: number,
  { after = 0, limit = 50 }: { readonly after?: number; readonly limit?: number },
): Promise<{ held: HeldDaysRecord[]; next: number | null }> {
  await requireRun(unitOfWork, runId);
  const held = await unitOfWork.read<HeldDaysRecord>(
    `SELECT h.position, jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client, h.days, h.control
     FROM billing.run_held h
     JOIN contracts.contract_line l ON l.id = h.line_id
     JOIN contracts.contract k ON k.id = l.contract_id
     JOIN contracts.client c ON c.id = k.client_id
     WHERE h.run_id = $1 AND h.position > $2::bigint ORDER BY h.position LIMIT $3`,
    [runId, after, limit + 1],
  );
  const page = held.slice(0, limit);
  return { held: page, next: held.length > limit ? page.at(-1)!.position : null };
}

/** @throws BILLING.RUN_UNKNOWN */
export async function requireRun(unitOfWork: UnitOfWork, runId: number): Promise<void> {
  const [run] = await unitOfWork.read('SELECT 1 FROM billing.run WHERE id = $1', [runId]);
  if (!run) throw billingErrors.RUN_UNKNOWN({ run: runId });
}

/** A pattern of ILIKE that finds the text anywhere; its own signs are taken as they are. */
export function anywhere(text: string): string {
  return `%${startingWith(text)}`;
}

/** A pattern of LIKE that finds what begins with the text. */
export function startingWith(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
