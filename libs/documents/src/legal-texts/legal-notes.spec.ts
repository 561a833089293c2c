import { localDate } from '#kernel';
import {
  legalInterestRateOn,
  legalNotes,
  type LegalNotesRequest,
  legalTextOn,
  vatTreatmentOf,
} from './legal-notes.js';
import { LEGAL_TEXTS } from './table.js';

const request: LegalNotesRequest = {
  issuedOn: localDate('2026-11-02'),
  language: 'fr',
  flow: 'B2B',
  seller: { vatRegime: 'standard', vatOnDebits: false },
  buyer: { vatStatus: 'taxable', country: 'FR' },
  categories: ['S'],
};

describe('legalNotes', () => {
  it('tells a business the penalties, the 40 € indemnity and that there is no discount', () => {
    const { notes, vatDue } = legalNotes(request);
    expect(notes.map((note) => note.code)).toEqual(['PMD', 'PMT', 'AAB', 'BAR']);
    expect(notes[0]!.text).toContain('majoré de 10 points');
    expect(notes[1]!.text).toContain('40 €');
    expect(notes[3]!.text).toBe('B2B');
    expect(vatDue).toBe('onCollection');
  });

  it('claims no indemnity from a consumer', () => {
    const { notes } = legalNotes({
      ...request,
      flow: 'B2C',
      buyer: { vatStatus: 'consumer', country: 'FR' },
    });
    expect(notes.find((note) => note.code === 'PMT')!.text).toContain('aucune indemnité');
    expect(notes.map((note) => note.text).join(' ')).not.toContain('40');
  });

  it('says the option for debits where VAT is charged, and only there', () => {
    const seller = { vatRegime: 'standard', vatOnDebits: true } as const;
    expect(legalNotes({ ...request, seller })).toMatchObject({ vatDue: 'onInvoice' });
    expect(legalNotes({ ...request, seller }).notes.at(-1)!.text).toBe(
      'Option pour le paiement de la taxe d’après les débits.',
    );
    expect(
      legalNotes({ ...request, seller, categories: ['O'] }).notes.some((note) => note.code === 'TXD'),
    ).toBe(false);
  });

  it('changes the wording of the small-business exemption on 1 September 2026', () => {
    const franchise = (issuedOn: string) =>
      legalNotes({
        ...request,
        issuedOn: localDate(issuedOn),
        seller: { vatRegime: 'franchise', vatOnDebits: false },
        categories: ['E'],
      });
    expect(franchise('2026-08-31').exemptions.E).toEqual({
      reason: 'TVA non applicable, article 293 B du CGI',
      code: 'VATEX-FR-FRANCHISE',
    });
    expect(franchise('2026-08-31').used.every((text) => text.verified)).toBe(true);
    expect(franchise('2026-09-01').exemptions.E!.reason).toContain('CIBS');
    expect(franchise('2026-09-01').used.some((text) => !text.verified)).toBe(true);
  });

  it('gives an exempt association article 261, 7-1°, never 293 B', () => {
    const { exemptions } = legalNotes({
      ...request,
      seller: { vatRegime: 'exempt', vatOnDebits: false },
      categories: ['E'],
    });
    expect(exemptions.E!.code).toBe('VATEX-FR-CGI261-7');
    expect(exemptions.E!.reason).not.toContain('293');
  });

  it('says “Autoliquidation” at home and abroad', () => {
    expect(legalNotes({ ...request, categories: ['AE'] }).exemptions.AE!.reason).toMatch(/^Autoliquidation/);
    const abroad = legalNotes({
      ...request,
      categories: ['AE'],
      buyer: { vatStatus: 'foreign', country: 'DE' },
    });
    expect(abroad.exemptions.AE!.reason).toContain('article 44');
  });

  it('takes an administrator’s wording before its own', () => {
    const overrides = {
      noDiscount: { fr: 'Escompte de 1 % à huit jours.', en: '1% discount within eight days.' },
    };
    expect(legalNotes({ ...request, overrides }).notes.find((note) => note.code === 'AAB')!.text).toBe(
      'Escompte de 1 % à huit jours.',
    );
  });

  it('refuses a day for which it knows no wording', () => {
    expect(() => legalTextOn('latePayment', localDate('2001-01-01'))).toThrow(
      expect.objectContaining({ code: 'DOCUMENTS.NO_LEGAL_TEXT' }),
    );
  });

  it('has one wording a day for each key, without gap', () => {
    for (const key of new Set(LEGAL_TEXTS.map((text) => text.key))) {
      const rows = LEGAL_TEXTS.filter((text) => text.key === key).sort((a, b) => (a.from < b.from ? -1 : 1));
      rows.forEach((row, index) => expect(row.to).toBe(rows[index + 1]?.from ?? null));
    }
  });

  it('knows the legal rate of the first half of 2026 and says that the second is not known', () => {
    expect(legalInterestRateOn(localDate('2026-03-01'))).toMatchObject({ basisPoints: 262, verified: true });
    expect(legalInterestRateOn(localDate('2026-11-02'))).toMatchObject({
      basisPoints: null,
      verified: false,
    });
  });
});

describe('vatTreatmentOf', () => {
  const france = { vatStatus: 'taxable', country: 'FR' } as const;
  const germany = { vatStatus: 'foreign', country: 'DE' } as const;
  const japan = { vatStatus: 'foreign', country: 'JP' } as const;
  const consumer = { vatStatus: 'consumer', country: 'FR' } as const;

  it.each([
    ['standard', france, 'services', 'S', 'B2B', true],
    ['standard', consumer, 'services', 'S', 'B2C', true],
    ['standard', germany, 'services', 'AE', 'B2BINT', false],
    ['standard', germany, 'goods', 'K', 'B2BINT', false],
    ['standard', japan, 'services', 'O', 'B2BINT', false],
    ['standard', japan, 'goods', 'G', 'B2BINT', false],
    ['franchise', france, 'services', 'E', 'B2B', false],
    ['exempt', consumer, 'services', 'E', 'B2C', false],
  ] as const)('a %s seller to %o, %s: %s', (seller, buyer, nature, category, flow, charged) => {
    expect(vatTreatmentOf({ seller, buyer, nature })).toEqual({ category, flow, charged });
  });

  it('reverses the charge at home only when told to', () => {
    expect(
      vatTreatmentOf({ seller: 'standard', buyer: france, nature: 'services', reverseCharge: true }).category,
    ).toBe('AE');
  });
});
