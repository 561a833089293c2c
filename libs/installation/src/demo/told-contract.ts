import type { TermInput } from '#contracts';
import { addDays, type LocalDate } from '#kernel';
import { inventClient, type InventedClient } from './invented-clients.js';
import type { PlannedContract, PlannedLine } from './portfolio.js';

export type ClientDetails = InventedClient['details'];

/** A client and contract that a story of the demonstration is told with. Clients of stories are numbered from 101. */
export function told(
  rank: number,
  [name, postCode, city, marks = '']: readonly [string, string, string, string?],
  contract: Pick<PlannedContract, 'code' | 'title' | 'month' | 'from' | 'lines'> & Partial<PlannedContract>,
  details: ClientDetails = {},
): PlannedContract {
  const client = inventClient({
    code: `C0${rank}`,
    name,
    postCode,
    city,
    stem: 2000 + rank,
    marks,
    details,
  });
  return { issuer: 'COOP', client, ...contract };
}

/** A monthly subscription in advance from a day on, unless said otherwise. */
export function subscription(
  code: string,
  [service, label]: readonly [string, string],
  term: Omit<TermInput, 'period'> & { readonly from: LocalDate; readonly to?: LocalDate },
  line: Partial<PlannedLine> = {},
): PlannedLine {
  const { from, to, ...conditions } = term;
  const period = { from, ...(to ? { to } : {}) };
  return { code, kind: 'subscription', service, label, terms: [{ ...conditions, period }], ...line };
}

/** What is owed once, on one day. */
export function once(
  code: string,
  [service, label]: readonly [string, string],
  on: LocalDate,
  unitPrice: string,
): PlannedLine {
  return {
    code,
    kind: 'oneOff',
    service,
    label,
    terms: [{ period: { from: on, to: addDays(on, 1) }, unitPrice }],
  };
}
