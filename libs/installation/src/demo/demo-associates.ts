import type { LocalDate } from '#kernel';
import type { NewPerson, WorkStatus } from '#membership';
import type { DemoCalendar } from './demo-calendar.js';
import { inventedSiren } from './invented-identities.js';

/** A class of shares that associates of the demonstration hold. */
export interface DemoShareClass {
  readonly code: string;
  readonly name: string;
  readonly nominalCents: number;
}

export const DEMO_SHARE_CLASSES: readonly DemoShareClass[] = [
  { code: 'A', name: 'Parts ordinaires', nominalCents: 5_000 },
  { code: 'B', name: 'Parts de soutien', nominalCents: 50_000 },
];

/** A month of the demonstration's calendar (0 is the oldest of the history, earlier ones are negative) and a day of it. */
export interface DemoDay {
  readonly month: number;
  readonly day: number;
}

export interface DemoAssociate {
  readonly code: string;
  readonly person: Omit<NewPerson, 'code'>;
  /** The role whose demonstration account is theirs. */
  readonly account?: 'associate' | 'member';
  /** Codes of the demonstration's bylaws. */
  readonly category: string;
  readonly college: string;
  readonly decidedBy: 'founders' | 'board' | 'assembly';
  readonly admitted: DemoDay;
  /** By class; nobody holds shares of a class that is not named. */
  readonly shares: Readonly<Record<string, number>>;
  /** Statuses of those who work here, from the first to the last; each ends the day the next one begins. */
  readonly works?: readonly { readonly status: WorkStatus; readonly from: DemoDay }[];
}

const rennes = { postCode: '35000', city: 'Rennes', country: 'FR' };
const vannes = { postCode: '56000', city: 'Vannes', country: 'FR' };
const at = (line: string, town: typeof rennes = rennes) => ({ lines: [line], ...town });

const somebody = (givenName: string, name: string, line: string, email: string, town = rennes) => ({
  kind: 'natural' as const,
  givenName,
  name,
  email: `${email}@demo.example`,
  address: at(line, town),
});

const firm = (
  name: string,
  stem: number,
  legalForm: string,
  representative: string,
  line: string,
  town = rennes,
) => ({
  kind: 'legal' as const,
  name,
  siren: inventedSiren(stem),
  legalForm,
  representative,
  email: `contact-${stem}@demo.example`,
  address: at(line, town),
});

/** The first day of the cooperative, five years less two months before the oldest month of the history. */
const FOUNDED: DemoDay = { month: -40, day: 3 };

/**
 * The 21 associates of the demonstration: among them 2 solidarity investment companies, 1 CAE and 3 associate
 * employees. Shares and categories have nothing to do with each other: investors hold both classes, one employee too.
 */
