import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Clock, CLOCK, type LocalDate, type Period, period } from '#kernel';
import type { Letterhead } from '#documents';
import { type Actor, Identity } from '#identity';
import { type Transaction, UnitOfWork } from '#persistence';
import type {
  AmendmentKind,
  AmendmentRecord,
  ContractRecord,
  LineChange,
  LineRecord,
  NewContract,
  NewLine,
} from './agreements/agreement.js';
import { plainConditions } from './agreements/complete-terms.js';
import { type ContractList, type ContractSearch, listContracts } from './agreements/list-contracts.js';
import {
  readAmendments,
  readAmendmentsOfContract,
  readCircumstances,
  readContract,
  readLine,
} from './agreements/read-agreements.js';
import { recordTime, type WorkedTime } from './agreements/record-time.js';
import {
  type CarriageMove,
  type Hand,
  insertContract,
  insertLine,
  requireCarried,
  writeCarriageMove,
} from './agreements/write-agreements.js';
import { amend } from './agreements/write-terms.js';
import { contractsErrors } from './contracts-errors.js';
import { importClients } from './import/import-clients.js';
import { importContracts } from './import/import-contracts.js';
import type { ImportOptions, ImportSummary } from '#imports';
import type {
  ActivityDetails,
  ActivityRecord,
  ClientDetails,
  ClientRecord,
  IssuerDetails,
  IssuerRecord,
} from './parties/party.js';
import { letterheadOf } from './parties/letterhead.js';
import { type ClientList, type ClientSearch, listClients } from './parties/list-clients.js';
import { listParties, type PartySearch, readParty } from './parties/store-parties.js';
import {
  type Changed,
  createParty,
  type NewActivity,
  type NewClient,
  type NewIssuer,
  setArchived,
  updatePartyFrom,
} from './parties/write-parties.js';
import type { Page } from './record-columns.js';
import { domainErrorOf } from './refusal.js';
import { findByWords, type FoundByWords } from './search/find-by-words.js';
import { cancel, change, pause, prolong, resume } from './terms/amend-terms.js';
import { NO_END, type Term } from './terms/term.js';

/** What each amendment of a line says beside its own facts. */
export interface AmendmentOf {
  readonly line: number;
  /** The revision that the person saw: another amendment since then makes this one void. */
  readonly fromRevision: number;
  readonly reason?: string | null;
}

/**
 * Clients, activities, contracts, their lines and dated terms, and who carries them.
 * Each verb opens its own transaction, or takes part in the one it is given; after a refusal, a given transaction is
 * to be rolled back. Who may call which verb is decided at the HTTP door.
 */
