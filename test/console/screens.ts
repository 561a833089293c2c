import type { Page } from 'playwright-core';

/** One picture of the console. */
export interface Screen {
  /** Of the file. */
  readonly name: string;
  readonly path: string;
  /** The account of the demonstration; absent: a stranger. */
  readonly as?: 'administration' | 'comptabilite' | 'membre' | 'associee';
  /** What the person does before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** The page as long as it is, not only what the window shows. */
  readonly whole?: boolean;
  /** The size and theme that the README shows. */
  readonly inReadme?: '1440-light' | '390-light' | '1440-dark' | '390-dark';
}

/** Every screen, in the order of the navigation. */
export const screens: readonly Screen[] = [
  { name: 'connexion', path: '/connexion' },
  { name: 'tableau-de-bord', path: '/gestion', as: 'administration', inReadme: '1440-light' },
];
