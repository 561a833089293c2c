import type { Facts, Sentence } from '../domain-error.js';

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10';

/** One thing found, in words and as facts. */
export interface Finding {
  readonly sentence: Sentence;
  readonly facts: Facts;
}

/** Findings of one kind: the first of them told, all of them counted. */
export interface Findings {
  readonly told: readonly Finding[];
  readonly total: number;
}

/** How one invariant stands. */
export interface Check {
  readonly invariant: Invariant;
  readonly name: Sentence;
  readonly state: 'holds' | 'broken' | 'notApplicable';
  /** How many facts were looked at; what they are depends on the invariant. */
  readonly checked: number;
  /** What breaks the invariant. */
  readonly offences: Findings;
  /** What is no offence but waits for a person: days not proposed yet, a delivery past its deadline. */
  readonly toDo: Findings;
}

export const INVARIANT_NAMES: Readonly<Record<Invariant, Sentence>> = {
  I1: {
    fr: 'Chaque jour d’une ligne est facturé au plus une fois',
    en: 'Each day of a line is billed at most once',
  },
  I2: {
    fr: 'Rien de dû n’est oublié, rien d’indu n’est facturé',
    en: 'Nothing due is forgotten, nothing undue is billed',
  },
  I3: {
    fr: 'Chaque série est numérotée de 1 à n, chaînée et datée dans l’ordre',
    en: 'Each series is numbered 1 to n, chained and dated in order',
  },
  I4: {
    fr: 'Chaque document a une obligation d’envoi, avec preuve ou alerte',
    en: 'Each document has one delivery obligation, with proof or alert',
  },
  I5: {
    fr: 'Lignes, TVA, totaux, PDF et XML disent le même montant',
    en: 'Lines, VAT, totals, PDF and XML say the same amount',
  },
  I6: { fr: 'Les octets émis ne changent jamais', en: 'Issued bytes never change' },
  I7: {
    fr: 'Les lettrages ne dépassent ni l’écriture bancaire ni la facture',
    en: 'Allocations exceed neither bank entry nor invoice',
  },
  I8: {
    fr: 'Recalculer à partir des faits donne le même état',
    en: 'Recomputing from the facts gives the same state',
  },
  I9: {
    fr: 'Les parts détenues sont la somme des mouvements, le capital tient son plancher',
    en: 'Holdings are the sum of movements, capital keeps its floor',
  },
  I10: {
    fr: 'Une voix effective par associé et résolution',
    en: 'One effective vote per associate and resolution',
  },
};
