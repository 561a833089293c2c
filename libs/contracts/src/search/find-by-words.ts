import { beginningOf, foldedColumn, patternsOf } from '#persistence';
import type { Reader } from '../parties/store-parties.js';

/** A client, a contract or a contract line that holds the words of a question. */
export interface FoundClient {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly siren: string | null;
  readonly city: string | null;
  readonly archived: boolean;
}

export interface FoundContract {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly client: string;
}

export interface FoundLine {
  readonly id: number;
  readonly code: string;
  readonly label: string;
  readonly contract: { readonly id: number; readonly code: string };
  readonly client: string;
}

export interface FoundByWords {
  readonly clients: readonly FoundClient[];
  readonly contracts: readonly FoundContract[];
  readonly lines: readonly FoundLine[];
}

/** Each word anywhere; names and codes that begin with the question come first. */
function ranked(haystack: string, firsts: readonly string[]): { where: string; order: string } {
  const begins = firsts.map((each) => `${foldedColumn(each)} LIKE $2`).join(' OR ');
  return { where: `${foldedColumn(haystack)} LIKE ALL ($1::text[])`, order: `(${begins}) DESC` };
}

/**
 * What holds every word of the question, whatever its accents and letter case: clients by name, code, SIREN, contact or
 * e-mail; contracts by code or title; lines by code, label or service.
 * @param limit how many of each kind at the most
 */
export async function findByWords(reader: Reader, question: string, limit: number): Promise<FoundByWords> {
  const words = patternsOf(question);
  if (words.length === 0) return { clients: [], contracts: [], lines: [] };
  const asked = [words, beginningOf(question), limit];
  const client = ranked(`concat_ws(' ', c.name, c.code, c.siren, c.email, c.contact)`, ['c.name', 'c.code']);
  const contract = ranked(`concat_ws(' ', k.title, k.code)`, ['k.title', 'k.code']);
  const line = ranked(`concat_ws(' ', l.label, l.code, l.service)`, ['l.label', 'l.code']);
  const [clients, contracts, lines] = await Promise.all([
    reader.query(
      `SELECT c.id, c.code, c.name, c.siren, c.address ->> 'city' AS city, c.archived_at IS NOT NULL AS archived
       FROM contracts.client c WHERE ${client.where}
       ORDER BY c.archived_at IS NOT NULL, ${client.order}, c.name COLLATE "unicode", c.id LIMIT $3`,
      asked,
    ),
    reader.query(
      `SELECT k.id, k.code, k.title, c.name AS client
       FROM contracts.contract k JOIN contracts.client c ON c.id = k.client_id WHERE ${contract.where}
       ORDER BY ${contract.order}, k.code, k.id LIMIT $3`,
      asked,
    ),
    reader.query(
      `SELECT l.id, l.code, l.label, jsonb_build_object('id', k.id, 'code', k.code) AS contract, c.name AS client
       FROM contracts.contract_line l
       JOIN contracts.contract k ON k.id = l.contract_id
       JOIN contracts.client c ON c.id = k.client_id WHERE ${line.where}
       ORDER BY ${line.order}, l.code, l.id LIMIT $3`,
      asked,
    ),
  ]);
  return { clients, contracts, lines };
}
