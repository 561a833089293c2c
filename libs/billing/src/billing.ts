import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, type LocalDate } from '#kernel';
import { Jobs } from '#jobs';
import { refusalOf, type Transaction, UnitOfWork } from '#persistence';
import { billingErrors } from './billing-errors.js';
import { type Correction, type CorrectionRequest, correctDrift } from './correction/correct-drift.js';
import { type DaysToExcuse, excuseDays, liftExcuse } from './coverage/excuse-days.js';
import { type Drift, type DriftQuestion, readDrift } from './coverage/read-drift.js';
import { creditInvoice, type CreditRequest } from './credit/credit-invoice.js';
import { type CreditPreview, previewCredit } from './credit/preview-credit.js';
import { RENDER_JOB } from './delivery/delivery-jobs.js';
import { explainRefusal } from './refusals.js';
import { abandonRun, type Approval, type ApprovedRun, approveRun } from './run/approve-run.js';
import { type Attempt, attemptAgain } from './run/attempt-again.js';
import { closeRun, issueRun } from './run/issue-run.js';
import { outcomeOfRun, type RunOutcome } from './run/outcome-of-run.js';
import { type ProposedRun, proposeRun, type RunRequest } from './run/propose-run.js';
import type { IssuedDocument } from './sealing/document-to-issue.js';
import type { IssueListener } from './sealing/issue-documents.js';
import { type AlongWith, together } from './along-with.js';

export const ISSUE_RUN_JOB = 'billing.issueRun';

/** Thrown inside a transaction to undo it once its result was read: a preview is the same path, rolled back. */
class Previewed<T> extends Error {
  constructor(readonly result: T) {
    super('preview');
  }
}

/**
 * Bills every due day of every contract line once, corrects by credit notes, and never otherwise.
 * Each verb is one transaction; the database refuses what must not happen, and the refusal is said in words.
 */
