import { amountInWords, numberInWords } from './amount-in-words.js';

describe('amounts in words', () => {
  it.each([
    [100, 'un euro', 'one euro'],
    [2_100, 'vingt-et-un euros', 'twenty-one euros'],
    [7_100, 'soixante-et-onze euros', 'seventy-one euros'],
    [8_000, 'quatre-vingts euros', 'eighty euros'],
    [8_100, 'quatre-vingt-un euros', 'eighty-one euros'],
    [9_900, 'quatre-vingt-dix-neuf euros', 'ninety-nine euros'],
    [20_000, 'deux-cents euros', 'two hundred euros'],
    [20_100, 'deux-cent-un euros', 'two hundred and one euros'],
    [100_000, 'mille euros', 'one thousand euros'],
    [
      123_456,
      'mille-deux-cent-trente-quatre euros et cinquante-six centimes',
      'one thousand two hundred and thirty-four euros and fifty-six cents',
    ],
    [8_000_001, 'quatre-vingt-mille euros et un centime', 'eighty thousand euros and one cent'],
    [100_000_000, 'un million d’euros', 'one million euros'],
    [200_010_000, 'deux millions cent euros', 'two million one hundred euros'],
  ])('%i cents', (cents, fr, en) => {
    expect([amountInWords(cents, 'fr'), amountInWords(cents, 'en')]).toEqual([fr, en]);
  });

  it('numbers of shares', () => {
    expect(numberInWords(191, 'fr')).toBe('cent-quatre-vingt-onze');
    expect(numberInWords(300, 'fr')).toBe('trois-cents');
  });
});
