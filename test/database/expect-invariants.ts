import { verifyInvariants } from '#billing';
import { otherInvariants } from '#installation';
import { localDate, type LocalDate, SystemClock } from '#kernel';
import type { TestDatabase } from '#test/database/template.js';

/**
 * Fails with the sentences of every invariant that is broken. To be called after tests that write.
 * @param today the civil day of the test's clock; the present one by default
 */
export async function expectInvariants(database: TestDatabase, today?: LocalDate | string): Promise<void> {
  const clock = new SystemClock();
  const moment = { at: clock.now(), today: today === undefined ? clock.today() : localDate(today) };
  const { checks } = await verifyInvariants(database.unitOfWork, moment, otherInvariants);
  const broken = checks.flatMap(({ invariant, offences }) =>
    offences.told.map(({ sentence }) => `${invariant}: ${sentence.fr}`),
  );
  if (broken.length > 0) throw new Error(`invariants are broken\n${broken.join('\n')}`);
}
