-- What an activity spends, what its people cost, what its entrepreneur advances, and with what its account begins.
-- Costs are append-only: a correction is a reversal, of the same day and the opposite amount, once.

CREATE FUNCTION contributions.refuse_rewriting_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'account_facts_append_only';
END $$;

CREATE TABLE contributions.direct_cost (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activity_id        bigint NOT NULL REFERENCES contracts.activity,
  spent_on           date NOT NULL CONSTRAINT direct_cost_day CHECK (spent_on BETWEEN '2000-01-01' AND '2099-12-31'),
  kind               text NOT NULL CHECK (kind IN ('purchase', 'subcontracting', 'equipment', 'insurance', 'travel', 'training', 'other')),
  label              text NOT NULL CONSTRAINT direct_cost_label CHECK (btrim(label) <> '' AND length(label) <= 200),
  supplier           text CONSTRAINT direct_cost_supplier CHECK (btrim(supplier) <> '' AND length(supplier) <= 200),
  -- What stays at the activity's charge, and the VAT that is recovered beside it.
  net_cents          bigint NOT NULL,
  vat_cents          bigint NOT NULL,
  -- Whether a scheme that gives back on purchases counts this one.
  eligible           boolean NOT NULL DEFAULT false,
  reverses           bigint CONSTRAINT direct_cost_reversed_once UNIQUE,
  reason             text CONSTRAINT direct_cost_reason CHECK ((reverses IS NULL) = (reason IS NULL) AND btrim(reason) <> '' AND length(reason) <= 500),
  made_by            text NOT NULL,
  made_at            timestamptz NOT NULL,
  reversed_net_cents bigint NOT NULL GENERATED ALWAYS AS (-net_cents) STORED,
  reversed_vat_cents bigint NOT NULL GENERATED ALWAYS AS (-vat_cents) STORED,
  CONSTRAINT direct_cost_amounts CHECK (
    (reverses IS NULL AND net_cents > 0 AND vat_cents >= 0)
    OR (reverses IS NOT NULL AND net_cents < 0 AND vat_cents <= 0)),
  CONSTRAINT direct_cost_vat_within_net CHECK (abs(vat_cents) <= abs(net_cents)),
  CONSTRAINT direct_cost_facts UNIQUE (id, activity_id, spent_on, eligible, net_cents, vat_cents),
  CONSTRAINT direct_cost_reverses_its_like FOREIGN KEY (reverses, activity_id, spent_on, eligible, reversed_net_cents, reversed_vat_cents)
    REFERENCES contributions.direct_cost (id, activity_id, spent_on, eligible, net_cents, vat_cents)
);
CREATE INDEX direct_cost_activity ON contributions.direct_cost (activity_id, spent_on);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contributions.direct_cost
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();

-- What the pay of a month costs the cooperative: gross pay and what the employer owes on it.
CREATE TABLE contributions.pay_cost (
  id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activity_id            bigint NOT NULL REFERENCES contracts.activity,
  month                  date NOT NULL CONSTRAINT pay_cost_month CHECK (
                           extract(day FROM month) = 1 AND month BETWEEN '2000-01-01' AND '2099-12-31'),
  label                  text NOT NULL CONSTRAINT pay_cost_label CHECK (btrim(label) <> '' AND length(label) <= 200),
  gross_pay_cents        bigint NOT NULL,
  employer_charges_cents bigint NOT NULL,
  cost_cents             bigint NOT NULL GENERATED ALWAYS AS (gross_pay_cents + employer_charges_cents) STORED,
  reverses               bigint CONSTRAINT pay_cost_reversed_once UNIQUE,
  reason                 text CONSTRAINT pay_cost_reason CHECK ((reverses IS NULL) = (reason IS NULL) AND btrim(reason) <> '' AND length(reason) <= 500),
  made_by                text NOT NULL,
  made_at                timestamptz NOT NULL,
  reversed_gross_cents   bigint NOT NULL GENERATED ALWAYS AS (-gross_pay_cents) STORED,
  reversed_charges_cents bigint NOT NULL GENERATED ALWAYS AS (-employer_charges_cents) STORED,
  CONSTRAINT pay_cost_amounts CHECK (
    (reverses IS NULL AND gross_pay_cents > 0 AND employer_charges_cents >= 0)
    OR (reverses IS NOT NULL AND gross_pay_cents < 0 AND employer_charges_cents <= 0)),
  CONSTRAINT pay_cost_facts UNIQUE (id, activity_id, month, gross_pay_cents, employer_charges_cents),
  CONSTRAINT pay_cost_reverses_its_like FOREIGN KEY (reverses, activity_id, month, reversed_gross_cents, reversed_charges_cents)
    REFERENCES contributions.pay_cost (id, activity_id, month, gross_pay_cents, employer_charges_cents)
);
CREATE INDEX pay_cost_activity ON contributions.pay_cost (activity_id, month);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contributions.pay_cost
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();

