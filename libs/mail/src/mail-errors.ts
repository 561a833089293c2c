import { defineErrors, errorOf } from '#kernel';

export const mailErrors = defineErrors('MAIL', {
  ADDRESS_REFUSED: errorOf<{ address: string }>(
    'invalid',
    ({ address }) =>
      `« ${address} » n’est pas une adresse électronique : rien n’a été envoyé. Corrigez l’adresse, puis relancez l’envoi.`,
    ({ address }) =>
      `“${address}” is not an e-mail address: nothing was sent. Correct the address, then send again.`,
  ),
  HEADER_REFUSED: errorOf<{ header: string }>(
    'invalid',
    ({ header }) =>
      `L’en-tête ${header} du message contient un retour à la ligne ou un caractère de contrôle : rien n’a été envoyé. ` +
      'Corrigez le texte dont il provient, puis relancez l’envoi.',
    ({ header }) =>
      `The header ${header} of the message holds a line break or a control character: nothing was sent. ` +
      'Correct the text it comes from, then send again.',
  ),
});
