import { type AddressInfo, createServer } from 'node:net';
import { type SMTPServerDataStream, type SMTPServerOptions, SMTPServer } from 'smtp-server';
import type { MailMessage } from './mail-transport.js';
import { SmtpTransport } from './smtp-transport.js';

const message: MailMessage = {
  messageId: 'delivery-12-1@coop.example',
  from: 'Coopérative <facturation@coop.example>',
  to: 'client@client.example',
  subject: 'Votre facture F-2026-0012 — « hébergement »',
  text: 'Bonjour,\n.une ligne qui commence par un point\n',
  html: '<p>Bonjour</p>',
  attachments: [
    { filename: 'F-2026-0012.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') },
  ],
};

const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

describe('Mail by SMTP', () => {
  const servers: SMTPServer[] = [];
  const start = async (options: SMTPServerOptions) => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      ...options,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const { port } = server.server.address() as AddressInfo;
    return { server, transport: new SmtpTransport(`smtp://127.0.0.1:${port}`, { patienceMs: 1_000 }) };
  };
  const read = async (stream: SMTPServerDataStream) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  /** Every connection the server has open is cut, without a word. */
  const cut = (server: SMTPServer) => {
    const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
    for (const { _socket } of connections) _socket.destroy();
  };

  afterEach(async () => {
    await Promise.all(
      servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
  });

  it('is accepted when the server says that it has the message, which arrives whole', async () => {
    let arrived = '';
    let recipient = '';
    const { transport } = await start({
      onData: (stream, session, done) => {
        recipient = session.envelope.rcptTo.map(({ address }) => address).join();
        void read(stream).then((text) => {
          arrived = text;
          done(null, 'queued as 4F2A' as never);
        });
      },
    });
    expect(await transport.send(message)).toEqual({
      outcome: 'accepted',
      response: expect.stringContaining('4F2A'),
    });
    expect(recipient).toBe('client@client.example');
    expect(arrived).toContain('Message-ID: <delivery-12-1@coop.example>');
    expect(arrived).toContain('\r\n.une ligne');
    expect(arrived).toContain('filename=F-2026-0012.pdf');
  });

  it.each([
    ['the recipient', 550, 'refused', { onRcptTo: (_a, _s, done) => done(refusal(550, 'no such user')) }],
    [
      'the recipient for now',
      451,
      'temporary',
      { onRcptTo: (_a, _s, done) => done(refusal(451, 'greylisted')) },
    ],
    ['the sender', 553, 'refused', { onMailFrom: (_a, _s, done) => done(refusal(553, 'not you')) }],
    [
      'the sender for now',
      421,
      'temporary',
      { onMailFrom: (_a, _s, done) => done(refusal(421, 'too busy')) },
    ],
    [
      'the content',
      554,
      'refused',
      { onData: (stream, _s, done) => void stream.on('end', () => done(refusal(554, 'spam'))).resume() },
    ],
    [
      'the content for now',
      452,
      'temporary',
      { onData: (stream, _s, done) => void stream.on('end', () => done(refusal(452, 'disk full'))).resume() },
    ],
    // Nothing was said about the message: another may be let in later.
    ['every connection', 554, 'temporary', { onConnect: (_s, done) => done(refusal(554, 'go away')) }],
  ] as [string, number, string, SMTPServerOptions][])(
    'from a server that refuses %s with %i is %s',
    async (_what, code, outcome, options) => {
      const { transport } = await start(options);
      const receipt = await transport.send(message);
      expect(receipt.outcome).toBe(outcome);
      expect(receipt.response).toContain(String(code));
    },
  );

  it('is refused where the server announces that it takes nothing that large', async () => {
    const { transport } = await start({ size: 1_000 });
    const attachments = [
      { filename: 'a.pdf', contentType: 'application/pdf', content: Buffer.alloc(10_000) },
    ];
    expect(await transport.send({ ...message, attachments })).toMatchObject({ outcome: 'refused' });
  });

  it('may be sent again when nobody listens or the name is unknown', async () => {
    expect(await new SmtpTransport('smtp://127.0.0.1:1').send(message)).toMatchObject({
      outcome: 'temporary',
    });
    expect(
      await new SmtpTransport('smtp://mail.invalid:25', { patienceMs: 3_000 }).send(message),
    ).toMatchObject({
      outcome: 'temporary',
    });
  });

  it('may be sent again when our password is refused', async () => {
    const { server } = await start({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(refusal(535, 'who?')),
    });
    const { port } = server.server.address() as AddressInfo;
    const transport = new SmtpTransport(`smtp://coop:wrong@127.0.0.1:${port}`);
    expect(await transport.send(message)).toMatchObject({ outcome: 'temporary' });
  });

  it('may be sent again when the connection is lost before the content', async () => {
    const { server, transport } = await start({ onRcptTo: () => cut(server) });
    expect(await transport.send(message)).toMatchObject({ outcome: 'temporary' });
  });

  it('may be sent again when the connection is lost before the end of the content left', async () => {
    // 60 MB do not fit into the buffers of the connection, so the end has not left when the server hangs up.
    const attachments = [
      { filename: 'a.bin', contentType: 'application/octet-stream', content: Buffer.alloc(45_000_000) },
    ];
    const { server, transport } = await start({
      onData: (stream) => void stream.once('data', () => cut(server)),
    });
    expect(await transport.send({ ...message, attachments })).toMatchObject({ outcome: 'temporary' });
  });

  it('is unknown when the connection is lost after the whole content was sent', async () => {
    const { server, transport } = await start({
      onData: (stream) => void stream.on('end', () => cut(server)).resume(),
    });
    expect(await transport.send(message)).toMatchObject({ outcome: 'unknown' });
  });

  it('is unknown when the server takes all of it and never answers', async () => {
    const { transport } = await start({ onData: (stream) => void stream.resume() });
    expect(await transport.send(message)).toMatchObject({
      outcome: 'unknown',
      response: expect.stringMatching(/timeout/i),
    });
  });

  it('may be sent again when a server accepts the connection and says nothing', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const receipt = await new SmtpTransport(`smtp://127.0.0.1:${port}`, { patienceMs: 300 }).send(message);
    mute.close();
    expect(receipt.outcome).toBe('temporary');
  });

  it('never leaves with an address or a header that holds more than itself', async () => {
    let arrived = 0;
    const { transport } = await start({
      onData: (stream, _s, done) => void stream.on('end', () => done(((arrived += 1), null))).resume(),
    });
    const attack = 'x\r\nBcc: other@evil.example';
    await expect(transport.send({ ...message, subject: attack })).rejects.toMatchObject({
      code: 'MAIL.HEADER_REFUSED',
    });
    await expect(
      transport.send({ ...message, to: `a@b.example\r\nRCPT TO:<c@d.example>` }),
    ).rejects.toMatchObject({
      code: 'MAIL.ADDRESS_REFUSED',
    });
    await expect(transport.send({ ...message, to: 'a@b.example, c@d.example' })).rejects.toMatchObject({
      code: 'MAIL.ADDRESS_REFUSED',
    });
    await expect(transport.send({ ...message, from: attack })).rejects.toMatchObject({
      code: 'MAIL.ADDRESS_REFUSED',
    });
    await expect(transport.send({ ...message, messageId: 'a@b>\r\nX: y' })).rejects.toMatchObject({
      code: 'MAIL.HEADER_REFUSED',
    });
    expect(arrived).toBe(0);
  });
});
