import type { Contracts } from '#contracts';
import { inventedSiren, vatNumberOf } from './invented-identities.js';

type NewClient = Parameters<Contracts['createClient']>[1];

/** A client of the demonstration and what is particular about it. */
export interface InventedClient {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly postCode: string;
  readonly details: Partial<NewClient>;
}

// Name, postcode, city, and what differs from a taxable firm that is told by e-mail:
// E exempt association, N non-taxable body, F franchise, C consumer, P post, D e-invoicing platform, G one invoice per client.
const ROWS = `
Association Les Chemins Bleus|35000|Rennes|E
Maison des familles de Kerlann|56000|Vannes|E
École buissonnière du Petit Bois|29000|Quimper|E
Compagnie du Phare Éteint|22000|Saint-Brieuc|E
Ateliers du Gué|44000|Nantes|
Boulangerie La Miche Rousse|35300|Fougères|
Menuiserie Talhouarn|56100|Lorient|
Librairie L’Encre Haute|29200|Brest|
Café associatif Le Zinc Bavard|22300|Lannion|E
Ressourcerie du Vieux Port|56100|Lorient|E
Scop Bois Debout|35500|Vitré|
Coopérative Graines de Marais|44600|Saint-Nazaire|
Commune de Saint-Orven|22100|Saint-Orven|ND
Communauté de communes du Haut Trieux|22200|Guingamp|ND
Syndicat des eaux du Blavet Vert|56300|Pontivy|NP
Mutuelle des Gens de Lande|35000|Rennes|E
Cabinet Ollivier Géomètres|29600|Morlaix|
Cabinet vétérinaire des Trois Rivières|22220|Tréguier|
Radio Vent d’Amont|29100|Douarnenez|E
Festival Les Nuits de Granit|22700|Perros-Guirec|E
Fédération des cafés de village|35600|Redon|EG
Union des maraîchers du Littoral|29250|Saint-Pol-de-Léon|G
Éditions du Cormoran|56340|Carnac|
Imprimerie Coz & Filles|29300|Quimperlé|P
Théâtre de la Grande Marée|44500|La Baule|E
Centre social L’Escale|35400|Saint-Malo|E
Habitat groupé Ty Kreiz|35700|Rennes|E
Foncière citoyenne de l’Aven|29930|Pont-Aven|
Énergies du Pays Gallo|35290|Saint-Méen|
Transports Le Bihan|56500|Locminé|P
Fromagerie des Deux Chênes|35360|Montauban|
Brasserie du Menhir Penché|22110|Rostrenen|
Lycée agricole de Ker Anna|29800|Landerneau|N
Observatoire du bocage|35150|Janzé|E
Collectif Toits Ouverts|44800|Saint-Herblain|E
Garage solidaire La Bielle|56700|Hennebont|E
Studio Pixel Salin|44000|Nantes|F
Traductions Morvan|35000|Rennes|F
Photographies Lise Abgrall|29900|Concarneau|F
Formation Coquelicot|35000|Rennes|F
Agence Pleine Brume|29200|Brest|
Architectes du Chemin Creux|56000|Vannes|
Bureau d’études Rivages|44100|Nantes|
Coopérative funéraire Le Dernier Quai|35000|Rennes|
Épicerie paysanne La Musette|35190|Tinténiac|
Auto-école de la Rade|29200|Brest|P
Clinique des Ajoncs|56400|Auray|D
Papeterie des Écluses|44110|Châteaubriant|
Voilerie Kermarrec|56470|La Trinité|
Conserverie du Raz|29790|Pont-Croix|
Pépinière du Roc’h|22480|Kerpert|
Scic Bois Énergie du Porhoët|56490|Ménéac|
Tiers-lieu La Filature|35310|Mordelles|E
Marché en ligne Panier d’Argoat|22160|Callac|
Ludothèque Dé Pipé|35230|Saint-Erblon|E
Chorale des Abers|29870|Lannilis|E
Crèche parentale Les Bernaches|44340|Bouguenais|E
Club nautique de l’Île aux Pies|56350|Allaire|E
Galerie du Quai Noir|29200|Brest|
Maison de santé du Mené|22330|Le Mené|E
Jeanne Le Floc’h|35000|Rennes|C
Malo Querrien|29000|Quimper|C
Anna et Tudal Prigent|22000|Saint-Brieuc|CP
`
  .trim()
  .split('\n');

/** The clients of the ordinary portfolio, in a fixed order. */
export function inventedClients(): InventedClient[] {
  return ROWS.map((row, index) => {
    const [name, postCode, city, marks] = row.split('|') as [string, string, string, string];
    return inventClient({ code: codeOf(index + 1), name, postCode, city, stem: 1001 + index, marks });
  });
}

function codeOf(rank: number): string {
  return `C${String(rank).padStart(4, '0')}`;
}

const STATUS: Readonly<Record<string, NewClient['vatStatus']>> = {
  E: 'exempt',
  N: 'nonTaxable',
  F: 'franchise',
  C: 'consumer',
};

export function inventClient(given: {
  readonly code: string;
  readonly name: string;
  readonly postCode: string;
  readonly city: string;
  /** Eight digits of its SIREN. */
  readonly stem: number;
  readonly marks?: string;
  readonly details?: Partial<NewClient>;
}): InventedClient {
  const { code, name, postCode, city, stem, marks = '' } = given;
  const siren = inventedSiren(stem);
  const vatStatus = STATUS[marks[0] ?? ''] ?? 'taxable';
  const channel = marks.includes('P') ? 'post' : marks.includes('D') ? 'platform' : 'email';
  const street = 1 + ((stem * 7) % 88);
  return {
    code,
    name,
    city,
    postCode,
    details: {
      vatStatus,
      ...(vatStatus === 'consumer'
        ? { email: `client-${stem}@exemple.example` }
        : {
            siren,
            vatNumber: vatStatus === 'taxable' ? vatNumberOf(siren) : null,
            email: `facturation@client-${stem}.example`,
          }),
      ...(channel === 'platform' ? { electronicScheme: '0225', electronicAddress: siren } : {}),
      channel,
      address: { lines: [`${street} ${STREETS[stem % STREETS.length]!}`], postCode, city, country: 'FR' },
      grouping: marks.includes('G') ? 'client' : 'contract',
      ...given.details,
    },
  };
}

const STREETS = [
  'rue des Forges',
  'quai des Gabares',
  'venelle du Lavoir',
  'place du Marché',
  'rue du Four Banal',
  'chemin de la Lande',
  'impasse des Tisserands',
  'rue de l’Étang',
];
