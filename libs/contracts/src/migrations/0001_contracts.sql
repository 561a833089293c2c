-- Who is billed for what, on which days, at which price, by whom.
-- Terms and carriage are append-only by revision: what was agreed on a day stays readable, and a charge keeps
-- pointing at the very price and carrier it was made under.

CREATE TYPE contracts.vat_status AS ENUM ('taxable', 'franchise', 'exempt', 'nonTaxable', 'consumer', 'foreign');
CREATE TYPE contracts.vat_category AS ENUM ('S', 'E', 'AE', 'K', 'G', 'O', 'Z');
CREATE TYPE contracts.delivery_channel AS ENUM ('email', 'platform', 'post');

-- Codes that nobody chose. A gap in them means nothing: they are no numbers of documents.
CREATE SEQUENCE contracts.party_code START 1001;
CREATE SEQUENCE contracts.contract_code START 1001;
CREATE SEQUENCE contracts.line_code START 1001;

CREATE TABLE contracts.issuer (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL CONSTRAINT issuer_code_unique UNIQUE CHECK (code ~ '^[A-Z0-9]{2,12}$'),
  name            text NOT NULL,
  -- An outside issuer (a CAE that carried contracts earlier) is known by its billing history and never issues here.
  outside         boolean NOT NULL DEFAULT false,
  siren           text NOT NULL CHECK (siren ~ '^[0-9]{9}$'),
  siret           text CHECK (siret ~ '^[0-9]{14}$'),
  vat_number      text,
  vat_regime      text NOT NULL DEFAULT 'collection' CHECK (vat_regime IN ('collection', 'debits', 'franchise', 'exempt')),
  legal_form      text,
  address         jsonb NOT NULL,
  email           text,
  phone           text,
  iban            text,
  bic             text,
  logo            text,
  payment_days    integer NOT NULL DEFAULT 30 CHECK (payment_days BETWEEN 0 AND 60),
  version         integer NOT NULL DEFAULT 1
);

CREATE TABLE contracts.activity (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL DEFAULT 'AC-' || nextval('contracts.party_code') CONSTRAINT activity_code_unique UNIQUE,
  name            text NOT NULL,
  -- The account (identity) of the member whose activity it is.
  account_id      bigint
);

CREATE TABLE contracts.client (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code                text NOT NULL DEFAULT 'CL-' || nextval('contracts.party_code') CONSTRAINT client_code_unique UNIQUE,
  name                text NOT NULL CHECK (name <> ''),
  vat_status          contracts.vat_status NOT NULL,
  siren               text CHECK (siren ~ '^[0-9]{9}$'),
  siret               text CHECK (siret ~ '^[0-9]{14}$'),
  vat_number          text,
  address             jsonb,
  delivery_address    jsonb,
  electronic_scheme   text,
  electronic_address  text,
  email               text,
  contact             text,
  language            text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
  channel             contracts.delivery_channel,
  buyer_reference     text,
  payment_days        integer CHECK (payment_days BETWEEN 0 AND 60),
  grouping            text NOT NULL DEFAULT 'contract' CHECK (grouping IN ('client', 'contract')),
  archived_at         timestamptz,
  version             integer NOT NULL DEFAULT 1
);

CREATE TABLE contracts.contract (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code              text NOT NULL DEFAULT 'CT-' || nextval('contracts.contract_code') CONSTRAINT contract_code_unique UNIQUE,
  client_id         bigint NOT NULL REFERENCES contracts.client,
  activity_id       bigint REFERENCES contracts.activity,
  title             text NOT NULL,
  purchase_order    text,
  carriage_revision integer NOT NULL DEFAULT 0,
  UNIQUE (id, client_id)
);
CREATE INDEX contract_client ON contracts.contract (client_id);

-- Which issuer carries a contract on which days (portage). Revision n + 1 replaces revision n as a whole.
CREATE TABLE contracts.carriage (
  contract_id   bigint NOT NULL REFERENCES contracts.contract,
  revision      integer NOT NULL CHECK (revision > 0),
  issuer_id     bigint NOT NULL REFERENCES contracts.issuer,
  period        daterange NOT NULL CHECK (NOT isempty(period) AND lower_inc(period) AND lower(period) IS NOT NULL),
  CONSTRAINT carriage_one_carrier_a_day PRIMARY KEY (contract_id, revision, period WITHOUT OVERLAPS),
  CONSTRAINT carriage_of_issuer UNIQUE (contract_id, revision, issuer_id, period WITHOUT OVERLAPS)
);

