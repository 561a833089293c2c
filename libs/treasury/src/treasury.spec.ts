import pg from 'pg';
import { recordForeignDocuments } from '#billing';
import { DomainError, localDate } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import type { NewPayment } from './index.js';
import { domainErrorOf } from './refusal.js';
import { Treasury } from './treasury.js';
import { verifyAllocations } from './payments/verify-allocations.js';

const TODAY = '2026-11-22';
const day = localDate;

interface Issued {
  readonly id: number;
  readonly number: string;
  readonly gross: number;
  readonly client: number;
  readonly issuer: number;
}

let coop: TestCooperative;
let treasury: Treasury;

beforeAll(async () => {
  coop = await TestCooperative.open(TODAY);
  treasury = new Treasury(coop.database.unitOfWork, coop.clock);
});
afterAll(async () => {
  await expectInvariants(coop.database, TODAY);
  await coop.close();
});

/** An invoice of 120.00. */
async function issued({ client }: { client?: number } = {}): Promise<Issued> {
  const of = client ?? (await coop.client()).id;
  await coop.subscription('2026-11-01', {}, { client: of, service: `Service ${Math.random()}` });
  await coop.bill(TODAY);
  return lastInvoice(coop, of);
}

async function lastInvoice(of: TestCooperative, client: number): Promise<Issued> {
  const [found] = await of.database.unitOfWork.read<Issued>(
    `SELECT id, number, gross_cents AS gross, client_id AS client, issuer_id AS issuer FROM billing.invoice
     WHERE client_id = $1 ORDER BY id DESC LIMIT 1`,
    [client],
  );
  return found!;
}

const received = (amountCents: number, more: Partial<NewPayment> = {}): NewPayment => ({
  receivedOn: day('2026-11-12'),
  amountCents,
  means: 'transfer',
  reference: `VIR ${Math.random()}`,
  ...more,
});

const paid = (invoice: Issued, amountCents: number, more: Partial<NewPayment> = {}) =>
  treasury.recordPayment(
    coop.actor,
    received(amountCents, { allocations: [{ invoice: invoice.id, amountCents }], ...more }),
  );

const refusal = (act: Promise<unknown>): Promise<DomainError> =>
  act.then(
    () => Promise.reject(new Error('it was accepted')),
    (error) => error as DomainError,
  );

const standing = async (invoice: Issued) => (await treasury.standings([invoice.id]))[0]!;

const credit = (invoice: Issued) =>
  coop.billing.creditInvoice(
    { invoiceId: invoice.id, scopes: [{ kind: 'whole' }], reason: 'Facturé par erreur' },
    'essai',
  );

