import type { InvoiceDocument } from '#documents';
import { addRows, type CheckUnderWay, MOST_TOLD, type Sentence, vatCents, writeCents } from '#kernel';
import type { Transaction } from '#persistence';
import { readCiiAmounts } from './read-cii-amounts.js';
import { readEmbeddedXml } from './read-embedded-xml.js';
import { readWholeEmbedded, type SealedDocument } from './sealed-document.js';

interface LineAmounts {
  readonly position: number;
  readonly netCents: number;
  readonly rate: string;
  readonly productCents: number;
}

interface RateAmounts {
  readonly rate: string;
  readonly basisPoints: number;
  readonly netCents: number;
  readonly vatCents: number;
}

const split = (text: string | null) => (text ? text.split('|').map((each) => each.split(' ')) : []);
const sum = (amounts: readonly number[]) => amounts.reduce((total, each) => total + each, 0);

function linesOf({ lines }: SealedDocument): LineAmounts[] {
  return split(lines).map(([position, net, category, basisPoints, product]) => ({
    position: Number(position),
    netCents: Number(net),
    rate: `${category} ${basisPoints}`,
    productCents: Number(product),
  }));
}

function ratesOf({ vat }: SealedDocument): RateAmounts[] {
  return split(vat).map(([category, basisPoints, net, tax]) => ({
    rate: `${category} ${basisPoints}`,
    basisPoints: Number(basisPoints),
    netCents: Number(net),
    vatCents: Number(tax),
  }));
}

/** I5 for one native document: what its rows, its sealed content, its XML and its PDF say, to the cent. */
export async function verifyAmounts(
  tx: Transaction,
  check: CheckUnderWay,
  document: SealedDocument,
): Promise<void> {
  check.checked += 1;
  const tell = (what: Sentence, facts: object = {}) =>
    check.offences.add(
      { fr: `${document.number} : ${what.fr}`, en: `${document.number}: ${what.en}` },
      { number: document.number, ...facts },
    );
  rowFaults(document).forEach((fault) => tell(fault));
  const sealed = parse(document.payload);
  if (!sealed) return tell({ fr: 'contenu scellé illisible.', en: 'sealed content unreadable.' });
  sealedFaults(document, sealed).forEach((fault) => tell(fault));
  if (!document.xml && !document.hasPdf) {
    check.toDo.add(
      {
        fr: `${document.number} : PDF et XML pas encore archivés.`,
        en: `${document.number}: PDF and XML not archived yet.`,
      },
      { number: document.number },
    );
    return;
  }
  if (!document.xml || !document.hasPdf) {
    const [kept, lost] = document.xml ? ['XML', 'PDF'] : ['PDF', 'XML'];
    tell({ fr: `${kept} archivé sans son ${lost}.`, en: `${kept} archived without its ${lost}.` });
    return;
  }
  const xmlFault = faultOfXml(document.xml.toString('utf8'), sealed);
  if (xmlFault) tell(xmlFault);
  if (!(await pdfHolds(tx, document, document.xml))) {
    tell({
      fr: 'le XML dans le PDF n’est pas le XML archivé.',
      en: 'the XML inside of the PDF is not the archived XML.',
    });
  }
}

function parse(payload: string): InvoiceDocument | null {
  try {
    return JSON.parse(payload) as InvoiceDocument;
  } catch {
    return null;
  }
}

function rowFaults(document: SealedDocument): Sentence[] {
  const lines = linesOf(document);
  const rates = ratesOf(document);
  const faults: Sentence[] = [];
  const differ = (fr: string, en: string, left: number, right: number) => {
    if (left === right) return;
    faults.push({
      fr: `${fr} : ${writeCents(left, 'fr')} et ${writeCents(right, 'fr')}.`,
      en: `${en}: ${writeCents(left, 'en')} and ${writeCents(right, 'en')}.`,
    });
  };
  for (const line of lines) {
    const { position } = line;
    differ(
      `quantité × prix et montant de la ligne ${position}`,
      `quantity × price and amount of line ${position}`,
      line.productCents,
      line.netCents,
    );
  }
  for (const rate of new Set([...lines, ...rates].map((each) => each.rate))) {
    const net = (of: readonly { rate: string; netCents: number }[]) =>
      sum(of.filter((each) => each.rate === rate).map((each) => each.netCents));
    differ(
      `somme des lignes et base de TVA (${rate})`,
      `sum of lines and VAT base (${rate})`,
      net(lines),
      net(rates),
    );
  }
  for (const each of rates) {
    // The VAT of credit notes is judged over all of one invoice, further below.
    if (document.type === 'creditNote') continue;
    const expected = Math.sign(each.netCents) * vatCents(Math.abs(each.netCents), each.basisPoints);
    differ(
      `TVA calculée et TVA (${each.rate})`,
      `VAT computed and VAT (${each.rate})`,
      expected,
      each.vatCents,
    );
  }
  differ(
    'somme des bases et total HT',
    'sum of bases and net total',
    sum(rates.map((each) => each.netCents)),
    document.netCents,
  );
  differ(
    'somme des TVA et total TVA',
    'sum of VAT and VAT total',
    sum(rates.map((each) => each.vatCents)),
    document.vatCents,
  );
  differ(
    'HT + TVA et TTC',
    'net + VAT and gross',
    document.netCents + document.vatCents,
    document.grossCents,
  );
  return faults;
}

