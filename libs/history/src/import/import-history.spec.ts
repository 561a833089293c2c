import { readFileSync } from 'node:fs';
import { localDate, type LocalDate, overlap, type Period, totalDays, union } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';
import { type HistoryRooms, openHistoryRooms } from '#test/scenarios/history/open-history-rooms.js';
import { liveInvoices } from '../audit/live-invoices.js';
import { type ImportSummary, readBillingHistory } from '../index.js';

const fixture = (name: string) => readFileSync(`test/fixtures/billing-history/${name}`);
const truth = JSON.parse(fixture('truth.json').toString()) as {
  as_of: LocalDate;
  findings: {
    kind: string;
    subscription: string;
    invoices: string[];
    invoice: string;
    from: LocalDate;
    to: LocalDate;
  }[];
};
const found = (kind: string) => truth.findings.filter((each) => each.kind === kind);
const files = { subscriptions: fixture('subscriptions.csv'), invoices: fixture('invoices.csv') };
const { history } = readBillingHistory(files);
const live = liveInvoices(history);
/** The days that the former tool billed and did not cancel, by subscription. */
const billed = new Map<string, Period[]>();
for (const { subscription, period } of live) {
  if (subscription && period) billed.set(subscription, union([...(billed.get(subscription) ?? []), period]));
}

