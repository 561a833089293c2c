import { Office } from './office.js';

interface Found {
  readonly number: string;
  readonly client: { readonly name: string };
  readonly gross: string;
}

describe('finding documents', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const prices: [string, string][] = [
      ['L’Épicerie du Coin', '120'],
      ['Cœur de Bocage', '80'],
      ['Atelier Bois', '200'],
    ];
    for (const [name, unitPrice] of prices) {
      const { id } = await office.client({ name });
      await office.subscription('2026-11-01', { unitPrice }, id);
    }
    await office.bill();
  });
  afterAll(async () => office.close());

  const names = async (query: Record<string, string | number>): Promise<string[]> =>
    (await office.invoices(query)).invoices.map(({ client }: Found) => client.name);

  it.each([
    ['epi', ['L’Épicerie du Coin']],
    ['ÉPI', ['L’Épicerie du Coin']],
    ["l'ép", ['L’Épicerie du Coin']],
    ['coeur', ['Cœur de Bocage']],
    ['boc coe', ['Cœur de Bocage']],
    ['%', []],
    ['rien de tel', []],
  ])('by some letters of the client, “%s”', async (search, expected) => {
    expect(await names({ search })).toEqual(expected);
  });

  it('by some letters of the number, and sums what it found', async () => {
    const { invoices } = await office.invoices();
    const { number, gross } = invoices[0] as Found;
    const found = await office.invoices({ search: number.slice(-3).toLowerCase() });
    expect(found.invoices.map((each: Found) => each.number)).toEqual([number]);
    expect(found.totals).toMatchObject({ documents: 1, gross });
    const byYear = await office.invoices({ search: 'scic-2026' });
    // (120 + 80 + 200) × 1.20 = 480
    expect(byYear.totals).toEqual({
      documents: 3,
      creditNotes: 0,
      net: '400.00',
      vat: '80.00',
      gross: '480.00',
    });
  });

  it.each([
    ['gross', 'asc', ['80.00', '120.00', '200.00']],
    ['gross', 'desc', ['200.00', '120.00', '80.00']],
    ['client', 'asc', ['200.00', '80.00', '120.00']],
    ['client', 'desc', ['120.00', '80.00', '200.00']],
  ])('sorted by %s %s, and page by page the same', async (sort, direction, expected) => {
    const whole = (await office.invoices({ sort, direction })).invoices as { net: string }[];
    expect(whole.map(({ net }) => net)).toEqual(expected);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await office.invoices({ sort, direction, limit: 1, ...(after ? { after } : {}) });
      paged.push(...page.invoices.map(({ net }: { net: string }) => net));
      after = page.next;
    }
    expect(paged).toEqual(expected);
  });

  it('sorted by number and by due day, where all are due on one day, in a stable order', async () => {
    const numbers = async (sort: string) =>
      (await office.invoices({ sort, direction: 'asc' })).invoices.map(({ number }: Found) => number);
    const sorted = await numbers('number');
    expect(sorted).toEqual([...sorted].sort());
    expect(await numbers('dueOn')).toEqual(sorted);
  });

  it('of one state of delivery, with sums that add up to all', async () => {
    const sent = await office.invoices({ delivery: 'sent' });
    expect([sent.invoices.length, sent.totals.gross]).toEqual([3, '480.00']);
    const { id } = sent.invoices[0];
    await office.sql(`UPDATE billing.delivery SET state = 'refused' WHERE invoice_id = $1`, [id]);
    const refused = await office.invoices({ delivery: 'refused' });
    const others = await office.invoices({ delivery: 'sent' });
    expect(refused.invoices.map((each: { id: number }) => each.id)).toEqual([id]);
    expect(refused.totals.documents + others.totals.documents).toBe(3);
    expect(Number(refused.totals.gross) + Number(others.totals.gross)).toBe(480);
  });

  it('refuses the place of another sort, and a place that is none', async () => {
    const { next } = await office.invoices({ limit: 1 });
    await office.accountant.get('/api/invoices').query({ after: next, sort: 'issuedOn' }).expect(200);
    for (const query of [
      { after: next, sort: 'gross' },
      { after: 'abc' },
      { after: Buffer.from('["issuedOn","2026-02-30",1]').toString('base64url') },
      { sort: 'price' },
      { limit: 501 },
    ]) {
      expect((await office.accountant.get('/api/invoices').query(query)).status).toBe(400);
    }
  });
});

