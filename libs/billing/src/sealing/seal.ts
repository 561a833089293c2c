import { createHash } from 'node:crypto';

/**
 * SHA-256 of a value's JSON, in hexadecimal. Fields count in the order in which the composing code writes them, so
 * that one code over the same facts gives one digest.
 */
export function digestOf(value: unknown): string {
  return digestOfText(JSON.stringify(value));
}

export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The seal of a document: SHA-256 of the seal before it (nothing for the first of a series) and of its own text. */
export function sealOf(previous: Buffer | null, payload: string): Buffer {
  const hash = createHash('sha256');
  if (previous) hash.update(previous);
  return hash.update(payload).digest();
}
