import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type AwaitingCredit,
  Billing,
  type BilledAheadDays,
  listAwaitingCredits,
  listBilledAhead,
  Scheduling,
  settleAwaitingCredit,
  settleCredited,
} from '#billing';
import { Contracts } from '#contracts';
import { type Actor, Identity } from '#identity';
import { HopelessJob, type Job, type JobContext, Jobs, type JobView } from '#jobs';
import { CLOCK, type Clock, DomainError, type LocalDate } from '#kernel';
import { type Transaction, UnitOfWork, WithinTransaction } from '#persistence';
import type { LocatedFinding } from './audit/locate-findings.js';
import { type ReadAudit, readAuditAgain } from './audits/read-again.js';
import {
  type AuditRecord,
  compressed,
  type FindingRecord,
  insertAudit,
  listAudits,
  listFindings,
  lockAudit,
  type Paging,
  readAudit,
  readFiles,
  readFinding,
  type RememberedMap,
  rememberedMap,
  rememberMap,
  replaceAudit,
} from './audits/store-audits.js';
import { importDecisions, type ImportDecisions } from './decisions/carry-out.js';
import { readDecisions } from './decisions/store-decisions.js';
import { historyErrors, type Refusal, writeRefusal } from './history-errors.js';
import { type ImportSummary, summarise } from './import/import-summary.js';
import { type DocumentImport, readDocumentImport } from './import/read-document-import.js';
import { planAudit } from './import/plan-audit.js';
import { type Choice, isEmptyPlan } from './import/plan.js';
import { writeImport } from './import/write-import.js';
import { headerSignature } from './reading/header-signature.js';
import type { ExportReading } from './reading/inspect-export.js';
import { readInThread } from './reading-thread/read-in-thread.js';

export const IMPORT_JOB = 'history.import';

/** Names the former tool where nobody does. */
const DEFAULT_SOURCE = 'ancien-outil';
const DEFAULT_HORIZON_DAYS = 31;

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface AuditOrder {
  readonly subscriptions: UploadedFile;
  readonly invoices: UploadedFile;
  /** As parsed from JSON; the one remembered for these headers when absent. */
  readonly map?: unknown;
  /** The end of the last whole month of the export by default. */
  readonly asOf?: LocalDate | null;
  /** 31 by default. */
  readonly horizonDays?: number;
  /** Code of the legal entity that billed with the former tool. */
  readonly issuer: string;
  /** The former tool, 1 to 28 of `a-z0-9-`: keys of its lines are unique within one. */
  readonly source?: string;
}

/** One or both exports to look at. */
export interface ExportOrder {
  readonly subscriptions: Uint8Array | null;
  readonly invoices: Uint8Array | null;
  /** As parsed from JSON; the one remembered for these headers when absent. */
  readonly map?: unknown;
}

export interface InspectedExport extends ExportReading {
  /** The mapping that was used; null for none. */
  readonly map: unknown;
  /** Where that mapping comes from, when nobody gave one. */
  readonly remembered: Pick<RememberedMap, 'rememberedBy' | 'rememberedAt'> | null;
}

export interface ImportOrder {
  /** Instead of what was decided of days billed twice. */
  readonly choices?: readonly Choice[];
  /** That of the preview that a person read; without it whatever the plan is now is done. */
  readonly digest?: string | null;
}

type Progress = (progress: { readonly done: number; readonly total: number }) => Promise<void> | void;

interface ImportPayload {
  readonly audit: number;
  readonly order: ImportOrder;
  readonly actor: Actor;
}

/** Thrown to undo a preview once its result was read. */
class Previewed extends Error {
  constructor(readonly summary: ImportSummary) {
    super('preview');
  }
}

