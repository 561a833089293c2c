import { defineErrors, errorOf } from '#kernel';

/** Why one cell, line or file cannot be read; `line` is the physical line of the file, from 1 (0: the file as a whole). */
export interface Refusal {
  readonly file: 'invoices' | 'subscriptions' | 'map';
  readonly line: number;
  /** The header concerned, as the file writes it; null where the whole line is. */
  readonly column: string | null;
  readonly reason: string;
}

const fileNames = { invoices: 'factures', subscriptions: 'abonnements', map: 'correspondances' } as const;

/** `factures, ligne 12, colonne « date_emission » : …` */
export function writeRefusal({ file, line, column, reason }: Refusal): string {
  const place = [
    fileNames[file],
    ...(line > 0 ? [`ligne ${line}`] : []),
    ...(column === null ? [] : [`colonne « ${column} »`]),
  ];
  return `${place.join(', ')} : ${reason}`;
}

export const historyErrors = defineErrors('HISTORY', {
  /** `refusals` holds the first ones, bounded; `total` counts them all. */
  EXPORT_REFUSED: errorOf<{ refusals: readonly Refusal[]; total: number }>(
    'invalid',
    ({ total }) =>
      `L’historique n’a pas été lu : ${total} refus. Rien n’a été gardé. Corrigez les lignes dites, ou donnez un fichier de correspondances, puis recommencez.`,
    ({ total }) =>
      `The history was not read: ${total} refusal(s). Nothing was kept. Correct the lines named, or give a mapping file, then try again.`,
  ),
  FILE_UNREADABLE: errorOf<{ path: string; reason: string }>(
    'invalid',
    ({ path, reason }) =>
      `Le fichier « ${path} » ne peut pas être lu (${reason}). Vérifiez son chemin et ses droits.`,
    ({ path, reason }) => `The file “${path}” cannot be read (${reason}). Check its path and permissions.`,
  ),
  INVALID_AS_OF: errorOf<{ text: string }>(
    'invalid',
    ({ text }) => `« ${text} » n’est pas une date d’arrêté. Écrivez-la sous la forme AAAA-MM-JJ.`,
    ({ text }) => `“${text}” is not an as-of date. Write it as YYYY-MM-DD.`,
  ),
  INVALID_HORIZON: errorOf<{ text: string }>(
    'invalid',
    ({ text }) => `« ${text} » n’est pas un horizon. Donnez un nombre entier de jours, de 0 à 3660.`,
    ({ text }) => `“${text}” is not a horizon. Give a whole number of days, 0 to 3660.`,
  ),
});
