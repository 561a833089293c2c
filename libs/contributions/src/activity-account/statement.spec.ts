import { localDate } from '#kernel';
import { accountOfActivity } from './account-of-activity.js';
import { composeStatement } from './statement.js';

const months = accountOfActivity(
  {
    opening: null,
    billed: [],
    collected: [],
    contributions: [],
    directCosts: [{ activity: 1, spentOn: localDate('2026-10-01'), netCents: 10_000, vatCents: 0 }],
    payCosts: [],
    expenses: [],
    issuersOnDebits: new Set(),
  },
  localDate('2026-10-31'),
);

describe('the printed account', () => {
  it.each([
    ['fr', 'Établi le 22 novembre 2026 d’après les écritures à ce jour\u00a0:'],
    ['en', 'Drawn up on 22 November 2026 from the entries of that day:'],
  ] as const)('says on which day its entries were read, for it is not archived: %s', (language, said) => {
    const { blocks } = composeStatement({
      activity: { id: 1, code: 'RONCE', name: 'Atelier Ronce' },
      entrepreneur: null,
      months,
      letterhead: { name: 'La CAE', legalLine: null, address: null, contact: [], logo: null },
      issuedOn: localDate('2026-11-22'),
      language,
    });
    const text = JSON.stringify(blocks);
    expect(text).toContain(said);
    expect(text).not.toMatch(/[" ]-[\d€]/);
    if (language === 'fr') expect(text).not.toMatch(/ [:;!?%»]|« /);
  });
});
