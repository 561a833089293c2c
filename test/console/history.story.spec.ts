import { readFileSync } from 'node:fs';
import { IMPORT_JOB } from '#history';
import { Jobs } from '#jobs';
import { expectInvariants } from '#test/database/expect-invariants.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

/** 2,353 contracts and documents are written in one transaction, on a machine that does other things too. */
const WRITING_MS = 60_000;
const fixture = (name: string) => readFileSync(`test/fixtures/billing-history/${name}`);
const csv = (name: string, content: Buffer | string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content as string),
});
const SUBSCRIPTIONS = csv('abonnements-mars.csv', fixture('subscriptions.csv'));
const INVOICES = csv('factures-mars.csv', fixture('invoices.csv'));

/** Days billed twice, a sending that is missing, and days billed ahead. */
const SMALL = {
  subscriptions: [
    'abonnement;client;nom;prestation;montant_ht;tva;cadence;echeance;debut;fin',
    'P1;EPI;L’Épicerie;Site web;31,00;20;mensuel;à échoir;2024-01-01;',
  ].join('\n'),
  invoices: [
    'id;numero;type;abonnement;client;nom;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;etat;envoyee_le;annule',
    '1;P-1;facture;P1;EPI;L’Épicerie;2024-01-01;2024-01-01;2024-01-31;31,00;6,20;validée;2024-01-01;',
    '2;P-2;facture;P1;EPI;L’Épicerie;2024-01-02;2024-01-01;2024-01-31;31,00;6,20;validée;;',
    '3;P-3;facture;P1;EPI;L’Épicerie;2024-04-30;2024-07-01;2024-07-31;31,00;6,20;validée;2024-04-30;',
  ].join('\n'),
};

