import type { Contributions, NewScheme } from '#contributions';
import type { Actor } from '#identity';
import { addDays, addMonths, type LocalDate, writeDate } from '#kernel';
import type { Transaction } from '#persistence';
import type { NewPayment, PaymentMeans, Treasury } from '#treasury';
import { type DemoCalendar, HISTORY_MONTHS } from './demo-calendar.js';
import type { DemoClock } from './one-transaction.js';

/** What the telling of payments and contributions works with. */
export interface ContributionsTold {
  readonly tx: Transaction;
  readonly treasury: Treasury;
  readonly contributions: Contributions;
  /** Of the support team. */
  readonly actor: Actor;
  readonly clock: DemoClock;
  readonly calendar: DemoCalendar;
  /** Numbers of the issuers and of the activities by their codes. */
  readonly issuers: ReadonlyMap<string, number>;
  readonly activities: ReadonlyMap<string, number>;
}

/** The month from which contributions are told: a year back. */
const FIRST_TOLD = HISTORY_MONTHS - 12;
/** The last month but one is closed; the last waits for a person to close it. */
const LAST_CLOSED = HISTORY_MONTHS - 2;

/**
 * Payments on most invoices, the schemes of both issuers, and statements closed up to the month before last. To be told
 * after the direct costs of the activities, which count in a margin.
 */
export async function tellContributions(told: ContributionsTold): Promise<void> {
  const { calendar, clock } = told;
  await tellSchemes(told);
  const payments = paymentsOf(await readPayable(told), calendar);
  for (let month = 0; month <= HISTORY_MONTHS; month += 1) {
    const until = month === HISTORY_MONTHS ? calendar.today : calendar.lastOf(month);
    const received = payments.filter(
      ({ receivedOn }) => receivedOn >= calendar.firstOf(month) && receivedOn <= until,
    );
    clock.set(until);
    if (received.length > 0) await told.treasury.recordPayments(told.actor, received, told.tx);
    if (month < FIRST_TOLD || month > LAST_CLOSED) continue;
    clock.set(addDays(calendar.firstOf(month + 1), 5));
    for (const issuer of ['CAE', 'COOP']) await closeMonth(told, issuer, calendar.firstOf(month));
  }
  clock.set(calendar.today);
  await tellRefusedPayment(told);
}

/** The bank of a client refused a direct debit weeks later: what was kept of it comes back in the open month. */
async function tellRefusedPayment({
  tx,
  treasury,
  actor,
  calendar,
  activities,
}: ContributionsTold): Promise<void> {
  const [last]: { payment: number }[] = await tx.query(
    `SELECT a.payment_id AS payment
     FROM treasury.allocation a
     JOIN treasury.allocation_share s ON s.allocation_id = a.id
     JOIN contracts.contract c ON c.id = s.contract_id AND c.activity_id = $1
     WHERE a.collected_on < $2 ORDER BY a.collected_on DESC, a.id LIMIT 1`,
    [activities.get('RONCE'), calendar.firstOf(LAST_CLOSED + 1)],
  );
  if (!last) return;
  await treasury.reversePayment(
    actor,
    { payment: last.payment, reason: 'Prélèvement rejeté par la banque du client' },
    tx,
  );
}

async function tellSchemes(told: ContributionsTold): Promise<void> {
  const { tx, contributions, actor, calendar, clock, issuers, activities } = told;
  const from = calendar.firstOf(FIRST_TOLD);
  const assembly = addMonths(from, -2);
  clock.set(addDays(assembly, 11));
  const reason = `Assemblée générale du ${writeDate(addDays(assembly, 11), 'fr')}`;
  const [cae, coop] = [issuers.get('CAE')!, issuers.get('COOP')!];
  const band = (fromCents: number, rateBasisPoints: number) => ({ fromCents, rateBasisPoints });
  const schemes: Omit<NewScheme, 'from' | 'reason'>[] = [
    {
      issuer: cae,
      activity: null,
      scheme: {
        basis: 'collected',
        bands: [band(0, 1100), band(4_000_000, 1000), band(8_000_000, 900)],
        minimum: { cents: 3_000, per: 'month' },
        reversalBasisPoints: 200,
        // It bills here, and is another CAE all the same: what it keeps is its commission.
        nature: 'commission',
      },
    },
    {
      issuer: cae,
      activity: activities.get('SALIN')!,
      scheme: {
        basis: 'margin',
        bands: [1150, 1050, 950, 850, 750].map((rate, at) => band(at * 3_000_000, rate)),
        minimum: null,
        reversalBasisPoints: null,
        nature: 'commission',
      },
    },
    {
      issuer: coop,
      activity: null,
      scheme: {
        basis: 'collected',
        bands: [band(0, 500)],
        minimum: null,
        reversalBasisPoints: null,
        nature: 'contribution',
      },
    },
  ];
  for (const scheme of schemes) await contributions.setScheme(actor, { ...scheme, from, reason }, tx);
}

