import fc from 'fast-check';
import { addDays, type LocalDate, localDate } from '#kernel';
import { auditBillingHistory } from './audit-billing-history.js';
import { type AuditedDocument, type AuditedSubscription } from './billing-history.js';
import { boundOf } from './subscription-periods.js';

const asOf = localDate('2024-04-30');

function subscription(of: Partial<AuditedSubscription> = {}): AuditedSubscription {
  return {
    id: 'S1',
    client: 'C1',
    clientName: 'Café du Port',
    email: '',
    service: 'Messagerie',
    netCents: 3000,
    vatRateBasisPoints: 2000,
    cadence: 'monthly',
    billing: 'advance',
    start: localDate('2024-01-31'),
    end: null,
    ...of,
  };
}

/** The invoices a careful tool would have made up to `asOf`, one per due period, sent the day they were issued. */
function cleanInvoices(subscriptions: readonly AuditedSubscription[], until = asOf): AuditedDocument[] {
  const due = subscriptions.flatMap((each) => {
    const periods: { each: AuditedSubscription; from: LocalDate; to: LocalDate; on: LocalDate }[] = [];
    for (let index = 0; ; index += 1) {
      const from = boundOf(each, index);
      const to = boundOf(each, index + 1);
      const on = each.billing === 'advance' ? from : to;
      if (on > until || (each.end !== null && from >= each.end)) return periods;
      periods.push({ each, from, to, on });
    }
  });
  due.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const counters = new Map<string, number>();
  return due.map(({ each, from, to, on }, at) => {
    const year = on.slice(0, 4);
    const counter = (counters.get(year) ?? 0) + 1;
    counters.set(year, counter);
    return {
      id: String(at + 1),
      number: `FA${year}-${String(counter).padStart(5, '0')}`,
      type: 'invoice',
      subscription: each.id,
      client: each.client,
      clientName: each.clientName,
      label: '',
      issuedOn: on,
      period: { from, to },
      netCents: each.netCents,
      vatCents: null,
      grossCents: null,
      status: 'open',
      sent: true,
      sentOn: on,
      cancels: null,
    };
  });
}

const audit = (subscriptions: readonly AuditedSubscription[], invoices: readonly AuditedDocument[]) =>
  auditBillingHistory({ subscriptions, invoices, asOf, horizonDays: 31 }).findings;

function changed(
  invoices: readonly AuditedDocument[],
  at: number,
  change: Partial<AuditedDocument>,
): AuditedDocument[] {
  return invoices.map((each, index) => (index === at ? { ...each, ...change } : each));
}

function creditNote(
  of: AuditedDocument,
  netCents: number,
  change: Partial<AuditedDocument> = {},
): AuditedDocument {
  return {
    ...of,
    id: `A${of.id}`,
    number: 'AV2024-00001',
    type: 'creditNote',
    netCents,
    cancels: of.id,
    ...change,
  };
}

const anySubscriptions = fc
  .array(
    fc.record({
      netCents: fc.integer({ min: 100, max: 500_000 }),
      cadence: fc.constantFrom('monthly' as const, 'quarterly' as const, 'yearly' as const),
      billing: fc.constantFrom('advance' as const, 'arrears' as const),
      start: fc.integer({ min: 0, max: 480 }).map((days) => addDays(localDate('2023-01-01'), days)),
      periods: fc.option(fc.integer({ min: 1, max: 12 })),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ periods, ...of }, at) => {
      const each = subscription({ ...of, id: `S${at}` });
      return { ...each, end: periods === null ? null : boundOf(each, periods) };
    }),
  );

/** A clean history with at least three invoices, and one of them to spoil that is neither first nor last. */
const anyHistory = anySubscriptions
  .map((subscriptions) => ({ subscriptions, invoices: cleanInvoices(subscriptions) }))
  .filter(({ invoices }) => invoices.length >= 3)
  .chain((history) =>
    fc.integer({ min: 1, max: history.invoices.length - 2 }).map((at) => ({ ...history, at })),
  );

