-- What people are to the cooperative, as dated facts: workers by status, associates by admission and exit, their category
-- and college. The registers are kept for the life of the cooperative: no row of them is ever taken out.

-- Days on which somebody works here, under a status. What was recorded by mistake is taken back, and stays readable.
CREATE TABLE membership.worker_status (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id       bigint NOT NULL CONSTRAINT worker_status_person REFERENCES membership.person,
  status          text NOT NULL CHECK (status IN ('employee', 'cape', 'cesa', 'freelancer', 'microEntrepreneur', 'volunteer')),
  period          daterange NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period)),
  trial_ends_on   date,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  withdrawn_reason text CHECK (btrim(withdrawn_reason) <> ''),
  withdrawn_by    text,
  withdrawn_at    timestamptz,
  CONSTRAINT worker_status_withdrawal CHECK (num_nonnulls(withdrawn_reason, withdrawn_by, withdrawn_at) IN (0, 3)),
  CONSTRAINT worker_status_trial CHECK (trial_ends_on IS NULL OR trial_ends_on > lower(period)),
  CONSTRAINT worker_one_status_a_day EXCLUDE USING gist (person_id WITH =, period WITH &&) WHERE (withdrawn_at IS NULL)
);

CREATE FUNCTION membership.check_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (SELECT kind FROM membership.person WHERE id = NEW.person_id) = 'legal' THEN
      RAISE EXCEPTION 'a legal person does not work' USING ERRCODE = 'check_violation', CONSTRAINT = 'worker_is_natural';
    ELSIF lower(NEW.period) <= (SELECT birth_date FROM membership.person WHERE id = NEW.person_id) THEN
      RAISE EXCEPTION 'nobody works before being born' USING ERRCODE = 'check_violation', CONSTRAINT = 'worker_is_born';
    END IF;
  ELSIF (OLD.id, OLD.person_id, OLD.status, lower(OLD.period), OLD.trial_ends_on, OLD.made_by, OLD.made_at)
      IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.status, lower(NEW.period), NEW.trial_ends_on, NEW.made_by, NEW.made_at)
    OR OLD.withdrawn_at IS NOT NULL OR NOT upper_inf(OLD.period) AND upper(OLD.period) <> upper(NEW.period) THEN
    RAISE EXCEPTION 'a status only ends, or is taken back' USING ERRCODE = 'restrict_violation',
      CONSTRAINT = 'membership_facts_append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_ends BEFORE INSERT OR UPDATE ON membership.worker_status
  FOR EACH ROW EXECUTE FUNCTION membership.check_worker();

-- The register of associates: one row for each admission, numbered without gaps from the one before.
CREATE TABLE membership.associate_register (
  only_one        boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  last_number     integer NOT NULL DEFAULT 0
);
INSERT INTO membership.associate_register DEFAULT VALUES;

CREATE TABLE membership.associate (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id       bigint NOT NULL CONSTRAINT associate_person REFERENCES membership.person,
  -- Given by the trigger.
  number          integer NOT NULL CONSTRAINT associate_number_once UNIQUE,
  decided_on      date NOT NULL,
  decided_by      text NOT NULL CHECK (decided_by IN ('founders', 'assembly', 'board', 'management')),
  -- « CA du 12 mars, résolution 4 »
  reference       text CHECK (btrim(reference) <> ''),
  -- From the day of admission to the day of exit.
  period          daterange NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period)),
  -- Not, once its correction says that it was recorded by mistake: it keeps its number, and stays readable.
  counts          boolean NOT NULL DEFAULT true,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT associate_after_decision CHECK (lower(period) >= decided_on),
  CONSTRAINT associate_once_a_day EXCLUDE USING gist (person_id WITH =, period WITH &&) WHERE (counts),
  CONSTRAINT associate_days UNIQUE (id, period WITHOUT OVERLAPS)
);

CREATE FUNCTION membership.number_associate() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE membership.associate_register SET last_number = last_number + 1 RETURNING last_number INTO NEW.number;
  RETURN NEW;
END $$;
CREATE TRIGGER numbered BEFORE INSERT ON membership.associate FOR EACH ROW EXECUTE FUNCTION membership.number_associate();

