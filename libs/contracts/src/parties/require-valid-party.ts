import { isValidBIC, isValidIBAN } from 'ibantools';
import type { PostalAddress } from '#documents';
import { isSiren, isSiret } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import type { ActivityDetails, ClientDetails, IssuerDetails } from './party.js';

function refuseUnless(
  holds: boolean,
  field: string,
  value: unknown,
  expected: string,
  expectedEn: string,
): void {
  if (!holds) throw contractsErrors.INVALID_FIELD({ field, value: String(value), expected, expectedEn });
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
/** Council Directive 2006/112/EC art. 215: the country, then 2 to 13 characters. */
const VAT_NUMBER = /^[A-Z]{2}[0-9A-Z+*.]{2,13}$/;

/** The key of a French VAT number is (12 + 3 × (SIREN mod 97)) mod 97 (BOI-TVA-DECLA-20-10-20); some old keys have letters. */
function isVatNumber(text: string): boolean {
  if (!VAT_NUMBER.test(text)) return false;
  if (!text.startsWith('FR')) return true;
  const [, key, siren] = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(text) ?? [];
  if (!key || !siren || !isSiren(siren)) return false;
  return !/^\d{2}$/.test(key) || +key === (12 + 3 * (+siren % 97)) % 97;
}

function requireAddress(field: string, address: PostalAddress): void {
  const { lines, postCode, city, country } = address;
  refuseUnless(
    lines.length > 0 && lines.every((line) => line.trim() !== ''),
    `${field}.lines`,
    lines.join(' '),
    'il faut au moins une ligne d’adresse.',
    'at least one line of address is needed.',
  );
  refuseUnless(
    postCode.trim() !== '',
    `${field}.postCode`,
    postCode,
    'il faut un code postal.',
    'a postcode is needed.',
  );
  refuseUnless(
    country !== 'FR' || /^\d{5}$/.test(postCode),
    `${field}.postCode`,
    postCode,
    'un code postal français a cinq chiffres.',
    'a French postcode has five digits.',
  );
  refuseUnless(city.trim() !== '', `${field}.city`, city, 'il faut une ville.', 'a city is needed.');
  refuseUnless(
    /^[A-Z]{2}$/.test(country),
    `${field}.country`,
    country,
    'il faut le code du pays en deux lettres capitales (FR).',
    'the country code in two capital letters (FR) is needed.',
  );
}

interface Identified {
  readonly name: string;
  readonly siren: string | null;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly email: string | null;
  readonly paymentDays: number | null;
}

function requireIdentity({ name, siren, siret, vatNumber, email, paymentDays }: Identified): void {
  refuseUnless(name.trim() !== '', 'name', name, 'il faut un nom.', 'a name is needed.');
  refuseUnless(
    siren === null || isSiren(siren),
    'siren',
    siren,
    'un SIREN a neuf chiffres, dont le dernier est une clé ; vérifiez-le sur l’Annuaire des entreprises.',
    'a SIREN has nine digits, the last of which is a check digit.',
  );
  refuseUnless(
    siret === null || isSiret(siret),
    'siret',
    siret,
    'un SIRET a quatorze chiffres, dont le dernier est une clé.',
    'a SIRET has fourteen digits, the last of which is a check digit.',
  );
  refuseUnless(
    siret === null || siren === null || siret.startsWith(siren),
    'siret',
    siret,
    'il doit commencer par le SIREN.',
    'it must begin with the SIREN.',
  );
  refuseUnless(
    vatNumber === null || isVatNumber(vatNumber),
    'vatNumber',
    vatNumber,
    'un numéro de TVA commence par deux lettres de pays ; en France suivent une clé de deux caractères et le SIREN.',
    'a VAT number begins with two letters of a country; in France a key of two characters and the SIREN follow.',
  );
  refuseUnless(
    siren === null || !vatNumber?.startsWith('FR') || vatNumber.endsWith(siren),
    'vatNumber',
    vatNumber,
    'il doit finir par le SIREN.',
    'it must end with the SIREN.',
  );
  refuseUnless(
    email === null || EMAIL.test(email),
    'email',
    email,
    'il faut une adresse de courriel.',
    'an e-mail address is needed.',
  );
  refuseUnless(
    paymentDays === null || (Number.isInteger(paymentDays) && paymentDays >= 0 && paymentDays <= 60),
    'paymentDays',
    paymentDays,
    'il faut de 0 à 60 jours (Code de commerce, art. L441-10).',
    '0 to 60 days are needed (Code de commerce, art. L441-10).',
  );
}

/** @throws CONTRACTS.INVALID_FIELD */
export function requireValidIssuer(issuer: IssuerDetails): void {
  requireIdentity(issuer);
  requireAddress('address', issuer.address);
  const { code, iban, bic } = issuer;
  refuseUnless(
    /^[A-Z0-9]{2,12}$/.test(code),
    'code',
    code,
    'il faut 2 à 12 lettres capitales ou chiffres.',
    '2 to 12 capital letters or digits are needed.',
  );
  refuseUnless(
    iban === null || isValidIBAN(iban),
    'iban',
    iban,
    'cet IBAN n’est pas valable ; écrivez-le sans espaces.',
    'this IBAN is not valid; write it without spaces.',
  );
  refuseUnless(
    bic === null || isValidBIC(bic),
    'bic',
    bic,
    'ce BIC n’est pas valable.',
    'this BIC is not valid.',
  );
}

/** @throws CONTRACTS.INVALID_FIELD */
export function requireValidClient(client: ClientDetails): void {
  requireIdentity(client);
  if (client.address) requireAddress('address', client.address);
  if (client.deliveryAddress) requireAddress('deliveryAddress', client.deliveryAddress);
  const { electronicScheme: scheme, electronicAddress: address, siren } = client;
  refuseUnless(
    (scheme === null) === (address === null),
    'electronicAddress',
    address,
    'l’adresse électronique de facturation et son schéma vont ensemble.',
    'the e-invoicing address and its scheme go together.',
  );
  refuseUnless(
    scheme === null || /^([0-9]{4}|EM|AN|AQ|AS|AU)$/.test(scheme),
    'electronicScheme',
    scheme,
    'il faut un code EAS : 0225 pour l’annuaire français, EM pour un courriel.',
    'an EAS code is needed: 0225 for the French directory, EM for e-mail.',
  );
  if (scheme === '0225') {
    refuseUnless(
      /^\d{9}(_[A-Za-z0-9_.-]+)?$/.test(address!) &&
        isSiren(address!.slice(0, 9)) &&
        (siren === null || address!.startsWith(siren)),
      'electronicAddress',
      address,
      'dans l’annuaire français (0225) elle commence par le SIREN du client, puis au besoin « _ » et un suffixe.',
      'in the French directory (0225) it begins with the client’s SIREN, then “_” and a suffix if need be.',
    );
  }
  if (scheme === 'EM')
    refuseUnless(
      EMAIL.test(address!),
      'electronicAddress',
      address,
      'avec le schéma EM il faut un courriel.',
      'with scheme EM an e-mail address is needed.',
    );
}

/** @throws CONTRACTS.INVALID_FIELD */
export function requireValidActivity({ code, name }: Pick<ActivityDetails, 'code' | 'name'>): void {
  refuseUnless(code.trim() !== '', 'code', code, 'il faut un code.', 'a code is needed.');
  refuseUnless(name.trim() !== '', 'name', name, 'il faut un nom.', 'a name is needed.');
}
