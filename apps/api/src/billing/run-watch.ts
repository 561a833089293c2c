import type { MessageEvent } from '@nestjs/common';
import {
  defer,
  distinctUntilChanged,
  finalize,
  ignoreElements,
  interval,
  map,
  merge,
  Observable,
  ReplaySubject,
  repeat,
  share,
  Subject,
  takeUntil,
  takeWhile,
} from 'rxjs';
import type { RunProgress } from '#billing';
import { RunProgressView } from './runs.views.js';

const LOOK_EVERY_MS = 500;
/** Shorter than the minute after which proxies give a silent connection up. */
const HEARTBEAT_EVERY_MS = 15_000;

/** Tells any number of watchers how far runs have come; each run is looked at once for all who watch it. */
export class RunWatch {
  private readonly ending = new Subject<void>();
  private readonly watched = new Map<number, Observable<RunProgress>>();

  constructor(
    private readonly look: (run: number) => Promise<RunProgress>,
    private readonly pace = { lookEveryMs: LOOK_EVERY_MS, heartbeatEveryMs: HEARTBEAT_EVERY_MS },
  ) {}

  /** Ends every stream. */
  end(): void {
    this.ending.next();
    this.ending.complete();
  }

  /** `progress` at once and on each change, `heartbeat` meanwhile, `done` at the end. */
  of(run: number): Observable<MessageEvent> {
    return defer(() => {
      const progress = this.progressOf(run);
      const events = progress.pipe(
        map((each) => ({ type: each.done ? 'done' : 'progress', data: RunProgressView.of(each) })),
      );
      const beats = interval(this.pace.heartbeatEveryMs).pipe(map(() => ({ type: 'heartbeat', data: '' })));
      const over = new Observable<void>((watcher) =>
        progress
          .pipe(ignoreElements())
          .subscribe({ complete: () => watcher.next(), error: () => watcher.next() }),
      );
      return merge(events, beats.pipe(takeUntil(over))).pipe(takeUntil(this.ending));
    });
  }

  private progressOf(run: number): Observable<RunProgress> {
    const known = this.watched.get(run);
    if (known) return known;
    const looking = defer(() => this.look(run)).pipe(
      repeat({ delay: this.pace.lookEveryMs }),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      takeWhile(({ done }) => !done, true),
      finalize(() => this.watched.delete(run)),
      // Whoever comes later is told at once where the run stands.
      share({ connector: () => new ReplaySubject(1) }),
    );
    this.watched.set(run, looking);
    return looking;
  }
}