describe('one document', () => {
  let office: Office;
  let invoice: number;
  let line: number;
  beforeAll(async () => {
    office = await Office.open();
    // 11 of the 30 days of November, at 100.00 a month: 100 × 30 ÷ 30 − 100 × 19 ÷ 30 = 100.00 − 63.33 = 36.67
    ({ id: line } = await office.subscription('2026-11-20', { anchor: '2026-11-01' }));
    await office.bill();
    invoice = (await office.invoices()).invoices[0].id;
  });
  afterAll(async () => office.close());

  const pdf = (query: string) =>
    office.auditor
      .get(`/api/invoices/${invoice}/pdf${query}`)
      .buffer(true)
      .parse((response, done) => {
        response.on('data', () => undefined);
        response.on('end', () => done(null, null));
      });

  it('is shown beside its figures: only this route may be framed, and only by our own pages', async () => {
    const shown = await pdf('?inline=1').expect(200);
    expect(shown.headers['content-disposition']).toMatch(/^inline; filename=".+\.pdf"$/);
    expect(shown.headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(shown.headers['content-security-policy']).toBe("frame-ancestors 'self'");
    const kept = await pdf('').expect(200);
    expect(kept.headers['content-disposition']).toMatch(/^attachment;/);
    expect(kept.headers['x-frame-options']).toBe('DENY');
    expect(kept.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    await pdf('?inline=yes').expect(400);
  });

  it('says in typed fields what it was sealed with', async () => {
    const shown = await office.invoice(invoice);
    expect(shown.content).toMatchObject({
      language: 'fr',
      seller: { name: 'Coopérative du Bocage' },
      buyer: { name: 'Client 1', address: { city: 'Rennes' } },
      deliveryPeriod: { from: '2026-11-20', to: '2026-12-01' },
      vat: [{ category: 'S', rateBasisPoints: 2000, net: '36.67', vat: '7.33' }],
      due: '44.00',
      paymentTerms: 'Paiement à 30 jours',
      reason: null,
    });
    expect(shown.content.notes.join(' ')).toContain('40 €');
    expect(shown.lines[0]).toMatchObject({
      line,
      lineCode: expect.any(String),
      contract: { code: expect.any(String) },
      detail: expect.stringContaining('11 jours sur 30'),
      credits: null,
    });
  });

  it('tells its life from stored facts, from the proposal to the credit note', async () => {
    const told = async () =>
      (await office.auditor.get(`/api/invoices/${invoice}/timeline`).expect(200)).body as {
        kind: string;
        by: string;
        sentence: { fr: string };
        document: { number: string } | null;
        detail: string | null;
      }[];
    expect((await told()).map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'proposed Essai accountant',
      'approved Essai administrator',
      expect.stringMatching(/^issued /),
      'rendered intendance',
      'sending intendance',
      'sent intendance',
    ]);
    const note = await office.administrator
      .post(`/api/invoices/${invoice}/credit-notes`)
      .send({
        reason: 'Panne de deux jours',
        scopes: [{ kind: 'days', position: 1, period: { from: '2026-11-28', to: '2026-11-30' } }],
      })
      .expect(201);
    await office.administrator
      .post(`/api/invoices/${invoice}/deliveries`)
      .send({ confirmed: true, address: 'direction@exemple.test' })
      .expect(201);
    const events = await told();
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['credited', 'resent']);
    const credited = events.find(({ kind }) => kind === 'credited')!;
    expect(credited).toMatchObject({
      document: { number: note.body.number },
      detail: 'Panne de deux jours',
      by: 'Essai administrator',
    });
    expect(credited.sentence.fr).toContain('du 28 au 29 novembre 2026');
    expect(events.at(-1)!.sentence.fr).toContain('direction@exemple.test');
    expect((await office.accountant.get('/api/invoices/987654/timeline').expect(404)).body.code).toBe(
      'BILLING.INVOICE_UNKNOWN',
    );
  });

  it('explains each amount down to the facts, computed again by the functions that billed it', async () => {
    const { body } = await office.auditor.get(`/api/invoices/${invoice}/lines/1/origin`).expect(200);
    expect(body).toMatchObject({ net: '36.67', agrees: true, import: null });
    const of = (kind: string) => body.steps.find((step: { kind: string }) => step.kind === kind);
    expect(body.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      'contractLine',
      'amendment',
      'price',
      'days',
      'proRata',
      'carriage',
      'proposal',
      'approval',
      'issue',
      'vat',
      'credited',
      'left',
    ]);
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
    expect(of('amendment')).toMatchObject({ by: 'Essai administrator' });
    expect(plain(of('price').formula.fr)).toBe('1 × 100,00 € = 100,00 €');
    expect(plain(of('proRata').formula.fr)).toBe(
      '(100,00 € × 30 ÷ 30 = 100,00 €) − (100,00 € × 19 ÷ 30 = 63,3333… € ≈ 63,33 €) = 36,67 €',
    );
    expect(of('proRata').formula.en).toContain('€63.3333… ≈ €63.33');
    expect(of('carriage').sentence.fr).toContain('depuis le 20 novembre 2026');
    expect(of('vat').sentence.fr).toContain('art. 278');
    // 2 of 30 days at 100.00: 93.33… − 86.66… rounded each: 96.67 − 90.00 = 6.67; 36.67 − 6.67 = 30.00 is left.
    expect(of('credited').result).toBe('-6.67');
    expect(of('left').result).toBe('30.00');
  });

  it('explains a credit note by the days that it takes back, and refuses a line that does not exist', async () => {
    const { id } = (await office.invoice(invoice)).creditNotes[0];
    const { body } = await office.auditor.get(`/api/invoices/${id}/lines/1/origin`).expect(200);
    expect(body).toMatchObject({ net: '6.67', agrees: true });
    expect(body.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      'creditNote',
      'creditedDays',
      'issue',
      'vat',
    ]);
    expect(body.steps[0]).toMatchObject({ document: { id: invoice } });
    expect((await office.invoice(id)).lines[0].credits).toMatchObject({ id: invoice, position: 1 });
    const unknown = await office.auditor.get(`/api/invoices/${invoice}/lines/2/origin`).expect(404);
    expect(unknown.body.code).toBe('BILLING.INVOICE_LINE_UNKNOWN');
  });

  it('names the amendment that set the price, and not a later one that left it as it was', async () => {
    const { id } = await office.subscription('2026-11-01');
    const amend = (fromRevision: number, change: object) =>
      office.administrator
        .post(`/api/contract-lines/${id}/amendments`)
        .send({ kind: 'change', fromRevision, ...change });
    await amend(1, { from: '2026-11-01', conditions: { unitPrice: '150' }, reason: 'Nouveau tarif' }).expect(
      201,
    );
    await amend(2, { from: '2027-06-01', conditions: { unitPrice: '170' }, reason: 'Hausse de 2027' }).expect(
      201,
    );
    await office.bill();
    const [newest] = (await office.invoices({ sort: 'number' })).invoices;
    const { body } = await office.auditor.get(`/api/invoices/${newest.id}/lines/1/origin`).expect(200);
    expect([body.net, body.agrees]).toEqual(['150.00', true]);
    const set = body.steps.find(({ kind }: { kind: string }) => kind === 'amendment');
    expect(set.sentence.fr).toContain('Nouveau tarif');
    expect(set.sentence.fr).toContain('révision 2');
  });

  it('of days billed again names the credit note that freed them, and why a person released it', async () => {
    const run = await office.propose();
    const [held] = (await office.documents(run.id)).filter(
      ({ state }: { state: string }) => state === 'held',
    );
    expect(held).toMatchObject({ net: '6.67' });
    const releases = [{ position: held.position, reason: 'Le service a bien été rendu' }];
    await office.approve(run, { releases }).expect(201);
    await office.work();
    const { id } = (await office.documents(run.id)).find(
      ({ position }: { position: number }) => position === held.position,
    ).invoice;
    const { body } = await office.auditor.get(`/api/invoices/${id}/lines/1/origin`).expect(200);
    const of = (kind: string) => body.steps.find((step: { kind: string }) => step.kind === kind);
    expect([body.net, body.agrees]).toEqual(['6.67', true]);
    const { creditNotes } = await office.invoice(invoice);
    expect(of('billedAgain').document.number).toBe(creditNotes[0].number);
    expect(of('approval').sentence.fr).toContain('Le service a bien été rendu');
    const { body: told } = await office.auditor.get(`/api/invoices/${id}/timeline`).expect(200);
    expect(told.find(({ kind }: { kind: string }) => kind === 'approved')).toMatchObject({
      by: 'Essai administrator',
      detail: 'Le service a bien été rendu',
    });
  });
});

