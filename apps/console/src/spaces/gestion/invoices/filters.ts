import type { paths } from '../../../api/schema';
import { INVOICE_TYPES } from './states';

type Query = NonNullable<paths['/api/invoices']['get']['parameters']['query']>;

/** Names in the address bar: a link to the page shows the same documents to whoever opens it. */
export const NO_FILTERS = {
  recherche: '',
  emetteur: '',
  client: '',
  type: '',
  du: '',
  au: '',
  envoi: '',
  campagne: '',
} as const;

export type InvoiceFilters = Readonly<Record<keyof typeof NO_FILTERS, string>>;

const SORTS = ['issuedOn', 'number', 'dueOn', 'gross', 'client'] as const;
const DELIVERIES = ['awaiting', 'sending', 'sent', 'unknown', 'refused', 'excused'] as const;

function oneOf<T extends string>(known: readonly T[], text: string): T | undefined {
  return known.find((each) => each === text);
}

function numberOf(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

function dayOf(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/**
 * What the API is asked for. An address may be typed or old: what it says and nobody knows is left out.
 * @param sort the column, with `-` before it when descending
 */
export function queryOf(filters: InvoiceFilters, sort: string): Query {
  return {
    search: filters.recherche || undefined,
    issuer: filters.emetteur || undefined,
    client: numberOf(filters.client),
    type: oneOf(INVOICE_TYPES, filters.type),
    issuedFrom: dayOf(filters.du),
    issuedTo: dayOf(filters.au),
    delivery: oneOf(DELIVERIES, filters.envoi),
    run: numberOf(filters.campagne),
    sort: oneOf(SORTS, sort.replace(/^-/, '')) ?? 'issuedOn',
    direction: sort.startsWith('-') ? 'desc' : 'asc',
  };
}
