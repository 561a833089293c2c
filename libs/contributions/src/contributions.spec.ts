import pg from 'pg';
import { Documents, RenderPool } from '#documents';
import { Identity } from '#identity';
import { type DomainError, localDate, type LocalDate } from '#kernel';
import { Treasury } from '#treasury';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { ActivityAccounts } from './activity-account/activity-accounts.js';
import { Contributions } from './contributions.js';
import { readBilled, readCollected } from './facts/read-facts.js';
import type { Scheme } from './schemes/scheme.js';
import { schemeOn } from './schemes/scheme-on.js';
import { readContributions } from './statements/read-statements.js';

const TODAY = '2026-11-22';
const day = localDate;
const [JANUARY, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER] = [
  '2026-01-01',
  '2026-09-01',
  '2026-10-01',
  '2026-11-01',
  '2026-12-01',
].map(day) as [LocalDate, LocalDate, LocalDate, LocalDate, LocalDate];
const tenPercent: Scheme = {
  basis: 'collected',
  bands: [{ fromCents: 0, rateBasisPoints: 1000 }],
  minimum: null,
  reversalBasisPoints: null,
};

let coop: TestCooperative;
let treasury: Treasury;
let contributions: Contributions;
let documents: Documents;
let activity: number;

beforeEach(async () => {
  coop = await TestCooperative.open(TODAY);
  const { unitOfWork } = coop.database;
  treasury = new Treasury(unitOfWork, coop.clock);
  documents = new Documents(unitOfWork, new RenderPool({ threads: 1 }));
  contributions = new Contributions(unitOfWork, coop.clock, documents, coop.contracts);
  activity = (await coop.contracts.createActivity(coop.actor, { name: 'Atelier Verre' })).id;
});
afterEach(async () => {
  await expectInvariants(coop.database, TODAY);
  await documents.onModuleDestroy();
  await coop.close();
});

/** An invoice of 120.00 (net 100.00) of 22 November, on a line of the activity. */
async function issued(of = activity): Promise<number> {
  const client = (await coop.client()).id;
  const contract = await coop.contracts.createContract(coop.actor, {
    client,
    title: 'Hébergement',
    activity: of,
    carriedBy: coop.coop.id,
    from: JANUARY,
  });
  await coop.subscription('2026-11-01', {}, { contract: contract.id, service: `Service ${client}` });
  await coop.bill(TODAY);
  const [{ id }] = (await coop.database.unitOfWork.read(
    'SELECT id FROM billing.invoice WHERE client_id = $1',
    [client],
  )) as [{ id: number }];
  return id;
}

const pay = (invoice: number, amountCents: number, on = '2026-10-12') =>
  treasury.recordPayment(coop.actor, {
    receivedOn: day(on),
    amountCents,
    means: 'transfer',
    reference: `VIR ${Math.random()}`,
    allocations: [{ invoice, amountCents }],
  });

const setScheme = (scheme: Scheme | null, from: LocalDate = JANUARY, more = {}) =>
  contributions.setScheme(coop.actor, {
    issuer: coop.coop.id,
    activity: null,
    from,
    scheme,
    reason: 'Assemblée du 12 décembre 2025',
    ...more,
  });

const close = (month: LocalDate, amountCents: number, of = activity) =>
  contributions.closeMonth(coop.actor, {
    issuer: coop.coop.id,
    month,
    statements: [{ activity: of, amountCents }],
  });

const refusal = (act: Promise<unknown>): Promise<DomainError> =>
  act.then(
    () => Promise.reject(new Error('it was accepted')),
    (error) => error as DomainError,
  );

const rows = async () =>
  (await contributions.statements({})).map(({ month, amountCents, number }) => [month, amountCents, number]);

