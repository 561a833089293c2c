import type { Bench, Row } from './plain-sql.js';
import type { Refusal } from './refusal.js';

/** The statements that change what was issued, add to it, or move the counters: refused by triggers and keys. */
export const REFUSED_CHANGES: readonly Refusal[] = [
  ...['invoice_line', 'invoice_vat', 'charge', 'credit', 'deduction'].map((table): Refusal => ({
    constraint: 'document_is_complete',
    trigger: [table, 'only_with_the_document'],
    says: `a row of ${table} added to an issued document by a later transaction`,
    act: async (bench) => bench.insert(table, await lateRow(bench, table)),
  })),
  ...[
    ['invoice', 'due_on = due_on'],
    ['invoice_line', 'label = label'],
    ['invoice_vat', 'vat_cents = vat_cents'],
    ['charge', 'net_cents = net_cents'],
    ['credit', 'net_cents = net_cents'],
    ['deduction', 'position = position'],
    ['deduction_reversal', 'invoice_id = invoice_id'],
    ['delivery_event', 'detail = detail'],
  ].flatMap(([table, change]) =>
    [`UPDATE billing.${table} SET ${change}`, `DELETE FROM billing.${table} WHERE false`].map(
      (sql): Refusal => ({
        constraint: 'issued_is_immutable',
        trigger: [table!, 'never_rewritten'],
        says: sql.split(' WHERE ')[0]!,
        act: (bench) => bench.psql.query(sql),
      }),
    ),
  ),
  {
    constraint: 'issued_is_immutable',
    trigger: ['delivery', 'obligation_stays'],
    says: 'a delivery obligation taken away',
    act: (bench) => bench.psql.query('DELETE FROM billing.delivery'),
  },
  ...[1, -1].map((step): Refusal => ({
    constraint: 'series_follows_documents',
    trigger: ['series', 'series_follows_documents'],
    says: `a counter moved by ${step} by hand`,
    act: (bench) =>
      bench.psql.query(
        `UPDATE billing.series SET last_sequence = last_sequence + $1 WHERE last_sequence > 0`,
        [step],
      ),
  })),
  {
    constraint: 'series_of_year',
    behind: ['series_prefix_once'],
    says: 'a second series of one prefix and year',
    act: (bench) =>
      bench.psql.query(
        'INSERT INTO billing.series (issuer_id, year, prefix) SELECT issuer_id, year, prefix FROM billing.series',
      ),
  },
  {
    constraint: 'series_prefix_once',
    says: 'two issuers that number under one prefix',
    act: (bench) =>
      bench.psql.query(
        'INSERT INTO billing.series (issuer_id, year, prefix) SELECT $1, year, prefix FROM billing.series',
        [bench.coop.cae.id],
      ),
  },
  {
    constraint: 'series_prefix_check',
    says: 'a prefix with a space',
    act: (bench) => bench.insert('series', { issuer_id: bench.coop.coop.id, year: 2031, prefix: 'A B' }),
  },
  {
    constraint: 'series_width_check',
    says: 'numbers of no width',
    act: (bench) =>
      bench.insert('series', { issuer_id: bench.coop.coop.id, year: 2031, prefix: 'Z-', width: 0 }),
  },
  {
    constraint: 'series_issuer_id_fkey',
    says: 'a series of nobody',
    act: (bench) => bench.insert('series', { issuer_id: 999_999, year: 2031, prefix: 'Z-' }),
  },
];

/** A row that agrees with everything but the moment at which it is written. */
async function lateRow(bench: Bench, table: string): Promise<Row> {
  const note = bench.gestureNote;
  const december = await bench.honestInvoice();
  if (table === 'invoice_line')
    return { ...december.lines[0]!, invoice_id: note, position: 2, contract_line_id: null };
  if (table === 'invoice_vat') return { ...december.vat[0]!, invoice_id: note, vat_rate_bp: 1000 };
  if (table === 'charge') return { ...december.charges[0]!, invoice_id: note };
  if (table === 'credit') return { ...(await bench.honestCredit()).credits[0]!, invoice_id: note };
  const deposit = await bench.chargeOf(bench.live, '2026-11-01');
  return {
    deposit_invoice_id: deposit.invoice_id,
    deposit_position: deposit.position,
    generation: 1,
    invoice_id: note,
    position: 1,
  };
}
