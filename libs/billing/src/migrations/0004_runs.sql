-- A billing run and its life. States are facts with who and when; a document of a run goes its own way, so that one
-- bad client never stops the others.

CREATE TABLE billing.run (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  issuer_id     bigint NOT NULL REFERENCES contracts.issuer,
  as_of         date NOT NULL,
  issue_on      date NOT NULL,
  state         text NOT NULL DEFAULT 'proposed'
                CHECK (state IN ('proposed', 'approved', 'issuing', 'delivering', 'closed', 'abandoned')),
  digest        text NOT NULL,
  controls      jsonb NOT NULL DEFAULT '[]',
  proposed_by   text NOT NULL,
  proposed_at   timestamptz NOT NULL DEFAULT now(),
  automatic     boolean NOT NULL DEFAULT false
);
CREATE INDEX run_issuer ON billing.run (issuer_id, id);

CREATE TABLE billing.run_event (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id  bigint NOT NULL REFERENCES billing.run,
  state   text NOT NULL,
  made_by text NOT NULL,
  facts   jsonb NOT NULL DEFAULT '{}',
  at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX run_event_run ON billing.run_event (run_id, id);
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.run_event
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_rewriting();

-- One future invoice: what a person reads, approves by digest, and what is then sealed unchanged but for its number.
CREATE TABLE billing.run_document (
  run_id        bigint NOT NULL REFERENCES billing.run,
  position      integer NOT NULL,
  client_id     bigint NOT NULL,
  state         text NOT NULL CHECK (state IN ('proposed', 'held', 'approved', 'issued', 'review', 'failed', 'obsolete')),
  digest        text NOT NULL,
  net_cents     bigint NOT NULL,
  gross_cents   bigint NOT NULL,
  -- `json` and not `jsonb`: the text is kept as it was digested.
  draft         json NOT NULL,
  -- What the draft was made from, compared again in the issuing transaction: client, issuer and line versions.
  made_from     jsonb NOT NULL,
  charges       jsonb NOT NULL,
  controls      jsonb NOT NULL DEFAULT '[]',
  released      jsonb,
  invoice_id    bigint REFERENCES billing.invoice,
  reason        jsonb,
  PRIMARY KEY (run_id, position)
) WITH (toast_tuple_target = 8160, fillfactor = 90);
ALTER TABLE billing.run_document ALTER COLUMN draft SET STORAGE EXTERNAL;
CREATE INDEX run_document_invoice ON billing.run_document (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX run_document_state ON billing.run_document (run_id, state);

-- Days that a run saw and did not propose, each with its reason.
CREATE TABLE billing.run_held (
  run_id      bigint NOT NULL REFERENCES billing.run,
  position    integer NOT NULL,
  line_id     bigint NOT NULL,
  days        datemultirange NOT NULL,
  control     jsonb NOT NULL,
  PRIMARY KEY (run_id, position)
);

-- Days that a person decided not to bill, in writing: a month closes over them.
CREATE TABLE billing.excuse (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id     bigint NOT NULL REFERENCES contracts.contract_line,
  period      daterange NOT NULL,
  reason      text NOT NULL CHECK (length(reason) >= 5),
  made_by     text NOT NULL,
  made_at     timestamptz NOT NULL DEFAULT now(),
  lifted_at   timestamptz,
  lifted_by   text,
  CONSTRAINT excuse_once EXCLUDE USING gist (line_id WITH =, period WITH &&) WHERE (lifted_at IS NULL)
);

-- What the drift was at a moment that matters: before and after an upgrade, a restore, an import.
CREATE TABLE billing.drift_snapshot (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cause         text NOT NULL CHECK (cause IN ('beforeUpgrade', 'afterUpgrade', 'beforeImport', 'afterImport', 'restored', 'nightly', 'cleared')),
  fingerprint   text NOT NULL,
  schema_level  text NOT NULL,
  as_of         date NOT NULL,
  summary       jsonb NOT NULL,
  digest        text NOT NULL,
  at            timestamptz NOT NULL DEFAULT now()
);

-- Scheduled billing runs only under the newest clearance, and only while the environment and the schema are those
-- that a person saw. A copy, a restore or an upgrade has others; an import revokes.
CREATE TABLE billing.scheduling_clearance (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint   text NOT NULL,
  schema_level  text NOT NULL,
  snapshot_id   bigint REFERENCES billing.drift_snapshot,
  cleared_by    text NOT NULL,
  cleared_at    timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE billing.scheduling_revocation (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clearance_id  bigint NOT NULL REFERENCES billing.scheduling_clearance,
  cause         text NOT NULL,
  made_by       text NOT NULL,
  at            timestamptz NOT NULL DEFAULT now()
);

-- Whether an issuer's nightly proposal may be issued without a person, and within which limits.
CREATE TABLE billing.automatic_issue (
  issuer_id         bigint PRIMARY KEY REFERENCES contracts.issuer,
  enabled           boolean NOT NULL DEFAULT false,
  most_documents    integer NOT NULL CHECK (most_documents > 0),
  most_net_cents    bigint NOT NULL CHECK (most_net_cents > 0),
  enabled_by        text NOT NULL,
  enabled_at        timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION billing.run_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.issuer_id, NEW.as_of, NEW.issue_on, NEW.digest) IS DISTINCT FROM (OLD.issuer_id, OLD.as_of, OLD.issue_on, OLD.digest)
     OR NOT (OLD.state, NEW.state) IN (('proposed', 'approved'), ('proposed', 'abandoned'), ('approved', 'issuing'),
       ('approved', 'delivering'), ('issuing', 'delivering'), ('delivering', 'issuing'), ('delivering', 'approved'),
       ('delivering', 'closed'), ('issuing', 'closed')) AND OLD.state <> NEW.state THEN
    RAISE EXCEPTION 'run % cannot go from % to %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_life';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_life BEFORE UPDATE ON billing.run FOR EACH ROW EXECUTE FUNCTION billing.run_life();

GRANT SELECT, INSERT ON billing.run, billing.run_event, billing.run_document, billing.run_held, billing.excuse,
  billing.drift_snapshot, billing.scheduling_clearance, billing.scheduling_revocation, billing.automatic_issue TO intendance_app;
GRANT UPDATE (state) ON billing.run TO intendance_app;
GRANT UPDATE (state, released, invoice_id, reason) ON billing.run_document TO intendance_app;
GRANT UPDATE (lifted_at, lifted_by) ON billing.excuse TO intendance_app;
GRANT UPDATE ON billing.automatic_issue TO intendance_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA billing TO intendance_app;
