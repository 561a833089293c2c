import { NightlyVerification, Verifier, VERIFY_JOB } from '#billing';
import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';

describe('the nightly verification', () => {
  let coop: TestCooperative;
  let nightly: NightlyVerification;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22');
    const { unitOfWork } = coop.database;
    nightly = new NightlyVerification(
      unitOfWork,
      coop.jobs,
      new Verifier(unitOfWork, coop.clock),
      coop.clock,
    );
    nightly.onModuleInit();
  });
  afterAll(() => coop.close());

  const work = async () => {
    await coop.jobs.planRecurring();
    return coop.jobs.workUntilIdle({ kinds: [VERIFY_JOB] });
  };

  it('keeps what it found once per civil day', async () => {
    expect(await nightly.lastVerification()).toBeNull();
    await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    expect(await work()).toEqual({ done: 1, failed: 0, stuck: 0 });
    expect(await work()).toEqual({ done: 0, failed: 0, stuck: 0 });
    expect(await nightly.lastVerification()).toMatchObject({ day: '2026-11-22', holds: true });
    coop.clock.set(localDate('2026-11-25'));
    expect((await work()).done).toBe(1);
    expect(await nightly.lastVerification()).toMatchObject({ day: '2026-11-25', holds: true });
  });

  it('lets the application neither change nor remove what was found', async () => {
    await expect(
      coop.database.unitOfWork.read('UPDATE billing.verification SET holds = true'),
    ).rejects.toThrow(/permission denied/);
    await expect(coop.database.unitOfWork.read('DELETE FROM billing.verification')).rejects.toThrow(
      /permission denied/,
    );
  });
});