-- The billable thing. Its identity survives amendments, price changes and a change of carrier.
CREATE TABLE contracts.contract_line (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code          text NOT NULL DEFAULT 'LN-' || nextval('contracts.line_code') CONSTRAINT contract_line_code_unique UNIQUE,
  contract_id   bigint NOT NULL REFERENCES contracts.contract,
  kind          text NOT NULL CHECK (kind IN ('subscription', 'oneOff', 'time', 'deposit')),
  -- What is supplied; two live lines of one client for one service on the same days are refused.
  service       text NOT NULL,
  label         text NOT NULL,
  nature        text NOT NULL DEFAULT 'services' CHECK (nature IN ('goods', 'services')),
  unit          text NOT NULL DEFAULT 'C62',
  deposit_of    bigint REFERENCES contracts.contract_line,
  revision      integer NOT NULL DEFAULT 0,
  CHECK ((kind = 'deposit') = (deposit_of IS NOT NULL)),
  CONSTRAINT contract_line_of_contract UNIQUE (id, contract_id)
);
CREATE INDEX contract_line_contract ON contracts.contract_line (contract_id);
CREATE INDEX contract_line_deposit ON contracts.contract_line (deposit_of) WHERE deposit_of IS NOT NULL;

-- Who changed a line, when and why: one row per revision. Two amendments from one revision: the second is refused by the key.
CREATE TABLE contracts.amendment (
  line_id       bigint NOT NULL REFERENCES contracts.contract_line,
  revision      integer NOT NULL CHECK (revision > 0),
  kind          text NOT NULL CHECK (kind IN ('creation', 'change', 'pause', 'resumption', 'cancellation', 'usage', 'import')),
  effective_on  date NOT NULL,
  reason        text,
  made_by       text NOT NULL,
  made_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT amendment_one_per_revision PRIMARY KEY (line_id, revision)
);

-- Dated conditions of a line, complete per revision, never overlapping.
CREATE TABLE contracts.term (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id             bigint NOT NULL,
  revision            integer NOT NULL,
  period              daterange NOT NULL CHECK (NOT isempty(period) AND lower_inc(period) AND lower(period) IS NOT NULL),
  -- False while paused: the days are known and not billed.
  billable            boolean NOT NULL DEFAULT true,
  -- 0 months: the whole period is one billing period (one-off items, worked time, deposits).
  months              integer NOT NULL CHECK (months BETWEEN 0 AND 60),
  billing             text NOT NULL CHECK (billing IN ('advance', 'arrears')),
  anchor              date NOT NULL,
  quantity            numeric(12, 4) NOT NULL CHECK (quantity >= 0),
  unit_price          numeric(14, 6) NOT NULL CHECK (unit_price >= 0),
  vat_category        contracts.vat_category NOT NULL,
  vat_rate_bp         integer NOT NULL CHECK (vat_rate_bp BETWEEN 0 AND 10000),
  -- How many days before its first day a period may be billed at the most.
  horizon_days        integer NOT NULL DEFAULT 31 CHECK (horizon_days BETWEEN 0 AND 366),
  -- The price of one whole billing period, half-up to the cent.
  cycle_net_cents     bigint NOT NULL GENERATED ALWAYS AS (round(quantity * unit_price * 100)::bigint) STORED,
  -- The longest span that one charge may have: what one billing period can last, and not a day more.
  longest_span_days   integer NOT NULL GENERATED ALWAYS AS (
    CASE WHEN months = 0 THEN coalesce(upper(period) - lower(period), 1) ELSE months * 31 END) STORED,
  -- What two prices must share for a day billed under one to be rightly billed under the other.
  price_key           text NOT NULL GENERATED ALWAYS AS (
    round(quantity * unit_price * 100)::bigint::text || '/' || months::text || '/' || vat_rate_bp::text) STORED,
  CHECK (vat_category = 'S' OR vat_rate_bp = 0),
  CHECK (months > 0 OR upper(period) IS NOT NULL),
  FOREIGN KEY (line_id, revision) REFERENCES contracts.amendment (line_id, revision),
  CONSTRAINT term_one_price_a_day UNIQUE (line_id, revision, period WITHOUT OVERLAPS),
  CONSTRAINT term_days UNIQUE (id, period WITHOUT OVERLAPS),
  CONSTRAINT term_price UNIQUE (id, line_id, revision, cycle_net_cents, vat_category, vat_rate_bp, price_key,
                                horizon_days, longest_span_days, billable)
);

