import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { checkMessage } from './check-message.js';
import { composeMessage } from './compose-message.js';
import type { MailMessage, MailReceipt, MailTransport } from './mail-transport.js';

export interface SmtpOptions {
  /** How long a silent server is waited for; 60,000 by default. */
  readonly patienceMs?: number;
}

interface SmtpFailure extends Error {
  /** The three-digit reply of the server, when the failure is a reply. */
  readonly responseCode?: number;
  readonly response?: string;
  /** The command that was answered, `CONN` when the connection itself failed. */
  readonly command?: string;
  readonly code?: string;
}

const CHUNK_BYTES = 65_536;

/** The message as it leaves, which knows whether all of it has left. It is not read before the server asks for it. */
class Departure extends Readable {
  private position = 0;
  /** From here on the end of the message may have reached the server. */
  hasLeft = false;

  constructor(private readonly bytes: Buffer) {
    super({ highWaterMark: 1 });
  }

  override _read(): void {
    if (this.position >= this.bytes.length) {
      this.hasLeft = true;
      this.push(null);
      return;
    }
    const chunk = this.bytes.subarray(this.position, this.position + CHUNK_BYTES);
    this.position += chunk.length;
    this.push(chunk);
  }
}

/**
 * Sends by SMTP, one connection for each message. What matters is to tell apart "certainly not taken" from "perhaps
 * taken": a server owns a message only once it has answered the final dot (RFC 5321 §4.2.5), so a connection lost
 * before the dot left is harmless, and one lost after it leaves the outcome unknown.
 */
export class SmtpTransport implements MailTransport {
  readonly repeatable = false;

  /** @param url `smtp://user:password@host:587`, `smtps:` for TLS from the start; STARTTLS is used when offered */
  constructor(
    private readonly url: string,
    private readonly options: SmtpOptions = {},
  ) {}

  async send(message: MailMessage): Promise<MailReceipt> {
    const envelope = checkMessage(message);
    const bytes = await composeMessage(message);
    const departure = new Departure(bytes);
    const { patienceMs = 60_000 } = this.options;
    const { auth, ...address } = parseConnectionUrl(this.url);
    const connection = new SMTPConnection({
      ...address,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      dnsTimeout: patienceMs,
    });
    try {
      return await new Promise<MailReceipt>((resolve) => {
        const fail = (error: SmtpFailure) => resolve(judge(error, departure.hasLeft));
        connection.on('error', fail);
        // A connection that ends without an error and without an answer still has to end the wait; the answer to what
        // was asked last, if there is one, is told just after the end.
        connection.on('end', () => setImmediate(fail, new Error('the connection was closed')));
        const submit = () => {
          // The id travels with the envelope too, so that a bounce without our headers can name the message (RFC 3461).
          const dsn = { envid: message.messageId, ret: 'HDRS', notify: ['FAILURE', 'DELAY'] };
          connection.send({ ...envelope, size: bytes.length, dsn }, departure, (error, sent) => {
            if (error) fail(error as SmtpFailure);
            else resolve({ outcome: 'accepted', response: String(sent?.response ?? '') });
          });
        };
        connection.connect((error) => {
          if (error) return fail(error as SmtpFailure);
          if (!auth) return submit();
          connection.login(auth, (refusal) => (refusal ? fail(refusal as SmtpFailure) : submit()));
        });
      });
    } finally {
      // The answer is in hand: nothing that still happens to the connection changes it.
      connection.removeAllListeners('error').on('error', () => undefined);
      departure.destroy();
      connection.quit();
      setTimeout(() => connection.close(), 1_000).unref();
    }
  }
}

const ABOUT_THE_MESSAGE = /^(?:MAIL FROM|RCPT TO|DATA)/;

function judge(error: SmtpFailure, hasLeft: boolean): MailReceipt {
  const response = error.response || error.message;
  const { responseCode: code = 0, command = '' } = error;
  const answered = code >= 400 && code < 600 && ABOUT_THE_MESSAGE.test(command);
  // A server that refuses our password or our connection has said nothing about this message.
  if (answered) return { outcome: code >= 500 ? 'refused' : 'temporary', response };
  // Larger than the size the server said it takes.
  if (error.code === 'EMESSAGE' && command === 'MAIL FROM') return { outcome: 'refused', response };
  return { outcome: hasLeft ? 'unknown' : 'temporary', response };
}
