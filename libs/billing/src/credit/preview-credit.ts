import { addDays, intersection, type LocalDate, type Period } from '#kernel';
import { type Transaction, WithinTransaction } from '#persistence';
import type { CoverageSegment } from '../reading/draw-coverage.js';
import { findHeads, type LineHead } from '../reading/find-lines.js';
import { drawLines } from '../reading/read-coverage.js';
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
  const heads = await findHeads(new WithinTransaction(tx), [...new Set(lines.map(({ lineId }) => lineId))]);
  // Before the numbering is locked, as is all that can be.
  const before = await draw(tx, { lines, heads, asOf });
  const issued = await creditInvoice(tx, request, 'preview', []);
  // What is otherwise compared at the commit, which never comes.
  await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
  const after = await draw(tx, { lines, heads, asOf });
  const { toIssue } = issued;
  const touched = new Set(Object.values(toIssue.creditedPositions));
  const drawn = before
    .map((was, index): DrawnTwice => ({ ...was, before: was.segments, after: after[index]!.segments }))
    .filter(({ position }) => touched.has(position));
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

interface DrawnOnce extends Pick<DrawnTwice, 'position' | 'line' | 'contract' | 'window'> {
  readonly segments: readonly CoverageSegment[];
}

/** Each in its own window, out of one drawing of them all: a hundred lines are as many queries as one. */
async function draw(
  tx: Transaction,
  { lines, heads, asOf }: { lines: readonly ChargedLine[]; heads: readonly LineHead[]; asOf: LocalDate },
): Promise<DrawnOnce[]> {
  if (lines.length === 0) return [];
  const windows = lines.map(({ period: { from, to } }) => ({
    from: addDays(from, -MARGIN_DAYS),
    to: addDays(to, MARGIN_DAYS),
  }));
  const window = windows.reduce((all, each) => ({
    from: each.from < all.from ? each.from : all.from,
    to: each.to > all.to ? each.to : all.to,
  }));
  const drawing = await drawLines(new WithinTransaction(tx), heads, { window, asOf });
  const byId = new Map(drawing.lines.map((each) => [each.line.id, each]));
  return lines.map(({ position, lineId }, index) => {
    const { line, contract, segments } = byId.get(lineId)!;
    return { position, line, contract, window: windows[index]!, segments: cut(segments, windows[index]!) };
  });
}

function cut(segments: readonly CoverageSegment[], window: Period): CoverageSegment[] {
  return segments.flatMap((each) => {
    const days = intersection(each, window);
    return days ? [{ ...each, ...days }] : [];
  });
}
