import { divideHalfUp, type LocalDate } from '#kernel';
import { legsOf, type Leg, type Movement } from './movement.js';

/** The rule of a day: the floor is the higher of both. */
export interface FloorRule {
  readonly minimumCents: number;
  readonly floorBasisPoints: number;
}

/** Capital at the end of a day on which it moved. */
export interface CapitalDay {
  readonly day: LocalDate;
  readonly capitalCents: number;
  /** The nominal of what left by withdrawals that day. */
  readonly withdrawnCents: number;
  /** The highest ever reached, this day included. */
  readonly highestCents: number;
  readonly floorCents: number;
}

interface Shortfall {
  readonly person: number;
  readonly class: number;
  readonly day: LocalDate;
  /** How many shares are missing. */
  readonly missing: number;
}

const holder = (leg: Leg) => `${leg.person}/${leg.class}`;

function byDay(movements: readonly Movement[]): Leg[] {
  return movements
    .flatMap(legsOf)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.number - b.number));
}

/** Shares by `person/class` at the end of a day; nobody who holds none. */
export function holdingsOn(movements: readonly Movement[], day: LocalDate): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const leg of movements.flatMap(legsOf)) {
    if (leg.day <= day) held.set(holder(leg), (held.get(holder(leg)) ?? 0) + leg.quantity);
  }
  return new Map([...held].filter(([, quantity]) => quantity !== 0));
}

/** Each holding that would be negative at the end of a day, on the first such day. */
export function shortfallsOf(movements: readonly Movement[]): Shortfall[] {
  const holders = new Map<string, Leg[]>();
  for (const leg of byDay(movements)) holders.set(holder(leg), [...(holders.get(holder(leg)) ?? []), leg]);
  return [...holders.values()].flatMap((legs) => {
    let held = 0;
    for (const [index, { person, class: shareClass, day, quantity }] of legs.entries()) {
      held += quantity;
      const isDayOver = legs[index + 1]?.day !== day;
      if (held < 0 && isDayOver) return [{ person, class: shareClass, day, missing: -held }];
    }
    return [];
  });
}

/** The higher of the minimum and the share of the highest capital, rounded up: a fraction of a cent is not enough. */
export function floorOf({ minimumCents, floorBasisPoints }: FloorRule, highestCents: number): number {
  return Math.max(minimumCents, Number((BigInt(highestCents) * BigInt(floorBasisPoints) + 9_999n) / 10_000n));
}

interface MovedDay {
  readonly day: LocalDate;
  cents: number;
  withdrawnCents: number;
}

/** Adds a movement to the days on which capital moved, which stay in their order. */
function addTo(days: MovedDay[], movement: Movement): void {
  const cents = legsOf(movement).reduce((sum, leg) => sum + leg.cents, 0);
  const withdrawnCents = movement.kind === 'withdrawal' ? -cents : 0;
  let at = days.length;
  while (at > 0 && days[at - 1]!.day > movement.day) at -= 1;
  const known = days[at - 1];
  if (known?.day === movement.day) {
    known.cents += cents;
    known.withdrawnCents += withdrawnCents;
  } else days.splice(at, 0, { day: movement.day, cents, withdrawnCents });
}

/** The rule of the bylaws in force on a day; null where there are none, or no capital: then no floor. */
type RuleOn = (day: LocalDate) => FloorRule | null;

function runningOf(days: readonly MovedDay[], ruleOn: RuleOn): CapitalDay[] {
  let capital = 0;
  let highest = 0;
  return days.map(({ day, cents, withdrawnCents }) => {
    capital += cents;
    highest = Math.max(highest, capital);
    const rule = ruleOn(day);
    const floorCents = rule ? floorOf(rule, highest) : 0;
    return { day, capitalCents: capital, withdrawnCents, highestCents: highest, floorCents };
  });
}

