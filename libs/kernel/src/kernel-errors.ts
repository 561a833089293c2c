import { defineErrors, errorOf } from './domain-error.js';

export const kernelErrors = defineErrors('KERNEL', {
  INVALID_DATE: errorOf<{ text: string }>(
    'invalid',
    ({ text }) => `« ${text} » n’est pas une date. Écrivez-la sous la forme AAAA-MM-JJ.`,
    ({ text }) => `“${text}” is not a date. Write it as YYYY-MM-DD.`,
  ),
  INVALID_PERIOD: errorOf<{ from: string; to: string }>(
    'invalid',
    ({ from, to }) => `La période du ${from} au ${to} (exclu) est vide ou inversée.`,
    ({ from, to }) => `The period from ${from} to ${to} (excluded) is empty or reversed.`,
  ),
  INVALID_NUMBER: errorOf<{ text: string; decimals: number }>(
    'invalid',
    ({ text, decimals }) => `« ${text} » n’est pas un nombre d’au plus ${decimals} décimales.`,
    ({ text, decimals }) => `“${text}” is not a number of at most ${decimals} decimals.`,
  ),
  CURRENCY_MISMATCH: errorOf<{ left: string; right: string }>(
    'broken',
    ({ left, right }) => `On ne peut pas additionner ${left} et ${right}.`,
    ({ left, right }) => `${left} and ${right} cannot be added.`,
  ),
});
