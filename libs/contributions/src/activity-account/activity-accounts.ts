import { Inject, Injectable } from '@nestjs/common';
import { Contracts, letterheadOf } from '#contracts';
import { Documents, type Letterhead } from '#documents';
import { type Actor, Identity } from '#identity';
import type { ImportOptions, ImportSummary } from '#imports';
import { type Clock, CLOCK, type LocalDate } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { type ActivityMonth, accountOfActivity } from './account-of-activity.js';
import { accountsErrors } from './accounts-errors.js';
import { importDirectCosts, importPayCosts } from './costs/import-costs.js';
import type {
  ActivityRef,
  CostPage,
  CostSearch,
  DirectCostRecord,
  Hand,
  NewDirectCost,
  NewPayCost,
  PayCostRecord,
} from './costs/cost.js';
import { insertDirectCost, insertPayCost, insertReversal, listCosts } from './costs/store-costs.js';
import { insertOpening, type NewOpening, type OpeningRecord, readOpenings } from './opening.js';
import {
  type Entrepreneur,
  factsByActivity,
  issuerOfActivity,
  readActivities,
} from './read-account-facts.js';
import { accountsErrorOf } from './refusal.js';
import { composeStatement } from './statement.js';

/** One activity and what its account says at the end of the current month. */
export interface ActivityAccountRow {
  readonly activity: ActivityRef;
  readonly entrepreneur: Entrepreneur | null;
  /** Null where nothing ever moved. */
  readonly current: ActivityMonth | null;
  /** First month of the account; null where nothing ever moved. */
  readonly since: LocalDate | null;
}

export interface ActivityAccount {
  readonly activity: ActivityRef;
  readonly entrepreneur: Entrepreneur | null;
  readonly opening: OpeningRecord | null;
  /** From the first to the current one. */
  readonly months: readonly ActivityMonth[];
}

export interface AccountSearch {
  readonly search?: string;
  /** The activities of this account alone; of others it is as if they were not. */
  readonly account?: number;
}

/**
 * The accounts of activities: what they spend and what their people cost is entered here, the rest is read from what
 * was billed, collected and kept. Nothing is stored that can be added up. Each verb opens its own transaction, or takes
 * part in the one it is given; who may call which verb is decided at the HTTP door.
 */
