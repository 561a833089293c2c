import { DomainError } from '#kernel';
import { foldedColumn, foldedText, type Transaction } from '#persistence';
import { capitalErrors } from '../capital-errors.js';
import { capitalRefusalOf } from '../capital-refusal.js';
import { personName } from '../read-holdings.js';
import type { PersonOfFile } from './parse-operation.js';

interface Known {
  readonly id: number;
  readonly kind: PersonOfFile['kind'];
  readonly name: string;
  readonly siren: string | null;
  /** Of the record, and those by which files of this source knew the person; in small letters. */
  readonly emails: Set<string>;
  /** Whether the source knows the person by an identifier of its own. */
  identified: boolean;
}

const fullNameOf = ({ givenName, name }: PersonOfFile) => (givenName ? `${givenName} ${name}` : name);

/** Without an identifier, a file knows people by `name/address`. */
function splitKey(key: string, name: string): { readonly identified: boolean; readonly email: string } {
  const slash = key.lastIndexOf('/');
  const identified = slash < 0 || foldedText(key.slice(0, slash)) !== name;
  return { identified, email: identified ? '' : key.slice(slash + 1) };
}

/**
 * The persons of a file among those known here: by the key of its source, by SIREN, or by name together with the e-mail
 * address, letter case and accents aside. A name alone is enough where one of the two has no address; two identifiers of
 * one source are two persons. Everybody known is read once, so that a line costs the same however many there are.
 */
export class PeopleOfFile {
  private readonly byKey = new Map<string, number>();
  private readonly byName = new Map<string, Known[]>();
  private readonly bySiren = new Map<string, Known[]>();
  private readonly met = new Map<string, number | DomainError>();

  private constructor(
    private readonly tx: Transaction,
    private readonly source: string,
  ) {}

  static async open(tx: Transaction, source: string): Promise<PeopleOfFile> {
    const people = new PeopleOfFile(tx, source);
    const rows: (Pick<Known, 'id' | 'kind' | 'name' | 'siren'> & { email: string | null; keys: string[] })[] =
      await tx.query(
        `SELECT p.id, p.kind, p.siren, lower(p.email) AS email, ${foldedColumn(personName('p'))} AS name,
           ARRAY(SELECT k.key FROM membership.share_source_person k WHERE k.source = $1 AND k.person_id = p.id) AS keys
         FROM membership.person p ORDER BY p.id`,
        [source],
      );
    for (const { email, keys, ...row } of rows) {
      const known: Known = { ...row, emails: new Set(email ? [email] : []), identified: false };
      for (const key of keys) people.note(known, key);
      people.remember(known);
    }
    return people;
  }

  /** Finds or creates them, and keeps what is to be said of those who cannot be. */
  async meet(persons: Iterable<PersonOfFile>): Promise<void> {
    for (const person of persons) {
      if (this.met.has(person.key)) continue;
      this.met.set(person.key, await this.findOrCreate(person).catch(refusalOrThrow));
    }
  }

  /** Null when the person was refused. */
  find({ key }: PersonOfFile): number | null {
    const found = this.met.get(key);
    return typeof found === 'number' ? found : null;
  }

  /** @throws CAPITAL.PERSON_AMBIGUOUS, CAPITAL.VALUE_REFUSED */
  idOf({ key }: PersonOfFile): number {
    const found = this.met.get(key)!;
    if (typeof found === 'number') return found;
    throw found;
  }

  private async findOrCreate(person: PersonOfFile): Promise<number> {
    const keyed = this.byKey.get(person.key);
    if (keyed !== undefined) return keyed;
    const known = this.match(person) ?? (await this.create(person));
    await this.tx.query(
      'INSERT INTO membership.share_source_person (source, key, person_id) VALUES ($1, $2, $3)',
      [this.source, person.key, known.id],
    );
    this.note(known, person.key);
    return known.id;
  }

  private match(person: PersonOfFile): Known | undefined {
    const name = foldedText(fullNameOf(person));
    const { identified } = splitKey(person.key, name);
    const { siren, email } = person;
    const candidates = [
      ...(siren ? (this.bySiren.get(siren) ?? []) : []),
      ...(this.byName.get(name) ?? []).filter(
        (known) =>
          !(siren && known.siren) && (email === null || known.emails.size === 0 || known.emails.has(email)),
      ),
    ].filter(({ kind, ...known }) => kind === person.kind && !(identified && known.identified));
    const exact = candidates.filter(({ emails }) => email !== null && emails.has(email));
    const found = exact.length > 0 ? exact : candidates;
    if (found.length > 1)
      throw capitalErrors.PERSON_AMBIGUOUS({ name: fullNameOf(person), count: found.length });
    return found[0];
  }

  private async create(person: PersonOfFile): Promise<Known> {
    const { kind, name, givenName, email, siren } = person;
    // What the database refuses of one person is told of its line; the file goes on.
    await this.tx.query('SAVEPOINT person_of_file');
    try {
      const [row] = await this.tx.query(
        'INSERT INTO membership.person (kind, name, given_name, email, siren) VALUES ($1, $2, $3, $4, $5) RETURNING id',
        [kind, name, givenName, email, siren],
      );
      await this.tx.query('RELEASE SAVEPOINT person_of_file');
      const { id } = row as { id: number };
      const emails = new Set(email ? [email] : []);
      const known = { id, kind, siren, name: foldedText(fullNameOf(person)), emails, identified: false };
      this.remember(known);
      return known;
    } catch (error) {
      await this.tx.query('ROLLBACK TO SAVEPOINT person_of_file');
      throw error;
    }
  }

  private note(known: Known, key: string): void {
    this.byKey.set(key, known.id);
    const { identified, email } = splitKey(key, known.name);
    known.identified ||= identified;
    if (email) known.emails.add(email);
  }

  private remember(known: Known): void {
    this.byName.set(known.name, [...(this.byName.get(known.name) ?? []), known]);
    if (known.siren) this.bySiren.set(known.siren, [...(this.bySiren.get(known.siren) ?? []), known]);
  }
}

function refusalOrThrow(error: unknown): DomainError {
  const refusal = capitalRefusalOf(error);
  if (refusal instanceof DomainError) return refusal;
  throw error;
}
