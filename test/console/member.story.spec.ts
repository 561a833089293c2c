import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Jobs } from '#jobs';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import type { HttpAgent } from '#test/api/start-api.js';
import { findingsOfAxeInBothThemes, openConsole, type OpenConsole } from './open-console.js';

/** A member with an activity, another activity beside it, and one client who gets one invoice for both. */
class Member {
  private clients = 0;
  private constructor(
    readonly console_: OpenConsole,
    private readonly administrator: HttpAgent,
    private readonly folder: string,
    readonly own: number,
    readonly shared: number,
    readonly others: number,
  ) {}

  static async open(): Promise<Member> {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-member-'));
    const console_ = await openConsole({ today: '2026-11-22', configuration: { INTENDANCE_DATA: folder } });
    const { api } = console_;
    const administrator = await api.signedInAs('administrator');
    const post = async (path: string, body: object) =>
      (await administrator.post(`/api/${path}`).send(body).expect(201)).body;
    const siren = sirenOf(81234567);
    const { id: issuer } = await post('issuers', {
      ...{ code: 'SCIC', name: 'Coopérative du Bocage', siren, vatNumber: vatNumberOf(siren), address },
      ...{ legalForm: 'SCIC SA à capital variable', iban: 'FR7630006000011234567890189' },
    });
    const accountId = await api.accountOf('member');
    const mine = (await post('activities', { name: 'Atelier du Pont', accountId })).id;
    const another = (await post('activities', { name: 'Studio du Quai' })).id;
    const client = async (name: string, details: object = {}) =>
      (
        await post('clients', {
          ...{ name, address, vatStatus: 'taxable', channel: 'email', email: 'compta@exemple.test' },
          ...{ siren: sirenOf(50000000 + name.length), ...details },
        })
      ).id;
    const agree = async (activity: number, of: number, service: string): Promise<number> => {
      const contract = await post('contracts', {
        ...{ client: of, title: service, activity, carriedBy: issuer, from: '2026-11-01' },
      });
      await post('contract-lines', {
        contract: contract.id,
        ...{ kind: 'subscription', service, label: service },
        terms: [{ unitPrice: '100', period: { from: '2026-11-01', to: null } }],
      });
      return contract.id;
    };
    const both = await client('Mairie de Plélan', { grouping: 'client' });
    const own = await agree(mine, await client('Atelier Bois'), 'Nextcloud');
    const shared = await agree(mine, both, 'Messagerie');
    const others = await agree(another, both, 'Impression secrète');
    const run = await post('billing-runs', { issuer: 'SCIC', asOf: '2026-11-22' });
    await post(`billing-runs/${run.id}/approval`, { digest: run.digest });
    await api.get(Jobs).workUntilIdle();
    return new Member(console_, administrator, folder, own, shared, others);
  }

  async close(): Promise<void> {
    await this.console_.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async takeActivityAway(): Promise<void> {
    const { body } = await this.administrator.get('/api/activities').expect(200);
    const [{ id }] = body.items.filter(({ accountId }: { accountId: number | null }) => accountId !== null);
    await this.administrator.patch(`/api/activities/${id}`).send({ accountId: null }).expect(200);
  }
}

describe('the space of a member, in a browser', () => {
  let story: Member;

  beforeAll(async () => {
    story = await Member.open();
  });
  afterAll(() => story.close());

  it('shows the contracts of the own activities, their billed days, and nobody else’s', async () => {
    const { page, goTo, complaints } = await story.console_.window('member');
    await goTo('/');
    await page.waitForURL('**/activite');
    await page.getByRole('rowheader', { name: 'Nextcloud' }).waitFor();
    await page.getByText('200,00 € par mois au total').waitFor();
    expect(await page.getByText('Impression secrète').count()).toBe(0);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Nextcloud' }).click();
    await page.getByRole('heading', { name: 'Jours facturés' }).waitFor();
    await page.getByText('100,00 € par mois').waitFor();
    const strip = page.getByRole('application');
    await strip.focus();
    await strip.press('Home');
    await page
      .getByTestId('coverage-readout')
      .getByText(/facturé du 01\/11\/2026 au 30\/11\/2026/)
      .waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
    await strip.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Jours d’une ligne' });
    await panel.getByRole('link', { name: /^Facture SCIC/ }).click();
    await page.getByRole('heading', { name: /^Facture SCIC/ }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/activite\/factures\/\d+$/);
    expect(complaints).toEqual([]);
  });

  it('shows the whole coverage of the own lines', async () => {
    const { page, goTo } = await story.console_.window('member');
    await goTo('/activite/couverture');
    await page.getByText('2 lignes lues sur 2').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('lists the own documents, gives the PDF of those that are whole, and only the own lines of shared ones', async () => {
    const { page, goTo } = await story.console_.window('member');
    await goTo('/activite/factures');
    await page.getByText('200,00 € hors taxes sur vos lignes').waitFor();
    await page.getByText('avec d’autres activités').waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);

    const row = (client: string) => page.getByRole('row').filter({ hasText: client });
    await row('Atelier Bois').getByRole('link').click();
    await page.getByText('120,00 €').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Ouvrir le PDF' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^SCIC.*\.pdf$/);

    await goTo('/activite/factures');
    await row('Mairie de Plélan').getByRole('link').click();
    await page.getByText('Ce document facture aussi d’autres activités que les vôtres.').waitFor();
    await page.getByRole('rowheader', { name: 'Messagerie' }).waitFor();
    expect(await page.getByText(/Impression secrète|240,00|200,00/).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Ouvrir le PDF' }).count()).toBe(0);
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });

  it('answers a guessed address of another as one that does not exist', async () => {
    const { page, goTo } = await story.console_.window('member');
    for (const id of [story.others, 987654]) {
      await goTo(`/activite/contrats/${id}`);
      await page.getByRole('alert').getByText('n’existe pas').waitFor();
    }
    await goTo('/gestion/couverture');
    await page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor();
  });

  it('shows nothing any more once the activity is another’s', async () => {
    await story.takeActivityAway();
    const { page, goTo } = await story.console_.window('member');
    await goTo('/activite');
    await page.getByRole('heading', { name: 'Aucun contrat n’est rattaché à vos activités' }).waitFor();
    await goTo('/activite/factures');
    await page.getByRole('heading', { name: 'Aucune facture ne porte encore sur vos contrats' }).waitFor();
    await goTo(`/activite/contrats/${story.own}`);
    await page.getByRole('alert').getByText('n’existe pas').waitFor();
  });

  it('tells an associate whose account nobody linked to the register what to do', async () => {
    const { page, goTo } = await story.console_.window('associate');
    await goTo('/');
    await page.waitForURL('**/societariat');
    await page.getByRole('heading', { name: 'Votre compte n’est relié à aucune fiche' }).waitFor();
    expect(await findingsOfAxeInBothThemes(page)).toEqual([]);
  });
});
