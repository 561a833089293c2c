import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

interface Target {
  readonly id: number;
  readonly number: string;
}

interface Failure {
  readonly number: string;
  readonly error: unknown;
}

/** One act on several documents, one after the other: a refusal of one does not stop the others, and is told. */
export function useMany() {
  const queries = useQueryClient();
  const [done, setDone] = useState(0);
  const [isRunning, setRunning] = useState(false);
  const [failures, setFailures] = useState<readonly Failure[]>([]);

  /** @returns how many succeeded */
  async function run<T extends Target>(
    targets: readonly T[],
    act: (target: T) => Promise<unknown>,
  ): Promise<number> {
    setRunning(true);
    setDone(0);
    setFailures([]);
    const failed: Failure[] = [];
    for (const [index, target] of targets.entries()) {
      try {
        await act(target);
      } catch (error) {
        failed.push({ number: target.number, error });
        setFailures([...failed]);
      }
      setDone(index + 1);
    }
    setRunning(false);
    await queries.invalidateQueries();
    return targets.length - failed.length;
  }

  return { run, done, isRunning, failures };
}
