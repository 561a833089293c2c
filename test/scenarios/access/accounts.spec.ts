import pg from 'pg';
import { systemActor } from '#identity';
import { type HttpAgent, startTestApi, TEST_PASSWORD, type TestApi } from '#test/api/start-api.js';

describe('accounts', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  beforeAll(async () => {
    api = await startTestApi();
    administrator = await api.signedInAs('administrator');
  });
  afterAll(async () => api.close());

  const camille = {
    email: 'Camille@Exemple.coop',
    name: 'Camille Martin',
    password: 'sept navires verts',
    roles: ['member'],
  };

  it('are created by administrators, with an e-mail that counts once whatever its case', async () => {
    const created = await administrator.post('/api/accounts').send(camille).expect(201);
    expect(created.body).toMatchObject({
      email: 'camille@exemple.coop',
      roles: ['member'],
      disabledAt: null,
    });
    expect(JSON.stringify(created.body)).not.toMatch(/password|argon/);
    const again = await administrator
      .post('/api/accounts')
      .send({ ...camille, email: 'CAMILLE@exemple.coop' });
    expect([again.status, again.body.code]).toEqual([409, 'IDENTITY.EMAIL_TAKEN']);
  });

  it.each([
    ['onze signes', 'IDENTITY.PASSWORD_TOO_SHORT'],
    ['Dominique@exemple.coop', 'IDENTITY.PASSWORD_GUESSABLE'],
    ['aaaaaaaaaaaaaa', 'IDENTITY.PASSWORD_GUESSABLE'],
    ['é'.repeat(257), 'IDENTITY.PASSWORD_TOO_LONG'],
  ])('refuse the password %s', async (password, code) => {
    const answer = await administrator
      .post('/api/accounts')
      .send({ ...camille, email: 'dominique@exemple.coop', password });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('keep one administrator, also when two remove each other at once', async () => {
    const first = await api.accountOf('administrator');
    const alone = await administrator.delete(`/api/accounts/${first}/roles/administrator`);
    expect([alone.status, alone.body.code]).toEqual([409, 'IDENTITY.LAST_ADMINISTRATOR']);
    const disabled = await administrator.post(`/api/accounts/${first}/deactivation`);
    expect([disabled.status, disabled.body.code]).toEqual([409, 'IDENTITY.LAST_ADMINISTRATOR']);

    for (let round = 1; round <= 10; round += 1) {
      const { body: second } = await administrator
        .post('/api/accounts')
        .send({ ...camille, email: `seconde${round}@exemple.coop`, roles: ['administrator'] })
        .expect(201);
      const outcomes = await Promise.allSettled([
        api.identity.revokeRole(systemActor('essai'), first, 'administrator'),
        round % 2 === 0
          ? api.identity.disable(systemActor('essai'), second.id)
          : api.identity.revokeRole(systemActor('essai'), second.id, 'administrator'),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await api.identity.grantRole(systemActor('essai'), first, 'administrator');
      await api.identity.disable(systemActor('essai'), second.id);
    }
  });

  it('gain and lose roles, each with its trace', async () => {
    const id = await api.accountOf('associate');
    await administrator.post(`/api/accounts/${id}/roles`).send({ role: 'accountant' }).expect(201);
    await administrator.post(`/api/accounts/${id}/roles`).send({ role: 'accountant' }).expect(201);
    await administrator.delete(`/api/accounts/${id}/roles/accountant`).expect(200);
    const missing = await administrator.delete(`/api/accounts/${id}/roles/accountant`);
    expect([missing.status, missing.body.code]).toEqual([404, 'IDENTITY.ROLE_NOT_HELD']);
    const unknown = await administrator.delete(`/api/accounts/${id}/roles/king`);
    expect([unknown.status, unknown.body.code]).toEqual([400, 'IDENTITY.ROLE_UNKNOWN']);
    const trail = await administrator.get(`/api/audit-trail?subjectKind=account&subjectId=${id}`).expect(200);
    const acts = trail.body.events.map(
      ({ action, actorName }: Record<string, string>) => `${actorName}: ${action}`,
    );
    expect(acts).toEqual([
      'Essai administrator: identity.role.revoke',
      'Essai administrator: identity.role.grant',
      'essai: identity.account.create',
    ]);
  });

  it('answer a number that is nobody’s, or no number, with a refusal', async () => {
    expect((await administrator.get('/api/accounts/987654321').expect(404)).body.code).toBe(
      'IDENTITY.ACCOUNT_UNKNOWN',
    );
    for (const id of ['0', '-1', '1.5', '99999999999999999999', 'x', '%00']) {
      const answer = await administrator.get(`/api/accounts/${id}`);
      expect([id, answer.status, answer.body.code]).toEqual([id, 400, 'API.INPUT_REFUSED']);
    }
  });
});

describe('the audit trail', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    await api.accountOf('auditor');
  });
  afterAll(async () => api.close());

  it.each([
    'UPDATE identity.audit_event SET actor_name = $$x$$',
    'DELETE FROM identity.audit_event',
    'TRUNCATE identity.audit_event',
  ])('refuses %s to the owner of the database and to the application', async (sql) => {
    const owner = new pg.Client({ connectionString: api.database.url });
    await owner.connect();
    try {
      await expect(owner.query(sql)).rejects.toMatchObject({ constraint: 'audit_trail_append_only' });
      // Replication mode switches off ordinary triggers, not this one.
      await owner.query('SET session_replication_role = replica');
      await expect(owner.query(sql)).rejects.toMatchObject({ constraint: 'audit_trail_append_only' });
    } finally {
      await owner.end();
    }
    await expect(api.database.unitOfWork.read(sql)).rejects.toThrow(/permission denied/);
  });

  it('is written with the act or not at all', async () => {
    const before = (await api.identity.readAuditTrail()).events.length;
    const act = api.database.unitOfWork.run(async (tx) => {
      await api.identity.recordAct(tx, systemActor('essai'), {
        action: 'essai.act',
        subject: { kind: 'essai', id: 1 },
      });
      throw new Error('the act failed');
    });
    await expect(act).rejects.toThrow('the act failed');
    expect((await api.identity.readAuditTrail()).events).toHaveLength(before);
  });

  it('is read page by page, newest first, by administrators and auditors', async () => {
    await api.database.unitOfWork.run(async (tx) => {
      for (let id = 1; id <= 7; id += 1) {
        await api.identity.recordAct(tx, systemActor('essai'), {
          action: 'essai.act',
          subject: { kind: 'page', id },
        });
      }
    });
    const auditor = await api.signedInAs('auditor');
    const seen: string[] = [];
    for (let next: number | null | undefined; next !== null;) {
      const { body } = await auditor
        .get('/api/audit-trail')
        .query({ subjectKind: 'page', limit: 3, ...(next ? { before: next } : {}) })
        .expect(200);
      seen.push(...body.events.map(({ subject }: { subject: { id: string } }) => subject.id));
      next = body.next as number | null;
    }
    expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  it('never holds a password', async () => {
    const everything = await api.database.unitOfWork.read('SELECT e::text FROM identity.audit_event e');
    expect(JSON.stringify(everything)).not.toMatch(new RegExp(`${TEST_PASSWORD}|argon2`));
  });
});
