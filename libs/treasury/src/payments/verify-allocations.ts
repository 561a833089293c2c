import { addRows, type Check, CheckUnderWay, MOST_TOLD, writeCents } from '#kernel';
import type { Transaction } from '#persistence';

interface Counted {
  readonly total: number;
}

interface PaymentOffence extends Counted {
  readonly code: string;
  readonly amount: number;
  readonly allocated: number;
}

interface InvoiceOffence extends Counted {
  readonly number: string;
  readonly gross: number;
  readonly credited: number;
  readonly received: number;
  readonly refunded: number;
}

const euros = {
  fr: (cents: number) => writeCents(cents, 'fr'),
  en: (cents: number) => writeCents(cents, 'en'),
};

/** What each invoice was paid and paid back, with its credit notes, from the allocations alone. */
const DOCUMENTS = `
  SELECT r.number, treasury.signed_gross(r.type, r.gross_cents) AS gross,
    (SELECT coalesce(sum(k.gross_cents), 0)::bigint FROM billing.invoice k WHERE k.credits_invoice_id = r.id) AS credited,
    f.received, f.refunded, s.received_cents AS kept_received, s.refunded_cents AS kept_refunded
  FROM (
    SELECT coalesce(i.credits_invoice_id, i.id) AS root,
      coalesce(sum(a.amount_cents) FILTER (WHERE p.amount_cents > 0), 0)::bigint AS received,
      coalesce(-sum(a.amount_cents) FILTER (WHERE p.amount_cents < 0), 0)::bigint AS refunded
    FROM treasury.allocation a
    JOIN treasury.payment p ON p.id = a.payment_id
    JOIN billing.invoice i ON i.id = a.invoice_id
    GROUP BY 1
  ) f
  JOIN billing.invoice r ON r.id = f.root
  LEFT JOIN treasury.invoice_standing s ON s.invoice_id = f.root`;

async function verifyPayments(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const beyond: PaymentOffence[] = await tx.query(
    `SELECT p.code, p.amount_cents AS amount, sum(a.amount_cents)::bigint AS allocated, count(*) OVER () AS total
     FROM treasury.payment p JOIN treasury.allocation a ON a.payment_id = p.id
     GROUP BY p.id HAVING NOT sum(a.amount_cents) BETWEEN least(0, p.amount_cents) AND greatest(0, p.amount_cents)
     ORDER BY p.id LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, beyond, ({ code, amount, allocated }) => ({
    fr: `${code} : ${euros.fr(allocated)} affectés pour un paiement de ${euros.fr(amount)}.`,
    en: `${code}: ${euros.en(allocated)} allocated of a payment of ${euros.en(amount)}.`,
  }));
  const astray: PaymentOffence[] = await tx.query(
    `SELECT p.code, p.amount_cents AS amount, t.allocated_cents AS allocated, count(*) OVER () AS total
     FROM treasury.payment p LEFT JOIN treasury.payment_standing t ON t.payment_id = p.id
     LEFT JOIN treasury.payment_reversal r ON r.payment_id = p.id
     WHERE t.payment_id IS NULL OR t.amount_cents <> p.amount_cents OR t.undone <> (r.payment_id IS NOT NULL)
       OR t.allocated_cents <> (SELECT coalesce(sum(amount_cents), 0) FROM treasury.allocation WHERE payment_id = p.id)
       OR (r.payment_id IS NOT NULL AND t.allocated_cents <> 0)
     ORDER BY p.id LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, astray, ({ code }) => ({
    fr: `${code} : ce qui est dit affecté n’est pas la somme des affectations.`,
    en: `${code}: what is said to be allocated is not the sum of its allocations.`,
  }));
}

async function verifyDocuments(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const select = `SELECT number, gross, credited, received, refunded, count(*) OVER () AS total FROM (${DOCUMENTS}) d`;
  const beyond: InvoiceOffence[] = await tx.query(
    `${select} WHERE received - refunded > greatest(0, gross) OR refunded > credited + greatest(0, -gross)
     ORDER BY number LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, beyond, ({ number, gross, received, refunded }) => ({
    fr: `${number} : ${euros.fr(received)} reçus et ${euros.fr(refunded)} rendus pour ${euros.fr(gross)}.`,
    en: `${number}: ${euros.en(received)} received and ${euros.en(refunded)} paid back for ${euros.en(gross)}.`,
  }));
  const astray: InvoiceOffence[] = await tx.query(
    `${select} WHERE kept_received IS DISTINCT FROM received OR kept_refunded IS DISTINCT FROM refunded
     ORDER BY number LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, astray, ({ number }) => ({
    fr: `${number} : ce qui est dit reçu n’est pas la somme des affectations.`,
    en: `${number}: what is said to be received is not the sum of its allocations.`,
  }));
  const overpaid: InvoiceOffence[] = await tx.query(
    `${select} WHERE received - refunded > greatest(0, gross - credited) AND received - refunded <= greatest(0, gross)
     ORDER BY number LIMIT ${MOST_TOLD}`,
  );
  addRows(check.toDo, overpaid, ({ number, gross, credited, received, refunded }) => ({
    fr: `${number} : ${euros.fr(received - refunded - gross + credited)} à rendre au client, avoir après paiement.`,
    en: `${number}: ${euros.en(received - refunded - gross + credited)} to pay back to the client, credited after payment.`,
  }));
}

async function verifyShares(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const odd: { number: string; total: number }[] = await tx.query(
    `SELECT i.number, count(*) OVER () AS total
     FROM treasury.allocation a JOIN billing.invoice i ON i.id = a.invoice_id
     LEFT JOIN treasury.allocation_share s ON s.allocation_id = a.id
     GROUP BY a.id, i.number HAVING sum(s.gross_cents) IS DISTINCT FROM a.amount_cents::numeric
     ORDER BY a.id LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, odd, ({ number }) => ({
    fr: `${number} : les parts d’un paiement par contrat ne font pas le paiement.`,
    en: `${number}: the shares of a payment by contract are not the payment.`,
  }));
}

/** I7: allocations exceed neither the payment nor the document, recomputed from the allocations alone. */
export async function verifyAllocations(tx: Transaction): Promise<Check> {
  const check = new CheckUnderWay('I7');
  const [count]: { allocations: number }[] = await tx.query(
    'SELECT count(*) AS allocations FROM treasury.allocation',
  );
  check.checked = count!.allocations;
  await verifyPayments(tx, check);
  await verifyDocuments(tx, check);
  await verifyShares(tx, check);
  return check.ended();
}
