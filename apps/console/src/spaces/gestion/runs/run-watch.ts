import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answered, http, type Schema } from '../../../api/api';
import { type Sample, withSample } from './pace';

type Progress = Schema<'RunProgressView'>;

/** How often what is in sight beside the bar is read again while a run goes on. */
const READ_AGAIN_EVERY_MS = 4_000;
/** The browser connects again by itself after a lost connection, but not after a refusal. */
const CONNECT_AGAIN_AFTER_MS = 3_000;

export interface RunWatch {
  readonly progress: Progress;
  readonly connection: 'live' | 'lost' | 'over';
  /** Of issuing, and of sending. */
  readonly issued: readonly Sample[];
  readonly settled: readonly Sample[];
}

/** Documents that have arrived or need not: what waits for a person is told apart, beneath. */
export function settledOf({ sent, excused }: Progress): number {
  return sent + excused;
}

/** Deliveries that do not go on without a person. */
export function waitingOf({ unknown, refused, byHand, stuck }: Progress): number {
  return unknown + refused + byHand + stuck;
}

interface Streamed {
  readonly progress: Progress;
  readonly issued: readonly Sample[];
  readonly settled: readonly Sample[];
}

/**
 * Follows a run by server-sent events. The stream says at once where the run stands, so that a page that was loaded
 * again goes on where it was; a lost connection comes back by itself.
 * @param known how far the run was when the page read it
 */
export function useRunWatch(runId: number, known: Progress): RunWatch {
  const queries = useQueryClient();
  const [streamed, setStreamed] = useState<Streamed | null>(null);
  const [connection, setConnection] = useState<RunWatch['connection']>('over');
  const readAt = useRef(0);
  useEffect(() => {
    if (known.done) {
      setStreamed(null);
      setConnection('over');
      return;
    }
    const readAgain = () => {
      readAt.current = performance.now();
      void queries.invalidateQueries();
    };
    return follow(runId, {
      onProgress(progress) {
        setConnection('live');
        setStreamed((before) => after(before, progress));
        if (performance.now() - readAt.current > READ_AGAIN_EVERY_MS) readAgain();
      },
      onLost: () => setConnection('lost'),
      onDone(progress) {
        setStreamed((before) => after(before, progress));
        setConnection('over');
        readAgain();
      },
    });
  }, [runId, known.done, queries]);
  return { progress: known, issued: [], settled: [], ...streamed, connection };
}

function after(before: Streamed | null, progress: Progress): Streamed {
  const atMs = performance.now();
  return {
    progress,
    issued: withSample(before?.issued ?? [], { atMs, done: progress.issued + progress.setAside }),
    settled: withSample(before?.settled ?? [], { atMs, done: settledOf(progress) }),
  };
}

interface Listener {
  onProgress(progress: Progress): void;
  onLost(): void;
  onDone(progress: Progress): void;
}

/** @returns what ends the following */
function follow(runId: number, listener: Listener): () => void {
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const read = (event: Event) => JSON.parse((event as MessageEvent<string>).data) as Progress;
  const connect = () => {
    if (ended) return;
    source = new EventSource(`/api/billing-runs/${runId}/progress`);
    source.addEventListener('progress', (event) => listener.onProgress(read(event)));
    source.addEventListener('done', (event) => {
      end();
      listener.onDone(read(event));
    });
    source.addEventListener('error', () => {
      listener.onLost();
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(ask, CONNECT_AGAIN_AFTER_MS);
    });
  };
  // A refused stream says nothing of why: an ordinary request waits for the session to be renewed, if that is it.
  const ask = () =>
    http
      .GET('/api/billing-runs/{id}', { params: { path: { id: runId } } })
      .then(answered)
      .then(connect, () => {
        if (!ended) again = setTimeout(ask, CONNECT_AGAIN_AFTER_MS);
      });
  const end = () => {
    ended = true;
    clearTimeout(again);
    source?.close();
  };
  connect();
  return end;
}
