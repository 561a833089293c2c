import {
  civilDayOf,
  type LocalDate,
  type Sentence,
  writeCents,
  writeDate,
  writePeriod,
  type Period,
} from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { type Approval, readApproval } from './read-approval.js';

/** What can happen to a document, in the order in which it happens. */
export const INVOICE_EVENTS = [
  'proposed',
  'approved',
  'imported',
  'issued',
  'doubleBilling',
  'rendered',
  'renderingFailed',
  'resent',
  'sending',
  'sent',
  'postponed',
  'refused',
  'unknown',
  'bounced',
  'notArrived',
  'excused',
  'deducted',
  'credited',
  'doubleBillingSettled',
] as const;
export type InvoiceEventKind = (typeof INVOICE_EVENTS)[number];

const rankOf = (kind: InvoiceEventKind) => INVOICE_EVENTS.indexOf(kind);

/** One thing that happened to a document, as a stored fact tells it. */
export interface InvoiceEvent {
  readonly kind: InvoiceEventKind;
  readonly at: Date;
  /** A person, the scheduler, or the program. */
  readonly by: string;
  readonly sentence: Sentence;
  /** What was written down or answered, as it is. */
  readonly detail: string | null;
  readonly run: number | null;
  /** The other document that it is about. */
  readonly document: { readonly id: number; readonly number: string } | null;
  readonly attempt: number | null;
}

interface Head {
  readonly id: number;
  readonly number: string;
  readonly type: string;
  readonly issuedOn: LocalDate;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly foreignOrigin: boolean;
  readonly runId: number | null;
  readonly address: string | null;
}

type Told = Partial<InvoiceEvent> & Pick<InvoiceEvent, 'kind' | 'at' | 'by' | 'sentence'>;

function event(told: Told): InvoiceEvent {
  return { detail: null, run: null, document: null, attempt: null, ...told };
}

