import type { LocalDate, Month } from '#kernel';
import type { UnitOfWork } from '#persistence';

/** A number of documents or lines, and what they come to without VAT. */
export interface Sum {
  readonly count: number;
  readonly netCents: number;
}

/** Where the billing of a month stands, from what is due to what has arrived. */
export interface Dashboard {
  readonly month: Month;
  readonly asOf: LocalDate;
  /** Contract lines with days that are due and billed by nobody, whatever the month, at the agreed price. */
  readonly toBill: Sum;
  /** Invoices issued in the month. */
  readonly issued: Sum;
  /** Credit notes issued in the month. */
  readonly credited: Sum;
  /** Of the invoices issued in the month: sent, and on their way or waiting. */
  readonly sent: Sum;
  readonly unsent: Sum;
  /** What is to bill, and what was billed in the month, without VAT. */
  readonly dueCents: number;
  /** Runs that wait for an approval, or are not closed. */
  readonly openRuns: { readonly proposed: number; readonly underway: number };
}

/** Of what this installation issued itself; what a former tool issued is history. */
export async function readDashboard(
  unitOfWork: UnitOfWork,
  month: Month,
  asOf: LocalDate,
): Promise<Dashboard> {
  const [issued] = await unitOfWork.read<Record<'issued' | 'credited' | 'sent' | 'unsent', Sum>>(
    `SELECT ${sumWhere('TRUE', 'issued', false)}, ${sumWhere('TRUE', 'credited', true)},
       ${sumWhere(`v.state = 'sent'`, 'sent', false)}, ${sumWhere(`v.state NOT IN ('sent', 'excused')`, 'unsent', false)}
     FROM billing.invoice i JOIN billing.delivery v ON v.invoice_id = i.id
     WHERE NOT i.foreign_origin AND i.issued_on >= $1::date AND i.issued_on < ($1::date + interval '1 month')::date`,
    [`${month}-01`],
  );
  const [open] = await unitOfWork.read<{ toBill: Sum; openRuns: Dashboard['openRuns'] }>(
    `WITH unbilled AS (
       SELECT d.line_id, unnest(d.unbilled - coalesce((SELECT range_agg(e.period) FROM billing.excuse e
                WHERE e.line_id = d.line_id AND e.lifted_at IS NULL), '{}')) AS days
       FROM billing.drift($1::date) d WHERE d.issuer_id IS NOT NULL AND NOT isempty(d.unbilled)
     ), priced AS (
       SELECT u.line_id, billing.pro_rata_cents(t.cycle_net_cents, p.cycle, u.days * t.period * p.cycle) AS net
       FROM unbilled u
       JOIN contracts.contract_line l ON l.id = u.line_id
       JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision AND t.billable AND t.period && u.days
       CROSS JOIN LATERAL (
         SELECT t.period AS cycle WHERE t.months = 0
         UNION ALL
         SELECT daterange(billing.cycle_bound(t.anchor, t.months, k), billing.cycle_bound(t.anchor, t.months, k + 1))
         FROM generate_series(billing.cycle_index(t.anchor, nullif(t.months, 0), lower(u.days * t.period)),
                              billing.cycle_index(t.anchor, nullif(t.months, 0), upper(u.days * t.period) - 1)) k
         WHERE t.months > 0
       ) p
     )
     SELECT (SELECT jsonb_build_object('count', count(DISTINCT line_id), 'netCents', coalesce(sum(net), 0)) FROM priced) AS "toBill",
       (SELECT jsonb_build_object('proposed', count(*) FILTER (WHERE state = 'proposed'),
               'underway', count(*) FILTER (WHERE state <> 'proposed'))
        FROM billing.run WHERE state IN ('proposed', 'approved', 'issuing', 'delivering')) AS "openRuns"`,
    [asOf],
  );
  const { toBill, openRuns } = open!;
  const dueCents = toBill.netCents + issued!.issued.netCents;
  return { month, asOf, toBill, ...issued!, dueCents, openRuns };
}

function sumWhere(condition: string, name: string, creditNotes: boolean): string {
  const chosen = `(i.type = 'creditNote') = ${creditNotes} AND ${condition}`;
  return `jsonb_build_object('count', count(*) FILTER (WHERE ${chosen}),
    'netCents', coalesce(sum(i.net_cents) FILTER (WHERE ${chosen}), 0)) AS "${name}"`;
}
