-- What came in and for which documents. Payments and allocations are never rewritten: an undo is a row of its own.

CREATE SEQUENCE treasury.payment_code START 1001;

CREATE TABLE treasury.payment (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code          text NOT NULL DEFAULT 'PA-' || nextval('treasury.payment_code') CONSTRAINT payment_code_unique UNIQUE,
  -- Whose claim is paid.
  issuer_id     bigint NOT NULL CONSTRAINT payment_issuer REFERENCES contracts.issuer,
  -- On whose account the money arrived: what arrives with us for an outside CAE is owed to it.
  arrived_with  bigint NOT NULL CONSTRAINT payment_arrived_with REFERENCES contracts.issuer,
  client_id     bigint NOT NULL CONSTRAINT payment_client REFERENCES contracts.client,
  received_on   date NOT NULL,
  -- Negative: paid back to the client.
  amount_cents  bigint NOT NULL CONSTRAINT payment_of_something CHECK (amount_cents <> 0),
  means         text NOT NULL CHECK (means IN ('transfer', 'directDebit', 'card', 'cheque', 'cash', 'offset', 'other')),
  -- What the bank or the client calls it.
  reference     text NOT NULL DEFAULT '' CONSTRAINT payment_reference CHECK (reference = btrim(reference) AND length(reference) <= 140),
  -- The first such payment, or a further one that a person knows to be another.
  occurrence    integer NOT NULL DEFAULT 1 CHECK (occurrence > 0),
  note          text CONSTRAINT payment_note CHECK (length(note) <= 500),
  recorded_on   date NOT NULL,
  recorded_by   text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  CONSTRAINT payment_not_in_future CHECK (received_on <= recorded_on),
  CONSTRAINT payment_parties UNIQUE (id, issuer_id, client_id)
);

CREATE TABLE treasury.payment_reversal (
  payment_id    bigint PRIMARY KEY REFERENCES treasury.payment,
  reversed_on   date NOT NULL,
  reason        text NOT NULL CONSTRAINT payment_undone_for_a_reason CHECK (btrim(reason) <> '' AND length(reason) <= 500),
  made_by       text NOT NULL,
  made_at       timestamptz NOT NULL
);

-- The keys of the payments in force. Two records of one payment within a second: the second is refused by the key.
-- Where the payment has a reference, it says what it is for any client; letter case aside.
CREATE TABLE treasury.payment_key (
  payment_id    bigint PRIMARY KEY REFERENCES treasury.payment,
  issuer_id     bigint NOT NULL,
  client_id     bigint,
  received_on   date NOT NULL,
  amount_cents  bigint NOT NULL,
  reference     text NOT NULL,
  occurrence    integer NOT NULL,
  CONSTRAINT payment_once UNIQUE NULLS NOT DISTINCT (issuer_id, client_id, received_on, amount_cents, reference, occurrence)
);

CREATE TABLE treasury.allocation (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payment_id    bigint NOT NULL,
  issuer_id     bigint NOT NULL,
  client_id     bigint NOT NULL,
  invoice_id    bigint NOT NULL CONSTRAINT allocation_invoice REFERENCES billing.invoice,
  amount_cents  bigint NOT NULL CONSTRAINT allocation_of_something CHECK (amount_cents <> 0),
  -- The day that counts as that of collection; of an undo, the day when it happened.
  collected_on  date NOT NULL,
  reverses_id   bigint,
  reversed_cents bigint GENERATED ALWAYS AS (CASE WHEN reverses_id IS NOT NULL THEN -amount_cents END) STORED,
  reason        text CONSTRAINT allocation_reason CHECK (length(reason) <= 500),
  made_by       text NOT NULL,
  made_at       timestamptz NOT NULL,
  CONSTRAINT allocation_of_payment FOREIGN KEY (payment_id, issuer_id, client_id)
    REFERENCES treasury.payment (id, issuer_id, client_id),
  CONSTRAINT allocation_identity UNIQUE (id, payment_id, invoice_id, amount_cents),
  CONSTRAINT allocation_undone_once UNIQUE (reverses_id),
  CONSTRAINT allocation_undone_whole FOREIGN KEY (reverses_id, payment_id, invoice_id, reversed_cents)
    REFERENCES treasury.allocation (id, payment_id, invoice_id, amount_cents),
  CONSTRAINT allocation_undone_for_a_reason CHECK ((reverses_id IS NULL) = (reason IS NULL) AND btrim(reason) <> '')
);
CREATE INDEX allocation_payment ON treasury.allocation (payment_id);
CREATE INDEX allocation_of_invoice ON treasury.allocation (invoice_id);
CREATE INDEX allocation_collected ON treasury.allocation (collected_on);

