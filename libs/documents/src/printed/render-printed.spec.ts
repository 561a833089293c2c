import { localDate } from '#kernel';
import { type ReadPdf, readPdf, textsOfPages } from '#test/documents/read-pdf.js';
import { sampleLogo } from '../samples/logo.js';
import type { PrintedBlock, PrintedDocument } from './printed-document.js';
import { renderPrinted } from './render-printed.js';

const textOf = (pdf: ReadPdf) => textsOfPages(pdf).flat().join('\n');

function document(more: Partial<PrintedDocument> = {}): PrintedDocument {
  return {
    language: 'fr',
    title: 'Bulletin de souscription',
    subtitle: 'Dix parts de catégorie A, pour 1 000,00 €',
    reference: 'BS-2026-0042',
    issuedOn: localDate('2026-06-01'),
    letterhead: {
      name: 'Les Canaux',
      legalLine: 'SCIC SA à capital variable · RCS Rennes 823 456 789',
      address: { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' },
      contact: ['contact@lescanaux.example'],
      logo: null,
    },
    recipient: {
      name: 'Alice Martin',
      address: { lines: ['2 rue du Port'], postCode: '1000', city: 'Bruxelles', country: 'BE' },
    },
    blocks: [
      { kind: 'heading', text: 'Engagement' },
      {
        kind: 'paragraph',
        text: 'Je soussignée, Alice Martin, souscris dix parts.\n\nJe verse ce jour un quart.',
      },
      {
        kind: 'facts',
        rows: [
          ['Valeur nominale', '100,00 €'],
          ['Nombre de parts', '10'],
        ],
      },
      {
        kind: 'table',
        columns: [{ label: 'Échéance' }, { label: 'Montant', align: 'end' }],
        rows: [
          ['À la souscription', '250,00 €'],
          ['Sur appel', '750,00 €'],
        ],
        total: ['Total', '1 000,00 €'],
      },
      { kind: 'note', text: 'Articles 13 et 18 de la loi n° 47-1775 du 10 septembre 1947.' },
      { kind: 'signatures', places: [{ title: 'La souscriptrice', note: 'Lu et approuvé' }] },
    ],
    ...more,
  };
}

const rowsOf = (count: number): PrintedBlock => ({
  kind: 'table',
  columns: [{ label: 'N°' }, { label: 'Associé', part: 3 }],
  rows: Array.from({ length: count }, (_, index) => [String(index + 1), `Associé numéro ${index + 1}`]),
});

describe('renderPrinted', () => {
  it('spaces French as French is spaced, also where a sentence came with plain spaces', () => {
    const text = 'Motif : « vu » ; versé : 1\u202f000,00 €.';
    const blocks: PrintedBlock[] = [{ kind: 'paragraph', text }];
    expect(textOf(readPdf(renderPrinted(document({ blocks }), null)))).toContain(
      'Motif\u00a0: «\u00a0vu\u00a0»\u00a0; versé\u00a0: 1\u00a0000,00 €.',
    );
    const english = textOf(readPdf(renderPrinted(document({ blocks, language: 'en' }), null)));
    expect(english).toContain('Motif : « vu »');
  });

  it('says all that the document says, with its sender, recipient, day and reference', () => {
    const text = textOf(readPdf(renderPrinted(document(), sampleLogo())));
    for (const said of [
      'Les Canaux',
      'Alice Martin',
      'BELGIQUE',
      'Le 1er juin 2026',
      'BS-2026-0042',
      'Bulletin de souscription',
      'Engagement',
      'Valeur nominale',
      'Sur appel',
      '1 000,00 €',
      'Lu et approuvé',
    ])
      expect(text).toContain(said);
  });

  it('gives the same bytes for the same document, and others for another', () => {
    const bytes = renderPrinted(document(), null);
    expect(renderPrinted(document(), null).equals(bytes)).toBe(true);
    expect(renderPrinted(document({ reference: 'BS-2026-0043' }), null).equals(bytes)).toBe(false);
  });

  it('repeats the whole for each copy, under its words, and counts the pages of each', () => {
    const copies = ['Exemplaire de la coopérative', 'Exemplaire du souscripteur'];
    const pages = textsOfPages(readPdf(renderPrinted(document({ copies }), null)));
    expect(pages).toHaveLength(2);
    pages.forEach((texts, index) => {
      expect(texts.join('\n')).toContain(copies[index]);
      expect(texts.join('\n')).not.toContain(copies[1 - index]);
      expect(texts.join('\n')).toContain('page 1/1');
    });
  });

  it('goes on over as many pages as a register needs, with the head of its columns on each', () => {
    const pages = textsOfPages(
      readPdf(renderPrinted(document({ landscape: true, blocks: [rowsOf(200)] }), null)),
    );
    expect(pages.length).toBeGreaterThan(4);
    pages.forEach((texts) => expect(texts).toContain('Associé'));
    expect(pages.flat().filter((text) => text.startsWith('Associé numéro'))).toHaveLength(200);
    expect(pages.at(-1)!.join('\n')).toContain(`page ${pages.length}/${pages.length}`);
  });

  it('loses no word of a long letter', () => {
    const words = Array.from({ length: 3000 }, (_, index) => `mot${index}`);
    const pages = textsOfPages(
      readPdf(renderPrinted(document({ blocks: [{ kind: 'paragraph', text: words.join(' ') }] }), null)),
    );
    expect(pages.length).toBeGreaterThan(1);
    const said = pages
      .flat()
      .flatMap((text) => text.split(' '))
      .filter((word) => /^mot\d+$/.test(word));
    expect(said).toEqual(words);
  });

  it('refuses characters that it cannot print, and names them', () => {
    const refused = () => renderPrinted(document({ title: 'Bulletin 株' }), null);
    expect(refused).toThrow(expect.objectContaining({ code: 'DOCUMENTS.UNPRINTABLE_TEXT' }));
  });
});
