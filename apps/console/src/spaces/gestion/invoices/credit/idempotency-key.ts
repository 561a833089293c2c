import { useRef } from 'react';

/**
 * A key for one act: the same as long as what is asked is the same, so that a second try after a lost answer is no
 * second act; another as soon as something else is asked.
 */
export function useIdempotencyKey(asked: unknown): string {
  const kept = useRef<{ readonly of: string; readonly key: string } | null>(null);
  const of = JSON.stringify(asked);
  if (kept.current?.of !== of) kept.current = { of, key: randomKey() };
  return kept.current.key;
}

/** `crypto.randomUUID` needs https, which an installation on a local network may not have. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
