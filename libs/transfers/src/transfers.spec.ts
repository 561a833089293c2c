import { type ForeignDocument, Forecasts, recordForeignDocuments } from '#billing';
import { sampleDocuments, writeCii } from '#documents';
import { Identity } from '#identity';
import { addDays, addMonths, type DomainError, localDate, type LocalDate } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { address, sirenOf, TestCooperative, vatNumberOf } from '#test/fixtures/cooperative.js';
import { TransferImports, Transfers, TransferSavings } from './index.js';
import { explainTransferRefusal } from './refusals.js';

const JUNE = localDate('2026-06-01');
const HEADER = 'numero;date;client;libelle;du;au;montant_ht;avoir_de';
const frenchDay = (day: string) => day.split('-').reverse().join('/');

describe('contracts that move from an outside CAE to the cooperative', () => {
  let coop: TestCooperative;
  let transfers: Transfers;
  let imports: TransferImports;
  let cae: number;
  let client: { id: number; name: string; siren: string | null };
  let line: number;
  let contract: number;

  beforeEach(async () => {
    coop = await TestCooperative.open('2026-05-18');
    const { unitOfWork } = coop.database;
    const identity = new Identity(unitOfWork, coop.clock);
    const forecasts = new Forecasts(unitOfWork, coop.clock);
    transfers = new Transfers(unitOfWork, coop.clock, coop.contracts, forecasts, identity);
    imports = new TransferImports(unitOfWork, coop.clock, coop.contracts, identity);
    ({ id: cae } = await coop.contracts.createIssuer(coop.actor, {
      code: 'OUEST',
      name: 'CAE de l’Ouest',
      outside: true,
      siren: sirenOf(78111222),
      address,
    }));
    client = await coop.client({ name: 'Mairie de Plougastel' });
    ({ id: line, contract } = await coop.subscription(
      '2026-01-01',
      { unitPrice: '3100' },
      { issuer: cae, client: client.id },
    ));
  });
  afterEach(async () => {
    await expectInvariants(coop.database, coop.clock.today());
    await coop.close();
  });

  const open = (movesOn: LocalDate = JUNE, contracts = [contract]) =>
    transfers.open(coop.actor, { contracts, to: coop.coop.id, movesOn });
  const month = (first: string, number: string, net = '3100,00') => {
    const last = new Date(Date.parse(addMonths(localDate(first), 1)) - 86_400_000).toISOString().slice(0, 10);
    return `${number};${frenchDay(first)};${client.name};Hébergement;${frenchDay(first)};${frenchDay(last)};${net};`;
  };
  /** Reads a file and records it with the matches that are proposed. */
  const record = async (dossier: number, rows: readonly string[]) => {
    const bytes = Buffer.from([HEADER, ...rows].join('\n'));
    const reading = await imports.readFile(coop.actor, dossier, { name: 'cae.csv', bytes });
    const decisions = reading.documents.flatMap((document) =>
      document.matches.map(({ contractLine }, at) => ({
        document: document.number,
        line: at,
        contractLine,
        period: document.lines[at]!.proposedPeriod,
      })),
    );
    return imports.record(coop.actor, dossier, reading.id, decisions);
  };
  const readAndSwitch = async (dossier: number) => {
    await transfers.confirmRead(coop.actor, dossier, (await transfers.picture(dossier)).digest);
    const { digest } = await transfers.previewSwitch(coop.actor, dossier);
    return transfers.switchCarriage(coop.actor, dossier, digest);
  };
  const conflicts = async (dossier: number) =>
    (await transfers.picture(dossier)).lines.flatMap((each) =>
      each.conflicts.map(({ code, period }) => [code, period.from, period.to]),
    );
  const covered = async (issuer: number, lineId = line) =>
    (
      await coop.billing.drift({ asOf: coop.clock.today(), issuerId: issuer, lineIds: [lineId] }, 'all')
    ).flatMap((row) => row.covered.map(({ from, to }) => [from, to]));
  const fiveMonths = () => ['01', '02', '03', '04', '05'].map((at) => month(`2026-${at}-01`, `OX-${at}`));

  it('is billed by the CAE up to and including 31 May and by the cooperative from 1 June, whatever each side tries', async () => {
    const { id } = await open();
    const recorded = await record(id, fiveMonths());
    expect(recorded.recorded.map(({ number }) => number)).toEqual([
      'OX-01',
      'OX-02',
      'OX-03',
      'OX-04',
      'OX-05',
    ]);
    expect(await conflicts(id)).toEqual([]);
    const switched = await readAndSwitch(id);
    expect([switched.state, switched.nextStep]).toEqual(['switched', 'firstInvoice']);
    coop.clock.set(localDate('2026-06-02'));
    await coop.bill('2026-06-02', { release: true });
    expect(await covered(cae)).toEqual([['2026-01-01', '2026-06-01']]);
    expect(await covered(coop.coop.id)).toEqual([['2026-06-01', '2026-07-01']]);
    expect(await coop.billing.drift({ asOf: localDate('2026-06-02') })).toEqual([]);
    const { state, firstInvoice } = await transfers.read(id);
    expect([state, firstInvoice?.number, firstInvoice?.netCents]).toEqual([
      'billing',
      'COOP-2026-00001',
      310_000,
    ]);
    // The CAE sends an invoice for June all the same: recorded, outside of coverage, and in sight until it is credited.
    const late = await record(id, [month('2026-06-01', 'OX-06')]);
    expect(late.awaiting).toEqual([
      { number: 'OX-06', line, period: { from: '2026-06-01', to: '2026-07-01' } },
    ]);
    expect(await covered(cae)).toEqual([['2026-01-01', '2026-06-01']]);
    expect(await conflicts(id)).toEqual([
      ['NEW_BILLED_ALREADY', '2026-06-01', '2026-07-01'],
      ['BILLED_BY_BOTH', '2026-06-01', '2026-07-01'],
    ]);
  });

  it('saves nothing on what the cooperative credited, days or an amount', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    await readAndSwitch(id);
    coop.clock.set(localDate('2026-06-02'));
    await coop.bill('2026-06-02', { release: true });
    const savings = new TransferSavings(coop.database.unitOfWork, coop.clock);
    expect((await savings.of(id))!.billedCents).toBe(310_000);
    const [{ invoiceId, position }] = (await coop.database.unitOfWork.read(
      'SELECT invoice_id AS "invoiceId", position FROM billing.charge WHERE issuer_id = $1',
      [coop.coop.id],
    )) as [{ invoiceId: number; position: number }];
    const scopes = [{ kind: 'amount' as const, position, netCents: 10_000 }];
    await coop.billing.creditInvoice({ invoiceId, scopes, reason: 'Geste commercial' }, 'essai');
    expect((await savings.of(id))!.billedCents).toBe(300_000);
  });

  it('has the CAE refused by the database on 1 June and the cooperative on 31 May', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    await readAndSwitch(id);
    coop.clock.set(localDate('2026-06-02'));
    await coop.bill('2026-06-02', { release: true });
    const tries = (issuerId: number, day: string) =>
      coop.database.unitOfWork.run((tx) =>
        recordForeignDocuments(tx, {
          issuerId,
          source: 'essai',
          recordedBy: 'essai',
          documents: [oneDay(localDate(day))],
        }),
      );
    const oneDay = (from: LocalDate): ForeignDocument => {
      const period = { from, to: addDays(from, 1) };
      const charge = {
        contractId: contract,
        generation: 1,
        documentPeriod: period,
        documentNetCents: 100,
        priceKey: '100/1/2000',
      };
      return {
        ...{ key: 'x', number: 'X-1', type: 'invoice', clientId: client.id, issuedOn: from, sentOn: from },
        ...{
          sentAssumed: true,
          paid: false,
          contractReference: null,
          vatCategory: 'S',
          vatRateBasisPoints: 2000,
        },
        ...{ vatCents: 20, credits: null },
        lines: [{ label: 'un jour', period, netCents: 100, lineId: line, charge, credit: null }],
      };
    };
    for (const [issuer, day] of [
      [cae, '2026-06-01'],
      [coop.coop.id, '2026-05-31'],
    ] as const) {
      await expect(tries(issuer, day)).rejects.toMatchObject({
        driverError: { constraint: 'charge_days_once' },
      });
    }
    // A day that nobody billed and that the CAE carries is refused to the cooperative by the carriage itself.
    const other = await coop.subscription('2026-05-01', {}, { issuer: cae });
    const proposed = await coop.bill('2026-06-02', { release: true });
    expect(proposed.proposal.documents.flatMap(({ toIssue }) => toIssue.charges)).toEqual([]);
    expect(await coop.charged(other.id)).toEqual([]);
  });

  it('waits for the credit of the CAE where it billed ahead, and is billed once the credit note is recorded', async () => {
    const { id } = await open();
    await record(id, [...fiveMonths(), month('2026-06-01', 'OX-06')]);
    expect(await conflicts(id)).toEqual([['FORMER_BILLED_AHEAD', '2026-06-01', '2026-07-01']]);
    const preview = await transfers.previewSwitch(coop.actor, id);
    expect(preview.waitingCents).toBe(310_000);
    // July is the first month that nothing holds back.
    expect(preview.firstBillings.map(({ billableOn, netCents }) => [billableOn, netCents])).toEqual([
      ['2026-07-01', 310_000],
    ]);
    await readAndSwitch(id);
    coop.clock.set(localDate('2026-06-02'));
    const waiting = await coop.bill('2026-06-02', { release: true });
    expect(waiting.proposal.held.map(({ control }) => control.code)).toEqual(['BILLED_BY_ANOTHER_ISSUER']);
    const note = `OX-A1;02/06/2026;${client.name};Avoir hébergement juin;01/06/2026;30/06/2026;-3100,00;OX-06`;
    expect((await record(id, [note])).recorded).toEqual([
      { number: 'OX-A1', days: [{ from: '2026-06-01', to: '2026-07-01' }] },
    ]);
    expect(await conflicts(id)).toEqual([]);
    await coop.bill('2026-06-02', { release: true });
    expect(await covered(coop.coop.id)).toEqual([['2026-06-01', '2026-07-01']]);
    expect(await coop.billing.drift({ asOf: localDate('2026-06-02') })).toEqual([]);
  });

  it('is not switched over days that nobody is known to have billed, before a person says who bills them', async () => {
    const { id } = await open();
    await record(id, fiveMonths().slice(0, 3));
    expect(await conflicts(id)).toEqual([['FORMER_INVOICE_UNKNOWN', '2026-04-01', '2026-06-01']]);
    await transfers.confirmRead(coop.actor, id, (await transfers.picture(id)).digest);
    const { digest } = await transfers.picture(id);
    await expect(transfers.switchCarriage(coop.actor, id, digest)).rejects.toMatchObject({
      code: 'TRANSFERS.CONFLICT_UNDECIDED',
      sentence: { fr: expect.stringMatching(/CAE de l’Ouest.*importez la facture manquante/) },
    });
    const days = { from: localDate('2026-04-01'), to: JUNE };
    const wish = { line, code: 'FORMER_INVOICE_UNKNOWN' as const, period: days };
    await transfers.decide(coop.actor, id, {
      ...wish,
      choice: 'formerBills',
      statement: 'La CAE facture le trimestre en fin de mois',
    });
    expect((await transfers.switchCarriage(coop.actor, id, digest)).state).toBe('switched');
    await expect(
      transfers.decide(coop.actor, id, {
        ...wish,
        period: { ...days, to: localDate('2026-05-01') },
        choice: 'excused',
        statement: 'geste commercial',
      }),
    ).rejects.toMatchObject({ code: 'TRANSFERS.NOT_IN_CONFLICT' });
  });

  it('is told to bill here, not to import, where its former issuer bills in house', async () => {
    const own = await coop.subscription('2026-01-01', {}, { issuer: coop.coop.id });
    const target = await coop.contracts.createIssuer(coop.actor, {
      ...{ code: 'NOUVELLE', name: 'La nouvelle', siren: sirenOf(78222333), address },
      ...{ vatNumber: vatNumberOf(sirenOf(78222333)), legalForm: 'SCIC SA à capital variable' },
    });
    const { id } = await transfers.open(coop.actor, {
      ...{ contracts: [own.contract], to: target.id, movesOn: JUNE },
    });
    expect((await conflicts(id))[0]).toEqual(['UNBILLED_BEFORE', '2026-01-01', '2026-06-01']);
    const { digest } = await transfers.picture(id);
    await transfers.confirmRead(coop.actor, id, digest);
    await expect(transfers.switchCarriage(coop.actor, id, digest)).rejects.toMatchObject({
      code: 'TRANSFERS.CONFLICT_UNDECIDED',
      sentence: {
        fr: expect.stringMatching(
          /facturez ces jours par une campagne de .+ ou dites qui facture ces jours\.$/,
        ),
        en: expect.not.stringContaining('import'),
      },
    });
  });

  it('opens up to 18 months ahead, and for contracts that have lines', async () => {
    // Today is 18 May 2026.
    const late = { code: 'TRANSFERS.MOVES_TOO_LATE', facts: { last: '2027-11-18' } };
    await expect(open(localDate('2090-01-01'))).rejects.toMatchObject(late);
    await expect(open(localDate('2027-11-19'))).rejects.toMatchObject(late);
    const { id } = await open(localDate('2027-11-18'));
    const choose = (contracts: number[], movesOn: LocalDate) =>
      transfers.choose(coop.actor, id, { contracts, movesOn, fromVersion: 1 });
    await expect(choose([contract], localDate('2062-06-01'))).rejects.toMatchObject(late);
    const empty = await coop.contracts.createContract(coop.actor, {
      ...{
        client: client.id,
        code: 'VIDE',
        title: 'Sans ligne',
        carriedBy: cae,
        from: localDate('2026-01-01'),
      },
    });
    const none = { code: 'TRANSFERS.NO_LINE', sentence: { fr: expect.stringContaining('VIDE') } };
    await expect(open(JUNE, [empty.id])).rejects.toMatchObject(none);
    await expect(choose([contract, empty.id], JUNE)).rejects.toMatchObject(none);
    expect(await transfers.read(id)).toMatchObject({ version: 1, movesOn: '2027-11-18' });
  });

  it('and is switched unread is refused, as is what changed since it was read', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    const { digest } = await transfers.picture(id);
    await expect(transfers.switchCarriage(coop.actor, id, digest)).rejects.toMatchObject({
      code: 'TRANSFERS.CONFLICTS_UNREAD',
    });
    await transfers.confirmRead(coop.actor, id, digest);
    await record(id, [month('2026-06-01', 'OX-06')]);
    await expect(transfers.switchCarriage(coop.actor, id, digest)).rejects.toMatchObject({
      code: 'TRANSFERS.CHANGED_MEANWHILE',
    });
    const chosen = await transfers.choose(coop.actor, id, {
      contracts: [contract],
      movesOn: localDate('2026-07-01'),
      fromVersion: 1,
    });
    expect([chosen.version, chosen.nextStep]).toEqual([2, 'conflicts']);
    await expect(
      transfers.choose(coop.actor, id, { contracts: [contract], movesOn: JUNE, fromVersion: 1 }),
    ).rejects.toMatchObject({ code: 'TRANSFERS.CHANGED_MEANWHILE' });
  });

  it('goes back to the CAE while the cooperative has billed nothing, and not after, with the invoice named', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    await readAndSwitch(id);
    const undone = await transfers.undo(coop.actor, id, 'le client préfère attendre');
    expect(undone.state).toBe('undone');
    const { carriage } = await coop.contracts.readContract(contract);
    expect(carriage.map(({ issuer }) => issuer)).toEqual([cae]);
    await expect(transfers.close(coop.actor, id)).rejects.toMatchObject({ code: 'TRANSFERS.OVER' });
    const second = await open();
    await readAndSwitch(second.id);
    coop.clock.set(localDate('2026-06-02'));
    await coop.bill('2026-06-02', { release: true });
    await expect(transfers.undo(coop.actor, second.id, 'retour')).rejects.toMatchObject({
      code: 'TRANSFERS.BILLED_SINCE',
      facts: { number: 'COOP-2026-00001' },
    });
    const [{ id: invoice }] = (await coop.database.unitOfWork.read<{ id: number }>(
      `SELECT id FROM billing.invoice WHERE number = 'COOP-2026-00001'`,
    )) as [{ id: number }];
    await coop.billing.creditInvoice(
      { invoiceId: invoice, scopes: [{ kind: 'whole' }], reason: 'retour' },
      'essai',
    );
    expect((await transfers.undo(coop.actor, second.id, 'retour')).state).toBe('undone');
  });

  it('goes back once all that the cooperative billed is credited, and the CAE bills those days', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    await readAndSwitch(id);
    coop.clock.set(localDate('2026-06-02'));
    await coop.bill('2026-06-02', { release: true });
    const [{ invoiceId }] = (await coop.database.unitOfWork.read(
      'SELECT invoice_id AS "invoiceId" FROM billing.charge WHERE issuer_id = $1',
      [coop.coop.id],
    )) as [{ invoiceId: number }];
    const scopes = [{ kind: 'whole' as const }];
    await coop.billing.creditInvoice({ invoiceId, scopes, reason: 'Rapatriement reporté' }, 'essai');
    const undone = await transfers.undo(coop.actor, id, 'Le client attend juillet');
    expect(undone.state).toBe('undone');
    const again = await open(localDate('2026-07-01'));
    await record(again.id, [month('2026-06-01', 'OX-06')]);
    expect(await covered(cae)).toEqual([['2026-01-01', '2026-07-01']]);
  });

  it('undone takes back the days that it excused, switched or given up, and leaves what others excused', async () => {
    const excuses = () =>
      coop.database.unitOfWork.read<{ from: string; lifted: string | null }>(
        'SELECT lower(period)::text AS "from", lifted_by AS lifted FROM billing.excuse ORDER BY lower(period)',
      );
    await coop.billing.excuseDays(
      {
        lineId: line,
        period: { from: localDate('2026-01-01'), to: localDate('2026-02-01') },
        reason: 'mois offert',
      },
      'Mme Riou',
    );
    const excuse = async (dossier: number) => {
      const [drawn] = (await transfers.picture(dossier)).lines;
      for (const { code, period } of drawn!.conflicts)
        await transfers.decide(coop.actor, dossier, {
          ...{ line, period, choice: 'excused' as const, statement: 'geste commercial' },
          code,
        });
    };
    const first = await open();
    await excuse(first.id);
    expect(await excuses()).toEqual([
      { from: '2026-01-01', lifted: null },
      { from: '2026-02-01', lifted: null },
    ]);
    const givenUp = await transfers.undo(coop.actor, first.id, 'le client préfère attendre');
    expect(givenUp.events.at(-1)).toMatchObject({ kind: 'undone', facts: { excusesLifted: 1 } });
    expect(await excuses()).toEqual([
      { from: '2026-01-01', lifted: null },
      { from: '2026-02-01', lifted: coop.actor.name },
    ]);
    const second = await open();
    await excuse(second.id);
    await readAndSwitch(second.id);
    await transfers.undo(coop.actor, second.id, 'retour');
    expect((await excuses()).map(({ lifted }) => lifted)).toEqual([null, coop.actor.name, coop.actor.name]);
    // Due again, and carried by the CAE: nobody is known to bill them.
    const third = await open();
    expect(await conflicts(third.id)).toEqual([['FORMER_INVOICE_UNKNOWN', '2026-02-01', '2026-06-01']]);
  });

  it('undone by two people at once is undone once, and while a run bills it is undone or billed, never both', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    await readAndSwitch(id);
    coop.clock.set(localDate('2026-06-02'));
    const [undone, billed] = await Promise.allSettled([
      transfers.undo(coop.actor, id, 'retour'),
      coop.bill('2026-06-02', { release: true }),
    ]);
    const byCoop = await covered(coop.coop.id);
    expect([undone.status === 'fulfilled', byCoop.length]).toEqual(
      byCoop.length === 0 ? [true, 0] : [false, 1],
    );
    expect(billed.status).toBe('fulfilled');
  });

  it('backdated over days that the CAE billed asks for its credit, and bills nothing twice', async () => {
    const { id } = await open(localDate('2026-04-16'));
    await record(id, fiveMonths());
    // April is cut: 15 days stay with the CAE, 15 days and May wait for its credit note.
    expect(await conflicts(id)).toEqual([
      ['PERIOD_CUT', '2026-04-01', '2026-05-01'],
      ['FORMER_BILLED_AHEAD', '2026-04-16', '2026-05-01'],
      ['FORMER_BILLED_AHEAD', '2026-05-01', '2026-06-01'],
    ]);
    const preview = await transfers.previewSwitch(coop.actor, id);
    // 15 of 30 days of April at 3,100.00 are 1,550.00, and May is 3,100.00.
    expect(preview.waitingCents).toBe(155_000 + 310_000);
    expect(preview.forecast.newCreditCents).toBe(155_000 + 310_000);
    await readAndSwitch(id);
    await coop.bill('2026-05-18', { release: true });
    expect(await covered(coop.coop.id)).toEqual([]);
    const note = (number: string, days: string, net: string, of: string) =>
      `${number};19/05/2026;${client.name};Avoir;${days};${net};${of}`;
    await record(id, [
      note('OX-A1', '16/04/2026;30/04/2026', '-1550,00', 'OX-04'),
      note('OX-A2', '01/05/2026;31/05/2026', '-3100,00', 'OX-05'),
    ]);
    await coop.bill('2026-05-18', { release: true });
    expect(await covered(cae)).toEqual([['2026-01-01', '2026-04-16']]);
    expect(await covered(coop.coop.id)).toEqual([['2026-04-16', '2026-06-01']]);
    expect(await coop.billing.drift({ asOf: localDate('2026-05-18') })).toEqual([]);
  });

  it('move all together or not at all', async () => {
    const other = await coop.subscription('2026-01-01', {}, { issuer: cae });
    const own = await coop.subscription('2026-01-01', {});
    await expect(open(JUNE, [contract, own.contract])).rejects.toMatchObject({
      code: 'TRANSFERS.CARRIED_BY_SEVERAL',
    });
    const { id } = await open(JUNE, [contract, other.contract]);
    await expect(open(JUNE, [other.contract])).rejects.toMatchObject({
      code: 'TRANSFERS.CONTRACT_IN_ANOTHER',
    });
    await expect(open(JUNE, [])).rejects.toMatchObject({ code: 'TRANSFERS.NO_CONTRACT' });
    const period = { from: localDate('2026-01-01'), to: JUNE };
    for (const each of [line, other.id])
      await transfers.decide(coop.actor, id, {
        line: each,
        code: 'FORMER_INVOICE_UNKNOWN',
        period,
        choice: 'formerBills',
        statement: 'la CAE enverra ses factures',
      });
    await transfers.confirmRead(coop.actor, id, (await transfers.picture(id)).digest);
    const { digest } = await transfers.picture(id);
    const { carriageRevision } = await coop.contracts.readContract(other.contract);
    await coop.contracts.moveCarriage(coop.actor, {
      contract: other.contract,
      to: coop.cae.id,
      from: JUNE,
      fromRevision: carriageRevision,
    });
    await expect(transfers.switchCarriage(coop.actor, id, digest)).rejects.toMatchObject({
      code: 'TRANSFERS.CHANGED_MEANWHILE',
    });
    await transfers.confirmRead(coop.actor, id, (await transfers.picture(id)).digest);
    const renewed = await transfers.picture(id);
    await expect(transfers.switchCarriage(coop.actor, id, renewed.digest)).rejects.toMatchObject({
      code: 'TRANSFERS.CARRIED_BY_SEVERAL',
    });
    const { carriage } = await coop.contracts.readContract(contract);
    expect(carriage.map(({ issuer }) => issuer)).toEqual([cae]);
  });

  it('an imported document is recorded once: again it changes nothing, and with other content it is refused', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    const again = await record(id, [...fiveMonths(), month('2026-06-01', 'OX-06')]);
    expect([again.unchanged.length, again.recorded.map(({ number }) => number)]).toEqual([5, ['OX-06']]);
    await expect(record(id, [month('2026-05-01', 'OX-05', '99,00')])).rejects.toMatchObject({
      code: 'TRANSFERS.LINES_REFUSED',
      sentence: { fr: expect.stringMatching(/OX-05 : .*facture de 3\s100,00\s€ HT.*facture de 99,00\s€ HT/) },
    });
    const refusals = (await imports.readings(id)).map(({ documents }) =>
      documents.map(({ refusal }) => refusal?.fr ?? null),
    );
    expect(refusals[0]).toEqual([expect.stringMatching(/déjà repris.*3\s100,00.*99,00.*n’a pas changé/)]);
    expect(
      refusals
        .slice(1)
        .flat()
        .every((refusal) => refusal === null),
    ).toBe(true);
    const moved = month('2026-05-01', 'OX-05').replace('01/05/2026', '02/05/2026');
    await expect(record(id, [moved])).rejects.toMatchObject({
      sentence: { fr: expect.stringContaining('une autre date') },
    });
    const bad = record(id, [month('2026-07-01', 'OX-07'), 'OX-08;;x;y;;;pas un montant;']);
    await expect(bad).rejects.toMatchObject({
      code: 'TRANSFERS.LINES_REFUSED',
      sentence: { fr: expect.stringContaining('ligne 3') },
    });
    expect(await covered(cae)).toEqual([['2026-01-01', '2026-07-01']]);
  });

  it('incident 16: a file recorded by two people at once, and a switch ordered twice, are done once', async () => {
    const { id } = await open();
    const both = await Promise.allSettled([record(id, fiveMonths()), record(id, fiveMonths())]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const count = await coop.database.unitOfWork.read<{ n: number }>(
      'SELECT count(*) AS n FROM billing.invoice WHERE issuer_id = $1',
      [cae],
    );
    expect(count).toEqual([{ n: 5 }]);
    await transfers.confirmRead(coop.actor, id, (await transfers.picture(id)).digest);
    const { digest } = await transfers.picture(id);
    const switches = await Promise.allSettled(
      [1, 2].map(() => transfers.switchCarriage(coop.actor, id, digest)),
    );
    expect(switches.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await coop.contracts.readContract(contract)).carriageRevision).toBe(2);
  });

  it('is carried to the end by one issuer, or the dossier does not open', async () => {
    const { carriageRevision } = await coop.contracts.readContract(contract);
    await coop.contracts.moveCarriage(coop.actor, {
      contract,
      to: coop.cae.id,
      from: localDate('2026-09-01'),
      fromRevision: carriageRevision,
    });
    await expect(open()).rejects.toMatchObject({ code: 'TRANSFERS.CARRIED_BY_SEVERAL' });
    const away = transfers.open(coop.actor, {
      contracts: [contract],
      to: cae,
      movesOn: localDate('2026-09-01'),
    });
    await expect(away).rejects.toMatchObject({ code: 'TRANSFERS.ISSUER_OUTSIDE' });
  });

  it('what was written is not rewritten, and a choice does not change after the switch, whoever writes', async () => {
    const { id } = await open();
    await record(id, fiveMonths());
    await readAndSwitch(id);
    const sql = (text: string) => coop.database.unitOfWork.run((tx) => tx.query(text));
    const refused = (constraint: string) => ({ driverError: { constraint } });
    await expect(sql('UPDATE transfers.dossier SET moves_on = moves_on + 1')).rejects.toMatchObject(
      refused('chosen_before_the_switch'),
    );
    await expect(sql('DELETE FROM transfers.dossier_contract')).rejects.toMatchObject(
      refused('chosen_before_the_switch'),
    );
    for (const table of ['dossier_event', 'note', 'decision', 'reading', 'recorded_document'])
      await expect(sql(`DELETE FROM transfers.${table}`)).rejects.toThrow(/append-only|permission denied/);
    const event = (kind: string) =>
      sql(
        `INSERT INTO transfers.dossier_event (dossier_id, kind, made_by, made_at) VALUES (${id}, '${kind}', 'x', now())`,
      );
    await expect(event('switched')).rejects.toMatchObject(refused('dossier_event_once'));
    coop.clock.set(localDate('2026-06-02'));
    await coop.bill('2026-06-02', { release: true });
    await expect(event('undone')).rejects.toMatchObject(refused('undone_before_billing'));
  });

  it('tells in words what the database refuses of a text, rule by rule', async () => {
    const rules = await coop.database.unitOfWork.read<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
       WHERE n.nspname = 'transfers' AND contype = 'c' AND pg_get_constraintdef(c.oid) LIKE '%btrim%' ORDER BY 1`,
    );
    const said = rules.map(({ name }) => [
      name,
      (
        explainTransferRefusal(
          Object.assign(new Error(), { code: '23514', constraint: name }),
          'RA-1',
        ) as DomainError
      ).code,
    ]);
    expect(said).toEqual(
      ['decision_statement', 'dossier_title', 'draft_body', 'draft_title', 'note_text', 'step_person'].map(
        (name) => [name, 'TRANSFERS.FIELD'],
      ),
    );
  });

  it('reads a file off the path of requests: one that was made to be slow keeps nobody waiting', async () => {
    const { id } = await open();
    const empty = Buffer.from(`<CrossIndustryInvoice>${'<a/>'.repeat(1_000_000)}</CrossIndustryInvoice>`);
    const long = Buffer.from(
      [HEADER, ...Array.from({ length: 2_001 }, (_, at) => month('2026-01-01', `OX-${at}`))].join('\n'),
    );
    for (const [name, bytes, code] of [
      ['a.xml', empty, 'DOCUMENTS.FACTUR_X_UNREADABLE'],
      ['a.csv', long, 'TRANSFERS.FILE_UNREADABLE'],
    ] as const) {
      let answered = 0;
      const others = setInterval(() => (answered += 1), 1);
      await expect(imports.readFile(coop.actor, id, { name, bytes })).rejects.toMatchObject({ code });
      clearInterval(others);
      expect(answered).toBeGreaterThan(10);
    }
    expect(await imports.readings(id)).toEqual([]);
  });

  it('takes the days that the CAE billed from its Factur-X, and refuses the invoice of another seller', async () => {
    const { id } = await open();
    const sample = sampleDocuments().find(({ document }) => document.type === 'invoice')!.document;
    const [of] = sample.lines;
    const content = {
      ...sample,
      number: 'OX-2026-05',
      issuedOn: localDate('2026-05-04'),
      seller: { ...sample.seller, name: 'CAE de l’Ouest', siren: sirenOf(78111222) },
      buyer: { ...sample.buyer, name: client.name, siren: client.siren },
      lines: [
        {
          ...of!,
          label: 'Hébergement & suivi',
          period: { from: localDate('2026-05-01'), to: JUNE },
          quantity: '1',
          unitPrice: '3100',
          netCents: 310_000,
          vatCategory: 'S' as const,
          vatRateBasisPoints: 2000,
        },
      ],
      vat: [
        {
          ...sample.vat[0]!,
          category: 'S' as const,
          rateBasisPoints: 2000,
          netCents: 310_000,
          vatCents: 62_000,
        },
      ],
      netCents: 310_000,
      vatCents: 62_000,
      grossCents: 372_000,
      dueCents: 372_000,
    };
    const file = (document: typeof content) => ({ name: 'ox.xml', bytes: Buffer.from(writeCii(document)) });
    const reading = await imports.readFile(coop.actor, id, file(content));
    const [document] = reading.documents;
    expect([document!.number, document!.lines[0]!.label, document!.matches[0]!.contractLine]).toEqual([
      'OX-2026-05',
      expect.stringContaining('Hébergement & suivi'),
      line,
    ]);
    expect(document!.matches[0]!.certainty).toBe('sure');
    await imports.record(coop.actor, id, reading.id, [
      { document: 'OX-2026-05', line: 0, contractLine: line, period: null },
    ]);
    expect(await covered(cae)).toEqual([['2026-05-01', '2026-06-01']]);
    const other = { ...content, seller: { ...content.seller, siren: sirenOf(78999888) } };
    await expect(imports.readFile(coop.actor, id, file(other))).rejects.toMatchObject({
      code: 'TRANSFERS.FILE_UNREADABLE',
    });
  });
});
