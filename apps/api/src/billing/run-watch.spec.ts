import type { MessageEvent } from '@nestjs/common';
import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs';
import type { RunProgress } from '#billing';
import { RunWatch } from './run-watch.js';

const WAITING: RunProgress = {
  state: 'issuing',
  documents: 300,
  approved: 300,
  issued: 0,
  setAside: 0,
  rendered: 0,
  sent: 0,
  excused: 0,
  unknown: 0,
  refused: 0,
  byHand: 0,
  stuck: 0,
  underway: 0,
  startedAt: null,
  done: false,
};

const pace = { lookEveryMs: 5, heartbeatEveryMs: 1_000 };

describe('watching a run', () => {
  let looks: number;
  let now: RunProgress;

  beforeEach(() => {
    looks = 0;
    now = WAITING;
  });
  const watchAt = (at: typeof pace) =>
    new RunWatch(async () => {
      looks += 1;
      return now;
    }, at);
  const types = (events: readonly MessageEvent[]) => events.map(({ type }) => type);

  it('a hundred watchers cost one look at a time, and all of them see each change and the end', async () => {
    const watch = watchAt(pace);
    const watchers = Array.from({ length: 100 }, () => lastValueFrom(watch.of(7).pipe(toArray())));
    setTimeout(() => (now = { ...WAITING, issued: 200, approved: 100 }), 40);
    setTimeout(() => (now = { ...WAITING, issued: 300, approved: 0, done: true }), 80);
    const seen = await Promise.all(watchers);
    // 80 ms at one look each 5 ms at least, shared: far from one for each of the hundred.
    expect(looks).toBeLessThan(30);
    for (const events of seen) {
      expect(types(events)).toEqual(['progress', 'progress', 'done']);
      expect(events.map(({ data }) => (data as RunProgress).issued)).toEqual([0, 200, 300]);
    }
  });

  it('who comes later is told at once where the run stands', async () => {
    const watch = watchAt({ ...pace, lookEveryMs: 60_000 });
    const early = watch.of(7).subscribe();
    await firstValueFrom(watch.of(7));
    const late = await firstValueFrom(watch.of(7));
    expect(late).toMatchObject({ type: 'progress', data: { documents: 300 } });
    expect(looks).toBe(1);
    early.unsubscribe();
  });

  it('nobody looks any more once the last watcher has left', async () => {
    const watch = watchAt(pace);
    await firstValueFrom(watch.of(7));
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(looks).toBe(before);
    await firstValueFrom(watch.of(7));
    expect(looks).toBe(before + 1);
  });

  it('beats while nothing changes, and no more after the end', async () => {
    const watch = watchAt({ lookEveryMs: 5, heartbeatEveryMs: 10 });
    const beating = lastValueFrom(watch.of(7).pipe(take(3), toArray()));
    expect(types(await beating)).toEqual(['progress', 'heartbeat', 'heartbeat']);
    now = { ...WAITING, done: true };
    expect(types(await lastValueFrom(watch.of(7).pipe(toArray())))).toEqual(['done']);
  });

  it('ends with the server, and a failed look ends the stream so that the reader connects again', async () => {
    const watch = watchAt(pace);
    const watched = lastValueFrom(watch.of(7).pipe(toArray()));
    setTimeout(() => watch.end(), 20);
    expect(types(await watched)).toEqual(['progress']);

    let broken = true;
    const failing = new RunWatch(async () => {
      if (broken) throw new Error('base de données arrêtée');
      return { ...WAITING, done: true };
    }, pace);
    await expect(lastValueFrom(failing.of(7))).rejects.toThrow('arrêtée');
    broken = false;
    expect(types(await lastValueFrom(failing.of(7).pipe(toArray())))).toEqual(['done']);
  });
});