-- An exit that was recorded by mistake is taken back by its correction; the next one needs it.
CREATE TABLE membership.associate_exit (
  associate_id    bigint NOT NULL REFERENCES membership.associate,
  generation      integer NOT NULL DEFAULT 1 CHECK (generation > 0),
  needs_correction_of integer GENERATED ALWAYS AS (CASE WHEN generation > 1 THEN generation - 1 END) STORED,
  reason          text NOT NULL CHECK (reason IN ('resignation', 'exclusion', 'death', 'lossOfQuality')),
  decided_on      date NOT NULL,
  decided_by      text CHECK (decided_by IN ('assembly', 'board', 'management')),
  reference       text CHECK (btrim(reference) <> ''),
  effective_on    date NOT NULL,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT associate_exit_once PRIMARY KEY (associate_id, generation),
  -- Of an exclusion, the body that decided is part of the fact (art. L231-6 of the Code de commerce).
  CONSTRAINT associate_exclusion_decided CHECK (reason <> 'exclusion' OR decided_by IS NOT NULL),
  CONSTRAINT associate_exit_after_decision CHECK (reason IN ('death', 'lossOfQuality') OR effective_on >= decided_on)
);

CREATE TABLE membership.associate_exit_correction (
  associate_id    bigint NOT NULL,
  generation      integer NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT associate_exit_corrected_once PRIMARY KEY (associate_id, generation),
  CONSTRAINT associate_exit_correction_of_exit FOREIGN KEY (associate_id, generation) REFERENCES membership.associate_exit
);
ALTER TABLE membership.associate_exit ADD CONSTRAINT associate_exit_after_correction
  FOREIGN KEY (associate_id, needs_correction_of) REFERENCES membership.associate_exit_correction;
