import { createHash } from 'node:crypto';
import { Office } from './office.js';

const CONTRACTS = [
  'contrat;client;ligne;prestation;prix_unitaire_ht;cadence;debut',
  'C1;EPI;1;hébergement;120,00;mensuel;01/11/2026',
  'C2;EPI;1;maintenance;60,00;mensuel;01/11/2026',
].join('\n');
const CLIENTS = [
  'code;nom;statut_tva;siren;adresse;code_postal;ville;courriel;canal',
  'EPI;L’Épicerie;assujetti;552100554;2 rue Vasselot;35000;Rennes;compta@epicerie.example;courriel',
].join('\n');

describe('a month of billing', () => {
  let office: Office;
  let runId: number;
  let invoiceId: number;
  let creditNoteId: number;

  beforeAll(async () => {
    office = await Office.open();
    await office.administrator
      .post('/api/imports/clients')
      .attach('file', Buffer.from(CLIENTS), 'clients.csv')
      .expect(201);
    await office.administrator
      .post('/api/imports/contracts')
      .attach('file', Buffer.from(CONTRACTS), 'contracts.csv')
      .expect(201);
  });
  afterAll(async () => office.close());

  it('begins with what is due and billed by nobody', async () => {
    const { body } = await office.accountant.get('/api/drift').expect(200);
    expect(body.counts.unbilled).toEqual({ lines: 2, days: 60 });
    expect(body.lines.map((each: { line: { code: string } }) => each.line.code)).toEqual(['C1/1', 'C2/1']);
    expect(body.lines[0]).toMatchObject({
      issuer: 'SCIC',
      client: { code: 'EPI' },
      unbilled: [{ from: '2026-11-01', to: '2026-12-01' }],
    });
    const { body: dashboard } = await office.auditor.get('/api/dashboard').expect(200);
    expect(dashboard).toMatchObject({
      toBill: { count: 2, net: '180.00' },
      due: '180.00',
      issued: { count: 0 },
    });
  });

  it('is proposed, and nothing is issued by that', async () => {
    const run = await office.propose();
    runId = run.id;
    expect(run).toMatchObject({ state: 'proposed', counts: [{ state: 'proposed', documents: 2 }] });
    const documents = await office.documents(runId);
    expect(documents[0]).toMatchObject({
      state: 'proposed',
      net: '120.00',
      gross: '144.00',
      lines: [{ net: '120.00', period: { from: '2026-11-01', to: '2026-12-01' }, vatRateBasisPoints: 2000 }],
    });
    expect(documents[0].lines[0].line).toEqual(expect.any(Number));
    expect((await office.invoices()).totals).toMatchObject({ documents: 0 });
    expect((await office.acts())[0]).toBe('billing.run.propose');
  });

  it('is approved by its digest, issued, rendered, archived and sent', async () => {
    const { digest } = await office.run(runId);
    const approved = await office.approve({ id: runId, digest }).expect(201);
    expect(approved.body.progress).toMatchObject({ approved: 2, issued: 0, done: false });
    expect(await office.work()).toMatchObject({ failed: 0, stuck: 0 });
    const run = await office.run(runId);
    expect(run).toMatchObject({
      state: 'delivering',
      counts: [{ state: 'issued', documents: 2, net: '180.00', gross: '216.00' }],
      progress: { issued: 2, rendered: 2, sent: 2, underway: 0, done: true },
    });
    expect(run.events.map((event: { state: string }) => event.state)).toEqual([
      'proposed',
      'approved',
      'issuing',
      'delivering',
    ]);
    const { invoices, totals } = await office.invoices({ run: runId });
    expect(totals).toEqual({
      documents: 2,
      creditNotes: 0,
      net: '180.00',
      vat: '36.00',
      gross: '216.00',
    });
    expect(invoices.map((each: { delivery: string }) => each.delivery)).toEqual(['sent', 'sent']);
    invoiceId = invoices[1].id;
    const messages = await office.outbox();
    expect(messages).toHaveLength(2);
    expect(await office.message(messages[0]!)).toContain('compta@epicerie.example');
  });

  it('is downloaded as PDF and XML, byte for byte what was archived and sent', async () => {
    const invoice = await office.invoice(invoiceId);
    for (const format of ['pdf', 'xml'] as const) {
      const answer = await office.auditor
        .get(`/api/invoices/${invoiceId}/${format}`)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200);
      const bytes = answer.body as Buffer;
      const [archived] = await office.sql<{ sha256: string }>(
        'SELECT sha256 FROM documents.archived_file WHERE key = $1',
        [`invoice/${invoiceId}/${format}`],
      );
      const sha256 = createHash('sha256').update(bytes).digest();
      expect(sha256.toString('hex')).toBe(archived!.sha256);
      expect(answer.headers['repr-digest']).toBe(`sha-256=:${sha256.toString('base64')}:`);
      expect(answer.headers['content-disposition']).toContain(`${invoice.number}.${format}`);
      expect(bytes.subarray(0, 5).toString()).toBe(format === 'pdf' ? '%PDF-' : '<?xml');
      if (format === 'xml') expect(bytes.toString()).toContain(invoice.number);
      if (format === 'pdf') {
        const [name] = (await office.outbox()).filter((each) => each.startsWith(`invoice-${invoiceId}-`));
        const attached = (await office.message(name!)).replace(/\s/g, '');
        expect(attached).toContain(bytes.toString('base64').slice(0, 2000));
      }
    }
    const [row] = await office.sql<{ sealed: boolean }>(
      `SELECT encode(billing.seal(previous_hash, payload), 'hex') = $2 AS sealed FROM billing.invoice WHERE id = $1`,
      [invoiceId, invoice.hash],
    );
    expect(row!.sealed).toBe(true);
    expect(invoice.deliveryDetails.events.map((event: { outcome: string }) => event.outcome)).toEqual([
      'rendered',
      'started',
      'accepted',
    ]);
  });

  it('is credited in part: the preview is what is then issued, but for the number', async () => {
    const wish = {
      reason: 'Service interrompu',
      scopes: [{ kind: 'days', position: 1, period: { from: '2026-11-16', to: '2026-12-01' } }],
    };
    const path = `/api/invoices/${invoiceId}/credit-notes`;
    const { body: preview } = await office.accountant.post(`${path}/preview`).send(wish).expect(200);
    expect(preview).toMatchObject({ net: '60.00', vat: '12.00', gross: '72.00', document: { number: '' } });
    expect((await office.invoices()).totals.creditNotes).toBe(0);
    await office.accountant.post(path).send(wish).expect(403);
    const { body: note } = await office.administrator.post(path).send(wish).expect(201);
    creditNoteId = note.id;
    expect(note).toMatchObject({ type: 'creditNote', net: '60.00', credited: { id: invoiceId } });
    const numberless = (document: object) => ({ ...document, number: '' });
    expect(numberless(note.document)).toEqual(preview.document);
    const credited = await office.invoice(invoiceId);
    expect(credited.creditNotes).toEqual([expect.objectContaining({ id: creditNoteId, gross: '72.00' })]);
    expect(credited.lines[0]).toMatchObject({
      credited: '60.00',
      liveDays: [{ from: '2026-11-01', to: '2026-11-16' }],
    });
    const again = await office.administrator.post(path).send(wish).expect(409);
    expect(again.body.code).toBe('BILLING.CREDIT_EMPTY');
    expect((await office.invoices()).totals).toMatchObject({ documents: 3, creditNotes: 1, net: '120.00' });
  });

  it('bills credited days again only once a person releases them', async () => {
    const run = await office.propose();
    const [held] = await office.documents(run.id);
    expect(held).toMatchObject({ state: 'held', net: '60.00', controls: [{ code: 'REBILL_AFTER_CREDIT' }] });
    const unheld = await office.approve(run).expect(201);
    expect(unheld.body.progress).toMatchObject({ approved: 0 });
    await office.work();
    expect((await office.invoices()).totals.documents).toBe(3);
    const releases = [{ position: held.position, reason: 'Le service a été rendu' }];
    await office.approve(run, { releases }).expect(201);
    await office.work();
    const [again] = await office.documents(run.id);
    expect(again).toMatchObject({ state: 'issued', released: { reason: 'Le service a été rendu' } });
    const line = (await office.invoice(invoiceId)).lines[0].line;
    const { body: coverage } = await office.accountant
      .get(`/api/coverage/${line}?from=2026-11-01&to=2027-01-01`)
      .expect(200);
    expect(coverage.segments).toEqual([
      { state: 'billed', from: '2026-11-01', to: '2026-11-16', invoice: invoiceId },
      { state: 'billed', from: '2026-11-16', to: '2026-12-01', invoice: again.invoice.id },
      { state: 'notYetDue', from: '2026-12-01', to: '2027-01-01', invoice: null },
    ]);
  });

  it('closes, the credit note having gone its own way', async () => {
    const closed = await office.administrator.post(`/api/billing-runs/${runId}/closing`).expect(200);
    expect(closed.body.state).toBe('closed');
    await office.administrator.post(`/api/billing-runs/${runId}/closing`).expect(200);
    await office.accountant.post(`/api/billing-runs/${runId}/closing`).expect(403);
    const abandoned = await office.accountant.post(`/api/billing-runs/${runId}/abandonment`).expect(409);
    expect(abandoned.body.code).toBe('BILLING.RUN_STATE');
    const { body: dashboard } = await office.accountant.get('/api/dashboard?month=2026-11').expect(200);
    expect(dashboard).toMatchObject({
      toBill: { count: 0, net: '0.00' },
      issued: { count: 3, net: '240.00' },
      credited: { count: 1, net: '60.00' },
      sent: { count: 3 },
      openRuns: { underway: 1 },
    });
  });

  it('keeps every invariant, and a trace of who did what', async () => {
    const { body } = await office.auditor.get('/api/verification').expect(200);
    expect(body.checks.filter((check: { state: string }) => check.state === 'broken')).toEqual([]);
    expect(body.holds).toBe(true);
    const acts = await office.acts();
    for (const act of ['run.propose', 'run.approve', 'run.close', 'invoice.credit']) {
      expect(acts).toContain(`billing.${act}`);
    }
  });
});