@Injectable()
export class Contracts {
  private readonly identity: Identity;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() identity?: Identity,
  ) {
    this.identity = identity ?? new Identity(unitOfWork, clock);
  }

  /** @throws CONTRACTS.INVALID_FIELD, CONTRACTS.CODE_TAKEN */
  createIssuer(actor: Actor, issuer: NewIssuer, tx?: Transaction): Promise<IssuerRecord> {
    return this.act(actor, 'contracts.issuer.create', tx, (open) => createParty(open, 'issuer', issuer));
  }

  /** @throws CONTRACTS.NOT_FOUND, CONTRACTS.CHANGED_MEANWHILE, CONTRACTS.INVALID_FIELD, CONTRACTS.CODE_TAKEN */
  updateIssuer(actor: Actor, changed: Changed<IssuerDetails>, tx?: Transaction): Promise<IssuerRecord> {
    return this.act(actor, 'contracts.issuer.update', tx, (open) => updatePartyFrom(open, 'issuer', changed));
  }

  /** @throws CONTRACTS.INVALID_FIELD, CONTRACTS.CODE_TAKEN */
  createClient(actor: Actor, client: NewClient, tx?: Transaction): Promise<ClientRecord> {
    return this.act(actor, 'contracts.client.create', tx, (open) => createParty(open, 'client', client));
  }

  /** @throws CONTRACTS.NOT_FOUND, CONTRACTS.CHANGED_MEANWHILE, CONTRACTS.INVALID_FIELD, CONTRACTS.CODE_TAKEN */
  updateClient(actor: Actor, changed: Changed<ClientDetails>, tx?: Transaction): Promise<ClientRecord> {
    return this.act(actor, 'contracts.client.update', tx, (open) => updatePartyFrom(open, 'client', changed));
  }

  /** An archived client stays readable and is left out of lists unless asked for. @throws CONTRACTS.NOT_FOUND */
  archiveClient(actor: Actor, id: number, archived: boolean, tx?: Transaction): Promise<ClientRecord> {
    const at = archived ? this.clock.now() : null;
    return this.act(actor, 'contracts.client.archive', tx, (open) => setArchived(open, id, at));
  }

  /** @throws CONTRACTS.INVALID_FIELD, CONTRACTS.CODE_TAKEN */
  createActivity(actor: Actor, activity: NewActivity, tx?: Transaction): Promise<ActivityRecord> {
    return this.act(actor, 'contracts.activity.create', tx, (open) =>
      createParty(open, 'activity', activity),
    );
  }

  /** @throws CONTRACTS.NOT_FOUND, CONTRACTS.INVALID_FIELD, CONTRACTS.CODE_TAKEN */
  updateActivity(actor: Actor, changed: Changed<ActivityDetails>, tx?: Transaction): Promise<ActivityRecord> {
    return this.act(actor, 'contracts.activity.update', tx, (open) =>
      updatePartyFrom(open, 'activity', changed),
    );
  }

  /** A contract without lines, carried by an issuer from a day on. @throws CONTRACTS.NOT_FOUND, CONTRACTS.CODE_TAKEN, CONTRACTS.INVALID_FIELD */
  createContract(actor: Actor, contract: NewContract, tx?: Transaction): Promise<ContractRecord> {
    return this.act(actor, 'contracts.contract.create', tx, async (open) =>
      readContract(open, await insertContract(open, contract)),
    );
  }

  /**
   * A contract and its first lines, all or none.
   * @throws as `createContract` and `addLine`
   */
  async createContractWithLines(
    actor: Actor,
    contract: NewContract,
    lines: readonly Omit<NewLine, 'contract'>[],
    tx?: Transaction,
  ): Promise<ContractRecord> {
    return this.within(tx, async (open) => {
      const { id } = await this.createContract(actor, contract, open);
      for (const line of lines) await this.addLine(actor, { ...line, contract: id }, open);
      return readContract(open, id);
    });
  }

  /** Another issuer carries the contract from a day on. @throws CONTRACTS.NOT_FOUND, CONTRACTS.CARRIAGE_MOVED_MEANWHILE, CONTRACTS.CONTRACT_NOT_CARRIED_THEN */
  moveCarriage(actor: Actor, move: CarriageMove, tx?: Transaction): Promise<ContractRecord> {
    const facts = { to: move.to, from: move.from, fromRevision: move.fromRevision };
    return this.act(actor, 'contracts.carriage.move', tx, (open) => writeCarriageMove(open, move), facts);
  }

  /**
   * @throws CONTRACTS.NOT_FOUND, CONTRACTS.CODE_TAKEN, CONTRACTS.TWIN_LINE, CONTRACTS.LINE_NOT_CARRIED,
   *   CONTRACTS.INVALID_FIELD, CONTRACTS.TERMS_OF_ANOTHER_KIND, CONTRACTS.TERMS_OVERLAP, KERNEL.INVALID_NUMBER
   */
  addLine(actor: Actor, line: NewLine, tx?: Transaction): Promise<LineRecord> {
    return this.act(actor, 'contracts.line.create', tx, (open) =>
      insertLine(open, line, { ...this.handOf(actor), kind: 'creation' }),
    );
  }

  /**
   * Other conditions from a day on, a later end, or both. On a line of worked time only its rate changes, never the
   * time that was recorded.
   * @throws CONTRACTS.AMENDED_MEANWHILE, CONTRACTS.NOTHING_CHANGES, CONTRACTS.TWIN_LINE, CONTRACTS.NOT_FOUND,
   *   CONTRACTS.ONCE_TERM_CUT, CONTRACTS.CADENCE_KIND_CHANGED, CONTRACTS.LINE_NOT_CARRIED, CONTRACTS.INVALID_FIELD
   */
  amendLine(actor: Actor, of: AmendmentOf & { change: LineChange }, tx?: Transaction): Promise<LineRecord> {
    const { from, to, conditions = {}, prolongTo } = of.change;
    const end = to ?? NO_END;
    period(from, end);
    const anchored =
      conditions.months !== undefined && conditions.anchor === undefined
        ? { ...conditions, anchor: from }
        : conditions;
    const become = (line: LineRecord): Term[] => {
      const longer = prolongTo === undefined ? [...line.terms] : prolong(line.terms, prolongTo ?? NO_END);
      if (line.kind !== 'time') return change(longer, from, plainConditions(anchored), end);
      const { quantity: _unset, ...rate } = plainConditions(anchored);
      const recorded = longer.filter((term) => term.months === 0);
      return [
        ...recorded,
        ...change(
          longer.filter((term) => term.months > 0),
          from,
          rate,
          end,
        ),
      ];
    };
    return this.amendAs(actor, 'change', { ...of, effectiveOn: from, become }, tx);
  }

  /**
   * The days of the period are known and not billed; without `to`, until the line is resumed.
   * @throws CONTRACTS.AMENDED_MEANWHILE, CONTRACTS.NOTHING_CHANGES, CONTRACTS.NOT_FOUND, CONTRACTS.ONCE_TERM_CUT,
   *   CONTRACTS.TIME_LINE_NOT_PAUSED
   */
  pauseLine(
    actor: Actor,
    of: AmendmentOf & { period: { readonly from: LocalDate; readonly to?: LocalDate | null } },
    tx?: Transaction,
  ): Promise<LineRecord> {
    const days: Period = period(of.period.from, of.period.to ?? NO_END);
    const become = (line: LineRecord) => pause(requirePausable(line).terms, days);
    return this.amendAs(actor, 'pause', { ...of, effectiveOn: days.from, become }, tx);
  }

  /** Every day from `from` on is billed again. @throws as `pauseLine` */
  resumeLine(actor: Actor, of: AmendmentOf & { from: LocalDate }, tx?: Transaction): Promise<LineRecord> {
    const become = (line: LineRecord) => resume(requirePausable(line).terms, of.from);
    return this.amendAs(actor, 'resumption', { ...of, effectiveOn: of.from, become }, tx);
  }

  /**
   * Nothing is owed from `onDay` on; what was billed beyond is for billing to credit.
   * @throws CONTRACTS.AMENDED_MEANWHILE, CONTRACTS.NOTHING_CHANGES, CONTRACTS.NOT_FOUND, CONTRACTS.ONCE_TERM_CUT
   */
  cancelLine(actor: Actor, of: AmendmentOf & { onDay: LocalDate }, tx?: Transaction): Promise<LineRecord> {
    const become = (line: LineRecord) => cancel(line.terms, of.onDay);
    return this.amendAs(actor, 'cancellation', { ...of, effectiveOn: of.onDay, become }, tx);
  }

  /**
   * Time worked on days of a line of that kind, owed once, in arrears, at the rate of those days unless a price is
   * given. Recorded again on exactly the same days it replaces what stood there; a quantity of 0 takes it back, and
   * the same quantity writes nothing.
   * @throws CONTRACTS.NOT_A_TIME_LINE, CONTRACTS.WORKED_TIME_OVERLAPS, CONTRACTS.NO_RATE_ON_THESE_DAYS,
   *   CONTRACTS.AMENDED_MEANWHILE, CONTRACTS.NOT_FOUND, CONTRACTS.LINE_NOT_CARRIED, CONTRACTS.INVALID_FIELD
   */
  recordWorkedTime(actor: Actor, worked: WorkedTime, tx?: Transaction): Promise<LineRecord> {
    const days = period(worked.period.from, worked.period.to);
    return this.within(tx, async (open) => {
      try {
        const become = (line: LineRecord) => recordTime(line, worked);
        const { line, fromRevision = null, reason = null } = worked;
        return await this.amendAs(
          actor,
          'usage',
          { line, fromRevision, reason, effectiveOn: days.from, become },
          open,
        );
      } catch (error) {
        if ((error as { code?: string }).code !== 'CONTRACTS.NOTHING_CHANGES') throw error;
        return readLine(open, worked.line);
      }
    });
  }

  /** By id or by code. @throws CONTRACTS.NOT_FOUND */
  readIssuer(key: number | string, tx?: Transaction): Promise<IssuerRecord> {
    return readParty(tx ?? this.unitOfWork.database, 'issuer', key);
  }

  /** The letterhead of the cooperative itself: its own issuer, the first one where there are several. @throws CONTRACTS.NO_OWN_ISSUER */
  async readOwnLetterhead(tx?: Transaction): Promise<Letterhead> {
    const { items } = await this.listIssuers({ size: 500 }, tx);
    const own = items.filter(({ outside }) => !outside).sort((a, b) => a.id - b.id)[0];
    if (!own) throw contractsErrors.NO_OWN_ISSUER({});
    return letterheadOf(own);
  }

  listIssuers(search: PartySearch = {}, tx?: Transaction): Promise<Page<IssuerRecord>> {
    return listParties(tx ?? this.unitOfWork.database, 'issuer', search);
  }

  /** By id or by code. @throws CONTRACTS.NOT_FOUND */
  readClient(key: number | string, tx?: Transaction): Promise<ClientRecord> {
    return readParty(tx ?? this.unitOfWork.database, 'client', key);
  }

  /** Clients, contracts and lines that hold every word of the question, so many of each kind at the most. */
  findByWords(question: string, limit: number): Promise<FoundByWords> {
    return findByWords(this.unitOfWork.database, question, limit);
  }

  /** As they stand today. */
  listClients(search: ClientSearch = {}, tx?: Transaction): Promise<ClientList> {
    return listClients(tx ?? this.unitOfWork.database, this.clock.today(), search);
  }

  /** By id or by code. @throws CONTRACTS.NOT_FOUND */
  readActivity(key: number | string, tx?: Transaction): Promise<ActivityRecord> {
    return readParty(tx ?? this.unitOfWork.database, 'activity', key);
  }

  listActivities(search: PartySearch = {}, tx?: Transaction): Promise<Page<ActivityRecord>> {
    return listParties(tx ?? this.unitOfWork.database, 'activity', search);
  }

  /** By id or by code, with its lines; its carriage now, or at an earlier revision. @throws CONTRACTS.NOT_FOUND */
  readContract(key: number | string, carriageRevision?: number, tx?: Transaction): Promise<ContractRecord> {
    return readContract(tx ?? this.unitOfWork.database, key, carriageRevision);
  }

  /** As they stand today. */
  listContracts(search: ContractSearch = {}, tx?: Transaction): Promise<ContractList> {
    return listContracts(tx ?? this.unitOfWork.database, this.clock.today(), search);
  }

  /** By id or by code, with its terms now, or at an earlier revision. @throws CONTRACTS.NOT_FOUND */
  readLine(key: number | string, revision?: number, tx?: Transaction): Promise<LineRecord> {
    return readLine(tx ?? this.unitOfWork.database, key, revision);
  }

  /** From the first to the last. */
  readAmendments(line: number, tx?: Transaction): Promise<AmendmentRecord[]> {
    return readAmendments(tx ?? this.unitOfWork.database, line);
  }

  /** Of all its lines, the newest first. */
  readAmendmentsOfContract(contract: number, tx?: Transaction): Promise<AmendmentRecord[]> {
    return readAmendmentsOfContract(tx ?? this.unitOfWork.database, contract);
  }

  /** See the room's README for the columns. All of the file or nothing. @throws IMPORTS.FILE_UNREADABLE */
  importClients(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions = {},
    tx?: Transaction,
  ): Promise<ImportSummary> {
    return importClients(this.importing(actor, tx), bytes, options);
  }

  /** See the room's README for the columns. All of the file or nothing. @throws IMPORTS.FILE_UNREADABLE */
  importContracts(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions = {},
    tx?: Transaction,
  ): Promise<ImportSummary> {
    return importContracts(this.importing(actor, tx), bytes, options);
  }

  private importing(actor: Actor, tx: Transaction | undefined) {
    return {
      within: <T>(work: (open: Transaction) => Promise<T>) => this.within(tx, work),
      room: 'contracts',
      hand: this.handOf(actor),
      explain: domainErrorOf,
      record: (open: Transaction, action: string, facts: Record<string, unknown>) =>
        this.identity.recordAct(open, actor, { action, subject: { kind: 'import', id: null }, facts }),
    };
  }

  private amendAs(
    actor: Actor,
    kind: AmendmentKind,
    of: Pick<AmendmentOf, 'line' | 'reason'> & {
      fromRevision: number | null;
      effectiveOn: LocalDate;
      become: (line: LineRecord) => Term[];
    },
    tx: Transaction | undefined,
  ): Promise<LineRecord> {
    const { line, fromRevision, effectiveOn, become, reason = null } = of;
    const facts = { kind, fromRevision, effectiveOn, reason };
    const work = async (open: Transaction) => {
      const amended = await amend(open, {
        line,
        fromRevision,
        kind,
        effectiveOn,
        reason,
        become,
        ...this.handOf(actor),
      });
      const { carried } = await readCircumstances(open, amended.contract, effectiveOn);
      requireCarried(amended.terms, carried);
      return amended;
    };
    return this.act(actor, 'contracts.line.amend', tx, work, facts);
  }

  private handOf(actor: Actor): Hand {
    return { madeBy: actor.name, at: this.clock.now() };
  }

  /** The act and its trace in one transaction. The kind of its subject is the middle word of its name. */
  private act<T extends { id: number }>(
    actor: Actor,
    action: string,
    tx: Transaction | undefined,
    work: (open: Transaction) => Promise<T>,
    facts: Record<string, unknown> = {},
  ): Promise<T> {
    return this.within(tx, async (open) => {
      const result = await work(open);
      const kind = action.split('.')[1]!;
      await this.identity.recordAct(open, actor, { action, subject: { kind, id: result.id }, facts });
      return result;
    });
  }

  private async within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    try {
      return tx ? await work(tx) : await this.unitOfWork.run(work);
    } catch (error) {
      throw domainErrorOf(error);
    }
  }
}

function requirePausable(line: LineRecord): LineRecord {
  if (line.kind === 'time') throw contractsErrors.TIME_LINE_NOT_PAUSED({ line: line.id });
  return line;
}
