import type { LocalDate } from '#kernel';
import { foldedColumn, patternsOf, type UnitOfWork } from '#persistence';
import { transfersErrors } from '../transfers-errors.js';
import {
  type ConfirmedDocument,
  type Dossier,
  type DossierEvent,
  type DossierNote,
  type DossierRow,
  type DossierState,
  type Step,
  stepsOf,
} from './dossier.js';

export interface DossierSearch {
  /** Words, anywhere in code or title. */
  readonly search?: string;
  readonly state?: DossierState;
  readonly contract?: number;
  readonly page?: number;
  readonly size?: number;
}

/**
 * State and next step follow from what happened: the events here, and the invoices where they are. The first invoice
 * of the new carrier is the first that was written after the switch; ids of documents only go up.
 */
const ROWS = `
  SELECT d.id, d.code, d.title, d.moves_on AS "movesOn", d.version, d.opened_by AS "openedBy", d.opened_at AS "openedAt",
    json_build_object('id', f.id, 'code', f.code, 'name', f.name, 'outside', f.outside) AS "from",
    json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'outside', t.outside) AS "to",
    k.contracts, i.first AS "firstInvoice", e.state_without_invoice AS stated, e.read, e.confirmed
  FROM transfers.dossier d
  JOIN contracts.issuer f ON f.id = d.from_issuer_id
  JOIN contracts.issuer t ON t.id = d.to_issuer_id
  JOIN LATERAL (
    SELECT CASE WHEN bool_or(kind = 'undone') THEN 'undone' WHEN bool_or(kind = 'closed') THEN 'closed'
                WHEN bool_or(kind = 'switched') THEN 'switched' ELSE 'preparing' END AS state_without_invoice,
      coalesce(bool_or(kind = 'conflictsRead' AND (facts ->> 'version')::int = d.version), false) AS read,
      coalesce(bool_or(kind = 'documentConfirmed'), false) AS confirmed,
      (max(facts ->> 'afterInvoice') FILTER (WHERE kind = 'switched'))::bigint AS after_invoice
    FROM transfers.dossier_event WHERE dossier_id = d.id
  ) e ON true
  JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'title', c.title,
        'carriageRevision', c.carriage_revision,
        'client', json_build_object('id', p.id, 'code', p.code, 'name', p.name)) ORDER BY c.code), '[]') AS contracts
    FROM transfers.dossier_contract x
    JOIN contracts.contract c ON c.id = x.contract_id
    JOIN contracts.client p ON p.id = c.client_id
    WHERE x.dossier_id = d.id
  ) k ON true
  LEFT JOIN LATERAL (
    SELECT json_build_object('id', v.id, 'number', v.number, 'issuedOn', v.issued_on,
             'netCents', sum(c.net_cents)) AS first
    FROM transfers.dossier_contract x
    JOIN billing.charge c ON c.contract_id = x.contract_id AND c.issuer_id = d.to_issuer_id AND NOT c.foreign_origin
    JOIN billing.invoice v ON v.id = c.invoice_id
    WHERE x.dossier_id = d.id AND upper(c.period) > d.moves_on AND v.id > e.after_invoice
    GROUP BY v.id ORDER BY v.id LIMIT 1
  ) i ON true`;

type Raw = Omit<DossierRow, 'state' | 'nextStep'> & {
  readonly stated: DossierState;
  readonly read: boolean;
  readonly confirmed: boolean;
};

function rowOf({ stated, read, confirmed, ...row }: Raw): DossierRow {
  const state: DossierState = stated === 'switched' && row.firstInvoice ? 'billing' : stated;
  return { ...row, state, nextStep: nextOf(state, { read, confirmed }) };
}

function nextOf(state: DossierState, { read, confirmed }: Pick<Raw, 'read' | 'confirmed'>): Step | null {
  switch (state) {
    case 'preparing':
      return !read ? 'conflicts' : !confirmed ? 'documents' : 'switch';
    case 'switched':
      return 'firstInvoice';
    case 'billing':
      return 'closing';
    default:
      return null;
  }
}

/** The newest first. */
export async function listDossiers(
  reader: UnitOfWork,
  { search = '', state, contract, page = 1, size = 50 }: DossierSearch,
): Promise<{ items: DossierRow[]; total: number }> {
  const rows = await reader.read<Raw>(
    `${ROWS} WHERE ($1::bigint IS NULL OR EXISTS (SELECT 1 FROM transfers.dossier_contract x
         WHERE x.dossier_id = d.id AND x.contract_id = $1::bigint))
       AND ${foldedColumn(`d.code || ' ' || d.title`)} LIKE ALL ($2) ORDER BY d.id DESC`,
    [contract ?? null, patternsOf(search)],
  );
  const found = rows.map(rowOf).filter((row) => state === undefined || row.state === state);
  return { items: found.slice((page - 1) * size, page * size), total: found.length };
}

/** @throws TRANSFERS.NOT_FOUND */
export async function readDossier(reader: UnitOfWork, id: number): Promise<Dossier> {
  const [raw] = await reader.read<Raw>(`${ROWS} WHERE d.id = $1`, [id]);
  if (!raw) throw transfersErrors.NOT_FOUND({ what: 'dossier', id });
  const row = rowOf(raw);
  const events = await reader.read<DossierEvent>(
    `SELECT kind, facts, made_by AS "madeBy", made_at AS "madeAt" FROM transfers.dossier_event
     WHERE dossier_id = $1 ORDER BY id`,
    [id],
  );
  const inCharge = await reader.read<{ step: Step; person: string; dueOn: LocalDate | null }>(
    'SELECT step, person, due_on AS "dueOn" FROM transfers.step_in_charge WHERE dossier_id = $1',
    [id],
  );
  const notes = await reader.read<DossierNote>(
    `SELECT id, text, made_by AS "madeBy", made_at AS "madeAt" FROM transfers.note WHERE dossier_id = $1 ORDER BY id DESC`,
    [id],
  );
  const documents = await reader.read<ConfirmedDocument>(
    `SELECT id, kind, about_id AS "aboutId", title, confirmed_by AS "confirmedBy", confirmed_at AS "confirmedAt"
     FROM transfers.document WHERE dossier_id = $1 ORDER BY id`,
    [id],
  );
  const [{ excusedDays }] = (await reader.read<{ excusedDays: number }>(
    `SELECT coalesce(sum(upper(e.period) - lower(e.period)), 0)::int AS "excusedDays"
     FROM transfers.decision d JOIN billing.excuse e ON e.id = d.excuse_id
     WHERE d.dossier_id = $1 AND e.lifted_at IS NULL`,
    [id],
  )) as [{ excusedDays: number }];
  const charged = new Map(inCharge.map((each) => [each.step, each]));
  return { ...row, events, steps: stepsOf(row, events, charged), notes, documents, excusedDays };
}