@Injectable()
export class ActivityAccounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly identity: Identity,
    private readonly contracts: Contracts,
    @Inject(Documents) private readonly documents: Pick<Documents, 'print'>,
  ) {}

  /** In order of their names. */
  async list({ search = '', account }: AccountSearch = {}): Promise<ActivityAccountRow[]> {
    const { database } = this.unitOfWork;
    const activities = await readActivities(database, { search, account });
    const until = this.clock.today();
    const facts = await factsByActivity(database, { activity: null, until });
    return activities.map(({ entrepreneur, ...activity }) => {
      const months = accountOfActivity(facts.of(activity.id), until);
      return {
        activity,
        entrepreneur,
        current: months.at(-1) ?? null,
        since: months[0]?.month ?? null,
      };
    });
  }

  /**
   * @param account whose activity it must be
   * @throws ACCOUNTS.ACTIVITY_NOT_FOUND, the same for what is another's
   */
  async read(activity: number, account?: number): Promise<ActivityAccount> {
    const { database } = this.unitOfWork;
    const [found] = await readActivities(database, { id: activity, account });
    if (!found) throw accountsErrors.ACTIVITY_NOT_FOUND({ activity });
    const { entrepreneur, ...ref } = found;
    const until = this.clock.today();
    const facts = (await factsByActivity(database, { activity, until })).of(activity);
    const [opening = null] = await readOpenings(database, activity);
    return { activity: ref, entrepreneur, opening, months: accountOfActivity(facts, until) };
  }

  /**
   * The account, result and balance sheet of a month as PDF, in the name of whoever carries the activity.
   * @param month its first day
   * @throws ACCOUNTS.ACTIVITY_NOT_FOUND, ACCOUNTS.MONTH_NOT_FOUND
   */
  async statement(
    activity: number,
    month: LocalDate,
    { language, account }: { readonly language: 'fr' | 'en'; readonly account?: number },
  ): Promise<{ readonly pdf: Buffer; readonly name: string }> {
    const found = await this.read(activity, account);
    const months = found.months.filter((each) => each.month <= month);
    if (months.at(-1)?.month !== month) throw accountsErrors.MONTH_NOT_FOUND({ month });
    const document = composeStatement({
      ...found,
      months,
      letterhead: await this.letterheadFor(found, month),
      issuedOn: this.clock.today(),
      language,
    });
    return { pdf: await this.documents.print(document), name: `${document.reference!}.pdf` };
  }

  private async letterheadFor({ activity }: ActivityAccount, month: LocalDate): Promise<Letterhead> {
    const issuer = await issuerOfActivity(this.unitOfWork.database, activity.id, month);
    if (issuer !== null) return letterheadOf(await this.contracts.readIssuer(issuer));
    return { name: activity.name, legalLine: null, address: null, contact: [], logo: null };
  }

  /** What the account begins with, in the place of an earlier opening. @throws ACCOUNTS.OPENING_REPLACED_MEANWHILE, ACCOUNTS.ACTIVITY_NOT_FOUND, ACCOUNTS.VALUE_REFUSED */
  open(actor: Actor, opening: NewOpening, tx?: Transaction): Promise<OpeningRecord> {
    return this.act(actor, 'contributions.activityOpening.record', tx, (open) =>
      insertOpening(open, opening, this.handOf(actor)),
    );
  }

  /**
   * @throws ACCOUNTS.ACTIVITY_NOT_FOUND, ACCOUNTS.AMOUNT_REFUSED, ACCOUNTS.VAT_ABOVE_HIGHEST_RATE, ACCOUNTS.DAY_TO_COME,
   *   ACCOUNTS.VALUE_REFUSED
   */
  recordDirectCost(actor: Actor, cost: NewDirectCost, tx?: Transaction): Promise<DirectCostRecord> {
    return this.act(actor, 'contributions.directCost.record', tx, (open) =>
      insertDirectCost(open, cost, this.handOf(actor)),
    );
  }

  /** @throws ACCOUNTS.COST_NOT_FOUND, ACCOUNTS.ALREADY_REVERSED, ACCOUNTS.REVERSAL_NOT_REVERSED */
  reverseDirectCost(
    actor: Actor,
    of: { readonly id: number; readonly reason: string },
    tx?: Transaction,
  ): Promise<DirectCostRecord> {
    return this.act(actor, 'contributions.directCost.reverse', tx, (open) =>
      insertReversal(open, 'direct', of, this.handOf(actor)),
    );
  }

  listDirectCosts(search: CostSearch = {}): Promise<CostPage<DirectCostRecord>> {
    return listCosts(this.unitOfWork.database, 'direct', search);
  }

  /** @throws ACCOUNTS.ACTIVITY_NOT_FOUND, ACCOUNTS.AMOUNT_REFUSED, ACCOUNTS.MONTH_TO_COME, ACCOUNTS.VALUE_REFUSED */
  recordPayCost(actor: Actor, cost: NewPayCost, tx?: Transaction): Promise<PayCostRecord> {
    return this.act(actor, 'contributions.payCost.record', tx, (open) =>
      insertPayCost(open, cost, this.handOf(actor)),
    );
  }

  /** @throws ACCOUNTS.COST_NOT_FOUND, ACCOUNTS.ALREADY_REVERSED, ACCOUNTS.REVERSAL_NOT_REVERSED */
  reversePayCost(
    actor: Actor,
    of: { readonly id: number; readonly reason: string },
    tx?: Transaction,
  ): Promise<PayCostRecord> {
    return this.act(actor, 'contributions.payCost.reverse', tx, (open) =>
      insertReversal(open, 'pay', of, this.handOf(actor)),
    );
  }

  listPayCosts(search: CostSearch = {}): Promise<CostPage<PayCostRecord>> {
    return listCosts(this.unitOfWork.database, 'pay', search);
  }

  /** See the room's README for the columns. All of the file or nothing. @throws IMPORTS.FILE_UNREADABLE */
  importDirectCosts(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions = {},
    tx?: Transaction,
  ): Promise<ImportSummary> {
    return importDirectCosts(this.importing(actor, tx), this.handOf(actor), bytes, options);
  }

  /** See the room's README for the columns. All of the file or nothing. @throws IMPORTS.FILE_UNREADABLE */
  importPayCosts(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions = {},
    tx?: Transaction,
  ): Promise<ImportSummary> {
    return importPayCosts(this.importing(actor, tx), this.handOf(actor), bytes, options);
  }

  private importing(actor: Actor, tx: Transaction | undefined) {
    return {
      room: 'contributions',
      within: <T>(work: (open: Transaction) => Promise<T>) => this.within(tx, work),
      explain: accountsErrorOf,
      record: (open: Transaction, action: string, facts: Record<string, unknown>) =>
        this.identity.recordAct(open, actor, { action, subject: { kind: 'import', id: null }, facts }),
    };
  }

  private handOf(actor: Actor): Hand {
    return { madeBy: actor.name, at: this.clock.now(), today: this.clock.today() };
  }

  /** The act and its trace in one transaction. The kind of its subject is the middle word of its name. */
  private act<T extends { id: number }>(
    actor: Actor,
    action: string,
    tx: Transaction | undefined,
    work: (open: Transaction) => Promise<T>,
  ): Promise<T> {
    return this.within(tx, async (open) => {
      const result = await work(open);
      const subject = { kind: action.split('.')[1]!, id: result.id };
      await this.identity.recordAct(open, actor, { action, subject });
      return result;
    });
  }

  private async within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    try {
      return tx ? await work(tx) : await this.unitOfWork.run(work);
    } catch (error) {
      throw accountsErrorOf(error);
    }
  }
}