describe('audit of any clean history', () => {
  it('finds nothing', () => {
    fc.assert(
      fc.property(anySubscriptions, (subscriptions) => {
        expect(audit(subscriptions, cleanInvoices(subscriptions))).toEqual([]);
      }),
    );
  });

  it('finds exactly the invoice that was not sent', () => {
    fc.assert(
      fc.property(anyHistory, ({ subscriptions, invoices, at }) => {
        const found = audit(subscriptions, changed(invoices, at, { sent: false, sentOn: null }));
        expect(found).toMatchObject([{ kind: 'never-sent', invoice: invoices[at]!.id }]);
        expect(found).toHaveLength(1);
      }),
    );
  });

  it('finds exactly the amount that is two cents off, and admits one cent', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(-1, 1), ({ subscriptions, invoices, at }, way) => {
        const { id, netCents } = invoices[at]!;
        expect(audit(subscriptions, changed(invoices, at, { netCents: netCents + way }))).toEqual([]);
        const found = audit(subscriptions, changed(invoices, at, { netCents: netCents + 2 * way }));
        expect(found).toMatchObject([
          { kind: 'amount-anomaly', invoice: id, amountCents: 2 * way, expectedCents: netCents },
        ]);
      }),
    );
  });

  it('finds exactly the twin, and nothing once a credit note cancels it whole', () => {
    fc.assert(
      fc.property(anyHistory, ({ subscriptions, invoices, at }) => {
        const original = invoices[at]!;
        const twin = { ...original, id: 'twin', number: 'X-1' };
        expect(audit(subscriptions, [...invoices, twin])).toMatchObject([
          { kind: 'billed-twice', invoices: [original.id, 'twin'], ...original.period },
        ]);
        expect(audit(subscriptions, [...invoices, twin, creditNote(twin, -twin.netCents)])).toEqual([]);
      }),
    );
  });

  it('finds the period of an invoice that became a draft', () => {
    fc.assert(
      fc.property(anyHistory, ({ subscriptions, invoices, at }) => {
        const { id, subscription: of, period } = invoices[at]!;
        expect(audit(subscriptions, changed(invoices, at, { status: 'draft' }))).toMatchObject([
          {
            kind: 'never-billed',
            subscription: of,
            ...period,
            correction: { action: 'issue', drafts: [id] },
          },
        ]);
      }),
    );
  });

  it('finds exactly the number that two documents bear, and the one that is missing for it', () => {
    fc.assert(
      fc.property(anyHistory, ({ subscriptions, invoices, at }) => {
        const stolen = invoices[at]!.number!;
        const number = invoices[at - 1]!.number!;
        fc.pre(
          invoices[at + 1]!.number!.startsWith(stolen.slice(0, 7)) && number.startsWith(stolen.slice(0, 7)),
        );
        expect(audit(subscriptions, changed(invoices, at, { number }))).toMatchObject([
          { kind: 'number-gap', number: stolen },
          { kind: 'number-duplicate', number },
        ]);
      }),
    );
  });
});

