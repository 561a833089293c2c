import type { UnitOfWork } from '#persistence';

interface Hand {
  readonly by: string;
  readonly at: Date;
}

/** How a document of a run came to be issued: who proposed it, who approved it. */
export interface Approval {
  readonly run: number;
  readonly proposed: Hand;
  /** Null for a run that was never approved, which issues nothing. */
  readonly approved: Hand | null;
  /** Where a control held the document back: why it was issued all the same. */
  readonly release: { readonly reason: string; readonly by: string } | null;
}

interface RunEventRow extends Hand {
  readonly state: string;
  readonly facts: { readonly releases?: readonly { readonly position: number }[]; readonly digest?: string };
}

/** Read from the events of the run: a document that was released has the approval that released it. */
export async function readApproval(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  runId: number,
): Promise<Approval | null> {
  const [document] = await unitOfWork.read<{
    position: number;
    released: { reason: string; releasedBy: string } | null;
  }>('SELECT position, released FROM billing.run_document WHERE run_id = $1 AND invoice_id = $2', [
    runId,
    invoiceId,
  ]);
  const events = await unitOfWork.read<RunEventRow>(
    'SELECT state, made_by AS by, at, facts FROM billing.run_event WHERE run_id = $1 ORDER BY id',
    [runId],
  );
  const proposed = events.find(({ state }) => state === 'proposed');
  if (!document || !proposed) return null;
  // Only an approval tells the digest; one that releases documents of a run under way leaves the state as it is.
  const approvals = events.filter(({ facts }) => facts.digest !== undefined);
  const { position, released } = document;
  const approved = released
    ? approvals.find(({ facts }) => facts.releases?.some((each) => each.position === position))
    : approvals[0];
  return {
    run: runId,
    proposed: { by: proposed.by, at: proposed.at },
    approved: approved ? { by: approved.by, at: approved.at } : null,
    release: released && { reason: released.reason, by: released.releasedBy },
  };
}
