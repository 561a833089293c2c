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
import { type CoverageSearch, type LineCoverage, listCoverage, readLineCoverage } from './read-coverage.js';
import { type Dashboard, readDashboard } from './read-dashboard.js';
import {
  type InvoicePage,
  type InvoiceRecord,
  type InvoiceSearch,
  listInvoices,
  readInvoice,
} from './read-invoices.js';
import {
  listHeldDays,
  listRunDocuments,
  listRuns,
  readRun,
  type RunDetails,
  type RunDocumentSearch,
  type RunSearch,
} from './read-runs.js';
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

  /** In the order of the proposal. @throws BILLING.RUN_UNKNOWN */
  documentsOf(runId: number, search: RunDocumentSearch): ReturnType<typeof listRunDocuments> {
    return listRunDocuments(this.unitOfWork, runId, search);
  }

  /** Days that the run saw and could not propose. @throws BILLING.RUN_UNKNOWN */
  heldDaysOf(runId: number, page: { after?: number; limit?: number }): ReturnType<typeof listHeldDays> {
    return listHeldDays(this.unitOfWork, runId, page);
  }

  /** By contract line, with the run of the issuer before it. @throws BILLING.RUN_UNKNOWN */
  comparison(runId: number): Promise<RunComparison> {
    return compareWithPrevious(this.unitOfWork, runId);
  }

  /** Newest first, paged by place. */
  invoices(search: InvoiceSearch): Promise<InvoicePage> {
    return listInvoices(this.unitOfWork, search);
  }

  /** @throws BILLING.INVOICE_UNKNOWN */
  invoice(invoiceId: number): Promise<InvoiceRecord> {
    return readInvoice(this.unitOfWork, invoiceId);
  }

  /** The archived bytes, checked against their hash. @throws DOCUMENTS.NOT_ARCHIVED, DOCUMENTS.ARCHIVE_DAMAGED */
  fileOf(invoiceId: number, format: 'pdf' | 'xml'): Promise<ArchivedFile> {
    return this.documents.read(format === 'pdf' ? pdfKey(invoiceId) : xmlKey(invoiceId));
  }

  /** Lines with what is true of their days. */
  coverage(search: AsOf<CoverageSearch>): ReturnType<typeof listCoverage> {
    return listCoverage(this.unitOfWork, { asOf: this.clock.today(), ...search });
  }

  /** @throws BILLING.LINE_UNKNOWN */
  coverageOf(lineId: number, window: Period): Promise<LineCoverage> {
    return readLineCoverage(this.unitOfWork, lineId, { window, asOf: this.clock.today() });
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
}
