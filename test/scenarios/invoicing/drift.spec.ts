import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import { Office } from './office.js';

interface Told {
  readonly kind: string;
  readonly days: number;
  readonly sentence: { readonly fr: string; readonly en: string };
}

describe('the drift, in words', () => {
  let office: Office;

  beforeEach(async () => {
    office = await Office.open();
  });
  afterEach(async () => office.close());

  const drift = async (query: object = {}) =>
    (await office.accountant.get('/api/drift').query(query).expect(200)).body;
  const told = ({ told }: { told: Told[] }) =>
    told.map(({ kind, days, sentence }) => [kind, days, sentence.fr]);

  it('excused days leave the list of what is to be billed for a list of their own, and come back', async () => {
    const { id: line } = await office.subscription('2026-11-01');
    const { body: excuse } = await office.administrator
      .post('/api/excuses')
      .send({ line, period: { from: '2026-11-01', to: '2026-11-11' }, reason: 'Panne du service' })
      .expect(201);
    const found = await drift();
    // November has 30 days: 10 are excused, 20 remain.
    expect(found.counts).toMatchObject({
      unbilled: { lines: 1, days: 20 },
      excused: { lines: 1, days: 10 },
      overbilled: { lines: 0, days: 0 },
    });
    expect(told(found.lines[0])).toEqual([
      [
        'unbilled',
        20,
        '20\u00A0jours dus et facturés par personne, du 11 au 30 novembre 2026. Proposez une campagne, ou écrivez pourquoi ils ne seront pas facturés.',
      ],
      ['excused', 10, '10\u00A0jours non facturés, motif écrit, du 1er au 10 novembre 2026.'],
    ]);
    await office.administrator
      .post('/api/excuses')
      .send({ line, period: { from: '2026-11-11', to: '2026-12-01' }, reason: 'Panne du service' })
      .expect(201);
    expect((await drift({ kind: 'unbilled' })).lines).toEqual([]);
    expect((await drift({ kind: 'excused' })).lines).toHaveLength(1);
    await office.administrator.delete(`/api/excuses/${excuse.id}`).expect(200);
    expect((await drift({ kind: 'unbilled' })).counts.unbilled).toEqual({ lines: 1, days: 10 });
  });

  it('what is billed and should not be names the document that bills it', async () => {
    const { id: line } = await office.subscription('2026-11-01');
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${line}/amendments`)
      .send({ kind: 'cancellation', fromRevision: 1, onDay: '2026-11-21' })
      .expect(201);
    const [{ number }] = (await office.invoices({})).invoices;
    const found = await drift({ kind: 'overbilled' });
    expect(told(found.lines[0])).toEqual([
      [
        'overbilled',
        10,
        `10\u00A0jours facturés par un émetteur à qui ils ne sont pas dus, du 21 au 30 novembre 2026\u00A0: Coopérative du Bocage, facture ${number} du 22 novembre 2026. La correction les crédite.`,
      ],
    ]);
    expect(found.lines[0].bills).toEqual([
      {
        invoice: { id: expect.any(Number), number },
        issuer: 'Coopérative du Bocage',
        issuedOn: '2026-11-22',
        days: [{ from: '2026-11-21', to: '2026-12-01' }],
      },
    ]);
  });

  it('a correction tells for each line how its days are billed before and after', async () => {
    const dearer = await office.subscription('2026-11-01');
    const ended = await office.subscription('2026-11-01');
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${dearer.id}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-11-16', conditions: { unitPrice: '80' } })
      .expect(201);
    await office.administrator
      .post(`/api/contract-lines/${ended.id}/amendments`)
      .send({ kind: 'cancellation', fromRevision: 1, onDay: '2026-11-21' })
      .expect(201);
    const wish = { issuer: 'SCIC', reason: 'Deux avenants de novembre' };
    const { body } = await office.accountant.post('/api/corrections/preview').send(wish).expect(200);
    const words = (of: { sentence: { fr: string } }[]) => of.map(({ sentence }) => sentence.fr);
    expect(
      body.effects.map((each: { line: { id: number }; before: []; after: [] }) => [
        each.line.id,
        words(each.before),
        words(each.after),
      ]),
    ).toEqual([
      [
        // 15 of 30 days of 100.00, then of 80.00.
        dearer.id,
        [expect.stringMatching(/^Facturé du 16 au 30 novembre 2026 pour 50,00\s€ HT, facture SCIC-2026-/)],
        [
          expect.stringMatching(
            /^Crédité, puis facturé de nouveau du 16 au 30 novembre 2026 pour 40,00\s€ HT/,
          ),
        ],
      ],
      [
        ended.id,
        [expect.stringMatching(/^Facturé du 21 au 30 novembre 2026 pour 33,33\s€ HT, facture SCIC-2026-/)],
        [expect.stringMatching(/^Crédité du 21 au 30 novembre 2026\u00A0: ces jours ne sont pas dus/)],
      ],
    ]);
    expect(body.credits[0]).toMatchObject({
      type: 'creditNote',
      number: null,
      credited: expect.stringMatching(/^SCIC-2026-/),
      vat: '10.00',
      lines: [{ period: { from: '2026-11-16', to: '2026-12-01' }, net: '50.00' }],
    });
    expect(body.uncredited).toEqual([]);
  });

  it('days that another issuer carries from now on are credited here, and said to be billed there', async () => {
    const siren = sirenOf(73282932);
    const { body: cae } = await office.administrator
      .post('/api/issuers')
      .send({
        ...{ code: 'CAE', name: 'CAE des Rives', siren, vatNumber: vatNumberOf(siren), address },
        ...{ legalForm: 'SCOP', iban: 'FR7630006000011234567890189', email: 'cae@rives.example' },
      })
      .expect(201);
    const { id: line, contract } = await office.subscription('2026-11-01');
    await office.bill();
    await office.administrator
      .post(`/api/contracts/${contract}/carriages`)
      .send({ fromRevision: 1, to: cae.id, from: '2026-11-16' })
      .expect(201);
    await office.administrator
      .post(`/api/contract-lines/${line}/amendments`)
      .send({ kind: 'cancellation', fromRevision: 1, onDay: '2026-11-21' })
      .expect(201);
    const { body } = await office.accountant
      .post('/api/corrections/preview')
      .send({ issuer: 'SCIC', reason: 'Le contrat passe à la CAE' })
      .expect(200);
    expect(body.effects[0].after.map(({ sentence }: Told) => [sentence.fr, sentence.en])).toEqual([
      [
        'Crédité du 16 au 20 novembre 2026\u00A0: ces jours sont repris par CAE des Rives, qui les facturera.',
        'Credited from 16 to 20 November 2026: CAE des Rives takes these days over and will bill them.',
      ],
      [
        'Crédité du 21 au 30 novembre 2026\u00A0: ces jours ne sont pas dus et ne seront plus facturés.',
        'Credited from 21 to 30 November 2026: these days are not due and are billed no more.',
      ],
    ]);
  });

  it('days that stay agreed here and are excused are credited without being said undue', async () => {
    const { id: line } = await office.subscription('2026-11-01');
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${line}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-11-16', conditions: { unitPrice: '80' } })
      .expect(201);
    await office.administrator
      .post('/api/excuses')
      .send({ line, period: { from: '2026-11-21', to: '2026-12-01' }, reason: 'Panne du service' })
      .expect(201);
    const { body } = await office.accountant
      .post('/api/corrections/preview')
      .send({ issuer: 'SCIC', reason: 'Nouveau prix au 16 novembre' })
      .expect(200);
    expect(body.effects[0].after.map(({ sentence }: Told) => sentence.fr)).toEqual([
      expect.stringMatching(/^Crédité, puis facturé de nouveau du 16 au 20 novembre 2026/),
      'Crédité du 21 au 30 novembre 2026\u00A0: ces jours restent prévus au contrat, mais un motif écrit les retient ou leur échéance n’est pas venue.',
    ]);
  });

  it('what cannot be billed again is credited, and its line says what it waits for', async () => {
    const { id: client } = await office.client();
    const { id: line } = await office.subscription('2026-11-01', {}, client);
    await office.bill();
    await office.administrator
      .post(`/api/contract-lines/${line}/amendments`)
      .send({ kind: 'change', fromRevision: 1, from: '2026-11-16', conditions: { unitPrice: '80' } })
      .expect(201);
    await office.sql(`UPDATE contracts.client SET channel = NULL, email = NULL WHERE id = $1`, [client]);
    const { body } = await office.accountant
      .post('/api/corrections/preview')
      .send({ issuer: 'SCIC', reason: 'Nouveau prix au 16 novembre' })
      .expect(200);
    expect(body.rebills).toEqual([]);
    expect(body.blocked).toEqual([
      expect.objectContaining({
        client: 'Client 1',
        net: '40.00',
        controls: [expect.objectContaining({ code: 'NO_DELIVERY_CHANNEL' })],
      }),
    ]);
    expect(body.effects[0].after[0].sentence.fr).toMatch(
      /quand ce point sera levé\u00A0: Rien ne dit comment envoyer/,
    );
  });
});