describe('schemes by date', () => {
  it('the version of the day counts, an activity’s own before its issuer’s, a correction before what it corrects', async () => {
    await setScheme(tenPercent);
    await setScheme({ ...tenPercent, bands: [{ fromCents: 0, rateBasisPoints: 900 }] }, OCTOBER);
    await setScheme({ ...tenPercent, bands: [{ fromCents: 0, rateBasisPoints: 800 }] }, OCTOBER);
    await setScheme({ ...tenPercent, basis: 'invoiced' }, OCTOBER, { activity });
    await setScheme(null, NOVEMBER, { activity });
    const on = async (at: string, of: number | null = activity) => {
      const found = await schemeOn(coop.database.dataSource, {
        issuer: coop.coop.id,
        activity: of,
        day: day(at),
      });
      return found && [found.scope, found.scheme.basis, found.scheme.bands[0]!.rateBasisPoints];
    };
    expect(await on('2025-12-31')).toBeNull();
    expect(await on('2026-09-30')).toEqual(['issuer', 'collected', 1000]);
    expect(await on('2026-10-01', null)).toEqual(['issuer', 'collected', 800]);
    expect(await on('2026-10-31')).toEqual(['activity', 'invoiced', 1000]);
    expect(await on('2026-11-01')).toEqual(['issuer', 'collected', 800]);
  });

  it.each([
    ['in the middle of a month', day('2026-10-02'), tenPercent, 'CONTRIBUTIONS.NOT_FIRST_OF_MONTH'],
    ['without bands', OCTOBER, { ...tenPercent, bands: [] }, 'CONTRIBUTIONS.INVALID_SCHEME'],
  ])('refuses a scheme %s', async (_, from, scheme, code) => {
    expect((await refusal(setScheme(scheme, from))).code).toBe(code);
    expect(await contributions.schemes(coop.coop.id)).toEqual([]);
  });

  it('refuses to change what is closed', async () => {
    await setScheme(tenPercent);
    await pay(await issued(), 12_000);
    await close(OCTOBER, 1_000);
    expect((await refusal(setScheme(tenPercent, SEPTEMBER))).code).toBe('CONTRIBUTIONS.MONTHS_CLOSED');
    await setScheme({ ...tenPercent, basis: 'invoiced' }, NOVEMBER);
  });

  it('a preview tells what past months would have given, and writes nothing', async () => {
    await setScheme(tenPercent);
    await pay(await issued(), 12_000);
    const scheme = { ...tenPercent, bands: [{ fromCents: 0, rateBasisPoints: 1200 }] };
    const months = await contributions.previewScheme({ issuer: coop.coop.id, activity: null, scheme });
    expect(months).toHaveLength(12);
    // 100.00 × 10 % and 100.00 × 12 %
    expect(months.at(-1)).toEqual({ month: OCTOBER, keptCents: 1_000, supposedCents: 1_200 });
    expect(await contributions.schemes(coop.coop.id)).toHaveLength(1);
  });
});

describe('facts', () => {
  it('what is billed and collected on lines of an activity, parts of payments in proportion', async () => {
    const invoice = await issued();
    await issued((await coop.contracts.createActivity(coop.actor, { name: 'Autre' })).id);
    await pay(invoice, 3_000);
    const period = { from: JANUARY, to: DECEMBER };
    const { dataSource } = coop.database;
    expect(await readBilled(dataSource, { period, activity })).toMatchObject([
      { activity, invoice: { id: invoice }, netCents: 10_000, grossCents: 12_000, issuedOn: TODAY },
    ]);
    // 100.00 × 30 / 120
    expect(await readCollected(dataSource, { period, activity })).toMatchObject([
      { activity, netCents: 2_500, grossCents: 3_000, collectedOn: '2026-10-12' },
    ]);
  });
});

