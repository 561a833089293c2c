import { sampleLogo } from '#documents';
import { DEMO_PASSWORD } from '#installation';
import { Jobs } from '#jobs';
import { startTestApi } from '#test/api/start-api.js';
import { Office } from '#test/scenarios/invoicing/office.js';

describe('the settings', () => {
  let office: Office;
  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  const logo = (bytes: Buffer, name = 'logo.png') =>
    office.administrator.put(`/api/issuers/${office.issuer.id}/logo`).attach('logo', bytes, name);
  const imagesIn = async (invoice: number) => {
    const { body } = await office.accountant.get(`/api/invoices/${invoice}/pdf`).expect(200);
    return (body as Buffer).toString('latin1').split('/Subtype /Image').length - 1;
  };

  it('a logo sent today is on the next invoice, and on none before', async () => {
    await office.subscription('2026-11-01');
    await office.bill();
    const { body: issuer } = await logo(sampleLogo()).expect(200);
    expect(issuer.logo).toMatch(/^[0-9a-f]{64}$/);
    const shown = await office.accountant.get(`/api/issuers/${office.issuer.id}/logo`).expect(200);
    expect(shown.headers['content-type']).toBe('image/png');
    expect(Buffer.compare(shown.body, sampleLogo())).toBe(0);
    office.api.clock.setToday('2026-12-01');
    await office.bill('2026-12-01');
    const { invoices } = await office.invoices();
    const [after, before] = invoices.map(({ id }: { id: number }) => id);
    // The logo and its transparency, which a PDF keeps as an image of its own.
    expect(await imagesIn(after)).toBe((await imagesIn(before)) + 2);
    expect(await office.acts()).toContain('contracts.issuer.update');

    const removed = await office.administrator.delete(`/api/issuers/${office.issuer.id}/logo`).expect(200);
    expect(removed.body.logo).toBeNull();
    await office.accountant.get(`/api/issuers/${office.issuer.id}/logo`).expect(404);
  });

  it('refuses what is no logo in a sentence, and keeps the one before', async () => {
    const { body: kept } = await logo(sampleLogo()).expect(200);
    const path = `/api/issuers/${office.issuer.id}/logo`;
    const refusals: [Buffer, number, RegExp][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 400, /ni PNG ni JPEG/],
      [Buffer.concat([sampleLogo(), Buffer.alloc(600_000)]), 400, /plus de 512 Kio/],
      [sampleLogo().subarray(0, 200), 400, /incomplet/],
      [Buffer.alloc(1_100_000), 413, /trop/i],
    ];
    for (const [bytes, status, sentence] of refusals) {
      const { body } = await logo(bytes).expect(status);
      expect(body.detail).toMatch(sentence);
    }
    const english = await logo(Buffer.from('GIF89a')).set('Accept-Language', 'en').expect(400);
    expect(english.body.detail).toContain('neither PNG nor JPEG');
    const none = await office.administrator.put(path).field('other', 'x').expect(400);
    expect(none.body.errors[0]).toMatchObject({ field: 'logo' });
    await office.accountant.put(path).attach('logo', sampleLogo(), 'logo.png').expect(403);
    await office.auditor.put(path).attach('logo', sampleLogo(), 'logo.png').expect(403);
    await office.administrator.put('/api/issuers/999/logo').attach('logo', sampleLogo(), 'l.png').expect(404);
    // A made-up hash would break the rendering of every invoice to come.
    await office.administrator
      .patch(`/api/issuers/${office.issuer.id}`)
      .send({ logo: 'f'.repeat(64) })
      .expect(400);
    const { body } = await office.accountant.get(`/api/issuers/${office.issuer.id}`).expect(200);
    expect(body.logo).toBe(kept.logo);
  });

  it('tells the series with their ends, and their chain once a night has verified it', async () => {
    await office.subscription('2026-11-01');
    await office.subscription('2026-11-01');
    await office.bill();
    const series = async () => (await office.accountant.get('/api/series').expect(200)).body;
    expect(await series()).toEqual([
      expect.objectContaining({
        issuer: expect.objectContaining({ code: 'SCIC' }),
        prefix: 'SCIC-2026-',
        year: 2026,
        documents: 2,
        firstNumber: 'SCIC-2026-00001',
        lastNumber: 'SCIC-2026-00002',
        lastIssuedOn: '2026-11-22',
        foreignOrigin: false,
        chain: null,
      }),
    ]);
    const proofs = async () => (await office.auditor.get('/api/proofs').expect(200)).body;
    expect(await proofs()).toEqual({ nightly: null, lastBackupAt: null });
    await office.api.get(Jobs).planRecurring();
    await office.work();
    const { nightly } = await proofs();
    expect(nightly).toMatchObject({ day: '2026-11-22', holds: true });
    const numbering = nightly.checks.find(({ invariant }: { invariant: string }) => invariant === 'I3');
    expect(numbering).toMatchObject({ state: 'holds', checked: 2, offences: { told: [], total: 0 } });
    expect((await series())[0].chain).toEqual({
      intact: true,
      checkedAt: nightly.at,
      upTo: 'SCIC-2026-00002',
      lastHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await office.accountant.get('/api/proofs').expect(403);
  });

  it('tells the legal texts of a day, with their source and whether they are certain', async () => {
    const textsOn = async (on: string) =>
      (await office.accountant.get('/api/legal-texts').query({ on }).expect(200)).body;
    const before = await textsOn('2026-08-31');
    const after = await textsOn('2026-09-01');
    const franchise = (texts: { key: string; verified: boolean; text: { fr: string } }[]) =>
      texts.find(({ key }) => key === 'franchise')!;
    expect(franchise(before.texts)).toMatchObject({
      verified: true,
      text: { fr: 'TVA non applicable, article 293 B du CGI' },
      to: '2026-09-01',
    });
    expect(franchise(after.texts)).toMatchObject({ verified: false, from: '2026-09-01' });
    expect(before.changesOn).toContain('2026-09-01');
    expect(before.interestRate).toMatchObject({ basisPoints: null, from: '2026-07-01' });
    expect((await textsOn('2026-02-01')).interestRate).toMatchObject({ basisPoints: 262, verified: true });
    expect(new Set(after.texts.map(({ key }: { key: string }) => key)).size).toBe(after.texts.length);
    expect((await office.accountant.get('/api/legal-texts').expect(200)).body.on).toBe('2026-11-22');
    await office.accountant.get('/api/legal-texts?on=2026-02-30').expect(400);
  });

  it('reads the trail by act and by day', async () => {
    await office.client();
    const trail = async (query: Record<string, string>) =>
      (
        await office.administrator
          .get('/api/audit-trail')
          .query({ limit: 200, ...query })
          .expect(200)
      ).body.events;
    const today = new Date().toISOString().slice(0, 10);
    const made = await trail({ action: 'contracts.client.', from: today });
    expect(made.map(({ action }: { action: string }) => action)).toEqual(['contracts.client.create']);
    expect(await trail({ to: '2020-01-01' })).toEqual([]);
    expect((await trail({ from: today, to: today })).length).toBe((await trail({})).length);
  });
});

describe('what strangers are told', () => {
  it('of an empty installation: that nobody can sign in yet, and no password', async () => {
    const api = await startTestApi({ today: '2026-11-22' });
    try {
      const { body } = await api.http().get('/api/setting').expect(200);
      expect(body).toEqual({
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        environment: 'default',
        today: '2026-11-22',
        embedded: true,
        hasAccounts: false,
        demo: null,
      });
      const administrator = await api.signedInAs('administrator');
      const later = await administrator.get('/api/setting').expect(200);
      expect(later.body).toMatchObject({ hasAccounts: true, demo: null });
    } finally {
      await api.close();
    }
  });

  it('of the demonstration: its accounts; but never in production, whatever the database holds', async () => {
    const api = await startTestApi();
    try {
      const account = {
        email: 'administration@demo.example',
        name: 'Maëlle Kervran',
        password: DEMO_PASSWORD,
        roles: ['administrator' as const],
      };
      await api.identity.createAccount({ accountId: null, name: 'essai', roles: [] }, account);
      const { body } = await api.http().get('/api/setting').expect(200);
      expect(body.demo.password).toBe(DEMO_PASSWORD);
      expect(body.demo.accounts.map(({ email }: { email: string }) => email)).toContain(account.email);
    } finally {
      await api.close();
    }
    const production = await startTestApi({ configuration: { NODE_ENV: 'production' } });
    try {
      await production.identity.createAccount(
        { accountId: null, name: 'essai', roles: [] },
        {
          email: 'administration@demo.example',
          name: 'Maëlle Kervran',
          password: DEMO_PASSWORD,
          roles: ['administrator'],
        },
      );
      const { body } = await production.http().get('/api/setting').expect(200);
      expect(body).toMatchObject({ hasAccounts: true, demo: null });
    } finally {
      await production.close();
    }
  });
});
