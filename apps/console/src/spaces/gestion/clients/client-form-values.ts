import type { Schema } from '../../../api/api';

type Client = Schema<'ClientView'>;
export type NewClient = Schema<'NewClientInput'>;
type Address = Schema<'PostalAddressInput'>;

interface AddressForm {
  /** One line each. */
  readonly lines: string;
  readonly postCode: string;
  readonly city: string;
  readonly country: string;
}

/** A client as a person types it; what is empty is not said. */
export interface ClientForm {
  readonly code: string;
  readonly name: string;
  readonly vatStatus: Client['vatStatus'];
  readonly siren: string;
  readonly siret: string;
  readonly vatNumber: string;
  readonly address: AddressForm;
  readonly hasDelivery: boolean;
  readonly deliveryAddress: AddressForm;
  readonly channel: '' | NonNullable<Client['channel']>;
  readonly email: string;
  readonly contact: string;
  readonly language: Client['language'];
  readonly electronicScheme: string;
  readonly electronicAddress: string;
  readonly grouping: Client['grouping'];
  readonly paymentDays: string;
  readonly buyerReference: string;
}

const noAddress: AddressForm = { lines: '', postCode: '', city: '', country: 'FR' };

export const emptyClient: ClientForm = {
  code: '',
  name: '',
  vatStatus: 'taxable',
  siren: '',
  siret: '',
  vatNumber: '',
  address: noAddress,
  hasDelivery: false,
  deliveryAddress: noAddress,
  channel: 'email',
  email: '',
  contact: '',
  language: 'fr',
  electronicScheme: '',
  electronicAddress: '',
  grouping: 'contract',
  paymentDays: '',
  buyerReference: '',
};

function typedAddress(address: Address | null): AddressForm {
  return address ? { ...address, lines: address.lines.join('\n') } : noAddress;
}

export function typedClient(client: Client): ClientForm {
  return {
    code: client.code,
    name: client.name,
    vatStatus: client.vatStatus,
    siren: client.siren ?? '',
    siret: client.siret ?? '',
    vatNumber: client.vatNumber ?? '',
    address: typedAddress(client.address),
    hasDelivery: client.deliveryAddress !== null,
    deliveryAddress: typedAddress(client.deliveryAddress),
    channel: client.channel ?? '',
    email: client.email ?? '',
    contact: client.contact ?? '',
    language: client.language,
    electronicScheme: client.electronicScheme ?? '',
    electronicAddress: client.electronicAddress ?? '',
    grouping: client.grouping,
    paymentDays: client.paymentDays === null ? '' : String(client.paymentDays),
    buyerReference: client.buyerReference ?? '',
  };
}

/** Numbers are copied with spaces: « 552 100 554 ». */
const bare = (typed: string) => typed.replaceAll(/[\s.\u00A0\u202F]/g, '') || null;
const said = (typed: string) => typed.trim() || null;

/** Nothing typed but the country is no address. */
function addressOf({ lines, postCode, city, country }: AddressForm): Address | null {
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

export function clientOf(form: ClientForm): NewClient {
  const days = form.paymentDays.trim();
  return {
    ...(form.code.trim() === '' ? {} : { code: form.code.trim() }),
    name: form.name.trim(),
    vatStatus: form.vatStatus,
    siren: bare(form.siren),
    siret: bare(form.siret),
    vatNumber: bare(form.vatNumber)?.toUpperCase() ?? null,
    address: addressOf(form.address),
    deliveryAddress: form.hasDelivery ? addressOf(form.deliveryAddress) : null,
    channel: form.channel === '' ? null : form.channel,
    email: said(form.email),
    contact: said(form.contact),
    language: form.language,
    electronicScheme: said(form.electronicScheme),
    electronicAddress: said(form.electronicAddress),
    grouping: form.grouping,
    paymentDays: days === '' ? null : Number(days),
    buyerReference: said(form.buyerReference),
  };
}
