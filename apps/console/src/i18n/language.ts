import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'fr' | 'en';

/** The same name is read by public/first-paint.js. */
const KEPT_LANGUAGE = 'intendance.language';

function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEPT_LANGUAGE) === 'en' ? 'en' : 'fr';
  } catch {
    // A browser that keeps nothing speaks French at each visit.
    return 'fr';
  }
}

/** The language of the page, for what is written outside a component; a component that shows it uses `useLanguage`. */
export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'fr';
}

/** Remembered by this browser; the page, its title and the API's sentences follow. */
export async function speak(chosen: Language): Promise<void> {
  localStorage.setItem(KEPT_LANGUAGE, chosen);
  document.documentElement.lang = chosen;
  await i18next.changeLanguage(chosen);
}

// Sentences come with the screens that show them (see `texts.ts`), some before the first component is drawn: the
// languages are there as soon as this file is read.
void i18next.use(initReactI18next).init({
  initAsync: false,
  lng: keptLanguage(),
  fallbackLng: 'fr',
  resources: {},
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});
