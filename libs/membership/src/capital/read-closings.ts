import type { LocalDate } from '#kernel';
import type { Reader } from './read-holdings.js';

/** Losses at the closing of a financial year, as they were recorded. */
export interface ClosingRecord {
  readonly closingOn: LocalDate;
  readonly lossesCents: number;
  /** Nominal of the shares that bear them: those held that day, and those withdrawn since the closing before. */
  readonly bearingCents: number;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** Newest first. */
export async function listClosings(reader: Reader): Promise<ClosingRecord[]> {
  return reader.query(
    `SELECT b.closing_on AS "closingOn", b.losses_cents AS "lossesCents", b.bearing_cents AS "bearingCents",
       c.made_by AS "recordedBy", c.made_at AS "recordedAt"
     FROM membership.capital_closing_bearing b JOIN membership.capital_closing c USING (closing_on)
     ORDER BY b.closing_on DESC`,
  );
}
