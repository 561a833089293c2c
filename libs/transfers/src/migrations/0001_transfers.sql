-- The dossier that moves contracts from a CAE to the cooperative. What happened is written once and stays; what was
-- billed, and by whom, is never copied here: it is read where it is kept.

CREATE SEQUENCE transfers.dossier_code START 1;

CREATE TABLE transfers.dossier (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL DEFAULT 'RA-' || lpad(nextval('transfers.dossier_code')::text, 4, '0')
                  CONSTRAINT dossier_code_unique UNIQUE,
  title           text NOT NULL CONSTRAINT dossier_title CHECK (length(btrim(title)) BETWEEN 1 AND 200),
  from_issuer_id  bigint NOT NULL REFERENCES contracts.issuer,
  to_issuer_id    bigint NOT NULL REFERENCES contracts.issuer,
  -- The first day that the cooperative bills.
  moves_on        date NOT NULL,
  -- Of the choice of contracts and of the day: who read an older one reads again.
  version         integer NOT NULL DEFAULT 1,
  opened_by       text NOT NULL,
  opened_at       timestamptz NOT NULL,
  CONSTRAINT dossier_two_issuers CHECK (from_issuer_id <> to_issuer_id)
);

CREATE TABLE transfers.dossier_contract (
  dossier_id      bigint NOT NULL REFERENCES transfers.dossier,
  contract_id     bigint NOT NULL REFERENCES contracts.contract,
  -- False once the dossier is closed or undone; set by the trigger below alone.
  under_way       boolean NOT NULL DEFAULT true,
  -- The carriage that the switch wrote, which undoing it must find unchanged.
  moved_revision  integer,
  CONSTRAINT dossier_contract_once PRIMARY KEY (dossier_id, contract_id)
);
CREATE UNIQUE INDEX contract_in_one_dossier ON transfers.dossier_contract (contract_id) WHERE under_way;

-- The life of a dossier, as dated records.
CREATE TABLE transfers.dossier_event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dossier_id  bigint NOT NULL REFERENCES transfers.dossier,
  kind        text NOT NULL CHECK (kind IN ('opened', 'chosen', 'conflictsRead', 'documentConfirmed', 'documentsRecorded',
                'switched', 'closed', 'undone')),
  facts       jsonb NOT NULL DEFAULT '{}',
  made_by     text NOT NULL,
  made_at     timestamptz NOT NULL
);
CREATE INDEX dossier_event_dossier ON transfers.dossier_event (dossier_id, id);
CREATE UNIQUE INDEX dossier_event_once ON transfers.dossier_event (dossier_id, kind)
  WHERE kind IN ('opened', 'switched', 'closed', 'undone');

-- Who does which step, by when.
CREATE TABLE transfers.step_in_charge (
  dossier_id  bigint NOT NULL REFERENCES transfers.dossier,
  step        text NOT NULL CHECK (step IN ('choice', 'conflicts', 'billing', 'documents', 'switch', 'firstInvoice', 'closing')),
  person      text NOT NULL CONSTRAINT step_person CHECK (length(btrim(person)) BETWEEN 1 AND 200),
  due_on      date,
  PRIMARY KEY (dossier_id, step)
);

CREATE TABLE transfers.note (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dossier_id  bigint NOT NULL REFERENCES transfers.dossier,
  text        text NOT NULL CONSTRAINT note_text CHECK (length(btrim(text)) BETWEEN 1 AND 2000),
  made_by     text NOT NULL,
  made_at     timestamptz NOT NULL
);
CREATE INDEX note_dossier ON transfers.note (dossier_id, id);

