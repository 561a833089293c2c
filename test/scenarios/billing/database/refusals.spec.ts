import { brokenInvariants } from '../invariants.js';
import { Bench } from './plain-sql.js';
import type { Refusal } from './refusal.js';
import { REFUSED_CHANGES } from './refused-changes.js';
import { REFUSED_CHARGES } from './refused-charges.js';
import { REFUSED_DOCUMENTS } from './refused-documents.js';

const REFUSALS: readonly Refusal[] = [...REFUSED_CHARGES, ...REFUSED_DOCUMENTS, ...REFUSED_CHANGES];

/** Triggers that refuse under a name of their own. */
const TRIGGER_OF: Readonly<Record<string, readonly [table: string, trigger: string]>> = Object.fromEntries(
  REFUSALS.flatMap(({ constraint, trigger }) => (trigger ? [[constraint, trigger]] : [])),
);

/** The tables whose rows carry the promise. */
const TABLES = [
  'series',
  'invoice',
  'invoice_line',
  'invoice_vat',
  'charge',
  'credit',
  'deduction',
  'deduction_reversal',
  'delivery',
];

/** Keys and checks that refuse nothing which another entry would not, each with the reason. */
const WITHOUT_ENTRY: Readonly<Record<string, string>> = {
  series_pkey: 'an identity given by the database',
  series_identity: 'the target of invoice_series',
  invoice_link: 'the target of invoice_chain',
  invoice_identity: 'the target of charge_invoice',
  charge_identity: 'the target of credit_of_charge',
  charge_line_id_fkey: 'implied by charge_of_contract',
  deduction_generation_check: 'implied by deduction_again_only_after_reversal',
  deduction_deposit_invoice_id_deposit_position_fkey: 'a deduction of nothing',
  deduction_invoice_id_position_fkey: 'a deduction on no line',
  deduction_reversal_pkey: 'taking a deduction back twice gives the same row',
  deduction_reversal_invoice_id_fkey: 'a reversal by no document',
  deduction_reversal_deposit_invoice_id_deposit_position_gen_fkey: 'a reversal of no deduction',
  delivery_pkey: 'one obligation per document, made by oblige_delivery',
  delivery_invoice_id_fkey: 'an obligation of no document',
  delivery_state_check: 'the words of the states',
  oblige_delivery: 'makes rows and refuses none: see “is born with its delivery obligation”',
  documents_issued: 'makes rows of treasury, where the document stands, and refuses none',
};

describe('the database itself, against its owner with plain SQL,', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it('accepts the honest document that each refusal differs from in one point', async () => {
    expect(await bench.attempt(async () => bench.write(await bench.honestInvoice()))).toBeNull();
    expect(await bench.attempt(async () => bench.write(await bench.honestCredit()))).toBeNull();
  });

  it('accepts days billed again where they were credited', async () => {
    const again = await bench.honestInvoice(bench.credited, ['2026-11-01', '2026-12-01']);
    again.charges[0]!['generation'] = 2;
    expect(await bench.attempt(() => bench.write(again))).toBeNull();
  });

  describe('refuses', () => {
    for (const { constraint, says, act } of REFUSALS) {
      it(`${says} (${constraint})`, async () => {
        expect(await bench.attempt(() => act(bench))).toBe(constraint);
      });
    }

    it.each(['invoice', 'invoice_line', 'charge', 'credit', 'delivery'])('to empty %s', async (table) => {
      expect(await bench.attempt(() => bench.psql.query(`TRUNCATE billing.${table} CASCADE`))).toBe(
        'issued_is_immutable',
      );
    });

    // 428C9: a value was given for a column that the database alone computes.
    it.each([
      ['hash', Buffer.alloc(32)],
      ['number', 'COOP-2026-99999'],
    ])('a forged %s', async (column, value) => {
      const { invoice } = await bench.honestInvoice();
      expect(
        await bench.attempt(() => bench.insert('invoice', { payload: '{}', ...invoice, [column]: value })),
      ).toBe('428C9');
    });
  });

  // A schema mutation test: each guard in turn is taken away, and what it refused is then accepted. So each refusal
  // above comes from the guard that it names, and no guard could be lost without a test that turns red.
  describe('without one guard accepts', () => {
    for (const { constraint, trigger, behind = [], says, act } of REFUSALS) {
      it(`${says} (without ${[constraint, ...behind].join(', ')})`, async () => {
        const outcome = await bench.attempt(async () => {
          for (const name of [constraint, ...behind])
            await takeAway(bench, name, name === constraint && trigger);
          await act(bench);
        });
        expect(outcome).toBeNull();
      });
    }

    it('an invoice that nobody has to deliver (without oblige_delivery)', async () => {
      const counts: unknown[] = [];
      for (const guarded of [true, false]) {
        await bench.attempt(async () => {
          if (!guarded) await takeAway(bench, 'oblige_delivery', ['invoice', 'oblige_delivery']);
          const document = await bench.honestInvoice();
          await bench.write(document);
          counts.push(
            (
              await bench.one('SELECT count(*)::int AS n FROM billing.delivery WHERE invoice_id = $1', [
                document.invoice['id'],
              ])
            )['n'],
          );
        });
      }
      // Each invoice is born with its delivery obligation, by that trigger alone.
      expect(counts).toEqual([1, 0]);
    });
  });

  it('has no constraint or trigger on the facts that this table does not know', async () => {
    const { rows } = await bench.psql.query<{ name: string; table: string }>(
      `SELECT conname AS name, conrelid::regclass::text AS "table" FROM pg_constraint
       WHERE connamespace = 'billing'::regnamespace AND contype <> 'n' AND conrelid::regclass::text = ANY ($1)
       UNION SELECT indexrelid::regclass::text, indrelid::regclass::text FROM pg_index
       WHERE indisunique AND indrelid::regclass::text = ANY ($1)
       UNION SELECT tgname, tgrelid::regclass::text FROM pg_trigger
       WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY ($1)`,
      [TABLES.map((table) => `billing.${table}`)],
    );
    const known = (name: string, table: string) =>
      REFUSALS.some(
        (each) =>
          (each.trigger === undefined && each.constraint === name) ||
          (each.trigger?.[1] === name && `billing.${each.trigger[0]}` === table),
      ) || WITHOUT_ENTRY[name] !== undefined;
    const unknown = rows.filter((row) => !known(row.name.replace(/^billing\./, ''), row.table));
    expect(rows.length).toBeGreaterThan(60);
    expect(unknown).toEqual([]);
  });

  it('is as it was after all of this', async () => {
    expect(await brokenInvariants(bench.coop.database.unitOfWork)).toEqual([]);
  });
});

async function takeAway(
  bench: Bench,
  name: string,
  trigger: readonly [string, string] | false | undefined,
): Promise<void> {
  const refusing = trigger || TRIGGER_OF[name];
  if (refusing) {
    await bench.psql.query(`DROP TRIGGER IF EXISTS ${refusing[1]} ON billing.${refusing[0]}`);
    return;
  }
  const found = await bench.one(
    `SELECT conrelid::regclass::text AS "table" FROM pg_constraint
     WHERE conname = $1 AND connamespace = 'billing'::regnamespace`,
    [name],
  );
  if (found) await bench.psql.query(`ALTER TABLE ${String(found['table'])} DROP CONSTRAINT ${name} CASCADE`);
  else await bench.psql.query(`DROP INDEX billing.${name}`);
}
