import type { Page } from 'playwright-core';
import { Billing } from '#billing';
import { Contracts, type ContractRecord } from '#contracts';
import { systemActor } from '#identity';
import { localDate } from '#kernel';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

const actor = systemActor('essai');

/** Amounts and days are written with no-break spaces: tests are easier to read without. */
const plain = (text: string | null) => (text ?? '').replaceAll(/\s+/g, ' ');

describe('contracts, in a browser', () => {
  let console_: OpenConsole;
  let contracts: Contracts;
  let issuer: number;
  let window: ConsoleWindow;
  let page: Page;

  /** A day, typed; the calendar that opens with the field closes when it is left. */
  const typeDay = async (label: string | RegExp, day: string) => {
    const field = page.getByRole('textbox', { name: label });
    await field.fill(day);
    await field.blur();
  };
  const choose = async (label: string | RegExp, option: string | RegExp) => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const openAct = async (act: RegExp) => {
    await page.getByRole('button', { name: /^Actes sur la ligne/ }).click();
    await page.getByRole('menuitem', { name: act }).click();
  };
  const forecast = () => page.getByRole('region', { name: 'Ce que cela facturera' });
  const saidForecast = async (part: string) => {
    await forecast().getByText(part).first().waitFor();
    return plain(await forecast().textContent());
  };

  const newClient = (name: string) =>
    contracts.createClient(actor, {
      name,
      vatStatus: 'taxable',
      siren: sirenOf(50_000_000 + name.length),
      address,
      email: 'compta@exemple.test',
      channel: 'email',
    });

  /** A monthly subscription at 100.00 in advance since 1 November, billed until the end of the month. */
  const billedContract = async (name: string): Promise<ContractRecord> => {
    const client = await newClient(name);
    const contract = await contracts.createContractWithLines(
      actor,
      { client: client.id, title: `Infogérance ${name}`, carriedBy: issuer, from: localDate('2025-01-01') },
      [
        {
          kind: 'subscription',
          service: 'infogérance',
          label: 'Infogérance',
          terms: [{ period: { from: localDate('2026-11-01') }, unitPrice: '100' }],
        },
      ],
    );
    const billing = console_.api.get(Billing);
    const asOf = localDate('2026-11-22');
    const run = await billing.proposeRun({ issuer: 'COOP', asOf, proposedBy: 'essai' });
    await billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    await billing.issueRun(run.id, { issuedBy: 'essai' });
    return contract;
  };

  beforeAll(async () => {
    console_ = await openConsole({ today: '2026-11-22' });
    contracts = console_.api.get(Contracts);
    ({ id: issuer } = await contracts.createIssuer(actor, {
      code: 'COOP',
      name: 'Coopérative du Bocage',
      siren: sirenOf(81_234_567),
      vatNumber: vatNumberOf(sirenOf(81_234_567)),
      legalForm: 'SCIC SA à capital variable',
      address,
      iban: 'FR7630006000011234567890189',
    }));
    window = await console_.window('administrator');
    page = window.page;
  });
  afterEach(() => expect(window.complaints).toEqual([]));
  afterAll(() => console_.close());

  it('a contract is made step by step, and its first year is told before', async () => {
    const client = await newClient('L’Épicerie');
    await window.goTo(`/gestion/clients/${client.id}`);
    await page.getByRole('link', { name: 'Nouveau contrat' }).click();
    await page.getByLabel('Titre du contrat').fill('Sauvegarde');
    await page.getByRole('button', { name: 'Suivant' }).click();
    await choose(/^Émetteur/, 'Coopérative du Bocage');
    await typeDay(/^Porté à partir du/, '01/12/2026');
    await page.getByRole('button', { name: 'Suivant' }).click();
    await page.getByRole('button', { name: 'Suivant' }).click();
    await page.getByText('À remplir').first().waitFor();
    await page.getByLabel('Prestation').fill('sauvegarde');
    await page.getByLabel('Libellé sur la facture').fill('Sauvegarde des postes');
    await page.getByLabel('Prix unitaire HT').fill('1 200,50');
    await choose('Cadence', 'Trimestrielle');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Suivant' }).click();
    // Four quarters of 1,200.50.
    expect(await saidForecast('Prochaine facturation')).toContain(
      'Prochaine facturation : le 1er décembre 2026, 1 200,50 € HT. En tout d’ici le 30 novembre 2027 : 4 802,00 € HT.',
    );
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Créer le contrat' }).click();
    await page.waitForURL(/\/gestion\/contrats\/\d+$/);
    await page.getByRole('heading', { name: 'Sauvegarde', exact: true }).waitFor();
    expect(plain(await page.getByRole('article').textContent())).toContain(
      'prochaine facturation le 01/12/2026',
    );
    expect((await contracts.listContracts({ search: 'Sauvegarde' })).total).toBe(1);
  });

  it('a price that changes in a billed month: the credit and the new bill are read before it is confirmed', async () => {
    const { id } = await billedContract('Le Zinc');
    await window.goTo(`/gestion/contrats/${id}`);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await openAct(/Changer les conditions/);
    await forecast()
      .getByText(/Donnez un premier jour/)
      .waitFor();
    expect(await page.getByRole('button', { name: 'Faire l’avenant' }).isEnabled()).toBe(false);
    await typeDay(/^À partir du/, '16/11/2026');
    await page.getByLabel('Prix unitaire HT').fill('120');
    await page.getByLabel('Motif').fill('indexation');
    // 15 of 30 days: 50.00 to credit and 60.00 to bill again; 11 months more at 120.00 and one piece less to come.
    expect(await saidForecast('Des jours déjà facturés changent')).toContain(
      '50,00 € HT à créditer sur la facture COOP-2026-00001, puis à refacturer 60,00 € HT pour les mêmes jours.',
    );
    const rows = (await forecast().getByRole('row').allTextContents()).map(plain);
    expect(rows[1]).toContain('Avoir à établir');
    expect(rows[1]).toContain('−50,00 €');
    expect(rows[2]).toContain('60,00 €');
    expect(rows[3]).toMatch(/^01\/12\/2026.*100,00 €.*120,00 €/);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Faire l’avenant' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /nouvelles conditions.*indexation/ }).waitFor();
    await page.getByRole('rowheader', { name: 'depuis le 16/11/2026' }).waitFor();
  });

  it('a line is paused, resumed and cancelled, and each says what follows', async () => {
    const { id } = await billedContract('La Fonderie');
    await window.goTo(`/gestion/contrats/${id}`);
    await openAct(/Suspendre/);
    await typeDay(/^À partir du/, '01/12/2026');
    await typeDay(/^Jusqu’au/, '31/12/2026');
    // January to November at 100.00, December left out.
    await saidForecast('En tout d’ici le 30 novembre 2027 : 1 100,00 € HT au lieu de 1 200,00 € HT');
    await page.getByRole('button', { name: 'Suspendre', exact: true }).click();
    await page.getByRole('row', { name: /^du 01\/12\/2026 au 31\/12\/2026.*suspendu/ }).waitFor();

    await openAct(/Reprendre/);
    await typeDay(/^À partir du/, '01/12/2026');
    await saidForecast('1 200,00 € HT au lieu de 1 100,00 € HT');
    await page.getByRole('button', { name: 'Reprendre', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await openAct(/Résilier/);
    await typeDay(/^Dernier jour facturé/, '30/11/2026');
    await saidForecast('Plus rien ne sera facturé');
    await page.getByRole('button', { name: 'Résilier', exact: true }).click();
    await page.getByRole('rowheader', { name: 'du 01/11/2026 au 30/11/2026' }).waitFor();
    await page.getByText('rien à facturer ici').waitFor();
  });

  it('an amendment that somebody else overtook is refused in words, keeps what was typed, and is made again', async () => {
    const { id, lines } = await billedContract('La Scierie');
    await window.goTo(`/gestion/contrats/${id}`);
    await openAct(/Changer les conditions/);
    await typeDay(/^À partir du/, '01/01/2027');
    await page.getByLabel('Prix unitaire HT').fill('130,5');
    await page.getByLabel('Motif').fill('accord du 20');
    await saidForecast('En tout d’ici');
    const change = { from: localDate('2026-12-01'), conditions: { unitPrice: '110' } };
    await contracts.amendLine(actor, { line: lines[0]!.id, fromRevision: 1, change });

    await page.getByRole('button', { name: 'Faire l’avenant' }).click();
    await page
      .getByRole('alert')
      .getByText('Cette ligne a reçu un autre avenant depuis la révision 1')
      .waitFor();
    expect(await page.getByLabel('Prix unitaire HT').inputValue()).toBe('130,5');
    expect(await page.getByLabel('Motif').inputValue()).toBe('accord du 20');

    await page.getByRole('button', { name: 'Relire la ligne' }).click();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await saidForecast('En tout d’ici');
    await page.getByRole('button', { name: 'Faire l’avenant' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { terms } = await contracts.readLine(lines[0]!.id);
    expect(terms.map(({ unitPrice }) => unitPrice)).toEqual(['100', '110', '130.5']);
  });

  it('a second line for the same service is refused where it is typed', async () => {
    const { id } = await billedContract('Le Moulin');
    await window.goTo(`/gestion/contrats/${id}`);
    await page.getByRole('button', { name: 'Ajouter une ligne' }).click();
    await page.getByLabel('Prestation').fill('INFOGÉRANCE');
    await page.getByLabel('Libellé sur la facture').fill('Encore');
    await page.getByLabel('Prix unitaire HT').fill('10');
    await typeDay(/^Premier jour/, '01/12/2026');
    await forecast().getByRole('alert').getByText('Ce client paie déjà').waitFor();
    expect(await page.getByLabel('Libellé sur la facture').inputValue()).toBe('Encore');
    expect(await page.getByRole('button', { name: 'Ajouter la ligne' }).isEnabled()).toBe(false);
  });

  it('a day that the calendar does not have is told, not taken for the one before; Escape closes the calendar first', async () => {
    const { id } = await billedContract('Le Lavoir');
    await window.goTo(`/gestion/contrats/${id}`);
    await openAct(/Changer les conditions/);
    const field = page.getByRole('textbox', { name: /^À partir du/ });
    await typeDay(/^À partir du/, '01/12/2026');
    await page.getByLabel('Motif').fill('indexation');
    await typeDay(/^À partir du/, '31/02/2027');
    await page.getByText('« 31/02/2027 » n’est pas un jour du calendrier').waitFor();
    expect(await field.inputValue()).toBe('');
    expect(await page.getByRole('button', { name: 'Faire l’avenant' }).isEnabled()).toBe(false);

    await field.click();
    await page.locator('[data-dates-dropdown]').waitFor();
    await field.press('Escape');
    await page.locator('[data-dates-dropdown]').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Motif').inputValue()).toBe('indexation');
    await field.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('the list keeps its filters and its order in the address', async () => {
    await window.goTo('/gestion/contrats?etat=running');
    await page.getByRole('button', { name: 'Trier par HT par mois' }).click();
    await page.waitForURL(/tri=monthlyNet/);
    await page.reload();
    const table = page.getByRole('table', { name: 'Contrats' });
    await table.getByRole('row', { name: /Le Zinc/ }).waitFor();
    expect(await table.getByRole('row', { name: /Sauvegarde/ }).count()).toBe(0);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('an accountant reads all of it and is offered no act', async () => {
    const reader = await console_.window('accountant');
    const { items } = await contracts.listContracts({ search: 'Le Zinc' });
    await reader.goTo(`/gestion/contrats/${items[0]!.id}`);
    await reader.page.getByRole('heading', { name: 'Avenants' }).waitFor();
    expect(
      await reader.page
        .getByRole('button', { name: /Actes sur|Ajouter une ligne|Changer de porteur/ })
        .count(),
    ).toBe(0);
  });
});
