import { type ReadCii, type ReadCiiLine, readFacturX } from '#documents';
import { writeCents } from '#kernel';
import type { IssuerRecord } from '#contracts';
import { transfersErrors } from '../transfers-errors.js';
import type { CaeDocument, ReadBilling } from './cae-document.js';
import { periodOf, readCaeCsv, writeRate } from './read-cae-csv.js';

/**
 * A file of the former issuer's billing: Factur-X as PDF or bare XML, else CSV. Nothing of it is kept when a part of it
 * is refused.
 * @throws DOCUMENTS.FACTUR_X_UNREADABLE, IMPORTS.FILE_UNREADABLE, TRANSFERS.FILE_UNREADABLE, TRANSFERS.LINES_REFUSED
 */
export function readCaeFile(bytes: Uint8Array, seller: Pick<IssuerRecord, 'name' | 'siren'>): ReadBilling {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1').replaceAll('\0', '');
  const isInvoice =
    head.includes('%PDF-') || /^[^<]{0,4}\s*<(?:\?xml|(?:[A-Za-z]\w{0,19}:)?CrossIndustryInvoice)/.test(head);
  if (!isInvoice) return { format: 'csv', documents: readCaeCsv(bytes) };
  return { format: 'facturX', documents: [documentOf(readFacturX(bytes), seller)] };
}

/** @throws TRANSFERS.FILE_UNREADABLE where somebody else sells, or in another currency, or under several rates */
function documentOf(read: ReadCii, seller: Pick<IssuerRecord, 'name' | 'siren'>): CaeDocument {
  if (read.seller.siren !== seller.siren) {
    const by = `${read.seller.name} (SIREN ${read.seller.siren ?? '?'})`;
    throw transfersErrors.FILE_UNREADABLE({
      reason: `cette facture est émise par ${by}, et non par ${seller.name} (SIREN ${seller.siren}).`,
      reasonEn: `this invoice is issued by ${by}, and not by ${seller.name} (SIREN ${seller.siren}).`,
    });
  }
  if (read.currency !== 'EUR')
    throw transfersErrors.FILE_UNREADABLE({
      reason: `elle est en ${read.currency.slice(0, 3)}, et non en euros.`,
      reasonEn: `it is in ${read.currency.slice(0, 3)}, and not in euros.`,
    });
  const unlike = whyNotTaken(read);
  if (unlike) throw transfersErrors.FILE_UNREADABLE(unlike);
  const [first] = read.lines;
  const alone = read.lines.length === 1;
  return {
    number: read.number,
    type: read.type,
    issuedOn: read.issuedOn,
    client: read.buyer,
    references: [read.contractReference, read.purchaseOrder].filter((each) => each !== null),
    lines: read.lines.map(({ label, period, netCents }) => {
      // The period of the document is that of its only line.
      const said = period ?? (alone ? read.period : null);
      return {
        label: label || read.number,
        period: said,
        proposedPeriod: said ?? periodOf(label) ?? read.period,
        netCents,
      };
    }),
    netCents: read.netCents,
    vatCents: read.vatCents,
    vatCategory: first?.vatCategory ?? (read.vatCents > 0 ? 'S' : 'E'),
    vatRateBasisPoints: first?.vatRateBasisPoints ?? 0,
    credits: read.credits,
  };
}

/** Null where all lines are of one rate and make the net of the document. */
function whyNotTaken({ lines, netCents }: ReadCii): { reason: string; reasonEn: string } | null {
  const quoted = ({ id, label }: ReadCiiLine) => ({
    fr: `la ligne ${id} (« ${label.slice(0, 60)} »)`,
    en: `line ${id} (“${label.slice(0, 60)}”)`,
  });
  const because = (fr: string, en: string) => ({
    reason: `${fr} : reprenez-la par la Reprise de l’historique.`,
    reasonEn: `${en}: take it over by the import of the history.`,
  });
  const [first] = lines;
  const other = lines.find(
    (line) =>
      line.vatRateBasisPoints !== first!.vatRateBasisPoints || line.vatCategory !== first!.vatCategory,
  );
  if (other) {
    const [is, of] = [quoted(other), quoted(first!)];
    const [rate, firstRate] = [
      writeRate(other.vatRateBasisPoints ?? 0),
      writeRate(first!.vatRateBasisPoints ?? 0),
    ];
    return because(
      `elle a plusieurs taux ou régimes de TVA, ${is.fr} est à ${rate.fr} et ${of.fr} à ${firstRate.fr}`,
      `it has several VAT rates or treatments, ${is.en} at ${rate.en} and ${of.en} at ${firstRate.en}`,
    );
  }
  const negative = lines.find((line) => line.netCents < 0);
  if (negative) {
    const [is, net] = [quoted(negative), negative.netCents];
    return because(
      `${is.fr} est une remise de ${writeCents(-net, 'fr')}`,
      `${is.en} is a discount of ${writeCents(-net, 'en')}`,
    );
  }
  const sum = lines.reduce((total, line) => total + line.netCents, 0);
  if (sum === netCents) return null;
  return because(
    `ses lignes font ${writeCents(sum, 'fr')} et son total HT ${writeCents(netCents, 'fr')}, elle a une remise ou des frais en pied`,
    `its lines make ${writeCents(sum, 'en')} and its net total ${writeCents(netCents, 'en')}, it has a discount or charges on the whole`,
  );
}
