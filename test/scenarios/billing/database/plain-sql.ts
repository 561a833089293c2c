import pg from 'pg';
import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';

/** One row as a person with `psql` would write it: columns by name. */
export type Row = Record<string, unknown>;

/** A document written row by row, without the product. A field left out of `invoice.payload` is filled in truthfully. */
export interface PlainDocument {
  readonly invoice: Row;
  readonly lines: Row[];
  readonly vat: Row[];
  readonly charges: Row[];
  readonly credits: Row[];
}

/** What a statement of the table below works on: a cooperative with documents issued by the product itself. */
export class Bench {
  coop: TestCooperative;
  psql: pg.Client;
  /** Monthly at 100.00; October and November are billed, December is not. Today is 22 November. */
  live: number;
  /** As `live`, and carried by the CAE. */
  carriedByTheCae: number;
  /** As `live`, paused from 1 December on. */
  paused: number;
  /** As `live`, cancelled on 15 December. */
  ending: number;
  /** As `live`, at 90.00 from 1 December on since its second revision. */
  amended: number;
  /** As `live`, November credited whole. */
  credited: number;
  /** A credit note of 10.00 on `live` that gives no days back. */
  gestureNote: number;

  static async open(): Promise<Bench> {
    const bench = new Bench();
    const coop = await TestCooperative.open('2026-11-22');
    bench.coop = coop;
    const lines = [];
    for (let i = 0; i < 5; i += 1) lines.push(await coop.subscription('2026-10-01'));
    [bench.live, bench.paused, bench.ending, bench.amended, bench.credited] = lines.map(
      (line) => line.id,
    ) as [number, number, number, number, number];
    bench.carriedByTheCae = (await coop.subscription('2026-10-01', {}, { issuer: coop.cae.id })).id;
    await coop.bill('2026-11-22', { release: true });
    const { contracts, actor } = coop;
    const day = localDate('2026-12-01');
    await contracts.pauseLine(actor, { line: bench.paused, fromRevision: 1, period: { from: day } });
    await contracts.cancelLine(actor, {
      line: bench.ending,
      fromRevision: 1,
      onDay: localDate('2026-12-15'),
    });
    const change = { from: day, conditions: { unitPrice: '90' } };
    await contracts.amendLine(actor, { line: bench.amended, fromRevision: 1, change });
    bench.psql = new pg.Client({ connectionString: coop.database.url });
    await bench.psql.connect();
    const november = await bench.chargeOf(bench.credited, '2026-11-01');
    await coop.billing.creditInvoice(
      {
        invoiceId: november.invoice_id,
        reason: 'erreur de client',
        scopes: [
          {
            kind: 'days',
            position: november.position,
            period: { from: localDate('2026-11-01'), to: localDate('2026-12-01') },
          },
        ],
      },
      'essai',
    );
    const live = await bench.chargeOf(bench.live, '2026-11-01');
    bench.gestureNote = (
      await coop.billing.creditInvoice(
        {
          invoiceId: live.invoice_id,
          reason: 'geste commercial',
          scopes: [{ kind: 'amount', position: live.position, netCents: 1000 }],
        },
        'essai',
      )
    ).invoiceId;
    return bench;
  }

  async close(): Promise<void> {
    await this.psql.end();
    await this.coop.close();
  }

  async one(sql: string, values: unknown[] = []): Promise<Row> {
    const { rows } = await this.psql.query<Row>(sql, values);
    return rows[0]!;
  }

  /** The charge of a line that holds a day. */
  async chargeOf(line: number, day: string) {
    return (await this.one(
      `SELECT c.*, lower(c.period) AS "from", upper(c.period) AS "to" FROM billing.charge c
       WHERE line_id = $1 AND period @> $2::date`,
      [line, day],
    )) as Row & { invoice_id: number; position: number; generation: number };
  }

  /** The row of the next document of an issuer, truthful in every column. */
  async nextInvoice(issuer: number, netCents: number, vatCents: number): Promise<Row> {
    const series = await this.one(
      `SELECT id, prefix, width, last_sequence, last_hash, last_issued_on FROM billing.series WHERE issuer_id = $1`,
      [issuer],
    );
    const { id } = await this.one(`SELECT nextval(pg_get_serial_sequence('billing.invoice', 'id')) AS id`);
    return {
      id,
      series_id: series['id'],
      issuer_id: issuer,
      prefix: series['prefix'],
      width: series['width'],
      sequence: (series['last_sequence'] as number) + 1,
      type: 'invoice',
      issued_on: '2026-11-22',
      due_on: '2026-12-22',
      client_id: (await this.one('SELECT min(id) AS id FROM contracts.client'))['id'],
      net_cents: netCents,
      vat_cents: vatCents,
      gross_cents: netCents + vatCents,
      previous_sequence: series['last_sequence'],
      previous_hash: series['last_hash'],
      previous_issued_on: series['last_issued_on'],
      delivery_channel: 'email',
      issued_by: 'psql',
    };
  }

