import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import type { CoverageState } from './draw-coverage.js';
import { anywhere, type Named } from './read-runs.js';

export interface CoverageSearch {
  readonly window: Period;
  /** Due days are told as of this day. */
  readonly asOf: LocalDate;
  /** Of the activities of this account only. */
  readonly account?: number;
  readonly line?: number;
  readonly contract?: number;
  readonly client?: number;
  /** Code of the issuer that carries the contract on a day of the window. */
  readonly issuer?: string;
  /** Lines with at least one day of the window in this state. */
  readonly state?: CoverageState;
  /** Anywhere in the code or the label of the line, in the code of the contract, or in the name of the client. */
  readonly search?: string;
  /** With the numbers of the documents that bill or credit the days. */
  readonly documents?: boolean;
  /** The last line of the page before. */
  readonly after?: number;
  /** 1 to 500; 200 by default. */
  readonly limit?: number;
}

/** A line with the contract and the client it belongs to. */
export interface LineHead {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly contract: { readonly id: number; readonly code: string };
  readonly client: Named;
}

export interface LinesFound {
  readonly heads: readonly LineHead[];
  /** On all pages. */
  readonly total: number;
  readonly next: number | null;
}

const FROM = `FROM contracts.contract_line l
  JOIN contracts.contract k ON k.id = l.contract_id
  JOIN contracts.client c ON c.id = k.client_id`;
const HEAD = `SELECT jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
    jsonb_build_object('id', k.id, 'code', k.code) AS contract,
    jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client
  ${FROM}`;
/** By client, then by line; the ids part namesakes, so that each line has one place. */
const PLACE = `c.name COLLATE "unicode", c.id, l.code COLLATE "unicode", l.id`;
const OF_ACCOUNT = `k.activity_id IN (SELECT id FROM contracts.activity WHERE account_id = ?)`;

class Question {
  readonly parameters: unknown[] = [];
  readonly conditions: string[] = [];

  /** Writes a condition down when its value was asked for, so that each question gets the plan that suits it. */
  ask(condition: string, ...values: unknown[]): void {
    if (values[0] === undefined) return;
    const places = values.map((value) => `$${this.parameters.push(value)}`);
    this.conditions.push(condition.replace(/\?(\d?)/g, (_, at: string) => places[Number(at || 1) - 1]!));
  }

  where(): string {
    return this.conditions.length > 0 ? `WHERE ${this.conditions.join(' AND ')}` : '';
  }
}

/** Lines in the order in which a person reads them: by client, then by code. */
export async function findLines(unitOfWork: UnitOfWork, search: CoverageSearch): Promise<LinesFound> {
  const { window, limit = 200, after } = search;
  const question = new Question();
  question.ask(OF_ACCOUNT, search.account);
  question.ask('l.id = ?', search.line);
  question.ask('l.contract_id = ?', search.contract);
  question.ask('k.client_id = ?', search.client);
  question.ask(
    `EXISTS (SELECT 1 FROM contracts.carriage g JOIN contracts.issuer s ON s.id = g.issuer_id
       WHERE g.contract_id = k.id AND g.revision = k.carriage_revision AND s.code = ?1
         AND g.period && daterange(?2::date, ?3::date))`,
    search.issuer,
    window.from,
    window.to,
  );
  question.ask(
    `(l.code ILIKE ?1 OR l.label COLLATE pg_c_utf8 ILIKE ?1 OR k.code ILIKE ?1 OR c.name COLLATE pg_c_utf8 ILIKE ?1)`,
    search.search ? anywhere(search.search) : undefined,
  );
  const state = search.state && inState(search.state, search, question);
  const { parameters } = question;
  const next =
    after === undefined
      ? 'true'
      : `(${PLACE}) > (SELECT ${PLACE} ${FROM} WHERE l.id = $${parameters.push(after)})`;
  const rows = await unitOfWork.read<LineHead & { total: number }>(
    `WITH asked AS (SELECT l.id ${FROM} ${question.where()}),
       found AS MATERIALIZED (${state ?? 'SELECT id FROM asked'})
     SELECT jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
       jsonb_build_object('id', k.id, 'code', k.code) AS contract,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       (SELECT count(*)::int FROM found) AS total
     ${FROM} JOIN found ON found.id = l.id
     WHERE ${next} ORDER BY ${PLACE} LIMIT $${parameters.push(limit + 1)}`,
    parameters,
  );
  const heads = rows.slice(0, limit).map(({ line, contract, client }) => ({ line, contract, client }));
  return {
    heads,
    total: rows[0]?.total ?? 0,
    next: rows.length > limit ? heads.at(-1)!.line.id : null,
  };
}

