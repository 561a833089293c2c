import type { Buyer, ElectronicAddress, PostalAddress, Seller } from '../invoice-document.js';
import { COLORS, LEFT, paragraph, RIGHT, rule, type Sheet, STYLES, TOP, WIDTH } from './layout.js';
import type { PreparedLogo } from './prepared-logo.js';
import { shortDate, shortPeriod } from './wording.js';

/** Left edge of the client's block: 110 mm, where the window of French envelopes is. */
const WINDOW_LEFT = 312;
const WINDOW_WIDTH = RIGHT - WINDOW_LEFT;
const SELLER_WIDTH = WINDOW_LEFT - LEFT - 24;
const LOGO = { width: 150, height: 46 };

export function addressLines(address: PostalAddress): string[] {
  const lines = [
    ...address.lines.filter((line) => line.trim() !== ''),
    `${address.postCode} ${address.city}`.trim(),
  ];
  return address.country === 'FR' ? lines : [...lines, countryName(address.country)];
}

const countries = new Intl.DisplayNames('fr', { type: 'region' });

/** Postal services want the country in the language of the sender's. */
function countryName(code: string): string {
  return (countries.of(code) ?? code).toUpperCase();
}

function electronic({ words }: Sheet, address: ElectronicAddress): string {
  return `${words.electronicAddress}${words.colon}${address.scheme}:${address.value}`;
}

function sellerLines(sheet: Sheet, seller: Seller): string[] {
  const { words } = sheet;
  return [
    ...(seller.tradeName ? [`${words.operatedBy} ${seller.name}`] : []),
    ...addressLines(seller.address),
    ...(seller.legalForm ? [seller.legalForm] : []),
    seller.siret
      ? `${words.siren} ${seller.siren} · ${words.siret} ${seller.siret}`
      : `${words.siren} ${seller.siren}`,
    ...(seller.vatNumber ? [`${words.vatNumber} ${seller.vatNumber}`] : []),
    ...[[seller.email, seller.phone].filter(Boolean).join(' · ')].filter((line) => line !== ''),
    electronic(sheet, seller.electronicAddress),
  ];
}

function buyerIdentity(sheet: Sheet, buyer: Buyer): string[] {
  const { words } = sheet;
  const registration = [
    buyer.siren && `${words.siren} ${buyer.siren}`,
    buyer.siret && `${words.siret} ${buyer.siret}`,
  ];
  return [
    registration.filter(Boolean).join(' · '),
    buyer.vatNumber ? `${words.vatNumber} ${buyer.vatNumber}` : '',
    buyer.electronicAddress ? electronic(sheet, buyer.electronicAddress) : '',
  ].filter((line) => line !== '');
}

/** The seller's logo and identity, at the left. @returns where it ends */
function drawSeller(sheet: Sheet, logo: PreparedLogo | null): number {
  const { writer, document } = sheet;
  const { seller } = document;
  let y = TOP;
  if (logo) {
    const scale = Math.min(LOGO.width / logo.width, LOGO.height / logo.height, 1);
    const [width, height] = [logo.width * scale, logo.height * scale];
    writer.tagged('Figure', undefined, () => writer.logo(logo, LEFT, y, width, height), {
      alt: seller.tradeName ?? seller.name,
      bbox: [LEFT, y, LEFT + width, y + height],
    });
    y += height + 10;
  }
  writer.tagged('P', undefined, () => {
    const name = writer.wrap(seller.tradeName ?? seller.name, SELLER_WIDTH, STYLES.name);
    y = paragraph(sheet, name, { x: LEFT, y: y + 10, leading: 13.5 }, STYLES.name);
    const lines = sellerLines(sheet, seller).flatMap((line) => writer.wrap(line, SELLER_WIDTH, STYLES.small));
    y = paragraph(sheet, lines, { x: LEFT, y, leading: 10.6 }, STYLES.small);
  });
  return y;
}

function drawTitle(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  writer.tagged('H1', undefined, () => {
    writer.text(words.titles[document.type], WINDOW_LEFT, TOP + 15, STYLES.title);
    writer.text(`${words.number} ${document.number}`, WINDOW_LEFT, TOP + 33, { ...STYLES.name, size: 10.5 });
  });
}

