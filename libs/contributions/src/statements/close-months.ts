import { addMonths, type LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { contributionsErrors } from '../contributions-errors.js';
import { yearOf } from '../schemes/explained-line.js';
import { sumsOfYear } from '../schemes/running-sums.js';
import type { OpenStatement } from './open-months.js';
import { readOpen } from './read-statements.js';
import type { StatementRow } from './statement.js';

/** What a person closes: the figure that they read is what is frozen, or nothing is. */
export interface MonthToClose {
  readonly issuer: number;
  /** First day of the month. */
  readonly month: LocalDate;
  readonly statements: readonly { readonly activity: number; readonly amountCents: number }[];
}

export interface ClosingHand {
  readonly madeBy: string;
  readonly at: Date;
  readonly today: LocalDate;
}

/**
 * Freezes the statements of a month and numbers them.
 * @returns their ids
 * @throws CONTRIBUTIONS.MONTH_NOT_OVER, CONTRIBUTIONS.NOTHING_TO_CLOSE, CONTRIBUTIONS.EARLIER_MONTH_OPEN,
 *   CONTRIBUTIONS.FIGURES_CHANGED, CONTRIBUTIONS.ALREADY_CLOSED
 */
export async function closeMonths(tx: Transaction, wish: MonthToClose, hand: ClosingHand): Promise<number[]> {
  const { issuer, month, statements } = wish;
  if (hand.today < addMonths(month, 1)) throw contributionsErrors.MONTH_NOT_OVER({ month });
  await tx.query('SELECT contributions.lock_issuer($1)', [issuer]);
  const open = await readOpen(tx, { issuer, until: month });
  const ids: number[] = [];
  for (const { activity, amountCents } of statements) {
    const own = open.filter(({ row }) => row.activity.id === activity);
    const found = own.find(({ row }) => row.month === month);
    if (!found) throw await absent(tx, wish, activity);
    const { name } = found.row.activity;
    if (own[0]!.row.month < month) {
      throw contributionsErrors.EARLIER_MONTH_OPEN({ month: own[0]!.row.month, activity: name });
    }
    if (found.row.amountCents !== amountCents) {
      const facts = { activity: name, seenCents: amountCents, nowCents: found.row.amountCents };
      throw contributionsErrors.FIGURES_CHANGED(facts);
    }
    ids.push(await freeze(tx, found, hand));
  }
  return ids;
}

async function absent(tx: Transaction, { issuer, month }: MonthToClose, activity: number): Promise<Error> {
  const [closed]: unknown[] = await tx.query(
    'SELECT 1 FROM contributions.statement WHERE issuer_id = $1 AND activity_id = $2 AND month >= $3',
    [issuer, activity, month],
  );
  return closed ? contributionsErrors.ALREADY_CLOSED({}) : contributionsErrors.NOTHING_TO_CLOSE({ month });
}

async function nextNumber(
  tx: Transaction,
  { issuer, month }: StatementRow,
): Promise<{ sequence: number; number: string }> {
  const year = Number(month.slice(0, 4));
  await tx.query(
    'INSERT INTO contributions.statement_series (issuer_id, year) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [issuer.id, year],
  );
  const [[row]] = (await tx.query(
    `UPDATE contributions.statement_series SET last_sequence = last_sequence + 1
     WHERE issuer_id = $1 AND year = $2 RETURNING last_sequence AS sequence`,
    [issuer.id, year],
  )) as [[{ sequence: number }]];
  return {
    sequence: row.sequence,
    number: `RC-${issuer.code}-${year}-${String(row.sequence).padStart(4, '0')}`,
  };
}

async function freeze(
  tx: Transaction,
  { row, open }: { readonly row: StatementRow; readonly open: OpenStatement },
  { madeBy, at, today }: ClosingHand,
): Promise<number> {
  const { sequence, number } = await nextNumber(tx, row);
  const { after, lines, amountCents } = open.contribution;
  const year = sumsOfYear(after, yearOf(row.month));
  const [{ id }] = (await tx.query(
    `INSERT INTO contributions.statement (issuer_id, activity_id, month, sequence, number, scheme_id, amount_cents,
       basis_cents, kept_cents, parties, closed_on, closed_by, closed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
    [
      row.issuer.id,
      row.activity.id,
      row.month,
      sequence,
      number,
      open.scheme.id,
      amountCents,
      year.basisCents,
      year.keptCents,
      JSON.stringify({ activity: row.activity }),
      today,
      madeBy,
      at,
    ],
  )) as [{ id: number }];
  await tx.query(
    `INSERT INTO contributions.statement_line (statement_id, position, cause, on_day, of_month, invoice_id, client_id, payment_id,
       purchase_id, basis_cents, rate_bp, amount_cents, sentence_fr, sentence_en)
     SELECT $1, r.position, r.cause, r."on", r."ofMonth", r.invoice, r.client, r.payment, r.purchase, r.basis, r.rate, r.amount, r.fr, r.en
     FROM jsonb_to_recordset($2::jsonb) AS r (position int, cause text, "on" date, "ofMonth" date, invoice bigint, client bigint,
       payment bigint, purchase bigint, basis bigint, rate int, amount bigint, fr text, en text)`,
    [
      id,
      JSON.stringify(
        lines.map((line, index) => ({
          position: index + 1,
          cause: line.cause,
          on: line.on,
          ofMonth: line.ofMonth,
          invoice: line.invoice?.id ?? null,
          client: line.client?.id ?? null,
          payment: line.payment,
          purchase: line.purchase,
          basis: line.basisCents,
          rate: line.rateBasisPoints,
          amount: line.amountCents,
          ...line.sentence,
        })),
      ),
    ],
  );
  await tx.query(
    `INSERT INTO contributions.counted_fact (statement_id, issuer_id, activity_id, kind, fact_id, net_cents, contract_id, root_id)
     SELECT $1, $2, $3, r.kind, r.fact, r."netCents", r.contract, r.root
     FROM jsonb_to_recordset($4::jsonb) AS r (kind text, fact bigint, "netCents" bigint,
       contract bigint, root bigint)`,
    [id, row.issuer.id, row.activity.id, JSON.stringify(open.counted)],
  );
  return id;
}
