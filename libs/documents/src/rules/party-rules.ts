import { isSiren, isSiret } from '#kernel';
import type {
  Buyer,
  ElectronicAddress,
  InvoiceDocument,
  PostalAddress,
  Seller,
} from '../invoice-document.js';
import { ADDRESS_SCHEMES, COUNTRIES } from './code-lists.js';
import { type Report, type RuleGroup, written } from './finding.js';

const DIRECTORY = '0225';
const LONGEST_ADDRESS = 125;

const WHO = {
  seller: { fr: 'du vendeur', en: 'of the seller' },
  buyer: { fr: 'du client', en: 'of the client' },
};
type Role = keyof typeof WHO;

function checkNameAndPlace(role: Role, party: Seller | Buyer, report: Report): void {
  if (!written(party.name)) {
    report(role === 'seller' ? 'BR-06' : 'BR-07', `${role}.name`, {
      fr: `Le nom ${WHO[role].fr} manque. Complétez sa fiche.`,
      en: `The name ${WHO[role].en} is missing. Complete the record.`,
    });
  }
  checkPlace(party.address, `${role}.address`, role, report);
}

function checkPlace(address: PostalAddress, path: string, role: Role, report: Report): void {
  if (!COUNTRIES.has(address.country)) {
    report(
      role === 'seller' ? 'BR-09' : 'BR-11',
      `${path}.country`,
      {
        fr: `Le pays « ${address.country} » de l’adresse ${WHO[role].fr} n’est pas un code à deux lettres connu (FR, DE…).`,
        en: `The country “${address.country}” in the address ${WHO[role].en} is not a known two-letter code (FR, DE…).`,
      },
      { country: address.country },
    );
  }
  if (!written(address.city) || !address.lines.some(written)) {
    report(role === 'seller' ? 'BR-08' : 'BR-10', path, {
      fr: `L’adresse ${WHO[role].fr} est incomplète : il faut au moins une ligne et la ville (CGI, ann. II, art. 242 nonies A).`,
      en: `The address ${WHO[role].en} is incomplete: at least one line and the city are needed.`,
    });
  }
}

function checkSiren(role: Role, siren: string | null, required: boolean, report: Report): void {
  if (siren === null && !required) return;
  if (siren !== null && isSiren(siren)) return;
  report(
    role === 'seller' ? 'BR-FR-10' : required ? 'BR-FR-11' : 'BR-FR-32',
    `${role}.siren`,
    siren === null
      ? {
          fr: `Le SIREN ${WHO[role].fr} manque. Il est obligatoire entre professionnels établis en France : complétez sa fiche.`,
          en: `The SIREN ${WHO[role].en} is missing. It is required between businesses established in France: complete the record.`,
        }
      : {
          fr: `Le SIREN « ${siren} » ${WHO[role].fr} n’est pas valable : 9 chiffres avec leur clé de contrôle. Vérifiez-le dans l’annuaire.`,
          en: `The SIREN “${siren}” ${WHO[role].en} is not valid: 9 digits with their check digit. Verify it in the directory.`,
        },
    { siren },
  );
}

function checkSiret(role: Role, siret: string | null, siren: string | null, report: Report): void {
  if (siret === null || (isSiret(siret) && siren !== null && siret.startsWith(siren))) return;
  report(
    'BR-FR-09',
    `${role}.siret`,
    {
      fr: `Le SIRET « ${siret} » ${WHO[role].fr} n’est pas valable ou ne commence pas par son SIREN (${siren ?? 'absent'}).`,
      en: `The SIRET “${siret}” ${WHO[role].en} is not valid or does not begin with the SIREN (${siren ?? 'missing'}).`,
    },
    { siret, siren },
  );
}

function checkAddressForm(role: Role, address: ElectronicAddress, report: Report): void {
  const path = `${role}.electronicAddress`;
  if (!ADDRESS_SCHEMES.has(address.scheme)) {
    report(
      'BR-CL-25',
      `${path}.scheme`,
      {
        fr: `Le type d’adresse électronique « ${address.scheme} » ${WHO[role].fr} n’est pas admis. Utilisez 0225 (annuaire français) ou EM (courriel).`,
        en: `The kind of electronic address “${address.scheme}” ${WHO[role].en} is not allowed. Use 0225 (French directory) or EM (e-mail).`,
      },
      { scheme: address.scheme },
    );
  }
  if (address.scheme === DIRECTORY && !/^[A-Za-z0-9+\-_.]+$/.test(address.value)) {
    report(
      'BR-FR-23',
      `${path}.value`,
      {
        fr: `L’adresse électronique « ${address.value} » ${WHO[role].fr} contient des signes refusés. Seuls lettres, chiffres et - _ . sont admis.`,
        en: `The electronic address “${address.value}” ${WHO[role].en} has characters that are refused. Only letters, digits and - _ . are allowed.`,
      },
      { value: address.value },
    );
  }
  if (address.value.length > LONGEST_ADDRESS) {
    report(
      'BR-FR-25',
      `${path}.value`,
      {
        fr: `L’adresse électronique ${WHO[role].fr} dépasse ${LONGEST_ADDRESS} caractères. Raccourcissez-la.`,
        en: `The electronic address ${WHO[role].en} exceeds ${LONGEST_ADDRESS} characters. Shorten it.`,
      },
      { length: address.value.length },
    );
  }
}

