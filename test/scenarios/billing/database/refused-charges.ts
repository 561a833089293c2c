import type { Bench } from './plain-sql.js';
import type { Refusal } from './refusal.js';

const DECEMBER = '[2026-12-01,2027-01-01)';

/** The statements about charges and credits that the database refuses, each an honest document but for one point. */
export const REFUSED_CHARGES: readonly Refusal[] = [
  {
    constraint: 'charge_days_once',
    says: 'a day is charged twice: 30 November is billed with November already',
    act: (bench) => chargeOf(bench, ['2026-11-30', '2026-12-01'], '[2026-11-01,2026-12-01)', 333),
  },
  {
    constraint: 'charge_by_the_carrier',
    says: 'the cooperative charges days that the CAE carries',
    act: async (bench) => bench.write(await bench.honestInvoice(bench.carriedByTheCae)),
  },
  {
    constraint: 'charge_of_excused_days',
    trigger: ['charge', 'charge_under_current_terms'],
    says: 'a charge of a month of which a person excused a day from billing',
    act: async (bench) => {
      await bench.psql.query(
        `INSERT INTO billing.excuse (line_id, period, reason, made_by) VALUES ($1, '[2026-12-24,2026-12-25)', 'panne', 'psql')`,
        [bench.live],
      );
      await bench.write(await bench.honestInvoice());
    },
  },
  {
    constraint: 'charge_at_agreed_price',
    says: 'a charge at 90.00 where 100.00 was agreed',
    act: async (bench) => {
      const { invoice, lines, vat, charges } = await bench.honestInvoice();
      Object.assign(invoice, { net_cents: 9000, vat_cents: 1800, gross_cents: 10800 });
      Object.assign(lines[0]!, { unit_price: 90, net_cents: 9000 });
      Object.assign(vat[0]!, { net_cents: 9000, vat_cents: 1800 });
      Object.assign(charges[0]!, { cycle_net_cents: 9000, net_cents: 9000 });
      await bench.write({ invoice, lines, vat, charges, credits: [] });
    },
  },
  {
    constraint: 'charge_at_agreed_price',
    says: 'a charge months ahead that lies about the horizon of its term',
    act: (bench) =>
      bench
        .honestInvoice(bench.live, ['2027-01-01', '2027-02-01'])
        .then((document) => bench.write(withCharge(document, { horizon_days: 366 }))),
  },
  {
    constraint: 'charge_at_agreed_price',
    says: 'a charge on a paused term that says it is billable',
    act: async (bench) => bench.write(await bench.honestInvoice(bench.paused)),
  },
  {
    constraint: 'charge_billable_check',
    says: 'a charge on a paused term that says so',
    act: async (bench) =>
      bench.write(withCharge(await bench.honestInvoice(bench.paused), { billable: false })),
  },
  {
    constraint: 'charge_within_term',
    says: 'a charge of the whole of December on a line that ends on the 15th',
    act: async (bench) => bench.write(await bench.honestInvoice(bench.ending)),
  },
  {
    constraint: 'charge_within_horizon',
    says: 'a charge that begins 40 days after its invoice, where 31 were agreed',
    act: async (bench) => bench.write(await bench.honestInvoice(bench.live, ['2027-01-01', '2027-02-01'])),
  },
  {
    constraint: 'charge_span',
    behind: ['charge_within_cycle', 'charge_cycle_of_term'],
    says: 'two months in one charge of a monthly line',
    act: (bench) => chargeOf(bench, ['2026-12-01', '2027-02-01'], '[2026-12-01,2027-02-01)', 10000),
  },
  {
    constraint: 'charge_within_cycle',
    behind: ['charge_cycle_of_term'],
    says: 'a charge that reaches over the end of its billing period',
    // 31 days of a price for 31 days, counted from 11 November: (31 + 20 − 20) / 31 of 100.00.
    act: (bench) => chargeOf(bench, ['2026-12-01', '2027-01-01'], '[2026-11-11,2026-12-12)', 10000),
  },
  {
    constraint: 'charge_cycle_of_term',
    trigger: ['charge', 'charge_under_current_terms'],
    says: 'the price of a month for ten days, by a billing period that the anchor does not give',
    act: (bench) => chargeOf(bench, ['2026-12-01', '2026-12-11'], '[2026-12-01,2026-12-11)', 10000),
  },
  {
    constraint: 'charge_pro_rata',
    says: 'a cent more than the share of the billing period: 10 of 31 days of 100.00 are 32.26',
    act: (bench) => chargeOf(bench, ['2026-12-01', '2026-12-11'], DECEMBER, 3227),
  },
  {
    constraint: 'charge_again_only_after_credit',
    says: 'days billed again that were never credited',
    act: async (bench) => bench.write(withCharge(await bench.honestInvoice(), { generation: 2 })),
  },
  {
    constraint: 'charge_under_current_terms',
    trigger: ['charge', 'charge_under_current_terms'],
    says: 'a charge at the price of before the amendment',
    act: async (bench) =>
      bench.write(await bench.honestInvoice(bench.amended, ['2026-12-01', '2027-01-01'], 1)),
  },
  {
    constraint: 'charge_invoice',
    says: 'a charge that says another invoice date than its invoice',
    act: async (bench) => bench.write(withCharge(await bench.honestInvoice(), { issued_on: '2026-11-23' })),
  },
  {
    constraint: 'charge_invoice_line',
    says: 'a charge without a line on the invoice',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const [from, to] = ['2026-12-01', '2027-01-01'];
      const other = await bench.honestInvoice(bench.credited, [from, to]);
      const extra = { ...other.charges[0]!, invoice_id: document.invoice['id'], position: 9 };
      await bench.write({ ...document, charges: [...document.charges, extra] });
    },
  },
  {
    constraint: 'charge_of_contract',
    says: 'a charge of a line under the contract of another',
    act: async (bench) => {
      const other = await bench.honestInvoice(bench.credited);
      await bench.write(
        withCharge(await bench.honestInvoice(), { contract_id: other.charges[0]!['contract_id'] }),
      );
    },
  },
  {
    constraint: 'charge_native_is_whole',
    says: 'a charge that names no term',
    act: async (bench) => bench.write(withCharge(await bench.honestInvoice(), { term_id: null })),
  },
  {
    constraint: 'charge_period_check',
    behind: ['charge_pro_rata', 'charge_within_cycle', 'document_agrees'],
    says: 'a charge without an end',
    act: async (bench) => bench.write(withCharge(await bench.honestInvoice(), { period: '[2026-12-01,)' })),
  },
  {
    constraint: 'charge_generation_check',
    behind: ['charge_again_only_after_credit'],
    says: 'a charge of a generation before the first',
    act: async (bench) => bench.write(withCharge(await bench.honestInvoice(), { generation: -1 })),
  },
  {
    constraint: 'charge_pkey',
    behind: ['charge_identity', 'document_agrees'],
    says: 'two charges of one line of an invoice',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const again = { ...document.charges[0]!, period: '[2026-12-01,2026-12-11)', net_cents: 3226 };
      const rest = { ...document.charges[0]!, period: '[2026-12-11,2027-01-01)', net_cents: 6774 };
      await bench.write({ ...document, charges: [again, rest] });
    },
  },
  {
    constraint: 'credit_days_once',
    behind: ['document_agrees'],
    says: 'days credited twice',
    act: async (bench) => bench.write(await bench.honestCredit(bench.credited)),
  },
  {
    constraint: 'credit_of_charged_days',
    behind: ['credit_within_its_charge'],
    says: 'a credit of days that were never charged',
    act: async (bench) => bench.write(await bench.honestCredit(bench.live, ['2026-12-01', '2026-12-04'])),
  },
  {
    constraint: 'credit_within_its_charge',
    trigger: ['credit', 'uncover_credited_days'],
    says: 'a credit of October against the charge of November',
    act: async (bench) => bench.write(await bench.honestCredit(bench.live, ['2026-10-01', '2026-10-04'])),
  },
  {
    constraint: 'credit_of_charge',
    says: 'a credit of the days of one line against the charge of another',
    act: async (bench) => {
      const document = await bench.honestCredit();
      await bench.write({ ...document, credits: [{ ...document.credits[0]!, line_id: bench.paused }] });
    },
  },
  {
    constraint: 'credit_invoice_line',
    says: 'a credit without a line on the credit note',
    act: async (bench) => {
      const document = await bench.honestCredit();
      await bench.write({ ...document, credits: [{ ...document.credits[0]!, position: 7 }] });
    },
  },
  {
    constraint: 'credit_period_check',
    behind: ['credit_days_once', 'credit_of_charged_days'],
    says: 'a credit of no days',
    act: async (bench) => {
      const document = await bench.honestCredit();
      await bench.write({ ...document, credits: [{ ...document.credits[0]!, period: 'empty' }] });
    },
  },
  {
    constraint: 'credit_pkey',
    says: 'two credits on one line of a credit note',
    act: async (bench) => {
      const document = await bench.honestCredit();
      const [first] = document.credits;
      const other = { ...first!, period: '[2026-11-04,2026-11-07)' };
      await bench.write({ ...document, credits: [first!, other] });
    },
  },
  {
    constraint: 'deduction_once',
    says: 'a deposit deducted twice',
    act: async (bench) => {
      const deduction = await aDeduction(bench);
      await bench.insert('deduction', deduction.row);
      await bench.insert('deduction', { ...deduction.row, position: 2 });
    },
  },
  {
    constraint: 'deduction_line',
    says: 'one line of a balance invoice that deducts two deposits',
    act: async (bench) => {
      const { row } = await aDeduction(bench);
      await bench.insert('deduction', row);
      const other = await bench.chargeOf(bench.paused, '2026-11-01');
      await bench.insert('deduction', {
        ...row,
        deposit_invoice_id: other.invoice_id,
        deposit_position: other.position,
      });
    },
  },
  {
    constraint: 'deduction_again_only_after_reversal',
    says: 'a deposit deducted again whose deduction was not taken back',
    act: async (bench) => {
      const { row } = await aDeduction(bench);
      await bench.insert('deduction', row);
      await bench.insert('deduction', { ...row, generation: 2, position: 2 });
    },
  },
];

