import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';

describe('a deposit', () => {
  let coop: TestCooperative;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterAll(() => coop.close());

  const issued = () =>
    coop.database.unitOfWork.read<{
      id: number;
      type: string;
      net: number;
      vat: number;
      number: string;
      process: string;
    }>(
      `SELECT id, type, net_cents AS net, vat_cents AS vat, number, payload::jsonb ->> 'businessProcess' AS process
       FROM billing.invoice ORDER BY sequence`,
    );

  it('is billed on its own, deducted once from the balance, and free again when the balance is credited', async () => {
    const contract = (await coop.contract({ from: '2026-01-01' })).id;
    const once = (on: string, until: string, unitPrice: string) => [
      { period: { from: localDate(on), to: localDate(until) }, months: 0, unitPrice },
    ];
    const site = await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'oneOff',
      service: 'Site web',
      label: 'Création du site',
      terms: once('2026-11-20', '2026-11-21', '1000'),
    });
    await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'deposit',
      depositOf: site.id,
      service: 'Acompte',
      label: 'Acompte de 30 % à la commande',
      terms: once('2026-11-02', '2026-11-03', '300'),
    });

    // The deposit falls due first: 30 % of 1,000.00 is 300.00, with its VAT of 60.00.
    coop.clock.set(localDate('2026-11-05'));
    await coop.bill('2026-11-05');
    expect(await issued()).toMatchObject([{ type: 'depositInvoice', net: 30000, vat: 6000, process: 'S1' }]);

    // The balance bills the whole and deducts the deposit: 1,000.00 − 300.00 = 700.00, VAT 140.00.
    coop.clock.set(localDate('2026-11-22'));
    await coop.bill('2026-11-22');
    await coop.bill('2026-11-22');
    const [deposit, balance] = await issued();
    expect(balance).toMatchObject({ type: 'balanceInvoice', net: 70000, vat: 14000, process: 'S4' });
    expect(await issued()).toHaveLength(2);

    const whole = { scopes: [{ kind: 'whole' as const }], reason: 'commande annulée' };
    await expect(
      coop.billing.creditInvoice({ invoiceId: deposit!.id, ...whole }, 'essai'),
    ).rejects.toMatchObject({
      code: 'BILLING.CREDIT_OF_DEDUCTED_DEPOSIT',
    });
    await expect(
      coop.billing.creditInvoice(
        {
          invoiceId: balance!.id,
          scopes: [{ kind: 'amount', position: 1, netCents: 100 }],
          reason: 'remise',
        },
        'essai',
      ),
    ).rejects.toMatchObject({ code: 'BILLING.CREDIT_PART_OF_BALANCE' });

    // Crediting the balance mirrors it, and the deposit can be deducted again from the next balance.
    await coop.billing.creditInvoice({ invoiceId: balance!.id, ...whole }, 'essai');
    expect((await issued())[2]).toMatchObject({ type: 'creditNote', net: 70000, vat: 14000 });
    await coop.bill('2026-11-22', { release: true });
    expect((await issued())[3]).toMatchObject({ type: 'balanceInvoice', net: 70000, vat: 14000 });
    expect(await coop.charged(site.id)).toEqual([
      ['2026-11-20', '2026-11-21', 100000],
      ['2026-11-20', '2026-11-21', 100000],
    ]);
  });

  it('that was never deducted can be credited', async () => {
    const contract = (await coop.contract({ from: '2026-01-01' })).id;
    const terms = [
      { period: { from: localDate('2026-12-10'), to: localDate('2026-12-11') }, months: 0, unitPrice: '500' },
    ];
    const work = await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'oneOff',
      service: 'Étude',
      label: 'Étude',
      terms,
    });
    await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'deposit',
      depositOf: work.id,
      service: 'Acompte',
      label: 'Acompte',
      terms: [
        {
          period: { from: localDate('2026-11-20'), to: localDate('2026-11-21') },
          months: 0,
          unitPrice: '100',
        },
      ],
    });
    await coop.bill('2026-11-22');
    const deposit = (await issued()).at(-1)!;
    expect(deposit).toMatchObject({ type: 'depositInvoice', net: 10000 });
    const note = await coop.billing.creditInvoice(
      { invoiceId: deposit.id, scopes: [{ kind: 'whole' }], reason: 'commande annulée' },
      'essai',
    );
    expect(note.toIssue.document).toMatchObject({ netCents: 10000, grossCents: 12000 });
  });
});