-- The days on which a line is live under its current revision, for the refusal of twins.
-- Written by the trigger below only; the exclusion constraint is what refuses a second line for the same service.
CREATE TABLE contracts.live_days (
  line_id     bigint NOT NULL REFERENCES contracts.contract_line,
  client_id   bigint NOT NULL,
  service     text NOT NULL,
  period      daterange NOT NULL,
  CONSTRAINT twin_line_refused EXCLUDE USING gist (client_id WITH =, service WITH =, period WITH &&)
);
CREATE INDEX live_days_line ON contracts.live_days (line_id);

CREATE TABLE contracts.source_key (
  -- What a line of an imported file became: importing it again finds it here and writes nothing.
  source      text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('client', 'contract', 'line')),
  key         text NOT NULL,
  id          bigint NOT NULL,
  digest      text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, kind, key)
);

-- Agreed facts are never rewritten.
CREATE FUNCTION contracts.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'agreed_facts_append_only';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contracts.carriage
  FOR EACH STATEMENT EXECUTE FUNCTION contracts.refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contracts.amendment
  FOR EACH STATEMENT EXECUTE FUNCTION contracts.refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contracts.term
  FOR EACH STATEMENT EXECUTE FUNCTION contracts.refuse_rewriting();

-- A revision only moves forward by one; its live days replace those of the one before.
-- It runs as its owner, so that the application itself has no right to write live days.
CREATE FUNCTION contracts.line_revised() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, contracts, pg_temp AS $$
BEGIN
  IF NEW.revision <> OLD.revision + 1 OR NEW.contract_id <> OLD.contract_id THEN
    RAISE EXCEPTION 'line % goes from revision % to %', NEW.id, OLD.revision, NEW.revision
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_revision_moves_by_one';
  END IF;
  DELETE FROM contracts.live_days WHERE line_id = NEW.id;
  IF NEW.kind = 'subscription' THEN
    INSERT INTO contracts.live_days (line_id, client_id, service, period)
    -- Letter case is that of Unicode, whatever the locale of the server.
    SELECT NEW.id, c.client_id, lower(NEW.service COLLATE pg_c_utf8), days
    FROM contracts.contract c,
         (SELECT unnest(range_agg(t.period)) AS days FROM contracts.term t
          WHERE t.line_id = NEW.id AND t.revision = NEW.revision) live
    WHERE c.id = NEW.contract_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER line_revised AFTER UPDATE OF revision ON contracts.contract_line
  FOR EACH ROW EXECUTE FUNCTION contracts.line_revised();

CREATE FUNCTION contracts.carriage_revised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.carriage_revision <> OLD.carriage_revision + 1 THEN
    RAISE EXCEPTION 'contract % goes from carriage revision % to %', NEW.id, OLD.carriage_revision, NEW.carriage_revision
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'carriage_revision_moves_by_one';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER carriage_revised BEFORE UPDATE OF carriage_revision ON contracts.contract
  FOR EACH ROW EXECUTE FUNCTION contracts.carriage_revised();

GRANT SELECT, INSERT, UPDATE ON contracts.issuer, contracts.client, contracts.activity, contracts.contract,
  contracts.contract_line TO intendance_app;
GRANT SELECT, INSERT ON contracts.carriage, contracts.amendment, contracts.term TO intendance_app;
GRANT SELECT ON contracts.live_days TO intendance_app;
-- The digest of an imported client follows its content.
GRANT SELECT, INSERT, UPDATE (digest) ON contracts.source_key TO intendance_app;
GRANT USAGE ON SEQUENCE contracts.party_code, contracts.contract_code, contracts.line_code TO intendance_app;