describe('a document of a former tool', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => office.close());

  it('says that its amounts come from an import, and not more', async () => {
    const id = await office.invoiceOfFormerTool();
    const { body } = await office.auditor.get(`/api/invoices/${id}/lines/1/origin`).expect(200);
    expect([body.net, body.agrees]).toEqual(['100.00', null]);
    expect(body.steps.map(({ kind }: { kind: string }) => kind)).toEqual(['imported', 'issue']);
    const { body: told } = await office.auditor.get(`/api/invoices/${id}/timeline`).expect(200);
    expect(told).toEqual([expect.objectContaining({ kind: 'imported', by: 'essai' })]);
    expect(told[0].sentence.fr).toContain('datée du 1er mars 2026');
  });

  it('of an import over HTTP names its file, its audit and the other document that bills its days', async () => {
    const subscriptions = [
      'abonnement;client;nom;prestation;montant_ht;tva;cadence;echeance;debut;fin',
      'S1;EPI;L’Épicerie;Site web;31,00;20;mensuel;à échoir;2026-10-01;',
    ].join('\n');
    const invoices = [
      'id;numero;type;abonnement;client;nom;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;etat;envoyee_le;annule',
      '1;F-1;facture;S1;EPI;L’Épicerie;2026-10-01;2026-10-01;2026-10-31;31,00;6,20;validée;2026-10-01;',
      '2;F-2;facture;S1;EPI;L’Épicerie;2026-10-02;2026-10-01;2026-10-31;31,00;6,20;validée;2026-10-02;',
    ].join('\n');
    const { body: audit } = await office.administrator
      .post('/api/history-audits')
      .field({ issuer: 'SCIC', asOf: '2026-11-15' })
      .attach('subscriptions', Buffer.from(subscriptions), 'abonnements.csv')
      .attach('invoices', Buffer.from(invoices), 'factures 2026.csv')
      .expect(201);
    const path = `/api/history-audits/${audit.id}/import`;
    const { body: preview } = await office.administrator.post(`${path}?preview=true`).send({}).expect(200);
    await office.administrator.post(path).send({ digest: preview.digest }).expect(202);
    await office.work();
    const byNumber = async (number: string) => (await office.invoices({ search: number })).invoices[0].id;

    const { body: origin } = await office.auditor
      .get(`/api/invoices/${await byNumber('f-1')}/lines/1/origin`)
      .expect(200);
    expect([origin.net, origin.agrees]).toEqual(['31.00', null]);
    expect(origin.import).toMatchObject({
      audit: audit.id,
      file: 'factures 2026.csv',
      key: '1',
      auditedBy: 'Essai administrator',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { body: told } = await office.auditor
      .get(`/api/invoices/${await byNumber('f-2')}/timeline`)
      .expect(200);
    expect(told.map(({ kind }: { kind: string }) => kind)).toEqual(['imported', 'doubleBilling']);
    expect(told[1].document).toMatchObject({ number: 'F-1' });
  });
});
