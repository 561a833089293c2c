import fc from 'fast-check';
import { localDate } from '#kernel';
import type { InvoiceDocument, VatCategory } from '../invoice-document.js';
import { composeSample } from '../samples/compose.js';
import { randomDocument } from '../samples/random-documents.js';
import { sampleDocuments } from '../samples/sample-documents.js';
import { checkDocument, forbidsIssue } from './check-document.js';

const samples = new Map(sampleDocuments().map(({ name, document }) => [name, document]));
const sample = (name: string): InvoiceDocument => {
  const document = samples.get(name);
  if (!document) throw new Error(`no sample ${name}`);
  return document;
};
const rulesOf = (document: InvoiceDocument) => checkDocument(document).map((finding) => finding.rule);

const invoice = sample('invoice');
const withLine = (change: object): InvoiceDocument => ({
  ...invoice,
  lines: invoice.lines.map((line, index) => (index === 0 ? { ...line, ...change } : line)),
});
const withVat = (of: InvoiceDocument, change: object): InvoiceDocument => ({
  ...of,
  vat: of.vat.map((each, index) => (index === 0 ? { ...each, ...change } : each)),
});
const withoutNote = (code: string) => ({
  ...invoice,
  notes: invoice.notes.filter((note) => note.code !== code),
});
const noteSaying = (code: string, text: string) => ({
  ...invoice,
  notes: invoice.notes.map((note) => (note.code === code ? { ...note, text } : note)),
});
const seller = (change: object) => ({ ...invoice, seller: { ...invoice.seller, ...change } });
const buyer = (change: object, of = invoice) => ({ ...of, buyer: { ...of.buyer, ...change } });
const categoryOf = (category: VatCategory, name: string): [string, InvoiceDocument][] => {
  const prefix = category === 'K' ? 'IC' : category;
  const of = sample(name);
  const rate = category === 'S' ? 0 : 2000;
  const lines = of.lines.map((line) => ({ ...line, vatRateBasisPoints: rate }));
  return [
    [`BR-${prefix}-01`, { ...of, vat: [...of.vat, of.vat[0]!] }],
    [`BR-${prefix}-05`, { ...of, lines }],
    [`BR-${prefix}-08`, withVat(of, { netCents: of.vat[0]!.netCents + 1 })],
    [
      `BR-${prefix}-10`,
      withVat(
        of,
        category === 'S' || category === 'Z'
          ? { exemptionReason: 'Motif' }
          : { exemptionReason: null, exemptionCode: null },
      ),
    ],
  ];
};

