import { Identity, systemActor } from '#identity';
import { Jobs } from '#jobs';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import { type HttpAgent, TEST_PASSWORD } from '#test/api/start-api.js';
import {
  type ConsoleWindow,
  findingsOfAxeInBothThemes,
  openConsole,
  type OpenConsole,
} from './open-console.js';

const TODAY = '2026-11-22';

/** A cooperative with the activities of two entrepreneurs, each paid in October: 1,200.00 and 600.00 with VAT. */
class TwoActivities {
  issuer = 0;
  /** The client's invoice, by activity. */
  readonly invoices = new Map<string, { id: number; number: string }>();

  private constructor(
    readonly console_: OpenConsole,
    readonly administrator: HttpAgent,
  ) {}

  static async open(): Promise<TwoActivities> {
    const console_ = await openConsole({ today: TODAY });
    const { api } = console_;
    const story = new TwoActivities(console_, await api.signedInAs('administrator'));
    const siren = sirenOf(81234567);
    story.issuer = (
      await story.post('issuers', {
        ...{ code: 'SCIC', name: 'Coopérative du Bocage', siren, vatNumber: vatNumberOf(siren), address },
        ...{ legalForm: 'SCIC SA à capital variable', iban: 'FR7630006000011234567890189' },
      })
    ).id;
    const other = await api.get(Identity).createAccount(systemActor('essai'), {
      ...{ email: 'loic@essai.coop', name: 'Loïc Autre', password: TEST_PASSWORD, roles: ['member'] },
    });
    await story.activity('Atelier du Pont', await api.accountOf('member'), '1000');
    await story.activity('Studio du Quai', other.id, '500');
    const run = await story.post('billing-runs', { issuer: 'SCIC', asOf: TODAY });
    await story.post(`billing-runs/${run.id}/approval`, { digest: run.digest });
    await api.get(Jobs).workUntilIdle();
    const { body } = await story.administrator.get('/api/invoices').expect(200);
    for (const { id, number, client, gross } of body.invoices) {
      story.invoices.set(client.name, { id, number });
      await story.post('payments', {
        ...{ receivedOn: '2026-10-12', amount: gross, means: 'transfer', reference: `VIR ${number}` },
        allocations: [{ invoice: id, amount: gross }],
      });
    }
    await story.post('contribution-schemes', {
      ...{ issuer: story.issuer, from: '2026-01-01', reason: 'Assemblée du 12 décembre 2025' },
      terms: { basis: 'collected', bands: [{ from: '0', rateBasisPoints: 1000 }], nature: 'commission' },
    });
    return story;
  }

  private async activity(name: string, accountId: number, unitPrice: string): Promise<void> {
    const activity = await this.post('activities', { name, accountId });
    const { id: client } = await this.post('clients', {
      ...{ name: `Client de ${name}`, channel: 'post', address, vatStatus: 'taxable' },
      siren: sirenOf(50000000 + Number(unitPrice)),
    });
    const contract = await this.post('contracts', {
      ...{ client, title: 'Conseil', activity: activity.id, carriedBy: this.issuer, from: '2026-11-01' },
    });
    await this.post('contract-lines', {
      contract: contract.id,
      ...{ kind: 'subscription', service: 'conseil', label: 'Conseil' },
      terms: [{ unitPrice, period: { from: '2026-11-01', to: null } }],
    });
  }

  async post(path: string, body: object): Promise<{ id: number; digest: string }> {
    return (await this.administrator.post(`/api/${path}`).send(body).expect(201)).body;
  }

  /** Closes October as it is read. @returns the numbers of its statements by activity */
  async closeOctober(): Promise<Map<string, number>> {
    const { body } = await this.administrator.get('/api/contribution-statements?month=2026-10').expect(200);
    const closed = await this.administrator
      .post('/api/contribution-closings')
      .send({
        issuer: this.issuer,
        month: '2026-10',
        statements: body.map(({ activity, amount }: { activity: { id: number }; amount: string }) => ({
          activity: activity.id,
          amount,
        })),
      })
      .expect(201);
    return new Map(
      closed.body.map(({ id, activity }: { id: number; activity: { name: string } }) => [activity.name, id]),
    );
  }

  async another(): Promise<ConsoleWindow> {
    const window = await this.console_.window();
    const answer = await window.context.request.post('/api/session', {
      data: { email: 'loic@essai.coop', password: TEST_PASSWORD },
    });
    expect(answer.status()).toBe(201);
    return window;
  }
}

