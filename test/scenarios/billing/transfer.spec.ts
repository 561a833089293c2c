import { type LocalDate, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

const reason = 'contrat repris par la coopérative';

describe('a contract that moves from the CAE to the cooperative', () => {
  let coop: TestCooperative;
  let line: number;
  let contract: number;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-05-04');
    ({ id: line, contract } = await coop.subscription(
      '2026-01-01',
      { unitPrice: '310' },
      { issuer: coop.cae.id },
    ));
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  const move = async (from: string, to = coop.coop.id) =>
    coop.contracts.moveCarriage(coop.actor, {
      contract,
      to,
      from: localDate(from),
      fromRevision: (await coop.contracts.readContract(contract)).carriageRevision,
    });
  const on = (day: string): LocalDate => {
    coop.clock.set(localDate(day));
    return localDate(day);
  };
  /** Days billed and not credited, by issuer. */
  const covered = async (issuer: number) => {
    const rows = await coop.billing.drift(
      { asOf: coop.clock.today(), issuerId: issuer, lineIds: [line] },
      'all',
    );
    return rows.flatMap((row) => row.covered.map(({ from, to }) => [from, to]));
  };
  const correct = async (issuer: string) => {
    const wish = { issuer, reason };
    const { digest } = await coop.billing.previewCorrection(wish);
    return coop.billing.correct(wish, digest, 'essai');
  };

  it('is billed by the CAE up to 31 May and by the cooperative from 1 June, whatever each side tries', async () => {
    await coop.bill('2026-05-04', { issuer: 'CAE', release: true });
    await move('2026-06-01');
    on('2026-06-20');
    for (const issuer of ['CAE', 'COOP', 'CAE', 'COOP'])
      await coop.bill('2026-06-20', { issuer, release: true });
    expect(await covered(coop.cae.id)).toEqual([['2026-01-01', '2026-06-01']]);
    expect(await covered(coop.coop.id)).toEqual([['2026-06-01', '2026-07-01']]);
    expect(await coop.billing.drift({ asOf: localDate('2026-06-20') })).toEqual([]);
  });

  it('in the midst of a month is billed by both in parts that sum to the month', async () => {
    await move('2026-05-11');
    on('2026-05-20');
    await Promise.all(['CAE', 'COOP'].map((issuer) => coop.bill('2026-05-20', { issuer, release: true })));
    // 31 days at 310.00: 10 days by the CAE, 21 by the cooperative.
    expect((await coop.charged(line)).filter(([from]) => from >= '2026-05-01')).toEqual([
      ['2026-05-01', '2026-05-11', 10000],
      ['2026-05-11', '2026-06-01', 21000],
    ]);
  });

  it('and that the CAE billed ahead waits for the credit of the CAE, in words, and is billed once it is there', async () => {
    on('2026-05-25');
    await coop.bill('2026-06-01', { issuer: 'CAE', release: true });
    await move('2026-06-01');
    on('2026-06-02');
    const waiting = await coop.bill('2026-06-02', { release: true });
    expect(waiting.proposal.documents).toEqual([]);
    expect(waiting.proposal.held.map((each) => [each.control.code, each.days])).toEqual([
      ['BILLED_BY_ANOTHER_ISSUER', [{ from: '2026-06-01', to: '2026-07-01' }]],
    ]);
    expect(waiting.proposal.held[0]!.control.sentence.fr).toContain('Les Entreprenants, CAE');
    const { credits, rebills } = await correct('CAE');
    expect(credits.map((each) => [each.number, each.toIssue.document.netCents])).toEqual([
      ['CAE-2026-00002', 31000],
    ]);
    expect(rebills).toEqual([]);
    await coop.bill('2026-06-02', { release: true });
    expect(await covered(coop.coop.id)).toEqual([['2026-06-01', '2026-07-01']]);
    expect(await coop.billing.drift({ asOf: localDate('2026-06-02') })).toEqual([]);
  });

  it('and of which the CAE credited a part says still who billed the other part', async () => {
    await coop.bill('2026-05-04', { issuer: 'CAE', release: true });
    await move('2026-05-01');
    const [{ id, position }] = (await coop.database.unitOfWork.read(
      `SELECT invoice_id AS id, position FROM billing.charge WHERE line_id = $1 AND lower(period) = '2026-05-01'`,
      [line],
    )) as [{ id: number; position: number }];
    const period = { from: localDate('2026-05-01'), to: localDate('2026-05-11') };
    await coop.billing.creditInvoice(
      { invoiceId: id, scopes: [{ kind: 'days', position, period }], reason },
      'essai',
    );
    const run = await coop.bill('2026-05-04', { release: true });
    expect(run.proposal.documents.map((each) => each.toIssue.charges.map((charge) => charge.period))).toEqual(
      [[period]],
    );
    expect(run.proposal.held.map((each) => each.days)).toEqual([[{ from: '2026-05-11', to: '2026-06-01' }]]);
  });

  it('backdated, has each side correct its own: the CAE credits, the cooperative bills', async () => {
    await coop.bill('2026-05-04', { issuer: 'CAE', release: true });
    await move('2026-04-16');
    await expect(coop.billing.previewCorrection({ issuer: 'COOP', reason })).rejects.toMatchObject({
      code: 'BILLING.CORRECTION_EMPTY',
    });
    const { credits } = await correct('CAE');
    // 15 of 30 days of April at 310.00 are 155.00, and May is 310.00.
    expect(credits.map((each) => each.toIssue.document.netCents)).toEqual([46500]);
    await coop.bill('2026-05-04', { release: true });
    expect(await covered(coop.cae.id)).toEqual([['2026-01-01', '2026-04-16']]);
    expect(await covered(coop.coop.id)).toEqual([['2026-04-16', '2026-06-01']]);
  });

  it('and moves back on the same day before anybody billed leaves nothing to correct', async () => {
    await coop.bill('2026-05-04', { issuer: 'CAE', release: true });
    await move('2026-05-01');
    await move('2026-05-01', coop.cae.id);
    await coop.bill('2026-05-04', { release: true });
    expect(await covered(coop.coop.id)).toEqual([]);
    await expect(coop.billing.previewCorrection({ issuer: 'CAE', reason })).rejects.toMatchObject({
      code: 'BILLING.CORRECTION_EMPTY',
    });
    expect(await coop.billing.drift({ asOf: localDate('2026-05-04') })).toEqual([]);
  });

  it('and moves back after both corrected is credited by the cooperative and billed again by the CAE', async () => {
    await coop.bill('2026-05-04', { issuer: 'CAE', release: true });
    await move('2026-05-01');
    await correct('CAE');
    await coop.bill('2026-05-04', { release: true });
    await move('2026-05-01', coop.cae.id);
    await correct('COOP');
    await coop.bill('2026-05-04', { issuer: 'CAE', release: true });
    expect(await covered(coop.coop.id)).toEqual([]);
    expect(await covered(coop.cae.id)).toEqual([['2026-01-01', '2026-06-01']]);
    expect(await coop.billing.drift({ asOf: localDate('2026-05-04') })).toEqual([]);
  });

  it('between approval and issue sends the document of the former carrier back to review', async () => {
    const run = await coop.billing.proposeRun({ issuer: 'CAE', asOf: on('2026-05-04'), proposedBy: 'essai' });
    await coop.billing.approveRun({
      runId: run.id,
      digest: run.proposal.digest,
      approvedBy: 'essai',
      releases: [{ position: 1, reason: 'vérifié' }],
    });
    await move('2026-05-01');
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
    expect(await covered(coop.cae.id)).toEqual([]);
  });
});
