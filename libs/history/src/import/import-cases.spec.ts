import pg from 'pg';
import { localDate, type Period } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';
import { type HistoryRooms, openHistoryRooms } from '#test/scenarios/history/open-history-rooms.js';
import type { Choice } from './plan.js';

const SUBSCRIPTIONS = 'abonnement;client;nom;prestation;montant_ht;tva;cadence;echeance;debut;fin';
const INVOICES =
  'id;numero;type;abonnement;client;nom;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;etat;envoyee_le;annule';
const one = [SUBSCRIPTIONS, 'S1;EPI;L’Épicerie;Site web;31,00;20;mensuel;à échoir;2024-01-01;'];

type Cells = readonly [
  id: string,
  type: 'facture' | 'avoir',
  issuedOn: string,
  from: string,
  to: string,
  net: string,
  rest?: { cancels?: string; status?: string; sentOn?: string; subscription?: string; vat?: string },
];

/** Rows as the former tool writes them: VAT at 20 %, sent on the day of issue. */
function invoices(...rows: readonly Cells[]): string {
  const lines = rows.map(([id, type, issuedOn, from, to, net, rest = {}]) => {
    const vat = rest.vat ?? (Number(net.replace(',', '.')) * 0.2).toFixed(2).replace('.', ',');
    const { status = 'validée', sentOn = issuedOn, cancels = '', subscription = 'S1' } = rest;
    return [
      id,
      `F-${id}`,
      type,
      subscription,
      'EPI',
      'L’Épicerie',
      issuedOn,
      from,
      to,
      net,
      vat,
      status,
      sentOn,
      cancels,
    ].join(';');
  });
  return [INVOICES, ...lines].join('\n');
}

const january = ['2024-01-01', '2024-01-31'] as const;

