import { texts } from '../../i18n/texts';
import type { Role } from '../session/session';

/** Pages within an area, which the navigation does not show: found by their name in the palette. */
export const innerPageTexts = texts(
  'inner-pages',
  {
    withdrawals: 'Retraits de parts',
    bulletins: 'Bulletins de souscription',
    movements: 'Registre des mouvements de parts',
    interest: 'Intérêt aux parts et TMO',
    classes: 'Catégories de parts et appels',
    people: 'Personnes',
    colleges: 'Collèges',
    alerts: 'Échéances de la vie coopérative',
    bylaws: 'Statuts',
    costs: 'Charges directes',
    pay: 'Rémunérations',
    sheets: 'Notes de frais',
    awaiting: 'Avoirs à émettre (reprise)',
    ahead: 'Facturé d’avance (reprise)',
    issuers: 'Émetteurs',
    series: 'Séries de numéros',
    legal: 'Textes légaux',
    roles: 'Personnes et rôles',
    jobs: 'Travaux',
    scheduling: 'Programmation',
    proofs: 'Preuves',
    trail: 'Journal',
  },
  {
    withdrawals: 'Withdrawals of shares',
    bulletins: 'Share subscriptions',
    movements: 'Register of share movements',
    interest: 'Interest on shares and TMO',
    classes: 'Classes of shares and calls',
    people: 'People',
    colleges: 'Colleges',
    alerts: 'Dates of cooperative life',
    bylaws: 'Bylaws',
    costs: 'Direct costs',
    pay: 'Pay',
    sheets: 'Expense sheets',
    awaiting: 'Credit notes to issue (take-over)',
    ahead: 'Billed ahead (take-over)',
    issuers: 'Issuers',
    series: 'Number series',
    legal: 'Legal texts',
    roles: 'People and roles',
    jobs: 'Jobs',
    scheduling: 'Scheduling',
    proofs: 'Proofs',
    trail: 'Audit trail',
  },
);

interface InnerPage {
  readonly to: string;
  readonly name: Parameters<typeof innerPageTexts.now>[0];
  /** Who may open it; whoever is in the space where it is not said. */
  readonly roles?: readonly Role[];
}

const SUPERVISORS: readonly Role[] = ['administrator', 'auditor'];

export const INNER_PAGES: readonly InnerPage[] = [
  { to: '/gestion/capital/retraits', name: 'withdrawals' },
  { to: '/gestion/capital/bulletins', name: 'bulletins' },
  { to: '/gestion/capital/mouvements', name: 'movements' },
  { to: '/gestion/capital/interet', name: 'interest' },
  { to: '/gestion/capital/categories', name: 'classes' },
  { to: '/gestion/societaires/personnes', name: 'people' },
  { to: '/gestion/societaires/colleges', name: 'colleges' },
  { to: '/gestion/societaires/echeances', name: 'alerts' },
  { to: '/gestion/societaires/statuts', name: 'bylaws' },
  { to: '/gestion/comptes/charges', name: 'costs' },
  { to: '/gestion/comptes/remunerations', name: 'pay' },
  { to: '/gestion/comptes/frais', name: 'sheets' },
  { to: '/gestion/reprise/avoirs', name: 'awaiting' },
  { to: '/gestion/reprise/avance', name: 'ahead' },
  { to: '/gestion/reglages/emetteurs', name: 'issuers' },
  { to: '/gestion/reglages/series', name: 'series' },
  { to: '/gestion/reglages/textes', name: 'legal' },
  { to: '/gestion/reglages/personnes', name: 'roles', roles: SUPERVISORS },
  { to: '/gestion/reglages/travaux', name: 'jobs' },
  { to: '/gestion/reglages/programmation', name: 'scheduling' },
  { to: '/gestion/reglages/preuves', name: 'proofs', roles: SUPERVISORS },
  { to: '/gestion/reglages/journal', name: 'trail', roles: SUPERVISORS },
];
