import type { InvoiceDocument } from '#documents';
import { writeCents, writeDate } from '#kernel';
import type { MailMessage } from '#mail';

interface InvoiceMail {
  readonly document: InvoiceDocument;
  readonly pdf: Buffer;
  readonly to: string;
  readonly from: string;
  readonly messageId: string;
}

const NAMES = {
  fr: {
    invoice: 'Facture',
    creditNote: 'Avoir',
    depositInvoice: 'Facture d’acompte',
    balanceInvoice: 'Facture de solde',
  },
  en: {
    invoice: 'Invoice',
    creditNote: 'Credit note',
    depositInvoice: 'Deposit invoice',
    balanceInvoice: 'Balance invoice',
  },
} as const;

/** The message that carries an issued document to its client, in the document's language. */
export function composeInvoiceMail({ document, pdf, to, from, messageId }: InvoiceMail): MailMessage {
  const name = NAMES[document.language][document.type];
  return {
    messageId,
    from,
    to,
    replyTo: document.seller.email ?? undefined,
    subject: `${name} ${document.number} – ${document.seller.tradeName ?? document.seller.name}`,
    text: document.language === 'fr' ? frenchText(document) : englishText(document, name),
    attachments: [
      {
        filename: `${document.number.replaceAll('/', '-')}.pdf`,
        contentType: 'application/pdf',
        content: pdf,
      },
    ],
  };
}

function frenchText(document: InvoiceDocument): string {
  const credited = document.precedes.map((each) => each.number).join(', ');
  const money =
    document.type === 'creditNote'
      ? `Il porte sur ${credited} et s’élève à ${writeCents(document.grossCents, 'fr')} TTC.`
      : `Montant à régler : ${writeCents(document.dueCents, 'fr')} TTC, au plus tard le ${writeDate(document.dueOn, 'fr')}.`;
  return [
    'Bonjour,',
    '',
    `Vous trouverez ci-joint ${document.type === 'creditNote' ? 'l’avoir' : 'la facture'} ${document.number} du ${writeDate(document.issuedOn, 'fr')}.`,
    money,
    '',
    'Le fichier PDF contient aussi les données de la facture électronique (Factur-X).',
    '',
    'Cordialement,',
    document.seller.name,
  ].join('\n');
}

function englishText(document: InvoiceDocument, name: string): string {
  const money =
    document.type === 'creditNote'
      ? `It credits ${document.precedes.map((each) => each.number).join(', ')} for ${writeCents(document.grossCents, 'en')} including VAT.`
      : `Amount due: ${writeCents(document.dueCents, 'en')} including VAT, by ${writeDate(document.dueOn, 'en')}.`;
  return [
    'Hello,',
    '',
    `Please find attached ${name.toLowerCase()} ${document.number} of ${writeDate(document.issuedOn, 'en')}.`,
    money,
    '',
    'The PDF file also holds the data of the electronic invoice (Factur-X).',
    '',
    'Kind regards,',
    document.seller.name,
  ].join('\n');
}
