-- What is kept of an activity: by which scheme, on which facts, on which statement.

-- The terms of a scheme, as `requireValidScheme` says them; here so that no other way of writing goes around it.
CREATE FUNCTION contributions.terms_are_whole(terms jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (terms ->> 'basis') IN ('invoiced', 'collected', 'margin')
    AND jsonb_typeof(terms -> 'bands') = 'array' AND jsonb_array_length(terms -> 'bands') BETWEEN 1 AND 20
    AND (terms -> 'bands' -> 0 ->> 'fromCents')::bigint = 0
    AND NOT jsonb_path_exists(terms, '$.bands[*] ? (@.rateBasisPoints < 0 || @.rateBasisPoints > 10000 || @.fromCents < 0)')
    AND NOT jsonb_path_exists(terms, '$.minimum ? (@ != null && @.cents <= 0)')
    AND NOT jsonb_path_exists(terms, '$.reversalBasisPoints ? (@ != null && (@ < 0 || @ > 10000))')
    AND coalesce(terms ->> 'nature', 'contribution') IN ('contribution', 'commission')
    AND NOT ((terms ->> 'basis') = 'margin' AND (terms ->> 'reversalBasisPoints') IS NOT NULL);

-- Dated versions: what was in force on a day stays readable. A correction of the same day is its next revision.
-- Without terms: from that day on an activity follows its issuer's scheme again, and an issuer keeps nothing.
CREATE TABLE contributions.scheme (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  issuer_id     bigint NOT NULL CONSTRAINT scheme_issuer REFERENCES contracts.issuer,
  activity_id   bigint CONSTRAINT scheme_activity REFERENCES contracts.activity,
  -- A month is counted under one scheme.
  from_day      date NOT NULL CONSTRAINT scheme_from_first_of_month CHECK (extract(day FROM from_day) = 1),
  revision      integer NOT NULL CHECK (revision > 0),
  terms         jsonb CONSTRAINT scheme_terms CHECK (contributions.terms_are_whole(terms)),
  -- The assembly that set it, or why it was corrected.
  reason        text NOT NULL CONSTRAINT scheme_reason CHECK (btrim(reason) <> '' AND length(reason) <= 500),
  made_by       text NOT NULL,
  made_at       timestamptz NOT NULL,
  CONSTRAINT scheme_revision_once UNIQUE NULLS NOT DISTINCT (issuer_id, activity_id, from_day, revision),
  CONSTRAINT scheme_of_issuer UNIQUE (id, issuer_id)
);

-- A document that is counted at a rate of its own. The last revision counts; without a rate, the scheme does again.
CREATE TABLE contributions.document_rate (
  invoice_id    bigint NOT NULL CONSTRAINT document_rate_invoice REFERENCES billing.invoice,
  revision      integer NOT NULL CHECK (revision > 0),
  rate_bp       integer CONSTRAINT document_rate_bounds CHECK (rate_bp BETWEEN 0 AND 10000),
  reason        text NOT NULL CONSTRAINT document_rate_reason CHECK (btrim(reason) <> '' AND length(reason) <= 500),
  made_by       text NOT NULL,
  made_at       timestamptz NOT NULL,
  CONSTRAINT document_rate_once PRIMARY KEY (invoice_id, revision)
);

CREATE TABLE contributions.statement_series (
  issuer_id     bigint NOT NULL REFERENCES contracts.issuer,
  year          integer NOT NULL,
  last_sequence integer NOT NULL DEFAULT 0,
  PRIMARY KEY (issuer_id, year)
);

-- The statement of an activity for a month, as it was closed: never changed, never reopened.
CREATE TABLE contributions.statement (
  id                        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  issuer_id                 bigint NOT NULL REFERENCES contracts.issuer,
  activity_id               bigint NOT NULL REFERENCES contracts.activity,
  month                     date NOT NULL CHECK (extract(day FROM month) = 1),
  year                      integer NOT NULL GENERATED ALWAYS AS (extract(year FROM month)::integer) STORED,
  sequence                  integer NOT NULL CHECK (sequence > 0),
  number                    text NOT NULL CONSTRAINT statement_number_once UNIQUE,
  -- Null where only documents of an earlier scheme are counted.
  scheme_id                 bigint,
  amount_cents              bigint NOT NULL,
  -- Of the facts of the civil year, with this month, as it was printed. In cents.
  basis_cents               bigint NOT NULL,
  kept_cents                bigint NOT NULL,
  -- Who is named on it, as of the day it was closed.
  parties                   jsonb NOT NULL,
  closed_on                 date NOT NULL,
  closed_by                 text NOT NULL,
  closed_at                 timestamptz NOT NULL,
  -- The transaction that closed it: none later can add a line.
  written_in                xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT statement_once UNIQUE (issuer_id, activity_id, month),
  CONSTRAINT statement_sequence_once UNIQUE (issuer_id, year, sequence),
  CONSTRAINT statement_scheme FOREIGN KEY (scheme_id, issuer_id) REFERENCES contributions.scheme (id, issuer_id),
  CONSTRAINT statement_of_past_month CHECK (closed_on >= month + interval '1 month'),
  CONSTRAINT statement_parties UNIQUE (id, issuer_id, activity_id)
);
CREATE INDEX statement_of_activity ON contributions.statement (activity_id, month);

CREATE TABLE contributions.statement_line (
  statement_id  bigint NOT NULL REFERENCES contributions.statement,
  position      integer NOT NULL CHECK (position > 0),
  cause         text NOT NULL CHECK (cause IN ('band', 'shift', 'documentRate', 'reversal', 'reversalLimit', 'minimum')),
  on_day        date NOT NULL,
  -- The month to which the fact belongs, whichever month's statement counts it: its year's bands cut it.
  of_month      date NOT NULL CONSTRAINT statement_line_of_month CHECK (extract(day FROM of_month) = 1),
  invoice_id    bigint REFERENCES billing.invoice,
  client_id     bigint REFERENCES contracts.client,
  payment_id    bigint REFERENCES treasury.payment,
  purchase_id   bigint,
  basis_cents   bigint NOT NULL,
  rate_bp       integer,
  amount_cents  bigint NOT NULL,
  sentence_fr   text NOT NULL,
  sentence_en   text NOT NULL,
  PRIMARY KEY (statement_id, position)
);
-- How a fact was counted is looked up when it is taken back.
CREATE INDEX statement_line_of_document ON contributions.statement_line (invoice_id, payment_id);

-- Which facts a statement counted: each fact is counted once, on the lines of each contract, whatever is closed by whom
-- and whichever activity the contract has since.
CREATE TABLE contributions.counted_fact (
  statement_id  bigint NOT NULL,
  issuer_id     bigint NOT NULL,
  activity_id   bigint NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('billed', 'collected', 'bought')),
  -- The invoice, the allocation of a payment, or the direct cost.
  fact_id       bigint NOT NULL,
  net_cents     bigint NOT NULL,
  -- Of what a document says: the contract, and the invoice with its credit notes.
  contract_id   bigint REFERENCES contracts.contract,
  root_id       bigint REFERENCES billing.invoice,
  CONSTRAINT counted_once UNIQUE NULLS NOT DISTINCT (kind, fact_id, contract_id),
  CONSTRAINT counted_of_contract CHECK ((kind = 'bought') = (contract_id IS NULL) AND (kind = 'bought') = (root_id IS NULL)),
  CONSTRAINT counted_by_statement FOREIGN KEY (statement_id, issuer_id, activity_id)
    REFERENCES contributions.statement (id, issuer_id, activity_id)
);
CREATE INDEX counted_by ON contributions.counted_fact (statement_id);

