import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampleLogo } from '#documents';
import { Office } from '#test/scenarios/invoicing/office.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

describe('the settings, in a browser', () => {
  let console_: OpenConsole;
  let office: Office;

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-settings-'));
    console_ = await openConsole({ today: '2026-11-22', configuration: { INTENDANCE_DATA: folder } });
    office = await Office.within(console_.api, folder);
    await office.subscription('2026-11-01');
    await office.bill();
  });
  afterAll(() => console_.close());

  it('takes a logo, shows it, and keeps it when the next file is refused', async () => {
    const { page, goTo, complaints } = await console_.window('administrator');
    await goTo('/gestion/reglages');
    await page.getByRole('heading', { name: 'Coopérative du Bocage' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: sampleLogo() });
    const logo = page.getByRole('img', { name: 'Logo de Coopérative du Bocage' });
    await logo.waitFor();
    await page.waitForFunction(`document.querySelector('img[alt^="Logo de"]').naturalWidth > 0`);
    await chooser.setInputFiles({ name: 'logo.svg', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain('ni PNG ni JPEG');
    expect(await refusal.textContent()).toContain('L’ancien est gardé');
    await logo.waitFor();
    await page.getByRole('button', { name: 'Retirer le logo' }).click();
    await page.getByText('Sans logo').waitFor();
    expect(complaints).toEqual([]);
  });

  it('keeps what was typed when an issuer is refused, and says which field is wrong', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion/reglages/emetteurs');
    await page.getByRole('button', { name: 'Modifier Coopérative du Bocage' }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 188');
    await dialogue.getByLabel('Téléphone').fill('02 99 00 00 00');
    await dialogue.getByRole('button', { name: 'Enregistrer' }).click();
    await dialogue.getByText('cet IBAN n’est pas valable').waitFor();
    // The field that is wrong is the one to go on with.
    await page.waitForFunction(`document.activeElement.getAttribute('aria-invalid') === 'true'`);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(await dialogue.getByLabel('Téléphone').inputValue()).toBe('02 99 00 00 00');
    await dialogue.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 189');
    await dialogue.getByRole('button', { name: 'Enregistrer' }).click();
    await dialogue.waitFor({ state: 'hidden' });
    const { body } = await office.accountant.get(`/api/issuers/${office.issuer.id}`).expect(200);
    expect(body).toMatchObject({ phone: '02 99 00 00 00', iban: 'FR7630006000011234567890189' });
  });

  it('opens an account, refuses a second one of the same address, and closes it again', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion/reglages/personnes');
    const create = async (email: string) => {
      const dialogue = page.getByRole('dialog');
      await dialogue.getByLabel('Nom').fill('Camille Martin');
      await dialogue.getByLabel('Adresse électronique').fill(email);
      await dialogue.getByLabel('Comptabilité').check();
      await dialogue.locator('input[autocomplete=new-password]').fill('neuf chevaux blancs');
      await dialogue.getByRole('button', { name: 'Créer le compte' }).click();
      return dialogue;
    };
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    const refused = await create('accountant@essai.coop');
    await refused.getByText('Un compte existe déjà pour accountant@essai.coop').waitFor();
    expect(await refused.getByLabel('Nom').inputValue()).toBe('Camille Martin');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await (await create('camille@essai.coop')).waitFor({ state: 'hidden' });

    await page.getByRole('link', { name: 'Camille Martin' }).click();
    const drawer = page.getByRole('dialog', { name: 'Camille Martin' });
    await drawer.getByLabel('Membre').check();
    await page
      .getByRole('row', { name: /Camille Martin.*Comptabilité, Membre/ })
      .waitFor({ state: 'attached' });
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await drawer.getByRole('button', { name: 'Désactiver le compte' }).click();
    await drawer.getByRole('button', { name: 'Réactiver le compte' }).waitFor();
    await console_.api
      .http()
      .post('/api/session')
      .send({ email: 'camille@essai.coop', password: 'neuf chevaux blancs' })
      .expect(401);
  });

  it('does not let the last administrator go', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion/reglages/personnes?cherche=administrator');
    await page.getByRole('link', { name: 'Essai administrator' }).click();
    const drawer = page.getByRole('dialog', { name: 'Essai administrator' });
    await drawer.getByLabel('Administration').click();
    await drawer.getByRole('alert').waitFor();
    expect(await drawer.getByLabel('Administration').isChecked()).toBe(true);
  });

  it('offers an accountant what an accountant may read, and nothing that would be refused', async () => {
    const { page, goTo } = await console_.window('accountant');
    await goTo('/gestion/reglages');
    await page.getByRole('tab', { name: 'Séries' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Personnes et rôles' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ajouter un émetteur' }).count()).toBe(0);
    await goTo('/gestion/reglages/personnes');
    await page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor();
  });
});
