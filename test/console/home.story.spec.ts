import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { Office } from '#test/scenarios/invoicing/office.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

/** Opens the search; who types sees the cursor in it first. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('input:focus[placeholder^="Client, contrat"]').waitFor();
}

describe('the dashboard and the search, in a browser', () => {
  let console_: OpenConsole;
  let office: Office;

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-home-'));
    console_ = await openConsole({ today: '2026-11-22', configuration: { INTENDANCE_DATA: folder } });
    office = await Office.within(console_.api, folder);
  });
  afterAll(() => console_.close());

  const figure = (page: Page, name: string) =>
    page
      .getByRole('list')
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${name}`) });

  it('teaches what it will show while there is nothing yet', async () => {
    const { page, goTo, complaints } = await console_.window('administrator');
    await goTo('/gestion');
    await page.getByRole('heading', { name: 'Rien de dû ni d’émis' }).waitFor();
    await page.getByText('Aucune campagne en cours.').waitFor();
    await figure(page, 'Payé').getByText('0,00').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('leads from what is due to the run that bills it, and follows that run without a reload', async () => {
    const bakery = await office.client({ name: 'Crêperie L’Œuf d’Élise' });
    await office.subscription('2026-11-01', {}, bakery.id);
    await office.subscription('2026-11-01', { unitPrice: '20' });
    const { page, goTo, complaints } = await console_.window('administrator');
    await goTo('/gestion');
    await figure(page, 'Dû').getByText('120,00\u00a0€', { exact: true }).waitFor();
    const act = page.getByRole('link', { name: /^Préparer la campagne – Coopérative du Bocage/ });
    expect(await act.getAttribute('href')).toBe('/gestion/campagnes/proposer?emetteur=SCIC');

    const run = await office.propose();
    await page.reload();
    await page.getByText('2 factures proposées, 120,00\u00a0€ HT').waitFor();
    const approve = page.getByRole('link', { name: /^Ouvrir la campagne – Campagne/ });
    expect(await approve.getAttribute('href')).toBe(`/gestion/campagnes/${run.id}`);

    await office.approve(run).expect(201);
    await page.reload();
    await page.getByText('0 sur 2 émises').waitFor();
    await office.work();
    await page.getByText('2 sur 2 envoyées').waitFor();
    await page.getByRole('img', { name: /Avancement de la campagne.*2 sur 2 envoyées/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says where an amount comes from, down to the rows that add up to it', async () => {
    const { page, goTo } = await console_.window('accountant');
    await goTo('/gestion');
    await figure(page, 'Émis').getByText('120,00\u00a0€', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'D’où vient ce montant ? Émis' }).click();
    await page.getByText('Somme hors TVA des factures datées de ce mois').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Voir ces factures' }).click();
    await page.waitForURL('**/gestion/factures?du=2026-11-01&au=2026-11-30');
    const listed = await console_.window('accountant');
    const { totals } = await (
      await listed.context.request.get('/api/invoices?issuedFrom=2026-11-01&issuedTo=2026-11-30')
    ).json();
    expect(totals.net).toBe('120.00');
  });

  it('shows another month by its address, and goes back', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion');
    await page.getByRole('button', { name: 'Mois précédent' }).click();
    await page.waitForURL('**/gestion?mois=2026-10');
    await page.getByRole('heading', { name: 'Facturation · octobre 2026' }).waitFor();
    await page.getByRole('heading', { name: 'Rien de dû ni d’émis' }).waitFor();
    await page.getByRole('button', { name: 'Mois suivant' }).click();
    await page.waitForURL('**/gestion');
    // The future has no figures.
    await page.getByRole('button', { name: 'Mois suivant', disabled: true }).waitFor();
    await page.getByRole('button', { name: 'Lire en tableau' }).click();
    const row = page.getByRole('row', { name: /novembre 2026/ });
    expect(await row.textContent()).toContain('120,00\u00a0€');
  });

  it('finds a client’s invoice from three letters, with nothing but the keyboard', async () => {
    const { invoices } = await office.invoices();
    const wanted = invoices.find(({ client }: { client: { name: string } }) =>
      client.name.startsWith('Crêperie'),
    );
    const { page, goTo, complaints } = await console_.window('accountant');
    await goTo('/gestion/clients');
    await openPalette(page);
    await page.keyboard.type('cre');
    const found = page.getByRole('button', { name: wanted.number }).or(page.getByText(wanted.number));
    await found.first().waitFor();
    const chosen = (text: string) => page.locator('[data-selected]').filter({ hasText: text });
    while ((await chosen(wanted.number).count()) === 0) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/gestion/factures/${wanted.id}`);
    expect(complaints).toEqual([]);
  });

  it('says when nothing answers, and what to try', async () => {
    const { page, goTo } = await console_.window('accountant');
    await goTo('/gestion');
    await openPalette(page);
    await page.keyboard.type('zzzz');
    await page.getByText('Rien ne répond à « zzzz »').waitFor();
  });

  it('reads its findings aloud as well as it shows them', async () => {
    const { page, goTo } = await console_.window('accountant');
    await goTo('/gestion');
    await openPalette(page);
    await page.keyboard.type('cre');
    await page.getByText('Crêperie L’Œuf d’Élise', { exact: true }).first().waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('is whole on a telephone: nothing is cut off sideways', async () => {
    const { page, goTo } = await console_.window('administrator');
    await page.setViewportSize({ width: 390, height: 844 });
    await goTo('/gestion');
    await page.getByRole('heading', { name: 'Ce qui attend quelqu’un' }).waitFor();
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });
});
