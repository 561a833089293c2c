import { Inject, Injectable } from '@nestjs/common';
import { type Clock, CLOCK, type LocalDate } from '#kernel';
import { type Actor, Identity } from '#identity';
import type { ImportOptions, ImportSummary } from '#imports';
import { type Transaction, UnitOfWork } from '#persistence';
import {
  appendMovement,
  type Cause,
  causeOf,
  entryOf,
  type Hand,
  insertFact,
  type MovementListener,
  noteFact,
  settleConstraints,
  takeRegister,
} from './acts.js';
import { capitalErrors } from './capital-errors.js';
import { capitalRefusalOf } from './capital-refusal.js';
import {
  forecastInterest,
  type InterestForecast,
  type InterestRecord,
  type InterestWish,
  listInterests,
  listTmo,
  type OneInterest,
  readInterest,
  type TmoRate,
  writeInterest,
  writeTmo,
} from './decide-interest.js';
import type { CapitalDay } from './fold-register.js';
import { importRegister } from './import/import-register.js';
import {
  type NewConversion,
  type NewRefund,
  type NewTransfer,
  type NewWithdrawal,
  serveQueue,
  type WithdrawalDecision,
  writeAbandonment,
  writeClosing,
  writeConversion,
  writeDecision,
  writeRefund,
  writeTransfer,
  writeWithdrawal,
} from './move-shares.js';
import {
  type NewPayment,
  payAgain,
  type PaymentOf,
  type Undoing,
  undoPayment,
  writePayment,
  type Written,
} from './pay.js';
import { type ClosingRecord, listClosings } from './read-closings.js';
import {
  type Holder,
  type Holding,
  readCapitalDays,
  readHolders,
  readStanding,
  type Standing,
} from './read-holdings.js';
import { readRegister, type RegisterPage, type RegisterSearch } from './read-register.js';
import { readShareLedger } from './read-share-facts.js';
import {
  listClasses,
  listSubscriptions,
  type OneSubscription,
  readSubscription,
  type ShareClass,
  type SubscriptionRow,
  type SubscriptionSearch,
} from './read-subscriptions.js';
import { listWithdrawals, type WithdrawalRow } from './read-withdrawals.js';
import type { ShareAccounts, ShareLedgerEntry } from './share-ledger.js';
import {
  correctSignature,
  type NewSignature,
  type SignatureCorrection,
  writeSignature,
} from './sign-bulletin.js';
import {
  type NewCall,
  type NewClass,
  type NewSubscription,
  writeCalls,
  writeSubscription,
} from './subscribe.js';

/** What an act would change, without doing it. */
export interface Foreseen {
  readonly before: readonly Holder[];
  readonly after: readonly Holder[];
  readonly standingBefore: Standing;
  readonly standingAfter: Standing;
}

/** Carries a result out of a transaction that is rolled back. */
class Undone<T> extends Error {
  constructor(readonly result: T) {
    super('undone');
  }
}

/**
 * Shares: who subscribes, pays, transfers, converts and leaves, and the register of movements that follows.
 * Each verb opens its own transaction, or takes part in the one it is given; after a refusal, a given transaction is
 * to be rolled back. Who may call which verb is decided at the HTTP door.
 */
@Injectable()
export class Capital {
  private readonly listeners: MovementListener[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly identity: Identity,
  ) {}

  /** What moves an account is told in the transaction that records it. For the room that keeps the accounts. */
  onMovement(listener: MovementListener): void {
    this.listeners.push(listener);
  }

  /** Shares that a person holds at the end of a day, today by default. By class. */
  async holdingsOf(person: number, day?: LocalDate, tx?: Transaction): Promise<readonly Holding[]> {
    const [holder] = await readHolders(this.reader(tx), day ?? this.clock.today(), person);
    return holder?.holdings ?? [];
  }

  /** Everybody who holds shares at the end of a day, by name. */
  holdersOn(day?: LocalDate, tx?: Transaction): Promise<readonly Holder[]> {
    return readHolders(this.reader(tx), day ?? this.clock.today());
  }

  /** Capital at the end of a day: subscribed, called, paid, its highest, its floor. */
  standingOn(day?: LocalDate, tx?: Transaction): Promise<Standing> {
    return readStanding(this.reader(tx), day ?? this.clock.today());
  }

  /** Capital and floor on each day on which it moved. */
  history(tx?: Transaction): Promise<readonly CapitalDay[]> {
    return readCapitalDays(this.reader(tx));
  }

