import { negated, signed } from './states';

describe('amounts of documents', () => {
  it('of a credit note are shown with their sign', () => {
    expect([signed('120.00', 'creditNote'), signed('120.00', 'invoice')]).toEqual(['-120.00', '120.00']);
    expect([negated('-6.67'), negated('0.00'), negated('-0.00')]).toEqual(['6.67', '0.00', '0.00']);
  });
});
