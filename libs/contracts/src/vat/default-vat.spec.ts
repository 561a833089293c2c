import { defaultVat, type VatCircumstances } from './default-vat.js';

const ordinary: VatCircumstances = {
  regime: 'collection',
  status: 'taxable',
  country: 'FR',
  hasVatNumber: true,
  nature: 'services',
  rateBasisPoints: 2000,
};

const of = (changes: Partial<VatCircumstances>) => {
  const { vatCategory, vatRateBasisPoints } = defaultVat({ ...ordinary, ...changes });
  return `${vatCategory} ${vatRateBasisPoints}`;
};

describe('the VAT of a term when nobody says otherwise', () => {
  it('is the rate in France, for companies, consumers and bodies without VAT alike', () => {
    for (const status of ['taxable', 'franchise', 'exempt', 'nonTaxable', 'consumer'] as const) {
      expect(of({ status })).toBe('S 2000');
    }
    expect(of({ rateBasisPoints: 550, country: null })).toBe('S 550');
    expect(of({ rateBasisPoints: 0 })).toBe('Z 0');
  });

  it('is none where the issuer is in franchise or exempt, whoever the client is', () => {
    expect(of({ regime: 'franchise' })).toBe('E 0');
    expect(of({ regime: 'exempt', status: 'foreign', country: 'DE' })).toBe('E 0');
  });

  it('is owed by a company of the Union that has a number, and by nobody on goods sent there', () => {
    expect(of({ status: 'foreign', country: 'BE' })).toBe('AE 0');
    expect(of({ status: 'foreign', country: 'BE', nature: 'goods' })).toBe('K 0');
    expect(of({ status: 'foreign', country: 'BE', hasVatNumber: false })).toBe('S 2000');
  });

  it('is none outside of the Union, and Monaco is not outside', () => {
    expect(of({ status: 'foreign', country: 'CH', hasVatNumber: false })).toBe('G 0');
    expect(of({ status: 'foreign', country: 'MC' })).toBe('S 2000');
  });
});
