-- What the nightly verification found: one row per civil day, never rewritten.
CREATE TABLE billing.verification (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day     date NOT NULL CONSTRAINT verification_once_a_day UNIQUE,
  at      timestamptz NOT NULL,
  holds   boolean NOT NULL,
  result  jsonb NOT NULL
);
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.verification
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_rewriting();
GRANT SELECT, INSERT ON billing.verification TO intendance_app;
