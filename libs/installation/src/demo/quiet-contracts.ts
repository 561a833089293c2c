import type { DemoCalendar } from './demo-calendar.js';
import type { PlannedContract } from './portfolio.js';
import { subscription, told } from './told-contract.js';

/** Contracts that lead a quiet life until today, when something about them needs a person; see `leave-to-a-person.ts`. */
export function quietContracts(calendar: DemoCalendar): PlannedContract[] {
  const from = calendar.firstOf(0);
  const monthly = (
    rank: number,
    party: readonly [string, string, string, string?],
    [code, title, unitPrice]: readonly [string, string, string],
    other: Partial<PlannedContract> = {},
  ) =>
    told(rank, party, {
      code,
      title,
      month: 0,
      from,
      lines: [subscription(`${code}-1`, ['Hébergement', title], { from, unitPrice })],
      ...other,
    });
  const yearlyFrom = calendar.firstOf(14);
  return [
    monthly(131, ['Crêperie de la Jetée', '56170', 'Quiberon'], ['REFUS', 'Messagerie du restaurant', '24']),
    monthly(132, ['Société d’histoire du Léon', '29260', 'Lesneven', 'E'], ['INCERTAIN', 'Site web', '18']),
    monthly(
      133,
      ['Manoir de Coat-Ar-Roc’h', '22140', 'Bégard', 'P'],
      ['COURRIER', 'Site et réservations', '38'],
    ),
    monthly(
      134,
      ['Chantier naval Le Goanvic', '29760', 'Penmarc’h'],
      ['AVOIR', 'Nextcloud, 12 comptes', '48'],
    ),
    monthly(135, ['École de musique des Rives', '35600', 'Redon', 'E'], ['RETRO', 'Visioconférence', '80']),
    monthly(136, ['Groupement des apiculteurs du Mené', '22330', 'Le Mené'], ['ECART', 'Sauvegarde', '60']),
    monthly(137, ['Institut des métiers du lin', '29400', 'Landivisiau'], ['JUMEAU', 'Grist', '45']),
    monthly(138, ['Coopérative laitière des Monts', '29190', 'Brasparts'], ['OUBLI', 'Site web', '32']),
    monthly(
      139,
      ['Comité des fêtes de Kerhuon', '29480', 'Le Relecq-Kerhuon', 'E'],
      ['PORTAGE', 'Site et billetterie', '55'],
      { issuer: 'CAE', activity: 'SALIN' },
    ),
    monthly(
      140,
      ['Atelier de reliure Le Signet', '35000', 'Rennes'],
      ['ORPHELIN', 'Messagerie et site', '29'],
      { issuer: 'CAE', activity: 'SALIN' },
    ),
    told(141, ['Bureau d’études Hydrobreizh', '56000', 'Vannes'], {
      code: 'RESILIE',
      title: 'Supervision, à l’année',
      month: 14,
      from: yearlyFrom,
      lines: [
        subscription('RESILIE-1', ['Supervision', 'Supervision des serveurs'], {
          from: yearlyFrom,
          months: 12,
          unitPrice: '960',
        }),
      ],
    }),
  ];
}

/** Contracts signed this month whose clients cannot be invoiced yet. */
export function incompleteContracts(calendar: DemoCalendar): PlannedContract[] {
  const from = calendar.thisMonth;
  const signed = { month: 18, from };
  return [
    told(
      151,
      ['Torréfaction du Bout du Monde', '29200', 'Brest'],
      {
        ...signed,
        code: 'SANSSIREN',
        title: 'Site marchand',
        lines: [subscription('SANSSIREN-1', ['Site web', 'Site marchand'], { from, unitPrice: '42' })],
      },
      { siren: null, vatNumber: null },
    ),
    told(
      152,
      ['Fonderie Saint-Yves', '22220', 'Tréguier'],
      {
        ...signed,
        code: 'SANSCANAL',
        title: 'Messagerie',
        lines: [
          subscription('SANSCANAL-1', ['Messagerie', 'Messagerie, boîtes'], {
            from,
            quantity: '8',
            unitPrice: '2.40',
          }),
        ],
      },
      { email: null, channel: null },
    ),
  ];
}