  /** The register of movements. */
  register(search: RegisterSearch = {}, tx?: Transaction): Promise<RegisterPage> {
    return readRegister(this.reader(tx), search);
  }

  /** The register and its payments as balanced entries. */
  ledger(accounts?: ShareAccounts, tx?: Transaction): Promise<readonly ShareLedgerEntry[]> {
    return readShareLedger(this.reader(tx), { accounts });
  }

  listClasses(tx?: Transaction): Promise<readonly ShareClass[]> {
    return listClasses(this.reader(tx));
  }

  listSubscriptions(
    search: SubscriptionSearch = {},
    tx?: Transaction,
  ): Promise<{ readonly items: readonly SubscriptionRow[]; readonly total: number }> {
    return listSubscriptions(this.reader(tx), search);
  }

  /** @throws CAPITAL.NOT_FOUND */
  readSubscription(id: number, tx?: Transaction): Promise<OneSubscription> {
    return readSubscription(this.reader(tx), id);
  }

  /** In the order in which they were asked for, each with why it waits. */
  listWithdrawals(tx?: Transaction): Promise<readonly WithdrawalRow[]> {
    return listWithdrawals(this.reader(tx), this.clock.today());
  }

  /** @throws CAPITAL.CLASS_CODE_TAKEN, CAPITAL.VALUE_REFUSED */
  createClass(actor: Actor, wish: NewClass, tx?: Transaction): Promise<number> {
    const { code, name, nominalCents, from } = wish;
    return this.act(actor, 'class.create', { code, nominalCents }, tx, async (open, hand) => {
      const row = { code, name, nominal_cents: nominalCents, from_day: from };
      return insertFact(open, 'share_class', row, hand);
    });
  }

  /**
   * A bulletin, numbered. It makes no shares before its payment.
   * @throws CAPITAL.NO_CAPITAL_RULES, CAPITAL.NOT_FOUND, CAPITAL.CLASS_NOT_YET, CAPITAL.CALLED_OUT_OF_BOUNDS,
   * CAPITAL.DAY_IN_FUTURE
   */
  subscribe(actor: Actor, wish: NewSubscription, tx?: Transaction): Promise<number> {
    return this.act(actor, 'subscription.create', { ...wish }, tx, (open, hand) =>
      writeSubscription(open, wish, hand),
    );
  }

  /** The bulletin came to nothing. @throws CAPITAL.NOT_FOUND, CAPITAL.SUBSCRIPTION_CANCELLED */
  cancelSubscription(
    actor: Actor,
    { subscription, reason }: { subscription: number; reason: string },
    tx?: Transaction,
  ): Promise<number> {
    return this.act(actor, 'subscription.cancel', { subscription, reason }, tx, async (open, hand) => {
      const { code, state } = await readSubscription(open, subscription);
      if (state === 'cancelled') throw capitalErrors.SUBSCRIPTION_CANCELLED({ code });
      await noteFact(
        open,
        'share_subscription_cancellation',
        { subscription_id: subscription, reason },
        hand,
      );
      return subscription;
    });
  }

  /**
   * Both copies came back signed.
   * @throws CAPITAL.NOT_FOUND, CAPITAL.ALREADY_SIGNED, CAPITAL.DAY_IN_FUTURE, CAPITAL.BEFORE_BULLETIN
   */
  recordSignature(actor: Actor, wish: NewSignature, tx?: Transaction): Promise<number> {
    return this.act(actor, 'subscription.sign', { ...wish }, tx, async (open, hand) => {
      await writeSignature(open, wish, hand);
      return wish.subscription;
    });
  }

  /** The signature was recorded by mistake; another may be recorded. @throws CAPITAL.NOT_FOUND, CAPITAL.NOT_SIGNED */
  correctSignature(actor: Actor, wish: SignatureCorrection, tx?: Transaction): Promise<number> {
    return this.act(actor, 'subscription.unsign', { ...wish }, tx, async (open, hand) => {
      await correctSignature(open, wish, hand);
      return wish.subscription;
    });
  }

