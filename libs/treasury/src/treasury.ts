import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Clock, CLOCK, type Month, periodOfMonth } from '#kernel';
import { type Actor, Identity } from '#identity';
import { type Transaction, UnitOfWork } from '#persistence';
import type { AllocationWish, NewPayment, PaymentRecord } from './payments/payment.js';
import { readDocuments } from './payments/read-documents.js';
import { type PaymentOverview, readPaymentOverview } from './payments/read-overview.js';
import { listPayments, type PaymentList, type PaymentSearch, readPayment } from './payments/read-payments.js';
import {
  type InvoicePayment,
  type InvoiceStanding,
  listOpenDocuments,
  type OpenDocument,
  type OpenSearch,
  readPaymentsOfInvoice,
  readStandings,
} from './payments/read-standing.js';
import {
  type Hand,
  readTwin,
  recordPayments,
  requireOf,
  requireOneSign,
  writeAllocations,
} from './payments/record-payments.js';
import { collectionDayOf, reversePayment, undoAllocation } from './payments/undo.js';
import { domainErrorOf, saysAlreadyRecorded } from './refusal.js';
import { treasuryErrors } from './treasury-errors.js';

/**
 * Money that came in and the documents that it pays. Each verb opens its own transaction, or takes part in the one it is
 * given; after a refusal, a given transaction is to be rolled back. Who may call which verb is decided at the HTTP door.
 */
