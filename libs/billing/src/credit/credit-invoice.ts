import { checkDocument, forbidsIssue, legalNotes } from '#documents';
import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { deliveryOf } from '../proposal/compose-document.js';
import { readClients, readIssuer } from '../proposal/read-facts.js';
import type { DocumentToIssue, IssuedDocument } from '../sealing/document-to-issue.js';
import { type IssueListener, issueDocuments } from '../sealing/issue-documents.js';
import { composeCredit, type CreditScope } from './compose-credit.js';
import { readCreditable, readInvoiceHead } from './read-creditable.js';

export interface CreditRequest {
  readonly invoiceId: number;
  readonly scopes: readonly CreditScope[];
  /** Printed on the credit note, at least 5 characters. */
  readonly reason: string;
  readonly issueOn: LocalDate;
}

/**
 * The credit note as it would be issued: the same path, without the number.
 * @throws BILLING.INVOICE_UNKNOWN, BILLING.CREDIT_EMPTY, BILLING.CREDIT_TOO_LARGE, BILLING.CREDIT_OF_CREDIT,
 *   BILLING.CREDIT_PART_OF_BALANCE, BILLING.CREDIT_OF_DEDUCTED_DEPOSIT, BILLING.DOCUMENT_REFUSED
 */
export async function prepareCredit(
  tx: Transaction,
  { invoiceId, scopes, reason, issueOn }: CreditRequest,
): Promise<{ readonly issuer: { id: number; code: string }; readonly toIssue: DocumentToIssue }> {
  const head = await readInvoiceHead(tx, invoiceId);
  const issuer = await readIssuer(tx, head.issuerId);
  const invoice = await readCreditable(tx, head);
  const composed = composeCredit(invoice, scopes, { issueOn, reason });
  const client = (await readClients(tx, [head.clientId])).get(head.clientId)!;
  const regime =
    issuer.vatRegime === 'franchise' || issuer.vatRegime === 'exempt' ? issuer.vatRegime : 'standard';
  const legal = legalNotes({
    issuedOn: issueOn,
    language: composed.document.language,
    flow: composed.document.flow,
    seller: { vatRegime: regime, vatOnDebits: issuer.vatRegime === 'debits' },
    buyer: { vatStatus: composed.document.buyer.vatStatus, country: composed.document.buyer.address.country },
    categories: composed.document.vat.map((each) => each.category),
  });
  const document = { ...composed.document, notes: legal.notes };
  const findings = checkDocument({ ...document, number: 'X-1' });
  if (!head.foreignOrigin && forbidsIssue(findings)) {
    throw billingErrors.DOCUMENT_REFUSED({
      sentences: findings
        .filter((finding) => finding.severity === 'fatal')
        .map((finding) => finding.sentence.fr),
    });
  }
  return {
    issuer,
    toIssue: {
      ...composed,
      document,
      clientId: head.clientId,
      runId: null,
      creditsInvoiceId: head.id,
      ...deliveryOf(client),
      charges: [],
      deductions: [],
    },
  };
}

/**
 * Issues the credit note. Two people who credit the same days go one after the other: the second finds them credited.
 * @throws as `prepareCredit`, and BILLING.ISSUE_DATE_BEFORE_SERIES
 */
export async function creditInvoice(
  tx: Transaction,
  request: CreditRequest,
  issuedBy: string,
  listeners: readonly IssueListener[],
): Promise<IssuedDocument> {
  await lockForCredit(tx, request.invoiceId);
  const { issuer, toIssue } = await prepareCredit(tx, request);
  const [issued] = await issueDocuments(tx, issuer, [toIssue], issuedBy, listeners);
  return issued!;
}

/** Credits of one issuer go one after the other, so that what is left to credit is read and used as one act. */
export async function lockForCredit(tx: Transaction, invoiceId: number): Promise<void> {
  await tx.query(
    `SELECT 1 FROM billing.series WHERE issuer_id = (SELECT issuer_id FROM billing.invoice WHERE id = $1) ORDER BY id FOR UPDATE`,
    [invoiceId],
  );
}
