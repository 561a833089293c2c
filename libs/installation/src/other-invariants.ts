import type { InvariantCheck } from '#billing';

/** The invariants that other rooms than billing keep, for `Verifier` and for the tests. */
export const otherInvariants: readonly InvariantCheck[] = [];
