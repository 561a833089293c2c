import { type ReadCii, readFacturX } from '#documents';
import type { IssuerRecord } from '#contracts';
import { transfersErrors } from '../transfers-errors.js';
import type { CaeDocument, ReadBilling } from './cae-document.js';
import { periodOf, readCaeCsv } from './read-cae-csv.js';

/**
 * A file of the former issuer's billing: Factur-X as PDF or bare XML, else CSV. Nothing of it is kept when a part of it
 * is refused.
 * @throws DOCUMENTS.FACTUR_X_UNREADABLE, IMPORTS.FILE_UNREADABLE, TRANSFERS.FILE_UNREADABLE, TRANSFERS.LINES_REFUSED
 */
export function readCaeFile(bytes: Uint8Array, seller: Pick<IssuerRecord, 'name' | 'siren'>): ReadBilling {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1').replaceAll('\0', '');
  const isInvoice =
    head.includes('%PDF-') || /^[^<]{0,4}\s*<(?:\?xml|[A-Za-z]+:?CrossIndustryInvoice)/.test(head);
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
  const rates = new Set(read.lines.map((line) => `${line.vatCategory}/${line.vatRateBasisPoints}`));
  const sum = read.lines.reduce((net, line) => net + line.netCents, 0);
  if (rates.size > 1 || sum !== read.netCents || read.lines.some(({ netCents }) => netCents < 0))
    throw transfersErrors.FILE_UNREADABLE({
      reason: 'elle a plusieurs taux de TVA, ou des remises : reprenez-la par la Reprise de l’historique.',
      reasonEn: 'it has several VAT rates, or discounts: take it over by the import of the history.',
    });
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
