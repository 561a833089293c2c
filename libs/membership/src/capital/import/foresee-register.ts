import type { Refusals } from '#imports';
import type { Transaction } from '#persistence';
import { capitalErrors } from '../capital-errors.js';
import { fallsOf, shortfallsOf } from '../fold-register.js';
import type { Movement, Side } from '../movement.js';
import { readMovements } from '../read-register.js';
import type { ShareClass } from '../read-subscriptions.js';
import { readRules, ruleOn } from '../rules-by-day.js';
import type { Operation, SharesOfFile } from './parse-operation.js';
import type { PeopleOfFile } from './people-of-file.js';

/**
 * The order in which the movements of a file enter the register: by day, whatever the order of its lines; on one day, those
 * who leave come last.
 */
export function inOrderOfDays(rows: readonly Operation[]): Operation[] {
  const leaves = ({ kind }: Operation) => (kind === 'withdrawal' ? 1 : 0);
  return [...rows].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : leaves(a) - leaves(b)));
}

interface Foreseeing {
  readonly rows: readonly Operation[];
  readonly refuse: Refusals;
  readonly people: PeopleOfFile;
  readonly classes: ReadonlyMap<string, ShareClass>;
}

/**
 * What the database would refuse at the end of the file is told by line before: shares that nobody had, and capital that
 * would fall below its floor. Lines may stand in any order: days decide.
 */
export async function refuseWhatCannotBe(
  tx: Transaction,
  { rows, refuse, people, classes }: Foreseeing,
): Promise<void> {
  const classIds = new Map<string, number>();
  const side = (person: number, shares: SharesOfFile): Side => {
    // Those that the file brings have numbers of their own, below zero.
    const shareClass =
      classes.get(shares.classCode)?.id ?? classIds.get(shares.classCode) ?? -1 - classIds.size;
    classIds.set(shares.classCode, shareClass);
    const cents = shares.quantity * shares.nominalCents;
    return { person, class: shareClass, quantity: shares.quantity, cents };
  };
  const existing = await readMovements(tx);
  const coming: { readonly row: Operation; readonly movement: Movement }[] = [];
  for (const row of inOrderOfDays(rows)) {
    // Not paid, it makes no shares.
    if (row.kind === 'subscription' && row.paidCents === 0) continue;
    const person = people.find(row.person);
    const recipient = people.find(row.to ?? row.person);
    // Said of the line itself when it is written.
    if (person === null || recipient === null) continue;
    const own = side(person, row.shares);
    const to =
      row.kind === 'subscription'
        ? own
        : row.kind === 'withdrawal'
          ? null
          : side(recipient, row.toShares ?? row.shares);
    const movement: Movement = {
      number: existing.length + coming.length + 1,
      kind: row.kind,
      cause: `file/${row.line}`,
      generation: 1,
      reversal: false,
      day: row.day,
      from: row.kind === 'subscription' ? null : own,
      to,
    };
    coming.push({ row, movement });
  }
  const all = [...existing, ...coming.map(({ movement }) => movement)];
  refuseShortfalls(all, coming, refuse);
  await refuseFalls(tx, all, coming, refuse);
}

type Coming = readonly { readonly row: Operation; readonly movement: Movement }[];

function refuseShortfalls(all: readonly Movement[], coming: Coming, refuse: Refusals): void {
  for (const short of shortfallsOf(all)) {
    const taking = coming.filter(
      ({ movement: { from, day } }) =>
        from?.person === short.person && from.class === short.class && day <= short.day,
    );
    const last = taking.at(-1);
    if (!last) continue;
    const { row } = last;
    const { givenName, name } = row.person;
    refuse.add(
      row.line,
      capitalErrors.HOLDINGS_TOO_SMALL({
        person: givenName ? `${givenName} ${name}` : name,
        class: row.shares.classCode,
        day: short.day,
        missing: short.missing,
      }),
    );
  }
}

async function refuseFalls(
  tx: Transaction,
  all: readonly Movement[],
  coming: Coming,
  refuse: Refusals,
): Promise<void> {
  for (const { number, day, capitalCents, floorCents } of fallsOf(all, ruleOn(await readRules(tx)))) {
    const leaving = coming.find(({ movement }) => movement.number === number);
    if (leaving)
      refuse.add(
        leaving.row.line,
        capitalErrors.FLOOR_REACHED({ day, capital: capitalCents, floor: floorCents }),
      );
  }
}