/** Each rule with a document that breaks it and differs from a sound one by that alone. */
const MUTANTS: readonly (readonly [string, InvoiceDocument])[] = [
  ['BR-02', { ...invoice, number: ' ' }],
  ['BR-FR-01', { ...invoice, number: 'F'.repeat(36) }],
  ['BR-FR-02', { ...invoice, number: 'FA 2026 é' }],
  ['BR-FR-03', { ...invoice, issuedOn: '1999-12-31' as never }],
  ['BR-FR-03', { ...invoice, dueOn: '2026-02-30' as never }],
  ['BR-FR-05', withoutNote('PMT')],
  ['BR-FR-05', withoutNote('PMD')],
  ['BR-FR-05', withoutNote('AAB')],
  ['BR-FR-05', noteSaying('PMD', '-')],
  ['BR-FR-05', noteSaying('AAB', 'xx xx xx')],
  ['BR-FR-06', { ...invoice, notes: [...invoice.notes, invoice.notes[0]!] }],
  ['BR-FR-08', { ...invoice, businessProcess: 'X1' }],
  ['BR-FR-08', { ...invoice, businessProcess: '' }],
  ['BR-FR-09', seller({ siret: '73282932000074' })],
  ['BR-FR-09', buyer({ siret: '41732980200020' })],
  ['BR-FR-10', seller({ siren: '853479260', siret: null, vatNumber: null })],
  ['BR-FR-11', buyer({ siren: null, siret: null })],
  ['BR-FR-11', buyer({ siren: '417329803', siret: null })],
  ['BR-FR-12', buyer({ electronicAddress: null })],
  ['BR-FR-13', seller({ electronicAddress: { scheme: '0225', value: '' } })],
  ['BR-FR-15', withLine({ vatCategory: 'L' })],
  ['BR-FR-16', withLine({ vatRateBasisPoints: 1234 })],
  ['BR-FR-20', withoutNote('BAR')],
  ['BR-FR-20', noteSaying('BAR', 'B2C')],
  ['BR-FR-21', buyer({ electronicAddress: { scheme: 'EM', value: 'compta@kervadec.example' } })],
  ['BR-FR-21', buyer({ electronicAddress: { scheme: '0225', value: '853479269' } })],
  ['BR-FR-22', seller({ electronicAddress: { scheme: 'EM', value: 'a@b.example' } })],
  ['BR-FR-23', buyer({ electronicAddress: { scheme: '0225', value: '417329802 A' } })],
  ['BR-FR-25', buyer({ electronicAddress: { scheme: '0225', value: `417329802_${'A'.repeat(120)}` } })],
  ['BR-FR-31', { ...invoice, notes: [...invoice.notes, { code: 'BAR', text: 'B2B' }] }],
  ['BR-FR-32', buyer({ siren: '123', siret: null }, sample('reverse-charge'))],
  ['BR-FR-CO-05', { ...sample('credit-note'), precedes: [] }],
  ['BR-FR-CO-07', { ...invoice, dueOn: localDate('2026-11-01') }],
  ['BR-FR-CO-08', { ...sample('deposit'), businessProcess: 'S4' }],
  ['BR-FR-CO-09', { ...invoice, businessProcess: 'S2' }],
  ['BR-FR-DEC-01', { ...invoice, netCents: invoice.netCents + 0.5 }],
  ['BR-FR-DEC-02', withLine({ quantity: '1.00001' })],
  ['BR-FR-DEC-03', withLine({ unitPrice: '49.9000001' })],
  ['BR-06', seller({ name: '' })],
  ['BR-07', buyer({ name: ' ' })],
  ['BR-08', seller({ address: { ...invoice.seller.address, city: '' } })],
  ['BR-09', seller({ address: { ...invoice.seller.address, country: 'France' } })],
  ['BR-10', buyer({ address: { ...invoice.buyer.address, lines: [] } })],
  ['BR-11', buyer({ address: { ...invoice.buyer.address, country: 'ZZ' } })],
  ['BR-16', { ...invoice, lines: [] }],
  ['BR-21', withLine({ position: 2 })],
  ['BR-23', withLine({ unit: 'mois' })],
  ['BR-25', withLine({ label: '' })],
  ['BR-27', withLine({ unitPrice: '-49.90' })],
  ['BR-29', { ...invoice, deliveryPeriod: { from: localDate('2026-11-01'), to: localDate('2026-10-01') } }],
  ['BR-30', withLine({ period: { from: localDate('2026-11-01'), to: localDate('2026-11-01') } })],
  ['BR-61', { ...invoice, payment: { ...invoice.payment, iban: null } }],
  ['BR-CO-09', seller({ vatNumber: '17853479269' })],
  ['BR-CO-10', { ...invoice, netCents: invoice.netCents + 1 }],
  ['BR-CO-13', withVat(invoice, { netCents: invoice.netCents - 1 })],
  ['BR-CO-14', { ...invoice, vatCents: invoice.vatCents + 1 }],
  ['BR-CO-15', { ...invoice, grossCents: invoice.grossCents - 1 }],
  ['BR-CO-16', { ...invoice, dueCents: invoice.dueCents + 1 }],
  // 20 % of 1,599.90 is 319.98; the official rule would let 320.97 pass.
  ['BR-CO-17', withVat(invoice, { vatCents: 31_999 })],
  ['BR-CO-18', { ...invoice, vat: [] }],
  ['BR-CO-25', { ...invoice, payment: { ...invoice.payment, terms: '' } }],
  ['BR-CL-22', withVat(sample('franchise'), { exemptionCode: 'FRANCHISE' })],
  ['BR-CL-25', buyer({ electronicAddress: { scheme: '9999', value: '417329802' } })],
  ...categoryOf('S', 'invoice'),
  ...categoryOf('E', 'franchise'),
  ...categoryOf('AE', 'reverse-charge'),
  ...categoryOf('K', 'intra-community-goods'),
  ...categoryOf('G', 'export'),
  ...categoryOf('O', 'foreign-client'),
  ['BR-Z-05', withLine({ vatCategory: 'Z', vatRateBasisPoints: 2000 })],
  ['BR-S-02', seller({ vatNumber: null })],
  ['BR-AE-02', buyer({ vatNumber: null }, sample('reverse-charge'))],
  ['BR-IC-02', buyer({ vatNumber: null }, sample('intra-community-goods'))],
  ['BR-G-02', { ...sample('export'), seller: { ...invoice.seller, vatNumber: null } }],
  ['BR-IC-11', { ...sample('intra-community-goods'), deliveryPeriod: null }],
  ['BR-IC-12', buyer({ deliveryAddress: invoice.buyer.address }, sample('intra-community-goods'))],
  [
    'BR-O-11',
    {
      ...sample('foreign-client'),
      lines: [...sample('foreign-client').lines, { ...invoice.lines[0]!, position: 2 }],
    },
  ],
  ['ID-BALANCE-01', { ...sample('balance-after-deposit'), precedes: [] }],
  [
    'ID-CONSUMER-01',
    {
      ...sample('consumer'),
      notes: invoice.notes.map((note) => (note.code === 'BAR' ? { ...note, text: 'B2C' } : note)),
    },
  ],
  ['ID-CREDIT-01', { ...sample('credit-note'), reason: null }],
  ['ID-IBAN-01', { ...invoice, payment: { ...invoice.payment, iban: 'FR7630006000011234567890188' } }],
  ['ID-LINE-01', withLine({ netCents: 4991 })],
  [
    'ID-MANDATE-01',
    { ...sample('direct-debit'), payment: { ...sample('direct-debit').payment, mandate: null } },
  ],
  ['ID-POSITIVE-01', { ...invoice, dueCents: -1 }],
  ['ID-PRINT-01', buyer({ name: '株式会社' })],
  ['ID-QUANTITY-01', withLine({ quantity: '-1', netCents: -4990 })],
  ['ID-VAT-01', seller({ vatNumber: 'FR39417329802' })],
];