-- What a person decided about days that would otherwise be lost between the two issuers.
CREATE TABLE transfers.decision (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dossier_id  bigint NOT NULL REFERENCES transfers.dossier,
  line_id     bigint NOT NULL REFERENCES contracts.contract_line,
  code        text NOT NULL,
  period      daterange NOT NULL CHECK (NOT isempty(period)),
  choice      text NOT NULL CHECK (choice IN ('formerBills', 'excused')),
  statement   text NOT NULL CONSTRAINT decision_statement CHECK (length(btrim(statement)) BETWEEN 5 AND 500),
  -- The excuse of billing that keeps these days from being proposed.
  excuse_id   bigint,
  made_by     text NOT NULL,
  made_at     timestamptz NOT NULL,
  CONSTRAINT decision_excuse CHECK ((choice = 'excused') = (excuse_id IS NOT NULL))
);
CREATE INDEX decision_dossier ON transfers.decision (dossier_id, id);

-- A file of the former issuer's billing, as it was read; nothing of it counts before a person has matched its lines.
CREATE TABLE transfers.reading (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dossier_id  bigint NOT NULL REFERENCES transfers.dossier,
  file_name   text NOT NULL,
  sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  format      text NOT NULL CHECK (format IN ('csv', 'facturX')),
  documents   jsonb NOT NULL,
  read_by     text NOT NULL,
  read_at     timestamptz NOT NULL,
  CONSTRAINT reading_once UNIQUE (dossier_id, sha256)
);

-- Seller and number: what was recorded of them, once.
CREATE TABLE transfers.recorded_document (
  issuer_id   bigint NOT NULL REFERENCES contracts.issuer,
  number      text NOT NULL,
  reading_id  bigint NOT NULL REFERENCES transfers.reading,
  invoice_id  bigint NOT NULL UNIQUE REFERENCES billing.invoice,
  digest      text NOT NULL,
  CONSTRAINT recorded_document_once PRIMARY KEY (issuer_id, number)
);

-- Letters and amendments: the text as people edit it, until it is confirmed.
CREATE TABLE transfers.draft (
  dossier_id  bigint NOT NULL REFERENCES transfers.dossier,
  kind        text NOT NULL CHECK (kind IN ('clientLetter', 'amendment', 'creditRequest')),
  -- The client of a letter, the contract of an amendment, the issuer of a request for a credit note.
  about_id    bigint NOT NULL,
  language    text NOT NULL CHECK (language IN ('fr', 'en')),
  title       text NOT NULL CONSTRAINT draft_title CHECK (length(btrim(title)) BETWEEN 1 AND 200),
  body        text NOT NULL CONSTRAINT draft_body CHECK (length(btrim(body)) BETWEEN 1 AND 20000),
  version     integer NOT NULL DEFAULT 1,
  edited_by   text NOT NULL,
  edited_at   timestamptz NOT NULL,
  PRIMARY KEY (dossier_id, kind, about_id)
);

-- A document as it left: its bytes are archived.
CREATE TABLE transfers.document (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dossier_id    bigint NOT NULL REFERENCES transfers.dossier,
  kind          text NOT NULL CHECK (kind IN ('clientLetter', 'amendment', 'creditRequest')),
  about_id      bigint NOT NULL,
  title         text NOT NULL,
  archive_key   text NOT NULL UNIQUE,
  confirmed_by  text NOT NULL,
  confirmed_at  timestamptz NOT NULL
);
CREATE INDEX document_dossier ON transfers.document (dossier_id, id);

-- Days that the former issuer billed beyond the switch and was asked to credit. Whether it did is what coverage says.
CREATE TABLE transfers.requested_credit (
  document_id  bigint NOT NULL REFERENCES transfers.document,
  invoice_id   bigint NOT NULL REFERENCES billing.invoice,
  line_id      bigint NOT NULL REFERENCES contracts.contract_line,
  period       daterange NOT NULL CHECK (NOT isempty(period)),
  net_cents    bigint NOT NULL,
  CONSTRAINT requested_credit_once PRIMARY KEY (document_id, invoice_id, line_id, period)
);

