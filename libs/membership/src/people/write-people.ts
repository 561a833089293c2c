import { isSiren, type LocalDate, writeDate } from '#kernel';
import type { Transaction } from '#persistence';
import { readStatusesOf } from '../associates/read-associates.js';
import { membershipErrors } from '../membership-errors.js';
import type { PersonDetails, PersonRecord } from './person.js';
import { findPerson, insertPerson, updatePerson } from './store-people.js';

/** What must be said of a new one; the code is given when absent. */
export type NewPerson = Partial<PersonDetails> &
  Pick<PersonDetails, 'kind' | 'name'> & { readonly code?: string };

export interface ChangedPerson {
  readonly id: number;
  /** The version that the person at the screen saw. */
  readonly version?: number | undefined;
  readonly values: Partial<PersonDetails>;
}

const nobody: Omit<PersonDetails, 'kind' | 'name'> = {
  givenName: null,
  birthDate: null,
  siren: null,
  legalForm: null,
  representative: null,
  email: null,
  phone: null,
  address: null,
  accountId: null,
};

/** What people call the fields that a sentence names. */
const FIELDS: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  name: ['nom', 'name'],
  givenName: ['prénom', 'given name'],
  birthDate: ['date de naissance', 'day of birth'],
  siren: ['SIREN', 'SIREN'],
  legalForm: ['forme juridique', 'legal form'],
  representative: ['représentant', 'representative'],
  email: ['adresse e-mail', 'e-mail address'],
  'address.lines': ['adresse, lignes', 'address, lines'],
  'address.postCode': ['adresse, code postal', 'address, postcode'],
  'address.city': ['adresse, ville', 'address, city'],
};

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

interface Expectation {
  readonly field: string;
  readonly value: unknown;
  readonly fr: string;
  readonly en: string;
}

function refuseUnless(holds: boolean, { field, value, fr, en }: Expectation): void {
  if (!holds) {
    const [fieldFr, fieldEn] = FIELDS[field]!;
    const told = { field, fieldFr, fieldEn, value: String(value ?? ''), expected: fr, expectedEn: en };
    throw membershipErrors.INVALID_FIELD(told);
  }
}

function requireNames(person: PersonDetails): void {
  const { kind, name, givenName, birthDate, siren, legalForm, representative } = person;
  refuseUnless(name.trim() !== '', {
    field: 'name',
    value: name,
    fr: 'il faut un nom.',
    en: 'a name is needed.',
  });
  refuseUnless(kind === 'legal' || (givenName ?? '').trim() !== '', {
    field: 'givenName',
    value: givenName,
    fr: 'une personne physique a un prénom.',
    en: 'a natural person has a given name.',
  });
  const foreign: readonly (readonly [string, unknown])[] =
    kind === 'natural'
      ? [
          ['siren', siren],
          ['legalForm', legalForm],
          ['representative', representative],
        ]
      : [
          ['givenName', givenName],
          ['birthDate', birthDate],
        ];
  for (const [field, value] of foreign) {
    refuseUnless(value === null, {
      field,
      value,
      fr: `ce champ ne concerne pas une personne ${kind === 'natural' ? 'physique' : 'morale'}.`,
      en: `this field does not concern a ${kind} person.`,
    });
  }
}

/** @throws MEMBERSHIP.INVALID_FIELD */
function requireValid(person: PersonDetails, today: LocalDate): void {
  const { siren, email, address, birthDate } = person;
  requireNames(person);
  refuseUnless(siren === null || isSiren(siren), {
    field: 'siren',
    value: siren,
    fr: 'un SIREN a neuf chiffres, dont le dernier est une clé\u202f; vérifiez-le sur l’Annuaire des entreprises.',
    en: 'a SIREN has nine digits, the last of which is a check digit.',
  });
  refuseUnless(email === null || EMAIL.test(email), {
    field: 'email',
    value: email,
    fr: 'il faut une adresse de courriel.',
    en: 'an e-mail address is needed.',
  });
  refuseUnless(birthDate === null || birthDate < today, {
    field: 'birthDate',
    value: birthDate,
    fr: 'il faut une date de naissance passée.',
    en: 'a day of birth in the past is needed.',
  });
  if (!address) return;
  refuseUnless(
    address.lines.some((line) => line.trim() !== ''),
    {
      field: 'address.lines',
      value: '',
      fr: 'il faut au moins une ligne d’adresse.',
      en: 'at least one line of address is needed.',
    },
  );
  refuseUnless(address.country !== 'FR' || /^\d{5}$/.test(address.postCode), {
    field: 'address.postCode',
    value: address.postCode,
    fr: 'un code postal français a cinq chiffres.',
    en: 'a French postcode has five digits.',
  });
  refuseUnless(address.city.trim() !== '', {
    field: 'address.city',
    value: '',
    fr: 'il faut une ville.',
    en: 'a city is needed.',
  });
}

/** Fields that are left out or undefined keep what they were. */
function filled<T extends object>(before: T, values: Partial<T>): T {
  return {
    ...before,
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  };
}

/** @throws MEMBERSHIP.INVALID_FIELD, and MEMBERSHIP.CODE_TAKEN, MEMBERSHIP.ACCOUNT_TAKEN by the database */
export async function createPerson(
  tx: Transaction,
  given: NewPerson,
  today: LocalDate,
): Promise<PersonRecord> {
  const { code, ...details } = given;
  const person = filled<PersonDetails>({ ...nobody, kind: given.kind, name: given.name }, details);
  requireValid(person, today);
  return insertPerson(tx, code, person);
}

/** @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.CHANGED_MEANWHILE, MEMBERSHIP.KIND_FIXED, MEMBERSHIP.INVALID_FIELD, MEMBERSHIP.STATUS_BEFORE_BIRTH */
export async function changePerson(
  tx: Transaction,
  { id, version, values }: ChangedPerson,
  today: LocalDate,
): Promise<PersonRecord> {
  const before = await findPerson(tx, id, true);
  if (!before) throw membershipErrors.PERSON_NOT_FOUND({ key: id });
  if (version !== undefined && version !== before.version) {
    throw membershipErrors.CHANGED_MEANWHILE({ id, version: before.version });
  }
  if (values.kind !== undefined && values.kind !== before.kind) throw membershipErrors.KIND_FIXED({});
  const after = filled<PersonDetails>(before, values);
  requireValid(after, today);
  const first = (await readStatusesOf(tx, id)).find(
    ({ period, withdrawnReason }) =>
      withdrawnReason === null && after.birthDate !== null && period.from <= after.birthDate,
  );
  if (first) {
    const born = { day: writeDate(after.birthDate!, 'fr'), dayEn: writeDate(after.birthDate!, 'en') };
    throw membershipErrors.STATUS_BEFORE_BIRTH({ name: before.fullName, ...born });
  }
  return updatePerson(tx, id, after);
}
