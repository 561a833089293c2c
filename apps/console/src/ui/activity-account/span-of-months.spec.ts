import { type ActivityMonth, spanOf, stepsOf } from './span-of-months';

function month(
  day: string,
  flows: Partial<ActivityMonth['flows']>,
  available: [string, string],
): ActivityMonth {
  const nothing = { billed: '0.00', collected: '0.00', contribution: '0.00', directCosts: '0.00' };
  return {
    month: day,
    flows: { ...nothing, expenses: '0.00', payCost: '0.00', ...flows },
    provisional: false,
    result: '10.00',
    openingAvailable: available[0],
    available: available[1],
    cumulatedResult: '0.00',
  } as ActivityMonth;
}

describe('the steps from billed to available', () => {
  const january = month('2026-01-01', { billed: '1000.00', collected: '0.00', payCost: '200.10' }, [
    '50.00',
    '-150.10',
  ]);
  const february = month(
    '2026-02-01',
    { billed: '0.00', collected: '1000.00', contribution: '100.00', directCosts: '0.20' },
    ['-150.10', '749.70'],
  );

  it('add up to what is available, to the cent, over one month or several', () => {
    for (const months of [[january], [february], [january, february]]) {
      const steps = stepsOf(spanOf(months));
      const cents = ({ amount }: { amount: string }) => Math.round(Number(amount) * 100);
      const parts = steps.slice(0, -1).reduce((sum, step) => sum + cents(step), 0);
      expect(parts).toBe(cents(steps.at(-1)!));
    }
  });

  it('sum the months they tell and begin with what the first began with', () => {
    const span = spanOf([january, february]);
    expect(span.flows).toMatchObject({ billed: '1000.00', collected: '1000.00', payCost: '200.10' });
    expect(span.result).toBe('20.00');
    expect(stepsOf(span).find(({ name }) => name === 'carried')!.amount).toBe('50.00');
  });
});
