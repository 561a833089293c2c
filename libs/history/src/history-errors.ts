import { defineErrors, errorOf, type Sentence } from '#kernel';

/** Why one cell, line or file cannot be read; `line` is the physical line of the file, from 1 (0: the file as a whole). */
export interface Refusal {
  readonly file: 'invoices' | 'subscriptions' | 'map';
  readonly line: number;
  /** The header concerned, as the file writes it; null where the whole line is. */
  readonly column: string | null;
  /** French; `reasonEn` says the same in English. */
  readonly reason: string;
  readonly reasonEn: string;
}

export function refusalAt(
  { file, line, column }: Pick<Refusal, 'file' | 'line' | 'column'>,
  { fr, en }: Sentence,
): Refusal {
  return { file, line, column, reason: fr, reasonEn: en };
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

function named(invoices: readonly string[], total: number): string {
  return [...invoices, ...(total > invoices.length ? ['…'] : [])].join(', ');
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
  EXPORT_TOO_HEAVY: errorOf<{ reason: string }>(
    'invalid',
    ({ reason }) =>
      `La lecture de cet export demande trop (${reason}). Rien n’a été gardé. Envoyez-le par années, ou vérifiez qu’il ne répète pas les mêmes jours.`,
    ({ reason }) =>
      `Reading this export takes too much (${reason}). Nothing was kept. Send it year by year, or check that it does not repeat the same days.`,
  ),
  ISSUER_UNKNOWN: errorOf<{ issuer: string }>(
    'notFound',
    ({ issuer }) => `L’émetteur « ${issuer} » n’existe pas. Créez-le, ou donnez un autre code.`,
    ({ issuer }) => `There is no issuer “${issuer}”. Create it, or give another code.`,
  ),
  AUDIT_UNKNOWN: errorOf<{ audit: number }>(
    'notFound',
    ({ audit }) => `L’audit ${audit} n’existe pas.`,
    ({ audit }) => `There is no audit ${audit}.`,
  ),
  AUDIT_IMPORTED: errorOf<{ audit: number }>(
    'conflict',
    ({ audit }) =>
      `L’audit ${audit} a été importé : ses correspondances ne changent plus. Déposez l’export de nouveau.`,
    ({ audit }) =>
      `Audit ${audit} was imported: its mapping does not change any more. Upload the export again.`,
  ),
  FINDING_UNKNOWN: errorOf<{ audit: number; finding: number }>(
    'notFound',
    ({ audit, finding }) =>
      `L’audit ${audit} n’a pas de constat ${finding}. Ses fichiers ont peut-être été relus ; rouvrez la liste.`,
    ({ audit, finding }) =>
      `Audit ${audit} has no finding ${finding}. Its files may have been read again; open the list anew.`,
  ),
  DECISION_REFUSED: errorOf<{ reason: string; reasonEn: string }>(
    'invalid',
    ({ reason }) => `Cette décision n’est pas complète : ${reason} Rien n’a été changé.`,
    ({ reasonEn }) => `This decision is not complete: ${reasonEn} Nothing was changed.`,
  ),
  DECISIONS_CHANGED: errorOf<Record<string, never>>(
    'conflict',
    () =>
      'Les constats ou leurs décisions ont changé depuis l’aperçu. Rien n’a été changé ; relisez l’aperçu.',
    () =>
      'The findings or their decisions have changed since the preview. Nothing was changed; read the preview again.',
  ),
  DECISIONS_IMPORTED: errorOf<{ audit: number }>(
    'conflict',
    ({ audit }) =>
      `L’audit ${audit} a été importé : ce qui a été facturé deux fois, jamais envoyé ou jamais facturé ne se décide plus ici. Établissez des avoirs, réglez les envois, ou excusez les jours dans la couverture.`,
    ({ audit }) =>
      `Audit ${audit} was imported: what was billed twice, never sent or never billed is no longer decided here. Issue credit notes, settle the deliveries, or excuse the days in the coverage.`,
  ),
  /** `invoices`: the first of them, as a person knows them; `total` counts them all. */
  DECISION_TOO_LATE: errorOf<{ invoices: readonly string[]; total: number }>(
    'conflict',
    ({ invoices, total }) =>
      `Des factures de ces paires sont déjà enregistrées ici (${named(invoices, total)}) : l’import ne change plus ce qu’elles couvrent. Rien n’a été changé ; établissez des avoirs, ou ne décidez que des autres paires.`,
    ({ invoices, total }) =>
      `Invoices of these pairs are already recorded here (${named(invoices, total)}): the import no longer changes what they cover. Nothing was changed; issue credit notes, or decide on the other pairs only.`,
  ),
  IMPORT_REFUSED: errorOf<{ refusals: readonly Refusal[]; total: number }>(
    'conflict',
    ({ total }) =>
      `L’historique n’a pas été importé : ${total} refus, chacun avec sa ligne. Rien n’a été gardé. Corrigez ici par des avoirs ce que l’ancien outil a changé, puis recommencez.`,
    ({ total }) =>
      `The history was not imported: ${total} refusal(s), each with its line. Nothing was kept. Correct here by credit notes what the former tool changed, then try again.`,
  ),
  IMPORT_CHANGED: errorOf<Record<string, never>>(
    'conflict',
    () => 'Ce qui serait importé a changé depuis l’aperçu. Rien n’a été importé ; relisez l’aperçu.',
    () =>
      'What would be imported has changed since the preview. Nothing was imported; read the preview again.',
  ),
  CHOICES_REFUSED: errorOf<{ reason: string; reasonEn: string }>(
    'invalid',
    ({ reason }) => `Ces choix ne peuvent pas être suivis : ${reason} Rien n’a été importé.`,
    ({ reasonEn }) => `These choices cannot be followed: ${reasonEn} Nothing was imported.`,
  ),
});
