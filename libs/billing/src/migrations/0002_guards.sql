-- What a key cannot say is said by triggers. They run with the rights of the owner and a fixed search path.

CREATE FUNCTION billing.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed once written', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'issued_is_immutable';
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['invoice', 'invoice_line', 'invoice_vat', 'charge', 'credit', 'deduction',
                              'deduction_reversal', 'delivery_event'] LOOP
    EXECUTE format('CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_rewriting()', name);
  END LOOP;
END $$;

-- An obligation to deliver moves on, and never goes away.
CREATE TRIGGER obligation_stays BEFORE DELETE OR TRUNCATE ON billing.delivery
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_rewriting();

-- A delivery obligation is born with the invoice, in its transaction. Documents of a former tool were delivered there,
-- unless their import says otherwise.
CREATE FUNCTION billing.oblige_delivery() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, billing AS $$
BEGIN
  INSERT INTO billing.delivery (invoice_id, channel, address, state, deadline_on, settled_at)
  SELECT id, delivery_channel, delivery_address,
         CASE WHEN foreign_origin THEN CASE WHEN payload::jsonb ->> 'sentOn' IS NULL THEN 'awaiting' ELSE 'sent' END
              ELSE 'awaiting' END,
         issued_on + 2,
         CASE WHEN foreign_origin THEN (payload::jsonb ->> 'sentOn')::timestamptz END
  FROM written;
  RETURN NULL;
END $$;
CREATE TRIGGER oblige_delivery AFTER INSERT ON billing.invoice
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION billing.oblige_delivery();

CREATE FUNCTION billing.only_with_the_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written w JOIN billing.invoice i ON i.id = w.invoice_id
             WHERE i.written_in <> pg_current_xact_id()) THEN
    RAISE EXCEPTION 'a document takes no further line once it is issued'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_is_complete';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['invoice_line', 'invoice_vat', 'charge', 'credit', 'deduction'] LOOP
    EXECUTE format('CREATE TRIGGER only_with_the_document AFTER INSERT ON billing.%I REFERENCING NEW TABLE AS written
                    FOR EACH STATEMENT EXECUTE FUNCTION billing.only_with_the_document()', name);
  END LOOP;
END $$;

-- A charge is made under the terms and the carrier of today: an amendment that commits first makes it refused.
CREATE FUNCTION billing.charge_under_current_terms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, billing AS $$
DECLARE stale bigint;
BEGIN
  PERFORM 1 FROM contracts.contract_line l WHERE l.id IN (SELECT line_id FROM written) ORDER BY l.id FOR SHARE;
  PERFORM 1 FROM contracts.contract c WHERE c.id IN (SELECT contract_id FROM written) ORDER BY c.id FOR SHARE;
  SELECT w.line_id INTO stale
  FROM written w
  JOIN contracts.contract_line l ON l.id = w.line_id
  JOIN contracts.contract c ON c.id = w.contract_id
  WHERE NOT w.foreign_origin AND (l.revision <> w.term_revision OR c.carriage_revision <> w.carriage_revision)
  LIMIT 1;
  IF stale IS NOT NULL THEN
    RAISE EXCEPTION 'line % was amended or moved since it was proposed', stale
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'charge_under_current_terms';
  END IF;
  IF EXISTS (SELECT 1 FROM written w JOIN billing.excuse e ON e.line_id = w.line_id AND e.period && w.period
             WHERE NOT w.foreign_origin AND e.lifted_at IS NULL) THEN
    RAISE EXCEPTION 'days that a person excused from billing'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'charge_of_excused_days';
  END IF;
  -- The share that a charge is of the price is computed from its billing period, so that this must be one of the term:
  -- otherwise ten days called a period would cost a month.
  IF EXISTS (
    SELECT 1 FROM written w
    JOIN contracts.term t ON t.id = w.term_id
    CROSS JOIN LATERAL (SELECT CASE WHEN t.months > 0
      THEN billing.cycle_index(t.anchor, t.months, lower(w.period)) END AS k OFFSET 0) o
    WHERE NOT w.foreign_origin AND w.cycle <> CASE WHEN t.months = 0 THEN t.period
      ELSE daterange(billing.cycle_bound(t.anchor, t.months, o.k), billing.cycle_bound(t.anchor, t.months, o.k + 1)) END) THEN
    RAISE EXCEPTION 'the billing period of a charge is not one of its term'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'charge_cycle_of_term';
  END IF;
  INSERT INTO billing.coverage AS c (line_id, issuer_id, price_key, foreign_origin, live)
  SELECT line_id, issuer_id, price_key, foreign_origin, range_agg(period) FROM written
  GROUP BY line_id, issuer_id, price_key, foreign_origin ORDER BY line_id
  ON CONFLICT (line_id, issuer_id, price_key, foreign_origin) DO UPDATE SET live = c.live + excluded.live;
  RETURN NULL;
END $$;
CREATE TRIGGER charge_under_current_terms AFTER INSERT ON billing.charge
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION billing.charge_under_current_terms();

CREATE FUNCTION billing.uncover_credited_days() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, billing AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written w
             JOIN billing.charge c ON c.invoice_id = w.credited_invoice_id AND c.position = w.credited_position
             WHERE NOT w.period <@ c.period) THEN
    RAISE EXCEPTION 'days outside of the credited charge'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'credit_within_its_charge';
  END IF;
  UPDATE billing.coverage v SET live = v.live - gone.days
  FROM (SELECT c.line_id, c.issuer_id, c.price_key, c.foreign_origin, range_agg(w.period) AS days
        FROM written w
        JOIN billing.charge c ON c.invoice_id = w.credited_invoice_id AND c.position = w.credited_position
        GROUP BY 1, 2, 3, 4) gone
  WHERE (v.line_id, v.issuer_id, v.price_key, v.foreign_origin)
      = (gone.line_id, gone.issuer_id, gone.price_key, gone.foreign_origin);
  RETURN NULL;
