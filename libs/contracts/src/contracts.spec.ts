import pg from 'pg';
import { systemActor } from '#identity';
import { addDays, ClockSetTo, DomainError, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { Contracts, type ContractRecord, NO_END } from './index.js';

const day = localDate;
const address = { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' };
const actor = systemActor('essai');

let db: TestDatabase;
let contracts: Contracts;
let cooperative: number;
let cae: number;
let client: number;

const refusal = (act: Promise<unknown>): Promise<DomainError> =>
  act.then(
    () => Promise.reject(new Error('it was accepted')),
    (error) => error as DomainError,
  );

beforeAll(async () => {
  db = await createTestDatabase();
  contracts = new Contracts(db.unitOfWork, new ClockSetTo(day('2026-11-22')));
  const issuer = { siren: '552100554', address };
  cooperative = (await contracts.createIssuer(actor, { ...issuer, code: 'SCIC', name: 'La Fabrique' })).id;
  cae = (await contracts.createIssuer(actor, { ...issuer, code: 'CAE', name: 'Ouvre-Boîtes', outside: true }))
    .id;
  client = (
    await contracts.createClient(actor, {
      code: 'MAIRIE',
      name: 'Mairie de Rennes',
      vatStatus: 'nonTaxable',
      address,
    })
  ).id;
});

afterAll(() => db.drop());

const contractOf = (code: string, of = client): Promise<ContractRecord> =>
  contracts.createContract(actor, {
    client: of,
    title: code,
    code,
    carriedBy: cooperative,
    from: day('2026-01-01'),
  });

/** A subscription at 120.00 a month from 1 January 2026, without end. */
const subscription = async (service: string) => {
  const { id } = await contractOf(`C-${service}`);
  return contracts.addLine(actor, {
    contract: id,
    kind: 'subscription',
    service,
    label: `Abonnement ${service}`,
    terms: [{ period: { from: day('2026-01-01') }, unitPrice: '120.00' }],
  });
};

async function asOwner(sql: string): Promise<pg.DatabaseError | null> {
  const owner = new pg.Client({ connectionString: db.url });
  await owner.connect();
  try {
    await owner.query(sql);
    return null;
  } catch (error) {
    return error as pg.DatabaseError;
  } finally {
    await owner.end();
  }
}

describe('lines and amendments', () => {
  it('a line keeps its identity and every earlier revision', async () => {
    const line = await subscription('hosting');
    const terms = [
      {
        period: { from: '2026-01-01', to: NO_END },
        months: 1,
        billing: 'advance',
        unitPrice: '120',
        quantity: '1',
        vatCategory: 'S',
        vatRateBasisPoints: 2000,
        billable: true,
      },
    ];
    expect(line).toMatchObject({ revision: 1, terms });
    const amended = await contracts.amendLine(actor, {
      line: line.id,
      fromRevision: 1,
      change: { from: day('2026-06-01'), conditions: { unitPrice: '150.5' } },
      reason: 'indexation',
    });
    expect(amended.terms.map((term) => [term.period.from, term.unitPrice])).toEqual([
      ['2026-01-01', '120'],
      ['2026-06-01', '150.5'],
    ]);
    expect(await contracts.readLine(line.id)).toEqual(amended);
    expect((await contracts.readLine(line.id, 1)).terms).toEqual(line.terms);
    expect(
      (await contracts.readAmendments(line.id)).map((each) => [
        each.revision,
        each.kind,
        each.madeBy,
        each.reason,
      ]),
    ).toEqual([
      [1, 'creation', 'essai', null],
      [2, 'change', 'essai', 'indexation'],
    ]);
  });

  it('paused and resumed ten times, a line says again what it said', async () => {
    const line = await subscription('backup');
    let revision = 1;
    for (let i = 0; i < 10; i += 1) {
      const from = addDays(day('2026-02-03'), i * 17);
      ({ revision } = await contracts.pauseLine(actor, {
        line: line.id,
        fromRevision: revision,
        period: { from },
      }));
      ({ revision } = await contracts.resumeLine(actor, { line: line.id, fromRevision: revision, from }));
    }
    expect(await contracts.readLine(line.id)).toEqual({ ...line, revision: 21 });
  });

  it('of two amendments from one revision, at once, exactly one is kept', async () => {
    const line = await subscription('race');
    const attempts = await Promise.allSettled(
      ['130', '140', '150', '160', '170'].map((unitPrice) =>
        contracts.amendLine(actor, {
          line: line.id,
          fromRevision: 1,
          change: { from: day('2026-07-01'), conditions: { unitPrice } },
        }),
      ),
    );
    const refused = attempts.filter((each) => each.status === 'rejected');
    expect(attempts.length - refused.length).toBe(1);
    for (const { reason } of refused) expect(reason.code).toBe('CONTRACTS.AMENDED_MEANWHILE');
    expect((await contracts.readLine(line.id)).revision).toBe(2);
    expect(await contracts.readAmendments(line.id)).toHaveLength(2);
  });

  it('the key of amendments alone refuses a second one from the same revision', async () => {
    const line = await subscription('key');
    const refused = await asOwner(
      `INSERT INTO contracts.amendment (line_id, revision, kind, effective_on, made_by) VALUES (${line.id}, 1, 'change', '2026-01-01', 'psql')`,
    );
    expect(refused?.constraint).toBe('amendment_one_per_revision');
  });

  it('an amendment that changes nothing, and one of no line, are refused', async () => {
    const line = await subscription('idle');
    const same = {
      line: line.id,
      fromRevision: 1,
      change: { from: day('2026-07-01'), conditions: { unitPrice: '120.0' } },
    };
    expect((await refusal(contracts.amendLine(actor, same))).code).toBe('CONTRACTS.NOTHING_CHANGES');
    expect((await refusal(contracts.amendLine(actor, { ...same, line: 999_999 }))).code).toBe(
      'CONTRACTS.NOT_FOUND',
    );
    expect((await contracts.readLine(line.id)).revision).toBe(1);
  });

  it('a cancellation on the 10th leaves the line its first nine days of July', async () => {
    const line = await subscription('ending');
    const ended = await contracts.cancelLine(actor, {
      line: line.id,
      fromRevision: 1,
      onDay: day('2026-07-10'),
    });
    expect(ended.terms.map((term) => term.period)).toEqual([{ from: '2026-01-01', to: '2026-07-10' }]);
    const longer = await contracts.amendLine(actor, {
      line: line.id,
      fromRevision: 2,
      change: { from: day('2026-07-10'), prolongTo: null },
    });
    expect(longer.terms).toEqual(line.terms);
  });

  it('a change of cadence counts its billing periods from its own day', async () => {
    const line = await subscription('cadence');
    const change = { from: day('2026-05-15'), conditions: { months: 3 } };
    const { terms } = await contracts.amendLine(actor, { line: line.id, fromRevision: 1, change });
    expect(terms.map((term) => [term.months, term.anchor])).toEqual([
      [1, '2026-01-01'],
      [3, '2026-05-15'],
    ]);
  });

  it('worked time is owed once, at the rate of its days, and corrected on the same days', async () => {
    const { id } = await contractOf('C-time');
    const line = await contracts.addLine(actor, {
      contract: id,
      kind: 'time',
      service: 'support',
      label: 'Assistance',
      terms: [{ period: { from: day('2026-01-01') }, unitPrice: '80' }],
    });
    expect(line).toMatchObject({ unit: 'HUR', terms: [{ billable: false, quantity: '0', unitPrice: '80' }] });
    const march = { from: day('2026-03-01'), to: day('2026-04-01') };
    const recorded = await contracts.recordWorkedTime(actor, {
      line: line.id,
      period: march,
      quantity: '7.5',
    });
    expect(recorded.terms[1]).toMatchObject({
      period: march,
      months: 0,
      quantity: '7.5',
      unitPrice: '80',
      billing: 'arrears',
      billable: true,
    });
    expect(
      (await contracts.recordWorkedTime(actor, { line: line.id, period: march, quantity: '7.50' })).revision,
    ).toBe(2);
    const other = { from: day('2026-03-20'), to: day('2026-04-02') };
    expect(
      (await refusal(contracts.recordWorkedTime(actor, { line: line.id, period: other, quantity: '1' })))
        .code,
    ).toBe('CONTRACTS.WORKED_TIME_OVERLAPS');
    expect(
      (await refusal(contracts.pauseLine(actor, { line: line.id, fromRevision: 2, period: march }))).code,
    ).toBe('CONTRACTS.TIME_LINE_NOT_PAUSED');
    expect(
      (await contracts.recordWorkedTime(actor, { line: line.id, period: march, quantity: '0' })).terms,
    ).toEqual(line.terms);
  });

  it('a deposit is one day and names the line it prepays; a one-off item is owed once', async () => {
    const { id } = await contractOf('C-works');
    const works = {
      contract: id,
      kind: 'oneOff',
      service: 'site',
      label: 'Site',
      terms: [{ period: { from: day('2026-03-01'), to: day('2026-06-01') }, unitPrice: '9000' }],
    } as const;
    const line = await contracts.addLine(actor, works);
    expect(line.terms).toMatchObject([{ months: 0, anchor: '2026-03-01' }]);
    const deposit = {
      ...works,
      kind: 'deposit',
      terms: [{ period: { from: day('2026-02-01') }, unitPrice: '2700' }],
    } as const;
    expect((await refusal(contracts.addLine(actor, deposit))).facts['field']).toBe('depositOf');
    expect(await contracts.addLine(actor, { ...deposit, depositOf: line.id })).toMatchObject({
      depositOf: line.id,
      terms: [{ period: { from: '2026-02-01', to: '2026-02-02' } }],
    });
    const twoDays = { ...deposit, depositOf: line.id, terms: works.terms };
    expect((await refusal(contracts.addLine(actor, twoDays))).code).toBe('CONTRACTS.TERMS_OF_ANOTHER_KIND');
    expect(
      (
        await refusal(
          contracts.addLine(actor, {
            ...works,
            kind: 'subscription',
            terms: [{ ...works.terms[0], months: 0 }],
          }),
        )
      ).code,
    ).toBe('CONTRACTS.TERMS_OF_ANOTHER_KIND');
  });

  it('days that nobody carries are refused: they would never be billed', async () => {
    const { id } = await contractOf('C-early');
    const early = {
      contract: id,
      kind: 'subscription',
      service: 'early',
      label: 'x',
      terms: [{ period: { from: day('2025-12-01') }, unitPrice: '1' }],
    } as const;
    const refused = await refusal(contracts.addLine(actor, early));
    expect([refused.code, refused.facts]).toEqual([
      'CONTRACTS.LINE_NOT_CARRIED',
      { from: '2025-12-01', to: '2026-01-01' },
    ]);
  });
});

describe('twins', () => {
  it('a second line of one client for one service on the same days names the first, under whatever contract and case', async () => {
    const first = await subscription('mail');
    const { id } = await contractOf('C-mail-again');
    const twin = {
      contract: id,
      kind: 'subscription',
      service: 'MAIL',
      label: 'x',
      terms: [{ period: { from: day('2027-01-01') }, unitPrice: '1' }],
    } as const;
    const refused = await refusal(contracts.addLine(actor, twin));
    expect(refused.code).toBe('CONTRACTS.TWIN_LINE');
    expect(refused.facts).toMatchObject({ line: first.code, contract: 'C-mail', service: 'mail' });
    expect((await contracts.readContract(id)).lines).toEqual([]);
    await contracts.cancelLine(actor, { line: first.id, fromRevision: 1, onDay: day('2027-01-01') });
    expect(await contracts.addLine(actor, twin)).toMatchObject({ revision: 1 });
    const back = contracts.amendLine(actor, {
      line: first.id,
      fromRevision: 2,
      change: { from: day('2027-01-01'), prolongTo: null },
    });
    expect((await refusal(back)).code).toBe('CONTRACTS.TWIN_LINE');
  });

  it('two lines for one service are fine on other days, for another client, and for one-off items', async () => {
    const { id } = await contractOf('C-seasons');
    const season = (from: string, to: string) =>
      contracts.addLine(actor, {
        contract: id,
        kind: 'subscription',
        service: 'season',
        label: from,
        terms: [{ period: { from: day(from), to: day(to) }, unitPrice: '1' }],
      });
    await season('2026-01-01', '2026-04-01');
    expect(await season('2026-04-01', '2026-07-01')).toMatchObject({ revision: 1 });
    const other = await contracts.createClient(actor, { name: 'Autre', vatStatus: 'consumer' });
    const theirs = await contractOf('C-other', other.id);
    const line = {
      contract: theirs.id,
      service: 'season',
      label: 'x',
      terms: [{ period: { from: day('2026-01-01') }, unitPrice: '1' }],
    };
    expect(await contracts.addLine(actor, { ...line, kind: 'subscription' })).toMatchObject({ revision: 1 });
    expect(await contracts.addLine(actor, { ...line, kind: 'oneOff' })).toMatchObject({ revision: 1 });
  });
});

describe('carriage', () => {
  it('is moved by revision; of two moves from one revision the second is refused', async () => {
    const { id } = await contracts.createContract(actor, {
      client,
      title: 'Infogérance',
      carriedBy: cae,
      from: day('2024-01-01'),
    });
    const move = { contract: id, to: cooperative, from: day('2026-06-01'), fromRevision: 1 };
    const moves = await Promise.allSettled([
      contracts.moveCarriage(actor, move),
      contracts.moveCarriage(actor, move),
    ]);
    expect(moves.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = moves.find((each) => each.status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason.code).toBe('CONTRACTS.CARRIAGE_MOVED_MEANWHILE');
    expect((await contracts.readContract(id)).carriage).toEqual([
      { issuer: cae, period: { from: '2024-01-01', to: '2026-06-01' } },
      { issuer: cooperative, period: { from: '2026-06-01', to: NO_END } },
    ]);
    expect((await contracts.readContract(id, 1)).carriage).toHaveLength(1);
    expect((await contracts.listContracts({ issuer: cae, search: 'Infogérance' })).total).toBe(1);
  });
});

describe('several verbs in one transaction', () => {
  it('are kept or undone together', async () => {
    const undone = db.unitOfWork.run(async (tx) => {
      const made = await contracts.createClient(
        actor,
        { code: 'UNDONE', name: 'X', vatStatus: 'consumer' },
        tx,
      );
      await contracts.createContract(
        actor,
        { client: made.id, title: 'X', carriedBy: cooperative, from: day('2026-01-01') },
        tx,
      );
      await contracts.createClient(actor, { code: 'UNDONE', name: 'Y', vatStatus: 'consumer' }, tx);
    });
    expect((await refusal(undone)).code).toBe('CONTRACTS.CODE_TAKEN');
    expect((await refusal(contracts.readClient('UNDONE'))).code).toBe('CONTRACTS.NOT_FOUND');
  });

  it('leave a trace of who did what', async () => {
    const line = await subscription('traced');
    const rows = await db.unitOfWork.read<{ action: string; actor_name: string }>(
      `SELECT action, actor_name FROM identity.audit_event WHERE subject_kind = 'line' AND subject_id = $1`,
      [String(line.id)],
    );
    expect(rows).toEqual([{ action: 'contracts.line.create', actor_name: 'essai' }]);
  });
});

describe('what the database refuses, whoever writes', () => {
  it('a day with two prices or two carriers, even from the owner', async () => {
    const line = await subscription('owner');
    const overlapping = await asOwner(
      `INSERT INTO contracts.term (line_id, revision, period, months, billing, anchor, quantity, unit_price, vat_category, vat_rate_bp)
       VALUES (${line.id}, 1, '[2026-03-01,2026-03-02)', 1, 'advance', '2026-01-01', 1, 1, 'S', 2000)`,
    );
    expect(overlapping?.constraint).toBe('term_one_price_a_day');
    const carrier = await asOwner(
      `INSERT INTO contracts.carriage VALUES (${line.contract}, 1, ${cae}, '[2026-03-01,2026-03-02)')`,
    );
    expect(carrier?.constraint).toBe('carriage_one_carrier_a_day');
  });

  it('rewriting what was agreed, even from the owner', async () => {
    for (const table of ['term', 'amendment', 'carriage']) {
      for (const sql of [
        `UPDATE contracts.${table} SET revision = revision`,
        `DELETE FROM contracts.${table}`,
        `TRUNCATE contracts.${table} CASCADE`,
      ]) {
        expect((await asOwner(sql))?.constraint).toBe('agreed_facts_append_only');
      }
    }
    expect((await asOwner('UPDATE contracts.contract_line SET revision = revision + 2'))?.constraint).toBe(
      'line_revision_moves_by_one',
    );
  });

  it('the application: it writes no live days, and deletes nothing', async () => {
    for (const sql of [
      'DELETE FROM contracts.live_days',
      `INSERT INTO contracts.live_days VALUES (1, 1, 'x', '[2026-01-01,)')`,
      'DELETE FROM contracts.client',
      'UPDATE contracts.term SET unit_price = 0',
      `UPDATE contracts.source_key SET key = 'x'`,
      'TRUNCATE contracts.client CASCADE',
    ]) {
      await expect(db.unitOfWork.read(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
  });
});
