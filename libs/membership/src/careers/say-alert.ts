import { type LocalDate, type Sentence, writeDate } from '#kernel';
import type { BoundFinding } from '../bylaws/check-bylaws.js';
import type { DueStep, StepKind } from './due-steps.js';

/** Something that a person has to see to, with the one thing to do next. */
export interface MembershipAlert {
  readonly kind: StepKind | 'bound';
  /** Overdue, or within the notice; a bound that is broken today is overdue. */
  readonly urgency: 'overdue' | 'soon';
  readonly person: number | null;
  readonly dueOn: LocalDate | null;
  readonly sentence: Sentence;
  readonly action: Sentence;
  /** The article it follows from; null for a rule of the cooperative's own bylaws. */
  readonly source: string | null;
}

interface Told {
  readonly soon: (name: string, day: string) => string;
  readonly overdue: (name: string, day: string) => string;
  readonly action: string;
}

const SOURCES: Readonly<Record<StepKind, string>> = {
  becomeAssociate: 'C. trav., art. L7331-3',
  interview: 'C. trav., art. R7331-7 [?]',
  trialEnds: 'C. trav., art. L1221-19',
  cooperativeRevision: 'Loi 47-1775, art. 25-1',
};

const TOLD: Readonly<Record<StepKind, { readonly fr: Told; readonly en: Told }>> = {
  becomeAssociate: {
    fr: {
      soon: (name, day) =>
        `${name} doit entrer au sociétariat avant le ${day}\u00a0: trois ans après son contrat, CAPE déduit.`,
      overdue: (name, day) =>
        `${name} devait entrer au sociétariat avant le ${day} et n’y figure pas\u00a0: le contrat ne peut se poursuivre ainsi.`,
      action: 'Préparer l’admission',
    },
    en: {
      soon: (name, day) =>
        `${name} has to become an associate before ${day}: three years after the contract, less CAPE.`,
      overdue: (name, day) =>
        `${name} had to become an associate before ${day} and is none: the contract cannot go on like this.`,
      action: 'Prepare the admission',
    },
  },
  interview: {
    fr: {
      soon: (name, day) => `Le prochain entretien de ${name} est à tenir et à signer avant le ${day}.`,
      overdue: (name, day) => `L’entretien de ${name} était à tenir et à signer avant le ${day}.`,
      action: 'Enregistrer l’entretien',
    },
    en: {
      soon: (name, day) => `The next interview of ${name} has to be held and signed before ${day}.`,
      overdue: (name, day) => `The interview of ${name} had to be held and signed before ${day}.`,
      action: 'Record the interview',
    },
  },
  trialEnds: {
    fr: {
      soon: (name, day) => `La période d’essai de ${name} prend fin le ${day}.`,
      overdue: (name, day) => `La période d’essai de ${name} a pris fin le ${day}.`,
      action: 'Décider de la suite',
    },
    en: {
      soon: (name, day) => `The trial period of ${name} ends on ${day}.`,
      overdue: (name, day) => `The trial period of ${name} ended on ${day}.`,
      action: 'Decide what follows',
    },
  },
  cooperativeRevision: {
    fr: {
      soon: (_, day) => `La révision coopérative est à faire avant le ${day}.`,
      overdue: (_, day) => `La révision coopérative était à faire avant le ${day}.`,
      action: 'Enregistrer la révision',
    },
    en: {
      soon: (_, day) => `The révision coopérative has to be made before ${day}.`,
      overdue: (_, day) => `The révision coopérative had to be made before ${day}.`,
      action: 'Record the revision',
    },
  },
};

/** @param today whatever is due that day is overdue: the limit is the first day on which it is too late */
export function sayStep({ kind, person, name, dueOn }: DueStep, today: LocalDate): MembershipAlert {
  const urgency = dueOn <= today ? 'overdue' : 'soon';
  const { fr, en } = TOLD[kind];
  const say = (told: Told, language: 'fr' | 'en') => told[urgency](name ?? '', writeDate(dueOn, language));
  return {
    kind,
    urgency,
    person,
    dueOn,
    sentence: { fr: say(fr, 'fr'), en: say(en, 'en') },
    action: { fr: fr.action, en: en.action },
    source: SOURCES[kind],
  };
}

export function sayBound({ sentence, advice, source }: BoundFinding): MembershipAlert {
  return { kind: 'bound', urgency: 'overdue', person: null, dueOn: null, sentence, action: advice, source };
}