describe('payments', () => {
  it('pays an invoice in whole', async () => {
    const invoice = await issued();
    const payment = await paid(invoice, 12_000);
    expect(payment).toMatchObject({ allocatedCents: 12_000, unallocatedCents: 0, reversal: null });
    expect(payment.allocations).toMatchObject([{ invoice: { number: invoice.number }, amountCents: 12_000 }]);
    expect(await standing(invoice)).toMatchObject({
      state: 'paid',
      balanceCents: 0,
      lastPaidOn: '2026-11-12',
    });
  });

  it('pays one in two parts, and refuses a cent too much, saying what is left', async () => {
    const invoice = await issued();
    await paid(invoice, 5_000);
    expect(await standing(invoice)).toMatchObject({ state: 'partlyPaid', balanceCents: 7_000 });
    const refused = await refusal(paid(invoice, 7_001));
    expect(refused.code).toBe('TREASURY.BEYOND_BALANCE');
    expect(refused.facts).toEqual({ number: invoice.number, balanceCents: 7_000 });
    await paid(invoice, 7_000);
    expect((await standing(invoice)).state).toBe('paid');
  });

  it('pays several invoices at once and keeps the rest in sight until it is allocated', async () => {
    const first = await issued();
    const second = await issued({ client: first.client });
    const allocations = [
      { invoice: first.id, amountCents: 12_000 },
      { invoice: second.id, amountCents: 4_000 },
    ];
    const payment = await treasury.recordPayment(coop.actor, received(20_000, { allocations }));
    expect(payment.unallocatedCents).toBe(4_000);
    const found = await treasury.listPayments({
      state: 'unallocated',
      client: first.client,
      limit: 10,
      offset: 0,
    });
    expect(found).toMatchObject({ total: 1, unallocatedCents: 4_000 });
    const after = await treasury.allocate(coop.actor, {
      payment: payment.id,
      allocations: [{ invoice: second.id, amountCents: 4_000 }],
    });
    expect(after.unallocatedCents).toBe(0);
    const beyond = await refusal(
      treasury.allocate(coop.actor, {
        payment: payment.id,
        allocations: [{ invoice: second.id, amountCents: 1 }],
      }),
    );
    expect(beyond.code).toBe('TREASURY.BEYOND_PAYMENT');
  });

  it('is found by code, reference, number and client, whatever the capitals and accents, word by word', async () => {
    const invoice = await issued();
    const payment = await paid(invoice, 12_000, { reference: 'Virement Décembre ŒUVRE n°7' });
    const [{ name }] = (await coop.database.unitOfWork.read(
      'SELECT name FROM contracts.client WHERE id = $1',
      [invoice.client],
    )) as [{ name: string }];
    const found = async (search: string) =>
      (await treasury.listPayments({ search, limit: 10, offset: 0 })).items.map(({ code }) => code);
    for (const words of [
      payment.code,
      'décembre oeuvre',
      'DECEMBRE Œuvre',
      invoice.number,
      invoice.number.toLowerCase(),
    ])
      expect([words, await found(words)]).toEqual([words, [payment.code]]);
    expect(await found(`${name.toUpperCase()} decembre`)).toEqual([payment.code]);
    expect(await found('décembre novembre')).toEqual([]);
    expect(await found('100%')).toEqual([]);
    // The number stays where the money was: whoever looks for it finds what became of it.
    await treasury.reversePayment(coop.actor, { payment: payment.id, reason: 'Rejet de la banque' });
    expect(await found(invoice.number)).toEqual([payment.code]);
  });

  it.each(['receivedOn', 'amount', 'client', 'code'] as const)(
    'are listed by %s, page by page',
    async (sort) => {
      const all = await treasury.listPayments({ sort, limit: 200, offset: 0 });
      const paged = [];
      for (let offset = 0; offset < all.total; offset += 2)
        paged.push(...(await treasury.listPayments({ sort, limit: 2, offset })).items.map(({ id }) => id));
      expect(all.total).toBeGreaterThan(3);
      expect(paged).toEqual(all.items.map(({ id }) => id));
      const amounts = all.items.filter(({ reversal }) => !reversal).map(({ amountCents }) => amountCents);
      expect(all.amountCents).toBe(amounts.reduce((sum, cents) => sum + cents, 0));
    },
  );

  it('an allocation that is undone waits again, and the same money can go to another invoice', async () => {
    const wrong = await issued();
    const right = await issued({ client: wrong.client });
    const payment = await paid(wrong, 12_000);
    const [allocation] = payment.allocations;
    const undone = { payment: payment.id, allocation: allocation!.id, reason: 'Mauvaise facture' };
    expect(await treasury.undoAllocation(coop.actor, undone)).toMatchObject({ unallocatedCents: 12_000 });
    expect((await standing(wrong)).state).toBe('unpaid');
    expect((await refusal(treasury.undoAllocation(coop.actor, undone))).code).toBe('TREASURY.ALREADY_UNDONE');
    const moved = await treasury.allocate(coop.actor, {
      payment: payment.id,
      allocations: [{ invoice: right.id, amountCents: 12_000 }],
    });
    // The money of 12 November moves on the day when it is moved.
    expect(moved.allocations.map(({ collectedOn }) => collectedOn)).toEqual(['2026-11-12', TODAY]);
  });

  it('a payment that is undone leaves a row with its reason, and can be recorded again', async () => {
    const invoice = await issued();
    const wish = received(12_000, {
      allocations: [{ invoice: invoice.id, amountCents: 12_000 }],
      reference: 'CHQ 7',
    });
    const first = await treasury.recordPayment(coop.actor, wish);
    const undone = await treasury.reversePayment(coop.actor, {
      payment: first.id,
      reason: 'Chèque sans provision',
    });
    expect(undone.reversal).toMatchObject({ on: TODAY, reason: 'Chèque sans provision' });
    expect(undone.allocations[0]!.undone).toMatchObject({ reason: 'Chèque sans provision' });
    expect((await standing(invoice)).state).toBe('unpaid');
    const twice = await refusal(treasury.reversePayment(coop.actor, { payment: first.id, reason: 'encore' }));
    expect(twice.code).toBe('TREASURY.ALREADY_UNDONE');
    const allocate = { payment: first.id, allocations: [{ invoice: invoice.id, amountCents: 1 }] };
    expect((await refusal(treasury.allocate(coop.actor, allocate))).code).toBe('TREASURY.PAYMENT_UNDONE');
    await treasury.recordPayment(coop.actor, wish);
    expect((await standing(invoice)).state).toBe('paid');
  });

  it('incident 44: one payment recorded twice within a second, in other letters, is kept once', async () => {
    const invoice = await issued();
    const wish = (reference: string) =>
      treasury.recordPayment(
        coop.actor,
        received(6_000, { allocations: [{ invoice: invoice.id, amountCents: 6_000 }], reference }),
      );
    const both = await Promise.allSettled([wish('Vir Décembre 12'), wish('VIR DÉCEMBRE 12')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected')!.reason as DomainError;
    expect(refused.code).toBe('TREASURY.ALREADY_RECORDED');
    expect(refused.sentence.fr).toContain('PA-');
    expect((await standing(invoice)).balanceCents).toBe(6_000);
  });

  it('two equal payments of one day are kept where a person says so', async () => {
    const invoice = await issued();
    const wish = received(6_000, {
      allocations: [{ invoice: invoice.id, amountCents: 6_000 }],
      reference: '',
    });
    await treasury.recordPayment(coop.actor, wish);
    expect((await refusal(treasury.recordPayment(coop.actor, wish))).code).toBe('TREASURY.ALREADY_RECORDED');
    await treasury.recordPayment(coop.actor, { ...wish, another: true });
    expect((await standing(invoice)).state).toBe('paid');
  });

  it('two people who allocate the same invoice: one is told what is left', async () => {
    const invoice = await issued();
    const both = await Promise.allSettled([paid(invoice, 12_000), paid(invoice, 12_000)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected')!.reason as DomainError;
    expect(refused.code).toBe('TREASURY.BEYOND_BALANCE');
    expect(refused.facts).toMatchObject({ balanceCents: 0 });
  });

  it.each([
    ['a day after today', { receivedOn: day('2026-11-23') }, 'TREASURY.IN_FUTURE'],
    ['neither client nor invoice', { allocations: [] }, 'TREASURY.PARTIES_MISSING'],
    ['nothing', { amountCents: 0, allocations: [], client: 1, issuer: 1 }, 'TREASURY.NOTHING'],
    [
      'an invoice that does not exist',
      { allocations: [{ invoice: 999_999, amountCents: 1 }] },
      'TREASURY.INVOICE_UNKNOWN',
    ],
    ['more allocated than was received', { amountCents: 11_999 }, 'TREASURY.BEYOND_PAYMENT'],
  ])('refuses %s', async (_, wrong, code) => {
    const invoice = await issued();
    const wish = { allocations: [{ invoice: invoice.id, amountCents: 12_000 }], ...wrong };
    expect((await refusal(treasury.recordPayment(coop.actor, received(12_000, wish)))).code).toBe(code);
    expect((await standing(invoice)).state).toBe('unpaid');
  });

  it('refuses an invoice of another client', async () => {
    const [mine, theirs] = [await issued(), await issued()];
    const allocations = [mine, theirs].map(({ id }) => ({ invoice: id, amountCents: 12_000 }));
    const refused = await refusal(treasury.recordPayment(coop.actor, received(24_000, { allocations })));
    expect(refused.code).toBe('TREASURY.OTHER_CLIENT');
  });
});

describe('credit notes and refunds', () => {
  it('a credit note on an unpaid invoice is taken off what is owed', async () => {
    const invoice = await issued();
    await credit(invoice);
    expect(await standing(invoice)).toMatchObject({ state: 'credited', balanceCents: 0 });
    expect((await refusal(paid(invoice, 1))).code).toBe('TREASURY.BEYOND_BALANCE');
  });

  it('a credit note after the payment is paid back, up to what was paid too much', async () => {
    const invoice = await issued();
    await paid(invoice, 12_000);
    await credit(invoice);
    expect(await standing(invoice)).toMatchObject({ state: 'overpaid', balanceCents: -12_000 });
    const [note] = await treasury.openDocuments({ client: invoice.client });
    expect(note).toMatchObject({ creditNote: true, balanceCents: -12_000 });
    const refund = (amountCents: number) =>
      treasury.recordPayment(
        coop.actor,
        received(amountCents, { allocations: [{ invoice: note!.id, amountCents }] }),
      );
    expect((await refusal(refund(12_000))).code).toBe('TREASURY.CREDIT_NOTE_NOT_PAID');
    const beyond = await refusal(refund(-12_001));
    expect(beyond.code).toBe('TREASURY.BEYOND_OVERPAYMENT');
    expect(beyond.facts).toMatchObject({ overpaidCents: 12_000 });
    await refund(-12_000);
    expect((await treasury.standings([note!.id]))[0]).toMatchObject({ state: 'refunded', balanceCents: 0 });
  });
});

describe('what a payment is for', () => {
  it('a payment for the CAE’s invoice is refused, and recorded for the CAE where a person says so', async () => {
    const { id: client } = await coop.client();
    await coop.database.unitOfWork.run((tx) =>
      tx.query('UPDATE contracts.issuer SET outside = true WHERE id = $1', [coop.cae.id]),
    );
    const line = {
      label: 'Hébergement',
      period: null,
      netCents: 10_000,
      lineId: null,
      charge: null,
      credit: null,
    };
    const recorded = await coop.database.unitOfWork.run((tx) =>
      recordForeignDocuments(tx, {
        issuerId: coop.cae.id,
        source: 'ancien',
        recordedBy: 'essai',
        documents: [
          {
            key: 'OX',
            number: 'OX-2026-0112',
            type: 'invoice',
            clientId: client,
            issuedOn: day('2026-05-31'),
            sentOn: day('2026-05-31'),
            sentAssumed: false,
            paid: false,
            contractReference: null,
            vatCategory: 'S',
            vatRateBasisPoints: 2000,
            vatCents: 2_000,
            credits: null,
            lines: [line],
          },
        ],
      }),
    );
    const foreign = recorded.get('OX')!;
    const allocations = [{ invoice: foreign, amountCents: 12_000 }];
    const refused = await refusal(treasury.recordPayment(coop.actor, received(12_000, { allocations })));
    expect(refused.code).toBe('TREASURY.OUTSIDE_ISSUER');
    expect(refused.sentence.fr).toContain('Les Entreprenants, CAE');
    const ours = { allocations, issuer: coop.coop.id };
    expect((await refusal(treasury.recordPayment(coop.actor, received(12_000, ours)))).code).toBe(
      'TREASURY.OTHER_ISSUER',
    );
    const told = await treasury.recordPayment(
      coop.actor,
      received(12_000, { allocations, issuer: coop.cae.id, arrivedWith: coop.coop.id }),
    );
    expect(told).toMatchObject({ issuer: { code: 'CAE' }, arrivedWith: { code: 'COOP' } });
    const { owedToOthersCents } = await treasury.overview('2026-11' as never);
    expect(owedToOthersCents).toBe(12_000);
  });

  it('the shares of a payment follow the lines of each contract', async () => {
    const several = await TestCooperative.open(TODAY);
    const { id: client } = await several.client({ grouping: 'client' });
    for (const service of ['Site', 'Courriel', 'Conseil']) {
      await several.subscription('2026-11-01', {}, { client, service });
    }
    await several.bill(TODAY);
    const invoice = await lastInvoice(several, client);
    expect(invoice.gross).toBe(36_000);
    const rooms = new Treasury(several.database.unitOfWork, several.clock);
    for (const amountCents of [10_000, 26_000]) {
      const allocations = [{ invoice: invoice.id, amountCents }];
      await rooms.recordPayment(several.actor, received(amountCents, { allocations }));
    }
    const shares = await several.database.unitOfWork.read<{ gross: number; net: number }>(
      `SELECT sum(s.gross_cents)::bigint AS gross, sum(s.net_cents)::bigint AS net
       FROM treasury.allocation a JOIN treasury.allocation_share s ON s.allocation_id = a.id
       WHERE a.invoice_id = $1 GROUP BY s.contract_id`,
      [invoice.id],
    );
    await several.close();
    expect(shares).toEqual(Array.from({ length: 3 }, () => ({ gross: 12_000, net: 10_000 })));
  });
});

describe('what the database refuses, whoever writes', () => {
  async function asApplication(sql: string): Promise<string | undefined> {
    try {
      await coop.database.unitOfWork.run((tx) => tx.query(sql));
      return undefined;
    } catch (error) {
      return (error as { driverError?: pg.DatabaseError }).driverError?.constraint ?? String(error);
    }
  }

  it('an allocation without shares, a share that is added later, and any rewriting', async () => {
    const invoice = await issued();
    const payment = await paid(invoice, 12_000);
    const { id } = payment.allocations[0]!;
    const allocation = `INSERT INTO treasury.allocation (payment_id, issuer_id, client_id, invoice_id, amount_cents, collected_on, made_by, made_at)
      VALUES (${payment.id}, ${invoice.issuer}, ${invoice.client}, ${invoice.id}`;
    expect(await asApplication(`${allocation}, 1, '2026-11-12', 'x', now())`)).toBe(
      'allocation_within_payment',
    );
    const waiting = await treasury.recordPayment(
      coop.actor,
      received(5, { client: invoice.client, issuer: invoice.issuer }),
    );
    expect(
      await asApplication(
        allocation.replace(`(${payment.id},`, `(${waiting.id},`) + `, 5, '2026-11-12', 'x', now())`,
      ),
    ).toBe('allocation_within_balance');
    expect(await asApplication(`INSERT INTO treasury.allocation_share VALUES (${id}, NULL, 1, 1)`)).toBe(
      'allocation_shares_agree',
    );
    expect(
      await asApplication(`UPDATE treasury.payment SET amount_cents = 1 WHERE id = ${payment.id}`),
    ).toContain('permission denied');
  });

  it('where payments and documents stand is written by nobody', async () => {
    const invoice = await issued();
    await paid(invoice, 12_000);
    for (const table of ['invoice_standing', 'payment_standing', 'payment_key']) {
      expect(await asApplication(`DELETE FROM treasury.${table}`)).toContain('permission denied');
      expect(await asApplication(`INSERT INTO treasury.${table} DEFAULT VALUES`)).toContain(
        'permission denied',
      );
    }
    expect(await asApplication('UPDATE treasury.invoice_standing SET owed_cents = 0')).toContain(
      'permission denied',
    );
    expect(await asApplication(`UPDATE treasury.payment_standing SET words = ''`)).toContain(
      'permission denied',
    );
  });

  /** Rules that no request can break, each with the reason; they are faults when they are. */
  const FAULTS: Readonly<Record<string, string>> = {
    payment_code_unique: 'codes are given by the database',
    payment_parties: 'the target of allocation_of_payment',
    payment_means_check: 'the words of the means are known at the door',
    payment_occurrence_check: 'counted here',
    payment_reversal_payment_id_fkey: 'the payment was read',
    payment_key_payment_id_fkey: 'written by a trigger',
    allocation_of_payment: 'written with the parties of the payment',
    allocation_identity: 'the target of allocation_undone_whole',
    allocation_undone_whole: 'copied from what it undoes',
    allocation_share_allocation_id_fkey: 'written with the allocation',
    allocation_share_contract_id_fkey: 'read from the lines of the document',
    allocation_share_once: 'one share a contract, by their sum',
    invoice_standing_received_cents_check: 'written by a trigger',
    invoice_standing_refunded_cents_check: 'written by a trigger',
  };

  it('is told in words, rule by rule: a name of the database reaches nobody', async () => {
    const rules = await coop.database.unitOfWork.read<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
       WHERE n.nspname = 'treasury' AND contype IN ('u', 'x', 'f', 'c') ORDER BY 1`,
    );
    expect(rules.length).toBeGreaterThan(20);
    const raised = [
      'allocation_within_balance',
      'refund_within_overpayment',
      'payments_append_only',
      'payment_reversal_pkey',
    ];
    const untold = [...rules.map(({ name }) => name), ...raised].filter((constraint) => {
      const error = domainErrorOf(
        Object.assign(new Error('refused'), { code: '23514', constraint, detail: 'X|1' }),
      );
      return (error as DomainError).code === 'TREASURY.VALUE_REFUSED';
    });
    expect(untold).toEqual(Object.keys(FAULTS).sort());
  });

  it('incident 46: a paid amount cannot be rewritten, even by the owner', async () => {
    const owner = new pg.Client({ connectionString: coop.database.url });
    await owner.connect();
    await expect(owner.query('UPDATE treasury.payment SET amount_cents = 1')).rejects.toMatchObject({
      constraint: 'payments_append_only',
    });
    await expect(owner.query('DELETE FROM treasury.allocation')).rejects.toMatchObject({
      constraint: 'payments_append_only',
    });
    await owner.end();
  });
});

describe('I7', () => {
  it.each([
    ['invoice_standing SET owed_cents = owed_cents + 1', 'what is said to be owed is not its amount'],
    ['invoice_standing SET due_on = due_on + 1', 'what is said to be owed is not its amount'],
    [`invoice_standing SET words = 'x'`, 'what is said to be owed is not its amount'],
    ['invoice_standing SET formerly_paid = true', 'what is said to be owed is not its amount'],
    [`payment_standing SET words = words || ' x'`, 'what the list of payments says of it'],
    ['payment_standing SET received_on = received_on - 1', 'what the list of payments says of it'],
    ['payment_standing SET undone = true, allocated_cents = 0', 'what is said to be allocated is not'],
  ])('is broken by %s', async (change, sentence) => {
    await paid(await issued(), 12_000);
    const owner = new pg.Client({ connectionString: coop.database.url });
    await owner.connect();
    await owner.query('BEGIN');
    await owner.query(`UPDATE treasury.${change}`);
    const check = await verifyAllocations({
      query: async (sql: string) => (await owner.query(sql)).rows,
    } as never);
    await owner.query('ROLLBACK');
    await owner.end();
    expect(check.state).toBe('broken');
    expect(check.offences.told[0]!.sentence.en).toContain(sentence);
  });

  it('names what broke it, however it was broken', async () => {
    const broken = await TestCooperative.open(TODAY);
    const rooms = new Treasury(broken.database.unitOfWork, broken.clock);
    await broken.subscription('2026-11-01');
    await broken.bill(TODAY);
    const [invoice] = await broken.database.unitOfWork.read<Issued>('SELECT id, number FROM billing.invoice');
    const allocations = [{ invoice: invoice!.id, amountCents: 12_000 }];
    await rooms.recordPayment(broken.actor, received(12_000, { allocations }));
    const check = () => broken.database.unitOfWork.run((tx) => verifyAllocations(tx));
    expect(await check()).toMatchObject({ state: 'holds', checked: 1 });

    const owner = new pg.Client({ connectionString: broken.database.url });
    await owner.connect();
    await owner.query('SET session_replication_role = replica');
    await owner.query(
      `INSERT INTO treasury.allocation (payment_id, issuer_id, client_id, invoice_id, amount_cents, collected_on, made_by, made_at)
       SELECT payment_id, issuer_id, client_id, invoice_id, 100, collected_on, 'x', now() FROM treasury.allocation`,
    );
    await owner.end();
    const found = await check();
    expect(found.state).toBe('broken');
    expect(found.offences.told.map(({ sentence }) => sentence.en)).toEqual([
      'PA-1001: €121.00 allocated of a payment of €120.00.',
      'PA-1001: what is said to be allocated is not the sum of its allocations.',
      'PA-1001: what the list of payments says of it is not what was recorded.',
      `${invoice!.number}: €121.00 received and €0.00 paid back for €120.00.`,
      `${invoice!.number}: what is said to be received is not the sum of its allocations.`,
      `${invoice!.number}: the shares of a payment by contract are not the payment.`,
    ]);
    await broken.close();
  });
});
