import fc from 'fast-check';
import pg from 'pg';
import { addDays, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants, vatOf } from './invariants.js';
import type { CreditScope } from '#billing';

const reason = 'geste commercial';

interface SealedDocument {
  readonly type: string;
  readonly lines: readonly {
    readonly netCents: number;
    readonly quantity: string;
    readonly unitPrice: string;
  }[];
  readonly vat: readonly {
    readonly rateBasisPoints: number;
    readonly netCents: number;
    readonly vatCents: number;
  }[];
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  readonly precedes: readonly { readonly number: string; readonly issuedOn: string }[];
}

describe('amounts', () => {
  let coop: TestCooperative;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
  });
  afterAll(() => coop.close());

  const documentsOf = (client: number) =>
    coop.database.unitOfWork
      .read<{ id: number; number: string; payload: string }>(
        'SELECT id, number, payload FROM billing.invoice WHERE client_id = $1 ORDER BY id',
        [client],
      )
      .then((rows) =>
        rows.map(({ id, number, payload }) => ({
          id,
          number,
          document: JSON.parse(payload) as SealedDocument,
        })),
      );
  const credit = (invoiceId: number, ...scopes: CreditScope[]) =>
    coop.billing.creditInvoice({ invoiceId, scopes, reason }, 'essai');
  /** Bills what is due, whatever the volume of the runs before. */
  const bill = async () => {
    const run = await coop.billing.proposeRun({
      issuer: 'COOP',
      asOf: localDate('2026-11-22'),
      proposedBy: 'essai',
    });
    const accepts = run.controls.map((control) => control.code);
    const { digest } = run.proposal;
    await coop.billing.approveRun({ runId: run.id, digest, accepts, approvedBy: 'essai' });
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
  };
  /** One contract with one line per price and rate, billed on one invoice. */
  const invoiceOf = async (lines: readonly { price: string; rate: number }[]) => {
    const client = (await coop.client({ grouping: 'client' })).id;
    const contract = (await coop.contract({ client })).id;
    for (const [index, { price, rate }] of lines.entries()) {
      const terms = { unitPrice: price, vatRateBasisPoints: rate };
      await coop.subscription('2026-11-01', terms, { contract, service: `Prestation ${index + 1}` });
    }
    await bill();
    const [invoice] = await documentsOf(client);
    return { client, ...invoice! };
  };

  it('of lines are rounded to cents before they are summed: 1,000 lines of 0.005 make 10.00', async () => {
    const client = (await coop.client()).id;
    const contract = (await coop.contract({ client })).id;
    for (let i = 0; i < 1000; i += 1) {
      await coop.subscription('2026-11-01', { unitPrice: '0.005' }, { contract, service: `Option ${i}` });
    }
    await bill();
    const [invoice] = await documentsOf(client);
    // Each 0.005 is 0.01, half up; their sum is 10.00 (and not 5.00), with 2.00 of VAT.
    expect(invoice!.document.lines).toHaveLength(1000);
    expect(invoice!.document).toMatchObject({ netCents: 1000, vatCents: 200, grossCents: 1200 });
  }, 120_000);

  it('of VAT are computed on the sum of each rate, half up', async () => {
    const { document } = await invoiceOf([
      { price: '0.03', rate: 2000 },
      { price: '0.05', rate: 2000 },
      { price: '10.10', rate: 550 },
    ]);
    // 20 % of 0.08 is 0.016: 0.02. Line by line it would be 0.01 + 0.01. 5.5 % of 10.10 is 0.5555: 0.56.
    expect(document.vat.map((each) => [each.rateBasisPoints, each.netCents, each.vatCents])).toEqual([
      [2000, 8, 2],
      [550, 1010, 56],
    ]);
    expect(document.grossCents).toBe(1018 + 58);
  });

  it('of a credit note are positive, and it names the number and the date of what it credits', async () => {
    const { id, client, number } = await invoiceOf([{ price: '100', rate: 2000 }]);
    await credit(id, { kind: 'amount', position: 1, netCents: 1234 });
    const [, note] = await documentsOf(client);
    expect(note!.document).toMatchObject({
      type: 'creditNote',
      netCents: 1234,
      vatCents: 247,
      grossCents: 1481,
      precedes: [{ number, issuedOn: '2026-11-22' }],
    });
    expect(note!.document.lines).toMatchObject([{ quantity: '1', unitPrice: '12.34', netCents: 1234 }]);
  });

  it('of a full credit note zero each rate', async () => {
    const { id, client, document } = await invoiceOf([
      { price: '33.33', rate: 2000 },
      { price: '0.07', rate: 1000 },
      { price: '66.67', rate: 550 },
    ]);
    await credit(id, { kind: 'whole' });
    const [, note] = await documentsOf(client);
    expect(note!.document.vat).toMatchObject(
      document.vat.map(({ netCents, vatCents }) => ({ netCents, vatCents })),
    );
    expect(note!.document.grossCents).toBe(document.grossCents);
    await expect(credit(id, { kind: 'whole' })).rejects.toMatchObject({ code: 'BILLING.CREDIT_EMPTY' });
  });

  it('of a second credit may be all that is left, and not a cent more', async () => {
    const { id } = await invoiceOf([{ price: '100', rate: 2000 }]);
    await credit(id, { kind: 'amount', position: 1, netCents: 9999 });
    await expect(credit(id, { kind: 'amount', position: 1, netCents: 2 })).rejects.toMatchObject({
      code: 'BILLING.CREDIT_TOO_LARGE',
    });
    await credit(id, { kind: 'amount', position: 1, netCents: 1 });
    await expect(credit(id, { kind: 'amount', position: 1, netCents: 1 })).rejects.toMatchObject({
      code: 'BILLING.CREDIT_TOO_LARGE',
    });
  });

  it('of a credit note are never credited in their turn', async () => {
    const { id } = await invoiceOf([{ price: '100', rate: 2000 }]);
    const { invoiceId } = await credit(id, { kind: 'whole' });
    await expect(credit(invoiceId, { kind: 'whole' })).rejects.toMatchObject({
      code: 'BILLING.CREDIT_OF_CREDIT',
    });
  });

  it('of any number of partial credits never exceed the invoice, and a whole credit ends them at zero', async () => {
    const scope = fc.oneof(
      fc.record({
        kind: fc.constant('amount' as const),
        position: fc.integer({ min: 1, max: 2 }),
        netCents: fc.integer({ min: 1, max: 1500 }),
      }),
      fc
        .record({
          position: fc.integer({ min: 1, max: 2 }),
          from: fc.integer({ min: 0, max: 29 }),
          days: fc.integer({ min: 1, max: 12 }),
        })
        .map(({ position, from, days }) => ({
          kind: 'days' as const,
          position,
          period: {
            from: addDays(localDate('2026-11-01'), from),
            to: addDays(localDate('2026-11-01'), from + days),
          },
        })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(2000, 1000, 550, 210),
        fc.array(scope, { minLength: 1, maxLength: 8 }),
        async (cents, rate, scopes) => {
          const invoice = await invoiceOf([
            { price: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`, rate },
            { price: '9.99', rate },
          ]);
          for (const each of [...scopes, { kind: 'whole' as const }]) {
            await credit(invoice.id, each).catch((error: { code: string }) =>
              expect(['BILLING.CREDIT_TOO_LARGE', 'BILLING.CREDIT_EMPTY']).toContain(error.code),
            );
            const notes = (await documentsOf(invoice.client)).slice(1);
            const net = notes.reduce((sum, note) => sum + note.document.netCents, 0);
            const vat = notes.reduce((sum, note) => sum + note.document.vatCents, 0);
            expect(net).toBeLessThanOrEqual(invoice.document.netCents);
            expect(vat).toBe(vatOf(net, rate));
          }
          const left = (await documentsOf(invoice.client)).slice(1);
          expect(left.reduce((sum, note) => sum + note.document.grossCents, 0)).toBe(
            invoice.document.grossCents,
          );
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it('that somebody changed in the files of the database are told by the seal, document by document', async () => {
    const { number, id } = await invoiceOf([{ price: '100', rate: 2000 }]);
    const psql = new pg.Client({ connectionString: coop.database.url });
    await psql.connect();
    const tamper = async (from: string, to: string) => {
      // Only who owns the server can silence its triggers; the seal is a generated column and would follow, unless the
      // chain is held by the next document.
      await psql.query('BEGIN; SET LOCAL session_replication_role = replica');
      await psql.query('UPDATE billing.invoice SET payload = replace(payload, $1, $2) WHERE id = $3', [
        from,
        to,
        id,
      ]);
      await psql.query('COMMIT');
    };
    await invoiceOf([{ price: '50', rate: 2000 }]);
    await tamper('"Prestation 1"', '"Prestation 9"');
    const offences = await brokenInvariants(coop.database.unitOfWork);
    await tamper('"Prestation 9"', '"Prestation 1"');
    await psql.end();
    const [next] = await coop.database.unitOfWork.read<{ number: string }>(
      'SELECT number FROM billing.invoice WHERE previous_sequence = (SELECT sequence FROM billing.invoice WHERE id = $1)',
      [id],
    );
    expect(number).not.toBe(next!.number);
    expect(offences).toEqual([`I6: the seal of ${next!.number} is not that of its bytes`]);
  });
});
