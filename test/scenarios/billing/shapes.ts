import type { Billing } from '#billing';

/** What of an invoice is credited, as the billing room takes it. */
export type CreditScope = Parameters<Billing['creditInvoice']>[0]['scopes'][number];
