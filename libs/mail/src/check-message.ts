import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { mailErrors } from './mail-errors.js';
import type { MailMessage } from './mail-transport.js';

// RFC 5321 §4.5.3.1: 64 octets before the sign and 255 after. Quoted local parts are left out: no client has one, and
// what is quoted can hide a header.
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;
const MESSAGE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}@[A-Za-z0-9][A-Za-z0-9.-]{0,119}$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

/** The one address of `Name <address>` or of a bare address, its domain in ASCII; null when it is not one. */
export function mailboxOf(text: string): { readonly name: string; readonly address: string } | null {
  if (CONTROL.test(text) || text.length > 512) return null;
  const parsed = addressparser(text);
  const [first] = parsed;
  if (parsed.length !== 1 || !first || 'group' in first || !first.address) return null;
  const at = first.address.lastIndexOf('@');
  const local = first.address.slice(0, at);
  const domain = domainToASCII(first.address.slice(at + 1));
  if (at < 1 || local.length > 64 || domain.length > 255 || !LOCAL_PART.test(local) || !DOMAIN.test(domain))
    return null;
  return { name: first.name ?? '', address: `${local}@${domain}` };
}

/** A bare address, as a client's record holds it. */
export function isMailAddress(text: string): boolean {
  const mailbox = mailboxOf(text);
  return mailbox !== null && !/[<>\s]/.test(text);
}

/**
 * The id of a message from the business key of what it carries (`delivery-12-1`: delivery and attempt), so that the
 * same message has the same id whenever and by whomever it is made.
 * @throws MAIL.HEADER_REFUSED when the key cannot stand in an id, MAIL.ADDRESS_REFUSED
 */
export function messageIdFor(key: string, from: string): string {
  const sender = mailboxOf(from);
  if (!sender) throw mailErrors.ADDRESS_REFUSED({ address: from });
  const messageId = `${key}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}`;
  if (!MESSAGE_ID.test(messageId)) throw mailErrors.HEADER_REFUSED({ header: 'Message-ID' });
  return messageId;
}

export interface CheckedEnvelope {
  readonly from: string;
  readonly to: string;
}

/**
 * Refuses a message whose parts could write a header of their own or reach someone else.
 * @throws MAIL.ADDRESS_REFUSED, MAIL.HEADER_REFUSED
 */
export function checkMessage(message: MailMessage): CheckedEnvelope {
  if (!MESSAGE_ID.test(message.messageId)) throw mailErrors.HEADER_REFUSED({ header: 'Message-ID' });
  if (CONTROL.test(message.subject)) throw mailErrors.HEADER_REFUSED({ header: 'Subject' });
  for (const { filename, contentType } of message.attachments) {
    if (CONTROL.test(filename) || /[/\\]/.test(filename))
      throw mailErrors.HEADER_REFUSED({ header: 'Content-Disposition' });
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(contentType))
      throw mailErrors.HEADER_REFUSED({ header: 'Content-Type' });
  }
  const [from, to] = [message.from, message.to, ...(message.replyTo ? [message.replyTo] : [])].map((text) => {
    const mailbox = mailboxOf(text);
    if (!mailbox) throw mailErrors.ADDRESS_REFUSED({ address: text });
    return mailbox.address;
  });
  return { from: from!, to: to! };
}
