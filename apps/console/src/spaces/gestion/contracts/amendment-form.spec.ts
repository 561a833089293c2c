import type { Schema } from '../../../api/api';
import { amendmentOf, emptyAmendment, followConditions, termOn } from './amendment-form';
import { emptyLine, mistakesOf, newLineOf } from './line-form';

const term = (from: string, to: string | null, unitPrice: string): Schema<'TermView'> => ({
  period: { from, to },
  billable: true,
  months: 1,
  billing: 'advance',
  anchor: '2026-01-01',
  quantity: '1',
  unitPrice,
  vatCategory: 'S',
  vatRateBasisPoints: 2000,
  horizonDays: 31,
});
const line = {
  id: 7,
  kind: 'subscription',
  revision: 2,
  terms: [term('2026-01-01', '2026-06-01', '100'), term('2026-06-01', null, '120.5')],
} as unknown as Schema<'LineView'>;
const form = { ...emptyAmendment(line, '2026-11-22', 'fr'), from: '2026-12-01' };

describe('an amendment as it is typed', () => {
  it('begins with the conditions of today, in French form', () => {
    expect(form).toMatchObject({ unitPrice: '120,5', months: '1', billing: 'advance' });
  });

  it('asks only what differs from the conditions of its first day', () => {
    const typed = { ...form, unitPrice: '130,00', reason: ' indexation ' };
    expect(amendmentOf('change', line, 2, typed)).toEqual({
      kind: 'change',
      fromRevision: 2,
      reason: 'indexation',
      from: '2026-12-01',
      conditions: { unitPrice: '130.00' },
    });
    // 120,50 is no change in December, and one in March.
    expect(amendmentOf('change', line, 2, { ...form, unitPrice: '120,50' })).toBeNull();
    expect(
      amendmentOf('change', line, 2, { ...form, from: '2026-03-01', unitPrice: '120,50' }),
    ).toMatchObject({
      conditions: { unitPrice: '120.50' },
    });
  });

  it('says the last day inside, and asks with the first day outside', () => {
    expect(amendmentOf('pause', line, 2, { ...form, last: '2026-12-31' })).toMatchObject({
      period: { from: '2026-12-01', to: '2027-01-01' },
    });
    expect(amendmentOf('cancellation', line, 2, { ...form, from: '2026-12-09' })).toMatchObject({
      onDay: '2026-12-10',
    });
    expect(
      amendmentOf('change', line, 2, { ...form, prolong: 'day', prolongLast: '2027-12-31' }),
    ).toMatchObject({
      prolongTo: '2028-01-01',
    });
  });

  it('follows the conditions of another first day, but for what was typed otherwise', () => {
    const days = { from: '2026-12-01', to: '2026-03-01' };
    expect(followConditions(form, line, days, 'fr')).toMatchObject({ unitPrice: '100', quantity: '1' });
    expect(followConditions({ ...form, unitPrice: '99' }, line, days, 'fr').unitPrice).toBe('99');
  });

  it('asks nothing while something is missing or a period ends before it begins', () => {
    expect(amendmentOf('change', line, 2, { ...form, from: null, unitPrice: '1' })).toBeNull();
    expect(amendmentOf('change', line, 2, { ...form, unitPrice: 'cent' })).toBeNull();
    expect(amendmentOf('pause', line, 2, { ...form, last: '2026-11-01' })).toBeNull();
    expect(amendmentOf('usage', line, 2, { ...form, quantity: '7,5' })).toBeNull();
  });

  it('finds the conditions of a day, and the last ones after the end', () => {
    expect(termOn(line, '2026-05-31')!.unitPrice).toBe('100');
    expect(termOn({ ...line, terms: [line.terms[0]!] }, '2030-01-01')!.unitPrice).toBe('100');
  });
});

describe('a new line as it is typed', () => {
  it('asks a quarter in advance with its VAT from client and issuer', () => {
    const typed = {
      ...emptyLine('2026-12-01'),
      service: ' site ',
      label: 'Site',
      unitPrice: '1 200,5',
      months: '3',
    };
    expect(mistakesOf(typed)).toEqual({});
    expect(newLineOf(typed)).toEqual({
      kind: 'subscription',
      service: 'site',
      label: 'Site',
      nature: 'services',
      terms: [
        {
          period: { from: '2026-12-01', to: null },
          unitPrice: '1200.5',
          quantity: '1',
          billing: 'advance',
          months: 3,
        },
      ],
    });
  });

  it('worked time says its rate only', () => {
    const typed = {
      ...emptyLine('2026-12-01'),
      kind: 'time' as const,
      service: 'x',
      label: 'x',
      unitPrice: '80',
    };
    expect(newLineOf({ ...typed, vatRate: '550' }).terms[0]).toEqual({
      period: { from: '2026-12-01', to: null },
      unitPrice: '80',
      vatCategory: 'S',
      vatRateBasisPoints: 550,
    });
  });

  it('names what is missing, field by field', () => {
    expect(mistakesOf({ ...emptyLine(null), quantity: 'deux' })).toEqual({
      service: 'required',
      label: 'required',
      unitPrice: 'price',
      quantity: 'quantity',
      from: 'required',
    });
    expect(mistakesOf({ ...emptyLine('2026-12-01'), last: '2026-11-01' }).last).toBe('endBeforeStart');
  });
});
