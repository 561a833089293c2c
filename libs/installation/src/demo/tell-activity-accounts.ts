import type { ActivityAccounts, ExpenseSheets, NewExpenseLine } from '#contributions';
import type { Documents, PrintedDocument } from '#documents';
import type { Actor } from '#identity';
import { addMonths, type LocalDate, writeCents, writeDate } from '#kernel';
import type { Transaction } from '#persistence';
import { type DemoCalendar, HISTORY_MONTHS } from './demo-calendar.js';
import type { DemoClock } from './one-transaction.js';

/** What the telling of the activity accounts works with. */
export interface ActivityAccountsTold {
  readonly tx: Transaction;
  readonly accounts: ActivityAccounts;
  readonly sheets: ExpenseSheets;
  readonly documents: Pick<Documents, 'print'>;
  /** Of the support team. */
  readonly actor: Actor;
  /** The entrepreneur of Atelier Ronce. */
  readonly entrepreneur: Actor;
  readonly clock: DemoClock;
  readonly calendar: DemoCalendar;
  /** Numbers of the activities by their codes. */
  readonly activities: ReadonlyMap<string, number>;
}

/** A cost that comes back every so many months, on a day of the month, in cents. */
interface Recurring {
  readonly activity: string;
  readonly every: number;
  readonly day: number;
  readonly kind: 'purchase' | 'subcontracting' | 'equipment' | 'insurance' | 'training';
  readonly label: string;
  readonly supplier: string;
  readonly netCents: number;
  readonly vatCents: number;
}

const RECURRING: readonly Recurring[] = [
  {
    activity: 'RONCE',
    every: 1,
    day: 5,
    kind: 'purchase',
    label: 'Location de trois serveurs',
    supplier: 'Baies du Ponant',
    netCents: 54_000,
    vatCents: 10_800,
  },
  {
    activity: 'RONCE',
    every: 1,
    day: 28,
    kind: 'subcontracting',
    label: 'Astreinte des fins de semaine',
    supplier: 'Alan Le Goff, administration système',
    netCents: 42_500,
    vatCents: 8_500,
  },
  {
    activity: 'RONCE',
    every: 3,
    day: 12,
    kind: 'purchase',
    label: 'Sauvegardes hors site, trimestre',
    supplier: 'Coffre des Dunes',
    netCents: 28_500,
    vatCents: 5_700,
  },
  {
    activity: 'RONCE',
    every: 12,
    day: 15,
    kind: 'insurance',
    label: 'Responsabilité civile professionnelle',
    supplier: 'Mutuelle des Havres',
    netCents: 46_200,
    vatCents: 0,
  },
  {
    activity: 'SALIN',
    every: 1,
    day: 8,
    kind: 'purchase',
    label: 'Salles de visioconférence, serveur',
    supplier: 'Baies du Ponant',
    netCents: 9_000,
    vatCents: 1_800,
  },
];

const monthName = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', month: 'long', year: 'numeric' });

function nameOf(month: LocalDate): string {
  return monthName.format(new Date(`${month}T00:00:00Z`)).replace(/^(?=[ao])/, '\u2019');
}

/** « d’octobre 2026 », « de mars 2026 ». */
function ofMonth(month: LocalDate): string {
  const name = nameOf(month);
  return name.startsWith('\u2019') ? `d${name}` : `de ${name}`;
}

/**
 * What the activities spent and what their people cost since the history began, accounts taken over from a
 * spreadsheet, an entry reversed, and expense sheets in each state: one waits for approval.
 */
export async function tellActivityAccounts(told: ActivityAccountsTold): Promise<void> {
  const { calendar, clock } = told;
  await openAccounts(told);
  for (let month = 0; month < HISTORY_MONTHS; month += 1) {
    await tellMonth(told, month);
    if (month === HISTORY_MONTHS - 3) await tellReimbursedSheet(told, month);
    if (month === HISTORY_MONTHS - 2) await tellReversal(told, month);
  }
  await tellRefusedSheet(told);
  clock.set(calendar.today);
  await tellWaitingSheets(told);
}

/** What each account begins with, in cents: nothing is owed, for the history of invoices begins that day too. */
const AVAILABLE_AT_FIRST = { RONCE: 1_120_000, SALIN: 184_350 } as const;