describe('the import of the history of March 2024', () => {
  let rooms: HistoryRooms;
  let audit: number;
  let invoicesAfterPreview: number;
  let preview: ImportSummary;
  let summary: ImportSummary;
  /** What subscriptions and documents became, by their ids in the export. */
  let lineOf: Map<string, number>;
  let invoiceOf: Map<string, number>;

  const rows = <T>(sql: string, parameters: unknown[] = []) =>
    rooms.database.unitOfWork.read<T>(sql, parameters);
  const count = async (table: string) =>
    (await rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n;
  const became = async (kind: string) => {
    const keys = await rows<{ key: string; id: number }>(
      'SELECT key, id FROM history.source_key WHERE kind = $1',
      [kind],
    );
    return new Map(keys.map(({ key, id }) => [key, id]));
  };

  beforeAll(async () => {
    rooms = await openHistoryRooms(truth.as_of);
    await rooms.turnSchedulingOn();
    audit = await rooms.audit(files, { asOf: truth.as_of });
    preview = await rooms.history.previewImport(rooms.actor, audit);
    invoicesAfterPreview = await count('billing.invoice');
    summary = await rooms.history.importAudit(rooms.actor, audit, { digest: preview.digest });
    lineOf = await became('subscription');
    invoiceOf = await became('document');
  });
  afterAll(async () => rooms.close());

  it('does what its preview said, which kept nothing', () => {
    expect(invoicesAfterPreview).toBe(0);
    expect(summary).toEqual({ ...preview, preview: false });
    // 2,073 lines: 6 drafts and 14 cancelled documents stay out.
    expect(summary.created).toMatchObject({
      contracts: 300,
      invoices: 2036,
      creditNotes: 17,
      awaitingCredits: 7,
    });
    expect(summary.remarkCounts).toMatchObject({ draftLeftOut: 6, cancelledLeftOut: 14 });
  });

  it('covers exactly the days of the invoices in force, each once', async () => {
    const drift = await rooms.billing.drift({ asOf: truth.as_of }, 'all');
    for (const [subscription, id] of lineOf) {
      const covered = union(drift.filter(({ lineId }) => lineId === id).flatMap((each) => each.covered));
      expect([subscription, covered]).toEqual([subscription, billed.get(subscription) ?? []]);
    }
    expect(await brokenInvariants(rooms.database.unitOfWork)).toEqual([]);
    await expectInvariants(rooms.database, truth.as_of);
  });

  it('leaves unbilled exactly what the former tool never billed', async () => {
    const drift = await rooms.billing.drift({ asOf: truth.as_of }, 'all');
    for (const [subscription, id] of lineOf) {
      const unbilled = union(drift.filter(({ lineId }) => lineId === id).flatMap((each) => each.unbilled));
      const never = union(
        found('never-billed')
          .filter((each) => each.subscription === subscription)
          .map(({ from, to }) => ({ from, to })),
      );
      expect([subscription, unbilled]).toEqual([subscription, never]);
    }
    expect(found('never-billed')).toHaveLength(21);
  });

  it('a run proposes what was never billed, held until somebody looks, and no day that was billed', async () => {
    const subscriptionOf = new Map([...lineOf].map(([subscription, id]) => [id, subscription]));
    for (const asOf of ['2024-04-30', '2024-05-31', '2025-06-30'].map(localDate)) {
      const { id, proposal } = await rooms.billing.proposeRun({ issuer: 'SCIC', asOf, proposedBy: 'essai' });
      const charges = proposal.documents.flatMap(({ toIssue }) => toIssue.charges);
      expect(charges.length).toBeGreaterThan(0);
      for (const { lineId, period } of charges) {
        const subscription = subscriptionOf.get(lineId)!;
        expect([subscription, overlap([period], billed.get(subscription) ?? [])]).toEqual([subscription, []]);
      }
      if (asOf === truth.as_of) {
        const days = charges.reduce((sum, { period }) => sum + totalDays([period]), 0);
        expect(days).toBe(found('never-billed').reduce((sum, each) => sum + totalDays([each]), 0));
        // Clients of an export have no SIREN and no address yet.
        expect(proposal.documents.every(({ state }) => state === 'held')).toBe(true);
      }
      await rooms.billing.abandonRun(id, 'essai');
    }
  });

  it('what was billed ahead is covered and in sight until its time', async () => {
    const ahead = await rooms.history.billedAhead();
    const waiting = live.filter(({ period }) => period !== null && period.from > truth.as_of);
    expect(ahead.map(({ invoiceId }) => invoiceId).sort((a, b) => a - b)).toEqual(
      waiting.map(({ id }) => invoiceOf.get(id)!).sort((a, b) => a - b),
    );
    expect(waiting.length).toBeGreaterThan(10);
    expect(
      summary.remarks.filter(({ kind }) => kind === 'billedAhead').map(({ documents }) => documents![0]),
    ).toEqual(found('billed-ahead').map(({ invoice }) => invoice));
  });

  it('of each pair billed twice the first issued is kept, and the other awaits its credit note', async () => {
    const { items, total } = await rooms.history.awaitingCredits();
    const pairs = items.map(({ conflictsWith, invoiceId, period }) => [
      conflictsWith.invoiceId,
      invoiceId,
      period,
    ]);
    const expected = found('billed-twice').map(({ invoices: [first, second], from, to }) => [
      invoiceOf.get(first!),
      invoiceOf.get(second!),
      { from, to },
    ]);
    const sorted = (some: unknown[]) => some.map((each) => JSON.stringify(each)).sort();
    expect(sorted(pairs)).toEqual(sorted(expected));
    expect(total).toBe(7);
    // Each says what to credit: the net of the days billed twice.
    expect(items.every(({ toCredit }) => toCredit.length > 0)).toBe(true);
  });

  it('what was never sent stays to be delivered', async () => {
    const open = await rows<{ id: number }>(
      `SELECT d.invoice_id AS id FROM billing.delivery d JOIN billing.invoice i ON i.id = d.invoice_id
       WHERE d.state = 'awaiting' AND i.type = 'invoice' ORDER BY 1`,
    );
    expect(open.map(({ id }) => id)).toEqual(
      found('never-sent')
        .map(({ invoice }) => invoiceOf.get(invoice)!)
        .sort((a, b) => a - b),
    );
  });

  it('turns scheduled billing off until somebody saw the drift before and after', async () => {
    const status = await rooms.scheduling.status();
    expect(status.on).toBe(false);
    expect(status.cause).toContain('importé');
    expect(status.before).toMatchObject({ cause: 'beforeImport', summary: [] });
    const [after] = await rows<{ summary: { unbilledDays: number }[] }>(
      `SELECT summary FROM billing.drift_snapshot WHERE cause = 'afterImport'`,
    );
    expect(after!.summary).toEqual(status.after.summary);
  });

  it('imported again, from a new upload too, it writes nothing', async () => {
    const tables = [
      'contracts.client',
      'contracts.contract',
      'billing.invoice',
      'billing.charge',
      'billing.credit',
    ];
    const counted = () => Promise.all([...tables, 'billing.drift_snapshot', 'history.import'].map(count));
    const before = await counted();
    const again = await rooms.history.importAudit(rooms.actor, audit);
    const anew = await rooms.history.importAudit(rooms.actor, await rooms.audit(files));
    for (const each of [again, anew]) {
      expect(each.writes).toBe(false);
      expect(each.unchanged).toEqual({ clients: 171, subscriptions: 300, documents: 2053 });
    }
    expect(await counted()).toEqual(before);
  });

  it('a document that changed since is refused by its line, and nothing is written', async () => {
    const changed = files.invoices.toString().replace('20,00;4,00;24,00', '21,00;4,20;25,20');
    const before = await count('billing.invoice');
    const refused = rooms.history.importAudit(
      rooms.actor,
      await rooms.audit({ ...files, invoices: changed }),
    );
    await expect(refused).rejects.toMatchObject({
      code: 'HISTORY.IMPORT_REFUSED',
      facts: { total: 1, refusals: [{ file: 'invoices', line: 2 }] },
    });
    expect(await count('billing.invoice')).toBe(before);
  });

  it('a native credit note of an imported document settles its double billing', async () => {
    const [first] = (await rooms.history.awaitingCredits()).items;
    const issued = await rooms.billing.creditInvoice(
      {
        invoiceId: first!.invoiceId,
        scopes: first!.toCredit.map(({ position, netCents }) => ({ kind: 'amount', position, netCents })),
        reason: 'Jours facturés deux fois par l’ancien outil',
      },
      'essai',
    );
    const { items } = await rooms.history.awaitingCredits({ settled: true });
    expect(items).toMatchObject([
      { invoiceId: first!.invoiceId, settlement: `Avoir ${issued.number}`, toCredit: [] },
    ]);
    expect((await rooms.history.awaitingCredits()).total).toBe(6);
    // The days stay covered by the document that was kept.
    expect(await brokenInvariants(rooms.database.unitOfWork)).toEqual([]);
  });

  it('a person may also say how one was settled, once', async () => {
    const [next] = (await rooms.history.awaitingCredits()).items;
    await rooms.history.settleAwaitingCredit(
      rooms.actor,
      next!.invoiceId,
      'Remboursée par virement le 3 mai.',
    );
    const again = rooms.history.settleAwaitingCredit(rooms.actor, next!.invoiceId, 'Encore une fois.');
    await expect(again).rejects.toMatchObject({ code: 'BILLING.AWAITING_CREDIT_SETTLED' });
    const kept = rooms.history.settleAwaitingCredit(
      rooms.actor,
      next!.conflictsWith.invoiceId,
      'Celle qui reste.',
    );
    await expect(kept).rejects.toMatchObject({ code: 'BILLING.AWAITING_CREDIT_UNKNOWN' });
  });
});
