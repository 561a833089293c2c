import { startTestApi, TEST_PASSWORD, type TestApi } from '#test/api/start-api.js';

describe('a session', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    await api.accountOf('administrator');
  });
  afterAll(async () => api.close());

  it('has a cookie that no script can read and a token that the database does not know', async () => {
    const agent = api.http();
    const answer = await agent
      .post('/api/session')
      .send({ email: ' Administrator@Essai.coop', password: TEST_PASSWORD })
      .expect(201);
    expect(answer.body).toMatchObject({ email: 'administrator@essai.coop', roles: ['administrator'] });
    const [cookie] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^intendance=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = cookie!.slice('intendance='.length, cookie!.indexOf(';'));
    const kept = await api.database.unitOfWork.read('SELECT s::text AS row FROM identity.session s');
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(answer.headers['cache-control']).toBe('no-store');
    // The console reckons with the server's civil day, not with its own.
    expect(answer.headers['intendance-today']).toBe(api.clock.today());
  });

  it('ends when its owner signs out, on the server too', async () => {
    const agent = await api.signedInAs('member');
    const cookie = await cookieOf(agent);
    await agent.get('/api/session').expect(200);
    await agent.delete('/api/session').expect(204);
    await api.http().get('/api/session').set('Cookie', cookie).expect(401);
  });

  it('ends after two hours without a visit, and goes on with one', async () => {
    const visited = await api.signedInAs('member');
    const forgotten = await api.signedInAs('member');
    api.clock.advance({ minutes: 90 });
    await visited.get('/api/session').expect(200);
    api.clock.advance({ minutes: 31 });
    await visited.get('/api/session').expect(200);
    await forgotten.get('/api/session').expect(401);
  });

  it('ends after twelve hours, however often it is used', async () => {
    const agent = await api.signedInAs('member');
    for (let hour = 1; hour <= 11; hour += 1) {
      api.clock.advance({ hours: 1 });
      await agent.get('/api/session').expect(200);
    }
    api.clock.advance({ hours: 1, seconds: 1 });
    await agent.get('/api/session').expect(401);
  });

  it('loses a role the moment it is revoked, and dies when the account is disabled', async () => {
    const administrator = await api.signedInAs('administrator');
    const accountant = await api.signedInAs('accountant');
    const id = await api.accountOf('accountant');
    expect((await accountant.get('/api/session').expect(200)).body.roles).toEqual(['accountant']);
    await administrator.delete(`/api/accounts/${id}/roles/accountant`).expect(200);
    expect((await accountant.get('/api/session').expect(200)).body.roles).toEqual([]);
    await administrator.post(`/api/accounts/${id}/deactivation`).expect(201);
    await accountant.get('/api/session').expect(401);
    const credentials = { email: 'accountant@essai.coop', password: TEST_PASSWORD };
    expect((await api.http().post('/api/session').send(credentials).expect(401)).body.code).toBe(
      'IDENTITY.SIGN_IN_REFUSED',
    );
    await administrator.delete(`/api/accounts/${id}/deactivation`).expect(200);
    await api.http().post('/api/session').send(credentials).expect(201);
  });

  it('is closed elsewhere by a change of password, and kept where it was changed', async () => {
    const here = await api.signedInAs('associate');
    const elsewhere = await api.signedInAs('associate');
    const path = `/api/accounts/${await api.accountOf('associate')}/password`;
    const wrong = await here
      .put(path)
      .send({ newPassword: 'sept navires verts', currentPassword: 'deviné à peu près' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'IDENTITY.CURRENT_PASSWORD_REFUSED']);
    await here
      .put(path)
      .send({ newPassword: 'sept navires verts', currentPassword: TEST_PASSWORD })
      .expect(204);
    await here.get('/api/session').expect(200);
    await elsewhere.get('/api/session').expect(401);
  });

  it('does not let its owner change the password of somebody else', async () => {
    const member = await api.signedInAs('member');
    const victim = await api.accountOf('administrator');
    const answer = await member
      .put(`/api/accounts/${victim}/password`)
      .send({ newPassword: 'sept navires verts' });
    expect([answer.status, answer.body.code]).toEqual([403, 'IDENTITY.ROLE_REFUSED']);
  });
});

describe('behind https', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ configuration: { PUBLIC_URL: 'https://intendance.exemple.coop' } });
    await api.accountOf('member');
  });
  afterAll(async () => api.close());

  it('binds the cookie to the host and to https', async () => {
    const answer = await api
      .http()
      .post('/api/session')
      .set('Origin', 'https://intendance.exemple.coop')
      .send({ email: 'member@essai.coop', password: TEST_PASSWORD })
      .expect(201);
    const [cookie] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-intendance=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

async function cookieOf(agent: Awaited<ReturnType<TestApi['signedInAs']>>): Promise<string> {
  const { value } = agent.jar.getCookie('intendance', {
    domain: '127.0.0.1',
    path: '/',
    secure: false,
    script: false,
  } as never)!;
  return `intendance=${value}`;
}
