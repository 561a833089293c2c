import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { beginningOf, foldedColumn, foldedText, patternsOf } from './folded-text.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase(1);
});
afterAll(() => db.drop());

const inSql = async (text: string) =>
  (await db.unitOfWork.read<{ folded: string }>(`SELECT ${foldedColumn('$1::text')} AS folded`, [text]))[0]!
    .folded;

describe('a text as people type it', () => {
  it.each([
    ['L’Épicerie', "l'epicerie"],
    ['Crêperie de la JETÉE', 'creperie de la jetee'],
    ['Cœur d’Œuvre, Æsir', "coeur d'oeuvre, aesir"],
    ['Noël Ploërmel Brün Łódź Ñandú', null],
    ['ÿ Ÿ ž Ž ő Ő', 'y y z z o o'],
    // The accent apart from its letter, as some systems write it.
    ['Éric'.normalize('NFD'), 'eric'],
    ['COOP-2026-00522', 'coop-2026-00522'],
  ])('« %s » is folded alike by the program and by the database', async (text, expected) => {
    const folded = foldedText(text);
    if (expected !== null) expect(folded).toBe(expected);
    expect(await inSql(text)).toBe(folded);
  });

  it('is folded alike letter by letter', async () => {
    // Dotted and dotless capitals of Turkish have no French word.
    const letters = Array.from({ length: 0x250 - 0x20 }, (_, index) =>
      String.fromCharCode(0x20 + index),
    ).filter((letter) => letter !== 'İ');
    const rows = await db.unitOfWork.read<{ said: string; folded: string }>(
      `SELECT said, ${foldedColumn('said')} AS folded FROM unnest($1::text[]) AS said`,
      [letters],
    );
    expect(rows.filter(({ said, folded }) => folded !== foldedText(said))).toEqual([]);
  });

  it('is looked for word by word, and the signs of patterns mean themselves', () => {
    expect(patternsOf('  Mairie  d’Élven ')).toEqual(['%mairie%', "%d'elven%"]);
    expect(patternsOf('100 %_\\')).toEqual(['%100%', '%\\%\\_\\\\%']);
    expect(patternsOf('   ')).toEqual([]);
    expect(patternsOf('552 100 554')).toEqual(['%552100554%']);
    expect(beginningOf(' Épicerie  du_Port')).toBe('epicerie du\\_port%');
  });
});
