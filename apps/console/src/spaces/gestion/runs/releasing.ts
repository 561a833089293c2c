import { api, type Schema } from '../../../api/api';
import { type Releases, usePendingReleases } from './releases';

type Run = Schema<'RunDetailsView'>;

/** How held documents of a run are let through. */
export interface Releasing {
  /** Those that wait for the approval. */
  readonly releases: Releases;
  /** Whether anything can be released at all. */
  readonly isOpen: boolean;
  /** The run was approved before: a release is issued at once. */
  readonly issuesNow: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  release(positions: readonly number[], reason: string, onDone: () => void): void;
  /** The last refusal is read. */
  forget(): void;
  withdraw(position: number): void;
  clear(): void;
}

/** Before the approval releases are gathered and go with it; afterwards each is an approval of its own. */
export function useReleasing(run: Run): Releasing {
  const pending = usePendingReleases(run.digest);
  const approve = api.useMutation('post', '/api/billing-runs/{id}/approval');
  const issuesNow = run.state !== 'proposed';
  return {
    releases: run.state === 'proposed' ? pending.releases : {},
    isOpen: run.state !== 'closed' && run.state !== 'abandoned',
    issuesNow,
    isPending: approve.isPending,
    error: approve.error,
    release(positions, reason, onDone) {
      if (!issuesNow) {
        pending.add(positions, reason);
        onDone();
        return;
      }
      const releases = positions.map((position) => ({ position, reason }));
      // What was accepted of the whole run when it was approved stays accepted.
      const accepts = run.controls.map(({ code }) => code);
      approve.mutate(
        { params: { path: { id: run.id } }, body: { digest: run.digest, releases, accepts } },
        { onSuccess: onDone },
      );
    },
    forget: approve.reset,
    withdraw: pending.withdraw,
    clear: pending.clear,
  };
}