-- What the account of an activity begins with. What came before that day is in it and is not counted again.
-- Cash is what makes both sides equal: it is never entered. Each opening is replaced once at the most, so that they
-- make one chain per activity, whose last one holds.
CREATE TABLE contributions.activity_opening (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activity_id         bigint NOT NULL REFERENCES contracts.activity,
  opened_on           date NOT NULL CONSTRAINT activity_opening_day CHECK (
                        extract(day FROM opened_on) = 1 AND opened_on BETWEEN '2000-01-01' AND '2099-12-31'),
  receivables_cents   bigint NOT NULL,
  uncollected_cents   bigint NOT NULL,
  vat_waiting_cents   bigint NOT NULL,
  vat_due_cents       bigint NOT NULL,
  expenses_due_cents  bigint NOT NULL,
  available_cents     bigint NOT NULL,
  cash_cents          bigint NOT NULL GENERATED ALWAYS AS (
    expenses_due_cents + vat_due_cents + vat_waiting_cents + available_cents + uncollected_cents - receivables_cents) STORED,
  replaces            bigint,
  reason              text NOT NULL CONSTRAINT activity_opening_reason CHECK (btrim(reason) <> '' AND length(reason) <= 500),
  made_by             text NOT NULL,
  made_at             timestamptz NOT NULL,
  CONSTRAINT activity_opening_of_activity UNIQUE (id, activity_id),
  CONSTRAINT activity_opening_replaced_once UNIQUE NULLS NOT DISTINCT (activity_id, replaces),
  FOREIGN KEY (replaces, activity_id) REFERENCES contributions.activity_opening (id, activity_id)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contributions.activity_opening
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();

-- What a line of an imported file became: importing it again finds it here and writes nothing.
CREATE TABLE contributions.account_source_key (
  source      text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('direct-cost', 'pay-cost')),
  key         text NOT NULL CHECK (key <> ''),
  id          bigint NOT NULL,
  digest      text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_source_key_once PRIMARY KEY (source, kind, key)
);

-- What an entrepreneur advanced for the activity. A draft is theirs to change or throw away; what was submitted stays.
CREATE TABLE contributions.expense_sheet (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activity_id     bigint NOT NULL REFERENCES contracts.activity,
  title           text NOT NULL CONSTRAINT expense_sheet_title CHECK (btrim(title) <> '' AND length(title) <= 200),
  entered_by      bigint NOT NULL REFERENCES identity.account,
  entered_by_name text NOT NULL,
  created_at      timestamptz NOT NULL,
  -- The refused sheet that this one takes up again.
  corrects        bigint CONSTRAINT expense_sheet_corrected_once UNIQUE,
  corrected_step  integer GENERATED ALWAYS AS (CASE WHEN corrects IS NOT NULL THEN 2 END) STORED,
  corrected_state text GENERATED ALWAYS AS (CASE WHEN corrects IS NOT NULL THEN 'refused' END) STORED,
  CONSTRAINT expense_sheet_of_author UNIQUE (id, entered_by),
  CONSTRAINT expense_sheet_facts UNIQUE (id, activity_id, entered_by),
  CONSTRAINT expense_sheet_corrects_its_like FOREIGN KEY (corrects, activity_id, entered_by)
    REFERENCES contributions.expense_sheet (id, activity_id, entered_by)
);
CREATE INDEX expense_sheet_activity ON contributions.expense_sheet (activity_id);
CREATE INDEX expense_sheet_author ON contributions.expense_sheet (entered_by);