@Injectable()
export class Treasury {
  private readonly identity: Identity;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() identity?: Identity,
  ) {
    this.identity = identity ?? new Identity(unitOfWork, clock);
  }

  /**
   * @throws TREASURY.ALREADY_RECORDED, TREASURY.OUTSIDE_ISSUER, TREASURY.OTHER_ISSUER, TREASURY.OTHER_CLIENT,
   *   TREASURY.PARTIES_MISSING, TREASURY.PARTY_UNKNOWN, TREASURY.INVOICE_UNKNOWN, TREASURY.CREDIT_NOTE_NOT_PAID,
   *   TREASURY.IN_FUTURE, TREASURY.NOTHING, TREASURY.OPPOSITE_SIGN, TREASURY.TEXT_REFUSED, TREASURY.BEYOND_PAYMENT,
   *   TREASURY.BEYOND_BALANCE, TREASURY.BEYOND_OVERPAYMENT
   */
  async recordPayment(actor: Actor, payment: NewPayment, tx?: Transaction): Promise<PaymentRecord> {
    try {
      return await this.within(tx, async (open) => {
        const [recorded] = await recordPayments(open, [payment], this.handOf(actor));
        const { id, code } = recorded!;
        const { receivedOn, amountCents, allocations = [] } = payment;
        await this.identity.recordAct(open, actor, {
          action: 'treasury.payment.record',
          subject: { kind: 'payment', id },
          facts: { code, receivedOn, amountCents, allocations },
        });
        return readPayment(open, id);
      });
    } catch (error) {
      if (!saysAlreadyRecorded(error)) throw domainErrorOf(error);
      const twin = await readTwin(this.unitOfWork.database.manager, payment);
      throw treasuryErrors.ALREADY_RECORDED(twin ?? { code: '?', by: '?' });
    }
  }

  /** Many payments at once, all or none, as an import or a demonstration writes them. @throws as `recordPayment` */
  async recordPayments(
    actor: Actor,
    payments: readonly NewPayment[],
    tx?: Transaction,
  ): Promise<readonly { readonly id: number; readonly code: string }[]> {
    return this.explained(tx, async (open) => {
      const recorded = await recordPayments(open, payments, this.handOf(actor));
      await this.identity.recordAct(open, actor, {
        action: 'treasury.payments.record',
        subject: { kind: 'payment', id: null },
        facts: { payments: recorded.length },
      });
      return recorded;
    });
  }

  /**
   * Gives what is left of a payment, or a part of it, to documents.
   * @throws TREASURY.PAYMENT_UNKNOWN, TREASURY.PAYMENT_UNDONE and the refusals of `recordPayment`
   */
  allocate(
    actor: Actor,
    { payment, allocations }: { payment: number; allocations: readonly AllocationWish[] },
    tx?: Transaction,
  ): Promise<PaymentRecord> {
    return this.explained(tx, async (open) => {
      const hand = this.handOf(actor);
      const { issuer, client, receivedOn, amountCents, reversal, code } = await readPayment(open, payment);
      if (reversal) throw treasuryErrors.PAYMENT_UNDONE({ code });
      const collectedOn = await collectionDayOf(open, { payment, receivedOn, today: hand.today });
      const documents = await readDocuments(open, [...new Set(allocations.map(({ invoice }) => invoice))]);
      const parties = { issuer: issuer.id, client: client.id };
      for (const document of documents.values()) requireOf(document, parties, amountCents);
      requireOneSign(allocations, documents, amountCents);
      const to = { payment, ...parties, collectedOn };
      await writeAllocations(
        open,
        allocations.map((wish) => ({ ...wish, ...to })),
        documents,
        hand,
      );
      await this.identity.recordAct(open, actor, {
        action: 'treasury.payment.allocate',
        subject: { kind: 'payment', id: payment },
        facts: { allocations },
      });
      return readPayment(open, payment);
    });
  }

  /** Takes an allocation back; its amount waits again. @throws TREASURY.PAYMENT_UNKNOWN, TREASURY.ALLOCATION_UNKNOWN, TREASURY.ALREADY_UNDONE */
  undoAllocation(
    actor: Actor,
    of: { payment: number; allocation: number; reason: string },
    tx?: Transaction,
  ): Promise<PaymentRecord> {
    return this.undo(actor, 'treasury.allocation.undo', of, tx, (open) =>
      undoAllocation(open, of, this.handOf(actor)),
    );
  }

  /** The payment did not happen as written: it counts no more, and may be recorded again. @throws TREASURY.PAYMENT_UNKNOWN, TREASURY.ALREADY_UNDONE */
  reversePayment(
    actor: Actor,
    of: { payment: number; reason: string },
    tx?: Transaction,
  ): Promise<PaymentRecord> {
    return this.undo(actor, 'treasury.payment.reverse', of, tx, (open) =>
      reversePayment(open, of, this.handOf(actor)),
    );
  }

  listPayments(search: PaymentSearch): Promise<PaymentList> {
    return listPayments(this.unitOfWork.database, search);
  }

  /** @throws TREASURY.PAYMENT_UNKNOWN */
  payment(id: number): Promise<PaymentRecord> {
    return readPayment(this.unitOfWork.database, id);
  }

  /**
   * Where documents stand; those that do not exist are left out.
   * @param account leaves out documents with a line that is not of an activity of this account
   */
  standings(invoices: readonly number[], { account }: { account?: number } = {}): Promise<InvoiceStanding[]> {
    return readStandings(this.unitOfWork.database, invoices, account);
  }

  /** What was received for a document and its credit notes, and taken back. */
  paymentsOfInvoice(invoice: number): Promise<InvoicePayment[]> {
    return readPaymentsOfInvoice(this.unitOfWork.database, invoice);
  }

  /** What waits for money, the longest due first. */
  openDocuments(search: OpenSearch): Promise<OpenDocument[]> {
    return listOpenDocuments(this.unitOfWork.database, search);
  }

  overview(month: Month): Promise<PaymentOverview> {
    const today = this.clock.today();
    return readPaymentOverview(this.unitOfWork.database, { month: periodOfMonth(month), today });
  }

  private undo(
    actor: Actor,
    action: string,
    of: { readonly payment: number; readonly reason: string },
    tx: Transaction | undefined,
    work: (open: Transaction) => Promise<void>,
  ): Promise<PaymentRecord> {
    return this.explained(tx, async (open) => {
      await readPayment(open, of.payment);
      await work(open);
      const { payment, ...facts } = of;
      await this.identity.recordAct(open, actor, {
        action,
        subject: { kind: 'payment', id: payment },
        facts,
      });
      return readPayment(open, payment);
    });
  }

  private handOf(actor: Actor): Hand {
    return { madeBy: actor.name, at: this.clock.now(), today: this.clock.today() };
  }

  private within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    return tx ? work(tx) : this.unitOfWork.run(work);
  }

  private async explained<T>(
    tx: Transaction | undefined,
    work: (open: Transaction) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.within(tx, work);
    } catch (error) {
      throw domainErrorOf(error);
    }
  }
}
