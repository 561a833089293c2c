import { defineErrors, errorOf } from '#kernel';
import type { Role } from './actor.js';

const rolesInFrench: Record<Role, string> = {
  administrator: 'administrateur',
  accountant: 'comptable',
  member: 'membre',
  associate: 'associé',
  auditor: 'auditeur',
};

export const identityErrors = defineErrors('IDENTITY', {
  EMAIL_INVALID: errorOf<{ email: string }>(
    'invalid',
    ({ email }) =>
      `« ${email} » n’est pas une adresse e-mail. Aucun compte n’a été créé ; corrigez l’adresse.`,
    ({ email }) => `“${email}” is not an e-mail address. No account was created; correct the address.`,
  ),
  EMAIL_TAKEN: errorOf<{ email: string }>(
    'conflict',
    ({ email }) =>
      `Un compte existe déjà pour ${email}. Rien n’a été modifié ; ajoutez plutôt un rôle à ce compte.`,
    ({ email }) =>
      `There already is an account for ${email}. Nothing was changed; add a role to that account instead.`,
  ),
  NAME_MISSING: errorOf<Record<string, never>>(
    'invalid',
    () => 'Le nom de la personne manque ou dépasse 200 caractères. Aucun compte n’a été créé.',
    () => 'The name of the person is missing or longer than 200 characters. No account was created.',
  ),
  ROLE_UNKNOWN: errorOf<{ role: string; known: readonly Role[] }>(
    'invalid',
    ({ role, known }) =>
      `« ${role} » n’est pas un rôle. Rôles connus : ${known.map((each) => `${each} (${rolesInFrench[each]})`).join(', ')}.`,
    ({ role, known }) => `“${role}” is not a role. Known roles: ${known.join(', ')}.`,
  ),
  ROLE_NOT_HELD: errorOf<{ accountId: number; role: Role }>(
    'notFound',
    ({ role }) => `Ce compte n’a pas le rôle « ${rolesInFrench[role]} » : il n’y a rien à retirer.`,
    ({ role }) => `This account does not hold the role “${role}”: there is nothing to revoke.`,
  ),
  PASSWORD_TOO_SHORT: errorOf<{ minimum: number }>(
    'invalid',
    ({ minimum }) =>
      `Le mot de passe compte moins de ${minimum} caractères. Rien n’a été modifié ; choisissez une phrase plus longue.`,
    ({ minimum }) =>
      `The password has fewer than ${minimum} characters. Nothing was changed; choose a longer phrase.`,
  ),
  PASSWORD_TOO_LONG: errorOf<{ maximum: number }>(
    'invalid',
    ({ maximum }) => `Le mot de passe dépasse ${maximum} caractères. Rien n’a été modifié.`,
    ({ maximum }) => `The password has more than ${maximum} characters. Nothing was changed.`,
  ),
  PASSWORD_GUESSABLE: errorOf<Record<string, never>>(
    'invalid',
    () =>
      'Le mot de passe se devine : il reprend l’adresse e-mail ou répète un seul caractère. Choisissez-en un autre.',
    () =>
      'The password can be guessed: it is the e-mail address or repeats one character. Choose another one.',
  ),
  CURRENT_PASSWORD_REFUSED: errorOf<Record<string, never>>(
    'invalid',
    () => 'Le mot de passe actuel n’est pas le bon. Le mot de passe n’a pas été changé.',
    () => 'The current password is not right. The password was not changed.',
  ),
  ACCOUNT_UNKNOWN: errorOf<{ accountId: number }>(
    'notFound',
    ({ accountId }) => `Aucun compte ne porte le numéro ${accountId}.`,
    ({ accountId }) => `There is no account number ${accountId}.`,
  ),
  EMAIL_UNKNOWN: errorOf<{ email: string }>(
    'notFound',
    ({ email }) => `Aucun compte n’a l’adresse ${email}.`,
    ({ email }) => `No account has the address ${email}.`,
  ),
  LAST_ADMINISTRATOR: errorOf<{ accountId: number }>(
    'conflict',
    () =>
      'C’est le dernier administrateur actif : sans lui, plus personne ne pourrait ouvrir de compte. Rien n’a été ' +
      'modifié ; nommez d’abord un autre administrateur.',
    () =>
      'This is the last active administrator: without it nobody could open an account any more. Nothing was changed; ' +
      'appoint another administrator first.',
  ),
  SIGN_IN_REFUSED: errorOf<Record<string, never>>(
    'unauthenticated',
    () =>
      'L’adresse e-mail ou le mot de passe ne convient pas. Vérifiez-les, ou demandez à un administrateur.',
    () => 'The e-mail address or the password is not right. Check them, or ask an administrator.',
  ),
  SIGN_IN_THROTTLED: errorOf<{ retryAfterSeconds: number }>(
    'tooMany',
    ({ retryAfterSeconds }) =>
      `Trop d’essais de connexion. Attendez ${retryAfterSeconds} s avant d’essayer de nouveau.`,
    ({ retryAfterSeconds }) =>
      `Too many attempts to sign in. Wait ${retryAfterSeconds} s before trying again.`,
  ),
  SESSION_REQUIRED: errorOf<Record<string, never>>(
    'unauthenticated',
    () =>
      'Cette page demande d’être connecté, ou la session a expiré. Rien n’a été modifié ; connectez-vous.',
    () => 'This needs you to be signed in, or the session has expired. Nothing was changed; sign in.',
  ),
  ROLE_REFUSED: errorOf<{ roles: readonly Role[] }>(
    'forbidden',
    ({ roles }) =>
      roles.length > 0
        ? `Votre compte n’a pas ce droit. Rien n’a été modifié. Rôles admis : ${roles.map((role) => rolesInFrench[role]).join(', ')}.`
        : 'Votre compte n’a pas ce droit. Rien n’a été modifié ; demandez à un administrateur.',
    ({ roles }) =>
      roles.length > 0
        ? `Your account does not have this right. Nothing was changed. Roles admitted: ${roles.join(', ')}.`
        : 'Your account does not have this right. Nothing was changed; ask an administrator.',
  ),
});
