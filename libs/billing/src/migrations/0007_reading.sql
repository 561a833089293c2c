-- Lists that people open must answer at once with 100,000 documents behind them.

-- The list of invoices, newest first, and the sums of what it finds without touching the documents themselves.
CREATE INDEX invoice_newest ON billing.invoice (issued_on, id) INCLUDE (type, issuer_id, foreign_origin, net_cents, gross_cents);
-- Those of one client or one issuer, in the same order.
CREATE INDEX invoice_of_client ON billing.invoice (client_id, issued_on, id) INCLUDE (type, net_cents, gross_cents);
CREATE INDEX invoice_of_issuer ON billing.invoice (issuer_id, issued_on, id) INCLUDE (type, net_cents, gross_cents);
-- Credit notes and deposits are few among the others.
CREATE INDEX invoice_of_type ON billing.invoice (type, issued_on, id) INCLUDE (net_cents, gross_cents);
DROP INDEX billing.invoice_client;
DROP INDEX billing.invoice_issued;

-- What is not sent is little; all of it is looked at again and again.
CREATE INDEX delivery_unsent ON billing.delivery (state, invoice_id) WHERE state <> 'sent';

-- Counts and sums of the documents of a run, by state.
CREATE INDEX run_document_sums ON billing.run_document (run_id, state) INCLUDE (net_cents, gross_cents);
DROP INDEX billing.run_document_state;