END $$;
CREATE TRIGGER uncover_credited_days AFTER INSERT ON billing.credit
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION billing.uncover_credited_days();

-- At commit, a document says one thing: its lines, its VAT per rate and its totals agree to the cent, each line that
-- bills days has its charge, and credit notes together never exceed what they credit, per line and per rate.
CREATE FUNCTION billing.document_agrees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, billing AS $$
DECLARE wrong text;
BEGIN
  IF NEW.foreign_origin THEN RETURN NULL; END IF;

  SELECT 'lines do not sum to the totals' INTO wrong
  FROM (SELECT coalesce(sum(net_cents), 0) AS net, coalesce(sum(vat_cents), 0) AS vat
        FROM billing.invoice_vat WHERE invoice_id = NEW.id) v
  WHERE v.net <> NEW.net_cents OR v.vat <> NEW.vat_cents;

  IF wrong IS NULL AND EXISTS (
    SELECT 1
    FROM (SELECT vat_category, vat_rate_bp, sum(net_cents) AS net FROM billing.invoice_line
          WHERE invoice_id = NEW.id GROUP BY 1, 2) l
    FULL JOIN (SELECT vat_category, vat_rate_bp, net_cents, vat_cents FROM billing.invoice_vat WHERE invoice_id = NEW.id) v
      USING (vat_category, vat_rate_bp)
    WHERE l.net IS DISTINCT FROM v.net_cents
       OR (NEW.type <> 'creditNote' AND v.vat_cents <> round(v.net_cents * vat_rate_bp / 10000.0)))
  THEN wrong := 'VAT per rate is not the rounded product of the nets and the rate'; END IF;

  IF wrong IS NULL AND EXISTS (
    SELECT 1 FROM billing.invoice_line l
    LEFT JOIN billing.charge c ON c.invoice_id = l.invoice_id AND c.position = l.position
    WHERE l.invoice_id = NEW.id AND NEW.type <> 'creditNote'
      AND ((l.contract_line_id IS NOT NULL AND l.quantity >= 0) <> (c.line_id IS NOT NULL)
           OR c.line_id <> l.contract_line_id OR c.net_cents <> l.net_cents OR c.period <> l.period))
  THEN wrong := 'a line that bills days has no charge, or another one'; END IF;

  IF wrong IS NULL AND NEW.type = 'creditNote' THEN wrong := billing.credit_note_fault(NEW); END IF;

  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'document %: %', NEW.number, wrong
      USING ERRCODE = 'check_violation', CONSTRAINT = 'document_agrees';
  END IF;
  RETURN NULL;
END $$;

