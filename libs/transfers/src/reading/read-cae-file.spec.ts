import fc from 'fast-check';
import { sampleDocuments, writeCii } from '#documents';
import { DomainError } from '#kernel';
import { readCaeFile } from './read-cae-file.js';

const SELLER = { name: 'CAE de l’Ouest', siren: '732829320' };
const read = (text: string) => readCaeFile(Buffer.from(text), SELLER).documents;
const HEADER = 'N° facture;Date;Client;Désignation;Du;Au;Montant HT;TVA;Avoir de';

describe('the billing of a CAE, as a file', () => {
  it('makes one document of the rows of one number, days included on both ends', () => {
    const [document, ...others] = read(
      [
        HEADER,
        'OX-1;02/05/2026;Mairie;Hébergement;01/05/2026;31/05/2026;3 100,00;20;',
        'OX-1;02/05/2026;Mairie;Nom de domaine;01/05/2026;31/05/2026;2,50;20;',
      ].join('\n'),
    );
    expect(others).toEqual([]);
    // 3,102.50 at 20 % is 620.50.
    expect(document).toMatchObject({ number: 'OX-1', type: 'invoice', netCents: 310_250, vatCents: 62_050 });
    expect(document!.lines.map(({ period, netCents }) => [period, netCents])).toEqual([
      [{ from: '2026-05-01', to: '2026-06-01' }, 310_000],
      [{ from: '2026-05-01', to: '2026-06-01' }, 250],
    ]);
  });

  it('proposes the days that a label names where the columns say none, and decides nothing', () => {
    const [document] = read([HEADER, 'OX-1;02/05/2026;Mairie;Hébergement mai 2026;;;10;;'].join('\n'));
    expect(document!.lines[0]).toMatchObject({
      period: null,
      proposedPeriod: { from: '2026-05-01', to: '2026-06-01' },
    });
    const [other] = read([HEADER, 'OX-1;02/05/2026;Mairie;Site web 2026;;;10;;'].join('\n'));
    expect(other!.lines[0]!.proposedPeriod).toBeNull();
  });

  it('a negative amount is a credit note of a positive one, and names what it credits', () => {
    const [note] = read([HEADER, 'OX-A1;02/06/2026;Mairie;Avoir;;;-310,00;;OX-1'].join('\n'));
    expect(note).toMatchObject({ type: 'creditNote', netCents: 31_000, credits: 'OX-1' });
  });

  it.each([
    ['an invoice of less than nothing', 'OX-1;02/05/2026;M;Remise;;;-100;facture', 'montant positif'],
    [
      'amounts of both signs',
      'OX-A1;02/05/2026;M;Avoir;;;-100;avoir\nOX-A1;02/05/2026;M;Avoir;;;20;avoir',
      'deux signes',
    ],
  ])('refuses %s: its sign is not dropped in silence', (_, rows, said) => {
    expect(() => read(`N° facture;Date;Client;Désignation;Du;Au;Montant HT;Type\n${rows}`)).toThrow(
      expect.objectContaining({ sentence: expect.objectContaining({ fr: expect.stringContaining(said) }) }),
    );
  });

  it.each([
    ['a day that does not exist', 'OX-1;31/02/2026;M;x;;;1;;', 'ligne 2'],
    ['an end before its beginning', 'OX-1;02/05/2026;M;x;31/05/2026;01/05/2026;1;;', 'la fin précède'],
    ['an amount of three decimals', 'OX-1;02/05/2026;M;x;;;1,234;;', 'deux décimales'],
    [
      'two rates in one document',
      'OX-1;02/05/2026;M;x;;;1;20;\nOX-1;02/05/2026;M;y;;;1;5,5;',
      'plusieurs taux de TVA (20 % ligne 2, 5,5 % ligne 3) : reprenez-la par la Reprise',
    ],
    [
      'two days of one document',
      'OX-1;02/05/2026;M;x;;;1;;\nOX-1;03/05/2026;M;y;;;1;;',
      'ne s’accordent pas',
    ],
  ])('refuses %s, with its line', (_, rows, said) => {
    expect(() =>
      read(`${HEADER}\nOX-0;01/05/2026;M;bon;;;1;;\n${rows}`.replace('OX-0;01/05/2026;M;bon;;;1;;\n', '')),
    ).toThrow(
      expect.objectContaining({ sentence: expect.objectContaining({ fr: expect.stringContaining(said) }) }),
    );
  });

  describe('as Factur-X', () => {
    const sample = sampleDocuments().find(({ document }) => document.type === 'invoice')!.document;
    const line = (position: number, label: string, more: object = {}) => ({
      ...sample.lines[0]!,
      ...{ position, label, detail: null, quantity: '1', unitPrice: '100', netCents: 10_000 },
      ...{ vatCategory: 'S' as const, vatRateBasisPoints: 2000, ...more },
    });
    const file = (lines: readonly ReturnType<typeof line>[], netCents: number) =>
      writeCii({
        ...sample,
        seller: { ...sample.seller, ...SELLER },
        lines,
        ...{ netCents, vatCents: 2_000, grossCents: netCents + 2_000 },
      });

    it.each([
      [
        'several rates',
        file([line(1, 'Conseil'), line(2, 'Livre', { vatRateBasisPoints: 550 })], 20_000),
        `la ligne 2 (« Livre ») est à 5,5 % et la ligne 1 (« Conseil ») à 20 % : reprenez-la par la Reprise`,
      ],
      [
        'a discount as a line',
        file([line(1, 'Conseil'), line(2, 'Remise', { quantity: '-1', netCents: -1_000 })], 9_000),
        `la ligne 2 (« Remise ») est une remise de 10,00 € : reprenez-la par la Reprise`,
      ],
      [
        'a discount on the whole',
        file([line(1, 'Conseil')], 9_000),
        `ses lignes font 100,00 € et son total HT 90,00 €, elle a une remise ou des frais en pied : reprenez-la`,
      ],
    ])('refuses %s: line, reason and where to go', (_, xml, said) => {
      expect(() => read(xml)).toThrow(
        expect.objectContaining({ sentence: expect.objectContaining({ fr: expect.stringContaining(said) }) }),
      );
    });
  });

  it('any bytes, and any cells under a true header, give documents or a domain error', () => {
    const answers = (bytes: Uint8Array) => {
      try {
        for (const { lines, netCents } of readCaeFile(bytes, SELLER).documents)
          expect(lines.reduce((sum, line) => sum + line.netCents, 0)).toBe(netCents);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), answers), { numRuns: 300 });
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('OX-1', '02/05/2026', '2026-02-30', '12,50', '-3', '1e9', '"', '=1+1', '∞'),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 10 }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, (table) =>
        answers(Buffer.from([HEADER, ...table.map((row) => row.join(';'))].join('\n'))),
      ),
      { numRuns: 400 },
    );
  });
});
