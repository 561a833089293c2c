import type { Day } from '../i18n/format';

/** The header of every answer of the API that tells the civil day on which the server stands. */
const HEADER = 'Intendance-Today';

let told: Day | null = null;

export function learnToday(response: Response): void {
  told = response.headers.get(HEADER) ?? told;
}

/** Today as the server counts it; before its first answer, as Paris does. Never what the browser's clock calls it. */
export function today(): Day {
  return told ?? todayInParis();
}

export function todayInParis(now = new Date()): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(now);
}
