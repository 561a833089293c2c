/** Cents of the API's decimal text. */
export function centsOf(amount: string): number {
  const [, sign, whole, cents = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new Error(`${amount} is no amount`);
  const value = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  return sign === '-' ? -value : value;
}

export function amountOfCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

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
    .filter((name) => cents[name] !== 0)
    .map((name) => ({ name, net: amountOfCents(cents[name]), percent: (100 * cents[name]) / due }));
  return { due: amountOfCents(due), parts };
}
