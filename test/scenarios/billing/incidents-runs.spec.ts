import { Scheduling } from '#billing';
import { Jobs } from '#jobs';
import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

/** Lines of the design's `incidents.md`, by number: real failures of other systems whose outcome must be absent here. */
describe('failures of other systems: runs, schedules, and whoever acts twice', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  const november = [['2026-11-01', '2026-12-01', 10000]];
  const propose = (asOf = '2026-11-22') =>
    coop.billing.proposeRun({ issuer: 'COOP', asOf: localDate(asOf), proposedBy: 'essai' });
  const approve = async (run: Awaited<ReturnType<typeof propose>>) => {
    await coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    return run.id;
  };
  const issue = (runId: number, batchSize?: number) =>
    coop.billing.issueRun(runId, { issuedBy: 'essai', batchSize });
  const invoices = () =>
    coop.database.unitOfWork.read<{ id: number; number: string; issuedOn: string }>(
      'SELECT id, number, issued_on AS "issuedOn" FROM billing.invoice ORDER BY id',
    );
  /** A program of its own, in an environment: its nightly work of one day, done once. */
  const night = async (day: string, environment: { fingerprint: string; schemaLevel: string }) => {
    coop.clock.set(localDate(day));
    const jobs = new Jobs(coop.database.unitOfWork, coop.clock);
    const scheduling = new Scheduling(coop.database.unitOfWork, coop.clock, jobs, coop.billing, environment);
    scheduling.onModuleInit();
    await jobs.planRecurring();
    await jobs.workUntilIdle({ kinds: ['billing.nightly'] });
    const approved = await coop.database.unitOfWork.read<{ id: number }>(
      `SELECT id FROM billing.run WHERE state = 'approved'`,
    );
    for (const { id } of approved) await issue(id);
    return scheduling;
  };
  const home = { fingerprint: 'maison', schemaLevel: '1' };
  const automatic = async (mostNetCents = 1_000_000) => {
    const scheduling = await night('2026-11-22', home);
    await scheduling.clear((await scheduling.status()).after.digest, 'une comptable');
    await scheduling.setAutomaticIssue(
      { issuer: 'COOP', enabled: true, mostDocuments: 100, mostNetCents },
      'une comptable',
    );
    return scheduling;
  };

  it('#1 OCA/contract#1473: a run that dies in mid-batch and runs again, beside the button, bills a period once', async () => {
    const lines = [];
    for (let i = 0; i < 6; i += 1) lines.push(await coop.subscription('2026-11-01'));
    const cron = await approve(await propose());
    const button = await approve(await propose());
    const stop = new AbortController();
    await coop.billing.issueRun(cron, {
      issuedBy: 'cron',
      batchSize: 2,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(await invoices()).toHaveLength(2);
    await Promise.all([issue(button), issue(cron, 1)]);
    for (const line of lines) expect(await coop.charged(line.id)).toEqual(november);
    expect(await invoices()).toHaveLength(6);
  });

  it('#2 frappe/erpnext#28236: a subscription billed at its start is not billed again on every click', async () => {
    const line = await coop.subscription('2026-11-22');
    for (let click = 0; click < 6; click += 1) await coop.bill('2026-11-22', { release: true });
    expect(await coop.charged(line.id)).toHaveLength(1);
  });

  it('#3 frappe/central#170: six workers make one invoice, and a credited one frees its days', async () => {
    const line = await coop.subscription('2026-11-01');
    await Promise.all(Array.from({ length: 6 }, () => coop.bill('2026-11-22')));
    const [invoice, ...others] = await invoices();
    expect(others).toEqual([]);
    await coop.billing.creditInvoice(
      { invoiceId: invoice!.id, scopes: [{ kind: 'whole' }], reason: 'mauvais client' },
      'essai',
    );
    await coop.bill('2026-11-22', { release: true });
    expect(await coop.charged(line.id)).toEqual([...november, ...november]);
  });

  it('#4 getlago/lago-api#2681: work that is ordered twice is done once, and the conflict stops nothing', async () => {
    const line = await coop.subscription('2026-11-01');
    const run = await approve(await propose());
    await Promise.all([issue(run), issue(run), issue(run)]);
    await issue(run);
    expect(await coop.charged(line.id)).toEqual(november);
    const jobs = await coop.database.unitOfWork.read(
      `SELECT 1 FROM jobs.job WHERE kind = 'billing.issueRun'`,
    );
    expect(jobs).toHaveLength(1);
  });

  it('#5 getlago/lago-api#1868: an item billed once is kept from a second bill as a recurring one is', async () => {
    const { id: contract } = await coop.contract();
    const once = await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'oneOff',
      service: 'Installation',
      label: 'Installation',
      terms: [
        {
          unitPrice: '500',
          months: 0,
          period: { from: localDate('2026-11-20'), to: localDate('2026-11-21') },
        },
      ],
    });
    const bills = await Promise.allSettled([1, 2, 3].map(() => coop.bill('2026-11-22')));
    // Who approves after another has billed is told so; who issues after it finds nothing left.
    const refusals = bills.flatMap((bill) => (bill.status === 'rejected' ? [bill.reason.code] : []));
    expect(refusals.filter((code) => code !== 'BILLING.PROPOSAL_BILLED')).toEqual([]);
    expect(await coop.charged(once.id)).toEqual([['2026-11-20', '2026-11-21', 50000]]);
  });

  it('#6 invoiceninja#2449: a schedule that is installed six times bills and orders to send once', async () => {
    const line = await coop.subscription('2026-12-01');
    await automatic();
    for (let cron = 0; cron < 6; cron += 1) await night('2026-12-01', home);
    expect(await coop.charged(line.id)).toEqual([['2026-12-01', '2027-01-01', 10000]]);
    const renders = await coop.database.unitOfWork.read(
      `SELECT 1 FROM jobs.job WHERE kind = 'billing.render'`,
    );
    expect(renders).toHaveLength(1);
  });

  it('#7 iATSPayments#271, #15 and #16 enDI: a page that is sent twice approves and bills once', async () => {
    const line = await coop.subscription('2026-11-01');
    const run = await propose();
    await Promise.all([approve(run), approve(run)]);
    await Promise.all([issue(run.id), issue(run.id)]);
    expect(await coop.charged(line.id)).toEqual(november);
  });

  it('#8 Project60#213 and #9 Dolibarr#6587: several runs at once need no lock of the application', async () => {
    const lines = [];
    for (let i = 0; i < 5; i += 1) lines.push(await coop.subscription('2026-11-01'));
    const runs = [];
    for (let i = 0; i < 5; i += 1) runs.push(await approve(await propose()));
    await Promise.all(runs.map((run, index) => issue(run, index + 1)));
    for (const line of lines) expect(await coop.charged(line.id)).toEqual(november);
  });

  it('#11 iATSPayments#258: two nights in a row bill a quarterly line once a quarter', async () => {
    const line = await coop.subscription('2026-12-01', { months: 3 });
    await automatic();
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-03']) await night(day, home);
    expect(await coop.charged(line.id)).toEqual([['2026-12-01', '2027-03-01', 10000]]);
  });

  it('#12 OCA/contract#195: what a batch has issued stays issued when a later part of it is refused', async () => {
    const [first, refused, last] = [
      await coop.subscription('2026-11-01'),
      await coop.subscription('2026-11-01'),
      await coop.subscription('2026-11-01'),
    ];
    const run = await approve(await propose());
    await coop.contracts.amendLine(coop.actor, {
      line: refused.id,
      fromRevision: 1,
      change: { from: localDate('2026-11-15'), conditions: { unitPrice: '90' } },
    });
    await issue(run);
    expect(await coop.charged(first.id)).toEqual(november);
    expect(await coop.charged(refused.id)).toEqual([]);
    expect(await coop.charged(last.id)).toEqual(november);
    await coop.bill('2026-11-22');
    // 14 of 30 days at 100.00 and 16 at 90.00, and the others once.
    expect((await coop.charged(refused.id)).map((charge) => charge[2])).toEqual([4667, 4800]);
    expect(await invoices()).toHaveLength(3);
  });

  it('#13 iATSPayments#128: a copy of the database, whose schedule runs as well, does not bill', async () => {
    const line = await coop.subscription('2026-12-01');
    await automatic();
    const copy = await night('2026-12-01', { fingerprint: 'copie', schemaLevel: '1' });
    expect(await coop.charged(line.id)).toEqual([]);
    expect((await copy.status()).cause).toBe('la base de données a été restaurée, copiée ou déplacée');
    await night('2026-12-02', home);
    expect(await coop.charged(line.id)).toHaveLength(1);
  });

  it('#18 Dolibarr#9043: an upgrade leaves scheduled billing off until a person has seen the drift', async () => {
    const line = await coop.subscription('2026-12-01');
    await automatic();
    const upgraded = await night('2026-12-01', { fingerprint: 'maison', schemaLevel: '2' });
    expect(await coop.charged(line.id)).toEqual([]);
    const status = await upgraded.status();
    expect([status.on, status.cause]).toEqual([false, 'le logiciel a été mis à jour']);
    await expect(upgraded.clear('ce que personne n’a lu', 'une comptable')).rejects.toMatchObject({
      code: 'BILLING.SNAPSHOT_STALE',
    });
    await upgraded.clear(status.after.digest, 'une comptable');
    await night('2026-12-02', { fingerprint: 'maison', schemaLevel: '2' });
    expect(await coop.charged(line.id)).toHaveLength(1);
  });

  it('#19 invoiceninja#1404 and #24 civicrm-core#19119: an upgrade moves no date, since none is kept', async () => {
    const line = await coop.subscription('2026-10-01');
    await coop.bill('2026-10-31');
    const scheduling = await automatic();
    await coop.database.unitOfWork.run((tx) => scheduling.revoke(tx, 'mise à jour', 'essai'));
    await night('2026-11-29', home);
    const upgraded = await night('2026-11-30', { fingerprint: 'maison', schemaLevel: '2' });
    await upgraded.clear((await upgraded.status()).after.digest, 'une comptable');
    await night('2026-12-01', { fingerprint: 'maison', schemaLevel: '2' });
    const from = (await coop.charged(line.id)).map((charge) => charge[0]);
    expect(from).toEqual(['2026-10-01', '2026-11-01', '2026-12-01']);
    expect((await invoices()).at(-1)!.issuedOn).toBe('2026-12-01');
  });

  it('#25 iATSPayments#250 and #62 killbill#98: nights on which nothing ran are made up for from the facts', async () => {
    const line = await coop.subscription('2026-12-01');
    await automatic();
    // No program runs from 23 November to 9 December; nothing but the contract says what is due.
    await night('2026-12-10', home);
    expect(await coop.charged(line.id)).toEqual([['2026-12-01', '2027-01-01', 10000]]);
  });

  it('#20 OCA/contract: "create invoice" on a future date bills one period ahead at the most, however often', async () => {
    const line = await coop.subscription('2026-11-01');
    for (let click = 0; click < 4; click += 1) {
      await coop.bill('2027-02-15').catch(() => undefined);
      await coop.bill('2026-12-05');
    }
    expect((await coop.charged(line.id)).map(([from]) => from)).toEqual(['2026-11-01', '2026-12-01']);
  });

  it('#26 OCA/contract#182, #1459 and #27 Dolibarr: a client that is refused holds nobody else back', async () => {
    const bad = await coop.subscription(
      '2026-11-01',
      {},
      { client: (await coop.client({ channel: null, email: null })).id },
    );
    const after = [];
    for (let i = 0; i < 4; i += 1) after.push(await coop.subscription('2026-11-01'));
    const run = await coop.bill('2026-11-22');
    expect(run.proposal.documents[0]!.controls.map((control) => control.code)).toEqual([
      'NO_DELIVERY_CHANNEL',
    ]);
    expect(await coop.charged(bad.id)).toEqual([]);
    for (const line of after) expect(await coop.charged(line.id)).toEqual(november);
  });

  it('#30 frappe/erpnext#53308: a run that issued nothing does not look as if it had', async () => {
    const line = await coop.subscription('2026-11-01');
    const run = await propose();
    await approve(run);
    await coop.contracts.amendLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      change: { from: localDate('2026-11-01'), conditions: { unitPrice: '90' } },
    });
    await issue(run.id);
    await expect(coop.billing.closeRun(run.id, 'essai')).rejects.toMatchObject({
      code: 'BILLING.RUN_NOT_DONE',
    });
    const drift = await coop.billing.drift({ asOf: localDate('2026-11-22') });
    expect(drift.map((each) => each.unbilled)).toEqual([[{ from: '2026-11-01', to: '2026-12-01' }]]);
  });

  it('#35 adherentsplus#32: a yearly amount in the place of a monthly one waits for a person', async () => {
    const line = await coop.subscription('2026-10-01', { unitPrice: '45' });
    await coop.bill('2026-10-31');
    await coop.contracts.amendLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      change: { from: localDate('2026-11-01'), conditions: { unitPrice: '2024' } },
    });
    const run = await coop.bill('2026-11-22');
    expect(run.proposal.documents[0]!.controls.map((control) => control.code)).toContain(
      'AMOUNT_OUT_OF_LINE',
    );
    expect(await coop.charged(line.id)).toHaveLength(1);
  });

  it('#41 enDI#232, #45 odoo#9003 and #14 odoo#90465: numbers are given once, and a failure gives them back', async () => {
    for (let i = 0; i < 10; i += 1) await coop.subscription('2026-11-01');
    let heard = 0;
    coop.billing.onIssued(async () => {
      heard += 1;
      if (heard % 2 === 1) throw Object.assign(new Error('écriture refusée'), { code: '40001' });
    });
    const runs = [await approve(await propose()), await approve(await propose())];
    await Promise.all(runs.map((run) => issue(run, 3)));
    const numbers = (await invoices()).map((row) => row.number).sort();
    expect(numbers).toEqual(
      Array.from({ length: 10 }, (_, i) => `COOP-2026-${String(i + 1).padStart(5, '0')}`),
    );
  });

  it('#42 enDI#961 and #43 Dolibarr#29667: each year has a series of its own, and credit notes take their turn in it', async () => {
    await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    const [first] = await invoices();
    await coop.billing.creditInvoice(
      { invoiceId: first!.id, scopes: [{ kind: 'whole' }], reason: 'mauvais client' },
      'essai',
    );
    await coop.bill('2026-11-22', { release: true });
    coop.clock.set(localDate('2027-01-01'));
    await coop.bill('2027-01-01');
    expect((await invoices()).map((row) => row.number)).toEqual([
      'COOP-2026-00001',
      'COOP-2026-00002',
      'COOP-2026-00003',
      'COOP-2027-00001',
    ]);
  });

  it('#60 odoo#246731 and #61 flexprice#1400: a transaction that is tried again orders one rendering, under a key without a time', async () => {
    await coop.subscription('2026-11-01');
    let tries = 0;
    coop.billing.onIssued(async () => {
      tries += 1;
      if (tries < 3) throw Object.assign(new Error('conflit'), { code: '40001' });
    });
    await coop.bill('2026-11-22');
    const [invoice] = await invoices();
    const orders = await coop.database.unitOfWork.read(
      `SELECT key FROM jobs.job WHERE kind = 'billing.render'`,
    );
    expect([tries, orders]).toEqual([3, [{ key: String(invoice!.id) }]]);
  });

  it('a night that finds more than an administrator allowed is proposed and issues nothing', async () => {
    const line = await coop.subscription('2026-12-01');
    await automatic(9_999);
    await night('2026-12-01', home);
    expect(await coop.charged(line.id)).toEqual([]);
    const runs = await coop.database.unitOfWork.read(
      `SELECT state FROM billing.run WHERE as_of = '2026-12-01' AND issuer_id = $1`,
      [coop.coop.id],
    );
    expect(runs).toEqual([{ state: 'proposed' }]);
  });
});
