import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { RenderPool, sampleDocuments } from '#documents';

export interface RenderFigures {
  readonly documents: number;
  readonly threads: number;
  /** PDF/A-3 with Factur-X per second, one figure a repetition. */
  readonly rendered: readonly number[];
  /** Pages of the same quantity of text by bare pdfkit with a standard font that is not embedded, on one thread. */
  readonly barePdfkit: readonly number[];
  /** The same with a TTF embedded the plain way: parsed and subset anew for each document. */
  readonly plainPdfkit: readonly number[];
  /** Resident megabytes after each repetition: flat when nothing is kept. */
  readonly residentMb: readonly number[];
}

const TEXTS = 75;

function bareDocument(font: string | Buffer): void {
  const pdf = new PDFDocument({ size: 'A4', margin: 48 });
  pdf.font(font as string).fontSize(9);
  for (let i = 0; i < TEXTS; i += 1) {
    pdf.text('Conseil en accessibilité 49,90', 48 + (i % 3) * 160, 60 + Math.floor(i / 3) * 20, {
      lineBreak: false,
    });
  }
  pdf.resume();
  pdf.end();
}

function rateOf(documents: number, make: () => void): number {
  const start = performance.now();
  for (let i = 0; i < documents; i += 1) make();
  return (documents / (performance.now() - start)) * 1000;
}

/** Renders `documents` one-page invoices, `repetitions` times, beside what bare pdfkit does. */
export async function benchRendering({
  documents = 1000,
  threads = 2,
  repetitions = 3,
}): Promise<RenderFigures> {
  const invoice = sampleDocuments()[0]!.document;
  const pool = new RenderPool({ threads });
  const ttf = readFileSync(
    createRequire(import.meta.url).resolve(
      '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
    ),
  );
  const figures = {
    rendered: [] as number[],
    barePdfkit: [] as number[],
    plainPdfkit: [] as number[],
    residentMb: [] as number[],
  };
  const batch = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, i) => pool.renderInvoice({ ...invoice, number: `FA-2026-${i}` })),
    );
  try {
    // The threads start and prepare their fonts with the first documents.
    await batch(200);
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const start = performance.now();
      for (let done = 0; done < documents; done += 100) await batch(Math.min(100, documents - done));
      figures.rendered.push((documents / (performance.now() - start)) * 1000);
      figures.residentMb.push(process.memoryUsage().rss / 2 ** 20);
    }
  } finally {
    await pool.stop();
  }
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    figures.barePdfkit.push(rateOf(Math.min(documents, 300), () => bareDocument('Helvetica')));
    figures.plainPdfkit.push(rateOf(Math.min(documents, 50), () => bareDocument(ttf)));
  }
  return { documents, threads, ...figures };
}
