import type { Page } from 'playwright-core';
import { DemoCalendar, tellAssociates } from '#installation';
import { systemActor } from '#identity';
import { localDate } from '#kernel';
import { Capital, Membership } from '#membership';
import { UnitOfWork } from '#persistence';
import { sirenOf } from '#test/fixtures/cooperative.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

const TODAY = '2026-11-22';
const actor = systemActor('essai');

describe('associates, in a browser', () => {
  let console_: OpenConsole;
  let membership: Membership;
  let window: ConsoleWindow;
  let page: Page;
  let persons: Map<string, number>;

  /** Types a day and leaves the field, so that the calendar closes. */
  const typeDay = async (label: RegExp, day: string) => {
    const field = page.getByRole('dialog').getByRole('textbox', { name: label });
    await field.fill(day);
    await field.press('Tab');
  };
  const choose = async (label: RegExp, option: string) => {
    await page.getByRole('dialog').getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  beforeAll(async () => {
    console_ = await openConsole({ today: TODAY });
    const { api } = console_;
    membership = api.get(Membership);
    const capital = api.get(Capital);
    const accounts = new Map([['associate', await api.accountOf('associate')]]);
    persons = await api
      .get(UnitOfWork)
      .run((tx) =>
        tellAssociates({ tx, membership, actor, calendar: new DemoCalendar(localDate(TODAY)), accounts }),
      );
    const classId = await capital.createClass(actor, {
      code: 'A',
      name: 'Parts ordinaires',
      nominalCents: 5000,
      from: localDate('2022-01-01'),
    });
    const subscribedOn = localDate('2026-06-01');
    const wish = { person: persons.get('HAMON')!, classId, quantity: 4, subscribedOn };
    const subscription = await capital.subscribe(actor, wish);
    await capital.pay(actor, { subscription, amountCents: 20_000, paidOn: subscribedOn });
    window = await console_.window('administrator');
    page = window.page;
    const address = { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' };
    const issuer = { code: 'SCIC', name: 'La Fabrique', siren: sirenOf(50_000_001), address };
    expect((await window.context.request.post('/api/issuers', { data: issuer })).status()).toBe(201);
  });
  afterEach(() => expect(window.complaints).toEqual([]));
  afterAll(() => console_.close());

  it('the 21 are listed, filtered by college in the address, and one is opened', async () => {
    await window.goTo('/gestion/societaires');
    await page.getByText('21 sociétaires').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Collège' }).click();
    await page.getByRole('option', { name: 'Travail' }).click();
    await page.waitForURL(/college=TRAVAIL/);
    await page.getByText('5 sociétaires').waitFor();
    await page.getByRole('link', { name: 'Malo Le Goff' }).click();
    await page.getByText('sociétaire n° 1 depuis le 03/01/2022').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('what falls due leads to the person, whose admission is refused without a college and then recorded', async () => {
    await window.goTo('/gestion/societaires/echeances');
    const alert = page.getByRole('listitem').filter({ hasText: 'Inès Ronce doit entrer au sociétariat' });
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await alert.getByRole('link', { name: 'Ouvrir la fiche' }).click();
    await page.getByText('hors sociétariat').waitFor();
    await page.getByRole('button', { name: 'Admettre' }).click();
    await choose(/^Catégorie/, 'Producteurs indépendants');
    await typeDay(/^Décidé le/, '20/11/2026');
    await typeDay(/^Effet le/, '18/11/2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('dialog').getByText('À remplir.').waitFor();
    await choose(/^Collège/, 'Travail');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    // The effect precedes the decision: refused in words, and what was typed stays.
    await page.getByRole('alert').getByText('nul n’entre ni ne sort avant qu’on l’ait décidé').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await typeDay(/^Effet le/, '21/11/2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('sociétaire n° 22 depuis le 21/11/2026').waitFor();
    await window.goTo('/gestion/societaires/echeances');
    await page.getByText('La période d’essai de Yann Quéméner').waitFor();
    expect(await page.getByText('Inès Ronce').count()).toBe(0);
  });

  it('an exit is recorded, and the associate is found among the former ones', async () => {
    await window.goTo(`/gestion/societaires/personnes/${persons.get('LEBRIS')!}`);
    await page.getByRole('button', { name: 'Enregistrer la sortie' }).click();
    await typeDay(/^Décidé le/, '02/11/2026');
    await typeDay(/^Effet le/, '15/11/2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('sociétaire n° 15 jusqu’au 15/11/2026').waitFor();
    await window.goTo('/gestion/societaires?presence=former');
    await page.getByRole('link', { name: 'Ronan Le Bris' }).waitFor();
  });

  it('an exit recorded by mistake is taken back with its reason; then the admission is, unless shares were held', async () => {
    const take = async (button: string, reason: string) => {
      await page.getByRole('button', { name: button }).click();
      if (reason)
        await page
          .getByRole('dialog')
          .getByRole('textbox', { name: /^Motif/ })
          .fill(reason);
      await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’enregistrement' }).click();
    };
    await window.goTo(`/gestion/societaires/personnes/${persons.get('LEBRIS')!}`);
    await take('Annuler cette sortie', '');
    await page.getByRole('dialog').getByText('À remplir.').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^Motif/ })
      .fill('Démission reprise');
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’enregistrement' }).click();
    await page.getByText('sociétaire n° 15 depuis le 15/06/2025').waitFor();
    await page.getByText(/Démission reprise \(/).waitFor();
    await take('Annuler cette admission', 'Homonyme');
    await page.getByText('hors sociétariat').waitFor();
    await page.getByText('N° 15 · Admission annulée').waitFor();
    await page.getByText(/Homonyme \(/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await window.goTo(`/gestion/societaires/personnes/${persons.get('HAMON')!}`);
    await take('Annuler cette admission', 'Essai');
    await page.getByRole('alert').getByText('4 parts détenues').waitFor();
  });

  it('somebody in the register is not erased, and is told why', async () => {
    await window.goTo(`/gestion/societaires/personnes/${persons.get('BIHAN')!}`);
    await page.getByRole('button', { name: 'Effacer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Effacer' }).click();
    await page.getByRole('alert').getByText('se conserve toute la vie de la coopérative').waitFor();
    expect((await membership.readPerson('BIHAN')).fullName).toBe('Katell Bihan');
  });

  it('weights of colleges stand against their bounds, in a picture and in a table', async () => {
    await window.goTo('/gestion/societaires/colleges');
    await page.getByRole('row', { name: /Usagers 9 30 % 3,33 % de 10 % à 50 %/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('bylaws that break a bound are told so while they are typed, refused with the article, and kept once right', async () => {
    await window.goTo('/gestion/societaires/statuts/modifier');
    await page.getByText('Aucune borne n’est franchie.').waitFor();
    const weights = page.getByRole('textbox', { name: 'Poids (%)' });
    await weights.nth(0).fill('55');
    await weights.nth(3).fill('5');
    await page.getByText('Ces statuts seraient refusés').waitFor();
    await page.getByText('Le collège « Travail » aurait 55 % des voix').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('textbox', { name: /^En vigueur à partir du/ }).fill('01/01/2027');
    await page.getByRole('textbox', { name: /^Motif/ }).fill('Assemblée extraordinaire du 14 décembre');
    await page.getByRole('button', { name: 'Enregistrer cette version' }).click();
    await page.getByRole('alert').getByText('art. 19 octies').waitFor();
    expect(await membership.listBylaws()).toHaveLength(1);
    await weights.nth(0).fill('30');
    await weights.nth(3).fill('20');
    await page.getByText('Aucune borne n’est franchie.').waitFor();
    await page.getByRole('button', { name: 'Enregistrer cette version' }).click();
    await page.getByText('À partir du 01/01/2027').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('bylaws with a figure that cannot be read say which one, and nothing of their bounds', async () => {
    await window.goTo('/gestion/societaires/statuts/modifier');
    await page.getByText('Aucune borne n’est franchie.').waitFor();
    await page.getByRole('textbox', { name: 'Poids (%)' }).nth(0).fill('zz');
    await page.getByText('Un champ manque ou ne se lit pas').waitFor();
    expect(await page.getByText('Aucune borne n’est franchie.').count()).toBe(0);
    await page.getByRole('textbox', { name: /^En vigueur à partir du/ }).fill('01/02/2027');
    await page.getByRole('textbox', { name: /^Motif/ }).fill('Assemblée du 4 janvier');
    await page.getByRole('button', { name: 'Enregistrer cette version' }).click();
    await page.getByText('Un pourcentage entre 0 et 100').waitFor();
  });

  it('who holds no share is offered no certificate', async () => {
    await window.goTo(`/gestion/societaires/personnes/${persons.get('GARANCE')!}`);
    await page.getByText('aucune aujourd’hui').waitFor();
    expect(await page.getByRole('link', { name: 'Attestation de parts (PDF)' }).count()).toBe(0);
  });

  it('an associate reads their own shares and nothing of others', async () => {
    const own = await console_.window('associate');
    await own.goTo('/societariat');
    await own.page.getByText('n° 8').or(own.page.getByText('Usagers et clients')).first().waitFor();
    await own.page
      .getByRole('row', { name: /A – Parts ordinaires 01\/06\/2026 4 50,00 € 200,00 € 200,00 €/ })
      .waitFor();
    expect(await findingsOfAxeInBothThemes(own.page)).toEqual([]);
    const link = own.page.getByRole('link', { name: 'Attestation de parts (PDF)' });
    const certificate = await own.context.request.get((await link.getAttribute('href'))!);
    expect([certificate.status(), certificate.headers()['content-type']]).toEqual([200, 'application/pdf']);
    const others = await own.context.request.get(`/api/persons/${persons.get('GARANCE')!}/share-certificate`);
    expect(others.status()).toBe(403);
    expect(own.complaints).toEqual([]);
  });
});
