import { addDays, type LocalDate, type Period } from '#kernel';
import {
  type AuditedDocument,
  type AuditedSubscription,
  type DocumentStatus,
  type DocumentType,
} from '../audit/billing-history.js';
import { boundOf, indexOfPeriodAt, indexOfPeriodFrom } from '../audit/subscription-periods.js';
import { knownStatuses, knownTypes, notSent, sentWithoutDay } from './known-values.js';
import { type TableRow } from './parse-table.js';
import { plainWords } from './plain-words.js';
import { type DateOrder } from './read-date.js';
import { periodOfLabel, readLabelPeriod, tellsPeriod } from './read-label-period.js';
import { type TableReader } from './table-reader.js';

export const documentAmounts = ['net', 'vat', 'gross'] as const;
export const documentDays = ['issuedOn', 'periodFrom', 'periodTo', 'sentOn'] as const;

/** What tools write in place of a number while a document has none: Dolibarr's (PROV12), Odoo's « Draft ». */
const NO_NUMBER = /^\(?(prov\d*|brouillon|draft( invoice| facture)?)\)?\b[\s*(/\d)]*$/i;

interface Subscriptions {
  readonly read: ReadonlyMap<string, AuditedSubscription>;
  /** Also those whose line was refused. */
  readonly named: ReadonlySet<string>;
}

function readSent(reader: TableReader, row: TableRow): { sent: boolean | null; sentOn: LocalDate | null } {
  if (!reader.has('sentOn')) return { sent: null, sentOn: null };
  const cell = reader.text(row, 'sentOn');
  const words = plainWords(cell);
  if (cell === '' || notSent.has(words)) return { sent: false, sentOn: null };
  if (sentWithoutDay.has(words)) return { sent: true, sentOn: null };
  return { sent: true, sentOn: reader.day(row, 'sentOn', { needed: false }) };
}

/** The period that begins with `from` and lasts one cadence, cut at the end of the subscription. */
function periodBeginning(from: LocalDate, subscription: AuditedSubscription | null): Period | null {
  if (subscription === null) return null;
  const index = indexOfPeriodAt(subscription, from);
  if (boundOf(subscription, index) !== from)
    return { from, to: boundOf({ ...subscription, start: from }, 1) };
  const { end } = subscription;
  const to = boundOf(subscription, index + 1);
  return { from, to: end !== null && from < end && end < to ? end : to };
}

/** The period that ends with the excluded day `to`. */
function periodEnding(to: LocalDate, subscription: AuditedSubscription | null): Period | null {
  if (subscription === null) return null;
  return { from: boundOf(subscription, indexOfPeriodFrom(subscription, to) - 1), to };
}

function readPeriod(
  reader: TableReader,
  row: TableRow,
  {
    subscription,
    order,
    needed,
  }: { subscription: AuditedSubscription | null; order: DateOrder; needed: boolean },
): Period | null {
  const from = reader.day(row, 'periodFrom', { needed: false });
  const last = reader.day(row, 'periodTo', { needed: false });
  if (from !== null && last !== null) {
    if (last >= from) return { from, to: addDays(last, 1) };
    reader.refuse(row, 'periodTo', {
      fr: `la fin de la période (${last}) précède son début (${from})`,
      en: `the end of the period (${last}) is before its start (${from})`,
    });
    return null;
  }
  const refusedCell =
    (reader.text(row, 'periodFrom') !== '' && !from) || (reader.text(row, 'periodTo') !== '' && !last);
  if (refusedCell) return null;
  if (from !== null || last !== null) {
    const period =
      from !== null ? periodBeginning(from, subscription) : periodEnding(addDays(last!, 1), subscription);
    if (period === null && needed) {
      reader.refuse(row, from === null ? 'periodFrom' : 'periodTo', {
        fr: 'cette borne manque',
        en: 'this bound is missing',
      });
    }
    return period;
  }
  const label = reader.text(row, 'label');
  const named = label === '' ? null : readLabelPeriod(label, order);
  if (named && tellsPeriod(named, subscription)) return periodOfLabel(named, subscription);
  if (needed) {
    reader.refuse(row, reader.has('label') ? 'label' : null, {
      fr: `la période facturée n’est ni dans ses colonnes ni dans le libellé « ${label} »`,
      en: `the period billed is neither in its columns nor in the label “${label}”`,
    });
  }
  return null;
}

/** A negative amount makes a credit note, whatever the export calls it. */
function typeOf(reader: TableReader, row: TableRow, netCents: number | null): DocumentType {
  const type = reader.choice(row, 'type', knownTypes);
  return type === 'creditNote' || (netCents !== null && netCents < 0) ? 'creditNote' : 'invoice';
}