function sealedFaults(document: SealedDocument, sealed: InvoiceDocument): Sentence[] {
  const lines = sealed.lines
    .map((each) => `${each.position} ${each.netCents} ${each.vatCategory} ${each.vatRateBasisPoints}`)
    .join('|');
  const rates = sealed.vat.map(
    (each) => `${each.category} ${each.rateBasisPoints} ${each.netCents} ${each.vatCents}`,
  );
  const agrees: readonly (readonly [string, string, boolean])[] = [
    ['le numéro', 'the number', sealed.number === document.number],
    ['le total HT', 'the net total', sealed.netCents === document.netCents],
    ['la TVA', 'the VAT', sealed.vatCents === document.vatCents],
    ['le total TTC', 'the gross total', sealed.grossCents === document.grossCents],
    [
      'les lignes',
      'the lines',
      lines ===
        linesOf(document)
          .map((each) => `${each.position} ${each.netCents} ${each.rate}`)
          .join('|'),
    ],
    [
      'la TVA par taux',
      'the VAT per rate',
      rates.toSorted().join('|') ===
        ratesOf(document)
          .map((each) => `${each.rate} ${each.netCents} ${each.vatCents}`)
          .toSorted()
          .join('|'),
    ],
  ];
  return agrees
    .filter(([, , same]) => !same)
    .map(([fr, en]) => ({
      fr: `le contenu scellé et l’écriture diffèrent sur ${fr}.`,
      en: `the sealed content and the record differ on ${en}.`,
    }));
}

function faultOfXml(xml: string, sealed: InvoiceDocument): Sentence | null {
  const told = readCiiAmounts(xml);
  if (!told) return { fr: 'XML archivé illisible.', en: 'archived XML unreadable.' };
  const ofXml = [
    told.number,
    told.issuedOn,
    told.netCents,
    told.vatCents,
    told.grossCents,
    told.dueCents,
    told.lineNetCents.join(' '),
    told.vat.map((each) => `${each.category} ${each.netCents} ${each.vatCents}`).join(' '),
  ];
  const ofSeal = [
    sealed.number,
    sealed.issuedOn,
    sealed.netCents,
    sealed.vatCents,
    sealed.grossCents,
    sealed.dueCents,
    sealed.lines.map((each) => each.netCents).join(' '),
    sealed.vat.map((each) => `${each.category} ${each.netCents} ${each.vatCents}`).join(' '),
  ];
  const at = ofXml.findIndex((each, index) => each !== ofSeal[index]);
  if (at === -1) return null;
  return {
    fr: `le XML archivé dit « ${ofXml[at]} », le contenu scellé « ${ofSeal[at]} ».`,
    en: `the archived XML says “${ofXml[at]}”, the sealed content “${ofSeal[at]}”.`,
  };
}

async function pdfHolds(tx: Transaction, { id, embedded }: SealedDocument, xml: Buffer): Promise<boolean> {
  if (!embedded) return false;
  let found = readEmbeddedXml(embedded);
  if (found === 'truncated' || found === null) found = readEmbeddedXml(await readWholeEmbedded(tx, id));
  return Buffer.isBuffer(found) && found.equals(xml);
}

/**
 * The rest of I5, over all documents at once: charges and credits cost what their lines say, and what is credited of
 * an invoice is, per rate, the VAT of the nets credited and never more than was invoiced.
 */
export async function verifyAmountsAcross(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const priced = (await tx.query(
    `SELECT i.number, c.position, count(*) OVER () AS total
     FROM (SELECT invoice_id, position, line_id, period, net_cents FROM billing.charge WHERE NOT foreign_origin
           UNION ALL SELECT invoice_id, position, line_id, period, net_cents FROM billing.credit) c
     JOIN billing.invoice i ON i.id = c.invoice_id AND NOT i.foreign_origin
     LEFT JOIN billing.invoice_line l USING (invoice_id, position)
     WHERE (l.net_cents, l.contract_line_id) IS DISTINCT FROM (c.net_cents, c.line_id)
     ORDER BY i.id, c.position LIMIT ${MOST_TOLD}`,
  )) as { number: string; position: number; total: number }[];
  addRows(check.offences, priced, ({ number, position }) => ({
    fr: `${number} : la ligne ${position} et les jours qu’elle facture ne disent pas le même montant.`,
    en: `${number}: line ${position} and the days it bills do not say the same amount.`,
  }));
  const credited = (await tx.query(
    `SELECT o.number, k.vat_category AS category, k.vat_rate_bp AS "basisPoints", count(*) OVER () AS total
     FROM (SELECT i.credits_invoice_id AS id, v.vat_category, v.vat_rate_bp, sum(v.net_cents) AS net, sum(v.vat_cents) AS vat
           FROM billing.invoice i JOIN billing.invoice_vat v ON v.invoice_id = i.id
           WHERE i.credits_invoice_id IS NOT NULL AND NOT i.foreign_origin GROUP BY 1, 2, 3) k
     JOIN billing.invoice o ON o.id = k.id
     LEFT JOIN billing.invoice_vat v ON v.invoice_id = o.id AND (v.vat_category, v.vat_rate_bp) = (k.vat_category, k.vat_rate_bp)
     WHERE k.vat <> round(k.net * k.vat_rate_bp / 10000.0) OR k.net > coalesce(v.net_cents, 0)
        OR (k.vat > coalesce(v.vat_cents, 0) AND NOT o.foreign_origin)
     ORDER BY o.id LIMIT ${MOST_TOLD}`,
  )) as { number: string; category: string; basisPoints: number; total: number }[];
  addRows(check.offences, credited, ({ number, category, basisPoints }) => ({
    fr: `Avoirs sur ${number}, ${category} ${basisPoints / 100} % : la TVA créditée n’est pas celle des montants crédités, ou dépasse la facture.`,
    en: `Credit notes on ${number}, ${category} ${basisPoints / 100}%: the VAT credited is not that of the nets credited, or exceeds the invoice.`,
  }));
}