-- The part of an allocation that falls to the lines of each contract, with the net it stands for.
CREATE TABLE treasury.allocation_share (
  allocation_id bigint NOT NULL REFERENCES treasury.allocation,
  -- Null for lines that are about no contract.
  contract_id   bigint REFERENCES contracts.contract,
  gross_cents   bigint NOT NULL,
  net_cents     bigint NOT NULL,
  CONSTRAINT allocation_share_once UNIQUE NULLS NOT DISTINCT (allocation_id, contract_id)
);
CREATE INDEX allocation_share_contract ON treasury.allocation_share (contract_id);

-- In cents, signed: a credit note is negative.
CREATE FUNCTION treasury.signed_gross(type billing.document_type, gross bigint) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN type = 'creditNote' THEN -gross ELSE gross END;

-- Where payments and documents stand, folded from documents and payments as they are written: their rows are what two
-- people who allocate at once wait for, and what is open is read from them. Written by the triggers below only; `verify`
-- recomputes them (I7). They are narrow, and hold what is filtered and summed: lists read them alone. Without foreign keys:
-- every row is copied from one that stays.
CREATE TABLE treasury.payment_standing (
  payment_id      bigint PRIMARY KEY,
  issuer_id       bigint NOT NULL,
  arrived_with    bigint NOT NULL,
  client_id       bigint NOT NULL,
  received_on     date NOT NULL,
  means           text NOT NULL,
  amount_cents    bigint NOT NULL,
  allocated_cents bigint NOT NULL DEFAULT 0,
  undone          boolean NOT NULL DEFAULT false,
  -- By what it is looked for: code, reference and the numbers of all that it was ever allocated to, folded.
  words           text NOT NULL,
  CONSTRAINT allocation_within_payment CHECK (
    CASE WHEN amount_cents > 0 THEN allocated_cents BETWEEN 0 AND amount_cents
         ELSE allocated_cents BETWEEN amount_cents AND 0 END),
  CONSTRAINT allocation_of_payment_in_force CHECK (NOT undone OR allocated_cents = 0)
) WITH (fillfactor = 80);
CREATE INDEX payment_received ON treasury.payment_standing (received_on, payment_id);
CREATE INDEX payment_of_client ON treasury.payment_standing (client_id);
CREATE INDEX payment_waiting ON treasury.payment_standing (received_on, payment_id)
  WHERE NOT undone AND allocated_cents <> amount_cents;
CREATE INDEX payment_undone ON treasury.payment_standing (received_on, payment_id) WHERE undone;
CREATE INDEX payment_for_another ON treasury.payment_standing (issuer_id) WHERE issuer_id <> arrived_with;

-- Of an invoice and its credit notes together.
CREATE TABLE treasury.invoice_standing (
  invoice_id      bigint PRIMARY KEY,
  issuer_id       bigint NOT NULL,
  client_id       bigint NOT NULL,
  issued_on       date NOT NULL,
  due_on          date NOT NULL,
  -- What one of our own issuers bills.
  own             boolean NOT NULL,
  -- As the former tool says, without a payment here.
  formerly_paid   boolean NOT NULL,
  -- Its number, folded.
  words           text NOT NULL,
  -- Credit notes taken off.
  owed_cents      bigint NOT NULL,
  received_cents  bigint NOT NULL DEFAULT 0 CHECK (received_cents >= 0),
  refunded_cents  bigint NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  -- What is left to pay; negative where the client is to be paid back.
  balance_cents   bigint NOT NULL GENERATED ALWAYS AS (
    CASE WHEN formerly_paid AND received_cents = refunded_cents THEN 0
         ELSE owed_cents - received_cents + refunded_cents END) STORED
) WITH (fillfactor = 80);
CREATE INDEX invoice_open ON treasury.invoice_standing (due_on, invoice_id) WHERE balance_cents <> 0;
CREATE INDEX invoice_open_of_client ON treasury.invoice_standing (client_id) WHERE balance_cents <> 0;
CREATE INDEX invoice_of_month ON treasury.invoice_standing (issued_on) WHERE own;

