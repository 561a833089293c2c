import { defineErrors, errorOf } from '#kernel';

export const documentsErrors = defineErrors('DOCUMENTS', {
  ALREADY_ARCHIVED: errorOf<{ key: string; archived: string; offered: string }>(
    'conflict',
    ({ key }) =>
      `Le fichier « ${key} » est déjà archivé avec un autre contenu. L’original est gardé et rien n’a été remplacé : ` +
      'un document émis ne change pas. Émettez un avoir s’il faut le corriger.',
    ({ key }) =>
      `The file “${key}” is already archived with other content. The original is kept and nothing was replaced: an ` +
      'issued document does not change. Issue a credit note to correct it.',
  ),
  NOT_ARCHIVED: errorOf<{ key: string }>(
    'notFound',
    ({ key }) =>
      `Aucun fichier n’est archivé sous « ${key} ». Vérifiez la référence, ou relancez la mise en forme du document.`,
    ({ key }) => `No file is archived under “${key}”. Check the reference, or render the document again.`,
  ),
  ARCHIVE_DAMAGED: errorOf<{ key: string; expected: string; found: string }>(
    'broken',
    ({ key }) =>
      `Le fichier archivé « ${key} » ne correspond plus à son empreinte. Il n’est pas remis ; restaurez une sauvegarde et prévenez l’administrateur.`,
    ({ key }) =>
      `The archived file “${key}” no longer matches its hash. It is not handed out; restore a backup and tell the administrator.`,
  ),
  LOGO_REFUSED: errorOf<{ reason: string; reasonEn: string }>(
    'invalid',
    ({ reason }) =>
      `Ce logo n’est pas accepté (${reason}). L’ancien est gardé ; envoyez une image PNG ou JPEG de moins de 512 Kio.`,
    ({ reasonEn }) =>
      `This logo is not accepted (${reasonEn}). The former one is kept; send a PNG or JPEG image of less than 512 KiB.`,
  ),
  UNPRINTABLE_TEXT: errorOf<{ characters: readonly string[] }>(
    'invalid',
    ({ characters }) =>
      `Ces caractères ne peuvent pas être imprimés : ${characters.join(' ')}. Écrivez ces noms en lettres latines, grecques ou cyrilliques.`,
    ({ characters }) =>
      `These characters cannot be printed: ${characters.join(' ')}. Write these names in Latin, Greek or Cyrillic letters.`,
  ),
  RENDERING_FAILED: errorOf<{ number: string; cause: string }>(
    'broken',
    ({ number, cause }) =>
      `La mise en forme du document ${number} a échoué (${cause}). Le document reste émis ; la mise en forme peut être relancée.`,
    ({ number, cause }) =>
      `Rendering document ${number} failed (${cause}). The document stays issued; rendering can be tried again.`,
  ),
  RENDERING_STOPPED: errorOf<{ number: string }>(
    'unavailable',
    ({ number }) =>
      `Le service de mise en forme est arrêté. Le document ${number} reste émis et sera mis en forme au redémarrage.`,
    ({ number }) =>
      `Rendering is stopped. Document ${number} stays issued and will be rendered after a restart.`,
  ),
  FACTUR_X_UNREADABLE: errorOf<{ reason: string; reasonEn: string }>(
    'invalid',
    ({ reason }) =>
      `Cette facture électronique n’a pas pu être lue : ${reason} Rien n’a été enregistré ; demandez le fichier d’origine à son émetteur.`,
    ({ reasonEn }) =>
      `This electronic invoice could not be read: ${reasonEn} Nothing was recorded; ask its issuer for the original file.`,
  ),
  NO_LEGAL_TEXT: errorOf<{ key: string; day: string }>(
    'invalid',
    ({ key, day }) =>
      `Aucune mention légale « ${key} » n’est connue pour un document émis le ${day}. Complétez la table des mentions.`,
    ({ key, day }) =>
      `No legal text “${key}” is known for a document issued on ${day}. Complete the table of texts.`,
  ),
});
