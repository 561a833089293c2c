import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileTransport } from './file-transport.js';
import type { MailMessage } from './mail-transport.js';

const message: MailMessage = {
  messageId: 'delivery-7-1@coop.example',
  from: 'Coop <facturation@coop.example>',
  to: 'client@client.example',
  subject: 'Facture',
  text: 'Bonjour',
  attachments: [{ filename: 'f.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF') }],
};

describe('Mail written to files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'intendance-outbox-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is one file named by the message, in a folder made when needed', async () => {
    const outbox = path.join(folder, 'outbox');
    expect(await new FileTransport(outbox).send(message)).toMatchObject({ outcome: 'accepted' });
    expect(await readdir(outbox)).toEqual(['delivery-7-1@coop.example.eml']);
    const eml = await readFile(path.join(outbox, 'delivery-7-1@coop.example.eml'), 'utf8');
    expect(eml).toContain('To: client@client.example');
    expect(eml).toContain(Buffer.from('%PDF').toString('base64'));
  });

  it('stays as it is when it is sent again, also by 20 at once', async () => {
    const transport = new FileTransport(folder);
    await Promise.all(Array.from({ length: 20 }, () => transport.send(message)));
    const file = path.join(folder, 'delivery-7-1@coop.example.eml');
    const first = await readFile(file, 'utf8');
    await transport.send({ ...message, text: 'Autre chose' });
    expect(await readFile(file, 'utf8')).toBe(first);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('may be tried again when the folder cannot be written', async () => {
    const occupied = path.join(folder, 'occupied');
    await writeFile(occupied, '');
    expect(await new FileTransport(path.join(occupied, 'outbox')).send(message)).toMatchObject({
      outcome: 'temporary',
    });
  });

  it('cannot leave its folder', async () => {
    const escape = { ...message, messageId: '../x@coop.example' };
    await expect(new FileTransport(folder).send(escape)).rejects.toMatchObject({
      code: 'MAIL.HEADER_REFUSED',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
