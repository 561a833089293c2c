import type { InvoiceDocument } from '#documents';
import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../../billing-errors.js';
import { type Approval, readApproval } from '../read-approval.js';
import type { Named } from '../read-runs.js';
import { vatSourceOf } from './vat-source.js';

type DocumentRef = { readonly id: number; readonly number: string };

/** The price that a charge was made at. */
export interface TermFact {
  readonly revision: number;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly months: number;
  readonly period: Period;
}

/** Who set a price, when and why. */
export interface AmendmentFact {
  readonly revision: number;
  readonly kind: string;
  readonly effectiveOn: LocalDate;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

/** The days that a line bills, with all that their price follows from. */
export interface ChargeFact {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly contract: { readonly id: number; readonly code: string; readonly title: string };
  readonly generation: number;
  readonly period: Period;
  readonly cycle: Period;
  readonly cycleNetCents: number;
  readonly netCents: number;
  /** Null where a former tool priced it. */
  readonly term: TermFact | null;
  readonly setBy: AmendmentFact | null;
  readonly carriage: { readonly issuer: Named; readonly period: Period } | null;
  /** The credit note that freed these days, where they are billed again. */
  readonly freedBy: DocumentRef | null;
}

export interface CreditFact {
  readonly document: DocumentRef;
  readonly issuedOn: LocalDate;
  readonly netCents: number;
  readonly period: Period | null;
}

export interface AmountFacts {
  readonly invoice: DocumentRef & {
    readonly type: InvoiceDocument['type'];
    readonly foreignOrigin: boolean;
    readonly issuedOn: LocalDate;
    readonly issuedAt: Date;
    readonly issuedBy: string;
  };
  readonly document: InvoiceDocument;
  readonly position: number;
  readonly charge: ChargeFact | null;
  /** What a line of a credit note takes back: the line of the credited document, and its days. */
  readonly takenBack: {
    readonly document: DocumentRef & { readonly foreignOrigin: boolean };
    readonly position: number;
    readonly period: Period | null;
    readonly charge: ChargeFact | null;
  } | null;
  /** The deposit that a line of a balance invoice deducts. */
  readonly deposit: DocumentRef | null;
  readonly approval: Approval | null;
  readonly credits: readonly CreditFact[];
  /** Where the law says what VAT the line bears; null for a rate that is not known here. */
  readonly vatSource: string | null;
}

/** @throws BILLING.INVOICE_UNKNOWN, BILLING.INVOICE_LINE_UNKNOWN */
export async function readAmountFacts(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  position: number,
): Promise<AmountFacts> {
  const [head] = await unitOfWork.read<AmountFacts['invoice'] & { payload: string; runId: number | null }>(
    `SELECT id, number, type, foreign_origin AS "foreignOrigin", issued_on AS "issuedOn", issued_at AS "issuedAt",
       issued_by AS "issuedBy", payload, run_id AS "runId" FROM billing.invoice WHERE id = $1`,
    [invoiceId],
  );
  if (!head) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
  const { payload, runId, ...invoice } = head;
  const document = JSON.parse(payload) as InvoiceDocument;
  if (!document.lines.some((line) => line.position === position)) {
    throw billingErrors.INVOICE_LINE_UNKNOWN({ number: head.number, position });
  }
  return {
    invoice,
    document,
    position,
    charge: await readCharge(unitOfWork, invoiceId, position),
    takenBack: await readTakenBack(unitOfWork, invoiceId, position),
    deposit: await readDeposit(unitOfWork, invoiceId, position),
    approval: runId === null ? null : await readApproval(unitOfWork, invoiceId, runId),
    credits: await readCredits(unitOfWork, invoiceId, position),
    vatSource: vatSourceOfLine(document, position),
  };
}

async function readCharge(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  position: number,
): Promise<ChargeFact | null> {
  const [row] = await unitOfWork.read<
    Omit<ChargeFact, 'term' | 'setBy' | 'carriage' | 'freedBy'> & {
      termId: number | null;
      carriageRevision: number | null;
      issuerId: number;
    }
  >(
    `SELECT jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
       jsonb_build_object('id', k.id, 'code', k.code, 'title', k.title) AS contract,
       g.generation, g.period, g.cycle, g.cycle_net_cents AS "cycleNetCents", g.net_cents AS "netCents",
       g.term_id AS "termId", g.carriage_revision AS "carriageRevision", g.issuer_id AS "issuerId"
     FROM billing.charge g
     JOIN contracts.contract_line l ON l.id = g.line_id
     JOIN contracts.contract k ON k.id = g.contract_id
     WHERE g.invoice_id = $1 AND g.position = $2`,
    [invoiceId, position],
  );
  if (!row) return null;
  const { termId, carriageRevision, issuerId, ...charge } = row;
  return {
    ...charge,
    ...(termId === null ? { term: null, setBy: null } : await readTerm(unitOfWork, charge, termId)),
    carriage:
      carriageRevision === null
        ? null
        : await readCarriage(unitOfWork, charge, { revision: carriageRevision, issuerId }),
    freedBy: charge.generation === 1 ? null : await readFreedBy(unitOfWork, charge),
  };
}

type Charged = Pick<ChargeFact, 'line' | 'contract' | 'generation' | 'period'>;

/**
 * Each revision of a line states all its terms anew, so that the one in force does not say who set the price: that is
 * the amendment since which all have stated the same one for these days.
 */
async function readTerm(
  unitOfWork: UnitOfWork,
  { line, period }: Charged,
  termId: number,
): Promise<{ term: TermFact; setBy: AmendmentFact | null }> {
  const terms = await unitOfWork.read<TermFact & { id: number; price: string; amendment: AmendmentRow }>(
    `SELECT t.id, t.revision, t.quantity, t.unit_price AS "unitPrice", t.months, t.period,
       concat_ws('/', t.quantity, t.unit_price, t.months, t.vat_category, t.vat_rate_bp) AS price,
       jsonb_build_object('revision', a.revision, 'kind', a.kind, 'effectiveOn', a.effective_on, 'reason', a.reason,
         'by', a.made_by, 'at', a.made_at) AS amendment
     FROM contracts.term t JOIN contracts.amendment a ON a.line_id = t.line_id AND a.revision = t.revision
     WHERE t.line_id = $1 AND t.period @> $2::date
       AND t.revision <= (SELECT revision FROM contracts.term WHERE id = $3)
     ORDER BY t.revision DESC`,
    [line.id, period.from, termId],
  );
  const { price, revision, quantity, unitPrice, months, period: days } = terms[0]!;
  let first = terms[0]!;
  for (const older of terms.slice(1)) {
    if (older.price !== price || older.revision !== first.revision - 1) break;
    first = older;
  }
  const { at, ...amendment } = first.amendment;
  return {
    term: { revision, quantity, unitPrice, months, period: days },
    setBy: { ...amendment, at: new Date(at) },
  };
}

type AmendmentRow = Omit<AmendmentFact, 'at'> & { readonly at: string };

async function readCarriage(
  unitOfWork: UnitOfWork,
  { contract, period }: Charged,
  { revision, issuerId }: { readonly revision: number; readonly issuerId: number },
): Promise<ChargeFact['carriage']> {
  const [carriage] = await unitOfWork.read<NonNullable<ChargeFact['carriage']>>(
    `SELECT jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer, g.period
     FROM contracts.carriage g JOIN contracts.issuer s ON s.id = g.issuer_id
     WHERE g.contract_id = $1 AND g.revision = $2 AND g.issuer_id = $3 AND g.period @> $4::date`,
    [contract.id, revision, issuerId, period.from],
  );
  return carriage ?? null;
}

async function readFreedBy(
  unitOfWork: UnitOfWork,
  { line, generation, period }: Charged,
): Promise<DocumentRef | null> {
  const [freed] = await unitOfWork.read<DocumentRef>(
    `SELECT i.id, i.number FROM billing.credit k JOIN billing.invoice i ON i.id = k.invoice_id
     WHERE k.line_id = $1::bigint AND k.generation = $2::int AND k.period @> $3::date`,
    [line.id, generation - 1, period.from],
  );
  return freed ?? null;
}

async function readTakenBack(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  position: number,
): Promise<AmountFacts['takenBack']> {
  const [row] = await unitOfWork.read<{
    document: DocumentRef & { foreignOrigin: boolean };
    position: number;
    period: Period | null;
  }>(
    `SELECT jsonb_build_object('id', o.id, 'number', o.number, 'foreignOrigin', o.foreign_origin) AS document,
       l.credits_position AS position, k.period
     FROM billing.invoice_line l
     JOIN billing.invoice o ON o.id = l.credits_invoice_id
     LEFT JOIN billing.credit k ON k.invoice_id = l.invoice_id AND k.position = l.position
     WHERE l.invoice_id = $1 AND l.position = $2`,
    [invoiceId, position],
  );
  return row ? { ...row, charge: await readCharge(unitOfWork, row.document.id, row.position) } : null;
}

async function readDeposit(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  position: number,
): Promise<DocumentRef | null> {
  const [deposit] = await unitOfWork.read<DocumentRef>(
    `SELECT i.id, i.number FROM billing.deduction d JOIN billing.invoice i ON i.id = d.deposit_invoice_id
     WHERE d.invoice_id = $1 AND d.position = $2`,
    [invoiceId, position],
  );
  return deposit ?? null;
}

async function readCredits(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  position: number,
): Promise<CreditFact[]> {
  return unitOfWork.read<CreditFact>(
    `SELECT jsonb_build_object('id', i.id, 'number', i.number) AS document, i.issued_on AS "issuedOn",
       abs(l.net_cents) AS "netCents", k.period
     FROM billing.invoice_line l
     JOIN billing.invoice i ON i.id = l.invoice_id
     LEFT JOIN billing.credit k ON k.invoice_id = l.invoice_id AND k.position = l.position
     WHERE l.credits_invoice_id = $1 AND l.credits_position = $2 ORDER BY i.id, l.position`,
    [invoiceId, position],
  );
}

function vatSourceOfLine({ lines, vat, issuedOn }: InvoiceDocument, position: number): string | null {
  const { vatCategory: category, vatRateBasisPoints: rateBasisPoints } = lines.find(
    (line) => line.position === position,
  )!;
  const exemptionCode = vat.find((rate) => rate.category === category)?.exemptionCode ?? null;
  return vatSourceOf({ category, rateBasisPoints, exemptionCode, issuedOn });
}
