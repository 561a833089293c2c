import { Identity, systemActor } from '#identity';
import { type HttpAgent, TEST_PASSWORD } from '#test/api/start-api.js';
import { pngReceipt } from '#test/fixtures/receipts.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

const PHOTO = { name: 'IMG_2041.png', mimeType: 'image/png', buffer: pngReceipt(180, 60) };

/** An entrepreneur with an activity, another one with theirs, and the accountant of both. */
class Entrepreneurs {
  private constructor(
    readonly console_: OpenConsole,
    readonly accountant: HttpAgent,
  ) {}

  static async open(): Promise<Entrepreneurs> {
    const console_ = await openConsole({ today: '2026-11-22' });
    const { api } = console_;
    const administrator = await api.signedInAs('administrator');
    const activity = (name: string, accountId: number) =>
      administrator.post('/api/activities').send({ name, accountId }).expect(201);
    await activity('Atelier du Pont', await api.accountOf('member'));
    const other = await api.get(Identity).createAccount(systemActor('essai'), {
      email: 'loic@essai.coop',
      name: 'Loïc Autre',
      password: TEST_PASSWORD,
      roles: ['member'],
    });
    await activity('Studio du Quai', other.id);
    return new Entrepreneurs(console_, await api.signedInAs('accountant'));
  }

  /** The window of the other entrepreneur. */
  async another(): Promise<ConsoleWindow> {
    const window = await this.console_.window();
    const answer = await window.context.request.post('/api/session', {
      data: { email: 'loic@essai.coop', password: TEST_PASSWORD },
    });
    expect(answer.status()).toBe(201);
    return window;
  }
}

