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

/** What lists read of payments: the same as was recorded, in whatever order two people allocated. */
async function verifyPaymentCopies(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const odd: { code: string; total: number }[] = await tx.query(
    `SELECT coalesce(p.code, t.payment_id::text) AS code, count(*) OVER () AS total
     FROM treasury.payment p
     FULL JOIN treasury.payment_standing t ON t.payment_id = p.id
     LEFT JOIN (SELECT a.payment_id, string_agg(persistence.folded(i.number), ' ') AS numbers
                FROM treasury.allocation a JOIN billing.invoice i ON i.id = a.invoice_id
                WHERE a.reverses_id IS NULL GROUP BY 1) n ON n.payment_id = p.id
     WHERE (p.id, p.issuer_id, p.arrived_with, p.client_id, p.received_on, p.means)
         IS DISTINCT FROM (t.payment_id, t.issuer_id, t.arrived_with, t.client_id, t.received_on, t.means)
       OR ${wordsOf(`concat_ws(' ', persistence.folded(p.code || ' ' || p.reference), n.numbers)`)} IS DISTINCT FROM ${wordsOf('t.words')}
     ORDER BY 1 LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, odd, ({ code }) => ({
    fr: `${code} : ce que la liste des paiements en dit n’est pas ce qui a été enregistré.`,
    en: `${code}: what the list of payments says of it is not what was recorded.`,
  }));
}

const wordsOf = (text: string) =>
  `(SELECT array_agg(word ORDER BY word COLLATE "C") FROM unnest(string_to_array(${text}, ' ')) AS word)`;

/** What lists read of documents: their amounts and days, less their credit notes. */
async function verifyDocumentCopies(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const odd: { number: string; total: number }[] = await tx.query(
    `SELECT coalesce(r.number, t.invoice_id::text) AS number, count(*) OVER () AS total
     FROM (SELECT * FROM billing.invoice WHERE credits_invoice_id IS NULL) r
     FULL JOIN treasury.invoice_standing t ON t.invoice_id = r.id
     LEFT JOIN (SELECT credits_invoice_id, sum(treasury.signed_gross(type, gross_cents)) AS cents FROM billing.invoice
                WHERE credits_invoice_id IS NOT NULL GROUP BY 1) k ON k.credits_invoice_id = r.id
     WHERE (r.id, r.issuer_id, r.client_id, r.issued_on, r.due_on, NOT r.foreign_origin AND r.type <> 'creditNote',
         r.foreign_origin AND coalesce((r.payload::jsonb ->> 'paidInFormerTool')::boolean, false), persistence.folded(r.number),
         treasury.signed_gross(r.type, r.gross_cents) + coalesce(k.cents, 0))
       IS DISTINCT FROM (t.invoice_id, t.issuer_id, t.client_id, t.issued_on, t.due_on, t.own, t.formerly_paid, t.words,
         t.owed_cents)
     ORDER BY 1 LIMIT ${MOST_TOLD}`,
  );
  addRows(check.offences, odd, ({ number }) => ({
    fr: `${number} : ce qui est dit dû n’est pas son montant, avoirs déduits.`,
    en: `${number}: what is said to be owed is not its amount, credit notes taken off.`,
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

/**
 * I7: allocations exceed neither the payment nor the document, recomputed from the allocations alone; what is kept for
 * lists and locks is what documents and payments say.
 */
export async function verifyAllocations(tx: Transaction): Promise<Check> {
  const check = new CheckUnderWay('I7');
  const [count]: { allocations: number }[] = await tx.query(
    'SELECT count(*) AS allocations FROM treasury.allocation',
  );
  check.checked = count!.allocations;
  await verifyPayments(tx, check);
  await verifyPaymentCopies(tx, check);
  await verifyDocuments(tx, check);
  await verifyDocumentCopies(tx, check);
  await verifyShares(tx, check);
  return check.ended();
}
