import type { LocalDate } from '#kernel';
import type { CapitalRules } from '../bylaws/bylaws.js';
import type { Reader } from './read-holdings.js';

interface RuleOfDay {
  readonly from: LocalDate;
  readonly capital: CapitalRules | null;
}

/** The bylaws in force by day, the newest first; of one day, its newest revision. */
export async function readRules(reader: Reader): Promise<RuleOfDay[]> {
  return reader.query(
    `SELECT DISTINCT ON (from_day) from_day AS "from", rules -> 'capital' AS capital FROM membership.bylaws
     ORDER BY from_day DESC, revision DESC`,
  );
}

/** The rule of a day among them. */
export function ruleOn(rules: readonly RuleOfDay[]): (day: LocalDate) => CapitalRules | null {
  return (day) => rules.find(({ from }) => from <= day)?.capital ?? null;
}
