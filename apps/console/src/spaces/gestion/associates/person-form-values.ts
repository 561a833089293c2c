import type { Schema } from '../../../api/api';

type Person = Schema<'PersonView'>;

/** A person as somebody types them; what is empty is not said. */
export interface PersonForm {
  readonly kind: Person['kind'];
  readonly name: string;
  readonly givenName: string;
  readonly birthDate: string | null;
  readonly siren: string;
  readonly legalForm: string;
  readonly representative: string;
  readonly email: string;
  readonly phone: string;
  readonly lines: string;
  readonly postCode: string;
  readonly city: string;
  readonly country: string;
  readonly accountId: string | null;
}

export const nobody: PersonForm = {
  kind: 'natural',
  name: '',
  givenName: '',
  birthDate: null,
  siren: '',
  legalForm: '',
  representative: '',
  email: '',
  phone: '',
  lines: '',
  postCode: '',
  city: '',
  country: 'FR',
  accountId: null,
};

export function typedPerson(person: Person): PersonForm {
  const { address, accountId } = person;
  return {
    kind: person.kind,
    name: person.name,
    givenName: person.givenName ?? '',
    birthDate: person.birthDate,
    siren: person.siren ?? '',
    legalForm: person.legalForm ?? '',
    representative: person.representative ?? '',
    email: person.email ?? '',
    phone: person.phone ?? '',
    lines: address?.lines.join('\n') ?? '',
    postCode: address?.postCode ?? '',
    city: address?.city ?? '',
    country: address?.country ?? 'FR',
    accountId: accountId === null ? null : String(accountId),
  };
}

const said = (typed: string) => typed.trim() || null;

function addressOf({ lines, postCode, city, country }: PersonForm): Schema<'PostalAddressInput'> | null {
  const written = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (written.length === 0 && postCode.trim() === '' && city.trim() === '') return null;
  return {
    lines: written,
    postCode: postCode.trim(),
    city: city.trim(),
    country: country.trim().toUpperCase(),
  };
}

/** Fields of the other kind of person are left empty, whatever was typed before the kind was changed. */
export function personOf(form: PersonForm): Schema<'NewPersonInput'> {
  const isNatural = form.kind === 'natural';
  return {
    kind: form.kind,
    name: form.name.trim(),
    givenName: isNatural ? said(form.givenName) : null,
    birthDate: isNatural ? form.birthDate : null,
    // Numbers are copied with spaces: « 552 100 554 ».
    siren: isNatural ? null : form.siren.replaceAll(/[\s.\u00A0\u202F]/g, '') || null,
    legalForm: isNatural ? null : said(form.legalForm),
    representative: isNatural ? null : said(form.representative),
    email: said(form.email),
    phone: said(form.phone),
    address: addressOf(form),
    accountId: form.accountId === null ? null : Number(form.accountId),
  };
}
