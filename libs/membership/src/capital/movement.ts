import type { LocalDate } from '#kernel';

export const MOVEMENT_KINDS = ['subscription', 'transfer', 'conversion', 'withdrawal'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** Whose shares of which class go, or come. */
export interface Side {
  readonly person: number;
  readonly class: number;
  readonly quantity: number;
  /** The nominal of all of them. */
  readonly cents: number;
}

/** One row of the register of movements. */
export interface Movement {
  /** From 1, without gaps. */
  readonly number: number;
  readonly kind: MovementKind;
  /** What it follows from: `subscription/12`. Of one cause, one movement counts at most. */
  readonly cause: string;
  /** From 1; the next one after the reversal of this one. */
  readonly generation: number;
  /** Takes back the movement of the same cause and generation. */
  readonly reversal: boolean;
  readonly day: LocalDate;
  readonly from: Side | null;
  readonly to: Side | null;
}

/** One side of a movement, signed. */
export interface Leg {
  readonly number: number;
  readonly day: LocalDate;
  readonly person: number;
  readonly class: number;
  readonly quantity: number;
  readonly cents: number;
}

/** The sides of a movement as they add up: a reversal counts the other way round. */
export function legsOf({ number, day, reversal, from, to }: Movement): Leg[] {
  const leg = (side: Side, way: 1 | -1): Leg => ({
    number,
    day,
    person: side.person,
    class: side.class,
    quantity: way * side.quantity,
    cents: way * side.cents,
  });
  return [...(from ? [leg(from, reversal ? 1 : -1)] : []), ...(to ? [leg(to, reversal ? -1 : 1)] : [])];
}