CREATE TABLE contributions.expense_line (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sheet_id      bigint NOT NULL REFERENCES contributions.expense_sheet ON DELETE CASCADE,
  spent_on      date NOT NULL CONSTRAINT expense_line_day CHECK (spent_on BETWEEN '2000-01-01' AND '2099-12-31'),
  kind          text NOT NULL CHECK (kind IN ('travel', 'mileage', 'meal', 'lodging', 'equipment', 'supplies', 'telecom', 'other')),
  label         text NOT NULL CONSTRAINT expense_line_label CHECK (btrim(label) <> '' AND length(label) <= 200),
  gross_cents   bigint NOT NULL CONSTRAINT expense_line_amount CHECK (gross_cents > 0),
  vat_cents     bigint NOT NULL,
  net_cents     bigint NOT NULL GENERATED ALWAYS AS (gross_cents - vat_cents) STORED,
  kilometres    numeric(7, 1),
  fiscal_power  integer,
  -- Euros per kilometre, copied from the scale of that day.
  rate          numeric(6, 3),
  CONSTRAINT expense_line_vat CHECK (vat_cents >= 0 AND vat_cents < gross_cents),
  -- A distance is paid at the rate and bears no VAT; nothing else has a distance.
  CONSTRAINT expense_line_mileage CHECK (
    (kind = 'mileage') = (kilometres IS NOT NULL AND fiscal_power IS NOT NULL AND rate IS NOT NULL)
    AND (kind <> 'mileage' OR (kilometres > 0 AND vat_cents = 0 AND gross_cents = round(kilometres * rate * 100)))
    AND (kind = 'mileage' OR (kilometres IS NULL AND fiscal_power IS NULL AND rate IS NULL)))
);
CREATE INDEX expense_line_sheet ON contributions.expense_line (sheet_id);

-- One receipt a line, known by its line and its hash; what its sender called it is not kept. A draft holds the bytes,
-- so that a picture sent by mistake can be taken back; submission moves them into the archive, for good.
CREATE TABLE contributions.expense_receipt (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line_id     bigint NOT NULL CONSTRAINT expense_receipt_one_per_line UNIQUE REFERENCES contributions.expense_line ON DELETE CASCADE,
  sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  media_type  text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  size        integer NOT NULL CONSTRAINT expense_receipt_size CHECK (size BETWEEN 1 AND 10485760),
  bytes       bytea,
  added_at    timestamptz NOT NULL,
  archive_key text GENERATED ALWAYS AS (
    CASE WHEN bytes IS NULL THEN 'expense-line/' || line_id::text || '/receipt' END) STORED
    CONSTRAINT expense_receipt_archived REFERENCES documents.archived_file (key),
  CONSTRAINT expense_receipt_bytes CHECK (bytes IS NULL OR (sha256 = encode(sha256(bytes), 'hex') AND size = octet_length(bytes)))
);
ALTER TABLE contributions.expense_receipt ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What became of a sheet, by whom, when: submitted (1), then approved or refused (2), then, if approved, reimbursed (3).
CREATE TABLE contributions.expense_act (
  sheet_id       bigint NOT NULL,
  step           integer NOT NULL CHECK (step BETWEEN 1 AND 3),
  state          text NOT NULL,
  on_day         date NOT NULL CHECK (on_day BETWEEN '2000-01-01' AND '2099-12-31'),
  reason         text CONSTRAINT expense_act_reason_length CHECK (length(reason) <= 500),
  entered_by     bigint NOT NULL,
  made_by        bigint REFERENCES identity.account,
  made_by_name   text NOT NULL,
  made_at        timestamptz NOT NULL,
  previous_on    date,
  previous_step  integer GENERATED ALWAYS AS (CASE WHEN step > 1 THEN step - 1 END) STORED,
  previous_state text GENERATED ALWAYS AS (CASE step WHEN 2 THEN 'submitted' WHEN 3 THEN 'approved' END) STORED,
  CONSTRAINT expense_act_once PRIMARY KEY (sheet_id, step),
  CONSTRAINT expense_act_state CHECK (
    (step = 1 AND state = 'submitted') OR (step = 2 AND state IN ('approved', 'refused')) OR (step = 3 AND state = 'reimbursed')),
  CONSTRAINT expense_act_reason CHECK (state <> 'refused' OR btrim(coalesce(reason, '')) <> ''),
  -- Nobody approves what they spent themselves.
  CONSTRAINT expense_act_of_another CHECK (state <> 'approved' OR made_by IS DISTINCT FROM entered_by),
  CONSTRAINT expense_act_days CHECK ((step = 1) = (previous_on IS NULL) AND (step = 1 OR on_day >= previous_on)),
  CONSTRAINT expense_act_known UNIQUE (sheet_id, step, state, on_day),
  CONSTRAINT expense_act_outcome UNIQUE (sheet_id, step, state),
  CONSTRAINT expense_act_in_order FOREIGN KEY (sheet_id, previous_step, previous_state, previous_on)
    REFERENCES contributions.expense_act (sheet_id, step, state, on_day),
  CONSTRAINT expense_act_of_sheet FOREIGN KEY (sheet_id, entered_by) REFERENCES contributions.expense_sheet (id, entered_by)
);
ALTER TABLE contributions.expense_sheet ADD CONSTRAINT expense_sheet_corrects_refused
  FOREIGN KEY (corrects, corrected_step, corrected_state) REFERENCES contributions.expense_act (sheet_id, step, state);
