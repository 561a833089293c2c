import type { DeliveryState } from '../states';

/** Whether sending again could make a document arrive twice: the API then wants it confirmed. */
export function mayHaveArrived(state: DeliveryState): boolean {
  return state === 'sent' || state === 'unknown' || state === 'sending';
}

/** Enough of an address to be tried; whether it exists only its server knows. */
export function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text.trim());
}
