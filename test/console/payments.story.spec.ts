import type { Page } from 'playwright-core';
import { Jobs } from '#jobs';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import type { HttpAgent } from '#test/api/start-api.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

const TODAY = '2026-11-22';

/** A cooperative with an activity, which billed November to three clients: 360.00, 144.00 and 72.00 with VAT. */
class PaidNovember {
  issuer = 0;
  activity = 0;

  private constructor(
    readonly console_: OpenConsole,
    readonly administrator: HttpAgent,
  ) {}

  static async open(): Promise<PaidNovember> {
    const console_ = await openConsole({ today: TODAY });
    const story = new PaidNovember(console_, await console_.api.signedInAs('administrator'));
    const siren = sirenOf(81234567);
    const { id } = await story.post('issuers', {
      ...{ code: 'SCIC', name: 'Coopérative du Bocage', siren, vatNumber: vatNumberOf(siren), address },
      ...{ legalForm: 'SCIC SA à capital variable', iban: 'FR7630006000011234567890189' },
    });
    story.issuer = id;
    story.activity = (await story.post('activities', { name: 'Atelier du Pont' })).id;
    await story.client('L’Épicerie du Coin', '300');
    await story.client('Atelier Bois', '120');
    await story.client('Mairie de Plélan', '60');
    const run = await story.post('billing-runs', { issuer: 'SCIC', asOf: TODAY });
    await story.post(`billing-runs/${run.id}/approval`, { digest: run.digest });
    await console_.api.get(Jobs).workUntilIdle();
    return story;
  }

  private async client(name: string, unitPrice: string): Promise<void> {
    const { id: client } = await this.post('clients', {
      ...{ name, channel: 'post', address, vatStatus: 'taxable' },
      siren: sirenOf(50000000 + name.length),
    });
    const contract = await this.post('contracts', {
      client,
      title: 'Site',
      activity: this.activity,
      carriedBy: this.issuer,
      from: '2026-11-01',
    });
    await this.post('contract-lines', {
      contract: contract.id,
      ...{ kind: 'subscription', service: 'hébergement', label: 'Hébergement du site' },
      terms: [{ unitPrice, period: { from: '2026-11-01', to: null } }],
    });
  }

  async post(path: string, body: object): Promise<{ id: number; digest: string }> {
    return (await this.administrator.post(`/api/${path}`).send(body).expect(201)).body;
  }
}

/** Three letters, Enter: the first document that waits is chosen; the day is the one of the story. */
async function choose(page: Page, letters: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Client ou numéro de facture' }).fill(letters);
  await page
    .getByRole('checkbox', { name: /Régler SCIC/ })
    .first()
    .waitFor();
  await page.getByRole('searchbox', { name: 'Client ou numéro de facture' }).press('Enter');
  const day = page.getByRole('textbox', { name: /Reçu le/ });
  await day.fill('12/10/2026');
  await day.press('Tab');
  await page.getByRole('button', { name: 'Mois précédent' }).waitFor({ state: 'hidden' });
}

const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true });