CREATE INDEX expense_act_state_day ON contributions.expense_act (state, on_day);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contributions.expense_act
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();

-- Submitting waits for whoever is changing the sheet, and each change for whoever is submitting it.
CREATE FUNCTION contributions.expense_sheet_submitted() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, contributions, pg_temp AS $$
BEGIN
  PERFORM 1 FROM contributions.expense_sheet WHERE id = NEW.sheet_id FOR UPDATE;
  IF NEW.step = 1 THEN
    IF NOT EXISTS (SELECT FROM contributions.expense_line WHERE sheet_id = NEW.sheet_id) THEN
      RAISE EXCEPTION 'sheet % has no line', NEW.sheet_id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'expense_sheet_has_lines';
    END IF;
    IF EXISTS (SELECT FROM contributions.expense_line l LEFT JOIN contributions.expense_receipt r ON r.line_id = l.id
               WHERE l.sheet_id = NEW.sheet_id AND l.kind <> 'mileage' AND r.id IS NULL) THEN
      RAISE EXCEPTION 'a line of sheet % has no receipt', NEW.sheet_id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'expense_line_has_receipt';
    END IF;
    IF EXISTS (SELECT FROM contributions.expense_line l JOIN contributions.expense_receipt r ON r.line_id = l.id
               WHERE l.sheet_id = NEW.sheet_id AND r.bytes IS NOT NULL) THEN
      RAISE EXCEPTION 'a receipt of sheet % is not archived', NEW.sheet_id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'expense_receipt_archived';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submitted_whole BEFORE INSERT ON contributions.expense_act
  FOR EACH ROW EXECUTE FUNCTION contributions.expense_sheet_submitted();

CREATE FUNCTION contributions.expense_sheet_is_draft() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, contributions, pg_temp AS $$
DECLARE
  -- A row that moves from one sheet to another is looked at on both sides.
  sheets bigint[] := '{}';
  lines bigint[] := '{}';
BEGIN
  IF TG_TABLE_NAME = 'expense_sheet' THEN
    sheets := ARRAY[OLD.id];
  ELSIF TG_TABLE_NAME = 'expense_line' THEN
    IF TG_OP <> 'INSERT' THEN sheets := sheets || OLD.sheet_id; END IF;
    IF TG_OP <> 'DELETE' THEN sheets := sheets || NEW.sheet_id; END IF;
  ELSE
    IF TG_OP <> 'INSERT' THEN lines := lines || OLD.line_id; END IF;
    IF TG_OP <> 'DELETE' THEN lines := lines || NEW.line_id; END IF;
    SELECT coalesce(array_agg(sheet_id), '{}') INTO sheets FROM contributions.expense_line WHERE id = ANY (lines);
  END IF;
  PERFORM 1 FROM contributions.expense_sheet WHERE id = ANY (sheets) ORDER BY id FOR SHARE;
  IF EXISTS (SELECT FROM contributions.expense_act WHERE sheet_id = ANY (sheets)) THEN
    RAISE EXCEPTION 'sheet % was submitted', sheets
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'expense_sheet_is_draft';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER draft_only BEFORE UPDATE OR DELETE ON contributions.expense_sheet
  FOR EACH ROW EXECUTE FUNCTION contributions.expense_sheet_is_draft();
CREATE TRIGGER draft_only BEFORE INSERT OR UPDATE OR DELETE ON contributions.expense_line
  FOR EACH ROW EXECUTE FUNCTION contributions.expense_sheet_is_draft();
CREATE TRIGGER draft_only BEFORE INSERT OR UPDATE OR DELETE ON contributions.expense_receipt
  FOR EACH ROW EXECUTE FUNCTION contributions.expense_sheet_is_draft();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON contributions.expense_sheet
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON contributions.expense_line
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON contributions.expense_receipt
  FOR EACH STATEMENT EXECUTE FUNCTION contributions.refuse_rewriting_accounts();

GRANT SELECT, INSERT ON contributions.direct_cost, contributions.pay_cost, contributions.activity_opening,
  contributions.account_source_key, contributions.expense_act TO intendance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON contributions.expense_sheet, contributions.expense_line TO intendance_app;
GRANT SELECT, INSERT, DELETE, UPDATE (bytes) ON contributions.expense_receipt TO intendance_app;
