import type { Bench, PlainDocument, Row } from './plain-sql.js';
import type { Refusal } from './refusal.js';

/** The statements about documents, their numbers and amounts that the database refuses. */
export const REFUSED_DOCUMENTS: readonly Refusal[] = [
  {
    constraint: 'invoice_number_in_sequence',
    behind: ['invoice_link'],
    says: 'a fork of the chain: a second document after the last but one',
    act: async (bench) => {
      await bench.write(await bench.honestInvoice());
      await bench.write(await bench.honestInvoice(bench.credited));
    },
  },
  {
    constraint: 'invoice_chain_without_gap',
    says: 'a gap in the numbers',
    act: async (bench) =>
      bench.write(await numbered(bench, (row) => ({ sequence: (row['sequence'] as number) + 1 }))),
  },
  {
    constraint: 'invoice_chain',
    says: 'a document that follows a seal which is not that of the document before it',
    act: async (bench) => bench.write(await numbered(bench, () => ({ previous_hash: Buffer.alloc(32, 7) }))),
  },
  {
    constraint: 'invoice_chain',
    says: 'a document that says another date of the document before it',
    act: async (bench) => bench.write(await numbered(bench, () => ({ previous_issued_on: '2026-11-20' }))),
  },
  {
    constraint: 'invoice_dates_in_order',
    says: 'a date that runs backwards',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      Object.assign(document.invoice, { issued_on: '2026-11-21' });
      Object.assign(document.charges[0]!, { issued_on: '2026-11-21' });
      await bench.write(document);
    },
  },
  {
    constraint: 'invoice_sequence_check',
    behind: ['invoice_chain'],
    says: 'a document of number 0',
    act: async (bench) => bench.write(await numbered(bench, () => ({ sequence: 0, previous_sequence: -1 }))),
  },
  {
    constraint: 'invoice_series',
    says: 'a number with another prefix than its series',
    act: async (bench) => bench.write(await numbered(bench, () => ({ prefix: 'BIS-' }))),
  },
  {
    constraint: 'invoice_number_form',
    says: 'a number of 41 characters, where 35 are lawful',
    act: async (bench) => {
      const prefix = 'LONGUE-'.padEnd(29, '-');
      await bench.insert('series', { issuer_id: bench.coop.coop.id, year: 2030, prefix, width: 12 });
      const series = await bench.one('SELECT id FROM billing.series WHERE prefix = $1', [prefix]);
      const first = { previous_sequence: null, previous_hash: null, previous_issued_on: null, sequence: 1 };
      await bench.write(
        await numbered(bench, () => ({ ...first, prefix, width: 12, series_id: series['id'] })),
      );
    },
  },
  {
    constraint: 'invoice_foreign_number',
    says: 'an own document under a number of another tool',
    act: async (bench) => bench.write(await numbered(bench, () => ({ foreign_number: 'FA-2019-1' }))),
  },
  {
    constraint: 'invoice_payload_agrees',
    says: 'sealed bytes that say another amount than the row',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const payload = JSON.stringify({ ...bench.payloadOf(document.invoice), netCents: 9999 });
      await bench.write({ ...document, invoice: { ...document.invoice, payload } });
    },
  },
  {
    constraint: 'invoice_payload_check',
    says: 'a document of a former tool whose bytes are a list and no document',
    act: async (bench) => {
      await bench.insert('series', {
        issuer_id: bench.coop.coop.id,
        year: 2019,
        prefix: 'F-',
        foreign_origin: true,
      });
      const series = await bench.one(`SELECT id FROM billing.series WHERE prefix = 'F-'`);
      const invoice = await bench.nextInvoice(bench.coop.coop.id, 10000, 2000);
      await bench.insert('invoice', {
        ...invoice,
        series_id: series['id'],
        prefix: 'F-',
        width: 5,
        foreign_origin: true,
        foreign_number: 'FA-1',
        previous_sequence: null,
        previous_hash: null,
        previous_issued_on: null,
        payload: '[]',
      });
    },
  },
  {
    constraint: 'invoice_totals',
    says: 'a total that is not net and VAT together',
    act: async (bench) => bench.write(await numbered(bench, () => ({ gross_cents: 12001 }))),
  },
  {
    constraint: 'invoice_amounts_positive',
    says: 'an invoice of a negative amount, where a credit note is due',
    act: (bench) => invoiceOf(bench, { quantity: -1, net: -10000, vat: -2000 }),
  },
  {
    constraint: 'invoice_credits_something',
    says: 'a credit note of nothing',
    act: async (bench) => {
      const document = await bench.honestCredit();
      const line = { ...document.lines[0]!, credits_invoice_id: null, credits_position: null };
      const invoice = { ...document.invoice, credits_invoice_id: null };
      await bench.write({ ...document, invoice, lines: [line], credits: [] });
    },
  },
  {
    constraint: 'invoice_delivery_channel_check',
    says: 'a document sent by nothing that exists',
    act: async (bench) => bench.write(await numbered(bench, () => ({ delivery_channel: 'pigeon' }))),
  },
  {
    constraint: 'invoice_client_id_fkey',
    says: 'an invoice to nobody',
    act: async (bench) => bench.write(await numbered(bench, () => ({ client_id: 999_999 }))),
  },
  {
    constraint: 'invoice_pkey',
    behind: ['invoice_identity', 'delivery_pkey'],
    says: 'a document that takes the identity of another',
    act: async (bench) => {
      const { id } = await bench.one('SELECT min(id) AS id FROM billing.invoice');
      const document = await bench.honestInvoice();
      const payload = JSON.stringify(bench.payloadOf(document.invoice));
      await bench.insert('invoice', { payload, ...document.invoice, id });
    },
  },
  {
    constraint: 'invoice_credits_invoice_id_fkey',
    behind: ['invoice_line_credits', 'document_agrees'],
    says: 'a credit note of an invoice that does not exist',
    act: async (bench) => {
      const document = await bench.honestCredit();
      const line = { ...document.lines[0]!, credits_invoice_id: 999_999 };
      const invoice = { ...document.invoice, credits_invoice_id: 999_999 };
      await bench.write({ ...document, invoice, lines: [line], credits: [] });
    },
  },
  {
    constraint: 'invoice_line_credits',
    says: 'a credit note line on a line that the invoice does not have',
    act: async (bench) => {
      const document = await bench.honestCredit();
      const line = { ...document.lines[0]!, credits_position: 99 };
      await bench.write({ ...document, lines: [line], credits: [] });
    },
  },
  {
    constraint: 'invoice_line_product',
    says: 'a line whose amount is not quantity × price',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      await bench.write({ ...document, lines: [{ ...document.lines[0]!, quantity: 2 }] });
    },
  },
  {
    constraint: 'invoice_line_unit_price_check',
    says: 'a negative price',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const honest = document.lines[0]!;
      const twice = {
        ...honest,
        position: 2,
        contract_line_id: null,
        quantity: -1,
        unit_price: -1,
        net_cents: 100,
      };
      await bench.write({
        ...document,
        invoice: { ...document.invoice, net_cents: 10100, vat_cents: 2020, gross_cents: 12120 },
        lines: [honest, twice],
        vat: [{ ...document.vat[0]!, net_cents: 10100, vat_cents: 2020 }],
      });
    },
  },
  {
    constraint: 'invoice_line_position_check',
    says: 'a line before the first',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const line = { ...document.lines[0]!, position: 0 };
      await bench.write({ ...document, lines: [line], charges: [{ ...document.charges[0]!, position: 0 }] });
    },
  },
  {
    constraint: 'invoice_line_pkey',
    behind: ['document_agrees'],
    says: 'two lines in one place',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const extra = { ...document.lines[0]!, contract_line_id: null, unit_price: 0, net_cents: 0 };
      await bench.write({ ...document, lines: [document.lines[0]!, extra], charges: document.charges });
    },
  },
  {
    constraint: 'invoice_line_invoice_id_fkey',
    says: 'a line of no document',
    act: async (bench) => {
      const { lines } = await bench.honestInvoice();
      await bench.insert('invoice_line', { ...lines[0]!, invoice_id: 999_999 });
    },
  },
  {
    constraint: 'invoice_vat_invoice_id_fkey',
    says: 'VAT of no document',
    act: async (bench) => {
      const { vat } = await bench.honestInvoice();
      await bench.insert('invoice_vat', { ...vat[0]!, invoice_id: 999_999 });
    },
  },
  {
    constraint: 'invoice_vat_pkey',
    behind: ['document_agrees'],
    says: 'one rate twice in the VAT of a document',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const half = { ...document.vat[0]!, net_cents: 5000, vat_cents: 1000 };
      await bench.write({ ...document, vat: [half, half] });
    },
  },
  {
    constraint: 'document_agrees',
    trigger: ['invoice', 'document_agrees'],
    says: 'VAT that is wrong by a cent: 20 % of 100.00 is 20.00, not 20.01',
    act: (bench) => invoiceOf(bench, { quantity: 1, net: 10000, vat: 2001 }),
  },
  {
    constraint: 'document_agrees',
    trigger: ['invoice', 'document_agrees'],
    says: 'totals that are not the sum of the lines',
    act: async (bench) => {
      const document = await bench.honestInvoice();
      const extra = {
        ...document.lines[0]!,
        position: 2,
        contract_line_id: null,
        unit_price: 1,
        net_cents: 100,
      };
      await bench.write({ ...document, lines: [document.lines[0]!, extra] });
    },
  },
  {
    constraint: 'document_agrees',
    trigger: ['invoice', 'document_agrees'],
    says: 'a line that bills days without charging them',
    act: async (bench) => bench.write({ ...(await bench.honestInvoice()), charges: [] }),
  },
  {
    constraint: 'document_agrees',
    trigger: ['invoice', 'document_agrees'],
    says: 'more credited than was invoiced: 91.00 after 10.00 of 100.00',
    act: async (bench) => {
      const { invoice, lines, vat } = await bench.honestCredit();
      Object.assign(invoice, { net_cents: 9100, vat_cents: 1820, gross_cents: 10920 });
      Object.assign(lines[0]!, { unit_price: 91, net_cents: 9100, contract_line_id: null });
      Object.assign(vat[0]!, { net_cents: 9100, vat_cents: 1820 });
      await bench.write({ invoice, lines, vat, charges: [], credits: [] });
    },
  },
  {
    constraint: 'document_agrees',
    trigger: ['invoice', 'document_agrees'],
    says: 'VAT credited that is not the share of the rate',
    act: async (bench) => {
      const { invoice, lines, vat, credits } = await bench.honestCredit();
      Object.assign(invoice, { vat_cents: 201, gross_cents: 1201 });
      Object.assign(vat[0]!, { vat_cents: 201 });
      await bench.write({ invoice, lines, vat, charges: [], credits });
    },
  },
  {
    constraint: 'document_agrees',
    trigger: ['invoice', 'document_agrees'],
    says: 'a credit note whose line credits another invoice than the note does',
    act: async (bench) => {
      const document = await bench.honestCredit();
      const other = await bench.chargeOf(bench.paused, '2026-11-01');
      const lines = [
        { ...document.lines[0]!, credits_invoice_id: other.invoice_id, credits_position: other.position },
      ];
      await bench.write({ ...document, lines, credits: [] });
    },
  },
];

/** The honest invoice of December under another number or place in the chain. */
async function numbered(bench: Bench, change: (row: Row) => Row): Promise<PlainDocument> {
  const document = await bench.honestInvoice();
  return { ...document, invoice: { ...document.invoice, ...change(document.invoice) } };
}

/** An invoice of one line that bills no days. */
async function invoiceOf(
  bench: Bench,
  { quantity, net, vat }: { quantity: number; net: number; vat: number },
) {
  const document = await bench.honestInvoice();
  Object.assign(document.invoice, { net_cents: net, vat_cents: vat, gross_cents: net + vat });
  Object.assign(document.lines[0]!, { quantity, net_cents: net, contract_line_id: null });
  Object.assign(document.vat[0]!, { net_cents: net, vat_cents: vat });
  await bench.write({ ...document, charges: [] });
}
