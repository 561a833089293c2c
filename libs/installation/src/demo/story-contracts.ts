import { addMonths } from '#kernel';
import type { DemoCalendar } from './demo-calendar.js';
import type { PlannedContract } from './portfolio.js';
import { type ClientDetails, once, subscription, told } from './told-contract.js';

/** What the CAE carried and brought home on 1 June, and what stayed with it. */
export function caeContracts(calendar: DemoCalendar): PlannedContract[] {
  const from = calendar.firstOf(0);
  const cae = { issuer: 'CAE' as const, month: 0, from };
  // Its quarter begins on 1 May, so that the CAE has billed June and July when the contract moves.
  const quarter = calendar.firstOf((calendar.repatriationMonth - 1) % 3);
  return [
    told(101, ['Métropole des Îles d’Aval', '56000', 'Vannes', 'ND'], {
      ...cae,
      code: 'NUAGE',
      title: 'Nuage de la métropole',
      activity: 'RONCE',
      purchaseOrder: 'MA-0417-02',
      lines: [
        subscription('NUAGE-1', ['Nextcloud', 'Nextcloud, agents'], {
          from,
          quantity: '1200',
          unitPrice: '3.20',
        }),
        subscription('NUAGE-2', ['Messagerie', 'Messagerie, boîtes'], {
          from,
          quantity: '900',
          unitPrice: '1.40',
        }),
        subscription('NUAGE-3', ['Astreinte', 'Astreinte soirs et fins de semaine'], {
          from,
          unitPrice: '850',
          billing: 'arrears',
        }),
      ],
    }),
    told(102, ['Réseau des médiathèques de la Baie', '22000', 'Saint-Brieuc', 'N'], {
      ...cae,
      code: 'RESEAU',
      title: 'Portail et sauvegardes du réseau',
      activity: 'RONCE',
      from: quarter,
      lines: [
        subscription('RESEAU-1', ['Portail', 'Portail documentaire, hébergement'], {
          from: quarter,
          months: 3,
          unitPrice: '2400',
        }),
      ],
    }),
    told(103, ['Campus agricole de Lannoual', '29400', 'Landivisiau'], {
      ...cae,
      code: 'CAMPUS',
      title: 'Visioconférence du campus',
      activity: 'SALIN',
      lines: [
        subscription('CAMPUS-1', ['Visioconférence', 'Visioconférence, salles'], {
          from,
          quantity: '25',
          unitPrice: '22',
        }),
      ],
    }),
  ];
}

