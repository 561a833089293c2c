import type { Page } from 'playwright-core';
import { Jobs } from '#jobs';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import { type HttpAgent, TEST_PASSWORD } from '#test/api/start-api.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

const TODAY = '2026-11-22';

/** A cooperative that has billed November to three clients, one of whom gets letters. */
class BilledNovember {
  private constructor(
    readonly console_: OpenConsole,
    readonly administrator: HttpAgent,
  ) {}

  static async open(): Promise<BilledNovember> {
    const console_ = await openConsole({ today: TODAY });
    const story = new BilledNovember(console_, await console_.api.signedInAs('administrator'));
    const siren = sirenOf(81234567);
    const { id: issuer } = await story.post('issuers', {
      ...{ code: 'SCIC', name: 'Coopérative du Bocage', siren, vatNumber: vatNumberOf(siren), address },
      ...{ legalForm: 'SCIC SA à capital variable', iban: 'FR7630006000011234567890189' },
    });
    await story.bill(issuer, { name: 'L’Épicerie du Coin', unitPrice: '300', channel: 'email' });
    await story.bill(issuer, { name: 'Atelier Bois', unitPrice: '120', channel: 'email' });
    await story.bill(issuer, { name: 'Mairie de Plélan', unitPrice: '60', channel: 'post' });
    const run = await story.post('billing-runs', { issuer: 'SCIC', asOf: TODAY });
    await story.post(`billing-runs/${run.id}/approval`, { digest: run.digest });
    await story.work();
    return story;
  }

