import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { Jobs } from '#jobs';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import type { HttpAgent } from '#test/api/start-api.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

/** October is billed to two clients; November is due and billed to nobody. */
class TwoClients {
  private constructor(
    readonly console_: OpenConsole,
    private readonly administrator: HttpAgent,
    private readonly folder: string,
  ) {}

  static async open(): Promise<TwoClients> {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-coverage-'));
    const console_ = await openConsole({ today: '2026-10-15', configuration: { INTENDANCE_DATA: folder } });
    const story = new TwoClients(console_, await console_.api.signedInAs('administrator'), folder);
    const siren = sirenOf(81234567);
    const { id: issuer } = await story.post('issuers', {
      ...{ code: 'SCIC', name: 'Coopérative du Bocage', siren, vatNumber: vatNumberOf(siren), address },
      ...{ legalForm: 'SCIC SA à capital variable', iban: 'FR7630006000011234567890189' },
    });
    await story.subscribe(issuer, 'Atelier Bois', 'Nextcloud');
    await story.subscribe(issuer, 'Épicerie du Coin', 'Messagerie');
    const run = await story.post('billing-runs', { issuer: 'SCIC', asOf: '2026-10-15' });
    await story.post(`billing-runs/${run.id}/approval`, { digest: run.digest });
    await console_.api.get(Jobs).workUntilIdle();
    console_.api.clock.setToday('2026-11-22');
    return story;
  }

