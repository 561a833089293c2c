import { kernelErrors } from './kernel-errors.js';
import { addMonths, type LocalDate, localDate } from './local-date.js';
import { type Period } from './period.js';

declare const monthBrand: unique symbol;

/** A calendar month written `YYYY-MM`. */
export type Month = string & { readonly [monthBrand]: true };

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7) as Month;
}

/** @throws KERNEL.INVALID_DATE when the text is not an existing month written `YYYY-MM` */
export function month(text: string): Month {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw kernelErrors.INVALID_DATE({ text });
  return text as Month;
}

export function periodOfMonth(of: Month): Period {
  const from = localDate(`${of}-01`);
  return { from, to: addMonths(from, 1) };
}
