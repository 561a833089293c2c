-- Shares. What is decided or paid (bulletins, payments, transfers, conversions, withdrawals) are causes; what follows for
-- who holds what is the register of movements, which only grows. Everything else, holdings and capital first of all, is
-- a sum over it.

CREATE TABLE membership.share_class (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code            text NOT NULL CONSTRAINT share_class_code_unique UNIQUE CHECK (code ~ '^[A-Z0-9]{1,8}$'),
  name            text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 120),
  -- One value for good: another value is another class (art. 11 loi 47-1775).
  nominal_cents   bigint NOT NULL CHECK (nominal_cents BETWEEN 1 AND 100000000),
  from_day        date NOT NULL,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

-- Who writes to the register holds this row until the end of the transaction: what is checked cannot change meanwhile.
CREATE TABLE membership.share_register (
  only_one        boolean PRIMARY KEY DEFAULT true CHECK (only_one)
);
INSERT INTO membership.share_register DEFAULT VALUES;

CREATE FUNCTION membership.lock_share_register() RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT FROM membership.share_register FOR UPDATE $$;

-- Bulletins. A bulletin alone makes nobody a holder: the movement follows once what the bylaws require is paid.
CREATE TABLE membership.share_subscription (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id       bigint NOT NULL CONSTRAINT share_subscription_person REFERENCES membership.person,
  class_id        bigint NOT NULL CONSTRAINT share_subscription_class REFERENCES membership.share_class,
  quantity        integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
  -- Paid before there are shares: a quarter of the nominal at least (art. 12 loi 47-1775).
  required_cents  bigint NOT NULL,
  -- Called when subscribing; the rest by calls.
  called_cents    bigint NOT NULL,
  subscribed_on   date NOT NULL,
  release_due_on  date NOT NULL,
  -- Numbers are continuous within a year: given by the trigger.
  year            integer GENERATED ALWAYS AS (extract(year FROM subscribed_on)::integer) STORED,
  position        integer NOT NULL,
  code            text GENERATED ALWAYS AS ('BS-' || extract(year FROM subscribed_on)::integer || '-'
                    || lpad(position::text, greatest(4, length(position::text)), '0')) STORED,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_subscription_number UNIQUE (year, position),
  CONSTRAINT share_subscription_called CHECK (required_cents BETWEEN 1 AND called_cents AND called_cents <= amount_cents)
);
CREATE INDEX share_subscription_of_person ON membership.share_subscription (person_id, class_id);