function withCharge<D extends { charges: Record<string, unknown>[] }>(document: D, change: object): D {
  return { ...document, charges: [{ ...document.charges[0]!, ...change }] };
}

/** A document whose amounts follow `net`, for days of the live line within a billing period that is given. */
async function chargeOf(
  bench: Bench,
  days: readonly [string, string],
  cycle: string,
  net: number,
): Promise<void> {
  const { invoice, lines, vat, charges } = await bench.honestInvoice(bench.live, [
    '2026-12-01',
    '2027-01-01',
  ]);
  const period = `[${days[0]},${days[1]})`;
  const tax = Math.round(net / 5);
  Object.assign(invoice, { net_cents: net, vat_cents: tax, gross_cents: net + tax });
  Object.assign(lines[0]!, { unit_price: net / 100, net_cents: net, period });
  Object.assign(vat[0]!, { net_cents: net, vat_cents: tax });
  Object.assign(charges[0]!, { period, cycle, net_cents: net });
  await bench.write({ invoice, lines, vat, charges, credits: [] });
}

/** A document with two lines that deduct, not written yet as such, and a first deduction of it. */
async function aDeduction(bench: Bench) {
  const document = await bench.honestInvoice();
  const second = { ...document.lines[0]!, position: 2, contract_line_id: null, unit_price: 0, net_cents: 0 };
  await bench.write({ ...document, lines: [...document.lines, second] });
  const deposit = await bench.chargeOf(bench.live, '2026-11-01');
  return {
    row: {
      deposit_invoice_id: deposit.invoice_id,
      deposit_position: deposit.position,
      generation: 1,
      invoice_id: document.invoice['id'],
      position: 1,
    },
  };
}
