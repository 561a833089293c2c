import { addMonths, localDate, type Period } from '#kernel';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, isDemoLoaded, loadDemo, loadDemoIfEmpty } from '#installation';
import { Identity } from '#identity';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';
import { LoadedDemo } from './loaded-demo.js';

const TODAY = '2026-11-22';
const THIS_MONTH = '2026-11-01';

describe('loading the demonstration', () => {
  let demo: LoadedDemo;
  beforeAll(async () => {
    demo = await LoadedDemo.empty(TODAY);
  });
  afterAll(() => demo.close());

  it('is refused in production, where its passwords would be known to all', async () => {
    const setting = demo.setting({ configuration: { NODE_ENV: 'production' } });
    await expect(loadDemo(setting)).rejects.toMatchObject({ code: 'DEMO.REFUSED_IN_PRODUCTION' });
  });

  it('leaves nothing when it is interrupted', async () => {
    const onMonth = (done: number) => {
      if (done === 12) throw new Error('the machine stopped');
    };
    await expect(loadDemo(demo.setting({ onMonth }))).rejects.toThrow('the machine stopped');
    expect(await demo.count('contracts.issuer')).toBe(0);
    expect(await demo.count('identity.account')).toBe(0);
    expect(await demo.count('jobs.job')).toBe(0);
    expect(await isDemoLoaded(demo.database.unitOfWork)).toBe(false);
    // Pages full of rows that were undone: from now on the planner takes these tables for empty. The loading that
    // follows took more than ten minutes so.
    await demo.analyze();
  });

  it('is done once when two servers start at the same time', async () => {
    const both = await Promise.all([loadDemoIfEmpty(demo.setting()), loadDemoIfEmpty(demo.setting())]);
    expect(both.filter((loaded) => loaded !== null)).toHaveLength(1);
    expect(await isDemoLoaded(demo.database.unitOfWork)).toBe(true);
  });

  it('is refused where there is something already, and changes nothing', async () => {
    const before = await demo.count('billing.invoice');
    await expect(loadDemo(demo.setting())).rejects.toMatchObject({
      code: 'DEMO.INSTALLATION_NOT_EMPTY',
      sentence: { fr: expect.stringContaining('installation vide') },
    });
    expect(await demo.count('billing.invoice')).toBe(before);
  });

  it('gives the same documents again on the same day, down to their seals', async () => {
    const seals = `SELECT prefix, last_sequence, encode(last_hash, 'hex') AS seal FROM billing.series ORDER BY prefix`;
    const again = await LoadedDemo.load(TODAY);
    try {
      expect(await again.read(seals)).toEqual(await demo.read(seals));
    } finally {
      await again.close();
    }
  });

  it('breaks no invariant', async () => {
    expect(await brokenInvariants(demo.database.unitOfWork)).toEqual([]);
    await expectInvariants(demo.database, TODAY);
  });

  it('lets each account sign in with the password that is told', async () => {
    const identity = new Identity(demo.database.unitOfWork, demo.clock);
    for (const { email, role } of DEMO_ACCOUNTS) {
      const { roles } = await identity.signIn({ email, password: DEMO_PASSWORD, address: '127.0.0.1' });
      expect(roles).toEqual([role]);
    }
    const [activity] = await demo.read<{ email: string }>(
      `SELECT a.email FROM contracts.activity k JOIN identity.account a ON a.id = k.account_id`,
    );
    expect(activity!.email).toBe('membre@demo.example');
  });

  it('gives its member contracts to see: carried by the CAE, then by the cooperative, billed and credited', async () => {
    const rows = await demo.read<{ issuers: string[]; types: string[]; lines: number }>(
      `SELECT array_agg(DISTINCT s.code ORDER BY s.code) AS issuers, count(DISTINCT n.contract_line_id)::int AS lines,
         array_agg(DISTINCT i.type::text ORDER BY i.type::text) AS types
       FROM identity.account m
       JOIN contracts.activity a ON a.account_id = m.id
       JOIN contracts.contract k ON k.activity_id = a.id
       JOIN contracts.contract_line l ON l.contract_id = k.id
       JOIN billing.invoice_line n ON n.contract_line_id = l.id
       JOIN billing.invoice i ON i.id = n.invoice_id
       JOIN contracts.issuer s ON s.id = i.issuer_id
       WHERE m.email = 'membre@demo.example'`,
    );
    expect(rows).toEqual([{ issuers: ['CAE', 'COOP'], types: ['creditNote', 'invoice'], lines: 4 }]);
  });

  describe('its portfolio', () => {
    it('has about 120 subscriptions', async () => {
      const subscriptions = await demo.count(`contracts.contract_line WHERE kind = 'subscription'`);
      expect(subscriptions).toBeGreaterThanOrEqual(115);
      expect(subscriptions).toBeLessThanOrEqual(130);
    });

    it('has every cadence, kind, anchor and VAT status', async () => {
      const valuesOf = async (column: string, from: string) =>
        (
          await demo.read<{ value: string }>(
            `SELECT DISTINCT ${column}::text AS value FROM ${from} ORDER BY 1`,
          )
        ).map(({ value }) => value);
      expect(await valuesOf('months', 'contracts.term')).toEqual(['0', '1', '12', '2', '24', '3', '6']);
      expect(await valuesOf('billing', 'contracts.term')).toEqual(['advance', 'arrears']);
      expect(await valuesOf('kind', 'contracts.contract_line')).toEqual([
        'deposit',
        'oneOff',
        'subscription',
        'time',
      ]);
      expect(await valuesOf('nature', 'contracts.contract_line')).toEqual(['goods', 'services']);
      expect(await valuesOf('vat_rate_bp', 'billing.charge')).toEqual(['0', '2000', '550']);
      expect(await valuesOf('vat_status', 'contracts.client')).toHaveLength(6);
      expect(await valuesOf('channel', 'contracts.client WHERE channel IS NOT NULL')).toHaveLength(3);
      expect(await valuesOf('language', 'contracts.client')).toEqual(['en', 'fr']);
      expect(await valuesOf('grouping', 'contracts.client')).toEqual(['client', 'contract']);
      expect(await valuesOf('type', 'billing.invoice')).toHaveLength(4);
      const anchors = await valuesOf('extract(day FROM anchor)', 'contracts.term');
      expect(anchors).toEqual(expect.arrayContaining(['1', '15', '28', '29', '30', '31']));
      expect(
        await demo.count(`contracts.term WHERE to_char(anchor, 'MM-DD') = '02-29' AND months = 12`),
      ).toBe(1);
      expect(await demo.count('contracts.term WHERE unit_price = 0')).toBeGreaterThan(0);
      expect(await demo.count(`contracts.amendment WHERE kind = 'pause'`)).toBeGreaterThan(0);
      expect(await demo.count(`contracts.amendment WHERE kind = 'resumption'`)).toBeGreaterThan(0);
      expect(await demo.count('billing.deduction')).toBe(1);
    });

    it('issued each history document with all that the law asks for', async () => {
      const [row] = await demo.read<{ states: string[] }>(
        `SELECT array_agg(DISTINCT state) AS states FROM billing.run_document`,
      );
      expect(row!.states).toEqual(['issued']);
    });
  });

  describe('the move of 1 June', () => {
    it('has no day twice and none lost, whether it was told ahead or late', async () => {
      for (const line of ['NUAGE-1', 'NUAGE-2', 'CAMPUS-1']) {
        expect(await demo.coverageOf(line)).toEqual([
          'CAE 2025-05-01 2026-06-01',
          `COOP 2026-06-01 ${THIS_MONTH}`,
        ]);
      }
      // In arrears: October is due on 1 November, and not billed yet.
      expect(await demo.coverageOf('NUAGE-3')).toEqual([
        'CAE 2025-05-01 2026-06-01',
        'COOP 2026-06-01 2026-10-01',
      ]);
      // Its quarter was billed by the CAE up to the end of July: June and July were credited and billed again.
      const [cae, coop] = await demo.coverageOf('RESEAU-1');
      expect(cae).toMatch(/^CAE .* 2026-06-01$/);
      expect(coop).toBe(`COOP 2026-06-01 ${THIS_MONTH}`);
    });

    it('leaves no drift on either side up to last month', async () => {
      const drift = await demo.billing.drift({ asOf: localDate('2026-10-31') });
      const moved = await demo.read<{ id: number }>(
        `SELECT l.id FROM contracts.contract_line l JOIN contracts.contract k ON k.id = l.contract_id
         WHERE k.code IN ('NUAGE', 'RESEAU', 'CAMPUS')`,
      );
      const open = drift
        .filter(({ lineId }) => moved.some(({ id }) => id === lineId))
        .flatMap(({ unbilled, overbilled, mispriced, elsewhere }): Period[] => [
          ...unbilled,
          ...overbilled,
          ...mispriced,
          ...elsewhere,
        ]);
      expect(moved).toHaveLength(5);
      expect(open).toEqual([]);
    });
  });

  describe('what needs a person today', () => {
    it('is a month ready to propose, and one held thing of each kind', async () => {
      const { ready, held, ofTheRun } = await demo.proposalOf('COOP');
      expect(ready).toBeGreaterThan(40);
      expect(ofTheRun).toEqual([]);
      expect(held).toEqual([
        'AMOUNT_OUT_OF_LINE ECART-1',
        'BILLED_BY_ANOTHER_ISSUER PORTAGE-1',
        'CARRIED_BY_NOBODY ORPHELIN-1',
        'CATCH_UP OUBLI-2',
        'CLIENT_WITHOUT_SIREN C0151',
        'NO_DELIVERY_CHANNEL C0152',
        'REBILL_AFTER_CREDIT AVOIR-1',
        'TWIN_ITEM JUMEAU-3',
      ]);
    });

    it('is a cancellation to credit from today on, and a price agreed two months ago', async () => {
      const wish = { issuer: 'COOP', reason: 'résiliation et tarif' };
      const { credits, rebills } = await demo.billing.previewCorrection(wish);
      const credited = credits.flatMap(({ toIssue }) => toIssue.credits.map(({ period }) => period));
      // Supervision was billed for a year from 1 July; September and October go back at the old price.
      expect(credited.sort((a, b) => (a.from < b.from ? -1 : 1))).toEqual([
        { from: '2026-09-01', to: '2026-10-01' },
        { from: '2026-10-01', to: THIS_MONTH },
        { from: TODAY, to: '2027-07-01' },
      ]);
      // 95.00 for each of the two months, once for all.
      expect(rebills.reduce((sum, { toIssue }) => sum + toIssue.document.netCents, 0)).toBe(19_000);
    });

    it('is last month of a contract moved late, which the CAE has to credit', async () => {
      const { credits, rebills } = await demo.billing.previewCorrection({
        issuer: 'CAE',
        reason: 'portage déplacé',
      });
      const credited = credits.flatMap(({ toIssue }) => toIssue.credits.map(({ period }) => period));
      expect(credited).toEqual([{ from: addMonths(localDate(THIS_MONTH), -1), to: THIS_MONTH }]);
      expect(rebills).toEqual([]);
    });

    it('is a refused delivery, one of unknown fate and a letter never posted; all others have their proof', async () => {
      const open = await demo.read<{ code: string; state: string; late: boolean }>(
        `SELECT c.code, d.state, d.deadline_on < $1::date AS late FROM billing.delivery d
         JOIN billing.invoice i ON i.id = d.invoice_id JOIN contracts.client c ON c.id = i.client_id
         WHERE d.state <> 'sent' ORDER BY c.code`,
        [TODAY],
      );
      expect(open).toEqual([
        { code: 'C0131', state: 'refused', late: true },
        { code: 'C0132', state: 'unknown', late: true },
        { code: 'C0133', state: 'awaiting', late: true },
        // Today's credit note, which the background work is about to send.
        { code: 'C0134', state: 'awaiting', late: false },
      ]);
      const unproven = await demo.count(
        `billing.delivery d WHERE state = 'sent' AND NOT EXISTS
           (SELECT 1 FROM billing.delivery_event e WHERE e.invoice_id = d.invoice_id AND e.outcome = 'accepted')`,
      );
      expect(unproven).toBe(0);
    });

    it('is nothing else of the months before', async () => {
      const drift = await demo.billing.drift({ asOf: localDate('2026-10-31') });
      const codes = await demo.read<{ code: string }>(
        'SELECT code FROM contracts.contract_line WHERE id = ANY ($1::bigint[]) ORDER BY code',
        [
          drift
            .filter((each) =>
              [each.unbilled, each.overbilled, each.mispriced, each.elsewhere].some(
                (days) => days.length > 0,
              ),
            )
            .map(({ lineId }) => lineId),
        ],
      );
      expect(codes.map(({ code }) => code)).toEqual([
        'AVOIR-1',
        'OUBLI-2',
        'PORTAGE-1',
        'RESILIE-1',
        'RETRO-1',
      ]);
    });

    it('is scheduled billing, which is off until somebody has seen the drift', async () => {
      expect(await demo.count('billing.scheduling_clearance')).toBe(0);
    });
  });

  it('renders history after all work of today', async () => {
    const rows = await demo.read<{ priority: number; jobs: number }>(
      `SELECT priority, count(*)::int AS jobs FROM jobs.job GROUP BY priority ORDER BY priority`,
    );
    expect(rows.map(({ priority }) => priority)).toEqual([0, 100]);
    expect(rows[0]!.jobs).toBe(1);
    expect(rows[1]!.jobs + 1).toBe(await demo.count('billing.invoice'));
  });
});
