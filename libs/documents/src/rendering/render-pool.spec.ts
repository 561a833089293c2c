import { writeCii } from '../factur-x/write-cii.js';
import { renderInvoice } from '../pdf/render-invoice.js';
import { sampleLogo } from '../samples/logo.js';
import { sampleDocuments } from '../samples/sample-documents.js';
import { RenderPool } from './render-pool.js';

const samples = sampleDocuments().map((each) => each.document);

describe('RenderPool', () => {
  let pool: RenderPool;
  beforeEach(() => {
    pool = new RenderPool({ threads: 2 });
  });
  afterEach(() => pool.stop());

  it('renders many documents at once, each as it is rendered alone', async () => {
    const rendered = await Promise.all(samples.map((document) => pool.renderInvoice(document, sampleLogo())));
    rendered.forEach(({ pdf, xml }, index) => {
      const document = samples[index]!;
      expect(xml).toBe(writeCii(document));
      expect(pdf.equals(renderInvoice(document, xml, sampleLogo()))).toBe(true);
    });
  });

  it('hands a refusal over with its code and sentences, and goes on', async () => {
    const [document] = samples;
    const unprintable = { ...document!, buyer: { ...document!.buyer, name: '株' } };
    await expect(pool.renderInvoice(unprintable)).rejects.toMatchObject({
      name: 'DomainError',
      code: 'DOCUMENTS.UNPRINTABLE_TEXT',
      kind: 'invalid',
    });
    await expect(pool.renderInvoice(document!)).resolves.toHaveProperty('xml');
  });

  it('says that a document failed when it is not one, and goes on', async () => {
    const [document] = samples;
    await expect(pool.renderInvoice({ ...document!, lines: undefined as never })).rejects.toMatchObject({
      code: 'DOCUMENTS.RENDERING_FAILED',
      facts: { number: document!.number },
    });
    await expect(pool.renderInvoice(document!)).resolves.toHaveProperty('pdf');
  });

  it('gives a document up at its deadline, with its thread, and renders the next in another', async () => {
    const hasty = new RenderPool({ threads: 1, deadlineMs: 1 });
    try {
      await expect(hasty.renderInvoice(samples.at(-1)!)).rejects.toMatchObject({
        facts: { cause: 'deadline' },
      });
      await expect(hasty.renderInvoice(samples.at(-1)!)).rejects.toMatchObject({
        code: 'DOCUMENTS.RENDERING_FAILED',
      });
    } finally {
      await hasty.stop();
    }
  });

  it('refuses what waits and what comes when it is stopped', async () => {
    const waiting = samples.map((document) => pool.renderInvoice(document));
    const outcomes = Promise.allSettled(waiting);
    await pool.stop();
    const refusals = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    expect(refusals.length).toBeGreaterThan(0);
    refusals.forEach((refusal) =>
      expect(refusal.reason).toMatchObject({ code: 'DOCUMENTS.RENDERING_STOPPED' }),
    );
    await expect(pool.renderInvoice(samples[0]!)).rejects.toMatchObject({
      code: 'DOCUMENTS.RENDERING_STOPPED',
    });
  });
});
