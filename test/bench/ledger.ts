import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Billing } from '#billing';
import { migrations } from '#installation';
import { Jobs } from '#jobs';
import { ClockSetTo, localDate } from '#kernel';
import { migrate, openDatabase, startEmbeddedServer, UnitOfWork } from '#persistence';

/** A cooperative of many lines in a database of its own, on the server that `npm start` would use. */
export interface Ledger {
  readonly owner: pg.Client;
  readonly clock: ClockSetTo;
  readonly billing: Billing;
  readonly unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

export interface LedgerSize {
  readonly lines: number;
  /** Months billed before `today`, one charge for each line and month. */
  readonly months: number;
  readonly today: string;
}

const FIRST_MONTH = '2020-01-01';

/** The first day of the month that is `months` after the first one billed. */
export function monthAfter(months: number): string {
  return new Date(Date.UTC(2020, months, 1)).toISOString().slice(0, 10);
}

export async function openLedger(size: LedgerSize): Promise<Ledger> {
  const folder = await mkdtemp(path.join(tmpdir(), 'intendance-bench-'));
  const server = await startEmbeddedServer(folder);
  await migrate(server.url, migrations);
  const owner = new pg.Client({ connectionString: server.url });
  await owner.connect();
  await seed(owner, size);
  const database = await openDatabase({ url: server.url });
  const unitOfWork = new UnitOfWork(database);
  const clock = new ClockSetTo(localDate(size.today));
  return {
    owner,
    clock,
    unitOfWork,
    billing: new Billing(unitOfWork, clock, new Jobs(unitOfWork, clock)),
    async close() {
      await database.destroy();
      await owner.end();
      await server.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Facts are laid down by the owner with triggers off, as a restore would; everything measured runs with them on. */
async function seed(owner: pg.Client, { lines, months }: LedgerSize): Promise<void> {
  await owner.query(`SET session_replication_role = replica`);
  await owner.query(`
    INSERT INTO contracts.issuer (code, name, siren, vat_number, address, iban, legal_form)
    VALUES ('COOP', 'Coopérative du Banc', '732829320', 'FR44732829320',
      '{"lines": ["1 rue des Forges"], "postCode": "35000", "city": "Rennes", "country": "FR"}', 'FR7630006000011234567890189', 'SCIC SA')`);
  await owner.query(
    `INSERT INTO contracts.client (code, name, vat_status, siren, address, email, channel)
     SELECT 'C' || n, 'Client ' || n, 'taxable', '732829320',
       '{"lines": ["1 rue des Forges"], "postCode": "35000", "city": "Rennes", "country": "FR"}', 'c' || n || '@exemple.test', 'email'
     FROM generate_series(1, $1::int) n`,
    [lines],
  );
  await owner.query(
    `INSERT INTO contracts.contract (code, client_id, title, carriage_revision) SELECT 'K' || n, n, 'Hébergement', 1 FROM generate_series(1, $1::int) n`,
    [lines],
  );
  await owner.query(
    `INSERT INTO contracts.carriage SELECT n, 1, 1, daterange('${FIRST_MONTH}', NULL) FROM generate_series(1, $1::int) n`,
    [lines],
  );
  await owner.query(
    `INSERT INTO contracts.contract_line (code, contract_id, kind, service, label, revision)
     SELECT 'L' || n, n, 'subscription', 'Hébergement', 'Hébergement', 1 FROM generate_series(1, $1::int) n`,
    [lines],
  );
  await owner.query(
    `INSERT INTO contracts.amendment SELECT n, 1, 'creation', '${FIRST_MONTH}', NULL, 'banc' FROM generate_series(1, $1::int) n`,
    [lines],
  );
  await owner.query(
    `INSERT INTO contracts.term (line_id, revision, period, months, billing, anchor, quantity, unit_price, vat_category, vat_rate_bp)
     SELECT n, 1, daterange('${FIRST_MONTH}', NULL), 1, 'advance', '${FIRST_MONTH}', 1, 30, 'S', 2000 FROM generate_series(1, $1::int) n`,
    [lines],
  );
  if (months > 0) await seedHistory(owner, lines, months);
  await owner.query(`SET session_replication_role = origin`);
  // What is still empty stays unanalysed, as autovacuum leaves it.
  await owner.query(
    months > 0
      ? 'VACUUM ANALYZE'
      : 'ANALYZE contracts.client, contracts.contract, contracts.carriage, contracts.contract_line, contracts.term',
  );
}

async function seedHistory(owner: pg.Client, lines: number, months: number): Promise<void> {
  await owner.query(`INSERT INTO billing.series (issuer_id, year, prefix) VALUES (1, 1999, 'BANC-')`);
  for (let month = 0; month < months; month += 1) {
    const days = `daterange('${monthAfter(month)}', '${monthAfter(month + 1)}')`;
    await owner.query(
      `INSERT INTO billing.invoice (id, series_id, issuer_id, prefix, width, sequence, type, issued_on, due_on, client_id, net_cents,
         vat_cents, gross_cents, payload, previous_sequence, previous_hash, previous_issued_on, delivery_channel, issued_by)
       SELECT $2 + n, 1, 1, 'BANC-', 8, $2 + n, 'invoice', '${monthAfter(month)}', '${monthAfter(month)}', n, 3000, 600, 3600,
         jsonb_build_object('number', 'BANC-' || lpad(($2 + n)::text, 8, '0'), 'issuedOn', '${monthAfter(month)}', 'type', 'invoice', 'netCents', 3000, 'vatCents', 600, 'grossCents', 3600)::text,
         nullif($2 + n - 1, 0), CASE WHEN $2 + n > 1 THEN sha256('banc') END, CASE WHEN $2 + n > 1 THEN date '${monthAfter(month)}' END, 'email', 'banc'
       FROM generate_series(1, $1::int) n`,
      [lines, month * lines],
    );
    await owner.query(
      `INSERT INTO billing.invoice_line SELECT $2 + n, 1, n, 'Hébergement', ${days}, 1, 30, 3000, 'S', 2000 FROM generate_series(1, $1::int) n`,
      [lines, month * lines],
    );
    await owner.query(
      `INSERT INTO billing.charge (invoice_id, position, line_id, contract_id, generation, period, issuer_id, issued_on, term_id, term_revision,
         carriage_revision, cycle, cycle_net_cents, vat_category, vat_rate_bp, price_key, horizon_days, longest_span_days, net_cents)
       SELECT $2 + n, 1, n, n, 1, ${days}, 1, '${monthAfter(month)}', n, 1, 1, ${days}, 3000, 'S', 2000, '3000/1/2000', 31, 31, 3000
       FROM generate_series(1, $1::int) n`,
      [lines, month * lines],
    );
  }
  await owner.query(`SELECT setval(pg_get_serial_sequence('billing.invoice', 'id'), $1)`, [lines * months]);
  await owner.query(
    `INSERT INTO billing.coverage SELECT n, 1, '3000/1/2000', false, datemultirange(daterange('${FIRST_MONTH}', '${monthAfter(months)}'))
     FROM generate_series(1, $1::int) n`,
    [lines],
  );
}
