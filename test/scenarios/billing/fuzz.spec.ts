import { addDays, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';
import { RandomActs } from './random-acts.js';
import { Chance, seedOf } from './seeded.js';

const ROUNDS = Number(process.env['FUZZ_STEPS'] ?? 30);
const AT_ONCE = 8;

/**
 * Anything, in any order, by several people at once: after each round the promise holds, and whoever was refused was
 * refused in words. `FUZZ_SEED` repeats the choices of a run, `FUZZ_STEPS` sets the number of rounds.
 */
describe('whatever several people do at once', () => {
  let coop: TestCooperative;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-03-01', 20);
  });
  afterAll(() => coop.close());

  it(
    `keeps the promise over ${ROUNDS} rounds of ${AT_ONCE} acts`,
    async () => {
      const seed = seedOf('FUZZ_SEED');
      const chance = new Chance(seed);
      const acts = new RandomActs(coop, chance);
      for (let round = 1; round <= ROUNDS; round += 1) {
        await acts.together(Array.from({ length: AT_ONCE }, () => acts.next()));
        expect(acts.faults.map(({ act, error }) => [seed, round, act, error])).toEqual([]);
        const broken = await brokenInvariants(coop.database.unitOfWork);
        expect(broken.map((each) => `seed ${seed}, round ${round}: ${each}`)).toEqual([]);
        coop.clock.set(addDays(coop.clock.today(), chance.between(0, 12)));
      }
      process.stdout.write(`${JSON.stringify(Object.fromEntries(acts.refusals))}\n`);
      await settle(coop);
      const today = coop.clock.today();
      const open = (await coop.billing.drift({ asOf: today })).filter(
        (each) =>
          each.unbilled.length > 0 ||
          each.elsewhere.length > 0 ||
          each.mispriced.length > 0 ||
          each.overbilled.length > 0,
      );
      expect(open.map((each) => [seed, each])).toEqual([]);
      expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    },
    60_000 + ROUNDS * 4_000,
  );
});

/** Corrects and bills all that is due, for both issuers, until nothing is left to do: due = covered (I2). */
async function settle(coop: TestCooperative): Promise<void> {
  for (const issuer of ['COOP', 'CAE', 'COOP', 'CAE']) {
    const wish = { issuer, reason: 'remise en ordre' };
    const preview = await coop.billing.previewCorrection(wish).catch((error: unknown) => {
      expect((error as Error).message).toMatch(/^BILLING.CORRECTION_EMPTY/);
      return null;
    });
    if (preview) await coop.billing.correct(wish, preview.digest, 'essai');
  }
  const asOf = localDate(coop.clock.today());
  for (const issuer of ['COOP', 'CAE']) {
    const run = await coop.billing.proposeRun({ issuer, asOf, proposedBy: 'essai' });
    const held = run.proposal.documents.flatMap((each, index) => (each.state === 'held' ? [index + 1] : []));
    await coop.billing.approveRun({
      runId: run.id,
      digest: run.proposal.digest,
      approvedBy: 'essai',
      releases: held.map((position) => ({ position, reason: 'remise en ordre' })),
      accepts: run.controls.map((control) => control.code),
    });
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
  }
}
