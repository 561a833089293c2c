import { addDays, type LocalDate, type Period } from '#kernel';
import { type Transaction, WithinTransaction } from '#persistence';
import { readLineCoverage } from '../reading/read-coverage.js';
import type { DocumentToIssue } from '../sealing/document-to-issue.js';
import { creditInvoice, type CreditRequest } from './credit-invoice.js';
import { type CreditEffect, type DrawnTwice, tellCreditEffects } from './credit-effects.js';

/** A credit note as it would be issued, and what it does to the coverage of the lines that it credits. */
export interface CreditPreview {
  /** Its number is empty. */
  readonly toIssue: DocumentToIssue;
  readonly effects: readonly CreditEffect[];
  /** The id that it had until it was undone: the segments after it name it. */
  readonly invoiceId: number;
}

/** Days around those of the invoice that the picture shows, so that one sees what they stand between. */
const MARGIN_DAYS = 15;

interface ChargedLine {
  readonly position: number;
  readonly lineId: number;
  readonly period: Period;
}

/**
 * Issues the credit note and reads the coverage before and after. The caller rolls it back: a preview is the same path
 * as the act, and it is refused for the same reasons.
 * @throws as `creditInvoice`
 */
export async function previewCredit(
  tx: Transaction,
  request: CreditRequest,
  asOf: LocalDate,
): Promise<CreditPreview> {
  const lines = await readChargedLines(tx, request);
  const before = await draw(tx, lines, asOf);
  const issued = await creditInvoice(tx, request, 'preview', []);
  // What is otherwise compared at the commit, which never comes.
  await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
  const after = await draw(tx, lines, asOf);
  const { toIssue } = issued;
  const touched = new Set(Object.values(toIssue.creditedPositions));
  const drawn = lines.flatMap(({ position, lineId }, index): DrawnTwice[] => {
    if (!touched.has(position)) return [];
    const [was, is] = [before[index]!, after[index]!];
    const { line, contract } = was.coverage;
    return [
      {
        position,
        line: { ...line, id: lineId },
        contract,
        window: was.window,
        before: was.coverage.segments,
        after: is.coverage.segments,
      },
    ];
  });
  return {
    toIssue: { ...toIssue, document: { ...toIssue.document, number: '' } },
    effects: tellCreditEffects(toIssue, drawn),
    invoiceId: issued.invoiceId,
  };
}

async function readChargedLines(
  tx: Transaction,
  { invoiceId, scopes }: CreditRequest,
): Promise<ChargedLine[]> {
  const lines = (await tx.query(
    `SELECT position, line_id AS "lineId", period FROM billing.charge WHERE invoice_id = $1 ORDER BY position`,
    [invoiceId],
  )) as ChargedLine[];
  return lines.filter(({ position }) =>
    scopes.some((scope) => scope.kind === 'whole' || scope.position === position),
  );
}

async function draw(tx: Transaction, lines: readonly ChargedLine[], asOf: LocalDate) {
  const reader = new WithinTransaction(tx);
  const drawn = [];
  for (const { lineId, period } of lines) {
    const window = { from: addDays(period.from, -MARGIN_DAYS), to: addDays(period.to, MARGIN_DAYS) };
    drawn.push({ window, coverage: await readLineCoverage(reader, lineId, { window, asOf }) });
  }
  return drawn;
}
