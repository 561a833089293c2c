import MailComposer from 'nodemailer/lib/mail-composer';
import { mailboxOf } from './check-message.js';
import type { MailMessage } from './mail-transport.js';

/** The bytes of a message that `checkMessage` let pass. */
export async function composeMessage(message: MailMessage): Promise<Buffer> {
  const { messageId, from, to, replyTo, subject, text, html, attachments } = message;
  const composer = new MailComposer({
    messageId: `<${messageId}>`,
    from: mailboxOf(from)!,
    to: mailboxOf(to)!,
    replyTo: replyTo === undefined ? undefined : mailboxOf(replyTo)!,
    subject,
    text,
    html,
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content,
    })),
    // Out-of-office replies to an invoice serve nobody (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    // Content comes as values: nothing may be read from a path or fetched from an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