-- Whose a document is on the lines of a contract since a statement first counted it: a contract that goes to another
-- activity later takes its open documents along, and leaves what was counted, with its payments and credit notes.
CREATE VIEW contributions.counted_document AS
SELECT DISTINCT ON (root_id, contract_id) root_id, contract_id, activity_id FROM contributions.counted_fact
WHERE root_id IS NOT NULL ORDER BY root_id, contract_id, statement_id;

CREATE FUNCTION contributions.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'contributions_append_only';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['scheme', 'document_rate', 'statement', 'statement_line', 'counted_fact'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contributions.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting()', name);
  END LOOP;
END $$;

-- A scheme says nothing about months that are closed, and months are closed in their order. Both take the same lock,
-- so that neither misses the other.
CREATE FUNCTION contributions.lock_issuer(issuer bigint) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('contributions.issuer', issuer))
$$;

CREATE FUNCTION contributions.scheme_of_open_months() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed date;
BEGIN
  PERFORM contributions.lock_issuer(NEW.issuer_id);
  SELECT max(month) INTO closed FROM contributions.statement s
  WHERE s.issuer_id = NEW.issuer_id AND s.activity_id = coalesce(NEW.activity_id, s.activity_id);
  IF closed >= NEW.from_day THEN
    RAISE EXCEPTION 'the month % is closed', closed
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'scheme_of_open_months', DETAIL = closed::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER scheme_of_open_months BEFORE INSERT ON contributions.scheme
  FOR EACH ROW EXECUTE FUNCTION contributions.scheme_of_open_months();

