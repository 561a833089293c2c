export {
  exponentialBackoff,
  type HandlingTerms,
  HopelessJob,
  type JobContext,
  type JobHandler,
} from './handling/handler.js';
export { Jobs, type Worked } from './jobs.js';
export { jobsErrors } from './jobs-errors.js';
export { JobsModule, type WorkingOptions } from './jobs.module.js';
export { jobsMigrations } from './migrations.js';
export { type Planned, type WorkOfDay } from './recurring/plan-recurring.js';
export { type Job, type JobState, type JobView, type NewJob, type WriteOptions } from './work-list/job.js';
export { type JobCount, type JobFilter } from './work-list/read-jobs.js';
export { JobsWorker, type WorkerOptions } from './worker/jobs-worker.js';