describe('checkDocument', () => {
  it.each(sampleDocuments().map(({ name, document }) => [name, document] as const))(
    'finds nothing wrong with a sound document: %s',
    (_, document) => {
      expect(checkDocument(document)).toEqual([]);
    },
  );

  it.each(MUTANTS.map(([rule, document], index) => [rule, index, document] as const))(
    'refuses what breaks %s (mutant %i)',
    (rule, _, document) => {
      expect(rulesOf(document)).toContain(rule);
    },
  );

  it('says each finding in French and in English, with its place', () => {
    for (const [, document] of MUTANTS) {
      for (const finding of checkDocument(document)) {
        expect(finding.sentence.fr).toMatch(/^\p{Lu}|^«/u);
        expect(finding.sentence.en).toMatch(/^\p{Lu}|^“/u);
        expect(finding.sentence.fr).not.toBe(finding.sentence.en);
        expect(finding.path).not.toBe('');
        expect(`${finding.sentence.fr}${finding.sentence.en}`).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  it('lets a warning pass and stops at a fatal finding', () => {
    expect(forbidsIssue(checkDocument({ ...sample('credit-note'), reason: null }))).toBe(false);
    expect(forbidsIssue(checkDocument({ ...invoice, netCents: 0 }))).toBe(true);
  });

  it('lets a deposit be due before its issue, and a paid invoice be paid before it', () => {
    const early = localDate('2026-10-20');
    expect(checkDocument({ ...sample('deposit'), dueOn: early })).toEqual([]);
    expect(checkDocument({ ...sample('already-paid'), dueOn: early })).toEqual([]);
  });

  it('accepts every sound document and refuses it with any total off by any cents', () => {
    const totals = fc.constantFrom('netCents', 'vatCents', 'grossCents', 'prepaidCents', 'dueCents');
    const cents = fc.integer({ min: -200, max: 200 }).filter((value) => value !== 0);
    fc.assert(
      fc.property(randomDocument, totals, cents, (document, total, off) => {
        expect(checkDocument(document)).toEqual([]);
        expect(forbidsIssue(checkDocument({ ...document, [total]: document[total] + off }))).toBe(true);
      }),
    );
  });

  it('refuses the VAT of any rate off by any cents, also within the 1 € that the norm tolerates', () => {
    const cents = fc.integer({ min: -99, max: 99 }).filter((value) => value !== 0);
    fc.assert(
      fc.property(randomDocument, cents, fc.nat(), (document, off, which) => {
        const index = which % document.vat.length;
        const vat = document.vat.map((each, i) =>
          i === index ? { ...each, vatCents: each.vatCents + off } : each,
        );
        const vatCents = document.vatCents + off;
        const grossCents = document.netCents + vatCents;
        const spoilt = { ...document, vat, vatCents, grossCents, dueCents: grossCents };
        expect(rulesOf(spoilt)).toContain('BR-CO-17');
      }),
    );
  });

  it('counts half a cent of VAT upwards: 5.5 % of 1.00 € is 6 cents', () => {
    const document = composeSample({
      number: 'FA-1',
      lines: [{ label: 'Pain', quantity: '1', unitPrice: '1', vatRateBasisPoints: 550 }],
    });
    expect(document.vatCents).toBe(6);
    expect(checkDocument(document)).toEqual([]);
    expect(rulesOf(withVat(document, { vatCents: 5 }))).toContain('BR-CO-17');
  });
});
