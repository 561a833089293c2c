import { divideHalfUp } from '#kernel';

/** What is left to collect of a document and its credit notes on the lines of one contract. In cents, signed. */
export interface OpenShare {
  /** Null for lines that are about no contract. */
  readonly contract: number | null;
  readonly grossCents: number;
  readonly netCents: number;
}

/** The part of an amount that falls to the lines of one contract. */
export type AllocationShare = OpenShare;

const round = (value: bigint, by: bigint) =>
  by < 0n ? Number(divideHalfUp(-value, -by)) : Number(divideHalfUp(value, by));

/**
 * Spreads a total over weights, of any sign: each part is a difference of two running sums rounded half-up to the cent,
 * so that the parts sum to the total. Weights that sum to 0 leave all of it to the last.
 */
export function spread(totalCents: number, weights: readonly bigint[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map((_, at) => (at === weights.length - 1 ? totalCents : 0));
  let running = 0n;
  let given = 0;
  return weights.map((weight) => {
    running += weight;
    const reached = round(BigInt(totalCents) * running, whole);
    const part = reached - given;
    given = reached;
    return part;
  });
}

/**
 * The shares of an amount in what is still open, pro rata of gross; the net follows gross. An amount that settles all
 * that is open takes each share exactly, in however many parts it was paid.
 */
export function shareOut(amountCents: number, open: readonly OpenShare[]): AllocationShare[] {
  if (open.length === 0) return [{ contract: null, grossCents: amountCents, netCents: amountCents }];
  const gross = spread(
    amountCents,
    open.map(({ grossCents }) => BigInt(grossCents)),
  );
  return open
    .map((share, at): AllocationShare => {
      const grossCents = gross[at]!;
      const netCents =
        grossCents === share.grossCents
          ? share.netCents
          : share.grossCents === 0
            ? grossCents
            : round(BigInt(share.netCents) * BigInt(grossCents), BigInt(share.grossCents));
      return { contract: share.contract, grossCents, netCents };
    })
    .filter(({ grossCents, netCents }) => grossCents !== 0 || netCents !== 0);
}

/** What is left open when shares are taken. */
export function lessShares(open: readonly OpenShare[], taken: readonly AllocationShare[]): OpenShare[] {
  const of = new Map(taken.map((share) => [share.contract, share]));
  return open.map((share) => {
    const part = of.get(share.contract);
    if (!part) return share;
    return {
      contract: share.contract,
      grossCents: share.grossCents - part.grossCents,
      netCents: share.netCents - part.netCents,
    };
  });
}
