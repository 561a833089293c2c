import { Identity, systemActor } from '#identity';
import { localDate, month } from '#kernel';
import { Capital, defaultBylaws, Membership, verifyCapital } from '#membership';
import { Treasury } from '#treasury';
import { type Ledger, monthAfter, openLedger } from './ledger.js';
import { type Figure, figureOf, secondsOf } from './measure.js';

const actor = systemActor('banc');
const FROM = localDate('2020-01-01');

/** A register of two movements for each of its holders: they subscribe, and half of them pass a share on. */
function registerOf(holders: number, repetition: number): Buffer {
  const rows = [
    'operation;date;type;nom;prenom;courriel;siren;categorie;quantite;valeur nominale;libere;vers nom;vers prenom',
  ];
  const name = (n: number) => `Porteur ${repetition}-${n}`;
  for (let n = 1; n <= holders; n += 1) {
    rows.push(
      `${repetition}S${n};03/02/2020;souscription;${name(n)};Une;p${repetition}.${n}@exemple.test;;A;10;50,00;500,00;;`,
    );
  }
  for (let n = 2; n <= holders; n += 2) {
    rows.push(
      `${repetition}C${n};03/03/2020;cession;${name(n)};Une;p${repetition}.${n}@exemple.test;;A;1;50,00;;${name(n - 1)};Une`,
    );
  }
  return Buffer.from(rows.join('\n'));
}

/** The register of a large cooperative: imported line by line, then proven and read. */
export async function benchShares(size: number): Promise<Figure[]> {
  const holders = Math.ceil(size / 6);
  const ledger = await openLedger({ lines: 1, months: 0, today: '2026-11-22' });
  try {
    const { unitOfWork, clock } = ledger;
    const identity = new Identity(unitOfWork, clock);
    const capital = new Capital(unitOfWork, clock, identity);
    const { revision: _, ...bylaws } = defaultBylaws('loi47', 'sarl', FROM);
    await new Membership(unitOfWork, clock, identity).writeBylaws(actor, {
      ...bylaws,
      reason: 'banc',
      afterRevision: 0,
    });
    let movements = 0;
    const importing = await secondsOf(async (repetition) => {
      const { kept, created, refused } = await capital.importRegister(actor, registerOf(holders, repetition));
      if (!kept) throw new Error(JSON.stringify(refused[0]));
      movements = created;
    });
    const proving = await secondsOf(async () => {
      const check = await unitOfWork.run(verifyCapital);
      if (check.state !== 'holds') throw new Error(check.offences.told[0]!.sentence.fr);
    });
    const reading = await secondsOf(() => capital.holdersOn());
    return [
      figureOf(
        { name: `import ${movements} movements of shares`, unit: '/s', target: { atLeast: 100 } },
        importing.map((each) => movements / each),
      ),
      figureOf({ name: `prove ${movements * 3} movements (I9)`, unit: 's', target: { atMost: 2 } }, proving),
      figureOf({ name: `holdings of ${holders * 3} holders`, unit: 's', target: { atMost: 0.5 } }, reading),
    ];
  } finally {
    await ledger.close();
  }
}

/**
 * Recording what clients paid, one payment an invoice: one by one as a person does, and as one list; then what screens
 * ask of ten documents a line, most of them paid.
 */
export async function benchPayments(size: number): Promise<Figure[]> {
  const lines = size;
  const ledger = await openLedger({ lines, months: MONTHS, today: monthAfter(MONTHS + 1) });
  try {
    await standDocuments(ledger);
    const treasury = new Treasury(ledger.unitOfWork, ledger.clock);
    const half = Math.ceil(lines / 2);
    const listed = await secondsOf((repetition) => payInOneList(treasury, half, repetition));
    const some = Math.min(half, 300);
    const single = await secondsOf((repetition) =>
      payOneByOne(treasury, { from: (3 + repetition) * half, some }),
    );
    const bare = await bareCommits(ledger);
    return [
      figureOf(
        { name: `record ${half} payments in one list`, unit: '/s', target: { atLeast: 1000 } },
        listed.map((each) => half / each),
      ),
      figureOf(
        {
          name: `record ${some} payments one by one`,
          unit: '/s',
          target: { atLeast: 50 },
          limit: { name: 'bare commits', value: bare },
        },
        single.map((each) => some / each),
      ),
      ...(await benchReadingPayments(ledger, treasury, lines)),
    ];
  } finally {
    await ledger.close();
  }
}

