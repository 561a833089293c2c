import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';
import { openCapital } from './open-capital.js';

const TODAY = '2026-11-22';
/** A name of the database, such as `share_class_nominal_cents_check`, or a day as programs write it. */
const CONSTRAINT = /\b[a-z]+(_[a-z]+)+\b|\d{4}-\d{2}-\d{2}/;

describe('what cannot be of shares', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let person: Record<'alice' | 'bob', number>;
  let classId: number;

  beforeAll(async () => {
    api = await startTestApi({ today: TODAY });
    administrator = await api.signedInAs('administrator');
    ({ person, classId } = await openCapital(api, administrator));
  });
  afterAll(async () => api.close());

  /** The code of the refusal, told in sentences and not in names of the database. */
  const refused = async (path: string, payload: object) => {
    const { status, body } = await administrator.post(`/api/${path}`).send(payload);
    for (const sentence of [body.detail, body.sentence?.fr, body.sentence?.en])
      if (sentence) expect([path, sentence]).toEqual([path, expect.not.stringMatching(CONSTRAINT)]);
    return [status, body.code];
  };
  const made = async (path: string, payload: object) => {
    const answer = await administrator.post(`/api/${path}`).send(payload);
    expect([path, answer.status, answer.body.detail]).toEqual([path, 201, undefined]);
    return answer.body;
  };
  const subscribed = async (of: number, quantity: number, day = '2026-02-02') =>
    made('share-subscriptions', { person: of, classId, quantity, subscribedOn: day });
  const holds = async (of: number, quantity: number, day = '2026-02-02') => {
    const { id, amount } = await subscribed(of, quantity, day);
    return made(`share-subscriptions/${id}/payments`, { amount, paidOn: day });
  };

  it('is told in words: classes, bulletins, payments and calls', async () => {
    const shareClass = { code: 'B', name: 'Parts B', nominal: '0.00', from: '2026-01-01' };
    const nominal = [400, 'CAPITAL.NOMINAL_OUT_OF_BOUNDS'];
    expect(await refused('share-classes', shareClass)).toEqual(nominal);
    expect(await refused('share-classes', { ...shareClass, nominal: '1000000.01' })).toEqual(nominal);
    expect(await refused('share-classes', { ...shareClass, code: 'A', nominal: '10.00' })).toEqual([
      409,
      'CAPITAL.CLASS_CODE_TAKEN',
    ]);
    const wish = { person: 987_654, classId, quantity: 1, subscribedOn: '2026-02-02' };
    expect(await refused('share-subscriptions', wish)).toEqual([404, 'CAPITAL.NOT_FOUND']);
    const { id } = await subscribed(person.alice, 2);
    const path = `share-subscriptions/${id}/payments`;
    const payment = { amount: '0.00', paidOn: '2026-02-03', reference: 'VIR 1' };
    expect(await refused(path, payment)).toEqual([400, 'CAPITAL.AMOUNT_NOT_POSITIVE']);
    expect(await refused(path, { ...payment, amount: '100.01' })).toEqual([409, 'CAPITAL.PAYMENT_EXCEEDS']);
    await made(path, { ...payment, amount: '25.00' });
    const call = { classId, percent: '0', calledOn: '2026-03-01', dueOn: '2026-04-01', reason: 'Conseil' };
    expect(await refused('capital-calls', call)).toEqual([400, 'CAPITAL.PERCENT_NOT_POSITIVE']);
    expect(await refused('capital-calls', { ...call, percent: '50' })).toEqual([
      409,
      'CAPITAL.NOTHING_TO_CALL',
    ]);
    const half = { person: person.bob, classId, quantity: 2, subscribedOn: '2026-02-02', called: '50.00' };
    const { id: called } = await made('share-subscriptions', half);
    await made(`share-subscriptions/${called}/payments`, { amount: '50.00', paidOn: '2026-02-03' });
    expect(await refused('capital-calls', { ...call, percent: '50', dueOn: '2026-02-28' })).toEqual([
      400,
      'CAPITAL.CALL_DUE_TOO_EARLY',
    ]);
  });

  it('is told in words: transfers, conversions and withdrawals', async () => {
    await holds(person.alice, 300);
    const shareClass = { code: 'C', name: 'Centimes', nominal: '0.01', from: '2026-01-01' };
    const { id: cents } = await made('share-classes', shareClass);
    const dear = { code: 'D', name: 'Un million', nominal: '1000000.00', from: '2026-01-01' };
    const { id: million } = await made('share-classes', dear);
    const agreed = { agreedOn: '2026-03-01', reason: 'Demande' };
    const convert = (fromClassId: number, toClassId: number, quantity: number) =>
      refused('share-conversions', { person: person.alice, fromClassId, toClassId, quantity, ...agreed });
    expect(await convert(classId, classId, 1)).toEqual([400, 'CAPITAL.CONVERSION_SAME_CLASS']);
    expect(await convert(classId, million, 1)).toEqual([400, 'CAPITAL.CONVERSION_UNEQUAL']);
    expect(await convert(million, cents, 2)).toEqual([400, 'CAPITAL.CONVERSION_TOO_LARGE']);
    expect(await convert(million, cents, 1_000_000)).toEqual([400, 'CAPITAL.CONVERSION_TOO_LARGE']);
    const transfer = { from: person.alice, classId, quantity: 1, ...agreed };
    expect(await refused('share-transfers', { ...transfer, to: person.alice })).toEqual([
      400,
      'CAPITAL.TRANSFER_TO_SELF',
    ]);
    const request = { person: person.alice, classId, quantity: 290, requestedOn: '2026-04-01', reason: 'x' };
    const { id } = await made('share-withdrawals', request);
    expect(await refused('share-withdrawals', request)).toEqual([409, 'CAPITAL.SHARES_ALREADY_LEAVING']);
    expect(await refused('share-transfers', { ...transfer, to: person.bob, quantity: 20 })).toEqual([
      409,
      'CAPITAL.SHARES_PROMISED',
    ]);
    await made(`share-withdrawals/${id}/abandonment`, { reason: 'Reste' });
    expect(await refused(`share-withdrawals/${id}/abandonment`, { reason: 'Encore' })).toEqual([
      409,
      'CAPITAL.WITHDRAWAL_DECIDED',
    ]);
  });

  it('is told in words: closings, TMO and interest', async () => {
    await made('capital-closings', { closingOn: '2025-12-31', losses: '0.00' });
    expect(await refused('capital-closings', { closingOn: '2025-12-31', losses: '0.00' })).toEqual([
      409,
      'CAPITAL.CLOSING_KNOWN',
    ]);
    expect(await refused('capital-closings', { closingOn: '2024-12-31', losses: '1.00' })).toEqual([
      400,
      'CAPITAL.LOSSES_EXCEED_CAPITAL',
    ]);
    const tmo = { year: 2025, rate: '99.99', verified: false, source: 'Essai' };
    expect(await refused('tmo-rates', tmo)).toEqual([400, 'CAPITAL.TMO_OUT_OF_BOUNDS']);
    expect(await refused('tmo-rates', { ...tmo, rate: '-5.01' })).toEqual([400, 'CAPITAL.TMO_OUT_OF_BOUNDS']);
    for (const year of [2024, 2025]) await made('tmo-rates', { ...tmo, year, rate: '3.00' });
    const interest = {
      exercise: { from: '2025-01-01', to: '2026-01-01' },
      rate: '0.00',
      decidedOn: '2026-06-20',
      reason: 'Assemblée',
    };
    expect(await refused('share-interests', interest)).toEqual([400, 'CAPITAL.INTEREST_NOT_POSITIVE']);
    expect(await refused('share-interests', { ...interest, rate: '90.00' })).toEqual([
      409,
      'CAPITAL.INTEREST_ABOVE_CAP',
    ]);
    await made('share-interests', { ...interest, rate: '1.00' });
    expect(await refused('share-interests', { ...interest, rate: '1.00' })).toEqual([
      409,
      'CAPITAL.INTEREST_KNOWN',
    ]);
  });
});
