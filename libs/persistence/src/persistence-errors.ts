import { defineErrors, errorOf } from '#kernel';

export const persistenceErrors = defineErrors('PERSISTENCE', {
  SERVER_TOO_OLD: errorOf<{ version: string }>(
    'unavailable',
    ({ version }) =>
      `Le serveur PostgreSQL est en version ${version}. Intendance demande PostgreSQL 18 ou plus récent : ` +
      'rien n’a été modifié. Mettez le serveur à jour, ou retirez DATABASE_URL pour utiliser le serveur embarqué.',
    ({ version }) =>
      `The PostgreSQL server is version ${version}. Intendance needs PostgreSQL 18 or later: nothing was changed. ` +
      'Upgrade the server, or remove DATABASE_URL to use the embedded one.',
  ),
  MIGRATION_CHANGED: errorOf<{ room: string; name: string }>(
    'broken',
    ({ room, name }) =>
      `La migration ${room}/${name} déjà appliquée a changé depuis. Rien n’a été modifié ; remettez le fichier d’origine.`,
    ({ room, name }) =>
      `Migration ${room}/${name} was changed after it had been applied. Nothing was changed; restore the original file.`,
  ),
  MIGRATION_UNKNOWN: errorOf<{ room: string; name: string }>(
    'broken',
    ({ room, name }) =>
      `La base contient la migration ${room}/${name}, inconnue de cette version : elle vient d’une version plus récente. Rien n’a été modifié.`,
    ({ room, name }) =>
      `The database holds migration ${room}/${name}, unknown to this version: it comes from a later one. Nothing was changed.`,
  ),
});
