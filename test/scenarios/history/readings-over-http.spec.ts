import { readFileSync } from 'node:fs';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const fixture = (name: string) => readFileSync(`test/fixtures/billing-history/${name}`);
const SUBSCRIPTIONS = fixture('subscriptions.csv');
const INVOICES = fixture('invoices.csv');

interface Field {
  readonly field: string;
  readonly header: string | null;
  readonly confidence: string | null;
}

describe('looking at the exports of a former tool before an audit keeps them', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let accountant: HttpAgent;

  const look = (files: { subscriptions?: Buffer; invoices?: Buffer }, map?: object) => {
    const request = administrator.post('/api/history-readings');
    if (map) void request.field('map', JSON.stringify(map));
    if (files.subscriptions) void request.attach('subscriptions', files.subscriptions, 'abonnements.csv');
    if (files.invoices) void request.attach('invoices', files.invoices, 'factures.csv');
    return request;
  };
  const fieldNamed = (fields: readonly Field[], name: string) => fields.find(({ field }) => field === name);

  beforeAll(async () => {
    api = await startTestApi({ today: '2024-05-02' });
    administrator = await api.signedInAs('administrator');
    accountant = await api.signedInAs('accountant');
  });
  afterAll(async () => api.close());

  it('says the format, the columns found, samples of rows, and how sure it is', async () => {
    const { body } = await look({ subscriptions: SUBSCRIPTIONS, invoices: INVOICES }).expect(200);
    expect(body).toMatchObject({ refusals: [], refusalCount: 0, map: null, remembered: null });
    const [subscriptions, invoices] = body.files;
    expect(subscriptions).toMatchObject({ file: 'subscriptions', looksLike: 'subscriptions', rows: 300 });
    expect(invoices).toMatchObject({ file: 'invoices', encoding: 'UTF-8', delimiter: ';', rows: 2073 });
    expect(invoices.sample).toHaveLength(5);
    expect(invoices.sample[0]).toMatchObject({ line: 2 });
    expect(invoices.columns).toContainEqual(
      expect.objectContaining({ header: 'montant_ht', field: 'net', samples: expect.any(Array) }),
    );
    expect(fieldNamed(invoices.fields, 'net')).toMatchObject({
      header: 'montant_ht',
      required: true,
      placedBy: 'knownHeader',
      confidence: 'certain',
      decimalSign: ',',
    });
    expect(fieldNamed(subscriptions.fields, 'cadence')).toMatchObject({
      meanings: ['monthly', 'quarterly', 'yearly'],
      values: expect.arrayContaining([expect.objectContaining({ value: 'mensuel', meaning: 'monthly' })]),
    });
  });

  it('reads one file alone, and says when it is the other one', async () => {
    const { body } = await look({ subscriptions: INVOICES }).expect(200);
    expect(body.files).toHaveLength(1);
    expect(body.files[0]).toMatchObject({ file: 'subscriptions', looksLike: 'invoices' });
  });

  it('says which field has no column, and takes the mapping that names it', async () => {
    const renamed = Buffer.from(INVOICES.toString().replace('montant_ht', 'a payer hors tout'));
    const { body } = await look({ subscriptions: SUBSCRIPTIONS, invoices: renamed }).expect(200);
    expect(body.refusalCount).toBe(1);
    expect(body.refusals).toMatchObject([
      { file: 'invoices', line: 1, reason: { fr: expect.stringContaining('net') } },
    ]);
    expect(fieldNamed(body.files[1].fields, 'net')).toMatchObject({ header: null, confidence: null });
    const map = { invoices: { columns: { net: 'a payer hors tout' } } };
    const mapped = await look({ subscriptions: SUBSCRIPTIONS, invoices: renamed }, map).expect(200);
    expect(mapped.body.refusalCount).toBe(0);
    expect(fieldNamed(mapped.body.files[1].fields, 'net')).toMatchObject({
      placedBy: 'mapping',
      confidence: 'certain',
    });
  });

  it('puts values that it does not understand first, and doubts a column whose cells are no amounts', async () => {
    const odd = Buffer.from(SUBSCRIPTIONS.toString().replace(';mensuel;', ';tous les lundis;'));
    const map = { invoices: { columns: { net: 'libelle' } } };
    const { body } = await look({ subscriptions: odd, invoices: INVOICES }, map).expect(200);
    expect(body.refusals[0]).toMatchObject({ file: 'subscriptions', column: 'cadence', line: 2 });
    const [subscriptions, invoices] = body.files;
    expect(fieldNamed(subscriptions.fields, 'cadence')).toMatchObject({
      confidence: 'doubtful',
      values: expect.arrayContaining([{ value: 'tous les lundis', rows: 1, meaning: null }]),
    });
    expect(fieldNamed(invoices.fields, 'net')).toMatchObject({ header: 'libelle', confidence: 'doubtful' });
  });

  it('tells what is no table with its line and reason in both languages, and keeps nothing', async () => {
    const unclosed = Buffer.from('id;numero\n1;"F-1\n2;F-2\n');
    const { body } = await look({ invoices: unclosed }).expect(200);
    expect(body.files[0]).toMatchObject({ delimiter: null, rows: 0 });
    expect(body.refusals).toMatchObject([
      {
        file: 'invoices',
        line: 2,
        reason: { fr: expect.stringContaining('guillemet'), en: expect.stringContaining('quote') },
      },
    ]);
    expect((await administrator.get('/api/history-audits').expect(200)).body.total).toBe(0);
  });

  it('is refused without a file, with a mapping that is no JSON, and to who may not import', async () => {
    expect((await look({}).expect(400)).body.code).toBe('API.INPUT_REFUSED');
    const wrong = administrator
      .post('/api/history-readings')
      .field('map', '{')
      .attach('invoices', INVOICES, 'f.csv');
    expect((await wrong.expect(400)).body.code).toBe('HISTORY.EXPORT_REFUSED');
    await accountant.post('/api/history-readings').attach('invoices', INVOICES, 'f.csv').expect(403);
  });

  it.each([
    ['larger than any mapping', 3_000_000],
    ['nested deeper than any mapping', 100_000],
  ])('refuses a mapping file that is %s', async (_, depth) => {
    const nested = Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    const { body } = await administrator
      .post('/api/history-readings')
      .attach('map', nested, 'map.json')
      .attach('invoices', INVOICES, 'f.csv')
      .expect(400);
    expect(body).toMatchObject({ code: 'HISTORY.EXPORT_REFUSED' });
    expect(JSON.stringify(body)).toContain('correspondances');
  });
});
