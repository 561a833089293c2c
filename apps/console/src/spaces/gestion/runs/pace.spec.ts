import { paceOf, type Sample, withSample } from './pace';

function samplesOf(...points: [atMs: number, done: number][]): readonly Sample[] {
  return points.reduce<readonly Sample[]>((all, [atMs, done]) => withSample(all, { atMs, done }), []);
}

describe('the pace of a run', () => {
  it('is what was done over the time it took: 200 in 4 s are 50 a second, the other 100 take 2 s', () => {
    expect(paceOf(samplesOf([0, 0], [2000, 90], [4000, 200]), 300)).toEqual({
      perSecond: 50,
      secondsLeft: 2,
    });
  });

  it('rounds what is left up: 299 at 50 a second are 5.98 s, said as 6', () => {
    expect(paceOf(samplesOf([0, 0], [1000, 50]), 349)?.secondsLeft).toBe(6);
  });

  it('is not said from one sample, from samples of one instant, or while nothing moves', () => {
    expect(paceOf([], 300)).toBeNull();
    expect(paceOf(samplesOf([0, 10]), 300)).toBeNull();
    expect(paceOf(samplesOf([0, 10], [500, 60]), 300)).toBeNull();
    expect(paceOf(samplesOf([0, 10], [5000, 10]), 300)).toBeNull();
  });

  it('forgets what was done more than twenty seconds ago', () => {
    const slowThenFast = samplesOf([0, 0], [20_000, 10], [40_000, 1010]);
    expect(paceOf(slowThenFast, 2010)).toEqual({ perSecond: 50, secondsLeft: 20 });
  });

  it('begins anew when the count falls: a failure is tried again', () => {
    expect(samplesOf([0, 0], [1000, 300], [2000, 299])).toEqual([{ atMs: 2000, done: 299 }]);
  });

  it('never leaves less than nothing to do', () => {
    expect(paceOf(samplesOf([0, 0], [1000, 50]), 40)?.secondsLeft).toBe(0);
  });
});
