import { isLocalDate, type LocalDate } from '#kernel';
import type { InvoiceDocument } from '../invoice-document.js';
import { BUSINESS_PROCESSES } from './code-lists.js';
import { type Report, type RuleGroup, written } from './finding.js';

const NUMBER = /^[A-Za-z0-9+\-_/]+$/;
const LONGEST_NUMBER = 35;

function checkNumber(number: string, path: string, report: Report): void {
  if (!written(number)) {
    report('BR-02', path, {
      fr: 'Le document n’a pas de numéro. Il est donné par la série au moment de l’émission.',
      en: 'The document has no number. The series gives it at issue.',
    });
    return;
  }
  if (number.length > LONGEST_NUMBER) {
    report(
      'BR-FR-01',
      path,
      {
        fr: `Le numéro « ${number} » a ${number.length} caractères ; ${LONGEST_NUMBER} au plus sont admis. Raccourcissez le préfixe de la série.`,
        en: `The number “${number}” has ${number.length} characters; at most ${LONGEST_NUMBER} are allowed. Shorten the prefix of the series.`,
      },
      { number, length: number.length },
    );
  }
  if (!NUMBER.test(number)) {
    report(
      'BR-FR-02',
      path,
      {
        fr: `Le numéro « ${number} » contient des signes refusés. Seuls les lettres sans accent, les chiffres et + - _ / sont admis, sans espace.`,
        en: `The number “${number}” has characters that are refused. Only unaccented letters, digits and + - _ / are allowed, without spaces.`,
      },
      { number },
    );
  }
}

/** Whether an invoice may bear the day: it exists, from 2000 to 2099. Rule BR-FR-03 of the French CIUS. */
export function isInvoiceDay(day: unknown): day is LocalDate {
  return isLocalDate(day) && day >= '2000-01-01' && day < '2100-01-01';
}

function checkYear(day: string, path: string, report: Report): void {
  if (isInvoiceDay(day)) return;
  report(
    'BR-FR-03',
    path,
    {
      fr: `La date « ${day} » n’existe pas ou n’est pas entre 2000 et 2099. Corrigez-la.`,
      en: `The date “${day}” does not exist or is not between 2000 and 2099. Correct it.`,
    },
    { day },
  );
}

function checkPeriod(period: { from: string; to: string }, path: string, rule: string, report: Report): void {
  checkYear(period.from, `${path}.from`, report);
  checkYear(period.to, `${path}.to`, report);
  if (period.from >= period.to) {
    report(
      rule,
      path,
      {
        fr: `La période commence le ${period.from} et finit avant. Corrigez ses dates.`,
        en: `The period begins on ${period.from} and ends before. Correct its dates.`,
      },
      { ...period },
    );
  }
}

/** Number, dates, kind of document, references. */
export const identityRules: RuleGroup = (document, report) => {
  checkNumber(document.number, 'number', report);
  checkYear(document.issuedOn, 'issuedOn', report);
  checkYear(document.dueOn, 'dueOn', report);
  if (document.deliveryPeriod) checkPeriod(document.deliveryPeriod, 'deliveryPeriod', 'BR-29', report);
  document.lines.forEach((line, index) => {
    if (line.period) checkPeriod(line.period, `lines[${index}].period`, 'BR-30', report);
  });
  document.precedes.forEach((each, index) => {
    checkNumber(each.number, `precedes[${index}].number`, report);
    checkYear(each.issuedOn, `precedes[${index}].issuedOn`, report);
  });
  checkProcess(document, report);
  checkReferences(document, report);
  checkDueDate(document, report);
};

function checkProcess({ businessProcess, type }: InvoiceDocument, report: Report): void {
  if (!BUSINESS_PROCESSES.has(businessProcess)) {
    report(
      'BR-FR-08',
      'businessProcess',
      {
        fr: `Le cadre de facturation « ${businessProcess} » n’est pas admis. Choisissez B (biens), S (services) ou M (mixte) suivi de 1, 2 ou 4.`,
        en: `The business process “${businessProcess}” is not allowed. Choose B (goods), S (services) or M (mixed) followed by 1, 2 or 4.`,
      },
      { businessProcess },
    );
  }
  if (businessProcess.endsWith('4') && type === 'depositInvoice') {
    report(
      'BR-FR-CO-08',
      'businessProcess',
      {
        fr: 'Une facture d’acompte ne peut pas porter le cadre 4, celui de la facture définitive après acompte. Utilisez le cadre 1.',
        en: 'A deposit invoice cannot bear process 4, that of the final invoice after a deposit. Use process 1.',
      },
      { businessProcess, type },
    );
  }
}

function checkReferences({ type, precedes, reason }: InvoiceDocument, report: Report): void {
  if (type === 'creditNote' && precedes.length === 0) {
    report('BR-FR-CO-05', 'precedes', {
      fr: 'Un avoir doit dire quelle facture il crédite : son numéro et sa date. Rattachez-le à sa facture.',
      en: 'A credit note must say which invoice it credits: its number and date. Attach it to its invoice.',
    });
  }
  if (type === 'creditNote' && !written(reason)) {
    report(
      'ID-CREDIT-01',
      'reason',
      {
        fr: 'L’avoir ne dit pas son motif. Écrivez pourquoi la facture est créditée : le client et le comptable le demanderont.',
        en: 'The credit note gives no reason. Write why the invoice is credited: the client and the accountant will ask.',
      },
      {},
      'warning',
    );
  }
  if (type === 'balanceInvoice' && precedes.length === 0) {
    report('ID-BALANCE-01', 'precedes', {
      fr: 'Une facture de solde doit citer les factures d’acompte qu’elle déduit : leur numéro et leur date.',
      en: 'A balance invoice must name the deposit invoices that it deducts: their number and date.',
    });
  }
}

function checkDueDate({ type, businessProcess, dueOn, issuedOn }: InvoiceDocument, report: Report): void {
  if (type === 'depositInvoice' || businessProcess.endsWith('2') || dueOn >= issuedOn) return;
  report(
    'BR-FR-CO-07',
    'dueOn',
    {
      fr: `L’échéance (${dueOn}) précède la date d’émission (${issuedOn}). Choisissez une échéance à partir du ${issuedOn}.`,
      en: `The due date (${dueOn}) precedes the date of issue (${issuedOn}). Choose a due date from ${issuedOn} on.`,
    },
    { dueOn, issuedOn },
  );
}
