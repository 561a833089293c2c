import { words } from './texts';

/** « 1 250,50 » as the API reads it, `1250.50`; null when it is no amount of at most two decimals. */
export function typedAmount(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f€%]/g, '').replace(',', '.');
  return /^\d{1,8}(\.\d{1,2})?$/.test(plain) ? plain : null;
}

/** A whole number of shares, at least one; null for anything else. */
export function typedQuantity(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '');
  return /^[1-9]\d{0,6}$/.test(plain) ? Number(plain) : null;
}

/** Checks of the fields that dialogues share; each says what is wrong, or nothing. */
export const checks = {
  needed: (value: string | null) => (value && value.trim() !== '' ? null : words.now('required')),
  quantity: (value: string) => (typedQuantity(value) === null ? words.now('quantityWrong') : null),
  amount: (value: string) => (typedAmount(value) === null ? words.now('amountWrong') : null),
  mayBeAmount: (value: string) =>
    value.trim() === '' || typedAmount(value) !== null ? null : words.now('amountWrong'),
};
