import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';

/** Documents that need no sending any more: the former tool cancelled them whole before it sent them. */
export async function excuseForeignDeliveries(
  tx: Transaction,
  excuses: readonly { readonly invoiceId: number; readonly reason: string }[],
  madeBy: string,
): Promise<void> {
  if (excuses.length === 0) return;
  const columns = [excuses.map((each) => each.invoiceId), excuses.map((each) => each.reason)];
  await tx.query(
    `UPDATE billing.delivery d SET state = 'excused', detail = r.reason, settled_at = now()
     FROM unnest($1::bigint[], $2::text[]) AS r (id, reason) WHERE d.invoice_id = r.id AND d.state = 'awaiting'`,
    columns,
  );
  await tx.query(
    `INSERT INTO billing.delivery_event (invoice_id, attempt, outcome, detail, made_by)
     SELECT r.id, 0, 'excused', r.reason, $3 FROM unnest($1::bigint[], $2::text[]) AS r (id, reason)`,
    [...columns, madeBy],
  );
}

/**
 * A later export says that the former tool has sent, since, what waited here.
 * @returns how many were still open
 */
export async function recordSentByFormerTool(
  tx: Transaction,
  sent: readonly { readonly invoiceId: number; readonly sentOn: LocalDate }[],
  madeBy: string,
): Promise<number> {
  if (sent.length === 0) return 0;
  const [rows] = (await tx.query(
    `UPDATE billing.delivery d SET state = 'sent', settled_at = r.day::timestamptz, detail = 'envoyé par l’ancien outil'
     FROM unnest($1::bigint[], $2::date[]) AS r (id, day)
     WHERE d.invoice_id = r.id AND d.state = 'awaiting' AND d.channel = 'formerTool' RETURNING d.invoice_id AS id`,
    [sent.map((each) => each.invoiceId), sent.map((each) => each.sentOn)],
  )) as [{ id: number }[], number];
  await tx.query(
    `INSERT INTO billing.delivery_event (invoice_id, attempt, outcome, detail, made_by)
     SELECT id, 0, 'accepted', 'envoyé par l’ancien outil', $2 FROM unnest($1::bigint[]) AS id`,
    [rows.map(({ id }) => id), madeBy],
  );
  return rows.length;
}
