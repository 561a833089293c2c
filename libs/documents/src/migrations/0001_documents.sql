-- Bytes of issued documents, kept ten years and never changed (C. com. art. L123-22).
CREATE TABLE documents.archived_file (
  key text PRIMARY KEY CHECK (key ~ '^[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}$'),
  sha256 text NOT NULL CHECK (sha256 = encode(sha256(bytes), 'hex')),
  media_type text NOT NULL CHECK (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  bytes bytea NOT NULL,
  size integer NOT NULL CHECK (size = octet_length(bytes) AND size > 0),
  archived_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Files are compressed already: PDF streams and images gain nothing from a second pass.
ALTER TABLE documents.archived_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE INDEX archived_file_sha256 ON documents.archived_file (sha256);

CREATE FUNCTION documents.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'archived files are never changed (% refused)', TG_OP
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'archived_file_append_only';
END $$;

CREATE TRIGGER archived_file_append_only BEFORE UPDATE OR DELETE ON documents.archived_file
  FOR EACH ROW EXECUTE FUNCTION documents.refuse_change();
CREATE TRIGGER archived_file_no_truncate BEFORE TRUNCATE ON documents.archived_file
  FOR EACH STATEMENT EXECUTE FUNCTION documents.refuse_change();
-- Replication roles skip ordinary triggers; these fire always.
ALTER TABLE documents.archived_file ENABLE ALWAYS TRIGGER archived_file_append_only;
ALTER TABLE documents.archived_file ENABLE ALWAYS TRIGGER archived_file_no_truncate;

GRANT SELECT, INSERT ON documents.archived_file TO intendance_app;
