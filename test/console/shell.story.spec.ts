import { openConsole, type OpenConsole, findingsOfAxeInBothThemes } from './open-console.js';
import { TEST_PASSWORD } from '#test/api/start-api.js';

describe('the frame of the console, in a browser', () => {
  let console_: OpenConsole;

  beforeAll(async () => {
    console_ = await openConsole();
  });
  afterAll(() => console_.close());

  it('asks a stranger to sign in, says what is wrong, and goes where the stranger wanted', async () => {
    await console_.api.accountOf('administrator');
    const { page, goTo, complaints } = await console_.window();
    await goTo('/gestion/factures?emetteur=COOP');
    await page.getByRole('heading', { name: 'Intendance' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);

    await page.getByLabel('Adresse électronique').fill('administrator@essai.coop');
    await page.getByLabel('Mot de passe', { exact: true }).fill('faux mot de passe');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Adresse électronique').inputValue()).toBe('administrator@essai.coop');

    await page.getByLabel('Mot de passe', { exact: true }).fill(TEST_PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForURL('**/gestion/factures?emetteur=COOP');
    expect(complaints).toEqual([]);
  });

  it('opens a space to its people only: another answers as if it did not exist', async () => {
    const { page, goTo } = await console_.window('associate');
    await goTo('/');
    await page.waitForURL('**/societariat');
    await goTo('/gestion/clients');
    await page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor();
  });

  it('speaks English, goes dark, and remembers both', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion');
    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'Sombre' }).click();
    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Dashboard' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Dashboard' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  });

  it('goes anywhere by the keyboard, and says how', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion');
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL('**/gestion/clients');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Client, contrat, facture, page…').fill('régla');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/gestion/reglages');
  });

  it('signs out, and shows nothing of it to the next person', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion/clients');
    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await page.waitForURL('**/connexion');
    await goTo('/gestion/clients');
    await page.waitForURL('**/connexion');
  });

  it('outlives the end of a session: the page stays, and what was asked for is resumed', async () => {
    const { page, goTo } = await console_.window('accountant');
    await goTo('/gestion/reglages');
    console_.api.clock.advance({ hours: 24 * 30 });
    await page.getByRole('link', { name: 'Clients', exact: true }).click();
    const dialogue = page.getByRole('dialog', { name: 'Votre session a pris fin' });
    await dialogue.waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    // Who it is, is known: only the password is asked.
    expect(await dialogue.getByLabel('Adresse électronique').inputValue()).toBe('accountant@essai.coop');
    await dialogue.getByLabel('Mot de passe', { exact: true }).fill(TEST_PASSWORD);
    await dialogue.getByRole('button', { name: 'Se connecter' }).click();
    await dialogue.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    expect(page.url()).toBe(`${console_.address}/gestion/clients`);
  });
});
