import { defineErrors, errorOf } from '#kernel';

/** What a file is refused for before its lines are looked at, and what a cell is. */
export const importsErrors = defineErrors('IMPORTS', {
  FILE_UNREADABLE: errorOf<{ why: string; whyEn: string }>(
    'invalid',
    ({ why }) => `Le fichier ne peut pas être lu : ${why} Rien n’a été importé.`,
    ({ whyEn }) => `The file cannot be read: ${whyEn} Nothing was imported.`,
  ),
  CELL_REFUSED: errorOf<{ field: string; value: string; expected: string; expectedEn: string }>(
    'invalid',
    ({ field, value, expected }) =>
      `Le champ « ${field} » ne peut pas valoir « ${value} » : ${expected} Rien n’a été enregistré.`,
    ({ field, value, expectedEn }) =>
      `Field “${field}” cannot be “${value}”: ${expectedEn} Nothing was recorded.`,
  ),
});
