import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Documents, type InvoiceDocument } from '#documents';
import { HopelessJob, type Job, Jobs } from '#jobs';
import { DomainError } from '#kernel';
import {
  MAIL_FROM,
  MAIL_TRANSPORT,
  type MailOutcome,
  type MailReceipt,
  type MailTransport,
  messageIdFor,
  readBounce,
} from '#mail';
import { type Transaction, UnitOfWork } from '#persistence';
import { type AlongWith, together } from '../along-with.js';
import { billingErrors } from '../billing-errors.js';
import { composeInvoiceMail } from './compose-invoice-mail.js';
import { DELIVER_JOB, RENDER_JOB } from './delivery-jobs.js';

export const pdfKey = (invoiceId: number) => `invoice/${invoiceId}/pdf`;
export const xmlKey = (invoiceId: number) => `invoice/${invoiceId}/xml`;

export type DeliveryState = 'awaiting' | 'sending' | 'sent' | 'unknown' | 'refused' | 'excused';

interface DeliveryRow {
  readonly invoiceId: number;
  readonly number: string;
  readonly channel: string;
  readonly address: string | null;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly settledAt: Date | null;
}

const STATE_AFTER: Readonly<Record<MailOutcome, DeliveryState>> = {
  accepted: 'sent',
  refused: 'refused',
  temporary: 'awaiting',
  unknown: 'unknown',
};

/**
 * Renders issued documents, archives their bytes once, and hands them to their receivers. Nothing here runs inside the
 * issuing transaction, everything can be repeated, and a message that may have left is never sent again unasked.
 */
