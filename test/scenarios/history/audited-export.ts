import { readFileSync } from 'node:fs';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

export const fixture = (name: string) => readFileSync(`test/fixtures/billing-history/${name}`);

/** An application in which the history of the fixtures was audited, on 2 May 2024, by its administrator. */
export async function startWithAuditedExport(): Promise<{
  api: TestApi;
  administrator: HttpAgent;
  audit: { id: number; amounts: Record<string, string | null> };
}> {
  const api = await startTestApi({ today: '2024-05-02' });
  const administrator = await api.signedInAs('administrator');
  const address = { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' };
  await administrator
    .post('/api/issuers')
    .send({ code: 'SCIC', name: 'La Fabrique', siren: '552100554', address })
    .expect(201);
  const { body } = await administrator
    .post('/api/history-audits')
    .field('issuer', 'SCIC')
    .attach('subscriptions', fixture('subscriptions.csv'), 'abonnements.csv')
    .attach('invoices', fixture('invoices.csv'), 'factures.csv')
    .expect(201);
  return { api, administrator, audit: body };
}
