import type { Day, Period } from '../../../../i18n/format';

const DAY_MS = 86_400_000;

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Where segments lie within a window of days, in percent of its length. */
export function placesOf<S extends Period>(
  segments: readonly S[],
  { from, to }: Period,
): (S & { readonly start: number; readonly width: number })[] {
  const whole = daysBetween(from, to ?? from);
  if (whole <= 0) return [];
  const percent = (days: number) => Math.round((days / whole) * 10_000) / 100;
  return segments.map((segment) => ({
    ...segment,
    start: percent(daysBetween(from, segment.from)),
    width: percent(daysBetween(segment.from, segment.to ?? segment.from)),
  }));
}
