import type { Actor } from '#identity';
import { addDays, addMonths, localDate } from '#kernel';
import type { Membership } from '#membership';
import type { Transaction } from '#persistence';
import { DEMO_ASSOCIATES, type DemoAssociate, type DemoDay, demoDay } from './demo-associates.js';
import { demoBylaws } from './demo-bylaws.js';
import type { DemoCalendar } from './demo-calendar.js';

/** What the telling of the associates works with. */
export interface AssociatesTold {
  readonly tx: Transaction;
  readonly membership: Membership;
  readonly actor: Actor;
  readonly calendar: DemoCalendar;
  /** Accounts of the demonstration by role. */
  readonly accounts: ReadonlyMap<string, number>;
}

/** The day of the first bylaws, before anybody was admitted. */
const BYLAWS: DemoDay = { month: -40, day: 1 };

const DECISIONS = {
  founders: 'Statuts constitutifs',
  board: 'Conseil d’administration',
  assembly: 'Assemblée générale ordinaire',
} as const;

/**
 * Bylaws, the 21 associates with their statuses, and those who work here without being associates: an employee on trial
 * and an entrepreneur whose three years run out soon.
 * @returns the numbers of the persons by their codes
 */
export async function tellAssociates(told: AssociatesTold): Promise<Map<string, number>> {
  const { tx, membership, actor, calendar } = told;
  const { revision: _, ...bylaws } = demoBylaws(demoDay(calendar, BYLAWS));
  const adopted = 'Statuts constitutifs, assemblée des fondateurs';
  await membership.writeBylaws(actor, { ...bylaws, reason: adopted, afterRevision: 0 }, tx);
  const persons = new Map<string, number>();
  const inOrder = [...DEMO_ASSOCIATES].sort((a, b) =>
    demoDay(calendar, a.admitted) < demoDay(calendar, b.admitted) ? -1 : 1,
  );
  for (const associate of inOrder) persons.set(associate.code, await admitOne(told, associate));
  await tellCareers(told, persons);
  await membership.recordRevision(
    actor,
    {
      heldOn: demoDay(calendar, { month: 4, day: 19 }),
      reviser: 'Armelle Quéré, réviseuse agréée',
      reference: 'Rapport de révision n° 1',
    },
    tx,
  );
  return persons;
}

async function admitOne(told: AssociatesTold, associate: DemoAssociate): Promise<number> {
  const { tx, membership, actor, calendar, accounts } = told;
  const { code, person, account, category, college, decidedBy, admitted, works = [] } = associate;
  const accountId = account ? (accounts.get(account) ?? null) : null;
  const { id } = await membership.createPerson(actor, { ...person, code, accountId }, tx);
  for (const { status, from } of works) {
    await membership.recordStatus(actor, { person: id, status, from: demoDay(calendar, from) }, tx);
  }
  const effectiveOn = demoDay(calendar, admitted);
  const decidedOn = decidedBy === 'founders' ? effectiveOn : addDays(effectiveOn, -5);
  const reference = `${DECISIONS[decidedBy]}, ${decidedBy === 'founders' ? 'article 12' : 'résolution 3'}`;
  await membership.admit(
    actor,
    { person: id, decidedOn, decidedBy, reference, effectiveOn, category, college },
    tx,
  );
  return id;
}

/** Interviews of the associate entrepreneur, and two who work here and are no associates. */
async function tellCareers(told: AssociatesTold, persons: ReadonlyMap<string, number>): Promise<void> {
  const { tx, membership, actor, calendar, accounts } = told;
  const person = async (
    code: string,
    givenName: string,
    name: string,
    email: string,
    accountId: number | null,
  ) => {
    const given = { kind: 'natural' as const, code, givenName, name, email, accountId };
    return (await membership.createPerson(actor, given, tx)).id;
  };
  const newcomer = await person('QUEMENER', 'Yann', 'Quéméner', 'yann.quemener@demo.example', null);
  await membership.recordStatus(
    actor,
    { person: newcomer, status: 'employee', from: addDays(addMonths(calendar.today, -1), -8) },
    tx,
  );
  const entrepreneur = await person(
    'RONCE',
    'Inès',
    'Ronce',
    'membre@demo.example',
    accounts.get('member') ?? null,
  );
  // Three years after the contract, less nine months of CAPE, is about six weeks from today.
  const contract = localDate(`${addMonths(addDays(calendar.today, 45), -27).slice(0, 7)}-01`);
  await membership.recordStatus(
    actor,
    { person: entrepreneur, status: 'cape', from: addMonths(contract, -9) },
    tx,
  );
  await membership.recordStatus(actor, { person: entrepreneur, status: 'cesa', from: contract }, tx);
  for (const months of [6, 12, 18, 24]) {
    const heldOn = addDays(addMonths(contract, months), -20);
    const note = 'Point sur le chiffre d’affaires, les charges à venir et l’entrée au capital.';
    await membership.recordInterview(
      actor,
      { person: entrepreneur, heldOn, heldBy: 'Maëlle Kervran', note, signedOn: addDays(heldOn, 6) },
      tx,
    );
  }
  for (const month of [6, 12]) {
    const heldOn = demoDay(calendar, { month, day: 8 });
    const note = 'Bilan du semestre ; la formation demandée est accordée.';
    await membership.recordInterview(
      actor,
      { person: persons.get('SALIN')!, heldOn, heldBy: 'Maëlle Kervran', note, signedOn: addDays(heldOn, 4) },
      tx,
    );
  }
}
