import { defineErrors, errorOf } from '#kernel';

/** One field of a request that was refused, with its sentence in both languages. */
export interface RefusedField {
  /** Where it stands in the payload: `lines.0.price`. */
  readonly field: string;
  /** The rule that it breaks: `minLength`. */
  readonly rule: string;
  readonly fr: string;
  readonly en: string;
}

function namesOf(fields: readonly RefusedField[]): string {
  return [...new Set(fields.map(({ field }) => field))].join(', ');
}

/** Refusals of the HTTP door itself; those of the rooms come from the rooms. */
export const apiErrors = defineErrors('API', {
  INPUT_REFUSED: errorOf<{ fields: readonly RefusedField[] }>(
    'invalid',
    ({ fields }) => `La demande est refusée, rien n’a été enregistré. À corriger : ${namesOf(fields)}.`,
    ({ fields }) => `The request is refused, nothing was recorded. To correct: ${namesOf(fields)}.`,
  ),
  REQUEST_MALFORMED: errorOf<Record<string, never>>(
    'invalid',
    () =>
      'La demande ne se lit pas : JSON mal formé, paramètre ou en-tête inattendu. Rien n’a été enregistré.',
    () => 'The request cannot be read: malformed JSON, unexpected parameter or header. Nothing was recorded.',
  ),
  IDEMPOTENCY_KEY_REUSED: errorOf<Record<string, never>>(
    'conflict',
    () =>
      'Cette clé d’idempotence a déjà servi pour une autre demande. Rien n’a été modifié ; prenez une clé neuve pour ' +
      'chaque demande nouvelle.',
    () =>
      'This idempotency key already served for another request. Nothing was changed; take a fresh key for each new request.',
  ),
  IDEMPOTENCY_KEY_IN_PROGRESS: errorOf<Record<string, never>>(
    'conflict',
    () =>
      'La même demande est en cours de traitement, ou son issue est inconnue après une panne. Elle n’a pas été ' +
      'relancée ; attendez, puis vérifiez ce qui a été enregistré avant de recommencer avec une clé neuve.',
    () =>
      'The same request is being handled, or its outcome is unknown after a failure. It was not run again; wait, then ' +
      'check what was recorded before starting again with a fresh key.',
  ),
  IDEMPOTENCY_KEY_MALFORMED: errorOf<Record<string, never>>(
    'invalid',
    () => 'L’en-tête Idempotency-Key compte 8 à 200 caractères ASCII visibles. Rien n’a été enregistré.',
    () => 'The Idempotency-Key header has 8 to 200 visible ASCII characters. Nothing was recorded.',
  ),
  IDEMPOTENCY_KEY_ON_UPLOAD: errorOf<Record<string, never>>(
    'invalid',
    () =>
      'Un envoi de fichier ne prend pas d’en-tête Idempotency-Key : le contenu du fichier le reconnaît. Rien n’a été ' +
      'enregistré ; renvoyez le fichier sans cet en-tête.',
    () =>
      'A file upload takes no Idempotency-Key header: the file is recognised by its content. Nothing was recorded; send ' +
      'the file again without that header.',
  ),
  ROUTE_UNKNOWN: errorOf<{ method: string; path: string }>(
    'notFound',
    ({ method, path }) => `Rien ne répond à ${method} ${path}. La liste des adresses est sur /api/docs.`,
    ({ method, path }) => `Nothing answers ${method} ${path}. The addresses are listed on /api/docs.`,
  ),
  TOO_LARGE: errorOf<Record<string, never>>(
    'invalid',
    () => 'La demande est trop volumineuse. Rien n’a été enregistré ; envoyez-la en plusieurs fois.',
    () => 'The request is too large. Nothing was recorded; send it in several parts.',
  ),
  MEDIA_TYPE_REFUSED: errorOf<Record<string, never>>(
    'invalid',
    () => 'Ce type de contenu n’est pas accepté ici. Rien n’a été enregistré ; envoyez du JSON en UTF-8.',
    () => 'This content type is not accepted here. Nothing was recorded; send JSON in UTF-8.',
  ),
  ORIGIN_REFUSED: errorOf<{ origin: string }>(
    'forbidden',
    ({ origin }) =>
      `La demande vient d’une autre page (${origin}) que celles d’Intendance. Rien n’a été modifié ; ouvrez Intendance ` +
      'à son adresse publique, ou corrigez PUBLIC_URL.',
    ({ origin }) =>
      `The request comes from another page (${origin}) than those of Intendance. Nothing was changed; open Intendance ` +
      'at its public address, or correct PUBLIC_URL.',
  ),
  ACCESS_UNDECLARED: errorOf<{ route: string }>(
    'forbidden',
    ({ route }) => `L’adresse ${route} ne dit pas qui peut l’appeler : elle est fermée à tous. Signalez-le.`,
    ({ route }) =>
      `The address ${route} does not say who may call it: it is closed to everybody. Please report it.`,
  ),
  TOO_MANY_REQUESTS: errorOf<{ retryAfterSeconds: number }>(
    'tooMany',
    ({ retryAfterSeconds }) => `Trop de demandes à la fois. Recommencez dans ${retryAfterSeconds} s.`,
    ({ retryAfterSeconds }) => `Too many requests at once. Try again in ${retryAfterSeconds} s.`,
  ),
  DATABASE_UNAVAILABLE: errorOf<Record<string, never>>(
    'unavailable',
    () => 'La base de données ne répond pas. Rien n’a été enregistré ; recommencez dans un instant.',
    () => 'The database does not answer. Nothing was recorded; try again in a moment.',
  ),
  UNEXPECTED: errorOf<{ reference: string }>(
    'broken',
    ({ reference }) =>
      `Une erreur imprévue s’est produite de notre côté. Donnez la référence ${reference} à l’administrateur ; vérifiez ce ` +
      'qui a été enregistré avant de recommencer.',
    ({ reference }) =>
      `An unexpected error happened on our side. Give the reference ${reference} to the administrator; check what was ` +
      'recorded before trying again.',
  ),
});
