import { writeAmount, writeBasisPoints, writeDay, writePeriod } from '../../../i18n/format';
import { factWords } from './fact-words';

type Facts = Readonly<Record<string, unknown>>;

/** The word of the area for it, or what the API wrote where there is none. */
function wordFor(group: 'names' | 'values', written: string): string {
  const path = `${group}.${written}`;
  // i18next answers a name that it does not know with the name itself.
  const word = factWords.now(path as Parameters<typeof factWords.now>[0]);
  return word === path ? written : word;
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function writeValue(name: string, value: unknown): string {
  if (typeof value === 'number' && name.endsWith('Cents')) return writeAmount(String(value / 100));
  if (typeof value === 'number' && name.endsWith('BasisPoints')) return writeBasisPoints(value);
  if (isDay(value)) return writeDay(value);
  if (Array.isArray(value)) {
    return value.some((each) => typeof each === 'object')
      ? factWords.now('items', { count: value.length })
      : value.map((each) => writeValue(name, each)).join(', ');
  }
  if (!isFacts(value)) return wordFor('values', String(value));
  const { from, to } = value;
  return typeof from === 'string' && Object.keys(value).every((key) => key === 'from' || key === 'to')
    ? writePeriod({ from, to: typeof to === 'string' ? to : null })
    : `(${writeFacts(value)})`;
}

/** « rôle : activité · à effet du : 01/10/2026 » on one line, the empty ones left out. */
export function writeFacts(facts: Facts): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      // Some acts begin on a day, others come from somebody.
      const asked = name === 'from' && isDay(value) ? 'fromDay' : name.replace(/(Cents|BasisPoints)$/, '');
      const called = wordFor('names', asked);
      return `${called}\u00a0: ${writeValue(name, value)}`;
    })
    .join(' · ');
}
