import { foldedColumn, foldedText, type Transaction } from '#persistence';
import { capitalErrors } from '../capital-errors.js';
import { personName, type Reader } from '../read-holdings.js';
import type { PersonOfFile } from './parse-operation.js';

const fullNameOf = ({ givenName, name }: PersonOfFile) => (givenName ? `${givenName} ${name}` : name);

/**
 * The person of a file among those known here: by the key of its source, by SIREN, or by name together with the e-mail
 * address, letter case and accents aside. A name alone is enough where one of the two has no address.
 * @returns null when there is none
 * @throws CAPITAL.PERSON_AMBIGUOUS
 */
export async function findPerson(
  reader: Reader,
  source: string,
  person: PersonOfFile,
): Promise<number | null> {
  const [keyed] = await reader.query(
    'SELECT person_id AS id FROM membership.share_source_person WHERE source = $1 AND key = $2',
    [source, person.key],
  );
  if (keyed) return keyed.id;
  const found: { id: number }[] = await reader.query(
    `SELECT p.id FROM membership.person p
     WHERE p.kind = $1 AND CASE WHEN $2::text IS NOT NULL AND p.siren IS NOT NULL THEN p.siren = $2
       ELSE ${foldedColumn(personName('p'))} = $3 AND ($4::text IS NULL OR p.email IS NULL OR lower(p.email) = $4) END
       AND NOT EXISTS (SELECT FROM membership.share_source_person k WHERE k.person_id = p.id AND k.source = $5)`,
    [person.kind, person.siren, foldedText(fullNameOf(person)), person.email, source],
  );
  if (found.length > 1)
    throw capitalErrors.PERSON_AMBIGUOUS({ name: fullNameOf(person), count: found.length });
  return found[0]?.id ?? null;
}

/** @throws CAPITAL.PERSON_AMBIGUOUS */
export async function findOrCreatePerson(
  tx: Transaction,
  source: string,
  person: PersonOfFile,
): Promise<number> {
  const known = await findPerson(tx, source, person);
  const id = known ?? (await createPerson(tx, person));
  await tx.query(
    'INSERT INTO membership.share_source_person (source, key, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [source, person.key, id],
  );
  return id;
}

async function createPerson(
  tx: Transaction,
  { kind, name, givenName, email, siren }: PersonOfFile,
): Promise<number> {
  const [row] = await tx.query(
    'INSERT INTO membership.person (kind, name, given_name, email, siren) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [kind, name, givenName, email, siren],
  );
  return row.id;
}