/** The billing history of a former tool: its audit, and its import as opening coverage. */
@Injectable()
export class History implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly identity: Identity,
    private readonly contracts: Contracts,
    private readonly billing: Billing,
    private readonly scheduling: Scheduling,
  ) {}

  onModuleInit(): void {
    this.jobs.register<ImportPayload>(IMPORT_JOB, (job, context) => this.importJob(job, context), {
      leaseSeconds: 300,
    });
    // A credit note issued here settles the double billing that it takes back.
    this.billing.onIssued(async (tx, issued) => {
      const credited = issued.flatMap(({ toIssue }) => toIssue.creditsInvoiceId ?? []);
      await settleCredited(tx, credited, 'intendance');
    });
  }

  /**
   * Audits two exports and keeps files, findings and mapping. The mapping given is remembered for exports of the same
   * headers.
   * @throws HISTORY.EXPORT_REFUSED, HISTORY.EXPORT_TOO_HEAVY, HISTORY.INVALID_AS_OF, HISTORY.INVALID_HORIZON,
   *   HISTORY.ISSUER_UNKNOWN
   */
  async createAudit(actor: Actor, order: AuditOrder): Promise<AuditRecord> {
    const { subscriptions, invoices, asOf = null, horizonDays = DEFAULT_HORIZON_DAYS } = order;
    const issuerId = await this.issuerNamed(order.issuer);
    const files = { subscriptions: subscriptions.bytes, invoices: invoices.bytes };
    const signature = headerSignature(files);
    const map = order.map ?? (await rememberedMap(this.unitOfWork, signature))?.map ?? null;
    const audited = await readInThread('audit', {
      ...files,
      map,
      asOf,
      horizonDays,
      today: this.clock.today(),
    });
    const gzips = {
      subscriptions: await compressed(subscriptions.bytes),
      invoices: await compressed(invoices.bytes),
    };
    const id = await this.unitOfWork.run(async (tx) => {
      const created = await insertAudit(
        tx,
        {
          issuerId,
          source: order.source ?? DEFAULT_SOURCE,
          signature,
          asOfGiven: asOf !== null,
          files: { subscriptions: digested(subscriptions), invoices: digested(invoices) },
          map,
          audited,
          createdBy: actor.name,
        },
        gzips,
      );
      if (order.map !== undefined && order.map !== null)
        await rememberMap(tx, { signature, map, by: actor.name });
      await this.trace(tx, actor, 'history.audit.create', created, audited.report.counts);
      return created;
    });
    return this.readAudit(id);
  }

  /** @throws HISTORY.AUDIT_UNKNOWN */
  async readAudit(id: number): Promise<AuditRecord> {
    const { signature: _, asOfGiven: __, ...record } = await readAudit(this.unitOfWork, id);
    return record;
  }

  /** Latest first. */
  listAudits(paging: Paging = {}): Promise<{ items: AuditRecord[]; total: number }> {
    return listAudits(this.unitOfWork, paging);
  }

  /**
   * Says what two exports, or one of them, would be read as, and keeps nothing. Without a mapping, the one remembered
   * for these headers is used where both files are given.
   * @throws HISTORY.EXPORT_TOO_HEAVY
   */
  async inspect({ subscriptions, invoices, map }: ExportOrder): Promise<InspectedExport> {
    const both = subscriptions && invoices ? { subscriptions, invoices } : null;
    const remembered =
      map === undefined && both ? await rememberedMap(this.unitOfWork, headerSignature(both)) : null;
    const used = map ?? remembered?.map ?? null;
    const reading = await readInThread('inspect', { subscriptions, invoices, map: used });
    return { ...reading, map: used, remembered };
  }

  /** The same of the kept files of an audit, by its own mapping or another one. @throws as `inspect`, HISTORY.AUDIT_UNKNOWN */
  async inspectAudit(id: number, map?: unknown): Promise<InspectedExport> {
    const audit = await readAudit(this.unitOfWork, id);
    return this.inspect({
      ...(await readFiles(this.unitOfWork, id)),
      map: map === undefined ? audit.map : map,
    });
  }

  /** The import that wrote a document of a former tool; null for one that was issued here. */
  importOf(invoiceId: number): Promise<DocumentImport | null> {
    return readDocumentImport(this.unitOfWork, invoiceId);
  }

  /** @throws HISTORY.AUDIT_UNKNOWN */
  async findings(
    id: number,
    search: Parameters<typeof listFindings>[2] = {},
  ): ReturnType<typeof listFindings> {
    await readAudit(this.unitOfWork, id);
    return listFindings(this.unitOfWork, id, search);
  }

  /** @throws HISTORY.AUDIT_UNKNOWN, HISTORY.FINDING_UNKNOWN */
  async finding(id: number, position: number): Promise<{ audit: AuditRecord; record: FindingRecord }> {
    const audit = await this.readAudit(id);
    return { audit, record: await readFinding(this.unitOfWork, id, position) };
  }

  /**
   * Reads the kept files anew by another mapping, and remembers it for exports of the same headers.
   * @throws HISTORY.AUDIT_UNKNOWN, HISTORY.AUDIT_IMPORTED, HISTORY.EXPORT_REFUSED
   */
  async mapAgain(actor: Actor, id: number, map: unknown): Promise<AuditRecord> {
    const { audit, audited } = await this.readAgain(id, map);
    await this.unitOfWork.run(async (tx) => {
      await lockImports(tx);
      await lockAudit(tx, id);
      const [imported] = (await tx.query('SELECT FROM history.source_key WHERE audit_id = $1 LIMIT 1', [
        id,
      ])) as object[];
      if (imported) throw historyErrors.AUDIT_IMPORTED({ audit: id });
      await replaceAudit(tx, id, { map, audited });
      await rememberMap(tx, { signature: audit.signature, map, by: actor.name });
      await this.trace(tx, actor, 'history.audit.map', id, {});
    });
    return this.readAudit(id);
  }

  /**
   * What `importAudit` would do with the same choices. Nothing is kept: it is done and undone, so that what the
   * database would refuse is refused here.
   * @throws as `importAudit`
   */
  async previewImport(actor: Actor, id: number, choices?: readonly Choice[]): Promise<ImportSummary> {
    const read = await this.readAgain(id);
    try {
      await this.unitOfWork.run(async (tx) => {
        throw new Previewed(await this.importRead(tx, actor, read, { order: { choices }, preview: true }));
      });
    } catch (error) {
      if (error instanceof Previewed) return error.summary;
      throw error;
    }
    throw new Error('a preview always ends in its own rollback');
  }

  /**
   * Imports the audited history as opening coverage, all of it or nothing, in one transaction. What was imported
   * before is found again by the keys of the export, and nothing is written for it. Scheduled billing is off after it.
   * @throws HISTORY.AUDIT_UNKNOWN, HISTORY.IMPORT_REFUSED, HISTORY.IMPORT_CHANGED, HISTORY.CHOICES_REFUSED, and what
   *   contracts refuse
   */
  async importAudit(
    actor: Actor,
    id: number,
    order: ImportOrder = {},
    onProgress?: Progress,
  ): Promise<ImportSummary> {
    const read = await this.readAgain(id);
    return this.unitOfWork.run((tx) =>
      this.importRead(tx, actor, read, { order, preview: false, onProgress }),
    );
  }

  /** Writes the import into the work list. @returns the id of the job @throws HISTORY.AUDIT_UNKNOWN */
  async orderImport(actor: Actor, id: number, order: ImportOrder): Promise<number> {
    await readAudit(this.unitOfWork, id);
    return this.unitOfWork.run(async (tx) => {
      const payload: ImportPayload = { audit: id, order, actor };
      const job = await this.jobs.enqueue(
        tx,
        { kind: IMPORT_JOB, key: String(id), payload },
        { ifWritten: 'again' },
      );
      await this.trace(tx, actor, 'history.import.order', id, { choices: order.choices?.length ?? 0 });
      return job.id;
    });
  }

  /** The work list's view of the latest import of an audit; null when none was ordered. */
  async jobOf(id: number): Promise<JobView | null> {
    const [found] = await this.unitOfWork.read<{ id: number }>(
      'SELECT id FROM jobs.job WHERE kind = $1 AND key = $2',
      [IMPORT_JOB, String(id)],
    );
    return found ? this.jobs.read(found.id) : null;
  }

  /** Documents that bill days which another one bills already, and wait for their credit note; oldest first. */
  awaitingCredits(
    search: Paging & { readonly settled?: boolean } = {},
  ): Promise<{ items: AwaitingCredit[]; total: number }> {
    return listAwaitingCredits(this.unitOfWork, search);
  }

  /**
   * A person says how a double billing was settled outside of here.
   * @throws BILLING.AWAITING_CREDIT_UNKNOWN, BILLING.AWAITING_CREDIT_SETTLED
   */
  async settleAwaitingCredit(actor: Actor, invoiceId: number, statement: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await settleAwaitingCredit(tx, invoiceId, { statement, settledBy: actor.name });
      await this.identity.recordAct(tx, actor, {
        action: 'history.awaitingCredit.settle',
        subject: { kind: 'invoice', id: invoiceId },
        facts: { statement },
      });
    });
  }

  /** Days that the former tool billed and whose time has not come. */
  billedAhead(): Promise<BilledAheadDays[]> {
    return listBilledAhead(this.unitOfWork, this.clock.today());
  }

  private async importRead(
    tx: Transaction,
    actor: Actor,
    read: ReadAudit,
    { order, preview, onProgress }: { order: ImportOrder; preview: boolean; onProgress?: Progress },
  ): Promise<ImportSummary> {
    const { audit, audited } = read;
    const { source } = audit;
    await lockImports(tx);
    await lockAudit(tx, audit.id);
    const { digest = null } = order;
    const decided = await decidedOf(tx, audit.id, audited.located);
    const choices = order.choices ?? decided.choices;
    const [plan] = await planAudit(tx, read, { ...decided, choices });
    const of = { audit: audit.id, issuer: audit.issuer.code, source, preview };
    const summary = summarise(plan, audited.located, of);
    if (digest !== null && digest !== summary.digest && summary.writes)
      throw historyErrors.IMPORT_CHANGED({});
    if (!summary.writes && plan.sentSince.length === 0) return summary;
    const doubtful = !isEmptyPlan(plan) && !preview;
    if (doubtful) await this.scheduling.snapshot(tx, 'beforeImport');
    await writeImport(tx, this.contracts, plan, {
      issuerId: audit.issuer.id,
      source,
      auditId: audit.id,
      actor,
      onProgress,
    });
    if (preview) {
      // What is checked at commit is checked now, since a preview never commits.
      await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
      return summary;
    }
    if (doubtful) {
      await this.scheduling.snapshot(tx, 'afterImport');
      await this.scheduling.revoke(tx, `l’historique de ${audit.issuer.name} a été importé`, actor.name);
    }
    await tx.query(
      'INSERT INTO history.import (audit_id, choices, digest, summary, made_by) VALUES ($1, $2, $3, $4, $5)',
      [audit.id, JSON.stringify(choices), summary.digest, JSON.stringify(summary), actor.name],
    );
    await this.trace(tx, actor, 'history.import', audit.id, { ...summary.created, digest: summary.digest });
    return summary;
  }

  private async importJob({ payload }: Job<ImportPayload>, context: JobContext): Promise<void> {
    try {
      await this.importAudit(payload.actor, payload.audit, payload.order, (progress) =>
        context.reportProgress(progress),
      );
    } catch (error) {
      // What is refused now is refused on the next attempt too.
      if (error instanceof DomainError && error.kind !== 'unavailable')
        throw new HopelessJob(toldInFull(error));
      throw error;
    }
  }

  private readAgain(id: number, map?: unknown): Promise<ReadAudit> {
    return readAuditAgain({ unitOfWork: this.unitOfWork, clock: this.clock }, id, map);
  }

  private async issuerNamed(code: string): Promise<number> {
    const [issuer] = await this.unitOfWork.read<{ id: number }>(
      'SELECT id FROM contracts.issuer WHERE code = $1',
      [code],
    );
    if (!issuer) throw historyErrors.ISSUER_UNKNOWN({ issuer: code });
    return issuer.id;
  }

  private async trace(
    tx: Transaction,
    actor: Actor,
    action: string,
    id: number,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.identity.recordAct(tx, actor, {
      action,
      subject: { kind: 'historyAudit', id },
      facts: { ...facts },
    });
  }
}

/** The sentence with the first refused lines: all that the work list shows of a refusal. */
function toldInFull({ code, sentence, facts }: DomainError): string {
  const { refusals = [] } = facts as { refusals?: readonly Refusal[] };
  const lines = code.startsWith('HISTORY.') ? refusals.slice(0, 5).map(writeRefusal) : [];
  return [sentence.fr, ...lines].join('\n');
}

function digested({ name, bytes }: UploadedFile) {
  return { name, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** Imports go one after the other, so that the second finds what the first wrote. */
async function lockImports(tx: Transaction): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('history.import'))`);
}

/** What a person decided of the findings, as the import reads it. */
async function decidedOf(
  tx: Transaction,
  audit: number,
  findings: readonly LocatedFinding[],
): Promise<ImportDecisions> {
  const decided = await readDecisions(new WithinTransaction(tx), audit);
  return importDecisions(
    findings,
    new Map([...decided].map(([subject, { decision }]) => [subject, decision])),
  );
}