@Injectable()
export class Billing {
  private readonly listeners: IssueListener[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {
    this.listeners.push((tx, issued) => this.orderRendering(tx, issued));
  }

  /** Hears of every issued document inside its transaction. The accounting entry is made here. */
  onIssued(listener: IssueListener): void {
    this.listeners.push(listener);
  }

  /** Which days are due and not billed, and which are billed and not due. */
  drift(question: DriftQuestion, work?: Parameters<typeof readDrift>[2]): Promise<Drift[]> {
    return readDrift(this.unitOfWork, question, work);
  }

  /**
   * Proposes a run; the invoice date is today unless it is given.
   * @throws BILLING.ISSUER_UNKNOWN, BILLING.ISSUER_OUTSIDE, BILLING.AS_OF_TOO_FAR
   */
  proposeRun(
    request: Omit<RunRequest, 'today' | 'issueOn'> & { readonly issueOn?: LocalDate },
    along?: AlongWith<ProposedRun>,
  ): Promise<ProposedRun> {
    const today = this.clock.today();
    return this.inOneTransaction(
      (tx) => proposeRun(tx, { ...request, issueOn: request.issueOn ?? today, today }),
      along,
    );
  }

  /**
   * Approves the proposal that was read, and orders its issue in the same transaction.
   * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE, BILLING.PROPOSAL_CHANGED, BILLING.RUN_BLOCKED, BILLING.RELEASE_REFUSED,
   *   BILLING.PROPOSAL_BILLED
   */
  approveRun(approval: Approval, along?: AlongWith<ApprovedRun>): Promise<ApprovedRun> {
    return this.inOneTransaction(async (tx) => {
      const approved = await approveRun(tx, approval);
      await this.orderIssue(tx, approval.runId);
      return approved;
    }, along);
  }

  /**
   * Tries again to issue one document of a run that failed or fell back to a person.
   * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE, BILLING.RUN_DOCUMENT_UNKNOWN, BILLING.ATTEMPT_REFUSED
   */
  attemptAgain(attempt: Attempt, orderedBy: string, along?: AlongWith<void>): Promise<void> {
    return this.inOneTransaction(async (tx) => {
      await attemptAgain(tx, attempt, orderedBy);
      await this.orderIssue(tx, attempt.runId);
    }, along);
  }

  /** @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE */
  abandonRun(runId: number, abandonedBy: string, along?: AlongWith<void>): Promise<void> {
    return this.inOneTransaction((tx) => abandonRun(tx, runId, abandonedBy), along);
  }

  /**
   * Issues what is approved of a run; may be called by any number of workers at once, and again after any failure.
   * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE
   */
  issueRun(
    runId: number,
    options: {
      readonly issuedBy: string;
      readonly batchSize?: number;
      readonly onProgress?: (done: number) => Promise<void> | void;
      readonly signal?: AbortSignal;
    },
  ): Promise<void> {
    return issueRun(this.unitOfWork, runId, { ...options, listeners: this.listeners });
  }

  /** What a run issued so far, and what it holds back with the reason. */
  outcomeOf(runId: number): Promise<RunOutcome> {
    return outcomeOfRun(this.unitOfWork, runId);
  }

  /** @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE, BILLING.RUN_NOT_DONE */
  closeRun(runId: number, closedBy: string, along?: AlongWith<void>): Promise<void> {
    return this.inOneTransaction((tx) => closeRun(tx, runId, closedBy), along);
  }

  /**
   * Days that will not be billed, with the reason in writing: no run proposes them, and a run closes over them.
   * @returns the id of the excuse
   * @throws BILLING.LINE_UNKNOWN, BILLING.EXCUSE_REFUSED
   */
  excuseDays(excuse: DaysToExcuse, madeBy: string, along?: AlongWith<number>): Promise<number> {
    return this.inOneTransaction((tx) => excuseDays(tx, excuse, madeBy), along);
  }

  /** The days of an excuse are to be billed after all. Lifting it again changes nothing. @throws BILLING.EXCUSE_UNKNOWN */
  liftExcuse(excuseId: number, liftedBy: string, along?: AlongWith<void>): Promise<void> {
    return this.inOneTransaction((tx) => liftExcuse(tx, excuseId, liftedBy), along);
  }

  /**
   * The credit note that `creditInvoice` would issue, without its number, and what it does to coverage. Nothing is kept.
   * @throws as `creditInvoice`
   */
  async previewCredit(request: Omit<CreditRequest, 'issueOn'>): Promise<CreditPreview> {
    const today = this.clock.today();
    return this.undone((tx) => previewCredit(tx, { ...request, issueOn: today }, today));
  }

  /**
   * Credits an invoice whole, by days of a line, or by an amount of a line.
   * @throws BILLING.INVOICE_UNKNOWN, BILLING.CREDIT_EMPTY, BILLING.CREDIT_TOO_LARGE, BILLING.CREDIT_OF_CREDIT,
   *   BILLING.CREDIT_PART_OF_BALANCE, BILLING.CREDIT_OF_DEDUCTED_DEPOSIT, BILLING.DAYS_ALREADY_CREDITED
   */
  creditInvoice(
    request: Omit<CreditRequest, 'issueOn'>,
    issuedBy: string,
    along?: AlongWith<IssuedDocument>,
  ): Promise<IssuedDocument> {
    return this.inOneTransaction(
      (tx) => creditInvoice(tx, { ...request, issueOn: this.clock.today() }, issuedBy, this.listeners),
      along,
    );
  }

  /**
   * What `correct` would issue for the present drift. Nothing is kept, and no number is taken.
   * @throws BILLING.CORRECTION_EMPTY
   */
  async previewCorrection(request: CorrectionWish): Promise<Correction> {
    return this.undone((tx) => correctDrift(tx, this.correctionOf(request), 'preview', []));
  }

  /**
   * Issues the credit notes and invoices that set the drift right, all or none.
   * @param digest that of the preview that a person read
   * @throws BILLING.CORRECTION_EMPTY, BILLING.CORRECTION_CHANGED
   */
  correct(
    request: CorrectionWish,
    digest: string,
    issuedBy: string,
    along?: AlongWith<Correction>,
  ): Promise<Correction> {
    return this.inOneTransaction(async (tx) => {
      const correction = await correctDrift(tx, this.correctionOf(request), issuedBy, this.listeners);
      if (correction.digest !== digest) throw billingErrors.CORRECTION_CHANGED({});
      return correction;
    }, along);
  }

  private correctionOf(wish: CorrectionWish): CorrectionRequest {
    const today = this.clock.today();
    return { ...wish, asOf: wish.asOf ?? today, issueOn: today };
  }

  private async orderIssue(tx: Transaction, runId: number): Promise<void> {
    await this.jobs.enqueue(
      tx,
      { kind: ISSUE_RUN_JOB, key: String(runId), payload: { runId } },
      { ifWritten: 'again' },
    );
  }

  private async orderRendering(tx: Transaction, issued: readonly IssuedDocument[]): Promise<void> {
    await this.jobs.enqueueMany(
      tx,
      issued.map(({ invoiceId }) => ({ kind: RENDER_JOB, key: String(invoiceId), payload: { invoiceId } })),
    );
  }

  /** Does the work, reads its result, and rolls it back. */
  private async undone<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      await this.inOneTransaction(async (tx) => {
        throw new Previewed(await work(tx));
      });
    } catch (error) {
      if (error instanceof Previewed) return error.result as T;
      throw error;
    }
    throw new Error('a preview always ends in its own rollback');
  }

  /** A refusal of the database comes out as its sentence for a person. */
  private async inOneTransaction<T>(work: (tx: Transaction) => Promise<T>, along?: AlongWith<T>): Promise<T> {
    try {
      return await this.unitOfWork.run((tx) => together(tx, work, along));
    } catch (error) {
      throw refusalOf(error) ? explainRefusal(error) : error;
    }
  }
}

export type CorrectionWish = Omit<CorrectionRequest, 'issueOn' | 'asOf'> & { readonly asOf?: LocalDate };