/** The client's address, where an envelope shows it. @returns where it ends */
function drawBuyer(sheet: Sheet): number {
  const { writer, document, words } = sheet;
  const { buyer } = document;
  let y = 118;
  writer.tagged('P', undefined, () => {
    writer.text(document.type === 'creditNote' ? words.creditTo : words.billTo, WINDOW_LEFT, y, STYLES.label);
    y = paragraph(
      sheet,
      writer.wrap(buyer.name, WINDOW_WIDTH, STYLES.name),
      { x: WINDOW_LEFT, y: y + 15, leading: 13 },
      { ...STYLES.name, size: 10.5 },
    );
    const lines = [
      ...(buyer.contact ? [`${words.attention} ${buyer.contact}`] : []),
      ...addressLines(buyer.address),
    ];
    y = paragraph(
      sheet,
      lines.flatMap((line) => writer.wrap(line, WINDOW_WIDTH, STYLES.body)),
      { x: WINDOW_LEFT, y, leading: 12 },
      STYLES.body,
    );
    const identity = buyerIdentity(sheet, buyer).flatMap((line) =>
      writer.wrap(line, WINDOW_WIDTH, STYLES.small),
    );
    y = paragraph(sheet, identity, { x: WINDOW_LEFT, y: y + 3, leading: 10.6 }, STYLES.small);
  });
  if (buyer.deliveryAddress) {
    const delivery = addressLines(buyer.deliveryAddress).join(', ');
    writer.tagged('P', undefined, () => {
      writer.text(words.deliverTo, WINDOW_LEFT, y + 6, STYLES.label);
      y = paragraph(
        sheet,
        writer.wrap(delivery, WINDOW_WIDTH, STYLES.small),
        { x: WINDOW_LEFT, y: y + 17, leading: 10.6 },
        STYLES.small,
      );
    });
  }
  return y;
}

/** Dates and references in a tinted band, as many in a row as fit. */
function drawFacts(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  const { language } = document;
  const facts: [string, string][] = [[words.issuedOn, shortDate(document.issuedOn)]];
  // Nothing is to be paid on a credit note.
  if (document.type !== 'creditNote') facts.push([words.dueOn, shortDate(document.dueOn)]);
  if (document.deliveryPeriod) facts.push([words.supplied, shortPeriod(document.deliveryPeriod, language)]);
  if (document.purchaseOrder) facts.push([words.order, document.purchaseOrder]);
  if (document.contractReference) facts.push([words.contract, document.contractReference]);
  if (document.buyerReference) facts.push([words.reference, document.buyerReference]);
  const rows: [string, string, number][][] = [[]];
  let used = 12;
  for (const [label, value] of facts) {
    const width =
      Math.min(
        Math.max(writer.widthOf(value, STYLES.strong), writer.widthOf(label, STYLES.label)),
        WIDTH - 24,
      ) + 20;
    if (used + width > WIDTH && rows.at(-1)!.length > 0) {
      rows.push([]);
      used = 12;
    }
    rows.at(-1)!.push([label, value, LEFT + used]);
    used += width;
  }
  const height = rows.length * 30 + 8;
  const top = sheet.y;
  writer.artifact(() => {
    writer.box(LEFT, top, WIDTH, height, COLORS.tint);
    writer.box(LEFT, top, 2.5, height, COLORS.accent);
  });
  rows.forEach((row, index) => {
    for (const [label, value, x] of row) {
      writer.tagged('P', undefined, () => {
        writer.text(label, x, top + 15 + index * 30, STYLES.label);
        const [line = ''] = writer.wrap(value, WIDTH - 24, STYLES.strong);
        writer.text(line, x, top + 27 + index * 30, STYLES.strong);
      });
    }
  });
  sheet.y = top + height + 14;
}

/** What a credit note credits and why; which deposits a balance invoice deducts. */
function drawReferences(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  const { precedes, reason, type } = document;
  if (precedes.length === 0 && !reason) return;
  const named = precedes
    .map((each) => `${each.number} ${words.dated} ${shortDate(each.issuedOn)}`)
    .join(', ');
  const credit = type === 'creditNote';
  const sentence = credit
    ? `${words.credits} ${words.invoiceWord} ${named}.`
    : `${words.deducts}${words.colon}${named}.`;
  writer.tagged('P', undefined, () => {
    if (named)
      sheet.y = paragraph(
        sheet,
        writer.wrap(sentence, WIDTH, STYLES.strong),
        { x: LEFT, y: sheet.y + 8, leading: 12.5 },
        STYLES.strong,
      );
    if (reason)
      sheet.y = paragraph(
        sheet,
        writer.wrap(reason, WIDTH, STYLES.body),
        { x: LEFT, y: sheet.y + (named ? 0 : 8), leading: 12.5 },
        STYLES.body,
      );
  });
  sheet.y += 6;
}

/** All that stands above the lines, on the first page. */
export function drawHeader(sheet: Sheet, logo: PreparedLogo | null): void {
  const sellerEnd = drawSeller(sheet, logo);
  drawTitle(sheet);
  const buyerEnd = drawBuyer(sheet);
  sheet.y = Math.max(sellerEnd, buyerEnd, 215) + 8;
  drawFacts(sheet);
  drawReferences(sheet);
}

/** A line that recalls the document at the top of the pages that follow. */
export function drawContinuation(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  writer.artifact(() => {
    writer.text(`${words.titles[document.type]} ${document.number}`, LEFT, TOP, {
      ...STYLES.strong,
      color: COLORS.accent,
    });
    writer.text(words.continued, RIGHT, TOP, { ...STYLES.small, align: 'right' });
  });
  rule(sheet, LEFT, TOP + 7, WIDTH);
  sheet.y = TOP + 20;
}
