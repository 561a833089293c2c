import { type LocalDate, monthOf } from '#kernel';
import type { BilledFact, CollectedFact, PurchaseFact, TakenBack } from '../facts/activity-facts.js';

/** A fact as the bands see it. */
export interface Entry {
  readonly kind: 'billed' | 'collected' | 'bought';
  readonly on: LocalDate;
  /** First day of the month to which it belongs: its own, or that of the fact that it takes back. */
  readonly ofMonth: LocalDate;
  readonly takesBack: TakenBack | null;
  readonly netCents: number;
  readonly label: string;
  readonly invoice: BilledFact['invoice'] | null;
  readonly client: BilledFact['client'] | null;
  readonly payment: number | null;
  readonly purchase: number | null;
}

/** The first day of the month of a day. */
export function firstOf(day: LocalDate): LocalDate {
  return `${monthOf(day)}-01` as LocalDate;
}

/** What takes a fact back belongs to that fact's month, so that it finds the rates by which that fact was counted. */
export function monthOfFact(
  on: LocalDate,
  { takesBack }: { readonly takesBack?: TakenBack | null },
): LocalDate {
  return firstOf(takesBack?.on ?? on);
}

const ofDocument = (fact: BilledFact | CollectedFact) => ({
  takesBack: fact.takesBack ?? null,
  netCents: fact.netCents,
  label: fact.invoice.number,
  invoice: fact.invoice,
  client: fact.client,
  purchase: null,
});

export function billedEntry(fact: BilledFact): Entry {
  const { issuedOn: on } = fact;
  return { kind: 'billed', on, ofMonth: monthOfFact(on, fact), ...ofDocument(fact), payment: null };
}

export function collectedEntry(fact: CollectedFact): Entry {
  const { collectedOn: on, payment } = fact;
  return { kind: 'collected', on, ofMonth: monthOfFact(on, fact), ...ofDocument(fact), payment };
}

export function boughtEntry({ boughtOn, netCents, label, id }: PurchaseFact): Entry {
  const of = { invoice: null, client: null, payment: null, purchase: id, takesBack: null };
  return { kind: 'bought', on: boughtOn, ofMonth: firstOf(boughtOn), netCents, label, ...of };
}

/** By day and then by what names them, so that a month is told in one order, however its facts were read. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  const keyOf = ({ on, kind, label, payment, purchase, netCents }: Entry) =>
    [on, kind, label, payment ?? purchase ?? 0, netCents].join('\u0000');
  return entries
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry);
}
