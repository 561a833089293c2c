-- What a person needs of a finding to search, sort and decide, and what was decided.

ALTER TABLE history.finding
  -- Names the same finding when the files are read again: kind and the documents or days concerned.
  ADD COLUMN subject      text,
  -- Whatever a person may search for, in lower case and without accents.
  ADD COLUMN searched     text NOT NULL DEFAULT '',
  ADD COLUMN amount_cents bigint GENERATED ALWAYS AS ((finding ->> 'amountCents')::bigint) STORED,
  ADD COLUMN client_code  text GENERATED ALWAYS AS (finding #>> '{client,code}') STORED,
  ADD COLUMN client_name  text GENERATED ALWAYS AS (finding #>> '{client,name}') STORED,
  -- `YYYY-MM-DD`: text sorts as the day does.
  ADD COLUMN first_day    text GENERATED ALWAYS AS (finding #>> '{days,from}') STORED;
UPDATE history.finding SET
  searched = lower(finding ->> 'explanation'),
  subject = kind || ':' || coalesce(
    finding ->> 'number', finding ->> 'invoice',
    (finding -> 'invoices' ->> 0) || '/' || (finding -> 'invoices' ->> 1),
    (finding ->> 'subscription') || '/' || (finding ->> 'from'));
ALTER TABLE history.finding ALTER COLUMN subject SET NOT NULL;
CREATE INDEX finding_subject ON history.finding (audit_id, subject);

-- Net amounts at stake by kind of finding, in cents, whatever their sign.
ALTER TABLE history.audit ADD COLUMN amounts jsonb NOT NULL DEFAULT '{}';
UPDATE history.audit a SET amounts = (
  SELECT coalesce(jsonb_object_agg(f.kind, f.cents), '{}')
  FROM (SELECT kind, sum(abs(amount_cents)) AS cents FROM history.finding WHERE audit_id = a.id GROUP BY kind) f);
GRANT UPDATE (amounts) ON history.audit TO intendance_app;

-- What a person decided of a finding before the import; without a row the import does what it does by default.
CREATE TABLE history.decision (
  audit_id    bigint NOT NULL REFERENCES history.audit,
  subject     text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('keep', 'excuse')),
  -- Id, in the export, of the document that stays in coverage.
  keep        text CHECK ((kind = 'keep') = (keep IS NOT NULL)),
  statement   text CHECK ((kind = 'excuse') = (statement IS NOT NULL) AND length(statement) BETWEEN 5 AND 500),
  decided_by  text NOT NULL,
  decided_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (audit_id, subject)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON history.decision TO intendance_app;
