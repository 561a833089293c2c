import { type Figure, figureOf } from './measure.js';
import { benchRendering } from './render-documents.js';

/** PDF/A-3 with its Factur-X, on two threads, beside bare pdfkit pages of the same quantity of text on one. */
export async function benchRender(documents: number): Promise<Figure[]> {
  const { rendered, barePdfkit, residentMb } = await benchRendering({ documents });
  const bare = [...barePdfkit].sort((a, b) => a - b)[1]!;
  return [
    figureOf(
      {
        name: `render ${documents} invoices`,
        unit: '/s',
        target: { atLeast: 200 },
        limit: { name: 'bare pdfkit on one thread, no font embedded', value: bare },
      },
      rendered,
    ),
    figureOf({ name: 'memory after rendering', unit: 'MB', target: { atMost: 400 } }, residentMb),
  ];
}