describe('statements', () => {
  it('each figure names its payment; the statement is closed, numbered and archived', async () => {
    await setScheme(tenPercent);
    const invoice = await issued();
    await pay(invoice, 12_000);
    expect(await rows()).toEqual([[OCTOBER, 1_000, null]]);
    const [id] = await close(OCTOBER, 1_000);
    const statement = await contributions.statement(id!);
    expect(statement).toMatchObject({
      number: 'RC-COOP-2026-0001',
      basisCents: 10_000,
      amountCents: 1_000,
      closing: { on: TODAY, by: 'essai' },
      year: { keptCents: 1_000 },
    });
    expect(statement.lines[0]!.sentence.fr.replace(/[\u00a0\u202f]/g, ' ')).toMatch(
      /^10 % de 100,00 € encaissés le 12 octobre sur COOP-2026-00001$/,
    );
    const pdf = await contributions.statementPdf(statement, 'fr');
    expect(pdf.name).toBe('RC-COOP-2026-0001.pdf');
    expect(await documents.hashOf(`contribution-statement/${id}/fr`)).not.toBeNull();
    expect(pdf.pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('a payment undone after the month is closed is given back in the next open month', async () => {
    await setScheme(tenPercent);
    const payment = await pay(await issued(), 12_000);
    await close(OCTOBER, 1_000);
    await treasury.reversePayment(coop.actor, { payment: payment.id, reason: 'Rejet de la banque' });
    expect(await rows()).toEqual([
      [NOVEMBER, -1_000, null],
      [OCTOBER, 1_000, 'RC-COOP-2026-0001'],
    ]);
  });

  it('what is recorded late for a closed month is counted in the next one, and says so', async () => {
    await setScheme(tenPercent);
    const [first, second] = [await issued(), await issued()];
    await pay(first, 12_000);
    await close(OCTOBER, 1_000);
    await pay(second, 6_000);
    const open = await contributions.openStatement({ issuer: coop.coop.id, activity, month: NOVEMBER });
    expect(open.amountCents).toBe(500);
    expect(open.lines[0]!.sentence.fr).toContain('(mois déjà clos)');
    expect(open.year).toEqual({ basisCents: 15_000, keptCents: 1_500 });
  });

  it('a credit note takes back in its own month, where what is invoiced counts', async () => {
    await setScheme({ ...tenPercent, basis: 'invoiced' });
    const invoice = await issued();
    await coop.billing.creditInvoice(
      { invoiceId: invoice, scopes: [{ kind: 'whole' }], reason: 'Facturé par erreur' },
      'essai',
    );
    const open = await contributions.openStatement({ issuer: coop.coop.id, activity, month: NOVEMBER });
    expect(open.lines.map(({ amountCents }) => amountCents)).toEqual([1_000, -1_000]);
    expect(open.lines[1]!.sentence.fr).toContain('repris par l’avoir');
  });

  it('a change of basis counts no document twice', async () => {
    await setScheme({ ...tenPercent, basis: 'invoiced' });
    await setScheme(tenPercent, DECEMBER);
    const invoice = await issued();
    coop.clock.set(day('2026-12-15'));
    await pay(invoice, 12_000, '2026-12-12');
    // Invoiced in November under the former basis: its payment in December is not counted again.
    expect(await rows()).toEqual([[NOVEMBER, 1_000, null]]);
    coop.clock.set(day(TODAY));
  });

  it.each([
    // 100.00 × 10 %, taken back; and what never was collected takes nothing and gives nothing.
    ['invoiced', 'collected', [-1_000], [1_000]],
    ['collected', 'invoiced', [], []],
  ] as const)(
    'a credit note takes back by the basis of its invoice: %s, then %s',
    async (basis, next, december, november) => {
      await setScheme({ ...tenPercent, basis });
      await setScheme({ ...tenPercent, basis: next }, DECEMBER);
      const invoiceId = await issued();
      coop.clock.set(day('2026-12-05'));
      const scopes = [{ kind: 'whole' as const }];
      await coop.billing.creditInvoice({ invoiceId, scopes, reason: 'Facturé par erreur' }, 'essai');
      const found = await rows();
      const of = (month: LocalDate) => found.filter((row) => row[0] === month).map((row) => row[1]);
      expect([of(DECEMBER), of(NOVEMBER)]).toEqual([december, november]);
      coop.clock.set(day(TODAY));
    },
  );

  it('a credit note takes back at the rate that its invoice has of its own', async () => {
    await setScheme({ ...tenPercent, basis: 'invoiced' });
    const invoice = await issued();
    const reason = 'Sous-traitance interne';
    await contributions.setDocumentRate(coop.actor, { invoice, rateBasisPoints: 500, reason });
    const scopes = [{ kind: 'whole' as const }];
    await coop.billing.creditInvoice({ invoiceId: invoice, scopes, reason: 'Facturé par erreur' }, 'essai');
    expect(await rows()).toEqual([[NOVEMBER, 0, null]]);
  });

  it.each(['collected', 'invoiced'] as const)(
    'a contract that goes to another activity leaves what was counted: %s',
    async (basis) => {
      await setScheme({ ...tenPercent, basis });
      const invoice = await issued();
      const payment = await pay(invoice, 6_000);
      coop.clock.set(day('2026-12-02'));
      const [month, kept] = basis === 'collected' ? [OCTOBER, 500] : [NOVEMBER, 1_000];
      await close(month, kept);
      const other = await coop.contracts.createActivity(coop.actor, { name: 'Atelier Cuir' });
      await coop.database.dataSource.query('UPDATE contracts.contract SET activity_id = $1', [other.id]);
      const open = async () =>
        (await contributions.statements({ state: 'open' })).map((row) => [row.activity.id, row.amountCents]);
      expect(await open()).toEqual([]);
      // The rest of its payments belongs to whom the document was counted for, and so does an undo.
      await pay(invoice, 6_000, '2026-12-01');
      expect(await open()).toEqual(basis === 'collected' ? [[activity, 500]] : []);
      await treasury.reversePayment(coop.actor, { payment: payment.id, reason: 'Rejet de la banque' });
      expect(await open()).toEqual(basis === 'collected' ? [[activity, 0]] : []);
      const read = { period: { from: JANUARY, to: day('2027-01-01') }, activity: other.id };
      expect(await readBilled(coop.database.dataSource, read)).toEqual([]);
      expect(await readCollected(coop.database.dataSource, read)).toEqual([]);
      coop.clock.set(day(TODAY));
    },
  );

  it('what comes to light while nothing is kept is counted once something is kept again', async () => {
    await setScheme(tenPercent);
    const [first, second] = [await issued(), await issued()];
    await pay(first, 12_000, '2026-09-12');
    await close(SEPTEMBER, 1_000);
    await setScheme(null, OCTOBER);
    await setScheme(tenPercent, NOVEMBER);
    await pay(second, 12_000, '2026-09-30');
    expect(await rows()).toEqual([
      [NOVEMBER, 1_000, null],
      [SEPTEMBER, 1_000, 'RC-COOP-2026-0001'],
    ]);
  });

  it.each([
    ['gives back on', { ...tenPercent, reversalBasisPoints: 500 }],
    ['deducts', { ...tenPercent, basis: 'margin' as const }],
  ])('a scheme %s what was bought since it began, and not before', async (_, scheme) => {
    await setScheme(tenPercent);
    await pay(await issued(), 12_000);
    const { unitOfWork } = coop.database;
    const identity = new Identity(unitOfWork, coop.clock);
    const accounts = new ActivityAccounts(unitOfWork, coop.clock, identity, coop.contracts, documents);
    await accounts.recordDirectCost(coop.actor, {
      activity,
      spentOn: day('2026-10-05'),
      kind: 'purchase',
      label: 'Verre plat',
      netCents: 4_000,
      vatCents: 0,
      eligible: true,
    });
    await close(OCTOBER, 1_000);
    await setScheme(scheme, NOVEMBER);
    const open = await contributions.statements({ state: 'open' });
    // The invoice of November, collected already: margin counts what is billed from then on.
    expect(open.map(({ amountCents }) => amountCents)).toEqual(scheme.basis === 'margin' ? [1_000] : []);
  });

  it('a document at a rate of its own, until that is taken back', async () => {
    await setScheme(tenPercent);
    const invoice = await issued();
    await pay(invoice, 12_000);
    const rate = { invoice, rateBasisPoints: 500, reason: 'Sous-traitance interne' };
    await contributions.setDocumentRate(coop.actor, rate);
    expect(await contributions.documentRates()).toMatchObject([{ invoice, rateBasisPoints: 500 }]);
    expect(await rows()).toEqual([[OCTOBER, 500, null]]);
    await contributions.setDocumentRate(coop.actor, { ...rate, rateBasisPoints: null });
    expect(await rows()).toEqual([[OCTOBER, 1_000, null]]);
  });

  it('what was kept by month is one read, closed or not', async () => {
    await setScheme(tenPercent);
    const [first, second] = [await issued(), await issued()];
    await pay(first, 12_000);
    await close(OCTOBER, 1_000);
    await pay(second, 12_000, '2026-11-03');
    const read = { period: { from: OCTOBER, to: DECEMBER }, activity };
    expect(await readContributions(coop.database.dataSource, read)).toEqual([
      { activity, issuer: coop.coop.id, month: NOVEMBER, amountCents: 1_000, closed: false },
      { activity, issuer: coop.coop.id, month: OCTOBER, amountCents: 1_000, closed: true },
    ]);
  });
});

describe('closing', () => {
  it('refuses a month that is not over, one without facts, one after an open one, one whose figure moved', async () => {
    await setScheme(tenPercent);
    const [first, second] = [await issued(), await issued()];
    await pay(first, 12_000, '2026-09-12');
    await pay(second, 6_000);
    expect((await refusal(close(NOVEMBER, 0))).code).toBe('CONTRIBUTIONS.MONTH_NOT_OVER');
    expect((await refusal(close(JANUARY, 0))).code).toBe('CONTRIBUTIONS.NOTHING_TO_CLOSE');
    expect((await refusal(close(OCTOBER, 500))).code).toBe('CONTRIBUTIONS.EARLIER_MONTH_OPEN');
    const moved = await refusal(close(SEPTEMBER, 999));
    expect(moved.code).toBe('CONTRIBUTIONS.FIGURES_CHANGED');
    expect(moved.sentence.fr.replace(/[\u00a0\u202f]/g, ' ')).toContain('est passé de 9,99 € à 10,00 €');
    await close(SEPTEMBER, 1_000);
    expect((await refusal(close(SEPTEMBER, 1_000))).code).toBe('CONTRIBUTIONS.ALREADY_CLOSED');
  });

  it('two people who close the same month: one statement, and the other is told', async () => {
    await setScheme(tenPercent);
    await pay(await issued(), 12_000);
    const both = await Promise.allSettled([close(OCTOBER, 1_000), close(OCTOBER, 1_000)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected')!.reason as DomainError;
    expect(refused.code).toBe('CONTRIBUTIONS.ALREADY_CLOSED');
    expect(await rows()).toEqual([[OCTOBER, 1_000, 'RC-COOP-2026-0001']]);
  });

  it('the database keeps what is closed, whoever writes', async () => {
    await setScheme(tenPercent);
    await pay(await issued(), 12_000);
    await close(OCTOBER, 1_000);
    const owner = new pg.Client({ connectionString: coop.database.url });
    await owner.connect();
    const refusedBy = (sql: string) =>
      owner.query(sql).then(
        () => 'nothing',
        (error: pg.DatabaseError) => error.constraint,
      );
    expect(await refusedBy('UPDATE contributions.statement SET amount_cents = 0')).toBe(
      'contributions_append_only',
    );
    expect(await refusedBy('DELETE FROM contributions.statement')).toBe('contributions_append_only');
    expect(
      await refusedBy(
        `INSERT INTO contributions.statement_line (statement_id, position, cause, on_day, of_month, basis_cents, amount_cents, sentence_fr, sentence_en)
         SELECT id, 99, 'band', month, month, 0, 1, '', '' FROM contributions.statement`,
      ),
    ).toBe('statement_is_closed');
    const again = (columns: string, values: string) =>
      `INSERT INTO contributions.statement (issuer_id, activity_id, month, sequence, number, amount_cents, basis_cents,
         kept_cents, parties, closed_on, closed_by, closed_at${columns})
       SELECT issuer_id, activity_id, ${values} 0, 0, '{}', '2026-11-22', 'x', now() FROM contributions.statement`;
    expect(await refusedBy(again('', `'2026-09-01', 2, 'RC-2', 0,`))).toBe('statement_in_order');
    expect(await refusedBy(again('', `'2026-10-01', 2, 'RC-2', 0,`))).toBe('statement_once');
    expect(await refusedBy(again('', `'2026-11-01', 2, 'RC-2', 0,`))).toBe('statement_of_past_month');
    expect(
      await refusedBy(
        `INSERT INTO contributions.counted_fact SELECT statement_id, issuer_id, activity_id, kind, fact_id, 1, contract_id, root_id FROM contributions.counted_fact`,
      ),
    ).toBe('counted_once');
    await owner.end();
  });
});