export function capitalDaysOf(movements: readonly Movement[], ruleOn: RuleOn): CapitalDay[] {
  const days: MovedDay[] = [];
  for (const movement of movements) addTo(days, movement);
  return runningOf(days, ruleOn);
}

/** A withdrawal that took capital below its floor, on a day. */
export interface Fall {
  /** Of its movement. */
  readonly number: number;
  readonly day: LocalDate;
  readonly capitalCents: number;
  readonly floorCents: number;
}

/**
 * No withdrawal takes capital below its floor (art. 13 loi 47-1775). Each is judged with what the register told when it was
 * written: on its day, and on later days of withdrawals. What is told after it, a payment that is undone first of all, is
 * no fault of the withdrawal; and capital rises from nothing.
 * @param movements by number
 */
export function fallsOf(movements: readonly Movement[], ruleOn: RuleOn): Fall[] {
  const days: MovedDay[] = [];
  return movements.flatMap((movement) => {
    addTo(days, movement);
    if (movement.kind !== 'withdrawal' || movement.reversal) return [];
    const fall = runningOf(days, ruleOn).find(
      ({ day, capitalCents, floorCents, withdrawnCents }) =>
        capitalCents < floorCents && (day === movement.day || (day > movement.day && withdrawnCents > 0)),
    );
    if (!fall) return [];
    const { day, capitalCents, floorCents } = fall;
    return [{ number: movement.number, day, capitalCents, floorCents }];
  });
}

/** How many movements of each cause count: 0 or 1 in a sound register. */
export function liveByCause(movements: readonly Movement[]): ReadonlyMap<string, number> {
  const live = new Map<string, number>();
  for (const { cause, reversal } of movements) live.set(cause, (live.get(cause) ?? 0) + (reversal ? -1 : 1));
  return live;
}

/** A withdrawal that was granted and has not taken effect. */
export interface Waiting {
  readonly id: number;
  readonly requestedOn: LocalDate;
  readonly cents: number;
  /** Whether the shares are still there, and paid up. */
  readonly held: boolean;
}

/** In the order in which they were asked for. */
export function inOrder<W extends Pick<Waiting, 'id' | 'requestedOn'>>(waiting: readonly W[]): W[] {
  return [...waiting].sort((a, b) =>
    a.requestedOn === b.requestedOn ? a.id - b.id : a.requestedOn < b.requestedOn ? -1 : 1,
  );
}

/**
 * Who can leave now: from the first on, as long as capital stays at its floor. The first that does not fit stops those
 * behind it, also smaller ones: nobody is overtaken.
 */
export function servable<W extends Waiting>(
  waiting: readonly W[],
  { capitalCents, floorCents }: { readonly capitalCents: number; readonly floorCents: number },
): W[] {
  const served: W[] = [];
  let left = capitalCents;
  for (const each of inOrder(waiting)) {
    if (!each.held || left - each.cents < floorCents) break;
    left -= each.cents;
    served.push(each);
  }
  return served;
}

/** Losses that shares bear at a closing. */
export interface Losses {
  readonly lossesCents: number;
  /** The nominal of all shares that bear them. */
  readonly bearingCents: number;
}

/**
 * What somebody who left is refunded: quantity × (nominal − share of losses), art. 18 loi 47-1775. No share of reserves.
 * The loss is rounded half-up to the cent on the whole, so that it does not depend on how many shares go at once.
 */
export function refundOf(
  nominalCents: number,
  losses: Losses | null,
): { lossCents: number; refundCents: number } {
  const shareCents =
    losses && losses.bearingCents > 0
      ? Number(divideHalfUp(BigInt(nominalCents) * BigInt(losses.lossesCents), BigInt(losses.bearingCents)))
      : 0;
  // Movements that were undone since may leave fewer shares than the losses; nobody bears more than their nominal.
  const lossCents = Math.min(shareCents, nominalCents);
  return { lossCents, refundCents: nominalCents - lossCents };
}
