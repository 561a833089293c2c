import type { ColumnNames } from '#imports';

export const REGISTER_FORMATS = ['cooperator', 'la-louve', 'registre'] as const;
export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

interface FormatColumns {
  readonly names: ColumnNames;
  /** By which a file is known to be of this format. */
  readonly required: readonly string[];
}

/**
 * Odoo modules `cooperator` of OCA/cooperative and `easy_my_coop`: an export of `subscription.register`, with technical
 * names or English labels, as read in their source (models/subscription_register.py, 12.0 to 16.0). French labels are an
 * assumption.
 */
const COOPERATOR: FormatColumns = {
  names: {
    key: ['register_number_operation', 'Register Number Operation', 'Numéro d’opération du registre'],
    kind: ['type', 'Operation Type', 'Type d’opération'],
    day: ['date', 'Subscription Date', 'Date de souscription'],
    person: ['partner_id', 'partner_id/name', 'Cooperator', 'Coopérateur'],
    personKey: ['partner_id/id', 'partner_id/.id', 'Cooperator/ID', 'Coopérateur/ID'],
    email: ['partner_id/email', 'Cooperator/Email', 'Coopérateur/Courriel'],
    company: ['partner_id/is_company', 'Cooperator/Is a Company'],
    toPerson: ['partner_id_to', 'partner_id_to/name', 'Transfered to', 'Transféré à'],
    toPersonKey: ['partner_id_to/id', 'partner_id_to/.id', 'Transfered to/ID'],
    toEmail: ['partner_id_to/email', 'Transfered to/Email'],
    shareClass: ['share_short_name', 'Share type name', 'Nom du type de part'],
    quantity: ['quantity', 'Number of share', 'Nombre de parts'],
    nominal: ['share_unit_price', 'Share price', 'Prix de la part'],
    toClass: ['share_to_short_name', 'Share to type name'],
    toQuantity: ['quantity_to', 'Number of share to'],
    toNominal: ['share_to_unit_price', 'Share to price'],
  },
  required: ['key', 'kind', 'day', 'person', 'shareClass', 'quantity', 'nominal'],
};

/**
 * Odoo module `capital_subscription` of La Louve (AwesomeFoodCoops): an export of the invoices of capital, with technical
 * names as read in its source; labels are an assumption.
 */
const LA_LOUVE: FormatColumns = {
  names: {
    key: ['number', 'Number', 'Numéro'],
    kind: ['type', 'Type'],
    day: ['date_invoice', 'Invoice Date', 'Date de facturation', 'Date de la facture'],
    person: ['partner_id', 'partner_id/name', 'Partner', 'Partenaire', 'Client'],
    personKey: ['partner_id/barcode_base', 'barcode_base', 'Numéro de coopérateur', 'Member number'],
    email: ['partner_id/email', 'Partner/Email', 'Courriel'],
    shareClass: ['fundraising_category_id', 'Fundraising Category', 'Catégorie de souscription'],
    quantity: ['invoice_line_ids/quantity', 'Invoice Lines/Quantity', 'Lignes de facture/Quantité'],
    nominal: ['invoice_line_ids/price_unit', 'Invoice Lines/Unit Price', 'Lignes de facture/Prix unitaire'],
    state: ['state', 'Status', 'État', 'Statut'],
  },
  required: ['key', 'day', 'person', 'shareClass', 'quantity', 'nominal', 'state'],
};

/** A register kept in a spreadsheet: one line for each operation. */
const GENERIC: FormatColumns = {
  names: {
    key: ['operation', 'numero', 'n', 'number'],
    kind: ['type', 'nature', 'kind'],
    day: ['date', 'jour', 'day'],
    person: ['nom', 'associe', 'name'],
    givenName: ['prenom', 'given name', 'first name'],
    personKey: ['identifiant', 'numero associe', 'member id'],
    email: ['courriel', 'email', 'e-mail', 'mail'],
    siren: ['siren'],
    toPerson: ['vers nom', 'beneficiaire', 'to name'],
    toGivenName: ['vers prenom', 'to given name'],
    toPersonKey: ['vers identifiant', 'to member id'],
    toEmail: ['vers courriel', 'to email'],
    toSiren: ['vers siren', 'to siren'],
    shareClass: ['categorie', 'part', 'class'],
    quantity: ['quantite', 'parts', 'nombre', 'quantity'],
    nominal: ['valeur nominale', 'nominal', 'nominal value'],
    toClass: ['vers categorie', 'to class'],
    toQuantity: ['vers quantite', 'to quantity'],
    toNominal: ['vers valeur nominale', 'to nominal value'],
    paid: ['libere', 'montant libere', 'verse', 'paid'],
  },
  required: ['key', 'kind', 'day', 'person', 'shareClass', 'quantity', 'nominal'],
};

/** From the most particular to the most general. */
export const FORMATS: readonly (readonly [RegisterFormat, FormatColumns])[] = [
  ['la-louve', LA_LOUVE],
  ['cooperator', COOPERATOR],
  ['registre', GENERIC],
];

/** What operations are called in files, without accents, case and signs. */
export const OPERATIONS = {
  subscription: 'subscription',
  souscription: 'subscription',
  'out invoice': 'subscription',
  'customer invoice': 'subscription',
  'facture client': 'subscription',
  transfer: 'transfer',
  cession: 'transfer',
  transfert: 'transfer',
  convert: 'conversion',
  conversion: 'conversion',
  'sell back': 'withdrawal',
  withdrawal: 'withdrawal',
  retrait: 'withdrawal',
  remboursement: 'withdrawal',
  'out refund': 'withdrawal',
  'customer refund': 'withdrawal',
  'avoir client': 'withdrawal',
} as const;

/** States of an invoice of capital: whether it was paid. */
export const INVOICE_STATES = { paid: 1, paye: 1, payee: 1, open: 0, ouvert: 0, ouverte: 0 } as const;