@Injectable()
export class Deliveries implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly documents: Documents,
    @Inject(MAIL_TRANSPORT) private readonly mail: MailTransport,
    @Inject(MAIL_FROM) private readonly from: string,
  ) {}

  onModuleInit(): void {
    this.jobs.register<{ invoiceId: number }>(RENDER_JOB, (job) => this.renderJob(job), { concurrency: 4 });
    this.jobs.register<{ invoiceId: number; attempt: number }>(DELIVER_JOB, (job) => this.deliverJob(job), {
      concurrency: 4,
    });
  }

  /**
   * Renders a document and archives its PDF and XML, then orders its delivery. Again, it finds the bytes archived.
   * @throws what rendering throws; the invoice stays issued, and a person is told
   */
  async render(invoiceId: number): Promise<void> {
    if ((await this.documents.hashOf(pdfKey(invoiceId))) === null) {
      const rendered = await this.documents.render(await this.readDocument(invoiceId));
      await this.unitOfWork.run(async (tx) => {
        await this.documents.archive(tx, {
          key: pdfKey(invoiceId),
          mediaType: 'application/pdf',
          bytes: rendered.pdf,
        });
        await this.documents.archive(tx, {
          key: xmlKey(invoiceId),
          mediaType: 'application/xml',
          bytes: Buffer.from(rendered.xml, 'utf8'),
        });
        await record(tx, { invoiceId, attempt: 0 }, 'rendered', null, 'intendance');
      });
    }
    await this.unitOfWork.run(async (tx) => {
      const delivery = await lockDelivery(tx, invoiceId);
      if (delivery.channel === 'email' && delivery.state === 'awaiting')
        await this.orderDelivery(tx, invoiceId, Math.max(delivery.attempt, 1));
    });
  }

  /**
   * Works the rendering and sending of one run in this process, beside whoever else works the list, and returns when
   * none of it is left that can be done now.
   */
  async deliverRun(runId: number): Promise<void> {
    const isDone = async () => {
      const [open] = await this.unitOfWork.read<{ count: number }>(
        `SELECT count(*)::int AS count FROM billing.invoice i JOIN jobs.job j
           ON j.kind = '${RENDER_JOB}' AND j.key = i.id::text OR j.kind = '${DELIVER_JOB}' AND j.key = i.id || '/1'
         WHERE i.run_id = $1 AND j.state IN ('ready', 'running')`,
        [runId],
      );
      return open!.count === 0;
    };
    await this.jobs.workUntilIdle({ kinds: [RENDER_JOB, DELIVER_JOB], until: isDone });
  }

  private async renderJob(job: Job<{ invoiceId: number }>): Promise<void> {
    const { invoiceId } = job.payload;
    try {
      await this.render(invoiceId);
    } catch (error) {
      await this.unitOfWork.run((tx) =>
        record(tx, { invoiceId, attempt: 0 }, 'renderingFailed', (error as Error).message, 'intendance'),
      );
      // A text that no font can print will not print on the next attempt either.
      if (error instanceof DomainError && error.kind === 'invalid') throw new HopelessJob(error.sentence.fr);
      throw error;
    }
  }

  private async orderDelivery(tx: Transaction, invoiceId: number, attempt: number): Promise<void> {
    await this.jobs.enqueue(tx, {
      kind: DELIVER_JOB,
      key: `${invoiceId}/${attempt}`,
      payload: { invoiceId, attempt },
    });
  }

  private async deliverJob(job: Job<{ invoiceId: number; attempt: number }>): Promise<void> {
    const { invoiceId, attempt } = job.payload;
    const receipt = await this.deliver(invoiceId, attempt);
    if (receipt?.outcome === 'temporary') throw new Error(receipt.response);
  }

  /**
   * Sends one attempt. The attempt is claimed before anything leaves: a crash between sending and recording leaves it
   * `sending`, which is then `unknown` and for a person to ask about, unless the transport can tell a message it has.
   * @returns null when the attempt was settled before or meanwhile: nothing is left to do
   */
  private async deliver(invoiceId: number, attempt: number): Promise<MailReceipt | null> {
    // Read before the claim: where nothing is archived yet, nothing may have left.
    const document = await this.readDocument(invoiceId);
    const pdf = await this.documents.read(pdfKey(invoiceId));
    const claimed = await this.unitOfWork.run((tx) => this.claim(tx, invoiceId, attempt));
    if (!claimed) return null;
    const message = composeInvoiceMail({
      document,
      pdf: pdf.bytes,
      to: claimed.address ?? '',
      from: this.from,
      messageId: messageIdOf(invoiceId, attempt, this.from),
    });
    const receipt = await this.mail
      .send(message)
      .catch((error: Error): MailReceipt => ({ outcome: 'refused', response: error.message }));
    return this.unitOfWork.run(async (tx) => {
      await record(tx, { invoiceId, attempt }, receipt.outcome, receipt.response, 'intendance');
      const delivery = await lockDelivery(tx, invoiceId);
      if (!mayEnd(delivery, attempt, receipt.outcome)) return null;
      await setState(tx, invoiceId, STATE_AFTER[receipt.outcome], receipt.response);
      return receipt;
    });
  }

  private async claim(tx: Transaction, invoiceId: number, attempt: number): Promise<DeliveryRow | null> {
    const delivery = await lockDelivery(tx, invoiceId);
    if (delivery.attempt > attempt) return null;
    if (delivery.state === 'sending' && !this.mail.repeatable) {
      await setState(tx, invoiceId, 'unknown', 'interrupted');
      await record(tx, { invoiceId, attempt }, 'unknown', 'interrupted while sending', 'intendance');
      return null;
    }
    if (delivery.state !== 'awaiting' && delivery.state !== 'sending') return null;
    await tx.query(`UPDATE billing.delivery SET state = 'sending', attempt = $2 WHERE invoice_id = $1`, [
      invoiceId,
      attempt,
    ]);
    await record(tx, { invoiceId, attempt }, 'started', delivery.address, 'intendance');
    return delivery;
  }

  /**
   * Sends a document once more. What may have arrived is sent again only when a person confirms.
   * @param address another address than the one before
   * @throws BILLING.INVOICE_UNKNOWN, BILLING.RESEND_UNCONFIRMED, BILLING.DELIVERY_STATE
   */
  async resend(
    invoiceId: number,
    wish: { confirmed: boolean; address?: string; madeBy: string },
    along?: AlongWith<void>,
  ): Promise<void> {
    const work = async (tx: Transaction) => {
      const delivery = await lockDelivery(tx, invoiceId);
      // What a former tool issued is not rendered here, so that there is nothing to send.
      const email =
        delivery.channel === 'email' || (delivery.channel !== 'formerTool' && wish.address !== undefined);
      if (!email) throw billingErrors.DELIVERY_STATE({ number: delivery.number, state: delivery.channel });
      const mayHaveArrived =
        delivery.state === 'sent' || delivery.state === 'unknown' || delivery.state === 'sending';
      if (mayHaveArrived && !wish.confirmed) {
        throw billingErrors.RESEND_UNCONFIRMED({
          number: delivery.number,
          state: delivery.state,
          sentAt: delivery.settledAt?.toISOString().slice(0, 10) ?? '…',
        });
      }
      // From here on the delivery is that of the new attempt: what an older one still answers no longer counts.
      const attempt = delivery.attempt + 1;
      await tx.query(
        `UPDATE billing.delivery SET state = 'awaiting', channel = 'email', address = coalesce($2, address),
           attempt = $3, settled_at = NULL
         WHERE invoice_id = $1`,
        [invoiceId, wish.address ?? null, attempt],
      );
      await record(tx, { invoiceId, attempt }, 'resent', wish.address ?? delivery.address, wish.madeBy);
      await this.orderDelivery(tx, invoiceId, attempt);
    };
    await this.unitOfWork.run((tx) => together(tx, work, along));
  }

  /**
   * What a person found out or did: the document arrived (posted, put on a platform, confirmed by the client), or did not.
   * @throws BILLING.INVOICE_UNKNOWN, BILLING.DELIVERY_STATE
   */
  async settle(
    invoiceId: number,
    finding: { arrived: boolean; detail: string; madeBy: string },
    along?: AlongWith<void>,
  ): Promise<void> {
    const work = async (tx: Transaction) => {
      const delivery = await lockDelivery(tx, invoiceId);
      if (delivery.state === 'sent' || delivery.state === 'excused') {
        throw billingErrors.DELIVERY_STATE({ number: delivery.number, state: delivery.state });
      }
      await setState(tx, invoiceId, finding.arrived ? 'sent' : 'refused', finding.detail);
      const outcome = finding.arrived ? 'accepted' : 'asked';
      await record(tx, { invoiceId, attempt: delivery.attempt }, outcome, finding.detail, finding.madeBy);
    };
    await this.unitOfWork.run((tx) => together(tx, work, along));
  }

  /** Nothing will be delivered, for a reason in writing. @throws BILLING.INVOICE_UNKNOWN, BILLING.DELIVERY_STATE */
  async excuse(invoiceId: number, reason: string, madeBy: string, along?: AlongWith<void>): Promise<void> {
    const work = async (tx: Transaction) => {
      const delivery = await lockDelivery(tx, invoiceId);
      if (delivery.state === 'sent')
        throw billingErrors.DELIVERY_STATE({ number: delivery.number, state: delivery.state });
      await setState(tx, invoiceId, 'excused', reason);
      await record(tx, { invoiceId, attempt: delivery.attempt }, 'excused', reason, madeBy);
    };
    await this.unitOfWork.run((tx) => together(tx, work, along));
  }

  /**
   * Records a returned message (RFC 3464).
   * @returns the number of the document that did not arrive, or null when the message is no report on one of ours
   */
  async recordBounce(eml: Buffer, along?: AlongWith<string>): Promise<string | null> {
    const bounce = readBounce(eml);
    const match = /^invoice-(\d+)-(\d+)@/.exec(bounce?.originalMessageId ?? '');
    if (!bounce || !match) return null;
    const [invoiceId, attempt] = [Number(match[1]), Number(match[2])];
    const work = async (tx: Transaction) => {
      const delivery = await lockDelivery(tx, invoiceId);
      const detail = `${bounce.status} ${bounce.diagnostic}`.trim();
      const final =
        bounce.action === 'failed' && delivery.attempt === attempt && delivery.state !== 'excused';
      if (final) await setState(tx, invoiceId, 'refused', detail);
      await record(tx, { invoiceId, attempt }, 'bounced', detail, 'intendance');
      return delivery.number;
    };
    return this.unitOfWork.run((tx) => together(tx, work, along));
  }

  private async readDocument(invoiceId: number): Promise<InvoiceDocument> {
    const [row] = await this.unitOfWork.read<{ payload: string }>(
      'SELECT payload FROM billing.invoice WHERE id = $1',
      [invoiceId],
    );
    if (!row) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
    return JSON.parse(row.payload) as InvoiceDocument;
  }
}

