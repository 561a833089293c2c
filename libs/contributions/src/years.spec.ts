import { Documents, RenderPool } from '#documents';
import { localDate, type LocalDate } from '#kernel';
import { Treasury } from '#treasury';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { Contributions } from './contributions.js';
import type { Scheme } from './schemes/scheme.js';

const day = localDate;
const FEBRUARY = day('2027-02-15');
/** 11 % to 40.00, 10 % to 80.00, 9 % above. */
const marginal: Scheme = {
  basis: 'collected',
  bands: [
    { fromCents: 0, rateBasisPoints: 1100 },
    { fromCents: 4_000, rateBasisPoints: 1000 },
    { fromCents: 8_000, rateBasisPoints: 900 },
  ],
  minimum: null,
  reversalBasisPoints: null,
};

let coop: TestCooperative;
let treasury: Treasury;
let contributions: Contributions;
let documents: Documents;
let activity: number;
let contract: number;

beforeEach(async () => {
  coop = await TestCooperative.open('2026-11-22');
  const { unitOfWork } = coop.database;
  treasury = new Treasury(unitOfWork, coop.clock);
  documents = new Documents(unitOfWork, new RenderPool({ threads: 1 }));
  contributions = new Contributions(unitOfWork, coop.clock, documents, coop.contracts);
  activity = (await coop.contracts.createActivity(coop.actor, { name: 'Atelier Verre' })).id;
});
afterEach(async () => {
  await expectInvariants(coop.database, coop.clock.today());
  await documents.onModuleDestroy();
  await coop.close();
});

/** An invoice of 120.00 (net 100.00) of 22 November. */
async function issued(): Promise<number> {
  const client = (await coop.client()).id;
  const made = await coop.contracts.createContract(coop.actor, {
    client,
    title: 'Hébergement',
    activity,
    carriedBy: coop.coop.id,
    from: day('2026-01-01'),
  });
  contract = made.id;
  await coop.subscription('2026-11-01', {}, { contract, service: `Service ${client}` });
  await coop.bill('2026-11-22');
  const rows: { id: number }[] = await coop.database.unitOfWork.read(
    'SELECT id FROM billing.invoice WHERE client_id = $1',
    [client],
  );
  return rows[0]!.id;
}

const pay = (invoice: number, amountCents: number, on: string) =>
  treasury.recordPayment(coop.actor, {
    receivedOn: day(on),
    amountCents,
    means: 'transfer',
    reference: `VIR ${on} ${invoice}`,
    allocations: [{ invoice, amountCents }],
  });
const setScheme = (scheme: Scheme, from: LocalDate = day('2026-01-01')) =>
  contributions.setScheme(coop.actor, {
    issuer: coop.coop.id,
    activity: null,
    from,
    scheme,
    reason: 'Assemblée du 12 décembre 2025',
  });
const rows = async () =>
  (await contributions.statements({})).map(({ month, amountCents, number }) => [month, amountCents, number]);
const close = (month: string, amountCents: number) =>
  contributions.closeMonth(coop.actor, {
    issuer: coop.coop.id,
    month: day(month),
    statements: [{ activity, amountCents }],
  });
const open = (month: string) =>
  contributions.openStatement({ issuer: coop.coop.id, activity, month: day(month) });

