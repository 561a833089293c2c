import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** One picture of the console. */
export interface Screen {
  /** Of the file. */
  readonly name: string;
  readonly path: string;
  /** The account of the demonstration; absent: a stranger. */
  readonly as?: 'administration' | 'comptabilite' | 'membre' | 'associee' | 'audit';
  /** What the person does before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** The page as long as it is, not only what the window shows. */
  readonly whole?: boolean;
  /** The size and theme that the README shows, and the name there. */
  readonly inReadme?: Readonly<Record<string, string>>;
}

/** Opens the row whose header says so. */
function openRow(name: RegExp) {
  return async (page: Page): Promise<void> => {
    await page.getByRole('rowheader', { name }).getByRole('link').first().click();
    await page.waitForLoadState('networkidle');
  };
}

const HISTORY = 'test/fixtures/billing-history';

/** Drops the exports of a former tool, once, and opens what the audit found in them. */
async function auditFormerTool(page: Page): Promise<void> {
  const { items } = (await (await page.request.get('/api/history-audits')).json()) as {
    items: { id: number }[];
  };
  const file = (name: string) => ({
    name,
    mimeType: 'text/csv',
    buffer: readFileSync(`${HISTORY}/${name}`),
  });
  if (items.length === 0) {
    await page.request.post('/api/history-audits', {
      multipart: {
        issuer: 'COOP',
        source: 'ancien-outil',
        subscriptions: file('subscriptions.csv'),
        invoices: file('invoices.csv'),
      },
    });
  }
  await page.reload();
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.waitForLoadState('networkidle');
}

function management(name: string, path: string, more: Partial<Screen> = {}): Screen {
  return { name, path: `/gestion${path}`, as: 'administration', ...more };
}

/** Every screen, in the order of the navigation. */
export const screens: readonly Screen[] = [
  { name: 'connexion', path: '/connexion' },
  management('tableau-de-bord', '', {
    inReadme: { '1440-light': 'tableau-de-bord', '390-dark': 'tableau-de-bord-telephone' },
  }),
  management('recherche', '', {
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Client, contrat, facture, page…').fill('pri');
      await page
        .getByRole('option')
        .or(page.getByRole('button', { name: /Prigent/ }))
        .first()
        .waitFor();
    },
  }),
  management('raccourcis', '', { prepare: (page) => page.keyboard.press('?') }),
  management('campagnes', '/campagnes'),
  management('campagne-nouvelle', '/campagnes/proposer'),
  management('campagne', '/campagnes', { prepare: openRow(/35/) }),
  management('couverture', '/couverture', { inReadme: { '1440-light': 'couverture' } }),
  management('ecarts', '/ecarts'),
  management('factures', '/factures'),
  management('facture', '/factures', {
    prepare: async (page) => {
      await openRow(/COOP-2026-00514/)(page);
      // A browser's own viewer of PDF says nothing when it is ready.
      await page.waitForTimeout(2000);
    },
    inReadme: { '1440-light': 'facture' },
  }),
  management('envois', '/factures/envois'),
  management('contrats', '/contrats'),
  management('contrat', '/contrats', { prepare: openRow(/CAMPUS/) }),
  management('contrat-nouveau', '/contrats/nouveau'),
  management('clients', '/clients'),
  management('client', '/clients', { prepare: openRow(/./) }),
  management('encaissements', '/encaissements'),
  management('encaissement-nouveau', '/encaissements/nouveau'),
  management('rapatriements', '/rapatriements'),
  management('rapatriement', '/rapatriements', {
    prepare: openRow(/Métropole/),
    inReadme: { '1440-light': 'rapatriement' },
  }),
  management('contributions', '/contributions'),
  management('comptes', '/comptes'),
  management('charges', '/comptes/charges'),
  management('notes-de-frais', '/comptes/frais'),
  management('societaires', '/societaires'),
  management('societaire', '/societaires', { prepare: openRow(/Nolwenn/) }),
  management('colleges', '/societaires/colleges'),
  management('echeances', '/societaires/echeances'),
  management('statuts', '/societaires/statuts'),
  management('capital', '/capital', { inReadme: { '1440-light': 'capital' } }),
  management('bulletins', '/capital/bulletins'),
  management('mouvements', '/capital/mouvements'),
  management('retraits', '/capital/retraits'),
  management('reprise', '/reprise'),
  management('reprise-deposer', '/reprise/deposer'),
  management('reprise-audit', '/reprise', {
    prepare: auditFormerTool,
    inReadme: { '1440-light': 'reprise' },
  }),
  management('reglages', '/reglages'),
  management('reglages-series', '/reglages/series'),
  management('reglages-textes', '/reglages/textes'),
  management('reglages-personnes', '/reglages/personnes'),
  management('reglages-travaux', '/reglages/travaux'),
  management('reglages-programmation', '/reglages/programmation'),
  management('reglages-preuves', '/reglages/preuves', {
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
      await page.getByRole('region', { name: 'Vérifié à l’instant' }).waitFor();
    },
  }),
  management('reglages-journal', '/reglages/journal'),
  { name: 'activite', path: '/activite', as: 'membre' },
  { name: 'activite-couverture', path: '/activite/couverture', as: 'membre' },
  { name: 'activite-factures', path: '/activite/factures', as: 'membre' },
  { name: 'activite-compte', path: '/activite/compte', as: 'membre', inReadme: { '1440-light': 'compte' } },
  { name: 'activite-contributions', path: '/activite/contributions', as: 'membre' },
  { name: 'activite-frais', path: '/activite/frais', as: 'membre' },
  { name: 'societariat', path: '/societariat', as: 'associee' },
  // Last, for it adds to the demonstration: a proposal for each picture.
  management('proposition', '/campagnes/proposer', {
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Proposer' }).click();
      await page.waitForURL(/campagnes\/\d+/);
      await page.waitForLoadState('networkidle');
    },
    inReadme: { '1440-light': 'campagne' },
  }),
];
