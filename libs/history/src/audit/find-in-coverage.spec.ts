import { addDays, localDate } from '#kernel';
import { auditBillingHistory } from './audit-billing-history.js';
import type { AuditedDocument, AuditedSubscription } from './billing-history.js';
import { MOST_PAIRS_TOLD } from './find-in-coverage.js';

const start = localDate('2024-01-01');
const subscription: AuditedSubscription = {
  id: 'S1',
  client: 'C1',
  clientName: 'Client',
  email: '',
  service: 'Site web',
  netCents: 1000,
  vatRateBasisPoints: 2000,
  cadence: 'monthly',
  billing: 'advance',
  start,
  end: null,
};

const invoice = (n: number, from = start): AuditedDocument => ({
  id: String(n),
  number: `F-${n}`,
  type: 'invoice',
  subscription: 'S1',
  client: 'C1',
  clientName: 'Client',
  label: '',
  issuedOn: start,
  period: { from, to: addDays(from, 31) },
  netCents: 1000,
  vatCents: 200,
  grossCents: 1200,
  status: 'open',
  sent: true,
  sentOn: start,
  cancels: null,
});

const auditOf = (invoices: AuditedDocument[]) =>
  auditBillingHistory({ subscriptions: [subscription], invoices, asOf: start, horizonDays: 31 });

describe('pairs billed twice', () => {
  it('are all told where they are few', () => {
    const { counts, findings, remarks } = auditOf(Array.from({ length: 20 }, (_, n) => invoice(n)));
    // 20 × 19 / 2
    expect(counts['billed-twice']).toBe(190);
    expect(findings.filter(({ kind }) => kind === 'billed-twice')).toHaveLength(190);
    expect(remarks).toEqual([]);
  });

  it('of a hostile file are counted, told up to a bound, and take no time', () => {
    const n = 20_000;
    const { counts, findings, remarks } = auditOf(Array.from({ length: n }, (_, at) => invoice(at)));
    // 199,990,000 pairs: told one by one they would fill the memory.
    expect(counts['billed-twice']).toBe((n * (n - 1)) / 2);
    expect(findings.filter(({ kind }) => kind === 'billed-twice')).toHaveLength(MOST_PAIRS_TOLD);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toContain('S1');
  });

  it('are counted as they are told, also where periods only overlap in part', () => {
    const invoices = Array.from({ length: 60 }, (_, n) => invoice(n, addDays(start, (n * 7) % 50)));
    const shared = (a: AuditedDocument, b: AuditedDocument) =>
      a.period!.from < b.period!.to && b.period!.from < a.period!.to;
    const pairs = invoices.flatMap((a, at) => invoices.slice(at + 1).filter((b) => shared(a, b))).length;
    expect(auditOf(invoices).counts['billed-twice']).toBe(pairs);
  });
});
