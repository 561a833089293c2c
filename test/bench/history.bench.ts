import { auditBillingHistory, lastWholeMonthOf, readBillingHistory } from '#history';
import { type Figure, figureOf, secondsOf } from './measure.js';

const MONTHS = 24;

/** A clean history of `invoices` monthly invoices, as files. */
function exportOf(invoices: number): { subscriptions: Buffer; invoices: Buffer } {
  const lines = Math.ceil(invoices / MONTHS);
  const subscriptions = ['abonnement;client;nom;email;prestation;montant_ht;tva;cadence;echeance;debut;fin'];
  const rows = [
    'id;numero;type;abonnement;client;nom;libelle;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;montant_ttc;etat;envoyee_le;annule',
  ];
  for (let line = 1; line <= lines; line += 1) {
    subscriptions.push(
      `S${line};C${line};Client ${line};c${line}@exemple.test;Site web;30,00;20;mensuel;à échoir;2023-01-01;`,
    );
  }
  let id = 0;
  for (let month = 0; month < MONTHS; month += 1) {
    const first = new Date(Date.UTC(2023, month, 1)).toISOString().slice(0, 10);
    const last = new Date(Date.UTC(2023, month + 1, 0)).toISOString().slice(0, 10);
    for (let line = 1; line <= lines; line += 1) {
      id += 1;
      rows.push(
        `${id};FA-${String(id).padStart(7, '0')};facture;S${line};C${line};Client ${line};Site web;${first};${first};${last};30,00;6,00;36,00;payée;${first};`,
      );
    }
  }
  return { subscriptions: Buffer.from(subscriptions.join('\n')), invoices: Buffer.from(rows.join('\n')) };
}

/** Reading and auditing the export of a former tool, beside the time to split the same bytes into cells. */
export async function benchAudit(invoices: number): Promise<Figure[]> {
  const files = exportOf(invoices);
  const count = files.invoices.toString().split('\n').length - 1;
  const seconds = await secondsOf(async () => {
    const { history } = readBillingHistory(files);
    auditBillingHistory({ ...history, asOf: lastWholeMonthOf(history.invoices)!, horizonDays: 31 });
  });
  const start = performance.now();
  const cells = files.invoices
    .toString()
    .split('\n')
    .map((row) => row.split(';'));
  const bare = cells.length / ((performance.now() - start) / 1000);
  const limit = { name: 'bare split into cells', value: bare };
  return [
    figureOf(
      { name: `audit ${count} invoices`, unit: '/s', target: { atLeast: 20_000 }, limit },
      seconds.map((each) => count / each),
    ),
  ];
}
