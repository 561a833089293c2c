import { typedDay } from './typed-day';

describe('a day as people type it', () => {
  it.each([
    ['01/12/2026', '2026-12-01'],
    ['1/12/2026', '2026-12-01'],
    ['16.10.26', '2026-10-16'],
    ['16 10 2026', '2026-10-16'],
    ['29022028', '2028-02-29'],
    ['2026-12-01', '2026-12-01'],
  ])('%s is %s: the day stands before the month', (typed, day) => expect(typedDay(typed)).toBe(day));

  it.each(['', '31/04/2026', '29/02/2026', '12/31/2026', '1/12', 'demain', '01/12/026'])(
    '%s is none',
    (typed) => expect(typedDay(typed)).toBeNull(),
  );
});
