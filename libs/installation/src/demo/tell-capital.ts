import type { Actor } from '#identity';
import { addDays, type LocalDate } from '#kernel';
import type { Capital, Membership } from '#membership';
import type { Transaction } from '#persistence';
import { DEMO_ASSOCIATES, DEMO_SHARE_CLASSES, type DemoDay, demoDay } from './demo-associates.js';
import { demoBylaws } from './demo-bylaws.js';
import type { DemoCalendar } from './demo-calendar.js';
import type { DemoClock } from './one-transaction.js';

/** What the telling of the capital works with. */
export interface CapitalTold {
  readonly tx: Transaction;
  readonly capital: Capital;
  readonly membership: Membership;
  readonly actor: Actor;
  readonly clock: DemoClock;
  readonly calendar: DemoCalendar;
  /** Numbers of the associates by their codes. */
  readonly persons: ReadonlyMap<string, number>;
}

interface Event {
  readonly day: LocalDate;
  readonly happens: () => Promise<unknown>;
}

/** Somebody who subscribed otherwise than for what they hold today, and why. */
const SUBSCRIBED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // Two shares went to Ronan Le Bris, who came by them alone.
  BIHAN: { A: 12 },
  LEBRIS: {},
  // Ten ordinary shares became one of support.
  RIOU: { A: 30 },
};

const MINIMUM: DemoDay = { month: 4, day: 20 };
const CONVERTED: DemoDay = { month: 8, day: 10 };

/**
 * The shares of the 21 associates, by their bulletins and payments: one transfer, one conversion, one payment that the
 * bank took back, one bulletin half paid, one that waits for its payment, and two withdrawals that the floor keeps waiting.
 */
export async function tellCapital(told: CapitalTold): Promise<void> {
  const { tx, capital, actor, clock, calendar } = told;
  const from = demoDay(calendar, { month: -40, day: 1 });
  clock.set(from);
  const classes = new Map<string, number>();
  for (const shareClass of DEMO_SHARE_CLASSES)
    classes.set(shareClass.code, await capital.createClass(actor, { ...shareClass, from }, tx));
  const events = [...subscriptions(told, classes), ...otherEvents(told, classes)];
  events.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const { day, happens } of events) {
    clock.set(day);
    await happens();
  }
  clock.set(calendar.today);
  await leaveWaiting(told, classes);
}

/** A bulletin on the day of admission, paid two days later. */
function subscriptions(told: CapitalTold, classes: ReadonlyMap<string, number>): Event[] {
  const { tx, capital, actor, calendar, persons } = told;
  return DEMO_ASSOCIATES.flatMap(({ code, person, admitted, shares }) => {
    const subscribedOn = demoDay(calendar, admitted);
    const signedBy = person.representative ?? `${person.givenName} ${person.name}`;
    return Object.entries(SUBSCRIBED[code] ?? shares).map(([shareClass, quantity]): Event => ({
      day: addDays(subscribedOn, 2),
      happens: async () => {
        const wish = {
          person: persons.get(code)!,
          classId: classes.get(shareClass)!,
          quantity,
          subscribedOn,
        };
        const subscription = await capital.subscribe(actor, wish, tx);
        const { amountCents } = await capital.readSubscription(subscription, tx);
        const paidOn = addDays(subscribedOn, 2);
        const signature = { subscription, signedOn: paidOn, signedBy };
        await capital.recordSignature(actor, signature, tx);
        const isHalf = code === 'MADEC' && shareClass === 'B';
        const payment = { subscription, amountCents: isHalf ? amountCents / 2 : amountCents, paidOn };
        const paid = await capital.pay(actor, { ...payment, reference: `Virement ${code}` }, tx);
        if (code === 'TRIEUX') await takeBackAndPayAgain(told, subscription, paid.payment, paidOn);
      },
    }));
  });
}

/** The bank took the transfer back, and the client sent it again. */
async function takeBackAndPayAgain(
  { tx, capital, actor, clock }: CapitalTold,
  subscription: number,
  payment: number,
  paidOn: LocalDate,
): Promise<void> {
  clock.set(addDays(paidOn, 4));
  const returned = { subscription, payment, because: 'returned', day: addDays(paidOn, 4) } as const;
  await capital.undoPayment(actor, returned, tx);
  clock.set(addDays(paidOn, 9));
  await capital.payAgain(actor, { subscription, payment, day: addDays(paidOn, 9) }, tx);
}

function otherEvents(told: CapitalTold, classes: ReadonlyMap<string, number>): Event[] {
  const { tx, capital, membership, actor, calendar, persons } = told;
  const [a, b] = [classes.get('A')!, classes.get('B')!];
  const heir = DEMO_ASSOCIATES.find(({ code }) => code === 'LEBRIS')!;
  const ceded = demoDay(calendar, heir.admitted);
  const raised = demoDay(calendar, MINIMUM);
  const converted = demoDay(calendar, CONVERTED);
  const { revision: _, ...bylaws } = demoBylaws(raised);
  return [
    {
      day: ceded,
      happens: () =>
        capital.transfer(
          actor,
          {
            from: persons.get('BIHAN')!,
            to: persons.get('LEBRIS')!,
            classId: a,
            quantity: 2,
            agreedOn: ceded,
            reason: 'Cession agréée par le conseil d’administration',
          },
          tx,
        ),
    },
    {
      day: raised,
      happens: () =>
        membership.writeBylaws(
          actor,
          {
            ...bylaws,
            capital: bylaws.capital && { ...bylaws.capital, minimumCents: 2_500_000 },
            reason: 'Assemblée générale extraordinaire : capital minimum porté à 25 000 €',
            afterRevision: 0,
          },
          tx,
        ),
    },
    {
      day: converted,
      happens: () =>
        capital.convert(
          actor,
          {
            person: persons.get('RIOU')!,
            fromClassId: a,
            toClassId: b,
            quantity: 10,
            agreedOn: converted,
            reason: 'Demande de l’associée, conseil d’administration',
          },
          tx,
        ),
    },
  ];
}

/** What waits today: two who want to leave, one behind the other, and a bulletin to be paid. */
async function leaveWaiting(
  { tx, capital, actor, calendar, persons }: CapitalTold,
  classes: ReadonlyMap<string, number>,
): Promise<void> {
  const [a, b] = [classes.get('A')!, classes.get('B')!];
  const asked = [
    {
      code: 'GARANCE',
      classId: b,
      quantity: 20,
      before: 75,
      reason: 'Fin de la durée d’engagement de sept ans',
    },
    { code: 'SONORE', classId: a, quantity: 1, before: 40, reason: 'Retrait partiel' },
  ];
  for (const { code, before, ...wish } of asked) {
    const requestedOn = addDays(calendar.today, -before);
    const request = { ...wish, person: persons.get(code)!, requestedOn };
    const withdrawal = await capital.requestWithdrawal(actor, request, tx);
    const decidedOn = addDays(requestedOn, 14);
    const reason = 'Conseil d’administration : accordé, à son tour';
    await capital.decideWithdrawal(actor, { withdrawal, outcome: 'approved', decidedOn, reason }, tx);
  }
  const subscription = { classId: a, quantity: 4, subscribedOn: addDays(calendar.today, -6) };
  await capital.subscribe(actor, { ...subscription, person: persons.get('MORVAN')! }, tx);
}
