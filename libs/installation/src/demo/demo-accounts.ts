import type { Role } from '#identity';

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** What the role is, for whoever reads the start message. */
  readonly says: string;
}

/** One password for all accounts of the demonstration, which never stands in a production environment. */
export const DEMO_PASSWORD = 'quatre pommes vertes';

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    email: 'administration@demo.example',
    name: 'Maëlle Kervran',
    role: 'administrator',
    says: 'équipe d’appui',
  },
  { email: 'comptabilite@demo.example', name: 'Yves Danno', role: 'accountant', says: 'comptabilité' },
  { email: 'membre@demo.example', name: 'Inès Ronce', role: 'member', says: 'Atelier Ronce, membre' },
  { email: 'associee@demo.example', name: 'Soizic Hamon', role: 'associate', says: 'associée' },
  { email: 'audit@demo.example', name: 'Paul Audren', role: 'auditor', says: 'audit, lecture seule' },
];
