import { recordDeliveries } from '#billing';
import { addMonths } from '#kernel';
import { HISTORY_MONTHS } from './demo-calendar.js';
import type { DemoOffice } from './demo-office.js';
import type { PlannedContract } from './portfolio.js';
import { closeRepatriation, repatriateLargeContract } from './tell-transfers.js';

/** The month whose letter to the manor was never posted: its deadline is past whatever the day of the current month. */
const UNPOSTED_MONTH = HISTORY_MONTHS - 2;
const LAST_MONTH = HISTORY_MONTHS - 1;

/** What happened in some months, beside new contracts: on the first day, or in the middle of the month. */
interface Event {
  readonly month: number;
  readonly day: number;
  happen(office: DemoOffice): Promise<void>;
}

/**
 * Lives through the eighteen months: each month's contracts and amendments, then what a person does at its end, that is
 * to propose for both issuers, release, approve and issue. All of it by the verbs that everybody uses.
 */
export async function liveHistory(
  office: DemoOffice,
  contracts: readonly PlannedContract[],
  onMonth: (done: number, of: number) => void,
): Promise<void> {
  const { calendar, clock } = office;
  const events = eventsOf(office);
  const unposted: number[] = [];
  for (let month = 0; month < HISTORY_MONTHS; month += 1) {
    clock.set(calendar.firstOf(month));
    for (const contract of contracts.filter((each) => each.month === month)) await office.sign(contract);
    for (const event of events.filter((each) => each.month === month).sort((a, b) => a.day - b.day)) {
      clock.set(calendar.dayOf(month, event.day));
      await event.happen(office);
    }
    clock.set(calendar.lastOf(month));
    const runs = [await office.bill('COOP'), await office.bill('CAE')];
    if (month === UNPOSTED_MONTH) {
      unposted.push((await office.invoiceOf('COURRIER-1', calendar.firstOf(month))).invoiceId);
    }
    await deliver(office, month, unposted);
    await closeDelivered(office, runs);
    onMonth(month + 1, HISTORY_MONTHS);
  }
}

/** The history was delivered by the server before this one; of last month, one message came back and one is unknown. */
async function deliver(office: DemoOffice, month: number, unposted: readonly number[]): Promise<void> {
  const { calendar, tx } = office;
  const found = { at: office.clock.now(), madeBy: 'démonstration' };
  if (month === LAST_MONTH) {
    const [refused, uncertain] = [
      await office.invoiceOf('REFUS-1', calendar.firstOf(month)),
      await office.invoiceOf('INCERTAIN-1', calendar.firstOf(month)),
    ];
    await recordDeliveries(tx, {
      ...found,
      invoiceIds: [refused.invoiceId],
      outcome: 'bounced',
      detail: '5.1.1 User unknown: cette boîte n’existe plus',
    });
    await recordDeliveries(tx, {
      ...found,
      invoiceIds: [uncertain.invoiceId],
      outcome: 'unknown',
      detail: 'connexion coupée après l’envoi, avant l’accusé de réception',
    });
  }
  const awaiting = (await tx.query(
    `SELECT invoice_id AS id FROM billing.delivery WHERE state = 'awaiting' AND invoice_id <> ALL ($1::bigint[])`,
    [unposted],
  )) as { id: number }[];
  await recordDeliveries(tx, {
    ...found,
    invoiceIds: awaiting.map(({ id }) => id),
    outcome: 'accepted',
    detail: 'remis par l’ancien serveur (démonstration)',
  });
}

/** Runs with a document on its way stay open, as they would. */
async function closeDelivered(office: DemoOffice, runs: readonly (number | null)[]): Promise<void> {
  const open = (await office.tx.query(
    `SELECT DISTINCT i.run_id AS id FROM billing.invoice i JOIN billing.delivery d ON d.invoice_id = i.id
     WHERE i.run_id = ANY ($1::bigint[]) AND d.state NOT IN ('sent', 'excused')`,
    [runs.filter((run) => run !== null)],
  )) as { id: number }[];
  for (const run of runs) {
    if (run !== null && !open.some(({ id }) => id === run)) {
      await office.billing.closeRun(run, office.actor.name);
    }
  }
}

function eventsOf(office: DemoOffice): Event[] {
  const { calendar } = office;
  const hours = ['6.5', '4', '9', '3.25', '8', '5.5'];
  const everyMonth = Array.from({ length: HISTORY_MONTHS }, (_, month): Event => {
    const days = { from: calendar.firstOf(month), to: calendar.firstOf(month + 1) };
    const worked = hours[month % hours.length]!;
    return { month, day: 25, happen: (at) => at.recordHours('APPUI-1', days, worked) };
  });
  return [...everyMonth, ...repatriation(office), ...amendments(office), ...credits(office)];
}

