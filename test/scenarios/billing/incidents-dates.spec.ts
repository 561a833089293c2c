import pg from 'pg';
import { Billing } from '#billing';
import { civilDayOf, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

/** Lines of the design's `incidents.md`, by number: dates, amounts, and documents that changed after their issue. */
describe('failures of other systems: dates, amounts, and documents that changed', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  const billOn = async (day: string, release = false) => {
    coop.clock.set(localDate(day));
    await coop.bill(day, { release });
  };
  /** All that is due, whatever the volume of the runs before. */
  const billAll = async (day: string) => {
    const run = await coop.billing.proposeRun({ issuer: 'COOP', asOf: localDate(day), proposedBy: 'essai' });
    await coop.billing.approveRun({
      runId: run.id,
      digest: run.proposal.digest,
      approvedBy: 'essai',
      accepts: run.controls.map((control) => control.code),
      releases: run.proposal.documents.flatMap((document, index) =>
        document.state === 'held' ? [{ position: index + 1, reason: 'vérifié pour l’essai' }] : [],
      ),
    });
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
  };
  const from = async (line: number) => (await coop.charged(line)).map((charge) => charge[0]);
  const amend = async (
    line: number,
    day: string,
    conditions: { unitPrice?: string },
    prolongTo?: string | null,
  ) =>
    coop.contracts.amendLine(coop.actor, {
      line,
      fromRevision: (await coop.contracts.readLine(line)).revision,
      change: {
        from: localDate(day),
        conditions,
        ...(prolongTo === undefined ? {} : { prolongTo: prolongTo === null ? null : localDate(prolongTo) }),
      },
    });
  const payloads = () =>
    coop.database.unitOfWork
      .read<{ payload: string }>('SELECT payload FROM billing.invoice ORDER BY id')
      .then((rows) => rows.map((row) => JSON.parse(row.payload)));

  it('#17 mozilla/fxa#13755: a subscription that is ordered twice is refused by what it is, and not by a key of the page', async () => {
    const client = (await coop.client()).id;
    const order = () => coop.subscription('2026-11-01', {}, { client });
    const results = await Promise.allSettled([order(), order()]);
    expect(results.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    await coop.bill('2026-11-22');
    expect(await payloads()).toHaveLength(1);
  });

  it('#21 Dolibarr#33794: made in April and dated August, an invoice bills the period of the contract', async () => {
    coop.clock.set(localDate('2026-08-05'));
    const line = await coop.subscription('2026-04-10', { months: 12, unitPrice: '1200' });
    await coop.bill('2026-04-12');
    expect(await coop.charged(line.id)).toEqual([['2026-04-10', '2027-04-10', 120000]]);
    expect((await payloads())[0].issuedOn).toBe('2026-08-05');
  });

  it('#22 UCRM#43: two partial invoices move nothing: the rest of the month and August are billed', async () => {
    coop.clock.set(localDate('2026-07-01'));
    const line = await coop.subscription('2026-07-01', { to: '2026-07-11', unitPrice: '31' });
    await billOn('2026-07-01');
    await amend(line.id, '2026-07-01', {}, '2026-07-21');
    await billOn('2026-07-12');
    await amend(line.id, '2026-07-01', {}, null);
    await billOn('2026-08-01');
    // 10, 10 and 11 days of 1.00, then August.
    expect(await coop.charged(line.id)).toEqual([
      ['2026-07-01', '2026-07-11', 1000],
      ['2026-07-11', '2026-07-21', 1000],
      ['2026-07-21', '2026-08-01', 1100],
      ['2026-08-01', '2026-09-01', 3100],
    ]);
  });

  it('#23 civicrm-core#10818: the time of day at which a run works changes nothing of what is due', async () => {
    const line = await coop.subscription('2026-11-22');
    for (const time of ['00:00:01', '11:59:59', '22:59:59']) {
      const now = new Date(`2026-11-22T${time}Z`);
      const billing = new Billing(
        coop.database.unitOfWork,
        { now: () => now, today: () => civilDayOf(now) },
        coop.jobs,
      );
      const run = await billing.proposeRun({ issuer: 'COOP', asOf: civilDayOf(now), proposedBy: 'essai' });
      await billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
      await billing.issueRun(run.id, { issuedBy: 'essai' });
    }
    expect(await from(line.id)).toEqual(['2026-11-22']);
  });

  it('#28 erpnext#56872: a late invoice date does not hide the next period', async () => {
    const line = await coop.subscription('2026-10-01');
    // October is invoiced on 3 November only; November is due all the same, and once.
    coop.clock.set(localDate('2026-11-03'));
    await coop.bill('2026-10-01');
    await coop.bill('2026-11-03');
    await coop.bill('2026-11-03');
    expect(await from(line.id)).toEqual(['2026-10-01', '2026-11-01']);
  });

  it('#29 erpnext#42221: a run in March proposes January and February too, and says that they are late', async () => {
    coop.clock.set(localDate('2026-03-10'));
    const line = await coop.subscription('2026-01-01');
    const run = await coop.bill('2026-03-10');
    expect(run.proposal.documents.map((each) => each.controls.map((control) => control.code))).toEqual([
      ['CATCH_UP'],
    ]);
    const [drift] = await coop.billing.drift({ asOf: localDate('2026-03-10') });
    expect(drift!.unbilled).toEqual([{ from: '2026-01-01', to: '2026-04-01' }]);
    await coop.bill('2026-03-10', { release: true });
    expect(await from(line.id)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
  });

  it('#31 OCA/contract#803: a line that is renewed goes on being billed', async () => {
    const line = await coop.subscription('2026-10-01', { to: '2026-11-01' });
    await billOn('2026-11-02');
    expect(await from(line.id)).toEqual(['2026-10-01']);
    await amend(line.id, '2026-10-01', {}, '2027-01-01');
    await billOn('2026-11-03');
    await billOn('2026-12-01');
    expect(await from(line.id)).toEqual(['2026-10-01', '2026-11-01', '2026-12-01']);
  });

  it('#32 OCA/contract#922: a stopped line stays stopped when another one is stopped', async () => {
    const [first, second] = [await coop.subscription('2026-11-01'), await coop.subscription('2026-11-01')];
    for (const line of [first, second]) {
      await coop.contracts.cancelLine(coop.actor, {
        line: line.id,
        fromRevision: 1,
        onDay: localDate('2026-12-01'),
      });
    }
    await billOn('2026-12-05');
    expect(await from(first.id)).toEqual(['2026-11-01']);
    expect(await from(second.id)).toEqual(['2026-11-01']);
  });

  it('#33 OCA/contract#989, #1065, #1448: a line added later to a contract is billed from its own first day', async () => {
    const contract = (await coop.contract()).id;
    const first = await coop.subscription('2026-10-01', {}, { contract });
    await coop.bill('2026-10-31');
    const second = await coop.subscription(
      '2026-11-16',
      { anchor: localDate('2026-11-01') },
      { contract, service: 'Sauvegarde' },
    );
    await coop.bill('2026-11-22');
    expect(await from(first.id)).toEqual(['2026-10-01', '2026-11-01']);
    // 15 of the 30 days of November.
    expect(await coop.charged(second.id)).toEqual([['2026-11-16', '2026-12-01', 5000]]);
  });

  it('#36 Dolibarr#40075, #35561: 31 January, 28 February, and 31 March again', async () => {
    const line = await coop.subscription('2027-01-31');
    for (const day of ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'])
      await billOn(day);
    expect(await from(line.id)).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  it('#37 invoiceninja#3407: a late run is no new anchor', async () => {
    const line = await coop.subscription('2026-11-05');
    await billOn('2026-11-29');
    await billOn('2026-12-20');
    await billOn('2027-01-05');
    expect(await from(line.id)).toEqual(['2026-11-05', '2026-12-05', '2027-01-05']);
  });

  it('#38 InvoiceShelf#491: an invoice of 1 October in Paris is dated 1 October, although it is 30 September in UTC', async () => {
    await coop.subscription('2026-09-15');
    const now = new Date('2026-09-30T22:15:00Z');
    const billing = new Billing(
      coop.database.unitOfWork,
      { now: () => now, today: () => civilDayOf(now) },
      coop.jobs,
    );
    const run = await billing.proposeRun({ issuer: 'COOP', asOf: civilDayOf(now), proposedBy: 'essai' });
    await billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    await billing.issueRun(run.id, { issuedBy: 'essai' });
    expect((await payloads())[0].issuedOn).toBe('2026-10-01');
  });

  it('#39 erpnext#23681: a fixed price of 1,099,000.00 is billed whole, and its parts sum to it', async () => {
    const line = await coop.subscription('2026-10-01', { months: 3, unitPrice: '1099000' });
    await coop.bill('2026-11-22');
    expect(await coop.charged(line.id)).toEqual([['2026-10-01', '2027-01-01', 109_900_000]]);
    const parts = await coop.subscription('2026-10-01', {
      months: 3,
      unitPrice: '1099000',
      to: '2026-10-29',
    });
    await coop.bill('2026-11-22', { release: true });
    await amend(parts.id, '2026-10-01', {}, null);
    await coop.bill('2026-11-22', { release: true });
    const nets = (await coop.charged(parts.id)).map((charge) => charge[2]);
    // 28 of 92 days are 334,478.26; the rest is 764,521.74.
    expect(nets).toEqual([33_447_826, 76_452_174]);
  });

  it('#40 OCA/contract#197: a start on 24 February within calendar months bills 5 of 28 days', async () => {
    const line = await coop.subscription('2027-02-24', { anchor: localDate('2027-02-01'), unitPrice: '280' });
    await billOn('2027-02-24');
    expect(await coop.charged(line.id)).toEqual([['2027-02-24', '2027-03-01', 5000]]);
  });

  it('#46 SplashSync#40: an issued invoice cannot be rewritten, neither by the application nor by its owner', async () => {
    await coop.subscription('2026-11-01', { unitPrice: '950' });
    await coop.bill('2026-11-22');
    const change = 'UPDATE billing.invoice SET net_cents = 90000 WHERE net_cents = 95000';
    await expect(coop.database.unitOfWork.read(change)).rejects.toThrow('permission denied');
    const owner = new pg.Client({ connectionString: coop.database.url });
    await owner.connect();
    await expect(owner.query(change)).rejects.toMatchObject({ constraint: 'issued_is_immutable' });
    await owner.end();
    expect((await payloads())[0].netCents).toBe(95000);
  });

  it('#47 dolibarr-community-modules#504 and #48 Dolibarr#39195: what is sealed is what is booked, to the cent', async () => {
    const client = (await coop.client({ grouping: 'client' })).id;
    const contract = (await coop.contract({ client })).id;
    for (const [index, price] of ['10.01', '10.01', '10.01'].entries()) {
      await coop.subscription('2026-11-01', { unitPrice: price }, { contract, service: `Service ${index}` });
    }
    await coop.bill('2026-11-22');
    const [row] = await coop.database.unitOfWork.read<{ gross: number; payload: string }>(
      'SELECT gross_cents AS gross, payload FROM billing.invoice',
    );
    // 20 % of 30.03 is 6.006: 36.04; rounded line by line it would be 36.03.
    expect([row!.gross, JSON.parse(row!.payload).grossCents]).toEqual([3604, 3604]);
  });

  it('#49 enDI#233, #243: another price, rate or name changes no document that was issued', async () => {
    const client = await coop.client();
    const line = await coop.subscription('2026-11-01', {}, { client: client.id });
    await coop.bill('2026-11-22');
    const before = await payloads();
    await amend(line.id, '2026-11-01', { unitPrice: '33.33' });
    await coop.contracts.updateClient(coop.actor, {
      id: client.id,
      version: client.version,
      values: { name: 'Autre nom' },
    });
    expect(await payloads()).toEqual(before);
  });

  it('#59 killbill#2306: pauses and resumptions in any number leave a line that can still be billed', async () => {
    const line = await coop.subscription('2026-10-01');
    for (let i = 0; i < 6; i += 1) {
      const { revision } = await coop.contracts.readLine(line.id);
      const day = localDate(`2026-11-${String(3 + 2 * i).padStart(2, '0')}`);
      await coop.contracts.pauseLine(coop.actor, {
        line: line.id,
        fromRevision: revision,
        period: { from: day },
      });
      await billAll('2026-11-22');
      await coop.contracts.resumeLine(coop.actor, { line: line.id, fromRevision: revision + 1, from: day });
    }
    await billAll('2026-11-22');
    coop.clock.set(localDate('2026-12-01'));
    await billAll('2026-12-01');
    expect(await coop.billing.drift({ asOf: localDate('2026-12-01') })).toEqual([]);
    const net = (await coop.charged(line.id)).reduce((sum, charge) => sum + charge[2], 0);
    // October, November and December at 100.00.
    expect(net).toBe(30000);
  });
});
