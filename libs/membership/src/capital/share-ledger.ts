import type { LocalDate } from '#kernel';

/** Accounts of the plan comptable général; the accounting room may number them otherwise. */
export interface ShareAccounts {
  /** Subscribed, not called; what mirrors it among the assets. */
  readonly uncalled: string;
  readonly toCall: string;
  /** Subscribed, called, not paid. */
  readonly calledUnpaid: string;
  /** Subscribed, called, paid. */
  readonly calledPaid: string;
  /** What associates owe of what was called. */
  readonly owedByAssociates: string;
  /** Paid before there are shares. */
  readonly received: string;
  /** What is to be refunded to those who left. */
  readonly toRefund: string;
  readonly bank: string;
  /** Bears the share of losses that is not refunded. */
  readonly losses: string;
}

/** Plan comptable général, classes 1 and 4 (articles not compared with the edition in force). */
export const SHARE_ACCOUNTS: ShareAccounts = {
  uncalled: '1011',
  toCall: '109',
  calledUnpaid: '1012',
  calledPaid: '1013',
  owedByAssociates: '4562',
  received: '4563',
  toRefund: '4567',
  bank: '512',
  losses: '119',
};

export interface ShareLedgerLine {
  readonly account: string;
  readonly person: number;
  readonly debitCents: number;
  readonly creditCents: number;
}

/** One entry: its debits and credits are equal. */
export interface ShareLedgerEntry {
  readonly day: LocalDate;
  /** What it follows from: `movement/12`, `payment/8`. Unique. */
  readonly cause: string;
  readonly what: 'subscription' | 'payment' | 'call' | 'transfer' | 'conversion' | 'withdrawal' | 'refund';
  readonly lines: readonly ShareLedgerLine[];
}

/** A fact that moves an account, in the order in which it was recorded. */
export type ShareFact = { readonly day: LocalDate; readonly cause: string } & (
  | {
      readonly what: 'subscription';
      readonly bulletin: number;
      readonly person: number;
      readonly amountCents: number;
      readonly calledCents: number;
      readonly reversal: boolean;
    }
  /** Negative when a payment is undone. */
  | { readonly what: 'payment'; readonly bulletin: number; readonly person: number; readonly cents: number }
  | { readonly what: 'call'; readonly bulletin: number; readonly person: number; readonly cents: number }
  | {
      readonly what: 'transfer' | 'conversion';
      readonly person: number;
      readonly toPerson: number;
      readonly cents: number;
    }
  | { readonly what: 'withdrawal'; readonly person: number; readonly cents: number }
  | {
      readonly what: 'refund';
      readonly person: number;
      readonly paidCents: number;
      readonly lossCents: number;
    }
);

/** What stands on the accounts for one bulletin. */
interface Position {
  readonly amount: number;
  readonly called: number;
  readonly paid: number;
  readonly live: boolean;
}

const NOTHING: Position = { amount: 0, called: 0, paid: 0, live: false };

type Balance = readonly [account: string, cents: number];

/** What stands on the accounts for one bulletin, debit positive; adds up to zero. */
function balancesOf({ amount, called, paid, live }: Position, accounts: ShareAccounts): Balance[] {
  if (!live)
    return [
      [accounts.bank, paid],
      [accounts.received, -paid],
    ];
  // Who pays more than was called has paid in advance: it counts as called.
  const due = Math.max(called, paid);
  return [
    [accounts.bank, paid],
    [accounts.owedByAssociates, due - paid],
    [accounts.toCall, amount - due],
    [accounts.uncalled, due - amount],
    [accounts.calledUnpaid, paid - due],
    [accounts.calledPaid, -paid],
  ];
}

function lineOf(person: number, [account, cents]: Balance): ShareLedgerLine[] {
  if (cents === 0) return [];
  return [{ account, person, debitCents: Math.max(cents, 0), creditCents: Math.max(-cents, 0) }];
}

/** From one position of a bulletin to the next: what changes on each account. */
function changeOf(person: number, from: Position, to: Position, accounts: ShareAccounts): ShareLedgerLine[] {
  const change = new Map<string, number>();
  for (const [account, cents] of balancesOf(to, accounts))
    change.set(account, (change.get(account) ?? 0) + cents);
  for (const [account, cents] of balancesOf(from, accounts))
    change.set(account, (change.get(account) ?? 0) - cents);
  return [...change].flatMap((each) => lineOf(person, each));
}

function positionAfter(before: Position, fact: ShareFact): Position {
  switch (fact.what) {
    case 'subscription':
      return fact.reversal
        ? { ...before, live: false, called: before.called - fact.calledCents }
        : {
            ...before,
            live: true,
            amount: fact.amountCents,
            called: before.called + fact.calledCents,
          };
    case 'payment':
      return { ...before, paid: before.paid + fact.cents };
    case 'call':
      return { ...before, called: before.called + fact.cents };
    default:
      return before;
  }
}

/**
 * The register and its payments in the terms of accounts: one balanced entry for each fact that moves an account.
 * @param facts in the order in which they were recorded
 */
export function ledgerOf(
  facts: readonly ShareFact[],
  accounts: ShareAccounts = SHARE_ACCOUNTS,
): ShareLedgerEntry[] {
  const positions = new Map<number, Position>();
  return facts.flatMap((fact) => {
    const { day, cause, what } = fact;
    const lines = linesOf(fact, positions, accounts);
    return lines.length > 0 ? [{ day, cause, what, lines }] : [];
  });
}

function linesOf(
  fact: ShareFact,
  positions: Map<number, Position>,
  accounts: ShareAccounts,
): ShareLedgerLine[] {
  switch (fact.what) {
    case 'transfer':
    case 'conversion':
      return [
        ...lineOf(fact.person, [accounts.calledPaid, fact.cents]),
        ...lineOf(fact.toPerson, [accounts.calledPaid, -fact.cents]),
      ];
    case 'withdrawal':
      return [
        ...lineOf(fact.person, [accounts.calledPaid, fact.cents]),
        ...lineOf(fact.person, [accounts.toRefund, -fact.cents]),
      ];
    case 'refund':
      return [
        ...lineOf(fact.person, [accounts.toRefund, fact.paidCents + fact.lossCents]),
        ...lineOf(fact.person, [accounts.bank, -fact.paidCents]),
        ...lineOf(fact.person, [accounts.losses, -fact.lossCents]),
      ];
    default: {
      const before = positions.get(fact.bulletin) ?? NOTHING;
      const after = positionAfter(before, fact);
      positions.set(fact.bulletin, after);
      return changeOf(fact.person, before, after, accounts);
    }
  }
}