export const DEMO_ASSOCIATES: readonly DemoAssociate[] = [
  {
    code: 'LEGOFF',
    person: {
      ...somebody('Malo', 'Le Goff', '8 rue du Puits-Mauger', 'malo.legoff'),
      birthDate: '1984-03-17' as LocalDate,
    },
    category: 'SAL',
    college: 'TRAVAIL',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 20 },
    works: [
      { status: 'freelancer', from: FOUNDED },
      { status: 'employee', from: { month: -25, day: 1 } },
    ],
  },
  {
    code: 'RIOU',
    person: {
      ...somebody('Nolwenn', 'Riou', '21 rue de Saint-Malo', 'nolwenn.riou'),
      birthDate: '1990-11-05' as LocalDate,
    },
    category: 'SAL',
    college: 'TRAVAIL',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 20, B: 1 },
    works: [{ status: 'employee', from: FOUNDED }],
  },
  {
    code: 'TANGUY',
    person: {
      ...somebody('Erwan', 'Tanguy', '3 square de la Touche', 'erwan.tanguy'),
      birthDate: '1993-07-22' as LocalDate,
    },
    category: 'SAL',
    college: 'TRAVAIL',
    decidedBy: 'board',
    admitted: { month: 2, day: 16 },
    shares: { A: 10 },
    works: [
      { status: 'microEntrepreneur', from: { month: -20, day: 1 } },
      { status: 'employee', from: { month: -8, day: 1 } },
    ],
  },
  {
    code: 'PRIGENT',
    person: somebody('Awen', 'Prigent', '14 rue Legraverend', 'awen.prigent'),
    category: 'PRO',
    college: 'TRAVAIL',
    decidedBy: 'board',
    admitted: { month: -12, day: 10 },
    shares: { A: 5 },
    works: [{ status: 'freelancer', from: { month: -14, day: 1 } }],
  },
  {
    code: 'SALIN',
    person: somebody('Léna', 'Salin', '2 rue des Vénètes', 'lena.salin', vannes),
    category: 'PRO',
    college: 'TRAVAIL',
    decidedBy: 'board',
    admitted: { month: 5, day: 14 },
    shares: { A: 5 },
    works: [
      { status: 'cape', from: { month: -9, day: 1 } },
      { status: 'cesa', from: { month: 1, day: 1 } },
    ],
  },
  {
    code: 'HAMON',
    person: somebody('Soizic', 'Hamon', '5 allée des Érables', 'associee'),
    account: 'associate',
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: -18, day: 12 },
    shares: { A: 4 },
  },
  {
    code: 'VOIX',
    person: firm('Les Voix du Port', 611, 'Association', 'Anne Le Bihan', '1 quai de la Prévalaye'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 5 },
  },
  {
    code: 'SONORE',
    person: firm('Bibliothèque sonore du Ponant', 612, 'Association', 'Marc Guével', '30 rue de Redon'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: -15, day: 9 },
    shares: { A: 2 },
  },
  {
    code: 'PANIER',
    person: firm('Le Panier commun', 613, 'SCOP SARL', 'Claire Rolland', '7 rue Saint-Hélier'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: -10, day: 9 },
    shares: { A: 10 },
  },
  {
    code: 'ESTRAN',
    person: firm('Théâtre de l’Estran', 614, 'Association', 'Paul Cariou', '4 rue du Port', vannes),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: -3, day: 11 },
    shares: { A: 2 },
  },
  {
    code: 'VAGUE',
    person: firm('Librairie La Vague', 615, 'SARL', 'Yvonne Abgrall', '16 place des Lices'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: 3, day: 18 },
    shares: { A: 5 },
  },
  {
    code: 'TRIEUX',
    person: firm('Pêcheurs du Trieux', 616, 'Coopérative maritime', 'Loïc Kerambrun', '2 quai aux Vins'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: 7, day: 20 },
    shares: { A: 10 },
  },
  {
    code: 'MORVAN',
    person: somebody('Gwenola', 'Morvan', '11 rue d’Antrain', 'gwenola.morvan'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: 9, day: 13 },
    shares: { A: 1 },
  },
  {
    code: 'OLLIVIER',
    person: somebody('Tangi', 'Ollivier', '6 rue de Fougères', 'tangi.ollivier'),
    category: 'USA',
    college: 'USAGERS',
    decidedBy: 'board',
    admitted: { month: 12, day: 15 },
    shares: { A: 1 },
  },
  {
    code: 'KERLANN',
    person: firm(
      'Commune de Kerlann-sur-Mer',
      617,
      'Collectivité territoriale',
      'Marie Quentel',
      '1 place de la Mairie',
      vannes,
    ),
    category: 'COL',
    college: 'PARTENAIRES',
    decidedBy: 'assembly',
    admitted: { month: -17, day: 28 },
    shares: { A: 60 },
  },
  {
    code: 'GARANCE',
    person: firm(
      'Garance des Îles',
      618,
      'Société d’investissement solidaire, SAS',
      'Hélène Corre',
      '9 rue de Nemours',
    ),
    category: 'FIN',
    college: 'PARTENAIRES',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 20, B: 20 },
  },
  {
    code: 'SOLIDE',
    person: firm(
      'Marée solidaire',
      619,
      'Société d’investissement solidaire, SCIC SA',
      'Denis Hascoët',
      '18 boulevard de la Liberté',
    ),
    category: 'FIN',
    college: 'PARTENAIRES',
    decidedBy: 'assembly',
    admitted: { month: -4, day: 24 },
    shares: { A: 10, B: 16 },
  },
  {
    code: 'MAREE',
    person: {
      ...firm(
        'Marée Montante, coopérative d’activités et d’emploi',
        502,
        'SCOP SA à capital variable',
        'Sylvie Jaffré',
        '3 venelle du Lavoir',
        vannes,
      ),
    },
    category: 'PAR',
    college: 'PARTENAIRES',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 40 },
  },
  {
    code: 'MADEC',
    person: {
      ...somebody('Hoël', 'Madec', '27 rue de Brest', 'hoel.madec'),
      birthDate: '1971-01-30' as LocalDate,
    },
    category: 'SOU',
    college: 'SOUTIENS',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 30, B: 2 },
    works: [{ status: 'volunteer', from: FOUNDED }],
  },
  {
    code: 'BIHAN',
    person: somebody('Katell', 'Bihan', '33 rue Vasselot', 'katell.bihan'),
    category: 'SOU',
    college: 'SOUTIENS',
    decidedBy: 'founders',
    admitted: FOUNDED,
    shares: { A: 10 },
  },
  {
    code: 'LEBRIS',
    person: somebody('Ronan', 'Le Bris', '12 rue Duhamel', 'ronan.lebris'),
    category: 'SOU',
    college: 'SOUTIENS',
    decidedBy: 'board',
    admitted: { month: 1, day: 15 },
    shares: { A: 2 },
  },
];

/** The civil day of a day of the demonstration. */
export function demoDay(calendar: DemoCalendar, { month, day }: DemoDay): LocalDate {
  return calendar.dayOf(month, day);
}