describe('an administrator takes over from the former tool', () => {
  let console_: OpenConsole;
  let window: ConsoleWindow;

  /** The day after the end of the history of March 2024. */
  beforeAll(async () => {
    console_ = await openConsole({ today: '2024-05-02' });
    const administrator = await console_.api.signedInAs('administrator');
    const address = { lines: ['1 rue'], postCode: '35000', city: 'Rennes', country: 'FR' };
    await administrator
      .post('/api/issuers')
      .send({ code: 'SCIC', name: 'La Fabrique', siren: '552100554', address })
      .expect(201);
    window = await console_.window('administrator');
  });
  afterAll(() => console_.close());

  const chooseIssuer = async () => {
    await window.page.getByRole('combobox', { name: 'Émetteur qui a facturé' }).click();
    await window.page.getByRole('option', { name: /La Fabrique/ }).click();
  };
  const drop = async (...files: (typeof INVOICES)[]) =>
    window.page.locator('input[type=file]').setInputFiles(files);

  it('is told line and reason of what cannot be read, and loses nothing', async () => {
    const { page, goTo } = window;
    await goTo('/gestion/reprise');
    await page.getByRole('heading', { name: 'Aucun historique déposé' }).waitFor();
    await page.getByRole('link', { name: 'Déposer les exports' }).first().click();
    await page.waitForURL('**/reprise/deposer');
    await chooseIssuer();
    const broken = INVOICES.buffer.toString().replace('2023-01-01;2023-01-01', '32 janvier;2023-01-01');
    await drop(SUBSCRIPTIONS, csv('factures-abimees.csv', broken));
    const refusal = page.getByRole('alert').filter({ hasText: '1 refus' });
    await refusal.getByText('factures, ligne 2, colonne « date_emission »').waitFor();
    await refusal.getByText('« 32 janvier » n’est pas une date').waitFor();
    expect(await page.getByRole('button', { name: 'Auditer ces fichiers' }).isDisabled()).toBe(true);
    // Files and fields are as they were: only the broken one is dropped again.
    await page.getByText('factures-abimees.csv').waitFor();
    await drop(INVOICES);
    await page.getByText('Toutes les colonnes nécessaires sont trouvées.').waitFor();
    await page.getByText('abonnements-mars.csv').waitFor();
    expect(await page.getByRole('combobox', { name: 'Émetteur qui a facturé' }).inputValue()).toContain(
      'La Fabrique',
    );
  });

  it('names a column once: the next export of the same headers is read without asking', async () => {
    const { page, goTo } = window;
    const odd = csv(
      'factures-2024.csv',
      INVOICES.buffer.toString().replace('montant_ht', 'a payer hors tout'),
    );
    await goTo('/gestion/reprise/deposer');
    await chooseIssuer();
    await drop(SUBSCRIPTIONS, odd);
    await page.getByRole('alert').getByText('le montant HT').waitFor();
    await page.getByRole('combobox', { name: 'Colonne lue pour : Montant HT' }).click();
    await page.getByRole('option', { name: 'a payer hors tout' }).click();
    await page.getByText('Toutes les colonnes nécessaires sont trouvées.').waitFor();
    await page.getByRole('button', { name: 'Auditer ces fichiers' }).click();
    await page.waitForURL(/\/reprise\/\d+$/);

    await goTo('/gestion/reprise/deposer');
    await drop(SUBSCRIPTIONS, odd);
    await page.getByText(/Correspondance retenue de Essai administrator/).waitFor();
    await page.getByText('Toutes les colonnes nécessaires sont trouvées.').waitFor();
    await page.getByRole('button', { name: 'Voir toutes les colonnes' }).click();
    await page.getByRole('heading', { name: 'abonnements' }).waitFor();
  });

  it('drops the history of March, reads it by kind, and corrects it in bulk after reading the effect', async () => {
    const { page, goTo } = window;
    await goTo('/gestion/reprise/deposer');
    await chooseIssuer();
    await drop(SUBSCRIPTIONS, INVOICES);
    await page.getByRole('button', { name: 'Auditer ces fichiers' }).click();
    await page.waitForURL(/\/reprise\/\d+$/);
    await page.getByRole('link', { name: /Tous les constats 143 constats/ }).waitFor();
    await page.getByRole('link', { name: /Facturé deux fois/ }).click();
    await page.getByText('Deux factures en vigueur d’un même abonnement').waitFor();
    await page.getByRole('button', { name: 'Décider des 7 constats' }).waitFor();
    await page.getByRole('button', { name: 'Décider des 7 constats' }).click();
    const dialog = page.getByRole('dialog', { name: 'Décider en nombre' });
    await dialog.getByRole('radio', { name: 'Garder celle qui a été envoyée' }).check();
    await dialog.getByRole('button', { name: 'Voir l’effet' }).click();
    await dialog.getByText('2 constats changent').waitFor();
    await dialog.getByText('5 que cette règle ne départage pas').waitFor();
    // 40 + 27 + 20 + 40 + 25 + 50 + 30 € are to be given back, whichever of the twins is kept.
    await dialog.getByRole('row', { name: /À rendre par ces avoirs.*232,00 €.*232,00 €/ }).waitFor();
    await dialog.getByRole('button', { name: 'Garder cette décision (2 constats)' }).click();
    await page.getByRole('row', { name: /FA2024-00391.*garder FA2024-00467/ }).waitFor();
  });

  it('excuses sendings in bulk with a reason in writing; too short a reason is refused beside what was typed', async () => {
    const { page } = window;
    const dialog = page.getByRole('dialog', { name: 'Décider en nombre' });
    await page.getByRole('link', { name: /Jamais envoyé/ }).click();
    await page.getByRole('button', { name: 'Décider des 25 constats' }).click();
    await dialog.getByLabel('Pourquoi').fill('Non');
    await dialog.getByRole('button', { name: 'Voir l’effet' }).click();
    await dialog.getByText('en cinq caractères au moins').waitFor();
    await dialog.getByLabel('Pourquoi').fill('Envoyées par courrier en avril.');
    await dialog.getByRole('button', { name: 'Voir l’effet' }).click();
    await dialog.getByRole('row', { name: /Pièces sans envoi à faire.*0.*25/ }).waitFor();
    await dialog.getByRole('button', { name: 'Garder cette décision (25 constats)' }).click();
    await page.getByText('25 sur 25 décidés').waitFor();
  });

  it('reads one finding down to its rows, decides it, and takes it back', async () => {
    const { page } = window;
    await page.getByRole('link', { name: /Facturé deux fois/ }).click();
    await page.getByRole('link', { name: 'FA2024-00384 / FA2024-00500' }).click();
    await page.getByText('factures-mars.csv, ligne 1628').waitFor();
    await page.getByRole('button', { name: 'Garder celle-ci FA2024-00500' }).click();
    await page.getByText(/Décidé par Essai administrator/).waitFor();
    await page.getByRole('row', { name: /FA2024-00384.*attendra son avoir/ }).waitFor();
    await page.getByRole('button', { name: 'Revenir au défaut' }).click();
    await page.getByText('Personne n’a décidé').waitFor();
    await page.getByRole('link', { name: /^Audit \d+$/ }).click();
    await page.getByRole('link', { name: 'Rapport à imprimer' }).click();
    await page.getByRole('heading', { name: /Jamais facturé – 21 constats/ }).waitFor();
    await page.getByRole('link', { name: /^Audit \d+$/ }).click();
    await page.getByRole('link', { name: 'Colonnes lues' }).click();
    await page.getByRole('heading', { name: 'factures' }).waitFor();
    await page.getByRole('link', { name: /^Audit \d+$/ }).click();
  });

  it(
    'imports exactly what was previewed, and finds the progress again after a reload',
    async () => {
      const { page } = window;
      await page.getByRole('link', { name: 'Importer…' }).click();
      await page.getByText('5 paires facturées deux fois n’ont pas été décidées').waitFor();
      await page.getByRole('button', { name: 'Voir ce que l’import fera' }).click();
      await page.getByRole('row', { name: /Pièces sans envoi à faire 25/ }).waitFor({ timeout: WRITING_MS });
      await page.getByRole('button', { name: 'Importer exactement cela' }).click();
      await page.getByRole('heading', { name: 'L’import attend son tour…' }).waitFor();
      const working = console_.api.get(Jobs).workUntilIdle({ kinds: [IMPORT_JOB] });
      await page.getByText(/sur 2\s353 contrats et pièces écrits/).waitFor({ timeout: WRITING_MS });
      await page.reload();
      await page
        .getByText('Vous pouvez quitter cette page')
        .or(page.getByText('Historique importé'))
        .waitFor();
      await working;
      await page.getByText('Historique importé').waitFor();
      await expectInvariants(console_.api.database, '2024-05-02');
    },
    3 * WRITING_MS,
  );

  it('finds what awaits its credit note, says how one was settled, and sees what is billed ahead', async () => {
    const { page } = window;
    await page.getByRole('link', { name: 'Régler les 7 avoirs attendus' }).click();
    const kept = page.getByRole('row', { name: /FA2024-00391.*FA2024-00467/ });
    await kept.waitFor();
    await kept.getByRole('button', { name: 'Régler FA2024-00391' }).click();
    const dialog = page.getByRole('dialog', { name: 'Régler FA2024-00391' });
    await dialog.getByRole('button', { name: 'Garder' }).click();
    await dialog.getByText('en cinq caractères au moins').waitFor();
    await dialog.getByLabel('Comment a-t-elle été réglée').fill('Remboursée par virement le 3 mai.');
    await dialog.getByRole('button', { name: 'Garder' }).click();
    await kept.waitFor({ state: 'detached' });
    await page.getByText('Réglées').click();
    await page.getByRole('row', { name: /FA2024-00391.*Remboursée par virement/ }).waitFor();
    await page.getByRole('link', { name: 'Facturé d’avance' }).click();
    await page.getByRole('link', { name: 'FA2024-00455' }).waitFor();
  });

  it(
    'is readable to all: axe finds nothing on any screen of a small history',
    async () => {
      const { page, goTo } = window;
      const administrator = await console_.api.signedInAs('administrator');
      const { body } = await administrator
        .post('/api/history-audits')
        .field({ issuer: 'SCIC', source: 'petit-outil' })
        .attach('subscriptions', Buffer.from(SMALL.subscriptions), 'abonnements.csv')
        .attach('invoices', Buffer.from(SMALL.invoices), 'factures.csv')
        .expect(201);
      const audit = `/gestion/reprise/${body.id}`;
      const expectNothing = async (heading: string | RegExp) => {
        await page.getByRole('heading', { name: heading }).first().waitFor();
        expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
      };
      await goTo(audit);
      await expectNothing('Audit');
      await goTo(`${audit}?nature=billed-twice`);
      await expectNothing('Facturé deux fois');
      await page.getByRole('button', { name: 'Décider de 1 constat' }).click();
      const dialog = page.getByRole('dialog', { name: 'Décider en nombre' });
      await dialog.getByRole('radio', { name: 'Garder la dernière émise' }).check();
      await dialog.getByRole('button', { name: 'Voir l’effet' }).click();
      await dialog.getByText('1 constat change').waitFor();
      await expectNothing('Décider en nombre');
      await goTo(`${audit}/constats/2`);
      await expectNothing('Lignes des fichiers');
      await goTo(`${audit}/rapport`);
      await expectNothing(/Facturé deux fois – 1 constat/);
      await goTo(`${audit}/colonnes`);
      await expectNothing('factures');
      await goTo(`${audit}/import`);
      await page.getByRole('button', { name: 'Voir ce que l’import fera' }).click();
      await expectNothing('Aperçu de l’import');
      for (const list of ['', '/avoirs', '/avance', '/deposer']) {
        await goTo(`/gestion/reprise${list}`);
        await expectNothing(/Reprise|Avoirs attendus|Facturé d’avance|Déposer les exports/);
      }
      await drop(SUBSCRIPTIONS, csv('factures.csv', 'id;numero\n1;"F-1\n'));
      await page.getByRole('alert').filter({ hasText: 'n’est jamais fermé' }).waitFor();
      await expectNothing('Fichiers');
    },
    2 * WRITING_MS,
  );

  it('shows an auditor all of it, and lets nothing be done', async () => {
    const { page, goTo } = await console_.window('auditor');
    await goTo('/gestion/reprise/2?nature=number-gap');
    await page.getByRole('link', { name: 'FA2024-00061' }).waitFor();
    expect(await page.getByRole('button', { name: /Décider/ }).count()).toBe(0);
    await goTo('/gestion/reprise');
    expect(await page.getByRole('link', { name: 'Déposer les exports' }).count()).toBe(0);
    expect(window.complaints).toEqual([]);
  });
});