CREATE FUNCTION contributions.statement_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed date;
BEGIN
  PERFORM contributions.lock_issuer(NEW.issuer_id);
  SELECT max(month) INTO closed FROM contributions.statement s
  WHERE s.issuer_id = NEW.issuer_id AND s.activity_id = NEW.activity_id;
  IF closed > NEW.month THEN
    RAISE EXCEPTION 'the month % is closed already', closed
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'statement_in_order', DETAIL = closed::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_in_order BEFORE INSERT ON contributions.statement
  FOR EACH ROW EXECUTE FUNCTION contributions.statement_in_order();

-- At commit, a statement is the sum of its lines, none is of a month to come, and over all statements of an activity
-- purchases give back no more than what was taken of each year.
CREATE FUNCTION contributions.statement_agrees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, contributions AS $$
BEGIN
  IF NEW.amount_cents <> (SELECT coalesce(sum(amount_cents), 0) FROM contributions.statement_line
                          WHERE statement_id = NEW.id) THEN
    RAISE EXCEPTION 'statement % is not the sum of its lines', NEW.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_agrees';
  END IF;
  IF EXISTS (SELECT 1 FROM statement_line WHERE statement_id = NEW.id AND of_month > NEW.month) THEN
    RAISE EXCEPTION 'statement % counts a month to come', NEW.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_agrees';
  END IF;
  IF EXISTS (
    SELECT 1 FROM statement s JOIN statement_line l ON l.statement_id = s.id
    WHERE s.issuer_id = NEW.issuer_id AND s.activity_id = NEW.activity_id
      AND extract(year FROM l.of_month) IN (SELECT extract(year FROM of_month) FROM statement_line WHERE statement_id = NEW.id)
    GROUP BY extract(year FROM l.of_month)
    HAVING -coalesce(sum(l.amount_cents) FILTER (WHERE l.cause IN ('reversal', 'reversalLimit')), 0) NOT BETWEEN 0
      AND greatest(0, coalesce(sum(l.amount_cents) FILTER (WHERE l.cause IN ('band', 'shift', 'documentRate')), 0))
  ) THEN
    RAISE EXCEPTION 'statement % gives back more than what was taken', NEW.number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_reversal_limit';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statement_agrees AFTER INSERT ON contributions.statement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributions.statement_agrees();

-- A statement takes no further line or fact once it is closed.
CREATE FUNCTION contributions.only_when_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written w JOIN contributions.statement s ON s.id = w.statement_id
             WHERE s.written_in <> pg_current_xact_id()) THEN
    RAISE EXCEPTION 'a closed statement takes no further line'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'statement_is_closed';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER only_when_closing AFTER INSERT ON contributions.statement_line REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.only_when_closing();
CREATE TRIGGER only_when_closing AFTER INSERT ON contributions.counted_fact REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.only_when_closing();

CREATE FUNCTION contributions.series_moves_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last_sequence <> OLD.last_sequence + 1 THEN
    RAISE EXCEPTION 'statement numbers have no gap'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'statement_series_moves_by_one';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER series_moves_by_one BEFORE UPDATE ON contributions.statement_series
  FOR EACH ROW EXECUTE FUNCTION contributions.series_moves_by_one();

GRANT SELECT ON contributions.scheme, contributions.document_rate, contributions.statement_series, contributions.statement,
  contributions.statement_line, contributions.counted_fact, contributions.counted_document TO intendance_app;
GRANT INSERT ON contributions.scheme, contributions.document_rate, contributions.statement_series,
  contributions.statement_line, contributions.counted_fact TO intendance_app;
-- Not `written_in`: a statement cannot claim another transaction than its own.
GRANT INSERT (issuer_id, activity_id, month, sequence, number, scheme_id, amount_cents, basis_cents, kept_cents, parties,
  closed_on, closed_by, closed_at)
  ON contributions.statement TO intendance_app;
GRANT UPDATE (last_sequence) ON contributions.statement_series TO intendance_app;
