import { amountOf, centsOf } from '../../../i18n/amounts';

interface Sum {
  readonly count: number;
  readonly net: string;
}

export interface MonthOfBilling {
  readonly toBill: Sum;
  readonly issued: Sum;
  readonly sent: Sum;
  readonly unsent: Sum;
}

export interface Part {
  readonly name: 'sent' | 'unsent' | 'excused' | 'toBill';
  readonly net: string;
  /** Of all parts together, 0 to 100. */
  readonly percent: number;
}

/** What is due in a month, cut by how far it has come; parts of nothing are left out. They add up to the whole. */
export function partsOf({ toBill, issued, sent, unsent }: MonthOfBilling): {
  readonly due: string;
  readonly parts: readonly Part[];
} {
  const cents = {
    sent: centsOf(sent.net),
    unsent: centsOf(unsent.net),
    excused: centsOf(issued.net) - centsOf(sent.net) - centsOf(unsent.net),
    toBill: centsOf(toBill.net),
  };
  const due = cents.sent + cents.unsent + cents.excused + cents.toBill;
  const parts = (Object.keys(cents) as Part['name'][])
    .filter((name) => cents[name] !== 0n)
    .map((name) => ({
      name,
      net: amountOf(cents[name]),
      percent: Number((10_000n * cents[name]) / due) / 100,
    }));
  return { due: amountOf(due), parts };
}
