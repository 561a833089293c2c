import { divideHalfUp, type LocalDate, localDate, scaledInteger } from '#kernel';
import { accountsErrors } from '../accounts-errors.js';

/** Euros per kilometre by fiscal power, on days from `from` (included) to `to` (excluded). */
export interface MileageScale {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** By fiscal power (CV); the last one holds for more powerful cars too. */
  readonly rates: readonly { readonly fiscalPower: number; readonly rate: string }[];
  readonly source: string;
  /** Whether the rates were checked against the official publication. */
  readonly verified: boolean;
}

/**
 * The first band (up to 5,000 km a year) of the tax scale for cars. [?] Rates are from memory of the order of 27 March
 * 2023; whether they still hold in 2026 is not confirmed, and the lower bands beyond 5,000 km a year are not applied:
 * whoever approves a sheet sees the distance and refuses what exceeds it.
 */
export const MILEAGE_SCALES: readonly MileageScale[] = [
  {
    from: localDate('2022-01-01'),
    to: null,
    rates: [
      { fiscalPower: 3, rate: '0.529' },
      { fiscalPower: 4, rate: '0.606' },
      { fiscalPower: 5, rate: '0.636' },
      { fiscalPower: 6, rate: '0.665' },
      { fiscalPower: 7, rate: '0.697' },
    ],
    source: 'CGI ann. IV art. 6 B, arrêté du 27 mars 2023',
    verified: false,
  },
];

/** The scale of a day. @throws ACCOUNTS.NO_MILEAGE_SCALE */
export function mileageScaleOn(day: LocalDate): MileageScale {
  const scale = MILEAGE_SCALES.find(({ from, to }) => from <= day && (to === null || day < to));
  if (!scale) throw accountsErrors.NO_MILEAGE_SCALE({ day });
  return scale;
}

/**
 * What a distance is paid: kilometres (at most 1 decimal) × euros per kilometre (3 decimals), half-up to the cent.
 * 120.5 km at 0.636 is 76.638, paid 76.64.
 * @throws ACCOUNTS.NO_MILEAGE_SCALE, KERNEL.INVALID_NUMBER
 */
export function mileageOf(
  day: LocalDate,
  { kilometres, fiscalPower }: { readonly kilometres: string; readonly fiscalPower: number },
): { readonly rate: string; readonly cents: number } {
  const { rates } = mileageScaleOn(day);
  const known = rates.filter((each) => each.fiscalPower <= fiscalPower);
  const { rate } = known.at(-1) ?? rates[0]!;
  const product = scaledInteger(kilometres, 1) * scaledInteger(rate, 3);
  return { rate, cents: Number(divideHalfUp(product, 100n)) };
}