/** Accounts were kept in a spreadsheet before. */
async function openAccounts({ tx, accounts, actor, activities, calendar, clock }: ActivityAccountsTold) {
  const openedOn = calendar.firstOf(0);
  clock.set(openedOn);
  for (const [code, availableCents] of Object.entries(AVAILABLE_AT_FIRST)) {
    const nothingOwed = {
      receivablesCents: 0,
      uncollectedCents: 0,
      vatWaitingCents: 0,
      vatDueCents: 0,
      expensesDueCents: 0,
    };
    const opening = {
      ...nothingOwed,
      activity: activities.get(code)!,
      openedOn,
      availableCents,
      reason: 'Reprise du tableur, arrêté avec son entrepreneur',
      replaces: null,
    };
    await accounts.open(actor, opening, tx);
  }
}

async function tellMonth(told: ActivityAccountsTold, month: number): Promise<void> {
  const { tx, accounts, actor, activities, calendar, clock } = told;
  for (const { activity, every, day, ...cost } of RECURRING) {
    if (month % every !== 0) continue;
    const spentOn = calendar.dayOf(month, day);
    clock.set(spentOn);
    await accounts.recordDirectCost(actor, { ...cost, activity: activities.get(activity)!, spentOn }, tx);
  }
  const first = calendar.firstOf(month);
  clock.set(calendar.lastOf(month));
  const pay = [
    // A rise at the middle of the history.
    { code: 'RONCE', grossPayCents: month < HISTORY_MONTHS / 2 ? 296_000 : 315_000, who: 'Inès Ronce' },
    { code: 'SALIN', grossPayCents: 21_000, who: 'Gildas Salin' },
  ];
  for (const { code, grossPayCents, who } of pay) {
    const employerChargesCents = Math.round(grossPayCents * 0.32);
    const label = `Salaire ${ofMonth(first)}, ${who}`;
    const cost = {
      activity: activities.get(code)!,
      month: first,
      label,
      grossPayCents,
      employerChargesCents,
    };
    await accounts.recordPayCost(actor, cost, tx);
  }
}

/** An invoice of a supplier that was entered twice. */
async function tellReversal(told: ActivityAccountsTold, month: number): Promise<void> {
  const { tx, accounts, actor, activities, calendar, clock } = told;
  const spentOn = calendar.dayOf(month, 19);
  clock.set(spentOn);
  const cost = {
    activity: activities.get('RONCE')!,
    spentOn,
    kind: 'equipment' as const,
    label: 'Deux disques de 8 To',
    supplier: 'Comptoir du Silicium',
    netCents: 31_800,
    vatCents: 6_360,
  };
  await accounts.recordDirectCost(actor, cost, tx);
  const { id } = await accounts.recordDirectCost(actor, cost, tx);
  clock.set(calendar.dayOf(month, 24));
  await accounts.reverseDirectCost(actor, { id, reason: 'Facture saisie deux fois' }, tx);
}

interface TakenReceipt {
  readonly shop: string;
  readonly line: NewExpenseLine;
}

/** A draft with its lines, each with the receipt of a shop; a distance has none. */
async function enter(
  told: ActivityAccountsTold,
  title: string,
  expenses: readonly TakenReceipt[],
): Promise<number> {
  const { tx, sheets, entrepreneur, activities } = told;
  const { id } = await sheets.begin(entrepreneur, { activity: activities.get('RONCE')!, title }, tx);
  for (const { shop, line } of expenses) {
    const { lines } = await sheets.addLine(entrepreneur, id, line, tx);
    if (line.kind === 'mileage') continue;
    const added = lines.reduce((newest, each) => (each.id > newest.id ? each : newest));
    const pdf = await told.documents.print(receiptOf(shop, line));
    await sheets.attachReceipt(entrepreneur, added.id, pdf, tx);
  }
  return id;
}

