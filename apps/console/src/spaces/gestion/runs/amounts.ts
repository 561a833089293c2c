/** Cents of a decimal text of the API, « 12.30 » is 1230; exact up to ninety thousand billion euros. */
export function centsOf(amount: string): number {
  return Math.round(Number(amount) * 100);
}

/** The decimal text of cents: 1230 is « 12.30 ». */
export function amountOf(cents: number): string {
  return (cents / 100).toFixed(2);
}

export function sumOf(amounts: readonly string[]): string {
  return amountOf(amounts.reduce((sum, each) => sum + centsOf(each), 0));
}