describe('contributions as their entrepreneur and the office read them', () => {
  let story: TwoActivities;
  let statements = new Map<string, number>();

  beforeAll(async () => {
    story = await TwoActivities.open();
  });
  afterAll(() => story.console_.close());

  it('before a month is closed, the page says what will be there, and leads to the account', async () => {
    const { page, goTo, complaints } = await story.console_.window('member');
    await goTo('/activite/compte');
    await page.getByRole('link', { name: 'Mes contributions' }).last().click();
    await page.getByRole('heading', { name: 'Aucun relevé pour l’instant' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Mon compte d’activité' }).last().click();
    await page.waitForURL('**/activite/compte');
    expect(complaints.filter((each) => !each.includes('setItem'))).toEqual([]);
  });

  it('a document gets a rate of its own after a look at what it moves, and goes back to the scheme', async () => {
    const { page, goTo, complaints } = await story.console_.window('administrator');
    const { number } = story.invoices.get('Client de Studio du Quai')!;
    await goTo(`/gestion/contributions/baremes?emetteur=${story.issuer}`);
    await page.getByText('Aucun document n’a de taux à lui.').waitFor();
    await page.getByRole('button', { name: 'Donner un taux propre' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Donner un taux propre à un document' });
    const save = dialogue.getByRole('button', { name: 'Enregistrer' });
    await dialogue.getByRole('combobox', { name: 'Facture ou avoir' }).fill('Quai');
    await page.getByRole('option', { name: new RegExp(number) }).click();
    await dialogue.getByRole('textbox', { name: 'Taux (%)' }).fill('101');
    expect(await save.isDisabled()).toBe(true);
    await dialogue.getByRole('textbox', { name: 'Taux (%)' }).fill('5');
    // 500.00 × 10 % and 500.00 × 5 %
    await dialogue.getByRole('row', { name: /Studio du Quai octobre 2026 50,00.*25,00/ }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await dialogue.getByRole('textbox', { name: 'Motif' }).fill('Sous-traitance interne');
    await save.click();
    await dialogue.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: new RegExp(`${number}.*5.%.*Sous-traitance interne`) }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);

    await page.getByRole('button', { name: `Revenir au barème, ${number}` }).click();
    const ending = page.getByRole('dialog', { name: `${number} : revenir au barème` });
    await ending.getByRole('row', { name: /25,00.*50,00/ }).waitFor();
    await ending.getByRole('textbox', { name: 'Motif' }).fill('Saisi par erreur');
    await ending.getByRole('button', { name: 'Revenir au barème' }).click();
    await page.getByText('Aucun document n’a de taux à lui.').waitFor();
    expect(complaints.filter((each) => !each.includes('setItem'))).toEqual([]);
  });

  it('an accountant reads the rates and changes none', async () => {
    const { page, goTo } = await story.console_.window('accountant');
    await goTo(`/gestion/contributions/baremes?emetteur=${story.issuer}`);
    await page.getByText('Aucun document n’a de taux à lui.').waitFor();
    expect(await page.getByRole('button', { name: 'Donner un taux propre' }).count()).toBe(0);
  });

  it('a closed month is read on a telephone, each figure to its document, with its PDF', async () => {
    statements = await story.closeOctober();
    const { page, goTo, context, complaints } = await story.console_.window('member');
    await page.setViewportSize({ width: 390, height: 844 });
    await goTo('/activite/contributions');
    await page.getByRole('link', { name: /octobre 2026/ }).click();
    await page.getByRole('heading', { name: /Relevé de commission RC-SCIC-2026-000\d/ }).waitFor();
    const { number } = story.invoices.get('Client de Atelier du Pont')!;
    await page.getByText(new RegExp(`10.% de 1.000,00.€ encaissés le 12 octobre sur ${number}`)).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    // Nothing wider than the telephone.
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    const href = await page.getByRole('link', { name: 'PDF' }).getAttribute('href');
    const pdf = await context.request.get(href!);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect(complaints.filter((each) => !each.includes('setItem'))).toEqual([]);
  });

  it('another’s statement answers as if it did not exist', async () => {
    const theirs = statements.get('Atelier du Pont')!;
    const { page, goTo, context } = await story.another();
    await goTo('/activite/contributions');
    await page.getByRole('link', { name: /octobre 2026/ }).waitFor();
    await goTo(`/activite/contributions/${theirs}`);
    await page.getByText(`Le relevé ${theirs} n’existe pas`).waitFor();
    expect(await page.getByText('Atelier du Pont').count()).toBe(0);
    for (const path of ['', '/pdf']) {
      const answer = await context.request.get(`/api/my/contribution-statements/${theirs}${path}`);
      expect(answer.status()).toBe(404);
    }
  });
});
