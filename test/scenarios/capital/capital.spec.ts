import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Jobs } from '#jobs';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';
import { openCapital } from './open-capital.js';

const TODAY = '2026-11-22';

describe('capital over HTTP', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let person: Record<'alice' | 'bob', number>;
  let classId: number;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'intendance-capital-'));
    api = await startTestApi({ today: TODAY, configuration: { INTENDANCE_DATA: folder } });
    administrator = await api.signedInAs('administrator');
    ({ person, classId } = await openCapital(api, administrator));
  });
  afterAll(async () => {
    await api.close();
    await rm(folder, { recursive: true });
  });

  const subscribe = async (of: number, quantity: number, more: object = {}) => {
    const wish = { person: of, classId, quantity, subscribedOn: '2026-02-02', ...more };
    return (await administrator.post('/api/share-subscriptions').send(wish).expect(201)).body;
  };
  const movements = async (query = '') =>
    (await administrator.get(`/api/share-movements${query}`).expect(200)).body;

  it('a bulletin is made, paid, undone and paid again: one live movement, amounts as text', async () => {
    const bulletin = await subscribe(person.alice, 100);
    expect(bulletin).toMatchObject({
      code: 'BS-2026-0001',
      amount: '5000.00',
      required: '1250.00',
      state: 'awaiting',
    });
    const found = await administrator.get('/api/search').query({ q: 'bs-2026-0001' }).expect(200);
    expect(found.body.results).toEqual([
      expect.objectContaining({ kind: 'shareSubscription', id: bulletin.id, title: 'BS-2026-0001' }),
    ]);
    const path = `/api/share-subscriptions/${bulletin.id}`;
    const paid = await administrator
      .post(`${path}/payments`)
      .send({ amount: '5000.00', paidOn: '2026-02-03', reference: 'REL-1' })
      .expect(201);
    expect(paid.body).toMatchObject({ state: 'paid', payments: [{ reference: 'REL-1', reconciled: true }] });
    const { id: payment } = paid.body.payments[0];
    const undone = await administrator
      .delete(`${path}/payments/${payment}?because=returned&day=2026-02-04`)
      .expect(200);
    expect(undone.body).toMatchObject({
      state: 'awaiting',
      payments: [{ reconciled: false, undoneBecause: 'returned', undoneOn: '2026-02-04' }],
    });
    await administrator.delete(`${path}/payments/${payment}?because=returned`).expect(400);
    await administrator.delete(`${path}/payments/${payment}`).expect(400);
    const again = await administrator.delete(`${path}/payments/${payment}?because=mistake`).expect(409);
    expect(again.body.code).toBe('CAPITAL.PAYMENT_UNDONE');
    await administrator
      .post(`${path}/payments/${payment}/reconciliation`)
      .send({ day: '2026-02-05' })
      .expect(201);
    expect(
      (await movements()).items.map(({ number, reversal }: { number: number; reversal: boolean }) => [
        number,
        reversal,
      ]),
    ).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
    const { body } = await administrator.get('/api/capital').expect(200);
    expect(body.standing).toMatchObject({
      subscribed: '5000.00',
      paid: '5000.00',
      floor: '5000.00',
      holders: 1,
    });
  });

  it('twenty reconciliations of one bulletin at once give one movement', async () => {
    const before = (await movements()).total;
    const { id } = await subscribe(person.bob, 40);
    const pay = () =>
      administrator
        .post(`/api/share-subscriptions/${id}/payments`)
        .send({ amount: '2000.00', paidOn: '2026-02-10' });
    const answers = await Promise.all(Array.from({ length: 20 }, pay));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body.code]).toEqual([409, 'CAPITAL.PAYMENT_EXCEEDS']);
    expect((await movements()).total).toBe(before + 1);
  });

  it('the same request under one Idempotency-Key makes one bulletin', async () => {
    const wish = { person: person.bob, classId, quantity: 1, subscribedOn: '2026-02-12' };
    const post = () =>
      administrator.post('/api/share-subscriptions').set('Idempotency-Key', 'bulletin-de-bob').send(wish);
    const first = await post().expect(201);
    const second = await post().expect(201);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers['idempotency-replayed']).toBe('true');
    await administrator
      .post(`/api/share-subscriptions/${first.body.id}/cancellation`)
      .send({ reason: 'Essai' })
      .expect(201);
  });

  it('a transfer is foreseen, done, refused beyond what is held, and taken back', async () => {
    const wish = {
      from: person.alice,
      to: person.bob,
      classId,
      quantity: 30,
      agreedOn: '2026-03-01',
      reason: 'Cession',
    };
    const { body: seen } = await administrator.post('/api/share-transfers/forecast').send(wish).expect(201);
    expect(seen.after).toMatchObject([{ personName: 'Alice Martin', quantity: 70 }, { quantity: 70 }]);
    const total = (await movements()).total;
    const { body } = await administrator.post('/api/share-transfers').send(wish).expect(201);
    const refused = await administrator
      .post('/api/share-transfers')
      .send({ ...wish, quantity: 71 })
      .expect(409);
    expect(refused.body).toMatchObject({
      code: 'CAPITAL.HOLDINGS_TOO_SMALL',
      facts: { person: 'Alice Martin', missing: 1 },
    });
    await administrator
      .post(`/api/share-transfers/${body.id}/reversal`)
      .send({ day: '2026-03-02', reason: 'Erreur' })
      .expect(201);
    const twice = await administrator
      .post(`/api/share-transfers/${body.id}/reversal`)
      .send({ day: '2026-03-02', reason: 'Erreur' });
    expect([twice.status, twice.body.code]).toEqual([409, 'CAPITAL.NOT_IN_REGISTER']);
    expect((await movements()).total).toBe(total + 2);
    const of = await movements(`?person=${person.bob}&kind=transfer&descending=true`);
    expect(of.items).toMatchObject([{ reversal: true }, { reversal: false, reversedBy: total + 2 }]);
  });

  it('two withdrawals at once against the floor: one leaves, one waits and says why; a payment serves it', async () => {
    // 7,000.00 held, floor 5,000.00: 2,000.00 of room, each asks for 1,500.00.
    const ids = [];
    for (const [of, requestedOn] of [
      [person.alice, '2026-04-01'],
      [person.bob, '2026-04-02'],
    ] as const) {
      const wish = { person: of, classId, quantity: 30, requestedOn, reason: 'Départ' };
      ids.push((await administrator.post('/api/share-withdrawals').send(wish).expect(201)).body.id);
    }
    const grant = (id: number) =>
      administrator
        .post(`/api/share-withdrawals/${id}/decision`)
        .send({ outcome: 'approved', decidedOn: '2026-05-01', reason: 'Conseil' });
    const answers = await Promise.all(ids.map(grant));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const list = async () => (await administrator.get('/api/share-withdrawals').expect(200)).body.items;
    const waiting = (await list()).find(({ state }: { state: string }) => state === 'waiting');
    expect((await list()).map(({ state }: { state: string }) => state).sort()).toEqual(['done', 'waiting']);
    expect(waiting).toMatchObject({ place: 1, why: { fr: expect.stringMatching(/1\s000,00/) } });
    const again = await grant(waiting.id);
    expect([again.status, again.body.code]).toEqual([409, 'CAPITAL.WITHDRAWAL_DECIDED']);
    const { id } = await subscribe(person.alice, 20, { subscribedOn: '2026-06-01' });
    await administrator
      .post(`/api/share-subscriptions/${id}/payments`)
      .send({ amount: '1000.00', paidOn: '2026-06-01' })
      .expect(201);
    expect((await list()).map(({ state }: { state: string }) => state)).toEqual(['done', 'done']);
    const refund = await administrator
      .post(`/api/share-withdrawals/${waiting.id}/refund`)
      .send({ paidOn: '2026-11-20', reference: 'VIR-1' });
    expect([refund.status, refund.body.code]).toEqual([409, 'CAPITAL.REFUND_AMOUNT_OPEN']);
  });

  it('the bulletin is a PDF of two copies, the same each time, sent once, and signed once', async () => {
    const { id } = await subscribe(person.alice, 4, { called: '50.00', subscribedOn: '2026-07-01' });
    const address = `/api/share-subscriptions/${id}`;
    const pdf = async () =>
      (
        await administrator
          .get(`${address}/bulletin`)
          .buffer()
          .expect(200)
          .expect('content-type', 'application/pdf')
      ).body;
    const first: Buffer = await pdf();
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    await administrator
      .post(`${address}/payments`)
      .send({ amount: '50.00', paidOn: '2026-07-02' })
      .expect(201);
    expect(Buffer.compare(first, await pdf())).toBe(0);
    expect((await administrator.post(`${address}/sending`).send({}).expect(201)).body).toMatchObject({
      sending: 'awaiting',
      sentTo: 'alice@essai.coop',
    });
    const twice = await administrator.post(`${address}/sending`).send({}).expect(409);
    expect(twice.body.code).toBe('CAPITAL.BULLETIN_ON_ITS_WAY');
    await api.get(Jobs).workUntilIdle({ kinds: ['membership.sendBulletin'] });
    expect((await administrator.get(address).expect(200)).body).toMatchObject({ sending: 'sent' });
    const noAddress = await subscribe(person.bob, 1, { subscribedOn: '2026-07-03' });
    expect(
      (await administrator.post(`/api/share-subscriptions/${noAddress.id}/sending`).send({}).expect(409)).body
        .code,
    ).toBe('CAPITAL.NO_EMAIL');
    // A page a copy, its signatures included, also for who has most to say of itself.
    const firm = {
      kind: 'legal',
      name: 'Pêcheurs du Trieux',
      legalForm: 'Coopérative maritime',
      siren: '552100554',
      representative: 'Loïc Kerambrun',
      address: { lines: ['2 quai aux Vins'], postCode: '35000', city: 'Rennes', country: 'FR' },
    };
    const { body: legal } = await administrator.post('/api/persons').send(firm).expect(201);
    const { id: ofFirm } = await subscribe(legal.id, 10, { subscribedOn: '2026-07-03' });
    const printed = await administrator
      .get(`/api/share-subscriptions/${ofFirm}/bulletin`)
      .buffer()
      .expect(200);
    expect(printed.body.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    const sign = () =>
      administrator.post(`${address}/signature`).send({ signedOn: '2026-07-04', signedBy: 'Alice Martin' });
    expect((await sign().expect(201)).body).toMatchObject({
      signedOn: '2026-07-04',
      signedBy: 'Alice Martin',
    });
    expect((await sign().expect(409)).body.code).toBe('CAPITAL.ALREADY_SIGNED');
    const correction = `${address}/signature/correction`;
    await administrator.post(correction).send({ reason: ' ' }).expect(400);
    const corrected = await administrator.post(correction).send({ reason: 'Date fausse' }).expect(201);
    expect(corrected.body).toMatchObject({ signedOn: null, signedBy: null });
    expect((await administrator.post(correction).send({ reason: 'Encore' }).expect(409)).body.code).toBe(
      'CAPITAL.NOT_SIGNED',
    );
    const early = await administrator
      .post(`${address}/signature`)
      .send({ signedOn: '2026-06-30', signedBy: 'Alice Martin' })
      .expect(400);
    expect(early.body).toMatchObject({
      code: 'CAPITAL.BEFORE_BULLETIN',
      detail: expect.stringMatching(/est du 1er juillet 2026.*ne date du 30 juin 2026/),
    });
    await sign().expect(201);
  });

  it('says in words what cannot be read', async () => {
    const bad = await administrator
      .post('/api/share-subscriptions')
      .send({ person: person.bob, classId, quantity: 0, subscribedOn: '2026-13-01' })
      .expect(400);
    expect(bad.body.errors.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['quantity', 'subscribedOn']),
    );
    expect((await administrator.get('/api/share-subscriptions/987654').expect(404)).body.code).toBe(
      'CAPITAL.NOT_FOUND',
    );
    const future = await administrator
      .post('/api/share-subscriptions')
      .send({ person: person.bob, classId, quantity: 1, subscribedOn: '2026-11-23' });
    expect([future.status, future.body.code]).toEqual([400, 'CAPITAL.DAY_IN_FUTURE']);
  });

  it('is read by accountants and auditors, written by administrators, and closed to members and associates', async () => {
    const accountant = await api.signedInAs('accountant');
    const auditor = await api.signedInAs('auditor');
    for (const path of [
      'capital',
      'capital/holders',
      'share-movements',
      'share-ledger',
      'share-withdrawals',
      'share-subscriptions',
      'share-classes',
    ]) {
      await accountant.get(`/api/${path}`).expect(200);
      await auditor.get(`/api/${path}`).expect(200);
      for (const role of ['member', 'associate'] as const)
        await (await api.signedInAs(role)).get(`/api/${path}`).expect(403);
    }
    const wish = {
      from: person.alice,
      to: person.bob,
      classId,
      quantity: 1,
      agreedOn: '2026-08-01',
      reason: 'Cession',
    };
    await accountant.post('/api/share-transfers').send(wish).expect(403);
    await auditor.post('/api/share-transfers').send(wish).expect(403);
  });

  it('closings and the interest of each holder are read again', async () => {
    const accountant = await api.signedInAs('accountant');
    await administrator
      .post('/api/capital-closings')
      .send({ closingOn: '2026-09-30', losses: '12.00' })
      .expect(201);
    const { body: closings } = await accountant.get('/api/capital-closings').expect(200);
    expect(closings.items).toEqual([
      {
        closingOn: '2026-09-30',
        losses: '12.00',
        bearing: expect.stringMatching(/^\d+\.00$/),
        recordedBy: expect.any(String),
        recordedAt: expect.stringMatching(/^\d{4}-/),
      },
    ]);
    for (const year of [2024, 2025])
      await administrator
        .post('/api/tmo-rates')
        .send({ year, rate: '3.00', verified: false, source: 'Essai' })
        .expect(201);
    const wish = {
      exercise: { from: '2026-02-01', to: '2026-09-01' },
      rate: '1.00',
      decidedOn: '2026-11-02',
    };
    const { body: forecast } = await administrator
      .post('/api/share-interests/forecast')
      .send(wish)
      .expect(201);
    const { body: made } = await administrator
      .post('/api/share-interests')
      .send({ ...wish, reason: 'Assemblée' })
      .expect(201);
    const { body: interest } = await accountant.get(`/api/share-interests/${made.id}`).expect(200);
    expect(interest).toMatchObject({ total: forecast.total, holders: 2, parts: forecast.parts });
    expect(interest.parts.map(({ personName }: { personName: string }) => personName)).toEqual([
      'Bob Durand',
      'Alice Martin',
    ]);
    expect((await accountant.get('/api/share-interests/987654').expect(404)).body.code).toBe(
      'CAPITAL.NOT_FOUND',
    );
    for (const path of ['capital-closings', `share-interests/${made.id}`])
      for (const role of ['member', 'associate'] as const)
        await (await api.signedInAs(role)).get(`/api/${path}`).expect(403);
  });

  it('leaves a trace of each act, of what it is about, and holds', async () => {
    await administrator.post('/api/share-withdrawals/service').send({}).expect(201);
    const { body } = await administrator.get('/api/audit-trail').expect(200);
    const acts = new Set(body.events.map(({ action }: { action: string }) => action));
    for (const act of [
      'capital.subscription.create',
      'capital.payment.record',
      'capital.withdrawal.decide',
      'capital.movement.reverse',
    ])
      expect(acts).toContain(act);
    const served = body.events.find(
      ({ action }: { action: string }) => action === 'capital.withdrawal.serve',
    );
    expect(served.subject).toEqual({ kind: 'withdrawal', id: null });
    await expectInvariants(api.database, TODAY);
  });
});
