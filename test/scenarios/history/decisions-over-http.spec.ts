import { Jobs } from '#jobs';
import { IMPORT_JOB } from '#history';
import { expectInvariants } from '#test/database/expect-invariants.js';
import type { HttpAgent, TestApi } from '#test/api/start-api.js';
import { fixture, startWithAuditedExport } from './audited-export.js';

interface Finding {
  readonly position: number;
  readonly kind: string;
  readonly amount: string;
  readonly client: { readonly code: string; readonly name: string };
  readonly documents: readonly {
    readonly id: string;
    readonly number: string;
    readonly invoice: number | null;
  }[];
}

describe('deciding on the findings of March 2024 before they are imported', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let accountant: HttpAgent;
  let auditor: HttpAgent;
  let audit: number;

  const findings = async (query: string): Promise<{ items: Finding[]; total: number; kinds: object[] }> =>
    (await accountant.get(`/api/history-audits/${audit}/findings?${query}`).expect(200)).body;
  const preview = async (wish: object) =>
    (await administrator.post(`/api/history-audits/${audit}/decisions/preview`).send(wish).expect(200)).body;
  const decide = (wish: object) => administrator.post(`/api/history-audits/${audit}/decisions`).send(wish);

  beforeAll(async () => {
    const started = await startWithAuditedExport();
    ({ api, administrator } = started);
    audit = started.audit.id;
    accountant = await api.signedInAs('accountant');
    auditor = await api.signedInAs('auditor');
    // 7 pairs: 40 + 27 + 20 + 40 + 25 + 50 + 30 = 232 € net billed too much.
    expect(started.audit.amounts).toMatchObject({ 'billed-twice': '232.00', 'number-gap': null });
  });
  afterAll(async () => api.close());

  it('searches findings by words without accents, by client and by kind, and sorts them', async () => {
    const found = await findings('text=etoile%25');
    expect(found.total).toBe(0);
    const ourcq = await findings('text=DE%20L%E2%80%99OURCQ&kind=billed-twice&sort=amount&descending=true');
    expect(ourcq.items.map(({ amount }) => amount)).toEqual(['40.00', '30.00']);
    expect(ourcq.items[0]!.client).toEqual({ code: 'C0160', name: 'Association de l’Ourcq' });
    expect((await findings('client=C0061')).items.every(({ client }) => client.code === 'C0061')).toBe(true);
    const { kinds } = await findings('text=ourcq&kind=billed-twice');
    expect(kinds).toContainEqual({ kind: 'billed-twice', count: 2, amount: '70.00', decided: 0 });
    expect((await findings('kind=billed-ahead&size=500')).items).toHaveLength(64);
  });

  it('shows one finding down to the rows of the files', async () => {
    const { items } = await findings('kind=billed-twice&text=FA2024-00391');
    const path = `/api/history-audits/${audit}/findings`;
    const { body } = await auditor.get(`${path}/${items[0]!.position}`).expect(200);
    expect(body).toMatchObject({
      dayCount: 31,
      explanation: { fr: expect.stringContaining('1er au 31 mars'), en: expect.stringContaining('31 March') },
      agreement: { id: 'S0045', net: '30.00', cadence: 'monthly' },
    });
    expect(body.rows.map(({ file, line }: { file: string; line: number }) => [file, line])).toEqual([
      ['subscriptions', 46],
      ['invoices', 1635],
      ['invoices', 1714],
    ]);
    expect(body.rows[1].cells).toContainEqual({ header: 'numero', value: 'FA2024-00391' });
    for (const beyond of [99_999, 9_999_999_999]) {
      const unknown = await auditor.get(`${path}/${beyond}`).expect(404);
      expect(unknown.body.code).toBe('HISTORY.FINDING_UNKNOWN');
    }
  });

  it('previews which invoices a rule keeps, and what it leaves undecided, without keeping anything', async () => {
    const wish = { action: 'keepSent', search: { kind: 'billed-twice' } };
    // Of the 7 pairs, two have a first invoice that was never sent: 1807 and 1634; in the others both were sent.
    const read = await preview(wish);
    expect(read).toMatchObject({ matched: 7, changedCount: 2, undecided: 5, notConcerned: 0 });
    expect(read.changed.map(({ after }: { after: { keep: string } }) => after.keep).sort()).toEqual([
      '1713',
      '1936',
    ]);
    expect(read.effect.before.awaitingAmount).toBe('232.00');
    expect((await findings('decided=true')).total).toBe(0);
    const last = await preview({ action: 'keepLastIssued', search: {} });
    expect(last).toMatchObject({ matched: 143, changedCount: 7, notConcerned: 136 });
  });

  it('keeps the decision that was read, and refuses one that was not', async () => {
    const wish = { action: 'keepSent', search: { kind: 'billed-twice' } };
    const { digest } = await preview(wish);
    await decide({ ...wish, digest: '0'.repeat(64) }).expect(409);
    await decide({ ...wish, digest }).expect(200);
    // The same preview again is of a world that has changed.
    expect((await decide({ ...wish, digest }).expect(409)).body.code).toBe('HISTORY.DECISIONS_CHANGED');
    const { items } = await findings('kind=billed-twice&decided=true');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ decision: { kind: 'keep', decidedBy: 'Essai administrator' } });
    await accountant
      .post(`/api/history-audits/${audit}/decisions`)
      .send({ ...wish, digest })
      .expect(403);
    await auditor.post(`/api/history-audits/${audit}/decisions/preview`).send(wish).expect(403);
  });

  it('excuses sendings and days that were never billed, with a written reason, and takes it back', async () => {
    const sendings = {
      action: 'excuse',
      search: { kind: 'never-sent' },
      statement: 'Envoyées par courrier.',
    };
    expect(
      (await decide({ ...sendings, statement: 'x', digest: '0'.repeat(64) }).expect(400)).body.code,
    ).toBe('HISTORY.DECISION_REFUSED');
    const read = await preview(sendings);
    // 25 live invoices without a day of sending, and those that were cancelled whole before they were sent.
    expect(read.effect.after.unsent).toBe(read.effect.before.unsent - 25);
    await decide({ ...sendings, digest: read.digest }).expect(200);
    const [unbilled] = (await findings('kind=never-billed&sort=day')).items;
    const gift = { action: 'excuse', findings: [unbilled!.position], statement: 'Mois offert au client.' };
    const given = await preview(gift);
    expect(given).toMatchObject({ matched: 1, changedCount: 1 });
    expect(given.effect.after.excusedAmount).toBe(unbilled!.amount);
    await decide({ ...gift, digest: given.digest }).expect(200);
    const undo = { action: 'undo', search: { kind: 'never-sent', decided: true } };
    const undone = await preview(undo);
    expect(undone).toMatchObject({ matched: 25, changedCount: 25 });
    expect(undone.effect.after.unsent).toBe(read.effect.before.unsent);
  });

  it('refuses a rule that does not say what it needs', async () => {
    for (const wish of [
      { action: 'keepDocument', findings: [1] },
      { action: 'keepSeries', search: {} },
      { action: 'excuse', search: {} },
    ]) {
      const { body } = await administrator
        .post(`/api/history-audits/${audit}/decisions/preview`)
        .send(wish)
        .expect(400);
      expect(body.code).toBe('HISTORY.DECISION_REFUSED');
    }
    const unknown = administrator.post('/api/history-audits/999999/decisions/preview');
    expect((await unknown.send({ action: 'undo' }).expect(404)).body.code).toBe('HISTORY.AUDIT_UNKNOWN');
  });

  it('imports as decided: what is kept covers, the other awaits its credit note, what is excused waits for nobody', async () => {
    const path = `/api/history-audits/${audit}/import`;
    const { body: read } = await administrator.post(`${path}?preview=true`).send({}).expect(200);
    expect(read).toMatchObject({
      writes: true,
      created: { awaitingCredits: 7 },
      effect: { excusedDeliveries: expect.any(Number) },
    });
    await administrator.post(path).send({ digest: read.digest }).expect(202);
    await api.get(Jobs).workUntilIdle({ kinds: [IMPORT_JOB] });
    const { body: done } = await accountant.get(`/api/history-audits/${audit}`).expect(200);
    expect(done).toMatchObject({ job: { state: 'done' }, import: { summary: { digest: read.digest } } });

    const { body: awaiting } = await accountant.get('/api/awaiting-credits?size=500').expect(200);
    const numbers = awaiting.items.map(({ number }: { number: string }) => number);
    // 1634 (FA2024-00391) was issued first and never sent: 1713 (FA2024-00467) is kept over it.
    expect(numbers).toContain('FA2024-00391');
    expect(numbers).not.toContain('FA2024-00467');
    // 5 pairs were left as by default: the first issued is kept, the second one awaits.
    expect(numbers).toContain('FA2024-00500');

    const { items: pair } = await findings('kind=billed-twice&text=FA2024-00391');
    expect(pair[0]!.documents.every(({ invoice }) => invoice !== null)).toBe(true);
    const { body: unsent } = await accountant
      .get(`/api/invoices/${pair[0]!.documents[0]!.invoice}`)
      .expect(200);
    expect(JSON.stringify(unsent)).toContain('Envoyées par courrier.');
    const { body: excuses } = await accountant.get('/api/excuses').expect(200);
    expect(JSON.stringify(excuses)).toContain('Mois offert au client.');
    await expectInvariants(api.database, '2024-05-02');
  });

  it('decides no more once it is imported, but for notes on numbers', async () => {
    const keep = { action: 'keepLastIssued', search: { kind: 'billed-twice' } };
    const late = administrator.post(`/api/history-audits/${audit}/decisions/preview`).send(keep);
    expect((await late.expect(409)).body.code).toBe('HISTORY.DECISIONS_IMPORTED');
    const note = {
      action: 'excuse',
      search: { kind: 'number-gap' },
      statement: 'Numéros pris par des essais.',
    };
    const { digest, changedCount } = await preview(note);
    expect(changedCount).toBe(8);
    await decide({ ...note, digest }).expect(200);
  });

  it('refuses to choose between invoices that another audit of the same export imported', async () => {
    const { body } = await administrator
      .post('/api/history-audits')
      .field('issuer', 'SCIC')
      .attach('subscriptions', fixture('subscriptions.csv'), 'abonnements.csv')
      .attach('invoices', fixture('invoices.csv'), 'factures.csv')
      .expect(201);
    const again = `/api/history-audits/${body.id}/decisions/preview`;
    const keep = { action: 'keepLastIssued', search: { kind: 'billed-twice' } };
    const refused = (await administrator.post(again).send(keep).expect(409)).body;
    expect(refused.code).toBe('HISTORY.DECISION_TOO_LATE');
    expect(refused.detail ?? JSON.stringify(refused)).toContain('FA2024-00391');
    // What the import still carries out, or what is a note, is decided.
    const note = {
      action: 'excuse',
      search: { kind: 'number-gap' },
      statement: 'Numéros pris par des essais.',
    };
    expect((await administrator.post(again).send(note).expect(200)).body.changedCount).toBe(8);
  });
});
