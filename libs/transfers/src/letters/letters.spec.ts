import { localDate } from '#kernel';
import { DRAFT_KINDS } from '../dossier/dossier.js';
import { blocksOf, fieldsOf, fill, requireKnownPlaceholders } from './fill-template.js';
import { LETTER_TEMPLATES, type Placeholder, PLACEHOLDERS, templateOn } from './templates.js';

const facts = Object.fromEntries(Object.keys(PLACEHOLDERS).map((name) => [name, `<${name}>`])) as Record<
  Placeholder,
  string
>;

describe('letters and amendments', () => {
  it.each(LETTER_TEMPLATES)(
    'the $kind in $language names nothing that a dossier does not know',
    (template) => {
      const { title, body, language, source } = template;
      expect(() => requireKnownPlaceholders(`${title}\n${body}`, language)).not.toThrow();
      expect(fill(`${title}\n${body}`, language, facts)).not.toMatch(/[{}]/);
      expect(source).not.toBe('');
    },
  );

  it('the request for a credit note says billed already, never in advance: an outsider reads it', () => {
    for (const { kind, body } of LETTER_TEMPLATES)
      if (kind === 'creditRequest') expect(body).not.toMatch(/d’avance|in advance|ahead/);
  });

  it('has each kind in both languages on any day', () => {
    for (const kind of DRAFT_KINDS)
      for (const language of ['fr', 'en'] as const)
        expect(templateOn(kind, language, localDate('2026-06-01')).body.length).toBeGreaterThan(100);
  });

  it('refuses a field that it does not know, and names those that it does', () => {
    expect(() => requireKnownPlaceholders('Bonjour {{prénom}}', 'fr')).toThrow(/prénom.*premier jour/);
    expect(() => requireKnownPlaceholders('{{first day}}', 'fr')).toThrow(/TRANSFERS\.FIELD/);
    expect(fieldsOf('en')).toContain('first day');
  });

  it('fills a field whatever its letter case and spaces', () => {
    expect(fill('{{ Premier jour }} {{SIREN}}', 'fr', facts)).toBe('<movesOn> <newIssuerSiren>');
  });

  it('sets the no-break spaces of French, and leaves English alone', () => {
    expect(fill('Ce qui change : « rien » ; vraiment ?', 'fr', facts)).toBe(
      'Ce qui change\u00a0: «\u00a0rien\u00a0»\u202f; vraiment\u202f?',
    );
    expect(fill('What changes: nothing ; really ?', 'en', facts)).toBe('What changes: nothing ; really ?');
  });

  it('makes paragraphs and headings of a text', () => {
    expect(blocksOf('Un.\r\n\r\n## Article 1\nDeux\nlignes.\n\n\n')).toEqual([
      { kind: 'paragraph', text: 'Un.' },
      { kind: 'heading', text: 'Article 1' },
      { kind: 'paragraph', text: 'Deux\nlignes.' },
    ]);
  });
});
