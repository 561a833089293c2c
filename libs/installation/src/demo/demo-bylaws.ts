import { type Bylaws, defaultBylaws } from '#membership';
import type { LocalDate } from '#kernel';

/** The bylaws of the demonstration: a SCIC SA with seven categories and four colleges, which are not the same thing. */
export function demoBylaws(from: LocalDate): Bylaws {
  return {
    ...defaultBylaws('scic', 'sa', from),
    categories: [
      { code: 'SAL', name: 'Salariés', kind: 'employee', minimumShares: 5 },
      { code: 'PRO', name: 'Producteurs indépendants', kind: 'producer', minimumShares: 2 },
      { code: 'USA', name: 'Usagers et clients', kind: 'beneficiary', minimumShares: 1 },
      { code: 'COL', name: 'Collectivités', kind: 'localAuthority', minimumShares: 20 },
      { code: 'FIN', name: 'Financeurs solidaires', kind: 'investor', minimumShares: 20 },
      { code: 'PAR', name: 'Partenaires', kind: 'other', minimumShares: 10 },
      { code: 'SOU', name: 'Fondateurs et soutiens', kind: 'volunteer', minimumShares: 1 },
    ],
    colleges: [
      { code: 'TRAVAIL', name: 'Travail', weightBasisPoints: 3500 },
      { code: 'USAGERS', name: 'Usagers', weightBasisPoints: 3000 },
      { code: 'PARTENAIRES', name: 'Partenaires et financeurs', weightBasisPoints: 2000 },
      { code: 'SOUTIENS', name: 'Soutien au projet', weightBasisPoints: 1500 },
    ],
  };
}