/** An invoice with what is left of it when its credit notes are taken off. */
interface Payable {
  readonly id: number;
  readonly number: string;
  readonly issuer: number;
  readonly client: number;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly owedCents: number;
}

function readPayable({ tx }: ContributionsTold): Promise<Payable[]> {
  return tx.query(
    `SELECT i.id, i.number, i.issuer_id AS issuer, i.client_id AS client, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
       i.gross_cents - coalesce((SELECT sum(k.gross_cents) FROM billing.invoice k WHERE k.credits_invoice_id = i.id), 0)::bigint
         AS "owedCents"
     FROM billing.invoice i WHERE i.type <> 'creditNote' ORDER BY i.id`,
  );
}

/** The same number for the same document, spread over 0 to 99. */
function chance({ number }: Payable, salt: number): number {
  let hash = salt;
  for (const letter of number) hash = (hash * 31 + letter.charCodeAt(0)) % 9_973;
  return hash % 100;
}

const MEANS: readonly PaymentMeans[] = [
  'transfer',
  'transfer',
  'transfer',
  'transfer',
  'cheque',
  'directDebit',
];

const LATEST = 12;

/**
 * Most invoices are paid around the day when they are due, whole; a few in part, a few not at all. One client pays
 * without saying what.
 */
function paymentsOf(payables: readonly Payable[], calendar: DemoCalendar): NewPayment[] {
  const payments: NewPayment[] = [];
  for (const payable of payables) {
    const { id, number, issuer, client, issuedOn, dueOn, owedCents } = payable;
    // What is older than a few months was reminded of, and paid.
    const recent = issuedOn >= calendar.firstOf(HISTORY_MONTHS - 4);
    if (owedCents <= 0 || (recent && chance(payable, 7) < 8)) continue;
    const asked = addDays(dueOn, (chance(payable, 3) % (LATEST * 2)) - LATEST);
    const receivedOn = asked < issuedOn ? issuedOn : asked;
    if (receivedOn > calendar.today) continue;
    const inPart = recent && chance(payable, 11) < 6;
    const amountCents = inPart ? Math.round(owedCents / 2) : owedCents;
    const means = MEANS[chance(payable, 5) % MEANS.length]!;
    payments.push({
      issuer,
      client,
      receivedOn,
      amountCents,
      means,
      reference: means === 'cheque' ? `CHQ ${number}` : `VIR ${number}`,
      allocations: [{ invoice: id, amountCents }],
    });
  }
  const last = payments.at(-1);
  if (!last) return payments;
  const { issuer, client } = last;
  return [
    ...payments,
    {
      issuer: issuer!,
      client: client!,
      receivedOn: calendar.today,
      amountCents: 36_000,
      means: 'transfer',
      reference: 'VIR ACOMPTE SANS NUMERO',
      note: 'Le client doit dire à quelle facture il pense',
    },
  ];
}

/** Closes what there is to close, as it is read. */
async function closeMonth(
  { tx, contributions, actor, issuers }: ContributionsTold,
  code: string,
  month: LocalDate,
): Promise<void> {
  const issuer = issuers.get(code)!;
  const open = await contributions.openMonth({ issuer, month }, tx);
  const statements = open.map(({ activity, amountCents }) => ({ activity: activity.id, amountCents }));
  if (statements.length > 0) await contributions.closeMonth(actor, { issuer, month, statements }, tx);
}
