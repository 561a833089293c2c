import type { InvariantCheck } from '#billing';
import { verifyCapital } from '#membership';
import { verifyAllocations } from '#treasury';

/** The invariants that other rooms than billing keep, for `Verifier` and for the tests. */
export const otherInvariants: readonly InvariantCheck[] = [verifyAllocations, verifyCapital];