describe('the import of small histories', () => {
  let rooms: HistoryRooms;

  beforeEach(async () => {
    rooms = await openHistoryRooms('2024-03-15');
  });
  afterEach(async () => {
    expect(await brokenInvariants(rooms.database.unitOfWork)).toEqual([]);
    await expectInvariants(rooms.database, '2024-03-15');
    await rooms.close();
  });

  const rows = <T>(sql: string) => rooms.database.unitOfWork.read<T>(sql);
  async function importOf(invoicesCsv: string, subscriptions = one.join('\n'), choices: Choice[] = []) {
    const id = await rooms.audit({ subscriptions, invoices: invoicesCsv }, { asOf: localDate('2024-03-31') });
    const preview = await rooms.history.previewImport(rooms.actor, id, choices);
    return rooms.history.importAudit(rooms.actor, id, { choices, digest: preview.digest });
  }
  const charges = () =>
    rows<{ number: string; generation: number; period: Period; net: number }>(
      `SELECT i.number, c.generation, c.period, c.net_cents AS net FROM billing.charge c JOIN billing.invoice i ON i.id = c.invoice_id
       ORDER BY i.id, c.position`,
    );

  it('a document that overlaps in part keeps the days that nobody else bills', async () => {
    await importOf(
      invoices(
        ['1', 'facture', '2024-01-01', ...january, '31,00'],
        // 22 January to 11 February: 10 days billed twice, 11 days of its own, at 1 € a day.
        ['2', 'facture', '2024-01-22', '2024-01-22', '2024-02-11', '21,00'],
      ),
    );
    expect(await charges()).toEqual([
      { number: 'F-1', generation: 1, period: { from: '2024-01-01', to: '2024-02-01' }, net: 3100 },
      { number: 'F-2', generation: 1, period: { from: '2024-02-01', to: '2024-02-12' }, net: 1100 },
    ]);
    const { items } = await rooms.history.awaitingCredits();
    expect(items).toMatchObject([
      {
        number: 'F-2',
        period: { from: '2024-01-22', to: '2024-02-01' },
        conflictsWith: { number: 'F-1' },
        toCredit: [{ position: 1, netCents: 1000 }],
      },
    ]);
    const [drift] = await rooms.billing.drift({ asOf: localDate('2024-02-01') }, 'all');
    expect(drift!.unbilled).toEqual([{ from: '2024-02-12', to: '2024-03-01' }]);
  });

  it('a person may keep the second issued instead, and contradictions are refused', async () => {
    const csv = invoices(
      ['1', 'facture', '2024-01-01', ...january, '31,00'],
      ['2', 'facture', '2024-01-02', ...january, '31,00'],
      ['3', 'facture', '2024-02-01', '2024-02-01', '2024-02-29', '31,00'],
    );
    const contradiction = importOf(csv, one.join('\n'), [
      { keep: '2', over: '1' },
      { keep: '1', over: '2' },
    ]);
    await expect(contradiction).rejects.toMatchObject({ code: 'HISTORY.CHOICES_REFUSED' });
    await expect(importOf(csv, one.join('\n'), [{ keep: '3', over: '1' }])).rejects.toMatchObject({
      code: 'HISTORY.CHOICES_REFUSED',
    });
    await importOf(csv, one.join('\n'), [{ keep: '2', over: '1' }]);
    expect((await charges()).map(({ number }) => number)).toEqual(['F-2', 'F-3']);
    expect((await rooms.history.awaitingCredits()).items).toMatchObject([{ number: 'F-1' }]);
  });

  it('an invoice cancelled whole and billed again stands as generation 2, whatever the order of issue', async () => {
    await importOf(
      invoices(
        ['1', 'facture', '2024-01-01', ...january, '62,00'],
        ['2', 'facture', '2024-01-02', ...january, '31,00'],
        ['3', 'avoir', '2024-01-05', ...january, '-62,00', { cancels: '1' }],
        // In force first, and billed a second time by one that was cancelled afterwards.
        ['4', 'facture', '2024-02-01', '2024-02-01', '2024-02-29', '31,00'],
        ['5', 'facture', '2024-02-02', '2024-02-01', '2024-02-29', '31,00'],
        ['6', 'avoir', '2024-02-05', '2024-02-01', '2024-02-29', '-31,00', { cancels: '5' }],
      ),
    );
    expect((await charges()).map(({ number, generation }) => [number, generation])).toEqual([
      ['F-1', 1],
      ['F-2', 2],
      ['F-4', 2],
      ['F-5', 1],
    ]);
    expect((await rooms.history.awaitingCredits()).total).toBe(0);
    const [drift] = await rooms.billing.drift({ asOf: localDate('2024-02-29') }, 'all');
    expect(drift!.covered).toEqual([{ from: '2024-01-01', to: '2024-03-01' }]);
  });

  it('a partial credit note corrects an amount: the days stay covered', async () => {
    await importOf(
      invoices(
        ['1', 'facture', '2024-01-01', ...january, '41,00'],
        ['2', 'avoir', '2024-01-05', ...january, '-10,00', { cancels: '1' }],
      ),
    );
    expect(await rows('SELECT FROM billing.credit')).toHaveLength(0);
    const [invoice] = await rows<{ id: number }>(`SELECT id FROM billing.invoice WHERE number = 'F-1'`);
    // What is left, 31 €, can be credited here, days included; the engine may then bill them again.
    const issued = await rooms.billing.creditInvoice(
      { invoiceId: invoice!.id, scopes: [{ kind: 'whole' }], reason: 'Reprise de janvier' },
      'essai',
    );
    expect(issued.toIssue.document).toMatchObject({ netCents: 3100, vatCents: 620 });
    const [drift] = await rooms.billing.drift({ asOf: localDate('2024-01-15') }, 'all');
    expect(drift!.unbilled).toEqual([{ from: '2024-01-01', to: '2024-02-01' }]);
  });

  it('VAT that the former tool rounded otherwise, or credited in part, does not stand in the way of a credit note', async () => {
    await importOf(
      invoices(
        // 20.00 at 5.5 % is 1.10; 3.00 credited there is 0.165, and 17.00 left is 0.935.
        ['1', 'facture', '2024-01-01', ...january, '20,00', { vat: '1,10' }],
        ['2', 'avoir', '2024-01-05', ...january, '-3,00', { cancels: '1', vat: '-0,17' }],
        // 31.00 at 20 % is 6.20: rounded line by line it was 6.19.
        ['3', 'facture', '2024-02-01', '2024-02-01', '2024-02-29', '31,00', { vat: '6,19' }],
      ),
    );
    const credited: number[] = [];
    for (const { id } of await rows<{ id: number }>(
      `SELECT id FROM billing.invoice WHERE type = 'invoice' ORDER BY id`,
    )) {
      const { toIssue } = await rooms.billing.creditInvoice(
        { invoiceId: id, scopes: [{ kind: 'whole' }], reason: 'Reprise de l’ancien outil' },
        'essai',
      );
      credited.push(toIssue.document.netCents, toIssue.document.vatCents);
    }
    expect(credited).toEqual([1700, 94, 3100, 620]);
  });

  it('an extended export adds only what is new, and a new credit note frees its days', async () => {
    const first: Cells[] = [
      ['1', 'facture', '2024-01-01', ...january, '31,00'],
      ['2', 'facture', '2024-01-02', ...january, '31,00'],
      ['3', 'facture', '2024-02-01', '2024-02-01', '2024-02-29', '31,00', { sentOn: '' }],
    ];
    await importOf(invoices(...first));
    expect((await rooms.history.awaitingCredits()).total).toBe(1);
    const more = await importOf(
      invoices(
        first[0]!,
        first[1]!,
        // Sent and paid since: no change of the document.
        [
          '3',
          'facture',
          '2024-02-01',
          '2024-02-01',
          '2024-02-29',
          '31,00',
          { sentOn: '2024-03-02', status: 'payée' },
        ],
        ['4', 'avoir', '2024-03-02', ...january, '-31,00', { cancels: '2' }],
        ['5', 'avoir', '2024-03-03', '2024-02-01', '2024-02-29', '-31,00', { cancels: '3' }],
        ['6', 'facture', '2024-03-04', '2024-02-01', '2024-02-29', '31,00'],
      ),
    );
    expect(more).toMatchObject({
      created: { invoices: 1, creditNotes: 2 },
      unchanged: { documents: 3 },
      sentSince: 1,
    });
    // Document 2 awaited the credit note that the former tool made since.
    expect((await rooms.history.awaitingCredits({ settled: true })).items).toMatchObject([
      { settlement: 'Avoir F-4' },
    ]);
    expect((await charges()).map(({ number, generation }) => [number, generation])).toEqual([
      ['F-1', 1],
      ['F-3', 1],
      ['F-6', 2],
    ]);
    expect(await rows(`SELECT FROM billing.delivery WHERE state = 'awaiting'`)).toHaveLength(0);
  });

  it('twins of one client are told apart, a known client is found again, and an existing contract is covered', async () => {
    const client = await rooms.contracts.createClient(rooms.actor, {
      code: 'EPI',
      name: 'l’épicerie',
      vatStatus: 'consumer',
    });
    const [issuer] = await rows<{ id: number }>('SELECT id FROM contracts.issuer');
    const from = localDate('2024-01-01');
    const contract = await rooms.contracts.createContract(rooms.actor, {
      client: client.id,
      title: 'Site',
      carriedBy: issuer!.id,
      from,
    });
    const line = await rooms.contracts.addLine(rooms.actor, {
      contract: contract.id,
      kind: 'subscription',
      service: 'site web',
      label: 'Site web',
      terms: [{ period: { from }, unitPrice: '35.00' }],
    });
    const twin = 'S2;EPI;L’Épicerie;Site web;10,00;20;mensuel;à échoir;2024-01-01;';
    const summary = await importOf(
      invoices(
        ['1', 'facture', '2024-01-01', ...january, '31,00'],
        ['2', 'facture', '2024-01-01', ...january, '10,00', { subscription: 'S2' }],
      ),
      [...one, twin].join('\n'),
    );
    expect(summary).toMatchObject({
      created: { clients: 0, contracts: 1 },
      adopted: { clients: 1, contracts: 1 },
    });
    expect(summary.remarkCounts).toMatchObject({ knownClient: 1, knownLine: 1, twinSubscription: 1 });
    const services = await rows<{ id: number; service: string }>(
      'SELECT id, service FROM contracts.contract_line ORDER BY id',
    );
    expect(services.map(({ service }) => service)).toEqual(['site web', 'Site web (S2)']);
    expect(await rows(`SELECT FROM billing.charge WHERE line_id = ${line.id}`)).toHaveLength(1);
  });

  it('numbers borne twice, other rates, sales outside of any subscription and outside issuers enter as they are', async () => {
    await rows(`UPDATE contracts.issuer SET outside = true`);
    const summary = await importOf(
      invoices(
        ['1', 'facture', '2024-01-01', ...january, '100,00', { vat: '5,50' }],
        ['2', 'facture', '2024-01-03', '', '', '50,00', { subscription: '' }],
        ['3', 'facture', '2024-01-04', '', '', '30,00', { subscription: '', vat: '4,44' }],
      ).replaceAll('F-2', 'F-1'),
    );
    expect(summary.remarkCounts).toMatchObject({ vatRateUnusual: 0 });
    const stored = await rows<{ number: string; rate: number; vat: number; payload: string }>(
      `SELECT i.number, v.vat_rate_bp AS rate, i.vat_cents AS vat, i.payload FROM billing.invoice i
       JOIN billing.invoice_vat v ON v.invoice_id = i.id ORDER BY i.sequence`,
    );
    expect(stored.map(({ number, rate, vat }) => [number, rate, vat])).toEqual([
      ['F-1', 550, 550],
      ['F-1', 2000, 1000],
      ['F-3', 1480, 444],
    ]);
    expect(JSON.parse(stored[0]!.payload)).toMatchObject({
      sentOn: '2024-01-01',
      contractReference: 'S1',
      buyer: { name: 'L’Épicerie' },
    });
  });

  it('what changed between preview and import is not imported unseen', async () => {
    const csv = invoices(['1', 'facture', '2024-01-01', ...january, '31,00']);
    const id = await rooms.audit({ subscriptions: one.join('\n'), invoices: csv });
    const { digest } = await rooms.history.previewImport(rooms.actor, id);
    await rooms.contracts.createClient(rooms.actor, {
      code: 'EPI',
      name: 'L’Épicerie',
      vatStatus: 'taxable',
    });
    await expect(rooms.history.importAudit(rooms.actor, id, { digest })).rejects.toMatchObject({
      code: 'HISTORY.IMPORT_CHANGED',
    });
    expect(await rows('SELECT FROM billing.invoice')).toHaveLength(0);
  });

  it('killed in the middle it leaves nothing, and works the next time', async () => {
    const csv = invoices(['1', 'facture', '2024-01-01', ...january, '31,00']);
    const id = await rooms.audit({ subscriptions: one.join('\n'), invoices: csv });
    const owner = new pg.Client({ connectionString: rooms.database.url });
    await owner.connect();
    const kill = async () => {
      await owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()`,
      );
    };
    await expect(rooms.history.importAudit(rooms.actor, id, {}, kill)).rejects.toThrow();
    const tables = [
      'contracts.client',
      'contracts.contract',
      'billing.invoice',
      'history.source_key',
      'billing.drift_snapshot',
    ];
    for (const table of tables) expect([table, await rows(`SELECT FROM ${table}`)]).toEqual([table, []]);
    await owner.end();
    expect(await rooms.history.importAudit(rooms.actor, id)).toMatchObject({
      writes: true,
      created: { invoices: 1 },
    });
  });

  it('two imports of one history at once write it once', async () => {
    const csv = invoices(['1', 'facture', '2024-01-01', ...january, '31,00']);
    const id = await rooms.audit({ subscriptions: one.join('\n'), invoices: csv });
    const both = await Promise.all([1, 2].map(() => rooms.history.importAudit(rooms.actor, id)));
    expect(both.filter(({ writes }) => writes)).toHaveLength(1);
    expect(await rows('SELECT FROM billing.invoice')).toHaveLength(1);
  });
});
