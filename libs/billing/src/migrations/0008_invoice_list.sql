-- The list of documents is searched by a few letters, sorted five ways and summed as filtered, all from one index.
DROP INDEX billing.invoice_newest;
CREATE INDEX invoice_newest ON billing.invoice (issued_on, id)
  INCLUDE (type, issuer_id, client_id, foreign_origin, number, due_on, net_cents, gross_cents);
