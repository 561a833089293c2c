import { localDate } from '#kernel';
import { actor, BillingConsole } from './billing-console.js';
import { findingsOfAxeInBothThemes } from './open-console.js';

describe('the drift in the console', () => {
  let office: BillingConsole;

  beforeAll(async () => {
    office = await BillingConsole.open();
  });
  afterAll(() => office.close());

  it('leaves the list once it is excused in writing, and comes back when the excuse is lifted', async () => {
    const coop = await office.cooperative('Coopérative indulgente');
    await coop.subscriber('2026-11-01', 'Excusée');
    await coop.subscriber('2026-11-01', 'Attendue');
    const { page, goTo, complaints } = await office.console.window('administrator');
    await goTo(`/gestion/ecarts?emetteur=${coop.code}`);
    await page.getByRole('tab', { name: 'Non facturé (2)' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page
      .getByRole('row', { name: /Excusée/ })
      .getByText(/30\sjours dus et facturés par personne, du 1er au 30 novembre 2026/)
      .waitFor();
    await page.getByRole('checkbox', { name: 'Choisir Excusée' }).check();
    await page.getByRole('button', { name: 'Ne pas facturer…' }).click();
    await page.getByRole('button', { name: 'Enregistrer le motif' }).click();
    await page.getByText('Écrivez un motif d’au moins cinq caractères.').waitFor();
    await page.getByLabel('Motif').fill('Panne de tout le mois');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enregistrer le motif' }).click();
    await page.getByRole('tab', { name: 'Non facturé (1)' }).waitFor();

    await page.getByRole('tab', { name: 'Excusé (1)' }).click();
    await page.getByText('Panne de tout le mois').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lever' }).click();
    await page.getByRole('button', { name: 'Lever le motif' }).click();
    await page.getByRole('tab', { name: 'Non facturé (2)' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is corrected in bulk: chosen, previewed line by line, issued by the digest that was read', async () => {
    const coop = await office.cooperative('Coopérative du Bocage');
    const ended = await coop.subscriber('2026-11-01', 'Résiliée');
    const dearer = await coop.subscriber('2026-11-01', 'Baissée');
    await coop.bill();
    await office.contracts.cancelLine(actor, {
      line: ended.line,
      fromRevision: 1,
      onDay: localDate('2026-11-21'),
    });
    const { page, goTo, complaints } = await office.console.window('administrator');
    await goTo(`/gestion/ecarts?genre=en-trop&emetteur=${coop.code}`);
    await page
      .getByText(
        /10\sjours facturés par un émetteur à qui ils ne sont pas dus, du 21 au 30 novembre 2026\s: Coopérative du Bocage/,
      )
      .waitFor();
    await page.getByRole('checkbox', { name: 'Choisir Résiliée' }).check();
    await page.getByRole('link', { name: 'Corriger…' }).click();
    await page.getByLabel('Motif de la correction').fill('Résiliation au 21 novembre');
    await page.getByRole('button', { name: 'Préparer la correction' }).click();
    // 10 of 30 days of 100.00.
    await page.getByText(/Facturé du 21 au 30 novembre 2026 pour 33,33\s€ HT/).waitFor();
    await page.getByText(/Crédité du 21 au 30 novembre 2026\s: ces jours ne sont pas dus/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);

    // Somebody amends another line meanwhile: what was read is still what is issued.
    await office.contracts.amendLine(actor, {
      line: dearer.line,
      fromRevision: 1,
      change: { from: localDate('2026-11-16'), conditions: { unitPrice: '80' } },
    });
    await page.getByRole('button', { name: 'Émettre 1 avoir', exact: true }).click();
    await page.getByText('Correction émise').waitFor();
    await page.getByRole('link', { name: /^COOP\d+-2026-\d+$/ }).waitFor();
    expect(await coop.invoices()).toHaveLength(3);
    await goTo(`/gestion/ecarts?genre=autre-prix&emetteur=${coop.code}`);
    await page.getByRole('tab', { name: 'Facturé en trop (0)' }).waitFor();
    await page.getByRole('tab', { name: 'Autre prix (1)' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('that changed since it was previewed is refused, and prepared again with what was typed', async () => {
    const coop = await office.cooperative('Coopérative pressée');
    const { line } = await coop.subscriber('2026-11-01', 'Résiliée');
    await coop.bill();
    await office.contracts.cancelLine(actor, { line, fromRevision: 1, onDay: localDate('2026-11-21') });
    const { page, goTo } = await office.console.window('administrator');
    await goTo(`/gestion/ecarts/correction?emetteur=${coop.code}&lignes=${line}`);
    await page.getByLabel('Motif de la correction').fill('Résiliation');
    await page.getByRole('button', { name: 'Préparer la correction' }).click();
    await page.getByText(/pour 33,33\s€ HT/).waitFor();
    const [invoice] = await coop.invoices();
    const period = { from: localDate('2026-11-26'), to: localDate('2026-12-01') };
    await office.billing.creditInvoice(
      {
        invoiceId: invoice!.id,
        reason: 'Avoir fait ailleurs',
        scopes: [{ kind: 'days', position: 1, period }],
      },
      'essai',
    );
    await page.getByRole('button', { name: 'Émettre 1 avoir', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/Les écarts ont changé/)
      .waitFor();
    expect(await page.getByLabel('Motif de la correction').inputValue()).toBe('Résiliation');
    await page.getByRole('button', { name: 'Préparer de nouveau' }).click();
    // 5 days are left of 10: 83.33 less 66.67.
    await page.getByText(/Facturé du 21 au 25 novembre 2026 pour 16,66\s€ HT/).waitFor();
  });

  it('is read by an auditor, who is offered nothing to change', async () => {
    const { page, goTo } = await office.console.window('auditor');
    for (const kind of [
      'non-facture',
      'ailleurs',
      'sans-porteur',
      'autre-prix',
      'en-trop',
      'en-avance',
      'excuse',
    ]) {
      await goTo(`/gestion/ecarts?genre=${kind}`);
      await page.getByRole('heading', { level: 1, name: 'Écarts' }).waitFor();
    }
    expect(await page.getByRole('button', { name: 'Lever' }).count()).toBe(0);
    await goTo('/gestion/ecarts');
    expect(await page.getByRole('button', { name: 'Ne pas facturer…' }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
  });
});