  async close(): Promise<void> {
    await this.console_.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async subscribe(issuer: number, name: string, service: string): Promise<void> {
    const { id: client } = await this.post('clients', {
      ...{ name, address, vatStatus: 'taxable', channel: 'email' },
      siren: sirenOf(50000000 + name.length),
      email: `compta${name.length}@exemple.test`,
    });
    const contract = await this.post('contracts', {
      ...{ client, title: service, code: service.toUpperCase() },
      ...{ carriedBy: issuer, from: '2026-10-01' },
    });
    await this.post('contract-lines', {
      contract: contract.id,
      ...{ kind: 'subscription', service, label: service },
      terms: [{ unitPrice: '100', period: { from: '2026-10-01', to: null } }],
    });
  }

  private async post(path: string, body: object): Promise<{ id: number; digest: string }> {
    return (await this.administrator.post(`/api/${path}`).send(body).expect(201)).body;
  }
}

const OCTOBER = /facturé du 01\/10\/2026 au 31\/10\/2026 \(31 jours\), porté par SCIC/;
const NOVEMBER = /à facturer du 01\/11\/2026 au 30\/11\/2026 \(30 jours\), porté par SCIC/;

const picture = (page: Page) => page.getByRole('application');
const readout = (page: Page) => page.getByTestId('coverage-readout');

/** Stands on November of the first line, by the keyboard alone. */
async function standOnNovember(page: Page): Promise<void> {
  await picture(page).focus();
  await picture(page).press('Home');
  await picture(page).press('ArrowRight');
  await readout(page).getByText(NOVEMBER).waitFor();
}

describe('the coverage, in a browser', () => {
  let story: TwoClients;

  beforeAll(async () => {
    story = await TwoClients.open();
  });
  afterAll(() => story.close());

  it('says in words what one points at, and opens it with a click', async () => {
    const { page, goTo, complaints } = await story.console_.window('accountant');
    await goTo('/gestion/couverture');
    await page.getByText('2 lignes lues sur 2').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    const { x, y, width } = (await picture(page).boundingBox())!;
    // Today stands at three quarters of the days in sight; the names of lines take 264 pixels.
    const today = x + 264 + (width - 264) * 0.75;
    await page.mouse.move(today - 4, y + 60);
    await readout(page).getByText(NOVEMBER).waitFor();
    expect(await readout(page).textContent()).toContain('Nextcloud – Atelier Bois');
    await page.mouse.move(today - 90, y + 60 + 34);
    await readout(page).getByText(OCTOBER).waitFor();
    expect(await readout(page).textContent()).toContain('Messagerie – Épicerie du Coin');
    await page.mouse.click(today - 4, y + 60);
    const panel = page.getByRole('dialog', { name: 'Jours d’une ligne' });
    await panel.getByText('Ces jours sont dus et personne ne les a facturés.').waitFor();
    const propose = panel.getByRole('link', { name: 'Préparer une campagne' });
    expect(await propose.getAttribute('href')).toBe('/gestion/campagnes/proposer?emetteur=SCIC');
    // An accountant proposes, and does not write excuses.
    expect(await panel.getByRole('button', { name: 'Ne pas facturer ces jours' }).count()).toBe(0);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is walked through by the keyboard, up to the invoice', async () => {
    const { page, goTo } = await story.console_.window('auditor');
    await goTo('/gestion/couverture');
    await standOnNovember(page);
    await picture(page).press('ArrowDown');
    await readout(page).getByText('Messagerie – Épicerie du Coin').waitFor();
    await picture(page).press('ArrowLeft');
    await readout(page).getByText(OCTOBER).waitFor();
    await picture(page).press('Enter');
    const panel = page.getByRole('dialog', { name: 'Jours d’une ligne' });
    await panel.getByText('100,00').waitFor();
    const invoice = panel.getByRole('link', { name: /^Facture SCIC/ });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    // The keyboard is where it was.
    await page.waitForFunction(`document.activeElement.getAttribute('role') === 'application'`);
    await page.keyboard.press('Enter');
    await invoice.click();
    await page.waitForURL('**/gestion/factures/*');
  });

  it('zooms by the keys, from a month to five years, and the address remembers it', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo('/gestion/couverture?recherche=atelier');
    await standOnNovember(page);
    for (const zoom of ['zoom=trimestre', 'zoom=mois']) {
      await picture(page).press('+');
      await page.waitForURL(`**${zoom}*`);
    }
    await page.getByText('1 ligne lue sur 1').waitFor();
    await goTo('/gestion/couverture?zoom=5-ans');
    expect(await page.getByRole('radio', { name: '5 ans' }).isChecked()).toBe(true);
    await standOnNovember(page);
    await picture(page).press('-');
    await readout(page).getByText(NOVEMBER).waitFor();
  });

  it('lets days be excused in writing, keeps what was typed when that is refused, and lifts the excuse', async () => {
    const { page, goTo, complaints } = await story.console_.window('administrator');
    await goTo('/gestion/couverture');
    await standOnNovember(page);
    await picture(page).press('Enter');
    const panel = page.getByRole('dialog', { name: 'Jours d’une ligne' });
    await panel.getByRole('button', { name: 'Ne pas facturer ces jours' }).click();
    await panel.getByLabel('Premier jour').fill('16/11/2026');
    await panel.getByLabel('Motif').fill('Non');
    await panel.getByRole('button', { name: 'Écrire le motif' }).click();
    await panel.getByText('Écrivez le motif en 5 caractères au moins.').waitFor();
    expect(await panel.getByLabel('Motif').inputValue()).toBe('Non');
    await panel.getByLabel('Motif').fill('Panne du service, convenu avec le client');
    await panel.getByRole('button', { name: 'Écrire le motif' }).click();
    await panel.getByText('« Panne du service, convenu avec le client »').waitFor();
    await panel.getByText(/du 16\/11\/2026 au 30\/11\/2026 \(15 jours\)/).waitFor();
    // The other half of the month is still to be billed.
    await panel.getByText(/du 01\/11\/2026 au 15\/11\/2026 \(15 jours\)/).waitFor();
    await page.keyboard.press('Escape');
    await goTo('/gestion/couverture?etat=held');
    await page.getByText('1 ligne lue sur 1').waitFor();
    await goTo('/gestion/couverture');
    await picture(page).focus();
    await picture(page).press('Home');
    await picture(page).press('ArrowRight');
    await picture(page).press('ArrowRight');
    await readout(page)
      .getByText(/retenu du 16\/11\/2026/)
      .waitFor();
    await picture(page).press('Enter');
    await panel.getByRole('button', { name: 'Lever ce motif' }).click();
    await panel.getByText('Ces jours sont dus et personne ne les a facturés.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('tells the same as a table, filtered, and exports what is filtered', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo('/gestion/couverture');
    await page.getByRole('button', { name: 'Voir en tableau' }).click();
    await page.getByRole('rowheader', { name: 'Nextcloud' }).first().waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Avec des jours' }).click();
    await page.getByRole('option', { name: 'à facturer', exact: true }).click();
    await page.waitForURL('**etat=unbilled*');
    await page.getByText('2 périodes').waitFor();
    await page.getByRole('button', { name: 'Exporter' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^CSV/ }).click(),
    ]);
    const text = (await readFile((await file.path())!, 'utf8')).split('\r\n');
    expect(text[1]).toBe(
      'Atelier Bois;Nextcloud;LN-1001;NEXTCLOUD;à facturer;01/11/2026;30/11/2026;30;SCIC;',
    );
    expect(text).toHaveLength(4);
    await page.getByRole('button', { name: 'Voir en frise' }).click();
    await page.getByText('2 lignes lues sur 2').waitFor();
  });

  it('says what to do when a filter finds nothing', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo('/gestion/couverture?recherche=zzz');
    await page.getByRole('heading', { name: 'Aucune ligne ne répond à ces filtres' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Retirer les filtres' }).click();
    await page.getByText('2 lignes lues sur 2').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
