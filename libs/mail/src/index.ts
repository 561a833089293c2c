export { messageIdFor } from './check-message.js';
export { FileTransport } from './file-transport.js';
export { MailModule } from './mail.module.js';
export {
  MAIL_FROM,
  MAIL_TRANSPORT,
  type MailMessage,
  type MailOutcome,
  type MailReceipt,
  type MailTransport,
} from './mail-transport.js';
export { readBounce } from './read-bounce.js';
export { SmtpTransport } from './smtp-transport.js';
