import type { NoteCode } from '../invoice-document.js';
import { FLOWS } from './code-lists.js';
import type { RuleGroup } from './finding.js';

const REQUIRED: readonly { code: NoteCode; fr: string; en: string }[] = [
  { code: 'PMT', fr: 'l’indemnité forfaitaire de recouvrement', en: 'the fixed recovery indemnity' },
  { code: 'PMD', fr: 'les pénalités de retard', en: 'late-payment penalties' },
  { code: 'AAB', fr: 'l’escompte ou son absence', en: 'the discount or its absence' },
];

/** A sentence, not a placeholder such as « - », « N/A » or « xxx ». */
function says(text: string): boolean {
  let meaning = meanings.get(text);
  if (meaning === undefined) {
    // Legal notes are few and recur on every document of a run.
    if (meanings.size >= 200) meanings.clear();
    meanings.set(text, (meaning = hasMeaning(text)));
  }
  return meaning;
}

const meanings = new Map<string, boolean>();

function hasMeaning(text: string): boolean {
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length >= 3 && new Set(words.join('').toLowerCase()).size >= 5;
}

/** Legal notes: present, once, and meaningful. */
export const noteRules: RuleGroup = ({ notes, flow, buyer }, report) => {
  for (const { code, fr, en } of REQUIRED) {
    const texts = notes.filter((note) => note.code === code);
    if (!texts.some((note) => says(note.text))) {
      report(
        'BR-FR-05',
        'notes',
        {
          fr: `La mention sur ${fr} (${code}) manque ou ne dit rien. Rétablissez la mention légale.`,
          en: `The note on ${en} (${code}) is missing or says nothing. Restore the legal note.`,
        },
        { code },
      );
    }
  }
  for (const code of ['PMT', 'PMD', 'AAB', 'TXD'] as const) {
    const count = notes.filter((note) => note.code === code).length;
    if (count > 1) {
      report(
        'BR-FR-06',
        'notes',
        {
          fr: `La mention ${code} apparaît ${count} fois. Une seule est admise : réunissez les textes.`,
          en: `The note ${code} appears ${count} times. Only one is allowed: join the texts.`,
        },
        { code, count },
      );
    }
  }
  const flows = notes.filter((note) => note.code === 'BAR').map((note) => note.text);
  if (flows.length > 1) {
    report(
      'BR-FR-31',
      'notes',
      {
        fr: 'Le document indique plusieurs traitements (BAR). Gardez-en un seul.',
        en: 'The document states several flows (BAR). Keep one.',
      },
      { flows },
    );
  }
  if (flows.length === 0 || !flows.every((each) => FLOWS.has(each)) || !flows.includes(flow)) {
    report(
      'BR-FR-20',
      'notes',
      {
        fr: `La note de traitement (BAR) doit dire « ${flow} », parmi B2B, B2BINT, B2C, OUTOFSCOPE, ARCHIVEONLY.`,
        en: `The flow note (BAR) must say “${flow}”, among B2B, B2BINT, B2C, OUTOFSCOPE, ARCHIVEONLY.`,
      },
      { flow, flows },
    );
  }
  const indemnity = notes.find((note) => note.code === 'PMT')?.text ?? '';
  if (buyer.vatStatus === 'consumer' && /\b40\b/.test(indemnity)) {
    report('ID-CONSUMER-01', 'notes', {
      fr: 'L’indemnité de 40 € ne peut pas être demandée à un consommateur. Utilisez la mention prévue pour les particuliers.',
      en: 'The indemnity of €40 cannot be claimed from a consumer. Use the note meant for consumers.',
    });
  }
};
