import { Inject, Injectable, Optional } from '@nestjs/common';
import { Contracts, letterheadOf } from '#contracts';
import { Documents } from '#documents';
import { type Actor, Identity } from '#identity';
import { type Clock, CLOCK, type LocalDate, monthOf } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { domainErrorOf } from './refusal.js';
import { readSchemeVersions, type SchemeVersion } from './schemes/scheme-on.js';
import {
  type DocumentRateChange,
  type DocumentRateRecord,
  insertDocumentRate,
  insertScheme,
  listDocumentRates,
  type NewScheme,
  sameScheme,
} from './schemes/write-schemes.js';
import { closeMonths, type MonthToClose } from './statements/close-months.js';
import {
  type DocumentRateToPreview,
  previewDocumentRate,
  type PreviewedDocumentRate,
} from './statements/preview-document-rate.js';
import { previewScheme, type PreviewedMonth, type SchemeToPreview } from './statements/preview-scheme.js';
import { composeContributionStatement } from './statements/print-statement.js';
import {
  listOwnStatements,
  listStatements,
  readOpenStatement,
  readStatement,
  type StatementSearch,
} from './statements/read-statements.js';
import type { StatementRecord, StatementRow } from './statements/statement.js';

export interface StatementPdf {
  readonly name: string;
  readonly pdf: Buffer;
}

type Language = 'fr' | 'en';

/**
 * What is kept of activities: schemes, and the statements that they make of facts. Each verb opens its own transaction,
 * or takes part in the one it is given. Who may call which verb is decided at the HTTP door.
 */
