import type { Page } from 'playwright-core';
import { Contracts } from '#contracts';
import { systemActor } from '#identity';
import { sirenOf } from '#test/fixtures/cooperative.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

describe('clients, in a browser', () => {
  let console_: OpenConsole;
  let contracts: Contracts;
  let window: ConsoleWindow;
  let page: Page;

  beforeAll(async () => {
    console_ = await openConsole({ today: '2026-11-22' });
    contracts = console_.api.get(Contracts);
    window = await console_.window('administrator');
    page = window.page;
  });
  afterEach(() => expect(window.complaints).toEqual([]));
  afterAll(() => console_.close());

  it('a client is made, is told what stops its invoices, and is completed', async () => {
    await window.goTo('/gestion/clients');
    await page.getByText('Aucun client ici').waitFor();
    await page.getByRole('link', { name: 'Nouveau client' }).first().click();
    await page.getByRole('textbox', { name: /^Nom/ }).fill('L’Épicerie');
    await page.getByLabel('SIREN', { exact: true }).fill('123 456 789');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    // The refusal names the field, and what was typed stays.
    await page.getByRole('alert').getByText('un SIREN a neuf chiffres').waitFor();
    expect(await page.getByRole('textbox', { name: /^Nom/ }).inputValue()).toBe('L’Épicerie');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByLabel('SIREN', { exact: true }).fill(sirenOf(50_000_001));
    await page.getByRole('button', { name: 'Enregistrer' }).click();

    await page.getByRole('heading', { name: 'L’Épicerie' }).waitFor();
    await page.getByText('L’Épicerie n’a pas d’adresse').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Modifier' }).click();
    await page.getByLabel('Rue, bâtiment').first().fill('2 rue Vasselot');
    await page.getByLabel('Code postal').fill('35000');
    await page.getByLabel('Ville').fill('Rennes');
    await page.getByLabel('Courriel').fill('compta@epicerie.test');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Rien n’arrête ses factures.').waitFor();
  });

  it('a file with one bad line is refused with its line and reason, and imported once it is right', async () => {
    await window.goTo('/gestion/clients/importer');
    const drop = (rows: string) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'clients.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`code;nom;statut_tva;siren\n${rows}`),
      });
    await drop(`BON;La Bonne Adresse;particulier;\nFAUX;La Mauvaise;assujetti;123\n`);
    const refusal = page.getByRole('row', { name: /^3 / });
    await refusal.getByText('un SIREN a neuf chiffres').waitFor();
    expect(await page.getByRole('button', { name: 'Importer' }).isEnabled()).toBe(false);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect((await contracts.listClients({ search: 'La Bonne Adresse' })).total).toBe(0);

    await drop(`BON;La Bonne Adresse;particulier;\nFAUX;La Mauvaise;assujetti;${sirenOf(60_000_000)}\n`);
    await page.getByRole('button', { name: 'Importer' }).click();
    await page.getByRole('heading', { name: 'Import enregistré' }).waitFor();
    await page.getByRole('link', { name: 'Voir les clients' }).click();
    await page.getByRole('link', { name: 'La Bonne Adresse' }).waitFor();
  });

  it('the list keeps its filters in the address, and says what is incomplete', async () => {
    await window.goTo('/gestion/clients');
    await page.getByRole('button', { name: /fiches? incomplètes?/ }).click();
    await page.waitForURL(/completude=incompletes/);
    await page.getByRole('row', { name: /La Bonne Adresse.*manque : adresse/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('a client is archived after a question, leaves the list, and is brought back', async () => {
    await window.goTo('/gestion/clients?recherche=Bonne');
    await page.getByRole('link', { name: 'La Bonne Adresse' }).click();
    await page.getByRole('button', { name: 'Archiver' }).click();
    const question = page.getByRole('dialog', { name: /^Archiver La Bonne Adresse/ });
    await question.getByRole('button', { name: 'Archiver' }).click();
    await page.getByText(/^archivé le/).waitFor();
    expect((await contracts.listClients({ search: 'La Bonne Adresse' })).total).toBe(0);
    await page.getByRole('button', { name: 'Remettre en service' }).click();
    await page.getByRole('button', { name: 'Archiver' }).waitFor();
    expect((await contracts.listClients({ search: 'La Bonne Adresse' })).total).toBe(1);
  });

  it('a record that somebody else changed meanwhile is told, and what was typed stays', async () => {
    const { items } = await contracts.listClients({ search: 'La Bonne Adresse' });
    const { id, version } = items[0]!;
    await window.goTo(`/gestion/clients/${id}/modifier`);
    await page.getByLabel('Référence à rappeler').fill('SERVICE-7');
    await contracts.updateClient(systemActor('autre'), { id, version, values: { contact: 'Mme Le Goff' } });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('alert').getByText('la fiche a été modifiée depuis').waitFor();
    expect(await page.getByLabel('Référence à rappeler').inputValue()).toBe('SERVICE-7');
    await page.getByRole('button', { name: 'Relire la fiche' }).click();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('SERVICE-7').waitFor();
  });
});
