import { sampleDocuments, writeCii } from '#documents';
import { localDate } from '#kernel';
import { address, sirenOf } from '#test/fixtures/cooperative.js';
import { readPdf, textsOfPages } from '#test/documents/read-pdf.js';
import { Office } from '../invoicing/office.js';

const CAE_SIREN = sirenOf(78111222);

describe('a contract that comes home from a CAE, over HTTP', () => {
  let office: Office;
  let cae: number;

  beforeAll(async () => {
    office = await Office.open({ today: '2026-05-18' });
    const { body } = await office.administrator
      .post('/api/issuers')
      .send({ code: 'OUEST', name: 'CAE de l’Ouest', outside: true, siren: CAE_SIREN, address })
      .expect(201);
    cae = body.id;
  });
  afterAll(() => office.close());

  const post = async (path: string, payload: object, status = 201) =>
    (await office.administrator.post(`/api/contract-transfers${path}`).send(payload).expect(status)).body;
  const get = async (path: string, status = 200) =>
    (await office.accountant.get(`/api/contract-transfers${path}`).expect(status)).body;
  const contractOf = async (name: string) => {
    const client = await office.client({ name });
    const { body } = await office.administrator
      .post('/api/contracts')
      .send({
        client: client.id,
        title: 'Hébergement',
        carriedBy: cae,
        from: '2026-01-01',
        lines: [
          {
            kind: 'subscription',
            service: 'hébergement',
            label: 'Hébergement',
            terms: [{ unitPrice: '3100', period: { from: '2026-01-01' } }],
          },
        ],
      })
      .expect(201);
    return { id: body.id as number, line: body.lines[0].id as number, client };
  };
  const open = (contract: number, status = 201) =>
    post('', { contracts: [contract], to: office.issuer.id, movesOn: '2026-06-01' }, status);
  const upload = (id: number, name: string, bytes: Buffer, status = 201) =>
    office.administrator
      .post(`/api/contract-transfers/${id}/readings`)
      .attach('file', bytes, name)
      .expect(status);
  const csv = (client: string, rows: readonly string[]) =>
    Buffer.from(
      ['numéro;date;client;libellé;montant HT', ...rows.map((row) => row.replace('@', client))].join('\n'),
    );
  const MONTHS = ['janvier', 'février', 'mars', 'avril', 'mai'];
  const billing = (client: string, prefix: string, months = MONTHS) =>
    csv(
      client,
      months.map(
        (name) =>
          `${prefix}-${MONTHS.indexOf(name) + 1};0${MONTHS.indexOf(name) + 1 > 9 ? '' : '1'}/0${MONTHS.indexOf(name) + 1}/2026;@;Hébergement ${name} 2026;3 100,00`,
      ),
    );
  const proposed = (reading: { documents: any[] }) =>
    reading.documents.flatMap((document) =>
      document.lines.map(({ contractLine, proposedPeriod }: any, line: number) => ({
        ...{ document: document.number, line, contractLine, period: proposedPeriod },
      })),
    );

  it('goes from the first dossier to the first invoice of the cooperative, and tells what it saves', async () => {
    const { id: contract, line, client } = await contractOf('Mairie de Plougastel');
    const dossier = await open(contract);
    expect(dossier).toMatchObject({
      code: 'RA-0001',
      state: 'preparing',
      nextStep: 'conflicts',
      from: { code: 'OUEST', outside: true },
      to: { code: 'SCIC' },
    });
    const { id } = dossier;
    const found = await office.accountant.get('/api/search').query({ q: 'ra-0001' }).expect(200);
    expect(found.body.results).toEqual([expect.objectContaining({ kind: 'contractTransfer', id })]);
    const unknown = (await get(`/${id}/picture`)).lines[0].conflicts[0];
    expect(unknown).toMatchObject({
      code: 'FORMER_INVOICE_UNKNOWN',
      severity: 'decide',
      action: 'importBilling',
    });
    expect(unknown.sentence.en).toContain('No invoice of CAE de l’Ouest is known');

    // Nobody has said that the days are billed: the switch is refused, and says so.
    await post(`/${id}/reading-confirmation`, { digest: (await get(`/${id}/picture`)).digest });
    const early = await post(`/${id}/switch`, { digest: (await get(`/${id}/picture`)).digest }, 409);
    expect(early.code).toBe('TRANSFERS.CONFLICT_UNDECIDED');
    expect(early.detail).toContain('importez la facture manquante');

    const reading = (await upload(id, 'facturation.csv', billing(client.name, 'OX'))).body;
    expect(reading.documents[4]).toMatchObject({
      number: 'OX-5',
      lines: [{ period: null, proposedPeriod: { from: '2026-05-01', to: '2026-06-01' }, contractLine: line }],
    });
    expect(reading.documents[4].lines[0].reason.fr).toContain('même client');
    const path = `/${id}/readings/${reading.id}/recording`;
    const refused = await post(
      path,
      { decisions: proposed(reading).map((each) => ({ ...each, period: null })) },
      400,
    );
    expect([refused.code, refused.detail]).toEqual([
      'TRANSFERS.LINES_REFUSED',
      expect.stringContaining('dites quels jours elle facture'),
    ]);
    const told = await post(`${path}/preview`, { decisions: proposed(reading) }, 200);
    expect((await get(`/${id}/readings`)).items[0].documents[0].invoice).toBeNull();
    expect(await post(path, { decisions: proposed(reading) })).toEqual(told);
    expect((await post(path, { decisions: proposed(reading) })).unchanged).toHaveLength(5);
    const picture = await get(`/${id}/picture`);
    expect(picture.lines[0].sides.map(({ dayCount, net }: any) => [dayCount, net])).toEqual([
      [151, '15500.00'],
      [0, '0.00'],
    ]);
    expect(picture.lines[0].conflicts).toEqual([]);

    const drafts = await get(`/${id}/drafts`);
    expect(drafts.items.map(({ kind }: any) => kind)).toEqual(['clientLetter', 'amendment']);
    await post(`/${id}/drafts/clientLetter/${client.id}/confirmation`, {});
    await post(`/${id}/reading-confirmation`, { digest: picture.digest });
    const preview = await post(`/${id}/switch/preview`, {}, 200);
    expect(preview.firstBillings).toMatchObject([
      { client: { name: 'Mairie de Plougastel' }, billableOn: '2026-06-01', net: '3100.00' },
    ]);
    const switched = await post(`/${id}/switch`, { digest: preview.digest });
    expect([switched.state, switched.nextStep]).toEqual(['switched', 'firstInvoice']);
    expect((await post(`/${id}/switch`, { digest: preview.digest }, 409)).code).toMatch(/^TRANSFERS\./);

    office.api.clock.setToday('2026-06-02');
    await office.bill('2026-06-02', { releases: [] });
    const billed = await get(`/${id}`);
    expect(billed).toMatchObject({
      state: 'billing',
      firstInvoice: { number: 'SCIC-2026-00001', net: '3100.00' },
    });
    const late = await post(`/${id}/undoing`, { reason: 'retour à la CAE' }, 409);
    expect([late.code, late.detail]).toEqual([
      'TRANSFERS.BILLED_SINCE',
      expect.stringContaining('SCIC-2026-00001'),
    ]);
    await post(`/${id}/closing`, {});
    expect((await get('?state=closed')).items.map(({ code }: any) => code)).toEqual(['RA-0001']);
    const acts = await office.acts();
    for (const act of [
      'opened',
      'conflictsRead',
      'documentsRecorded',
      'documentConfirmed',
      'switched',
      'closed',
    ])
      expect(acts).toContain(`transfers.dossier.${act}`);
  });

  it('its letter and amendment are edited, printed with the facts, and archived once confirmed', async () => {
    const { id: contract, client } = await contractOf('Ferme des Landes');
    const { id } = await open(contract);
    const [letter, amendment] = (await get(`/${id}/drafts`)).items;
    const pdf = async (path: string) => {
      const { body, headers } = await office.accountant
        .get(`/api/contract-transfers/${id}${path}`)
        .expect(200);
      expect(headers['content-type']).toBe('application/pdf');
      return textsOfPages(readPdf(body as Buffer))
        .flat()
        .join(' ')
        .replaceAll('\u00a0', ' ');
    };
    expect(await pdf(`/drafts/amendment/${amendment.about}/pdf`)).toContain('Ferme des Landes');
    expect(await pdf(`/drafts/amendment/${amendment.about}/pdf`)).not.toMatch(/SIREN \d{9}/);
    const put = (body: object, status = 200) =>
      office.administrator
        .put(`/api/contract-transfers/${id}/drafts/clientLetter/${client.id}`)
        .send({ language: 'fr', title: letter.title, body: letter.body, fromVersion: 0, ...body })
        .expect(status);
    expect((await put({ body: 'Bonjour {{prenom}}' }, 400)).body.code).toBe('TRANSFERS.FIELD');
    const edited = await put({ body: 'Bonjour {{client}}, à compter du {{premier jour}} tout change.' });
    expect(edited.body).toMatchObject({ version: 1, editedBy: 'Essai administrator' });
    expect((await put({ title: 'Autre' }, 409)).body.code).toBe('TRANSFERS.CHANGED_MEANWHILE');
    const text = await pdf(`/drafts/clientLetter/${client.id}/pdf`);
    expect(text).toContain('Ferme des Landes');
    expect(text).toContain('1er juin 2026');
    const { documents } = await post(`/${id}/drafts/clientLetter/${client.id}/confirmation`, {});
    await put({ body: 'Tout autre chose.', fromVersion: 1 });
    expect(await pdf(`/documents/${documents[0].id}/pdf`)).toContain('tout change');
    await office.accountant.get(`/api/contract-transfers/${id}/documents/987654321/pdf`).expect(404);
    await office.accountant.get(`/api/contract-transfers/${id}/drafts/poem/1/pdf`).expect(400);
  });

  it('asks the CAE for the credit of days that it billed ahead, and follows it until the credit note is here', async () => {
    const { id: contract, line, client } = await contractOf('Cinéma du Port');
    const { id } = await open(contract);
    const sample = sampleDocuments().find(({ document }) => document.type === 'invoice')!.document;
    const document = {
      ...sample,
      number: 'OX-2026-6',
      issuedOn: localDate('2026-05-28'),
      seller: { ...sample.seller, siren: CAE_SIREN },
      buyer: { ...sample.buyer, name: client.name, siren: null, vatNumber: null },
      lines: [
        {
          ...sample.lines[0]!,
          label: 'Hébergement',
          period: { from: localDate('2026-06-01'), to: localDate('2026-07-01') },
          ...{ quantity: '1', unitPrice: '3100', netCents: 310_000 },
        },
      ],
      vat: [{ ...sample.vat[0]!, netCents: 310_000, vatCents: 62_000 }],
      ...{ netCents: 310_000, vatCents: 62_000, grossCents: 372_000, dueCents: 372_000 },
    };
    const reading = (await upload(id, 'OX-2026-6.xml', Buffer.from(writeCii(document)))).body;
    await post(`/${id}/readings/${reading.id}/recording`, { decisions: proposed(reading) });
    const ahead = (await get(`/${id}/picture`)).lines[0].conflicts.find(
      ({ code }: any) => code === 'FORMER_BILLED_AHEAD',
    );
    expect(ahead).toMatchObject({ line, net: '3100.00', action: 'requestCredit', requestedAt: null });
    expect(ahead.sentence.fr).toContain('a facturé d’avance');
    // The same number again, for 120.00 less: said beside it, and nothing is changed.
    const fewer = csv(client.name, ['OX-2026-6;28/05/2026;@;Hébergement juin 2026;2 980,00']);
    const second = (await upload(id, 'encore.csv', fewer)).body;
    expect(second.documents[0]).toMatchObject({
      invoice: expect.any(Number),
      refusal: { fr: expect.stringMatching(/déjà repris.*3\s100,00\s€ HT.*2\s980,00\s€ HT/) },
      lines: [{ note: { fr: expect.stringMatching(/contrat dit 3\s100,00\s€/) } }],
    });
    const again = await post(`/${id}/readings/${second.id}/recording`, { decisions: proposed(second) }, 400);
    expect([again.code, again.detail]).toEqual([
      'TRANSFERS.LINES_REFUSED',
      expect.stringMatching(/2\s980,00\s€ HT/),
    ]);
    await post(`/${id}/drafts/creditRequest/${cae}/confirmation`, {});
    const asked = (await get(`/${id}/picture`)).lines[0].conflicts.find(
      ({ code }: any) => code === 'FORMER_BILLED_AHEAD',
    );
    expect(asked.requestedAt).toEqual(expect.any(String));
    const note = csv(client.name, ['OX-A6;02/06/2026;@;Avoir hébergement juin 2026;-3 100,00']);
    const withOrigin = Buffer.from(
      note
        .toString()
        .replace('montant HT', 'montant HT;avoir de')
        .replace('-3 100,00', '-3 100,00;OX-2026-6'),
    );
    const credit = (await upload(id, 'avoir.csv', withOrigin)).body;
    await post(`/${id}/readings/${credit.id}/recording`, { decisions: proposed(credit) });
    expect((await get(`/${id}/picture`)).lines[0].conflicts.map(({ code }: any) => code)).not.toContain(
      'FORMER_BILLED_AHEAD',
    );
  });

  it('notes, people in charge and another choice are kept; a second dossier of one contract is refused', async () => {
    const { id: contract } = await contractOf('Théâtre du Ponant');
    const { id, code } = await open(contract);
    const second = await open(contract, 409);
    expect([second.code, second.detail]).toEqual([
      'TRANSFERS.CONTRACT_IN_ANOTHER',
      expect.stringContaining(code),
    ]);
    await post(`/${id}/notes`, { text: 'Appelée le 12 : signe l’avenant vendredi' });
    await office.administrator
      .put(`/api/contract-transfers/${id}/steps/documents/person`)
      .send({ person: 'Nolwenn', dueOn: '2026-05-25' })
      .expect(200);
    const chosen = await office.administrator
      .put(`/api/contract-transfers/${id}/choice`)
      .send({ contracts: [contract], movesOn: '2026-07-01', fromVersion: 1 })
      .expect(200);
    expect(chosen.body).toMatchObject({ version: 2, movesOn: '2026-07-01' });
    expect(chosen.body.notes).toMatchObject([{ text: 'Appelée le 12 : signe l’avenant vendredi' }]);
    expect(chosen.body.steps.find(({ step }: any) => step === 'documents')).toMatchObject({
      person: 'Nolwenn',
      dueOn: '2026-05-25',
    });
    expect((await get(`?contract=${contract}`)).total).toBe(1);
    expect((await post(`/${id}/undoing`, { reason: 'abandonné' })).state).toBe('undone');
    expect((await post(`/${id}/closing`, {}, 409)).code).toBe('TRANSFERS.OVER');
    // Given up, it leaves the contract free.
    expect((await open(contract)).state).toBe('preparing');
  });

  it('refuses texts of blanks in words, and keeps nothing of them', async () => {
    const { id: contract, line, client } = await contractOf('Café de la Rade');
    const { id } = await open(contract);
    const [letter] = (await get(`/${id}/drafts`)).items;
    const put = async (path: string, body: object) =>
      (await office.administrator.put(`/api/contract-transfers/${id}${path}`).send(body).expect(400)).body;
    const draft = { language: 'fr', title: letter.title, body: letter.body, fromVersion: 0 };
    const { period, code } = (await get(`/${id}/picture`)).lines[0].conflicts[0];
    const decision = { line, code, ...period, choice: 'formerBills' };
    const refused = [
      await put(`/drafts/clientLetter/${client.id}`, { ...draft, title: '     ' }),
      await put(`/drafts/clientLetter/${client.id}`, { ...draft, body: '\u00a0 \n' }),
      await post(`/${id}/decisions`, { ...decision, statement: '    a' }, 400),
    ];
    for (const reason of ['     ', '  abc  ', '\u00a0\u00a0\u00a0\u00a0\u00a0']) {
      const { code: said, detail } = await post(`/${id}/undoing`, { reason }, 400);
      expect([said, detail]).toEqual([
        'API.INPUT_REFUSED',
        expect.stringMatching(/À corriger : (reason|motif)/),
      ]);
    }
    expect(refused.map(({ code: said }) => said)).toEqual(refused.map(() => 'TRANSFERS.FIELD'));
    for (const { detail } of refused) expect(detail).toMatch(/^Rien n’a été enregistré : .+\.$/);
    expect(await get(`/${id}`)).toMatchObject({ state: 'preparing', excusedDays: 0 });
    const excused = await post(`/${id}/decisions`, {
      ...decision,
      choice: 'excused',
      statement: 'geste commercial',
    });
    // 1 January to 31 May.
    expect(excused.excusedDays).toBe(151);
    expect((await post(`/${id}/undoing`, { reason: 'abandonné' })).excusedDays).toBe(0);
  });

  it('refuses what is no file, a file of another seller, an unknown dossier, and everybody but those in charge', async () => {
    const { id: contract } = await contractOf('Atelier Sud');
    const { id } = await open(contract);
    for (const [name, bytes] of [
      ['vide.csv', ''],
      ['photo.png', '\u0000\u0001\u0002'],
      ['sans-colonnes.csv', 'a;b\n1;2'],
      ['vide.xml', '<?xml version="1.0"?><a/>'],
      ['vide.pdf', '%PDF-1.7'],
    ] as const) {
      const { body } = await upload(id, name, Buffer.from(bytes), 400);
      expect([name, body.code]).toEqual([name, expect.stringMatching(/^(TRANSFERS|IMPORTS|DOCUMENTS)\./)]);
    }
    expect((await get('/987654321', 404)).code).toBe('TRANSFERS.NOT_FOUND');
    expect((await get(`/${id}/savings`)).months).toEqual([]);
    await office.accountant
      .post(`/api/contract-transfers/${id}/switch`)
      .send({ digest: 'a'.repeat(64) })
      .expect(403);
    const member = await office.api.signedInAs('member');
    await member.get(`/api/contract-transfers/${id}`).expect(403);
    await office.auditor.get(`/api/contract-transfers/${id}`).expect(200);
    await office.auditor.post(`/api/contract-transfers/${id}/notes`).send({ text: 'x' }).expect(403);
  });
});