CREATE TABLE membership.associate_admission_correction (
  associate_id    bigint CONSTRAINT associate_corrected_once PRIMARY KEY REFERENCES membership.associate,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

-- The exit of each associate that was not taken back.
CREATE VIEW membership.associate_exit_in_force AS
  SELECT x.* FROM membership.associate_exit x
  WHERE NOT EXISTS (SELECT FROM membership.associate_exit_correction c
                    WHERE c.associate_id = x.associate_id AND c.generation = x.generation);

-- Nobody was an associate by mistake who left since: the exit is taken back first. That they held shares meanwhile is
-- checked where shares are known.
CREATE FUNCTION membership.correct_admission() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  a record;
BEGIN
  SELECT * INTO a FROM membership.associate WHERE id = NEW.associate_id FOR NO KEY UPDATE;
  IF NOT upper_inf(a.period) THEN
    RAISE EXCEPTION 'the associate left since' USING ERRCODE = 'check_violation', CONSTRAINT = 'associate_corrected_before_exit',
      DETAIL = jsonb_build_object('day', upper(a.period))::text;
  END IF;
  UPDATE membership.associate SET counts = false WHERE id = NEW.associate_id;
  RETURN NULL;
END $$;
CREATE TRIGGER takes_back AFTER INSERT ON membership.associate_admission_correction
  FOR EACH ROW EXECUTE FUNCTION membership.correct_admission();

CREATE TABLE membership.associate_category (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  associate_id    bigint NOT NULL,
  -- A code of the bylaws in force on the first day.
  category        text NOT NULL CHECK (btrim(category) <> ''),
  period          daterange NOT NULL CHECK (NOT isempty(period)),
  reason          text CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT associate_one_category_a_day UNIQUE (associate_id, period WITHOUT OVERLAPS),
  CONSTRAINT associate_category_of_associate FOREIGN KEY (associate_id, PERIOD period)
    REFERENCES membership.associate (id, PERIOD period)
);
CREATE TABLE membership.associate_college (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  associate_id    bigint NOT NULL,
  college         text NOT NULL CHECK (btrim(college) <> ''),
  period          daterange NOT NULL CHECK (NOT isempty(period)),
  reason          text CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT associate_one_college_a_day UNIQUE (associate_id, period WITHOUT OVERLAPS),
  CONSTRAINT associate_college_of_associate FOREIGN KEY (associate_id, PERIOD period)
    REFERENCES membership.associate (id, PERIOD period)
);

-- Of what is placed on days, only the end is still open: what ended goes on only where the exit by which it ended was taken
-- back. An admission counts no more once its correction says so.
CREATE FUNCTION membership.refuse_all_but_ending() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  associate bigint := to_jsonb(OLD) ->> CASE TG_TABLE_NAME WHEN 'associate' THEN 'id' ELSE 'associate_id' END;
  keeps text[] := ARRAY['period'];
BEGIN
  IF EXISTS (SELECT FROM membership.associate_admission_correction c WHERE c.associate_id = associate) THEN
    keeps := keeps || ARRAY['counts'];
  END IF;
  IF to_jsonb(OLD) - keeps <> to_jsonb(NEW) - keeps OR lower(OLD.period) <> lower(NEW.period)
    OR NOT upper_inf(OLD.period) AND NOT (upper_inf(NEW.period) AND EXISTS (
      SELECT FROM membership.associate_exit x JOIN membership.associate_exit_correction c USING (associate_id, generation)
      WHERE x.associate_id = associate AND x.effective_on = upper(OLD.period))) THEN
    RAISE EXCEPTION 'rows of % only end', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_facts_append_only';
  END IF;
  RETURN NEW;
END $$;

-- An associate has a category on each of their days, and ends when an exit says so.
CREATE FUNCTION membership.check_associate(checked bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  a record;
  placed datemultirange;
  exits date;
BEGIN
  SELECT * INTO a FROM membership.associate WHERE id = checked;
  SELECT range_agg(c.period) INTO placed FROM membership.associate_category c WHERE c.associate_id = checked;
  IF placed IS DISTINCT FROM datemultirange(a.period) THEN
    RAISE EXCEPTION 'an associate without a category' USING ERRCODE = 'check_violation', CONSTRAINT = 'associate_always_in_a_category',
      DETAIL = jsonb_build_object('number', a.number)::text;
  END IF;
  SELECT x.effective_on INTO exits FROM membership.associate_exit_in_force x WHERE x.associate_id = checked;
  IF upper(a.period) IS DISTINCT FROM exits THEN
    RAISE EXCEPTION 'an end without an exit' USING ERRCODE = 'check_violation', CONSTRAINT = 'associate_ends_by_exit',
      DETAIL = jsonb_build_object('number', a.number)::text;
  END IF;
END $$;
CREATE FUNCTION membership.check_this_associate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM membership.check_associate(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION membership.check_its_associate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM membership.check_associate(NEW.associate_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole AFTER INSERT OR UPDATE ON membership.associate DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_this_associate();
CREATE CONSTRAINT TRIGGER whole AFTER INSERT ON membership.associate_exit_correction DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_its_associate();
CREATE CONSTRAINT TRIGGER whole AFTER INSERT ON membership.associate_exit DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_its_associate();
CREATE CONSTRAINT TRIGGER whole AFTER INSERT OR UPDATE ON membership.associate_category DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_its_associate();

-- What was talked through with an entrepreneur, and since when both have signed it.
CREATE TABLE membership.interview (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id       bigint NOT NULL CONSTRAINT interview_person REFERENCES membership.person,
  held_on         date NOT NULL,
  held_by         text NOT NULL CHECK (btrim(held_by) <> ''),
  note            text CHECK (btrim(note) <> '' AND length(note) <= 4000),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);
CREATE INDEX interview_of_person ON membership.interview (person_id, held_on);
CREATE TABLE membership.interview_signature (
  interview_id    bigint CONSTRAINT interview_signed_once PRIMARY KEY REFERENCES membership.interview,
  signed_on       date NOT NULL,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

-- Révision coopérative (loi 47-1775, art. 25-1).
CREATE TABLE membership.cooperative_revision (
  held_on         date CONSTRAINT cooperative_revision_once PRIMARY KEY,
  reviser         text NOT NULL CHECK (btrim(reviser) <> ''),
  reference       text CHECK (btrim(reference) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['associate_exit', 'associate_exit_correction', 'associate_admission_correction', 'interview', 'interview_signature', 'cooperative_revision'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership.%I
      FOR EACH STATEMENT EXECUTE FUNCTION membership.refuse_rewriting()', name);
    EXECUTE format('GRANT SELECT, INSERT ON membership.%I TO intendance_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['associate', 'associate_category', 'associate_college'] LOOP
    EXECUTE format('CREATE TRIGGER only_ends BEFORE UPDATE ON membership.%I
      FOR EACH ROW EXECUTE FUNCTION membership.refuse_all_but_ending()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['worker_status', 'associate', 'associate_category', 'associate_college'] LOOP
    EXECUTE format('CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON membership.%I
      FOR EACH STATEMENT EXECUTE FUNCTION membership.refuse_rewriting()', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON membership.%I TO intendance_app', name);
  END LOOP;
END $$;
GRANT SELECT ON membership.associate_register, membership.associate_exit_in_force TO intendance_app;
GRANT DELETE ON membership.person TO intendance_app;
