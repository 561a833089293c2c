import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

interface OneByOne<T> {
  /** How many are done while it runs, null otherwise. */
  readonly done: number | null;
  /** What the one refused answered; those before it were done, those after it were not tried. */
  readonly error: unknown;
  /** @returns how many were done */
  run(items: readonly T[]): Promise<number>;
}

/** Acts on one thing after the other; a refusal stops there. Whatever was done, what is in sight is read again. */
export function useOneByOne<T>(act: (item: T) => Promise<unknown>): OneByOne<T> {
  const queries = useQueryClient();
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  async function run(items: readonly T[]): Promise<number> {
    let count = 0;
    setError(null);
    try {
      for (const item of items) {
        setDone(count);
        await act(item);
        count += 1;
      }
    } catch (refusal) {
      setError(refusal);
    } finally {
      setDone(null);
      void queries.invalidateQueries();
    }
    return count;
  }
  return { done, error, run };
}
