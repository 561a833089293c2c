import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { readVersion } from '../home/version.js';
import { SESSION_COOKIE_SCHEME } from './access.js';

const DESCRIPTION = `Toutes les réponses d’erreur sont des \`application/problem+json\` (RFC 9457) avec un \`code\` stable et une
phrase (\`detail\`) en français, ou en anglais avec \`Accept-Language: en\`.

Les montants sont des textes décimaux (\`"1234.56"\`), les jours des \`AAAA-MM-JJ\`, les périodes semi-ouvertes.

Un POST accepte l’en-tête \`Idempotency-Key\` (8 à 200 caractères) : la même demande répétée reçoit la même réponse.`;

/** The OpenAPI document of all routes: what the console's types are generated from. */
export function openApiOf(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Intendance')
    .setDescription(DESCRIPTION)
    .setVersion(readVersion())
    .setLicense('AGPL-3.0-or-later', 'https://www.gnu.org/licenses/agpl-3.0.html')
    .addCookieAuth('intendance', { type: 'apiKey', in: 'cookie' }, SESSION_COOKIE_SCHEME)
    .build();
  return withProblems(SwaggerModule.createDocument(app, config));
}

/** The OpenAPI document at `/api/openapi.json`, its pages at `/api/docs`. */
export function describeApi(app: NestExpressApplication): void {
  SwaggerModule.setup('api/docs', app, openApiOf(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Intendance : les pages de l’API',
    swaggerOptions: { persistAuthorization: false },
  });
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string', example: 'urn:intendance:error:IDENTITY.SESSION_REQUIRED' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', example: 'IDENTITY.SESSION_REQUIRED' },
    detail: { type: 'string', description: 'A sentence for the person' },
    instance: { type: 'string' },
    facts: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, rule: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
} as const;

/** Every operation may answer with a problem; said once here rather than on each handler. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (!operation) continue;
      for (const [status, response] of Object.entries(operation.responses)) {
        if (Number(status) >= 400 && response && !('$ref' in response)) response.content = content;
      }
      operation.responses['default'] = { description: 'A refusal', content };
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM as never },
  };
  return document;
}
