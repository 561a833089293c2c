/** A message to one recipient, complete. */
export interface MailMessage {
  /** `local@domain`, without brackets; see `messageIdFor`. The same message keeps its id, whoever sends it again. */
  readonly messageId: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  /** One address. A message to two people would have two outcomes. */
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments: readonly MailAttachment[];
}

export interface MailAttachment {
  readonly filename: string;
  /** `application/pdf` */
  readonly contentType: string;
  readonly content: Buffer;
}

/**
 * - `accepted`: the receiving system said that it has the message.
 * - `refused`: it said that it will not take it (5xx). Sending again would not help.
 * - `temporary`: the message was certainly not taken; it may be sent again later.
 * - `unknown`: the whole message left and no answer came. It may have been taken: it is never sent again without a
 *   person who asked the recipient.
 */
export type MailOutcome = 'accepted' | 'refused' | 'temporary' | 'unknown';

export interface MailReceipt {
  readonly outcome: MailOutcome;
  /** What the receiving system said, or what went wrong: for people. */
  readonly response: string;
}

export interface MailTransport {
  /** Whether sending a message again that may have left does no harm, because the transport knows it by its id. */
  readonly repeatable: boolean;
  /**
   * Hands a message over, once. Does not fail for reasons of the network: those are outcomes.
   * @throws MAIL.ADDRESS_REFUSED, MAIL.HEADER_REFUSED before anything left
   */
  send(message: MailMessage): Promise<MailReceipt>;
}

/** Injection token of the transport. */
export const MAIL_TRANSPORT = Symbol('MailTransport');

/** Injection token of the sender's address. */
export const MAIL_FROM = Symbol('MailFrom');