describe('payments and contributions, in a browser', () => {
  let story: PaidNovember;

  beforeAll(async () => {
    story = await PaidNovember.open();
  });
  afterAll(() => story.console_.close());

  it('three letters, Enter and the amount proposed: an invoice is paid, and its page says so', async () => {
    const { page, goTo, complaints } = await story.console_.window('accountant');
    await goTo('/gestion/encaissements');
    await page.getByRole('heading', { name: 'Aucun paiement ici' }).waitFor();
    await page.getByRole('link', { name: 'Enregistrer un paiement' }).first().click();
    await choose(page, 'épi');
    // 300.00 and 20 % of VAT
    expect(await page.getByRole('textbox', { name: /Montant reçu/ }).inputValue()).toBe('360,00');
    await page.getByText('Tout est affecté.').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await save(page).click();
    await page.waitForURL(/encaissements\/\d+$/);
    await page.getByText('affecté', { exact: true }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: /^SCIC-2026/ }).click();
    await page.getByText('payée', { exact: true }).waitFor();
    await goTo('/gestion/factures');
    await page.getByText('payée', { exact: true }).waitFor();
    expect(complaints.filter((each) => !each.includes('setItem'))).toEqual([]);
  });

  it('a part with a rest, the same payment refused, then undone with its reason', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo('/gestion/encaissements/nouveau');
    await choose(page, 'bois');
    await page.getByRole('textbox', { name: /Montant reçu/ }).fill('200');
    // 200.00 − 144.00
    await page.getByText(/Restera à affecter.*56,00/).waitFor();
    await save(page).click();
    await page.getByText('à affecter', { exact: true }).waitFor();
    await page.getByText('Rien ne reste à payer par ce client chez cet émetteur.').waitFor();

    await goTo('/gestion/encaissements/nouveau');
    await choose(page, 'plélan');
    await page.getByRole('textbox', { name: /Affecté|Montant affecté/ }).fill('100');
    await page.getByText(/^Reste 72,00/).waitFor();
    expect(await save(page).isDisabled()).toBe(true);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('textbox', { name: /Montant affecté/ }).fill('72');
    await save(page).click();
    await page.waitForURL(/encaissements\/\d+$/);

    await page.getByRole('button', { name: 'Annuler le paiement' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Annuler le paiement' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Motif' }).fill('Chèque sans provision');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await confirm.click();
    await page
      .getByText(/Chèque sans provision/)
      .first()
      .waitFor();
    await page.getByText('annulé', { exact: true }).waitFor();
  });

  it('a payment on account waits for an invoice of its client', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo('/gestion/encaissements/nouveau');
    await page.getByRole('button', { name: 'Paiement sans facture (acompte)' }).click();
    await page.getByRole('textbox', { name: /Montant reçu/ }).fill('500');
    expect(await save(page).isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Payé par' }).fill('bois');
    await page.getByRole('option', { name: /Atelier Bois/ }).click();
    await page.getByRole('combobox', { name: 'Dû à' }).click();
    await page.getByRole('option', { name: 'Coopérative du Bocage' }).click();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await save(page).click();
    await page.waitForURL(/encaissements\/\d+$/);
    await page.getByText('à affecter', { exact: true }).waitFor();
    await page.getByText('Il n’est affecté à aucune facture.').waitFor();
  });

  it('a scheme is previewed and set; the month is read to the invoice, closed, and stays', async () => {
    const { page, goTo, complaints } = await story.console_.window('administrator');
    await goTo(`/gestion/contributions/baremes/nouveau?emetteur=${story.issuer}`);
    await page.getByRole('textbox', { name: 'Taux de la tranche 1 (%)' }).fill('11');
    await page.getByRole('button', { name: 'Ajouter une tranche' }).click();
    await page.getByRole('textbox', { name: 'Début de la tranche 2 (€)' }).fill('200');
    await page.getByRole('textbox', { name: 'Taux de la tranche 2 (%)' }).fill('10');
    // Collected in October without VAT: 300 + 120 + 60 = 480, of which 60 was taken back in November:
    // 200 × 11 % + 280 × 10 % = 22 + 28
    await page.getByText(/Sur douze mois.*50,00.*au lieu de 0,00/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: /À partir de/ }).click();
    await page.getByRole('button', { name: /oct/ }).first().click();
    await page.getByRole('textbox', { name: /Décision/ }).fill('Assemblée du 12 juin 2026');
    await save(page).click();
    await page.waitForURL('**/baremes?emetteur=*');
    await page.getByText('en vigueur', { exact: true }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);

    await goTo('/gestion/contributions?mois=2026-10');
    await page.getByRole('link', { name: 'Atelier du Pont' }).first().click();
    await page
      .getByText(/de 200,00.*encaissés le 12 octobre sur SCIC-2026/)
      .first()
      .waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await goTo('/gestion/contributions');
    await page.getByRole('button', { name: /Clore octobre 2026/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clore 1 relevé' }).click();
    await page.getByText('RC-SCIC-2026-0001').waitFor();
    await page.getByText('Tous les mois finis sont clos.').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(complaints.filter((each) => !each.includes('setItem'))).toEqual([]);
  });
});
