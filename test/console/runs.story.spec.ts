import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Documents } from '#documents';
import { BillingConsole, TODAY } from './billing-console.js';
import { findingsOfAxeInBothThemes } from './open-console.js';

describe('a run in the console', () => {
  let office: BillingConsole;

  beforeAll(async () => {
    office = await BillingConsole.open();
  });
  afterAll(() => office.close());

  const approve = async (page: Page) => {
    await page.getByRole('button', { name: 'Approuver…' }).click();
    await page.getByRole('button', { name: /^Approuver et émettre/ }).click();
  };

  const close = async (page: Page) => {
    await page.getByRole('button', { name: 'Clôturer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clôturer' }).click();
  };

  it('of 300 invoices is proposed, read, approved by its digest and watched, across a reload', async () => {
    const coop = await office.cooperative('Coopérative aux trois cents clients');
    await coop.subscribers(300);
    const { page, goTo, complaints } = await office.console.window('administrator');
    await goTo('/gestion/campagnes');
    await page.getByRole('link', { name: 'Proposer une campagne' }).first().click();
    await page.getByLabel('Facturer ce qui est dû au').fill('22/11/2026');
    await page.keyboard.press('Tab');
    await page.getByLabel('Date portée par les factures').fill('22/11/2026');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Proposer', exact: true }).click();
    await page.getByText('300 factures proposées').waitFor();
    await page.getByText(/300 factures, 300 clients, 30\s000,00\s€ HT, 36\s000,00\s€ TTC/).waitFor();
    const run = Number(/campagnes\/(\d+)/.exec(page.url())?.[1]);

    await page.getByLabel('Chercher un client').fill('client 28');
    await page.getByText(/10 factures, 10 clients/).waitFor();
    expect(page.url()).toContain('client=client+28');

    await page.getByRole('button', { name: 'Approuver…' }).click();
    const dialogue = page.getByRole('dialog', { name: /Approuver la campagne/ });
    await dialogue
      .getByText(/Vous approuvez 300 factures pour 30\s000,00\s€ HT, soit 36\s000,00\s€ TTC/)
      .waitFor();
    await dialogue.getByText(/Empreinte de ce que vous avez lu\s: [0-9a-f]{4} [0-9a-f]{4}/).waitFor();
    await dialogue.getByRole('button', { name: 'Approuver et émettre 300 factures' }).click();
    await page.getByText('0 sur 300').waitFor();

    // A worker issues a hundred and stops: the page has heard of it, and so has the page that is loaded again.
    const stopping = new AbortController();
    await office.billing.issueRun(run, {
      issuedBy: 'essai',
      batchSize: 100,
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });
    await page.getByText('100 sur 300').waitFor();
    await page.reload();
    await page.getByText('100 sur 300').waitFor();
    const issued = page.getByRole('progressbar', { name: 'Émises' });
    expect(await issued.getAttribute('aria-valuetext')).toBe('100 sur 300');

    const working = office.work();
    await page.getByText('300 sur 300').first().waitFor();
    await working;
    await page.getByText('Terminé').waitFor();
    await page.getByText('300 factures émises').waitFor();
    expect(await page.getByText('300 sur 300').count()).toBe(3);
    expect(await coop.invoices()).toHaveLength(300);
    await close(page);
    await page.getByText('clôturée').waitFor();
    expect(complaints).toEqual([]);
  }, 90_000);

  it('that another tab has billed meanwhile is refused, and says who billed what', async () => {
    const coop = await office.cooperative('Coopérative du Bocage');
    await coop.subscriber();
    await coop.subscriber();
    const { page, goTo, tab, complaints } = await office.console.window('administrator');
    const second = await tab();
    await goTo(`/gestion/campagnes/${await coop.propose()}`);
    await goTo(`/gestion/campagnes/${await coop.propose()}`, second);
    await approve(page);
    await page.getByText('0 sur 2').first().waitFor();
    await office.work();
    await page.getByText('2 factures émises').waitFor();

    await approve(second);
    const refusal = second.getByRole('alert');
    await refusal
      .getByText(
        /déjà facturée par Coopérative du Bocage du 1er au 30 novembre 2026, facture COOP\d+-2026-\d+ du 22 novembre 2026/,
      )
      .waitFor();
    await refusal.getByText(/Rien n’a été approuvé ni facturé une seconde fois/).waitFor();
    await second.getByRole('button', { name: 'Relire encore' }).click();

    await second.getByRole('button', { name: 'Abandonner' }).click();
    await second.getByRole('button', { name: 'Abandonner la proposition' }).click();
    await second.getByText('abandonnée').waitFor();
    expect(await coop.invoices()).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  it('shows each failure with its reason, tries it again, and closes once nothing is open', async () => {
    const coop = await office.cooperative('Coopérative malchanceuse');
    const refused = await coop.subscriber('2026-11-01', 'Refusée par la base');
    await coop.subscriber('2026-11-01', 'Sans PDF');
    const documents = office.console.api.get(Documents);
    const draw = documents.render.bind(documents);
    const render = jest.spyOn(documents, 'render').mockImplementation(async (document) => {
      if (document.buyer.name === 'Sans PDF') throw new Error('plus de place sur le disque');
      return draw(document);
    });
    await office.asOwner(
      `ALTER TABLE billing.invoice ADD CONSTRAINT not_this_client CHECK (client_id <> ${refused.client})`,
    );
    const { page, goTo, complaints } = await office.console.window('administrator');
    await goTo(`/gestion/campagnes/${await coop.propose()}`);
    await approve(page);
    await page.getByText('0 sur 2').first().waitFor();
    for (let attempts = 0; attempts < 9; attempts += 1) {
      await office.work();
      await office.read(
        `WITH again AS (UPDATE jobs.job SET run_after = now() WHERE state = 'failed' RETURNING id) SELECT id FROM again`,
      );
    }
    await page.getByRole('tab', { name: /Points ouverts \(2\)/ }).click();
    const failed = page.getByRole('row', { name: /Refusée par la base/ });
    await failed.getByText(/not_this_client/).waitFor();
    const stuck = page.getByRole('row', { name: /Sans PDF/ });
    await stuck.getByText('plus de place sur le disque').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);

    await page.getByRole('button', { name: 'Clôturer' }).click();
    const closing = page.getByRole('dialog', { name: /Clôturer la campagne/ });
    await closing.getByText('Il reste 1 envoi à régler.').waitFor();
    expect(await closing.getByRole('button', { name: 'Clôturer' }).count()).toBe(0);
    expect(await closing.getByRole('link', { name: 'Voir les envois à régler' }).getAttribute('href')).toBe(
      '/gestion/factures/envois',
    );
    await closing.getByRole('link', { name: 'Voir les points ouverts' }).click();
    render.mockRestore();
    await stuck.getByRole('button', { name: 'Reprendre', exact: true }).click();
    await page.getByText('Repris').first().waitFor();
    await office.work();
    await stuck.waitFor({ state: 'detached' });

    await close(page);
    await page
      .getByRole('alert')
      .getByText(/ne peut pas encore être clôturée/)
      .waitFor();
    await page.getByRole('link', { name: 'Voir les points ouverts' }).click();
    await office.asOwner('ALTER TABLE billing.invoice DROP CONSTRAINT not_this_client');
    await failed.getByRole('button', { name: 'Tenter de nouveau' }).click();
    await failed.waitFor({ state: 'detached' });
    await office.work();
    await page.getByText('Rien n’attend').waitFor();

    await close(page);
    await page.getByText('clôturée').waitFor();
    await page.getByRole('tab', { name: 'Chronologie' }).click();
    await page.getByText(/Facture n°\s1 à tenter de nouveau/).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('lets a held invoice go for a reason in writing, kept across a reload, and never a blocked one', async () => {
    const coop = await office.cooperative('Coopérative prudente');
    await coop.subscriber('2026-11-01', 'À jour');
    await coop.subscriber('2026-07-01', 'En retard');
    const { client } = await coop.subscriber('2026-11-01', 'Injoignable');
    await office.asOwner(`UPDATE contracts.client SET channel = NULL, email = NULL WHERE id = ${client}`);
    const { page, goTo, complaints } = await office.console.window('administrator');
    await goTo(`/gestion/campagnes/${await coop.propose()}`);
    await page.getByRole('link', { name: 'Injoignable' }).click();
    await page
      .getByRole('dialog', { name: /Facture n°/ })
      .getByText(/ne s’autorise pas/)
      .waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('checkbox', { name: 'Choisir En retard' }).check();
    await page.getByRole('button', { name: 'Autoriser 1 facture…' }).click();
    await page.getByRole('button', { name: 'Autoriser à l’approbation' }).click();
    await page.getByText('Écrivez un motif d’au moins cinq caractères.').waitFor();
    const releases = page.getByRole('region', { name: 'Ce que vous autorisez' });
    await releases.getByText('En retard', { exact: true }).waitFor();
    await releases.getByText(/^500,00\s€$/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByLabel('Motif').fill('Vu avec le client le 20 novembre');
    await page.getByRole('button', { name: 'Autoriser à l’approbation' }).click();
    await page.reload();
    await page
      .getByRole('row', { name: /En retard/ })
      .getByText('autorisée', { exact: true })
      .waitFor();

    await page.getByRole('button', { name: 'Approuver…' }).click();
    const dialogue = page.getByRole('dialog', { name: /Approuver la campagne/ });
    // One month of the first client, five of the late one: 100.00 + 500.00.
    await dialogue.getByText(/Vous approuvez 2 factures pour 600,00\s€ HT/).waitFor();
    await dialogue.getByText(/1 facture reste retenue/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await dialogue.getByRole('button', { name: 'Approuver et émettre 2 factures' }).click();
    await page.getByText('0 sur 2').first().waitFor();
    await office.work();
    await page.getByText('2 factures émises').waitFor();
    await page.getByRole('link', { name: 'En retard' }).click();
    await page.getByText(/Autorisée par Essai administrator\s: Vu avec le client/).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('out of line with those before is accepted by typing the number of its invoices, and compared with them', async () => {
    const coop = await office.cooperative('Coopérative qui grandit');
    await coop.subscriber('2026-08-01');
    for (const day of ['2026-08-05', '2026-09-05', '2026-10-05']) {
      office.console.api.clock.setToday(day);
      await coop.bill(day);
    }
    office.console.api.clock.setToday(TODAY);
    await coop.subscribers(3);
    const { page, goTo, complaints } = await office.console.window('administrator');
    await goTo(`/gestion/campagnes/${await coop.propose()}`);
    await page.getByText(/dépasse le double des campagnes précédentes/).waitFor();
    await page.getByRole('button', { name: 'Approuver…' }).click();
    const submit = page.getByRole('button', { name: 'Approuver et émettre 4 factures' });
    await submit.click();
    await page.getByText('Écrivez 4 pour accepter ces remarques.').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByLabel(/écrivez le nombre de factures/).fill('4');
    await submit.click();
    await page.getByText('0 sur 4').first().waitFor();
    await office.work();
    await page.getByText('4 factures émises').waitFor();

    await page.getByRole('tab', { name: 'Comparaison' }).click();
    await page.getByText('1 ligne inchangée.').waitFor();
    await page.getByText('Apparues (3)').click();
    await page.getByText('3 lignes', { exact: true }).waitFor();
    expect(page.url()).toContain('ecart=appeared');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('reads well on a telephone, on paper and for whoever may only read', async () => {
    const coop = await office.cooperative('Coopérative lue de près');
    await coop.subscriber('2026-07-01');
    await coop.subscriber();
    const run = await coop.propose();
    const { page, goTo, complaints } = await office.console.window('auditor');
    for (const path of [
      '/gestion/campagnes',
      `/gestion/campagnes/${run}`,
      `/gestion/campagnes/${run}?vue=retenus`,
      `/gestion/campagnes/${run}?vue=chronologie`,
      `/gestion/campagnes/${run}/impression`,
    ]) {
      await goTo(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([path, await findingsOfAxeInBothThemes(page)]).toEqual([path, []]);
    }
    await goTo(`/gestion/campagnes/${run}`);
    await page.getByText('Un administrateur approuve les campagnes.').waitFor();
    expect(await page.getByRole('button', { name: 'Approuver…' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Points ouverts' }).click();
    await page.getByRole('link', { name: '1 facture retenue' }).waitFor();
    await goTo('/gestion/campagnes/proposer');
    await page.getByText('Un administrateur ou un comptable propose les campagnes.').waitFor();
    expect(await page.getByRole('button', { name: 'Proposer', exact: true }).count()).toBe(0);
    await goTo(`/gestion/campagnes/${run}`);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await goTo('/gestion/campagnes/987654');
    await page.getByRole('alert').getByText('La campagne 987654 n’existe pas.').waitFor();
    expect(complaints).toEqual([]);
  }, 90_000);

  it('is asked for by an accountant, who sees what will be looked at', async () => {
    const { page, goTo } = await office.console.window('accountant');
    await goTo('/gestion/campagnes/proposer');
    await page.getByText('Ce qui sera regardé').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByLabel('Facturer ce qui est dû au').fill('01/01/2099');
    await page.keyboard.press('Tab');
    await page.getByLabel('Date portée par les factures').fill('22/11/2026');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Proposer', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/Rien n’a été proposé/)
      .waitFor();
    expect(await page.getByLabel('Facturer ce qui est dû au').inputValue()).toBe('01/01/2099');
  });
});
