-- The durable work list. A row is written in the transaction of the fact that causes it; whoever works it claims it
-- with a lease, and a lease that nobody renews lets another take over.

CREATE TYPE jobs.job_state AS ENUM (
  'ready',    -- waits for its first attempt
  'running',  -- claimed; the lease says until when
  'failed',   -- an attempt failed; it is tried again at run_after
  'done',
  'stuck'     -- no attempts left; a person decides
);

CREATE TABLE jobs.job (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL CHECK (kind ~ '^[a-z][A-Za-z0-9.]{1,59}$'),
  -- A business key: what the work is about. A key with a time of day would let the same work be written twice.
  key           text NOT NULL CHECK (key <> '' AND length(key) <= 200)
                CONSTRAINT job_key_holds_no_time CHECK (key !~ '\d{4}-\d{2}-\d{2}[T _]\d{1,2}[:h]\d{2}'),
  payload       jsonb NOT NULL DEFAULT '{}',
  -- Smaller numbers first.
  priority      smallint NOT NULL DEFAULT 0,
  state         jobs.job_state NOT NULL DEFAULT 'ready',
  attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  max_attempts  integer NOT NULL DEFAULT 8 CHECK (max_attempts BETWEEN 1 AND 100),
  run_after     timestamptz NOT NULL DEFAULT now(),
  -- How often it was claimed, ever: tells the bells of one claim from those of the next.
  turns         integer NOT NULL DEFAULT 0,
  -- Written anew by each claim: only the holder of the present claim may finish the row.
  claim         uuid,
  lease_until   timestamptz,
  worker        text,
  -- The same work was asked for again while it ran: it is ready again once this attempt ends.
  wanted_again  boolean NOT NULL DEFAULT false,
  -- When a bell last carried this row to Redis; a bell that nobody answered rings again.
  rung_at       timestamptz,
  progress_done  integer CHECK (progress_done >= 0),
  progress_total integer CHECK (progress_total >= progress_done),
  last_error    text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  started_at    timestamptz,
  finished_at   timestamptz,
  CONSTRAINT job_is_written_once UNIQUE (kind, key),
  CONSTRAINT job_runs_under_a_lease CHECK ((state = 'running') = (claim IS NOT NULL AND lease_until IS NOT NULL AND worker IS NOT NULL)),
  CONSTRAINT job_is_finished_when_done CHECK ((state = 'done') = (finished_at IS NOT NULL)),
  CONSTRAINT job_is_stuck_for_a_reason CHECK (state NOT IN ('failed', 'stuck') OR last_error IS NOT NULL)
);

CREATE INDEX job_due ON jobs.job (kind, priority, run_after, id) WHERE state IN ('ready', 'failed');
CREATE INDEX job_next ON jobs.job (run_after) WHERE state IN ('ready', 'failed');
CREATE INDEX job_lease ON jobs.job (lease_until) WHERE state = 'running';
CREATE INDEX job_stuck ON jobs.job (id) WHERE state = 'stuck';
CREATE INDEX job_finished ON jobs.job (finished_at) WHERE state = 'done';

-- Who let a stuck job go on, and what it had failed of.
CREATE TABLE jobs.job_retry (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id      bigint NOT NULL REFERENCES jobs.job ON DELETE CASCADE,
  actor       text NOT NULL CHECK (actor <> ''),
  error       text NOT NULL,
  retried_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_retry_of ON jobs.job_retry (job_id);

-- The last civil day for which a recurring kind was asked what work the day needs.
CREATE TABLE jobs.recurrence (
  kind       text PRIMARY KEY,
  asked_to   date NOT NULL
);

-- Told on commit, and by PostgreSQL once per transaction however many rows it wrote.
CREATE FUNCTION jobs.tell_that_work_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('intendance_jobs', '');
  RETURN NULL;
END $$;

CREATE TRIGGER job_is_told AFTER INSERT ON jobs.job
  FOR EACH STATEMENT EXECUTE FUNCTION jobs.tell_that_work_was_written();

GRANT SELECT, INSERT, UPDATE, DELETE ON jobs.job TO intendance_app;
GRANT SELECT, INSERT ON jobs.job_retry TO intendance_app;
GRANT SELECT, INSERT, UPDATE ON jobs.recurrence TO intendance_app;
