import type { Page } from 'playwright-core';
import { systemActor } from '#identity';
import { localDate } from '#kernel';
import { Capital } from '#membership';
import { openCapital } from '#test/scenarios/capital/open-capital.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

describe('capital, in a browser', () => {
  let console_: OpenConsole;
  let capital: Capital;
  let window: ConsoleWindow;
  let page: Page;
  let person: Record<'alice' | 'bob', number>;

  beforeAll(async () => {
    console_ = await openConsole({ today: '2026-11-22' });
    capital = console_.api.get(Capital);
    ({ person } = await openCapital(console_.api, await console_.api.signedInAs('administrator')));
    window = await console_.window('administrator');
    page = window.page;
  });
  afterEach(() => expect(window.complaints).toEqual([]));
  afterAll(() => console_.close());

  const choosePerson = async (label: string, name: string) => {
    await page.getByRole('combobox', { name: label, exact: true }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  };
  const chooseClass = async () => {
    await page.getByRole('combobox', { name: 'Catégorie de parts' }).click();
    await page.getByRole('option', { name: /Parts ordinaires/ }).click();
  };
  /** Leaving the field closes its calendar. */
  const typeDay = async (label: string, day: string) => {
    await page.getByLabel(label).fill(day);
    await page.getByLabel(label).press('Tab');
  };
  const save = () => page.getByRole('button', { name: 'Enregistrer', exact: true }).click();

  it('a bulletin is made, refused on a day to come, paid, undone and paid again', async () => {
    await window.goTo('/gestion/capital/bulletins');
    await page.getByText('Aucun bulletin').first().waitFor();
    await page.getByRole('button', { name: 'Nouveau bulletin' }).first().click();
    await choosePerson('Personne', 'Alice Martin');
    await chooseClass();
    await page.getByRole('textbox', { name: 'Nombre de parts' }).fill('120');
    await page.getByText(/120 × 50,00.€ = 6.000,00.€/).waitFor();
    await typeDay('Souscrit le', '01/12/2026');
    await save();
    await page.getByRole('alert').getByText('est à venir').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await typeDay('Souscrit le', '02/02/2026');
    await save();

    await page.getByRole('heading', { name: 'BS-2026-0001' }).waitFor();
    await page.getByRole('button', { name: 'Enregistrer un versement' }).click();
    await typeDay('Versé le', '03/02/2026');
    await save();
    await page.getByText('+120 A').waitFor();
    await page.getByRole('button', { name: 'Annuler le versement' }).click();
    // What happened is for the person to say.
    await save();
    await page.getByRole('dialog').getByText('À remplir').waitFor();
    await page.getByRole('radio', { name: /^La banque l’a repris/ }).check();
    await typeDay('Repris par la banque le', '04/02/2026');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await save();
    await page.getByText('−120 A').waitFor();
    await page.getByText('repris par la banque le 04/02/2026').waitFor();
    await page.getByRole('button', { name: 'Rapprocher de nouveau' }).click();
    await typeDay('Versé le', '05/02/2026');
    await save();
    await page.getByText('rapproché 2 fois').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    expect((await capital.holdingsOf(person.alice))[0]).toMatchObject({ quantity: 120 });
    expect((await capital.register()).total).toBe(3);
  });

  it('a transfer shows what it will change, and why it cannot be', async () => {
    await window.goTo('/gestion/capital');
    await page.getByText('Marge avant le plancher').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Céder des parts' }).click();
    await choosePerson('De', 'Alice Martin');
    await choosePerson('À', 'Bob Durand');
    await chooseClass();
    await page.getByRole('textbox', { name: 'Nombre de parts' }).fill('200');
    await typeDay('Convenue le', '01/03/2026');
    await page.getByText('n’aurait pas assez de parts A').waitFor();
    await page.getByRole('textbox', { name: 'Nombre de parts' }).fill('40');
    await page.getByRole('row', { name: /Bob Durand aucune part 40 A/ }).waitFor();
    await page.getByRole('textbox', { name: 'Motif ou décision' }).fill('Cession agréée');
    await save();
    await page.getByRole('row', { name: /Bob Durand.*40 A/ }).waitFor();
  });

  it('a withdrawal against the floor waits and says why', async () => {
    await window.goTo('/gestion/capital/retraits');
    await page.getByRole('button', { name: 'Demande de retrait' }).click();
    await choosePerson('Personne', 'Alice Martin');
    await chooseClass();
    await page.getByRole('textbox', { name: 'Nombre de parts' }).fill('60');
    await typeDay('Demandé le', '01/04/2026');
    await page.getByRole('textbox', { name: 'Motif ou décision' }).fill('Départ');
    await save();
    await page.getByRole('button', { name: 'Décider' }).click();
    await typeDay('Décidé le', '15/04/2026');
    await page.getByRole('textbox', { name: 'Motif ou décision' }).fill('Conseil du 15 avril');
    await save();
    // 6,000.00 held, 3,000.00 asked, a floor of 5,000.00.
    await page.getByText(/Il manque 2.000,00.€ de capital au-dessus du plancher/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    // 60 of the 80 that are left are promised to it: 21 are not to be had.
    await window.goTo('/gestion/capital');
    await page.getByRole('button', { name: 'Céder des parts' }).click();
    await choosePerson('De', 'Alice Martin');
    await choosePerson('À', 'Bob Durand');
    await chooseClass();
    await page.getByRole('textbox', { name: 'Nombre de parts' }).fill('21');
    await typeDay('Convenue le', '01/05/2026');
    await page.getByText(/a demandé le retrait de 60 parts A \(retrait 1, demandé le/).waitFor();
  });

  it('a signature is refused before its bulletin, recorded, and taken back', async () => {
    await window.goTo('/gestion/capital/bulletins');
    await page.getByRole('link', { name: 'BS-2026-0001' }).click();
    const sign = async (day: string) => {
      await page.getByRole('button', { name: 'Enregistrer la signature' }).click();
      await typeDay('Signé le', day);
      await save();
    };
    await sign('01/02/2026');
    await page.getByRole('alert').getByText('est du 2 février 2026').waitFor();
    await typeDay('Signé le', '03/02/2026');
    await save();
    await page.getByText('Signé par Alice Martin le 03/02/2026').waitFor();
    await page.getByRole('button', { name: 'Annuler la signature' }).click();
    await page.getByRole('textbox', { name: 'Motif ou décision' }).fill('Date fausse');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await save();
    await page.getByText('à signer', { exact: true }).waitFor();
    await sign('02/02/2026');
    await page.getByText('Signé par Alice Martin le 02/02/2026').waitFor();
  });

  it('recorded closings, and the interest of each holder, can be read', async () => {
    const actor = systemActor('essai');
    await capital.recordClosing(actor, { closingOn: localDate('2026-09-30'), lossesCents: 1_200 });
    for (const year of [2024, 2025])
      await capital.enterTmo(actor, { year, rateBasisPoints: 300, verified: false, source: 'Essai' });
    await capital.decideInterest(actor, {
      exercise: { from: localDate('2026-02-01'), to: localDate('2026-10-01') },
      rateBasisPoints: 100,
      decidedOn: localDate('2026-11-02'),
      reason: 'Assemblée du 2 novembre',
    });
    await window.goTo('/gestion/capital/retraits');
    await page.getByRole('row', { name: /30\/09\/2026 12,00.€ 6.000,00.€ essai/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await window.goTo('/gestion/capital/interet');
    await page.getByRole('link', { name: /02\/2026/ }).click();
    // 40 shares of 50.00 since 1 March: 2,000.00 × 1 % × 214 / 242 = 17.69.
    await page.getByRole('row', { name: /Bob Durand .* 17,69.€/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('a register with one bad line is refused with its line, and imported once it is right', async () => {
    await window.goTo('/gestion/capital/importer');
    const drop = (rows: string) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'registre.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`operation;date;type;nom;prenom;categorie;quantite;valeur nominale\n${rows}`),
      });
    await drop(
      '1;04/05/2026;souscription;Lagadec;Enora;A;2;50,00\n2;05/05/2026;retrait;Lagadec;Enora;A;3;50,00\n',
    );
    await page.getByRole('row', { name: /^3 .*Enora Lagadec n’aurait pas assez de parts/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Importer' }).isEnabled()).toBe(false);
    await drop('1;04/05/2026;souscription;Lagadec;Enora;A;2;50,00\n');
    await page.getByRole('button', { name: 'Importer' }).click();
    await page.getByRole('heading', { name: 'Import enregistré' }).waitFor();
    await page.getByRole('link', { name: 'Voir le registre' }).click();
    await page.getByRole('row', { name: /Enora Lagadec/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });
});
