import { kernelErrors } from './kernel-errors.js';

const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads `-12.5` with `scale` 4 as -125000n: an exact integer count of 10^-scale.
 * @throws KERNEL.INVALID_NUMBER when it is not a plain decimal or has more significant decimals than `scale`
 */
export function scaledInteger(text: string, scale: number): bigint {
  const match = FORM.exec(text.trim());
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > scale) throw kernelErrors.INVALID_NUMBER({ text, decimals: scale });
  const magnitude = BigInt(match[2]! + fraction.padEnd(scale, '0'));
  return match[1] ? -magnitude : magnitude;
}

/** Writes an exact count of 10^-scale as a plain decimal without needless zeros: (125000n, 4) is `12.5`. */
export function plainDecimal(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Division rounded half away from zero, the commercial rounding of French invoices. `by` > 0. */
export function divideHalfUp(value: bigint, by: bigint): bigint {
  const magnitude = value < 0n ? -value : value;
  const rounded = (2n * magnitude + by) / (2n * by);
  return value < 0n ? -rounded : rounded;
}
