import { Inject, Injectable } from '@nestjs/common';
import { type ArchivedFile, Documents } from '#documents';
import { Jobs } from '#jobs';
import { CLOCK, type Clock, type LocalDate, type Month, monthOf, type Period } from '#kernel';
import { UnitOfWork } from '#persistence';
import { pdfKey, xmlKey } from '../delivery/deliveries.js';
import { compareWithPrevious, type RunComparison } from './compare-runs.js';
import { type DeliveryToSettle, listDeliveriesToSettle } from './list-deliveries-to-settle.js';
import { type DriftSearch, listDrift } from './list-drift.js';
import { type ExcuseRecord, listExcuses, readExcuse } from './list-excuses.js';
import { listOpenPoints, type OpenPoints } from './list-open-points.js';
import type { CoverageSearch } from './find-lines.js';
import { type CoverageList, type LineCoverage, listCoverage, readLineCoverage } from './read-coverage.js';
import { findInvoices, findRuns, type FoundInvoice, type FoundRun } from './find-by-words.js';
import { listSeries, type SeriesRecord } from './list-series.js';
import { type BilledMonth, type Dashboard, readBilledMonths, readDashboard } from './read-dashboard.js';
import { readNet } from './read-net.js';
import {
  type IncompleteClient,
  listIncompleteClients,
  readUnbilled,
  type Unbilled,
} from './read-unbilled.js';
import { type InvoicePage, type InvoiceSearch, listInvoices } from './list-invoices.js';
import { type InvoiceRecord, readInvoice } from './read-invoices.js';
import { type AmountOrigin, explainAmount } from './origin/explain-amount.js';
import { readAmountFacts } from './origin/read-amount-facts.js';
import { type InvoiceEvent, readTimeline } from './read-timeline.js';
import {
  listHeldDays,
  listRunDocuments,
  listRuns,
  readRun,
  type RunDetails,
  type RunDocumentPage,
  type RunDocumentSearch,
  type RunSearch,
} from './read-runs.js';
import {
  listOwnInvoices,
  type OwnInvoicePage,
  type OwnInvoiceRecord,
  type OwnInvoiceSearch,
  readOwnInvoice,
} from './read-own-invoices.js';
import { readProgress, type RunProgress } from './watch-run.js';

/** Today's, where the question does not say a day. */
type AsOf<T extends { readonly asOf: LocalDate }> = Omit<T, 'asOf'> & { readonly asOf?: LocalDate };