describe('a deposit, when the facts change', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(() => coop.close());

  const reason = 'commande annulée';
  const once = (on: string, until: string, unitPrice: string) => [
    { period: { from: localDate(on), to: localDate(until) }, months: 0, unitPrice },
  ];
  /** Work of 1,000.00 done on `doneOn`, and its deposit of 300.00 asked on `askedOn`. */
  const prepaid = async (askedOn: [string, string], doneOn: [string, string]) => {
    const contract = (await coop.contract({ from: '2026-01-01' })).id;
    const common = { contract, service: 'Audit', label: 'Audit' };
    const work = await coop.contracts.addLine(coop.actor, {
      ...common,
      kind: 'oneOff',
      terms: once(...doneOn, '1000'),
    });
    const deposit = await coop.contracts.addLine(coop.actor, {
      ...common,
      kind: 'deposit',
      depositOf: work.id,
      terms: once(...askedOn, '300'),
    });
    return { work, deposit };
  };
  const approved = async (asOf: string) => {
    const run = await coop.billing.proposeRun({ issuer: 'COOP', asOf: localDate(asOf), proposedBy: 'essai' });
    await coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    return run;
  };
  const invoiceOf = async (lineId: number) => {
    const [found] = await coop.database.unitOfWork.read<{ id: number }>(
      'SELECT invoice_id AS id FROM billing.charge WHERE line_id = $1 ORDER BY 1 DESC LIMIT 1',
      [lineId],
    );
    return found!.id;
  };
  const reasons = (runId: number) =>
    coop.database.unitOfWork.read(
      `SELECT state, reason ->> 'code' AS code FROM billing.run_document WHERE run_id = $1 ORDER BY position`,
      [runId],
    );
  const newest = async () => {
    const [invoice] = await coop.database.unitOfWork.read<{ id: number }>(
      'SELECT id, type, net_cents AS net FROM billing.invoice ORDER BY id DESC LIMIT 1',
    );
    return invoice!;
  };

  it('that is credited after its balance was approved is not deducted all the same', async () => {
    const { work, deposit } = await prepaid(['2026-11-20', '2026-11-21'], ['2026-11-24', '2026-11-25']);
    coop.clock.set(localDate('2026-11-22'));
    await coop.bill('2026-11-22');
    coop.clock.set(localDate('2026-11-25'));
    const run = await approved('2026-11-25');
    const invoiceId = await invoiceOf(deposit.id);
    await coop.billing.creditInvoice({ invoiceId, scopes: [{ kind: 'whole' }], reason }, 'essai');
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
    expect(await reasons(run.id)).toEqual([{ state: 'review', code: 'BILLING.DEPOSITS_CHANGED' }]);
    await coop.contracts.cancelLine(coop.actor, {
      line: deposit.id,
      fromRevision: 1,
      onDay: localDate('2026-11-20'),
    });
    await coop.bill('2026-11-25');
    expect(await newest()).toMatchObject({ id: await invoiceOf(work.id), net: 100000 });
  });

  it('that is billed after its balance was proposed is deducted from it', async () => {
    const { work, deposit } = await prepaid(['2026-11-25', '2026-11-26'], ['2026-11-25', '2026-11-26']);
    coop.clock.set(localDate('2026-11-26'));
    // Proposed together, the balance waits: the deposit would never be deducted.
    const run = await approved('2026-11-26');
    expect(run.proposal.documents.map((each) => [each.state, each.controls.map(({ code }) => code)])).toEqual(
      [
        ['held', ['DEPOSIT_FIRST']],
        ['proposed', []],
      ],
    );
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
    expect(await coop.charged(work.id)).toEqual([]);
    expect(await newest()).toMatchObject({ id: await invoiceOf(deposit.id), net: 30000 });
    await coop.bill('2026-11-26');
    // 1,000.00 − 300.00
    expect(await newest()).toMatchObject({ type: 'balanceInvoice', net: 70000 });
  });

  it('of which a part was credited is deducted by what is left', async () => {
    const { work, deposit } = await prepaid(['2026-11-26', '2026-11-27'], ['2026-11-27', '2026-11-28']);
    await coop.bill('2026-11-26');
    await coop.billing.creditInvoice(
      {
        invoiceId: await invoiceOf(deposit.id),
        scopes: [{ kind: 'amount', position: 1, netCents: 10000 }],
        reason,
      },
      'essai',
    );
    coop.clock.set(localDate('2026-11-28'));
    await coop.bill('2026-11-28');
    // 1,000.00 − (300.00 − 100.00)
    expect(await newest()).toMatchObject({ id: await invoiceOf(work.id), net: 80000 });
  });

  it('that the former carrier billed keeps the balance waiting until that one has credited it', async () => {
    const { work, deposit } = await prepaid(['2026-11-20', '2026-11-21'], ['2026-11-24', '2026-11-25']);
    await coop.bill('2026-11-22');
    const invoiceId = await invoiceOf(deposit.id);
    await coop.contracts.moveCarriage(coop.actor, {
      contract: work.contract,
      to: coop.cae.id,
      from: localDate('2026-11-23'),
      fromRevision: 1,
    });
    coop.clock.set(localDate('2026-11-25'));
    const { proposal } = await coop.bill('2026-11-25', { issuer: 'CAE' });
    expect(proposal.documents[0]!.controls.map(({ code }) => code)).toEqual(['DEPOSIT_OF_ANOTHER_ISSUER']);
    await coop.billing.creditInvoice({ invoiceId, scopes: [{ kind: 'whole' }], reason }, 'essai');
    await coop.bill('2026-11-25', { issuer: 'CAE' });
    expect(await coop.charged(work.id)).toEqual([['2026-11-24', '2026-11-25', 100000]]);
  });
});
