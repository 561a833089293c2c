import { CellReader, type ColumnNames, type Row } from '#imports';
import { decimalToCents, isSiren, type LocalDate } from '#kernel';
import type { MovementKind } from '../movement.js';
import { INVOICE_STATES, OPERATIONS, type RegisterFormat } from './register-formats.js';

export interface PersonOfFile {
  /** By which the file knows the person: an identifier, or what is left of it. */
  readonly key: string;
  readonly kind: 'natural' | 'legal';
  readonly name: string;
  readonly givenName: string | null;
  readonly email: string | null;
  readonly siren: string | null;
}

export interface SharesOfFile {
  readonly classCode: string;
  readonly quantity: number;
  readonly nominalCents: number;
}

export interface Operation {
  readonly line: number;
  readonly key: string;
  readonly kind: MovementKind;
  readonly day: LocalDate;
  readonly person: PersonOfFile;
  readonly to: PersonOfFile | null;
  readonly shares: SharesOfFile;
  readonly toShares: SharesOfFile | null;
  /** What was paid of a subscription; all of it where the file does not say. */
  readonly paidCents: number;
}

/** `Part A` becomes `PARTA`: classes have codes of at most 8 capital letters and digits. */
function classCodeOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .slice(0, 8);
}

/** `Martin, Alice`, `MARTIN Alice` and `Alice Martin` are one person; a family name of several words needs a comma or capitals. */
export function splitName(text: string): { name: string; givenName: string | null } {
  const [before, after] = text.split(/\s*,\s*/, 2);
  if (after) return { name: before!, givenName: after };
  const words = text.trim().split(/\s+/);
  const capitals = words.filter((word) => word.length > 1 && word === word.toUpperCase());
  if (capitals.length > 0 && capitals.length < words.length) {
    return {
      name: capitals.join(' '),
      givenName: words.filter((word) => !capitals.includes(word)).join(' '),
    };
  }
  return words.length > 1
    ? { name: words.slice(1).join(' '), givenName: words[0]! }
    : { name: text.trim(), givenName: null };
}

type Side = 'person' | 'toPerson';
const COLUMN_OF = {
  person: { given: 'givenName', key: 'personKey', email: 'email', siren: 'siren' },
  toPerson: { given: 'toGivenName', key: 'toPersonKey', email: 'toEmail', siren: 'toSiren' },
} as const;

function personOf(cells: CellReader, side: Side): PersonOfFile {
  const columns = COLUMN_OF[side];
  const text = cells.required(side);
  const siren = cells.digits(columns.siren);
  if (siren && !isSiren(siren))
    cells.note(columns.siren, siren, 'ce n’est pas un SIREN.', 'it is no SIREN number.');
  const told = cells.text(columns.given);
  const isCompany = /^(1|true|vrai|oui|yes)$/i.test(side === 'person' ? cells.raw('company') : '');
  const split = told ? { name: text, givenName: told } : splitName(text);
  const isLegal = siren !== null || isCompany || split.givenName === null;
  const email = cells.text(columns.email)?.toLowerCase() ?? null;
  const fullName = isLegal ? text : `${split.givenName} ${split.name}`;
  return {
    key: cells.text(columns.key) ?? siren ?? [fullName.toLowerCase(), email ?? ''].join('/'),
    kind: isLegal ? 'legal' : 'natural',
    name: isLegal ? text : split.name,
    givenName: isLegal ? null : split.givenName,
    email,
    siren,
  };
}

function sharesOf(
  cells: CellReader,
  columns: { shareClass: string; quantity: string; nominal: string },
): SharesOfFile {
  const text = cells.required(columns.shareClass);
  // A cell that could not be read has told its own reason already.
  const isUnread = (column: string, read: unknown) => read === null && cells.raw(column) !== '';
  const read = cells.whole(columns.quantity);
  const quantity = read ?? 0;
  if (quantity < 1 && !isUnread(columns.quantity, read))
    cells.note(
      columns.quantity,
      cells.raw(columns.quantity),
      'il faut au moins une part.',
      'at least one share is needed.',
    );
  const nominal = cells.decimal(columns.nominal);
  const isAmount = nominal !== null && /^\d{1,7}(\.\d{1,2})?$/.test(nominal) && Number(nominal) > 0;
  if (!isAmount && !isUnread(columns.nominal, nominal))
    cells.note(
      columns.nominal,
      cells.raw(columns.nominal),
      'il faut un montant en euros.',
      'an amount in euros is needed.',
    );
  return { classCode: classCodeOf(text), quantity, nominalCents: isAmount ? decimalToCents(nominal) : 0 };
}

/** What is paid of a subscription. An invoice that is not paid makes a bulletin that waits for its payment. */
function paidOf(cells: CellReader, shares: SharesOfFile, format: RegisterFormat): number {
  const all = shares.quantity * shares.nominalCents;
  if (format === 'la-louve') return cells.choice('state', INVOICE_STATES) === 0 ? 0 : all;
  const told = cells.decimal('paid');
  if (told === null) return all;
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(told)) {
    cells.note('paid', told, 'il faut un montant en euros.', 'an amount in euros is needed.');
    return 0;
  }
  const paid = decimalToCents(told);
  if (paid > all && all > 0)
    cells.note('paid', told, 'c’est plus que le montant souscrit.', 'it is more than what was subscribed.');
  return paid;
}

/** One line of a register, whatever its format. */
export function parseOperation(row: Row, names: ColumnNames, format: RegisterFormat) {
  const cells = new CellReader(row, names);
  const key = cells.required('key');
  const isNamed = cells.raw('kind') !== '';
  const kind: MovementKind = (isNamed && cells.choice('kind', OPERATIONS)) || 'subscription';
  if (!isNamed && format !== 'la-louve')
    cells.note('kind', '', 'cette cellule ne peut pas rester vide.', 'this cell cannot stay empty.');
  const day = cells.day('day');
  if (day === null && cells.raw('day') === '')
    cells.note('day', '', 'cette cellule ne peut pas rester vide.', 'this cell cannot stay empty.');
  const person = personOf(cells, 'person');
  const shares = sharesOf(cells, { shareClass: 'shareClass', quantity: 'quantity', nominal: 'nominal' });
  const to = kind === 'transfer' ? personOf(cells, 'toPerson') : null;
  const toShares =
    kind === 'conversion'
      ? sharesOf(cells, { shareClass: 'toClass', quantity: 'toQuantity', nominal: 'toNominal' })
      : null;
  const paidCents = kind === 'subscription' ? paidOf(cells, shares, format) : 0;
  const parsed: Operation | null =
    day === null ? null : { line: row.line, key, kind, day, person, to, shares, toShares, paidCents };
  return { parsed, errors: cells.errors };
}
