import type { Schema } from '../../../api/api';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { decimalOf } from '../contracts/decimal';

export type OpenDocument = Schema<'OpenDocumentView'>;

/** A document that is chosen, and how much of the payment it gets, as it is typed. */
export interface Chosen {
  readonly document: OpenDocument;
  readonly part: string;
}

/** What a person types as an amount of either sign, as the API's decimal text with at most two decimals; or null. */
export function typedAmount(typed: string): string | null {
  const back = /^\s*[-−]/.test(typed);
  const decimal = decimalOf(typed.replace(/^\s*[-−]/, ''));
  if (decimal === null || !/^\d+(\.\d{1,2})?$/.test(decimal)) return null;
  return back ? amountOf(-centsOf(decimal)) : amountOf(centsOf(decimal));
}

/** Why a part cannot be recorded; null where it can. Credit notes are given back: their parts are negative as they are. */
export function faultOf({ document, part }: Chosen): 'noAmount' | 'beyondBalance' | null {
  const typed = typedAmount(part);
  if (typed === null) return 'noAmount';
  const [cents, owed] = [centsOf(typed), centsOf(document.balance)];
  if (cents === 0n || cents < 0n !== owed < 0n) return 'noAmount';
  return (cents < 0n ? -cents : cents) > (owed < 0n ? -owed : owed) ? 'beyondBalance' : null;
}

/** What the chosen documents get together; null where one of the parts is no amount. */
export function sumOfParts(chosen: readonly Chosen[]): string | null {
  let sum = 0n;
  for (const { part } of chosen) {
    const amount = typedAmount(part);
    if (amount === null) return null;
    sum += centsOf(amount);
  }
  return amountOf(sum);
}

/** What is left of the payment, in cents; null where something is no amount. */
export function restOf(amount: string, chosen: readonly Chosen[]): bigint | null {
  const [paid, given] = [typedAmount(amount), sumOfParts(chosen)];
  return paid === null || given === null ? null : centsOf(paid) - centsOf(given);
}

/** Whether parts go beyond the payment, whatever its sign. */
export function isBeyond(amount: string, rest: bigint): boolean {
  return amount.trim().startsWith('-') ? rest > 0n : rest < 0n;
}

/** What is left of a payment, where that is less than what is left of the document. */
export function smallerOf(balance: string, rest: bigint): string {
  const owed = centsOf(balance);
  return (owed < 0n ? -owed : owed) <= (rest < 0n ? -rest : rest) ? balance : amountOf(rest);
}
