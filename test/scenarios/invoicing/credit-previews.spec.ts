import { Office } from './office.js';

interface Effect {
  readonly position: number;
  readonly net: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly after: readonly { readonly state: string; readonly from: string; readonly to: string }[];
  readonly days: readonly object[];
  readonly unbilled: readonly object[];
  readonly stayCredited: readonly object[];
  readonly sentence: { readonly fr: string; readonly en: string };
}

const days = (from: string, to: string, position = 1) => ({ kind: 'days', position, period: { from, to } });

describe('the preview of a credit note', () => {
  let office: Office;
  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  async function invoiced(): Promise<{ id: number; line: number }> {
    const { id: line } = await office.subscription('2026-11-01');
    await office.bill();
    return { id: (await office.invoices()).invoices[0].id, line };
  }

  const preview = async (id: number, scopes: object[]): Promise<{ gross: string; effects: Effect[] }> =>
    (
      await office.accountant
        .post(`/api/invoices/${id}/credit-notes/preview`)
        .send({ reason: 'Service interrompu', scopes })
        .expect(200)
    ).body;
  const credit = (id: number, scopes: object[]) =>
    office.administrator
      .post(`/api/invoices/${id}/credit-notes`)
      .send({ reason: 'Service interrompu', scopes })
      .expect(201);
  const states = ({ after }: Pick<Effect, 'after'>) =>
    after.map(({ state, from, to }) => ({ state, from, to }));

  it('draws the coverage that the real one then leaves, and keeps nothing', async () => {
    const { id, line } = await invoiced();
    const before = await office.invoices();
    const { gross, effects } = await preview(id, [days('2026-11-10', '2026-11-12')]);
    // 2 of 30 days at 100.00, and 20 % VAT: 6.67 × 1.20
    expect(gross).toBe('8.00');
    expect(effects).toEqual([
      expect.objectContaining({
        position: 1,
        net: '6.67',
        days: [{ from: '2026-11-10', to: '2026-11-12' }],
        unbilled: [{ from: '2026-11-10', to: '2026-11-12' }],
        stayCredited: [],
      }),
    ]);
    expect(effects[0]!.sentence.fr).toContain('du 10 au 11 novembre 2026 (2 jours)');
    expect(await office.invoices()).toEqual(before);
    expect((await office.sql('SELECT FROM billing.credit')).length).toBe(0);

    await credit(id, [days('2026-11-10', '2026-11-12')]);
    const { from, to } = effects[0]!.window;
    const { body: coverage } = await office.accountant
      .get(`/api/coverage/${line}?from=${from}&to=${to}`)
      .expect(200);
    expect(states(effects[0]!)).toEqual(states({ after: coverage.segments }));
    expect((await office.invoices()).invoices[0].gross).toBe(gross);
  });

  it('of several lines draws each around its own days, also a line that is charged twice', async () => {
    const { id: line } = await office.subscription('2026-10-01');
    await office.bill();
    const [{ id }] = (await office.invoices()).invoices;
    const { effects } = await preview(id, [{ kind: 'whole' }]);
    // 15 days before and after October, and before and after November.
    expect(effects.map(({ position, window }) => [position, window])).toEqual([
      [1, { from: '2026-09-16', to: '2026-11-16' }],
      [2, { from: '2026-10-17', to: '2026-12-16' }],
    ]);
    await credit(id, [{ kind: 'whole' }]);
    for (const effect of effects) {
      const { body: coverage } = await office.accountant
        .get(`/api/coverage/${line}`)
        .query(effect.window)
        .expect(200);
      expect(states(effect)).toEqual(states({ after: coverage.segments }));
    }
  });

  it('says that days stay credited where nothing makes them due', async () => {
    const { id, line } = await invoiced();
    await office.administrator
      .post(`/api/contract-lines/${line}/amendments`)
      .send({ kind: 'cancellation', fromRevision: 1, onDay: '2026-11-21', reason: 'Départ du client' })
      .expect(201);
    const { effects } = await preview(id, [{ kind: 'whole' }]);
    expect(effects[0]).toMatchObject({
      unbilled: [{ from: '2026-11-01', to: '2026-11-21' }],
      stayCredited: [{ from: '2026-11-21', to: '2026-12-01' }],
    });
    expect(effects[0]!.sentence.fr).toContain('Crédité pour de bon');
    await credit(id, [{ kind: 'whole' }]);
    const { from, to } = effects[0]!.window;
    const { body: coverage } = await office.accountant.get(`/api/coverage/${line}?from=${from}&to=${to}`);
    expect(states(effects[0]!)).toEqual(states({ after: coverage.segments }));
  });

  it('of an amount leaves the days billed', async () => {
    const { id } = await invoiced();
    const { effects } = await preview(id, [{ kind: 'amount', position: 1, net: '15.00' }]);
    expect(effects).toEqual([
      expect.objectContaining({ net: '15.00', days: [], unbilled: [], stayCredited: [] }),
    ]);
    expect(effects[0]!.sentence.fr).toContain('Aucun jour');
    expect(states(effects[0]!)).toContainEqual({ state: 'billed', from: '2026-11-01', to: '2026-12-01' });
  });

  it('is refused where the credit note would be', async () => {
    const { id } = await invoiced();
    await credit(id, [{ kind: 'whole' }]);
    for (const path of ['credit-notes/preview', 'credit-notes']) {
      const refused = await office.administrator
        .post(`/api/invoices/${id}/${path}`)
        .send({ reason: 'Service interrompu', scopes: [{ kind: 'whole' }] })
        .expect(409);
      expect(refused.body.code).toBe('BILLING.CREDIT_EMPTY');
    }
    office.api.clock.setToday('2026-11-01');
    const { id: other } = (await office.invoices({ sort: 'number', direction: 'asc' })).invoices[0];
    expect(other).toBe(id);
  });
});
