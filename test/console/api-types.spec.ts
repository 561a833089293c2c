import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { startTestApi, type TestApi } from '#test/api/start-api.js';
import { openApiOf } from '#app/api/src/http/describe-api.js';

const TYPES = 'apps/console/src/api/schema.d.ts';

describe('what the console knows of the API', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('is what the API says of itself (else: npm run generate:api)', async () => {
    const types = astToString(await openapiTS(openApiOf(api.app) as never));
    const written = await readFile(TYPES, 'utf8');
    const body = (text: string) => text.slice(text.indexOf('export interface paths'));
    expect(body(written)).toBe(
      body(await format(types, { ...(await resolveConfig(TYPES)), parser: 'typescript' })),
    );
  });
});
