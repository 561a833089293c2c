import { sampleDocuments } from '../samples/sample-documents.js';
import { epcPayload, qrRectangles } from './epc-qr.js';

const sample = (name: string) => sampleDocuments().find((each) => each.name === name)!.document;

describe('epcPayload', () => {
  it('asks for what is due, on the seller’s account, under the invoice’s number (EPC069-12)', () => {
    expect(epcPayload(sample('invoice'))!.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'AGRIFRPP',
      'Les Ateliers du Canal',
      'FR7630006000011234567890189',
      'EUR1919.88',
      '',
      '',
      'FA-2026-00117',
    ]);
  });

  it.each(['credit-note', 'already-paid', 'direct-debit'])('asks for nothing on a %s', (name) => {
    expect(epcPayload(sample(name))).toBeNull();
  });

  it('stays within 331 bytes, the limit of the norm, with the longest names', () => {
    const document = {
      ...sample('invoice'),
      number: 'F'.repeat(35),
      payment: { ...sample('invoice').payment, accountHolder: 'É'.repeat(200) },
    };
    expect(Buffer.byteLength(epcPayload(document)!)).toBeLessThanOrEqual(331);
  });
});

describe('qrRectangles', () => {
  it('fills its square from corner to corner and stays inside', () => {
    const rectangles = qrRectangles(epcPayload(sample('invoice'))!, { x: 10, y: 20, size: 78 });
    expect(Math.min(...rectangles.map(([x]) => x))).toBe(10);
    expect(Math.min(...rectangles.map(([, y]) => y))).toBe(20);
    expect(Math.max(...rectangles.map(([x, , width]) => x + width))).toBeCloseTo(88);
    expect(Math.max(...rectangles.map(([, y, , height]) => y + height))).toBeCloseTo(98);
  });
});