describe('a year that is closed', () => {
  it('a payment of December undone in January is given back at its band', async () => {
    await setScheme(marginal);
    const [first, second] = [await issued(), await issued()];
    await pay(first, 12_000, '2026-11-12');
    coop.clock.set(FEBRUARY);
    const last = await pay(second, 12_000, '2026-12-12');
    // 100.00: 40 × 11 % + 40 × 10 % + 20 × 9 % = 4.40 + 4.00 + 1.80; 100.00 more: × 9 % = 9.00
    await close('2026-11-01', 1_020);
    await close('2026-12-01', 900);
    coop.clock.set(day('2027-01-14'));
    await treasury.reversePayment(coop.actor, { payment: last.id, reason: 'Rejet de la banque' });
    coop.clock.set(FEBRUARY);
    expect(await rows()).toEqual([
      [day('2027-01-01'), -900, null],
      [day('2026-12-01'), 900, 'RC-COOP-2026-0002'],
      [day('2026-11-01'), 1_020, 'RC-COOP-2026-0001'],
    ]);
    const january = await open('2027-01-01');
    expect(january.earlierYears).toEqual([{ year: '2026', amountCents: -900 }]);
    expect(january.year).toEqual({ basisCents: 0, keptCents: 0 });
    await close('2027-01-01', -900);
    // What is closed stays as it was numbered.
    expect((await rows()).at(-1)).toEqual([day('2026-11-01'), 1_020, 'RC-COOP-2026-0001']);
  });

  it('a payment of December known in January is cut by the bands of its year; the new year begins its own', async () => {
    await setScheme(marginal);
    const [first, second] = [await issued(), await issued()];
    coop.clock.set(FEBRUARY);
    await pay(first, 12_000, '2026-12-05');
    await close('2026-12-01', 1_020);
    await pay(second, 6_000, '2026-12-30');
    await pay(second, 3_600, '2027-01-20');
    // 50.00 × 9 % above 80.00 of 2026; 30.00 × 11 % of 2027
    const january = await open('2027-01-01');
    expect(january.lines.map(({ ofMonth, amountCents }) => [ofMonth, amountCents])).toEqual([
      ['2026-12-01', 450],
      ['2027-01-01', 330],
    ]);
    expect(january.year).toEqual({ basisCents: 3_000, keptCents: 330 });
    await close('2027-01-01', 780);
    await pay(second, 2_400, '2027-02-03');
    // 20.00: 10.00 to 40.00 at 11 %, 10.00 above at 10 %
    expect((await open('2027-02-01')).amountCents).toBe(110 + 100);
  });

  it('an undo is at the rate that its document had when it was counted, whatever it has since', async () => {
    await setScheme(marginal);
    const invoice = await issued();
    const payment = await pay(invoice, 12_000, '2026-11-12');
    const rate = { invoice, reason: 'Sous-traitance interne' };
    await contributions.setDocumentRate(coop.actor, { ...rate, rateBasisPoints: 500 });
    coop.clock.set(FEBRUARY);
    await close('2026-11-01', 500);
    await contributions.setDocumentRate(coop.actor, { ...rate, rateBasisPoints: null });
    await treasury.reversePayment(coop.actor, { payment: payment.id, reason: 'Rejet de la banque' });
    expect((await rows())[0]).toEqual([day('2027-02-01'), -500, null]);
  });

  it('a payment of a time when nothing was kept gives nothing back when it is undone', async () => {
    await setScheme(marginal, day('2026-12-01'));
    const payment = await pay(await issued(), 12_000, '2026-11-12');
    coop.clock.set(day('2026-12-20'));
    await treasury.reversePayment(coop.actor, { payment: payment.id, reason: 'Rejet de la banque' });
    expect(await rows()).toEqual([]);
  });
});

describe('a minimum of the year', () => {
  const yearly: Scheme = { ...marginal, minimum: { cents: 36_000, per: 'year' } };

  it('is completed in the month in which carriage ends, by twelfths', async () => {
    await setScheme(yearly);
    await issued();
    const { carriageRevision: fromRevision } = await coop.contracts.readContract(contract);
    const move = { contract, to: coop.cae.id, from: day('2026-12-01'), fromRevision };
    await coop.contracts.moveCarriage(coop.actor, move);
    coop.clock.set(FEBRUARY);
    // January to November: 360.00 × 11 ÷ 12
    expect((await rows())[0]).toEqual([day('2026-11-01'), 33_000, null]);
  });

  it('of an activity that is carried on, in December and whole', async () => {
    await setScheme(yearly);
    await issued();
    coop.clock.set(FEBRUARY);
    expect(await rows()).toEqual([[day('2026-12-01'), 36_000, null]]);
  });
});

describe('the database', () => {
  it('keeps what purchases give back within what was taken of a year, whoever writes', async () => {
    await setScheme(marginal);
    await pay(await issued(), 12_000, '2026-11-12');
    coop.clock.set(FEBRUARY);
    await close('2026-11-01', 1_020);
    const write = (ofMonth: string) =>
      coop.database.unitOfWork
        .run(async (tx) => {
          const [{ id }] = (await tx.query(
            `INSERT INTO contributions.statement (issuer_id, activity_id, month, sequence, number, amount_cents, basis_cents,
               kept_cents, parties, closed_on, closed_by, closed_at)
             VALUES ($1, $2, '2027-01-01', 1, 'RC-X', -1100, 0, 0, '{}', '2027-02-15', 'essai', now()) RETURNING id`,
            [coop.coop.id, activity],
          )) as [{ id: number }];
          await tx.query(
            `INSERT INTO contributions.statement_line (statement_id, position, cause, on_day, of_month, basis_cents, amount_cents,
               sentence_fr, sentence_en) VALUES ($1, 1, 'reversal', '2027-01-01', $2, 0, -1100, '', '')`,
            [id, ofMonth],
          );
        })
        .then(
          () => 'nothing',
          (error: { driverError?: { constraint?: string }; constraint?: string }) =>
            error.driverError?.constraint ?? error.constraint,
        );
    expect(await write('2026-11-01')).toBe('statement_reversal_limit');
    expect(await write('2027-02-01')).toBe('statement_agrees');
    expect(await write('2027-01-02')).toBe('statement_line_of_month');
  });
});