  /**
   * Reconciles a payment with its bulletin. With what the bylaws require, its shares enter the register, and whoever waits
   * to leave may be served.
   * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_KNOWN, CAPITAL.PAYMENT_EXCEEDS, CAPITAL.SUBSCRIPTION_CANCELLED,
   * CAPITAL.DAY_IN_FUTURE, CAPITAL.BEFORE_BULLETIN
   */
  pay(actor: Actor, wish: NewPayment, tx?: Transaction): Promise<Written> {
    return this.payment(actor, 'payment.record', wish.subscription, { ...wish }, tx, (open, hand) =>
      writePayment(open, wish, hand),
    );
  }

  /**
   * A payment that was entered by mistake, or that the bank took back. Capital may fall below its floor by it.
   * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_UNDONE, CAPITAL.HOLDINGS_TOO_SMALL, CAPITAL.SHARES_NOT_PAID_UP,
   * CAPITAL.PAYMENT_TOO_EARLY, CAPITAL.DAY_IN_FUTURE
   */
  undoPayment(actor: Actor, of: Undoing, tx?: Transaction): Promise<Written> {
    return this.payment(actor, 'payment.undo', of.subscription, { ...of }, tx, (open, hand) =>
      undoPayment(open, of, hand),
    );
  }

  /** @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_KNOWN, CAPITAL.PAYMENT_EXCEEDS, CAPITAL.PAYMENT_TOO_EARLY */
  payAgain(actor: Actor, of: PaymentOf & { readonly day: LocalDate }, tx?: Transaction): Promise<Written> {
    return this.payment(actor, 'payment.again', of.subscription, { ...of }, tx, (open, hand) =>
      payAgain(open, of, hand),
    );
  }

  /** @returns how many bulletins are called. @throws CAPITAL.NOT_FOUND, CAPITAL.NOTHING_TO_CALL */
  call(actor: Actor, wish: NewCall, tx?: Transaction): Promise<number> {
    return this.act(
      actor,
      'call.make',
      { ...wish },
      tx,
      async (open, hand) => {
        const calls = await writeCalls(open, wish, hand);
        for (const id of calls) await this.tell(open, null, `call/${id}`, null);
        return calls.length;
      },
      null,
    );
  }

  /**
   * @throws CAPITAL.TRANSFER_TO_SELF, CAPITAL.NOT_FOUND, CAPITAL.HOLDINGS_TOO_SMALL, CAPITAL.SHARES_NOT_PAID_UP,
   * CAPITAL.SHARES_PROMISED, CAPITAL.DAY_IN_FUTURE, CAPITAL.CLASS_NOT_YET, CAPITAL.RECIPIENT_NOT_ADMITTED
   */
  transfer(actor: Actor, wish: NewTransfer, tx?: Transaction): Promise<number> {
    return this.act(actor, 'transfer.record', { ...wish }, tx, async (open, hand) => {
      const { id, movement } = await writeTransfer(open, wish, hand);
      await this.tell(open, movement, `movement/${movement}`, null);
      return id;
    });
  }

  /** @throws CAPITAL.CONVERSION_UNEQUAL, and what `transfer` throws */
  convert(actor: Actor, wish: NewConversion, tx?: Transaction): Promise<number> {
    return this.act(actor, 'conversion.record', { ...wish }, tx, async (open, hand) => {
      const { id, movement } = await writeConversion(open, wish, hand);
      await this.tell(open, movement, `movement/${movement}`, null);
      return id;
    });
  }

  /**
   * Takes a transfer or a conversion back by the reversal of its movement; nothing is deleted.
   * @throws CAPITAL.NOT_IN_REGISTER, CAPITAL.HOLDINGS_TOO_SMALL, CAPITAL.SHARES_PROMISED, CAPITAL.REVERSED_TOO_EARLY
   */
  reverse(
    actor: Actor,
    { cause, day, reason }: { cause: Cause; day: LocalDate; reason: string },
    tx?: Transaction,
  ): Promise<number> {
    const { text, id } = causeOf(cause);
    return this.act(actor, 'movement.reverse', { cause: text, day, reason }, tx, async (open, hand) => {
      const movement = await appendMovement(open, cause, { day, hand, reversal: true });
      await this.tell(open, movement, `movement/${movement}`, null);
      return id;
    });
  }