const MONTHS = 10;

/** The seed lays documents down with triggers off; where they stand is written as the trigger of treasury does. */
async function standDocuments({ owner }: Ledger): Promise<void> {
  await owner.query(
    `INSERT INTO treasury.invoice_standing (invoice_id, issuer_id, client_id, issued_on, due_on, own, formerly_paid, words, owed_cents)
     SELECT id, issuer_id, client_id, issued_on, due_on, true, false, treasury.folded(number), gross_cents FROM billing.invoice`,
  );
  await owner.query('ANALYZE treasury.invoice_standing');
}

/** What the dashboard polls and what people look for, once all but the last two months are paid. */
async function benchReadingPayments(ledger: Ledger, treasury: Treasury, lines: number): Promise<Figure[]> {
  const half = Math.ceil(lines / 2);
  const paid = (MONTHS - 2) * lines;
  for (let from = 6 * half; from < paid; from += half)
    await treasury.recordPayments(
      actor,
      Array.from({ length: Math.min(half, paid - from) }, (_, index) => paymentOf(from + index + 1)),
    );
  await ledger.owner.query('VACUUM ANALYZE');
  const list = { limit: 50, offset: 0 };
  const questions = {
    'payments: overview of the month': () => treasury.overview(month(monthAfter(MONTHS - 1).slice(0, 7))),
    'payments: what is open': () => treasury.openDocuments({}),
    'payments: what is open, by number': () => treasury.openDocuments({ search: '00099' }),
    'payments: first page and sums': () => treasury.listPayments(list),
    'payments: by number': () => treasury.listPayments({ ...list, search: '00077' }),
    'payments: by name of client': () => treasury.listPayments({ ...list, search: 'client 777' }),
  };
  const figures: Figure[] = [];
  for (const [name, ask] of Object.entries(questions)) {
    await ask();
    const seconds = await secondsOf(async () => {
      for (let time = 0; time < ASKED; time += 1) await ask();
    });
    const each = seconds.map((all) => all / ASKED);
    const of = `${name} (${MONTHS * lines} documents)`;
    figures.push(figureOf({ name: of, unit: 's', target: { atMost: 0.05 } }, each));
  }
  return figures;
}

/** Times that a question is asked in one repetition. */
const ASKED = 10;

const paymentOf = (invoice: number) => ({
  receivedOn: localDate(monthAfter(MONTHS)),
  amountCents: 3600,
  means: 'transfer' as const,
  reference: `VIR ${invoice}`,
  allocations: [{ invoice, amountCents: 3600 }],
});

async function payInOneList(treasury: Treasury, lines: number, repetition: number): Promise<void> {
  const invoices = Array.from({ length: lines }, (_, index) => repetition * lines + index + 1);
  await treasury.recordPayments(actor, invoices.map(paymentOf));
}

async function payOneByOne(
  treasury: Treasury,
  { from, some }: { from: number; some: number },
): Promise<void> {
  for (let n = 1; n <= some; n += 1) await treasury.recordPayment(actor, paymentOf(from + n));
}

async function bareCommits({ owner }: Ledger): Promise<number> {
  await owner.query('CREATE TABLE public.bare (n int)');
  const start = performance.now();
  for (let n = 0; n < 500; n += 1) await owner.query('INSERT INTO public.bare VALUES ($1)', [n]);
  return 500 / ((performance.now() - start) / 1000);
}
