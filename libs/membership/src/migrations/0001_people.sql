-- Who the cooperative is made of, and by which rules. A person here is natural or legal; what they are to the
-- cooperative (worker, associate, holder of shares) are dated facts in the tables that follow.

CREATE SEQUENCE membership.person_code START 1001;

CREATE TABLE membership.person (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL DEFAULT 'PE-' || nextval('membership.person_code') CONSTRAINT person_code_unique UNIQUE,
  kind            text NOT NULL CHECK (kind IN ('natural', 'legal')),
  -- The family name of a natural person, the corporate name of a legal one.
  name            text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 200),
  given_name      text CHECK (length(given_name) <= 200),
  birth_date      date,
  siren           text CHECK (siren ~ '^[0-9]{9}$'),
  legal_form      text,
  -- The natural person who speaks for a legal one.
  representative  text,
  email           text,
  phone           text,
  address         jsonb,
  -- The account (identity) under which the person signs in.
  account_id      bigint CONSTRAINT person_account_once UNIQUE,
  created_at      timestamptz NOT NULL DEFAULT now(),
  version         integer NOT NULL DEFAULT 1,
  CONSTRAINT person_natural_or_legal CHECK (CASE kind
    WHEN 'natural' THEN btrim(given_name) <> '' AND num_nonnulls(siren, legal_form, representative) = 0
    ELSE num_nonnulls(given_name, birth_date) = 0 END)
);

-- The rules that the bylaws set, complete per version. What was in force on a day stays readable: a correction is a
-- further revision of the same day.
CREATE TABLE membership.bylaws (
  from_day        date NOT NULL,
  revision        integer NOT NULL CHECK (revision > 0),
  form            text NOT NULL CHECK (form IN ('scic', 'scop', 'loi47', 'association')),
  company         text CHECK (company IN ('sa', 'sarl', 'sas')),
  rules           jsonb NOT NULL CHECK (jsonb_typeof(rules) = 'object'),
  -- The assembly that adopted them, or why they were corrected.
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  PRIMARY KEY (from_day, revision),
  CHECK ((form = 'association') = (company IS NULL))
);

CREATE FUNCTION membership.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_facts_append_only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership.bylaws
  FOR EACH STATEMENT EXECUTE FUNCTION membership.refuse_rewriting();

GRANT SELECT, INSERT, UPDATE ON membership.person TO intendance_app;
GRANT SELECT, INSERT ON membership.bylaws TO intendance_app;
GRANT USAGE ON SEQUENCE membership.person_code TO intendance_app;