  /** What a transfer, a conversion or an approval would change: it is done and rolled back. @throws what the act throws */
  async foresee(act: (tx: Transaction) => Promise<unknown>, persons: readonly number[]): Promise<Foreseen> {
    const day = this.clock.today();
    const holders = async (tx: Transaction) => {
      const found: Holder[] = [];
      for (const id of persons) found.push(...(await readHolders(tx, day, id)));
      return found;
    };
    try {
      return await this.unitOfWork.run(async (tx) => {
        const before = await holders(tx);
        const standingBefore = await readStanding(tx, day);
        await act(tx);
        const after = await holders(tx);
        throw new Undone<Foreseen>({
          before,
          after,
          standingBefore,
          standingAfter: await readStanding(tx, day),
        });
      });
    } catch (error) {
      if (error instanceof Undone) return error.result as Foreseen;
      throw error;
    }
  }

  /**
   * @throws CAPITAL.NOT_FOUND, CAPITAL.HOLDINGS_TOO_SMALL, CAPITAL.SHARES_ALREADY_LEAVING, CAPITAL.NO_CAPITAL_RULES,
   * CAPITAL.DAY_IN_FUTURE
   */
  requestWithdrawal(actor: Actor, wish: NewWithdrawal, tx?: Transaction): Promise<number> {
    return this.act(actor, 'withdrawal.request', { ...wish }, tx, (open, hand) =>
      writeWithdrawal(open, wish, hand),
    );
  }

  /** Once granted, it takes effect at once or waits in the queue. @throws CAPITAL.NOT_FOUND, CAPITAL.WITHDRAWAL_DECIDED */
  decideWithdrawal(actor: Actor, decision: WithdrawalDecision, tx?: Transaction): Promise<number> {
    return this.act(actor, 'withdrawal.decide', { ...decision }, tx, async (open, hand) => {
      await writeDecision(open, decision, hand);
      await this.serve(open, decision.decidedOn, hand);
      return decision.withdrawal;
    });
  }

  /** @throws CAPITAL.NOT_FOUND, CAPITAL.WITHDRAWAL_DECIDED, CAPITAL.WITHDRAWAL_DONE */
  abandonWithdrawal(
    actor: Actor,
    wish: { readonly withdrawal: number; readonly reason: string },
    tx?: Transaction,
  ): Promise<number> {
    return this.act(actor, 'withdrawal.abandon', { ...wish }, tx, async (open, hand) => {
      await writeAbandonment(open, wish, hand);
      // Those behind may have waited for this one alone.
      await this.serve(open, hand.today, hand);
      return wish.withdrawal;
    });
  }

  /** Serves whoever can leave now: after a change of the bylaws. @returns how many were served */
  serveWithdrawals(actor: Actor, tx?: Transaction): Promise<number> {
    const work = (open: Transaction, hand: Hand) => this.serve(open, hand.today, hand);
    return this.act(actor, 'withdrawal.serve', {}, tx, work, null);
  }

  /**
   * Closings may be entered in any order; one that would change what was refunded already is refused.
   * @throws CAPITAL.CLOSING_KNOWN, CAPITAL.LOSSES_EXCEED_CAPITAL, CAPITAL.CLOSING_AFTER_REFUND, CAPITAL.DAY_IN_FUTURE
   */
  recordClosing(
    actor: Actor,
    closing: { readonly closingOn: LocalDate; readonly lossesCents: number },
    tx?: Transaction,
  ): Promise<void> {
    return this.act(actor, 'closing.record', { ...closing }, tx, (open, hand) =>
      writeClosing(open, closing, hand),
    );
  }

  /** Newest first. */
  listClosings(tx?: Transaction): Promise<readonly ClosingRecord[]> {
    return listClosings(this.reader(tx));
  }

  /**
   * @returns what was refunded, in cents
   * @throws CAPITAL.NOT_FOUND, CAPITAL.REFUND_NOT_OWED, CAPITAL.REFUND_PAID, CAPITAL.REFUND_AMOUNT_OPEN
   */
  refund(actor: Actor, wish: NewRefund, tx?: Transaction): Promise<number> {
    return this.act(
      actor,
      'withdrawal.refund',
      { ...wish },
      tx,
      async (open, hand) => {
        const cents = await writeRefund(open, wish, hand);
        await this.tell(open, null, `refund/${wish.withdrawal}`, null);
        return cents;
      },
      wish.withdrawal,
    );
  }

  listTmo(tx?: Transaction): Promise<readonly TmoRate[]> {
    return listTmo(this.reader(tx));
  }

  /** The newest entry of a year counts; earlier ones stay readable in the database. @throws CAPITAL.VALUE_REFUSED */
  enterTmo(actor: Actor, rate: TmoRate, tx?: Transaction): Promise<void> {
    return this.act(actor, 'tmo.enter', { ...rate }, tx, (open, hand) => writeTmo(open, rate, hand));
  }

