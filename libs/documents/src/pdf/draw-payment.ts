import { drawContinuation } from './draw-header.js';
import { epcPayload, qrRectangles } from './epc-qr.js';
import { COLORS, ensure, labelled, LEFT, paragraph, RIGHT, type Sheet, STYLES, WIDTH } from './layout.js';
import { shortDate, writeIban } from './wording.js';

const QR_SIZE = 78;
/** Light around the code that readers need: four of its modules (ISO/IEC 18004). */
const QUIET = 8;
const CAPTION = 7;
const ROW = 13;
const LABEL_WIDTH = 112;

function paymentFacts({ document, words }: Sheet): [string, string][] {
  const { payment, type, number } = document;
  if (type === 'creditNote') return [];
  const facts: [string, string | null | undefined][] = [];
  if (payment.meansCode === '59') {
    facts.push([words.mandate, payment.mandate?.reference]);
    facts.push([words.creditor, payment.mandate?.creditorIdentifier]);
    facts.push([words.debited, payment.mandate?.debtorIban ? writeIban(payment.mandate.debtorIban) : null]);
  } else {
    facts.push([words.holder, payment.iban ? payment.accountHolder : null]);
    facts.push([words.iban, payment.iban ? writeIban(payment.iban) : null]);
    facts.push([words.bic, payment.iban ? payment.bic : null]);
  }
  facts.push([words.payReference, number]);
  return facts.filter((fact): fact is [string, string] => !!fact[1]);
}

/** How to pay, with the code that banking apps read where a transfer is due. */
export function drawPayment(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  const { payment } = document;
  const payload = epcPayload(document);
  const facts = paymentFacts(sheet);
  const textWidth = WIDTH - 24 - (payload ? QR_SIZE + 2 * QUIET + 16 : 0);
  const credit = document.type === 'creditNote';
  const intro = [
    credit || (!payment.iban && payment.meansCode !== '59') ? '' : words.means[payment.meansCode],
    payment.terms,
  ]
    .filter((part) => part !== '')
    .join(' – ');
  const due = credit ? '.' : ` (${words.dueOn.toLowerCase()}${words.colon}${shortDate(document.dueOn)})`;
  const terms = writer.wrap(`${intro}${due}`, textWidth, STYLES.body);
  const textHeight = 26 + terms.length * 12 + facts.length * ROW + 8;
  const height = Math.max(textHeight, payload ? QR_SIZE + 2 * QUIET + CAPTION + 16 : 0);
  if (ensure(sheet, height + 10)) drawContinuation(sheet);
  const top = sheet.y;
  writer.artifact(() => writer.box(LEFT, top, WIDTH, height, COLORS.tint));
  let y = top + 17;
  writer.tagged('H2', undefined, () =>
    writer.text(words.payment, LEFT + 12, y, { ...STYLES.strong, color: COLORS.accent }),
  );
  y += 14;
  writer.tagged('P', undefined, () => {
    y = paragraph(sheet, terms, { x: LEFT + 12, y, leading: 12 }, STYLES.body);
  });
  y += 3;
  for (const [label, value] of facts) {
    labelled(sheet, { label, value, x: LEFT + 12, y, labelWidth: LABEL_WIDTH });
    y += ROW;
  }
  if (payload) drawCode(sheet, payload, top, height);
  sheet.y = top + height + 16;
}

function drawCode({ writer, words }: Sheet, payload: string, top: number, height: number): void {
  const x = RIGHT - 8 - QUIET - QR_SIZE;
  const y = top + (height - QR_SIZE - CAPTION) / 2;
  writer.artifact(() =>
    writer.box(x - QUIET, y - QUIET, QR_SIZE + 2 * QUIET, QR_SIZE + 2 * QUIET + CAPTION, '#ffffff'),
  );
  writer.tagged(
    'Figure',
    undefined,
    () => writer.boxes(qrRectangles(payload, { x, y, size: QR_SIZE }), '#000000'),
    {
      alt: words.scan,
      bbox: [x, y, x + QR_SIZE, y + QR_SIZE],
    },
  );
  const caption = words.scan;
  const style = { ...STYLES.note, size: 6.6 };
  const width = writer.widthOf(caption, style);
  writer.artifact(() => writer.text(caption, x + (QR_SIZE - width) / 2, y + QR_SIZE + QUIET + 2, style));
}

/** Legal sentences, and the codes that say what the document is about. */
export function drawNotes(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  const flow = document.notes.find((note) => note.code === 'BAR')?.text ?? document.flow;
  const texts = [
    ...document.notes.filter((note) => note.code !== 'BAR').map((note) => note.text),
    `${words.framework}${words.colon}${document.businessProcess} · ${flow} · ${document.currency}`,
  ];
  for (const text of texts) {
    const lines = writer.wrap(text, WIDTH, STYLES.note);
    if (ensure(sheet, lines.length * 9.4 + 4)) drawContinuation(sheet);
    writer.tagged('P', undefined, () => {
      sheet.y = paragraph(sheet, lines, { x: LEFT, y: sheet.y + 6, leading: 9.4 }, STYLES.note) - 4;
    });
  }
}

/** Who the seller is and which page this is, at the foot of each. */
export function drawFooters(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  const { seller } = document;
  const parts = [seller.legalForm, `${words.siren} ${seller.siren}`, seller.vatNumber];
  const identity = parts.reduce<string>(
    (line, part) => {
      const longer = part ? `${line} · ${part}` : line;
      return writer.widthOf(longer, STYLES.note) <= WIDTH - 150 ? longer : line;
    },
    writer.wrap(seller.name, WIDTH - 150, STYLES.note)[0]!,
  );
  const y = 806;
  writer.onEachPage((page, count) => {
    writer.box(LEFT, y - 14, WIDTH, 0.6, COLORS.line);
    writer.text(identity, LEFT, y, STYLES.note);
    writer.text(`${document.number} – ${words.page} ${page}/${count}`, RIGHT, y, {
      ...STYLES.note,
      align: 'right',
    });
  });
}
