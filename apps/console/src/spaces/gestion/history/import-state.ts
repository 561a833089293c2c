import type { Schema } from '../../../api/api';

type Audit = Pick<Schema<'OneHistoryAuditView'>, 'job' | 'import'>;
type Job = Schema<'HistoryJobView'>;

/**
 * Where the import of an audit stands. `stopped`: it was ordered and did not take place; `done` without a record: it was
 * ordered and everything was there already.
 */
export function importStateOf({ job, import: made }: Audit): 'none' | 'running' | 'stopped' | 'done' {
  if (job?.state === 'ready' || job?.state === 'running' || job?.state === 'failed') return 'running';
  if (job?.state === 'stuck') return 'stopped';
  return made || job ? 'done' : 'none';
}

/** How often the page asks where a running import stands. */
export const ASK_EVERY_MS = 2000;

export interface Sighting {
  readonly at: number;
  readonly done: number;
}

/** Pace since the first sighting, in units a second, and the seconds left; null while there is nothing to tell. */
export function paceOf(
  first: Sighting | null,
  now: Sighting,
  total: number,
): { readonly rate: number; readonly seconds: number } | null {
  if (!first || now.at - first.at < 1000 || now.done <= first.done) return null;
  const rate = (now.done - first.done) / ((now.at - first.at) / 1000);
  return { rate: Math.round(rate), seconds: Math.ceil((total - now.done) / rate) };
}

/** 0 to 100. */
export function shareDone(progress: Job['progress']): number {
  return progress && progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
}
