import { readFileSync } from 'node:fs';
import { localDate } from '#kernel';
import { auditBillingHistory, type Finding, lastWholeMonthOf, readBillingHistory } from '../index.js';

const fixture = (name: string) => readFileSync(`test/fixtures/billing-history/${name}`);

/** Only the fields that the truth names, so that the two lists can be equal. */
function essence(finding: Finding): object {
  const { kind } = finding;
  switch (kind) {
    case 'billed-ahead':
      return { kind, invoice: finding.invoice, subscription: finding.subscription };
    case 'billed-twice':
      return { kind, invoices: finding.invoices, from: finding.from, to: finding.to };
    case 'never-billed':
      return { kind, subscription: finding.subscription, from: finding.from, to: finding.to };
    case 'never-sent':
    case 'amount-anomaly':
      return { kind, invoice: finding.invoice };
    default:
      return { kind, number: finding.number };
  }
}

const sorted = (findings: readonly object[]) =>
  findings.map((each) => JSON.stringify(each, Object.keys(each).sort())).sort();
const truth = JSON.parse(fixture('truth.json').toString()) as {
  as_of: string;
  horizon_days: number;
  findings: object[];
};
const asOf = localDate(truth.as_of);

describe('the history of March 2024', () => {
  const { history } = readBillingHistory({
    subscriptions: fixture('subscriptions.csv'),
    invoices: fixture('invoices.csv'),
  });
  const report = auditBillingHistory({ ...history, asOf, horizonDays: truth.horizon_days });

  it('finds exactly the 143 findings of the truth: nothing missed, nothing invented', () => {
    expect(truth.findings).toHaveLength(143);
    expect(sorted(report.findings.map(essence))).toEqual(sorted(truth.findings));
    expect(report.counts).toEqual({
      'billed-ahead': 64,
      'billed-twice': 7,
      'never-sent': 25,
      'never-billed': 21,
      'amount-anomaly': 16,
      'number-gap': 8,
      'number-duplicate': 2,
    });
  });

  it('is held to the end of its last whole month when no day is given', () => {
    expect(lastWholeMonthOf(history.invoices)).toBe('2024-04-30');
  });

  it('finds the same when the periods are only in the labels', () => {
    const text = fixture('invoices.csv').toString();
    const withoutPeriods = text
      .split('\r\n')
      .map((line) => line.split(';').toSpliced(8, 2).join(';'))
      .join('\r\n');
    const read = readBillingHistory({
      subscriptions: fixture('subscriptions.csv'),
      invoices: Buffer.from(withoutPeriods),
    });
    const again = auditBillingHistory({ ...read.history, asOf, horizonDays: 31 });
    expect(sorted(again.findings.map(essence))).toEqual(sorted(truth.findings));
  });
});