-- A document that bills is owed; one that credits another is taken off what is owed on that one.
CREATE FUNCTION treasury.documents_issued() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, treasury, pg_temp AS $$
BEGIN
  INSERT INTO treasury.invoice_standing (invoice_id, issuer_id, client_id, issued_on, due_on, own, formerly_paid, words, owed_cents)
  SELECT id, issuer_id, client_id, issued_on, due_on, NOT foreign_origin AND type <> 'creditNote',
    CASE WHEN foreign_origin THEN coalesce((payload::jsonb ->> 'paidInFormerTool')::boolean, false) ELSE false END,
    persistence.folded(number), treasury.signed_gross(type, gross_cents)
  FROM issued WHERE credits_invoice_id IS NULL
  -- One document, one row: keys of billing see to that, and this refuses nothing beside them.
  ON CONFLICT DO NOTHING;
  IF EXISTS (SELECT FROM issued WHERE credits_invoice_id IS NOT NULL) THEN
    -- Whoever allocates at the moment is waited for, in the order in which allocations are written.
    PERFORM FROM treasury.invoice_standing WHERE invoice_id IN (SELECT credits_invoice_id FROM issued)
    ORDER BY invoice_id FOR UPDATE;
    UPDATE treasury.invoice_standing s SET owed_cents = s.owed_cents + k.cents
    FROM (SELECT credits_invoice_id, sum(treasury.signed_gross(type, gross_cents))::bigint AS cents
          FROM issued WHERE credits_invoice_id IS NOT NULL GROUP BY 1) k
    WHERE s.invoice_id = k.credits_invoice_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER documents_issued AFTER INSERT ON billing.invoice
  REFERENCING NEW TABLE AS issued FOR EACH STATEMENT EXECUTE FUNCTION treasury.documents_issued();

-- What a document bills on the lines of each contract: a line that credits another is about what that one is about, a
-- deduction about the deposit that it deducts. Signed cents; the gross of the document is cut pro rata of its lines with
-- their VAT, by running sums rounded half away from zero, so that the parts sum to it.
CREATE VIEW treasury.document_share AS
SELECT invoice_id, contract_id, sign * net AS net_cents,
  sign * (reached - lag(reached, 1, 0::bigint) OVER (PARTITION BY invoice_id ORDER BY contract_id)) AS gross_cents
FROM (
  SELECT invoice_id, contract_id, sign, net,
    CASE WHEN sum(weight) OVER whole = 0 THEN 0::bigint
         ELSE round(gross::numeric * sum(weight) OVER (PARTITION BY invoice_id ORDER BY contract_id) / sum(weight) OVER whole)::bigint
    END AS reached
  FROM (
    SELECT i.id AS invoice_id, l.contract_id, CASE WHEN i.type = 'creditNote' THEN -1 ELSE 1 END AS sign,
      i.gross_cents AS gross, sum(n.net_cents)::bigint AS net, sum(n.net_cents * (10000 + n.vat_rate_bp)) AS weight
    FROM billing.invoice i
    JOIN billing.invoice_line n ON n.invoice_id = i.id
    JOIN billing.invoice_line r ON r.invoice_id = coalesce(n.credits_invoice_id, n.invoice_id)
      AND r.position = coalesce(n.credits_position, n.position)
    LEFT JOIN billing.deduction u ON u.invoice_id = r.invoice_id AND u.position = r.position
    LEFT JOIN billing.charge g ON g.invoice_id = u.deposit_invoice_id AND g.position = u.deposit_position
    LEFT JOIN contracts.contract_line l ON l.id = coalesce(r.contract_line_id, g.line_id)
    GROUP BY i.id, l.contract_id
  ) parts
  WINDOW whole AS (PARTITION BY invoice_id)
) summed;

CREATE FUNCTION treasury.payment_recorded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, treasury, pg_temp AS $$
BEGIN
  INSERT INTO treasury.payment_key (payment_id, issuer_id, client_id, received_on, amount_cents, reference, occurrence)
  SELECT id, issuer_id, CASE WHEN reference = '' THEN client_id END, received_on, amount_cents,
    lower(reference COLLATE pg_c_utf8), occurrence FROM written;
  INSERT INTO treasury.payment_standing (payment_id, issuer_id, arrived_with, client_id, received_on, means, amount_cents, words)
  SELECT id, issuer_id, arrived_with, client_id, received_on, means, amount_cents, persistence.folded(code || ' ' || reference)
  FROM written;
  RETURN NULL;
END $$;
CREATE TRIGGER payment_recorded AFTER INSERT ON treasury.payment
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION treasury.payment_recorded();

-- A payment that is undone is allocated to nothing any more, and may be recorded again.
CREATE FUNCTION treasury.payment_undone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, treasury, pg_temp AS $$
BEGIN
  UPDATE treasury.payment_standing SET undone = true WHERE payment_id = NEW.payment_id;
  DELETE FROM treasury.payment_key WHERE payment_id = NEW.payment_id;
  RETURN NULL;
