import { Documents } from '#documents';
import { DEMO_PASSWORD, loadDemo } from '#installation';
import type { Role } from '#identity';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';
import { type Route, routesOfControllers } from './routes.js';

const NOBODYS = 987_654_321;
/** Parts of an address that are no number of a thing. */
const KNOWN: Readonly<Record<string, string>> = { month: '2026-10' };

const owners = { member: 'membre@demo.example', associate: 'associee@demo.example' } as const;
type Owner = keyof typeof owners;
const OWNERS = Object.keys(owners) as Owner[];

const isOwn = ({ path }: Route) => path.startsWith('/api/my/');
const admits = ({ access }: Route, role: Role) => access?.to === 'roles' && access.roles.includes(role);
const parametersOf = ({ path }: Route) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!).filter((name) => !(name in KNOWN));

function address({ path }: Route, id: number): string {
  return path.replace(/:(\w+)/g, (_, name: string) => KNOWN[name] ?? String(id));
}

/** Every whole number in an answer: ids are among them. */
function idsIn(value: unknown, found: Set<number> = new Set()): Set<number> {
  if (typeof value !== 'object' || value === null) return found;
  for (const inner of Object.values(value)) {
    if (typeof inner === 'number' && Number.isInteger(inner) && inner > 0) found.add(inner);
    idsIn(inner, found);
  }
  return found;
}

const ID_GUESSES = 60;
const TRIED_OF_EACH = 4;

/** What an owner opened, by the route that opened it. */
type Opened = Map<string, number[]>;

async function openEverything(agent: HttpAgent, routes: readonly Route[]): Promise<Opened> {
  const opened: Opened = new Map();
  const ids = new Set<number>();
  for (const route of routes.filter((each) => parametersOf(each).length === 0)) {
    const { status, body } = await agent.get(address(route, 0));
    if (status === 200) opened.set(route.path, []);
    idsIn(body, ids);
  }
  for (const route of routes.filter((each) => parametersOf(each).length > 0)) {
    const own: number[] = [];
    for (const id of [...ids].slice(0, ID_GUESSES)) {
      if (own.length === TRIED_OF_EACH) break;
      const { status, body } = await agent.get(address(route, id));
      if (status !== 200) continue;
      own.push(id);
      // A thing names those that belong to it: a sheet its receipts.
      idsIn(body, ids);
    }
    if (own.length > 0) opened.set(route.path, own);
  }
  return opened;
}

/**
 * The demonstration holds something of everybody. Whoever owns nothing tries the numbers that its owners open, and those
 * beside them, on every route of one's own things: each answers as one that does not exist. New routes are walked
 * without a line here.
 */
describe('things of others, asked for by their numbers', () => {
  let api: TestApi;
  let routes: Route[];
  const opened = {} as Record<Owner, Opened>;
  const reading = (role: Owner) => routes.filter((each) => each.method === 'GET' && admits(each, role));

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-22' });
    const { database, clock } = api;
    const documents = api.get(Documents);
    const configuration = { NODE_ENV: 'test' } as const;
    await loadDemo({ unitOfWork: database.unitOfWork, documents, clock, configuration });
    routes = routesOfControllers(api.app).filter(isOwn);
    for (const owner of OWNERS) {
      const agent = api.http();
      const signIn = { email: owners[owner], password: DEMO_PASSWORD };
      await agent.post('/api/session').send(signIn).expect(201);
      opened[owner] = await openEverything(agent, reading(owner));
    }
  }, 180_000);
  afterAll(async () => api.close());

  it.each(OWNERS)('the demonstration has something for %s on each route', (owner) => {
    const unopened = reading(owner).filter(({ path }) => !opened[owner].has(path));
    expect(unopened.map(({ path }) => path)).toEqual([]);
  });

  it.each(OWNERS)('another %s finds none of them', async (role) => {
    const stranger = await api.signedInAs(role);
    const all = [...new Set([...opened[role].values()].flat())];
    for (const route of routes.filter((each) => admits(each, role) && parametersOf(each).length > 0)) {
      const verb = route.method.toLowerCase() as 'get';
      const unknown = await stranger[verb](address(route, NOBODYS));
      expect([route.handler, unknown.status >= 400]).toEqual([route.handler, true]);
      const own = opened[role].get(route.path) ?? all.slice(0, 10);
      for (const id of new Set(own.flatMap((each) => [Math.max(1, each - 1), each, each + 1]))) {
        const answer = await stranger[verb](address(route, id));
        const told = [route.handler, id, answer.status, answer.body.code];
        expect(told).toEqual([route.handler, id, unknown.status, unknown.body.code]);
      }
    }
  });

  it.each(OWNERS)('the lists of another %s name no client of anybody', async (role) => {
    const stranger = await api.signedInAs(role);
    const clients = await api.database.unitOfWork.read<{ name: string }>('SELECT name FROM contracts.client');
    expect(clients.length).toBeGreaterThan(50);
    for (const list of reading(role).filter((each) => parametersOf(each).length === 0)) {
      const { text = '' } = await stranger.get(address(list, 0));
      const named = clients.filter(({ name }) => text.includes(name));
      expect([list.handler, named]).toEqual([list.handler, []]);
    }
  });
});