/**
 * Whether the answer to an attempt decides its delivery. A newer attempt, or what a person found out meanwhile, is not
 * overwritten; an attempt that was given up as unknown is settled by an answer that is certain.
 */
function mayEnd({ attempt: newest, state }: DeliveryRow, attempt: number, outcome: MailOutcome): boolean {
  if (newest !== attempt) return false;
  return state === 'sending' || (state === 'unknown' && (outcome === 'accepted' || outcome === 'refused'));
}

function messageIdOf(invoiceId: number, attempt: number, from: string): string {
  return messageIdFor(`invoice-${invoiceId}-${attempt}`, from);
}

async function lockDelivery(tx: Transaction, invoiceId: number): Promise<DeliveryRow> {
  const [row] = (await tx.query(
    `SELECT d.invoice_id AS "invoiceId", i.number, d.channel, d.address, d.state, d.attempt, d.settled_at AS "settledAt"
     FROM billing.delivery d JOIN billing.invoice i ON i.id = d.invoice_id WHERE d.invoice_id = $1 FOR UPDATE OF d`,
    [invoiceId],
  )) as DeliveryRow[];
  if (!row) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
  return row;
}

async function setState(
  tx: Transaction,
  invoiceId: number,
  state: DeliveryState,
  detail: string,
): Promise<void> {
  await tx.query(
    `UPDATE billing.delivery SET state = $2, detail = $3,
       settled_at = CASE WHEN $2 IN ('sent', 'unknown', 'refused', 'excused') THEN now() END
     WHERE invoice_id = $1`,
    [invoiceId, state, detail],
  );
}

async function record(
  tx: Transaction,
  { invoiceId, attempt }: { invoiceId: number; attempt: number },
  outcome: string,
  detail: string | null,
  madeBy: string,
): Promise<void> {
  await tx.query(
    'INSERT INTO billing.delivery_event (invoice_id, attempt, outcome, detail, made_by) VALUES ($1, $2, $3, $4, $5)',
    [invoiceId, attempt, outcome, detail, madeBy],
  );
}