/** What people look at: runs, invoices, coverage, drift. It writes nothing. */
@Injectable()
export class BillingReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly documents: Documents,
    private readonly jobs: Jobs,
  ) {}

  /** Newest first. */
  runs(search: RunSearch): ReturnType<typeof listRuns> {
    return listRuns(this.unitOfWork, search);
  }

  /** @throws BILLING.RUN_UNKNOWN */
  run(runId: number): Promise<RunDetails> {
    return readRun(this.unitOfWork, runId);
  }

  /** How far issuing, rendering and sending have come. @throws BILLING.RUN_UNKNOWN */
  progress(runId: number): Promise<RunProgress> {
    return readProgress(this.unitOfWork, runId);
  }

  /** In the order of the proposal unless told. @throws BILLING.RUN_UNKNOWN */
  documentsOf(runId: number, search: RunDocumentSearch): Promise<RunDocumentPage> {
    return listRunDocuments(this.unitOfWork, runId, search);
  }

  /** What of a run waits for a person. @throws BILLING.RUN_UNKNOWN */
  openPointsOf(runId: number): Promise<OpenPoints> {
    return listOpenPoints(this.unitOfWork, runId);
  }

  /** Days that the run saw and could not propose. @throws BILLING.RUN_UNKNOWN */
  heldDaysOf(runId: number, page: { after?: number; limit?: number }): ReturnType<typeof listHeldDays> {
    return listHeldDays(this.unitOfWork, runId, page);
  }

  /** By contract line, with the run of the issuer before it. @throws BILLING.RUN_UNKNOWN */
  comparison(runId: number): Promise<RunComparison> {
    return compareWithPrevious(this.unitOfWork, runId);
  }

  /** Sorted as asked, newest first by default, paged by place. */
  invoices(search: InvoiceSearch): Promise<InvoicePage> {
    return listInvoices(this.unitOfWork, search);
  }

  /** @throws BILLING.INVOICE_UNKNOWN */
  invoice(invoiceId: number): Promise<InvoiceRecord> {
    return readInvoice(this.unitOfWork, invoiceId);
  }

  /** What happened to a document, from its proposal on, oldest first. @throws BILLING.INVOICE_UNKNOWN */
  timeline(invoiceId: number): Promise<InvoiceEvent[]> {
    return readTimeline(this.unitOfWork, invoiceId);
  }

  /** Where the amount of one line comes from, down to the facts. @throws BILLING.INVOICE_UNKNOWN, BILLING.INVOICE_LINE_UNKNOWN */
  async originOf(invoiceId: number, position: number): Promise<AmountOrigin> {
    return explainAmount(await readAmountFacts(this.unitOfWork, invoiceId, position));
  }

  /** Documents about the contracts of an account's activities, newest first. */
  ownInvoices(search: OwnInvoiceSearch): Promise<OwnInvoicePage> {
    return listOwnInvoices(this.unitOfWork, search);
  }

  /** @throws BILLING.INVOICE_UNKNOWN, also for a document that is none of the account's */
  ownInvoice(invoiceId: number, account: number): Promise<OwnInvoiceRecord> {
    return readOwnInvoice(this.unitOfWork, invoiceId, account);
  }

  /** The archived bytes, checked against their hash. @throws DOCUMENTS.NOT_ARCHIVED, DOCUMENTS.ARCHIVE_DAMAGED */
  fileOf(invoiceId: number, format: 'pdf' | 'xml'): Promise<ArchivedFile> {
    return this.documents.read(format === 'pdf' ? pdfKey(invoiceId) : xmlKey(invoiceId));
  }

  /** Lines with what is true of their days. */
  coverage(search: AsOf<CoverageSearch>): Promise<CoverageList> {
    return listCoverage(this.unitOfWork, { asOf: this.clock.today(), ...search });
  }

  /** @param account sees the lines of its own activities only. @throws BILLING.LINE_UNKNOWN */
  coverageOf(lineId: number, window: Period, account?: number): Promise<LineCoverage> {
    return readLineCoverage(this.unitOfWork, lineId, { window, asOf: this.clock.today(), account });
  }

  /** The work list with its names. @throws BILLING.ISSUER_UNKNOWN */
  drift(search: AsOf<DriftSearch>): ReturnType<typeof listDrift> {
    return listDrift(this.unitOfWork, { asOf: this.clock.today(), ...search });
  }

  /** Unknown, refused, overdue, stuck, or to be handed over by a person. */
  deliveriesToSettle(): Promise<DeliveryToSettle[]> {
    return listDeliveriesToSettle(this.unitOfWork, this.jobs, this.clock.today());
  }

  /** Those in force; of one line, the lifted ones too. */
  excuses(search: { line?: number; before?: number }): Promise<ExcuseRecord[]> {
    return listExcuses(this.unitOfWork, search);
  }

  /** @throws BILLING.EXCUSE_UNKNOWN */
  excuse(excuseId: number): Promise<ExcuseRecord> {
    return readExcuse(this.unitOfWork, excuseId);
  }

  /** Where the billing of a month stands; this month's unless told. */
  dashboard(month?: Month): Promise<Dashboard> {
    const today = this.clock.today();
    return readDashboard(this.unitOfWork, month ?? monthOf(today), today);
  }

  /** What was issued, month by month, up to this month or another. @param months 1 to 60 */
  billedMonths(months: number, last?: Month): Promise<BilledMonth[]> {
    return readBilledMonths(this.unitOfWork, last ?? monthOf(this.clock.today()), months);
  }

  /** What is due today and billed by nobody, by issuer. */
  unbilled(): Promise<Unbilled> {
    return readUnbilled(this.unitOfWork, this.clock.today());
  }

  /** Which of these clients a run would hold back for what their record lacks. */
  incompleteClients(clientIds: readonly number[]): Promise<IncompleteClient[]> {
    return listIncompleteClients(this.unitOfWork, clientIds);
  }

  /** The series of numbers with their first and last document. */
  series(): Promise<SeriesRecord[]> {
    return listSeries(this.unitOfWork);
  }

  /** Documents by number, and the newest of these clients. */
  findInvoices(search: {
    question: string;
    clientIds: readonly number[];
    limit: number;
  }): Promise<FoundInvoice[]> {
    return findInvoices(this.unitOfWork, search);
  }

  /** What these documents come to without VAT, in cents, by their id. */
  netOf(invoiceIds: readonly number[]): Promise<Map<number, number>> {
    return readNet(this.unitOfWork, invoiceIds);
  }

  /** Runs by number, issuer or due day. */
  findRuns(search: { question: string; limit: number }): Promise<FoundRun[]> {
    return findRuns(this.unitOfWork, search);
  }
}
