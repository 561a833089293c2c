import { defineErrors, errorOf } from '#kernel';

export const workerErrors = defineErrors('WORKER', {
  REDIS_MISSING: errorOf(
    'unavailable',
    () =>
      'Ce programme attend son travail de Redis, et REDIS_URL n’est pas renseigné : rien n’a démarré. ' +
      'Renseignez REDIS_URL (redis://serveur:6379) ici et pour le serveur ; ' +
      'sans Redis, le serveur fait lui-même le travail et ce programme est inutile.',
    () =>
      'This program gets its work from Redis, and REDIS_URL is not set: nothing was started. ' +
      'Set REDIS_URL (redis://server:6379) here and for the server; ' +
      'without Redis the server does the work itself and this program is not needed.',
  ),
});
