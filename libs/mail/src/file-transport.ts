import { randomBytes } from 'node:crypto';
import { access, link, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { checkMessage } from './check-message.js';
import { composeMessage } from './compose-message.js';
import type { MailMessage, MailReceipt, MailTransport } from './mail-transport.js';

/**
 * Without a mail server: writes each message into a folder, named by its id. A message is in the folder whole or not
 * at all, and one that is there already stays as it is.
 */
export class FileTransport implements MailTransport {
  readonly repeatable = true;

  constructor(private readonly outbox: string) {}

  async send(message: MailMessage): Promise<MailReceipt> {
    checkMessage(message);
    const file = path.join(this.outbox, `${message.messageId}.eml`);
    const written = {
      outcome: 'accepted',
      response: `written to ${path.relative(path.dirname(this.outbox), file)}`,
    } as const;
    try {
      await mkdir(this.outbox, { recursive: true });
      if (await exists(file)) return written;
      const bytes = await composeMessage(message);
      const draft = path.join(this.outbox, `.${randomBytes(8).toString('hex')}.draft`);
      try {
        await writeThrough(draft, bytes);
        // Unlike a rename, a link refuses to replace what another process has just written.
        await link(draft, file).catch(ignoreExisting);
      } finally {
        await rm(draft, { force: true });
      }
      await flushFolder(this.outbox);
      return written;
    } catch (error) {
      // A full disk or a folder without write access: nothing is there, and it may be tried again.
      return { outcome: 'temporary', response: (error as Error).message };
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function writeThrough(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a file is kept by its folder, which has to reach the disk too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
