import { say } from './format';
import { typeset } from './typeset';

describe('French spacing', () => {
  it('puts narrow no-break spaces before ; ! ? and no-break spaces before : and %', () => {
    expect(typeset('Oui ; non ! quoi ? TVA : 20 % « vu »')).toBe(
      'Oui\u202f; non\u202f! quoi\u202f? TVA\u00a0: 20\u00a0% «\u00a0vu\u00a0»',
    );
  });

  it('is for French alone', () => {
    const sentence = { fr: 'Motif : vu', en: 'Reason : seen' };
    expect(say(sentence, 'fr')).toBe('Motif\u00a0: vu');
    expect(say(sentence, 'en')).toBe('Reason : seen');
  });
});