  /**
   * An invoice of one line that bills `from` to `to` (excluded) of a line at the agreed price: the honest document that
   * each refusal below differs from in one point.
   */
  async honestInvoice(
    line = this.live,
    [from, to] = ['2026-12-01', '2027-01-01'],
    revision?: number,
  ): Promise<PlainDocument> {
    const term = await this.one(
      `SELECT t.*, l.contract_id, k.carriage_revision FROM contracts.contract_line l
       JOIN contracts.contract k ON k.id = l.contract_id
       JOIN contracts.term t ON t.line_id = l.id AND t.revision = coalesce($3, l.revision)
       WHERE l.id = $1 AND t.period @> $2::date`,
      [line, from, revision ?? null],
    );
    const net = term['cycle_net_cents'] as number;
    const invoice = await this.nextInvoice(this.coop.coop.id, net, net / 5);
    const period = `[${from},${to})`;
    return {
      invoice,
      lines: [
        {
          invoice_id: invoice['id'],
          position: 1,
          contract_line_id: line,
          label: 'Hébergement',
          period,
          quantity: 1,
          unit_price: net / 100,
          net_cents: net,
          vat_category: 'S',
          vat_rate_bp: 2000,
        },
      ],
      vat: [
        {
          invoice_id: invoice['id'],
          vat_category: 'S',
          vat_rate_bp: 2000,
          net_cents: net,
          vat_cents: net / 5,
        },
      ],
      charges: [
        {
          invoice_id: invoice['id'],
          position: 1,
          line_id: line,
          contract_id: term['contract_id'],
          generation: 1,
          period,
          issuer_id: invoice['issuer_id'],
          issued_on: '2026-11-22',
          term_id: term['id'],
          term_revision: term['revision'],
          carriage_revision: term['carriage_revision'],
          cycle: period,
          cycle_net_cents: net,
          vat_category: 'S',
          vat_rate_bp: 2000,
          price_key: term['price_key'],
          horizon_days: term['horizon_days'],
          longest_span_days: term['longest_span_days'],
          net_cents: net,
        },
      ],
      credits: [],
    };
  }

  /** A credit note that takes back `from` to `to` (excluded) of the charge of November, 100.00 for 30 days. */
  async honestCredit(line = this.live, [from, to] = ['2026-11-01', '2026-11-04']): Promise<PlainDocument> {
    const charge = await this.chargeOf(line, '2026-11-01');
    // 3 of 30 days of 100.00 are 10.00, with 2.00 of VAT.
    const invoice = {
      ...(await this.nextInvoice(this.coop.coop.id, 1000, 200)),
      type: 'creditNote',
      credits_invoice_id: charge.invoice_id,
    } as Row;
    return {
      invoice,
      lines: [
        {
          invoice_id: invoice['id'],
          position: 1,
          contract_line_id: line,
          label: 'Hébergement',
          period: `[${from},${to})`,
          quantity: 1,
          unit_price: 10,
          net_cents: 1000,
          vat_category: 'S',
          vat_rate_bp: 2000,
          credits_invoice_id: charge.invoice_id,
          credits_position: charge.position,
        },
      ],
      vat: [
        { invoice_id: invoice['id'], vat_category: 'S', vat_rate_bp: 2000, net_cents: 1000, vat_cents: 200 },
      ],
      charges: [],
      credits: [
        {
          invoice_id: invoice['id'],
          position: 1,
          line_id: line,
          generation: 1,
          period: `[${from},${to})`,
          credited_invoice_id: charge.invoice_id,
          credited_position: charge.position,
          net_cents: 1000,
        },
      ],
    };
  }

  async insert(table: string, row: Row): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await this.psql.query(
      `INSERT INTO billing.${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  }

  /** The sealed bytes that agree with a row. */
  payloadOf(invoice: Row): Row {
    const sequence = String(invoice['sequence']).padStart(Number(invoice['width']), '0');
    return {
      number: invoice['foreign_number'] ?? `${String(invoice['prefix'])}${sequence}`,
      type: invoice['type'],
      issuedOn: invoice['issued_on'],
      netCents: invoice['net_cents'],
      vatCents: invoice['vat_cents'],
      grossCents: invoice['gross_cents'],
    };
  }

  /** Writes the document and has the deferred checks run, as a commit would. */
  async write({ invoice, lines, vat, charges, credits }: PlainDocument): Promise<void> {
    const payload = JSON.stringify(this.payloadOf(invoice));
    await this.psql.query('SET CONSTRAINTS ALL DEFERRED');
    await this.insert('invoice', { payload, ...invoice });
    for (const row of lines) await this.insert('invoice_line', row);
    for (const row of vat) await this.insert('invoice_vat', row);
    for (const row of charges) await this.insert('charge', row);
    for (const row of credits) await this.insert('credit', row);
    await this.psql.query('SET CONSTRAINTS ALL IMMEDIATE');
  }

  /**
   * Does something in a transaction that is always rolled back.
   * @returns the constraint that refused it, the code where it bears no name, or null when it was accepted
   */
  async attempt(act: () => Promise<unknown>): Promise<string | null> {
    await this.psql.query('BEGIN');
    try {
      await act();
      return null;
    } catch (error) {
      const { constraint, code } = error as { constraint?: string; code?: string };
      if (!code) throw error;
      return constraint ?? code;
    } finally {
      await this.psql.query('ROLLBACK');
    }
  }
}