CREATE FUNCTION transfers.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'transfers_append_only';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['dossier_event', 'note', 'decision', 'reading', 'recorded_document', 'document', 'requested_credit'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION transfers.refuse_rewriting()', name);
  END LOOP;
END $$;

-- Nothing happens to a dossier that is over, it closes only after its switch, and its switch is undone only while the
-- new carrier has billed nothing: whoever bills at the moment holds the contract, and is waited for.
CREATE FUNCTION transfers.event_in_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, transfers AS $$
DECLARE of transfers.dossier; switched boolean;
BEGIN
  SELECT * INTO of FROM transfers.dossier WHERE id = NEW.dossier_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM transfers.dossier_event WHERE dossier_id = of.id AND kind IN ('closed', 'undone')) THEN
    RAISE EXCEPTION 'dossier % is over', of.code USING ERRCODE = 'restrict_violation', CONSTRAINT = 'dossier_is_over';
  END IF;
  switched := EXISTS (SELECT 1 FROM transfers.dossier_event WHERE dossier_id = of.id AND kind = 'switched');
  IF NEW.kind = 'closed' AND NOT switched THEN
    RAISE EXCEPTION 'dossier % was not switched', of.code
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'closed_after_the_switch';
  END IF;
  IF NEW.kind = 'undone' AND switched THEN
    PERFORM 1 FROM contracts.contract k JOIN transfers.dossier_contract d ON d.contract_id = k.id
    WHERE d.dossier_id = of.id ORDER BY k.id FOR NO KEY UPDATE OF k;
    IF EXISTS (
      SELECT 1 FROM transfers.dossier_contract d
      JOIN billing.charge c ON c.contract_id = d.contract_id AND c.issuer_id = of.to_issuer_id AND NOT c.foreign_origin
      WHERE d.dossier_id = of.id AND upper(c.period) > of.moves_on
        -- Documents are numbered as they are written: this is the last one that the switch saw.
        AND c.invoice_id > (SELECT (facts ->> 'afterInvoice')::bigint FROM transfers.dossier_event
                            WHERE dossier_id = of.id AND kind = 'switched')
        AND NOT c.period <@ coalesce((SELECT range_agg(k.period) FROM billing.credit k
              WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}'::datemultirange)) THEN
      RAISE EXCEPTION 'the new carrier of dossier % has billed', of.code
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'undone_before_billing';
    END IF;
  END IF;
  IF NEW.kind IN ('closed', 'undone') THEN
    UPDATE transfers.dossier_contract SET under_way = false WHERE dossier_id = of.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_in_order BEFORE INSERT ON transfers.dossier_event
  FOR EACH ROW EXECUTE FUNCTION transfers.event_in_order();

-- Contracts and day are chosen before the switch.
CREATE FUNCTION transfers.chosen_before_the_switch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM transfers.dossier_event
             WHERE dossier_id = CASE WHEN TG_TABLE_NAME = 'dossier' THEN (to_jsonb(OLD) ->> 'id')::bigint
                                     ELSE (to_jsonb(coalesce(NEW, OLD)) ->> 'dossier_id')::bigint END
               AND kind IN ('switched', 'closed', 'undone')) THEN
    RAISE EXCEPTION 'contracts and day are chosen before the switch'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'chosen_before_the_switch';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER chosen_before_the_switch BEFORE UPDATE ON transfers.dossier
  FOR EACH ROW EXECUTE FUNCTION transfers.chosen_before_the_switch();
CREATE TRIGGER chosen_before_the_switch BEFORE INSERT OR DELETE ON transfers.dossier_contract
  FOR EACH ROW EXECUTE FUNCTION transfers.chosen_before_the_switch();

GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA transfers TO intendance_app;
GRANT UPDATE (title, moves_on, version) ON transfers.dossier TO intendance_app;
GRANT UPDATE (moved_revision), DELETE ON transfers.dossier_contract TO intendance_app;
GRANT UPDATE, DELETE ON transfers.step_in_charge TO intendance_app;
GRANT UPDATE, DELETE ON transfers.draft TO intendance_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA transfers TO intendance_app;