/** 1 June: the large contract was moved ahead of the day, the quarterly one two days late. */
function repatriation({ calendar }: DemoOffice): Event[] {
  const { repatriation: day, repatriationMonth: month } = calendar;
  let dossier = 0;
  return [
    {
      month: month - 1,
      day: 14,
      async happen(office) {
        dossier = await repatriateLargeContract(office.transfersTold());
      },
    },
    {
      month: month + 1,
      day: 3,
      happen: (office) => closeRepatriation(office.transfersTold(), dossier),
    },
    {
      month,
      day: 3,
      async happen(office) {
        await office.moveCarriage('RESEAU', 'COOP', day);
        // The CAE had billed June and July: it credits them, and the cooperative bills them at the end of the month.
        await office.correct('CAE', ['RESEAU-1'], 'Contrat porté par la coopérative depuis le 1er juin');
      },
    },
  ];
}

function amendments({ calendar }: DemoOffice): Event[] {
  const summer = (month: number) => [7, 8].includes(Number(calendar.firstOf(month).slice(5, 7)));
  const pauses = Array.from({ length: HISTORY_MONTHS }, (_, month) => month).flatMap((month): Event[] => {
    const from = calendar.firstOf(month);
    const words = 'saison : ouvert en juillet et août';
    if (month === 0 && !summer(month))
      return [{ month, day: 2, happen: (at) => at.pause('SAISON-1', { from }, words) }];
    if (month > 0 && summer(month) && !summer(month - 1))
      return [{ month, day: 1, happen: (at) => at.resume('SAISON-1', from, words) }];
    if (month > 0 && !summer(month) && summer(month - 1))
      return [{ month, day: 1, happen: (at) => at.pause('SAISON-1', { from }, words) }];
    return [];
  });
  return [
    ...pauses,
    { month: 7, day: 1, happen: (office) => reviseYearly(office, 7) },
    {
      month: 9,
      day: 16,
      async happen(office) {
        const from = calendar.dayOf(9, 16);
        await office.amend(
          'CROISSANCE-1',
          { from, conditions: { quantity: '22' } },
          '7 comptes de plus à partir du 16',
        );
      },
    },
    {
      month: 10,
      day: 20,
      async happen(office) {
        await office.cancel('DEPART-1', calendar.dayOf(10, 20), 'départ du client, résiliation reçue');
        await office.correct('COOP', ['DEPART-1'], 'Résiliation : jours non dus');
      },
    },
    {
      month: 13,
      day: 11,
      async happen(office) {
        const from = calendar.firstOf(11);
        await office.amend(
          'RECTIF-2',
          { from, conditions: { unitPrice: '75' } },
          'remise convenue en réunion',
        );
        await office.correct('COOP', ['RECTIF-2'], 'Prix convenu depuis deux mois');
      },
    },
  ];
}

/** The yearly revision of prices: 3 % on the monthly subscriptions that are billed on the first. */
async function reviseYearly(office: DemoOffice, month: number): Promise<void> {
  const from = office.calendar.firstOf(month);
  const codes = office.codesOf(({ code, terms }) => {
    const [term] = terms;
    return (
      /^L\d+$/.test(code) &&
      terms.length === 1 &&
      term!.months === 1 &&
      term!.billing === 'advance' &&
      term!.anchor.endsWith('-01') &&
      term!.period.from < addMonths(from, -3)
    );
  });
  for (const code of codes.slice(0, 14)) {
    const unitPrice = (Number(office.line(code).terms[0]!.unitPrice) * 1.03).toFixed(2);
    await office.amend(code, { from, conditions: { unitPrice } }, 'révision annuelle de 3 %');
  }
}

function credits({ calendar }: DemoOffice): Event[] {
  return [
    {
      month: 5,
      day: 8,
      // Credited whole, and billed again with the right order number at the end of the month.
      happen: (office) => office.credit('RECTIF-1', calendar.firstOf(4), 'Bon de commande absent'),
    },
    {
      month: 8,
      day: 18,
      happen: (office) =>
        office.credit(
          'CROISSANCE-1',
          calendar.firstOf(7),
          'Geste commercial après la panne du 12',
          (position) => ({
            kind: 'amount',
            position,
            netCents: 1500,
          }),
        ),
    },
  ];
}
