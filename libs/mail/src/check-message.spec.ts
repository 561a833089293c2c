import fc from 'fast-check';
import { checkMessage, isMailAddress, mailboxOf, messageIdFor } from './check-message.js';
import type { MailMessage } from './mail-transport.js';

describe('A mail address', () => {
  it.each([
    'a@b.fr',
    'jean-luc.o’@x'.replace('’@x', "'neil@sous.domaine.coop"),
    'a+b@x.example',
    'facture@hébergeur.fr',
  ])('%s is one', (address) => {
    expect(isMailAddress(address)).toBe(true);
  });

  it.each([
    '',
    'a',
    '@b.fr',
    'a@',
    'a@b',
    'a@@b.fr',
    'a b@c.fr',
    'a@b..fr',
    '.a@b.fr',
    'a.@b.fr',
    'a@-b.fr',
    'a@b.fr, c@d.fr',
    'a@b.fr;c@d.fr',
    'Name <a@b.fr>',
    '"a b"@c.fr',
    'a@b.fr\n',
    'a@b.fr\r\nBcc: c@d.fr',
    'é@b.fr',
    'group: a@b.fr;',
    `${'a'.repeat(65)}@b.fr`,
  ])('%j is none', (address) => {
    expect(isMailAddress(address)).toBe(false);
  });

  it('is read out of a name and an address, its domain as servers know it', () => {
    expect(mailboxOf('Coopérative d’Ici <facturation@hébergeur.fr>')).toEqual({
      name: 'Coopérative d’Ici',
      address: 'facturation@xn--hbergeur-b1a.fr',
    });
  });
});

describe('A message id', () => {
  it('comes from the business key and the sender’s domain, and nothing else', () => {
    expect(messageIdFor('delivery-12-1', 'Coop <x@coop.example>')).toBe('delivery-12-1@coop.example');
  });

  it.each(['', 'a b', 'a/b', '../a', 'a@b', 'a>b', '.a'])('refuses the key %j', (key) => {
    expect(() => messageIdFor(key, 'x@coop.example')).toThrow('MAIL.HEADER_REFUSED');
  });
});

describe('Any message', () => {
  it('that passes the check has no control character in what becomes a header', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', '@', '.', ' ', '\r', '\n', '\0', '<', '>', ',', 'é', '\u2028'),
    });
    fc.assert(
      fc.property(hostile, hostile, hostile, (subject, to, filename) => {
        const message: MailMessage = {
          messageId: 'd-1@coop.example',
          from: 'x@coop.example',
          to,
          subject,
          text: '',
          attachments: [{ filename, contentType: 'text/plain', content: Buffer.alloc(0) }],
        };
        let envelope;
        try {
          envelope = checkMessage(message);
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^MAIL\./);
          return;
        }
        // eslint-disable-next-line no-control-regex
        expect(subject + filename + envelope.to).not.toMatch(/[\0-\u001f]/);
        expect(envelope.to).toMatch(/^[^@\s]+@[^@\s]+$/);
      }),
    );
  });
});
