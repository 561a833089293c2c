import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Office } from '#test/scenarios/invoicing/office.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

describe('what goes on behind and what proves it, in a browser', () => {
  let console_: OpenConsole;
  let office: Office;

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-work-'));
    console_ = await openConsole({ today: '2026-11-22', configuration: { INTENDANCE_DATA: folder } });
    office = await Office.within(console_.api, folder);
    await office.subscription('2026-11-01');
    await office.bill();
  });
  afterAll(() => console_.close());

  it('shows a stuck job as it is, and gives it its attempts back', async () => {
    await office.sql(
      `INSERT INTO jobs.job (kind, key, state, attempts, last_error) VALUES ('billing.render', '424242', 'stuck', 8, 'plus de papier') RETURNING id`,
    );
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion/reglages/travaux?etat=stuck');
    await page.getByText('plus de papier').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page
      .getByRole('button', { name: 'Reprendre le travail Mise en forme d’une facture 424242' })
      .click();
    await page.getByText('Aucun travail ici').waitFor();
    await office.sql(`DELETE FROM jobs.job WHERE key = '424242' RETURNING id`);
  });

  it('turns scheduled billing on only for who has the drift before them, and pauses it', async () => {
    const { page, goTo } = await console_.window('administrator');
    await goTo('/gestion/reglages/programmation');
    await page.getByText('Elle n’a encore été mise en service par personne.').waitFor();
    await page.getByText('Aucun écart').waitFor();
    // Meanwhile a line falls due: what the page shows is no longer what is.
    await office.subscription('2026-11-01');
    await page.getByRole('button', { name: 'mettre en service' }).click();
    await page.getByRole('alert', { name: 'Les écarts ont changé depuis' }).waitFor();
    await page.reload();
    await page.getByRole('cell', { name: '1\u00a0ligne, 30\u00a0jours' }).waitFor();
    await page.getByRole('button', { name: 'mettre en service' }).click();
    await page.getByText('Mise en service par Essai administrator').waitFor();
    await page.getByRole('switch', { name: 'Émettre sans personne pour Coopérative du Bocage' }).click();
    await page.getByLabel('Factures au plus').fill('12');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Réglé par Essai administrator.').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Suspendre' }).click();
    await page.getByText('Suspendue\u202f: elle a été suspendue par Essai administrator.').waitFor();
    const { body } = await office.accountant.get('/api/scheduling').expect(200);
    expect(body).toMatchObject({
      on: false,
      automaticIssue: [{ issuer: 'SCIC', mostDocuments: 12, enabled: true }],
    });
  });

  it('proves in words, and says honestly that it knows of no backup', async () => {
    const { page, goTo } = await console_.window('auditor');
    await goTo('/gestion/reglages/preuves');
    await page.getByText('Cette version ne fait pas de sauvegarde').waitFor();
    await page.getByText('Aucune nuit n’a encore été vérifiée').waitFor();
    await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
    const now = page.getByRole('region', { name: 'Vérifié à l’instant' });
    await now.getByText('Tout tient').waitFor();
    await now.getByText('Chaque jour d’une ligne est facturé au plus une fois').click();
    await now.getByText('SCIC-2026-00001').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('reads the series, the legal texts of a day and the trail', async () => {
    const { page, goTo, complaints } = await console_.window('auditor');
    await goTo('/gestion/reglages/series');
    await page.getByRole('row', { name: /SCIC-2026-.*pas encore vérifiée/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await goTo('/gestion/reglages/textes?le=2026-08-31');
    await page.getByText('TVA non applicable, article 293 B du CGI', { exact: true }).waitFor();
    await page.getByRole('button', { name: '01/09/2026' }).click();
    await page
      .getByText('TVA non applicable, franchise en base (article 293 B du CGI, repris au CIBS)')
      .waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await goTo('/gestion/reglages/journal?domaine=billing');
    await page.getByText('approuve une campagne').first().waitFor();
    expect(await page.getByText('se connecte').count()).toBe(0);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
