-- Audits of former tools, the files they were made from, and what each line of them became here.

CREATE TABLE history.audit (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The legal entity that billed with the former tool.
  issuer_id     bigint NOT NULL REFERENCES contracts.issuer,
  -- The former tool: keys of its lines are unique within one.
  source        text NOT NULL CHECK (source ~ '^[a-z0-9-]{1,28}$'),
  -- Same for exports of the same columns: their mapping is remembered.
  signature     text NOT NULL,
  as_of         date NOT NULL,
  as_of_given   boolean NOT NULL,
  horizon_days  integer NOT NULL CHECK (horizon_days BETWEEN 0 AND 3660),
  -- Name, size, SHA-256 and number of lines of each file.
  files         jsonb NOT NULL,
  map           jsonb,
  detected      jsonb NOT NULL,
  counts        jsonb NOT NULL,
  remarks       jsonb NOT NULL,
  created_by    text NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_issuer ON history.audit (issuer_id);

-- The files as they came, so that the import reads what was audited and needs no second upload.
CREATE TABLE history.file (
  audit_id  bigint NOT NULL REFERENCES history.audit,
  kind      text NOT NULL CHECK (kind IN ('subscriptions', 'invoices')),
  gzip      bytea NOT NULL,
  PRIMARY KEY (audit_id, kind)
);

CREATE TABLE history.finding (
  audit_id  bigint NOT NULL REFERENCES history.audit,
  position  integer NOT NULL,
  kind      text NOT NULL,
  finding   jsonb NOT NULL,
  PRIMARY KEY (audit_id, position)
);
CREATE INDEX finding_kind ON history.finding (audit_id, kind, position);

CREATE TABLE history.mapping (
  signature      text PRIMARY KEY,
  map            jsonb NOT NULL,
  remembered_by  text NOT NULL,
  remembered_at  timestamptz NOT NULL DEFAULT now()
);

-- What a client, a subscription or a document of a former tool became: importing it again finds it here.
CREATE TABLE history.source_key (
  source       text NOT NULL,
  issuer_id    bigint NOT NULL REFERENCES contracts.issuer,
  kind         text NOT NULL CHECK (kind IN ('client', 'subscription', 'document')),
  key          text NOT NULL,
  id           bigint NOT NULL,
  digest       text NOT NULL,
  audit_id     bigint NOT NULL REFERENCES history.audit,
  imported_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, issuer_id, kind, key)
);
CREATE INDEX source_key_subscription ON history.source_key (id) WHERE kind = 'subscription';

-- What each import wrote.
CREATE TABLE history.import (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  audit_id   bigint NOT NULL REFERENCES history.audit,
  choices    jsonb NOT NULL,
  digest     text NOT NULL,
  summary    jsonb NOT NULL,
  made_by    text NOT NULL,
  made_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX import_audit ON history.import (audit_id);

CREATE FUNCTION history.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'history_append_only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history.source_key
  FOR EACH STATEMENT EXECUTE FUNCTION history.refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history.import
  FOR EACH STATEMENT EXECUTE FUNCTION history.refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history.file
  FOR EACH STATEMENT EXECUTE FUNCTION history.refuse_rewriting();

GRANT SELECT, INSERT ON history.audit, history.file, history.source_key, history.import TO intendance_app;
-- Another mapping reads the same files anew, as long as nothing of them was imported.
GRANT UPDATE (as_of, map, detected, counts, remarks) ON history.audit TO intendance_app;
GRANT SELECT, INSERT, DELETE ON history.finding TO intendance_app;
GRANT SELECT, INSERT, UPDATE ON history.mapping TO intendance_app;