  private async bill(
    issuer: number,
    wish: { name: string; unitPrice: string; channel: string },
  ): Promise<void> {
    const { name, unitPrice, channel } = wish;
    const { id: client } = await this.post('clients', {
      ...{ name, channel, address, vatStatus: 'taxable' },
      siren: sirenOf(50000000 + name.length),
      email: `compta@${channel}.exemple.test`,
    });
    const contract = await this.post('contracts', {
      client,
      title: 'Site',
      carriedBy: issuer,
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

  /** Works what is due, as a worker would. */
  work() {
    return this.console_.api.get(Jobs).workUntilIdle();
  }

  /** The id of a client's only invoice. */
  async invoiceOf(search: string): Promise<number> {
    const { body } = await this.administrator
      .get('/api/invoices')
      .query({ search, type: 'invoice' })
      .expect(200);
    return body.invoices[0].id;
  }

  async creditNotes(): Promise<{ id: number; net: string }[]> {
    return (await this.administrator.get('/api/invoices?type=creditNote').expect(200)).body.invoices;
  }

  async attempts(id: number): Promise<number> {
    return (await this.administrator.get(`/api/invoices/${id}`).expect(200)).body.deliveryDetails.attempt;
  }
}

/** What the page complained of; the viewer's frame of the PDF has no storage for what windows are prepared with. */
function own(complaints: readonly string[]): string[] {
  return complaints.filter((each) => !each.includes('setItem'));
}

/** Days of the open calendar, by their number in the month. */
async function chooseDays(page: Page, first: number, last: number): Promise<void> {
  await page.getByRole('button', { name: 'Jours à créditer' }).click();
  for (const day of [first, last]) {
    await page.getByRole('button', { name: new RegExp(`^${day} novembre 2026`) }).click();
  }
}

describe('invoices, in a browser', () => {
  let story: BilledNovember;

  beforeAll(async () => {
    story = await BilledNovember.open();
  });
  afterAll(() => story.console_.close());

  it('a client’s invoice is found by three letters, and the address shows the same to whoever opens it', async () => {
    const { page, goTo, tab, complaints } = await story.console_.window('accountant');
    await goTo('/gestion/factures');
    // (300 + 120 + 60) × 1.20 = 576
    await page.getByText('576,00 €').waitFor();
    await page.getByRole('searchbox', { name: 'Client ou numéro' }).pressSequentially('épi');
    await page.waitForURL('**/gestion/factures?recherche=*');
    await page.getByText('1 document', { exact: true }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await page.getByRole('cell', { name: 'L’Épicerie du Coin' }).count()).toBe(1);
    expect(await page.getByRole('group', { name: /Total/ }).innerText()).toMatch(/360,00/);

    const other = await tab();
    await goTo(new URL(page.url()).pathname + new URL(page.url()).search, other);
    await other.getByRole('cell', { name: 'L’Épicerie du Coin' }).waitFor();
    expect(await other.locator('tbody tr').count()).toBe(1);

    await page.getByRole('button', { name: 'Trier par TTC' }).click();
    await page.waitForURL('**tri=gross*');
    await page.getByRole('searchbox').fill('rien de tel');
    await page.getByRole('heading', { name: 'Rien ne correspond' }).waitFor();
    await page.getByRole('button', { name: 'Tout afficher' }).click();
    await page.getByText('3 documents').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(own(complaints)).toEqual([]);
  });

  it('an amount says where it comes from, down to the price and who set it', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo(`/gestion/factures/${await story.invoiceOf('epi')}`);
    await page.getByRole('button', { name: /D’où vient ce montant.*Hébergement du site, ligne 1/ }).click();
    const origin = page.getByRole('dialog');
    await origin.getByText('1 × 300,00 €').waitFor();
    const said = await origin.innerText();
    for (const fact of [
      'Essai administrator',
      'campagne',
      'Approuvé',
      'TVA à 20',
      'le montant est le même',
    ]) {
      expect(said).toContain(fact);
    }
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('two days are credited: the effect on coverage is seen before, and is what then stands', async () => {
    const { page, goTo, complaints } = await story.console_.window('administrator');
    const id = await story.invoiceOf('epi');
    await goTo(`/gestion/factures/${id}`);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Faire un avoir' }).click();
    const dialog = page.getByRole('dialog', { name: /Avoir sur/ });
    // All that is left, to begin with: 300.00 and 20 % of VAT.
    await dialog.getByRole('button', { name: /Émettre l’avoir de 360,00/ }).waitFor();
    await dialog.getByText('Des jours', { exact: true }).click();
    await chooseDays(page, 10, 11);
    // 2 of 30 days at 300.00, and VAT: 20.00 × 1.20 = 24.00
    const issue = dialog.getByRole('button', { name: /Émettre l’avoir de 24,00/ });
    await issue.waitFor();
    await dialog.getByText(/À facturer de nouveau.*du 10 au 11 novembre 2026 \(2 jours\)/).waitFor();
    const after = dialog.getByRole('img', { name: /^Après/ });
    expect(await after.getAttribute('aria-label')).toContain('à facturer du 10/11/2026 au 11/11/2026');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(await story.creditNotes()).toEqual([]);

    await issue.click();
    await dialog.getByText(/Écrivez le motif/).waitFor();
    expect(await story.creditNotes()).toEqual([]);
    await dialog.getByLabel(/Motif/).fill('Panne de deux jours');
    await issue.click();
    await dialog.waitFor({ state: 'hidden' });
    await page
      .getByText('encore facturés : du 01/11/2026 au 09/11/2026, du 12/11/2026 au 30/11/2026')
      .waitFor();
    expect(await story.creditNotes()).toEqual([expect.objectContaining({ net: '20.00' })]);
    const { body: invoice } = await story.administrator.get(`/api/invoices/${id}`).expect(200);
    const { body: coverage } = await story.administrator
      .get(`/api/coverage/${invoice.lines[0].line}?from=2026-11-01&to=2026-12-01`)
      .expect(200);
    expect(coverage.segments.map(({ state }: { state: string }) => state)).toEqual([
      'billed',
      'unbilled',
      'billed',
    ]);
    expect(own(complaints)).toEqual([]);
  });

  it('the reason typed for a credit note outlives the session, and it is issued once', async () => {
    const { page, goTo, context } = await story.console_.window('administrator');
    const before = (await story.creditNotes()).length;
    await goTo(`/gestion/factures/${await story.invoiceOf('atelier')}`);
    await page.getByRole('button', { name: 'Faire un avoir' }).click();
    const dialog = page.getByRole('dialog', { name: /Avoir sur/ });
    await dialog.getByText('Un montant', { exact: true }).click();
    await dialog.getByLabel('Montant hors taxes').fill('15');
    const issue = dialog.getByRole('button', { name: /Émettre l’avoir de 18,00/ });
    await issue.waitFor();
    await dialog.getByText('Aucun jour n’est repris').waitFor();
    await dialog.getByLabel(/Motif/).fill('Geste commercial de novembre');
    await context.clearCookies();
    await issue.click();
    const signIn = page.getByRole('dialog', { name: /session/i });
    await signIn.waitFor();
    expect(await dialog.getByLabel(/Motif/).inputValue()).toBe('Geste commercial de novembre');
    expect(await story.creditNotes()).toHaveLength(before);
    await signIn
      .getByLabel(/Mot de passe/)
      .first()
      .fill(TEST_PASSWORD);
    await signIn.getByRole('button', { name: /connecter|Reprendre|Continuer/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    const notes = await story.creditNotes();
    expect(notes).toHaveLength(before + 1);
    expect(notes[0]!.net).toBe('15.00');
  });

  it('what may have arrived is not sent again without a confirmation', async () => {
    const { page, goTo } = await story.console_.window('administrator');
    const id = await story.invoiceOf('epi');
    expect(await story.attempts(id)).toBe(1);
    await goTo(`/gestion/factures/${id}`);
    await page.getByRole('button', { name: 'Renvoyer' }).click();
    const dialog = page.getByRole('dialog', { name: /^Renvoyer/ });
    await dialog.getByText('Ce document est peut-être déjà chez le client').waitFor();
    await dialog.getByRole('button', { name: 'Renvoyer' }).click();
    await dialog.getByText(/Rien n’a été envoyé/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(await story.attempts(id)).toBe(1);
    await dialog.getByLabel(/Adresse électronique/).fill('direction@exemple.test');
    await dialog.getByLabel(/deux fois/).check();
    await dialog.getByRole('button', { name: 'Renvoyer' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/Nouvel envoi demandé.*direction@exemple\.test/).waitFor();
    expect(await story.attempts(id)).toBe(2);
    await story.work();
  });

  it('letters wait to be handed over, and whoever posts them notes it', async () => {
    const { page, goTo, complaints } = await story.console_.window('accountant');
    await goTo('/gestion/factures/envois');
    await page.getByRole('row', { name: /Mairie de Plélan/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('checkbox', { name: /^Choisir SCIC/ }).check();
    await page.getByRole('button', { name: 'Noter comme remis…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Envoi de/ });
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await dialog.getByText(/comment vous le savez/).waitFor();
    await dialog.getByLabel(/Comment le savez-vous/).fill('Posté le 22 en lettre suivie');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { name: 'Tout est arrivé, ou dispensé' }).waitFor();
    const { body } = await story.administrator.get('/api/invoices?search=plelan').expect(200);
    expect(body.invoices[0].delivery).toBe('sent');
    expect(own(complaints)).toEqual([]);
  });

  it('an auditor reads all of it and is offered no act', async () => {
    const { page, goTo } = await story.console_.window('auditor');
    await goTo(`/gestion/factures/${await story.invoiceOf('atelier')}`);
    await page.getByRole('heading', { name: 'Ce qui s’est passé' }).waitFor();
    expect(await page.getByRole('button', { name: /Faire un avoir|Renvoyer/ }).count()).toBe(0);
    await goTo('/gestion/factures/envois');
    expect(await page.getByRole('button', { name: /non-remise/ }).count()).toBe(0);
    await goTo('/gestion/factures/987654');
    await page
      .getByRole('alert')
      .getByText(/n’existe pas/)
      .waitFor();
  });
});
