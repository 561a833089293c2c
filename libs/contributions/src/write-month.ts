import type { LocalDate } from '#kernel';

const monthNames = {
  fr: new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', month: 'long', year: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }),
};

/** « mars 2026 » or “March 2026”, of the first day of the month. */
export function writeMonth(month: LocalDate, language: 'fr' | 'en'): string {
  return monthNames[language].format(new Date(`${month}T00:00:00Z`));
}

/** « de mars 2026 », « d’octobre 2026 ». */
export function writeOfMonth(month: LocalDate): string {
  const name = writeMonth(month, 'fr');
  return /^[ao]/.test(name) ? `d’${name}` : `de ${name}`;
}