CREATE TABLE membership.share_subscription_cancellation (
  subscription_id bigint CONSTRAINT share_subscription_cancelled_once PRIMARY KEY REFERENCES membership.share_subscription,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

-- A signature that was recorded by mistake is taken back by its correction; the next one needs it.
CREATE TABLE membership.share_subscription_signature (
  subscription_id bigint NOT NULL REFERENCES membership.share_subscription,
  generation      integer NOT NULL DEFAULT 1 CHECK (generation > 0),
  needs_correction_of integer GENERATED ALWAYS AS (CASE WHEN generation > 1 THEN generation - 1 END) STORED,
  signed_on       date NOT NULL,
  signed_by       text NOT NULL CHECK (btrim(signed_by) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_subscription_signed_once PRIMARY KEY (subscription_id, generation)
);
CREATE TABLE membership.share_subscription_signature_correction (
  subscription_id bigint NOT NULL,
  generation      integer NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_signature_corrected_once PRIMARY KEY (subscription_id, generation),
  CONSTRAINT share_signature_correction_of_signature FOREIGN KEY (subscription_id, generation)
    REFERENCES membership.share_subscription_signature
);
ALTER TABLE membership.share_subscription_signature ADD CONSTRAINT share_signature_after_correction
  FOREIGN KEY (subscription_id, needs_correction_of) REFERENCES membership.share_subscription_signature_correction;

-- The signature of each bulletin that was not taken back.
CREATE VIEW membership.share_signature_in_force AS
  SELECT s.* FROM membership.share_subscription_signature s
  WHERE NOT EXISTS (SELECT FROM membership.share_subscription_signature_correction c
                    WHERE c.subscription_id = s.subscription_id AND c.generation = s.generation);

-- What follows from a bulletin does not come before it.
CREATE FUNCTION membership.refuse_before_bulletin() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  b record;
  day date := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  SELECT * INTO b FROM membership.share_subscription WHERE id = NEW.subscription_id;
  IF day < b.subscribed_on THEN
    RAISE EXCEPTION 'before the bulletin' USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[1],
      DETAIL = jsonb_build_object('code', b.code, 'day', day, 'moved', b.subscribed_on)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER after_bulletin BEFORE INSERT ON membership.share_subscription_signature
  FOR EACH ROW EXECUTE FUNCTION membership.refuse_before_bulletin('signed_on', 'share_signature_after_bulletin');

CREATE TABLE membership.share_bulletin_sending (
  subscription_id bigint NOT NULL REFERENCES membership.share_subscription,
  attempt         integer NOT NULL CHECK (attempt > 0),
  address         text NOT NULL,
  state           text NOT NULL DEFAULT 'awaiting' CHECK (state IN ('awaiting', 'sending', 'sent', 'refused', 'unknown')),
  detail          text,
  asked_by        text NOT NULL,
  asked_at        timestamptz NOT NULL,
  settled_at      timestamptz,
  CONSTRAINT share_bulletin_sending_attempt PRIMARY KEY (subscription_id, attempt)
);

-- Payments, undone payments, and payments reconciled again: three rows under one key, of which at most one counts. What
-- never came is undone on its own day and counts on none; what the bank took back counts until the day on which it went.
CREATE TABLE membership.share_payment (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL CONSTRAINT share_payment_subscription REFERENCES membership.share_subscription,
  -- What the payment is known by: an entry of a bank statement, the number of a cheque.
  key             text NOT NULL CHECK (btrim(key) <> '' AND length(key) <= 120),
  generation      integer NOT NULL DEFAULT 1 CHECK (generation > 0),
  undone          boolean NOT NULL DEFAULT false,
  undone_because  text CHECK (undone_because IN ('mistake', 'returned')),
  needs_generation integer GENERATED ALWAYS AS (CASE WHEN undone THEN generation WHEN generation > 1 THEN generation - 1 END) STORED,
  needs_undone    boolean GENERATED ALWAYS AS (CASE WHEN undone THEN false WHEN generation > 1 THEN true END) STORED,
  paid_on         date NOT NULL,
  amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
  signed_cents    bigint GENERATED ALWAYS AS (CASE WHEN undone THEN -amount_cents ELSE amount_cents END) STORED,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_payment_undone_because CHECK (undone = (undone_because IS NOT NULL)),
  CONSTRAINT share_payment_once UNIQUE (subscription_id, key, generation, undone),
  CONSTRAINT share_payment_after_undoing FOREIGN KEY (subscription_id, key, needs_generation, needs_undone)
    REFERENCES membership.share_payment (subscription_id, key, generation, undone)
);

CREATE TABLE membership.share_call (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES membership.share_subscription,
  called_on       date NOT NULL,
  due_on          date NOT NULL,
  amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_call_due CHECK (due_on >= called_on)
);
CREATE INDEX share_call_of_subscription ON membership.share_call (subscription_id);

CREATE TABLE membership.share_transfer (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  from_person_id  bigint NOT NULL REFERENCES membership.person,
  to_person_id    bigint NOT NULL REFERENCES membership.person,
  class_id        bigint NOT NULL REFERENCES membership.share_class,
  quantity        integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  agreed_on       date NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_transfer_between_two CHECK (from_person_id <> to_person_id)
);

CREATE TABLE membership.share_conversion (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id       bigint NOT NULL REFERENCES membership.person,
  from_class_id   bigint NOT NULL REFERENCES membership.share_class,
  to_class_id     bigint NOT NULL REFERENCES membership.share_class,
  quantity        integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  to_quantity     integer NOT NULL CHECK (to_quantity BETWEEN 1 AND 100000000),
  agreed_on       date NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_conversion_between_two CHECK (from_class_id <> to_class_id)
);

-- Withdrawals take their turn by the day on which they were asked for, then by number.
CREATE TABLE membership.share_withdrawal (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id       bigint NOT NULL REFERENCES membership.person,
  class_id        bigint NOT NULL REFERENCES membership.share_class,
  quantity        integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  requested_on    date NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

CREATE TABLE membership.share_withdrawal_decision (
  withdrawal_id   bigint CONSTRAINT share_withdrawal_decided_once PRIMARY KEY REFERENCES membership.share_withdrawal,
  outcome         text NOT NULL CHECK (outcome IN ('approved', 'refused')),
  decided_on      date NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

CREATE TABLE membership.share_withdrawal_abandonment (
  withdrawal_id   bigint CONSTRAINT share_withdrawal_abandoned_once PRIMARY KEY REFERENCES membership.share_withdrawal,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

-- The register. What a movement says is copied from its cause by the trigger, whoever writes it.
CREATE TABLE membership.share_movement (
  number          integer CONSTRAINT share_movement_number PRIMARY KEY,
  subscription_id bigint CONSTRAINT share_movement_subscription REFERENCES membership.share_subscription,
  transfer_id     bigint CONSTRAINT share_movement_transfer REFERENCES membership.share_transfer,
  conversion_id   bigint CONSTRAINT share_movement_conversion REFERENCES membership.share_conversion,
  withdrawal_id   bigint CONSTRAINT share_movement_withdrawal REFERENCES membership.share_withdrawal,
  kind            text GENERATED ALWAYS AS (CASE WHEN subscription_id IS NOT NULL THEN 'subscription'
                    WHEN transfer_id IS NOT NULL THEN 'transfer' WHEN conversion_id IS NOT NULL THEN 'conversion'
                    ELSE 'withdrawal' END) STORED,
  cause           text GENERATED ALWAYS AS (CASE WHEN subscription_id IS NOT NULL THEN 'subscription/' || subscription_id
                    WHEN transfer_id IS NOT NULL THEN 'transfer/' || transfer_id
                    WHEN conversion_id IS NOT NULL THEN 'conversion/' || conversion_id
                    ELSE 'withdrawal/' || withdrawal_id END) STORED,
  generation      integer NOT NULL CHECK (generation > 0),
  -- Takes back the movement of the same cause and generation: its quantities count the other way.
  reversal        boolean NOT NULL DEFAULT false,
  needs_generation integer GENERATED ALWAYS AS (CASE WHEN reversal THEN generation WHEN generation > 1 THEN generation - 1 END) STORED,
  needs_reversal  boolean GENERATED ALWAYS AS (CASE WHEN reversal THEN false WHEN generation > 1 THEN true END) STORED,
  day             date NOT NULL,
  from_person_id  bigint REFERENCES membership.person,
  from_class_id   bigint REFERENCES membership.share_class,
  from_quantity   integer CHECK (from_quantity > 0),
  from_cents      bigint,
  to_person_id    bigint REFERENCES membership.person,
  to_class_id     bigint REFERENCES membership.share_class,
  to_quantity     integer CHECK (to_quantity > 0),
  to_cents        bigint,
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_movement_one_cause CHECK (num_nonnulls(subscription_id, transfer_id, conversion_id, withdrawal_id) = 1),
  -- One live movement for one cause: the next generation needs the reversal of the one before.
  CONSTRAINT share_movement_once_per_cause UNIQUE (cause, generation, reversal),
  CONSTRAINT share_movement_after_reversal FOREIGN KEY (cause, needs_generation, needs_reversal)
    REFERENCES membership.share_movement (cause, generation, reversal),
  CONSTRAINT share_movement_sides CHECK (
    num_nonnulls(from_person_id, from_class_id, from_quantity, from_cents) IN (0, 4)
    AND num_nonnulls(to_person_id, to_class_id, to_quantity, to_cents) IN (0, 4)
    AND num_nonnulls(from_person_id, to_person_id) > 0),
  -- What moves between two sides is neither made nor lost on the way.
  CONSTRAINT share_movement_conserves CHECK (from_cents = to_cents)
);
CREATE INDEX share_movement_from ON membership.share_movement (from_person_id, from_class_id) WHERE from_person_id IS NOT NULL;
CREATE INDEX share_movement_to ON membership.share_movement (to_person_id, to_class_id) WHERE to_person_id IS NOT NULL;
CREATE INDEX share_movement_day ON membership.share_movement (day);
CREATE INDEX share_movement_withdrawal ON membership.share_movement (withdrawal_id) WHERE withdrawal_id IS NOT NULL;

-- One row for each side of each movement, signed: holdings are sums of it.
CREATE VIEW membership.share_leg AS
  SELECT number, day, kind, from_person_id AS person_id, from_class_id AS class_id,
    CASE WHEN reversal THEN from_quantity ELSE -from_quantity END AS quantity,
    CASE WHEN reversal THEN from_cents ELSE -from_cents END AS cents
  FROM membership.share_movement WHERE from_person_id IS NOT NULL
  UNION ALL
  SELECT number, day, kind, to_person_id, to_class_id, CASE WHEN reversal THEN -to_quantity ELSE to_quantity END,
    CASE WHEN reversal THEN -to_cents ELSE to_cents END
  FROM membership.share_movement WHERE to_person_id IS NOT NULL;

-- How much is paid on each bulletin, how much is called, and whether it made shares that still count.
CREATE VIEW membership.share_subscription_state AS
  SELECT s.id, coalesce(p.paid, 0)::bigint AS paid_cents,
    least(s.amount_cents, greatest(s.called_cents + coalesce(c.called, 0), coalesce(p.paid, 0)))::bigint AS called_cents,
    coalesce(m.live, 0) > 0 AS live
  FROM membership.share_subscription s
  LEFT JOIN LATERAL (SELECT sum(signed_cents) AS paid FROM membership.share_payment WHERE subscription_id = s.id) p ON true
  LEFT JOIN LATERAL (SELECT sum(amount_cents) AS called FROM membership.share_call WHERE subscription_id = s.id) c ON true
  LEFT JOIN LATERAL (SELECT sum(CASE WHEN reversal THEN -1 ELSE 1 END) AS live FROM membership.share_movement
                     WHERE cause = 'subscription/' || s.id) m ON true;

-- Capital at the end of each day on which it moved, what left by withdrawals that day, and the highest reached so far,
-- by the movements up to a number: by all of them when it is null.
CREATE FUNCTION membership.capital_days_until(last integer)
  RETURNS TABLE (day date, capital_cents bigint, withdrawn_cents bigint, highest_cents bigint) LANGUAGE sql STABLE AS $$
  SELECT summed.*, max(summed.capital_cents) OVER (ORDER BY summed.day)
  FROM (SELECT l.day, sum(sum(l.cents)) OVER (ORDER BY l.day)::bigint AS capital_cents,
          coalesce(-sum(l.cents) FILTER (WHERE l.kind = 'withdrawal'), 0)::bigint
        FROM membership.share_leg l WHERE last IS NULL OR l.number <= last GROUP BY l.day) summed
$$;

-- The floor of the bylaws in force on a day; null where they say nothing of capital.
CREATE FUNCTION membership.floor_on(of date, highest_cents bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest((b.rules -> 'capital' ->> 'minimumCents')::bigint,
    ceil(highest_cents * (b.rules -> 'capital' ->> 'floorBasisPoints')::numeric / 10000)::bigint)
  FROM membership.bylaws b WHERE b.from_day <= of ORDER BY b.from_day DESC, b.revision DESC LIMIT 1
$$;

CREATE VIEW membership.capital_day AS
  SELECT d.*, membership.floor_on(d.day, d.highest_cents) AS floor_cents FROM membership.capital_days_until(NULL) d;

-- How the shares of each bulletin change by day: how many are there and not paid up, and what is paid on those that are.
-- No more is paid up than was subscribed, even where two payments stood side by side until the bank took one back.
CREATE VIEW membership.share_subscription_day AS
  SELECT person_id, class_id, subscription_id, day, unpaid - lag(unpaid, 1, 0) OVER bulletin AS unpaid_change,
    paid_up_cents - lag(paid_up_cents, 1, 0::bigint) OVER bulletin AS paid_up_change
  FROM (
    SELECT ran.person_id, ran.class_id, ran.subscription_id, ran.day,
      CASE WHEN ran.live > 0 AND ran.paid < ran.amount_cents THEN ran.quantity ELSE 0 END AS unpaid,
      CASE WHEN ran.live > 0 THEN least(ran.amount_cents, ran.paid::bigint) ELSE 0 END AS paid_up_cents
    FROM (
      SELECT s.person_id, s.class_id, s.id AS subscription_id, s.quantity, s.amount_cents, f.day,
        sum(sum(f.live)) OVER bulletin AS live, sum(sum(f.paid)) OVER bulletin AS paid
      FROM membership.share_subscription s
      JOIN LATERAL (
        SELECT m.day, CASE WHEN m.reversal THEN -1 ELSE 1 END AS live, 0 AS paid FROM membership.share_movement m
        WHERE m.cause = 'subscription/' || s.id
        UNION ALL
        SELECT p.paid_on, 0, p.signed_cents FROM membership.share_payment p WHERE p.subscription_id = s.id) f ON true
      GROUP BY s.person_id, s.class_id, s.id, f.day
      WINDOW bulletin AS (PARTITION BY s.person_id, s.class_id, s.id ORDER BY f.day)) ran) state
  WINDOW bulletin AS (PARTITION BY person_id, class_id, subscription_id ORDER BY day);

-- Withdrawals that were asked for, neither refused nor abandoned, and did not take effect: their shares are promised.
CREATE VIEW membership.share_withdrawal_open AS
  SELECT w.id, w.person_id, w.class_id, w.quantity, w.requested_on FROM membership.share_withdrawal w
  WHERE NOT EXISTS (SELECT FROM membership.share_withdrawal_decision d WHERE d.withdrawal_id = w.id AND d.outcome = 'refused')
    AND NOT EXISTS (SELECT FROM membership.share_withdrawal_abandonment a WHERE a.withdrawal_id = w.id)
    AND coalesce((SELECT sum(CASE WHEN m.reversal THEN -1 ELSE 1 END) FROM membership.share_movement m
                  WHERE m.cause = 'withdrawal/' || w.id), 0) = 0;

CREATE FUNCTION membership.number_subscription() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM membership.lock_share_register();
  SELECT coalesce(max(s.position), 0) + 1 INTO NEW.position FROM membership.share_subscription s
    WHERE s.year = extract(year FROM NEW.subscribed_on)::integer;
  SELECT NEW.quantity * c.nominal_cents INTO NEW.amount_cents FROM membership.share_class c WHERE c.id = NEW.class_id;
  RETURN NEW;
END $$;
CREATE TRIGGER numbered BEFORE INSERT ON membership.share_subscription
  FOR EACH ROW EXECUTE FUNCTION membership.number_subscription();

CREATE FUNCTION membership.lock_register_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM membership.lock_share_register();
  RETURN NEW;
END $$;
CREATE TRIGGER in_turn BEFORE INSERT ON membership.share_subscription_cancellation
  FOR EACH ROW EXECUTE FUNCTION membership.lock_register_first();
CREATE TRIGGER in_turn BEFORE INSERT ON membership.share_call
  FOR EACH ROW EXECUTE FUNCTION membership.lock_register_first();
CREATE TRIGGER in_turn BEFORE INSERT ON membership.share_withdrawal
  FOR EACH ROW EXECUTE FUNCTION membership.lock_register_first();
CREATE TRIGGER in_turn BEFORE INSERT ON membership.share_withdrawal_decision
  FOR EACH ROW EXECUTE FUNCTION membership.lock_register_first();
CREATE TRIGGER in_turn BEFORE INSERT ON membership.share_withdrawal_abandonment
  FOR EACH ROW EXECUTE FUNCTION membership.lock_register_first();

CREATE FUNCTION membership.fill_payment() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  paid record;
  before date;
BEGIN
  PERFORM membership.lock_share_register();
  -- In the order of their days too: nothing is paid less than nothing, or twice under one key, on any day.
  IF NEW.undone THEN
    -- Undoing takes back what was paid, no more and no less.
    SELECT p.amount_cents, p.paid_on INTO paid FROM membership.share_payment p
      WHERE p.subscription_id = NEW.subscription_id AND p.key = NEW.key AND p.generation = NEW.generation AND NOT p.undone;
    IF FOUND THEN
      NEW.amount_cents := paid.amount_cents;
      NEW.paid_on := CASE NEW.undone_because WHEN 'mistake' THEN paid.paid_on ELSE NEW.paid_on END;
      before := paid.paid_on;
    END IF;
  ELSE
    SELECT max(p.paid_on) INTO before FROM membership.share_payment p
      WHERE p.subscription_id = NEW.subscription_id AND p.key = NEW.key AND p.undone_because = 'returned';
  END IF;
  IF NEW.paid_on < before THEN
    RAISE EXCEPTION 'a payment cannot be undone before it came' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_payment_in_order', DETAIL = jsonb_build_object('day', NEW.paid_on, 'moved', before)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filled BEFORE INSERT ON membership.share_payment
  FOR EACH ROW EXECUTE FUNCTION membership.fill_payment();
CREATE TRIGGER after_bulletin AFTER INSERT ON membership.share_payment
  FOR EACH ROW EXECUTE FUNCTION membership.refuse_before_bulletin('paid_on', 'share_payment_after_bulletin');

CREATE FUNCTION membership.fill_movement() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  value record;
  taken_back date;
BEGIN
  PERFORM membership.lock_share_register();
  SELECT coalesce(max(m.number), 0) + 1 INTO NEW.number FROM membership.share_movement m;
  SELECT c.* INTO value FROM (
    SELECT NULL::bigint AS from_person, NULL::bigint AS from_class, NULL::integer AS from_quantity,
      s.person_id AS to_person, s.class_id AS to_class, s.quantity AS to_quantity
    FROM membership.share_subscription s WHERE s.id = NEW.subscription_id
    UNION ALL SELECT t.from_person_id, t.class_id, t.quantity, t.to_person_id, t.class_id, t.quantity
    FROM membership.share_transfer t WHERE t.id = NEW.transfer_id
    UNION ALL SELECT v.person_id, v.from_class_id, v.quantity, v.person_id, v.to_class_id, v.to_quantity
    FROM membership.share_conversion v WHERE v.id = NEW.conversion_id
    UNION ALL SELECT w.person_id, w.class_id, w.quantity, NULL, NULL, NULL
    FROM membership.share_withdrawal w WHERE w.id = NEW.withdrawal_id) c;
  NEW.from_person_id := value.from_person; NEW.from_class_id := value.from_class; NEW.from_quantity := value.from_quantity;
  NEW.to_person_id := value.to_person; NEW.to_class_id := value.to_class; NEW.to_quantity := value.to_quantity;
  SELECT value.from_quantity * c.nominal_cents INTO NEW.from_cents FROM membership.share_class c WHERE c.id = value.from_class;
  SELECT value.to_quantity * c.nominal_cents INTO NEW.to_cents FROM membership.share_class c WHERE c.id = value.to_class;
  IF NEW.reversal OR NEW.generation > 1 THEN
    -- Not before what it takes back; nor, made again, while the one before still counted. What was taken back on its own
    -- day counts on none, and holds up nothing.
    SELECT CASE WHEN NEW.reversal THEN max(m.day) FILTER (WHERE m.generation = NEW.generation)
        ELSE max(r.day) FILTER (WHERE r.day > m.day) END INTO taken_back
      FROM membership.share_movement m
      LEFT JOIN membership.share_movement r ON r.cause = m.cause AND r.generation = m.generation AND r.reversal
      WHERE NOT m.reversal AND m.cause = CASE WHEN NEW.subscription_id IS NOT NULL THEN 'subscription/' || NEW.subscription_id
        WHEN NEW.transfer_id IS NOT NULL THEN 'transfer/' || NEW.transfer_id
        WHEN NEW.conversion_id IS NOT NULL THEN 'conversion/' || NEW.conversion_id
        ELSE 'withdrawal/' || NEW.withdrawal_id END;
    IF NEW.day < taken_back THEN
      RAISE EXCEPTION 'a movement cannot be taken back before it happened' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'share_reversal_after_movement', DETAIL = jsonb_build_object('day', NEW.day, 'moved', taken_back)::text;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filled BEFORE INSERT ON membership.share_movement
  FOR EACH ROW EXECUTE FUNCTION membership.fill_movement();

CREATE FUNCTION membership.holder_named(person bigint, class bigint) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT jsonb_build_object('person', concat_ws(' ', p.given_name, p.name), 'class', c.code)
  FROM membership.person p, membership.share_class c WHERE p.id = person AND c.id = class
$$;

-- Holdings of one person in one class: on no day below zero, nor below the shares that are still to be paid.
CREATE FUNCTION membership.check_holding(person bigint, class bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  short record;
BEGIN
  SELECT ran.* INTO short FROM (
    SELECT moved.day, sum(sum(moved.held)) OVER by_day AS held, sum(sum(moved.unpaid)) OVER by_day AS unpaid FROM (
      SELECT l.day, l.quantity AS held, 0 AS unpaid FROM membership.share_leg l
      WHERE l.person_id = person AND l.class_id = class
      UNION ALL
      SELECT s.day, 0, s.unpaid_change FROM membership.share_subscription_day s
      WHERE s.person_id = person AND s.class_id = class) moved
    GROUP BY moved.day WINDOW by_day AS (ORDER BY moved.day)) ran
  WHERE ran.held < ran.unpaid ORDER BY ran.held >= 0, ran.day LIMIT 1;
  IF short.held < 0 THEN
    RAISE EXCEPTION 'holdings would be negative' USING ERRCODE = 'check_violation', CONSTRAINT = 'share_holdings_not_negative',
      DETAIL = jsonb_build_object('day', short.day, 'missing', -short.held) || membership.holder_named(person, class);
  ELSIF FOUND THEN
    RAISE EXCEPTION 'shares that are not paid up would move' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_unpaid_stays',
      DETAIL = jsonb_build_object('day', short.day, 'unpaid', short.unpaid, 'left', short.held)
        || membership.holder_named(person, class);
  END IF;
END $$;

-- Paid-up shares that somebody asked to withdraw go by that withdrawal, and by nothing else.
CREATE FUNCTION membership.check_promised(person bigint, class bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  promised record;
  kept bigint;
BEGIN
  SELECT min(o.requested_on) AS requested_on, (array_agg(o.id ORDER BY o.requested_on, o.id))[1] AS id, sum(o.quantity) AS quantity
    INTO promised FROM membership.share_withdrawal_open o WHERE o.person_id = person AND o.class_id = class;
  SELECT coalesce((SELECT sum(l.quantity) FROM membership.share_leg l WHERE l.person_id = person AND l.class_id = class), 0)
      - coalesce((SELECT sum(s.unpaid_change) FROM membership.share_subscription_day s
                  WHERE s.person_id = person AND s.class_id = class), 0) INTO kept;
  IF kept < promised.quantity THEN
    RAISE EXCEPTION 'shares that are promised to a withdrawal would move' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_promised_stays',
      DETAIL = jsonb_build_object('withdrawal', promised.id, 'requestedOn', promised.requested_on,
        'promised', promised.quantity, 'missing', promised.quantity - kept) || membership.holder_named(person, class);
  END IF;
END $$;

-- Nobody asks to withdraw a share twice: the second would wait for ever for shares that are gone, and hold up who comes after.
CREATE FUNCTION membership.check_request() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  held bigint;
  asked bigint;
BEGIN
  SELECT coalesce(sum(l.quantity), 0) INTO held FROM membership.share_leg l
    WHERE l.person_id = NEW.person_id AND l.class_id = NEW.class_id;
  SELECT coalesce(sum(o.quantity), 0) INTO asked FROM membership.share_withdrawal_open o
    WHERE o.person_id = NEW.person_id AND o.class_id = NEW.class_id;
  IF held < asked THEN
    RAISE EXCEPTION 'the shares are asked for already' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_withdrawals_of_other_shares',
      DETAIL = jsonb_build_object('asked', asked - NEW.quantity, 'left', greatest(held - asked + NEW.quantity, 0))
        || membership.holder_named(NEW.person_id, NEW.class_id);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.share_withdrawal DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_request();

-- One bulletin: what is paid, what is called, and the movement agree.
CREATE FUNCTION membership.check_subscription(subscription bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  s record;
BEGIN
  SELECT b.*, t.paid_cents, t.live, b.called_cents + coalesce((SELECT sum(c.amount_cents) FROM membership.share_call c
      WHERE c.subscription_id = b.id), 0) AS all_called,
    EXISTS (SELECT FROM membership.share_subscription_cancellation x WHERE x.subscription_id = b.id) AS cancelled
  INTO s FROM membership.share_subscription b JOIN membership.share_subscription_state t ON t.id = b.id WHERE b.id = subscription;
  IF s.paid_cents > s.amount_cents THEN
    RAISE EXCEPTION 'more is paid than was subscribed' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_payment_within_subscription', DETAIL = jsonb_build_object('code', s.code, 'paid', s.paid_cents, 'amount', s.amount_cents)::text;
  ELSIF s.all_called > s.amount_cents THEN
    RAISE EXCEPTION 'more is called than was subscribed' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_call_within_subscription', DETAIL = jsonb_build_object('code', s.code)::text;
  ELSIF s.live AND s.paid_cents < s.required_cents THEN
    RAISE EXCEPTION 'shares without the payment that the bylaws require' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_movement_of_paid_bulletin',
      DETAIL = jsonb_build_object('code', s.code, 'paid', s.paid_cents, 'required', s.required_cents)::text;
  ELSIF s.cancelled AND (s.live OR s.paid_cents > 0) THEN
    RAISE EXCEPTION 'a cancelled bulletin takes no payment' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_subscription_cancelled', DETAIL = jsonb_build_object('code', s.code)::text;
  END IF;
  PERFORM membership.check_holding(s.person_id, s.class_id);
END $$;

CREATE FUNCTION membership.check_its_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM membership.check_subscription(NEW.subscription_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.share_payment DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_its_subscription();
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.share_call DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_its_subscription();
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.share_subscription_cancellation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_its_subscription();

-- No withdrawal takes capital below its floor (art. 13 loi 47-1775): it is judged with what the register told before it,
-- on its own day and on later days of withdrawals. Nothing else is: capital rises from nothing, and a payment that is
-- undone is a fact whatever the floor. And of the withdrawals that were granted, none overtakes an earlier one.
CREATE FUNCTION membership.check_withdrawn(number integer, withdrawal bigint, day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  broken record;
BEGIN
  IF NOT EXISTS (SELECT FROM membership.share_withdrawal_decision d WHERE d.withdrawal_id = withdrawal AND d.outcome = 'approved')
    OR EXISTS (SELECT FROM membership.share_withdrawal_abandonment a WHERE a.withdrawal_id = withdrawal) THEN
    RAISE EXCEPTION 'a withdrawal without a decision' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'share_movement_of_granted_withdrawal', DETAIL = jsonb_build_object('withdrawal', withdrawal)::text;
  END IF;
  SELECT ran.* INTO broken FROM (
    SELECT d.*, membership.floor_on(d.day, d.highest_cents) AS floor_cents
    FROM membership.capital_days_until(check_withdrawn.number) d
    WHERE d.day = check_withdrawn.day OR d.day > check_withdrawn.day AND d.withdrawn_cents > 0) ran
  WHERE ran.capital_cents < ran.floor_cents ORDER BY ran.day LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'capital would fall below its floor' USING ERRCODE = 'check_violation', CONSTRAINT = 'capital_keeps_its_floor',
      DETAIL = jsonb_build_object('day', broken.day, 'capital', broken.capital_cents, 'floor', broken.floor_cents)::text;
  END IF;
  SELECT earlier.id, earlier.requested_on INTO broken
    FROM membership.share_withdrawal served
    JOIN membership.share_withdrawal_open earlier ON (earlier.requested_on, earlier.id) < (served.requested_on, served.id)
    JOIN membership.share_withdrawal_decision d ON d.withdrawal_id = earlier.id AND d.outcome = 'approved'
    WHERE served.id = withdrawal ORDER BY earlier.requested_on, earlier.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'an earlier withdrawal waits' USING ERRCODE = 'check_violation', CONSTRAINT = 'share_withdrawals_in_order',
      DETAIL = jsonb_build_object('withdrawal', broken.id, 'requestedOn', broken.requested_on)::text;
  END IF;
END $$;

CREATE FUNCTION membership.check_movement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subscription_id IS NOT NULL THEN
    PERFORM membership.check_subscription(NEW.subscription_id);
  END IF;
  IF NEW.from_person_id IS NOT NULL THEN
    PERFORM membership.check_holding(NEW.from_person_id, NEW.from_class_id);
  END IF;
  IF NEW.to_person_id IS NOT NULL AND NEW.subscription_id IS NULL THEN
    PERFORM membership.check_holding(NEW.to_person_id, NEW.to_class_id);
  END IF;
  IF NEW.kind IN ('transfer', 'conversion') THEN
    IF NEW.reversal THEN
      PERFORM membership.check_promised(NEW.to_person_id, NEW.to_class_id);
    ELSE
      PERFORM membership.check_promised(NEW.from_person_id, NEW.from_class_id);
    END IF;
  ELSIF NEW.kind = 'withdrawal' AND NOT NEW.reversal THEN
    PERFORM membership.check_withdrawn(NEW.number, NEW.withdrawal_id, NEW.day);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_movement();

-- A withdrawal that was served is not abandoned afterwards.
CREATE FUNCTION membership.check_abandonment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce((SELECT sum(CASE WHEN reversal THEN -1 ELSE 1 END) FROM membership.share_movement
               WHERE cause = 'withdrawal/' || NEW.withdrawal_id), 0) > 0 THEN
    RAISE EXCEPTION 'the withdrawal took effect' USING ERRCODE = 'check_violation', CONSTRAINT = 'share_withdrawal_still_waits',
      DETAIL = jsonb_build_object('withdrawal', NEW.withdrawal_id)::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.share_withdrawal_abandonment DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_abandonment();

-- Who held shares as an associate was one: the admission is not taken back before the shares are.
CREATE FUNCTION membership.check_corrected_admission() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  held record;
BEGIN
  PERFORM membership.lock_share_register();
  SELECT ran.* INTO held FROM (
    SELECT l.day, lead(l.day) OVER (ORDER BY l.day) AS until, sum(sum(l.quantity)) OVER (ORDER BY l.day) AS quantity
    FROM membership.share_leg l JOIN membership.associate a ON a.person_id = l.person_id
    WHERE a.id = NEW.associate_id GROUP BY l.day) ran
  JOIN membership.associate a ON a.id = NEW.associate_id AND a.period && daterange(ran.day, ran.until)
  WHERE ran.quantity > 0 ORDER BY ran.day LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'shares were held' USING ERRCODE = 'check_violation', CONSTRAINT = 'associate_corrected_without_shares',
      DETAIL = jsonb_build_object('day', held.day, 'quantity', held.quantity)::text;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER without_shares AFTER INSERT ON membership.associate_admission_correction
  FOR EACH ROW EXECUTE FUNCTION membership.check_corrected_admission();

-- Losses that shares bear at the closing of a financial year, after reserves: what those who left are refunded less.
CREATE TABLE membership.capital_closing (
  closing_on      date CONSTRAINT capital_closing_once PRIMARY KEY,
  losses_cents    bigint NOT NULL CHECK (losses_cents >= 0),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);
CREATE TRIGGER in_turn BEFORE INSERT ON membership.capital_closing
  FOR EACH ROW EXECUTE FUNCTION membership.lock_register_first();

-- The nominal of the shares that bear them: those held that day, and those withdrawn since the closing before. Read from the
-- days, so that the order in which closings are entered changes nothing, and a share that left bears one closing.
CREATE VIEW membership.capital_closing_bearing AS
  SELECT c.closing_on, c.since, c.losses_cents, (coalesce(h.cents, 0) + coalesce(l.cents, 0))::bigint AS bearing_cents
  FROM (SELECT *, lag(closing_on, 1, '-infinity') OVER (ORDER BY closing_on) AS since FROM membership.capital_closing) c
  LEFT JOIN LATERAL (SELECT sum(cents) AS cents FROM membership.share_leg WHERE day <= c.closing_on) h ON true
  LEFT JOIN LATERAL (SELECT sum(CASE WHEN reversal THEN -from_cents ELSE from_cents END) AS cents FROM membership.share_movement
                     WHERE withdrawal_id IS NOT NULL AND day > c.since AND day <= c.closing_on) l ON true;

CREATE TABLE membership.share_refund (
  withdrawal_id   bigint CONSTRAINT share_refund_once PRIMARY KEY REFERENCES membership.share_withdrawal,
  paid_on         date NOT NULL,
  amount_cents    bigint NOT NULL CHECK (amount_cents >= 0),
  losses_cents    bigint NOT NULL CHECK (losses_cents >= 0),
  reference       text NOT NULL CHECK (btrim(reference) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL
);

-- No shares bear more than they are worth; and what was refunded after a later closing stays what it was.
CREATE FUNCTION membership.check_closing() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  broken record;
BEGIN
  SELECT b.* INTO broken FROM membership.capital_closing_bearing b WHERE b.losses_cents > b.bearing_cents
    ORDER BY b.closing_on LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'losses exceed the capital that bears them' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'capital_closing_losses',
      DETAIL = jsonb_build_object('day', broken.closing_on, 'losses', broken.losses_cents, 'bearing', broken.bearing_cents)::text;
  END IF;
  SELECT r.withdrawal_id, r.paid_on INTO broken FROM membership.share_refund r
    JOIN membership.share_movement m ON m.withdrawal_id = r.withdrawal_id AND NOT m.reversal
    JOIN membership.capital_closing_bearing b ON b.closing_on = NEW.closing_on AND m.day > b.since AND m.day <= b.closing_on
    ORDER BY r.paid_on LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a withdrawal of these days is refunded already' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'capital_closing_before_refunds',
      DETAIL = jsonb_build_object('day', NEW.closing_on, 'withdrawal', broken.withdrawal_id, 'paidOn', broken.paid_on)::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON membership.capital_closing DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.check_closing();

-- Mean yearly rate of bonds of private companies (TMO), by which interest on shares is capped (art. 14 loi 47-1775).
CREATE TABLE membership.tmo_rate (
  year            integer NOT NULL CHECK (year BETWEEN 2000 AND 2099),
  revision        integer NOT NULL CHECK (revision > 0),
  rate_basis_points integer NOT NULL CHECK (rate_basis_points BETWEEN -500 AND 3000),
  verified        boolean NOT NULL,
  source          text NOT NULL CHECK (btrim(source) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT tmo_rate_revision PRIMARY KEY (year, revision)
);

CREATE TABLE membership.share_interest (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  exercise        daterange NOT NULL,
  rate_basis_points integer NOT NULL CHECK (rate_basis_points > 0),
  cap_basis_points integer NOT NULL,
  decided_on      date NOT NULL,
  reason          text NOT NULL CHECK (btrim(reason) <> ''),
  made_by         text NOT NULL,
  made_at         timestamptz NOT NULL,
  CONSTRAINT share_interest_within_cap CHECK (rate_basis_points <= cap_basis_points),
  CONSTRAINT share_interest_year_over CHECK (NOT isempty(exercise) AND upper(exercise) <= decided_on),
  -- No day bears interest twice.
  CONSTRAINT share_interest_exercise EXCLUDE USING gist (exercise WITH &&)
);
CREATE TABLE membership.share_interest_part (
  interest_id     bigint NOT NULL REFERENCES membership.share_interest,
  person_id       bigint NOT NULL REFERENCES membership.person,
  -- Paid-up cents × days of the financial year.
  cent_days       numeric NOT NULL CHECK (cent_days >= 0),
  amount_cents    bigint NOT NULL CHECK (amount_cents >= 0),
  PRIMARY KEY (interest_id, person_id)
);

-- What the lines of an imported register became, by the key that they have there.
CREATE TABLE membership.share_source_key (
  source          text NOT NULL,
  key             text NOT NULL,
  digest          text NOT NULL,
  cause           text NOT NULL,
  CONSTRAINT share_source_key_once PRIMARY KEY (source, key)
);
-- Persons of an imported register, by the key that they have there.
CREATE TABLE membership.share_source_person (
  source          text NOT NULL,
  key             text NOT NULL,
  person_id       bigint NOT NULL REFERENCES membership.person,
  CONSTRAINT share_source_person_once PRIMARY KEY (source, key)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['share_class', 'share_subscription', 'share_subscription_cancellation',
    'share_subscription_signature', 'share_subscription_signature_correction', 'share_payment', 'share_call', 'share_transfer', 'share_conversion', 'share_withdrawal',
    'share_withdrawal_decision', 'share_withdrawal_abandonment', 'share_movement', 'capital_closing', 'share_refund',
    'tmo_rate', 'share_interest', 'share_interest_part', 'share_source_key', 'share_source_person'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership.%I
      FOR EACH STATEMENT EXECUTE FUNCTION membership.refuse_rewriting()', name);
    EXECUTE format('GRANT SELECT, INSERT ON membership.%I TO intendance_app', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON membership.share_bulletin_sending TO intendance_app;
GRANT SELECT ON membership.share_signature_in_force, membership.share_register, membership.share_leg, membership.share_subscription_state,
  membership.share_subscription_day, membership.share_withdrawal_open, membership.capital_day, membership.capital_closing_bearing
  TO intendance_app;

-- Means of two half-years each, as listed by an accounting firm (orion-expertise-comptable.re, February 2024), rounded to
-- 0.01 point; not compared with the Journal officiel. Later years are entered by an administrator, with their source.
INSERT INTO membership.tmo_rate (year, revision, rate_basis_points, verified, source, made_by, made_at)
SELECT year, 1, rate, false, 'TMOP ' || halves || ' (source secondaire, à vérifier au Journal officiel)', 'intendance', now()
FROM (VALUES (2020, 9, '0,20 % et -0,02 %'), (2021, 24, '0,20 % et 0,27 %'), (2022, 192, '1,325 % et 2,51 %'),
             (2023, 326, '3,14 % et 3,37 %')) AS known (year, rate, halves);
