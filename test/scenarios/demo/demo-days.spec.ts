import { expectInvariants } from '#test/database/expect-invariants.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';
import { LoadedDemo } from './loaded-demo.js';

/** What has to wait for a person of the cooperative on any day: one thing of each kind, and nothing else. */
const HELD_OF_COOP = [
  'AMOUNT_OUT_OF_LINE ECART-1',
  'BILLED_BY_ANOTHER_ISSUER PORTAGE-1',
  'CARRIED_BY_NOBODY ORPHELIN-1',
  'CATCH_UP OUBLI-2',
  'CLIENT_WITHOUT_SIREN C0151',
  'NO_DELIVERY_CHANNEL C0152',
  'REBILL_AFTER_CREDIT AVOIR-1',
  'TWIN_ITEM JUMEAU-3',
];

describe.each([
  // The first day of a year: the month before is the last of another series of numbers.
  { today: '2027-01-01', first: '2025-07-01', thisMonth: '2027-01-01', june: '2026-06-01' },
  // A day that only leap years have.
  { today: '2028-02-29', first: '2026-08-01', thisMonth: '2028-02-01', june: '2027-06-01' },
  // On 30 June the move of this year is not a month old: the one of last year is told.
  { today: '2026-06-30', first: '2024-12-01', thisMonth: '2026-06-01', june: '2025-06-01' },
  // On 1 July it is.
  { today: '2026-07-01', first: '2025-01-01', thisMonth: '2026-07-01', june: '2026-06-01' },
])('the demonstration on $today', ({ today, first, thisMonth, june }) => {
  let demo: LoadedDemo;
  beforeAll(async () => {
    demo = await LoadedDemo.load(today);
  });
  afterAll(() => demo.close());

  it('breaks no invariant', async () => {
    expect(await brokenInvariants(demo.database.unitOfWork)).toEqual([]);
    await expectInvariants(demo.database, today);
  });

  it('has eighteen months of invoices, the last of which is last month', async () => {
    const months = await demo.read<{ month: string }>(
      `SELECT DISTINCT to_char(issue_on, 'YYYY-MM') AS month FROM billing.run ORDER BY 1`,
    );
    expect(months).toHaveLength(18);
    expect(`${months[0]!.month}-01`).toBe(first);
    expect(await demo.count(`billing.run WHERE issue_on >= '${thisMonth}'`)).toBe(0);
  });

  it('brings the large contract home on 1 June', async () => {
    expect(await demo.coverageOf('NUAGE-1')).toEqual([`CAE ${first} ${june}`, `COOP ${june} ${thisMonth}`]);
  });

  it('leaves one thing of each kind to a person', async () => {
    const coop = await demo.proposalOf('COOP');
    expect(coop.held).toEqual(HELD_OF_COOP);
    expect(coop.ready).toBeGreaterThan(20);
    const cae = await demo.proposalOf('CAE');
    expect(cae.held).toEqual(['CARRIED_BY_NOBODY ORPHELIN-1']);
    expect([...coop.ofTheRun, ...cae.ofTheRun]).toEqual([]);
  });
});
