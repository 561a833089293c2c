import { styleText } from 'node:util';
import {
  type AuditReport,
  type DetectedFormat,
  type Finding,
  type FindingKind,
  findingKinds,
  type ReadHistory,
} from '#history';
import { writeCents, writeDate } from '#kernel';

const titles: Readonly<Record<FindingKind, string>> = {
  'billed-ahead': 'Facturé trop en avance',
  'billed-twice': 'Facturé deux fois',
  'never-sent': 'Jamais envoyé',
  'never-billed': 'Jamais facturé',
  'amount-anomaly': 'Montant anormal',
  'number-gap': 'Numéro manquant',
  'number-duplicate': 'Numéro en double',
};

const delimiterNames: Readonly<Record<string, string>> = { '\t': 'tabulation', '|': 'barre verticale' };
const orderNames: Readonly<Record<string, string>> = {
  dmy: 'jour/mois/année',
  mdy: 'mois/jour/année',
  ymd: 'année/mois/jour',
};

function writeDetected(name: string, format: DetectedFormat): string {
  const distinct = (values: Readonly<Record<string, string>>) => [...new Set(Object.values(values))];
  const columns = Object.entries(format.headers).map(
    ([column, header]) => `${column} ← ${header.replace(/\s+/g, ' ')}`,
  );
  return [
    `  ${name} : ${format.rows} lignes, ${format.encoding}, séparateur ${delimiterNames[format.delimiter] ?? `« ${format.delimiter} »`}, ` +
      `décimale ${distinct(format.decimalSigns)
        .map((sign) => `« ${sign} »`)
        .join(' ou ')}, ` +
      `dates sans année en tête lues ${distinct(format.dateOrders)
        .map((order) => orderNames[order])
        .join(' ou ')}`,
    `    ${columns.join(', ')}`,
  ].join('\n');
}

function totalOf(findings: readonly Finding[]): string {
  const amounts = findings.flatMap(({ amountCents }) => (amountCents === null ? [] : [amountCents]));
  if (amounts.length === 0) return '';
  return `, ${writeCents(
    amounts.reduce((sum, cents) => sum + cents, 0),
    'fr',
  )} HT`;
}

/** The report a person reads: what was detected, then the findings by kind, each explained with what to do. */
export function writeAuditReport(
  { report, detected, history }: Pick<ReadHistory, 'detected' | 'history'> & { report: AuditReport },
  { asOfGiven, colours }: { asOfGiven: boolean; colours: boolean },
): string {
  const paint = (style: 'bold' | 'green' | 'yellow', text: string) =>
    colours ? styleText(style, text) : text;
  const lines = [
    paint('bold', 'Audit de l’historique de facturation'),
    `Arrêté au ${writeDate(report.asOf, 'fr')}` +
      (asOfGiven ? '' : ' (fin du dernier mois entier de l’export ; --as-of pour un autre jour)') +
      `, avance admise ${report.horizonDays} jours.`,
    '',
    'Fichiers lus :',
    writeDetected('abonnements', detected.subscriptions),
    writeDetected('factures', detected.invoices),
    '',
  ];
  if (detected.invoices.headers.sentOn === undefined) {
    lines.push(
      paint('yellow', 'L’export ne dit pas les envois : « jamais envoyé » n’a pas été contrôlé.'),
      '',
    );
  }
  if (report.findings.length === 0) {
    lines.push(paint('green', `Aucune anomalie dans ${history.invoices.length} factures et avoirs.`));
    return `${lines.join('\n')}\n`;
  }
  lines.push(
    paint('bold', `${report.findings.length} constats dans ${history.invoices.length} factures et avoirs.`),
  );
  for (const kind of findingKinds) {
    const found = report.findings.filter((finding) => finding.kind === kind);
    if (found.length === 0) continue;
    lines.push('', paint('bold', `${titles[kind]} : ${found.length}${totalOf(found)}`));
    for (const { explanation } of found) lines.push(`  - ${explanation}`);
  }
  return `${lines.join('\n')}\n`;
}
