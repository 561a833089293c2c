import { Controller, Get, Post } from '@nestjs/common';
import { type Role, ROLES } from '#identity';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';
import { type Route, routesOfControllers, routesOfServer } from './routes.js';

/** What strangers may see. A new line here is a decision about security. */
const OPEN = ['GET /api/health', 'GET /api/ready', 'GET /api/setting', 'POST /api/session'];

@Controller('forgotten')
class ForgottenController {
  @Get()
  read(): string {
    return 'secret';
  }

  @Post()
  write(): string {
    return 'done';
  }
}

/** The same request for everybody: a number that exists for nobody, an empty payload. */
async function call(agent: HttpAgent, { method, path }: Pick<Route, 'method' | 'path'>) {
  const url = path.replace(/:\w+/g, '987654321');
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const request = agent[verb](url);
  return method === 'GET' ? request : request.send({});
}

function mayEnter({ method, access }: Route, role: Role): boolean {
  if (access?.to === 'ownAccount') return true;
  if (access?.to === 'anyAccount') return method === 'GET' || role !== 'auditor';
  if (access?.to !== 'roles') return false;
  if (role === 'auditor')
    return method === 'GET' && (access.roles.includes('administrator') || access.roles.includes('auditor'));
  return access.roles.includes(role);
}

describe('every route of the application', () => {
  let api: TestApi;
  let routes: Route[];
  let guarded: Route[];

  beforeAll(async () => {
    api = await startTestApi();
    routes = routesOfControllers(api.app);
    guarded = routes.filter(({ access }) => access?.to !== 'all');
  });
  afterAll(async () => api.close());

  it('is known to this walk: the server answers to nothing else but the documentation', async () => {
    const walked = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const others = routesOfServer(api.app).filter((each) => !walked.has(each));
    // Nest puts its own "not found" behind the pages outside of the prefix; that it is one is shown below.
    const notFound = others.filter((each) => each.startsWith('ALL '));
    for (const each of notFound) {
      const answer = await call(api.http(), { method: 'PUT', path: each.slice('ALL '.length) });
      expect([each, answer.status, answer.body.code]).toEqual([each, 404, 'API.ROUTE_UNKNOWN']);
    }
    const rest = others.filter((each) => !each.startsWith('ALL '));
    expect(rest.filter((each) => !/^GET \/api\/(docs|openapi\.(json|yaml))/.test(each))).toEqual([]);
    expect(guarded.length).toBeGreaterThan(10);
  });

  it('says who may call it', () => {
    expect(routes.filter(({ access }) => access === undefined).map(({ handler }) => handler)).toEqual([]);
  });

  it('is open to strangers only where this list says so', () => {
    const open = routes
      .filter(({ access }) => access?.to === 'all')
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([...OPEN].sort());
  });

  it('refuses a stranger', async () => {
    const stranger = api.http();
    for (const route of guarded) {
      const answer = await call(stranger, route);
      expect([route.handler, answer.status, answer.body.code]).toEqual([
        route.handler,
        401,
        'IDENTITY.SESSION_REQUIRED',
      ]);
    }
  });

  it('refuses a made-up session', async () => {
    const forger = api.http();
    for (const route of guarded) {
      const cookie = `intendance=${'A'.repeat(43)}`;
      const url = route.path.replace(/:\w+/g, '987654321');
      const verb = route.method.toLowerCase() as 'get';
      const answer = await forger[verb](url).set('Cookie', cookie);
      expect([route.handler, answer.status]).toEqual([route.handler, 401]);
    }
  });

  it.each(ROLES)('refuses %s wherever the role is not named', async (role) => {
    const agent = await api.signedInAs(role);
    const refused = guarded.filter((route) => !mayEnter(route, role));
    for (const route of refused) {
      const answer = await call(agent, route);
      expect([route.handler, answer.status, answer.body.code]).toEqual([
        route.handler,
        403,
        'IDENTITY.ROLE_REFUSED',
      ]);
    }
    // The twin: the very same session reads what it may, without a fault.
    const readable = guarded.filter((route) => route.method === 'GET' && mayEnter(route, role));
    expect(readable.length).toBeGreaterThan(0);
    for (const route of readable) {
      const answer = await call(agent, route);
      expect([route.handler, answer.body?.code]).not.toEqual([route.handler, 'IDENTITY.ROLE_REFUSED']);
      expect([route.handler, answer.status < 500]).toEqual([route.handler, true]);
    }
  });

  it('lets an auditor write nothing but what concerns the own account', () => {
    const writable = guarded.filter((route) => route.method !== 'GET' && mayEnter(route, 'auditor'));
    expect(writable.every(({ access }) => access?.to === 'ownAccount')).toBe(true);
  });
});

describe('a route that forgot to say who may call it', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ controllers: [ForgottenController] });
  });
  afterAll(async () => api.close());

  it('is closed to everybody, administrators included', async () => {
    await api.http().get('/api/forgotten').expect(401);
    const administrator = await api.signedInAs('administrator');
    for (const method of ['GET', 'POST']) {
      const answer = await call(administrator, { method, path: '/api/forgotten' });
      expect([answer.status, answer.body.code]).toEqual([403, 'API.ACCESS_UNDECLARED']);
    }
  });

  it('would be found by the walk', () => {
    const forgotten = routesOfControllers(api.app).filter(({ access }) => access === undefined);
    expect(forgotten.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/forgotten',
      'POST /api/forgotten',
    ]);
  });
});
