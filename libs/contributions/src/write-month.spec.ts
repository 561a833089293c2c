import { localDate } from '#kernel';
import { accountsErrors } from './activity-account/accounts-errors.js';
import { contributionsErrors } from './contributions-errors.js';
import { writeOfMonth } from './write-month.js';

describe('months in French sentences', () => {
  it.each([
    ['2026-03-01', 'de mars 2026'],
    ['2026-04-01', 'd’avril 2026'],
    ['2026-08-01', 'd’août 2026'],
    ['2026-10-01', 'd’octobre 2026'],
    ['2026-12-01', 'de décembre 2026'],
  ])('%s: %s', (month, words) => {
    expect(writeOfMonth(localDate(month))).toBe(words);
  });

  it('read as they are said, in every refusal that names one', () => {
    const month = localDate('2026-10-01');
    const activity = 'Atelier';
    for (const { sentence } of [
      contributionsErrors.MONTHS_CLOSED({ month }),
      contributionsErrors.MONTH_NOT_OVER({ month }),
      contributionsErrors.EARLIER_MONTH_OPEN({ month, activity }),
      accountsErrors.MONTH_TO_COME({ month }),
    ]) {
      expect(sentence.fr).toContain(' d’octobre 2026 ');
    }
  });

  it('days too', () => {
    const approvedOn = localDate('2026-11-22');
    const { sentence } = accountsErrors.REIMBURSED_BEFORE_APPROVAL({ approvedOn });
    expect(sentence.fr).toContain('validée le 22 novembre 2026');
    expect(accountsErrors.DAY_TO_COME({ day: approvedOn }).sentence.fr).toContain('Le 22 novembre 2026 est');
  });
});
