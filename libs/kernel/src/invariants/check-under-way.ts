import type { Sentence } from '../domain-error.js';
import { type Check, type Finding, type Findings, INVARIANT_NAMES, type Invariant } from './check.js';

/** How many findings of one kind are told at most; all are counted. */
export const MOST_TOLD = 20;

/** Gathers findings in bounded memory. */
export class FindingList implements Findings {
  readonly told: Finding[] = [];
  total = 0;

  /** @param alike how many more findings this one stands for, itself included */
  add(sentence: Sentence, facts: Finding['facts'], alike = 1): void {
    this.total += alike;
    if (this.told.length < MOST_TOLD) this.told.push({ sentence, facts });
  }

  plain(): Findings {
    return { told: this.told, total: this.total };
  }
}

/** What is gathered while one invariant is checked. */
export class CheckUnderWay {
  readonly offences = new FindingList();
  readonly toDo = new FindingList();
  checked = 0;

  constructor(private readonly invariant: Invariant) {}

  ended(): Check {
    return {
      invariant: this.invariant,
      name: INVARIANT_NAMES[this.invariant],
      state: this.offences.total > 0 ? 'broken' : 'holds',
      checked: this.checked,
      offences: this.offences.plain(),
      toDo: this.toDo.plain(),
    };
  }
}

/** An invariant whose room does not exist in this installation. */
export function notApplicable(invariant: Invariant): Check {
  const none = { told: [], total: 0 };
  return {
    invariant,
    name: INVARIANT_NAMES[invariant],
    state: 'notApplicable',
    checked: 0,
    offences: none,
    toDo: none,
  };
}

interface Counted {
  readonly total: number;
}

/**
 * Adds the rows of a query that tells at most `MOST_TOLD` of them and counts them all in a column `total`
 * (`count(*) OVER ()`).
 */
export function addRows<R extends Counted>(
  list: FindingList,
  rows: readonly R[],
  sentenceOf: (row: R) => Sentence,
): void {
  rows.forEach((row, index) => {
    const { total, ...facts } = row;
    // The last row told stands for those that are not.
    list.add(sentenceOf(row), facts, index === rows.length - 1 ? total - index : 1);
  });
}