/** One contract for each way of billing that the ordinary portfolio does not have. */
export function otherWays(calendar: DemoCalendar): PlannedContract[] {
  const from = calendar.firstOf(0);
  const start = { month: 0, from };
  const leap = calendar.leapAnchor;
  const yearly = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    .map((years) => addMonths(leap, 12 * years))
    .find((day) => day >= from)!;
  const freeUntil = calendar.firstOf(5);
  const delivered = calendar.dayOf(10, 12);
  return [
    told(111, ['Hôpital de jour Les Genêts', '35500', 'Vitré', 'E'], {
      ...start,
      code: 'MIGRATION',
      title: 'Migration de la messagerie',
      lines: [
        once('MIGRATION-1', ['Migration', 'Migration de 140 boîtes'], delivered, '6400'),
        {
          ...once('MIGRATION-A', ['Acompte', 'Acompte de 30 % à la commande'], calendar.dayOf(8, 4), '1920'),
          kind: 'deposit',
          depositOf: 'MIGRATION-1',
        },
      ],
    }),
    told(112, ['Imprimerie du Passage', '44000', 'Nantes'], {
      ...start,
      code: 'APPUI',
      title: 'Appui technique au temps passé',
      lines: [
        {
          ...subscription('APPUI-1', ['Appui', 'Appui technique'], { from, unitPrice: '68' }),
          kind: 'time',
        },
      ],
    }),
    told(113, ['Collectif des Hortensias', '56000', 'Vannes', 'E'], {
      month: 2,
      from: calendar.firstOf(2),
      code: 'ESSAI',
      title: 'Nextcloud avec trois mois offerts',
      lines: [
        {
          ...subscription('ESSAI-1', ['Nextcloud', 'Nextcloud, 20 comptes'], {
            from: freeUntil,
            unitPrice: '79',
          }),
          terms: [
            { period: { from: calendar.firstOf(2), to: freeUntil }, unitPrice: '0' },
            { period: { from: freeUntil }, unitPrice: '79' },
          ],
        },
        subscription('ESSAI-2', ['Nom de domaine', 'Nom de domaine'], {
          from: calendar.firstOf(2),
          unitPrice: '2',
        }),
      ],
    }),
    told(114, ['Maison de la lecture de Trébaol', '29200', 'Brest', 'N'], {
      ...start,
      code: 'LIVRE',
      title: 'Livrets et matériel',
      lines: [
        subscription(
          'LIVRE-1',
          ['Livret', 'Livret imprimé « Premiers pas »'],
          { from, months: 3, quantity: '25', unitPrice: '4.20', vatRateBasisPoints: 550 },
          { nature: 'goods' },
        ),
        {
          ...once('LIVRE-2', ['Serveur', 'Serveur reconditionné'], calendar.dayOf(4, 9), '640'),
          nature: 'goods',
          terms: [{ period: { from: calendar.dayOf(4, 9) }, unitPrice: '640', quantity: '2' }],
        },
      ],
    }),
    told(
      115,
      ['Bogland Digital Co-operative CLG', 'D07 X2P4', 'Dublin'],
      {
        ...start,
        code: 'BOGLAND',
        title: 'Nextcloud for the co-operative',
        lines: [
          subscription('BOGLAND-1', ['Nextcloud', 'Nextcloud, named accounts'], {
            from: calendar.dayOf(0, 15),
            quantity: '60',
            unitPrice: '4.20',
          }),
        ],
      },
      abroad('IE', 'IE9990015AB', ['14 Turf Lane']),
    ),
    told(
      116,
      ['Werkgenossenschaft Lindenhof eG', '79098', 'Freiburg'],
      {
        ...start,
        code: 'LINDENHOF',
        title: 'Jitsi rooms',
        lines: [
          subscription('LINDENHOF-1', ['Visioconférence', 'Video rooms, half-year'], {
            from: calendar.dayOf(3, 20),
            months: 6,
            quantity: '4',
            unitPrice: '132',
          }),
        ],
      },
      abroad('DE', 'DE999000169', ['Lindenstrasse 3']),
    ),
    told(117, ['Amicale du 29 février', '35000', 'Rennes', 'E'], {
      ...start,
      code: 'BISSEXTE',
      title: 'Site de l’amicale',
      lines: [
        subscription('BISSEXTE-1', ['Site web', 'Hébergement de site web, à l’année'], {
          from: yearly,
          anchor: leap,
          months: 12,
          unitPrice: '180',
        }),
      ],
    }),
    ...amended(calendar),
  ];
}

/** Contracts whose lines change in the course of the history; see `live-history.ts`. */
function amended(calendar: DemoCalendar): PlannedContract[] {
  const from = calendar.firstOf(0);
  const start = { month: 0, from };
  return [
    told(121, ['Camping municipal des Grèves', '56340', 'Carnac', 'N'], {
      ...start,
      code: 'SAISON',
      title: 'Wifi et site, l’été seulement',
      lines: [subscription('SAISON-1', ['Site web', 'Site et réservations'], { from, unitPrice: '64' })],
    }),
    told(122, ['Coopérative d’habitants La Ruche Salée', '44600', 'Saint-Nazaire'], {
      ...start,
      code: 'CROISSANCE',
      title: 'Nextcloud qui grandit',
      lines: [
        subscription('CROISSANCE-1', ['Nextcloud', 'Nextcloud, comptes nommés'], {
          from,
          quantity: '15',
          unitPrice: '4',
        }),
      ],
    }),
    told(123, ['Moulin de Kerguillo', '56300', 'Pontivy'], {
      ...start,
      code: 'DEPART',
      title: 'Hébergement jusqu’au départ',
      lines: [
        subscription('DEPART-1', ['Sauvegarde', 'Sauvegarde chiffrée, trimestre'], {
          from,
          months: 3,
          unitPrice: '150',
        }),
      ],
    }),
    told(124, ['Agence d’urbanisme du Ponant', '29200', 'Brest'], {
      ...start,
      code: 'RECTIF',
      title: 'Grist et accompagnement',
      lines: [
        subscription('RECTIF-1', ['Grist', 'Grist, tableaux partagés'], { from, unitPrice: '58' }),
        subscription('RECTIF-2', ['Support', 'Support aux utilisateurs'], { from, unitPrice: '90' }),
      ],
    }),
  ];
}

function abroad(country: string, vatNumber: string, lines: readonly string[]): ClientDetails {
  const postCode = country === 'IE' ? 'D07 X2P4' : '79098';
  const city = country === 'IE' ? 'Dublin' : 'Freiburg';
  return {
    vatStatus: 'foreign',
    siren: null,
    vatNumber,
    language: 'en',
    electronicScheme: 'EM',
    electronicAddress: `accounts@client-${country.toLowerCase()}.example`,
    email: `accounts@client-${country.toLowerCase()}.example`,
    address: { lines, postCode, city, country },
  };
}