function readDocument(
  reader: TableReader,
  row: TableRow,
  { subscriptions, order }: { subscriptions: Subscriptions; order: DateOrder },
): AuditedDocument | null {
  const written = reader.identifier(row, 'number');
  const number = written === '' || NO_NUMBER.test(written) ? null : written;
  const status: DocumentStatus =
    reader.choice(row, 'status', knownStatuses) ?? (number === null ? 'draft' : 'open');
  const issuedOn = reader.day(row, 'issuedOn', { needed: status !== 'draft' });
  const signed = reader.hundredths(row, 'net', { needed: true });
  const type = typeOf(reader, row, signed);
  const named = reader.identifier(row, 'subscription');
  const subscription = subscriptions.read.get(named) ?? null;
  if (named !== '' && !subscriptions.named.has(named)) {
    reader.refuse(row, 'subscription', {
      fr: `l’abonnement « ${named} » n’est pas dans l’export des abonnements`,
      en: `subscription “${named}” is not in the export of subscriptions`,
    });
  }
  const needed =
    type === 'invoice' &&
    number !== null &&
    subscription !== null &&
    (status === 'open' || status === 'paid');
  const period = readPeriod(reader, row, { subscription, order, needed });
  const asSigned = (cents: number | null) =>
    cents !== null && type === 'creditNote' ? -Math.abs(cents) : cents;
  const vat = reader.hundredths(row, 'vat', { needed: false });
  const gross = reader.hundredths(row, 'gross', { needed: false });
  const { sent, sentOn } = readSent(reader, row);
  if (signed === null) return null;
  return {
    id: reader.has('id') ? reader.identifier(row, 'id') : (number ?? `ligne ${row.line}`),
    number,
    type,
    subscription: named === '' ? null : named,
    client: reader.identifier(row, 'client'),
    clientName: reader.identifier(row, 'clientName'),
    label: reader.text(row, 'label'),
    issuedOn,
    period,
    netCents: asSigned(signed)!,
    vatCents: asSigned(vat),
    grossCents: asSigned(gross),
    status,
    sent,
    sentOn,
    cancels: type === 'creditNote' ? reader.identifier(row, 'cancels') || null : null,
  };
}

interface ReadRow {
  readonly row: TableRow;
  readonly document: AuditedDocument;
}

/** Ids stay unique: where the export has no id, a number borne twice is told apart by its line. */
function withUniqueIds(reader: TableReader, rows: readonly ReadRow[]): ReadRow[] {
  const seen = new Set<string>();
  return rows.map(({ row, document }) => {
    let { id } = document;
    if (id === '') reader.refuse(row, 'id', { fr: 'l’identifiant manque', en: 'the id is missing' });
    else if (seen.has(id)) {
      if (reader.has('id')) {
        reader.refuse(row, 'id', {
          fr: `l’identifiant « ${id} » est déjà donné plus haut`,
          en: `the id “${id}” is given above already`,
        });
      } else id = `${id} (ligne ${row.line})`;
    }
    seen.add(id);
    return { row, document: { ...document, id } };
  });
}

/** Credit notes name their invoice by id or by number, alone or within a few words (« Extourne de : FA-12 »). */
function resolveCancels(reader: TableReader, rows: readonly ReadRow[]): AuditedDocument[] {
  const byId = new Map<string, AuditedDocument>();
  const byNumber = new Map<string, AuditedDocument[]>();
  for (const { document } of rows) {
    if (document.type !== 'invoice') continue;
    byId.set(document.id, document);
    if (document.number === null) continue;
    const bearers = byNumber.get(document.number);
    if (bearers) bearers.push(document);
    else byNumber.set(document.number, [document]);
  }
  const numberedLike = (name: string, note: AuditedDocument): AuditedDocument | undefined => {
    const bearers = byNumber.get(name) ?? [];
    return bearers.length < 2
      ? bearers[0]
      : (bearers.find(
          (each) =>
            each.subscription === note.subscription && Math.abs(each.netCents) === Math.abs(note.netCents),
        ) ?? bearers.find((each) => each.subscription === note.subscription));
  };
  return rows.map(({ row, document }) => {
    if (document.cancels === null) return document;
    const name = document.cancels;
    const tokens = name.split(/[\s,;:()«»"]+/).filter((token) => token !== '' && token !== name);
    const invoice =
      byId.get(name) ??
      numberedLike(name, document) ??
      tokens.map((token) => numberedLike(token, document)).find((found) => found !== undefined);
    if (!invoice) {
      reader.refuse(row, 'cancels', {
        fr: `« ${name} » n’est ni l’identifiant ni le numéro d’une facture de l’export`,
        en: `“${name}” is neither the id nor the number of an invoice of the export`,
      });
    }
    return { ...document, cancels: invoice?.id ?? null };
  });
}

/** Every document of the export in the order of its lines; what cannot be read is refused on the reader. */
export function readDocuments(
  reader: TableReader,
  subscriptions: Subscriptions,
  order: DateOrder,
): AuditedDocument[] {
  const rows = reader.table.rows.flatMap((row): ReadRow[] => {
    const document = readDocument(reader, row, { subscriptions, order });
    return document ? [{ row, document }] : [];
  });
  return resolveCancels(reader, withUniqueIds(reader, rows));
}
