import {
  IconAdjustments,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarStats,
  IconCoins,
  IconFileInvoice,
  IconFileText,
  IconHistory,
  IconHomeMove,
  IconLayoutDashboard,
  IconPercentage,
  IconPlaylistAdd,
  IconReceipt,
  IconReportMoney,
  IconScale,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { texts } from '../../i18n/texts';
import type { Role } from '../session/session';

export const spaceTexts = texts(
  'spaces',
  {
    management: 'Gestion',
    member: 'Mon activité',
    associate: 'Sociétariat',
    dashboard: 'Tableau de bord',
    billing: 'Facturation',
    runs: 'Campagnes',
    coverage: 'Couverture',
    drift: 'Écarts',
    invoices: 'Factures',
    payments: 'Encaissements',
    agreements: 'Contrats et clients',
    contracts: 'Contrats',
    clients: 'Clients',
    transfers: 'Rapatriements',
    cooperative: 'Coopérative',
    associates: 'Sociétaires',
    capital: 'Capital',
    activities: 'Activités',
    contributions: 'Contributions',
    activityAccounts: 'Comptes d’activité',
    installation: 'Installation',
    history: 'Reprise',
    settings: 'Réglages',
    myContracts: 'Mes contrats',
    myCoverage: 'Ma couverture',
    myInvoices: 'Mes factures',
    myAccount: 'Mon compte d’activité',
    myContributions: 'Mes contributions',
    myExpenses: 'Mes frais',
    myShares: 'Mes parts',
  },
  {
    management: 'Management',
    member: 'My activity',
    associate: 'Membership',
    dashboard: 'Dashboard',
    billing: 'Billing',
    runs: 'Runs',
    coverage: 'Coverage',
    drift: 'Drift',
    invoices: 'Invoices',
    payments: 'Payments',
    agreements: 'Contracts and clients',
    contracts: 'Contracts',
    clients: 'Clients',
    transfers: 'Transfers',
    cooperative: 'Cooperative',
    associates: 'Associates',
    capital: 'Capital',
    activities: 'Activities',
    contributions: 'Contributions',
    activityAccounts: 'Activity accounts',
    installation: 'Installation',
    history: 'Take-over',
    settings: 'Settings',
    myContracts: 'My contracts',
    myCoverage: 'My coverage',
    myInvoices: 'My invoices',
    myAccount: 'My activity account',
    myContributions: 'My contributions',
    myExpenses: 'My expenses',
    myShares: 'My shares',
  },
);

type TextName = Parameters<typeof spaceTexts.now>[0];

export interface Place {
  readonly to: string;
  readonly name: TextName;
  readonly icon: ComponentType<{ size?: number }>;
  /** Of « g then this letter » on the keyboard; in French, as on the screen. */
  readonly letter: string;
}

export interface Space {
  readonly to: string;
  readonly name: TextName;
  readonly roles: readonly Role[];
  readonly groups: readonly { readonly name?: TextName; readonly places: readonly Place[] }[];
}

const MANAGEMENT: Space = {
  to: '/gestion',
  name: 'management',
  roles: ['administrator', 'accountant', 'auditor'],
  groups: [
    { places: [{ to: '/gestion', name: 'dashboard', icon: IconLayoutDashboard, letter: 't' }] },
    {
      name: 'billing',
      places: [
        { to: '/gestion/campagnes', name: 'runs', icon: IconPlaylistAdd, letter: 'c' },
        { to: '/gestion/couverture', name: 'coverage', icon: IconCalendarStats, letter: 'o' },
        { to: '/gestion/ecarts', name: 'drift', icon: IconScale, letter: 'e' },
        { to: '/gestion/factures', name: 'invoices', icon: IconFileInvoice, letter: 'f' },
        { to: '/gestion/encaissements', name: 'payments', icon: IconCoins, letter: 'n' },
      ],
    },
    {
      name: 'agreements',
      places: [
        { to: '/gestion/contrats', name: 'contracts', icon: IconFileText, letter: 'k' },
        { to: '/gestion/clients', name: 'clients', icon: IconUsers, letter: 'l' },
        { to: '/gestion/rapatriements', name: 'transfers', icon: IconHomeMove, letter: 'h' },
      ],
    },
    {
      name: 'activities',
      places: [
        { to: '/gestion/contributions', name: 'contributions', icon: IconPercentage, letter: 'b' },
        { to: '/gestion/comptes', name: 'activityAccounts', icon: IconReportMoney, letter: 'm' },
      ],
    },
    {
      name: 'cooperative',
      places: [
        { to: '/gestion/societaires', name: 'associates', icon: IconUsersGroup, letter: 'a' },
        { to: '/gestion/capital', name: 'capital', icon: IconBuildingBank, letter: 'p' },
      ],
    },
    {
      name: 'installation',
      places: [
        { to: '/gestion/reprise', name: 'history', icon: IconHistory, letter: 'r' },
        { to: '/gestion/reglages', name: 'settings', icon: IconAdjustments, letter: 's' },
      ],
    },
  ],
};

const MEMBER: Space = {
  to: '/activite',
  name: 'member',
  roles: ['member'],
  groups: [
    {
      places: [
        { to: '/activite', name: 'myContracts', icon: IconFileText, letter: 'k' },
        { to: '/activite/couverture', name: 'myCoverage', icon: IconCalendarStats, letter: 'o' },
        { to: '/activite/factures', name: 'myInvoices', icon: IconFileInvoice, letter: 'f' },
        { to: '/activite/compte', name: 'myAccount', icon: IconReportMoney, letter: 'm' },
        { to: '/activite/contributions', name: 'myContributions', icon: IconPercentage, letter: 'b' },
        { to: '/activite/frais', name: 'myExpenses', icon: IconReceipt, letter: 'd' },
      ],
    },
  ],
};

const ASSOCIATE: Space = {
  to: '/societariat',
  name: 'associate',
  roles: ['associate'],
  groups: [{ places: [{ to: '/societariat', name: 'myShares', icon: IconBuildingCommunity, letter: 'p' }] }],
};

const SPACES: readonly Space[] = [MANAGEMENT, MEMBER, ASSOCIATE];

/** The spaces of a person, in the order in which they are offered. */
export function spacesOf(roles: readonly Role[]): readonly Space[] {
  return SPACES.filter((space) => space.roles.some((role) => roles.includes(role)));
}

/** The space that an address belongs to, whoever may enter it. */
export function spaceAt(path: string): Space | undefined {
  return SPACES.find(({ to }) => path === to || path.startsWith(`${to}/`));
}

/** The place of the navigation that an address is in: the deepest one that begins it. */
export function placeAt(space: Space, path: string): Place | undefined {
  const within = space.groups
    .flatMap(({ places }) => places)
    .filter(({ to }) => path === to || path.startsWith(`${to}/`));
  return within.toSorted((a, b) => b.to.length - a.to.length)[0];
}
