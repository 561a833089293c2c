import { localDate } from '#kernel';
import { composeContributionStatement } from './print-statement.js';
import type { StatementRecord } from './statement.js';

const letterhead = { name: 'La CAE', legalLine: null, address: null, contact: [], logo: null };
const statement: StatementRecord = {
  id: null,
  number: null,
  issuer: { id: 2, code: 'CAE', name: 'La CAE', outside: false },
  nature: 'contribution',
  activity: { id: 1, code: 'RONCE', name: 'Atelier Ronce', holder: 'Inès Ronce' },
  month: localDate('2027-01-01'),
  basisCents: -1_000_000,
  amountCents: -90_000,
  closing: null,
  scheme: null,
  lines: [],
  year: { basisCents: 0, keptCents: 0 },
  earlierYears: [{ year: '2026', amountCents: -90_000 }],
};
const printed = (more: Partial<StatementRecord> = {}) => {
  const document = composeContributionStatement(
    { ...statement, ...more },
    { letterhead, language: 'fr', today: localDate('2027-02-15') },
  );
  return { title: document.title, text: JSON.stringify(document.blocks) };
};

describe('the printed statement', () => {
  it('of our own cooperative is of a contribution, an internal transfer', () => {
    const { title, text } = printed();
    expect(title).toBe('Relevé de contribution');
    expect(text).toContain('ni une vente ni une facture');
    expect(text).not.toContain('ommission');
  });

  it('of another CAE is of a commission, also where that bills here', () => {
    const { title, text } = printed({ nature: 'commission' });
    expect(title).toBe('Relevé de commission');
    expect(text).toContain('Commission du mois');
    expect(text).not.toContain('Affectation analytique');
    expect(text).not.toContain('fait foi');
    const outside = printed({ nature: 'commission', issuer: { ...statement.issuer, outside: true } });
    expect(outside.text).toContain('Son propre relevé fait foi.');
  });

  it('tells what it settles of the year before apart from its own', () => {
    expect(printed().text.replace(/[\u00a0\u202f]/g, ' ')).toContain(
      '["Dont au titre de 2026","\u2212900,00 €"],["Au titre de 2027, depuis le 1er janvier","0,00 €"]',
    );
  });

  it('is spaced as French is: no hyphen for a minus, no breaking space before a double sign', () => {
    const { text } = printed();
    expect(text).toContain('Aperçu\u00a0: ce mois');
    expect(text).not.toMatch(/ [:;!?%»]|« |-\d/);
  });
});
