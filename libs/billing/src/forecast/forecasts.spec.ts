import type { TermInput } from '#contracts';
import { addDays, type LocalDate, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { type ForecastChange, Forecasts } from '../index.js';

type SaidTerm = Omit<TermInput, 'period' | 'anchor'> & {
  readonly from: string;
  readonly to?: string;
  readonly anchor?: string;
};

const TODAY = '2026-11-22';

describe('what lines will bill', () => {
  let coop: TestCooperative;
  let forecasts: Forecasts;

  beforeEach(async () => {
    coop = await TestCooperative.open(TODAY);
    forecasts = new Forecasts(coop.database.unitOfWork, coop.clock);
  });
  afterEach(() => coop.close());

  const line = (kind: 'subscription' | 'oneOff', terms: readonly SaidTerm[], contract: number) =>
    coop.contracts.addLine(coop.actor, {
      contract,
      kind,
      service: 'Hébergement',
      label: 'Hébergement',
      terms: terms.map(({ from, to, anchor, ...term }) => ({
        ...term,
        ...(anchor ? { anchor: localDate(anchor) } : {}),
        period: { from: localDate(from), to: to ? localDate(to) : null },
      })),
    });

  const forecastOf = (lineId: number, months = 12) =>
    forecasts.ofAct({ lineIds: [lineId], effectiveOn: localDate(TODAY), months, act: async () => [lineId] });

  const said = ({ after }: ForecastChange) =>
    after.lines.flatMap(({ pieces }) =>
      pieces.map(({ billableOn, period, netCents }) => [billableOn, period.from, period.to, netCents]),
    );

  /** A person releases what is held and accepts the volume; what is blocked stays. */
  const billAllThatMayBe = async (asOf: LocalDate) => {
    const { id, proposal } = await coop.billing.proposeRun({ issuer: 'COOP', asOf, proposedBy: 'essai' });
    const isHeld = ({ controls }: (typeof proposal.documents)[number]) =>
      controls.some(({ severity }) => severity === 'held') &&
      !controls.some(({ severity }) => severity === 'blocked');
    await coop.billing.approveRun({
      runId: id,
      digest: proposal.digest,
      approvedBy: 'essai',
      releases: proposal.documents.flatMap((document, index) =>
        isHeld(document) ? [{ position: index + 1, reason: 'vérifié pour l’essai' }] : [],
      ),
      accepts: ['RUN_VOLUME_OUT_OF_LINE'],
    });
    await coop.billing.issueRun(id, { issuedBy: 'essai' });
  };

  /** What one run a day bills from today until `until`, as `[issued on, from, to, net]`. */
  const billDayByDay = async (lineId: number, days: readonly LocalDate[]) => {
    for (const day of [...new Set(days)].sort()) {
      for (const on of [addDays(day, -1), day]) {
        if (on < TODAY) continue;
        coop.clock.set(on);
        await billAllThatMayBe(on);
      }
    }
    return coop.database.unitOfWork
      .read<{ issued: string; from: string; to: string; net: number }>(
        `SELECT issued_on AS issued, lower(period) AS "from", upper(period) AS "to", net_cents AS net
         FROM billing.charge WHERE line_id = $1 ORDER BY period`,
        [lineId],
      )
      .then((rows) => rows.map(({ issued, from, to, net }) => [issued, from, to, net]));
  };

  const CASES: readonly [string, 'subscription' | 'oneOff', readonly SaidTerm[]][] = [
    [
      'a month in advance from the middle of a month',
      'subscription',
      [{ from: '2026-12-10', unitPrice: '100' }],
    ],
    [
      'a part of the first month, then whole months',
      'subscription',
      [{ from: '2026-12-10', anchor: '2026-12-01', unitPrice: '100' }],
    ],
    ['a month in arrears', 'subscription', [{ from: '2026-11-15', billing: 'arrears', unitPrice: '80' }]],
    [
      'an end in the middle of a billing period, in arrears',
      'subscription',
      [{ from: '2026-11-01', to: '2027-01-20', billing: 'arrears', unitPrice: '80' }],
    ],
    [
      'another price in the middle of a month',
      'subscription',
      [
        { from: '2026-12-01', to: '2027-01-15', anchor: '2026-12-01', unitPrice: '100' },
        { from: '2027-01-15', anchor: '2026-12-01', unitPrice: '120' },
      ],
    ],
    [
      'another price in the last month of a quarter, beyond the horizon of its first days',
      'subscription',
      [
        { from: '2026-12-01', to: '2027-02-20', anchor: '2026-12-01', months: 3, unitPrice: '300' },
        { from: '2027-02-20', anchor: '2026-12-01', months: 3, unitPrice: '360' },
      ],
    ],
    [
      'another grid after a gap',
      'subscription',
      [
        { from: '2026-12-01', to: '2027-01-10', anchor: '2026-12-01', unitPrice: '100' },
        { from: '2027-01-20', anchor: '2026-12-01', unitPrice: '100' },
      ],
    ],
    [
      'a year in advance from the 29th of February on',
      'subscription',
      [{ from: '2024-02-29', months: 12, unitPrice: '365' }],
    ],
    ['days that are late already', 'subscription', [{ from: '2026-08-31', unitPrice: '10' }]],
    [
      'an item owed once after its days',
      'oneOff',
      [{ from: '2027-03-01', to: '2027-03-15', billing: 'arrears', unitPrice: '900' }],
    ],
    [
      'an item owed once on its first day',
      'oneOff',
      [{ from: '2027-03-01', to: '2027-03-15', unitPrice: '900' }],
    ],
  ];

  it.each(CASES)(
    '%s: what is told is what runs bill on these days and not the day before',
    async (_, kind, terms) => {
      const contract = await coop.contract();
      const { id } = await line(kind, terms, contract.id);
      const told = said(await forecastOf(id));
      expect(told.length).toBeGreaterThan(0);
      const billed = await billDayByDay(
        id,
        told.map(([on]) => on as LocalDate),
      );
      expect(billed.map(([on, ...rest]) => [on, ...rest])).toEqual(told);
    },
  );

  it('a price that changes in the midst of a billed month: the credit and the new bill are those of the correction', async () => {
    const { id } = await coop.subscription('2026-11-01');
    await coop.bill(TODAY);
    const act = async (tx: Parameters<typeof coop.contracts.readLine>[2]) => {
      const change = { from: localDate('2026-11-16'), conditions: { unitPrice: '120' } };
      await coop.contracts.amendLine(coop.actor, { line: id, fromRevision: 1, change }, tx);
      return [id];
    };
    const change = await forecasts.ofAct({
      lineIds: [id],
      effectiveOn: localDate('2026-11-16'),
      months: 2,
      act,
    });
    // 15 of 30 days: 50.00 to credit, 60.00 to bill again; then December and January at 120.00 instead of 100.00.
    expect(change).toMatchObject({ newCreditCents: 5000, rebilledCents: 6000 });
    expect([change.netBeforeCents, change.netAfterCents]).toEqual([20000, 25000]);
    expect(change.newCredits).toMatchObject([
      {
        invoice: { number: 'COOP-2026-00001' },
        period: { from: '2026-11-16', to: '2026-12-01' },
        netCents: 5000,
      },
    ]);
    expect(change.sentence.fr.replaceAll(/\s/g, ' ')).toBe(
      'Des jours déjà facturés changent : 50,00 € HT à créditer sur la facture COOP-2026-00001, puis à refacturer ' +
        '60,00 € HT pour les mêmes jours. Prochaine facturation : le 1er décembre 2026, 120,00 € HT (au lieu du ' +
        '1er décembre 2026, 100,00 € HT). En tout d’ici le 21 janvier 2027 : 250,00 € HT au lieu de 200,00 € HT.',
    );
    // Nothing of it was kept.
    expect((await coop.contracts.readLine(id)).revision).toBe(1);
    await expect(coop.billing.previewCorrection({ issuer: 'COOP', reason: 'essai' })).rejects.toMatchObject({
      code: 'BILLING.CORRECTION_EMPTY',
    });
    await coop.database.unitOfWork.run(async (tx) => act(tx));
    const correction = await coop.billing.previewCorrection({ issuer: 'COOP', reason: 'essai' });
    const nets = (documents: typeof correction.credits) =>
      documents.map(({ toIssue }) => toIssue.document.netCents);
    expect([nets(correction.credits), nets(correction.rebills)]).toEqual([[5000], [6000]]);
  });

  it('a cancellation on the 10th: the rest of the billed month is to credit, and nothing follows', async () => {
    const { id } = await coop.subscription('2026-11-01');
    await coop.bill(TODAY);
    const change = await forecasts.ofAct({
      lineIds: [id],
      effectiveOn: localDate('2026-11-10'),
      act: async (tx) => {
        const onDay = localDate('2026-11-10');
        return [(await coop.contracts.cancelLine(coop.actor, { line: id, fromRevision: 1, onDay }, tx)).id];
      },
    });
    // 21 of 30 days of 100.00.
    expect(change).toMatchObject({
      newCreditCents: 7000,
      rebilledCents: 0,
      netBeforeCents: 120000,
      netAfterCents: -7000,
    });
    expect(said(change)).toEqual([]);
    expect(change.sentence.en).toContain('Nothing more will be billed until 21 November 2027.');
  });

  it('days that another issuer bills already come after its credit', async () => {
    const { id, contract } = await coop.subscription('2026-11-01', {}, { issuer: coop.cae.id });
    await coop.bill(TODAY, { issuer: 'CAE' });
    const change = await forecasts.ofAct({
      lineIds: [id],
      effectiveOn: localDate('2026-11-16'),
      months: 1,
      act: async (tx) => {
        const move = { contract, to: coop.coop.id, from: localDate('2026-11-16'), fromRevision: 1 };
        await coop.contracts.moveCarriage(coop.actor, move, tx);
        return [id];
      },
    });
    const [told] = change.after.lines;
    expect(told!.toCredit).toMatchObject([{ issuerId: coop.cae.id, netCents: 5000 }]);
    expect(told!.pieces).toMatchObject([
      {
        issuerId: coop.coop.id,
        period: { from: '2026-11-16', to: '2026-12-01' },
        afterCredit: true,
        netCents: 5000,
      },
      {
        issuerId: coop.coop.id,
        period: { from: '2026-12-01', to: '2027-01-01' },
        afterCredit: false,
        netCents: 10000,
      },
    ]);
  });

  it('the refusal of the act is the refusal of its forecast, and nothing is kept', async () => {
    const { id } = await coop.subscription('2026-11-01');
    const stale = forecasts.ofAct({
      lineIds: [id],
      effectiveOn: localDate('2026-12-01'),
      act: async (tx) => {
        const change = { from: localDate('2026-12-01'), conditions: { unitPrice: '1' } };
        return [(await coop.contracts.amendLine(coop.actor, { line: id, fromRevision: 7, change }, tx)).id];
      },
    });
    await expect(stale).rejects.toMatchObject({ code: 'CONTRACTS.AMENDED_MEANWHILE' });
  });

  it('the controls of the next document are told: what stops it, and what waits for a person', async () => {
    const client = await coop.client({ address: null });
    const { id } = await coop.subscription('2026-08-01', {}, { client: client.id });
    const { after } = await forecastOf(id);
    expect(after.controls.map(({ code, severity }) => [code, severity])).toEqual([
      ['CLIENT_WITHOUT_ADDRESS', 'blocked'],
      ['CATCH_UP', 'held'],
    ]);
  });

  it('the next day of a contract: today for what is late, later for what is billed, none after the end', async () => {
    const late = await coop.subscription('2026-11-01');
    const billed = await coop.subscription('2026-11-01', { billing: 'arrears' });
    const outside = await coop.contracts.createIssuer(coop.actor, {
      ...coop.cae,
      code: 'OX',
      name: 'Oxalis',
      outside: true,
    });
    const elsewhere = await coop.subscription('2026-12-01', {}, { issuer: outside.id });
    const ended = await coop.subscription('2026-10-01', { to: '2026-11-01' });
    const ids = [late, billed, elsewhere, ended].map(({ contract }) => contract);
    const next = async () => {
      const found = await forecasts.nextBilling(ids);
      return ids.map((id) => found.get(id) ?? null);
    };
    expect(await next()).toEqual([TODAY, '2026-12-01', null, TODAY]);
    await coop.bill(TODAY, { release: true });
    expect(await next()).toEqual(['2026-12-01', '2026-12-01', null, null]);
  });

  it('a record is complete when a run has nothing to say of the client, and lists find the others', async () => {
    const records = [
      await coop.client(),
      await coop.client({ address: null }),
      await coop.client({ siren: null }),
      await coop.client({ vatStatus: 'consumer', siren: null, channel: 'post', email: null }),
      await coop.client({ vatStatus: 'consumer', siren: null, channel: null }),
      await coop.client({ channel: 'email', email: null }),
      await coop.client({ channel: 'post', email: null }),
      await coop.client({
        vatStatus: 'foreign',
        siren: null,
        address: { ...coop.coop.address, country: 'DE', postCode: '1' },
      }),
    ];
    const lacks = await Promise.all(records.map(({ id }) => forecasts.lacksOfClient(id)));
    expect(lacks.map((each) => each.map(({ code }) => code))).toEqual([
      [],
      ['CLIENT_WITHOUT_ADDRESS'],
      ['CLIENT_WITHOUT_SIREN'],
      ['BR-FR-12'],
      [],
      ['NO_DELIVERY_CHANNEL'],
      [],
      [],
    ]);
    const { items, incomplete } = await coop.contracts.listClients({ incomplete: true, sort: 'code' });
    expect(items.map(({ id, lacks }) => [id, ...lacks])).toEqual([
      [records[1]!.id, 'address'],
      [records[2]!.id, 'siren'],
      [records[3]!.id, 'electronicAddress'],
      [records[5]!.id, 'channel'],
    ]);
    expect(incomplete).toBe(4);
  });
});