function checkElectronicAddresses({ seller, buyer, flow }: InvoiceDocument, report: Report): void {
  const domestic = flow === 'B2B';
  if (!written(seller.electronicAddress.value)) {
    report('BR-FR-13', 'seller.electronicAddress', {
      fr: 'L’adresse électronique de facturation du vendeur manque. Complétez la fiche de l’émetteur.',
      en: 'The electronic invoicing address of the seller is missing. Complete the issuer’s record.',
    });
  } else {
    checkAddressForm('seller', seller.electronicAddress, report);
    if (domestic && !inDirectory(seller.electronicAddress, seller.siren)) {
      report(
        'BR-FR-22',
        'seller.electronicAddress',
        {
          fr: 'L’adresse électronique du vendeur n’est pas celle de l’annuaire (0225, commençant par son SIREN) : les réponses du client pourraient se perdre.',
          en: 'The electronic address of the seller is not that of the directory (0225, beginning with its SIREN): replies of the client might get lost.',
        },
        { ...seller.electronicAddress },
        'warning',
      );
    }
  }
  if (!written(buyer.electronicAddress?.value)) {
    report('BR-FR-12', 'buyer.electronicAddress', {
      fr: 'L’adresse électronique de facturation du client manque. Prenez-la dans l’annuaire ; pour un particulier ou un client étranger, indiquez son courriel.',
      en: 'The electronic invoicing address of the client is missing. Take it from the directory; for a consumer or a foreign client give the e-mail address.',
    });
    return;
  }
  checkAddressForm('buyer', buyer.electronicAddress!, report);
  if (domestic && !inDirectory(buyer.electronicAddress!, buyer.siren)) {
    report(
      'BR-FR-21',
      'buyer.electronicAddress',
      {
        fr: 'Entre professionnels, l’adresse électronique du client est celle de l’annuaire : type 0225, commençant par son SIREN.',
        en: 'Between businesses the electronic address of the client is that of the directory: scheme 0225, beginning with its SIREN.',
      },
      { ...buyer.electronicAddress, siren: buyer.siren },
    );
  }
}

function inDirectory(address: ElectronicAddress, siren: string | null): boolean {
  return address.scheme === DIRECTORY && siren !== null && address.value.startsWith(siren);
}

function checkVatNumber(role: Role, party: Seller | Buyer, report: Report): void {
  const { vatNumber, siren } = party;
  if (vatNumber === null) return;
  const prefix = vatNumber.slice(0, 2);
  const country = prefix === 'EL' ? 'GR' : prefix;
  const french = prefix === 'FR';
  if (
    !COUNTRIES.has(country) ||
    !/^[A-Z]{2}[0-9A-Za-z+*.]{2,13}$/.test(vatNumber) ||
    (french && !/^FR[0-9A-Z]{2}\d{9}$/.test(vatNumber))
  ) {
    report(
      'BR-CO-09',
      `${role}.vatNumber`,
      {
        fr: `Le numéro de TVA « ${vatNumber} » ${WHO[role].fr} n’a pas la forme attendue : le code du pays puis le numéro, sans espace.`,
        en: `The VAT number “${vatNumber}” ${WHO[role].en} is not of the expected form: the country code and the number, without spaces.`,
      },
      { vatNumber },
    );
  } else if (french && siren !== null && !vatNumber.endsWith(siren)) {
    report(
      'ID-VAT-01',
      `${role}.vatNumber`,
      {
        fr: `Le numéro de TVA « ${vatNumber} » ${WHO[role].fr} ne finit pas par son SIREN (${siren}). Vérifiez les deux.`,
        en: `The VAT number “${vatNumber}” ${WHO[role].en} does not end with the SIREN (${siren}). Verify both.`,
      },
      { vatNumber, siren },
      'warning',
    );
  }
}

/** Names, addresses, SIREN, SIRET, VAT numbers and electronic addresses. */
export const partyRules: RuleGroup = (document, report) => {
  const { seller, buyer, flow } = document;
  checkNameAndPlace('seller', seller, report);
  checkNameAndPlace('buyer', buyer, report);
  if (buyer.deliveryAddress) checkPlace(buyer.deliveryAddress, 'buyer.deliveryAddress', 'buyer', report);
  checkSiren('seller', seller.siren, true, report);
  checkSiren('buyer', buyer.siren, flow === 'B2B', report);
  checkSiret('seller', seller.siret, seller.siren, report);
  checkSiret('buyer', buyer.siret, buyer.siren, report);
  checkVatNumber('seller', seller, report);
  checkVatNumber('buyer', buyer, report);
  checkElectronicAddresses(document, report);
};
