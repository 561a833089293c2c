import type { ContractRecord } from '#contracts';
import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import type { BilledDays, DoubleBilled, LineFacts } from './picture.js';

interface Marks {
  readonly lineId: number;
}

/**
 * All that bears on the move of some contracts, as billing holds it. Within a transaction it sees what was not kept yet.
 * @param sirens of the clients, by their ids
 */
export async function readPicture(
  reader: UnitOfWork,
  contracts: readonly ContractRecord[],
  today: LocalDate,
): Promise<LineFacts[]> {
  const lineIds = contracts.flatMap(({ lines }) => lines.map(({ id }) => id));
  const sirens = await reader.read<{ id: number; siren: string | null }>(
    'SELECT id, siren FROM contracts.client WHERE id = ANY ($1::bigint[])',
    [contracts.map(({ client }) => client.id)],
  );
  const sirenOf = new Map(sirens.map(({ id, siren }) => [id, siren]));
  const billed = byLine(
    await reader.read<BilledDays & Marks>(
      `SELECT c.line_id AS "lineId", c.issuer_id AS issuer, c.position, c.generation, c.period, c.net_cents AS "netCents",
              json_build_object('id', i.id, 'number', i.number, 'issuedOn', i.issued_on) AS invoice,
              datemultirange(c.period) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
                WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}') AS live
       FROM billing.charge c JOIN billing.invoice i ON i.id = c.invoice_id
       WHERE c.line_id = ANY ($1::bigint[]) ORDER BY c.line_id, lower(c.period), c.generation`,
      [lineIds],
    ),
  );
  const due = byLine(
    await reader.read<Marks & { days: Period[] }>(
      `SELECT line_id AS "lineId", range_agg(due) AS days FROM billing.due_days($2::date, $1::bigint[])
       WHERE due IS NOT NULL GROUP BY line_id`,
      [lineIds, today],
    ),
  );
  const excused = byLine(
    await reader.read<Marks & { days: Period[] }>(
      `SELECT line_id AS "lineId", range_agg(period) AS days FROM billing.excuse
       WHERE lifted_at IS NULL AND line_id = ANY ($1::bigint[]) GROUP BY line_id`,
      [lineIds],
    ),
  );
  const doubles = byLine(
    await reader.read<DoubleBilled & Marks>(
      `SELECT a.line_id AS "lineId", a.period, json_build_object('id', i.id, 'number', i.number) AS invoice,
              json_build_object('id', o.id, 'number', o.number) AS over
       FROM billing.awaiting_credit a
       JOIN billing.invoice i ON i.id = a.invoice_id
       JOIN billing.invoice o ON o.id = a.conflicts_with
       WHERE a.settled_at IS NULL AND a.line_id = ANY ($1::bigint[]) ORDER BY a.line_id, i.id`,
      [lineIds],
    ),
  );
  return contracts.flatMap(({ lines, client, ...contract }) =>
    lines.map(({ id, code, service, label, kind, terms }) => ({
      ...{ id, code, service, label, kind, terms },
      contract: {
        id: contract.id,
        code: contract.code,
        title: contract.title,
        purchaseOrder: contract.purchaseOrder,
      },
      client: { ...client, siren: sirenOf.get(client.id) ?? null },
      billed: billed.get(id) ?? [],
      due: (due.get(id) ?? []).flatMap(({ days }) => days),
      excused: (excused.get(id) ?? []).flatMap(({ days }) => days),
      doubles: doubles.get(id) ?? [],
    })),
  );
}

function byLine<T extends Marks>(rows: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) found.set(row.lineId, [...(found.get(row.lineId) ?? []), row]);
  return found;
}
