import { startTestApi, TEST_PASSWORD, type TestApi } from '#test/api/start-api.js';

describe('guessing passwords', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi({ configuration: { TRUSTED_PROXIES: 1 } });
    api.clock.standStill();
    await api.accountOf('member');
  });
  afterEach(async () => api.close());

  const known = 'member@essai.coop';

  function tryFrom(address: string, email: string, password: string) {
    return api.http().post('/api/session').set('X-Forwarded-For', address).send({ email, password });
  }

  it('is told nothing: an unknown e-mail is answered as a wrong password is, also when it is throttled', async () => {
    const answers: Record<string, unknown[]> = { [known]: [], 'personne@essai.coop': [] };
    for (const [email, seen] of Object.entries(answers)) {
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        const { status, body } = await tryFrom(
          email === known ? '192.0.2.1' : '192.0.2.2',
          email,
          'deviné à peu près',
        );
        seen.push([status, body.code, body.detail]);
      }
    }
    expect(answers[known]).toEqual(answers['personne@essai.coop']);
    expect(answers[known]!.map((each) => (each as unknown[])[0])).toEqual([
      401, 401, 401, 401, 401, 401, 429,
    ]);
  });

  it('waits 1 s after the sixth attempt, then 3 s, 7 s, 15 s; whoever waits may try again', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1)
      await tryFrom('192.0.2.1', known, 'deviné à peu près').expect(401);
    for (const delay of [1, 3, 7, 15]) {
      await tryFrom('192.0.2.1', known, 'deviné à peu près').expect(401);
      // The right password does not help during the wait, from wherever it comes.
      const refused = await tryFrom('198.51.100.7', known, TEST_PASSWORD).expect(429);
      expect(refused.headers['retry-after']).toBe(String(delay));
      expect(refused.body).toMatchObject({
        code: 'IDENTITY.SIGN_IN_THROTTLED',
        facts: { retryAfterSeconds: delay },
      });
      api.clock.advance({ seconds: delay });
    }
    await tryFrom('192.0.2.1', known, TEST_PASSWORD).expect(201);
    await tryFrom('192.0.2.1', known, 'deviné à peu près').expect(401);
  });

  it('counts attempts that arrive at once', async () => {
    const attempts = Array.from({ length: 20 }, (_, index) =>
      tryFrom(`192.0.2.${index}`, known, 'deviné à peu près'),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(6);
    expect(statuses.filter((status) => status === 429)).toHaveLength(14);
  });

  it('is slowed by address too, and one success does not wash an address clean', async () => {
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      await tryFrom('192.0.2.1', `personne${attempt}@essai.coop`, 'deviné à peu près').expect(401);
    }
    await tryFrom('192.0.2.1', known, TEST_PASSWORD).expect(201);
    await tryFrom('192.0.2.1', 'encore@essai.coop', 'deviné à peu près').expect(401);
    await tryFrom('192.0.2.1', 'toujours@essai.coop', 'deviné à peu près').expect(429);
    await tryFrom('192.0.2.2', 'toujours@essai.coop', 'deviné à peu près').expect(401);
  });

  it('cannot hop through the addresses of one IPv6 network', async () => {
    for (let host = 1; host <= 21; host += 1) {
      await tryFrom(
        `2001:db8:0:7::${host.toString(16)}`,
        `personne${host}@essai.coop`,
        'deviné à peu près',
      ).expect(401);
    }
    await tryFrom('2001:db8:0:7:ffff::9', 'encore@essai.coop', 'deviné à peu près').expect(429);
    await tryFrom('2001:db8:0:8::1', 'encore@essai.coop', 'deviné à peu près').expect(401);
  });

  it('leaves a trace without what was typed', async () => {
    await tryFrom('192.0.2.1', 'mon mot de passe@tapé-ici', 'deviné à peu près').expect(401);
    const { events } = await api.identity.readAuditTrail();
    expect(events[0]).toMatchObject({
      action: 'identity.session.refuse',
      address: '192.0.2.1',
      subject: { id: null },
    });
    const everything = await api.database.unitOfWork.read(
      'SELECT e::text FROM identity.audit_event e UNION ALL SELECT a::text FROM identity.sign_in_attempt a',
    );
    expect(JSON.stringify(everything)).not.toMatch(/tapé|deviné/);
  });
});
