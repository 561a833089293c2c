import fc from 'fast-check';
import { addDays, addMonths, type LocalDate, localDate, period } from '#kernel';
import type { WorkStatus } from '../associates/associate.js';
import { defaultBylaws } from '../bylaws/default-bylaws.js';
import { associateBy, byUrgency, type Career, nextInterviewBy, revisionBy, stepsOf } from './due-steps.js';

const END = localDate('9999-12-31');
const { career: rules } = defaultBylaws('scic', 'sa', localDate('2026-01-01'));

function careerOf(
  statuses: readonly (readonly [WorkStatus, string, string?, string?])[],
  more: Partial<Career> = {},
): Career {
  return {
    person: 1,
    name: 'Inès Ronce',
    statuses: statuses.map(([status, from, to = END, trial]) => ({
      status,
      period: period(localDate(from), localDate(to)),
      trialEndsOn: trial === undefined ? null : localDate(trial),
    })),
    memberships: [],
    interviews: [],
    ...more,
  };
}
const on = localDate;

describe('the steps of a career', () => {
  it('an entrepreneur becomes associate within three years of the contract', () => {
    const career = careerOf([['cesa', '2024-03-15']]);
    expect(associateBy(career, rules, on('2026-11-22'))).toBe('2027-03-15');
  });

  it('less the days under CAPE before it', () => {
    const career = careerOf([
      ['cape', '2024-01-01', '2024-10-01'],
      ['cesa', '2024-10-01'],
    ]);
    // 2027-10-01 less the 274 days from 1 January to 30 September 2024.
    expect(associateBy(career, rules, on('2026-11-22'))).toBe('2026-12-31');
  });

  it('whoever is an associate, or works under CAPE alone or as an employee, has no such limit', () => {
    const today = on('2026-11-22');
    const associate = careerOf([['cesa', '2024-03-15']], { memberships: [period(on('2025-01-01'), END)] });
    expect(associateBy(associate, rules, today)).toBeNull();
    expect(associateBy(careerOf([['cape', '2026-03-15']]), rules, today)).toBeNull();
    expect(associateBy(careerOf([['employee', '2020-03-15']]), rules, today)).toBeNull();
  });

  it('a membership that ended gives the limit back, and it may lie in the past', () => {
    const left = careerOf([['cesa', '2020-03-15']], {
      memberships: [period(on('2021-01-01'), on('2025-01-01'))],
    });
    expect(associateBy(left, rules, on('2026-11-22'))).toBe('2023-03-15');
  });

  it('two signed interviews a year of the contract: one by the sixth month, one by the twelfth', () => {
    const dueWith = (today: string, ...interviews: string[]) =>
      nextInterviewBy(
        careerOf([['cesa', '2025-06-01']], { interviews: interviews.map(on) }),
        rules,
        on(today),
      );
    expect(dueWith('2025-08-01')).toBe('2025-12-01');
    expect(dueWith('2025-12-20')).toBe('2025-12-01');
    expect(dueWith('2025-12-20', '2025-11-08')).toBe('2026-06-01');
    expect(dueWith('2026-05-20', '2025-11-08', '2026-05-08')).toBe('2026-12-01');
    // Those of last year do not count for this one.
    expect(dueWith('2026-11-22', '2025-11-08', '2026-05-08')).toBe('2026-12-01');
    expect(dueWith('2026-11-22', '2025-11-08', '2026-05-08', '2026-11-02')).toBe('2027-06-01');
  });

  it('a trial is told before it ends, and no more afterwards', () => {
    const career = careerOf([['employee', '2026-10-14', '9999-12-31', '2026-12-14']]);
    const trials = (today: string) =>
      stepsOf(career, rules, on(today)).map(({ kind, dueOn }) => [kind, dueOn]);
    expect(trials('2026-11-22')).toEqual([['trialEnds', '2026-12-14']]);
    expect(trials('2026-12-14')).toEqual([]);
  });

  it('nothing is told before the days of notice', () => {
    const career = careerOf([['cesa', '2024-03-15']], { interviews: [on('2026-06-20'), on('2026-10-20')] });
    expect(rules.alertDays).toBe(90);
    expect(stepsOf(career, rules, on('2026-11-22'))).toEqual([]);
    // 90 days before 15 March 2027.
    expect(stepsOf(career, rules, on('2026-12-15'))).toMatchObject([
      { kind: 'becomeAssociate', dueOn: '2027-03-15' },
    ]);
  });

  it('the révision coopérative comes five years after the last one, or after the first bylaws', () => {
    const foundedOn = on('2022-01-03');
    expect(revisionBy({ foundedOn, lastRevisionOn: null }, rules)).toBe('2027-01-03');
    expect(revisionBy({ foundedOn, lastRevisionOn: on('2025-09-19') }, rules)).toBe('2030-09-19');
  });

  it('the most urgent comes first', () => {
    const step = (dueOn: string) => ({ kind: 'interview' as const, person: 1, name: '', dueOn: on(dueOn) });
    expect(
      byUrgency([step('2026-12-01'), step('2025-12-01'), step('2026-01-01')]).map(({ dueOn }) => dueOn),
    ).toEqual(['2025-12-01', '2026-01-01', '2026-12-01']);
  });

  it('whatever the days of CAPE, the limit is never later than three years after the contract', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1200 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 0, max: 1000 }),
        (supported, offset, later) => {
          const contract: LocalDate = addDays(on('2018-01-01'), offset);
          const cape = supported === 0 ? [] : [['cape', addDays(contract, -supported), contract] as const];
          const limit = associateBy(careerOf([...cape, ['cesa', contract]]), rules, addDays(contract, later));
          expect(limit).toBe(addDays(addMonths(contract, 36), -supported));
        },
      ),
    );
  });

  it('the next interview lies less than a year and a half from today, and its year has room for it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }),
        (elapsed, held) => {
          const contract = on('2018-03-31');
          const today = addDays(contract, elapsed);
          const interviews = held.filter((day) => day <= elapsed).map((day) => addDays(contract, day));
          const due = nextInterviewBy(careerOf([['cesa', contract]], { interviews }), rules, today)!;
          expect(due > addDays(today, -366)).toBe(true);
          expect(due < addDays(today, 550)).toBe(true);
        },
      ),
    );
  });
});