/** One line; null when there is none, or none of this account. */
export async function findLine(
  unitOfWork: UnitOfWork,
  lineId: number,
  account?: number,
): Promise<LineHead | null> {
  const question = new Question();
  question.ask('l.id = ?', lineId);
  question.ask(OF_ACCOUNT, account);
  const [head] = await unitOfWork.read<LineHead>(`${HEAD} ${question.where()}`, question.parameters);
  return head ?? null;
}

/** The lines of these ids; an id of none is left out. */
export async function findHeads(unitOfWork: UnitOfWork, lineIds: readonly number[]): Promise<LineHead[]> {
  return unitOfWork.read<LineHead>(`${HEAD} WHERE l.id = ANY ($1::bigint[])`, [lineIds]);
}

/** Days of each state in the words of `drawCoverage`, as sets: what was taken by a state before is not free any more. */
const DAYS_IN_STATE: Readonly<Record<CoverageState, string>> = {
  billed: 'native',
  billedElsewhere: 'imported',
  held: 'due * held',
  unbilled: 'due - held',
  credited: '(rest - due) * credited',
  paused: '(rest - due - credited) * paused',
  notYetDue: '(rest - due - credited - paused) * agreed',
};

/** The ids among `asked` with a day in a state; the same rules as `drawCoverage`, on sets of days. */
function inState(state: CoverageState, { window, asOf }: CoverageSearch, { parameters }: Question): string {
  const days = `datemultirange(daterange($${parameters.push(window.from)}::date, $${parameters.push(window.to)}::date))`;
  const due = `(SELECT line_id, range_agg(due) AS days FROM billing.due_days($${parameters.push(asOf)}::date,
      (SELECT array_agg(id) FROM asked)) WHERE due IS NOT NULL GROUP BY line_id)`;
  return `SELECT id FROM (
      SELECT id, ${days} * native AS native, ${days} * imported AS imported, ${days} - native - imported AS rest,
        (${days} - native - imported) * due AS due, held, credited, paused, agreed
      FROM (
        SELECT a.id, coalesce(v.native, '{}') AS native, coalesce(v.imported, '{}') AS imported,
          coalesce(d.days, '{}') AS due, coalesce(h.days, '{}') AS held, coalesce(r.days, '{}') AS credited,
          coalesce(t.paused, '{}') AS paused, coalesce(t.agreed, '{}') AS agreed
        FROM asked a
        LEFT JOIN (SELECT line_id, range_agg(live) FILTER (WHERE NOT foreign_origin) AS native,
                     range_agg(live) FILTER (WHERE foreign_origin) AS imported
                   FROM billing.coverage GROUP BY line_id) v ON v.line_id = a.id
        LEFT JOIN ${due} d ON d.line_id = a.id
        LEFT JOIN (SELECT line_id, range_agg(period) AS days FROM (${HELD_DAYS}) each GROUP BY line_id) h ON h.line_id = a.id
        LEFT JOIN (SELECT line_id, range_agg(period) AS days FROM billing.credit GROUP BY line_id) r ON r.line_id = a.id
        LEFT JOIN LATERAL (SELECT range_agg(period) FILTER (WHERE billable) AS agreed,
                             range_agg(period) FILTER (WHERE NOT billable AND l.kind <> 'time') AS paused
                           FROM contracts.contract_line l JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
                           WHERE l.id = a.id) t ON true
      ) facts
    ) sets WHERE NOT isempty(${DAYS_IN_STATE[state]})`;
}

/** Written excuses, and what the newest open run of each issuer holds back. */
export const HELD_DAYS = `
  WITH newest AS (
    SELECT DISTINCT ON (issuer_id) id FROM billing.run WHERE state NOT IN ('abandoned', 'closed') ORDER BY issuer_id, id DESC
  )
  SELECT line_id, period FROM billing.excuse WHERE lifted_at IS NULL
  UNION ALL
  SELECT h.line_id, unnest(h.days) FROM billing.run_held h JOIN newest n ON n.id = h.run_id
  UNION ALL
  SELECT (g ->> 'lineId')::bigint, daterange((g ->> 'from')::date, (g ->> 'to')::date)
  FROM newest n JOIN billing.run_document d ON d.run_id = n.id AND d.state = 'held'
  CROSS JOIN LATERAL jsonb_array_elements(d.charges) g`;
