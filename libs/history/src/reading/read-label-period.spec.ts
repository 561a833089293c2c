import { localDate } from '#kernel';
import { periodOfLabel, readLabelPeriod } from './read-label-period.js';

describe('the period a label names', () => {
  it.each([
    ['Messagerie – mars 2024', '2024-03-01', '2024-04-01'],
    ['févr. 2024', '2024-02-01', '2024-03-01'],
    ['Hosting, Feb 2024', '2024-02-01', '2024-03-01'],
    ['Août 24', '2024-08-01', '2024-09-01'],
    ['03/2024', '2024-03-01', '2024-04-01'],
    ['2024-03', '2024-03-01', '2024-04-01'],
    ['T2 2024', '2024-04-01', '2024-07-01'],
    ['Q4-2024', '2024-10-01', '2025-01-01'],
    ['2e trimestre 2024', '2024-04-01', '2024-07-01'],
    ['premier trimestre 2024', '2024-01-01', '2024-04-01'],
    ['2024 T3', '2024-07-01', '2024-10-01'],
    ['1er semestre 2024', '2024-01-01', '2024-07-01'],
    ['S2 2024', '2024-07-01', '2025-01-01'],
    ['Hébergement année 2024', '2024-01-01', '2025-01-01'],
    ['janvier à mars 2024', '2024-01-01', '2024-04-01'],
    ['décembre - février 2024', '2023-12-01', '2024-03-01'],
    ['du 01/03/2024 au 31/03/2024', '2024-03-01', '2024-04-01'],
    ['2024-03-05 - 2024-04-04', '2024-03-05', '2024-04-05'],
    ['du 1er au 31 mars 2024', '2024-03-01', '2024-04-01'],
    ['du 15 décembre au 14 janvier 2024', '2023-12-15', '2024-01-15'],
    ['from March 5, 2024 to April 4, 2024', '2024-03-05', '2024-04-05'],
    ['from 5 March 2024 to 4 April 2024', '2024-03-05', '2024-04-05'],
  ])('%s', (label, from, to) => {
    expect(readLabelPeriod(label, 'dmy')?.period).toEqual({ from, to });
  });

  it.each(['Site web', 'Pack 12', 'Café du Bocage'])('« %s » names none', (label) => {
    expect(readLabelPeriod(label, 'dmy')).toBeNull();
  });

  it('is the period of the line that begins there', () => {
    const inMarch = readLabelPeriod('mars 2024', 'dmy')!;
    const line = { start: localDate('2023-12-31'), end: null };
    expect(periodOfLabel(inMarch, { ...line, cadence: 'monthly' })).toEqual({
      from: '2024-03-31',
      to: '2024-04-30',
    });
    expect(periodOfLabel(inMarch, { ...line, cadence: 'quarterly' })).toEqual({
      from: '2024-03-31',
      to: '2024-06-30',
    });
    // No year of this line begins in March: the calendar month itself is meant.
    expect(periodOfLabel(inMarch, { ...line, cadence: 'yearly' })).toEqual({
      from: '2024-03-01',
      to: '2024-04-01',
    });
  });
});
