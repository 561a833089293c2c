import PDFDocument from 'pdfkit';
import { RenderPool, sampleDocuments } from '#documents';
import { type Figure, figureOf, secondsOf } from './measure.js';

const THREADS = 2;

/** PDF/A-3 with its Factur-X, on two threads, beside bare pdfkit pages of the same text on one. */
export async function benchRender(count: number): Promise<Figure[]> {
  const pool = new RenderPool({ threads: THREADS });
  const { document } = sampleDocuments().find((sample) => sample.name === 'invoice') ?? sampleDocuments()[0]!;
  const order = (number: number) => pool.renderInvoice({ ...document, number: `B-${number}` }, null);
  try {
    await Promise.all([order(0), order(1)]);
    const seconds = await secondsOf(() => Promise.all(Array.from({ length: count }, (_, index) => order(index))));
    const bare = await barePagesPerSecond(Math.min(count, 500));
    const limit = { name: 'bare pdfkit pages on one thread, fonts not embedded', value: bare };
    return [figureOf({ name: `render ${count} invoices`, unit: '/s', target: { atLeast: 200 }, limit }, seconds.map((each) => count / each))];
  } finally {
    await pool.stop();
  }
}

async function barePagesPerSecond(count: number): Promise<number> {
  const start = performance.now();
  for (let page = 0; page < count; page += 1) {
    await new Promise<void>((resolve) => {
      const pdf = new PDFDocument({ size: 'A4' });
      pdf.on('data', () => undefined);
      pdf.on('end', resolve);
      for (let line = 0; line < 40; line += 1) pdf.fontSize(9).text(`Hébergement ${line} 100,00 € 20 % 120,00 €`);
      pdf.end();
    });
  }
  return count / ((performance.now() - start) / 1000);
}
