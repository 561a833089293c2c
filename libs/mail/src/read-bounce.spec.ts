import fc from 'fast-check';
import { readBounce } from './read-bounce.js';

interface Report {
  readonly action?: string;
  readonly status?: string;
  readonly envelopeId?: string;
  readonly returned?: string;
  readonly returnedType?: string;
  readonly encoding?: 'base64' | 'quoted-printable';
}

/** A report of non-delivery as servers write them (RFC 3464, appendix A). */
function report({
  action = 'failed',
  status = '5.1.1',
  envelopeId,
  returned,
  returnedType,
  encoding,
}: Report = {}): string {
  const notice = [
    ...(envelopeId ? [`Original-Envelope-Id: ${envelopeId}`] : []),
    'Reporting-MTA: dns; mx.client.example',
    '',
    'Final-Recipient: rfc822;client@client.example',
    `Action: ${action}`,
    `Status: ${status} (no such mailbox)`,
    'Diagnostic-Code: smtp; 550 5.1.1 <client@client.example>:',
    '   Recipient address rejected',
    '',
  ].join('\r\n');
  const body = encoding === 'base64' ? Buffer.from(notice).toString('base64') : notice.replace(/=/g, '=3D');
  return [
    'From: MAILER-DAEMON@client.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="b1/x"',
    '',
    '--b1/x',
    'Content-Type: text/plain',
    '',
    'Your message could not be delivered.',
    '--b1/x',
    'Content-Type: message/delivery-status',
    ...(encoding ? [`Content-Transfer-Encoding: ${encoding}`] : []),
    '',
    encoding === 'quoted-printable' ? body : encoding ? body : notice,
    ...(returned === undefined
      ? []
      : ['--b1/x', `Content-Type: ${returnedType ?? 'message/rfc822'}`, '', returned]),
    '--b1/x--',
    '',
  ].join('\r\n');
}

const ours =
  'From: facturation@coop.example\r\nMessage-ID: <delivery-12-1@coop.example>\r\nSubject: Facture\r\n\r\nBonjour';

describe('A bounce', () => {
  it('names the message, the status and the words of the refusing system', () => {
    expect(readBounce(Buffer.from(report({ returned: ours })))).toEqual({
      originalMessageId: 'delivery-12-1@coop.example',
      status: '5.1.1',
      action: 'failed',
      recipient: 'client@client.example',
      diagnostic: '550 5.1.1 <client@client.example>: Recipient address rejected',
    });
  });

  it('is read from the headers alone, from an encoded notice, or by the id of the envelope', () => {
    const id = 'delivery-12-1@coop.example';
    expect(
      readBounce(report({ returned: ours, returnedType: 'text/rfc822-headers' }))?.originalMessageId,
    ).toBe(id);
    expect(readBounce(report({ returned: ours, encoding: 'base64' }))?.originalMessageId).toBe(id);
    expect(readBounce(report({ returned: ours, encoding: 'quoted-printable' }))?.status).toBe('5.1.1');
    expect(readBounce(report({ envelopeId: id }))?.originalMessageId).toBe(id);
  });

  it('tells a delay from a failure', () => {
    expect(readBounce(report({ action: 'delayed', status: '4.4.1', returned: ours }))).toMatchObject({
      action: 'delayed',
      status: '4.4.1',
    });
  });

  it('is not a report of success, a report without our message, or any other message', () => {
    expect(readBounce(report({ action: 'delivered', status: '2.0.0', returned: ours }))).toBeNull();
    expect(readBounce(report())).toBeNull();
    expect(readBounce(ours)).toBeNull();
    expect(readBounce('')).toBeNull();
  });

  it('never throws and never hangs, whatever the bytes', () => {
    const whole = report({ returned: ours });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void readBounce(Buffer.from(bytes))));
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(40), fc.string(), (at, cut, put) => {
        readBounce(whole.slice(0, at) + put + whole.slice(at + cut));
      }),
    );
    const began = Date.now();
    for (const filler of [' ', '\t', '\n', '\n ', ';', '--b1/x\n', '<', 'a:', '=']) {
      readBounce(
        `Content-Type: multipart/report; boundary="b1/x"\n\n--b1/x\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\n${filler.repeat(1_000_000)}x`,
      );
      readBounce(`Content-Type: multipart/report${filler.repeat(1_000_000)}x`);
    }
    expect(Date.now() - began).toBeLessThan(30_000);
  });
});
