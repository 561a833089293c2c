-- Who may act, who is signed in, who did what.

CREATE TYPE identity.role AS ENUM ('administrator', 'accountant', 'member', 'associate', 'auditor');

-- Accounts are disabled, never deleted: the audit trail keeps pointing at them.
CREATE TABLE identity.account (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email           text NOT NULL CONSTRAINT account_email_unique UNIQUE
                  CONSTRAINT account_email_lower CHECK (email = lower(btrim(email)) AND email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
  name            text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 200),
  password_hash   text NOT NULL CONSTRAINT account_password_argon2id CHECK (password_hash LIKE '$argon2id$%'),
  password_set_at timestamptz NOT NULL,
  created_at      timestamptz NOT NULL,
  disabled_at     timestamptz
);

CREATE TABLE identity.account_role (
  account_id  bigint NOT NULL REFERENCES identity.account,
  role        identity.role NOT NULL,
  granted_at  timestamptz NOT NULL,
  -- Null when the shell granted it.
  granted_by  bigint REFERENCES identity.account,
  PRIMARY KEY (account_id, role)
);
CREATE INDEX account_role_by_role ON identity.account_role (role);

-- Removing the last enabled administrator would lock everybody out. The lock makes two removals at once take turns,
-- and each count sees what was committed before it.
CREATE FUNCTION identity.keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7203115);
  IF NOT EXISTS (
    SELECT 1 FROM identity.account_role r JOIN identity.account a ON a.id = r.account_id
    WHERE r.role = 'administrator' AND a.disabled_at IS NULL
  ) THEN
    RAISE EXCEPTION 'the last administrator stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'administrator_remains';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER administrator_role_remains AFTER DELETE OR UPDATE ON identity.account_role
  FOR EACH ROW WHEN (OLD.role = 'administrator') EXECUTE FUNCTION identity.keep_an_administrator();

-- Only the disabling of an administrator can take the last one away.
CREATE FUNCTION identity.keep_an_administrator_enabled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM identity.account_role WHERE account_id = NEW.id AND role = 'administrator') THEN
    PERFORM pg_advisory_xact_lock(7203115);
    IF NOT EXISTS (
      SELECT 1 FROM identity.account_role r JOIN identity.account a ON a.id = r.account_id
      WHERE r.role = 'administrator' AND a.disabled_at IS NULL
    ) THEN
      RAISE EXCEPTION 'the last administrator stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'administrator_remains';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER administrator_account_remains AFTER UPDATE OF disabled_at ON identity.account
  FOR EACH ROW WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)
  EXECUTE FUNCTION identity.keep_an_administrator_enabled();

-- The token is known to the browser alone; a copy of this table opens no session.
CREATE TABLE identity.session (
  token_sha256  bytea PRIMARY KEY CHECK (length(token_sha256) = 32),
  account_id    bigint NOT NULL REFERENCES identity.account,
  created_at    timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL CHECK (expires_at > created_at),
  user_agent    text CHECK (length(user_agent) <= 300),
  address       text
);
CREATE INDEX session_of_account ON identity.session (account_id);
CREATE INDEX session_expiry ON identity.session (expires_at);

-- One row per e-mail tried (as a digest: people mistype passwords there) and per address, known here or not.
CREATE TABLE identity.sign_in_attempt (
  scope          text NOT NULL CHECK (scope IN ('email', 'address')),
  subject        text NOT NULL,
  failures       integer NOT NULL CHECK (failures >= 0),
  last_at        timestamptz NOT NULL,
  blocked_until  timestamptz NOT NULL,
  PRIMARY KEY (scope, subject)
);
CREATE INDEX sign_in_attempt_age ON identity.sign_in_attempt (last_at);

CREATE TABLE identity.audit_event (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL,
  account_id    bigint REFERENCES identity.account,
  -- The name as it was: an account may be renamed, and the shell and the scheduler have none.
  actor_name    text NOT NULL CHECK (btrim(actor_name) <> ''),
  action        text NOT NULL CHECK (action <> ''),
  subject_kind  text NOT NULL CHECK (subject_kind <> ''),
  subject_id    text,
  facts         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(facts) = 'object'),
  address       text
);
CREATE INDEX audit_event_subject ON identity.audit_event (subject_kind, subject_id, id);
CREATE INDEX audit_event_account ON identity.audit_event (account_id, id);

-- The application has no right to change a line; this refuses the owner too.
CREATE FUNCTION identity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_trail_append_only';
END $$;
CREATE TRIGGER audit_trail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity.audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_change();
ALTER TABLE identity.audit_event ENABLE ALWAYS TRIGGER audit_trail_append_only;

-- A request that carries an Idempotency-Key is claimed here before it acts. The key is kept as a digest and the digest
-- of the payload is keyed by it, so that a copy of this table says nothing about passwords that a payload held.
CREATE TABLE identity.idempotent_request (
  account_id     bigint NOT NULL REFERENCES identity.account,
  key_sha256     bytea NOT NULL CHECK (length(key_sha256) = 32),
  payload_hmac   bytea NOT NULL CHECK (length(payload_hmac) = 32),
  claimed_at     timestamptz NOT NULL,
  -- Filled when the answer is known; a claim without one has an unknown outcome.
  status         integer CHECK (status BETWEEN 200 AND 399),
  location       text,
  body           jsonb,
  CONSTRAINT idempotent_request_claimed_once PRIMARY KEY (account_id, key_sha256)
);
CREATE INDEX idempotent_request_age ON identity.idempotent_request (claimed_at);

GRANT SELECT, INSERT, UPDATE ON identity.account TO intendance_app;
GRANT SELECT, INSERT, DELETE ON identity.account_role TO intendance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.session TO intendance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.sign_in_attempt TO intendance_app;
GRANT SELECT, INSERT ON identity.audit_event TO intendance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.idempotent_request TO intendance_app;
