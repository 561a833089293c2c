import { DomainError, type LocalDate } from '#kernel';
import type { Refusals } from '#imports';
import type { Transaction } from '#persistence';
import { readBylawsOn } from '../../bylaws/read-bylaws.js';
import type { Bylaws } from '../../bylaws/bylaws.js';
import { capitalErrors } from '../capital-errors.js';
import { capitalDaysOf, fallsBelowFloor, shortfallsOf } from '../fold-register.js';
import type { Movement, Side } from '../movement.js';
import { readMovements } from '../read-register.js';
import type { ShareClass } from '../read-subscriptions.js';
import { findPerson } from './find-person.js';
import type { Operation, PersonOfFile, SharesOfFile } from './parse-operation.js';

interface Foreseeing {
  readonly rows: readonly Operation[];
  readonly refuse: Refusals;
  readonly source: string;
  readonly classes: ReadonlyMap<string, ShareClass>;
}

/**
 * What the database would refuse at the end of the file is told by line before: shares that nobody had, and capital that
 * would fall below its floor. Lines may stand in any order: days decide.
 */
export async function refuseWhatCannotBe(
  tx: Transaction,
  { rows, refuse, source, classes }: Foreseeing,
): Promise<void> {
  const persons = new Map<string, number>();
  const classIds = new Map<string, number>();
  const personOf = async (person: PersonOfFile) => {
    const known = persons.get(person.key) ?? (await findPerson(tx, source, person).catch(noneWhenRefused));
    // Those who are not known yet have numbers of their own, below zero.
    const id = known ?? -1 - persons.size;
    persons.set(person.key, id);
    return id;
  };
  const side = async (person: PersonOfFile, shares: SharesOfFile): Promise<Side> => {
    const shareClass =
      classes.get(shares.classCode)?.id ?? classIds.get(shares.classCode) ?? -1 - classIds.size;
    classIds.set(shares.classCode, shareClass);
    const cents = shares.quantity * shares.nominalCents;
    return { person: await personOf(person), class: shareClass, quantity: shares.quantity, cents };
  };
  const existing = await readMovements(tx);
  const coming: { readonly row: Operation; readonly movement: Movement }[] = [];
  for (const row of rows) {
    // Not paid, it makes no shares.
    if (row.kind === 'subscription' && row.paidCents === 0) continue;
    const own = await side(row.person, row.shares);
    const to =
      row.kind === 'subscription'
        ? own
        : row.kind === 'withdrawal'
          ? null
          : await side(row.to ?? row.person, row.toShares ?? row.shares);
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

function noneWhenRefused(error: unknown): null {
  // Said of the line itself when it is written.
  if (error instanceof DomainError) return null;
  throw error;
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
  const rules = new Map<LocalDate, Bylaws | null>();
  for (const { day } of all) if (!rules.has(day)) rules.set(day, await readBylawsOn(tx, day));
  const falls = capitalDaysOf(all, (day) => rules.get(day)?.capital ?? null).filter(fallsBelowFloor);
  for (const { day, capitalCents, floorCents } of falls) {
    const leaving = coming.find(({ movement }) => movement.day === day && movement.to === null);
    if (leaving)
      refuse.add(
        leaving.row.line,
        capitalErrors.FLOOR_REACHED({ day, capital: capitalCents, floor: floorCents }),
      );
  }
}
