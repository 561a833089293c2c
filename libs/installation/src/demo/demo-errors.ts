import { defineErrors, errorOf } from '#kernel';

export const demoErrors = defineErrors('DEMO', {
  INSTALLATION_NOT_EMPTY: errorOf<{ found: string }>(
    'conflict',
    ({ found }) =>
      `La démonstration ne se charge que dans une installation vide, et celle-ci contient déjà ${found}. Rien n’a été ` +
      'modifié ; indiquez un autre dossier avec INTENDANCE_DATA, ou une autre base avec DATABASE_URL.',
    ({ found }) =>
      `The demonstration is only loaded into an empty installation, and this one already holds ${found}. Nothing was ` +
      'changed; give another folder in INTENDANCE_DATA, or another database in DATABASE_URL.',
  ),
  REFUSED_IN_PRODUCTION: errorOf<Record<string, never>>(
    'forbidden',
    () =>
      'La démonstration ne se charge pas en production : ses mots de passe sont publics. Rien n’a été modifié ; ' +
      'utilisez une installation dont NODE_ENV n’est pas production.',
    () =>
      'The demonstration is not loaded in production: its passwords are public. Nothing was changed; use an ' +
      'installation whose NODE_ENV is not production.',
  ),
});
