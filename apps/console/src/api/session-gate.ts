/**
 * Where requests wait when the session has ended: the dialogue « Reconnectez-vous » opens over the page, and each of
 * them is sent again once the person is signed in. Nothing typed is lost, for no page is left.
 */
type Outcome = 'renewed' | 'given up';

let waiting: { readonly promise: Promise<Outcome>; readonly settle: (outcome: Outcome) => void } | null =
  null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Called for each request that the API answered with 401; resolved by `endWait`. */
export function waitForSession(): Promise<Outcome> {
  if (!waiting) {
    let settle: (outcome: Outcome) => void = () => undefined;
    const promise = new Promise<Outcome>((resolve) => {
      settle = resolve;
    });
    waiting = { promise, settle };
    tell();
  }
  return waiting.promise;
}

export function endWait(outcome: Outcome): void {
  waiting?.settle(outcome);
  waiting = null;
  tell();
}

export function isWaiting(): boolean {
  return waiting !== null;
}

/** For `useSyncExternalStore`. */
export function onWaitChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
