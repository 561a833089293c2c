import { startTestApi, type TestApi } from '#test/api/start-api.js';

const BROWSER = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';

describe('the pages of the console, as the API serves them', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it.each(['/', '/connexion', '/gestion/factures/12?page=2'])('answers %s with the console', async (path) => {
    const { text, headers } = await api.http().get(path).set('Accept', BROWSER).expect(200);
    expect(text).toContain('<div id="root">');
    // A page that a proxy kept would name files of a former version, and its nonce would be known.
    expect(headers['cache-control']).toBe('no-store');
  });

  it('lets in scripts of its own and styles of this very answer, and no other', async () => {
    const pages = await Promise.all([1, 2].map(() => api.http().get('/').set('Accept', BROWSER).expect(200)));
    const nonces = pages.map(({ text, headers }) => {
      const policy = String(headers['content-security-policy']);
      const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(policy)!;
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(text).toContain(`nonce="${nonce}"`);
      expect(text).not.toContain('NONCE_OF_THIS_PAGE');
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('lets browsers keep what carries its hash in its name', async () => {
    const { text } = await api.http().get('/').set('Accept', BROWSER).expect(200);
    const [script] = /\/assets\/[^"]+\.js/.exec(text)!;
    const { headers } = await api.http().get(script).expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('says that a file is gone, rather than answering with a page', async () => {
    await api.http().get('/assets/index-of-a-former-version.js').set('Accept', '*/*').expect(404);
    await api.http().get('/missing.js').set('Accept', BROWSER).expect(404);
  });

  it('leaves the API to itself: what is not there is a problem, for a browser too', async () => {
    const { body } = await api.http().get('/api/nothing-here').set('Accept', BROWSER).expect(404);
    expect(body).toMatchObject({ status: 404 });
    await api.http().post('/gestion').set('Accept', BROWSER).expect(404);
    await api.http().get('/gestion').set('Accept', 'application/json').expect(404);
  });
});
