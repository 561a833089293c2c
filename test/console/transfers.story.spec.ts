import type { Page } from 'playwright-core';
import { Billing } from '#billing';
import { Contracts } from '#contracts';
import { Contributions } from '#contributions';
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
const plain = (text: string | null) => (text ?? '').replaceAll(/\s+/g, ' ');
const MONTHS = ['janvier', 'février', 'mars', 'avril', 'mai'];

/** The acceptance fixture « Repatriation »: a large contract of a CAE, moved on 1 June. */
describe('a large contract comes home on 1 June, in a browser', () => {
  let console_: OpenConsole;
  let window: ConsoleWindow;
  let page: Page;
  let contract: number;

  const step = (name: RegExp) =>
    page.getByRole('navigation', { name: 'Étapes du rapatriement' }).getByRole('button', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const article = async () => plain(await page.getByRole('article').textContent());
  const drop = (name: string, rows: readonly string[]) =>
    page.setInputFiles('input[type=file]', {
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(['numéro;date;client;libellé;montant HT;avoir de', ...rows].join('\n')),
    });
  const record = async () => {
    await button('Vérifier').click();
    await button('Reprendre ces factures').click();
    await page
      .getByText(/repris\.$/)
      .first()
      .waitFor();
  };
  const bill = async (asOf: string) => {
    const billing = console_.api.get(Billing);
    const run = await billing.proposeRun({ issuer: 'COOP', asOf: localDate(asOf), proposedBy: 'essai' });
    const { digest } = run.proposal;
    await billing.approveRun({ runId: run.id, digest, approvedBy: 'essai' });
    await billing.issueRun(run.id, { issuedBy: 'essai' });
  };

  beforeAll(async () => {
    console_ = await openConsole({ today: '2026-05-18' });
    const contracts = console_.api.get(Contracts);
    const siren = sirenOf(81_234_567);
    await contracts.createIssuer(actor, {
      code: 'COOP',
      name: 'Coopérative du Bocage',
      siren,
      vatNumber: vatNumberOf(siren),
      legalForm: 'SCIC SA à capital variable',
      address,
      iban: 'FR7630006000011234567890189',
    });
    const cae = await contracts.createIssuer(actor, {
      code: 'OUEST',
      name: 'CAE de l’Ouest',
      outside: true,
      siren: sirenOf(78_111_222),
      address,
    });
    await console_.api.get(Contributions).setScheme(actor, {
      issuer: cae.id,
      activity: null,
      from: localDate('2026-01-01'),
      scheme: {
        basis: 'invoiced',
        bands: [{ fromCents: 0, rateBasisPoints: 1000 }],
        minimum: null,
        reversalBasisPoints: null,
      },
      reason: 'barème voté par la CAE',
    });
    const client = await contracts.createClient(actor, {
      name: 'Métropole des Îles d’Aval',
      vatStatus: 'taxable',
      siren: sirenOf(50_000_123),
      address,
      email: 'compta@metropole.example',
      channel: 'email',
    });
    ({ id: contract } = await contracts.createContractWithLines(
      actor,
      {
        client: client.id,
        code: 'NUAGE',
        title: 'Nuage de la métropole',
        carriedBy: cae.id,
        from: localDate('2026-01-01'),
      },
      [
        {
          kind: 'subscription',
          service: 'nextcloud',
          label: 'Nextcloud, agents',
          terms: [{ period: { from: localDate('2026-01-01') }, unitPrice: '3840' }],
        },
      ],
    ));
    window = await console_.window('administrator');
    page = window.page;
  });
  afterEach(() => expect(window.complaints).toEqual([]));
  afterAll(() => console_.close());

  it('begins at the contract, and is not switched over days that nobody is known to have billed', async () => {
    await window.goTo(`/gestion/contrats/${contract}`);
    await page.getByRole('link', { name: 'Rapatrier' }).click();
    const day = page.getByRole('textbox', { name: /^Premier jour facturé/ });
    await day.fill('01/06/2026');
    await day.blur();
    await button('Ouvrir le dossier').click();
    await page.getByText('à décider').first().waitFor();
    expect(await article()).toContain(
      'Aucune facture de CAE de l’Ouest n’est connue pour les jours du 1er janvier au 31 mai 2026',
    );
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await button(/^J’ai relu/).click();
    await page.getByRole('heading', { name: 'Prévenir le client, faire signer l’avenant' }).waitFor();
    await step(/Bascule/).click();
    await button('Basculer').click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByRole('button', { name: 'Basculer' }).click();
    await dialogue.getByRole('alert').waitFor();
    expect(plain(await dialogue.getByRole('alert').textContent())).toContain(
      'importez la facture manquante ou dites qui facture ces jours',
    );
    await dialogue.getByRole('button', { name: 'Annuler' }).click();
  });

  it('takes the invoices of the CAE in, each line proposed with its reason', async () => {
    await step(/Factures de la CAE/).click();
    await drop('abimé.csv', ['OX-1;31/02/2026;Métropole;x;pas un montant;']);
    const refusal = page.getByRole('alert').filter({ hasText: 'Le fichier n’est pas repris' });
    await refusal.waitFor();
    expect(plain(await refusal.textContent())).toContain('rien n’a été enregistré');
    await drop(
      'ouest.csv',
      MONTHS.map(
        (name, at) =>
          `OX-${at + 1};02/0${at + 1}/2026;Métropole des Îles d’Aval;Nextcloud, agents ${name} 2026;3 840,00;`,
      ),
    );
    await page.getByRole('heading', { name: 'ouest.csv' }).waitFor();
    expect(await article()).toContain('même client, libellé proche, prix du contrat, 3 840,00 € HT');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await record();
    await step(/Facturé de part/).click();
    await page.getByText('Rien ne s’oppose à la bascule').waitFor();
    expect(await article()).toContain('151 jours · 19 200,00 € · jusqu’au 31/05/2026 inclus');
  });

  it('has its letter edited and confirmed, and its switch previewed before it is made', async () => {
    await button(/^J’ai relu/).click();
    await page.getByRole('heading', { name: 'Prévenir le client, faire signer l’avenant' }).waitFor();
    await button(/^Modifier : Lettre/).click();
    const text = page.getByRole('textbox', { name: /^Texte/ });
    await text.fill('{{inconnu}}');
    await button('Enregistrer le texte').click();
    await page.getByRole('dialog').getByRole('alert').getByText('n’est pas un champ connu').waitFor();
    await text.fill('Bonjour,\n\nÀ compter du {{premier jour}}, {{nouvel émetteur}} vous facture.');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await button('Enregistrer le texte').click();
    await page.getByText('Texte enregistré.').first().waitFor();
    const href = await page.getByRole('link', { name: /^Aperçu du PDF : Lettre/ }).getAttribute('href');
    const pdf = await page.request.get(href!);
    expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    await button(/^Confirmer l’envoi : Lettre/).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirmer l’envoi' }).click();
    await page.getByText('Document archivé.').first().waitFor();
    await step(/Bascule/).click();
    await page.getByText('facturable le 01/06/2026').waitFor();
    expect(await article()).toContain('Métropole des Îles d’Aval : 3 840,00 € HT, facturable le 01/06/2026.');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await button('Basculer').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Basculer' }).click();
    await page.getByText('Pas encore facturé').waitFor();
  });

  it('ends with the first invoice of the cooperative, the commission no longer paid, and no way back', async () => {
    console_.api.clock.setToday('2026-06-02');
    await bill('2026-06-02');
    await page.reload();
    await page.getByRole('link', { name: 'COOP-2026-00001' }).waitFor();
    await page.getByRole('rowheader', { name: 'Depuis la bascule' }).waitFor();
    // 10 % of 3,840.00.
    expect(await article()).toContain('Depuis la bascule3 840,00 €384,00 €');
    await button(/^D’où vient ce montant .*juin 2026/).click();
    await page
      .getByText(/10\s%\sde\s3\s840,00\s€/)
      .first()
      .waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button('Annuler la bascule').click();
    await page.getByLabel(/^Motif/).fill('retour à la CAE');
    const dialogue = page.getByRole('dialog');
    await dialogue.getByRole('button', { name: 'Annuler la bascule' }).click();
    await dialogue.getByRole('alert').getByText('COOP-2026-00001').waitFor();
    await dialogue.getByRole('button', { name: 'Revenir' }).click();
    await button('Clore le dossier').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clore' }).click();
    await page.getByText('Ce dossier est terminé').waitFor();
    expect(await console_.api.get(Billing).drift({ asOf: localDate('2026-06-02') })).toEqual([]);
    await window.goTo('/gestion/rapatriements');
    const row = plain(await page.getByRole('row', { name: /Métropole/ }).textContent());
    expect(row).toContain('clos');
    expect(row).toContain('384,00 €');
  });

  it('an accountant reads it and is offered no act', async () => {
    const reader = await console_.window('accountant');
    await reader.goTo('/gestion/rapatriements');
    await reader.page.getByRole('link', { name: /Métropole/ }).click();
    await reader.page.getByRole('heading', { name: 'Première facture et économies' }).waitFor();
    expect(
      await reader.page.getByRole('button', { name: /Annuler la bascule|Clore le dossier|Basculer/ }).count(),
    ).toBe(0);
  });
});
