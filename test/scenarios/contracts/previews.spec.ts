import { Office } from '../invoicing/office.js';

describe('what a change of contract would bill, before it is made', () => {
  let office: Office;
  const preview = async (path: string, payload: object, status = 200) =>
    (await office.administrator.post(`/api/${path}`).send(payload).expect(status)).body;

  const newContract = (client: number, from: string, service = 'hébergement') => ({
    client,
    title: 'Infogérance',
    carriedBy: office.issuer.id,
    from,
    lines: [
      {
        kind: 'subscription',
        service,
        label: service,
        terms: [{ period: { from }, unitPrice: '100' }],
      },
    ],
  });

  beforeAll(async () => {
    office = await Office.open({ today: '2026-11-22' });
  });
  afterAll(() => office.close());

  it('a price from the 16th of a billed month on: the invoice to credit, the pieces before and after', async () => {
    const line = await office.subscription('2026-11-01');
    await office.bill();
    const amendment = {
      kind: 'change',
      fromRevision: 1,
      from: '2026-11-16',
      conditions: { unitPrice: '120' },
      reason: 'indexation',
    };
    const { line: become, forecast } = await preview(
      `contract-lines/${line.id}/amendments/preview?months=2`,
      amendment,
    );
    expect(become).toMatchObject({ id: line.id, revision: 2, terms: [{}, { unitPrice: '120' }] });
    expect(forecast).toMatchObject({
      until: '2027-01-22',
      newCredit: '50.00',
      rebilled: '60.00',
      netBefore: '200.00',
      netAfter: '250.00',
      controls: [],
      issuers: [{ code: 'SCIC', outside: false }],
    });
    const pieces = (of: 'before' | 'after') =>
      forecast[of].pieces.map((piece: Record<string, any>) => [
        piece.billableOn,
        piece.period.from,
        piece.net,
        piece.afterCredit,
      ]);
    expect(pieces('before')).toEqual([
      ['2026-12-01', '2026-12-01', '100.00', false],
      ['2027-01-01', '2027-01-01', '100.00', false],
    ]);
    expect(pieces('after')).toEqual([
      ['2026-11-22', '2026-11-16', '60.00', true],
      ['2026-12-01', '2026-12-01', '120.00', false],
      ['2027-01-01', '2027-01-01', '120.00', false],
    ]);
    expect(forecast.after.toCredit).toMatchObject([
      {
        invoice: { number: 'SCIC-2026-00001' },
        period: { from: '2026-11-16', to: '2026-12-01' },
        net: '50.00',
      },
    ]);
    expect(forecast.sentence.fr).toContain('50,00');
    expect(forecast.sentence.en).toContain('€50.00 net to credit on invoice SCIC-2026-00001');
    // Nothing was kept, in the contract or in the audit trail.
    const { body } = await office.accountant.get(`/api/contract-lines/${line.id}`).expect(200);
    expect(body.revision).toBe(1);
    expect((await office.acts()).filter((act) => act === 'contracts.line.amend')).toEqual([]);
  });

  it('a preview is refused as the act itself: a stale revision, a missing field, a cancelled day of an item owed once', async () => {
    const line = await office.subscription('2026-12-01');
    const path = `contract-lines/${line.id}/amendments`;
    const acts: [object, number, string][] = [
      [
        { kind: 'change', fromRevision: 9, from: '2027-01-01', conditions: { unitPrice: '1' } },
        409,
        'CONTRACTS.AMENDED_MEANWHILE',
      ],
      [{ kind: 'change', fromRevision: 1 }, 400, 'API.INPUT_REFUSED'],
      [{ kind: 'resumption', fromRevision: 1, from: '2027-01-01' }, 409, 'CONTRACTS.NOTHING_CHANGES'],
      [
        { kind: 'usage', fromRevision: 1, period: { from: '2027-01-01', to: '2027-01-02' }, quantity: '1' },
        409,
        'CONTRACTS.NOT_A_TIME_LINE',
      ],
    ];
    for (const [payload, status, code] of acts) {
      const [told, made] = [
        await preview(`${path}/preview`, payload, status),
        await preview(path, payload, status),
      ];
      expect([told.code, made.code]).toEqual([code, code]);
      expect(told.detail).toBe(made.detail);
    }
  });

  it('a new contract with its lines tells its first twelve months, then is made, all or none', async () => {
    const client = await office.client({ address: null });
    const line = (service: string, term: object) => ({
      kind: 'subscription',
      service,
      label: service,
      terms: [{ period: { from: '2026-12-01' }, ...term }],
    });
    const contract = {
      client: client.id,
      title: 'Infogérance',
      carriedBy: office.issuer.id,
      from: '2026-12-01',
      lines: [
        line('hébergement', { unitPrice: '100' }),
        line('sauvegarde', { unitPrice: '300', months: 12 }),
      ],
    };
    const told = await preview('contracts/preview', contract);
    expect(told.contract.lines).toHaveLength(2);
    // 12 × 100.00 + 300.00
    expect(told.forecast).toMatchObject({ until: '2027-12-01', before: null, netAfter: '1500.00' });
    expect(told.forecast.after.pieces).toHaveLength(13);
    expect(told.forecast.controls.map(({ code }: { code: string }) => code)).toEqual([
      'CLIENT_WITHOUT_ADDRESS',
    ]);
    expect((await office.accountant.get(`/api/contracts?client=${client.id}`)).body.total).toBe(0);

    const twin = { ...contract, lines: [...contract.lines, line('HÉBERGEMENT', { unitPrice: '1' })] };
    expect((await preview('contracts/preview', twin, 409)).code).toBe('CONTRACTS.TWIN_LINE');
    expect((await preview('contracts', twin, 409)).code).toBe('CONTRACTS.TWIN_LINE');
    expect((await office.accountant.get(`/api/contracts?client=${client.id}`)).body.total).toBe(0);

    const made = await preview('contracts', contract, 201);
    expect(made.lines.map(({ service }: { service: string }) => service)).toEqual([
      'hébergement',
      'sauvegarde',
    ]);
    const more = { ...line('support', { unitPrice: '50' }), contract: made.id };
    const one = await preview('contract-lines/preview?months=3', more);
    expect([one.forecast.netAfter, one.line.service]).toEqual(['150.00', 'support']);
  });

  it('another carrier: what the first billed beyond the day is to credit, and the second waits for it', async () => {
    const cae = await office.administrator
      .post('/api/issuers')
      .send({
        code: 'CAE',
        name: 'Les Entreprenants',
        siren: '552100554',
        address: { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' },
      })
      .expect(201);
    const line = await office.subscription('2026-11-01');
    await office.bill();
    const move = { to: cae.body.id, from: '2026-11-16', fromRevision: 1 };
    const told = await preview(`contracts/${line.contract}/carriages/preview`, move);
    expect(told.contract.carriage).toHaveLength(2);
    expect(told.forecast).toMatchObject({ newCredit: '50.00', rebilled: '50.00' });
    const stale = await preview(
      `contracts/${line.contract}/carriages/preview`,
      { ...move, fromRevision: 4 },
      409,
    );
    expect(stale.code).toBe('CONTRACTS.CARRIAGE_MOVED_MEANWHILE');
    expect((await office.accountant.get(`/api/contracts/${line.contract}`)).body.carriageRevision).toBe(1);
  });

  it('uses up no code: none is promised, and the next contract and line follow the last ones made', async () => {
    const client = await office.client();
    const { lines, ...bare } = newContract(client.id, '2026-12-01');
    const numberOf = ({ code }: { code: string }) => Number(code.slice(3));
    const before = await preview('contracts', { ...bare, lines: [] }, 201);
    const lineBefore = await preview('contract-lines', { ...lines[0], contract: before.id }, 201);
    const later = newContract(client.id, '2027-12-01', 'supervision');
    for (let times = 0; times < 2; times += 1) {
      const told = await preview('contracts/preview', later);
      expect([told.contract.code, told.contract.lines[0].code]).toEqual([null, null]);
      expect(told.forecast.after.pieces[0].line).toMatchObject({ code: null, label: 'supervision' });
      const one = await preview('contract-lines/preview', { ...later.lines[0], contract: before.id });
      expect(one.line.code).toBeNull();
    }
    const told = await preview('contracts/preview', { ...later, code: 'INFO-9' });
    expect(told.contract.code).toBe('INFO-9');
    const made = await preview('contracts', later, 201);
    expect(numberOf(made)).toBe(numberOf(before) + 1);
    expect(numberOf(made.lines[0])).toBe(numberOf(lineBefore) + 1);
  });

  it('days that no invoice can bear are refused, previewed or made: before 2000, after 2099', async () => {
    const client = await office.client();
    for (const from of ['1026-06-01', '1999-12-31', '2100-01-01', '9998-01-01']) {
      for (const path of ['contracts/preview', 'contracts']) {
        const refused = await preview(path, newContract(client.id, from), 400);
        expect(refused.code).toBe('API.INPUT_REFUSED');
        expect(JSON.stringify(refused)).toContain('entre 2000 et 2099');
      }
    }
    const line = await office.subscription('2026-12-01');
    for (const path of ['amendments/preview', 'amendments']) {
      const act = { kind: 'cancellation', fromRevision: 1, onDay: '2126-01-01' };
      const refused = await preview(`contract-lines/${line.id}/${path}`, act, 400);
      expect(refused.code).toBe('API.INPUT_REFUSED');
    }
    await preview('contracts/preview', newContract(client.id, '2000-01-01'));
  });

  it('what an outside issuer carries is billed by it, and counts for nothing here', async () => {
    const outside = await office.administrator
      .post('/api/issuers')
      .send({
        code: 'OX',
        name: 'Oxalis',
        outside: true,
        siren: '552100554',
        address: { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' },
      })
      .expect(201);
    const line = await office.subscription('2026-12-01');
    const move = { to: outside.body.id, from: '2027-02-01', fromRevision: 1 };
    const { forecast } = await preview(`contracts/${line.contract}/carriages/preview`, move);
    // December and January here, then twelve months by Oxalis.
    expect(forecast).toMatchObject({ netBefore: '1400.00', netAfter: '200.00' });
    expect(forecast.after.pieces).toHaveLength(2);
    expect(forecast.sentence.fr).toContain('Oxalis facture');
    expect(forecast.sentence.en).toContain('Oxalis bills');
  });

  it('those who may not amend may not preview either', async () => {
    const line = await office.subscription('2026-12-01');
    const payload = { kind: 'cancellation', fromRevision: 1, onDay: '2027-01-01' };
    for (const agent of [office.accountant, office.auditor]) {
      await agent.post(`/api/contract-lines/${line.id}/amendments/preview`).send(payload).expect(403);
      await agent.post('/api/contracts/preview').send({}).expect(403);
    }
  });
});

describe('lists of contracts and clients', () => {
  let office: Office;
  const read = async (path: string) => (await office.accountant.get(`/api/${path}`).expect(200)).body;
  const codes = (list: { items: { code: string }[] }) => list.items.map(({ code }) => code);

  beforeAll(async () => {
    office = await Office.open({ today: '2026-11-22' });
    const epicerie = await office.client({ code: 'EPI', name: 'Épicerie du Pont' });
    const zinc = await office.client({ code: 'ZINC', name: 'Le Zinc', siren: null, vatStatus: 'taxable' });
    await office.client({ code: 'SEUL', name: 'Sans contrat', vatStatus: 'consumer', siren: null });
    const contract = async (code: string, client: number, lines: object[]) =>
      office.administrator
        .post('/api/contracts')
        .send({
          client,
          code,
          title: `Contrat ${code}`,
          carriedBy: office.issuer.id,
          from: '2025-01-01',
          lines,
        })
        .expect(201);
    const line = (service: string, terms: object[], kind = 'subscription') => ({
      kind,
      service,
      label: service,
      terms,
    });
    await contract('A-RUNS', epicerie.id, [
      line('site', [{ period: { from: '2026-01-01' }, unitPrice: '120' }]),
      // 100.00 for three months are 33.33 a month.
      line('quart', [{ period: { from: '2026-01-01' }, months: 3, unitPrice: '100' }]),
    ]);
    const later = await contract('B-LATER', zinc.id, [
      line('site', [{ period: { from: '2026-12-01' }, unitPrice: '50' }]),
    ]);
    await office.administrator
      .post(`/api/contract-lines/${later.body.lines[0].id}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-12-01', conditions: { unitPrice: '60' } })
      .expect(201);
    await contract('C-TIME', zinc.id, [
      line('conseil', [{ period: { from: '2026-01-01' }, unitPrice: '80' }], 'time'),
    ]);
    await contract('D-ENDED', epicerie.id, [
      line('ancien', [{ period: { from: '2025-01-01', to: '2026-01-01' }, unitPrice: '10' }]),
    ]);
    await contract('E-EMPTY', zinc.id, []);
  });
  afterAll(() => office.close());

  it('a row says who carries it, its state, what it comes to and when it is next billed', async () => {
    const list = await read('contracts?sort=code');
    expect(list).toMatchObject({ total: 5, monthlyNet: '153.33' });
    expect(
      list.items.map((row: Record<string, any>) => [
        row.code,
        row.client.code,
        row.carrier.code,
        row.state,
        row.lines,
        row.kinds,
        row.monthlyNet,
        row.nextBillableOn,
      ]),
    ).toEqual([
      ['A-RUNS', 'EPI', 'SCIC', 'running', 2, ['subscription'], '153.33', '2026-11-22'],
      ['B-LATER', 'ZINC', 'SCIC', 'upcoming', 1, ['subscription'], '0.00', '2026-12-01'],
      ['C-TIME', 'ZINC', 'SCIC', 'running', 1, ['time'], '0.00', null],
      ['D-ENDED', 'EPI', 'SCIC', 'ended', 1, ['subscription'], '0.00', '2026-11-22'],
      ['E-EMPTY', 'ZINC', 'SCIC', 'empty', 0, [], '0.00', null],
    ]);
  });

  it('filters and sorts, with totals of all that was found on every page', async () => {
    expect(codes(await read('contracts?state=running'))).toEqual(['A-RUNS', 'C-TIME']);
    expect(codes(await read('contracts?kind=time'))).toEqual(['C-TIME']);
    expect(
      codes(await read(`contracts?carrier=${office.issuer.id}&sort=client&descending=true&size=2`)),
    ).toEqual(['B-LATER', 'C-TIME']);
    expect(codes(await read('contracts?sort=monthlyNet&descending=true&size=1'))).toEqual(['A-RUNS']);
    expect(await read('contracts?search=épicerie&size=1&page=9')).toEqual({
      total: 2,
      monthlyNet: '153.33',
      asOf: '2026-11-22',
      items: [],
    });
    await office.accountant.get('/api/contracts?sort=id;drop').expect(400);
    await office.accountant.get('/api/contracts?state=sleeping').expect(400);
  });

  it('clients are filtered by what they lack, and one client says it in words', async () => {
    const list = await read('clients?sort=monthlyNet&descending=true');
    expect(list).toMatchObject({ total: 3, incomplete: 1, monthlyNet: '153.33' });
    expect(list.items[0]).toMatchObject({ code: 'EPI', contracts: 2, monthlyNet: '153.33', lacks: [] });
    const incomplete = await read('clients?incomplete=true');
    expect(codes(incomplete)).toEqual(['ZINC']);
    expect(incomplete.items[0].lacks).toEqual(['siren']);
    expect(codes(await read('clients?vatStatus=consumer&incomplete=false'))).toEqual(['SEUL']);
    const one = await read(`clients/${incomplete.items[0].id}`);
    expect(one.completeness).toMatchObject([
      { code: 'CLIENT_WITHOUT_SIREN', sentence: { fr: expect.stringContaining('Le Zinc n’a pas de SIREN') } },
    ]);
  });

  it('one contract names its carriers and how it stands; the amendments of its lines are told newest first', async () => {
    const { items } = await read('contracts?search=B-LATER');
    const one = await read(`contracts/${items[0].id}`);
    expect(one).toMatchObject({
      carriers: [{ code: 'SCIC', outside: false }],
      today: { state: 'upcoming', nextBillableOn: '2026-12-01' },
    });
    const amendments = await read(`contracts/${items[0].id}/amendments`);
    expect(amendments.map(({ kind, madeBy }: { kind: string; madeBy: string }) => [kind, madeBy])).toEqual([
      ['change', 'Essai administrator'],
      ['creation', 'Essai administrator'],
    ]);
    await office.accountant.get('/api/contracts/999999/amendments').expect(404);
  });

  it('every day of an input is a text for those who generate a client', async () => {
    const { components } = await read('openapi.json');
    const days = Object.values<{ properties?: Record<string, { type?: string; format?: string }> }>(
      components.schemas,
    )
      .flatMap(({ properties = {} }) => Object.values(properties))
      .filter(({ format }) => format === 'date');
    expect(days.length).toBeGreaterThan(20);
    expect(days.filter(({ type }) => type !== 'string')).toEqual([]);
  });
});