describe('expenses and the activity account, in a browser', () => {
  let story: Entrepreneurs;
  let sheet: string;

  beforeAll(async () => {
    story = await Entrepreneurs.open();
  });
  afterAll(() => story.console_.close());

  it('the entrepreneur enters an expense with its receipt on a telephone, and submits it', async () => {
    const { page, goTo, complaints } = await story.console_.window('member');
    await page.setViewportSize({ width: 390, height: 844 });
    await goTo('/activite/frais');
    await page.getByRole('heading', { name: 'Aucune note de frais' }).waitFor();
    await page.getByRole('button', { name: 'Nouvelle note de frais' }).click();
    await page.getByLabel('Intitulé de la note').fill('Déplacements de novembre');
    await page.getByText('Atelier du Pont').waitFor();
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.getByRole('heading', { name: 'Déplacements de novembre' }).waitFor();
    sheet = new URL(page.url()).pathname.split('/').at(-1)!;

    // Refused before anything is sent: no amount, nothing said of what it was for.
    await page.getByRole('button', { name: 'Ajouter une dépense' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Nouvelle dépense' });
    await dialogue.getByLabel('Jour de la dépense').fill('03/11/2026');
    await dialogue.getByRole('button', { name: 'Enregistrer' }).click();
    await dialogue.getByText('Saisissez le montant, comme 12,50').waitFor();
    await dialogue.getByText('Dites à quoi la dépense a servi').waitFor();

    // Refused by the API: what was chosen is no picture, whatever its name. The expense is kept.
    await dialogue.getByLabel('Objet').fill('Train pour Brest');
    await dialogue.getByLabel('Montant TTC').fill('44,00');
    await dialogue.getByLabel('dont TVA récupérable').fill('4');
    const choose = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
      const chooser = page.waitForEvent('filechooser');
      await dialogue.getByLabel('Photo ou PDF du justificatif').click();
      await (await chooser).setFiles(file);
    };
    await choose({ ...PHOTO, buffer: Buffer.from('je ne suis pas une photo') });
    await dialogue.getByRole('button', { name: 'Enregistrer' }).click();
    await dialogue.getByText(/n’est pas un justificatif lisible/).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await dialogue.getByRole('button', { name: 'Retirer le fichier' }).click();
    await choose(PHOTO);
    await dialogue.getByRole('button', { name: 'Enregistrer' }).click();
    await dialogue.waitFor({ state: 'detached' });

    await page.getByRole('img', { name: 'Justificatif : Train pour Brest' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Train pour Brest' }).count()).toBe(1);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Soumettre la note' }).click();
    await page.getByText('à valider').waitFor();
    expect(await page.getByRole('button', { name: 'Ajouter une dépense' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('another entrepreneur sees nothing of it', async () => {
    const { page, goTo } = await story.another();
    await goTo('/activite/frais');
    await page.getByRole('heading', { name: 'Aucune note de frais' }).waitFor();
    await goTo(`/activite/frais/${sheet}`);
    await page.getByText(`La note de frais ${sheet} n’existe pas`).waitFor();
    expect(await page.getByText('Déplacements de novembre').count()).toBe(0);
    await goTo('/activite/compte');
    expect(await page.getByText('Atelier du Pont').count()).toBe(0);
  });

  it('the accountant reads the receipt beside the lines and approves', async () => {
    const { page, goTo, complaints } = await story.console_.window('accountant');
    await goTo('/gestion/comptes/frais');
    await page.getByRole('link', { name: 'Déplacements de novembre' }).click();
    await page.getByRole('img', { name: 'Justificatif : Train pour Brest' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Valider la note' }).click();
    await page.getByText(/Validée par Essai accountant le 22\/11\/2026/).waitFor();
    await page.getByRole('button', { name: 'Noter le remboursement' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('a refused sheet is corrected and sent again: what was entered is there', async () => {
    const { page, goTo, complaints } = await story.console_.window('member');
    await page.setViewportSize({ width: 390, height: 844 });
    await goTo('/activite/frais');
    await page.getByRole('button', { name: 'Nouvelle note de frais' }).click();
    await page.getByLabel('Intitulé de la note').fill('Kilomètres');
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.getByRole('heading', { name: 'Kilomètres' }).waitFor();
    const refused = new URL(page.url()).pathname.split('/').at(-1)!;
    const answer = await page.request.post(`/api/my/expense-sheets/${refused}/lines`, {
      data: { spentOn: '2026-11-04', kind: 'mileage', label: 'Client', kilometres: '120.5', fiscalPower: 5 },
    });
    expect(answer.status()).toBe(201);
    await page.reload();
    await page.getByRole('button', { name: 'Soumettre la note' }).click();
    await page.getByText('à valider').waitFor();
    await story.accountant
      .post(`/api/expense-sheets/${refused}/refusal`)
      .send({ reason: 'Le trajet est de 12,5 km' })
      .expect(201);
    await page.reload();
    await page.getByText('« Corriger et renvoyer » en reprend les dépenses').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Corriger et renvoyer' }).click();
    await page.getByText('Elle reprend une note refusée.').waitFor();
    await page.getByRole('heading', { name: 'Client' }).waitFor();
    await page.getByRole('button', { name: 'Modifier Client' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Relire la note refusée et son motif' }).click();
    await page.getByText(/Le trajet est de 12,5 km/).waitFor();
    await page.getByRole('link', { name: 'Ouvrir la note corrigée' }).click();
    await page.getByRole('button', { name: 'Soumettre la note' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('the accountant enters a cost, takes a second one back, and sees both in the account', async () => {
    const { page, goTo, complaints } = await story.console_.window('accountant');
    await goTo('/gestion/comptes/charges');
    const enter = async (label: string, net: string) => {
      await page.getByRole('button', { name: 'Saisir une charge' }).click();
      const dialogue = page.getByRole('dialog', { name: 'Saisir une charge' });
      await dialogue.getByRole('combobox', { name: 'Activité' }).click();
      await page.getByRole('option', { name: /Atelier du Pont/ }).click();
      await dialogue.getByLabel('Jour').fill('05/11/2026');
      await dialogue.getByLabel('Libellé').fill(label);
      await dialogue.getByLabel('Montant HT').fill(net);
      await dialogue.getByRole('button', { name: 'Enregistrer la charge' }).click();
      await dialogue.waitFor({ state: 'detached' });
      await page.getByRole('rowheader', { name: label }).first().waitFor();
    };
    await enter('Disques', '120,50');
    await enter('Câbles', '30');
    await page.getByRole('button', { name: 'Contre-passer Câbles' }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('Motif').fill('erreur');
    await dialogue.getByRole('button', { name: 'Contre-passer' }).click();
    await page.getByText('contre-passée', { exact: true }).waitFor();
    await page.getByText('120,50 € hors taxes, contre-passations déduites').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await goTo('/gestion/comptes/remunerations');
    await page.getByRole('button', { name: 'Saisir un coût' }).click();
    const pay = page.getByRole('dialog', { name: 'Saisir un coût' });
    await pay.getByLabel('Mois').click();
    await page.getByRole('button', { name: 'Année suivante' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await goTo('/gestion/comptes');
    await page.getByRole('link', { name: 'Atelier du Pont' }).click();
    await page.getByRole('heading', { name: 'Compte de résultat analytique' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('the account of the month shows the expense and the cost, and says what each figure is', async () => {
    const { page, goTo, complaints } = await story.console_.window('member');
    await goTo('/activite/compte');
    await page.getByRole('heading', { name: 'Du facturé au disponible, novembre 2026' }).waitFor();
    const steps = page.getByRole('table', { name: /^Du facturé au disponible/ });
    await steps.getByRole('row', { name: /^Notes de frais −40,00 €/ }).waitFor();
    await steps.getByRole('row', { name: /^Charges directes −120,50 €/ }).waitFor();
    await steps.getByRole('row', { name: /^Disponible pour la rémunération −160,50 €/ }).waitFor();
    await steps.getByRole('button', { name: /Notes de frais/ }).click();
    await page.getByText(/Une note compte le jour de sa validation/).waitFor();
    await page.keyboard.press('Escape');
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    const statement = page.getByRole('link', { name: 'Relevé PDF, novembre 2026' }).first();
    const answer = await page.request.get((await statement.getAttribute('href'))!);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    expect(complaints).toEqual([]);
  });
});
