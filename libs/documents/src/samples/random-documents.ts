import fc from 'fast-check';
import type { InvoiceDocument } from '../invoice-document.js';
import { composeSample } from './compose.js';

const decimal = (whole: number, decimals: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: whole }), fc.integer({ min: 0, max: 10 ** decimals - 1 }))
    .map(([units, fraction]) => `${units}.${String(fraction).padStart(decimals, '0')}`);

const line = fc.record({
  label: fc.constantFrom(
    'Hébergement',
    'Conseil & formation <sur mesure>',
    'Αρχή',
    'Œuvre « libre »',
    'Łódź – мир',
  ),
  quantity: decimal(50, 4),
  unitPrice: decimal(2000, 6),
  vatRateBasisPoints: fc.constantFrom(2000, 1000, 550, 210),
});

/** Sound documents of one to twelve lines at up to four rates, for property tests. */
export const randomDocument: fc.Arbitrary<InvoiceDocument> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
    number: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+_/-]{0,34}$/),
    language: fc.constantFrom('fr' as const, 'en' as const),
  })
  .map((draft) => composeSample(draft))
  .filter((document) => document.grossCents > 0);
