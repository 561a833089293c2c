import { defineErrors, errorOf } from '#kernel';

export const jobsErrors = defineErrors('JOBS', {
  KEY_HOLDS_A_TIME: errorOf<{ kind: string; key: string }>(
    'broken',
    ({ kind, key }) =>
      `La clé « ${key} » du travail ${kind} contient une heure : le même travail pourrait être inscrit deux fois. ` +
      'Rien n’a été inscrit ; une clé nomme l’objet du travail, ou le jour civil.',
    ({ kind, key }) =>
      `The key “${key}” of a ${kind} job holds a time of day, so the same work could be written twice. ` +
      'Nothing was written; a key names what the work is about, or the civil day.',
  ),
  KEY_TAKEN: errorOf<{ kind: string; keys: readonly string[] }>(
    'conflict',
    ({ kind, keys }) =>
      `Un travail ${kind} est déjà inscrit sous la clé ${keys.join(', ')} avec un autre contenu. ` +
      'Le travail inscrit est gardé tel quel ; rien d’autre n’a été inscrit.',
    ({ kind, keys }) =>
      `A ${kind} job is already written under the key ${keys.join(', ')} with another content. ` +
      'What was written is kept as it is; nothing else was written.',
  ),
  KIND_REGISTERED_TWICE: errorOf<{ kind: string }>(
    'broken',
    ({ kind }) => `Deux traitements se disent responsables des travaux ${kind}. Rien n’a démarré.`,
    ({ kind }) => `Two handlers claim the jobs of kind ${kind}. Nothing was started.`,
  ),
  NOT_STUCK: errorOf<{ jobId: number }>(
    'conflict',
    ({ jobId }) =>
      `Le travail nº ${jobId} n’est pas bloqué : il n’y a rien à relancer. Rechargez la liste des travaux bloqués.`,
    ({ jobId }) => `Job no. ${jobId} is not stuck: there is nothing to retry. Reload the list of stuck jobs.`,
  ),
  NO_SUCH_JOB: errorOf<{ jobId: number }>(
    'notFound',
    ({ jobId }) =>
      `Le travail nº ${jobId} n’existe pas, ou a été fait il y a longtemps et retiré de la liste.`,
    ({ jobId }) => `Job no. ${jobId} does not exist, or was done long ago and removed from the list.`,
  ),
});
