import type { Bench } from './plain-sql.js';

/** Something that a person with `psql`, who owns the schema, tries; and what of the schema refuses it. */
export interface Refusal {
  /** The name that the refusal bears. */
  readonly constraint: string;
  /** What is tried, in words. */
  readonly says: string;
  /** Table and trigger, where it is a trigger that refuses under that name. */
  readonly trigger?: readonly [table: string, trigger: string];
  /** What stands behind the first guard and would still refuse: guards that are given up together in the mutation test. */
  readonly behind?: readonly string[];
  readonly act: (bench: Bench) => Promise<unknown>;
}
