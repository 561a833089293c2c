import { type Sentence, writeCents } from '#kernel';
import type { CaeDocument } from '../reading/cae-document.js';

/** What is kept of a document that was recorded. */
export interface RecordedContent {
  /** Null for one that another room recorded: its number and its amount say whether it is the same. */
  readonly digest: string | null;
  readonly type: CaeDocument['type'];
  readonly netCents: number;
}

/** How a file contradicts what is recorded under the same number; null where it says the same. Pure. */
export function sayDifference(
  known: RecordedContent,
  document: Pick<CaeDocument, 'type' | 'netCents'>,
  digest: string,
): Sentence | null {
  const [was, is] = [known, document].map(({ netCents }) => ({
    fr: `${writeCents(netCents, 'fr')} HT`,
    en: `${writeCents(netCents, 'en')} net`,
  })) as [Sentence, Sentence];
  if (known.type !== document.type || known.netCents !== document.netCents)
    return {
      fr: `ce numéro est déjà repris : ${NAMES[known.type].fr} de ${was.fr}, et ce fichier dit ${NAMES[document.type].fr} de ${is.fr}. Ce qui est repris n’a pas changé ; demandez à l’émetteur lequel des deux montants est le bon.`,
      en: `this number is recorded already: ${NAMES[known.type].en} of ${was.en}, and this file says ${NAMES[document.type].en} of ${is.en}. What is recorded has not changed; ask the issuer which of the two amounts is right.`,
    };
  if (known.digest === null || known.digest === digest) return null;
  return {
    fr: `ce numéro est déjà repris pour ${was.fr}, et ce fichier dit une autre date, d’autres lignes ou une autre TVA. Ce qui est repris n’a pas changé.`,
    en: `this number is recorded already for ${was.en}, and this file says another day, other lines or other VAT. What is recorded has not changed.`,
  };
}

const NAMES = {
  invoice: { fr: 'une facture', en: 'an invoice' },
  creditNote: { fr: 'un avoir', en: 'a credit note' },
} as const;
