import createFetchClient, { type Middleware } from 'openapi-fetch';
import createReactClient from 'openapi-react-query';
import { language } from '../i18n/language';
import type { components, paths } from './schema';
import { waitForSession } from './session-gate';
import { learnToday } from './today';

/** The views of the API: `Schema<'InvoiceView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Requests as they were before they were sent: a body can be read once only. */
const unsent = new Map<string, Request>();

const speakTheLanguageOfThePage: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language());
    return request;
  },
};

/** A request that met the end of the session waits for the person to sign in, and is then sent again. */
const outliveTheSession: Middleware = {
  onRequest({ request, id }) {
    unsent.set(id, request.clone());
    return request;
  },
  async onResponse({ response, id, schemaPath }) {
    const again = unsent.get(id);
    unsent.delete(id);
    learnToday(response);
    if (response.status !== 401 || schemaPath === '/api/session' || !again) return response;
    return (await waitForSession()) === 'renewed' ? fetch(again) : response;
  },
  onError({ id }) {
    unsent.delete(id);
  },
};

/** For what is not a query of a component: downloads, exports page after page. Paths and answers are typed. */
export const http = createFetchClient<paths>({ baseUrl: '' });
http.use(speakTheLanguageOfThePage, outliveTheSession);

/** `api.useQuery('get', '/api/invoices', { params: { query } })`, `api.useMutation('post', …)`: a refusal throws its problem. */
export const api = createReactClient(http);

/** The answer, or its problem thrown. */
export function answered<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (error !== undefined) throw error;
  return data as T;
}