function receiptOf(shop: string, { label, spentOn, grossCents, vatCents }: NewExpenseLine): PrintedDocument {
  const [gross, vat] = [grossCents ?? 0, vatCents ?? 0];
  return {
    language: 'fr',
    title: 'Reçu',
    subtitle: null,
    reference: null,
    issuedOn: spentOn,
    letterhead: { name: shop, legalLine: null, address: null, contact: [], logo: null },
    recipient: null,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['Date', writeDate(spentOn, 'fr')],
          ['Objet', label],
          ['Montant TTC', writeCents(gross, 'fr')],
          ['dont TVA', writeCents(vat, 'fr')],
        ],
      },
    ],
  };
}

async function tellReimbursedSheet(told: ActivityAccountsTold, month: number): Promise<void> {
  const { tx, sheets, actor, entrepreneur, calendar, clock } = told;
  clock.set(calendar.dayOf(month, 18));
  const sheet = await enter(told, 'Rencontres du réseau à Brest', [
    {
      shop: 'Lignes de l’Ouest',
      line: {
        spentOn: calendar.dayOf(month, 14),
        kind: 'travel',
        label: 'Train Rennes – Brest, aller et retour',
        grossCents: 7_680,
        vatCents: 0,
      },
    },
    {
      shop: 'Hôtel des Ajoncs',
      line: {
        spentOn: calendar.dayOf(month, 15),
        kind: 'lodging',
        label: 'Une nuit à Brest',
        grossCents: 8_900,
        vatCents: 0,
      },
    },
  ]);
  await sheets.submit(entrepreneur, sheet, tx);
  clock.set(calendar.dayOf(month, 21));
  await sheets.decide(actor, sheet, { state: 'approved' }, tx);
  clock.set(calendar.dayOf(month, 27));
  await sheets.reimburse(actor, sheet, calendar.dayOf(month, 27), tx);
}

async function tellRefusedSheet(told: ActivityAccountsTold): Promise<void> {
  const { tx, sheets, actor, entrepreneur, calendar, clock } = told;
  const month = HISTORY_MONTHS - 1;
  clock.set(calendar.dayOf(month, 9));
  const sheet = await enter(told, 'Écran', [
    {
      shop: 'Comptoir du Silicium',
      line: {
        spentOn: calendar.dayOf(month, 8),
        kind: 'equipment',
        label: 'Écran de 27 pouces',
        grossCents: 23_900,
        vatCents: 3_983,
      },
    },
  ]);
  await sheets.submit(entrepreneur, sheet, tx);
  clock.set(calendar.dayOf(month, 10));
  const reason = 'Matériel déjà payé par la coopérative, facture du même jour en charge directe';
  await sheets.decide(actor, sheet, { state: 'refused', reason }, tx);
}

/** What the last weeks left: one sheet to approve, and a draft that nobody but its author sees. */
async function tellWaitingSheets(told: ActivityAccountsTold): Promise<void> {
  const { tx, sheets, entrepreneur, calendar } = told;
  const month = HISTORY_MONTHS - 1;
  const sheet = await enter(told, `Déplacements ${ofMonth(calendar.firstOf(month))}`, [
    {
      shop: '',
      line: {
        spentOn: calendar.dayOf(month, 6),
        kind: 'mileage',
        label: 'Rennes – Vannes, Métropole des Îles d’Aval',
        kilometres: '218',
        fiscalPower: 5,
      },
    },
    {
      shop: 'Crêperie du Port',
      line: {
        spentOn: calendar.dayOf(month, 6),
        kind: 'meal',
        label: 'Déjeuner avec la métropole',
        grossCents: 4_620,
        vatCents: 420,
      },
    },
    {
      shop: 'Papeterie Talvern',
      line: {
        spentOn: calendar.dayOf(month, 20),
        kind: 'supplies',
        label: 'Câbles et étiquettes',
        grossCents: 3_588,
        vatCents: 598,
      },
    },
  ]);
  await sheets.submit(entrepreneur, sheet, tx);
  await enter(told, `Frais ${ofMonth(addMonths(calendar.firstOf(month), 1))}`, [
    {
      shop: 'Lignes de l’Ouest',
      line: {
        spentOn: calendar.dayOf(month, 27),
        kind: 'travel',
        label: 'Train Rennes – Saint-Brieuc',
        grossCents: 2_240,
        vatCents: 0,
      },
    },
  ]);
}
