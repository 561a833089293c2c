import type { Schema } from '../../../api/api';
import { importStateOf, paceOf, shareDone } from './import-state';

const job = (state: Schema<'HistoryJobView'>['state']) => ({
  job: { id: 1, state, progress: null, lastError: null, finishedAt: null },
  import: null,
});

describe('where an import stands', () => {
  it('follows its job', () => {
    expect(importStateOf({ job: null, import: null })).toBe('none');
    expect(importStateOf(job('ready'))).toBe('running');
    expect(importStateOf(job('running'))).toBe('running');
    // It is tried again by itself.
    expect(importStateOf(job('failed'))).toBe('running');
    expect(importStateOf(job('stuck'))).toBe('stopped');
    expect(importStateOf(job('done'))).toBe('done');
  });

  it('tells pace and rest from what it saw: 400 in 4 s is 100 a second, 600 left take 6 s', () => {
    expect(paceOf({ at: 1000, done: 0 }, { at: 5000, done: 400 }, 1000)).toEqual({ rate: 100, seconds: 6 });
    expect(paceOf({ at: 1000, done: 400 }, { at: 5000, done: 400 }, 1000)).toBeNull();
    expect(paceOf(null, { at: 5000, done: 400 }, 1000)).toBeNull();
  });

  it('never says 100 % before the end', () => {
    expect(shareDone({ done: 999, total: 1000 })).toBe(99);
    expect(shareDone({ done: 1000, total: 1000 })).toBe(100);
    expect(shareDone(null)).toBe(0);
  });
});