describe('audit, case by case', () => {
  const monthly = subscription();
  const invoices = cleanInvoices([monthly]);

  it('computes bounds from the anchor: 31 January, 29 February, 31 March, 30 April', () => {
    expect(invoices.map(({ period }) => period!.from)).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ]);
  });

  it('admits 31 days ahead and refuses 32', () => {
    const { id, period } = invoices[3]!;
    expect(audit([monthly], changed(invoices, 3, { issuedOn: addDays(period!.from, -31) }))).toEqual([]);
    expect(audit([monthly], changed(invoices, 3, { issuedOn: addDays(period!.from, -32) }))).toMatchObject([
      { kind: 'billed-ahead', invoice: id, subscription: 'S1', correction: { action: 'keep' } },
    ]);
  });

  it('joins neighbouring periods never billed into one stretch and adds up their price', () => {
    expect(
      audit(
        [monthly],
        [invoices[0]!, invoices[3]!].map((each, at) => ({ ...each, number: `F-${at + 1}` })),
      ),
    ).toMatchObject([
      {
        kind: 'never-billed',
        from: '2024-02-29',
        to: '2024-04-30',
        amountCents: 6000,
        correction: { periods: 2 },
      },
    ]);
  });

  it('expects a period in arrears only once it has ended', () => {
    const inArrears = subscription({ billing: 'arrears', start: localDate('2024-04-01') });
    expect(audit([inArrears], [])).toEqual([]);
    const ended = subscription({ billing: 'arrears', start: localDate('2024-03-30') });
    expect(audit([ended], [])).toMatchObject([
      { kind: 'never-billed', from: '2024-03-30', to: '2024-04-30' },
    ]);
  });

  it('cuts the last period where the subscription ends within it: 10 of 30 days of 30.00 are 10.00', () => {
    const ended = subscription({ start: localDate('2024-04-01'), end: localDate('2024-04-11') });
    expect(audit([ended], [])).toMatchObject([{ from: '2024-04-01', to: '2024-04-11', amountCents: 1000 }]);
    const invoice = { ...invoices[0]!, period: { from: ended.start, to: ended.end! }, issuedOn: ended.start };
    expect(audit([ended], [{ ...invoice, netCents: 1000 }])).toEqual([]);
    expect(audit([ended], [{ ...invoice, netCents: 3000 }])).toMatchObject([
      { kind: 'amount-anomaly', expectedCents: 1000 },
    ]);
  });

  it('prices twelve months billed at once on a monthly line as twelve periods', () => {
    const year = { ...invoices[0]!, period: { from: monthly.start, to: localDate('2025-01-31') } };
    expect(audit([monthly], [{ ...year, netCents: 36_000 }])).toEqual([]);
    expect(audit([monthly], [{ ...year, netCents: 3000 }])).toMatchObject([
      { kind: 'amount-anomaly', amountCents: -33_000 },
    ]);
  });

  it('keeps an invoice live under a partial credit note, and lets several that make the whole cancel it', () => {
    const part = creditNote(invoices[1]!, -1000);
    expect(audit([monthly], [...invoices, part])).toEqual([]);
    const rest = creditNote(invoices[1]!, -2000, { id: 'B', number: 'AV2024-00002' });
    expect(audit([monthly], [...invoices, part, rest])).toMatchObject([
      { kind: 'never-billed', from: '2024-02-29', to: '2024-03-31' },
    ]);
  });

  it('gives a draft credit note no effect', () => {
    expect(
      audit([monthly], [...invoices, creditNote(invoices[1]!, -3000, { status: 'draft', number: null })]),
    ).toEqual([]);
  });

  it('does not judge sending where the export does not tell it', () => {
    expect(
      audit(
        [monthly],
        invoices.map((each) => ({ ...each, sent: null, sentOn: null })),
      ),
    ).toEqual([]);
  });

  it.each([
    [['FA2023-00009', 'FA2024-00001', 'FA2024-00003'], ['FA2024-00002']],
    [['FAC/2024/0099', 'FAC/2024/0101'], ['FAC/2024/0100']],
    [['F24-9', 'F24-11'], ['F24-10']],
    [['FA202400001', 'FA202400003'], ['FA202400002']],
    [['0001/2024', '0003/2024'], ['0002/2024']],
    [['AV2024-1', 'FA2024-3'], []],
  ])('in the series %j misses %j', (numbers, missing) => {
    const documents = numbers.map((number, at) => ({
      ...invoices[0]!,
      id: String(at),
      number,
      subscription: null,
      period: null,
      issuedOn: localDate(number.includes('2023') ? '2023-12-31' : '2024-02-01'),
    }));
    expect(
      audit([], documents).map((each) => (each.kind === 'number-gap' ? each.number : each.kind)),
    ).toEqual(missing);
  });

  it('tells a jump of many thousand numbers as one finding', () => {
    const documents = ['F-1', 'F-90000'].map((number, at) => ({
      ...invoices[at]!,
      number,
      subscription: null,
    }));
    expect(audit([], documents)).toMatchObject([{ kind: 'number-gap', number: 'F-2', through: 'F-89999' }]);
  });
});