/** Oldest first. @throws BILLING.INVOICE_UNKNOWN */
export async function readTimeline(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceEvent[]> {
  const [head] = await unitOfWork.read<Head>(
    `SELECT i.id, i.number, i.type, i.issued_on AS "issuedOn", i.issued_at AS "issuedAt", i.issued_by AS "issuedBy",
       i.foreign_origin AS "foreignOrigin", i.run_id AS "runId", v.address
     FROM billing.invoice i JOIN billing.delivery v ON v.invoice_id = i.id WHERE i.id = $1`,
    [invoiceId],
  );
  if (!head) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
  const approval = head.runId === null ? null : await readApproval(unitOfWork, head.id, head.runId);
  const events = [
    ...(approval ? beforeIssue(approval) : []),
    issue(head),
    ...(await readDeliveries(unitOfWork, invoiceId)),
    ...(await readCreditNotes(unitOfWork, invoiceId)),
    ...(await readDeductions(unitOfWork, invoiceId)),
    ...(await readDoubleBilling(unitOfWork, invoiceId)),
  ];
  // Nothing of a document happens before its issue, whatever the clocks of those who wrote it down said.
  const isAfterIssue = ({ kind }: InvoiceEvent) => Number(rankOf(kind) > rankOf('issued'));
  return events.sort(
    (a, b) =>
      isAfterIssue(a) - isAfterIssue(b) || a.at.getTime() - b.at.getTime() || rankOf(a.kind) - rankOf(b.kind),
  );
}

function beforeIssue({ run, proposed, approved, release }: Approval): InvoiceEvent[] {
  return [
    event({
      kind: 'proposed',
      ...proposed,
      run,
      sentence: {
        fr: `Proposée dans la campagne ${run}, par ${proposed.by}.`,
        en: `Proposed in billing run ${run} by ${proposed.by}.`,
      },
    }),
    ...(approved
      ? [
          event({
            kind: 'approved',
            ...approved,
            run,
            detail: release?.reason ?? null,
            sentence: release
              ? {
                  fr: `Retenue par un contrôle, puis autorisée par ${approved.by}, qui en a écrit la raison.`,
                  en: `Held back by a control, then released by ${approved.by}, with the reason in writing.`,
                }
              : {
                  fr: `Approuvée par ${approved.by} avec la campagne ${run}.`,
                  en: `Approved by ${approved.by} with billing run ${run}.`,
                },
          }),
        ]
      : []),
  ];
}

function issue({ issuedAt, issuedBy, issuedOn, number, foreignOrigin, runId, type }: Head): InvoiceEvent {
  const at = { at: issuedAt, by: issuedBy, run: runId };
  if (foreignOrigin) {
    return event({
      kind: 'imported',
      ...at,
      sentence: {
        fr: `Reprise par ${issuedBy} de l’ancien outil, qui l’avait datée du ${writeDate(issuedOn, 'fr')}.`,
        en: `Imported by ${issuedBy} from the former tool, which had dated it ${writeDate(issuedOn, 'en')}.`,
      },
    });
  }
  return event({
    kind: 'issued',
    ...at,
    sentence:
      type === 'creditNote'
        ? {
            fr: `Avoir émis et scellé sous le numéro ${number}, daté du ${writeDate(issuedOn, 'fr')}.`,
            en: `Credit note issued and sealed under number ${number}, dated ${writeDate(issuedOn, 'en')}.`,
          }
        : {
            fr: `Facture émise et scellée sous le numéro ${number}, datée du ${writeDate(issuedOn, 'fr')}.`,
            en: `Invoice issued and sealed under number ${number}, dated ${writeDate(issuedOn, 'en')}.`,
          },
  });
}

interface DeliveryRow {
  readonly outcome: string;
  readonly attempt: number;
  readonly detail: string | null;
  readonly by: string;
  readonly at: Date;
}

/** Who writes what no person did. */
const THE_PROGRAM = 'intendance';

async function readDeliveries(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceEvent[]> {
  const rows = await unitOfWork.read<DeliveryRow>(
    `SELECT outcome, attempt, detail, made_by AS by, at FROM billing.delivery_event WHERE invoice_id = $1 ORDER BY id`,
    [invoiceId],
  );
  return rows.map((row) => {
    const told = DELIVERY_WORDS[row.outcome]!(row);
    const { attempt, by, at } = row;
    return event({ detail: row.detail, ...told, attempt: attempt === 0 ? null : attempt, by, at });
  });
}

type DeliveryTold = Pick<InvoiceEvent, 'kind' | 'sentence'> & { readonly detail?: null };

const DELIVERY_WORDS: Readonly<Record<string, (row: DeliveryRow) => DeliveryTold>> = {
  rendered: () => ({
    kind: 'rendered',
    sentence: {
      fr: 'PDF et XML (Factur-X) mis en forme et archivés.',
      en: 'PDF and XML (Factur-X) rendered and archived.',
    },
  }),
  renderingFailed: () => ({
    kind: 'renderingFailed',
    sentence: {
      fr: 'La mise en forme du PDF a échoué ; la facture reste émise.',
      en: 'Rendering the PDF failed; the document stays issued.',
    },
  }),
  started: ({ detail, attempt }) => ({
    kind: 'sending',
    detail: null,
    sentence: {
      fr: `Envoi n° ${attempt} commencé${detail ? `, à ${detail}` : ''}.`,
      en: `Sending no. ${attempt} began${detail ? `, to ${detail}` : ''}.`,
    },
  }),
  accepted: ({ by }) => ({
    kind: 'sent',
    sentence:
      by === THE_PROGRAM
        ? {
            fr: 'Le serveur du destinataire l’a acceptée.',
            en: 'The receiving server accepted it.',
          }
        : {
            fr: `Arrivée à destination, d’après ${by}.`,
            en: `It arrived, according to ${by}.`,
          },
  }),
  temporary: () => ({
    kind: 'postponed',
    sentence: {
      fr: 'Le serveur du destinataire demande de réessayer plus tard.',
      en: 'The receiving server asks to try again later.',
    },
  }),
  refused: () => ({
    kind: 'refused',
    sentence: {
      fr: 'Le serveur du destinataire l’a refusée.',
      en: 'The receiving server refused it.',
    },
  }),
  unknown: () => ({
    kind: 'unknown',
    sentence: {
      fr: 'Envoi resté sans réponse : on ne sait pas si elle est arrivée.',
      en: 'The sending was left without an answer: nobody knows whether it arrived.',
    },
  }),
  bounced: () => ({
    kind: 'bounced',
    sentence: {
      fr: 'Un avis de non-remise est revenu.',
      en: 'A report of non-delivery came back.',
    },
  }),
  asked: ({ by }) => ({
    kind: 'notArrived',
    sentence: {
      fr: `Elle n’est pas arrivée, d’après ${by}.`,
      en: `It did not arrive, according to ${by}.`,
    },
  }),
  resent: ({ by, detail }) => ({
    kind: 'resent',
    detail: null,
    sentence: {
      fr: `Nouvel envoi demandé par ${by}${detail ? `, à ${detail}` : ''}.`,
      en: `${by} asked to send it again${detail ? `, to ${detail}` : ''}.`,
    },
  }),
  excused: ({ by }) => ({
    kind: 'excused',
    sentence: {
      fr: `Envoi abandonné par ${by}, qui en a écrit la raison.`,
      en: `${by} gave up the delivery, with the reason in writing.`,
    },
  }),
};

async function readCreditNotes(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceEvent[]> {
  const rows = await unitOfWork.read<{
    id: number;
    number: string;
    at: Date;
    by: string;
    grossCents: number;
    reason: string | null;
    days: Period[] | null;
  }>(
    `SELECT i.id, i.number, i.issued_at AS at, i.issued_by AS by, i.gross_cents AS "grossCents",
       i.payload::jsonb ->> 'reason' AS reason,
       (SELECT range_agg(k.period) FROM billing.credit k WHERE k.invoice_id = i.id) AS days
     FROM billing.invoice i WHERE i.credits_invoice_id = $1 ORDER BY i.id`,
    [invoiceId],
  );
  return rows.map(({ id, number, at, by, grossCents, reason, days }) => {
    const of = (language: 'fr' | 'en') =>
      days
        ? `, ${days.map((each) => writePeriod(each, language)).join(language === 'fr' ? ' et ' : ' and ')}`
        : '';
    return event({
      kind: 'credited',
      at,
      by,
      detail: reason,
      document: { id, number },
      sentence: {
        fr: `Créditée de ${writeCents(grossCents, 'fr')} TTC par un avoir${of('fr')}.`,
        en: `Credited ${writeCents(grossCents, 'en')} incl. VAT by a credit note${of('en')}.`,
      },
    });
  });
}

async function readDeductions(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceEvent[]> {
  const rows = await unitOfWork.read<{ id: number; number: string; at: Date; by: string }>(
    `SELECT DISTINCT i.id, i.number, i.issued_at AS at, i.issued_by AS by
     FROM billing.deduction d JOIN billing.invoice i ON i.id = d.invoice_id WHERE d.deposit_invoice_id = $1 ORDER BY i.id`,
    [invoiceId],
  );
  return rows.map(({ id, number, at, by }) =>
    event({
      kind: 'deducted',
      at,
      by,
      document: { id, number },
      sentence: {
        fr: `Acompte déduit de la facture de solde ${number}.`,
        en: `Deposit deducted from balance invoice ${number}.`,
      },
    }),
  );
}

async function readDoubleBilling(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceEvent[]> {
  const [found] = await unitOfWork.read<{
    id: number;
    number: string;
    period: Period;
    importedAt: Date;
    importedBy: string;
    settledAt: Date | null;
    settledBy: string | null;
    settlement: string | null;
  }>(
    `SELECT o.id, o.number, a.period, i.issued_at AS "importedAt", i.issued_by AS "importedBy",
       a.settled_at AS "settledAt", a.settled_by AS "settledBy", a.settlement
     FROM billing.awaiting_credit a JOIN billing.invoice i ON i.id = a.invoice_id
     JOIN billing.invoice o ON o.id = a.conflicts_with WHERE a.invoice_id = $1`,
    [invoiceId],
  );
  if (!found) return [];
  const { id, number, period, importedAt, importedBy, settledAt, settledBy, settlement } = found;
  const document = { id, number };
  const told = event({
    kind: 'doubleBilling',
    at: importedAt,
    by: importedBy,
    document,
    sentence: {
      fr: `Elle facture des jours que ${number} facturait déjà (${writePeriod(period, 'fr')}) : elle attend son avoir.`,
      en: `It bills days that ${number} had billed already (${writePeriod(period, 'en')}): it awaits its credit note.`,
    },
  });
  if (settledAt === null) return [told];
  return [
    told,
    event({
      kind: 'doubleBillingSettled',
      at: settledAt,
      by: settledBy ?? THE_PROGRAM,
      document,
      detail: settlement,
      sentence: {
        fr: `Double facturation réglée le ${writeDate(civilDayOf(settledAt), 'fr')}.`,
        en: `Double billing settled on ${writeDate(civilDayOf(settledAt), 'en')}.`,
      },
    }),
  ];
}
