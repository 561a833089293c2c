import { plainDecimal, scaledInteger } from './decimal.js';

/**
 * Rates are exact integers of basis points (1/100 of a percent): 20 % is 2000, 5.5 % is 550.
 * @throws KERNEL.INVALID_NUMBER when the percentage has more than two decimals
 */
export function percentToBasisPoints(percent: string): number {
  return Number(scaledInteger(percent, 2));
}

/** 550 is `5.5`. */
export function basisPointsToPercent(basisPoints: number): string {
  return plainDecimal(BigInt(basisPoints), 2);
}