-- Null, or what is wrong with a credit note. Over all credit notes of one invoice, the VAT credited at a rate is the
-- rounded product of the net credited at it, so that a whole credit, in however many parts, zeroes each rate.
CREATE FUNCTION billing.credit_note_fault(note billing.invoice) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM billing.invoice_line l LEFT JOIN billing.credit c USING (invoice_id, position)
             WHERE l.invoice_id = note.id
               AND (l.credits_invoice_id IS DISTINCT FROM note.credits_invoice_id
                    OR (c.line_id IS NOT NULL AND (c.net_cents <> l.net_cents
                        OR c.credited_invoice_id <> l.credits_invoice_id OR c.credited_position <> l.credits_position)))) THEN
    RETURN 'a line credits another document';
  END IF;
  IF EXISTS (
    SELECT 1 FROM billing.invoice_line o
    JOIN LATERAL (SELECT sum(k.net_cents) AS net FROM billing.invoice_line k
                  WHERE k.credits_invoice_id = o.invoice_id AND k.credits_position = o.position) k ON true
    WHERE o.invoice_id = note.credits_invoice_id AND abs(coalesce(k.net, 0)) > abs(o.net_cents)) THEN
    RETURN 'more is credited than was invoiced';
  END IF;
  IF EXISTS (
    SELECT 1
    FROM (SELECT v.vat_category, v.vat_rate_bp, sum(v.net_cents) AS net, sum(v.vat_cents) AS vat
          FROM billing.invoice i JOIN billing.invoice_vat v ON v.invoice_id = i.id
          WHERE i.credits_invoice_id = note.credits_invoice_id AND NOT i.foreign_origin GROUP BY 1, 2) k
    LEFT JOIN billing.invoice_vat o
      ON o.invoice_id = note.credits_invoice_id AND (o.vat_category, o.vat_rate_bp) = (k.vat_category, k.vat_rate_bp)
    -- A former tool may have rounded VAT line by line: its documents are credited at our own rounding.
    WHERE k.vat <> round(k.net * k.vat_rate_bp / 10000.0) OR k.net > o.net_cents
       OR (k.vat > o.vat_cents AND NOT (SELECT f.foreign_origin FROM billing.invoice f WHERE f.id = note.credits_invoice_id))) THEN
    RETURN 'VAT credited is not the rounded product of the nets credited and the rate, or exceeds the invoice';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER document_agrees AFTER INSERT ON billing.invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing.document_agrees();

-- A series' counter follows its documents and nothing else.
CREATE FUNCTION billing.series_follows_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last_sequence < OLD.last_sequence OR NEW.issuer_id <> OLD.issuer_id OR NEW.prefix <> OLD.prefix
     OR (NEW.last_sequence > OLD.last_sequence AND NOT EXISTS (
           SELECT 1 FROM billing.invoice i WHERE i.series_id = NEW.id AND i.sequence = NEW.last_sequence
             AND (NEW.foreign_origin OR (i.hash = NEW.last_hash AND i.issued_on = NEW.last_issued_on)))) THEN
    RAISE EXCEPTION 'the counter of series % does not follow its documents', NEW.id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'series_follows_documents';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER series_follows_documents BEFORE UPDATE ON billing.series
  FOR EACH ROW EXECUTE FUNCTION billing.series_follows_documents();

GRANT SELECT ON ALL TABLES IN SCHEMA billing TO intendance_app;
GRANT INSERT ON billing.series, billing.invoice_line, billing.invoice_vat, billing.charge, billing.credit,
  billing.deduction, billing.deduction_reversal, billing.delivery_event, billing.awaiting_credit TO intendance_app;
-- Not `written_in` and not `issued_at`: a document cannot claim another transaction or another time than its own.
GRANT INSERT (id, series_id, issuer_id, foreign_origin, prefix, width, sequence, foreign_number, type, issued_on, due_on,
  client_id, net_cents, vat_cents, gross_cents, credits_invoice_id, run_id, payload, previous_sequence, previous_hash,
  previous_issued_on, delivery_channel, delivery_address, issued_by) ON billing.invoice TO intendance_app;
GRANT UPDATE (last_sequence, last_hash, last_issued_on) ON billing.series TO intendance_app;
GRANT UPDATE (state, attempt, settled_at, detail, address, channel) ON billing.delivery TO intendance_app;
GRANT UPDATE (settled_at, settled_by, settlement) ON billing.awaiting_credit TO intendance_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA billing TO intendance_app;
