import fc from 'fast-check';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';
import { type Route, routesOfControllers } from './routes.js';

/** Values that a form never sends and an attacker does. */
const NONSENSE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_992,
  '',
  ' ',
  'x',
  '1',
  '-1',
  '99999999999999999999999',
  '2026-02-30',
  '2026-02-28',
  '9999-12-31',
  '+275760-09-13',
  '\u0000',
  '\ud800',
  "'; DROP TABLE identity.account; --",
  '=HYPERLINK("http://evil.example")',
  '<script>alert(1)</script>',
  'é'.repeat(5000),
  [],
  [null],
  [[]],
  ['x', 'x'],
  {},
  { length: 3 },
  { constructor: { prototype: 1 } },
  { toString: 1 },
  { valueOf: 'x' },
];

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content?: Record<string, { readonly schema?: { readonly $ref?: string } }>;
  };
}

interface OpenApi {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: {
    readonly schemas: Record<string, { readonly properties?: Record<string, unknown> }>;
  };
}

const RUNS_PER_ROUTE = 20;
const SEED = Number(process.env['NONSENSE_SEED'] ?? 20_261_122);

describe('nonsense', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let document: OpenApi;
  let routes: Route[];

  beforeAll(async () => {
    api = await startTestApi();
    administrator = await api.signedInAs('administrator');
    document = (await api.http().get('/api/openapi.json').expect(200)).body as OpenApi;
    // Signing out would only end the test.
    routes = routesOfControllers(api.app).filter(
      ({ method, path }) => !(method === 'DELETE' && path === '/api/session'),
    );
  });
  afterAll(async () => api.close());

  function described({ method, path }: Route): Described {
    return document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] ?? {};
  }

  /** Payloads with the very fields that the route knows, so that some get past the first check. */
  function payloadsOf(route: Route): fc.Arbitrary<unknown> {
    const reference = described(route).requestBody?.content?.['application/json']?.schema?.$ref;
    const fields = Object.keys(
      document.components.schemas[reference?.split('/').pop() ?? '']?.properties ?? {},
    );
    const value = fc.constantFrom(...NONSENSE);
    const record = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] });
    return fields.length > 0
      ? fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: value })
      : value;
  }

  const segments = fc.constantFrom(
    '1',
    '2',
    '0',
    '-1',
    '1.5',
    '99999999999999999999',
    'x',
    '%00',
    '%F0%9F%92%A9',
    "';--",
    '%2e%2e%2f',
  );

  it('is refused by every route and is a fault of none', async () => {
    const faults: string[] = [];
    for (const route of routes) {
      const queries = (described(route).parameters ?? [])
        .filter((each) => each.in === 'query')
        .map(({ name }) => name);
      const request = fc.record({
        path: fc.array(segments, { minLength: 3, maxLength: 3 }),
        query: fc.record(
          Object.fromEntries(
            queries.map((name) => [name, fc.constantFrom(...NONSENSE.filter((each) => each !== null))]),
          ),
          { requiredKeys: [] },
        ),
        payload: payloadsOf(route),
      });
      for (const { path, query, payload } of fc.sample(request, { numRuns: RUNS_PER_ROUTE, seed: SEED })) {
        let next = 0;
        const url = route.path.replace(/:\w+/g, () => path[next++ % path.length]!);
        const verb = route.method.toLowerCase() as 'post';
        const search = new URLSearchParams(
          Object.entries(query).map(([name, value]): [string, string] => [
            name,
            String(JSON.stringify(value)),
          ]),
        );
        const sent = administrator[verb](`${url}?${search.toString()}`);
        const answer =
          route.method === 'GET'
            ? await sent
            : await sent.set('Content-Type', 'application/json').send(JSON.stringify(payload));
        if (answer.status === 500)
          faults.push(`${route.method} ${url}?${search.toString()} ${JSON.stringify(payload)}`);
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);
});
