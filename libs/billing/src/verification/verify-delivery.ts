import { addRows, type Check, CheckUnderWay, type LocalDate, MOST_TOLD, writeDate } from '#kernel';
import type { Transaction } from '#persistence';
import type { DeliveryState } from '../delivery/deliveries.js';

interface Undelivered {
  readonly number: string;
  readonly obligations: number;
  readonly state: DeliveryState | null;
  readonly deadlineOn: LocalDate | null;
  readonly total: number;
}

/** The documents with what their delivery rows say; read without trust in the primary key of deliveries. */
const DELIVERIES = `
  SELECT i.number, count(d.invoice_id)::int AS obligations, min(d.state) AS state, min(d.deadline_on) AS "deadlineOn",
         count(*) OVER () AS total
  FROM billing.invoice i LEFT JOIN billing.delivery d ON d.invoice_id = i.id`;

/** Why an obligation is still open, for the administrators who have to deal with it. */
const OPEN_STATES: Readonly<Partial<Record<DeliveryState, string>>> = {
  awaiting: 'en attente d’envoi',
  sending: 'envoi en cours',
  unknown: 'issue de l’envoi inconnue',
  refused: 'refusé par le destinataire',
};

/**
 * I4: each issued document has exactly one delivery obligation. “Sent” has the event of its acceptance and “excused”
 * that of its excuse, except where a former tool sent. An obligation that is open after its deadline is an alert.
 */
export async function verifyDelivery(tx: Transaction, today: LocalDate): Promise<Check> {
  const check = new CheckUnderWay('I4');
  const [count] = (await tx.query('SELECT count(*) AS documents FROM billing.invoice')) as {
    documents: number;
  }[];
  check.checked = count!.documents;
  const odd = (await tx.query(
    `${DELIVERIES} GROUP BY i.id HAVING count(d.invoice_id) <> 1 ORDER BY i.id LIMIT ${MOST_TOLD}`,
  )) as Undelivered[];
  addRows(check.offences, odd, ({ number, obligations }) => ({
    fr:
      obligations === 0
        ? `${number} : aucune obligation d’envoi.`
        : `${number} : ${obligations} obligations d’envoi.`,
    en:
      obligations === 0
        ? `${number}: no delivery obligation.`
        : `${number}: ${obligations} delivery obligations.`,
  }));
  const unproven = (await tx.query(
    `${DELIVERIES} WHERE NOT i.foreign_origin AND d.state IN ('sent', 'excused') AND NOT EXISTS (
       SELECT 1 FROM billing.delivery_event e WHERE e.invoice_id = i.id
         AND e.outcome = CASE d.state WHEN 'sent' THEN 'accepted' ELSE 'excused' END)
     GROUP BY i.id ORDER BY i.id LIMIT ${MOST_TOLD}`,
  )) as Undelivered[];
  addRows(check.offences, unproven, ({ number, state }) => ({
    fr:
      state === 'sent'
        ? `${number} : dit envoyé sans preuve de réception.`
        : `${number} : dispensé d’envoi sans motif écrit.`,
    en:
      state === 'sent'
        ? `${number}: said sent without proof of acceptance.`
        : `${number}: excused without a written reason.`,
  }));
  const late = (await tx.query(
    `${DELIVERIES} WHERE d.state NOT IN ('sent', 'excused') AND d.deadline_on < $1::date
     GROUP BY i.id ORDER BY i.id LIMIT ${MOST_TOLD}`,
    [today],
  )) as Undelivered[];
  addRows(check.toDo, late, ({ number, state, deadlineOn }) => ({
    fr: `${number} : non envoyé au ${writeDate(deadlineOn!, 'fr')} (${state ? OPEN_STATES[state] : ''}).`,
    en: `${number}: not delivered by ${writeDate(deadlineOn!, 'en')} (state “${state}”).`,
  }));
  return check.ended();
}