  /** @throws CAPITAL.NO_CAPITAL_RULES, CAPITAL.TMO_MISSING, CAPITAL.INTEREST_ABOVE_CAP */
  forecastInterest(wish: InterestWish): Promise<InterestForecast> {
    return this.unitOfWork.run((tx) => forecastInterest(tx, wish));
  }

  /** @throws CAPITAL.TMO_MISSING, CAPITAL.INTEREST_ABOVE_CAP, CAPITAL.INTEREST_KNOWN, CAPITAL.DAY_IN_FUTURE */
  decideInterest(
    actor: Actor,
    wish: InterestWish & { readonly reason: string },
    tx?: Transaction,
  ): Promise<number> {
    return this.act(actor, 'interest.decide', { ...wish }, tx, (open, hand) =>
      writeInterest(open, wish, hand),
    );
  }

  listInterests(tx?: Transaction): Promise<readonly InterestRecord[]> {
    return listInterests(this.reader(tx));
  }

  /** With what each holder has of it. @throws CAPITAL.NOT_FOUND */
  readInterest(id: number, tx?: Transaction): Promise<OneInterest> {
    return readInterest(this.reader(tx), id);
  }

  /**
   * The register of another tool: see the README for the formats. All of the file or nothing.
   * @throws IMPORTS.FILE_UNREADABLE, CAPITAL.REGISTER_UNKNOWN
   */
  importRegister(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions = {},
    tx?: Transaction,
  ): Promise<ImportSummary> {
    return importRegister(
      {
        room: 'capital',
        within: (work) => this.within(tx, work),
        explain: capitalRefusalOf,
        hand: this.handOf(actor),
        record: (open, action, facts) =>
          this.identity.recordAct(open, actor, { action, subject: { kind: 'import', id: null }, facts }),
      },
      bytes,
      options,
    );
  }

  private reader(tx: Transaction | undefined) {
    return tx ?? this.unitOfWork.database;
  }

  private handOf(actor: Actor): Hand {
    return { madeBy: actor.name, at: this.clock.now(), today: this.clock.today() };
  }

  private async payment(
    actor: Actor,
    action: string,
    bulletin: number,
    facts: Record<string, unknown>,
    tx: Transaction | undefined,
    work: (open: Transaction, hand: Hand) => Promise<Written>,
  ): Promise<Written> {
    return this.act(actor, action, facts, tx, async (open, hand) => {
      const written = await work(open, hand);
      await this.tell(open, null, `payment/${written.payment}`, bulletin);
      const { movements } = written;
      for (const movement of movements) await this.tell(open, movement, `movement/${movement}`, bulletin);
      if (movements.length > 0) await this.serve(open, hand.today, hand);
      return written;
    });
  }

  private async serve(tx: Transaction, day: LocalDate, hand: Hand): Promise<number> {
    const movements = await serveQueue(tx, day, hand);
    for (const movement of movements) await this.tell(tx, movement, `movement/${movement}`, null);
    return movements.length;
  }

  private async tell(
    tx: Transaction,
    movement: number | null,
    cause: string,
    bulletin: number | null,
  ): Promise<void> {
    if (this.listeners.length === 0) return;
    const entry = await entryOf(tx, cause, bulletin);
    if (!entry) return;
    for (const listener of this.listeners) await listener(tx, { movement, entry });
  }

  /** The act, its constraints and its trace in one transaction: of `subject`, or of what the work returns the id of. */
  private act<T>(
    actor: Actor,
    action: string,
    facts: Record<string, unknown>,
    tx: Transaction | undefined,
    work: (open: Transaction, hand: Hand) => Promise<T>,
    subject?: number | null,
  ): Promise<T> {
    return this.within(tx, async (open) => {
      await takeRegister(open);
      const result = await work(open, this.handOf(actor));
      await settleConstraints(open);
      const id = subject === undefined && typeof result === 'number' ? result : (subject ?? null);
      const of = { kind: action.split('.')[0]!, id };
      await this.identity.recordAct(open, actor, { action: `capital.${action}`, subject: of, facts });
      return result;
    });
  }

  private async within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    try {
      return tx ? await work(tx) : await this.unitOfWork.run(work);
    } catch (error) {
      throw capitalRefusalOf(error);
    }
  }
}