@Injectable()
export class Contributions {
  private readonly identity: Identity;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly documents: Documents,
    private readonly contracts: Contracts,
    @Optional() identity?: Identity,
  ) {
    this.identity = identity ?? new Identity(unitOfWork, clock);
  }

  /**
   * A new dated version; what was closed stays. The very wish of the version that counts from that day on writes nothing
   * and answers that version: a form that is sent twice is one act.
   * @throws CONTRIBUTIONS.INVALID_SCHEME, CONTRIBUTIONS.NOT_FIRST_OF_MONTH, CONTRIBUTIONS.MONTHS_CLOSED,
   *   CONTRIBUTIONS.PARTY_UNKNOWN, CONTRIBUTIONS.CHANGED_MEANWHILE
   */
  setScheme(actor: Actor, scheme: NewScheme, tx?: Transaction): Promise<SchemeVersion> {
    return this.within(tx, async (open) => {
      const same = await sameScheme(open, scheme);
      if (same) return same;
      const version = await insertScheme(open, scheme, { madeBy: actor.name, at: this.clock.now() });
      await this.identity.recordAct(open, actor, {
        action: 'contributions.scheme.set',
        subject: { kind: 'scheme', id: version.id },
        facts: { ...scheme },
      });
      return version;
    });
  }

  /** Every version of an issuer's schemes, oldest first. */
  schemes(issuer: number): Promise<SchemeVersion[]> {
    return readSchemeVersions(this.unitOfWork.database, issuer);
  }

  /** @throws CONTRIBUTIONS.INVALID_SCHEME */
  previewScheme(wish: SchemeToPreview): Promise<PreviewedMonth[]> {
    return previewScheme(this.unitOfWork.database, wish, this.clock.today());
  }

  /** Counts in months that are still open. @throws CONTRIBUTIONS.PARTY_UNKNOWN, CONTRIBUTIONS.CHANGED_MEANWHILE */
  setDocumentRate(actor: Actor, change: DocumentRateChange, tx?: Transaction): Promise<void> {
    return this.within(tx, async (open) => {
      await insertDocumentRate(open, change, { madeBy: actor.name, at: this.clock.now() });
      await this.identity.recordAct(open, actor, {
        action: 'contributions.documentRate.set',
        subject: { kind: 'invoice', id: change.invoice },
        facts: { ...change },
      });
    });
  }

  /** What a rate of its own, or its end, moves in months that are open. Writes nothing. @throws CONTRIBUTIONS.PARTY_UNKNOWN */
  previewDocumentRate(wish: DocumentRateToPreview): Promise<PreviewedDocumentRate> {
    return previewDocumentRate(this.unitOfWork.database, wish, this.thisMonth());
  }

  documentRates(): Promise<DocumentRateRecord[]> {
    return listDocumentRates(this.unitOfWork.database);
  }

  /** Closed ones, and open ones up to the present month. */
  statements(search: Omit<StatementSearch, 'until'>): Promise<StatementRow[]> {
    return listStatements(this.unitOfWork.database, { ...search, until: this.thisMonth() });
  }

  /** @throws CONTRIBUTIONS.STATEMENT_UNKNOWN */
  statement(id: number): Promise<StatementRecord> {
    return readStatement(this.unitOfWork.database, id);
  }

  /** What there is to close in a month of an issuer, as it stands. */
  async openMonth(
    { issuer, month }: { issuer: number; month: LocalDate },
    tx?: Transaction,
  ): Promise<StatementRow[]> {
    const search = { issuer, month, state: 'open' as const, until: month };
    return listStatements(tx ?? this.unitOfWork.database, search);
  }

  /** As it would be closed now. @throws CONTRIBUTIONS.NOTHING_TO_CLOSE */
  openStatement(of: { issuer: number; activity: number; month: LocalDate }): Promise<StatementRecord> {
    return readOpenStatement(this.unitOfWork.database, of);
  }

  /** The closed statements of the activities of an account. */
  ownStatements(account: number): Promise<StatementRow[]> {
    return listOwnStatements(this.unitOfWork.database, account);
  }

  /** @throws CONTRIBUTIONS.STATEMENT_UNKNOWN, also for another's */
  ownStatement(account: number, id: number): Promise<StatementRecord> {
    return readStatement(this.unitOfWork.database, id, account);
  }

  /**
   * Freezes the statements of a month as they were read. Their PDF is archived next; whoever reads it first archives
   * it, should that be interrupted.
   * @throws CONTRIBUTIONS.MONTH_NOT_OVER, CONTRIBUTIONS.NOTHING_TO_CLOSE, CONTRIBUTIONS.EARLIER_MONTH_OPEN,
   *   CONTRIBUTIONS.FIGURES_CHANGED, CONTRIBUTIONS.ALREADY_CLOSED
   */
  async closeMonth(actor: Actor, wish: MonthToClose, tx?: Transaction): Promise<number[]> {
    const hand = { madeBy: actor.name, at: this.clock.now(), today: this.clock.today() };
    const ids = await this.within(tx, async (open) => {
      const closed = await closeMonths(open, wish, hand);
      await this.identity.recordAct(open, actor, {
        action: 'contributions.month.close',
        subject: { kind: 'month', id: wish.month.slice(0, 7) },
        facts: { issuer: wish.issuer, statements: wish.statements },
      });
      return closed;
    });
    if (!tx) for (const id of ids) await this.statementPdf(await this.statement(id), 'fr');
    return ids;
  }

  /** The archived bytes of a closed statement; an open one is printed as a preview. */
  async statementPdf(statement: StatementRecord, language: Language): Promise<StatementPdf> {
    const { id, number, activity, month } = statement;
    const name = `${number ?? `apercu-${activity.code}-${month.slice(0, 7)}`}.pdf`;
    const key = id === null ? null : `contribution-statement/${id}/${language}`;
    if (key && (await this.documents.hashOf(key))) {
      return { name, pdf: (await this.documents.read(key)).bytes };
    }
    const bytes = await this.documents.print(
      composeContributionStatement(statement, {
        letterhead: letterheadOf(await this.contracts.readIssuer(await this.printingIssuer(statement))),
        language,
        today: this.clock.today(),
      }),
    );
    if (!key) return { name, pdf: bytes };
    // Somebody else may have archived it meanwhile: what is kept is what is given.
    await this.unitOfWork
      .run((tx) => this.documents.archive(tx, { key, mediaType: 'application/pdf', bytes }))
      .catch(async (error: unknown) => {
        if (!(await this.documents.hashOf(key))) throw error;
      });
    return { name, pdf: (await this.documents.read(key)).bytes };
  }

  /** A commission that an outside CAE keeps is told by the cooperative that speaks to its member. */
  private async printingIssuer({ issuer }: StatementRecord): Promise<number> {
    if (!issuer.outside) return issuer.id;
    const [own] = await this.unitOfWork.read<{ id: number }>(
      'SELECT id FROM contracts.issuer WHERE NOT outside ORDER BY id LIMIT 1',
    );
    return own?.id ?? issuer.id;
  }

  private thisMonth(): LocalDate {
    return `${monthOf(this.clock.today())}-01` as LocalDate;
  }

  private async within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    try {
      return tx ? await work(tx) : await this.unitOfWork.run(work);
    } catch (error) {
      throw domainErrorOf(error);
    }
  }
}