END $$;
CREATE TRIGGER payment_undone AFTER INSERT ON treasury.payment_reversal
  FOR EACH ROW EXECUTE FUNCTION treasury.payment_undone();

-- What is received for an invoice stays within what is owed on it, what is paid back within what was paid too much; an
-- undo only goes back to where things stood.
CREATE FUNCTION treasury.allocation_made() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, treasury, pg_temp AS $$
DECLARE
  document record;
  root bigint;
  refund boolean;
  standing treasury.invoice_standing;
  owed bigint;
BEGIN
  SELECT number, issuer_id, client_id, type, credits_invoice_id INTO document FROM billing.invoice WHERE id = NEW.invoice_id;
  root := coalesce(document.credits_invoice_id, NEW.invoice_id);
  IF document.issuer_id <> NEW.issuer_id THEN
    RAISE EXCEPTION 'the document is of another issuer'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'allocation_same_issuer';
  END IF;
  IF document.client_id <> NEW.client_id THEN
    RAISE EXCEPTION 'the document is of another client'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'allocation_same_client';
  END IF;

  UPDATE treasury.payment_standing SET allocated_cents = allocated_cents + NEW.amount_cents,
    words = CASE WHEN NEW.reverses_id IS NULL THEN words || ' ' || persistence.folded(document.number) ELSE words END
  WHERE payment_id = NEW.payment_id RETURNING amount_cents < 0 INTO refund;
  IF document.type = 'creditNote' AND NOT refund THEN
    RAISE EXCEPTION 'a credit note is not paid by the client'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'allocation_to_what_is_owed';
  END IF;
  UPDATE treasury.invoice_standing
  SET received_cents = received_cents + CASE WHEN refund THEN 0 ELSE NEW.amount_cents END,
      refunded_cents = refunded_cents - CASE WHEN refund THEN NEW.amount_cents ELSE 0 END
  WHERE invoice_id = root
  RETURNING * INTO STRICT standing;
  IF NEW.reverses_id IS NOT NULL THEN RETURN NULL; END IF;

  -- The row was locked: what others received and credited before is in it.
  owed := standing.owed_cents - standing.received_cents + standing.refunded_cents;
  IF refund AND owed > 0 THEN
    RAISE EXCEPTION 'more is paid back than was paid too much'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'refund_within_overpayment', DETAIL = document.number || '|' || (owed + NEW.amount_cents);
  ELSIF NOT refund AND owed < 0 THEN
    RAISE EXCEPTION 'more is received than is owed'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'allocation_within_balance', DETAIL = document.number || '|' || (owed + NEW.amount_cents);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER allocation_made AFTER INSERT ON treasury.allocation
  FOR EACH ROW EXECUTE FUNCTION treasury.allocation_made();

-- At commit, the shares of an allocation are the whole of it.
CREATE FUNCTION treasury.allocation_shares_agree() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, treasury, pg_temp AS $$
BEGIN
  IF NEW.amount_cents IS DISTINCT FROM
     (SELECT sum(gross_cents) FROM treasury.allocation_share WHERE allocation_id = NEW.id) THEN
    RAISE EXCEPTION 'the shares of allocation % are not the whole of it', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_shares_agree';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER allocation_shares_agree AFTER INSERT ON treasury.allocation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury.allocation_shares_agree();
-- A share that is added later is looked at again.
CREATE FUNCTION treasury.share_agrees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, treasury, pg_temp AS $$
BEGIN
  IF (SELECT amount_cents FROM treasury.allocation WHERE id = NEW.allocation_id) IS DISTINCT FROM
     (SELECT sum(gross_cents) FROM treasury.allocation_share WHERE allocation_id = NEW.allocation_id) THEN
    RAISE EXCEPTION 'the shares of allocation % are not the whole of it', NEW.allocation_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_shares_agree';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER share_agrees AFTER INSERT ON treasury.allocation_share
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury.share_agrees();

CREATE FUNCTION treasury.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_append_only';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['payment', 'payment_reversal', 'allocation', 'allocation_share'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON treasury.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION treasury.refuse_rewriting()', name);
  END LOOP;
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA treasury TO intendance_app;
GRANT INSERT ON treasury.payment, treasury.payment_reversal, treasury.allocation, treasury.allocation_share TO intendance_app;
GRANT USAGE ON SEQUENCE treasury.payment_code TO intendance_app;
